// The sheet of one set: the plates on the bar, what was lifted, a note.

class SetSheet {
  constructor(store, training) {
    this.store = store;
    this.training = training;
    this.dialog = document.getElementById("sheet");
    this.lifted = document.getElementById("sheet-lifted");
    this.note = document.getElementById("sheet-note");
    training.openSheet = (set) => this.open(set);
    this.lifted.addEventListener("input", () => this.showPlates());
    document.getElementById("sheet-less").addEventListener("click", () => this.step(-1));
    document.getElementById("sheet-more").addEventListener("click", () => this.step(1));
    document.getElementById("sheet-cancel").addEventListener("click", () => this.dialog.close());
    this.dialog.querySelector("form").addEventListener("submit", (event) => {
      event.preventDefault();
      this.save(event.submitter?.value === "done");
    });
  }

  open(set) {
    this.current = set;
    const { lifted, note } = this.store.set(set.key);
    const prescribed = [set.measure, set.percent, this.training.loadWords(set)].filter(Boolean);
    document.getElementById("sheet-title").textContent = `${set.where}${set.number && `, set ${set.number}`}`;
    document.getElementById("sheet-prescribed").textContent = prescribed.join(" · ");
    document.getElementById("sheet-unit").textContent = this.store.lifter.unit;
    document.getElementById("sheet-error").textContent = "";
    this.lifted.value = lifted;
    this.note.value = note;
    this.showPlates();
    this.dialog.showModal();
  }

  /** The plates of what is typed in; else those of the load, of both its ends where it is a range. */
  showPlates() {
    const { bar, unit } = this.store.lifter;
    const load = this.training.load(this.current);
    const typed = weightOf(this.lifted.value);
    const ends = typed ? [Number(typed)] : [load.from, load.to].filter((weight) => weight !== null);
    const pictures = [...new Set(ends)].map((weight) => {
      const plates = platesFor(weight, bar, unit);
      const words = `${weight} ${unit}: ${platesInWords(plates, bar, unit)}`;
      const figure = document.createElement("figure");
      const caption = document.createElement("figcaption");
      caption.textContent = words;
      figure.append(drawPlates(plates, unit, words), caption);
      return figure;
    });
    document.getElementById("sheet-plates").replaceChildren(...pictures);
  }

  /** One step of the smallest plates up or down, from what is typed in or from the load. */
  step(direction) {
    const load = this.training.load(this.current);
    const start = Number(weightOf(this.lifted.value)) || load.from || load.to || this.store.lifter.bar;
    const next = Math.round((start + direction * Number(this.store.lifter.step)) * 1000) / 1000;
    if (next > 0) this.lifted.value = String(next);
    this.showPlates();
  }

  save(isDone) {
    const typed = this.lifted.value.trim();
    const lifted = weightOf(typed);
    if (typed && !lifted) {
      document.getElementById("sheet-error").textContent = `"${typed}" is not a weight above 0. Type one such as 82.5.`;
      this.lifted.focus();
      return;
    }
    const done = isDone || this.store.set(this.current.key).done;
    this.store.change(this.current.key, { lifted, note: this.note.value.trim(), done });
    this.training.show(this.current);
    this.training.showProgress();
    this.dialog.close();
    this.current.button.focus();
  }
}
