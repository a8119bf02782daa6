// Today's session first and open, the others closed below it in the order of their days; and printing.

/** The date here and now, "2020-12-21". */
function localDate(now = new Date()) {
  const two = (number) => String(number).padStart(2, "0");
  return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
}

/** The sessions to begin with: those of the day, else those of the next day that has any, else those of the first. */
function sessionsOf(day, sessions) {
  const days = sessions.map((session) => session.dataset.day).sort();
  const first = days.includes(day) ? day : days.find((each) => each > day && days[0] <= day) || days[0];
  return sessions.filter((session) => session.dataset.day === first);
}

class Days {
  /** `day` is the day to begin with; null is today. `weeks` are those of an index: {first, last, file, title}. */
  constructor({ day, weeks }) {
    this.list = document.getElementById("sessions");
    this.sessions = [...document.querySelectorAll(".session")];
    this.day = day || localDate();
    const begun = sessionsOf(this.day, this.sessions);
    this.list.prepend(...begun);
    for (const session of this.sessions) session.open = begun.includes(session);
    for (const link of document.querySelectorAll(".days a")) {
      const session = document.getElementById(link.hash.slice(1));
      if (session.dataset.day === this.day) link.setAttribute("aria-current", "date");
    }
    this.openNamed();
    addEventListener("hashchange", () => this.openNamed());
    // A link to the session that the address names already changes nothing in the address.
    document.querySelector(".days").addEventListener("click", () => setTimeout(() => this.openNamed()));
    this.offerOtherWeek(weeks || []);
    this.prepareToPrint();
  }

  openNamed() {
    const named = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (!named || !this.sessions.includes(named)) return;
    named.open = true;
    named.scrollIntoView();
  }

  /** An index that was written last week leads to the page of this one. */
  offerOtherWeek(weeks) {
    const covers = ({ first, last }) => first <= this.day && this.day <= last;
    const isHere = this.sessions.some((session) => session.dataset.day === this.day);
    const other = isHere ? null : weeks.find((week) => covers(week) && !week.isHere);
    if (!other) return;
    const notice = document.getElementById("elsewhere");
    const link = document.createElement("a");
    link.href = other.file;
    link.textContent = other.title;
    notice.append("Today is in another week: ", link);
    notice.hidden = false;
  }

  /** A sheet has the warm-up and the notes on it, and the sessions that are closed on the screen. */
  prepareToPrint() {
    let closed = [];
    addEventListener("beforeprint", () => {
      closed = [...document.querySelectorAll("details:not([open]):not(.written)")];
      for (const details of closed) details.open = true;
    });
    addEventListener("afterprint", () => {
      for (const details of closed) details.open = false;
      document.body.classList.remove("print-one");
    });
    for (const button of document.querySelectorAll("button.print")) {
      button.addEventListener("click", () => {
        for (const session of this.sessions) session.classList.toggle("printed", session.contains(button));
        document.body.classList.add("print-one");
        print();
      });
    }
  }
}
