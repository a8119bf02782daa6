// Logs of version 1, and files exported by it, as entries of version 2.
//
// Version 1 kept "invictus-lifter" and, for each week, "invictus-week-<first>__<last>--<programme>". Its keys say where
// an exercise stood: "2021-01-05-1/a1/Snatch/1/3" is the first session of the 5th, segment A, first block, Snatch for the
// first time, third set. Such a place becomes the exercise "Snatch~@a1~1"; fitting.js finds what stands there.

import { dayOfWeek } from "./dates.js";
import { nameInId } from "./fitting.js";
import { keyPart } from "./log.js";
import { isObject, validEntry } from "./valid.js";
import { liftKey } from "./lifts.js";

/** @typedef {import("./valid.js").Entry} Entry */

/**
 * Moves what version 1 stored over, where there is nothing newer, and removes it once all of it is kept.
 * @param {import("./log.js").Log} log
 */
export function moveOlder(log) {
  const lifter = parsed(log.older.get("invictus-lifter"));
  for (const [key, text] of log.older) {
    const week = key.slice("invictus-week-".length);
    const entries = key === "invictus-lifter" ? ofLifter(lifter) : ofWeek(week, parsed(text), unitOfLifter(lifter));
    for (const [name, entry] of entries) if (!log.get(name)) log.put(name, entry);
    const isKept = ![...entries.keys()].some((name) => log.unsaved.has(name));
    if (entries.size && isKept) log.remove(key, ""); // what says nothing to this page is left alone
  }
  log.older.clear();
}

/** @param {string | undefined} text @returns {unknown} */
function parsed(text) {
  try {
    return JSON.parse(text || "null");
  } catch {
    return null;
  }
}

/** The entries of a file that version 1 exported. @param {Entry} file */
export function entriesOfFile(file) {
  return new Map([...ofLifter(file.lifter), ...ofWeek(String(file.week), file, unitOfLifter(file.lifter))]);
}

/** @param {unknown} lifter */
const unitOfLifter = (lifter) => (isObject(lifter) && lifter.unit === "lb" ? "lb" : "kg");

/** @param {unknown} given @returns {Map<string, Entry>} */
function ofLifter(given) {
  if (!isObject(given)) return new Map();
  const unit = unitOfLifter(given);
  const maxima = isObject(given.maxima) ? Object.entries(given.maxima) : [];
  const bar = typeof given.bar === "number" ? { [unit]: { bar: given.bar } } : {};
  /** @type {[string, unknown][]} */
  const entries = [["gym", { unit, related: given.useRelated, ...bar }]];
  for (const [name, weight] of maxima) entries.push([`max/${keyPart(liftKey(name))}`, { name, weight, unit }]);
  return checkedEntries(entries);
}

/**
 * @param {string} name `2021-01-04__2021-01-09--5-day-weightlifting-program`
 * @param {unknown} given @param {string} unit
 */
function ofWeek(name, given, unit) {
  const [, first, program] = /^(\d{4}-\d\d-\d\d)__\d{4}-\d\d-\d\d--(.+)$/.exec(name) || [];
  if (!first || !isObject(given)) return new Map();
  const week = `${keyPart(program)}/${dayOfWeek(first, 0)}`;
  /** @type {[string, Entry][]} */
  const entries = [];
  for (const [key, set] of Object.entries(isObject(given.sets) ? given.sets : {})) {
    const [, session, place, movement, time, number] = /^([^/]+)\/([^/]+)\/(.*)\/(\d+)\/(\d+)$/.exec(key) || [];
    if (!session) continue;
    const exercise = keyPart(`${nameInId(movement)}~@${place}~${time}`);
    entries.push([`set/${week}/${session}/${exercise}/${number}`, ofSet(set, unit)]);
  }
  for (const [key, result] of Object.entries(isObject(given.results) ? given.results : {})) {
    const [, session, place] = /^([^/]+)\/([^/]+)$/.exec(key) || [];
    if (session) entries.push([`result/${week}/${session}/${keyPart(`~@${place}~1`)}`, result]);
  }
  return checkedEntries(entries);
}

/**
 * What was typed in was in the unit of that time. What a tick meant was not kept.
 * @param {unknown} set @param {string} unit
 */
function ofSet(set, unit) {
  return isObject(set) ? { done: set.done, weight: set.lifted ?? "", unit, note: String(set.note ?? "") } : {};
}

/** @param {[string, unknown][]} entries @returns {Map<string, Entry>} */
function checkedEntries(entries) {
  const checked = entries.map(([key, entry]) => /** @type {[string, Entry | null]} */ ([key, validEntry(key, entry)]));
  return new Map(/** @type {[string, Entry][]} */ (checked.filter(([, entry]) => entry)));
}
