// The sets on the page: their loads, ticks, and what was lifted.

/** All that the page shows of a set: its element, key and prescription, as `weigh` takes it. */
function readSet(row) {
  const movement = row.closest(".movement");
  const percent = (name) => (name in row.dataset ? Number(row.dataset[name]) : null);
  return {
    row,
    key: `${movement.dataset.key}/${row.dataset.set}`,
    number: row.querySelector("i") ? row.dataset.set : "",
    movement: movement.dataset.movement,
    measure: row.querySelector(".what b")?.textContent || "",
    percent: row.querySelector(".percent")?.textContent || "",
    written: row.querySelector(".written-load")?.textContent || "",
    button: row.appendChild(loadButton()),
    prescription: {
      from: percent("from"),
      to: percent("to"),
      of: row.dataset.of || "",
      movement: movement.dataset.movement,
    },
  };
}

/** Shows the load and what was lifted, and opens the set's sheet. */
function loadButton() {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "load";
  button.ariaHasPopup = "dialog";
  const [load, lifted, where] = ["b", "span", "span"].map((name) => document.createElement(name));
  lifted.className = "lifted";
  where.className = "unseen";
  button.append(load, " ", lifted, " ", where);
  return button;
}

class Training {
  constructor(store, lifts) {
    this.store = store;
    this.lifts = lifts;
    this.sets = [...document.querySelectorAll(".set")].map(readSet);
    for (const set of this.sets) {
      set.row.querySelector("input").addEventListener("change", (event) => this.tick(set, event.target.checked));
    }
  }

  /** The maxima that this page's percents are of, each once, as the posts spell them. */
  wantedMaxima() {
    const wanted = new Map();
    for (const { prescription } of this.sets) {
      if (prescription.from === null && prescription.to === null) continue;
      const name = wantedMaximum(prescription.of, prescription.movement);
      if (!wanted.has(folded(name))) wanted.set(folded(name), name);
    }
    return [...wanted.values()];
  }

  load(set) {
    return weigh(set.prescription, this.store.lifter, this.lifts);
  }

  loadWords(set) {
    return loadInWords(this.load(set), this.store.lifter.unit) || set.written;
  }

  tick(set, done) {
    this.store.change(set.key, { done });
    this.show(set);
    this.showProgress();
  }

  showAll() {
    for (const set of this.sets) this.show(set);
    this.showRemarks();
    this.showProgress();
  }

  show(set) {
    const { done, lifted, note } = this.store.set(set.key);
    const load = this.loadWords(set);
    const told = lifted && `lifted ${lifted} ${this.store.lifter.unit}`;
    set.row.classList.toggle("done", done);
    set.row.querySelector("input").checked = done;
    set.button.classList.toggle("empty", !load && !told);
    set.button.querySelector("b").textContent = load.replaceAll(/(\d) (kg|lb)/g, "$1\u00a0$2") || (told ? "" : "Log");
    set.button.querySelector(".lifted").textContent = told;
    set.button.querySelector(".unseen").textContent = `${set.movement}${set.number && `, set ${set.number}`}`;
    this.showNote(set, note);
  }

  showNote(set, note) {
    set.row.querySelector(".note")?.remove();
    if (!note) return;
    const line = document.createElement("span");
    line.className = "note";
    line.textContent = note;
    set.row.querySelector(".what").append(line);
  }

  /** What the lifter must be told of the loads, once a movement: nothing before the first maximum is typed in. */
  showRemarks() {
    for (const element of document.querySelectorAll(".movement")) {
      const loads = this.sets.filter((set) => set.row.closest(".movement") === element).map((set) => this.load(set));
      const remark = element.querySelector(".remark");
      const isSilent = !Object.keys(this.store.lifter.maxima).length;
      remark.textContent = isSilent ? "" : loads.map(remarkOn).find(Boolean) || "";
      remark.hidden = !remark.textContent;
    }
  }

  showProgress() {
    for (const session of document.querySelectorAll("details.session")) {
      const inIt = this.sets.filter((set) => session.contains(set.row));
      const done = inIt.filter((set) => this.store.set(set.key).done).length;
      session.querySelector(".progress").textContent = inIt.length ? `${done} of ${inIt.length} sets` : "";
      session.classList.toggle("all-done", inIt.length > 0 && done === inIt.length);
    }
    const done = this.sets.filter((set) => this.store.set(set.key).done).length;
    document.getElementById("week-gist").textContent = `${done} of ${this.sets.length} sets are ticked off.`;
  }
}

function remarkOn(load) {
  if (load.standsInFor) {
    return `No maximum for ${load.standsInFor}: this is of ${load.maximum}, and may be too heavy.`;
  }
  if (!load.missing) return "";
  const hint = load.related ? `, or let that of ${load.related} represent it` : "";
  return `No maximum for ${load.missing}: type it in above${hint}.`;
}
