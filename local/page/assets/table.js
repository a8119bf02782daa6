// The log as a table (CSV) that other training apps read: the columns of Strong's export, numbers in their own.

import { localDate, localTime } from "./dates.js";
import { partsOf } from "./fitting.js";
import { allDone, inOrder } from "./history.js";
import { fromKey } from "./log.js";
import { resultInWords } from "./timer.js";

const COLUMNS = "Date,Workout Name,Exercise Name,Set Order,Weight,Weight Unit,Reps,Seconds,Notes".split(",");

/** All that was done in all weeks: a row a set, and a row a clock's result. @param {import("./log.js").Log} log */
export function table(log) {
  const sets = allDone(log).filter(({ set }) => set.done || set.missed || set.weight || set.reps);
  const begins = new Map();
  for (const { day, session, set } of sets) {
    const moments = [begins.get(session), momentOf(day, set.at)];
    begins.set(session, moments.filter(Boolean).sort()[0]);
  }
  const rows = sets.map(({ session, heading, movement, number, set }) => {
    // The lower end of a range: what was done of "60-65 kg" was that at least.
    const shown = /^([\d.]+)(?:-[\d.]+)? (kg|lb)/.exec(set.shown);
    const [, weight = "", unit = ""] = set.weight ? ["", set.weight, set.unit] : shown || [];
    const reps = set.reps || (set.missed ? "0" : /^(\d+)(?:-\d+|\+)? reps?\b/.exec(set.asked)?.[1] || "");
    // What was prescribed, where it is more than the numbers say.
    const asked = [set.asked, set.shown !== `${set.weight} ${set.unit}` && set.shown].filter(Boolean).join(", ");
    const notes = [set.missed && "missed", asked, set.note].filter(Boolean).join("; ");
    return [begins.get(session), heading, movement || "Piece", String(number), weight, unit, reps, set.seconds, notes];
  });
  const results = log.below("result/").map((rest) => {
    const [program, monday, session, id] = rest.split("/");
    const result = /** @type {any} */ (log.get(`result/${rest}`));
    const heading = log.get(`session/${program}/${monday}/${session}`)?.heading || "";
    const moment = begins.get(fromKey(session)) || momentOf(fromKey(session).slice(0, 10), result.at);
    const numbers = ["", "", String(result.reps || ""), String(result.seconds || "")];
    return [moment, heading, partsOf(fromKey(id)).name || "Clock", "1", ...numbers, resultInWords(result)];
  });
  const all = [...rows, ...results].sort(([a], [b]) => inOrder(a, b));
  return [COLUMNS, ...all].map((row) => row.map(cell).join(",") + "\r\n").join("");
}

/** A session's date, and the time of a log if it was made on that day. @param {string} day @param {string} at */
function momentOf(day, at) {
  const time = new Date(at);
  return `${day} ${at && localDate(time) === day ? localTime(time) : "12:00:00"}`;
}

/** A cell of a CSV file (RFC 4180). A spreadsheet must not take a post's words for a formula. @param {string} value */
function cell(value) {
  const text = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
