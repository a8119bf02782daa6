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
    where: movement.dataset.movement || `Piece ${row.closest(".block").querySelector(".label").textContent}`,
    measure: row.querySelector(".what b")?.textContent || "",
    percent: "from" in row.dataset || "to" in row.dataset ? row.querySelector(".percent").textContent : "",
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
    this.openSheet = () => {}; // the sheet puts itself here
    this.openLists = [...document.querySelectorAll(".sets.open")].map((list) => this.openList(list));
    this.sets = [...document.querySelectorAll(".set")].map((row) => this.begin(row));
  }

  /** A row of the page becomes a set that can be ticked. */
  begin(row) {
    const set = readSet(row);
    row.querySelector("input").addEventListener("change", (event) => this.tick(set, event.target.checked));
    set.button.addEventListener("click", () => this.openSheet(set));
    return set;
  }

  /** On the way to a 1-RM the lifter takes as many sets as it needs: a list with a button for one more. */
  openList(list) {
    const more = document.createElement("button");
    more.type = "button";
    more.className = "more";
    more.textContent = "Add a set";
    list.after(more);
    const key = list.closest(".movement").dataset.key;
    const open = { list, key, pattern: list.lastElementChild.cloneNode(true) };
    more.addEventListener("click", () => this.show(this.addSet(open)));
    return open;
  }

  addSet({ list, pattern }) {
    const row = pattern.cloneNode(true);
    row.dataset.set = list.children.length + 1;
    row.querySelector("i").lastChild.textContent = row.dataset.set;
    list.append(row);
    const set = this.begin(row);
    const before = this.sets.findIndex((each) => each.row === row.previousElementSibling);
    this.sets.splice(before + 1, 0, set);
    this.showProgress();
    return set;
  }

  /** The sets that the lifter has added, as the store knows them. */
  restoreAdded() {
    for (const open of this.openLists) {
      const stored = Object.keys(this.store.training.sets).filter((key) => key.startsWith(`${open.key}/`));
      const last = Math.min(99, Math.max(0, ...stored.map((key) => Number(key.slice(open.key.length + 1)) || 0)));
      while (open.list.children.length < last) this.addSet(open);
    }
  }

  /** The maxima that this page's percents are of, each once, as the posts spell them. */
  wantedMaxima() {
    const wanted = new Map();
    for (const { prescription } of this.sets) {
      if (prescription.from === null && prescription.to === null) continue;
      const name = wantedMaximum(prescription.of, prescription.movement);
      if (name && !wanted.has(folded(name))) wanted.set(folded(name), name);
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
    this.restoreAdded();
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
    set.button.querySelector(".unseen").textContent = `${set.where}${set.number && `, set ${set.number}`}`;
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
    for (const element of document.querySelectorAll(".movement[data-key]")) {
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
  if (load.inPlaceOf) {
    return `No maximum for ${load.inPlaceOf}: this is of ${load.maximum}, and may be too heavy.`;
  }
  if (!load.missing) return "";
  const hint = load.related ? `, or use that of ${load.related}` : "";
  return `No maximum for ${load.missing}: type it in above${hint}.`;
}
