"""The rules "week" and "programme": which week a post is for, and which programme it belongs to.

Both are read from title and slug, the week from the post's own date too. A date here always comes from the calendar
(`datetime.date`), never from pieces of a string.
"""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import NamedTuple, Optional

from invictus.parser.calendar_names import WEEKDAYS
from invictus.parser.written_dates import LONGEST_RANGE, WrittenDates, calendar_day, find_dates, tokens_of

DEFAULT_PROGRAM = "5-day-weightlifting-program"

# As long as WordPress lets a slug be. It is part of the names of sessions and files, and a title may be of any length.
_LONGEST_PROGRAM = 200
# `5 Day Program for the Week of Monday, December 21`, `Week 3: December 21-27`: no programme is named by that.
_WEEK_OF = re.compile(
    rf"(?:^|-)(?:(?:for-)?(?:the-)?week(?:-of)?(?:-the|-\d{{1,2}})?)?(?:-?(?:{'|'.join(WEEKDAYS)}))?$"
)
# WordPress counts up a slug that is taken: `...-program`, `...-program-2`, `...-program-3`.
_SLUG_COUNTER = re.compile(r"(?:^|-)(?:[2-9]|[1-9]\d)$")

# A year that puts the week further than this from the post's own date is a typing error. Any other year is the
# one that brings the week nearest to the post, so the typed year can be ignored.
_HALF_A_YEAR = timedelta(days=183)
# A title's week this near to the post's date is believed, whatever the slug says: WordPress makes the slug once,
# from the first title, and the coach goes on editing the title.
_NEAR = timedelta(days=10)


class Week(NamedTuple):
    """The first and the last day that a title or slug names, or the seven days that were worked out."""

    first: date
    last: date


def week_of(title: str, slug: str, posted: date, weekdays: list[int]) -> Week:
    """Return the week that a post is for.

    `posted` is the post's date on the blog, `weekdays` those of its headings in order (Monday is 0). The title is
    believed before the slug, unless it is more than ten days off the post's date and the slug is nearer. Without
    dates it is the week of the Monday nearest to `posted`, or, if the post begins with a Sunday and goes on,
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
    """Return the date of each session, given its weekday (Monday is 0): the day of that name in the week.

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
    """Return the programme: what follows the dates in the slug, else what precedes them, else the same of the title.

    The number that WordPress adds to a slug taken before (`-2`) is not part of it.
    """
    for text in (slug, title):
        tokens, dates = tokens_of(text), find_dates(text)
        after, before = (tokens[dates.end :], tokens[: dates.start]) if dates else (tokens, [])
        for rest in ("-".join(after), _WEEK_OF.sub("", "-".join(before))):
            program = _SLUG_COUNTER.sub("", rest)
            if program:
                return program[:_LONGEST_PROGRAM]
    return DEFAULT_PROGRAM


def _day_in(week: Week, weekday: int) -> date:
    """Return the day of that name in the range as written, or, if it is shorter than a week, in the week around it."""
    day = week.first + timedelta(days=(weekday - week.first.weekday()) % 7)
    if day <= week.last:
        return day
    return _first_day(week.first) + timedelta(days=(weekday - _first_day(week.first).weekday()) % 7)


def _first_day(day: date) -> date:
    """Return where the week around `day` begins: there, if it is a Sunday or a Monday, else on the Monday before."""
    return day if day.weekday() == 6 else day - timedelta(days=day.weekday())


def nearest_day(month: int, day: int, to: date) -> Optional[date]:
    """Return the day of that name nearest to another, None if the calendar has none within half a year."""
    days = [calendar_day(year, month, day) for year in (to.year - 1, to.year, to.year + 1)]
    nearest = min(filter(None, days), key=lambda found: abs(found - to), default=None)
    return nearest if nearest and abs(nearest - to) <= _HALF_A_YEAR else None


def _written_week(text: str, posted: date) -> Optional[Week]:
    """Return the week that a title or a slug names, None if it names none that the calendar knows."""
    dates = find_dates(text)
    if dates is None:
        return None
    months = [dates.month] if dates.month else range(1, 13)
    days = [nearest_day(month, dates.day, posted) for month in months]
    first = min(filter(None, days), key=lambda day: abs(day - posted), default=None)
    return Week(first, _last_day(first, dates)) if first else None


def _last_day(first: date, dates: WrittenDates) -> date:
    """Return the range's end as written if it makes a week of it (`28-3` runs into the next month), else the week's."""
    months = [dates.last_month] if dates.last_month else [first.month, first.month % 12 + 1]
    for month in months:
        last = calendar_day(first.year + (month < first.month), month, dates.last_day or 0)
        if last and timedelta(0) <= last - first <= LONGEST_RANGE:
            return last
    return _first_day(first) + timedelta(days=6)
