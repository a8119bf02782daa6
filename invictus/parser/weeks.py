"""Which week a post is for, and which programme: rule 7 of the parser, from title, slug and the post's own date.

A date here always comes from the calendar (`datetime.date`), never from pieces of a string.
"""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import NamedTuple, Optional

from invictus.parser.line_rules import WEEKDAYS

DEFAULT_PROGRAM = "5-day-weightlifting-program"

_MONTHS = {
    name: number
    for number, names in enumerate(
        "january jan|february feb|march mar|april apr|may|june jun|july jul|august aug|september sept sep"
        "|october oct|november nov|december dec".split("|"),
        start=1,
    )
    for name in names.split()
}
_UNTIL = frozenset(("to", "through", "thru", "till", "until"))
# As long as WordPress lets a slug be. It stands in the names of sessions and files, and a title may be of any length.
_LONGEST_PROGRAM = 200
# `5 Day Program for the Week of Monday, December 21`, `Week 3: December 21-27`: no programme is named by that.
_WEEK_OF = re.compile(
    rf"(?:^|-)(?:(?:for-)?(?:the-)?week(?:-of)?(?:-the|-\d{{1,2}})?)?(?:-?(?:{'|'.join(WEEKDAYS)}))?$"
)
_DAY = re.compile(r"(\d{1,2})(?:st|nd|rd|th)?")
_YEAR = re.compile(r"(?:19|20)\d\d")
# WordPress counts up a slug that is taken: `...-program`, `...-program-2`, `...-program-3`.
_SLUG_COUNTER = re.compile(r"(?:^|-)(?:[2-9]|[1-9]\d)$")

# A year that puts the week further than this from the post's own date is a slip of the keyboard. Any other year is the
# one that brings the week nearest to the post, so the year as it is typed need not be looked at.
_HALF_A_YEAR = timedelta(days=183)
# A title's week this near to the post's date is believed, whatever the slug says: WordPress makes the slug once,
# from the first title, and the coach goes on editing the title.
_NEAR = timedelta(days=10)
# A range longer than two weeks is no training week: only its first date is believed.
_LONGEST_RANGE = timedelta(days=13)


class Week(NamedTuple):
    """The first and the last day that a title or slug names, or the seven days that were worked out."""

    first: date
    last: date


class _Range(NamedTuple):
    """Dates as they are written, their years aside; `end` is the index of the first token behind them."""

    month: int
    day: int
    last_month: Optional[int]
    last_day: Optional[int]
    start: int
    end: int


def week_of(title: str, slug: str, posted: date, weekdays: list[int]) -> Week:
    """The week that a post is for.

    `posted` is the post's date on the blog, `weekdays` those of its headings in order (Monday is 0). The title is
    believed before the slug, unless it is more than ten days off the post's date and the slug is nearer. Without
    dates it is the week of the Monday nearest to `posted`, or, where the post begins with a Sunday and goes on,
    the week that begins on the Sunday before that Monday.
    """
    weeks = [week for week in (_written_week(title, posted), _written_week(slug, posted)) if week]
    if weeks:
        distances = [abs(week.first - posted) for week in weeks]
        return weeks[0] if distances[0] <= _NEAR else weeks[distances.index(min(distances))]
    monday = posted + timedelta(days=(3 - posted.weekday()) % 7 - 3)
    begins_on_sunday = weekdays[:1] == [6] and set(weekdays) != {6}
    first = monday - timedelta(days=1) if begins_on_sunday else monday
    return Week(first, first + timedelta(days=6))


def session_dates(week: Week, weekdays: list[int]) -> list[date]:
    """The date of each session, given its weekday (Monday is 0): the day in the week that bears its name.

    A post for two weeks names each weekday twice; there the dates go on from session to session.
    """
    if week.last - week.first <= timedelta(days=6):
        return [_day_in(week, weekday) for weekday in weekdays]
    dates: list[date] = []
    for weekday in weekdays:
        earliest = dates[-1] if dates else week.first
        day = earliest + timedelta(days=(weekday - earliest.weekday()) % 7)
        dates.append(day if day <= week.last else _day_in(week, weekday))
    return dates


