"""Generated weeks: hypothesis draws a week as a coach plans it, and functions write it as pages of HTML."""

from __future__ import annotations

import html
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from itertools import zip_longest
from typing import NamedTuple

from hypothesis import assume
from hypothesis import strategies as st

from invictus.parser.folding import fold
from invictus.parser.headings import heading_of, mention_of
from invictus.parser.labels import label_of, warm_up_text
from invictus.shapes import Json, Record

WEEKDAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()


class Text(NamedTuple):
    """A line of training, and the address that its words link to ("" for none)."""

    words: str
    url: str


class Session(NamedTuple):
    weekday: int
    title: str  # what follows the weekday
    notes: list[Text]
    warm_up: list[Text]  # empty: without a label
    segments: dict[str, list[Text]]
    label: str  # how a letter is marked, and whether text follows it


class WeekPost(NamedTuple):
    monday: date
    preamble: list[Text]
    sessions: list[Session]


def is_training(words: str) -> bool:
    """Return whether the rules take a line for text alone."""
    rules = (heading_of, mention_of, label_of, warm_up_text)
    return words != "" and all(rule(words) is None for rule in rules)


LINES = """\
Snatch x 3 reps @ 70-75%
*Sets 1-2 = @ 80% of 1-RM
Followed by…
5k < 20:00
Saturday is your heavy day, so keep this light.
If you missed Tuesday’s session, do it today.
Rest 2′ 30″ & repeat
Use this as a warm-up.
10 Air Squats, 10 Pushups
I need you fresh
A bar | a box
T-Bar Row x 8
a. slow
&amp; is no sign here
הרמת משקולות
🏋 heavy 💪""".split("\n")
WORDS = st.one_of(
    st.sampled_from(LINES),
    st.text(min_size=1, max_size=20).map(
        lambda text: fold("x " + text.translate(dict.fromkeys((0, 0xFDD0, 0xFDD1, 0xFDD2, 0xFFFF))))
    ),
).filter(is_training)
TEXTS = st.builds(Text, WORDS, st.sampled_from(["", "", "", "https://youtu.be/1?a=b&c=d", "http://e.com/x"]))
AFTER_A_WEEKDAY = "| (Session One)| (Rest Day)|: Rest Day| – Competition Simulation| AM| PM| - Session 2|:|."
LABEL_MARKS = st.sampled_from(["{}.", "{})", "{}:", "{} –", "{}. ", "{}) ", "{}: ", "{} — "])


@st.composite
def sessions(draw: st.DrawFn, weekday: int) -> Session:
    letters = draw(st.sampled_from(["", "A", "AC", "BD", "ABC", "ABCDE", "ABCDEFGHI"]))
    return Session(
        weekday,
        draw(st.sampled_from(AFTER_A_WEEKDAY.split("|"))),
        draw(st.lists(TEXTS, max_size=2)),
        draw(st.lists(TEXTS, max_size=2)) if letters else [],
        {letter: draw(st.lists(TEXTS, min_size=1, max_size=2)) for letter in letters},
        draw(LABEL_MARKS),
    )


@st.composite
def weeks(draw: st.DrawFn) -> WeekPost:
    monday = date(2010, 1, 4) + timedelta(weeks=draw(st.integers(0, 1100)))
    weekdays = sorted(draw(st.lists(st.integers(0, 6), min_size=1, max_size=4)))
    drawn = [draw(sessions(weekday)) for weekday in weekdays]
    assume(any(session.segments for session in drawn))  # else it may be an announcement
    return WeekPost(monday, draw(st.lists(TEXTS, max_size=2)), drawn)


def records_meant(week: WeekPost) -> list[Json]:
    """Return the records that a week must become, without `program` and `post`."""
    names: list[tuple[int, str]] = []
    records: list[Json] = []
    for session in week.sessions:
        heading = WEEKDAYS[session.weekday] + session.title
        names.append((session.weekday, heading))
        seen = names.count((session.weekday, heading))
        segments = {**{letter: [] for letter in "ABCDE"}, **session.segments}
        fields = {"notes": session.notes, "warm_up": session.warm_up}
        fields.update({f"segment_{letter.lower()}": lines for letter, lines in segments.items()})
        records.append(
            {
                "date": f"{week.monday + timedelta(days=session.weekday)}",
                "session": heading if seen == 1 else f"{heading} ({seen})",
                "order": len(records),
                **{field: "\n".join(line.words for line in lines) for field, lines in fields.items()},
                "links": links_meant(fields),
            }
        )
    records[0]["week_notes"] = "\n".join(line.words for line in week.preamble)
    records[0]["links"] = links_meant({"week_notes": week.preamble}) + records[0]["links"]
    return records


