// What the console does in the browser beyond links and forms: it uploads sites and follows logs. Both speak to the API
// as any client does, with a token of a quarter of an hour that ends when its person signs out.

import { follow } from "./follow.js";
import { prepareDrop } from "./upload.js";

let token;
let askedAt = 0;

// A token for the API, a new one when the last is ten minutes old.
export async function apiToken() {
  if (!token || Date.now() - askedAt > 600_000) {
    const csrf = document.querySelector("meta[name=csrf-token]").content;
    const answer = await fetch("/console/page-token", { method: "POST", headers: { "X-CSRFToken": csrf }, redirect: "error" });
    if (!answer.ok) throw new Error("You are signed out. Reload the page.");
    ({ token } = await answer.json());
    askedAt = Date.now();
  }
  return token;
}

for (const drop of document.querySelectorAll("[data-drop]")) prepareDrop(drop, apiToken);
const log = document.querySelector("[data-follow]");
if (log?.dataset.follow) follow(log, apiToken);
