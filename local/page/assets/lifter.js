// The panel of maxima, unit, step and bar.

class LifterPanel {
  constructor(store, training) {
    this.store = store;
    this.training = training;
    const byId = (id) => document.getElementById(id);
    byId("maxima").addEventListener("submit", (event) => {
      event.preventDefault();
      this.addMaximum(byId("new-name"), byId("new-weight"));
    });
    byId("unit").addEventListener("change", (event) => this.change({ unit: event.target.value, bar: BARS[event.target.value][0] }));
    byId("bar").addEventListener("change", (event) => this.change({ bar: Number(event.target.value) }));
    byId("use-related").addEventListener("change", (event) => this.change({ useRelated: event.target.checked }));
    byId("step").addEventListener("change", (event) => {
      const step = weightOf(event.target.value);
      this.complain(event.target, step ? "" : `A step of "${event.target.value}" is not a weight above 0. Type one such as 2.5.`);
      if (step) this.change({ step });
    });
    const hasRoom = matchMedia("(min-width: 960px)").matches; // on a phone, the training comes first
    byId("lifter").open = hasRoom && !Object.keys(store.lifter.maxima).length;
  }

  change(changes) {
    Object.assign(this.store.lifter, changes);
    this.store.saveLifter();
    this.showSettings();
    this.training.showAll();
  }

  show() {
    this.showMaxima();
    this.showSettings();
  }

  /** The maxima this week asks for, then the others that the lifter has typed in. */
  showMaxima() {
    const { maxima } = this.store.lifter;
    const wanted = this.training.wantedMaxima();
    const others = Object.keys(maxima).filter((name) => !wanted.some((each) => folded(each) === folded(name)));
    const fields = [...wanted, ...others].map((name) => this.maximumField(name));
    document.getElementById("known-maxima").replaceChildren(...fields);
  }

  maximumField(name) {
    const label = document.createElement("label");
    const input = document.createElement("input");
    const stored = () => knownMaximum(name, this.store.lifter.maxima);
    label.append(name, " ", input);
    input.inputMode = "decimal";
    input.value = this.store.lifter.maxima[stored()] || "";
    input.addEventListener("change", () => {
      const weight = weightOf(input.value);
      const isWrong = input.value.trim() !== "" && !weight;
      this.complain(input, isWrong ? `The 1-RM of ${name}, "${input.value}", is not a weight above 0. Type one such as 82.5.` : "");
      if (isWrong) return;
      const maxima = { ...this.store.lifter.maxima };
      const known = stored() || name;
      if (weight) maxima[known] = weight;
      else delete maxima[known];
      this.change({ maxima });
    });
    return label;
  }

  addMaximum(name, weight) {
    const typed = name.value.trim();
    if (!typed && !weight.value.trim()) return; // Enter in another field submits the form too
    const number = weightOf(weight.value);
    this.complain(name, folded(typed) ? "" : "Name the lift.");
    if (!folded(typed)) return;
    this.complain(weight, number ? "" : `"${weight.value}" is not a weight above 0. Type one such as 82.5.`);
    if (!number) return;
    const known = knownMaximum(typed, this.store.lifter.maxima) || typed;
    this.change({ maxima: { ...this.store.lifter.maxima, [known]: number } });
    this.showMaxima();
    name.value = weight.value = "";
    name.focus();
  }

  complain(input, problem) {
    document.getElementById("maxima-error").textContent = problem;
    input.toggleAttribute("aria-invalid", Boolean(problem));
    if (problem) input.setAttribute("aria-invalid", "true");
  }

  showSettings() {
    const { unit, step, bar, useRelated, maxima } = this.store.lifter;
    document.getElementById("unit").value = unit;
    document.getElementById("step").value = step;
    document.getElementById("use-related").checked = useRelated;
    const bars = BARS[unit].map((weight) => new Option(`${weight} ${unit}`, weight, false, weight === bar));
    document.getElementById("bar").replaceChildren(...bars);
    const known = Object.entries(maxima).map(([name, weight]) => `${name} ${weight}`);
    document.getElementById("lifter-gist").textContent = known.length ? `${known.join(", ")} ${unit}` : "type them in, and each set shows its load";
  }
}
