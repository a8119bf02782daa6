"""A post in, dated session records out: five pure steps, each the whole work of one Lambda function.

    strip_post -> group_by_day -> segment_days -> date_records -> clean_records

What passes between them is plain JSON. Nothing in here touches AWS, HTTP, the clock or the environment. What a
line is, `line_rules.py` says; which week it is, `weeks.py`. The law over all of it is that nothing of a post is
lost: `unaccounted_lines`.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections import Counter
from collections.abc import Iterator
from datetime import date
from typing import Any, Optional

from invictus.parser.html_lines import Line, read_lines
from invictus.parser.line_rules import label_of, opens, warm_up_text, weekday_of
from invictus.parser.weeks import DEFAULT_PROGRAM, program_of, session_dates, week_of

Json = dict[str, Any]

FIRST_SEGMENTS = "abcde"  # always in a record; further letters as the post has them


class PostFormatError(ValueError):
    """A post that is no training programme, or not one that can be read. The message names its slug."""

    def __init__(self, slug: str, problem: str) -> None:
        super().__init__(f"{slug}: {problem}")


class LinesLostError(PostFormatError):
    """The records do not hold the whole post: the parser broke its own law. Storing them would lose training."""


# The steps


def strip_post(post: Json) -> Json:
    """A REST post -> `{"post": identity, "lines": [{"text", "links"}]}`. Markup is gone after this step.

    Raises PostFormatError for a protected post, whose text WordPress keeps to itself, and for an empty one.
    """
    identity = {
        "id": post["id"],
        "slug": post["slug"],
        "link": post["link"],
        "date": post["date"][:10],
        "modified": post["modified_gmt"] + "Z",
        "title": " ".join(line["text"] for line in read_lines(post["title"]["rendered"])),
    }
    if post["content"].get("protected"):
        raise PostFormatError(identity["slug"], "is protected by a password, so its text is not in the blog's reply.")
    lines = read_lines(post["content"]["rendered"])
    if not lines:
        raise PostFormatError(identity["slug"], "has no text: content.rendered is empty.")
    return {"post": identity, "lines": lines}


def group_by_day(text: Json) -> Json:
    """Lines -> `{"post", "preamble": [line], "days": [[line]]}`: each day's first line is its heading.

    Raises PostFormatError where no line is a day heading (rule 8): an announcement is no programme.
    """
    preamble: list[Line] = []
    days: list[list[Line]] = []
    for line in text["lines"]:
        if weekday_of(line["text"]) is not None:
            days.append([])
        (days[-1] if days else preamble).append(line)
    if not days:
        raise PostFormatError(
            text["post"]["slug"],
            f"is no programme: looked for a day heading such as 'Monday (Session One)' or 'Thursday: Rest Day' "
            f"and found none in {len(preamble)} lines.",
        )
    return {"post": text["post"], "preamble": preamble, "days": days}


def segment_days(grouped: Json) -> Json:
    """Days -> `{"post", "preamble", "sessions": [session]}`.

    A session is `{"heading": line, "fields": [{"field", "label", "lines"}]}`: its notes, warm-up and lettered segments
    in the order in which they stand, `label` being the words that were taken for one ("A.", "Suggested Warm-Up:").
    """
    sessions = [{"heading": day[0], "fields": _fields(day[1:])} for day in grouped["days"]]
    return {"post": grouped["post"], "preamble": grouped["preamble"], "sessions": sessions}


def date_records(segmented: Json) -> Json:
    """Sessions -> `{"post", "records": [record]}`, in the order of the post, each with its date and its own name."""
    post, sessions = segmented["post"], segmented["sessions"]
    weekdays = [weekday_of(session["heading"]["text"]) or 0 for session in sessions]
    week = week_of(post["title"], post["slug"], date.fromisoformat(post["date"]), weekdays)
    program = program_of(post["slug"], post["title"])
    taken: dict[tuple[str, str], int] = {}
    records = []
    for session, day in zip(sessions, session_dates(week, weekdays)):
        name = _free_name(session["heading"]["text"], program, day.isoformat(), taken)
        records.append(_record(day, name, session, program, post))
    records[0]["week_notes"] = _text(segmented["preamble"])
    records[0]["links"][:0] = _links("week_notes", segmented["preamble"])
    return {"post": post, "records": records}


def clean_records(records: list[Json], post: Json, force: bool = False) -> Json:
    """Records and the post that they were read from -> `{"records", "items", "version"}`, proven whole.

    `items` are the records `with_exercises` in DynamoDB's typed JSON, each with `post_id` (to find a post's sessions
    by), `post_modified`, `weekly_key` (the file that it stands in) and `content_sha256` (what the whole week says, see
    `content_hash`). `version` is what the conditions of the writes are made of, typed likewise: those marks, and
    `unless`, the content_sha256 of a row that need not be written again (with `force`, no row's). The `records` go on
    without their exercises, which are most of what a payload holds; who stores them adds them again.
    Raises LinesLostError where a line or a link of the post is not in the records exactly once, or a line of a segment
    not in the exercises.
    """
    stored = [with_exercises(record) for record in records]
    lost = unaccounted_lines(post, records) + _lines_not_in_exercises(stored)
    if lost:
        raise LinesLostError(post["slug"], f"{len(lost)} of its lines and links are lost, first {lost[0][:200]!r}.")
    content = content_hash(stored)
    marks = {
        "post_id": post["id"],
        "post_modified": records[0]["post"]["modified"],
        "weekly_key": weekly_key(records),
        "content_sha256": content,
    }
    return {
        "records": records,
        "items": [dynamodb_item({**record, **marks}) for record in stored],
        "version": dynamodb_item({**marks, "unless": "" if force else content}),
    }


def with_exercises(record: Json) -> Json:
    """A record as it is stored: its segments read as training (`exercises`), and how much of them was `understood`."""
    # Not at the top: its patterns take longer to compile than all else here, and six of eight functions need none.
    from invictus.prescriptions import exercises_of, understood_share

    exercises = exercises_of(record)
    return {**record, "exercises": exercises, "understood": understood_share(exercises)}


# Sessions and records


def _fields(lines: list[Line]) -> list[Json]:
    """A day's lines below its heading, by field: notes, then what the labels open."""
    fields: list[Json] = [{"field": "notes", "label": "", "lines": []}]
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
            fields.append({"field": opened, "label": words, "lines": []})
            line = {"text": rest, "links": line["links"]}
        fields[-1]["lines"].append(line)
    return fields


def _record(day: date, name: str, session: Json, program: str, post: Json) -> Json:
    letters = dict.fromkeys(f"segment_{letter}" for letter in FIRST_SEGMENTS)
    letters.update(dict.fromkeys(field["field"] for field in session["fields"] if field["field"][:7] == "segment"))
    texts = {field["field"]: _text(field["lines"]) for field in session["fields"]}
    links = _links("session", [session["heading"]])
    for field in session["fields"]:
        links += _links(field["field"], field["lines"])
    return {
        "date": day.isoformat(),
        "session": name,
        "notes": texts["notes"],
        "warm_up": texts.get("warm_up", ""),
        **{letter: texts.get(letter, "") for letter in letters},
        "links": links,
        "program": program,
        "post": {key: post[key] for key in ("id", "slug", "link", "modified")},
    }


def _text(lines: list[Line]) -> str:
    return "\n".join(line["text"] for line in lines if line["text"])


def _links(field: str, lines: list[Line]) -> list[Json]:
    return [{"segment": field, **link} for line in lines for link in line["links"]]


def _free_name(heading: str, program: str, day: str, taken: dict[tuple[str, str], int]) -> str:
    """The session's name: its heading, told apart from a second one alike on its date and from other programmes.

    `taken` holds the names given on each date, with the number that the last one alike was given.
    """
    suffix = "" if program == DEFAULT_PROGRAM else f" - {program}"
    first = name = heading + suffix
    while (day, name) in taken:
        taken[day, first] += 1
        name = f"{heading} ({taken[day, first]}){suffix}"
    taken[day, name] = 1
    return name


# The law: nothing is lost


def unaccounted_lines(post: Json, records: list[Json]) -> list[str]:
    """The lines and link addresses of a post that its records do not hold exactly once, and what they hold too much.

    A line may come back as a session's heading, as a label, as a line of a field, or as a label with the field's
    first line behind it; in the order of the post, and no field is entered but by its label. Empty where nothing
    is lost.
    """
    kept = [*_kept_lines(records), ((len(records), ""), "")]
    links: Counter[_KeptLink] = Counter()
    place: _Place = (-1, "week_notes")
    lost = []
    here = 0
    for line in read_lines(post["content"]["rendered"]):
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
        (number, link["segment"], link["text"], link["url"])
        for number, record in enumerate(records)
        for link in record["links"]
    )
    odd_links = [url for (_, _, _, url), count in links.items() for _ in range(abs(count))]
    return lost + [text for _, text in kept[here:-1]] + odd_links


