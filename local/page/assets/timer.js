// The clocks at the foot of the page: a block's, and a rest, which runs beside it. What they count is in clock.js.
//
// They are kept like all else, and counted by the time of day: a reload, or a phone that slept, loses nothing.

import { beep, keepAwake, readySound } from "./alarm.js";
import { beepBetween, clockAt, clockLabel, LEAD, minutes } from "./clock.js";
import { all, around, counted, dialog, element, field, lineIn, make, onClick, onSubmit, one, wordsOf } from "./dom.js";
import { isObject } from "./valid.js";

/** @import { Moment, Plan } from "./clock.js" */
/** @import { PageSet } from "./pieces.js" */
/** @import { Training } from "./training.js" */
/**
 * @typedef {{plan: Plan, key: string, name: string, begun: number, paused: number, rounds: number, reps: number}} Run
 *   a clock that runs. Its times are of Date.now(), `paused` is 0 if it runs; `key` is of its result, "" for a rest
 */
/** @typedef {"block" | "rest"} Kind */

const TICK_MS = 100;
const FORGOTTEN_MS = 12 * 3600 * 1000;
/** @type {Kind[]} */
const BOTH = ["block", "rest"];

export class Timer {
  /** @param {Training} training */
  constructor(training) {
    this.training = training;
    this.log = training.log;
    /** @type {Record<Kind, Run | null>} */
    this.runs = { block: null, rest: null };
    /** @type {Record<Kind, Moment | null>} what was shown last of each */
    this.before = { block: null, rest: null };
    for (const button of all(document, "button.rest")) {
      button.addEventListener("click", () => this.rest(Number(button.dataset.seconds)));
    }
    for (const block of training.blocks) {
      const name = wordsOf(one(around(block.element, ".block"), "h3")) || block.name;
      const plan = JSON.parse(block.element.dataset.clock || "");
      block.element.addEventListener("click", () => this.begin(plan, name, training.keyOf(block, "result")));
    }
    training.whenTicked = (set) => this.restAfter(set);
    onClick("clock-pause", () => this.pause());
    onClick("clock-stop", () => this.stop());
    onClick("clock-rest", () => this.put("rest", null));
    onClick("clock-round", () => this.addRound());
    onClick("clock-result", () => this.ask());
    onSubmit(dialog("ending"), (answer) => this.answer(answer || "keep"));
    setInterval(() => this.tick(), TICK_MS);
    this.restore();
  }

  /** The clocks as they are kept: another tab may have changed them. */
  restore() {
    const kept = this.log.get("clock");
    for (const kind of BOTH) {
      const run = isRun(kept?.[kind]) ? kept[kind] : null;
      if (!run || !this.runs[kind]) this.before[kind] = run && clockAt(run.plan, elapsed(run));
      this.runs[kind] = run;
      if (run && this.isDone(kind)) this.finish(kind); // it ended while no page was open
    }
    this.show();
  }

  /** @param {Kind} kind @param {Run | null} run */
  put(kind, run) {
    this.runs[kind] = run;
    this.before[kind] = run && clockAt(run.plan, elapsed(run));
    if (BOTH.some((each) => this.runs[each])) this.log.put("clock", this.runs);
    else this.log.remove("clock");
    this.keepScreenOn();
    this.show();
  }

  keepScreenOn() {
    keepAwake(BOTH.some((kind) => this.runs[kind] && !this.runs[kind].paused && !this.isDone(kind)));
  }

  /** The clock that is shown large. @returns {Kind} */
  get kind() {
    return this.runs.block ? "block" : "rest";
  }

  /** @param {Kind} kind */
  isDone(kind) {
    return this.before[kind]?.phase === "done";
  }

  /** @param {Kind} kind @param {Plan} plan @param {string} name @param {string} key */
  start(kind, plan, name, key) {
    readySound();
    this.put(kind, { plan, key, name, begun: Date.now(), paused: 0, rounds: 0, reps: 0 });
    this.say(kind);
  }

