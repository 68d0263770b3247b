// What the pages do in the browser. Without it every page is whole; with it, code can be copied by a button and the
// first page says whether the API answers.

// <button data-copies="id" hidden> copies the text of the element with that id.
for (const button of document.querySelectorAll("[data-copies]")) {
  const source = document.getElementById(button.dataset.copies);
  const words = button.textContent;
  button.hidden = false;
  button.addEventListener("click", async () => {
    button.textContent = (await copy(source)) ? "Copied" : "Selected: press Ctrl C or ⌘ C";
    announce(button.textContent);
    clearTimeout(button.timer);
    button.timer = setTimeout(() => { button.textContent = words; }, 2000);
  });
}

// Whether the text reached the clipboard. If it may not (a page over plain http has none), it is selected instead.
async function copy(source) {
  try {
    await navigator.clipboard.writeText(source.textContent);
    return true;
  } catch {
    getSelection().selectAllChildren(source);
    return false;
  }
}

// Says something to people who use a screen reader.
function announce(words) {
  let region = document.querySelector("[role=status]");
  if (!region) {
    region = document.createElement("p");
    region.setAttribute("role", "status");
    region.className = "visually-hidden";
    document.body.append(region);
  }
  region.textContent = words;
}

// <a data-health="/v1/health"> shows what that address answers.
document.querySelectorAll("[data-health]").forEach(async (link) => {
  const words = link.querySelector("[data-health-words]");
  try {
    const answer = await fetch(link.dataset.health, { signal: AbortSignal.timeout(5000) });
    link.dataset.state = answer.ok ? "ok" : "bad";
    words.textContent = answer.ok ? "answers" : `says ${answer.status}`;
  } catch {
    link.dataset.state = "bad";
    words.textContent = "does not answer";
  }
});
