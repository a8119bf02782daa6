// What was stored or imported is taken field by field: anything may be in it.

import { liftKey } from "./lifts.js";
import { weightOf } from "./loads.js";
import { UNITS, validPlates } from "./plates.js";

/** @typedef {Record<string, any>} Entry what is stored under one key */
/**
 * @typedef {{done: boolean, missed: boolean, weight: string, unit: string, reps: string, seconds: string,
 *   shown: string, asked: string, note: string, at: string}} SetLog one set as it was done. `weight`, `reps` and
 *   `seconds` are numbers as text, "" where they are not known; `shown` and `asked` are the load and the reps that the
 *   page showed when the set was ticked; `at` is the time of the last change (ISO, UTC), "" in logs of version 1
 */

/** @param {unknown} value @returns {value is Entry} */
export const isObject = (value) => typeof value === "object" && value !== null && !Array.isArray(value);

/** @param {unknown} value */
const text = (value, most = 500) => (typeof value === "string" ? value.slice(0, most) : "");
/** @param {unknown} value */
const whole = (value) => (Number.isInteger(value) && Number(value) >= 0 ? Math.min(Number(value), 99999) : 0);
/** @param {unknown} value */
const count = (value) => (/^\d{1,5}$/.test(String(value ?? "")) ? String(Number(value)) : "");
/** @param {unknown} value */
const unitOf = (value) => (UNITS.includes(String(value)) ? String(value) : "");
/** @param {unknown} value */
const timeOf = (value) => (/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/.test(text(value)) ? text(value) : "");

/** @param {Entry} given @returns {SetLog} */
export function validSet(given) {
  const unit = unitOf(given.unit);
  return {
    done: given.done === true,
    missed: given.missed === true,
    weight: unit && weightOf(given.weight ?? ""), // a weight without its unit is no weight
    unit,
    reps: count(given.reps),
    seconds: count(given.seconds),
    shown: text(given.shown, 80),
    asked: text(given.asked, 120),
    note: text(given.note),
    at: timeOf(given.at),
  };
}

/** Whether a set has anything to keep. @param {SetLog} set */
export const saysAnything = (set) => Boolean(set.done || set.missed || set.weight || set.reps || set.note);

/** By a key's first part: its fields, null if it says nothing. @type {Record<string, (given: Entry) => Entry | null>} */
const KINDS = {
  set: (given) => (saysAnything(validSet(given)) ? validSet(given) : null),
  result: ({ rounds, reps, seconds }) => ({ rounds: whole(rounds), reps: whole(reps), seconds: whole(seconds) }),
  session: ({ heading }) => ({ heading: text(heading, 200) }),
  max: (given) => {
    const [name, weight, unit] = [text(given.name, 100).trim(), weightOf(given.weight ?? ""), unitOf(given.unit)];
    return liftKey(name) && weight && unit ? { name, weight, unit } : null;
  },
  gym: (given) => ({
    unit: unitOf(given.unit) || UNITS[0],
    related: given.related === true,
    ...Object.fromEntries(UNITS.map((unit) => [unit, validPlates(given[unit], unit)])),
  }),
  clock: (given) => given, // timer.js checks it
};
/** How many parts a key of each kind has. @type {Record<string, number>} */
const PARTS = { set: 6, result: 5, session: 4, max: 2, gym: 1, clock: 1 };

/**
 * An entry with the fields that this page knows, each of its type; null if it says nothing.
 * @param {string} key @param {unknown} given @returns {Entry | null}
 */
export function validEntry(key, given) {
  const parts = key.split("/");
  const isKnown = Object.hasOwn(KINDS, parts[0]) && parts.length === PARTS[parts[0]];
  const isOfWeek = parts.length < 4 || (/^\d{4}-\d\d-\d\d$/.test(parts[2]) && /^\d{4}-\d\d-\d\d/.test(parts[3]));
  const isNumbered = parts.length < 6 || /^\d{1,3}$/.test(parts[5]);
  const entry = isKnown && isOfWeek && isNumbered && isObject(given) && KINDS[parts[0]](given);
  return entry ? { ...entry, at: timeOf(given.at) } : null;
}

/** @param {[string, unknown][]} entries @returns {Map<string, Entry>} */
export function validEntries(entries) {
  const checked = entries.map(([key, entry]) => /** @type {[string, Entry]} */ ([key, validEntry(key, entry)]));
  return new Map(checked.filter(([, entry]) => entry));
}