  /** @param {Plan} plan @param {string} name @param {string} key */
  begin(plan, name, key) {
    if (this.runs.block && !this.isDone("block")) return this.ask(); // one clock must not end another one unasked
    this.start("block", plan, name, key);
    element("clock-pause").focus();
  }

  /** @param {number} seconds */
  rest(seconds) {
    this.start("rest", { kind: "countdown", seconds, lead: 0 }, "Rest", "");
  }

  /** A ticked set begins the rest that the post has after it, unless intervals pace the sets. @param {PageSet} set */
  restAfter(set) {
    const isPaced = this.runs.block?.plan.kind === "intervals" && !this.isDone("block");
    const movement = set.exercise.element;
    const next = movement.nextElementSibling;
    const ofBlock = next?.matches(".movement:not([data-place])") ? next : null;
    const button = movement.querySelector("button.rest") || ofBlock?.querySelector("button.rest");
    if (button instanceof HTMLElement && !isPaced) this.rest(Number(button.dataset.seconds));
  }

  tick() {
    for (const kind of BOTH) {
      const [run, before] = [this.runs[kind], this.before[kind]];
      if (!run || !before || run.paused || before.phase === "done") continue;
      const now = clockAt(run.plan, elapsed(run));
      const sound = beepBetween(before, now);
      if (sound) beep(sound);
      this.before[kind] = now;
      if (sound === "long") this.say(kind);
      if (now.phase === "done") this.finish(kind);
    }
    if (this.runs.block || this.runs.rest) this.show();
  }

  pause() {
    const [run, now] = [this.runs[this.kind], Date.now()];
    if (!run) return;
    const begun = run.paused ? run.begun + now - run.paused : run.begun;
    this.put(this.kind, { ...run, begun, paused: run.paused ? 0 : now });
  }

  addRound() {
    const run = this.runs.block;
    if (!run) return;
    this.put("block", { ...run, rounds: run.rounds + 1 });
    if (this.isDone("block")) this.keep(); // a round at the buzzer counts
  }

  /** A rest, and what is done, is put away; a block's clock asks first. */
  stop() {
    if (this.runs.block && !this.isDone("block")) this.ask();
    else this.put(this.kind, null);
  }

  /** @param {Kind} kind */
  finish(kind) {
    if (kind === "block") this.keep();
    this.keepScreenOn();
  }

  /** Keeps the result of the block's clock, if it counts any. */
  keep() {
    const run = this.runs.block;
    if (!run?.plan.counts || clockAt(run.plan, elapsed(run)).phase === "ready") return;
    this.log.change(run.key, { rounds: run.rounds, reps: run.reps, seconds: secondsOf(run) });
    this.showResults();
  }

  /** Asks for the end, and for what was done; or, of a result that is kept, what it should be. @param {string} key */
  ask(key = "") {
    const run = this.runs.block;
    const kept = key ? this.log.get(key) : run && { ...run, seconds: secondsOf(run) };
    if (!kept) return;
    const counts = Boolean(key || run?.plan.counts);
    const hasEnded = Boolean(key) || this.isDone("block");
    element("ending").dataset.key = key;
    element("ending-title").textContent = hasEnded ? "What did you do?" : `End the clock of ${run?.name}?`;
    element("ending-time").textContent = counts ? `In ${minutes(kept.seconds)}` : "";
    element("ending-counts").hidden = !counts;
    field("ending-rounds").value = String(kept.rounds);
    field("ending-reps").value = String(kept.reps);
    element("ending-keep").textContent = counts ? "Keep the result" : "End it";
    element("ending-drop").hidden = hasEnded || !counts;
    element("ending-back").textContent = hasEnded ? "Cancel" : "Go on";
    dialog("ending").showModal();
  }