def program_of(slug: str, title: str) -> str:
    """The programme: what follows the dates in the slug, else what stands before them, else the same of the title.

    The number that WordPress adds to a slug taken before (`-2`) is no part of it.
    """
    for tokens in (slug.lower().split("-"), _tokens(title)):
        dates = _find_range(tokens)
        behind, before = (tokens[dates.end :], tokens[: dates.start]) if dates else (tokens, [])
        behind, before = "-".join(filter(None, behind)), _WEEK_OF.sub("", "-".join(filter(None, before)))
        for rest in (behind, before):
            program = _SLUG_COUNTER.sub("", rest)
            if program:
                return program[:_LONGEST_PROGRAM]
    return DEFAULT_PROGRAM


def _day_in(week: Week, weekday: int) -> date:
    """The day of that name in the range as written, or, where it is shorter than a week, in the week around it."""
    day = week.first + timedelta(days=(weekday - week.first.weekday()) % 7)
    if day <= week.last:
        return day
    return _first_day(week.first) + timedelta(days=(weekday - _first_day(week.first).weekday()) % 7)


def _first_day(day: date) -> date:
    """Where the week around `day` begins: there, if it is a Sunday or a Monday, else on the Monday before."""
    return day if day.weekday() == 6 else day - timedelta(days=day.weekday())


def _written_week(text: str, posted: date) -> Optional[Week]:
    """The week that a title or a slug names, or None where it names none that the calendar knows."""
    dates = _find_range(_tokens(text))
    if dates is None:
        return None
    years = (posted.year - 1, posted.year, posted.year + 1)
    firsts = [day for day in (_calendar_day(year, dates.month, dates.day) for year in years) if day]
    first = min(firsts, key=lambda day: abs(day - posted), default=date.max)
    if abs(first - posted) > _HALF_A_YEAR:  # 30 February, or the 29th with no leap year near
        return None
    return Week(first, _last_day(first, dates))


def _last_day(first: date, dates: _Range) -> date:
    """The range's end as written if it makes a week of it (`28-3` runs into the next month), else that week's end."""
    months = [dates.last_month] if dates.last_month else [first.month, first.month % 12 + 1]
    for month in months:
        last = _calendar_day(first.year + (month < first.month), month, dates.last_day or 0)
        if last and timedelta(0) <= last - first <= _LONGEST_RANGE:
            return last
    return _first_day(first) + timedelta(days=6)


def _calendar_day(year: int, month: int, day: int) -> Optional[date]:
    try:
        return date(year, month, day)
    except ValueError:  # 30 February, or 29 in a year that has none
        return None


def _tokens(text: str) -> list[str]:
    return re.findall(r"[a-z0-9]+", text.lower())


def _find_range(tokens: list[str]) -> Optional[_Range]:
    """The first dates in a row of lower-case words and numbers: `december 21 27 2020`, `nov 30 to dec 6`."""
    for start in range(len(tokens) - 1):
        month, day = _MONTHS.get(tokens[start]), _day_number(tokens, start + 1)
        if month and day:
            break
    else:
        return None
    here = _behind_year(tokens, start + 2)
    then = here + (here < len(tokens) and tokens[here] in _UNTIL)
    then += then < len(tokens) and tokens[then] in WEEKDAYS  # `Monday, December 21 - Sunday, December 27`
    last_month = _MONTHS.get(tokens[then]) if then < len(tokens) else None
    last_day = _day_number(tokens, then + (last_month is not None))
    # `December 21, 2020 - 5 Day Program`, `December 21 - 5 Day Program`: that number counts days.
    counts_days = here > start + 2 or tokens[then + 1 : then + 2] in (["day"], ["days"])
    if last_day is None or (last_month is None and counts_days):
        return _Range(month, day, None, None, start, here)
    return _Range(month, day, last_month, last_day, start, _behind_year(tokens, then + 1 + (last_month is not None)))


def _day_number(tokens: list[str], index: int) -> Optional[int]:
    match = _DAY.fullmatch(tokens[index]) if index < len(tokens) else None
    return int(match.group(1)) if match and 1 <= int(match.group(1)) <= 31 else None


def _behind_year(tokens: list[str], index: int) -> int:
    return index + (index < len(tokens) and _YEAR.fullmatch(tokens[index]) is not None)
