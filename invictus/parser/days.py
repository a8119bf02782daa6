"""The rules "day heading" and "date heading" over a whole post: which lines begin a day, and which dates each day has.

A post names its days by weekday, as nearly all do, or by date, or its title names one day alone. A line of another
form that seems to begin a day is never passed over: it is taken for a heading if the letters begin anew below it, else
the post is refused, because its lines must not land on the day before.
"""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import Optional

from invictus.parser.calendar_names import WHOLE_NAMES
from invictus.parser.headings import (
    Heading,
    Mention,
    date_heading_of,
    heading_of,
    is_part_of_day,
    mention_of,
    numbered_day,
)
from invictus.parser.labels import is_block, is_work, label_of, letter_of, warm_up_text
from invictus.parser.refusals import no_day, uncertain_day
from invictus.parser.weeks import Week, nearest_day, session_dates, week_around
from invictus.shapes import STRUCK_OUT, Identity, Line, PostText, is_aside

_FEWEST_DATES = 2
_TITLE_WORDS = 4
_REST = re.compile(r"\W*(?:active )?(?:rest|recovery|off)\b", re.IGNORECASE)
_DAY_IN_ONE_LINE = re.compile(r"(?P<day>[^:|\u2013\u2014-]{3,30}?)\s*[:|\u2013\u2014-]\s+(?P<work>.+)")
_STRUCK = STRUCK_OUT.partition("{")[0]
_ITEM = re.compile(r"\W*1[a-z]?[.)]")


def lines_and_headings(text: PostText) -> tuple[list[Line], list[int]]:
    """Return a post's lines, and which of them are the headings of its days, by index.

    A daily post, whose title alone names its day, gets the weekday's name as its first line. `Monday: Squat 5 x 5` is
    two lines in a post whose days are written so. Raises PostFormatError for an announcement, and if it is uncertain
    whether a line begins a day.
    """
    lines, post = _with_days_split(text["lines"]), text["post"]
    texts = [line["text"] for line in lines]
    found = _headings(lines, post)
    if not found and post["is_day"] and not any(map(numbered_day, texts)):
        name = WHOLE_NAMES[date.fromisoformat(post["first"]).weekday()].title()
        lines, texts, found = [Line(text=name, links=[]), *lines], [name, *texts], [0]
    if not found:
        raise no_day(post["slug"], lines)
    return lines, _with_parts_of_days(texts, found, post)


def _with_days_split(lines: list[Line]) -> list[Line]:
    """Return the lines; if several days have their training in the heading's line, each as two lines."""
    split = {
        index: parts
        for index, line in enumerate(lines)
        if (parts := _DAY_IN_ONE_LINE.match(line["text"])) and is_work(parts["work"]) and not heading_of(line["text"])
    }
    days = [weekday for parts in split.values() for weekday in _weekdays_in(parts["day"])]
    others = {weekday for line in lines if (other := heading_of(line["text"])) for weekday in other.weekdays}
    if len(days) < _FEWEST_DATES or days != sorted({*days} - others):
        return lines
    halves: list[Line] = []
    for index, line in enumerate(lines):
        if index in split:
            work = split[index].start("work")
            halves.append(Line(text=line["text"][:work].strip(), links=[]))
            line = {**line, "text": line["text"][work:], "continues": True}
        halves.append(line)
    return halves


def dates_of(headings: list[str], post: Identity) -> list[list[date]]:
    """Return the dates of each day of a post, given its headings: more than one if a heading names several days."""
    named = [_weekdays_in(heading) for heading in headings]
    week = _week_of(post, headings)
    by_weekday = iter(session_dates(week, list(filter(None, named))))
    dates: list[list[date]] = []
    for heading, weekdays in zip(headings, named):
        own = date_heading_of(heading)
        if weekdays:
            dates.append(next(by_weekday))
        elif own and (day := _date_near(own, week)):
            dates.append([day])
        else:  # a further session of the day before: `PM`
            dates.append(dates[-1] if dates else [week.first])
    return dates


def days_in(heading: str) -> int:
    """Return for how many days a session's heading is, at least 1."""
    return max(len(_weekdays_in(heading)), 1)


