// Who trains: the maxima, each in the unit that it was typed in, and bar, collars and plates for each unit.

import { liftKey } from "./lifts.js";
import { knownMaximum, weightOf } from "./loads.js";
import { keyPart } from "./log.js";
import { UNITS, USUAL } from "./plates.js";

const KG_PER_LB = 0.45359237;

/** A weight in another unit, to a tenth. @param {string} weight @param {string} from @param {string} to */
export function converted(weight, from, to) {
  if (from === to) return weight;
  const factor = from === "kg" ? 1 / KG_PER_LB : KG_PER_LB;
  return weightOf((Number(weight) * factor).toFixed(1)) || weight;
}

export class Lifter {
  /** @param {import("./log.js").Log} log */
  constructor(log) {
    this.log = log;
    this.known = { version: -1, maxima: /** @type {import("./loads.js").Maxima} */ ({}) };
  }

  get gym() {
    return this.log.get("gym") || { unit: UNITS[0], related: false, ...USUAL };
  }

  /** @returns {string} */
  get unit() {
    return this.gym.unit;
  }

  /** @returns {boolean} */
  get related() {
    return this.gym.related;
  }

  /** @returns {import("./plates.js").Plates} */
  get plates() {
    return this.gym[this.unit];
  }

  /** The maxima by name, in the lifter's unit. @returns {import("./loads.js").Maxima} */
  get maxima() {
    if (this.known.version !== this.log.version) this.known = { version: this.log.version, maxima: this.readMaxima() };
    return this.known.maxima;
  }

  readMaxima() {
    const kept = this.log.below("max/").sort().map((key) => this.log.get(`max/${key}`) || {});
    return Object.fromEntries(kept.map(({ name, weight, unit }) => [name, converted(weight, unit, this.unit)]));
  }

  /** How many maxima were typed in another unit. */
  get convertedCount() {
    return this.log.below("max/").filter((key) => this.log.get(`max/${key}`)?.unit !== this.unit).length;
  }

  /** @param {Partial<{unit: string, related: boolean}>} changes */
  change(changes) {
    this.log.change("gym", { ...this.gym, ...changes });
  }

  /** @param {Partial<import("./plates.js").Plates>} changes */
  changePlates(changes) {
    this.log.change("gym", { ...this.gym, [this.unit]: { ...this.plates, ...changes } });
  }

  /** Keeps a maximum in the lifter's unit; "" forgets it. @param {string} name @param {string} weight */
  setMaximum(name, weight) {
    const known = knownMaximum(name, this.maxima) || name;
    const key = `max/${keyPart(liftKey(known))}`;
    if (weight) this.log.change(key, { name: known, weight, unit: this.unit });
    else this.log.remove(key);
  }
}
