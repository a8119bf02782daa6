// What the lifter does, kept in this browser: the maxima for all weeks, and ticks, weights and notes for each week.
//
// A week's state is {sets: {key: {done, lifted, note}}, results: {key: {rounds, seconds}}}, the keys those of the page's
// sets and blocks. A key that the page no longer has stays: the post may be edited back, and what was lifted was lifted.

const FORMAT = "invictus-training";
const NOTE_LENGTH = 500;

const emptyWeek = () => ({ sets: {}, results: {} });
const newLifter = () => ({ maxima: {}, unit: "kg", step: "2.5", bar: 20, useRelated: false });

class Store {
  /** `week` names the week. Where the browser keeps nothing (`keeps` is false), the state lives as long as the page. */
  constructor(week) {
    this.week = week;
    this.keeps = true;
    this.whenLost = () => {};
    this.lifter = validLifter(this.read("lifter"));
    this.training = validWeek(this.read(`week-${week}`));
    this.saveLifter();
  }

  read(name) {
    try {
      return JSON.parse(localStorage.getItem(`invictus-${name}`) || "null");
    } catch (error) {
      if (!(error instanceof SyntaxError)) this.keeps = false; // the browser refuses storage to files
      return null;
    }
  }

  write(name, value) {
    try {
      localStorage.setItem(`invictus-${name}`, JSON.stringify(value));
    } catch {
      this.keeps = false;
      this.whenLost();
    }
  }

  saveLifter() {
    this.write("lifter", this.lifter);
  }

  saveWeek() {
    this.write(`week-${this.week}`, this.training);
  }

  set(key) {
    return this.training.sets[key] || { done: false, lifted: "", note: "" };
  }

  /** Keeps a change of a set; a set that says nothing any more is not kept. */
  change(key, changes) {
    const set = { ...this.set(key), ...changes };
    if (set.done || set.lifted || set.note) this.training.sets[key] = set;
    else delete this.training.sets[key];
    this.saveWeek();
  }

  keepResult(key, result) {
    this.training.results[key] = result;
    this.saveWeek();
  }

  clearWeek() {
    this.training = emptyWeek();
    this.saveWeek();
  }

  get isEmpty() {
    return !Object.keys(this.training.sets).length && !Object.keys(this.training.results).length;
  }

  exported() {
    return JSON.stringify({ format: FORMAT, version: 1, week: this.week, lifter: this.lifter, ...this.training }, null, 1);
  }

  /** Takes the state from an exported file's text. Returns what is wrong with it, "" if nothing. */
  imported(text) {
    let given;
    try {
      given = JSON.parse(text);
    } catch {
      return "This file is not JSON. Choose one that this page exported.";
    }
    if (!isObject(given) || given.format !== FORMAT || given.version !== 1) {
      return "This file was not exported by this page. Choose one that was.";
    }
    if (given.week !== this.week) {
      return `This file is of another week (${String(given.week).slice(0, 80)}). Import it on that week's page.`;
    }
    this.lifter = validLifter(given.lifter);
    this.training = validWeek(given);
    this.saveLifter();
    this.saveWeek();
    return "";
  }
}

// Whatever was stored or imported is taken field by field: anything may be in it.

function isObject(value) {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function entriesOf(value) {
  return isObject(value) ? Object.entries(value) : [];
}

function validLifter(given) {
  const lifter = newLifter();
  if (!isObject(given)) return lifter;
  const maxima = entriesOf(given.maxima).map(([name, weight]) => [name.trim().slice(0, 100), weightOf(weight)]);
  lifter.maxima = Object.fromEntries(maxima.filter(([name, weight]) => folded(name) && weight));
  if (given.unit in BARS) lifter.unit = given.unit;
  lifter.step = weightOf(given.step) || lifter.step;
  lifter.bar = BARS[lifter.unit].includes(given.bar) ? given.bar : BARS[lifter.unit][0];
  lifter.useRelated = given.useRelated === true;
  return lifter;
}

function validWeek(given) {
  const week = emptyWeek();
  if (!isObject(given)) return week;
  const sets = entriesOf(given.sets).filter(([, set]) => isObject(set));
  week.sets = Object.fromEntries(
    sets.map(([key, set]) => [
      key,
      { done: set.done === true, lifted: weightOf(set.lifted ?? ""), note: String(set.note ?? "").slice(0, NOTE_LENGTH) },
    ]),
  );
  const results = entriesOf(given.results).filter(([, result]) => isObject(result));
  const whole = (number) => (Number.isInteger(number) && number >= 0 ? number : 0);
  week.results = Object.fromEntries(
    results.map(([key, result]) => [key, { rounds: whole(result.rounds), seconds: whole(result.seconds) }]),
  );
  return week;
}
