// The panel of maxima, unit, bar and plates.

import { all, byId, element, field, make } from "./dom.js";
import { liftKey } from "./lifts.js";
import { knownMaximum, weightOf } from "./loads.js";
import { platesOf } from "./plates.js";

export class Panel {
  /** @param {import("./lifter.js").Lifter} lifter @param {import("./training.js").Training} training */
  constructor(lifter, training) {
    this.lifter = lifter;
    this.training = training;
    element("maxima").addEventListener("submit", (event) => {
      event.preventDefault();
      this.addMaximum(field("new-name"), field("new-weight"));
    });
    const unit = byId("unit", HTMLSelectElement);
    unit.addEventListener("change", () => this.changeUnit(unit.value));
    const related = field("use-related");
    related.addEventListener("change", () => this.change(() => lifter.change({ related: related.checked })));
    this.onWeight("bar", "A bar", (bar) => lifter.changePlates({ bar }));
    this.onWeight("collars", "The collars' weight", (collars) => lifter.changePlates({ collars: collars || "0" }), true);
    field("plates").addEventListener("change", () => {
      const plates = platesOf(field("plates").value);
      const example = "Type the plates that you have, such as 25 20 15 10 5 2.5 1.25, or 20x2 for two pairs.";
      this.complain(field("plates"), plates ? "" : example);
      if (plates) this.change(() => lifter.changePlates({ plates }));
    });
    const hasRoom = matchMedia("(min-width: 960px)").matches; // on a phone, the training comes first
    byId("lifter", HTMLDetailsElement).open = hasRoom && !Object.keys(lifter.maxima).length;
  }

  /** @param {string} id @param {string} what @param {(weight: string) => void} keep */
  onWeight(id, what, keep, mayBeNothing = false) {
    const input = field(id);
    input.addEventListener("change", () => {
      const weight = weightOf(input.value);
      const isNothing = mayBeNothing && ["", "0"].includes(input.value.trim());
      const isRight = weight || isNothing;
      this.complain(input, isRight ? "" : `${what} of "${input.value}" is not a weight above 0. Type one such as 20.`);
      if (isRight) this.change(() => keep(weight));
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
    const words = `${count} ${count === 1 ? "maximum was" : "maxima were"} converted to ${unit}. What you have lifted keeps its unit.`;
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
    const names = [...wanted, ...others];
    const list = element("known-maxima");
    const shown = new Map(all(list, "label").map((label) => [label.dataset.name || "", label]));
    for (const [name, label] of shown) if (!names.includes(name) && !label.contains(document.activeElement)) label.remove();
    for (const name of names) {
      const label = shown.get(name) || this.maximumField(name);
      if (!label.contains(document.activeElement)) list.append(label); // moving it would take the focus from it
    }
    for (const label of all(list, "label")) {
      const input = label.querySelector("input");
      if (input && input !== document.activeElement) input.value = maxima[knownMaximum(label.dataset.name || "", maxima)] || "";
    }
  }

  /** @param {string} name */
  maximumField(name) {
    const input = make("input", { inputMode: "decimal" });
    const label = make("label", {}, name, " ", input);
    label.dataset.name = name;
    input.addEventListener("change", () => {
      const weight = weightOf(input.value);
      const isWrong = input.value.trim() !== "" && !weight;
      this.complain(input, isWrong ? `The 1-RM of ${name}, "${input.value}", is not a weight above 0. Type one such as 82.5.` : "");
      if (!isWrong) this.change(() => this.lifter.setMaximum(name, weight));
    });
    return label;
  }

  /** @param {HTMLInputElement} name @param {HTMLInputElement} weight */
  addMaximum(name, weight) {
    const typed = name.value.trim();
    if (!typed && !weight.value.trim()) return; // Enter in another field submits the form too
    const number = weightOf(weight.value);
    this.complain(name, liftKey(typed) ? "" : "Name the lift.");
    if (!liftKey(typed)) return;
    this.complain(weight, number ? "" : `"${weight.value}" is not a weight above 0. Type one such as 82.5.`);
    if (!number) return;
    this.change(() => this.lifter.setMaximum(typed, number));
    this.showMaxima();
    name.value = weight.value = "";
    name.focus();
  }

  /** @param {HTMLInputElement} input @param {string} problem */
  complain(input, problem) {
    element("maxima-error").textContent = problem;
    input.toggleAttribute("aria-invalid", Boolean(problem));
    if (problem) input.setAttribute("aria-invalid", "true");
  }

  showSettings() {
    const { unit, plates, related, maxima } = this.lifter;
    byId("unit", HTMLSelectElement).value = unit;
    field("use-related").checked = related;
    const values = { bar: plates.bar, collars: plates.collars, plates: plates.plates };
    for (const [id, value] of Object.entries(values)) if (document.activeElement !== field(id)) field(id).value = value;
    const known = Object.entries(maxima).map(([name, weight]) => `${name} ${weight}`);
    element("lifter-gist").textContent = known.length ? `${known.join(", ")} ${unit}` : "type them in, and each set shows its load";
  }
}
