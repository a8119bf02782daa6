"""The names of weekdays and months, and dates as they are written: in a heading, and in a title or a slug, which name
a day, a range, or "the week of" a day. weeks.py says which year is meant.
"""

from __future__ import annotations

import re
from datetime import date, timedelta
from difflib import get_close_matches
from functools import lru_cache
from typing import NamedTuple, Optional

from invictus.marks import plain

_WEEKDAYS = (
    "monday mon, tuesday tues tue, wednesday weds wed, thursday thurs thur thu, friday fri, saturday sat, sunday sun"
)
_MONTHS = (
    "january jan, february feb, march mar, april apr, may, june jun, july jul, august aug, september sept sep,"
    " october oct, november nov, december dec"
)
# Monday is 0, January is 1; lower case.
WEEKDAYS = {name: number for number, names in enumerate(_WEEKDAYS.split(",")) for name in names.split()}
_MONTH_NUMBERS = {name: number for number, names in enumerate(_MONTHS.split(","), start=1) for name in names.split()}
WHOLE_NAMES = tuple(names.split()[0] for names in _WEEKDAYS.split(","))

# How alike a misspelt weekday is to the one meant: `Wensday`, `Saterday`. A word in -day may differ more.
_ALIKE, _ALIKE_IN_DAY = 0.88, 0.8
# A training week is never longer than two weeks.
_LONGEST_RANGE = timedelta(days=13)
# A year that puts a day further than this from the post's own date is a typing error, unless only it makes a week.
_HALF_A_YEAR = timedelta(days=183)

_MONTH = rf"(?:{'|'.join(sorted(_MONTH_NUMBERS, key=len, reverse=True))})(?![a-z])\.?"
_TH = "(?:st|nd|rd|th)?"
# A date in lower-case text with plain dashes, for `re.VERBOSE`; `date_in` reads what it finds.
DATE = rf"""
    (?: (?P<month>{_MONTH}) [ -]? (?P<day>\d{{1,2}}) {_TH}                           # dec. 21st
      | (?P<day_first>\d{{1,2}}) {_TH} [ -]? (?:of[ -])? (?P<month_last>{_MONTH})    # 21 december
        (?! [ -] (?:\d\d | \d(?!$)) {_TH} \b (?![ -]?{_MONTH}) )                     # but not `5 december 21`
    ) (?![\w/%]) (?:,?[ -] (?P<year>(?:19|20)\d\d) (?!\w))?                         # , 2020
  | (?P<iso_year>(?:19|20)\d\d) - (?P<iso_month>\d{{1,2}}) - (?P<iso_day>\d{{1,2}}) (?!\w)
  | (?P<one>\d{{1,2}}) (?P<mark>[/.-]) (?P<two>\d{{1,2}}) (?!\w)                     # 12/21, 12.21, 12-21
    (?: (?P=mark) (?P<last>(?:19|20)\d\d | (?<!-)\d\d) (?!\d) )?                    # /2020, .20
"""
_GAP = r"[\s.,-]{1,4}"
_UNTIL = rf"{_GAP} (?:(?:to|through|thru|till|until) {_GAP})? (?:(?:{'|'.join(WEEKDAYS)}) {_GAP})?"
_FIRST = re.compile(
    rf"""
    (?<!\w) (?<!\d[/.-])
    (?: (?P<from>\d{{1,2}}) {_TH} {_UNTIL} (?=\d{{1,2}} {_TH} [ -]? (?:of[ -])? [a-z]{{3}}) )?   # 21 - 27 december
    (?:{DATE})
    """,
    re.VERBOSE,
)
_LAST = re.compile(
    rf"""
    {_UNTIL}
    (?: {DATE} | (?P<last_day>\d{{1,2}}) {_TH} (?![\w/]) (?:[ ,-]{{1,2}} (?P<last_year>(?:19|20)\d\d) (?!\w))? )
    """,
    re.VERBOSE,
)
_WEEK_OF = re.compile(rf"\bweek[ -]of[ ,-]+(?:(?:the|{'|'.join(WEEKDAYS)})[ ,-]+)*(\d{{1,2}}){_TH}\b")
# `Week 3 December`, `Day 1 March`, `5 Day Program`: that number counts something else than a month's days.
_COUNTED = re.compile(r"\b(?:week|day|month|cycle|phase|block|part)[\s#-]{1,3}\d{1,2}\b|\b\d{1,2}[\s-]days?\b")


class WrittenDate(NamedTuple):
    """One date. `is_sure` says whether it can be nothing else: `December 21` and `12/21/20`, but not `10/1`."""

    month: int  # 0: not named, as in `week of the 21st`
    day: int
    year: Optional[int]
    is_sure: bool

    def near(self, to: date) -> Optional[date]:
        """Return the day of this name nearest to another, None if the calendar has none within half a year."""
        days = [calendar_day(year, self.month, self.day) for year in (to.year - 1, to.year, to.year + 1)]
        nearest = min(filter(None, days), key=lambda found: abs(found - to), default=None)
        return nearest if nearest and abs(nearest - to) <= _HALF_A_YEAR else None