def _weekdays_in(heading: str) -> tuple[int, ...]:
    found = heading_of(heading) or mention_of(heading)
    return found.weekdays if found else ()


def _week_of(post: Identity, headings: list[str]) -> Week:
    """Return the week that a post names; if it names none, that of a heading's date, or the nearest to the post."""
    if post["first"]:
        return Week(date.fromisoformat(post["first"]), date.fromisoformat(post["last"]))
    near = date.fromisoformat(post["date"])
    found = [heading for heading in map(heading_of, headings) if heading]
    for heading in found:
        day = nearest_day(*heading.date, near) if heading.date else None
        if day and (day.weekday(),) == heading.weekdays:
            near = day + timedelta(days=1) if heading is found[0] else day - timedelta(days=day.weekday())
            break
    return week_around(near, [weekday for heading in found for weekday in heading.weekdays])


def _headings(lines: list[Line], post: Identity) -> list[int]:
    """Return the lines that begin a day, those of an odd form among them."""
    texts = [line["text"] for line in lines]
    sure = {index: heading for index, text in enumerate(texts) if (heading := heading_of(text))}
    sure = dict(list(sure.items())[_contents(sure) :])
    if all(heading.date for heading in sure.values()):
        dates = _date_headings(texts, _week_of(post, [texts[index] for index in sure]))
        sure = {**{index: Heading((day.weekday(),)) for index, day in dates.items()}, **sure}
    if not sure and post["is_day"]:
        return []
    for index, text in enumerate(texts):
        if index not in sure and (odd := _day_named(text, post)) and _is_missing(odd, index, sure):
            end = min((other for other in sure if other > index), default=len(texts))
            if _begins_day(lines, index, end, odd, sure, post["slug"]):
                sure[index] = Heading(odd.weekdays)
        elif index not in sure and index - 1 not in sure and min(sure, default=index) < index:
            if numbered_day(text):
                raise uncertain_day(post["slug"], text, "heads a day by its number and names no weekday or date")
            if (
                is_aside(text)
                and heading_of(text[len(_STRUCK) : -1])
                and not all(map(is_aside, texts[index + 1 :][:1]))
            ):
                raise uncertain_day(post["slug"], text, "is a day heading that is struck out, and its lines are not")
    return sorted(sure)


def _contents(sure: dict[int, Heading]) -> int:
    """Return how many of the headings are a table of contents above the days: `Monday – Snatch`, `Friday – Clean`."""
    run = next((number for number, index in enumerate(sure) if index != min(sure) + number), len(sure))
    weekdays = [heading.weekdays for heading in sure.values()]
    for rows in (run, run - 1):
        if rows > 1 and len({*weekdays[:rows]}) == rows and {*weekdays[:rows]} <= {*weekdays[rows:]}:
            return rows
    return 0


def _day_named(text: str, post: Identity) -> Optional[Mention]:
    """Return the day that a line without a heading's usual form names, as a weekday or a date."""
    own = date_heading_of(text)
    day = nearest_day(*own.date, date.fromisoformat(post["date"])) if own and own.date and own.is_sure else None
    return Mention((day.weekday(),), True, False) if day else mention_of(text)


def _is_missing(odd: Mention, index: int, sure: dict[int, Heading]) -> bool:
    """Return whether no heading names a line's weekdays, and they are due there in the order of the week."""
    first = 6 if sure and sure[min(sure)].weekdays[:1] == (6,) else 0
    places = [(weekday - first) % 7 for weekday in odd.weekdays]
    named = {place: [(weekday - first) % 7 for weekday in heading.weekdays] for place, heading in sure.items()}
    before = next((named[place][-1] for place in sorted(named, reverse=True) if place < index), -1)
    after = next((named[place][0] for place in sorted(named) if place > index), 7)
    taken = {place for places in named.values() for place in places}
    missing = [place not in taken and before < place and (place < after or after <= before) for place in places]
    return any(missing) if odd.is_choice else all(missing)


