// The page comes to life.

import { element, keepFocusInSight } from "./dom.js";
import { Days } from "./days.js";
import { Files } from "./files.js";
import { History } from "./history.js";
import { install } from "./install.js";
import { Lifter } from "./lifter.js";
import { learnLifts } from "./lifts.js";
import { Log, PREFIX } from "./log.js";
import { moveOlder } from "./older.js";
import { Panel } from "./panel.js";
import { SetSheet } from "./sheet.js";
import { Timer } from "./timer.js";
import { Training } from "./training.js";

const page = JSON.parse(element("page-data").textContent || "");
learnLifts(page.lifts);
const log = new Log();
moveOlder(log);
const lifter = new Lifter(log);
const training = new Training(log, lifter, page.week);
const past = new History(training);
const panel = new Panel(lifter, training);
const timer = new Timer(training);
new SetSheet(training, past);
new Files(training, showAll);
const days = new Days(page);
keepFocusInSight();
log.whenLost = () => (element("storage").hidden = log.keeps);
past.whenMaximum = showAll;
training.whenShown = () => past.showChanges();
showAll();
document.documentElement.classList.add("scripted");
if (page.weeks.length) install();

function showAll() {
  training.follow();
  panel.show();
  training.showAll();
  past.show();
  timer.showResults();
  log.whenLost();
}

/** What another tab, or the page that Back left, has changed; and the day may be another one. */
function comeBack() {
  log.read();
  moveOlder(log);
  timer.restore();
  showAll();
  days.show();
}

let coming = 0; // another tab's import has thousands of changes, and is looked at once
addEventListener("storage", ({ key }) => {
  clearTimeout(coming);
  if (key === null) comeBack();
  else if (key.startsWith(PREFIX)) coming = setTimeout(comeBack, 50);
});
addEventListener("pageshow", ({ persisted }) => {
  if (persisted) comeBack();
  else training.showAll(); // a browser fills the boxes in as they were when the page was left
});
document.addEventListener("visibilitychange", () => {
  if (document.visibilityState === "visible") comeBack();
});
