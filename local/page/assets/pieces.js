// What the page itself says: its exercises and blocks, by names that outlive the coach's edits, and its sets.

import { all, around, make, one, wordsOf } from "./dom.js";
import { idsOf } from "./fitting.js";
import { inOrder } from "./history.js";

/** @import { Prescription } from "./loads.js" */
/** @typedef {import("./fitting.js").Piece & {element: HTMLElement}} Shown an exercise, or a block with a clock */
/**
 * @typedef {{row: HTMLElement, box: HTMLInputElement, button: HTMLButtonElement, exercise: Shown, key: string,
 *   where: string, asked: string, reps: string, seconds: string, written: string, prescription: Prescription}} PageSet
 *   a set on the page. `asked` are its reps and percent in words, `written` is a load that the page itself has
 */

/** A bound is said once where it is no range, and empty where it is open. @param {string | undefined} written */
const percentOf = (written) => (written ? Number(written) : null);

const PRESCRIBED = ".what b, .what small";

/** A session's heading. @param {HTMLElement} session */
export const headingOf = (session) => wordsOf(one(session, "h2"));

/** @param {HTMLElement} root @param {string} selector */
const wordsIn = (root, selector) => all(root, selector).map(wordsOf).join("\n");

/**
 * The exercises, or the blocks, of a page, by the elements that have their keys.
 * @param {HTMLElement[]} elements @param {(element: HTMLElement) => [string, string]} words
 */
function piecesOf(elements, words) {
  const sessions = [...new Set(elements.map((each) => around(each, ".session")))];
  return sessions.flatMap((session) => {
    const { day } = session.dataset;
    const ofDay = all(document, `.session[data-day="${day}"]`).sort((a, b) => inOrder(headingOf(a), headingOf(b)));
    const own = elements.filter((each) => session.contains(each));
    const ids = idsOf(own.map(words));
    return own.map((element, at) => {
      const older = `${day}-${ofDay.indexOf(session) + 1}/@${element.dataset.place}`;
      return { session: session.id, name: words(element)[0], id: ids[at], older, element };
    });
  });
}

/** @param {ParentNode} page @returns {Shown[]} */
export function exercisesOf(page) {
  return piecesOf(all(page, ".movement[data-place]"), (each) => [each.dataset.movement || "", wordsIn(each, PRESCRIBED)]);
}

/** The blocks that have a clock, by their schemes. @param {ParentNode} page @returns {Shown[]} */
export function blocksOf(page) {
  const block = (/** @type {HTMLElement} */ button) => around(button, ".block");
  return piecesOf(all(page, "button.clock"), (each) => [wordsIn(block(each), ".scheme"), wordsIn(block(each), "h4")]);
}

/** @param {HTMLElement} inner @param {Shown[]} exercises */
export const exerciseAround = (inner, exercises) =>
  /** @type {Shown} */ (exercises.find(({ element }) => element.contains(inner)));

/**
 * Reads a set from its row, names its box for a screen reader, and puts the button of its load there.
 * @param {HTMLElement} row @param {Shown[]} exercises @param {(exercise: Shown) => string} keyOf @returns {PageSet}
 */
export function readSet(row, exercises, keyOf) {
  const exercise = exerciseAround(row, exercises);
  row.dataset.set ||= String([...(row.parentElement?.children || [])].indexOf(row) + 1);
  const { set, seconds = "", from, to = from, of = exercise.element.dataset.of || "" } = row.dataset;
  const name = exercise.name || `Piece ${wordsOf(one(around(row, ".block"), ".label"))}`;
  const where = row.querySelector("i") ? `${name}, set ${set}` : name;
  const what = all(row, PRESCRIBED).map(wordsOf);
  const box = /** @type {HTMLInputElement} */ (one(row, "input"));
  box.setAttribute("aria-label", [where, ...what].join(", "));
  const [lifted, unseen] = ["lifted", "unseen"].map((className) => make("span", { className }));
  const button = make("button", { type: "button", className: "load", ariaHasPopup: "dialog" });
  button.append(make("b"), " ", lifted, " ", unseen);
  row.append(button);
  unseen.textContent = where;
  return {
    row,
    box,
    button,
    exercise,
    key: `${keyOf(exercise)}/${set}`,
    where,
    asked: what.join(" · "),
    reps: /^(\d+) reps?\b/.exec(what[0] || "")?.[1] || "",
    seconds,
    written: row.querySelector("var")?.textContent || "",
    prescription: { from: percentOf(from), to: percentOf(to), of, movement: exercise.name },
  };
}
