// The log as a table (CSV) that other training apps read: the columns of Strong's export, numbers in columns of their own.

import { localDate, localTime } from "./dates.js";
import { partsOf } from "./fitting.js";
import { allDone } from "./history.js";
import { fromKey } from "./log.js";
import { resultInWords } from "./timer.js";

const COLUMNS = ["Date", "Workout Name", "Exercise Name", "Set Order", "Weight", "Weight Unit", "Reps", "Seconds", "Notes"];

/**
 * All that was done in all weeks, a row a set, then a row for each result of a clock in its session.
 * @param {import("./log.js").Log} log
 */
export function table(log) {
  const sets = allDone(log).filter(({ set }) => set.done || set.missed || set.weight || set.reps);
  const begins = new Map();
  for (const { day, session, set } of sets) {
    const moment = momentOf(day, set.at);
    const first = begins.get(session);
    if (!first || moment < first) begins.set(session, moment);
  }
  const rows = sets.map(({ session, heading, movement, number, set }) => {
    const notes = [set.missed ? "missed" : "", asShown(set), set.note].filter(Boolean).join("; ");
    const reps = set.reps || lowest(/^(\d+)(?:-\d+|\+)? reps?\b/, set.asked);
    const weight = set.weight || lowest(/^([\d.]+)(?:-[\d.]+)? (?:kg|lb)/, set.shown);
    const numbers = [weight, unitLifted(set), set.missed && !set.reps ? "0" : reps, set.seconds];
    return [begins.get(session), heading, movement || "Piece", String(number), ...numbers, notes];
  });
  const results = log.below("result/").map((rest) => {
    const [program, monday, session, id] = rest.split("/");
    const result = log.get(`result/${rest}`) || {};
    const heading = log.get(`session/${program}/${monday}/${session}`)?.heading || "";
    const moment = begins.get(fromKey(session)) || momentOf(fromKey(session).slice(0, 10), result.at);
    const name = partsOf(fromKey(id)).name || "Clock";
    const numbers = ["", "", String(result.reps || ""), String(result.seconds || "")];
    return [moment, heading, name, "1", ...numbers, resultInWords(/** @type {any} */ (result))];
  });
  const all = [...rows, ...results].sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
  return [COLUMNS, ...all].map((row) => row.map(cell).join(",") + "\r\n").join("");
}

/** A session's date, and the time of a log if it was made on that day. @param {string} day @param {string} at */
function momentOf(day, at) {
  const time = new Date(at);
  return `${day} ${at && localDate(time) === day ? localTime(time) : "12:00:00"}`;
}

/**
 * The lower end of a range: what was done of "60-65 kg" was that at least.
 * @param {RegExp} pattern @param {string} words
 */
const lowest = (pattern, words) => pattern.exec(words)?.[1] || "";

/** @param {import("./valid.js").SetLog} set */
const unitLifted = (set) => (set.weight ? set.unit : /^[\d.]+(?:-[\d.]+)? (kg|lb)/.exec(set.shown)?.[1] || "");

/** What was prescribed, where it is more than the numbers say. @param {import("./valid.js").SetLog} set */
const asShown = (set) => [set.asked, set.shown === `${set.weight} ${set.unit}` ? "" : set.shown].filter(Boolean).join(", ");

/** A cell of a CSV file (RFC 4180). A spreadsheet must not take a post's words for a formula. @param {string} value */
function cell(value) {
  const text = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