def links_meant(fields: dict[str, list[Text]]) -> list[Json]:
    return [
        {"field": field, "text": line.words, "url": line.url}
        for field, lines in fields.items()
        for line in lines
        if line.url
    ]


class Written(NamedTuple):
    """A line of the page and what it is."""

    kind: str
    inline: str


def inline(line: Text) -> str:
    words = html.escape(line.words, quote=False)
    return f'<a href="{html.escape(line.url)}">{words}</a>' if line.url else words


def written_lines(week: WeekPost) -> Iterator[Written]:
    yield from (Written("text", inline(line)) for line in week.preamble)
    for session in week.sessions:
        yield Written("heading", WEEKDAYS[session.weekday] + session.title)
        yield from (Written("text", inline(line)) for line in session.notes)
        if session.warm_up:
            yield Written("label", "Suggested Warm-Up:")
            yield from (Written("text", inline(line)) for line in session.warm_up)
        for letter, lines in session.segments.items():
            label = session.label.format(letter)
            if label.endswith(" "):  # the first line after it
                yield Written("text", f"<strong>{label}</strong>{inline(lines[0])}")
                lines = lines[1:]
            else:
                yield Written("label", label)
            yield from (Written("text", inline(line)) for line in lines)


def classic(lines: Iterable[Written]) -> str:
    """Write paragraphs that begin at headings and labels, broken by <br />."""
    page = ""
    for kind, text in lines:
        text = f"<strong>{text}</strong>" if kind == "heading" else text
        page += f"<br />\n{text}" if page and kind == "text" else f"</p>\n<p>{text}"
    return page[4:] + "</p>\n"


def gutenberg(lines: Iterable[Written]) -> str:
    tags = {"heading": ("h3", "h3"), "label": ('p class="x"', "p"), "text": ("li", "li")}
    return "\n\n".join(
        f'<ul class="wp-block-list">\n<li>{text}</li>\n</ul>'
        if kind == "text"
        else f"<{tags[kind][0]}>{text}</{tags[kind][1]}>"
        for kind, text in lines
    )


def table_of_days(lines: Iterable[Written]) -> str:
    """Write the days in the head row, and below each day its lines, one in each row."""
    lines = [*lines]
    first = next(index for index, line in enumerate(lines) if line.kind == "heading")
    days: list[list[str]] = []
    for kind, text in lines[first:]:
        if kind == "heading":
            days.append([])
        days[-1].append(text)
    rows = "".join(
        f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in zip_longest(*days, fillvalue="")
    )
    return "".join(f"<p>{text}</p>" for _, text in lines[:first]) + f"<table><tbody>{rows}</tbody></table>"


def unclosed(lines: Iterable[Written]) -> str:
    return "".join(f"<p>{text}" if kind == "heading" else f"<li>{text}" for kind, text in lines)


MARKUPS = [classic, gutenberg, unclosed, table_of_days]


def titles_of(week: WeekPost) -> list[str]:
    first, last = week.monday, week.monday + timedelta(days=6)
    month, last_month = f"{first:%B}", f"{last:%B}"
    return [
        f"{month} {first.day}-{last_month} {last.day}, {last.year} &#8211; 5 Day Weightlifting Program",
        f"{month} {first.day}, {first.year}-{last_month} {last.day}, {last.year}",
        f"{month[:3]}. {first.day} &#8211; {last_month[:3]}. {last.day}",
        f"{month} {first.day}-{last.day}",
        f"Week of {month} {first.day}, {first.year - 1}",
        "5 Day Weightlifting Program",
    ]


def read_back(records: list[Record]) -> list[Json]:
    return [{key: value for key, value in record.items() if key not in ("program", "post")} for record in records]
