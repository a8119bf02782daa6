"""The rules "day heading" and "date heading" over a whole post: which lines begin a day, and which dates each day has.

A post names its days by weekday or by date, or its title names one day alone. A line of another form that seems to
begin a day is taken for a heading or the post is refused: its lines must not land on the day before.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, timedelta
from typing import Optional

from invictus.errors import PostFormatError
from invictus.parser.headings import (
    DayLine,
    date_heading_of,
    heading_of,
    is_part_of_day,
    is_short,
    mention_of,
    numbered_day,
)
from invictus.parser.labels import is_block, is_work, label_of, letter_of, warm_up_text
from invictus.parser.weeks import Week, session_dates, week_around
from invictus.parser.written_dates import WHOLE_NAMES
from invictus.shapes import STRUCK_OUT, Identity, Line, PostText, Session, is_aside

_FEWEST_DAYS = 2
_TITLE_WORDS = 4
_REST = re.compile(r"\W*(?:active )?(?:rest|recovery|off)\b", re.IGNORECASE)
_ITEM = re.compile(r"\W*1[a-z]?[.)]")
_AFTER_A_DAY = re.compile(r"\s*[:|\u2013\u2014-]\s+")
_LONGEST_DAY = 40  # of a day that its work follows in the same line
_STRUCK = STRUCK_OUT.partition("{")[0]

_MAYBE, _ANNOUNCEMENT = "It may be a programme.", "It is probably an announcement."

_Weekdays = tuple[int, ...]


def lines_and_headings(text: PostText) -> tuple[list[Line], list[int]]:
    """Return a post's lines, and which of them are the headings of its days, by index.

    A daily post gets its weekday's name as its first line, and a day in one line is two. Raises PostFormatError for an
    announcement, and if it is uncertain whether a line begins a day.
    """
    post = text["post"]
    lines = _with_days_split(text["lines"], post["slug"])
    found, texts = _headings(lines, post), [line["text"] for line in lines]
    if not found:
        if any(map(numbered_day, texts)) or not post["is_day"]:
            raise _no_day(post["slug"], texts)
        name = WHOLE_NAMES[date.fromisoformat(post["first"]).weekday()].title()
        lines, texts, found = [Line(text=name, links=[]), *lines], [name, *texts], [0]
    return lines, _with_parts_of_days(texts, found, post)


def _with_days_split(lines: list[Line], slug: str) -> list[Line]:
    """Return the lines, `Monday: Squat 5 x 5` as two, if several days are written so and have no other heading.

    Raises PostFormatError if these days are not in the order of the week.
    """
    split = {index: found for index, line in enumerate(lines) if (found := _day_and_work(line["text"]))}
    headings = [line["text"] for index, line in enumerate(lines) if index not in split and heading_of(line["text"])]
    headed = {weekday for heading in headings for weekday in _weekdays_in(heading)}
    days = {index: _weekdays_in(day) for index, (day, _) in split.items()}
    is_usual = sum(is_work(work) for _, work in split.values()) >= _FEWEST_DAYS
    if not is_usual or any(map(headed.intersection, days.values())):
        return lines
    halves: list[Line] = []
    latest, shift = 0, 1 if 6 in days[min(days)] else 0  # a week may begin on Sunday
    for index, line in enumerate(lines):
        if index in split:
            place = (days[index][0] + shift) % 7
            if place < latest:
                raise _uncertain(slug, line["text"], "is a day in one line, and not in the order of the week")
            latest = place
            halves.append(Line(text=split[index][0], links=[]))
            line = {**line, "text": split[index][1], "continues": True}
        halves.append(line)
    return halves


def _day_and_work(text: str) -> Optional[tuple[str, str]]:
    """Return the day that begins a line, and its work after a mark: `Monday:`, `Squat 5 x 5`; None without both."""
    whole = heading_of(text)
    if whole and "X" not in whole.kinds:  # `Saturday - Day 5`
        return None
    for mark in _AFTER_A_DAY.finditer(text, 0, _LONGEST_DAY):
        day, work = text[: mark.end()].rstrip(), text[mark.end() :]
        if heading_of(day) and any(map(str.isdigit, work)) and not mention_of(work):
            return day, work
    return None


def dates_of(headings: list[str], post: Identity) -> list[list[date]]:
    """Return the dates of each day of a post, given its headings: more than one if a heading names several days."""
    named = list(map(_weekdays_in, headings))
    week = _week_of(post, headings)
    by_weekday = iter(session_dates(week, list(filter(None, named))))
    dates: list[list[date]] = []
    for heading, weekdays in zip(headings, named):
        if weekdays:
            dates.append(next(by_weekday))
        elif (written := date_heading_of(heading)) and (day := written.near(week.first)):
            dates.append([day])
        else:  # a further session of the day before: `PM`
            dates.append(dates[-1] if dates else [week.first])
    return dates


def days_in(heading: str) -> int:
    """Return for how many days a session's heading is, at least 1."""
    return max(len(_weekdays_in(heading)), 1)


