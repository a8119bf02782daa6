// From percents to weights on the bar: the same rules, and the same numbers, as local/training/loads.py.
// tests/page/load_cases.json holds both to one table. Weights are exact: whole numbers of thousandths (BigInt), no floats.

const WEIGHT = /^\d{1,4}(?:\.\d{1,3})?$/;

/** A weight as typed, "82.5" or "82,5", as "82.5"; "" if it is not a weight above 0. */
function weightOf(typed) {
  const text = String(typed).trim().replace(",", ".");
  return WEIGHT.test(text) && Number(text) > 0 ? String(Number(text)) : "";
}

/** One spelling of a movement's name: "Clean and Jerk", "clean & jerk" and "Clean + Jerk" are the same maximum. */
function folded(movement) {
  return movement
    .toLowerCase()
    .replace(/\b1[ -]?rm\b/g, "")
    .replace(/\b(\d+)[ -]?rm\b/g, "$1-rm")
    .replace(/[+]| and /g, " & ")
    .replaceAll("- ", "-")
    .replaceAll("&", " & ")
    .split(/\s+/)
    .filter(Boolean)
    .join(" ");
}

/** The maximum that a percent is of: the one that the post names, less its "1-RM", or the movement's own. */
function wantedMaximum(of, movement) {
  const named = of.startsWith("1-RM") ? of.replace(/1-RM ?/, "") : of;
  const own = movement.startsWith("(") && movement.endsWith(")") ? movement.slice(1, -1) : movement;
  return /^\d+-RM$/.test(named) ? `${named} ${own}` : named || own;
}

/** The lifter's own name of a maximum, "" where it is not known. `maxima` is {name: weight}. */
function knownMaximum(movement, maxima) {
  const name = folded(movement);
  return Object.keys(maxima).find((known) => folded(known) === name) || "";
}

/** The nearest related movement whose maximum is known, "" if none is. `lifts` is {related, wordsBefore}. */
function relatedMaximum(movement, maxima, lifts) {
  const related = new Map(Object.entries(lifts.related).map(([name, to]) => [folded(name), to]));
  let name = folded(movement);
  while (name) {
    const known = knownMaximum(name, maxima);
    if (known) return known;
    const words = lifts.wordsBefore.find((each) => name.startsWith(each.toLowerCase() + " "));
    name = related.has(name) ? folded(related.get(name)) : words ? name.slice(words.length + 1) : "";
  }
  return "";
}

/**
 * The weight of a set: {from, to, maximum, inPlaceOf, missing, related}. A bound is null where the range is open on
 * that side or there is no maximum; `missing` names the maximum to be typed in, `related` one that may be used instead.
 * `set` is {from, to, of, movement}, its percents numbers or null; `lifter` is {maxima, step, useRelated}.
 */
function weigh(set, lifter, lifts) {
  const nothing = { from: null, to: null, maximum: "", inPlaceOf: "", missing: "", related: "" };
  if (set.from === null && set.to === null) return nothing;
  const wanted = wantedMaximum(set.of, set.movement);
  const own = knownMaximum(wanted, lifter.maxima);
  const related = own ? "" : relatedMaximum(wanted, lifter.maxima, lifts);
  const maximum = own || (lifter.useRelated ? related : "");
  if (!maximum) return { ...nothing, missing: wanted, related };
  const isOpen = set.from === null || set.to === null;
  const round = (percent, toWhole) =>
    percent === null ? null : rounded(lifter.maxima[maximum], percent, lifter.step, isOpen ? toWhole : "nearest");
  return {
    from: round(set.from, "up"), // "101%+" rounded down would be the maximum again
    to: round(set.to, "down"), // "below 70%"
    maximum,
    inPlaceOf: own ? "" : wanted,
    missing: "",
    related,
  };
}

/** A percent of a maximum, to a multiple of the step: "up", "down", or "nearest", where half-way goes to the lighter. */
function rounded(maximum, percent, step, toWhole) {
  const [max, share, each] = [maximum, percent, step].map(fraction);
  // In steps: max * share / 100 / step, as a fraction of whole numbers.
  const above = max.number * share.number * each.scale;
  const below = max.scale * share.scale * 100n * each.number;
  let steps = above / below;
  const rest = above % below;
  if (toWhole === "up" && rest > 0n) steps += 1n;
  if (toWhole === "nearest" && 2n * rest > below) steps += 1n;
  return Number(steps * each.number) / Number(each.scale);
}

/** A decimal number exactly: 82.5 as {number: 825n, scale: 10n}. */
function fraction(value) {
  const [whole, decimals = ""] = String(value).split(".");
  return { number: BigInt(whole + decimals), scale: 10n ** BigInt(decimals.length) };
}

/** "60-65 kg", "at most 55 kg", "82.5 kg or more"; "" where there is no weight. */
function loadInWords(load, unit) {
  if (load.from === null && load.to === null) return "";
  if (load.from === null) return `at most ${load.to} ${unit}`;
  if (load.to === null) return `${load.from} ${unit} or more`;
  return load.from === load.to ? `${load.from} ${unit}` : `${load.from}-${load.to} ${unit}`;
}
