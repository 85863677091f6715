// Looks at Hearsay's pages with a browser.
//
//   node pages.mjs ADDRESS CHROMIUM [PICTURES]
//
// ADDRESS is where a record is served, CHROMIUM the browser's program, PICTURES
// a folder for pictures of the pages. Whatever does not hold is a line on
// standard output, and the exit status is 1.

import { readFileSync, mkdirSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { launch } from "./browser.mjs";

const [address, executablePath, pictures] = process.argv.slice(2);
if (!address || !executablePath) {
  console.log("usage: node pages.mjs ADDRESS CHROMIUM [PICTURES]");
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

// open returns a page whose console is watched: what it says is a fault, but
// for the browser's own line on a status that the check expects.
async function open(options, expected = 200) {
  const context = await browser.newContext(options);
  const page = await context.newPage();
  page.on("console", (message) => {
    if (!["error", "warning"].includes(message.type())) return;
    if (page.expected >= 400 && message.text().includes("Failed to load resource")) return;
    check(false, `console of ${page.url()}: ${message.text()}`);
  });
  page.on("pageerror", (error) => check(false, `script of ${page.url()}: ${error.message}`));
  page.on("request", (request) => {
    check(request.url().startsWith(address + "/"), `${page.url()} fetches ${request.url()}`);
  });
  page.visit = async (path, status = 200) => {
    page.expected = status;
    const response = await page.goto(address + path);
    check(response.status() === status, `${path} answers ${response.status()}, not ${status}`);
    if (path === "/review") await page.waitForURL(/[?&]review=/); // until proposals are worked out
  };
  return page;
}

// pathOf gives path and query of the first link that a selector finds, or
// nothing where there is none.
async function pathOf(page, selector) {
  const link = page.locator(selector).first();
  if ((await link.count()) === 0) return undefined;
  const url = new URL(await link.getAttribute("href"), page.url());
  return url.pathname + url.search;
}

// discover finds one page of each kind by following links, as a reader does.
async function discover() {
  const page = await open({});
  await page.visit("/");
  const newest = await pathOf(page, "main a[href^='/article/']");
  check(newest, "the first page links to no article");
  await page.visit("/search");
  const place = await pathOf(page, "main .entry a[href^='/article/']");
  const statement = await pathOf(page, "main .entry a[href^='/statement/']");
  const speaker = await pathOf(page, "main .entry a[href^='/speaker/']");
  check(place && statement && speaker, "the search finds no statement with article and speaker");
  const wordings = await pathOf(page, "main .entry a[href^='/utterance/']");
  check(wordings, "the search finds no statement that others report too");
  await page.visit("/search?reprint=yes");
  await page.visit(await pathOf(page, "main .entry a.kind[href^='/article/']"));
  const shared = await pathOf(page, "main a[href*='/beside/']");
  const story = await pathOf(page, "main a[href^='/story/']");
  check(shared, "the original of a reprint tells of no text that others have");
  await page.visit("/search?version=dropped"); // a record need not have any
  const versions = await pathOf(page, "main .entry a.kind[href*='/versions/']");
  const version = await pathOf(page, "main .entry a[href^='/article/'][href*='s=']");
  await page.context().close();
  return {
    front: ["/"],
    search: ["/search"],
    words: ["/search?q=the&kind=direct"],
    names: ["/names?names=Marsh%0D%0APell%0D%0AA%20very%20long%20name%20of%20nobody%20at%20all"],
    articles: ["/search?view=articles&q=-kind%3Amixed"],
    timeline: ["/search?view=timeline"],
    bad: ["/search?after=never", 400],
    newest: [newest],
    article: [place],
    original: [place.replace("?", "?view=original&")],
    hits: [place.replace("?", "?q=the&")],
    ...(shared && { shared: [shared] }),
    ...(story && { story: [story] }),
    ...(versions && { versions: [versions], version: [version] }),
    utterance: [wordings],
    statement: [statement],
    speaker: [speaker],
    about: [speaker + "?view=about"],
    to: [speaker + "?view=to"],
    searches: ["/searches"],
    stories: ["/stories"],
    review: ["/review"],
    journal: ["/journal"],
    speakers: ["/speakers"],
    missing: ["/nothing/here", 404],
  };
}

async function checkMarks(path) {
  const page = await open({});
  await page.visit(path);
  const marked = page.locator(".text .content").first();
  check((await marked.count()) > 0 && (await marked.isVisible()), `${path}: no statement is marked in the text`);
  check((await marked.innerText()).trim() !== "", `${path}: the marked statement has no words`);
  check((await page.locator(".text .content.chosen").count()) > 0, `${path}: the statement that was asked for is not chosen`);

  const label = page.locator(".text a.label").first();
  const target = (await label.getAttribute("href")).slice(1);
  await label.click();
  check(await page.locator(`[id="${target}"]`).isVisible(), `${path}: the number of a statement does not open its note`);
  await page.context().close();
}

// checkOriginal looks at the captured page beside the text: it is words, in a
// sandbox, and by itself the same.
async function checkOriginal(path) {
  for (const [width, beside] of [[1440, true], [390, false]]) {
    const page = await open({ viewport: { width, height: 900 } });
    await page.visit(path);
    const frame = page.locator(".original iframe");
    await frame.scrollIntoViewIfNeeded();
    await page.frameLocator(".original iframe").locator("header.captured").waitFor();
    const text = await page.locator(".reading").boundingBox();
    const original = await frame.boundingBox();
    check(original.x > text.x + text.width === beside, `${path}: at ${width} px the original is ${beside ? "not beside" : "beside"} the text`);
    check(original.height > 300, `${path}: at ${width} px the original is ${original.height} px high`);
    if (beside) {
      await page.visit(await pathOf(page, ".original a[href$='/original']"));
      check((await page.locator("body").innerText()).length > 100, `${page.url()}: the original has no words`);
      const origin = await page.evaluate(() => self.origin);
      check(origin === "null", `${page.url()}: the original has the origin ${origin}`);
    }
    await page.context().close();
  }
}

// checkHits comes to an article from a search and goes from hit to hit by keys.
async function checkHits() {
  const page = await open({});
  await page.visit("/search?q=the&view=articles");
  check((await page.locator(".entry").count()) > 0, "no article has a hit for a common word");
  for (const link of await page.locator(".entry .headed > a:first-child").all()) {
    await page.visit(await pathOf(page, `a[href="${await link.getAttribute("href")}"]`));
    if (!(await page.locator(".hits").innerText()).startsWith("1 hit ")) break;
    await page.goBack();
  }
  const path = new URL(page.url()).pathname;
  check((await page.locator(".text mark").count()) > 0, `${path}: no words of the search are marked`);
  const said = () => page.locator(".hits p").innerText();
  for (const [key, number] of [["n", 1], ["n", 2], ["p", 1]]) {
    await Promise.all([page.waitForEvent("load"), page.keyboard.press(key)]);
    check((await said()).startsWith(`Hit ${number} of `), `${path}: "${key}" leads to ${await said()}, not to hit ${number}`);
    check(await page.locator(".label.chosen").isVisible(), `${path}: the hit is not chosen`);
  }
  await page.keyboard.press("?");
  check((await page.locator("dialog[open] dt", { hasText: /^n$/ }).count()) === 1, `${path}: the list of keys lacks "n"`);
  await page.context().close();
}

async function checkWordings(path) {
  const page = await open({});
  await page.visit(path);
  check((await page.locator(".witness").count()) > 1, `${path}: there are not two wordings`);
  const wide = await page.locator(".witness .words").first().boundingBox();
  const facts = await page.locator(".witness .facts").first().boundingBox();
  check(facts.x > wide.x + wide.width, `${path}: what is known of a wording does not stand beside it`);
  const drawn = page.locator(".way text"), listed = page.locator(".stations li");
  check((await drawn.count()) > 2 && (await drawn.count()) === (await listed.count()), `${path}: the way is not drawn as it is listed`);
  await page.click("summary:has-text('As a list')");
  check(await listed.first().isVisible(), `${path}: the list of the way does not unfold`);
  for (const sign of ["del", "ins", ".moved", ".shifted"]) {
    const [line, border] = await page.locator(".legend " + sign).first().evaluate((e) => {
      const style = getComputedStyle(e);
      return [style.textDecorationLine, style.borderTopStyle];
    });
    check(line !== "none" || border === "solid", `${path}: ${sign} is told by colour alone`);
  }
  await page.context().close();
}

async function checkFacets(path) {
  for (const [width, beside] of [[1440, true], [390, false]]) {
    const page = await open({ viewport: { width, height: 900 } });
    await page.visit(path);
    const value = page.locator(".facets section ul a").first();
    check((await value.isVisible()) === beside, `${path}: at ${width} px the facets are ${beside ? "folded" : "not folded"}`);
    if (!beside) await page.click(".facets > summary");
    check(await value.isVisible(), `${path}: the facets do not unfold`);
    const bar = page.locator(".histogram a").first();
    if ((await bar.count()) > 0) {
      const drawn = await bar.locator("rect.independent").boundingBox();
      check(drawn.height > 0 && drawn.width > 3, `${path}: a period has no bar`);
    }
    const counted = parseInt((await page.locator(".facets section ul .count").first().innerText()).replace(",", ""));
    await value.click();
    const found = parseInt((await page.locator(".total").innerText()).replace(",", ""));
    check(counted === found, `${path}: a facet counts ${counted}, its search finds ${found}`);
    check((await page.locator(".chips a").count()) > 0, `${page.url()}: what is asked for is no chip`);
    await page.locator(".chips a").first().click();
    check(new URL(page.url()).search === "", `${page.url()}: a chip does not take its condition away`);
    await page.context().close();
  }
}

// checkDrag chooses two periods by dragging, as far as there are two, and one by
// its link.
async function checkDrag(path) {
  const page = await open({ viewport: { width: 1440, height: 900 } });
  await page.visit(path);
  const periods = page.locator(".histogram li");
  const last = (await periods.count()) - 1;
  if (last > 0) {
    const middle = async (i) => {
      const box = await periods.nth(i).boundingBox();
      return [box.x + box.width / 2, box.y + box.height / 2];
    };
    const wanted = [await periods.nth(0).getAttribute("data-after"), await periods.nth(last).getAttribute("data-before")];
    await page.mouse.move(...(await middle(last)));
    await page.mouse.down();
    await page.mouse.move(...(await middle(0)), { steps: 4 });
    check((await page.locator(".histogram .chosen").count()) === last + 1, `${path}: a drag shows no periods`);
    await Promise.all([page.waitForURL(/after=/), page.mouse.up()]);
    const asked = new URL(page.url()).searchParams;
    check(asked.get("after") === wanted[0] && (asked.get("before") ?? null) === wanted[1], `${path}: a drag leads to ${page.url()}`);
    check((await page.inputValue("[name=after]")) === wanted[0], `${page.url()}: the fields do not have the periods`);
    await page.visit(path);
    await Promise.all([page.waitForURL(/after=/), page.locator(".histogram a").first().click()]);
  }
  await page.context().close();
}

// checkTimeline goes from the drawing to what it draws.
async function checkTimeline(path) {
  const page = await open({});
  await page.visit(path);
  const line = page.locator(".drawing li a").first();
  if ((await line.count()) > 0) {
    const drawn = await line.locator("circle, rect").first().boundingBox();
    check(drawn.height > 0 && drawn.width > 3, `${path}: a day is not drawn`);
    await line.click();
    check(await page.locator(".entry:target").isVisible(), `${path}: the drawing does not lead to the list`);
  }
  await page.context().close();
}

async function checkKeys(path) {
  const page = await open({});
  await page.visit(path);
  await page.keyboard.press("Control+/");
  const focused = () => page.evaluate(() => document.activeElement?.id ?? "");
  check((await focused()) !== "q", `${path}: Control and "/" goes to the search box`);
  await page.keyboard.press("/");
  check((await focused()) === "q", `${path}: "/" does not go to the search box`);
  check((await page.inputValue("#q")) === "", `${path}: "/" is typed into the search box`);
  await page.keyboard.type("a/b");
  check((await page.inputValue("#q")) === "a/b", `${path}: "/" cannot be typed into the search box`);
  await page.keyboard.press("Enter");
  await page.waitForURL(/\/search\?q=a%2Fb$/);
  await page.context().close();

  const first = await open({});
  await first.visit(path);
  await first.keyboard.press("Tab");
  check(await first.evaluate(() => document.activeElement.matches(".skip")), `${path}: the first stop is not the skip link`);
  await first.context().close();
}

// checkMoves goes through a list by keys, lists them, and turns them off.
async function checkMoves(path) {
  const page = await open({});
  await page.visit(path);
  const place = () => page.evaluate(() => [...document.querySelectorAll(".entry")].findIndex((e) => e.contains(document.activeElement)));
  await page.keyboard.press("j");
  await page.keyboard.press("j");
  check((await place()) === 1, `${path}: "j" twice does not lead to the second entry`);
  await page.keyboard.press("k");
  check((await place()) === 0, `${path}: "k" does not lead back`);
  await page.keyboard.press("?");
  check(await page.locator("dialog[open] kbd").first().isVisible(), `${path}: "?" does not list the keys`);
  await page.evaluate(axeSource);
  const { violations } = await page.evaluate(() => axe.run("dialog", { rules: { "target-size": { enabled: true } }, preload: false }));
  check(violations.length === 0, `${path}: the list of keys: ${violations.map((v) => v.help)}`);
  await page.locator("dialog[open] input").uncheck();
  await page.keyboard.press("Escape");
  check((await page.locator("dialog[open]").count()) === 0, `${path}: Escape does not close the list of keys`);
  await page.keyboard.press("j");
  check((await place()) <= 0, `${path}: "j" leads on though the keys are off`);
  await page.keyboard.press("?");
  await page.locator("dialog[open] input").check();
  await page.keyboard.press("Escape");
  await page.visit(path);
  await page.keyboard.press("j");
  await Promise.all([page.waitForURL((to) => !to.href.endsWith(path)), page.keyboard.press("o")]);
  await page.context().close();
}

// checkCorrecting confirms a statement and takes that back, as a reader does on
// the machine that serves the record.
async function checkCorrecting(path) {
  const page = await open({});
  await page.visit(path);
  const button = page.locator("button[data-correction]").first();
  const before = await button.innerText();
  await Promise.all([page.waitForEvent("load"), button.click()]);
  check((await button.innerText()) !== before, `${path}: what was pressed changes nothing`);
  await page.visit("/journal");
  const undo = page.locator("button[data-correction]").first();
  await Promise.all([page.waitForEvent("load"), undo.click()]);
  check((await page.locator(".undone").count()) > 0, "/journal: nothing is undone");
  await page.visit(path);
  check((await button.innerText()) === before, `${path}: what was undone is not as before`);
  await page.context().close();
}

// checkSaving saves a search and reads its feed; checkRemoving drops it again.
async function checkSaving(path) {
  const page = await open({});
  await page.visit(path);
  const found = await page.locator(".total").innerText();
  await page.click("summary:has-text('Save or follow this search')");
  await page.fill("form[data-field=name] input", "What “the” is said in, مرفأ");
  await Promise.all([page.waitForURL(/\/searches$/), page.click("form[data-field=name] button")]);
  const entry = page.locator(".entry", { hasText: "What “the” is said in" });
  check((await entry.count()) === 1, `${path}: what was saved is not listed once`);
  const count = found.split(" ")[0] + " statement";
  check((await entry.innerText()).includes(count), `/searches does not tell ${count}`);
  const feed = await page.request.get(address + (await pathOf(page, ".entry a[type='application/feed+json']")));
  const { items } = await feed.json();
  check(items.length > 0 && items.every((i) => i._hearsay.reasons.length === 2), `the feed of ${path} does not tell why`);
  await page.context().close();
}

async function checkRemoving() {
  const page = await open({});
  await page.visit("/searches");
  const before = await page.locator(".entry").count();
  await Promise.all([page.waitForEvent("load"), page.locator("button[data-correction]").first().click()]);
  check((await page.locator(".entry").count()) === before - 1, "/searches: what is removed stays");
  await page.context().close();
}

// checkPicking sets the speaker of a statement on its article: by words selected
// there, and by the field in its note.
async function checkPicking(path) {
  const page = await open({});
  await page.visit(path);
  const words = await page.locator(".text .source").first().evaluate((source) => {
    getSelection().selectAllChildren(source);
    return source.textContent;
  });
  const bar = page.locator(".picked");
  await bar.waitFor();
  check((await bar.innerText()).includes(words), `${path}: the bar does not tell the words selected`);
  const focused = await page.evaluate(() => document.activeElement === document.body || document.activeElement.id === "main");
  check(focused, `${path}: the bar takes the focus`);
  await page.evaluate(axeSource);
  const { violations } = await page.evaluate(() => axe.run(".picked", { rules: { "target-size": { enabled: true } }, preload: false }));
  check(violations.length === 0, `${path}: the bar: ${violations.map((v) => v.help)}`);
  await page.keyboard.press("Escape");
  check(!(await bar.isVisible()), `${path}: Escape does not close the bar`);

  const sent = async (act) => {
    const request = page.waitForRequest((r) => r.method() === "POST");
    const load = page.waitForEvent("load");
    await act();
    const correction = (await request).postDataJSON();
    await load;
    return correction;
  };
  await page.locator(".text .source").first().evaluate((source) => {
    getSelection().removeAllRanges();
    getSelection().selectAllChildren(source);
  });
  await bar.waitFor();
  const statement = await bar.locator("select").inputValue();
  let correction = await sent(() => bar.locator("button[type=submit]").click());
  check(correction.do === "set speaker" && correction.statement === statement && correction.speaker.name === words,
    `${path}: the bar sends ${JSON.stringify(correction)}`);

  const note = page.locator(".note").first();
  await note.locator("summary").focus();
  await page.keyboard.press("Enter");
  await note.locator("input").fill("Nobody Special");
  correction = await sent(() => page.keyboard.press("Enter"));
  check(correction.do === "set speaker" && correction.speaker.name === "Nobody Special", `${path}: the note sends ${JSON.stringify(correction)}`);
  await page.context().close();
}

async function checkWithoutScripts(pages) {
  const page = await open({ javaScriptEnabled: false });
  for (const [path, status] of Object.values(pages)) {
    await page.visit(path, status);
    check((await page.locator("main h1").count()) === 1, `${path}: without scripts there is not one heading`);
  }
  await page.visit(pages.article[0]);
  check((await page.locator(".text .content").count()) > 0, `${pages.article[0]}: without scripts nothing is marked`);
  await page.visit("/");
  await page.fill("#q", "kind:direct");
  await page.click("form[role=search] button");
  check((await page.locator(".entry").count()) > 0, "without scripts the search finds nothing");
  await page.context().close();
}

async function checkNarrow(pages) {
  const page = await open({ viewport: { width: 320, height: 640 } });
  for (const [path, status] of Object.values(pages)) {
    await page.visit(path, status);
    await page.evaluate(() => document.querySelectorAll("details").forEach((d) => (d.open = true)));
    const [wide, view] = await page.evaluate(() => [document.documentElement.scrollWidth, document.documentElement.clientWidth]);
    check(wide <= view, `${path}: at 320 px the page is ${wide} px wide`);
  }
  await page.context().close();
}

// checkStill measures how much of each page moves by itself while it comes.
async function checkStill(pages, width) {
  const page = await open({ viewport: { width, height: 900 } });
  await page.addInitScript(() => {
    window.moved = 0;
    new PerformanceObserver((list) => {
      for (const shift of list.getEntries()) window.moved += shift.value;
    }).observe({ type: "layout-shift", buffered: true });
  });
  for (const [path, status] of Object.values(pages)) {
    await page.visit(path, status);
    const moved = await page.evaluate(() => new Promise((tell) => setTimeout(() => tell(window.moved), 100)));
    check(moved < 0.01, `${path}: at ${width} px the layout shifts by ${moved}`);
  }
  await page.context().close();
}

async function checkAccess(pages, colorScheme, width) {
  const page = await open({ colorScheme, viewport: { width, height: 900 } });
  for (const [path, status] of Object.values(pages)) {
    await page.visit(path, status);
    await page.evaluate(() => document.querySelectorAll("details").forEach((d) => (d.open = true)));
    await page.evaluate(axeSource);
    const { violations } = await page.evaluate(() => axe.run({ rules: { "target-size": { enabled: true } }, preload: false }));
    for (const v of violations) {
      check(false, `${path} in ${colorScheme} at ${width} px: ${v.id}: ${v.help}: ${v.nodes.map((n) => n.html).slice(0, 3).join(" ")}`);
    }
  }
  await page.context().close();
}

async function takePictures(pages) {
  mkdirSync(pictures, { recursive: true });
  for (const colorScheme of ["light", "dark"]) {
    for (const width of [1440, 390]) {
      const page = await open({ colorScheme, viewport: { width, height: 900 } });
      for (const [name, [path, status]] of Object.entries(pages)) {
        await page.visit(path, status);
        await page.screenshot({ path: join(pictures, `${name}-${width}-${colorScheme}.png`), fullPage: true });
      }
      await page.context().close();
    }
  }
}

try {
  const pages = await discover();
  if (faults === 0) {
    await checkSaving(pages.words[0]);
    await checkMarks(pages.article[0]);
    await checkOriginal(pages.original[0]);
    await checkHits();
    await checkWordings(pages.utterance[0]);
    await checkFacets("/search");
    await checkDrag("/search");
    await checkTimeline(pages.timeline[0]);
    await checkKeys("/");
    await checkKeys(pages.article[0]);
    await checkMoves("/search");
    await checkWithoutScripts(pages);
    await checkNarrow(pages);
    await checkStill(pages, 1440);
    await checkStill(pages, 390);
    // The two schemes differ in colour alone, the two widths in layout alone.
    await checkAccess(pages, "light", 1440);
    await checkAccess(pages, "dark", 390);
    await checkCorrecting(pages.statement[0]);
    await checkPicking(pages.article[0]);
    if (pictures) await takePictures(pages);
    await checkRemoving();
    console.log(`${Object.keys(pages).length} pages looked at, ${faults} faults`);
  }
} catch (error) {
  check(false, error.stack);
} finally {
  await browser.close();
}
process.exit(faults === 0 ? 0 : 1);
