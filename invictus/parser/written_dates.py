"""The names of weekdays and months, and the rule "written dates": the dates that a title or a slug names.

They are read from its words and numbers (`tokens`), because WordPress makes a slug of these alone. weeks.py says which
year is meant.
"""

from __future__ import annotations

import re
from datetime import date, timedelta
from difflib import SequenceMatcher
from functools import lru_cache
from typing import NamedTuple, Optional

_WEEKDAYS = (
    "monday mon, tuesday tues tue, wednesday weds wed, thursday thurs thur thu, friday fri, saturday sat, sunday sun"
)
_MONTHS = (
    "january jan, february feb, march mar, april apr, may, june jun, july jul, august aug, september sept sep,"
    " october oct, november nov, december dec"
)
# Monday is 0, January is 1; lower case.
WEEKDAYS = {name: number for number, names in enumerate(_WEEKDAYS.split(",")) for name in names.split()}
MONTHS = {name: number for number, names in enumerate(_MONTHS.split(","), start=1) for name in names.split()}
WHOLE_NAMES = tuple(names.split()[0] for names in _WEEKDAYS.split(","))

# How alike a misspelt weekday is to the one meant: `Wensday`, `Saterday`. A word in -day may differ more.
_ALIKE, _ALIKE_IN_DAY = 0.88, 0.8
# A training week is never longer than two weeks.
LONGEST_RANGE = timedelta(days=13)
# A year that puts a day further than this from the post's own date is a typing error, unless only it makes a week.
_HALF_A_YEAR = timedelta(days=183)

_UNTIL = frozenset(("to", "through", "thru", "till", "until"))
# `Week 3 December`, `Day 1 March`, `5 Day Program`: that number counts something else than a month's days.
_COUNTED = frozenset(("week", "day", "month", "cycle", "phase", "block", "part"))
_DAY = re.compile(r"(\d{1,2})(?:st|nd|rd|th)?")
_YEAR = re.compile(r"(?:19|20)\d\d")
# Shapes of dates, a letter a token: m month, d day, y year, u until, w weekday, n a number that counts.
_SHAPES = (
    re.compile("d(?:my?)?u?w?dmy?"),  # `21 27 december 2020`, `28 december to 3 january`
    re.compile("dmy?(?!d)"),  # `21 december`, but not `5 December 21`
    re.compile("md(?:y?u?w?md|u?w?d)?y?"),  # `december 21 27 2020`, `nov 30 to dec 6`, `december 21`
)
_DAY_ALONE = re.compile(
    rf"\bweek of (?:(?:the|{'|'.join(WEEKDAYS)}) )*([1-9]|[12]\d|3[01])(?:st|nd|rd|th)?\b(?! days?\b)"
)
_NUMERIC = re.compile(
    r"""
    (?<!\w)(?<!\d[/.-])
    (\d{1,2}) ([/.-]) (\d{1,2})(?!\w)                      # 12/21, 12.21, and 12-21 in a slug
    (?:\2 ((?:19|20)\d\d | (?<!-)\d\d) (?!\d))?            # /2020, .20
    (?:\.? [\s-]{0,3} (?:[-\u2013\u2014]|to|thru|through|until) [\s-]{0,3}   # until
       (?:(\d{1,2}) \2)? (\d{1,2})(?!\w|[\s-]days?\b)      # 12/27, or 27
       (?:\2 ((?:19|20)\d\d | (?<!-)\d\d) (?!\d))?
    )?
    """,
    re.VERBOSE | re.IGNORECASE,
)
# `2020-12-21`, which is turned round to be read as `12/21/2020`.
_ISO = re.compile(r"(?<!\w)(?<!\d[/.-])((?:19|20)\d\d)([/.-])(\d{1,2})\2(\d{1,2})(?!\w)")


class WrittenDates(NamedTuple):
    """Dates as they are written, each with the year that is typed after it, and the tokens before and after them."""

    month: int  # 0: not named, as in `week of the 21st`
    day: int
    last_month: Optional[int]
    last_day: Optional[int]
    year: Optional[int]
    last_year: Optional[int]
    before: list[str]
    after: list[str]


@lru_cache(maxsize=1024)
def weekday_named(word: str) -> Optional[int]:
    """Return the weekday (Monday is 0) that a word in lower case names, even misspelt; None for any other word."""
    named = WEEKDAYS.get(word, WEEKDAYS.get(word.removesuffix("s")))
    if named is not None or not re.fullmatch(r"[mtwfs]\w{3,9}y", word):
        return named
    names = [name for name in WHOLE_NAMES if name[0] == word[0]]
    swapped = [(1.0, name) for name in names if sorted(name) == sorted(word)]  # `Thurdsay`
    alike, name = max(swapped + [(SequenceMatcher(None, word, name).ratio(), name) for name in names])
    return WEEKDAYS[name] if alike >= (_ALIKE_IN_DAY if word.endswith("day") else _ALIKE) else None


