"""A day's lines as the fields of a session, and a session as a dated record."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import groupby
from typing import cast

from invictus.parser.labels import is_block, is_work, label_of, warm_up_text
from invictus.parser.weeks import DEFAULT_PROGRAM
from invictus.shapes import Field, FieldLink, Identity, Line, Record, Session, is_aside, picture_words

# A record always has these; further letters as the post has them.
_ALWAYS = ("notes", "warm_up", "segment_a", "segment_b", "segment_c", "segment_d", "segment_e")


def fields_of(lines: list[Line]) -> list[Field]:
    """Return a day's lines below its heading, by field, in the post's order: its notes, then what the labels open.

    A field may come in several pieces: asides go to the notes. A picture that is alone in a day gets words.
    """
    if not any(line["text"] for line in lines):
        lines = [{**line, "text": picture_words(line)} if line.get("picture") else line for line in lines]
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
            line = {**line, "text": rest}
        fields[-1]["lines"].append(line)
    if not letter and len(fields) > 1:
        fields[1:] = _without_work(fields[1])
    return [piece for field in fields for piece in _without_asides(field)]


def _without_work(warm_up: Field) -> list[Field]:
    """Return the warm-up of a day without letters, and the day's work as notes.

    The warm-up ends where its paragraph or list ends (`3 rounds of:` goes on in the next one), or a part of the day is
    named. If paragraphs tell nothing, it ends at the first line of sets and reps or with a load.
    """
    lines = warm_up["lines"]
    texts = [line["text"] for line in lines]
    has_paragraphs = any(line.get("continues") for line in lines[1:])
    places = range(1, len(lines))
    # A picture between them is the warm-up's.
    paragraphs = [at for at in places if has_paragraphs and texts[at] and not lines[at].get("continues")]
    last = texts.copy()  # the last words up to each line
    for at in places:
        last[at] = texts[at] or last[at - 1]
    ends = [at for at in paragraphs if last[at - 1] and not last[at - 1].endswith((":", " of"))]
    ends += [at for at in places if is_block(texts[at])]
    ends = sorted(ends) or [at for at in places if is_work(texts[at])]
    if not ends:
        return [warm_up]
    return [{**warm_up, "lines": lines[: ends[0]]}, Field(field="notes", label="", lines=lines[ends[0] :])]


def _without_asides(field: Field) -> Iterator[Field]:
    """Yield a field's lines; those struck out, and footnotes, as pieces of the notes in between."""
    label = field["label"]
    for aside, lines in groupby(field["lines"], lambda line: is_aside(line["text"])):
        yield Field(field="notes" if aside else field["field"], label=label, lines=list(lines))
        label = ""
    if not field["lines"]:
        yield field


def record_of(order: int, day: date, name: str, session: Session, post: Identity) -> Record:
    """Return a session as a record: every field a text, its lines joined by line feeds. `order` counts from 0."""
    lines: dict[str, list[Line]] = {field: [] for field in _ALWAYS}
    links = links_of("session", [session["heading"]])
    for field in session["fields"]:
        lines.setdefault(field["field"], []).extend(field["lines"])
        links += links_of(field["field"], field["lines"])
    record = {
        "date": day.isoformat(),
        "session": name,
        "order": order,
        **{field: text_of(held) for field, held in lines.items()},
        "links": links,
        "program": post["program"],
        "post": {name: post[name] for name in ("id", "slug", "link", "modified")},
    }
    return cast(Record, record)


def text_of(lines: list[Line]) -> str:
    """Return the lines that have text, joined by line feeds."""
    return "\n".join(line["text"] for line in lines if line["text"])


def links_of(field: str, lines: list[Line]) -> list[FieldLink]:
    """Return the links of a field's lines, each `{"field", "text", "url"}`."""
    return [{"field": field, **link} for line in lines for link in line["links"]]


def free_name(heading: str, program: str, day: str, taken: dict[tuple[str, str], int]) -> str:
    """Return the session's name: its heading, unique on its date and among programmes.

    `taken` holds the names given on each date, each with the number of its last duplicate.
    """
    suffix = "" if program == DEFAULT_PROGRAM else f" - {program}"
    first = name = heading + suffix
    while (day, name) in taken:
        taken[day, first] += 1
        name = f"{heading} ({taken[day, first]}){suffix}"
    taken[day, name] = 1
    return name
