// Who trains: the maxima, each in the unit that it was typed in, and bar, collars and plates for each unit.

import { liftKey } from "./lifts.js";
import { knownMaximum, weightOf } from "./loads.js";
import { keyPart } from "./log.js";
import { UNITS, USUAL } from "./plates.js";

/** @import { Maxima } from "./loads.js" */
/** @import { Log } from "./log.js" */
/** @import { Plates } from "./plates.js" */

const KG_PER_LB = 0.45359237;

/** A weight in another unit, to a tenth. @param {string} weight @param {string} from @param {string} to */
function converted(weight, from, to) {
  if (from === to) return weight;
  const factor = from === "kg" ? 1 / KG_PER_LB : KG_PER_LB;
  return weightOf((Number(weight) * factor).toFixed(1)) || weight;
}

export class Lifter {
  /** @param {Log} log */
  constructor(log) {
    this.log = log;
    this.known = { version: -1, maxima: /** @type {Maxima} */ ({}) }; // of that version of the log
  }

  /** @returns {{unit: string, related: boolean} & Record<string, any>} */
  get gym() {
    return /** @type {any} */ (this.log.get("gym")) || { unit: UNITS[0], related: false, ...USUAL };
  }

  get unit() {
    return this.gym.unit;
  }

  get related() {
    return this.gym.related;
  }

  /** @returns {Plates} */
  get plates() {
    return this.gym[this.unit];
  }

  /** The maxima as they are kept, each in the unit that it was typed in. */
  get kept() {
    return this.log.below("max/").sort().map((key) => this.log.get(`max/${key}`) || {});
  }

  /** The maxima by name, in the lifter's unit. @returns {Maxima} */
  get maxima() {
    const { version } = this.log;
    const inUnit = () => this.kept.map(({ name, weight, unit }) => [name, converted(weight, unit, this.unit)]);
    if (this.known.version !== version) this.known = { version, maxima: Object.fromEntries(inUnit()) };
    return this.known.maxima;
  }

  /** How many maxima were typed in another unit. */
  get convertedCount() {
    return this.kept.filter(({ unit }) => unit !== this.unit).length;
  }

  /** @param {Partial<{unit: string, related: boolean}>} changes */
  change(changes) {
    this.log.change("gym", { ...this.gym, ...changes });
  }

  /** @param {Partial<Plates>} changes */
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
