// A browser that looks at pages in every way that people do: narrow and wide, by day and by night.

import { chromium } from "playwright-core";

// Debian's Chromium by default. QUIC and all background traffic are off: it talks to the pages and to nobody else.
const EXECUTABLE = process.env.CHROMIUM ?? "/usr/bin/chromium";
const SWITCHES = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
  "--disable-component-update", "--disable-sync"];

const WIDTHS = { narrow: { width: 390, height: 844 }, wide: { width: 1280, height: 800 } };
const SCHEMES = ["light", "dark"];

/**
 * Call `look(page, { name, url, width, scheme })` with each page opened in each way.
 *
 * `pages` is a list of { name, url, cookies, steps }; `cookies` (name → value) may be left out. `steps` are done before it is
 * looked at: { fill, with } types into a field, { click } presses what this selector finds. Answers what went wrong, one line
 * each: an error of a script, a request to another origin, content that is wider than the window.
 */
export async function lookAt(pages, look) {
  const complaints = [];
  const browser = await chromium.launch({ executablePath: EXECUTABLE, args: SWITCHES });
  for (const [width, viewport] of Object.entries(WIDTHS)) {
    for (const scheme of SCHEMES) {
      const context = await browser.newContext({ viewport, colorScheme: scheme, reducedMotion: "reduce" });
      for (const { name, url, cookies = {}, steps = [] } of pages) {
        await context.clearCookies();
        await context.addCookies(Object.entries(cookies).map(([key, value]) => ({ name: key, value, url })));
        const complain = (words) => complaints.push(`${name} (${width}, ${scheme}): ${words}`);
        const page = await context.newPage();
        page.on("pageerror", (error) => complain(error.message));
        page.on("request", (request) => {
          const asked = new URL(request.url());
          if (asked.protocol !== "data:" && asked.origin !== new URL(url).origin) complain(`asks for ${asked}`);
        });
        page.on("response", (response) => {
          if (response.status() >= 400 && !response.request().isNavigationRequest()) complain(`${response.status()} ${response.url()}`);
        });
        await page.goto(url, { waitUntil: "networkidle" });
        for (const step of steps) {
          if (step.fill) await page.fill(step.fill, step.with);
          else await page.click(step.click);
          await page.waitForLoadState("networkidle");
        }
        const excess = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
        if (excess > 0) complain(`is ${excess} pixels wider than the window`);
        await look(page, { name, url, width, scheme });
        await page.close();
      }
      await context.close();
    }
  }
  await browser.close();
  return complaints;
}

/** The pages on standard input: a JSON list of { name, url }. */
export async function pagesFromInput() {
  let text = "";
  for await (const chunk of process.stdin) text += chunk;
  return JSON.parse(text);
}

/** Say what went wrong and end with 1, or with 0 if there is nothing to say. */
export function finish(complaints) {
  for (const each of complaints) console.error(each);
  process.exitCode = complaints.length ? 1 : 0;
}
