// The sets on the page: their loads, ticks, and what was lifted.

import { all, around, element, lineIn, make, one } from "./dom.js";
import { fit } from "./fitting.js";
import { liftKey } from "./lifts.js";
import { loadInWords, wantedMaximum, weigh } from "./loads.js";
import { fromKey, keyPart } from "./log.js";
import { blocksOf, exerciseAround, exercisesOf, headingOf, readSet } from "./pieces.js";
import { saysAnything, validSet } from "./valid.js";

/** @import { Lifter } from "./lifter.js" */
/** @import { Load } from "./loads.js" */
/** @import { Log } from "./log.js" */
/** @import { PageSet, Shown } from "./pieces.js" */
/** @import { SetLog } from "./valid.js" */

export class Training {
  /** @param {Log} log @param {Lifter} lifter @param {string} week `<programme>/<Monday>` */
  constructor(log, lifter, week) {
    this.log = log;
    this.lifter = lifter;
    this.week = week;
    this.openSheet = (/** @type {PageSet} */ _set) => {}; // these three put themselves here
    this.whenTicked = (/** @type {PageSet} */ _set) => {};
    this.whenShown = () => {};
    this.exercises = exercisesOf(document);
    this.blocks = blocksOf(document);
    this.openLists = all(document, ".sets.open").map((list) => this.openList(list));
    this.sets = all(document, ".set").map((row) => this.begin(row));
  }

  /** @param {Shown} exercise @param {string} kind */
  keyOf(exercise, kind) {
    return `${kind}/${this.week}/${keyPart(exercise.session)}/${keyPart(exercise.id)}`;
  }

  /** A row of the page becomes a set that can be ticked. @param {HTMLElement} row @returns {PageSet} */
  begin(row) {
    const set = readSet(row, this.exercises, (exercise) => this.keyOf(exercise, "set"));
    set.box.addEventListener("change", () => this.tick(set, set.box.checked));
    set.button.addEventListener("click", () => this.openSheet(set));
    return set;
  }

  /** On the way to a 1-RM the lifter takes as many sets as needed: a button for one more. @param {HTMLElement} list */
  openList(list) {
    const more = make("button", { type: "button", className: "more", textContent: "Add a set" });
    list.after(more);
    const exercise = exerciseAround(list, this.exercises);
    const pattern = /** @type {HTMLElement} */ (list.lastElementChild?.cloneNode(true));
    const open = { list, exercise, pattern };
    more.addEventListener("click", () => this.show(this.addSet(open)));
    return open;
  }

  /** @param {{list: HTMLElement, pattern: HTMLElement}} open */
  addSet({ list, pattern }) {
    const row = /** @type {HTMLElement} */ (pattern.cloneNode(true));
    row.dataset.set = String(list.children.length + 1);
    one(row, "i").textContent = row.dataset.set;
    list.append(row);
    const set = this.begin(row);
    this.sets.splice(this.sets.findIndex((each) => each.row === row.previousElementSibling) + 1, 0, set);
    this.showProgress();
    return set;
  }

  /** The sets that the lifter has added, as the log has them. */
  restoreAdded() {
    for (const open of this.openLists) {
      const numbers = this.log.below(`${this.keyOf(open.exercise, "set")}/`).map(Number);
      while (open.list.children.length < Math.max(0, ...numbers.filter((each) => each < 100))) this.addSet(open);
    }
  }

  /** Logs follow their exercises and blocks through the coach's edits; what fits nowhere stays as it is. */
  follow() {
    for (const [kind, pieces] of Object.entries({ set: this.exercises, result: this.blocks })) {
      const start = `${kind}/${this.week}/`;
      /** @type {Map<string, {session: string, id: string, from: string, ends: string[]}>} */
      const kept = new Map();
      for (const key of this.log.below(start)) {
        const [session, id, ...number] = key.split("/");
        const from = `${start}${session}/${id}`;
        if (!kept.has(from)) kept.set(from, { session: fromKey(session), id: fromKey(id), from, ends: [] });
        kept.get(from)?.ends.push(["", ...number].join("/"));
      }
      for (const [{ from, ends }, piece] of fit(pieces, [...kept.values()])) {
        this.nameSession(piece);
        const to = this.keyOf(piece, kind);
        for (const end of from === to ? [] : ends) this.log.move(from + end, to + end);
      }
    }
  }

  /** The logs of this week that no set of the page has. */
  leftOver() {
    const shown = new Set(this.sets.map((set) => set.key));
    const kept = this.log.below(`set/${this.week}/`).map((key) => `set/${this.week}/${key}`);
    return new Set(kept.filter((key) => !shown.has(key)));
  }

  /** The maxima that this page's percents are of, each once, as the posts spell them. */
  wantedMaxima() {
    const weighed = this.sets.map((set) => set.prescription).filter(({ from, to }) => from !== null || to !== null);
    const names = weighed.map(({ of, movement }) => wantedMaximum(of, movement));
    return names.filter((name, at) => name && names.findIndex((each) => liftKey(each) === liftKey(name)) === at);
  }

  /** @param {PageSet} set */
  load(set) {
    return weigh(set.prescription, this.lifter);
  }

