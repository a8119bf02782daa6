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
from local.page.render import day_month, page_with_script
from local.training.lifter import Lifter
from local.training.loads import RELATED, WORDS_BEFORE_A_LIFT
from local.training.session_shapes import ShownSession
from local.training.session_view import sessions_of, web_address

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
    def name(self) -> str:
        """Return a name that no other week has."""
        return re.sub(r"[^\w.-]", "_", f"{self.stored.first}__{self.stored.last}--{self.stored.program}", flags=re.A)

    @property
    def log(self) -> str:
        """Return what a lifter's log of this week is kept under: the programme and the week's Monday.

        No edit of the post changes it, not one that drops the last day either."""
        first = date.fromisoformat(self.stored.first)
        program = re.sub(r"[^\w.-]", "_", self.stored.program, flags=re.A)
        return f"{program}/{first - timedelta(days=first.weekday())}"

    @property
    def file(self) -> str:
        """Return the name of its HTML file."""
        return f"{self.name}.html"

    @property
    def title(self) -> str:
        """Return `21 to 26 December 2020`."""
        first, last = (date.fromisoformat(day) for day in (self.stored.first, self.stored.last))
        if first == last:
            return f"{day_month(last)} {last.year}"
        if (first.year, first.month) == (last.year, last.month):
            return f"{first.day} to {day_month(last)} {last.year}"
        year = f" {first.year}" if first.year != last.year else ""
        return f"{day_month(first)}{year} to {day_month(last)} {last.year}"

    @property
    def program_words(self) -> str:
        """Return its programme with blanks in place of hyphens."""
        return self.stored.program.replace("-", " ")


def week_pages(
    stored: Iterable[StoredWeek], records: Sequence[StoredRecord], lifter: Lifter = NOBODY
) -> list[WeekPage]:
    """Return the pages of stored weeks, in their order, out of the records of all of them.

    A week without records gets no page: its file is damaged, which the archive has reported."""
    return [page for page in (week_page(week, records, lifter) for week in stored) if page.sessions]


def week_page(stored: StoredWeek, records: Iterable[StoredRecord], lifter: Lifter = NOBODY) -> WeekPage:
    """Return the page of one week, out of records that may be of others too, with a lifter's loads written in it."""
    own = [
        record
        for record in records
        if record["program"] == stored.program and stored.first <= record["date"] <= stored.last
    ]
    link = next((record["post"].get("link", "") for record in own), "")
    return WeekPage(stored, sessions_of(own, lifter), web_address(link))


def week_of_day(weeks: Sequence[WeekPage], day: str) -> WeekPage:
    """Return the week that a day's page is of: the one it is in, else the last before it, else the first of all.

    If programmes share a week, it is the page of the default programme."""
    begun = [week for week in weeks if week.stored.first <= day]

    def preference(week: WeekPage) -> tuple[bool, str, bool]:
        return week.stored.last >= day, week.stored.first, week.stored.program == DEFAULT_PROGRAM

    return max(begun, key=preference) if begun else weeks[0]


def week_html(week: WeekPage, weeks: Sequence[WeekPage] = ()) -> str:
    """Return the page of a week. It leads to its programme's newest of `weeks`, those of its folder; alone, to none."""
    newest = [other for other in weeks if other.stored.program == week.stored.program][-1:]
    return _html(week, {"day": None, "weeks": [_listed(other) for other in newest]}, [], is_alone=not weeks)


def index_html(weeks: Sequence[WeekPage], day: Optional[str], today: str) -> str:
    """Return the page that opens on `day`, or, when that is None, on the day on which it is opened; and all weeks."""
    shown = week_of_day(weeks, day or today)
    return _html(shown, {"day": day, "weeks": [_listed(week) for week in weeks]}, weeks, is_alone=False)


def _listed(week: WeekPage) -> Json:
    return {**week.stored._asdict(), "file": week.file, "title": week.title}


def _html(week: WeekPage, data: Json, weeks: Sequence[WeekPage], is_alone: bool) -> str:
    page = {"week": week.log, "here": _listed(week), "lifts": LIFTS, "isAlone": is_alone, **data}
    return page_with_script("week.html", page, week=week, weeks=weeks, is_alone=is_alone, is_installable=not is_alone)
