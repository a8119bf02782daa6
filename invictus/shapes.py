"""The shapes that the steps pass to each other: plain JSON, one name for each.

RestPost      a post as WordPress's REST API gives it
Line          one line of a post's text, with its links
Identity      a post and its edit
PostText      strip_post_html's output
PostDays      group_post_by_day's output
PostSessions  segment_days's output
PostRecords   sessions_to_date_records's output
Record        one dated session
CleanRecords  clean_session_records's output
Week          a week in words
"""

from __future__ import annotations

from typing import Any, TypedDict

Json = dict[str, Any]  # JSON of a shape that only its reader knows

# WordPress's object: its fields are checked where a post comes in (payloads.py), and it is handed on as received.
RestPost = dict[str, Any]


class Link(TypedDict):
    """A link of a line: the words that it is laid over ("" for a picture or an embed) and its http(s) address."""

    text: str
    url: str


class Line(TypedDict):
    """One line as a reader sees it. `text` is "" only where an embed is alone; its address is in `links`."""

    text: str
    links: list[Link]


class Identity(TypedDict):
    """A post and its edit. `date` is the blog's local date (ISO), `modified` UTC (`2020-12-18T22:44:00Z`)."""

    id: int
    slug: str
    link: str
    date: str
    modified: str
    title: str


class Field(TypedDict):
    """The lines of one field of a session, and the words that were taken for its label ("A.", "Warm-Up:", or "")."""

    field: str
    label: str
    lines: list[Line]


class Session(TypedDict):
    """A session: its day heading, then its notes, warm-up and lettered segments in the order of the post."""

    heading: Line
    fields: list[Field]


class PostText(TypedDict):
    post: Identity
    lines: list[Line]


class PostDays(TypedDict):
    """`preamble` is what is above the first day. Each day's first line is its heading."""

    post: Identity
    preamble: list[Line]
    days: list[list[Line]]


class PostSessions(TypedDict):
    post: Identity
    preamble: list[Line]
    sessions: list[Session]


# One dated session. Its segments are keys of their own, `segment_a` to `segment_z`, so no TypedDict can list them;
# docs/record.md does, and serverless/archive_columns.yml names every column.
Record = dict[str, Any]


class PostRecords(TypedDict):
    post: Identity
    records: list[Record]


class Week(TypedDict):
    """A week in the message's words: `2021-01-18 to 2021-01-23` and `5 sessions`."""

    dates: str
    sessions: str


class CleanRecords(TypedDict):
    """The records, the same in DynamoDB's typed JSON, and `version`: what the writes are conditional on, typed too."""

    records: list[Record]
    items: list[Json]
    version: Json
    week: Week
