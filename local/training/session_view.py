"""A stored session as a person reads it, in words: the one view that terminal, page and calendar show.

    sessions_of(records, lifter)   the sessions of a programme's week
    session_of(record, lifter)     one of them: its blocks, their movements and lines, the movements' sets

Nothing is hidden: what was understood is in words, and every other line is the coach's own, in its place. A block keeps
the post's order; a movement has the place of the line that names it. Only http(s) addresses come out as links.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date
from itertools import groupby
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from invictus.prescriptions import EXERCISE, sets_to_show
from invictus.shapes import StoredRecord, is_rest_day, segments_of, texts_of
from local.training.lifter import Lifter
from local.training.line_places import LinePlaces
from local.training.session_loads import SessionLoads
from local.training.session_shapes import (
    CoachLine,
    Movement,
    Part,
    Rest,
    Set,
    ShownBlock,
    ShownLink,
    ShownSession,
    Text,
)
from local.training.volume import is_max_out
from local.training.words import (
    counts_in_words,
    measure_in_words,
    percent_in_words,
    scheme_in_words,
    time_span,
    turn_in_words,
    weight_in_words,
)

if TYPE_CHECKING:  # importing it compiles the grammar
    from invictus.prescriptions.shapes import Exercise, SetRow

_TEXT_FIELDS = (("This week", "week_notes"), ("Notes", "notes"), ("Warm-up", "warm_up"))


def sessions_of(records: Iterable[StoredRecord], lifter: Lifter = Lifter()) -> list[ShownSession]:  # noqa: B008 - frozen
    """Return the sessions of a programme's records, in the records' order, each with a key of its own."""
    keys: Counter[str] = Counter()
    sessions = []
    for session in (session_of(record, lifter) for record in records):
        keys[session.key] += 1
        again = keys[session.key]  # "Monday AM" and "Mon (AM)"
        sessions.append(replace(session, key=f"{session.key}-{again}") if again > 1 else session)
    return sessions


def session_of(record: StoredRecord, lifter: Lifter = Lifter()) -> ShownSession:  # noqa: B008 - frozen
    """Return one record as it is shown, with weights for a lifter whose maxima are known."""
    texts, segments = texts_of(record), _segments(record)
    shown = {part["video"] for exercise in record["exercises"] for part in (exercise, *exercise["movements"])}
    loads = SessionLoads(lifter)
    blocks = list(_blocks(record, segments, loads))
    return ShownSession(
        key=_key(record),
        day=date.fromisoformat(record["date"]),
        heading=shown_heading(record),
        texts=[
            _text(record, title, name, set())
            for title, name in _TEXT_FIELDS
            if texts.get(name) and name not in segments
        ],
        blocks=blocks,
        written=[_text(record, _letter(name).upper(), name, shown) for name, text in segments.items() if text],
        max_outs=[
            ": ".join(filter(None, (exercise["movement"], scheme_in_words(exercise["scheme"]))))
            for exercise in record["exercises"]
            if is_max_out(exercise)
        ],
        is_rest_day=(is_rest_day(record) and not blocks) or not (blocks or any(texts.values())),
        remarks=[f"{remark[0].upper()}{remark[1:]}." for remark in loads.remarks],
    )


def shown_heading(record: StoredRecord) -> str:
    """Return a session's heading without the programme's name, which the pipeline adds to keep two apart."""
    return record["session"].removesuffix(f" - {record['program']}")


def _key(record: StoredRecord) -> str:
    """Return `2021-01-04-session-1` for "Monday (Session One)": its date, and its own name without the weekday."""
    day = date.fromisoformat(record["date"])
    words = re.findall(r"\w+", shown_heading(record).casefold())
    own = [_NUMBERS.get(word, word) for word in words if len(word) < 3 or not f"{day:%A}".casefold().startswith(word)]
    return "-".join([record["date"], *own])


_NUMBERS = {word: str(at) for at, word in enumerate("one two three four five six seven eight nine ten".split(), 1)}


def _segments(record: StoredRecord) -> dict[str, str]:
    """Return the fields that hold its training. Notes are none in a record that was stored before they were read."""
    segments = segments_of(record)
    is_read = any(exercise["segment"] == "notes" for exercise in record["exercises"])
    return {} if "notes" in segments and not is_read else segments


def _letter(segment: str) -> str:
    return segment.removeprefix("segment_")


def _text(record: StoredRecord, title: str, name: str, shown: set[str]) -> Text:
    """Return a field's lines and links, without the links of `shown`: addresses that a movement has already."""
    links = [link for link in record.get("links", ()) if link["field"] == name and link["url"] not in shown]
    return Text(
        title,
        texts_of(record)[name].split("\n"),
        [ShownLink(link["text"] or link["url"], web_address(link["url"])) for link in links],
    )


def web_address(url: str) -> str:
    """Return `url` if it is an http(s) address with a host, "" for anything else (`javascript:`)."""
    try:
        parts = urlsplit(url)
        return url if parts.scheme in ("http", "https") and parts.hostname else ""
    except ValueError:  # such as an unclosed bracket in the host
        return ""


