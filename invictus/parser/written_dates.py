"""The rule "written dates": the dates that a title or a slug names, with their place in it.

They are read from its words and numbers (`tokens`), because WordPress makes a slug of these alone. A year is noted as
typed: weeks.py says which year is meant.
"""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import NamedTuple, Optional

from invictus.parser.calendar_names import MONTHS, WEEKDAYS

# A training week is never longer than two weeks.
LONGEST_RANGE = timedelta(days=13)

_UNTIL = frozenset(("to", "through", "thru", "till", "until"))
# `Week 3 December`, `Day 1 March`, `5 Day Program`: that number counts something else than a month's days.
_COUNTED = frozenset(("week", "day", "month", "cycle", "phase", "block", "part"))
_COUNTS = frozenset(("day", "days"))
_DAY = re.compile(r"(\d{1,2})(?:st|nd|rd|th)?")
_YEAR = re.compile(r"(?:19|20)\d\d")
# Shapes of dates, a letter a token: m month, d day, y year, u until, w weekday, n a number that counts.
_MONTH_FIRST = re.compile("md(?:y?u?w?md|u?w?d)?y?")  # `december 21 27 2020`, `nov 30 to dec 6`, `december 21`
_DAY_FIRST_RANGE = re.compile("d(?:my?)?u?w?dmy?")  # `21 27 december 2020`, `28 december to 3 january`
_DAY_FIRST = re.compile("dmy?(?!d)")  # `21 december`, but not `5 December 21`
_WEEK_OF = re.compile(rf"\bweek of (?:(?:the|{'|'.join(WEEKDAYS)}) )*(\d{{1,2}})(?:st|nd|rd|th)?\b")
_NUMERIC = re.compile(
    r"""
    (?<!\w)(?<!\d[/.-])
    (\d{1,2}) ([/.-]) (\d{1,2})(?!\d)                      # 12/21, 12.21, and 12-21 in a slug
    (?:\2 ((?:19|20)\d\d | (?<!-)\d\d) (?!\d))?            # /2020, .20
    (?:\.? [\s-]{0,3} (?:[-\u2013\u2014]|to|thru|through|until) [\s-]{0,3}   # until
       (?:(\d{1,2}) \2)? (\d{1,2})(?!\d)                   # 12/27, or 27
       (?:\2 ((?:19|20)\d\d | (?<!-)\d\d) (?!\d))?
    )?
    """,
    re.VERBOSE | re.IGNORECASE,
)
# `2020-12-21`, which is turned round to be read as `12/21/2020`.
_ISO = re.compile(r"(?<!\w)(?<!\d[/.-])((?:19|20)\d\d)([/.-])(\d{1,2})\2(\d{1,2})(?!\w)")


class WrittenDates(NamedTuple):
    """Dates as they are written; `start` and `end` say which tokens they are. No `month`: only a day.

    `year` is typed after the first date, `last_year` after the last one.
    """

    month: Optional[int]
    day: int
    last_month: Optional[int]
    last_day: Optional[int]
    year: Optional[int]
    last_year: Optional[int]
    start: int
    end: int


def tokens_of(text: str) -> list[str]:
    """Return the words and numbers of a title or a slug, in lower case."""
    return re.findall(r"[a-z0-9]+", text.lower())


def find_dates(text: str) -> Optional[WrittenDates]:
    """Return the first dates of a title or a slug, None if it names none. Named months are believed before numbers."""
    tokens = tokens_of(text)
    return _named(tokens) or _numeric(text) or _day_alone(tokens)


def calendar_day(year: int, month: int, day: int) -> Optional[date]:
    """Return the date, None if the calendar does not have it: 30 February, or 29 in most years."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _named(tokens: list[str]) -> Optional[WrittenDates]:
    """Return the dates whose months are named, with the day first or the month first."""
    kinds = "".join(map(_kind, ["", *tokens], tokens, [*tokens[1:], ""]))
    for start in range(len(tokens)):
        for shape in (_DAY_FIRST_RANGE, _DAY_FIRST):
            found = shape.match(kinds, start)
            dates = _dates(tokens, kinds, found) if found else None
            if dates:
                return dates
    found = _MONTH_FIRST.search(kinds)
    return _dates(tokens, kinds, found) if found else None


def _kind(before: str, token: str, after: str) -> str:
    """Return a token's letter in the shapes of dates, given the tokens beside it."""
    day = _DAY.fullmatch(token)
    if day and 1 <= int(day[1]) <= 31:
        return "n" if before in _COUNTED or after in _COUNTS else "d"
    kinds = {"m": token in MONTHS, "y": bool(_YEAR.fullmatch(token)), "u": token in _UNTIL, "w": token in WEEKDAYS}
    return next((kind for kind, fits in kinds.items() if fits), "x")