_Place = tuple[int, str]  # a record's number, -1 for what stands above the first, and a field of it
_KeptLink = tuple[int, str, str, str]


def _kept_lines(records: list[Json]) -> Iterator[tuple[_Place, str]]:
    """The lines that records hold, and where, in the order in which they stand in the post."""
    for number, record in enumerate(records):
        if not number:
            yield from _lines_of((-1, "week_notes"), record["week_notes"])
        yield (number, "session"), record["session"]
        for field in _fields_of(record):
            yield from _lines_of((number, field), record[field])


def _lines_of(place: _Place, text: str) -> Iterator[tuple[_Place, str]]:
    return ((place, line) for line in text.split("\n") if line)


def _fields_of(record: Json) -> list[str]:
    return ["notes", "warm_up", *sorted(field for field in record if field.startswith("segment_"))]


def _enter(
    line: str, place: _Place, kept_place: _Place, kept: str, records: list[Json]
) -> tuple[Optional[_Place], bool]:
    """Where a line leads that is not the next one of its field, and whether it is the next line kept.

    A heading leads into the next record, a label into a later field of the same one, whose first line may stand
    behind the label. (None, False) for any other line.
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


def _lines_not_in_exercises(stored: list[Json]) -> list[str]:
    """The same law once more: every line of a segment is in its exercises exactly once, understood or not."""
    from invictus.prescriptions import unaccounted

    return [line for record in stored for _, line in unaccounted(record, record["exercises"])]


def _is_heading_of(line: str, session: str, program: str) -> bool:
    """Whether a session's name is that line and what `_free_name` puts behind it."""
    added = session[len(line) :]
    if program != DEFAULT_PROGRAM and added.endswith(f" - {program}"):
        added = added[: -len(f" - {program}")]
    return session.startswith(line) and re.fullmatch(r"(?: \(\d+\))?", added) is not None


