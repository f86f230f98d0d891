// Runs axe-core on a page in headless Chromium at two widths and counts what the page asks for. See axe.md.
// node axe.mjs MODULES CHROMIUM PAGE...   prints one JSON line per page and width.
import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";
import { resolve } from "node:path";

const [modules, chromium, ...pages] = process.argv.slice(2);
const require = createRequire(resolve(modules, "node_modules", "x.js"));
const puppeteer = require("puppeteer-core");
const axe = require.resolve("axe-core/axe.min.js");

const browser = await puppeteer.launch({ executablePath: chromium, args: ["--no-sandbox", "--disable-gpu"] });
for (const page of pages) {
  for (const width of [1280, 390]) {
    const tab = await browser.newPage();
    const requests = [];
    tab.on("request", (r) => { if (!r.url().startsWith("data:")) requests.push(r.url()); });
    await tab.setBypassCSP(true); // only so that axe itself may run
    await tab.setViewport({ width, height: 900 });
    await tab.goto(pathToFileURL(resolve(page)).href);
    await tab.evaluate(() => document.querySelectorAll("details").forEach((d) => { d.open = true; }));
    const wide = await tab.evaluate(() => document.documentElement.scrollWidth);
    await tab.addScriptTag({ path: axe });
    const found = await tab.evaluate(() => axe.run(document, {
      runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "best-practice"],
    }));
    console.log(JSON.stringify({
      page, width, wide, requests: requests.length - 1, passes: found.passes.length,
      violations: found.violations.map((v) => ({ id: v.id, n: v.nodes.length, at: v.nodes[0].html.slice(0, 160) })),
      incomplete: found.incomplete.map((v) => ({ id: v.id, n: v.nodes.length })),
    }));
    await tab.close();
  }
}
await browser.close();
