// Walks through the pages as a person does, in a real browser. Other scripts import it; alone it takes
// { url, email, password, callback } as JSON and prints where agreeing leads.

import { chromium } from "playwright-core";

const SWITCHES = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
  "--disable-background-networking", "--disable-component-update", "--disable-sync"];

// A browser, and a context of it that stops at `callback` as the application's own server would.
export async function withBrowser(work) {
  const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", args: SWITCHES });
  try {
    return await work(browser);
  } finally {
    await browser.close();
  }
}

export async function newPage(browser, callback) {
  const context = await browser.newContext();
  const page = await context.newPage();
  page.setDefaultTimeout(60_000);
  page.on("pageerror", (error) => { throw error; });
  if (callback) await page.route(`${callback}**`, (route) => route.fulfill({ body: "Back at the application" }));
  return page;
}

// Open an authorization URL, sign in if asked, agree, and answer the URL that the application gets.
export async function agree(page, { url, email, password, callback }) {
  await page.goto(url);
  if (new URL(page.url()).pathname === "/sign-in") {
    await page.getByLabel("E-mail address").fill(email);
    await page.getByLabel("Password").fill(password);
    await page.getByRole("button", { name: "Sign in" }).click();
  }
  await page.getByRole("button", { name: "Allow" }).click();
  await page.waitForURL((at) => at.href.startsWith(callback));
  return page.url();
}

if (process.argv[1] === import.meta.filename) {
  const asked = JSON.parse(process.argv[2]);
  console.log(await withBrowser(async (browser) => agree(await newPage(browser, asked.callback), asked)));
}