def tokens_of(text: str) -> list[str]:
    """Return the words and numbers of a title or a slug, in lower case."""
    return re.findall(r"[a-z0-9]+", text.lower())


def calendar_day(year: int, month: int, day: int) -> Optional[date]:
    """Return the date, None if the calendar does not have it: 30 February, or 29 in most years."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def nearest_day(month: int, day: int, to: date) -> Optional[date]:
    """Return the day of that name nearest to another, None if the calendar has none within half a year."""
    days = [calendar_day(year, month, day) for year in (to.year - 1, to.year, to.year + 1)]
    nearest = min(filter(None, days), key=lambda found: abs(found - to), default=None)
    return nearest if nearest and abs(nearest - to) <= _HALF_A_YEAR else None


def month_and_day(one: int, two: int) -> tuple[int, int]:
    """Return month and day: `12/21` is month first, as Americans write it; `21/12` can only be day first."""
    return (two, one) if one > 12 >= two else (one, two)


def find_dates(text: str) -> Optional[WrittenDates]:
    """Return the first dates of a title or a slug, None if it names none. Named months are believed before numbers."""
    tokens = tokens_of(text)
    kinds = "".join(map(_kind, ["", *tokens], tokens, [*tokens[1:], ""]))
    for start in range(len(tokens)):
        for shape in _SHAPES:
            found = shape.match(kinds, start)
            if found and (dates := _dates(tokens, found[0], start)):
                return dates
    alone = _DAY_ALONE.search(" ".join(tokens))
    if (numeric := _numeric(text)) or not alone:
        return numeric
    place = alone.string.count(" ", 0, alone.start(1))
    return WrittenDates(0, int(alone[1]), None, None, None, None, tokens[:place], tokens[place + 1 :])


def _kind(before: str, token: str, after: str) -> str:
    """Return a token's letter in the shapes of dates, given the tokens beside it."""
    day = _DAY.fullmatch(token)
    if day and 1 <= int(day[1]) <= 31:
        return "n" if before in _COUNTED or after in ("day", "days") else "d"
    kinds = {"m": token in MONTHS, "y": _YEAR.fullmatch(token), "u": token in _UNTIL, "w": token in WEEKDAYS}
    return next((kind for kind, fits in kinds.items() if fits), "x")


def _dates(tokens: list[str], kinds: str, start: int) -> Optional[WrittenDates]:
    """Return the dates of tokens that have a shape of dates, None for a range that is no training week."""
    at = {kind: [start + place for place, found in enumerate(kinds) if found == kind] for kind in "mdy"}
    month, *last_months = (MONTHS[tokens[place]] for place in at["m"])
    day, *last_days = (int(_DAY.sub(r"\1", tokens[place])) for place in at["d"])
    last_month, last_day = next(iter(last_months), None), next(iter(last_days), None)
    years = {place > at["d"][-1]: int(tokens[place]) for place in at["y"]}  # whether it is after the last day
    if last_day and kinds[0] == "d":
        if last_month is None:
            last_month = month
            month = (month - 2) % 12 + 1 if day > last_day else month  # `28 - 3 January` begins in December
        if not _is_range(month, day, last_month, last_day):
            return None
    typed = (years.get(False), years.get(True)) if last_day else (years.get(True), None)
    return WrittenDates(month, day, last_month, last_day, *typed, tokens[:start], tokens[start + len(kinds) :])


def _numeric(text: str) -> Optional[WrittenDates]:
    """Read `12/21/2020 - 12/27/2020`, `12.21 - 12.27`, `12/21-27`, `week of 12/21`, and `21/12` with the month last.

    One date alone is believed with its year or after `week of`: `5/3/1` names a cycle, and `10/1` may be anything.
    """
    text = _ISO.sub(r"\3\2\4\2\1", text)
    for found in _NUMERIC.finditer(text):
        one, _, two, year, last_one, last_two, last_year = found.groups()
        years = [int(typed) + 2000 * (len(typed) == 2) if typed else None for typed in (year, last_year)]
        first = month_and_day(int(one), int(two))
        last = month_and_day(int(last_one), int(last_two)) if last_one else (first[0], int(last_two or 0))
        before, after = tokens_of(text[: found.start()]), tokens_of(text[found.end() :])
        if last_two and _is_range(*first, *last):
            return WrittenDates(*first, *last, years[0], years[1], before, after)
        if calendar_day(2020, *first) and (year or before[-2:] == ["week", "of"]):
            after = tokens_of(text[found.end(4 if year else 3) :])
            return WrittenDates(*first, None, None, years[0], None, before, after)
    return None


def _is_range(month: int, day: int, last_month: int, last_day: int) -> bool:
    """Return whether two dates may be the first and the last day of a training week or two (in a leap year)."""
    first = calendar_day(2020, month, day)
    last = calendar_day(2020 + (last_month < month), last_month, last_day)
    return bool(first and last and timedelta(0) < last - first <= LONGEST_RANGE)
