"""The rules "week" and "programme": which days a post is for, and which programme it belongs to.

Both are read from title and slug, the week from the post's own date too. A date here always comes from the calendar
(`datetime.date`), never from pieces of a string.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import NamedTuple, Optional

from invictus.parser.calendar_names import WEEKDAYS
from invictus.parser.headings import heading_of
from invictus.parser.written_dates import LONGEST_RANGE, WrittenDates, calendar_day, find_dates, tokens_of

DEFAULT_PROGRAM = "5-day-weightlifting-program"

# As long as WordPress lets a slug be. It is part of the names of sessions and files, and a title may be of any length.
_LONGEST_PROGRAM = 200
# `5 Day Program for the Week of Monday, December 21`, `Plan for Tuesday, August 28`: no programme is named by that.
_WEEK_OF = re.compile(
    rf"(?:^|-)(?:for(?:-the)?-?)?(?:(?:the-)?week(?:-of)?(?:-the|-\d{{1,2}})?)?(?:-?(?:{'|'.join(WEEKDAYS)}))?$"
)
_NUMBER = r"(?:\d{1,2}|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)"
# `Week 6 of 12`, `Day 3`, `022414`: it differs from post to post, and the programme is the same.
_COUNTER = re.compile(rf"(?:^|-)(?:(?:week|wk|day)-{_NUMBER}(?:-of-{_NUMBER})?|\d{{6}}|\d{{8}})(?=-|$)")
_WEEKDAY = re.compile(rf"^(?:{'|'.join(WEEKDAYS)})(?:-|$)")
# WordPress counts up a slug that is taken: `...-program`, `...-program-2`, `...-program-3`.
_SLUG_COUNTER = re.compile(r"(?:^|-)(?:[2-9]|[1-9]\d)$")

# A year that puts the week further than this from the post's own date is a typing error, unless only that year makes
# a week of the dates. Any other year is the one that brings the week nearest to the post.
_HALF_A_YEAR = timedelta(days=183)
# A title's week this near to the post's date is believed, whatever the slug says: WordPress makes the slug once,
# from the first title, and the coach goes on editing the title.
_NEAR = timedelta(days=10)


class Week(NamedTuple):
    """The first and the last day that a title or slug names, or the seven days that were worked out."""

    first: date
    last: date


class Named(NamedTuple):
    """What title and slug name: the first and last day (ISO, "" if none), whether it is one day, and the programme.

    One day's week goes on to its Sunday.
    """

    first: str
    last: str
    is_day: bool
    program: str


def named_by(title: str, slug: str, posted: date) -> Named:
    """Return what a post's title and slug name. `posted` is the post's date on the blog.

    The title is believed before the slug, unless it is more than ten days off the post's date and the slug is nearer.
    """
    texts = (title, slug)
    found = [find_dates(text) for text in texts]
    program = _program(zip(reversed(texts), reversed(found)))
    weeks = [
        (week, dates, text)
        for text, dates in zip(texts, found)
        if dates and (week := _written_week(tokens_of(text), dates, posted))
    ]
    if not weeks:
        day = _day_of_weekday(title, posted)
        return Named(f"{day}", f"{_sunday_after(day)}", True, program) if day else Named("", "", False, program)
    if abs(weeks[0][0].first - posted) > _NEAR:
        weeks.sort(key=lambda found: (not _fits(found[0], tokens_of(found[2]), found[1]), abs(found[0].first - posted)))
    week, dates, text = weeks[0]
    return Named(f"{week.first}", f"{week.last}", _is_day(tokens_of(text), dates, week.first), program)


def week_around(posted: date, weekdays: Sequence[int]) -> Week:
    """Return the week of a post that names none, given the weekdays of its headings in order (Monday is 0).

    It is the week of the Monday nearest to `posted`, or, if the post begins with a Sunday and goes on, the week that
    begins on the Sunday before that Monday.
    """
    monday = posted + timedelta(days=(3 - posted.weekday()) % 7 - 3)
    begins_on_sunday = weekdays[:1] == [6] and set(weekdays) != {6}
    first = monday - timedelta(days=1) if begins_on_sunday else monday
    return Week(first, first + timedelta(days=6))


def session_dates(week: Week, weekdays: Sequence[Sequence[int]]) -> list[list[date]]:
    """Return the dates of each session, given its weekdays (Monday is 0): the days of these names in the week.

    A post for two weeks names each weekday twice; there the dates go on from session to session.
    """
    if week.last - week.first <= timedelta(days=6):
        return [[_day_in(week, weekday) for weekday in session] for session in weekdays]
    dates: list[list[date]] = []
    for session in weekdays:
        earliest = dates[-1][0] if dates else week.first
        dates.append([])
        for weekday in session:
            earliest += timedelta(days=(weekday - earliest.weekday()) % 7)
            dates[-1].append(earliest if earliest <= week.last else _day_in(week, weekday))
    return dates


def nearest_day(month: int, day: int, to: date) -> Optional[date]:
    """Return the day of that name nearest to another, None if the calendar has none within half a year."""
    days = [calendar_day(year, month, day) for year in (to.year - 1, to.year, to.year + 1)]
    nearest = min(filter(None, days), key=lambda found: abs(found - to), default=None)
    return nearest if nearest and abs(nearest - to) <= _HALF_A_YEAR else None


def _program(texts: Iterable[tuple[str, Optional[WrittenDates]]]) -> str:
    """Return the programme: what follows the dates in the slug, else what precedes them, else the same of the title.

    What counts the weeks, and the number that WordPress adds to a slug taken before (`-2`), are not part of it.
    """
    for text, dates in texts:
        tokens = tokens_of(text)
        after, before = (tokens[dates.end :], tokens[: dates.start]) if dates else (tokens, [])
        for rest in ("-".join(after), _WEEK_OF.sub("", "-".join(before))):
            program = _SLUG_COUNTER.sub("", _WEEKDAY.sub("", _COUNTER.sub("", rest).strip("-"))).strip("-")
            if program:
                return program[:_LONGEST_PROGRAM]
    return DEFAULT_PROGRAM


def _is_day(tokens: list[str], dates: WrittenDates, day: date) -> bool:
    """Return whether a title names one day and not a week: `Wednesday, September 28`, but not `Week of September 28`.

    A weekday that is not that day's leaves it open which of the two is right.
    """
    before = tokens[max(dates.start - 4, 0) : dates.start]
    weekday = next((WEEKDAYS[token] for token in reversed(before) if token in WEEKDAYS), day.weekday())
    return dates.month is not None and dates.last_day is None and "week" not in before and weekday == day.weekday()


def _day_of_weekday(title: str, posted: date) -> Optional[date]:
    """Return the day of a title that names a weekday alone (`Wednesday WOD`): the one nearest to the day after."""
    heading = heading_of(title)
    if heading is None or len(heading.weekdays) != 1:
        return None
    earliest = posted - timedelta(days=2)
    return earliest + timedelta(days=(heading.weekdays[0] - earliest.weekday()) % 7)


def _day_in(week: Week, weekday: int) -> date:
    """Return the day of that name in the range as written, or, if it is shorter than a week, in the week around it."""
    day = week.first + timedelta(days=(weekday - week.first.weekday()) % 7)
    if day <= week.last:
        return day
    return _first_day(week.first) + timedelta(days=(weekday - _first_day(week.first).weekday()) % 7)


def _first_day(day: date) -> date:
    """Return where the week around `day` begins: there, if it is a Sunday or a Monday, else on the Monday before."""
    return day if day.weekday() == 6 else day - timedelta(days=day.weekday())


def _sunday_after(day: date) -> date:
    """Return where the week around `day` ends."""
    return _first_day(day) + timedelta(days=6)


def _written_week(tokens: list[str], dates: WrittenDates, posted: date) -> Optional[Week]:
    """Return the week that dates in a title or a slug name, None if the calendar has no such days."""
    months = [dates.month] if dates.month else range(1, 13)
    days = [nearest_day(month, dates.day, posted) for month in months]
    nearest = min(filter(None, days), key=lambda day: abs(day - posted), default=None)
    weeks = [Week(first, _last_day(first, dates)) for first in (nearest, _typed_day(dates)) if first]
    return next((week for week in weeks if _fits(week, tokens, dates)), weeks[0] if nearest else None)


def _typed_day(dates: WrittenDates) -> Optional[date]:
    """Return the first day in the year that is typed."""
    year = dates.year
    if year is None and dates.last_year is not None:
        year = dates.last_year - ((dates.last_month or dates.month or 0) < (dates.month or 0))
    return calendar_day(year, dates.month, dates.day) if year and dates.month else None


def _fits(week: Week, tokens: list[str], dates: WrittenDates) -> bool:
    """Return whether the dates make a whole week from Monday to Sunday, or the day of the weekday before them."""
    weekday = WEEKDAYS.get(tokens[dates.start - 1]) if dates.start else None
    if weekday is not None:
        return week.first.weekday() == weekday
    return week.first.weekday() == 0 and week.last - week.first == timedelta(days=6)


def _last_day(first: date, dates: WrittenDates) -> date:
    """Return the range's end as written if it makes a week of it (`28-3` runs into the next month), else the week's."""
    months = [dates.last_month] if dates.last_month else [first.month, first.month % 12 + 1]
    for month in months:
        last = calendar_day(first.year + (month < first.month), month, dates.last_day or 0)
        if last and timedelta(0) <= last - first <= LONGEST_RANGE:
            return last
    return _sunday_after(first)
