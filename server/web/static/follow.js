// Follows a deployment's log: server-sent events (WHATWG HTML, 9.2) read by fetch, for EventSource sends no credential.

export async function follow(element, apiToken) {
  const words = document.querySelector("[data-following]");
  let after = Number(element.dataset.after);
  for (;;) {
    try {
      const answer = await fetch(`/v1/deployments/${element.dataset.follow}/logs?after=${after}`, {
        headers: { Authorization: `Bearer ${await apiToken()}`, Accept: "text/event-stream" },
      });
      if (!answer.ok) throw new Error(`The API says ${answer.status}.`);
      words.textContent = "Following live.";
      for await (const event of events(answer.body)) {
        if (event.type === "end") {
          // The page says more now: its own URL, what can be done.
          location.reload();
          return;
        }
        if (event.type === "log") {
          const line = JSON.parse(event.data);
          after = line.number;
          show(element, line);
        }
      }
    } catch (error) {
      words.textContent = `${error.message} Trying again …`;
      await new Promise((done) => setTimeout(done, 2000));
    }
  }
}

async function* events(body) {
  const reader = body.pipeThrough(new TextDecoderStream()).getReader();
  let text = "";
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return;
    text += value;
    const blocks = text.split("\n\n");
    text = blocks.pop();
    for (const block of blocks) {
      const fields = Object.fromEntries(block.split("\n").map((line) => line.split(/: ?(.*)/s, 2)));
      yield { type: fields.event, data: fields.data };
    }
  }
}

function show(element, line) {
  const row = document.createElement("span");
  row.className = `log-${line.level}`;
  const time = document.createElement("time");
  time.dateTime = line.at;
  time.textContent = line.at.slice(11, 19);
  row.append(time, ` ${line.message}\n`);
  element.append(row);
  const box = element.closest("pre");
  box.scrollTop = box.scrollHeight;
}
