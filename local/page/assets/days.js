// Today's session first and open, the others closed below it in the order of their days; and printing.

import { dayOfWeek, localDate } from "./dates.js";
import { all, around, element, make } from "./dom.js";
import { fromKey } from "./log.js";

/**
 * @typedef {{first: string, last: string, file: string, title: string, program: string}} Week a page of the folder
 * @typedef {{day: string | null, here: Week, weeks: Week[]}} Page `day` is what to begin with, null the day on
 *   which the page is looked at; `weeks` are those that the page leads to, none from a page without a folder
 */

/**
 * The sessions to begin with: those of the day, else those of the next day that has any, else those of the first.
 * @param {string} day @param {HTMLElement[]} sessions
 */
function sessionsOf(day, sessions) {
  const days = sessions.map((session) => session.dataset.day || "").sort();
  const first = days.includes(day) ? day : days.find((each) => each > day && days[0] <= day) || days[0];
  return sessions.filter((session) => session.dataset.day === first);
}

const DAY_CHECK_MS = 20_000;

export class Days {
  /** @param {Page} page */
  constructor(page) {
    this.page = page;
    this.list = element("sessions");
    this.sessions = all(document, ".session");
    this.day = "";
    this.show();
    this.openNamed();
    this.beginAtTraining();
    addEventListener("hashchange", () => this.openNamed());
    // A link to the session that the address names already changes nothing in the address.
    element("days").addEventListener("click", () => setTimeout(() => this.openNamed()));
    setInterval(() => this.show(), DAY_CHECK_MS); // a page may lie open past midnight
    this.prepareToPrint();
  }

  /** Begins with the day that it is now. A session that the lifter has open stays where it is on the screen. */
  show() {
    const day = this.page.day || localDate();
    if (day === this.day) return;
    const isFirst = this.day === "";
    this.day = day;
    const seen = this.sessions.find((session) => !isFirst && session.getBoundingClientRect().bottom > 0);
    const before = seen?.getBoundingClientRect().top || 0;
    const begun = sessionsOf(day, this.sessions);
    this.list.prepend(...begun, ...this.sessions.filter((session) => !begun.includes(session)));
    for (const session of this.sessions) {
      if (isFirst || begun.includes(session)) session.toggleAttribute("open", begun.includes(session));
    }
    if (seen) scrollBy(0, seen.getBoundingClientRect().top - before);
    for (const link of all(element("days"), "a")) {
      const session = document.getElementById(/** @type {HTMLAnchorElement} */ (link).hash.slice(1));
      link.ariaCurrent = session?.dataset.day === day ? "date" : null;
    }
    this.showOtherWeek();
  }

  openNamed() {
    const named = document.getElementById(fromKey(location.hash.slice(1)));
    if (!named || !this.sessions.includes(named)) return;
    named.toggleAttribute("open", true);
    named.scrollIntoView();
  }

  /** A phone on its side has room for little: it begins at the first set. */
  beginAtTraining() {
    const session = this.sessions.find((each) => each.hasAttribute("open"));
    if (innerHeight < 480 && !location.hash && scrollY === 0) session?.querySelector(".block")?.scrollIntoView();
  }

  /** A page of another week than today's says so, and leads to the week of today, or to the newest. */
  showOtherWeek() {
    const { here, weeks } = this.page;
    const end = (/** @type {Week} */ { last }) => dayOfWeek(last, 6); // it may have no session left, and is not past
    const isOf = (/** @type {Week} */ week) => week.first <= this.day && this.day <= end(week);
    const others = weeks.filter((week) => week.file !== here.file).sort((a, b) => (a.first < b.first ? 1 : -1));
    const newer = others.find((week) => week.first > here.last && week.first <= this.day);
    const ofToday = others.filter(isOf);
    const own = ofToday.find((week) => week.program === here.program) || ofToday[0] || newer;
    const other = isOf(here) ? undefined : own;
    const isPast = end(here) < this.day;
    const says = /** @type {(Node | string)[]} */ ([isPast ? "This week is past. " : "Today is in another week: "]);
    const href = document.getElementById("weeks-title") ? "#weeks-title" : "index.html"; // of the index, or not
    if (other) says.push(make("a", { href: other.file, textContent: other.title }));
    else if (!weeks.length) says.push("A newer one comes as a new file or link.");
    else says.push(make("a", { href, textContent: "All weeks" }), " has the newest that is here.");
    element("elsewhere").hidden = !other && !isPast;
    element("elsewhere").replaceChildren(...says);
  }

  /** A sheet has the warm-up and the notes on it, and the sessions that are closed on the screen. */
  prepareToPrint() {
    /** @type {HTMLElement[]} */
    let closed = [];
    addEventListener("beforeprint", () => {
      closed = all(document, "details:not([open]):not(.written)");
      for (const details of closed) details.toggleAttribute("open", true);
    });
    addEventListener("afterprint", () => {
      for (const details of closed) details.toggleAttribute("open", false);
      document.body.classList.remove("print-one");
    });
    for (const button of all(document, "button.print")) {
      button.addEventListener("click", () => {
        const printed = around(button, ".session");
        for (const session of this.sessions) session.classList.toggle("printed", session === printed);
        document.body.classList.add("print-one");
        print();
      });
    }
  }
}