class WrittenDates(NamedTuple):
    """A date or a range as it is written, and the words and numbers before and after it."""

    first: WrittenDate
    last: Optional[WrittenDate]
    before: list[str]
    after: list[str]


@lru_cache(maxsize=1024)
def weekday_named(word: str) -> Optional[int]:
    """Return the weekday (Monday is 0) that a word in lower case names, even misspelt; None for any other word."""
    named = WEEKDAYS.get(word, WEEKDAYS.get(word.removesuffix("s")))
    if named is not None or not re.fullmatch(r"[mtwfs]\w{3,9}y", word):
        return named
    names = [name for name in WHOLE_NAMES if name[0] == word[0]]
    swapped = [name for name in names if sorted(name) == sorted(word)]  # `Thurdsay`
    alike = swapped or get_close_matches(word, names, 1, _ALIKE_IN_DAY if word.endswith("day") else _ALIKE)
    return WEEKDAYS[alike[0]] if alike else None


def tokens_of(text: str) -> list[str]:
    """Return the words and numbers of a title or a slug, in lower case."""
    return re.findall(r"[a-z0-9]+", text.lower())


def calendar_day(year: int, month: int, day: int) -> Optional[date]:
    """Return the date, None if the calendar does not have it: 30 February, or 29 in most years."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def last_day(first: date, last: WrittenDate) -> Optional[date]:
    """Return the last day of a range that begins on `first`, None if it is no training week or two."""
    day = calendar_day(first.year + (last.month < first.month), last.month, last.day)
    return day if day and timedelta(0) < day - first <= _LONGEST_RANGE else None


def date_in(found: re.Match[str]) -> WrittenDate:
    """Return the date that DATE has found, in the calendar or not. `12/21` is month first, `21/12` only day first."""
    if found["iso_year"]:
        return WrittenDate(int(found["iso_month"]), int(found["iso_day"]), int(found["iso_year"]), True)
    if found["mark"]:
        month, day = int(found["one"]), int(found["two"])
        month, day = (day, month) if month > 12 >= day else (month, day)
        year = int(found["last"]) + 2000 * (len(found["last"]) == 2) if found["last"] else None
        return WrittenDate(month, day, year, year is not None)
    month = _MONTH_NUMBERS[(found["month"] or found["month_last"]).rstrip(".")]
    return WrittenDate(month, int(found["day"] or found["day_first"]), int(found["year"] or 0) or None, True)


def find_dates(text: str) -> Optional[WrittenDates]:
    """Return the first dates of a title or a slug, None if it names none.

    A date in numbers alone is believed with its year or after `week of`: `5/3/1` names a cycle, `10/1` may be anything.
    """
    shown = plain(text).lower()
    masked = _COUNTED.sub(lambda found: "_" * len(found[0]), shown)
    start = 0
    while found := _FIRST.search(masked, start):
        if dates := _dates_at(found, shown):
            return dates
        start = found.start("day_first") if found["from"] else found.end()
    if alone := _WEEK_OF.search(masked):
        before, after = tokens_of(shown[: alone.start(1)]), tokens_of(shown[alone.end() :])
        return WrittenDates(WrittenDate(0, int(alone[1]), None, True), None, before, after)
    return None


def _dates_at(found: re.Match[str], shown: str) -> Optional[WrittenDates]:
    """Return the date that is found, and the one after it if they make a range; None for numbers that may be none."""
    first, last = date_in(found), None
    before, rest = tokens_of(shown[: found.start()]), _LAST.match(found.string, found.end())
    if found["from"]:
        first, last, rest = first._replace(day=int(found["from"]), year=None), first, None
        if first.day > last.day:  # `28 - 3 January` begins in December
            first = first._replace(month=(first.month - 2) % 12 + 1)
    elif rest and not rest["last_day"]:
        last = date_in(rest)
    elif rest and not first.year:
        day = int(rest["last_day"])
        runs_on = day < first.day and not found["mark"]  # `December 28-3`
        month = first.month % 12 + 1 if runs_on else first.month
        last = WrittenDate(month, day, int(rest["last_year"] or 0) or None, True)
    a_day = calendar_day(2020, first.month, first.day)
    if not (a_day and last and last_day(a_day, last)):
        if found["from"]:
            return None
        if found["mark"] or found["iso_year"]:
            last = None
            if not a_day or not (first.year or before[-2:] == ["week", "of"]):
                return None
    end = rest.end() if rest and last else found.end()
    return WrittenDates(first, last, before, tokens_of(shown[end:]))
