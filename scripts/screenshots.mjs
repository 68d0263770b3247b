// Takes the picture of each page into a folder, as <name>-<width>-<scheme>.png. `make screenshots` runs it.
//
//     echo '[{"name": "home", "url": "http://localhost:8000/"}]' | node scripts/screenshots.mjs reports/screenshots

import { mkdirSync } from "node:fs";
import { join } from "node:path";

import { finish, lookAt, pagesFromInput } from "./browser.mjs";

const folder = process.argv[2];
mkdirSync(folder, { recursive: true });

finish(await lookAt(await pagesFromInput(), (page, { name, width, scheme }) =>
  page.screenshot({ path: join(folder, `${name}-${width}-${scheme}.png`), fullPage: true })));
