// Taking what was done out of the browser, and back in: one file for all weeks.

import { element, field, make, onClick } from "./dom.js";
import { parsed } from "./log.js";
import { entriesOfFile } from "./older.js";
import { table } from "./table.js";
import { isObject, validEntries } from "./valid.js";

/** @import { Log } from "./log.js" */
/** @import { Training } from "./training.js" */
/** @import { Entry } from "./valid.js" */

const FORMAT = "invictus-training";
const VERSION = 2;

export class Files {
  /** @param {Training} training @param {() => void} restart shows the page anew from the log */
  constructor(training, restart) {
    this.log = training.log;
    onClick("export", () => this.save("json", "application/json", backup(this.log)));
    onClick("csv", () => this.save("csv", "text/csv", table(this.log)));
    onClick("clear", () => {
      if (!confirm("Clear all ticks, loads, notes and results of this week? Other weeks and your maxima stay.")) return;
      for (const start of [`set/${training.week}/`, `result/${training.week}/`]) {
        for (const key of this.log.below(start)) this.log.remove(start + key);
      }
      restart();
      this.say("This week is cleared.");
    });
    const chosen = field("import");
    chosen.addEventListener("change", async () => {
      const text = await chosen.files?.[0]?.text();
      chosen.value = ""; // so that the same file can be chosen again
      if (text === undefined) return;
      const { problem, entries } = entriesIn(text);
      const count = merge(this.log, entries);
      restart();
      const were = count === 1 ? "entry was" : "entries were";
      this.say(problem || `Imported: ${count} ${were} new or newer; the others stay as they are.`);
    });
  }

  /** @param {string} text */
  say(text) {
    element("files-said").textContent = text;
  }

  /** @param {string} kind @param {string} type @param {string} text */
  save(kind, type, text) {
    const href = URL.createObjectURL(new Blob([text], { type }));
    const link = make("a", { href, download: `invictus-training-${new Date().toISOString().slice(0, 10)}.${kind}` });
    link.click();
    setTimeout(() => URL.revokeObjectURL(href), 60_000); // some browsers read it only after a question
    this.say(`Saved as ${link.download}.`);
  }
}

/** All that is kept, but the clocks. @param {Log} log */
function backup(log) {
  const entries = Object.fromEntries([...log.entries].filter(([key]) => key !== "clock"));
  return JSON.stringify({ format: FORMAT, version: VERSION, entries }, null, 1);
}

/**
 * The entries of a backup of this version or the one before, and what is wrong with the file, "" if nothing.
 * @param {string} text @returns {{problem: string, entries: Map<string, Entry>}}
 */
function entriesIn(text) {
  const given = parsed(text);
  const refused = (/** @type {string} */ problem) => ({ problem, entries: new Map() });
  if (given === null) return refused("This file is not JSON. Choose one that this page exported.");
  const isOurs = isObject(given) && given.format === FORMAT;
  if (!isOurs) return refused("This file was not exported by this page. Choose one that was.");
  if (given.version === 1) return { problem: "", entries: entriesOfFile(given) };
  if (given.version !== VERSION) return refused("This file was exported by a newer page. Import it on that page.");
  const entries = Object.entries(isObject(given.entries) ? given.entries : {}).filter(([key]) => key !== "clock");
  return { problem: "", entries: validEntries(entries) };
}

/** Takes over what is new or newer. Returns how many. @param {Log} log @param {Map<string, Entry>} entries */
function merge(log, entries) {
  const newer = [...entries].filter(([key, { at }]) => !log.get(key) || (log.get(key)?.at || "") < at);
  for (const [key, entry] of newer) log.put(key, entry);
  return newer.length;
}
