// The clock: where a plan is after so many seconds. Pure: it knows no page and no time of day.
//
// A plan is what local/page/clocks.py makes of a block: {kind: "intervals", work, rest, rounds, names},
// {kind: "countdown", seconds} or {kind: "stopwatch", cap}. `lead` seconds to get ready come first.

/**
 * @typedef {object} Plan
 * @property {string} kind
 * @property {number} [work]
 * @property {number} [rest]
 * @property {number | null} [rounds] null where the post gives no end
 * @property {string[]} [names]
 * @property {number} [seconds]
 * @property {number | null} [cap]
 * @property {boolean} [counts] whether the lifter counts rounds by hand
 * @property {number} [lead]
 */
/**
 * @typedef {object} Moment
 * @property {"ready" | "work" | "rest" | "done"} phase
 * @property {number} round
 * @property {number} shown the seconds to display
 * @property {number | null} left those to the phase's end; null where it has none
 */

export const LEAD = 10;

/** @param {Plan} plan @param {number} elapsed @returns {Moment} */
export function clockAt(plan, elapsed) {
  const lead = plan.lead ?? LEAD;
  if (elapsed < lead) return at("ready", 0, lead - elapsed);
  const time = elapsed - lead;
  if (plan.kind === "intervals") return intervalAt(plan, time);
  if (plan.kind === "countdown") {
    const left = (plan.seconds ?? 0) - time;
    return left > 0 ? at("work", 0, left) : at("done", 0, 0);
  }
  const cap = plan.cap ?? null;
  if (cap === null) return { phase: "work", round: 0, shown: Math.floor(time), left: null };
  if (time >= cap) return { phase: "done", round: 0, shown: cap, left: 0 };
  return { phase: "work", round: 0, shown: Math.floor(time), left: cap - time };
}

/** @param {Plan} plan @param {number} time @returns {Moment} */
function intervalAt({ work = 0, rest = 0, rounds = null }, time) {
  const round = Math.floor(time / (work + rest)) + 1;
  if (rounds !== null && round > rounds) return at("done", rounds, 0);
  const within = time % (work + rest);
  return within < work ? at("work", round, work - within) : at("rest", round, work + rest - within);
}

/** @param {Moment["phase"]} phase @param {number} round @param {number} left @returns {Moment} */
function at(phase, round, left) {
  return { phase, round, shown: Math.ceil(left), left };
}

/** What the clock says of the moment: "Round 3 of 8: Snatch". @param {Plan} plan @param {Moment} moment */
export function clockLabel(plan, { phase, round }) {
  if (phase === "ready") return "Get ready";
  if (phase === "done") return "Done";
  if (plan.kind !== "intervals") return plan.kind === "countdown" ? "Time left" : "Time";
  const name = plan.names?.length ? `: ${plan.names[(round - 1) % plan.names.length]}` : "";
  return `${phase === "rest" ? "Rest, round" : "Round"} ${round}${plan.rounds ? ` of ${plan.rounds}` : ""}${name}`;
}

/** 95 as "1:35". @param {number} seconds */
export function minutes(seconds) {
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
}

/**
 * The beep between two moments: "long" where a phase begins or all is done, "short" for the last three seconds.
 * @param {Moment} before @param {Moment} now
 */
export function beepBetween(before, now) {
  if (before.phase !== now.phase || before.round !== now.round) return "long";
  const isNear = now.left !== null && now.phase !== "done" && now.left <= 3;
  return isNear && Math.ceil(now.left ?? 0) < Math.ceil(before.left ?? 0) ? "short" : "";
}