def _begins_day(lines: list[Line], index: int, end: int, odd: Mention, sure: dict[int, Heading], slug: str) -> bool:
    """Return whether a line of an odd form that names a missing day begins it.

    It does if the letters begin anew below it, or if there is no day before. It is text if they go on, or if nothing to
    train follows. Raises PostFormatError if neither can be told.
    """
    text, below = lines[index]["text"], [line["text"] for line in lines[index + 1 : end]]
    letter = next(filter(None, map(letter_of, below)), "")
    is_titled = index - 1 in sure and not _REST.search(lines[index - 1]["text"])  # it is below a day's heading
    if not letter and not any(map(str.isdigit, "".join(below))):
        return odd.is_likely and not is_titled
    in_paragraphs = [bool(lines[place].get("continues")) for place in sure if place]
    if letter > "A" or (lines[index].get("continues") and in_paragraphs and not any(in_paragraphs)):
        return False
    is_first = not any(place < index for place in sure)
    if (letter == "A" or odd.is_likely or is_first) and not odd.is_choice and not is_titled:
        return True
    raise uncertain_day(slug, text, "names a day that no other line heads, and it has not the form of a day heading")


def _with_parts_of_days(texts: list[str], headings: list[int], post: Identity) -> list[int]:
    """Return the headings, and the lines such as `PM` or `Performance` below which a day's letters begin anew.

    Any short line is such a one if no day is missing there: `Session 2` above a second A. between Monday and Tuesday.
    Raises PostFormatError if it may begin another day.
    """
    slug = post["slug"]
    found = list(headings)
    ends = dict(zip(headings, headings[1:]))
    letter, is_one_day = "", False
    for index, text in enumerate(texts):
        if index in headings:
            if index == headings[0] and letter > "A" and any(map(is_work, texts[:index])):
                raise uncertain_day(slug, text, f"is the first day heading, below the segments A to {letter} of no day")
            weekdays = [_weekdays_in(texts[place]) for place in (index, ends.get(index, index))]
            is_next_day = all(weekdays) and (weekdays[1][0] - weekdays[0][-1]) % 7 <= 1 and index in ends
            letter, is_one_day = "", post["is_day"] or is_next_day
        label = label_of(text)
        if label and label[0] == "A" and label[1] != text and letter:
            if is_part_of_day(texts[index - 1]) or (is_one_day and len(texts[index - 1].split()) <= _TITLE_WORDS):
                found.append(index - 1)
                letter = ""
            elif not is_one_day:
                raise uncertain_day(
                    slug, text, f"begins the letters of a day anew, below {texts[index - 1][:120]!r}, within a day"
                )
        further = label_of(text, letter)
        letter = further[0] if further else letter
    return sorted(found)


def _date_headings(texts: list[str], week: Week) -> dict[int, date]:
    """Return the lines that are date headings, each with its date: dates of the week that go on from day to day.

    Numbers alone (`12/21`) must have a day's beginning below them: a row of `10/1` makes no day, nor do opening hours.
    """
    found = {index: day for index, text in enumerate(texts) if (day := _date_in(text, week))}
    ends = [*list(found)[1:], len(texts)]
    sure = {index: day for index, day in found.items() if (own := date_heading_of(texts[index])) and own.is_sure}
    likely = {
        index: day
        for (index, day), end in zip(found.items(), ends)
        if index in sure or _is_day_below(texts[index + 1 : end])
    }
    for dates in (likely, sure):
        days = list(dates.values())
        if days == sorted(days) and (len(set(days)) >= _FEWEST_DATES or 0 in sure):
            return dates
    return {}


def _date_in(text: str, week: Week) -> Optional[date]:
    """Return the date that a line is the heading of, if it is in the week or next to it."""
    heading = date_heading_of(text)
    day = _date_near(heading, week) if heading else None
    last = max(week.last, week.first + timedelta(days=6))
    return day if day and week.first - timedelta(days=1) <= day <= last + timedelta(days=1) else None


def _date_near(heading: Heading, week: Week) -> Optional[date]:
    return nearest_day(*heading.date, week.first) if heading.date else None


def _is_day_below(texts: list[str]) -> bool:
    """Return whether a day begins there, so that `12/21` above it heads the day: its rest, warm-up, first piece."""
    if texts and (_REST.match(texts[0]) or _ITEM.match(texts[0]) or is_block(texts[0])):
        return True
    for text in texts:
        label = label_of(text)
        if label or warm_up_text(text) is not None:
            return label is None or label[0] == "A"
    return False
