// Looks at a page that has no scripts and stands by itself, with a browser.
//
//   node alone.mjs ADDRESS CHROMIUM NAME [PICTURES]
//
// ADDRESS is the page's, CHROMIUM the browser's program, PICTURES a folder for
// pictures of the page, under NAME. Whatever does not hold is a line on standard
// output, and the exit status is 1.

import { readFileSync, mkdirSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { launch } from "./browser.mjs";

const [address, executablePath, name, pictures] = process.argv.slice(2);
if (!address || !executablePath || !name) {
  console.log("usage: node alone.mjs ADDRESS CHROMIUM NAME [PICTURES]");
  process.exit(2);
}
const axeSource = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

let faults = 0;
function check(holds, what) {
  if (holds) return;
  faults++;
  console.log(`FAULT ${what}`);
}

const browser = await launch(executablePath);
try {
  for (const colorScheme of ["light", "dark"]) {
    for (const width of [1440, 390, 320]) {
      const page = await (await browser.newContext({ colorScheme, viewport: { width, height: 900 } })).newPage();
      page.on("console", (message) => check(!["error", "warning"].includes(message.type()), `console: ${message.text()}`));
      page.on("request", (request) => check(new URL(request.url()).origin === new URL(address).origin, `fetched ${request.url()}`));
      await page.goto(address);
      const wide = await page.evaluate(() => document.documentElement.scrollWidth);
      check(wide <= width, `at ${width} px the page is ${wide} px wide`);
      check(await page.evaluate(() => document.scripts.length === 0), "there is a script");
      await page.evaluate(axeSource);
      const { violations } = await page.evaluate(() => axe.run({ rules: { "target-size": { enabled: true } }, preload: false }));
      for (const v of violations) {
        check(false, `in ${colorScheme} at ${width} px: ${v.id}: ${v.help}: ${v.nodes.map((n) => n.html).slice(0, 3).join(" ")}`);
      }
      if (pictures) {
        mkdirSync(pictures, { recursive: true });
        await page.screenshot({ path: join(pictures, `${name}-${width}-${colorScheme}.png`), fullPage: true });
      }
      await page.context().close();
    }
  }
} catch (error) {
  check(false, error.stack);
} finally {
  await browser.close();
}
process.exit(faults === 0 ? 0 : 1);
