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
# `Week 3 December`, `Day 1 March`: that number counts something else than a month's days.
_COUNTED = frozenset(("week", "day", "month", "cycle", "phase", "block", "part"))
_DAY = re.compile(r"(\d{1,2})(?:st|nd|rd|th)?")
# `022414`, `20140224`. Figures as long may count something else, so they must be near the post's own date.
_FIGURES = re.compile(r"\d{6}|\d{8}")
_FIGURES_NEAR = timedelta(days=31)
_YEAR = re.compile(r"(?:19|20)\d\d")
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

    `year` is typed behind the first date, `last_year` behind the last one.
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


def find_dates(text: str, posted: date) -> Optional[WrittenDates]:
    """Return the first dates of a title or a slug, None if it names none. Named months are believed before numbers."""
    tokens = tokens_of(text)
    named = _day_first(tokens) or _month_first(tokens)
    return named or _numeric(text) or _without_marks(tokens, posted) or _day_alone(tokens)


def calendar_day(year: int, month: int, day: int) -> Optional[date]:
    """Return the date, None if the calendar does not have it: 30 February, or 29 in most years."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _month_first(tokens: list[str]) -> Optional[WrittenDates]:
    """Read `december 21 27 2020`, `nov 30 to dec 6`, `december 21`."""
    for start in range(len(tokens) - 1):
        month, day = MONTHS.get(tokens[start]), _day_number(tokens, start + 1)
        if month and day and not _counts_days(tokens, start + 1):
            break
    else:
        return None
    here = _after_year(tokens, start + 2)
    then = _after_until(tokens, here)
    last_month = MONTHS.get(tokens[then]) if then < len(tokens) else None
    last_day = _day_number(tokens, then + (last_month is not None))
    # `December 21, 2020 - 5 Day Program`, `December 21 - 5 Day Program`: that number counts days.
    if last_day is None or (last_month is None and (here > start + 2 or _counts_days(tokens, then))):
        return WrittenDates(month, day, None, None, _year_at(tokens, start + 2), None, start, here)
    last = then + 1 + (last_month is not None)
    years = _year_at(tokens, start + 2), _year_at(tokens, last)
    return WrittenDates(month, day, last_month, last_day, *years, start, _after_year(tokens, last))


def _day_first(tokens: list[str]) -> Optional[WrittenDates]:
    """Read `21 27 december 2020`, `28 december to 3 january`, `21 december`."""
    for start in range(len(tokens) - 1):
        day = _day_number(tokens, start)
        if day is None or (start and tokens[start - 1] in _COUNTED):
            continue
        month = MONTHS.get(tokens[start + 1])
        here = _after_year(tokens, start + 2) if month else start + 1
        then = _after_until(tokens, here)
        last_day = _day_number(tokens, then)
        last_month = MONTHS.get(tokens[then + 1]) if last_day and then + 1 < len(tokens) else None
        if (
            last_day
            and last_month
            and _is_range(month or _month_before(day, last_month, last_day), day, last_month, last_day)
        ):
            first_month = month or _month_before(day, last_month, last_day)
            years = _year_at(tokens, start + 2) if month else None, _year_at(tokens, then + 2)
            return WrittenDates(first_month, day, last_month, last_day, *years, start, _after_year(tokens, then + 2))
        # `5 December 21`, `Week 3, December 21`: the number after the month is its day.
        if month and not (_day_number(tokens, start + 2) and not _counts_days(tokens, start + 2)):
            return WrittenDates(month, day, None, None, _year_at(tokens, start + 2), None, start, here)
    return None


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


def _without_marks(tokens: list[str], posted: date) -> Optional[WrittenDates]:
    """Read `022414`, `20140224` and `022414-022814`: of what the figures may be, the date nearest to the post's."""
    days = [_day_of_figures(token, posted) for token in tokens]
    for start, day in enumerate(days):
        if day:
            last = days[start + 1] if start + 1 < len(days) else None
            if last and _is_range(day.month, day.day, last.month, last.day):
                return WrittenDates(day.month, day.day, last.month, last.day, day.year, last.year, start, start + 2)
            return WrittenDates(day.month, day.day, None, None, day.year, None, start, start + 1)
    return None


def _day_of_figures(token: str, posted: date) -> Optional[date]:
    if not _FIGURES.fullmatch(token):
        return None
    orders = ((2, 4, 0), (0, 2, 4)) if len(token) == 6 else ((4, 6, 0), (0, 2, 4))  # where month, day and year begin
    read = []
    for month, day, year in orders:
        typed = token[year : year + len(token) - 4]
        read.append(calendar_day(_whole_year(typed) or 0, int(token[month : month + 2]), int(token[day : day + 2])))
    nearest = min(filter(None, read), key=lambda day: abs(day - posted), default=None)
    return nearest if nearest and abs(nearest - posted) <= _FIGURES_NEAR else None


def _day_alone(tokens: list[str]) -> Optional[WrittenDates]:
    """Read `week of the 21st`, which takes its month from the post's date."""
    for start in range(len(tokens) - 2):
        if tokens[start : start + 2] == ["week", "of"]:
            here = start + 2
            while here < len(tokens) and (tokens[here] == "the" or tokens[here] in WEEKDAYS):
                here += 1
            day = _day_number(tokens, here)
            if day:
                return WrittenDates(None, day, None, None, None, None, here, here + 1)
    return None


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


def _day_number(tokens: list[str], index: int) -> Optional[int]:
    match = _DAY.fullmatch(tokens[index]) if index < len(tokens) else None
    return int(match.group(1)) if match and 1 <= int(match.group(1)) <= 31 else None


def _counts_days(tokens: list[str], index: int) -> bool:
    """Return whether the number at that token is that of `5 Day Weightlifting Program`."""
    return tokens[index + 1 : index + 2] in (["day"], ["days"])


def _whole_year(typed: Optional[str]) -> Optional[int]:
    return int(typed) + 2000 * (len(typed) == 2) if typed else None


def _year_at(tokens: list[str], index: int) -> Optional[int]:
    return int(tokens[index]) if index < len(tokens) and _YEAR.fullmatch(tokens[index]) else None


def _after_year(tokens: list[str], index: int) -> int:
    return index + (_year_at(tokens, index) is not None)


def _after_until(tokens: list[str], index: int) -> int:
    """Return the index after `to` and a weekday: `Monday, December 21 to Sunday, December 27`."""
    index += index < len(tokens) and tokens[index] in _UNTIL
    return index + (index < len(tokens) and tokens[index] in WEEKDAYS)
