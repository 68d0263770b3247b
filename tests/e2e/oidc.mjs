// Signs in with an OpenID Connect provider in a real browser, through its own pages.
// Takes { base, person }; prints where that ended, who is signed in, and what the browser said against it.

import { newPage, withBrowser } from "./walk.mjs";

const { base, person } = JSON.parse(process.argv[2]);

await withBrowser(async (browser) => {
  const page = await newPage(browser);
  const said = [];
  page.on("console", (message) => { if (message.type() === "error") said.push(message.text()); });
  await page.goto(`${base}/sign-in?next=/console/settings/account`);
  await page.getByRole("button", { name: "Sign in with Signalbox" }).click();
  await page.locator("[name=login]").fill(person);
  await page.locator("[name=password]").fill("x");
  await page.getByRole("button", { name: "Sign-in" }).click();
  await page.getByRole("button", { name: "Continue" }).click();
  await page.waitForURL(`${base}/console/settings/account`);
  const text = await page.locator("main").textContent();
  // A Content-Security-Policy that stood in the way would say so on our pages.
  console.log(JSON.stringify({ email: text.includes(person.split("~")[1]), only: text.includes("only way in"), said: said.filter((each) => each.includes("Security Policy")) }));
});
