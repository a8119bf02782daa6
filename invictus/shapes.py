"""The shapes that the steps pass to each other, in the order in which they are made: plain JSON."""

# ruff: noqa: UP013 - the shapes of the steps are a table
from __future__ import annotations

import re
from collections.abc import Mapping
from string import ascii_lowercase
from typing import Any, TypedDict

from invictus.exercises import Exercise

Json = dict[str, Any]  # JSON without a shape of its own here

# A post as WordPress's REST API gives it, and as it is passed on. payloads.py checks the fields that are used.
RestPost = dict[str, Any]

# A link of a line: its words ("" for a picture or an embed) and its http(s) address.
Link = TypedDict("Link", {"text": str, "url": str})
# Whether a line goes on with the paragraph, list or table of the line before; whether a picture is alone in it.
MarksOfSomeLines = TypedDict("MarksOfSomeLines", {"continues": bool, "picture": bool}, total=False)


class Line(MarksOfSomeLines):
    """One line as a reader sees it. `text` is "" only where an embed is alone; its address is in `links`."""

    text: str
    links: list[Link]


# What title and slug name: first and last day (ISO, "" if none; one day has its week's last), whether it is one day,
# the programme.
Named = TypedDict("Named", {"first": str, "last": str, "is_day": bool, "program": str})


class Identity(Named):
    """A post and its edit. `date` is the blog's local date (ISO), `modified` UTC (`2020-12-18T22:44:00Z`)."""

    id: int
    slug: str
    link: str
    date: str
    modified: str


# The lines of one field of a session, and the words that were taken for its label ("A.", "Warm-Up:", or "").
Field = TypedDict("Field", {"field": str, "label": str, "lines": list[Line]})
# A session: its day heading, then its notes, warm-up and lettered segments in the order of the post.
Session = TypedDict("Session", {"heading": Line, "fields": list[Field]})
# The post that a record was read from, and its edit.
PostOfRecord = TypedDict("PostOfRecord", {"id": int, "slug": str, "link": str, "modified": str})
# A link of a record, with the record's field that it is in ("segment_a").
FieldLink = TypedDict("FieldLink", {"field": str, "text": str, "url": str})
# What is above the first day, in the first record of a post. Further segments: `segment_f` to `segment_z`.
FieldsOfSomeRecords = TypedDict("FieldsOfSomeRecords", {"week_notes": str}, total=False)


class Record(FieldsOfSomeRecords):
    """One dated session: every field a text, its lines joined by line feeds. See docs/record.md."""

    date: str
    session: str
    order: int  # the session's place in its post, from 0
    notes: str
    warm_up: str
    segment_a: str
    segment_b: str
    segment_c: str
    segment_d: str
    segment_e: str
    links: list[FieldLink]
    program: str
    post: PostOfRecord


class StoredRecord(Record):
    """A record in its stored form: with its exercises, and the share of its segments' lines that was understood."""

    exercises: list[Exercise]
    understood: float


def segments_of(record: Record) -> dict[str, str]:
    """Return what a record holds to train, by field, in its order: `{"segment_a": "its lines", ...}`, empty ones too.

    A day without letters has its `notes` alone; those of a rest day are advice, and asides are no training.
    """
    texts = texts_of(record)
    segments = {field: text for field, text in texts.items() if field in _SEGMENTS}
    notes = "\n".join(line for line in texts.get("notes", "").split("\n") if not is_aside(line))
    if any(segments.values()) or not notes or is_rest_day(record):
        return segments
    return {"notes": notes}


def is_aside(line: str) -> bool:
    """Tell whether a line is struck-out text, a footnote or a picture's words: they are kept, but are no training."""
    return _ASIDE.fullmatch(line) is not None


def is_picture(record: Record) -> bool:
    """Tell whether a picture is in place of a session's text."""
    return record.get("notes", "").startswith(_PICTURE)


def picture_words(line: Line) -> str:
    """Return the words for a picture that is in place of a day's text."""
    described = " ".join(link["text"] for link in line["links"] if link["text"])
    return f"{_PICTURE}: {described}]" if described else f"{_PICTURE}]"


def is_rest_day(record: Record) -> bool:
    """Tell whether a session's name, or the first line of its notes, says that it is a rest day."""
    heading = record["session"].removesuffix(f" - {record['program']}")
    return _NAMES_A_REST.search(heading) is not None or begins_with_rest(record["notes"])


def begins_with_rest(text: str) -> bool:
    """Tell whether the first line of a text says that the day is a rest day."""
    return _IS_A_REST.match(text) is not None


def texts_of(record: Record) -> dict[str, str]:
    """Return the fields that hold the post's own text, by name, in the post's order. Empty ones are among them."""
    held: Mapping[str, object] = record
    return {field: str(held[field]) for field in _TEXTS if field in held}


STRUCK_OUT, FOOTNOTE = "[struck out: {}]", "[footnote: {}]"
_PICTURE = "[picture"
_ASIDE = re.compile(r"\[(?:(?:struck out|footnote): .*|picture(?:: .*)?)\]")
# `Thursday: Rest Day`, `Sunday Off`, but neither `Rest-Pause Squats` nor `off the blocks`.
_NAMES_A_REST = re.compile(r"\b(?:rest|off)\b(?!-| (?:the|as|\d))", re.IGNORECASE)
_IS_A_REST = re.compile(r"\W*(?:active |full )?(?:rest|off)(?: days?\b|\W*$)", re.IGNORECASE | re.MULTILINE)
_SEGMENTS = tuple(f"segment_{letter}" for letter in ascii_lowercase)
_TEXTS = ("week_notes", "notes", "warm_up", *_SEGMENTS)


# What the steps hand on. `preamble` is what is above the first day. Each day's first line is its heading.
PostText = TypedDict("PostText", {"post": Identity, "lines": list[Line]})
PostDays = TypedDict("PostDays", {"post": Identity, "preamble": list[Line], "days": list[list[Line]]})
PostSessions = TypedDict("PostSessions", {"post": Identity, "preamble": list[Line], "sessions": list[Session]})
PostRecords = TypedDict("PostRecords", {"post": Identity, "records": list[Record]})
# The records, their rows `with_exercises` in typed JSON, the values that writing those is conditional on, and the words
# of the week in the message: `dates` and `sessions`.
CleanRecords = TypedDict(
    "CleanRecords", {"records": list[Record], "items": list[Json], "condition": Json, "week": dict[str, str]}
)
