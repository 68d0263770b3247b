// Opens a page in Chromium and prints what the page's `run` answers: `node browser.mjs <playwright-core> <url> <argument>`.
const [playwright, url, argument] = process.argv.slice(2);
const { chromium } = (await import(playwright)).default;
const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox'] });
try {
  const page = await browser.newPage();
  const problems = [];
  page.on('pageerror', (error) => problems.push(String(error)));
  await page.goto(url);
  const answer = await page.evaluate((given) => globalThis.run(given), JSON.parse(argument));
  console.log(JSON.stringify({ answer, problems }));
} finally {
  await browser.close();
}