  /** The load of a set that is not done yet. @param {PageSet} set */
  loadWords(set) {
    return loadInWords(this.load(set), this.lifter.unit) || set.written;
  }

  /** @param {PageSet} set @returns {SetLog} */
  done(set) {
    return validSet(this.log.get(set.key) || {});
  }

  /** What a set is when it is ticked as it is shown: a range leaves open what was lifted of it. @param {PageSet} set */
  asShown(set) {
    const shown = this.loadWords(set);
    const [, weight = "", unit = ""] = /^([\d.]+) (kg|lb)$/.exec(shown) || [];
    return { weight, unit, reps: set.reps, seconds: set.seconds, shown, asked: set.asked };
  }

  /** A tick that is taken back leaves what the lifter typed, no more. @param {PageSet} set @param {boolean} isDone */
  tick(set, isDone) {
    const { weight, unit, reps, shown, missed } = this.done(set);
    const isOwn = missed || (weight && shown !== `${weight} ${unit}`) || (reps && reps !== set.reps);
    const own = { ...(weight ? { weight, unit } : {}), ...(reps ? { reps } : {}) };
    const nothing = { weight: "", reps: "", seconds: "", shown: "", asked: "" };
    this.change(set, { ...(isDone ? { ...this.asShown(set), ...own } : isOwn ? {} : nothing), done: isDone });
    if (isDone) this.whenTicked(set);
  }

  /** Keeps a change of a set that then says anything. @param {PageSet} set @param {Partial<SetLog>} changes */
  change(set, changes) {
    if (saysAnything({ ...this.done(set), ...changes })) this.log.change(set.key, changes);
    else this.log.remove(set.key);
    this.nameSession(set.exercise);
    this.showAll();
  }

  /** A session's log has its heading, for lists without its page. @param {Shown} exercise */
  nameSession(exercise) {
    const key = `session/${this.week}/${keyPart(exercise.session)}`;
    const heading = headingOf(around(exercise.element, ".session"));
    if (this.log.get(key)?.heading !== heading) this.log.change(key, { heading });
  }

  showAll() {
    this.restoreAdded();
    for (const set of this.sets) this.show(set);
    this.showRemarks();
    this.showProgress();
    this.whenShown();
  }

  /** @param {PageSet} set */
  show(set) {
    const log = this.done(set);
    const load = log.done ? log.shown : this.loadWords(set);
    const told = liftedInWords(log, set);
    set.row.classList.toggle("done", log.done);
    set.row.classList.toggle("missed", log.missed);
    set.box.checked = log.done;
    set.button.classList.toggle("empty", !load && !told);
    const words = load.replaceAll(/(\d) (kg|lb)/g, "$1\u00a0$2");
    one(set.button, "b").textContent = words || (told ? "" : log.done ? "Done" : "Log");
    one(set.button, ".lifted").textContent = told;
    set.row.querySelector(".note")?.remove();
    if (log.note) one(set.row, ".what").append(make("span", { className: "note", textContent: log.note }));
  }

  /** What the lifter must be told of the loads, once a movement: nothing before the first maximum is typed in. */
  showRemarks() {
    const isSilent = !Object.keys(this.lifter.maxima).length;
    for (const { element: movement } of this.exercises) {
      const loads = this.sets.filter((set) => set.exercise.element === movement).map((set) => this.load(set));
      const remark = loads.map(remarkOn).find(Boolean) || "";
      lineIn(movement, "remark", one(movement, ".sets")).textContent = isSilent ? "" : remark;
    }
  }

  showProgress() {
    const isDone = (/** @type {PageSet} */ set) => this.done(set).done;
    for (const session of all(document, "details.session")) {
      const inIt = this.sets.filter((set) => session.contains(set.row));
      const done = inIt.filter(isDone).length;
      one(session, ".progress").textContent = inIt.length ? `${done} of ${inIt.length} sets` : "";
      session.classList.toggle("all-done", inIt.length > 0 && done === inIt.length);
    }
    element("week-gist").textContent = `${this.sets.filter(isDone).length} of ${this.sets.length} sets are ticked off.`;
  }
}

/**
 * What was lifted, as far as it is not what was shown: `lifted 82.5 kg × 1, missed`.
 * @param {SetLog} log @param {{reps: string}} set
 */
function liftedInWords(log, set) {
  const weight = log.weight && `${log.weight} ${log.unit}` !== log.shown ? `lifted ${log.weight} ${log.unit}` : "";
  const reps = log.reps && log.reps !== set.reps ? `${weight ? "" : "did "}× ${log.reps}` : "";
  return [[weight, reps].filter(Boolean).join(" "), log.missed && "missed"].filter(Boolean).join(", ");
}

/** @param {Load} load */
function remarkOn(load) {
  if (load.inPlaceOf) return `No maximum for ${load.inPlaceOf}: this is of ${load.maximum}, and may be too heavy.`;
  if (!load.missing) return "";
  const hint = load.related ? `, or use that of ${load.related}` : "";
  return `No maximum for ${load.missing}: type it in above${hint}.`;
}
