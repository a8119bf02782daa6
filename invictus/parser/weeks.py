"""The rules "week" (which days a post is for, by title, slug and its date) and "programme" (by title and slug)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, timedelta
from typing import NamedTuple, Optional

from invictus.parser.headings import heading_of
from invictus.parser.written_dates import WEEKDAYS, WrittenDates, calendar_day, find_dates, last_day, tokens_of
from invictus.shapes import Named

DEFAULT_PROGRAM = "5-day-weightlifting-program"

_LONGEST_PROGRAM = 200  # as of WordPress's slugs: it is part of the names of sessions and files
_NUMBER = r"(?:\d{1,2}|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)"
_DAY_NAMES = "|".join(WEEKDAYS)
# What of a title names no programme, in this order.
_NO_PROGRAM = (
    # `Week 6 of 12`, `Day 3`, `022414`: it differs from post to post, and the programme is the same.
    re.compile(rf"(?:^|-)(?:(?:week|wk|day)-{_NUMBER}(?:-of-{_NUMBER})?|\d{{6}}|\d{{8}})(?=-|$)"),
    re.compile(rf"^-?(?:{_DAY_NAMES})(?:-|$)"),
    # WordPress counts up a slug that is taken: `...-program`, `...-program-2`, `...-program-3`.
    re.compile(r"(?:^|-)(?:[2-9]|[1-9]\d)-?$"),
)
# `5 Day Program for the Week of Monday, December 21`, `Plan for Tuesday, August 28`: nor does that before the dates.
_WEEK_OF = re.compile(
    rf"(?:^|-)(?:for(?:-the)?-?)?(?:(?:the-)?week(?:-of)?(?:-the|-\d{{1,2}})?)?(?:-?(?:{_DAY_NAMES}))?$"
)

# A title's week this near to the post's date is believed before the slug, which WordPress makes of the first title.
_NEAR = timedelta(days=10)


class Week(NamedTuple):
    """The first and the last day that a title or slug names, or the seven days that were worked out."""

    first: date
    last: date


def named_by(title: str, slug: str, posted: date) -> Named:
    """Return what a post's title and slug name. `posted` is the post's date on the blog.

    The title is believed before the slug, unless it is more than ten days off the post's date and the slug is nearer.
    """
    found = [(text, find_dates(text)) for text in (title, slug)]
    program = next(filter(None, (_program(text, dates) for text, dates in reversed(found))), DEFAULT_PROGRAM)
    weeks = [(week, dates) for _, dates in found if dates and (week := _written_week(dates, posted))]
    heading = heading_of(title)
    if not weeks and heading and len(heading.weekdays) == 1:  # `Wednesday WOD`: the one nearest to the day after
        day = _next(heading.weekdays[0], posted - timedelta(days=2))
        return Named(first=f"{day}", last=f"{_around(day).last}", is_day=True, program=program)
    if not weeks:
        return Named(first="", last="", is_day=False, program=program)
    if abs(weeks[0][0].first - posted) > _NEAR:
        weeks.sort(key=lambda found: (not _fits(*found), abs(found[0].first - posted)))
    week, dates = weeks[0]
    return Named(first=f"{week.first}", last=f"{week.last}", is_day=_is_day(dates, week.first), program=program)


def week_around(posted: date, weekdays: Sequence[int]) -> Week:
    """Return the week of a post that names none, given the weekdays of its headings in order (Monday is 0).

    It begins on the Monday nearest to `posted`; on the Sunday before it, if the post begins with a Sunday and goes on.
    """
    monday = posted + timedelta(days=(3 - posted.weekday()) % 7 - 3)
    begins_on_sunday = weekdays[:1] == [6] and set(weekdays) != {6}
    return _around(monday - timedelta(days=begins_on_sunday))


def session_dates(week: Week, weekdays: Sequence[Sequence[int]]) -> list[list[date]]:
    """Return the dates of each session, given its weekdays (Monday is 0): the days of these names in the week.

    Days that a short range leaves out are of the week around it. In two weeks the dates go on from session to session.
    """
    is_longer = week.last - week.first > timedelta(days=6)
    dates: list[list[date]] = []
    for session in weekdays:
        earliest = dates[-1][0] if dates and is_longer else week.first
        dates.append([])
        for weekday in session:
            day = _next(weekday, earliest)
            if day > week.last:
                day = _next(weekday, week.first if is_longer else _around(week.first).first)
            elif is_longer:
                earliest = day
            dates[-1].append(day)
    return dates


def _next(weekday: int, earliest: date) -> date:
    return earliest + timedelta(days=(weekday - earliest.weekday()) % 7)


def _program(text: str, dates: Optional[WrittenDates]) -> str:
    """Return the programme that a title or slug names after its dates, else before them; "" if it names none."""
    after, before = (dates.after, dates.before) if dates else (tokens_of(text), [])
    for program in ("-".join(after), _WEEK_OF.sub("", "-".join(before))):
        for unnamed in _NO_PROGRAM:
            program = unnamed.sub("", program)
        if program := program.strip("-"):
            return program[:_LONGEST_PROGRAM]
    return ""


def _is_day(dates: WrittenDates, day: date) -> bool:
    """Return whether a title names one day and not a week. A weekday that is not that day's leaves that open."""
    before = dates.before[-4:]  # `Wednesday, September 28`, but not `Week of September 28`
    weekday = next((WEEKDAYS[token] for token in reversed(before) if token in WEEKDAYS), day.weekday())
    return dates.last is None and "week" not in before and weekday == day.weekday()


def _around(day: date) -> Week:
    """Return the week around a day: it begins there, if it is a Sunday or a Monday, else on the Monday before."""
    first = day if day.weekday() == 6 else day - timedelta(days=day.weekday())
    return Week(first, first + timedelta(days=6))


def _written_week(dates: WrittenDates, posted: date) -> Optional[Week]:
    """Return the week nearest to the post, or that of the typed year if only that one fits; None if no week fits."""
    first, last = dates.first, dates.last
    named = [first] if first.month else [first._replace(month=month) for month in range(1, 13)]
    days = filter(None, (each.near(posted) for each in named))
    nearest = min(days, key=lambda day: abs(day - posted), default=None)
    year = first.year
    if year is None and last and last.year:
        year = last.year - (last.month < first.month)
    typed = calendar_day(year, first.month, first.day) if year else None
    weeks = [Week(day, (last and last_day(day, last)) or _around(day).last) for day in (nearest, typed) if day]
    return next((week for week in weeks if _fits(week, dates)), weeks[0] if nearest else None)


def _fits(week: Week, dates: WrittenDates) -> bool:
    """Return whether the dates make a whole week from Monday to Sunday, or the day of the weekday before them."""
    weekday = WEEKDAYS.get(dates.before[-1]) if dates.before else None
    if weekday is not None:
        return week.first.weekday() == weekday
    return week.first.weekday() == 0 and week.last - week.first == timedelta(days=6)
