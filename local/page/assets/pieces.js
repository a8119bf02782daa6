// What the page itself says: its exercises and blocks, by names that outlive the coach's edits, and its sets.

import { all, around, make, one, wordsOf } from "./dom.js";
import { idsOf } from "./fitting.js";

/** @typedef {import("./fitting.js").Piece & {element: HTMLElement}} Shown an exercise, or a block with a clock */
/**
 * @typedef {object} PageSet a set on the page
 * @property {HTMLElement} row
 * @property {Shown} exercise
 * @property {string} key
 * @property {string} where
 * @property {string} asked reps and percent, in words
 * @property {string} reps
 * @property {string} seconds
 * @property {string} written a load that the page itself has
 * @property {HTMLButtonElement} button
 * @property {import("./loads.js").Prescription} prescription
 */

/** The load's button, which opens the set's sheet. */
function loadButton() {
  const [lifted, where] = ["lifted", "unseen"].map((className) => make("span", { className }));
  return make("button", { type: "button", className: "load", ariaHasPopup: "dialog" }, make("b"), " ", lifted, " ", where);
}

/** @param {string | undefined} written */
const percentOf = (written) => (written ? Number(written) : null);

/** A session's heading. @param {HTMLElement} session */
export const headingOf = (session) => wordsOf(one(session, "h2"));

/**
 * The exercises, or the blocks, of a page, by the elements that have their keys.
 * @param {HTMLElement[]} elements
 * @param {(element: HTMLElement) => [string, string]} words
 */
function piecesOf(elements, words) {
  const pieces = elements.map((each) => {
    const session = around(each, ".session");
    const ofDay = all(document, `.session[data-day="${session.dataset.day}"]`).sort((a, b) => (headingOf(a) < headingOf(b) ? -1 : 1));
    const older = `${session.dataset.day}-${ofDay.indexOf(session) + 1}/@${each.dataset.place}`;
    return { session: session.id, name: words(each)[0], id: "", older, element: each };
  });
  for (const session of new Set(pieces.map((piece) => piece.session))) {
    const own = pieces.filter((piece) => piece.session === session);
    const ids = idsOf(own.map((piece) => words(piece.element)));
    own.forEach((piece, at) => (piece.id = ids[at]));
  }
  return pieces;
}

/** @param {ParentNode} page @returns {Shown[]} */
export function exercisesOf(page) {
  const prescribed = (/** @type {HTMLElement} */ each) => all(each, ".what b, .what small").map(wordsOf).join("\n");
  return piecesOf(all(page, ".movement[data-place]"), (each) => [each.dataset.movement || "", prescribed(each)]);
}

/** The blocks that have a clock, by their schemes. @param {ParentNode} page @returns {Shown[]} */
export function blocksOf(page) {
  const inBlock = (/** @type {HTMLElement} */ each, /** @type {string} */ what) => all(around(each, ".block"), what).map(wordsOf).join("\n");
  return piecesOf(all(page, "button.clock"), (each) => [inBlock(each, ".scheme"), inBlock(each, "h4")]);
}

/**
 * Reads a set from its row, names its box for a screen reader, and puts the button of its load there.
 * @param {HTMLElement} row
 * @param {Shown[]} exercises
 * @param {(exercise: Shown) => string} keyOf
 * @returns {PageSet}
 */
export function readSet(row, exercises, keyOf) {
  const movement = around(row, ".movement");
  const exercise = /** @type {Shown} */ (exercises.find((each) => each.element === movement));
  row.dataset.set ||= String([...(row.parentElement?.children || [])].indexOf(row) + 1);
  const name = exercise.name || `Piece ${wordsOf(one(around(row, ".block"), ".label"))}`;
  const number = row.querySelector("i") ? row.dataset.set : "";
  const where = name + (number && `, set ${number}`);
  const what = all(row, ".what b, .what small").map(wordsOf);
  const button = row.appendChild(loadButton());
  one(button, ".unseen").textContent = where;
  one(row, "input").setAttribute("aria-label", [where, ...what].join(", "));
  return {
    row,
    exercise,
    key: `${keyOf(exercise)}/${row.dataset.set}`,
    where,
    asked: what.join(" · "),
    reps: /^(\d+) reps?\b/.exec(what[0] || "")?.[1] || "",
    seconds: row.dataset.seconds || "",
    written: row.querySelector("var")?.textContent || "",
    button,
    prescription: {
      from: percentOf(row.dataset.from),
      to: percentOf(row.dataset.to ?? row.dataset.from), // said once where it is no range, and empty where it is open
      of: row.dataset.of || movement.dataset.of || "",
      movement: exercise.name,
    },
  };
}
