// The clock: where a plan is after so many seconds. Pure: it knows no page and no time of day.
//
// A plan is what local/page/render.py makes of a block: {kind: "intervals", work, rest, rounds, names},
// {kind: "countdown", seconds} or {kind: "stopwatch", cap}. `lead` seconds to get ready come first.

/**
 * @typedef {{kind: string, work?: number, rest?: number, rounds?: number | null, names?: string[], seconds?: number,
 *   cap?: number | null, counts?: boolean, lead?: number}} Plan `rounds` and `cap` are null where the post has no end,
 *   `counts` is whether the lifter counts rounds by hand
 * @typedef {{phase: "ready" | "work" | "rest" | "done", round: number, shown: number, left: number}} Moment `shown` are
 *   the seconds to display, `left` those to the phase's end, which may be infinitely many
 */

export const LEAD = 10;

/** @param {Plan} plan @param {number} elapsed @returns {Moment} */
export function clockAt(plan, elapsed) {
  const lead = plan.lead ?? LEAD;
  if (elapsed < lead) return at("ready", 0, lead - elapsed);
  const time = elapsed - lead;
  if (plan.kind === "intervals") return intervalAt(plan, time);
  const end = plan.seconds ?? plan.cap ?? Infinity;
  const left = Math.max(0, end - time);
  const shown = plan.kind === "countdown" ? Math.ceil(left) : Math.floor(Math.min(time, end));
  return { phase: left ? "work" : "done", round: 0, shown, left };
}

/** @param {Plan} plan @param {number} time @returns {Moment} */
function intervalAt({ work = 0, rest = 0, rounds = null }, time) {
  const round = Math.floor(time / (work + rest)) + 1;
  if (rounds !== null && round > rounds) return at("done", rounds, 0);
  const within = time % (work + rest);
  return within < work ? at("work", round, work - within) : at("rest", round, work + rest - within);
}

/** @param {Moment["phase"]} phase @param {number} round @param {number} left @returns {Moment} */
const at = (phase, round, left) => ({ phase, round, shown: Math.ceil(left), left });

/** What the clock says of the moment: "Round 3 of 8: Snatch". @param {Plan} plan @param {Moment} moment */
export function clockLabel(plan, { phase, round }) {
  if (phase === "ready") return "Get ready";
  if (phase === "done") return "Done";
  if (plan.kind !== "intervals") return plan.kind === "countdown" ? "Time left" : "Time";
  const name = plan.names?.length ? `: ${plan.names[(round - 1) % plan.names.length]}` : "";
  return `${phase === "rest" ? "Rest, round" : "Round"} ${round}${plan.rounds ? ` of ${plan.rounds}` : ""}${name}`;
}

/** 95 as "1:35". @param {number} seconds */
export const minutes = (seconds) => `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;

/**
 * The beep between two moments: "long" where a phase begins or all is done, "short" for the last three seconds.
 * @param {Moment} before @param {Moment} now
 */
export function beepBetween(before, now) {
  if (before.phase !== now.phase || before.round !== now.round) return "long";
  const isNear = now.phase !== "done" && now.left <= 3;
  return isNear && Math.ceil(now.left) < Math.ceil(before.left) ? "short" : "";
}
