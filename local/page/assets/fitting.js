// Which exercise of the page a log is of, also after the coach has edited the post.
//
// An exercise is named by its movement and by what is prescribed: "Snatch~1x9f", so that it stays the same whatever
// happens to the others. "Snatch~1x9f~2" says that the session has more than one Snatch.

import { liftKey } from "./lifts.js";

/**
 * @typedef {{session: string, name: string, id: string, older: string}} Piece an exercise, or a block, of the page;
 *   `older` is its session and place as version 1 named them: "2021-01-05-1/@a1~1"
 */
/** @typedef {{session: string, id: string}} Kept an exercise that has a log */

/** @param {string} id */
export function partsOf(id) {
  const [, name, print, number] = /^([^~]*)~([^~]*)(?:~(\d+))?$/.exec(id) || ["", id, "", "1"];
  return { name, print, number: number || "1", isAlone: !number };
}

/** The ids of a session's exercises, of their names and of what is prescribed. @param {[string, string][]} exercises */
export function idsOf(exercises) {
  /** @type {Map<string, number>} */
  const seen = new Map();
  return exercises.map(([name, prescribed]) => {
    const id = `${nameInId(name)}~${printOf(prescribed)}`;
    const isAlone = exercises.filter(([other]) => liftKey(other) === liftKey(name)).length === 1;
    seen.set(id, (seen.get(id) || 0) + 1);
    return isAlone ? id : `${id}~${seen.get(id)}`;
  });
}

/** @param {string} name */
export const nameInId = (name) => name.replaceAll("~", "-");

/** A short fingerprint (FNV-1a). @param {string} text */
function printOf(text) {
  let print = 2166136261;
  for (const letter of text.toLowerCase()) print = Math.imul(print ^ (letter.codePointAt(0) || 0), 16777619) >>> 0;
  return print.toString(36);
}

/**
 * Finds the piece for each kept exercise. What is not in the map fits nowhere. An exercise is found by all of its name;
 * else, if it is the only one of its movement before and after, by the movement. A session whose day was renamed is
 * found by its exercises.
 * @template {Piece} P @template {Kept} K @param {P[]} pieces @param {K[]} kept @returns {Map<K, P>}
 */
export function fit(pieces, kept) {
  /** @type {Map<K, P>} */
  const fits = new Map();
  const isFree = (/** @type {P} */ piece) => ![...fits.values()].includes(piece);
  const isIn = (/** @type {K} */ each, /** @type {P} */ piece) => sessionOf(each, pieces) === piece.session;
  for (const matches of [isSame, isOnly]) {
    for (const each of kept.filter((one) => !fits.has(one))) {
      const piece = pieces.find((one) => isIn(each, one) && isFree(one) && matches(each, one));
      if (piece) fits.set(each, piece);
    }
  }
  const found = new Set([...fits.keys()].map(({ session }) => session));
  for (const session of new Set(kept.map((each) => each.session).filter((name) => !found.has(name)))) {
    const moved = kept.filter((each) => each.session === session);
    const sessions = [...new Set(pieces.map((piece) => piece.session))]
      .map((name) => pieces.filter((piece) => piece.session === name))
      .filter((own) => own.every(isFree) && moved.every((each) => own.some((piece) => isSame(each, piece))));
    if (sessions.length !== 1) continue;
    for (const each of moved) fits.set(each, /** @type {P} */ (sessions[0].find((piece) => isSame(each, piece))));
  }
  return fits;
}

/** A log's session on the page: that of its key, or its day's only one. @param {Kept} kept @param {Piece[]} pieces */
function sessionOf({ session, id }, pieces) {
  const older = pieces.find((piece) => piece.older.startsWith(`${session}/`));
  if (partsOf(id).print.startsWith("@") && older) return older.session;
  const names = pieces.map((piece) => piece.session);
  const ofDay = new Set(names.filter((name) => name.slice(0, 10) === session.slice(0, 10)));
  return ofDay.has(session) || ofDay.size !== 1 ? session : [...ofDay][0];
}

/** @param {Kept} kept @param {Piece} piece */
function isSame({ id }, piece) {
  const [one, other] = [partsOf(id), partsOf(piece.id)];
  const isNamed = liftKey(one.name) === liftKey(other.name);
  if (one.print.startsWith("@")) return (isNamed || !one.name) && piece.older.endsWith(`/${one.print}~${one.number}`);
  return isNamed && one.print === other.print && one.number === other.number;
}

/** @param {Kept} kept @param {Piece} piece */
function isOnly({ id }, piece) {
  const [one, other] = [partsOf(id), partsOf(piece.id)];
  return one.isAlone && other.isAlone && liftKey(one.name) !== "" && liftKey(one.name) === liftKey(other.name);
}
