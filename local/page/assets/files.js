// Taking what was done out of the browser, and back in.

class Files {
  /** `restart` shows the page anew from the store. */
  constructor(store, training, restart) {
    this.store = store;
    this.training = training;
    const onClick = (id, act) => document.getElementById(id).addEventListener("click", act);
    onClick("export", () => this.save("json", "application/json", store.exported()));
    onClick("csv", () => this.save("csv", "text/csv", this.table()));
    onClick("clear", () => {
      if (!confirm("Clear all ticks, loads and notes of this week? Your maxima stay.")) return;
      store.clearWeek();
      restart();
      this.say("This week is cleared.");
    });
    document.getElementById("import").addEventListener("change", async (event) => {
      const [file] = event.target.files;
      if (!file) return;
      const replaces = !store.isEmpty;
      const text = await file.text();
      event.target.value = ""; // so that the same file can be chosen again
      if (replaces && !confirm("Replace what this browser has of this week, and your maxima, with the file's?")) return;
      const problem = store.imported(text);
      if (!problem) restart();
      this.say(problem || "Imported.");
    });
  }

  say(text) {
    document.getElementById("files-said").textContent = text;
  }

  save(kind, type, text) {
    const link = document.createElement("a");
    const address = URL.createObjectURL(new Blob([text], { type }));
    link.href = address;
    link.download = `${this.store.week}.${kind}`;
    link.click();
    setTimeout(() => URL.revokeObjectURL(address), 60_000); // some browsers read it only after a question
    this.say(`Saved as ${link.download}.`);
  }

  /** A row a set, as prescribed and as done, then a row for each block that was done by the clock. */
  table() {
    const head = "date,session,block,movement,set,reps,percent,load,done,lifted,unit,note".split(",");
    const rows = this.training.sets.map((set) => {
      const { done, lifted, note } = this.store.set(set.key);
      const load = this.training.loadWords(set);
      const yes = done ? "yes" : "";
      const unit = lifted ? this.store.lifter.unit : "";
      return [...placeOf(set.row), set.movement, set.row.dataset.set, set.measure, set.percent, load, yes, lifted, unit, note];
    });
    for (const button of document.querySelectorAll("button.clock")) {
      const result = this.store.training.results[button.dataset.key];
      if (result) rows.push([...placeOf(button), "", "", "", "", "", "yes", "", "", resultInWords(result)]);
    }
    return [head, ...rows].map((row) => row.map(cell).join(",") + "\r\n").join("");
  }
}

/** [date, session, block] of an element. */
function placeOf(element) {
  const session = element.closest(".session");
  return [session.dataset.day, session.querySelector("h2").textContent, element.closest(".block").querySelector(".label").textContent];
}

/** A cell of a CSV file (RFC 4180). A spreadsheet must not take a post's words for a formula. */
function cell(value) {
  const text = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