def _weekdays_in(heading: str) -> _Weekdays:
    found = heading_of(heading) or mention_of(heading)
    return found.weekdays if found else ()


def _week_of(post: Identity, headings: list[str]) -> Week:
    """Return the week that a post names; if it names none, that of a heading's date, or the nearest to the post."""
    if post["first"]:
        return Week(date.fromisoformat(post["first"]), date.fromisoformat(post["last"]))
    near = date.fromisoformat(post["date"])
    found = list(filter(None, map(heading_of, headings)))
    for heading in found:
        day = heading.date.near(near) if heading.date else None
        if day and (day.weekday(),) == heading.weekdays:
            near = day + timedelta(days=1) if heading is found[0] else day - timedelta(days=day.weekday())
            break
    return week_around(near, [weekday for heading in found for weekday in heading.weekdays])


def _headings(lines: list[Line], post: Identity) -> list[int]:
    """Return the lines that begin a day, those of an odd form among them."""
    texts = [line["text"] for line in lines]
    usual = {index: heading for index, text in enumerate(texts) if (heading := heading_of(text))}
    found = {index: heading.weekdays for index, heading in usual.items()}
    if all(heading.date for heading in usual.values()):
        found = {**_date_headings(texts, _week_of(post, [texts[index] for index in found])), **found}
    if not found and post["is_day"]:
        return []
    for index, text in enumerate(texts):
        if index in found:
            continue
        odd = _day_named(text, date.fromisoformat(post["date"]))
        if odd and _is_missing(odd, index, found):
            if _begins_day(lines, index, odd, found, post["slug"]):
                found[index] = odd.weekdays
        elif index - 1 not in found:
            if numbered_day(text) and min(found, default=index) < index:
                raise _uncertain(post["slug"], text, "heads a day by its number and names no weekday or date")
            is_struck = text.startswith(_STRUCK) and heading_of(text[len(_STRUCK) : -1])
            if is_struck and index + 1 not in found and not all(map(is_aside, texts[index + 1 : index + 2])):
                raise _uncertain(post["slug"], text, "is a day heading that is struck out, and its lines are not")
    return sorted(found)


def _day_named(text: str, posted: date) -> Optional[DayLine]:
    """Return the day that a line without a heading's usual form names, as a weekday or a date."""
    written = date_heading_of(text)
    if written and written.is_sure and (day := written.near(posted)):
        return DayLine("wDE", [], (day.weekday(),), written)  # as likely as `Good Friday, April 3`
    return mention_of(text)


def _is_missing(odd: DayLine, index: int, found: dict[int, _Weekdays]) -> bool:
    """Return whether no heading names a line's weekdays, and they are due there in the order of the week."""
    first = 6 if found and found[min(found)][:1] == (6,) else 0
    places = [(weekday - first) % 7 for weekday in odd.weekdays]
    named = {place: [(weekday - first) % 7 for weekday in found[place]] for place in sorted(found)}
    before = next((named[place][-1] for place in reversed(named) if place < index), -1)
    after = next((named[place][0] for place in named if place > index), 7)
    taken = {place for places in named.values() for place in places}
    missing = [place not in taken and before < place and (place < after or after <= before) for place in places]
    return any(missing) if "O" in odd.kinds else all(missing)  # `Saturday or Sunday`


def _begins_day(lines: list[Line], index: int, odd: DayLine, found: dict[int, _Weekdays], slug: str) -> bool:
    """Return whether a line of an odd form that names a missing day begins it.

    It does if the letters begin anew below it, or if there is no day before. It is text if they go on, or if nothing to
    train follows. Raises PostFormatError if neither can be told.
    """
    text = lines[index]["text"]
    end = min((other for other in found if other > index), default=len(lines))
    below = [line["text"] for line in lines[index + 1 : end]]
    letter = next(filter(None, map(letter_of, below)), "")
    is_titled = index - 1 in found and not _REST.search(lines[index - 1]["text"])  # it is below a day's heading
    if not letter and not is_work(text) and not any(map(str.isdigit, "".join(below))):
        return odd.is_likely and not is_titled
    in_paragraphs = [bool(lines[place].get("continues")) for place in found if place]
    if letter > "A" or (lines[index].get("continues") and in_paragraphs and not any(in_paragraphs)):
        return False
    is_first = min(found, default=index) >= index
    if (letter == "A" or odd.is_likely or is_first) and "O" not in odd.kinds and not is_titled:
        return True
    raise _uncertain(slug, text, "names a day that no other line heads, and it has not the form of a day heading")


