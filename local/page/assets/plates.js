// The bar, its collars and the plates that the lifter has: which loads they make, and their picture.

import { weightOf } from "./loads.js";

/**
 * @typedef {object} Plates the weights of a bar and of both its collars, and the sizes of the plates, as typed
 * @property {string} bar
 * @property {string} collars
 * @property {string} plates `25 20 15`, the heaviest first; `25x2` where there are only two pairs
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
  const { bar, collars, plates } = /** @type {Record<string, unknown>} */ (Object(given));
  return {
    bar: weightOf(bar ?? "") || USUAL[unit].bar,
    collars: weightOf(collars ?? "") || "0",
    plates: platesOf(String(plates ?? "")) || USUAL[unit].plates,
  };
}

/** @param {string | number} weight */
const thousandths = (weight) => Math.round(Number(weight) * 1000);

/** @param {Plates} have @returns {Pairs[]} */
function pairsOf({ plates }) {
  return plates.split(" ").map((each) => {
    const [weight, pairs] = each.split("x");
    return { weight: thousandths(weight), pairs: pairs ? Number(pairs) : Infinity };
  });
}

/**
 * The plates of one side that weigh so much, the heaviest first; null if these plates cannot make it.
 * @param {number} side in thousandths
 * @param {Pairs[]} pairs
 * @returns {number[] | null}
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
 * @param {{above: bigint, below: bigint}} target exactly, as a fraction
 * @param {Plates} have
 * @param {"up" | "down" | "nearest"} direction
 */
export function madeNear({ above, below }, have, direction) {
  const pairs = pairsOf(have);
  const empty = thousandths(have.bar) + thousandths(have.collars);
  const smallest = pairs.map(({ weight }) => weight).reduce(commonMeasure);
  const most = pairs.reduce((sum, { weight, pairs: count }) => sum + weight * count, 0);
  const side = Math.floor((Number((above * 1000n) / below) - empty) / 2);
  const isMade = (/** @type {number} */ each) => sideOf(each, pairs) !== null;
  let lower = Math.min(Math.floor(side / smallest) * smallest, most);
  while (lower > 0 && !isMade(lower)) lower -= smallest;
  let upper = Math.max(0, Math.floor(side / smallest) * smallest);
  const isEnough = () => BigInt(empty + 2 * upper) * below >= above * 1000n && isMade(upper);
  while (upper <= Math.min(most, side + 2 * pairs[0].weight) && !isEnough()) upper += smallest;
  const down = lower < 0 ? null : empty + 2 * lower;
  const up = isEnough() ? empty + 2 * upper : null;
  const isNearerUp = down === null || (up !== null && BigInt(up + down) * below < 2n * above * 1000n);
  const chosen = direction === "up" ? up : direction === "down" ? down : isNearerUp ? up : down;
  return chosen === null ? null : chosen / 1000;
}

/** @param {number} a @param {number} b @returns {number} */
const commonMeasure = (a, b) => (b ? commonMeasure(b, a % b) : a);

/**
 * What goes on each side for a weight: the plates, or null, with what is in the way in words.
 * @param {number} weight
 * @param {Plates} have
 * @param {string} unit
 */
export function platesFor(weight, have, unit) {
  const empty = thousandths(have.bar) + thousandths(have.collars);
  const side = (thousandths(weight) - empty) / 2;
  const plates = sideOf(side, pairsOf(have))?.map((plate) => plate / 1000) || null;
  const bar = `${have.bar} ${unit} bar${have.collars === "0" ? "" : " with collars"}`;
  if (side < 0) return { plates: null, words: `lighter than the ${bar}` };
  if (!plates) return { plates, words: "your plates do not make it" };
  return { plates, words: plates.length ? `each side ${plates.join(" + ")} ${unit}` : `the empty ${bar}` };
}

/**
 * One side of the bar as an SVG element, its plates in the colours and about the sizes of the sport's rules.
 * @param {number[]} plates
 * @param {string} unit
 * @param {string} words
 */
export function drawPlates(plates, unit, words) {
  const height = 96;
  const middle = height / 2;
  const picture = svg("svg", { viewBox: `0 0 260 ${height}`, role: "img", "aria-label": words, class: "plates" });
  picture.append(svg("rect", { class: "steel", x: 0, y: middle - 3, width: 36, height: 6, rx: 3 }));
  picture.append(svg("rect", { class: "steel", x: 36, y: middle - 10, width: 8, height: 20, rx: 2 }));
  picture.append(svg("rect", { class: "steel", x: 44, y: middle - 5, width: 212, height: 10, rx: 3 }));
  const step = Math.min(26, 208 / Math.max(plates.length, 1)); // a loaded bar's plates move together
  const heaviest = unit === "kg" ? 25 : 45;
  let x = 46;
  for (const plate of plates) {
    const share = Math.min(plate / heaviest, 1);
    const tall = share >= 0.4 ? 92 : share >= 0.2 ? 66 : 34 + 80 * share;
    const place = { x, y: middle - tall / 2, width: step - 2, height: tall, rx: 3 };
    picture.append(svg("rect", { class: `plate plate-${unit}-${String(plate).replace(".", "-")}`, ...place }));
    const label = svg("text", { class: "plate-label", x: x + (step - 2) / 2, y: middle + 4, "text-anchor": "middle" });
    label.textContent = String(plate);
    picture.append(label);
    x += step;
  }
  return picture;
}

/** @param {string} name @param {Record<string, string | number>} attributes */
function svg(name, attributes) {
  const drawn = document.createElementNS("http://www.w3.org/2000/svg", name);
  for (const [attribute, value] of Object.entries(attributes)) drawn.setAttribute(attribute, String(value));
  return drawn;
}
