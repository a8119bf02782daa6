"""The rule "nothing is lost", checked for every post before anything of it is stored.

It compares the records with the lines from strip_post_html, which the state machine still holds, and reads no HTML.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import Optional

from invictus.parser.line_rules import opens
from invictus.parser.weeks import DEFAULT_PROGRAM
from invictus.shapes import Line, Record, texts_of

_Place = tuple[int, str]  # a record's number (-1 for the lines above the first), and a field of it
_KeptLink = tuple[int, str, str, str]


def unaccounted_lines(lines: list[Line], records: list[Record]) -> list[str]:
    """Return the lines and addresses of a post that its records do not hold exactly once, and what they hold in excess.

    A line may come back as a session's heading, as a label, as a line of a field, or as a label followed by the field's
    first line. The order is that of the post. A field may start only at its label. Empty if nothing is lost.
    """
    kept = [*_kept_lines(records), ((len(records), ""), "")]
    links: Counter[_KeptLink] = Counter()
    place: _Place = (-1, "week_notes")
    lost = []
    here = 0
    for line in lines:
        text = line["text"]
        if text and kept[here] == (place, text):
            here += 1
        elif text:
            entered, taken = _enter(text, place, *kept[here], records)
            here += taken
            if entered is None:
                lost.append(text)
                continue
            place = entered
        links.update((max(place[0], 0), place[1], link["text"], link["url"]) for link in line["links"])
        if place[1] == "session":
            place = (place[0], "notes")
    links.subtract(
        (number, link["field"], link["text"], link["url"])
        for number, record in enumerate(records)
        for link in record["links"]
    )
    odd_links = [url for (_, _, _, url), count in links.items() for _ in range(abs(count))]
    return lost + [text for _, text in kept[here:-1]] + odd_links


def _kept_lines(records: list[Record]) -> Iterator[tuple[_Place, str]]:
    """Yield the lines that records hold, each with its place, in the post's order."""
    for number, record in enumerate(records):
        if not number:
            yield from _lines_of((-1, "week_notes"), record["week_notes"])
        yield (number, "session"), record["session"]
        texts = texts_of(record)
        for field in _fields_of(record):
            yield from _lines_of((number, field), texts[field])


def _lines_of(place: _Place, text: str) -> Iterator[tuple[_Place, str]]:
    return ((place, line) for line in text.split("\n") if line)


def _fields_of(record: Record) -> list[str]:
    return [field for field in texts_of(record) if field != "week_notes"]


def _enter(
    line: str, place: _Place, kept_place: _Place, kept: str, records: list[Record]
) -> tuple[Optional[_Place], bool]:
    """Return the place that a line leads to if it is not the next of its field, and whether it is the next line kept.

    A heading leads into the next record, a label into a later field of the same one, whose first line may follow the
    label. Any other line leads to no place: (None, False).
    """
    number, field = place
    if kept_place == (number + 1, "session") and _is_heading_of(line, kept, records[number + 1]["program"]):
        return kept_place, True
    if number >= 0:
        fields = _fields_of(records[number])
        later = fields[fields.index(field) + 1 :]
        for opened, rest in opens(line).items():
            if opened in later:
                here = (number, opened)
                if rest and (kept_place, kept) == (here, rest):
                    return here, True
                if not rest:
                    return here, False
    return None, False


def _is_heading_of(line: str, session: str, program: str) -> bool:
    """Return whether a session's name is that line and what `sessions.free_name` adds to it."""
    added = session[len(line) :]
    if program != DEFAULT_PROGRAM and added.endswith(f" - {program}"):
        added = added[: -len(f" - {program}")]
    return session.startswith(line) and re.fullmatch(r"(?: \(\d+\))?", added) is not None
