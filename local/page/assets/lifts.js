// One key per lift, as in invictus/lifts.py, whose tables and patterns come with the page.

/**
 * @typedef {{abbreviations: Record<string, string>, plurals: Record<string, string>, sameLift: string, aside: string,
 *   word: string, related: Record<string, string>, wordsBefore: string[]}} Rules three are patterns; `related` has a
 *   lift, and the one whose maximum is used for it on request; `wordsBefore` are "Hang", "Slow Pull"
 */

/** @type {Rules} */
let rules = { abbreviations: {}, plurals: {}, sameLift: "$^", aside: "$^", word: "\\S+", related: {}, wordsBefore: [] };
/** Marks made plain, as far as names have them: marks.py has them all. @type {[RegExp, string][]} */
const MARKS = [
  [/[\u2010-\u2015\u2212]/g, "-"],
  [/[\u2018-\u201b\u2032\u00b4`]/g, "'"],
  [/[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff]/g, ""],
  [/[[{]/g, "("],
  [/[\]}]/g, ")"],
  [/[\s\u00b7\u2022\u25cf]+/g, " "],
];
/** @type {Map<string, string>} */
const keys = new Map(); // a year's log names the same lifts thousands of times

/** @param {Rules} given */
export function learnLifts(given) {
  rules = given;
  keys.clear();
}

/** The key of a lift, the same for every spelling of its name. @param {string} name */
export function liftKey(name) {
  if (!keys.has(name)) keys.set(name, keyOfLift(name));
  return keys.get(name) || "";
}

/** @param {string} name */
function keyOfLift(name) {
  const plain = MARKS.reduce((text, [mark, typed]) => text.replace(mark, typed), name.normalize("NFKC"));
  let text = plain.toLowerCase().replace(/^[ .,:*]+|[ .,:*]+$/g, "");
  text = text.replace(/\b(?:1|one)[ -]?(?:rm|rep[ -]max)\b/g, "").replace(/\b(\d+)[ -]?rm\b/g, "$1-rm");
  text = text.replaceAll("- ", "-").replace(new RegExp(rules.aside, "g"), "").replace(/\s&\s|\sand\s/g, " + ");
  if (text.startsWith("(") && text.endsWith(")")) text = text.slice(1, -1);
  const words = text.replaceAll("c + j", "c&j").match(new RegExp(rules.word, "g")) || [];
  text = words.map(spelledOut).join(" ").replace(/\s*[+]\s*/g, " & ").replaceAll("( ", "(").replaceAll(" )", ")");
  return text.replace(new RegExp(rules.sameLift, "g"), "").trim();
}

/** @param {string} word */
function spelledOut(word) {
  const singular = singularOf(word);
  const known = [word, singular].find((each) => Object.hasOwn(rules.abbreviations, each));
  return known ? rules.abbreviations[known] : singular;
}

/** A word of a name without its plural: "squats", "snatches", "presses". @param {string} word */
function singularOf(word) {
  if (Object.hasOwn(rules.plurals, word)) return rules.plurals[word];
  if (/(?:shes|ches|sses)$/.test(word)) return word.slice(0, -2);
  return word.length > 3 && /s$/.test(word) && !/(?:ss|us|is)$/.test(word) ? word.slice(0, -1) : word;
}

/** The lifts related to one, the nearest first, as keys. @param {string} name */
export function relatedLifts(name) {
  const related = new Map(Object.entries(rules.related).map(([each, to]) => [liftKey(each), liftKey(to)]));
  const found = [];
  for (let key = liftKey(name); key; ) {
    found.push(key);
    const before = rules.wordsBefore.find((words) => key.startsWith(`${words.toLowerCase()} `));
    key = related.get(key) || (before ? key.slice(before.length + 1) : "");
  }
  return found;
}
