// What was stored or imported is taken field by field: anything may be in it.

import { liftKey } from "./lifts.js";
import { weightOf } from "./loads.js";
import { UNITS, validPlates } from "./plates.js";

/** @typedef {Record<string, any>} Entry what is stored under one key */
/**
 * @typedef {object} SetLog one set as it was done. `weight`, `reps` and `seconds` are numbers as text, "" where they are
 *   not known; `shown` and `asked` are the load and the reps that the page showed when the set was ticked
 * @property {boolean} done
 * @property {boolean} missed
 * @property {string} weight
 * @property {string} unit
 * @property {string} reps
 * @property {string} seconds
 * @property {string} shown
 * @property {string} asked
 * @property {string} note
 * @property {string} at the time of the last change (ISO, UTC), "" in logs of version 1
 */

const LONGEST = 500;

/** @param {unknown} value @returns {value is Entry} */
export function isObject(value) {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** @param {unknown} value */
const text = (value, most = LONGEST) => (typeof value === "string" ? value.slice(0, most) : "");
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
  const weight = weightOf(given.weight ?? "");
  return {
    done: given.done === true,
    missed: given.missed === true,
    weight: unitOf(given.unit) ? weight : "", // a weight without its unit is no weight
    unit: unitOf(given.unit),
    reps: count(given.reps),
    seconds: count(given.seconds),
    shown: text(given.shown, 80),
    asked: text(given.asked, 120),
    note: text(given.note),
    at: timeOf(given.at),
  };
}

/** @type {Record<string, (given: Entry) => Entry | null>} by a key's first part */
const KINDS = {
  set: (given) => {
    const set = validSet(given);
    return set.done || set.missed || set.weight || set.reps || set.note ? set : null;
  },
  result: (given) => ({ ...valid(given, whole, ["rounds", "reps", "seconds"]), at: timeOf(given.at) }),
  session: (given) => ({ heading: text(given.heading, 200), at: timeOf(given.at) }),
  max: (given) => {
    const [name, weight] = [text(given.name, 100).trim(), weightOf(given.weight ?? "")];
    return liftKey(name) && weight && unitOf(given.unit) ? { name, weight, unit: given.unit, at: timeOf(given.at) } : null;
  },
  gym: (given) => ({
    unit: unitOf(given.unit) || UNITS[0],
    related: given.related === true,
    ...Object.fromEntries(UNITS.map((unit) => [unit, validPlates(given[unit], unit)])),
    at: timeOf(given.at),
  }),
  clock: (given) => given, // timer.js checks it
};

/** How many parts a key of each kind has. @type {Record<string, number>} */
const PARTS = { set: 6, result: 5, session: 4, max: 2, gym: 1, clock: 1 };

/**
 * An entry with the fields that this page knows, each of its type; null if it says nothing.
 * @param {string} key
 * @param {unknown} given
 * @returns {Entry | null}
 */
export function validEntry(key, given) {
  const parts = key.split("/");
  const isKnown = Object.hasOwn(KINDS, parts[0]) && parts.length === PARTS[parts[0]];
  const isOfWeek = parts.length < 4 || (/^\d{4}-\d\d-\d\d$/.test(parts[2]) && /^\d{4}-\d\d-\d\d/.test(parts[3]));
  const isNumbered = parts.length < 6 || /^\d{1,3}$/.test(parts[5]);
  return isKnown && isOfWeek && isNumbered && isObject(given) ? KINDS[parts[0]](given) : null;
}

/** @param {Entry} given @param {(value: unknown) => unknown} check @param {string[]} names */
function valid(given, check, names) {
  return Object.fromEntries(names.map((name) => [name, check(given[name])]));
}
