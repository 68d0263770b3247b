// One person's way through the console: signs up, makes a key, deploys a folder, invites somebody, and takes things back.
// Takes { base, folder, name, email, guest, password }; prints what a caller can check over HTTP afterwards.

import { newPage, withBrowser } from "./walk.mjs";

const { base, folder, email, guest, password } = JSON.parse(process.argv[2]);
const told = {};

async function use(key) {
  const answer = await fetch(`${base}/v1/projects`, { headers: { Authorization: `Bearer ${key}` } });
  return answer.status;
}

await withBrowser(async (browser) => {
  const page = await newPage(browser);
  await page.goto(`${base}/sign-up`);
  await page.getByLabel("Your name").fill("Ada Lovelace");
  await page.getByLabel("E-mail address").fill(email);
  await page.getByLabel("Password").fill(password);
  await page.getByRole("button", { name: "Create the account" }).click();
  await page.waitForURL("**/console/projects");

  // Settings → API Keys → Create New Key
  await page.getByRole("link", { name: "Settings" }).click();
  await page.getByRole("link", { name: "API Keys" }).first().click();
  await page.getByRole("link", { name: "Create New Key" }).first().click();
  await page.getByLabel("Name").fill("Laptop");
  await page.getByLabel("See projects").check();
  await page.getByRole("button", { name: "Create the key" }).click();
  const key = await page.locator("#secret").textContent();
  told.key = key.slice(0, 9);
  told.used = await use(key);

  // A project, and a folder on it
  await page.getByRole("link", { name: "Projects" }).click();
  await page.getByRole("link", { name: "New project" }).first().click();
  await page.getByLabel("Name").fill("My Website");
  await page.getByRole("button", { name: "Create the project" }).click();
  await page.getByRole("heading", { name: "My Website" }).waitFor();
  await page.locator("[data-folder]").setInputFiles(folder);
  await page.waitForURL("**/console/deployments/*");
  // It follows the log, and shows the end by itself.
  await page.getByText("Success, live").waitFor();
  told.lines = await page.locator("#lines span").count();
  told.site = await page.locator("dl a").first().getAttribute("href");

  // A team, and somebody in it who has no account yet
  await page.getByRole("link", { name: "Teams" }).click();
  await page.getByLabel("Name").fill("Engines");
  await page.getByRole("button", { name: "Create the team" }).click();
  await page.getByLabel("E-mail address").fill(guest);
  await page.getByLabel("Role", { exact: true }).selectOption("viewer");
  await page.getByRole("button", { name: "Add", exact: true }).click();
  const invitation = await page.locator("#invitation").textContent();
  const other = await newPage(browser);
  await other.goto(invitation);
  await other.getByLabel("Your name").fill("Grace Hopper");
  await other.getByLabel("Password").fill(password);
  await other.getByRole("button", { name: "Create the account and join" }).click();
  await other.getByRole("heading", { name: "Engines" }).waitFor();
  told.guest = (await other.locator(".console-head").textContent()).includes("You are viewer");

  // The key is revoked, and refused at once
  await page.goto(`${base}/console/settings/api-keys`);
  await page.getByRole("link", { name: "Laptop" }).click();
  await page.getByRole("button", { name: "Revoke the key" }).click();
  await page.getByText("refused from now on").waitFor();
  told.refused = await use(key);

  // Somebody who leaves has no access any more
  await page.getByRole("link", { name: "Teams" }).click();
  await page.getByRole("link", { name: "Engines" }).click();
  await page.getByRole("button", { name: "Remove Grace Hopper" }).click();
  await page.getByText("no access any more").waitFor();
  told.removed = (await other.reload()).status();
});

console.log(JSON.stringify(told));
