// Logs of version 1, and files exported by it, as entries of version 2.
//
// Version 1 kept "invictus-lifter" and, for each week, "invictus-week-<first>__<last>--<programme>". Its keys say where
// an exercise stood: "2021-01-05-1/a1/Snatch/1/3" is the first session of the 5th, segment A, first block, Snatch for
// the first time, third set. Such a place becomes the exercise "Snatch~@a1~1"; fitting.js finds what stands there.

import { dayOfWeek } from "./dates.js";
import { nameInId } from "./fitting.js";
import { liftKey } from "./lifts.js";
import { keyPart, parsed } from "./log.js";
import { isObject, validEntries } from "./valid.js";

/** @import { Log } from "./log.js" */
/** @import { Entry } from "./valid.js" */

/** Moves what version 1 stored over, where there is nothing newer, and removes it once all is kept. @param {Log} log */
export function moveOlder(log) {
  const lifter = parsed(log.older.get("invictus-lifter"));
  for (const [key, text] of log.older) {
    const week = /^invictus-week-(.+)$/.exec(key)?.[1];
    const entries = validEntries(week ? ofWeek(week, parsed(text), unitOfLifter(lifter)) : ofLifter(lifter));
    for (const [name, entry] of entries) if (!log.get(name)) log.put(name, entry);
    const isKept = ![...entries.keys()].some((name) => log.unsaved.has(name));
    if (entries.size && isKept) log.remove(key, ""); // what says nothing to this page is left alone
  }
  log.older.clear();
}

/** The entries of a file that version 1 exported. @param {Entry} file */
export const entriesOfFile = (file) =>
  validEntries([...ofLifter(file.lifter), ...ofWeek(String(file.week), file, unitOfLifter(file.lifter))]);

/** @param {unknown} lifter */
const unitOfLifter = (lifter) => (isObject(lifter) && lifter.unit === "lb" ? "lb" : "kg");

/** @param {unknown} given @returns {[string, unknown][]} */
const entriesOf = (given) => Object.entries(isObject(given) ? given : {});

/** @param {unknown} given @returns {[string, unknown][]} */
function ofLifter(given) {
  if (!isObject(given)) return [];
  const unit = unitOfLifter(given);
  const bar = typeof given.bar === "number" ? { [unit]: { bar: given.bar } } : {};
  const maxima = entriesOf(given.maxima).map(([name, weight]) => ({ name, weight, unit }));
  const entries = maxima.map((max) => /** @type {[string, unknown]} */ ([`max/${keyPart(liftKey(max.name))}`, max]));
  return [["gym", { unit, related: given.useRelated, ...bar }], ...entries];
}

/**
 * What was typed in was in the unit of that time. What a tick meant was not kept.
 * @param {string} name `2021-01-04__2021-01-09--5-day-weightlifting-program`
 * @param {unknown} given @param {string} unit @returns {[string, unknown][]}
 */
function ofWeek(name, given, unit) {
  const [, first, program] = /^(\d{4}-\d\d-\d\d)__\d{4}-\d\d-\d\d--(.+)$/.exec(name) || [];
  if (!first || !isObject(given)) return [];
  const week = `${keyPart(program)}/${dayOfWeek(first, 0)}`;
  /** @type {[string, unknown][]} */
  const entries = [];
  for (const [key, set] of entriesOf(given.sets)) {
    const [, session, place, movement, time, number] = /^([^/]+)\/([^/]+)\/(.*)\/(\d+)\/(\d+)$/.exec(key) || [];
    if (!session || !isObject(set)) continue;
    const exercise = keyPart(`${nameInId(movement)}~@${place}~${time}`);
    const done = { done: set.done, weight: set.lifted ?? "", unit, note: String(set.note ?? "") };
    entries.push([`set/${week}/${session}/${exercise}/${number}`, done]);
  }
  for (const [key, result] of entriesOf(given.results)) {
    const [, session, place] = /^([^/]+)\/([^/]+)$/.exec(key) || [];
    if (session) entries.push([`result/${week}/${session}/${keyPart(`~@${place}~1`)}`, result]);
  }
  return entries;
}