def _dates(tokens: list[str], kinds: str, found: re.Match[str]) -> Optional[WrittenDates]:
    """Return the dates of tokens that have a shape of dates, None for a range that is no training week."""
    at = {kind: [place for place in range(*found.span()) if kinds[place] == kind] for kind in "mdy"}
    months = [MONTHS[tokens[place]] for place in at["m"]]
    day, *last = (int(_DAY.sub(r"\1", tokens[place])) for place in at["d"])
    last_day = last[0] if last else None
    years = {place > at["d"][-1]: int(tokens[place]) for place in at["y"]}  # whether it is after the last day
    last_month = months[1] if len(months) > 1 else None
    if last_day and kinds[found.start()] == "d":
        last_month = months[-1]
        months[0] = months[0] if len(months) > 1 else _month_before(day, last_month, last_day)
        if not _is_range(months[0], day, last_month, last_day):
            return None
    typed = (years.get(False), years.get(True)) if last_day else (years.get(True), None)
    return WrittenDates(months[0], day, last_month, last_day, *typed, *found.span())


def _numeric(text: str) -> Optional[WrittenDates]:
    """Read `12/21/2020 - 12/27/2020`, `12.21 - 12.27`, `12/21-27`, `week of 12/21`, and `21/12` with the month last.

    One date alone is believed with its year or after `week of`: `5/3/1` names a cycle, and `10/1` may be anything.
    """
    text = _ISO.sub(r"\3\2\4\2\1", text)
    for match in _NUMERIC.finditer(text):
        one, _, two, year, last_one, last_two, last_year = match.groups()
        month, day = _month_and_day(int(one), int(two))
        last_month, last_day = month, int(last_two or 0)
        if last_one:
            last_month, last_day = _month_and_day(int(last_one), int(last_two))
        before = tokens_of(text[: match.start()])
        if not calendar_day(2020, month, day):
            continue
        if last_two and _is_range(month, day, last_month, last_day):
            end = len(before) + len(tokens_of(match.group()))
            years = _whole_year(year), _whole_year(last_year)
            return WrittenDates(month, day, last_month, last_day, *years, len(before), end)
        if year or before[-2:] == ["week", "of"]:
            end = len(before) + 2 + bool(year)
            return WrittenDates(month, day, None, None, _whole_year(year), None, len(before), end)
    return None


def _day_alone(tokens: list[str]) -> Optional[WrittenDates]:
    """Read `week of the 21st`, which takes its month from the post's date."""
    text = " ".join(tokens)
    found = _WEEK_OF.search(text)
    if not found or not 1 <= int(found[1]) <= 31:
        return None
    start = text.count(" ", 0, found.start(1))
    return WrittenDates(None, int(found[1]), None, None, None, None, start, start + 1)


def _month_and_day(one: int, two: int) -> tuple[int, int]:
    """Return month and day: `12/21` is month first, as Americans write it; `21/12` can only be day first."""
    return (two, one) if one > 12 >= two else (one, two)


def _month_before(day: int, last_month: int, last_day: int) -> int:
    """Return the month before: `28 - 3 January` begins in December."""
    return last_month if day <= last_day else (last_month - 2) % 12 + 1


def _is_range(month: int, day: int, last_month: int, last_day: int) -> bool:
    """Return whether two dates may be the first and the last day of a training week or two (in a leap year)."""
    first = calendar_day(2020, month, day)
    last = calendar_day(2020 + (last_month < month), last_month, last_day)
    return bool(first and last and timedelta(0) < last - first <= LONGEST_RANGE)


def _whole_year(typed: Optional[str]) -> Optional[int]:
    return int(typed) + 2000 * (len(typed) == 2) if typed else None
