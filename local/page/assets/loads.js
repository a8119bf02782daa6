// From percents to weights on the bar: the same rules, and the same numbers, as local/training/loads.py.
// tests/page/load_cases.json holds both to one table. Weights are exact: fractions of whole numbers (BigInt), no floats.

import { liftKey, relatedLifts } from "./lifts.js";
import { madeNear } from "./plates.js";

/**
 * @typedef {object} Prescription a set's percents, null where the post gives none, and what they are of
 * @property {number | null} from
 * @property {number | null} to
 * @property {string} of
 * @property {string} movement
 */
/** @typedef {Record<string, string>} Maxima weights by the lifter's names, all in one unit */
/** @typedef {{maxima: Maxima, related: boolean, plates: import("./plates.js").Plates}} Lifter */
/**
 * @typedef {object} Load the weight of a set. A bound is null where the range is open on that side or there is no
 *   maximum; `missing` names the maximum to be typed in, `related` one that may be used instead
 * @property {number | null} from
 * @property {number | null} to
 * @property {string} maximum
 * @property {string} inPlaceOf
 * @property {string} missing
 * @property {string} related
 */

const WEIGHT = /^\d{1,4}(?:\.\d{1,3})?$/;

/** A weight as typed, "82.5" or "82,5", as "82.5"; "" if it is not a weight above 0. @param {unknown} typed */
export function weightOf(typed) {
  const text = String(typed).trim().replace(",", ".");
  return WEIGHT.test(text) && Number(text) > 0 ? String(Number(text)) : "";
}

/**
 * The maximum that a percent is of: the one that the post names, less its "1-RM", or the movement's own.
 * @param {string} of
 * @param {string} movement
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

/**
 * The weight of a set, the nearest that bar and plates make.
 * @param {Prescription} set
 * @param {Lifter} lifter
 * @returns {Load}
 */
export function weigh(set, lifter) {
  const nothing = { from: null, to: null, maximum: "", inPlaceOf: "", missing: "", related: "" };
  if (set.from === null && set.to === null) return nothing;
  const wanted = wantedMaximum(set.of, set.movement);
  const own = knownMaximum(wanted, lifter.maxima);
  const related = own ? "" : relatedLifts(wanted).map((key) => knownMaximum(key, lifter.maxima)).find(Boolean) || "";
  const maximum = own || (lifter.related ? related : "");
  if (!maximum) return { ...nothing, missing: wanted, related };
  const isOpen = set.from === null || set.to === null;
  const load = (/** @type {number | null} */ percent, /** @type {"up" | "down"} */ direction) =>
    percent === null ? null : madeNear(share(lifter.maxima[maximum], percent), lifter.plates, isOpen ? direction : "nearest");
  return {
    from: load(set.from, "up"), // "101%+" rounded down would be the maximum again
    to: load(set.to, "down"), // "below 70%"
    maximum,
    inPlaceOf: own ? "" : wanted,
    missing: "",
    related,
  };
}

/** A percent of a maximum, exactly. @param {string} maximum @param {number} percent */
function share(maximum, percent) {
  const [max, part] = [fraction(maximum), fraction(percent)];
  return { above: max.number * part.number, below: max.scale * part.scale * 100n };
}

/** A decimal number exactly: 82.5 as {number: 825n, scale: 10n}. @param {string | number} value */
function fraction(value) {
  const [whole, decimals = ""] = String(value).split(".");
  return { number: BigInt(whole + decimals), scale: 10n ** BigInt(decimals.length) };
}

/**
 * "60-65 kg", "at most 55 kg", "82.5 kg or more"; "" where there is no weight.
 * @param {Load} load @param {string} unit
 */
export function loadInWords(load, unit) {
  if (load.from === null && load.to === null) return "";
  if (load.from === null) return `at most ${load.to} ${unit}`;
  if (load.to === null) return `${load.from} ${unit} or more`;
  return load.from === load.to ? `${load.from} ${unit}` : `${load.from}-${load.to} ${unit}`;
}
