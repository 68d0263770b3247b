// Marks the present month in the calendar and says what there is to do in it. Everything is read from the page:
// a bar is <span class="bar sow from-2 to-4">, so a crop that you add in index.html is found here as well.

const MONTHS = ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
  "November", "December"];
const WORK = { sow: "sow", plant: "plant out", harvest: "harvest" };

const calendar = document.querySelector(".calendar");
const month = new Date().getMonth() + 1;

// "from-2" → 2
function edge(bar, name) {
  const found = [...bar.classList].find((each) => each.startsWith(`${name}-`));
  return Number(found.slice(name.length + 1));
}

// ["peas", "kale", "garlic"] → "peas, kale and garlic"
function inWords(names) {
  return names.length < 2 ? names.join("") : `${names.slice(0, -1).join(", ")} and ${names.at(-1)}`;
}

if (calendar) {
  calendar.querySelector(`.months > :nth-child(${month})`).classList.add("now");

  const crops = { sow: [], plant: [], harvest: [] };
  for (const bar of calendar.querySelectorAll(".bar")) {
    const present = edge(bar, "from") <= month && month <= edge(bar, "to");
    const kind = Object.keys(crops).find((each) => bar.classList.contains(each));
    if (present && kind) {
      bar.classList.add("now");
      crops[kind].push(bar.closest("li").querySelector(".crop").textContent.trim().toLowerCase());
    }
  }

  const jobs = Object.keys(crops).filter((kind) => crops[kind].length).map((kind) => `${WORK[kind]} ${inWords(crops[kind])}`);
  const line = calendar.querySelector(".this-month");
  const todo = jobs.length ? jobs.join("; ") : "nothing to sow and nothing to pick";
  line.textContent = `In ${MONTHS[month - 1]}: ${todo}.`;
  line.hidden = false;
}