# Where it is kept, and in what form


def sha256(value: Any) -> str:
    """SHA-256 hex of a JSON value, whatever the order of its fields."""
    return hashlib.sha256(json.dumps(value, sort_keys=True).encode()).hexdigest()


def content_hash(records: list[Json]) -> str:
    """What the records, as they are stored, say, as `sha256`: when the reader of prescriptions learns something new, it
    is another week. When the post was last saved (`post.modified`) is no part of it.
    """
    return sha256([{**record, "post": {**record["post"], "modified": ""}} for record in records])


def raw_key(post: Json) -> str:
    return f"raw/{post['date'][:10]}__{post['slug']}.json"


def weekly_key(records: list[Json]) -> str:
    first, last = _first_and_last(records)
    return f"weekly/{first}__{last}--{records[0]['program']}.json"


def week_span(records: list[Json]) -> str:
    """The week in words, for the message: `2020-12-21 to 2020-12-26`."""
    return " to ".join(_first_and_last(records))


def _first_and_last(records: list[Json]) -> tuple[str, str]:
    dates = [record["date"] for record in records]
    return min(dates), max(dates)


def json_lines(records: list[Json]) -> str:
    """One record a line, as Athena, DuckDB and jq read it."""
    return "".join(json.dumps(record, ensure_ascii=False) + "\n" for record in records)


def dynamodb_item(record: Json) -> Json:
    """A record in DynamoDB's typed JSON, as `dynamodb:putItem` wants it."""
    return {name: _typed(value) for name, value in record.items()}


def _typed(value: Any) -> Json:
    if isinstance(value, str):
        return {"S": value}
    if isinstance(value, bool):
        return {"BOOL": value}
    if value is None:
        return {"NULL": True}
    if isinstance(value, (int, float)):
        return {"N": str(value)}
    if isinstance(value, dict):
        return {"M": dynamodb_item(value)}
    return {"L": [_typed(entry) for entry in value]}
