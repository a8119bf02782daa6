// The sheet of one set: the plates on the bar, what was lifted, whether it was made, a note.

import { dayInWords } from "./dates.js";
import { byId, dialog, element, field, make, onClick, onSubmit } from "./dom.js";
import { setInWords } from "./history.js";
import { noWeight, weightOf } from "./loads.js";
import { drawPlates, FINE, madeNear, platesFor, thousandths } from "./plates.js";

/** @import { History } from "./history.js" */
/** @import { PageSet } from "./pieces.js" */
/** @import { Training } from "./training.js" */

export class SetSheet {
  /** @param {Training} training @param {History} history */
  constructor(training, history) {
    this.training = training;
    this.history = history;
    this.lifter = training.lifter;
    this.dialog = dialog("sheet");
    this.weight = field("sheet-lifted");
    this.unit = byId("sheet-unit", HTMLSelectElement);
    this.reps = field("sheet-reps");
    this.missed = field("sheet-missed");
    this.note = byId("sheet-note", HTMLTextAreaElement);
    /** @type {PageSet} there is one whenever the sheet is open */
    this.current = training.sets[0];
    training.openSheet = (set) => this.open(set);
    this.weight.addEventListener("input", () => this.showPlates());
    this.unit.addEventListener("change", () => this.showPlates());
    onClick("sheet-less", () => this.step("down"));
    onClick("sheet-more", () => this.step("up"));
    onClick("sheet-cancel", () => this.dialog.close());
    onSubmit(this.dialog, (button) => this.save(button === "done"));
  }

  /** @param {PageSet} set */
  open(set) {
    this.current = set;
    const log = this.training.done(set);
    const load = log.done ? log.shown : this.training.loadWords(set);
    const last = this.history.last(set.exercise);
    const beside = last.find(({ number }) => number === Number(set.row.dataset.set)) || last.at(-1);
    element("sheet-title").textContent = set.where;
    element("sheet-prescribed").textContent = [set.asked, load].filter(Boolean).join(" · ");
    element("sheet-last").textContent = beside ? `Last time, ${dayInWords(beside.day)}: ${setInWords(beside.set)}` : "";
    element("sheet-error").textContent = "";
    this.weight.value = `${log.weight} ${log.unit}` === log.shown ? "" : log.weight;
    this.weight.placeholder = log.done ? log.weight : this.training.asShown(set).weight;
    this.unit.value = log.weight ? log.unit : this.lifter.unit;
    this.reps.value = log.reps === set.reps ? "" : log.reps;
    this.reps.placeholder = set.reps;
    this.missed.checked = log.missed;
    this.note.value = log.note;
    this.showPlates();
    this.dialog.showModal();
  }

  /** The plates of what is typed in; else those of the load, of both its ends where it is a range. */
  showPlates() {
    const { plates, unit } = this.lifter;
    const { from, to } = this.training.load(this.current);
    const typed = weightOf(this.weight.value);
    const ends = typed ? [Number(typed)] : [from, to].filter((weight) => weight !== null);
    const isOther = typed && this.unit.value !== unit; // the plates are those of the lifter's unit
    const pictures = [...new Set(isOther ? [] : ends)].map((weight) => {
      const side = platesFor(weight, plates, unit);
      const words = `${weight} ${unit}: ${side.words}`;
      return make("figure", {}, drawPlates(side.plates, unit, words), make("figcaption", { textContent: words }));
    });
    element("sheet-plates").replaceChildren(...pictures);
  }

  /** The next weight that the plates make, from what is typed in or from the load. @param {"up" | "down"} direction */
  step(direction) {
    const load = this.training.load(this.current);
    const typed = weightOf(this.weight.value) || this.weight.placeholder;
    const start = thousandths(typed || load.from || load.to || this.lifter.plates.bar);
    const next = madeNear(start * FINE + (direction === "up" ? 1 : -1), this.lifter.plates, direction);
    if (next) this.weight.value = String(next);
    this.showPlates();
  }

  /** Keeps what was changed here. What another tab has changed meanwhile stays. @param {boolean} isDone */
  save(isDone) {
    const set = this.current;
    const before = this.training.done(set);
    const [typed, reps] = [this.weight.value.trim(), this.reps.value.trim()];
    const weight = weightOf(typed);
    if (typed && !weight) return this.complain(this.weight, noWeight(`"${typed}"`));
    const isCount = reps === "" || /^\d{1,5}$/.test(reps);
    if (!isCount) return this.complain(this.reps, `"${reps}" is not a number of reps. Type one such as 3.`);
    const isNew = isDone && !before.done;
    const shown = isNew ? this.training.asShown(set) : before;
    this.training.change(set, {
      ...(isNew ? shown : {}),
      weight: weight || shownWeight(shown),
      unit: weight ? this.unit.value : shown.unit,
      reps: reps || (isDone || before.done ? set.reps : ""),
      missed: this.missed.checked,
      note: this.note.value.trim(),
      done: isDone || before.done,
    });
    if (isNew) this.training.whenTicked(set);
    this.dialog.close();
    set.button.focus();
  }

  /** @param {HTMLInputElement} input @param {string} problem */
  complain(input, problem) {
    element("sheet-error").textContent = problem;
    input.focus();
  }
}

/** The weight that was shown, when another one is taken out again. @param {{shown: string}} log */
const shownWeight = ({ shown }) => /^([\d.]+) (?:kg|lb)$/.exec(shown)?.[1] || "";
