// What the lifter did and has, as this browser keeps it. The stored form is version 2; older.js moves version 1 over.
//
// Each thing is a key of its own below "invictus2/", so that no page and no tab writes an old copy over another's:
//   set/<programme>/<Monday>/<session>/<exercise>/<number>   one set, as it was done
//   result/<programme>/<Monday>/<session>/<block>            what a block's clock counted
//   session/<programme>/<Monday>/<session>                   what the session is called
//   max/<lift>  gym                                          the maxima, each with its unit; bar, collars, plates
//   clock                                                    the clocks that run
// A key that no page has any more stays: what was lifted was lifted.

import { isObject, validEntry } from "./valid.js";

export const PREFIX = "invictus2/";

/** @import { Entry } from "./valid.js" */

export class Log {
  /** Where the browser keeps nothing (`keeps` is false), what is logged lives as long as the page. */
  constructor() {
    this.keeps = true;
    this.whenLost = () => {}; // or kept again
    this.version = 0; // of what is kept: it rises with each change
    /** @type {Map<string, Entry>} */
    this.entries = new Map();
    /** @type {Map<string, string>} what version 1 stored, for older.js to move over */
    this.older = new Map();
    /** @type {Map<string, Entry>} those that could not be written yet */
    this.unsaved = new Map();
    this.read();
  }

  /** Reads all of it again: another tab, or the page that Back left, may have written since. */
  read() {
    this.entries = new Map();
    this.version += 1;
    try {
      for (const [name, text] of Object.entries(localStorage)) {
        const key = name.slice(PREFIX.length);
        const entry = name.startsWith(PREFIX) ? validEntry(key, parsed(text)) : null;
        if (entry) this.entries.set(key, entry);
        if (/^invictus-(?:lifter$|week-)/.test(name)) this.older.set(name, text);
      }
    } catch {
      this.keeps = false; // the browser refuses storage to files
    }
    for (const [key, entry] of this.unsaved) this.entries.set(key, entry);
  }

  /** @param {string} key @returns {Entry | undefined} */
  get(key) {
    return this.entries.get(key);
  }

  /** The keys that begin so, with what is left of each. @param {string} start */
  below(start) {
    return [...this.entries.keys()].filter((key) => key.startsWith(start)).map((key) => key.slice(start.length));
  }

  /**
   * Changes fields of an entry; its other fields, also those of newer pages, stay as they are stored.
   * @param {string} key @param {Entry} changes
   */
  change(key, changes) {
    this.put(key, { ...this.entries.get(key), ...this.raw(key), ...changes, at: new Date().toISOString() });
  }

  /** An entry as it is stored at this moment, unchecked. @param {string} key @returns {Entry} */
  raw(key) {
    if (this.unsaved.has(key)) return {};
    try {
      const stored = parsed(localStorage.getItem(PREFIX + key));
      return isObject(stored) ? stored : {};
    } catch {
      return {};
    }
  }

  /** Keeps an entry, and those that found no room before. @param {string} key @param {Entry} entry */
  put(key, entry) {
    this.version += 1;
    this.entries.set(key, entry);
    this.unsaved.set(key, entry);
    try {
      for (const [each, waiting] of this.unsaved) {
        localStorage.setItem(PREFIX + each, JSON.stringify(waiting, unlessEmpty));
        this.unsaved.delete(each);
      }
      this.keeps = true;
    } catch {
      this.keeps = false;
    }
    this.whenLost();
  }

  /** @param {string} key @param {string} prefix */
  remove(key, prefix = PREFIX) {
    this.version += 1;
    this.entries.delete(key);
    this.unsaved.delete(key);
    try {
      localStorage.removeItem(prefix + key);
    } catch {
      this.keeps = false;
    }
  }

  /**
   * Gives an entry another key, unless something else has it. The old one goes when the new one is kept.
   * @param {string} from @param {string} to
   */
  move(from, to) {
    const [entry, other] = [this.entries.get(from), this.entries.get(to)];
    if (!entry) return;
    if (!other) this.put(to, { ...this.raw(from), ...entry });
    const saysMore = Object.entries(entry).some(([name, value]) => value && name !== "at" && value !== other?.[name]);
    const isKept = other ? !saysMore : !this.unsaved.has(to);
    if (isKept) this.remove(from);
  }
}

/** A year of sets is two million letters: what says nothing is not stored. @param {string} _ @param {unknown} value */
const unlessEmpty = (_, value) => (value === "" || value === false ? undefined : value);

/** What was stored as JSON, null if it is none. @param {string | null | undefined} text @returns {unknown} */
export function parsed(text) {
  try {
    return JSON.parse(text || "null");
  } catch {
    return null;
  }
}

/** A part of a key: it may hold anything but "/". @param {string} text */
export const keyPart = (text) => text.replace(/[%/]/g, encodeURIComponent);

/** @param {string} part */
export function fromKey(part) {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
