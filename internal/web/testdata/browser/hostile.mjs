// Opens pages that somebody hostile had a hand in, and tells what of them runs.
//
//   node hostile.mjs ADDRESS CHROMIUM BARE < VISITS
//
// VISITS is a JSON list of pages: {path, texts, alone, bare}, see webtest.Visit.
// Whatever runs or is fetched where it must not is a line on standard output,
// and the exit status is 1; so it is where it happens in fewer than BARE frames
// of bare pages.

import { readFileSync } from "node:fs";
import { launch } from "./browser.mjs";

const [address, executablePath, fewest] = process.argv.slice(2);
const visits = JSON.parse(readFileSync(0, "utf8"));

let faults = 0;
let live = 0;
let frames = 0;
function fault(what) {
  faults++;
  console.log(`FAULT ${what}`);
}

const browser = await launch(
  executablePath,
  "--disable-features=IsolateSandboxedIframes", // a process for each frame would take minutes
  "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
);

const plain = (text) => text.replace(/\s+/g, " ").trim();

// elements are those that no page of ours has in its midst.
const elements = "main :is(script:not([src^='/static/']), style, link, meta, base, img, object, embed, video, audio, math, template), main iframe:not(.original iframe), main svg:not(.histogram svg, .drawing svg, .way svg)";

// A tab goes from page to page. What happens meanwhile is told with the frame in
// which it does, if that is known.
class Tab {
  happened = [];

  static async open() {
    const tab = new Tab();
    const context = await browser.newContext();
    tab.page = await context.newPage();
    tab.page.on("dialog", (dialog) => {
      tab.note("a dialog");
      dialog.dismiss().catch(() => {});
    });
    tab.page.on("popup", (popup) => {
      tab.note("a window");
      popup.close().catch(() => {});
    });
    // What a policy stops is told as a request that failed, and is none.
    tab.page.on("requestfailed", (request) => /csp|blocked/i.test(request.failure()?.errorText) || tab.fetched(request));
    tab.page.on("requestfinished", (request) => tab.fetched(request));
    tab.page.on("console", (message) => {
      if (tab.visit.bare || tab.visit.alone || !["error", "warning"].includes(message.type())) return;
      if (!message.text().includes("Failed to load resource")) tab.note(`console: ${message.text()}`);
    });
    return tab;
  }

  fetched(request) {
    const own = request.url().startsWith(address + "/");
    if (request.url().startsWith(address + "/static/icon")) return; // the tab's, from the page before
    const asked = request.isNavigationRequest() && request.url().startsWith(address + "/walls/") || request.url() === address + this.visit.path;
    if (!own || (this.visit.alone && !asked)) this.note(`a request for ${request.url().slice(0, 80)}`, request.frame());
  }

  note(what, frame) {
    this.happened.push({ what, frame: frame?.name() });
  }

  async look(visit) {
    this.visit = visit;
    this.happened = [];
    await this.page.goto(address + visit.path, { waitUntil: "load", timeout: 60_000 });
    if (visit.alone || visit.bare) await this.page.waitForTimeout(200);
    for (const frame of this.page.frames()) {
      if (frame.url() === "") continue; // a policy let no page into it: it would never answer
      // A bare frame may well lead away while it is looked at.
      const set = await frame.evaluate(() => "canary" in window).catch(() => false);
      if (set) this.note("the canary is set", frame);
      if (visit.alone || visit.bare || frame.url().endsWith("/original")) continue;
      const [text, foreign] = await frame.evaluate((elements) => [document.body.textContent, document.querySelector(elements)?.outerHTML], elements);
      if (foreign) this.note(`an element of others: ${foreign.slice(0, 80)}`, frame);
      const words = visit.texts?.[frame.name()];
      if (words && !plain(text).includes(plain(words))) this.note(`not shown as text: ${words}`, frame);
    }
    return this.happened;
  }
}

// late fails after longer than any page takes.
const late = () => new Promise((_, fail) => setTimeout(fail, 60_000, new Error("it takes too long")).unref());

// attempt looks at a page in a tab, or in a new one where that fails once: a tab
// can hang. It returns the tab that is sound.
async function attempt(tab, visit, tell) {
  for (let again = false; ; again = true) {
    try {
      tell(visit, await Promise.race([tab.look(visit), late()]), tab.page.frames().length - 1);
      return tab;
    } catch (error) {
      if (again) fault(`${visit.path}: ${error.message.split("\n")[0]}`);
      tab = await Tab.open();
      if (again) return tab;
    }
  }
}

async function goThrough(visits, tell) {
  const waiting = [...visits];
  await Promise.all([1, 2].map(async () => {
    let tab = await Tab.open();
    for (let visit = waiting.shift(); visit; visit = waiting.shift()) tab = await attempt(tab, visit, tell);
  }));
}

try {
  await goThrough(visits.filter((visit) => visit.bare), (visit, happened, within) => {
    frames += within;
    live += new Set(happened.map(({ frame }) => frame).filter(Boolean)).size;
  });
  await goThrough(visits.filter((visit) => !visit.bare), (visit, happened) => {
    for (const { what, frame } of happened) fault(`${visit.path} ${frame ?? ""}: ${what}`);
  });
} catch (error) {
  fault(error.stack);
}
if (live < Number(fewest)) fault(`only ${live} of ${frames} bare frames run or fetch anything`);
console.log(`${visits.length} pages looked at, ${faults} faults; of ${frames} bare frames ${live} run or fetch something`);
process.exit(faults === 0 ? 0 : 1); // the browser goes with it
