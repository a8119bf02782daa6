// Days are ISO dates, "2020-12-21": of the calendar, not of a time zone.

/** @param {number} number */
const two = (number) => String(number).padStart(2, "0");

/** The date here and now. */
export const localDate = (now = new Date()) => `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;

/** The time here, "09:05:00". @param {Date} now */
export const localTime = (now) => [now.getHours(), now.getMinutes(), now.getSeconds()].map(two).join(":");

/** A day of another day's week: 0 is its Monday, 6 its Sunday. @param {string} day @param {number} number */
export function dayOfWeek(day, number) {
  const date = new Date(`${day}T12:00:00Z`);
  date.setUTCDate(date.getUTCDate() - ((date.getUTCDay() + 6) % 7) + number);
  return Number.isNaN(date.getTime()) ? day : date.toISOString().slice(0, 10);
}

/** @param {string} day */
export const weekday = (day) => new Date(`${day}T12:00:00`).toLocaleDateString("en-GB", { weekday: "long" });

/** `21 December`, with the year if it is not this one. @param {string} day */
export function dayInWords(day) {
  const date = new Date(`${day}T12:00:00`);
  const year = date.getFullYear() === new Date().getFullYear() ? undefined : "numeric";
  return Number.isNaN(date.getTime()) ? day : date.toLocaleDateString("en-GB", { day: "numeric", month: "long", year });
}