  /** @param {string} answer "keep", "drop" or "back" */
  answer(answer) {
    dialog("ending").close();
    const key = element("ending").dataset.key;
    const counts = { rounds: numberOf("ending-rounds"), reps: numberOf("ending-reps") };
    const { block } = this.runs;
    if (answer === "keep" && key) this.log.change(key, counts);
    if (answer === "keep" && !key && block) {
      this.runs.block = { ...block, ...counts };
      this.keep();
    }
    if (answer !== "back" && !key) this.put("block", null);
    this.showResults();
  }

  /** @param {Kind} kind */
  say(kind) {
    const [run, now] = [this.runs[kind], this.before[kind]];
    if (run && now) element("clock-said").textContent = `${run.name}. ${clockLabel(run.plan, now)}`;
  }

  show() {
    const { kind } = this;
    const [run, now, { rest }] = [this.runs[kind], this.before[kind], this.before];
    element("clock-idle").hidden = Boolean(run);
    element("clock-running").hidden = !run;
    element("clock").className = `needs-script ${run && now ? now.phase : ""}`;
    element("clock-rest").hidden = kind === "rest" || !rest;
    if (rest) one(element("clock-rest"), "b").textContent = rest.phase === "done" ? "over" : minutes(rest.shown);
    if (!run || !now) return;
    const isDone = now.phase === "done";
    const label = kind === "rest" && !isDone ? "Rest" : clockLabel(run.plan, now);
    element("clock-label").textContent = run.paused ? `${label} (paused)` : label;
    element("clock-time").textContent = minutes(now.shown);
    element("clock-round").hidden = !run.plan.counts;
    one(element("clock-round"), "b").textContent = String(run.rounds);
    element("clock-result").hidden = !run.plan.counts || !isDone;
    element("clock-pause").hidden = isDone;
    element("clock-pause").textContent = run.paused ? "Go on" : "Pause";
    element("clock-stop").textContent = isDone ? "Close" : "End";
  }

  showResults() {
    for (const block of this.training.blocks) {
      const key = this.training.keyOf(block, "result");
      const result = this.log.get(key);
      const opening = around(block.element, ".opening");
      const change = make("button", { type: "button", textContent: "Change" });
      change.addEventListener("click", () => this.ask(key));
      const shown = result ? [`Done: ${resultInWords(result)} `, change] : [];
      lineIn(around(opening, ".block"), "result", opening.nextElementSibling).replaceChildren(...shown);
    }
  }
}

/** Seconds since the start, without those of pauses. @param {Run} run */
const elapsed = (run) => ((run.paused || Date.now()) - run.begun) / 1000;

/** The seconds of work, at most those of the plan. @param {Run} run */
function secondsOf(run) {
  const seconds = Math.max(0, Math.floor(elapsed(run) - (run.plan.lead ?? LEAD)));
  return Math.min(seconds, run.plan.seconds ?? run.plan.cap ?? seconds);
}

/** @param {string} id */
const numberOf = (id) => Math.min(99999, Math.max(0, Math.floor(Number(field(id).value)) || 0));

/** @param {unknown} given @returns {given is Run} */
function isRun(given) {
  if (!isObject(given) || !isObject(given.plan) || !(Date.now() - given.begun < FORGOTTEN_MS)) return false;
  const times = { intervals: ["work", "rest"], countdown: ["seconds"], stopwatch: [] }[String(given.plan.kind)];
  const numbers = [given.begun, given.paused, given.rounds, given.reps];
  return Boolean(times?.every((name) => Number.isFinite(given.plan[name]))) && numbers.every(Number.isFinite);
}

/** `4 rounds + 3 reps in 10:00`. @param {Record<string, number>} result */
export function resultInWords({ rounds, reps, seconds }) {
  const done = [rounds && counted(rounds, "round"), reps && counted(reps, "rep")].filter(Boolean).join(" + ");
  return `${done && `${done} in `}${minutes(seconds)}`;
}