# Blocks


def _blocks(record: StoredRecord, segments: dict[str, str], loads: SessionLoads) -> Iterator[ShownBlock]:
    names: Counter[str] = Counter()
    shown = (exercise for exercise in record["exercises"] if exercise["segment"] in segments)
    for segment, exercises in groupby(shown, key=lambda exercise: str(exercise["segment"])):
        places, letter = LinePlaces(segments[segment]), _letter(segment)
        for number, together in groupby(exercises, key=lambda exercise: int(exercise["block"])):
            block = list(together)
            label = str(number) if segment == "notes" else letter.upper() + ", then" * (number > 1)
            parts = _parts(block, places, names, loads)
            parts += _whole_piece(f"{letter}{number}", parts)
            scheme = scheme_in_words(block[0]["scheme"])
            if not parts and not scheme:  # a heading within the day, "Medium Intensity:"
                parts = [CoachLine(line, True) for exercise in block for line in exercise["text"]]
            yield ShownBlock(f"{letter}{number}", label, scheme, block, parts)


def _parts(block: list[Exercise], places: LinePlaces, names: Counter[str], loads: SessionLoads) -> list[Part]:
    """Return the movements, rests and coach's lines of a block in the post's order."""
    placed: list[tuple[float, Part]] = []
    at = 0.0
    for exercise in block:
        anchor, said = places.take(exercise)
        at = at if anchor is None else anchor  # one without a line of its own comes after the one before
        if exercise["movement"] or exercise["loads"]:
            placed.append((at, _movement(exercise, names, loads)))
        elif exercise["rest_s"]:
            rest = time_span(exercise["rest_s"], exercise["rest_to_s"])
            placed.append((at, Rest(f"rest {rest}", exercise["rest_s"])))
        placed += [(place, CoachLine(text, text in exercise["cues"])) for place, text in said]
    return [part for _, part in sorted(placed, key=lambda each: each[0])]


def _whole_piece(place: str, parts: list[Part]) -> list[Part]:
    """Return one set without a movement, for a piece that has only the coach's own lines: it is ticked as a whole.

    Empty if a movement can be ticked, or if all lines are coaching words."""
    has_movement = any(isinstance(part, Movement) for part in parts)
    if has_movement or all(part.is_understood for part in parts if isinstance(part, CoachLine)):
        return []
    (nothing,), _ = sets_to_show(EXERCISE)
    return [Movement(f"{place}//1", "", [], "", [], "", None, False, False, [Set(1, "", "", "", "", nothing)])]


def _movement(exercise: Exercise, names: Counter[str], loads: SessionLoads) -> Movement:
    name, scheme = exercise["movement"], exercise["scheme"]
    place = f"{_letter(exercise['segment'])}{exercise['block']}/{name}"
    names[place] += 1
    rows, is_counted = sets_to_show(exercise)
    different = {_of(row) for row in rows}
    of = different.pop() if len(different) == 1 else ""
    sets = [
        Set(
            number=row["set"],
            measure=measure_in_words(exercise, row),
            percent=percent_in_words({**row, "weight": None, "of": "" if of else row["of"]}),
            load=weight_in_words(row),
            weight=loads.weight(row),
            row=row,
        )
        for row in rows
    ]
    loads.end(exercise)
    return Movement(
        key=f"{place}/{names[place]}",
        name=name,
        name_parts=list(_name_parts(exercise)),
        of=of,
        ways=list(_ways(exercise)),
        rest=time_span(exercise["rest_s"], exercise["rest_to_s"]),
        rest_s=exercise["rest_s"],
        is_counted=is_counted,
        is_open=not is_counted and scheme["kind"] in ("", "establish"),
        sets=sets,
    )


def _of(row: SetRow) -> str:
    """Return the maximum that a set's percent is of, `1-RM Snatch`; "" if it is the movement's own."""
    percent = percent_in_words({**row, "of": ""})
    return str(row["of"]) if percent and percent_in_words(row) != percent else ""


def _ways(exercise: Exercise) -> Iterator[str]:
    """Yield how it is done, as far as its name does not say it."""
    for introduced, detail in (("", turn_in_words(exercise)), ("tempo ", exercise["tempo"]), ("", exercise["pause"])):
        if detail and detail.casefold() not in exercise["movement"].casefold():
            yield f"{introduced}{detail}"


def _name_parts(exercise: Exercise) -> Iterator[ShownLink]:
    """Yield the name, cut at the parts that have videos: `(`, `Snatch` with its video, ` + Hip Snatch)`."""
    name, at = exercise["movement"], 0
    for part in exercise["movements"]:
        video = web_address(part["video"] or (exercise["video"] if len(exercise["movements"]) == 1 else ""))
        begins = name.find(part["name"], at)
        if not video or begins < 0:
            continue
        if begins > at:
            yield ShownLink(name[at:begins], "")
        at = begins + len(part["name"])
        yield ShownLink(name[begins:at], video)
    if at < len(name):
        yield ShownLink(name[at:], "")
    counts = counts_in_words(exercise)
    if counts:
        yield ShownLink(f" ({counts})", "")