def _with_parts_of_days(texts: list[str], headings: list[int], post: Identity) -> list[int]:
    """Return the headings, and the lines such as `PM` or `Performance` below which a day's letters begin anew.

    Any short line is such a one if no day is missing there: `Session 2` above a second A. between Monday and Tuesday.
    Raises PostFormatError if it may begin another day.
    """
    found = list(headings)
    following = dict(zip(headings, headings[1:]))
    letter, is_whole = "", False
    for index, text in enumerate(texts):
        if index in headings:
            if index == headings[0] and letter > "A" and any(map(is_work, texts[:index])):
                why = f"is the first day heading, below the segments A to {letter} of no day"
                raise _uncertain(post["slug"], text, why)
            own, after = _weekdays_in(text), _weekdays_in(texts[following.get(index, index)])
            letter = ""
            is_whole = post["is_day"] or bool(own and after and index in following and (after[0] - own[-1]) % 7 <= 1)
            continue  # "(A)Tuesday" begins no letters
        label, above = label_of(text), texts[index - 1]
        if letter and label and label[0] == "A" and label[1] != text:
            if is_part_of_day(above) or (is_whole and is_short(above, _TITLE_WORDS)):
                found.append(index - 1)
                letter = ""
            elif not is_whole:
                why = f"begins the letters of a day anew, below {_quoted([above])}, within a day"
                raise _uncertain(post["slug"], text, why)
        further = label_of(text, letter)
        letter = further[0] if further else letter
    return sorted(found)


def _date_headings(texts: list[str], week: Week) -> dict[int, _Weekdays]:
    """Return the lines that are date headings, with their weekdays: dates of the week that go on from day to day.

    Numbers alone (`12/21`) must have a day's beginning below them: a row of `10/1` makes no day.
    """
    written = {index: found for index, text in enumerate(texts) if (found := date_heading_of(text))}
    dates = {index: day for index, found in written.items() if (day := found.near(week.first))}
    last = max(week.last - week.first, timedelta(days=6)) + timedelta(days=1)
    near = {index: day for index, day in dates.items() if timedelta(-1) <= day - week.first <= last}
    days: dict[int, date] = {}
    for index, end in zip(near, [*list(near)[1:], len(texts)]):
        if written[index].is_sure or _is_day_below(texts[index + 1 : end]):
            days[index] = near[index]
    is_first = 0 in days and written[0].is_sure
    is_week = list(days.values()) == sorted(days.values()) and (is_first or len({*days.values()}) >= _FEWEST_DAYS)
    return {index: (day.weekday(),) for index, day in days.items()} if is_week else {}


def _is_day_below(texts: list[str]) -> bool:
    """Return whether a day begins there, so that `12/21` above it heads the day: its rest, warm-up, first piece."""
    if texts and (_REST.match(texts[0]) or _ITEM.match(texts[0]) or is_block(texts[0])):
        return True
    for text in texts:
        label = label_of(text)
        if label or warm_up_text(text) is not None:
            return label is None or label[0] == "A"
    return False


def _no_day(slug: str, texts: list[str]) -> PostFormatError:
    if numbered := list(filter(numbered_day, texts)):
        found = f"names its days {_quoted(numbered)} without weekdays or dates"
        return PostFormatError(slug, f"{found}, so it cannot be told on which dates they fall. {_MAYBE}")
    has_work = any(is_work(text) or warm_up_text(text) is not None for text in texts)
    found = f"none of its {len(texts)} lines looks like training. {_ANNOUNCEMENT}"
    if has_work or len({*map(letter_of, texts)} - {""}) > 1:
        found = "neither title nor slug names one day. Some of its"
        found += f" {len(texts)} lines look like training, so it may be a programme."
    return PostFormatError(slug, f"has no day heading such as 'Monday (Session One)' or '12/21', and {found}")


def no_training(slug: str, sessions: Sequence[Session]) -> PostFormatError:
    """Return the error for a post whose days hold neither a label nor a warm-up nor a line that reads as training."""
    headings, drawn = [session["heading"]["text"] for session in sessions], []
    for heading, session in zip(headings, sessions):
        if any(line.get("picture") for field in session["fields"] for line in field["lines"]):
            drawn.append(heading)
    if drawn:
        found = f"a picture in place of the training of {_quoted(drawn)}, and no text that reads as training."
        found += f" The words of a picture cannot be read. {_MAYBE}"
    elif any(map(is_work, headings)):
        found = f"its training in the day headings themselves, such as {_quoted(headings)}, and no training below them."
        found += f" {_MAYBE}"
    else:
        found = f"day headings such as {_quoted(headings)}, but below them no label such as 'A.', no warm-up and no"
        found += f" line that reads as training. {_ANNOUNCEMENT}"
    return PostFormatError(slug, f"has {found}")


def _uncertain(slug: str, line: str, why: str) -> PostFormatError:
    doubt = "What is below it may belong to another day than what is above it, so nothing of the post is stored."
    return PostFormatError(slug, f"has the line {_quoted([line])}, which {why}. {doubt} {_MAYBE}")


def _quoted(lines: Sequence[str]) -> str:
    return ", ".join(repr(line[:120]) for line in lines[:3])
