"""A day's lines as the fields of a session, and a session as a dated record."""

from __future__ import annotations

from datetime import date
from typing import cast

from invictus.parser.line_rules import label_of, warm_up_text
from invictus.parser.weeks import DEFAULT_PROGRAM
from invictus.shapes import Field, FieldLink, FieldsOfSomeRecords, Identity, Line, Record, Session

# A record always has these; further letters as the post has them.
_ALWAYS = ("notes", "warm_up", "segment_a", "segment_b", "segment_c", "segment_d", "segment_e")


def fields_of(lines: list[Line]) -> list[Field]:
    """Return a day's lines below its heading, by field: its notes, then what the labels open."""
    fields = [Field(field="notes", label="", lines=[])]
    letter = ""
    for line in lines:
        opened, label = None, label_of(line["text"], letter)
        warm_up = warm_up_text(line["text"]) if len(fields) == 1 else None
        if label:
            letter, rest = label
            opened = f"segment_{letter.lower()}"
        elif warm_up is not None:
            opened, rest = "warm_up", warm_up
        if opened:
            words = line["text"][: len(line["text"]) - len(rest)].strip()
            fields.append(Field(field=opened, label=words, lines=[]))
            line = Line(text=rest, links=line["links"])
        fields[-1]["lines"].append(line)
    return fields


def record_of(order: int, day: date, name: str, session: Session, program: str, post: Identity) -> Record:
    """Return a session as a record: every field a text, its lines joined by line feeds. `order` counts from 0."""
    texts = {field["field"]: text_of(field["lines"]) for field in session["fields"]}
    further = {field: text for field, text in texts.items() if field not in _ALWAYS}
    links = links_of("session", [session["heading"]])
    for field in session["fields"]:
        links += links_of(field["field"], field["lines"])
    return {
        "date": day.isoformat(),
        "session": name,
        "order": order,
        "notes": texts["notes"],
        "warm_up": texts.get("warm_up", ""),
        "segment_a": texts.get("segment_a", ""),
        "segment_b": texts.get("segment_b", ""),
        "segment_c": texts.get("segment_c", ""),
        "segment_d": texts.get("segment_d", ""),
        "segment_e": texts.get("segment_e", ""),
        **cast(FieldsOfSomeRecords, further),
        "links": links,
        "program": program,
        "post": {"id": post["id"], "slug": post["slug"], "link": post["link"], "modified": post["modified"]},
    }


def text_of(lines: list[Line]) -> str:
    """Return the lines that have text, joined by line feeds."""
    return "\n".join(line["text"] for line in lines if line["text"])


def links_of(field: str, lines: list[Line]) -> list[FieldLink]:
    """Return the links of a field's lines, each `{"field", "text", "url"}`."""
    return [{"field": field, **link} for line in lines for link in line["links"]]


def free_name(heading: str, program: str, day: str, taken: dict[tuple[str, str], int]) -> str:
    """Return the session's name: its heading, made unique on its date and different from other programmes' sessions.

    `taken` holds the names given on each date, each with the number that its last duplicate was given.
    """
    suffix = "" if program == DEFAULT_PROGRAM else f" - {program}"
    first = name = heading + suffix
    while (day, name) in taken:
        taken[day, first] += 1
        name = f"{heading} ({taken[day, first]}){suffix}"
    taken[day, name] = 1
    return name
