// The bar, its collars and the plates that the lifter has: which loads they make, and their picture.

import { weightOf } from "./loads.js";

/**
 * @typedef {{bar: string, collars: string, plates: string}} Plates the weights of a bar and of both collars, and the
 *   sizes of the plates as typed, `25 20 15`, the heaviest first; `25x2` where there are only two pairs
 */
/** @typedef {{weight: number, pairs: number}} Pairs plates of one size, in thousandths */

export const UNITS = ["kg", "lb"];

/** What most gyms have. @type {Record<string, Plates>} */
export const USUAL = {
  kg: { bar: "20", collars: "0", plates: "25 20 15 10 5 2.5 1.25" },
  lb: { bar: "45", collars: "0", plates: "45 35 25 10 5 2.5" },
};
const PLATE = /^(\d{1,3}(?:[.,]\d{1,3})?)(?:x(\d{1,2}))?$/i;

/** The plates of `25 20x2 10`, as one text, the heaviest first; "" if it does not name plates. @param {string} typed */
export function platesOf(typed) {
  const found = typed.trim().split(/[\s;]+/).map((each) => PLATE.exec(each));
  if (!found.every((match) => match && weightOf(match[1]))) return "";
  const sizes = new Map(found.map((match) => [Number(weightOf(match?.[1] || "")), match?.[2] ? `x${Number(match[2])}` : ""]));
  return [...sizes].sort(([a], [b]) => b - a).map(([weight, pairs]) => weight + pairs).join(" ");
}

/** @param {unknown} given @param {string} unit @returns {Plates} */
export function validPlates(given, unit) {
  const { bar, collars, plates } = Object(given);
  return {
    bar: weightOf(bar ?? "") || USUAL[unit].bar,
    collars: weightOf(collars ?? "") || "0",
    plates: platesOf(String(plates ?? "")) || USUAL[unit].plates,
  };
}

/** What a target is told in, parts of a thousandth: a percent of a maximum is a whole number of them, exactly. */
export const FINE = 1e6;
/** @param {string | number} weight */
export const thousandths = (weight) => Math.round(Number(weight) * 1000);

/** The bar with its collars, in thousandths. @param {Plates} have */
const emptyBar = ({ bar, collars }) => thousandths(bar) + thousandths(collars);

/** @param {Plates} have @returns {Pairs[]} */
function pairsOf({ plates }) {
  const each = plates.split(" ").map((size) => size.split("x"));
  return each.map(([weight, pairs]) => ({ weight: thousandths(weight), pairs: pairs ? Number(pairs) : Infinity }));
}

/**
 * The plates of one side that weigh so much, in thousandths, the heaviest first; null if these cannot make it.
 * @param {number} side @param {Pairs[]} pairs @returns {number[] | null}
 */
function sideOf(side, pairs) {
  if (side === 0) return [];
  const [first, ...lighter] = pairs;
  if (!first || side < 0) return null;
  for (let count = Math.min(first.pairs, Math.floor(side / first.weight)); count >= 0; count--) {
    const rest = sideOf(side - count * first.weight, lighter);
    if (rest) return [...Array(count).fill(first.weight), ...rest];
  }
  return null;
}

/**
 * The weight next to a target that bar and plates make: "up", "down", or "nearest", where half-way goes to the lighter.
 * Null if none is there on that side.
 * @param {number} target in FINE of a thousandth @param {Plates} have @param {"up" | "down" | "nearest"} direction
 */
export function madeNear(target, have, direction) {
  const [pairs, empty] = [pairsOf(have), emptyBar(have)];
  const smallest = pairs.map(({ weight }) => weight).reduce(commonMeasure);
  const most = pairs.reduce((sum, { weight, pairs: count }) => sum + weight * count, 0);
  const side = Math.floor((Math.floor(target / FINE) - empty) / 2);
  const isMade = (/** @type {number} */ each) => sideOf(each, pairs) !== null;
  let lower = Math.min(Math.floor(side / smallest) * smallest, most);
  while (lower > 0 && !isMade(lower)) lower -= smallest;
  let upper = Math.max(0, Math.floor(side / smallest) * smallest);
  const isEnough = () => (empty + 2 * upper) * FINE >= target && isMade(upper);
  while (upper <= Math.min(most, side + 2 * pairs[0].weight) && !isEnough()) upper += smallest;
  const down = lower < 0 ? null : empty + 2 * lower;
  const up = isEnough() ? empty + 2 * upper : null;
  const isNearerUp = down === null || (up !== null && (up + down) * FINE < 2 * target);
  const chosen = direction === "up" ? up : direction === "down" ? down : isNearerUp ? up : down;
  return chosen === null ? null : chosen / 1000;
}

/** @param {number} a @param {number} b @returns {number} */
const commonMeasure = (a, b) => (b ? commonMeasure(b, a % b) : a);

/** What goes on each side, and that in words. @param {number} weight @param {Plates} have @param {string} unit */
export function platesFor(weight, have, unit) {
  const side = (thousandths(weight) - emptyBar(have)) / 2;
  const plates = sideOf(side, pairsOf(have))?.map((plate) => plate / 1000);
  const bar = `${have.bar} ${unit} bar${have.collars === "0" ? "" : " with collars"}`;
  if (side < 0) return { plates: [], words: `lighter than the ${bar}` };
  if (!plates) return { plates: [], words: "your plates do not make it" };
  return { plates, words: plates.length ? `each side ${plates.join(" + ")} ${unit}` : `the empty ${bar}` };
}

/**
 * One side of the bar as an SVG element, its plates in the colours and about the sizes of the sport's rules.
 * @param {number[]} plates @param {string} unit @param {string} words
 */
export function drawPlates(plates, unit, words) {
  const middle = 48;
  const picture = svg("svg", { viewBox: `0 0 260 ${2 * middle}`, role: "img", "aria-label": words, class: "plates" });
  for (const [x, width, height] of [[0, 36, 6], [36, 8, 20], [44, 212, 10]]) {
    picture.append(svg("rect", { class: "steel", x, y: middle - height / 2, width, height, rx: 3 }));
  }
  const step = Math.min(26, 208 / Math.max(plates.length, 1)); // a loaded bar's plates move together
  const heaviest = unit === "kg" ? 25 : 45;
  for (const [at, plate] of plates.entries()) {
    const [x, share] = [46 + at * step, Math.min(plate / heaviest, 1)];
    const tall = share >= 0.4 ? 92 : share >= 0.2 ? 66 : 34 + 80 * share;
    const place = { x, y: middle - tall / 2, width: step - 2, height: tall, rx: 3 };
    picture.append(svg("rect", { class: `plate plate-${unit}-${String(plate).replace(".", "-")}`, ...place }));
    const label = svg("text", { class: "plate-label", x: x + (step - 2) / 2, y: middle + 4, "text-anchor": "middle" });
    label.textContent = String(plate);
    picture.append(label);
  }
  return picture;
}

/** @param {string} name @param {Record<string, string | number>} attributes */
function svg(name, attributes) {
  const drawn = document.createElementNS("http://www.w3.org/2000/svg", name);
  for (const [attribute, value] of Object.entries(attributes)) drawn.setAttribute(attribute, String(value));
  return drawn;
}
