// From percents to weights on the bar: the same rules, and the same numbers, as local/training/loads.py.
// tests/page/load_cases.json holds both to one table. Weights are exact: they are compared as whole numbers.

import { liftKey, relatedLifts } from "./lifts.js";
import { madeNear, thousandths } from "./plates.js";

/**
 * @typedef {{from: number | null, to: number | null, of: string, movement: string}} Prescription a set's percents, null
 *   where the post gives none, and what they are of
 * @typedef {Record<string, string>} Maxima weights by the lifter's names, all in one unit
 * @typedef {{maxima: Maxima, related: boolean, plates: import("./plates.js").Plates}} Lifter
 * @typedef {{from: number | null, to: number | null, maximum: string, inPlaceOf: string, missing: string,
 *   related: string}} Load the weight of a set. A bound is null where the range is open on that side or there is no
 *   maximum; `missing` names the maximum to be typed in, `related` one that may be used instead
 */

const WEIGHT = /^\d{1,4}(?:\.\d{1,3})?$/;

/** A weight as typed, "82.5" or "82,5", as "82.5"; "" if it is not a weight above 0. @param {unknown} typed */
export function weightOf(typed) {
  const text = String(typed).trim().replace(",", ".");
  return WEIGHT.test(text) && Number(text) > 0 ? String(Number(text)) : "";
}

/** @param {string} what */
export const noWeight = (what) => `${what} is not a weight above 0 and below 10000. Type one such as 82.5.`;

/**
 * The maximum that a percent is of: the one that the post names, less its "1-RM", or the movement's own.
 * @param {string} of @param {string} movement
 */
export function wantedMaximum(of, movement) {
  const named = of.startsWith("1-RM") ? of.replace(/1-RM ?/, "") : of;
  const own = movement.startsWith("(") && movement.endsWith(")") ? movement.slice(1, -1) : movement;
  return /^\d+-RM$/.test(named) ? `${named} ${own}` : named || own;
}

/** The lifter's own name of a maximum, "" where it is not known. @param {string} movement @param {Maxima} maxima */
export function knownMaximum(movement, maxima) {
  const key = liftKey(movement);
  return Object.keys(maxima).find((known) => liftKey(known) === key) || "";
}

/** The nearest weight that bar and plates make. @param {Prescription} set @param {Lifter} lifter @returns {Load} */
export function weigh(set, lifter) {
  const nothing = { from: null, to: null, maximum: "", inPlaceOf: "", missing: "", related: "" };
  if (set.from === null && set.to === null) return nothing;
  const wanted = wantedMaximum(set.of, set.movement);
  const own = knownMaximum(wanted, lifter.maxima);
  const related = own ? "" : relatedLifts(wanted).map((key) => knownMaximum(key, lifter.maxima)).find(Boolean) || "";
  const maximum = own || (lifter.related ? related : "");
  if (!maximum) return { ...nothing, missing: wanted, related };
  const isOpen = set.from === null || set.to === null;
  const load = (/** @type {number | null} */ percent, /** @type {"up" | "down"} */ way) =>
    percent === null ? null : madeNear(share(lifter.maxima[maximum], percent), lifter.plates, isOpen ? way : "nearest");
  const [from, to] = [load(set.from, "up"), load(set.to, "down")]; // "101%+" rounded down would be the maximum again
  return { from, to, maximum, inPlaceOf: own ? "" : wanted, missing: "", related };
}

/** In FINE parts of a thousandth: percents have four decimals. @param {string} maximum @param {number} percent */
const share = (maximum, percent) => thousandths(maximum) * Math.round(percent * 10_000);

/** "60-65 kg", "at most 55 kg", "82.5 kg or more"; "" without a weight. @param {Load} load @param {string} unit */
export function loadInWords(load, unit) {
  if (load.from === null && load.to === null) return "";
  if (load.from === null) return `at most ${load.to} ${unit}`;
  if (load.to === null) return `${load.from} ${unit} or more`;
  return load.from === load.to ? `${load.from} ${unit}` : `${load.from}-${load.to} ${unit}`;
}
