// What was done, in all weeks: last time's sets beside today's, a test's new maximum, and what no exercise has now.

import { dayInWords, weekday } from "./dates.js";
import { around, counted, element, lineIn, make, one } from "./dom.js";
import { partsOf } from "./fitting.js";
import { liftKey } from "./lifts.js";
import { knownMaximum, wantedMaximum } from "./loads.js";
import { fromKey } from "./log.js";
import { validSet } from "./valid.js";

/** @import { Log } from "./log.js" */
/** @import { Shown } from "./pieces.js" */
/** @import { Training } from "./training.js" */
/** @import { SetLog } from "./valid.js" */
/**
 * @typedef {{key: string, program: string, day: string, session: string, heading: string, movement: string,
 *   number: number, set: SetLog}} Done a logged set, and where it stood: `session` is the session's key
 */

/** @param {string} one @param {string} other */
export const inOrder = (one, other) => (one < other ? -1 : Number(one > other));

/** All logged sets, by day, session, movement and number. @param {Log} log @returns {Done[]} */
export function allDone(log) {
  const found = log.below("set/").map((rest) => {
    const [program, monday, session, id, number] = rest.split("/");
    const day = fromKey(session).slice(0, 10);
    const heading = log.get(`session/${program}/${monday}/${session}`)?.heading || weekday(day);
    const { name: movement } = partsOf(fromKey(id));
    const set = validSet(log.get(`set/${rest}`) || {});
    const place = { program: fromKey(program), day, session: fromKey(session), heading };
    return { key: `set/${rest}`, ...place, movement, number: Number(number), set };
  });
  return found.sort((a, b) => inOrder(a.session, b.session) || inOrder(a.movement, b.movement) || a.number - b.number);
}

/** `80 kg × 2, missed`. @param {SetLog} set */
export function setInWords(set) {
  const weight = set.weight ? `${set.weight} ${set.unit}` : set.shown;
  const reps = weight ? `× ${set.reps}` : counted(Number(set.reps), "rep");
  const amount = set.reps ? reps : set.seconds && `${set.seconds} s`;
  const done = [weight, amount].filter(Boolean).join(" ") || "done";
  return [done, set.missed && "missed", set.note].filter(Boolean).join(", ");
}

export class History {
  /** @param {Training} training */
  constructor(training) {
    this.training = training;
    this.lifter = training.lifter;
    this.whenMaximum = () => {};
    /** @type {Map<string, Done[]>} what was done of each lift, as of the last look at the whole log */
    this.byLift = new Map();
  }

  show() {
    this.byLift = new Map();
    for (const each of allDone(this.training.log).filter(({ set }) => set.done)) {
      const lift = liftKey(each.movement);
      if (!this.byLift.has(lift)) this.byLift.set(lift, []);
      this.byLift.get(lift)?.push(each);
    }
    for (const exercise of this.training.exercises.filter(({ name }) => name)) {
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

  /** The sets of the same lift in the newest session before an exercise's own. @param {Shown} exercise */
  last({ name, session }) {
    const before = (this.byLift.get(liftKey(name)) || []).filter((each) => each.session < session);
    const newest = before.at(-1);
    return before.filter((each) => each.session === newest?.session && each.program === newest.program);
  }

  /** After a test, one tap makes the heaviest set that was made the new maximum. */
  offerMaxima() {
    for (const exercise of this.training.exercises) {
      exercise.element.querySelector(".new-maximum")?.remove();
      const scheme = around(exercise.element, ".block").querySelector(".scheme");
      const [, reps] = /(\d+)-RM/.exec(scheme?.textContent || "") || [];
      const sets = this.training.sets.filter((set) => set.exercise === exercise).map((set) => this.training.done(set));
      const made = sets.filter((set) => set.done && !set.missed && set.weight && set.unit === this.lifter.unit);
      const best = made.map((set) => set.weight).sort((a, b) => Number(b) - Number(a))[0];
      const name = wantedMaximum(`${reps}-RM`, exercise.name);
      const known = this.lifter.maxima[knownMaximum(name, this.lifter.maxima)];
      if (!reps || !best || !exercise.name || known === best) continue;
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
    const keys = this.training.leftOver();
    const left = keys.size ? allDone(this.training.log).filter(({ key }) => keys.has(key)) : [];
    element("leftover").hidden = !left.length;
    const items = left.map(({ heading, movement, number, set }) => {
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
