"""The rules "day heading" and "date heading" over a whole post: which lines begin a day, and which date each day has.

A post names its days by weekday, as nearly all do, or by date. A date alone on its line begins a day only in a post
without a weekday heading, and only if the dates go on from day to day in the post's week, with training below them:
neither a row of `10/1` nor opening hours in the holidays make a day. Numbers alone (`12/21`) also need the day's rest,
warm-up or segment A below them.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, timedelta
from typing import Optional

from invictus.parser.line_rules import date_of, label_of, warm_up_text, weekday_of
from invictus.parser.weeks import Week, nearest_day, session_dates, week_of
from invictus.shapes import Identity

_FEWEST_DATES = 2
_REST = re.compile(r"\W*(?:active )?(?:rest|recovery|off)\b", re.IGNORECASE)


def day_headings(texts: list[str], post: Identity) -> list[int]:
    """Return which of a post's lines are the headings of its days, by index; none for an announcement."""
    weekdays = [index for index, text in enumerate(texts) if weekday_of(text) is not None]
    return weekdays or _date_headings(texts, _week_of(post, []))


def dates_of(headings: list[str], post: Identity) -> list[date]:
    """Return the date of each day of a post, given its headings."""
    weekdays = [weekday for weekday in map(weekday_of, headings) if weekday is not None]
    week = _week_of(post, weekdays)
    if len(weekdays) == len(headings):
        return session_dates(week, weekdays)
    return [_date_near(heading, week) or week.first for heading in headings]


def _week_of(post: Identity, weekdays: list[int]) -> Week:
    return week_of(post["title"], post["slug"], date.fromisoformat(post["date"]), weekdays)


def _date_headings(texts: list[str], week: Week) -> list[int]:
    """Return the lines that are date headings: dates of the week that go on from day to day, with training below."""
    found = {index: day for index, text in enumerate(texts) if (day := _date_in(text, week))}
    ends = [*list(found)[1:], len(texts)]
    sure = {index: day for index, day in found.items() if any(map(str.isalpha, texts[index]))}
    likely = {
        index: day
        for (index, day), end in zip(found.items(), ends)
        if index in sure or _is_day_below(texts[index + 1 : end])
    }
    for dates in (likely, sure):
        days = list(dates.values())
        if len(set(days)) >= _FEWEST_DATES and days == sorted(days) and _is_training(texts[min(dates) :]):
            return list(dates)
    return []


def _date_in(text: str, week: Week) -> Optional[date]:
    """Return the date that a line is the heading of, if it is in the week or next to it."""
    day = _date_near(text, week)
    last = max(week.last, week.first + timedelta(days=6))
    return day if day and week.first - timedelta(days=1) <= day <= last + timedelta(days=1) else None


def _date_near(text: str, week: Week) -> Optional[date]:
    month_and_day = date_of(text)
    return nearest_day(*month_and_day, week.first) if month_and_day else None


def _is_training(texts: Sequence[str]) -> bool:
    return any(label_of(text) or warm_up_text(text) is not None for text in texts)


def _is_day_below(texts: Sequence[str]) -> bool:
    """Return whether a day begins there, so that `12/21` above it heads the day: its rest, warm-up or segment A."""
    if texts and _REST.match(texts[0]):
        return True
    for text in texts:
        label = label_of(text)
        if label or warm_up_text(text) is not None:
            return label is None or label[0] == "A"
    return False
