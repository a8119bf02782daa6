// Taking what was done out of the browser, and back in: one file for all weeks.

import { element, field, onClick } from "./dom.js";
import { isObject, validEntry } from "./valid.js";
import { entriesOfFile } from "./older.js";
import { table } from "./table.js";

const FORMAT = "invictus-training";
const VERSION = 2;

export class Files {
  /** @param {import("./training.js").Training} training @param {() => void} restart shows the page anew from the log */
  constructor(training, restart) {
    this.log = training.log;
    this.week = training.week;
    onClick("export", () => this.save("json", "application/json", backup(this.log)));
    onClick("csv", () => this.save("csv", "text/csv", table(this.log)));
    onClick("clear", () => {
      if (!confirm("Clear all ticks, loads, notes and results of this week? Other weeks and your maxima stay.")) return;
      for (const kind of ["set", "result"]) {
        for (const key of this.log.below(`${kind}/${this.week}/`)) this.log.remove(`${kind}/${this.week}/${key}`);
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
      this.say(problem || `Imported: ${count} ${count === 1 ? "entry was" : "entries were"} new or newer; the others stay as they are.`);
    });
  }

  /** @param {string} text */
  say(text) {
    element("files-said").textContent = text;
  }

  /** @param {string} kind @param {string} type @param {string} text */
  save(kind, type, text) {
    const link = document.createElement("a");
    const address = URL.createObjectURL(new Blob([text], { type }));
    link.href = address;
    link.download = `invictus-training-${new Date().toISOString().slice(0, 10)}.${kind}`;
    link.click();
    setTimeout(() => URL.revokeObjectURL(address), 60_000); // some browsers read it only after a question
    this.say(`Saved as ${link.download}.`);
  }
}

/** All that is kept, but the clocks. @param {import("./log.js").Log} log */
export function backup(log) {
  const entries = Object.fromEntries([...log.entries].filter(([key]) => key !== "clock"));
  return JSON.stringify({ format: FORMAT, version: VERSION, entries }, null, 1);
}

/**
 * The entries of a backup of this version or the one before, and what is wrong with the file, "" if nothing.
 * @param {string} text
 * @returns {{problem: string, entries: Map<string, import("./valid.js").Entry>}}
 */
export function entriesIn(text) {
  let given;
  try {
    given = JSON.parse(text);
  } catch {
    return { problem: "This file is not JSON. Choose one that this page exported.", entries: new Map() };
  }
  if (!isObject(given) || given.format !== FORMAT) {
    return { problem: "This file was not exported by this page. Choose one that was.", entries: new Map() };
  }
  if (given.version === 1) return { problem: "", entries: entriesOfFile(given) };
  if (given.version !== VERSION) {
    return { problem: "This file was exported by a newer page. Import it on that page.", entries: new Map() };
  }
  const entries = new Map();
  for (const [key, value] of Object.entries(isObject(given.entries) ? given.entries : {})) {
    const entry = key === "clock" ? null : validEntry(key, value);
    if (entry) entries.set(key, entry);
  }
  return { problem: "", entries };
}

/**
 * Takes over what this browser has not, and what is newer than what it has. Returns how many.
 * @param {import("./log.js").Log} log
 * @param {Map<string, import("./valid.js").Entry>} entries
 */
export function merge(log, entries) {
  let count = 0;
  for (const [key, entry] of entries) {
    const own = log.get(key);
    if (own && (own.at || "") >= (entry.at || "")) continue;
    log.put(key, entry);
    count += 1;
  }
  return count;
}
