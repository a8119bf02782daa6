// The clock: where a plan is after so many seconds. Pure: it knows no page and no time of day.
//
// A plan is what local/page/clocks.py makes of a block: {kind: "intervals", work, rest, rounds, names},
// {kind: "countdown", seconds} or {kind: "stopwatch", cap}. `lead` seconds to get ready come first.

const LEAD = 10;

/** {phase, round, shown, left}: the phase is "ready", "work", "rest" or "done", `shown` the seconds to display,
 *  `left` those to the phase's end (null where it has none). */
function clockAt(plan, elapsed) {
  const lead = plan.lead ?? LEAD;
  if (elapsed < lead) return at("ready", 0, lead - elapsed);
  const time = elapsed - lead;
  if (plan.kind === "intervals") return intervalAt(plan, time);
  if (plan.kind === "countdown") {
    return time < plan.seconds ? at("work", 0, plan.seconds - time) : at("done", 0, 0);
  }
  const isOver = plan.cap !== null && time >= plan.cap;
  return {
    phase: isOver ? "done" : "work",
    round: 0,
    shown: isOver ? plan.cap : Math.floor(time),
    left: plan.cap === null ? null : Math.max(0, plan.cap - time),
  };
}

function intervalAt({ work, rest, rounds }, time) {
  const round = Math.floor(time / (work + rest)) + 1;
  if (rounds !== null && round > rounds) return at("done", rounds, 0);
  const within = time % (work + rest);
  return within < work ? at("work", round, work - within) : at("rest", round, work + rest - within);
}

function at(phase, round, left) {
  return { phase, round, shown: Math.ceil(left), left };
}

/** What the clock says of the moment: "Round 3 of 8: Snatch". */
function clockLabel(plan, { phase, round }) {
  if (phase === "ready") return "Get ready";
  if (phase === "done") return "Done";
  if (plan.kind !== "intervals") return plan.kind === "countdown" ? "Time left" : "Time";
  const name = plan.names.length ? `: ${plan.names[(round - 1) % plan.names.length]}` : "";
  return `${phase === "rest" ? "Rest, round" : "Round"} ${round}${plan.rounds ? ` of ${plan.rounds}` : ""}${name}`;
}

/** 95 as "1:35". */
function minutes(seconds) {
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
}

/** The beep between two moments: "long" where a phase begins or all is done, "short" for the last three seconds. */
function beepBetween(before, now) {
  if (before.phase !== now.phase || before.round !== now.round) return "long";
  const counts = now.left !== null && now.phase !== "done" && now.left <= 3;
  return counts && Math.ceil(now.left) < Math.ceil(before.left) ? "short" : "";
}
