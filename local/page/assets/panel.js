// The panel of maxima, unit, bar and plates.

import { all, byId, element, field, make, one, onSubmit } from "./dom.js";
import { liftKey } from "./lifts.js";
import { knownMaximum, noWeight, weightOf } from "./loads.js";
import { platesOf } from "./plates.js";

/** @import { Lifter } from "./lifter.js" */
/** @import { Training } from "./training.js" */

const PLATES = "Type the plates that you have, such as 25 20 15 10 5 2.5 1.25, or 20x2 for two pairs.";

export class Panel {
  /** @param {Lifter} lifter @param {Training} training */
  constructor(lifter, training) {
    this.lifter = lifter;
    this.training = training;
    onSubmit(element("lifter"), () => this.addMaximum(field("new-name"), field("new-weight")));
    const unit = byId("unit", HTMLSelectElement);
    unit.addEventListener("change", () => this.changeUnit(unit.value));
    const related = field("use-related");
    related.addEventListener("change", () => this.change(() => lifter.change({ related: related.checked })));
    const [bar, collars, plates] = [field("bar"), field("collars"), field("plates")];
    const collarsOf = (/** @type {string} */ typed) => (typed === "0" ? typed : weightOf(typed));
    this.onTyped(bar, null, weightOf, (typed) => noWeight(`A bar of "${typed}"`));
    this.onTyped(collars, "0", collarsOf, (typed) => noWeight(`The collars' weight of "${typed}"`));
    this.onTyped(plates, null, platesOf, () => PLATES);
    const hasRoom = matchMedia("(min-width: 960px)").matches; // on a phone, the training comes first
    byId("lifter", HTMLDetailsElement).open = hasRoom && !Object.keys(lifter.maxima).length;
  }

  /**
   * Keeps what is typed into a field; null, of an empty one, and what `read` makes nothing of are refused.
   * @param {HTMLInputElement} input @param {string | null} empty @param {(typed: string) => string} read
   * @param {(typed: string) => string} problem @param {(value: string) => void} keep
   */
  onTyped(input, empty, read, problem, keep = (value) => this.lifter.changePlates({ [input.id]: value })) {
    input.addEventListener("change", () => {
      const typed = input.value.trim();
      const value = typed === "" ? empty : read(typed) || null;
      this.complain(input, value === null ? problem(typed) : "");
      if (value !== null) this.change(() => keep(value));
    });
  }

  /** @param {() => void} keep */
  change(keep) {
    keep();
    this.showSettings();
    this.training.showAll();
  }

  /** Maxima keep the unit that they were typed in, and are shown in the other one. @param {string} unit */
  changeUnit(unit) {
    this.change(() => this.lifter.change({ unit }));
    this.showMaxima();
    const count = this.lifter.convertedCount;
    const were = count === 1 ? "maximum was" : "maxima were";
    const words = `${count} ${were} converted to ${unit}. What you have lifted keeps its unit.`;
    element("unit-said").textContent = count ? words : "";
  }

  show() {
    this.showMaxima();
    this.showSettings();
  }

  /** The maxima this week asks for, then the others that the lifter has typed in. One that is being typed in stays. */
  showMaxima() {
    const { maxima } = this.lifter;
    const wanted = this.training.wantedMaxima();
    const others = Object.keys(maxima).filter((name) => !wanted.some((each) => liftKey(each) === liftKey(name)));
    const list = element("known-maxima");
    const isTyped = (/** @type {Element} */ label) => label.contains(document.activeElement);
    const shown = new Map(all(list, "label").map((label) => [label.dataset.name || "", label]));
    const labels = [...wanted, ...others].map((name) => shown.get(name) || this.maximumField(name));
    for (const label of shown.values()) if (!labels.includes(label) && !isTyped(label)) label.remove();
    for (const label of labels) if (!isTyped(label)) list.append(label); // moving it would take the focus from it
    for (const label of all(list, "label")) {
      const known = maxima[knownMaximum(label.dataset.name || "", maxima)];
      if (!isTyped(label)) /** @type {HTMLInputElement} */ (one(label, "input")).value = known || "";
    }
  }

  /** @param {string} name */
  maximumField(name) {
    const input = make("input", { inputMode: "decimal" });
    const label = make("label", {}, name, " ", input);
    label.dataset.name = name;
    const problem = (/** @type {string} */ typed) => noWeight(`The 1-RM of ${name}, "${typed}",`);
    this.onTyped(input, "", weightOf, problem, (weight) => this.lifter.setMaximum(name, weight));
    return label;
  }

  /** @param {HTMLInputElement} name @param {HTMLInputElement} weight */
  addMaximum(name, weight) {
    const [typed, number] = [name.value.trim(), weightOf(weight.value)];
    if (!typed && !weight.value.trim()) return; // Enter in another field submits the form too
    this.complain(name, liftKey(typed) ? "" : "Name the lift.");
    if (!liftKey(typed)) return;
    this.complain(weight, number ? "" : noWeight(`"${weight.value}"`));
    if (!number) return;
    this.change(() => this.lifter.setMaximum(typed, number));
    this.showMaxima();
    name.value = weight.value = "";
    name.focus();
  }

  /** @param {HTMLInputElement} input @param {string} problem */
  complain(input, problem) {
    element("maxima-error").textContent = problem;
    input.setAttribute("aria-invalid", String(Boolean(problem)));
  }

  showSettings() {
    const { unit, plates, related, maxima } = this.lifter;
    byId("unit", HTMLSelectElement).value = unit;
    field("use-related").checked = related;
    for (const [id, value] of Object.entries(plates)) if (document.activeElement !== field(id)) field(id).value = value;
    const known = Object.entries(maxima).map(([name, weight]) => `${name} ${weight}`);
    const none = "type them in, and each set shows its load";
    element("lifter-gist").textContent = known.length ? `${known.join(", ")} ${unit}` : none;
  }
}
