// One key per lift: the same as invictus/prescriptions/lifts.py. test_loads_in_the_browser.py holds both to one table.

const ABBREVIATIONS = new Map(Object.entries({
  bb: "barbell", bp: "bench press", bs: "back squat", "c&j": "clean & jerk", cln: "clean", cj: "clean & jerk",
  "clean&jerk": "clean & jerk", "clean/jerk": "clean & jerk", db: "dumbbell", dl: "deadlift", fs: "front squat",
  gm: "good morning", hbbs: "back squat", hspu: "handstand push-up", kb: "kettlebell", kbs: "kettlebell swing",
  lbbs: "low bar back squat", ohs: "overhead squat", oh: "overhead", pc: "power clean", pj: "power jerk",
  pp: "push press", ps: "power snatch", rdl: "romanian deadlift", sdhp: "sumo deadlift high pull",
  sj: "split jerk", sldl: "stiff-legged deadlift", sn: "snatch", sp: "strict press", t2b: "toes-to-bar",
  ttb: "toes-to-bar", wb: "wall ball",
}));
const PLURALS = new Map(Object.entries({ lunges: "lunge", raises: "raise", planks: "plank", calves: "calf", flies: "fly" }));
const SAME_LIFT = /\b(?:full|squat|high bar|barbell|competition|classic)\s(?=(?:snatch|clean|back squat)\b)/g;
const ASIDE = /\s\((?:no|not|with|without|unbroken|touch|tng|t&g|drop|reset|each|per|fast|slow)\b[^()]*\)/g;
const LIFT_WORD = /[a-zß-ÿ0-9&'/-]+|[+()]/g;
/** @type {[RegExp, string][]} */
const MARKS = [
  [/[\u2010-\u2015\u2212\ufe58\ufe63\uff0d]/g, "-"],
  [/[\u2018-\u201b\u2032\u00b4`]/g, "'"],
  [/[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff]/g, ""],
  [/[[{]/g, "("],
  [/[\]}]/g, ")"],
  [/[\s\u00b7\u2022\u25cf]+/g, " "],
];
/** @type {Map<string, string>} */
const KEYS = new Map(); // a year's log names the same lifts thousands of times

/**
 * The key of a lift, the same for every spelling of its name: "Back Squats", "BS" and "1-RM Back Squat" are one.
 * @param {string} name
 */
export function liftKey(name) {
  const known = KEYS.get(name);
  if (known !== undefined) return known;
  let text = MARKS.reduce((plain, [mark, typed]) => plain.replace(mark, typed), name).toLowerCase();
  text = text
    .replace(/^[ .,:*]+|[ .,:*]+$/g, "")
    .replace(/\b(?:1|one)[ -]?(?:rm|rep[ -]max)\b/g, "")
    .replace(/\b(\d+)[ -]?rm\b/g, "$1-rm")
    .replaceAll("- ", "-")
    .replace(ASIDE, "")
    .replace(/\s&\s|\sand\s/g, " + ");
  if (text.startsWith("(") && text.endsWith(")")) text = text.slice(1, -1);
  const words = text.replaceAll("c + j", "c&j").match(LIFT_WORD) || [];
  const key = words.map(spelledOut).join(" ").replace(/\s*[+]\s*/g, " & ").replaceAll("( ", "(").replaceAll(" )", ")");
  KEYS.set(name, key.replace(SAME_LIFT, "").trim());
  return KEYS.get(name) || "";
}

/** @param {string} word */
function spelledOut(word) {
  const one = singular(word);
  return ABBREVIATIONS.get(word) || ABBREVIATIONS.get(one) || one;
}

/** A word of a name without its plural: "squats", "snatches", "presses", "push-ups". @param {string} word */
function singular(word) {
  const irregular = PLURALS.get(word);
  if (irregular) return irregular;
  if (/(?:sh|ch|ss)es$/.test(word)) return word.slice(0, -2);
  return word.length > 3 && /[^sui]s$/.test(word) ? word.slice(0, -1) : word;
}
