// Asks the demo's pages what a newcomer would, and counts the clicks.
//
//   node questions.mjs ADDRESS CHROMIUM
//
// ADDRESS is where the sample is served. Each question begins on the front page;
// to press a button is a click, to type is none. A question that takes more than
// three, or whose answer is not on the page reached, is a line on standard
// output, and the exit status is 1.

import { launch } from "./browser.mjs";

const [address, executablePath] = process.argv.slice(2);
const most = 3;

// A question is what is asked, the way from the front page, what must stand on the
// page reached, and perhaps a selector of what must be there. A step is a selector
// to click, or a selector and what to type into it.
const find = "header .find";
const questions = [
  ["What has Ilva Keldar said?",
    ["main a:has-text('Ilva Keldar')"],
    ["Statements by date", "never meant to stay"]],
  ["What did Keldar say to reporters about the levy in May?",
    ["nav a:text-is('Search')", ["#q", "levy"], ["[name=speaker]", "keldar"], ["[name=to]", "reporters"],
      ["[name=after]", "2025-05-01"], ["[name=before]", "2025-06-01"], "main form.ask button"],
    ["The levy will stay for as long as the dredgers do"]],
  ["Who printed first that the levy stays as long as the dredgers?",
    [[`${find} input`, '"as long as the dredgers"'], `${find} button`, "main a:text-is('other wordings')"],
    ["printed first", "QUILL WIRE"]],
  ["Which words did the Saltmarsh Courier leave out of it?",
    [[`${find} input`, '"as long as the dredgers"'], `${find} button`, "main a:text-is('other wordings')"],
    [], ".witness:has(.where:has-text('The Saltmarsh Courier')) del:has-text('levy will stay')"],
  ["Who denies what?",
    ["main a:text-is('All denials')"],
    ["deny", "Ardmark"]],
  ["Is this article a copy, and of what?",
    [[`${find} input`, "reprint:yes"], `${find} button`, "main .entry a[href^='/article/']:not(.kind)", "main a:text-is('Side by side')"],
    ["QUILL WIRE"]],
  ["Do the words stand in what was captured, and where are its bytes?",
    ["main h3 a", "main a:text-is('The page as it was captured')"],
    ["The page as it was captured on"]],
  ["Who says something about Keldar?",
    ["main a:has-text('Ilva Keldar')", "main .tabs a:has-text('Said about')"],
    ["What others said with", "Sunna Varek"]],
  ["Whose wording says something else than the others’?",
    [],
    ["Worded otherwise", "QUILL WIRE", "The Sennit Lantern"]],
  ["Who corrected what?",
    ["nav a:text-is('Review')", "main a:text-is('Undo')"],
    ["Journal"]],
  ["When was it said, and of what is that not known?",
    [[`${find} input`, "levy"], `${find} button`, "main .tabs a:has-text('Timeline')"],
    ["1 May 2025 to 31 May 2025", "Not known when it was said"]],
  ["How do I cite it?",
    [[`${find} input`, "dredger"], `${find} button`, "main a:text-is('about it')"],
    ["BibTeX", "SHA-256"]],
  ["How am I told when something of the kind comes in?",
    [[`${find} input`, "act:deny"], `${find} button`, "main summary:has-text('follow')"],
    ["RSS", "JSON Feed", "Save"]],
];

let faults = 0;
const browser = await launch(executablePath);
try {
  const page = await browser.newPage();
  page.setDefaultTimeout(20_000);
  for (const [question, steps, answers, there] of questions) {
    let clicks = 0;
    try {
      await page.goto(address + "/");
      for (const step of steps) {
        if (Array.isArray(step)) {
          await page.locator(step[0]).fill(step[1]);
          continue;
        }
        clicks++;
        await page.locator(step).first().click();
        await page.waitForLoadState();
      }
      const text = await page.locator("body").innerText();
      const absent = answers.filter((answer) => !text.includes(answer));
      if (absent.length > 0) throw new Error(`${page.url()} does not tell ${absent.join(", ")}`);
      if (there && (await page.locator(there).count()) === 0) throw new Error(`${page.url()} has no ${there}`);
      if (clicks > most) throw new Error(`${clicks} clicks`);
      console.log(`${clicks} ${question}`);
    } catch (error) {
      faults++;
      console.log(`FAULT ${question} ${error.message}`);
    }
  }
} finally {
  await browser.close();
}
process.exit(faults === 0 ? 0 : 1);
