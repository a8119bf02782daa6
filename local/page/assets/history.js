// What was done, in all weeks: last time's sets beside today's, a test's new maximum, and what no exercise has any more.

import { dayInWords, weekday } from "./dates.js";
import { around, element, lineIn, make, one } from "./dom.js";
import { partsOf } from "./fitting.js";
import { liftKey } from "./lifts.js";
import { knownMaximum, wantedMaximum } from "./loads.js";
import { fromKey } from "./log.js";
import { validSet } from "./valid.js";

/** @typedef {import("./valid.js").SetLog} SetLog */
/**
 * @typedef {object} Done a logged set, and where it stood
 * @property {string} key
 * @property {string} program
 * @property {string} day
 * @property {string} session the session's key
 * @property {string} heading
 * @property {string} movement
 * @property {number} number
 * @property {SetLog} set
 */

/** All logged sets, by day, session, movement and number. @param {import("./log.js").Log} log @returns {Done[]} */
export function allDone(log) {
  const found = log.below("set/").map((rest) => {
    const [program, monday, session, id, number] = rest.split("/");
    const day = fromKey(session).slice(0, 10);
    const heading = log.get(`session/${program}/${monday}/${session}`)?.heading || weekday(day);
    const { name } = partsOf(fromKey(id));
    const set = validSet(log.get(`set/${rest}`) || {});
    const place = { program: fromKey(program), day, session: fromKey(session), heading };
    return { key: `set/${rest}`, ...place, movement: name, number: Number(number), set };
  });
  const inOrder = (/** @type {string} */ one, /** @type {string} */ other) => (one < other ? -1 : Number(one > other));
  return found.sort((a, b) => inOrder(a.session, b.session) || inOrder(a.movement, b.movement) || a.number - b.number);
}

/** `80 kg × 2, missed`. @param {SetLog} set */
export function setInWords(set) {
  const weight = set.weight ? `${set.weight} ${set.unit}` : set.shown;
  const reps = weight ? `× ${set.reps}` : `${set.reps} ${set.reps === "1" ? "rep" : "reps"}`;
  const amount = set.reps ? reps : set.seconds ? `${set.seconds} s` : "";
  return [[weight, amount].filter(Boolean).join(" ") || "done", set.missed ? "missed" : "", set.note].filter(Boolean).join(", ");
}

export class History {
  /** @param {import("./training.js").Training} training */
  constructor(training) {
    this.training = training;
    this.log = training.log;
    this.lifter = training.lifter;
    this.whenMaximum = () => {};
    /** @type {Map<string, Done[]>} what was done of each lift, as of the last look at the whole log */
    this.byLift = new Map();
  }

  show() {
    this.byLift = new Map();
    for (const each of allDone(this.log)) {
      const lift = liftKey(each.movement);
      if (!this.byLift.has(lift)) this.byLift.set(lift, []);
      if (each.set.done) this.byLift.get(lift)?.push(each);
    }
    for (const exercise of this.training.exercises) {
      if (!exercise.name) continue;
      const last = this.last(exercise);
      const line = lineIn(exercise.element, "last", one(exercise.element, ".sets"));
      line.textContent = last.length ? `Last time, ${dayInWords(last[0].day)}: ${inRuns(last)}` : "";
    }
    this.showChanges();
  }

  /** What a tick changes of it. */
  showChanges() {
    this.offerMaxima();
    this.showLeftOver();
  }

  /**
   * The sets of the same lift in the newest session before an exercise's own.
   * @param {import("./pieces.js").Shown} exercise
   */
  last({ name, session }) {
    const before = (this.byLift.get(liftKey(name)) || []).filter((each) => each.session < session);
    const newest = before.at(-1);
    return before.filter((each) => each.session === newest?.session && each.program === newest.program);
  }

  /** After a test, one tap makes the heaviest set that was made the new maximum. */
  offerMaxima() {
    for (const exercise of this.training.exercises) {
      const [, reps] = /(\d+)-RM/.exec(around(exercise.element, ".block").querySelector(".scheme")?.textContent || "") || [];
      const sets = this.training.sets.filter((set) => set.exercise === exercise).map((set) => this.training.done(set));
      const made = sets.filter((set) => set.done && !set.missed && set.weight && set.unit === this.lifter.unit);
      const best = made.map((set) => set.weight).sort((a, b) => Number(b) - Number(a))[0];
      const name = wantedMaximum(`${reps}-RM`, exercise.name);
      exercise.element.querySelector(".new-maximum")?.remove();
      if (!reps || !best || !exercise.name) continue;
      const known = this.lifter.maxima[knownMaximum(name, this.lifter.maxima)];
      if (known === best) continue;
      const textContent = `Use ${best} ${this.lifter.unit} as my new maximum${known ? ` (it was ${known})` : ""}`;
      const button = make("button", { type: "button", className: "new-maximum", textContent });
      button.addEventListener("click", () => {
        this.lifter.setMaximum(name, best);
        this.whenMaximum();
      });
      exercise.element.append(button);
    }
  }

  /** What the coach's edits left without an exercise. */
  showLeftOver() {
    const keys = new Set(this.training.leftOver());
    const lines = (keys.size ? allDone(this.log) : []).filter(({ key }) => keys.has(key));
    element("leftover").hidden = !lines.length;
    const items = lines.map(({ heading, movement, number, set }) => {
      return make("li", { textContent: `${heading}: ${movement || "a piece"}, set ${number}: ${setInWords(set)}` });
    });
    element("leftover-sets").replaceChildren(...items);
  }
}

/** `80 kg × 2 (3 sets), 82.5 kg × 1`. @param {Done[]} sets */
function inRuns(sets) {
  /** @type {[string, number][]} */
  const runs = [];
  for (const { set } of sets) {
    const words = setInWords({ ...set, note: "" });
    const run = runs.at(-1);
    if (run?.[0] === words) run[1] += 1;
    else runs.push([words, 1]);
  }
  return runs.map(([words, count]) => (count > 1 ? `${words} (${count} sets)` : words)).join(", ");
}
