// Checks pages with axe-core, every rule of it: WCAG 2.2 A and AA, and its best practices. Ends with 1 if one is broken.
//
//     echo '[{"name": "home", "url": "http://localhost:8000/"}]' | node scripts/check_accessibility.mjs
//
// `python -m scripts.screenshots --check-accessibility` runs it on every page that we have.

import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

import { finish, lookAt, pagesFromInput } from "./browser.mjs";

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const RULES = { runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"] };

const violations = [];
let checked = 0;

const complaints = await lookAt(await pagesFromInput(), async (page, { name, width, scheme }) => {
  // Through the debugger, so that a page's Content-Security-Policy stays as it is.
  await page.evaluate(AXE);
  const found = await page.evaluate((rules) => globalThis.axe.run(document, rules), RULES);
  checked += found.passes.length;
  for (const violation of found.violations) {
    for (const node of violation.nodes) {
      violations.push(`${name} (${width}, ${scheme}): ${violation.id}: ${node.target.join(" ")}\n    ${node.failureSummary.replaceAll("\n", "\n    ")}`);
    }
  }
});

console.log(`${checked} checks passed, ${violations.length} failed`);
finish([...complaints, ...violations]);
