"""The pages of the stored weeks: which records belong to which, what a page is called, and its HTML."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Optional

from invictus.parser.weeks import DEFAULT_PROGRAM
from invictus.prescriptions import lifts
from invictus.shapes import Json, StoredRecord
from local.archive.weeks import StoredWeek
from local.page.render import date_in_words, page_html
from local.terminal.printing import web_address
from local.training.lifter import Lifter
from local.training.loads import RELATED, WORDS_BEFORE_A_LIFT
from local.training.session_view import ShownSession, sessions_of

NOBODY = Lifter()  # whose maxima are not known
# What the page compares lifts by: the tables and patterns of lifts.py and loads.py, for its lifts.js.
LIFTS: Json = {
    "abbreviations": lifts.ABBREVIATIONS,
    "plurals": lifts.PLURALS,
    "sameLift": lifts.SAME_LIFT.pattern,
    "aside": lifts.ASIDE.pattern,
    "word": lifts.WORD.pattern,
    "related": RELATED,
    "wordsBefore": WORDS_BEFORE_A_LIFT,
}


@dataclass(frozen=True)
class WeekPage:
    """A stored week as a page. `link` is the post's address, "" without one."""

    stored: StoredWeek
    sessions: list[ShownSession]
    link: str

    @property
    def file(self) -> str:
        """Return the name of its HTML file, which no other week has."""
        return f"{_plain(f'{self.stored.first}__{self.stored.last}--{self.stored.program}')}.html"

    @property
    def log(self) -> str:
        """Return what a lifter's log of this week is kept under: the programme and the week's Monday.

        No edit of the post changes it, not one that drops the last day either."""
        first = date.fromisoformat(self.stored.first)
        return f"{_plain(self.stored.program)}/{first - timedelta(days=first.weekday())}"

    @property
    def title(self) -> str:
        """Return `21 to 26 December 2020`."""
        begins, ends = (date_in_words(date.fromisoformat(day)).split() for day in (self.stored.first, self.stored.last))
        while begins and begins[-1] == ends[len(begins) - 1]:  # the year, and the month, of both is said once
            begins.pop()
        return " ".join([*begins, "to", *ends] if begins else ends)

    @property
    def program_words(self) -> str:
        """Return its programme with blanks in place of hyphens."""
        return self.stored.program.replace("-", " ")


def _plain(name: str) -> str:
    return re.sub(r"[^\w.-]", "_", name, flags=re.A)


def week_page(stored: StoredWeek, records: Iterable[StoredRecord], lifter: Lifter = NOBODY) -> WeekPage:
    """Return the page of one week, out of records that may be of others too, with a lifter's loads written in it."""
    of_program = (record for record in records if record["program"] == stored.program)
    own = [record for record in of_program if stored.first <= record["date"] <= stored.last]
    link = web_address(own[0]["post"]["link"]) if own else ""
    return WeekPage(stored, sessions_of(own, lifter), link)


def week_of_day(weeks: Sequence[WeekPage], day: str) -> WeekPage:
    """Return the week that a day's page is of, of the default programme if several are: the last that has begun."""
    return max(
        (week for week in weeks if week.stored.first <= day),
        key=lambda week: (week.stored.first, week.stored.program == DEFAULT_PROGRAM),
        default=weeks[0],
    )


def week_html(week: WeekPage, weeks: Sequence[WeekPage] = ()) -> str:
    """Return the page of a week. It leads to its programme's newest of `weeks`, those of its folder; alone, to none."""
    return _html(week, [other for other in weeks if other.stored.program == week.stored.program][-1:])


def index_html(weeks: Sequence[WeekPage], day: Optional[str], today: str) -> str:
    """Return the page that opens on `day`, or, when that is None, on the day on which it is opened; and all weeks."""
    return _html(week_of_day(weeks, day or today), weeks, weeks, day)


def _html(week: WeekPage, others: Sequence[WeekPage], index: Sequence[WeekPage] = (), day: Optional[str] = None) -> str:
    here, *weeks = ({**page.stored._asdict(), "file": page.file, "title": page.title} for page in (week, *others))
    data = {"week": week.log, "here": here, "lifts": LIFTS, "day": day, "weeks": weeks}
    return page_html("week.html", bool(others), data, week=week, weeks=index)
