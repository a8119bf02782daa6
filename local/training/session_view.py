"""A stored session as a person reads it, in words: the one view that terminal, page and calendar show.

    sessions_of(records, lifter)   the sessions of a programme's week
    session_of(record, lifter)     one of them: its blocks, their movements and lines, the movements' sets

Nothing is hidden: what was understood is in words, and every other line is the coach's own, in its place. A block keeps
the post's order; a movement has the place of the line that names it. Only http(s) addresses come out as links.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import replace
from datetime import date
from itertools import groupby
from math import inf
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from invictus.prescriptions import EXERCISE, sets_to_show
from invictus.shapes import StoredRecord, is_rest_day, segments_of, texts_of
from local.training import session_shapes as shapes
from local.training import words
from local.training.lifter import Lifter
from local.training.loads import SessionLoads
from local.training.volume import is_max_out

if TYPE_CHECKING:  # importing it compiles the grammar
    from invictus.prescriptions.shapes import Exercise, SetRow

_TEXT_FIELDS = (("This week", "week_notes"), ("Notes", "notes"), ("Warm-up", "warm_up"))


def sessions_of(records: Iterable[StoredRecord], lifter: Lifter = Lifter()) -> list[shapes.ShownSession]:  # noqa: B008 - frozen
    """Return the sessions of a programme's records, in the records' order, each with a key of its own."""
    keys: Counter[str] = Counter()
    sessions = []
    for session in (session_of(record, lifter) for record in records):
        keys[session.key] += 1
        again = keys[session.key]  # "Monday AM" and "Mon (AM)"
        sessions.append(replace(session, key=f"{session.key}-{again}") if again > 1 else session)
    return sessions


def session_of(record: StoredRecord, lifter: Lifter = Lifter()) -> shapes.ShownSession:  # noqa: B008 - frozen
    """Return one record as it is shown, with weights for a lifter whose maxima are known."""
    texts, segments, loads, exercises = texts_of(record), segments_of(record), SessionLoads(lifter), record["exercises"]
    if all(exercise["segment"] != "notes" for exercise in exercises):
        segments.pop("notes", None)  # advice on a rest day, or stored before notes were read
    blocks = list(_blocks(exercises, segments, loads))
    videos = {part["video"] for exercise in exercises for part in (exercise, *exercise["movements"])}
    return shapes.ShownSession(
        key=_key(record),
        day=date.fromisoformat(record["date"]),
        heading=shown_heading(record),
        texts=[_text(record, *field) for field in _TEXT_FIELDS if texts.get(field[1]) and field[1] not in segments],
        blocks=blocks,
        written=[_text(record, _letter(name).upper(), name, videos) for name, text in segments.items() if text],
        max_outs=[
            ": ".join(filter(None, (exercise["movement"], words.scheme_in_words(exercise["scheme"]))))
            for exercise in exercises
            if is_max_out(exercise)
        ],
        is_rest_day=(is_rest_day(record) and not blocks) or not (blocks or any(texts.values())),
        remarks=loads.remarks,
    )


def shown_heading(record: StoredRecord) -> str:
    """Return a session's heading without the programme's name, which the pipeline adds to keep two apart."""
    return record["session"].removesuffix(f" - {record['program']}")


def _key(record: StoredRecord) -> str:
    """Return `2021-01-04-session-1` for "Monday (Session One)": its date, and its own name without the weekday."""
    weekday = f"{date.fromisoformat(record['date']):%A}".casefold()
    named = re.findall(r"\w+", shown_heading(record).casefold())
    own = [_NUMBERS.get(word, word) for word in named if len(word) < 3 or not weekday.startswith(word)]
    return "-".join([record["date"], *own])


_NUMBERS = {word: str(at) for at, word in enumerate("one two three four five six seven eight nine ten".split(), 1)}


def _letter(segment: str) -> str:
    return segment.removeprefix("segment_")


def _text(record: StoredRecord, title: str, name: str, shown: Collection[str] = ()) -> shapes.Text:
    """Return a field's lines and links, without the links of `shown`: addresses that a movement has already."""
    links = [link for link in record.get("links", ()) if link["field"] == name and link["url"] not in shown]
    named = [shapes.ShownLink(link["text"] or link["url"], web_address(link["url"])) for link in links]
    return shapes.Text(title, texts_of(record)[name].split("\n"), named)


def web_address(url: str) -> str:
    """Return `url` if it is an http(s) address with a host, "" for anything else (`javascript:`)."""
    try:
        parts = urlsplit(url)
        return url if parts.scheme in ("http", "https") and parts.hostname else ""
    except ValueError:  # such as an unclosed bracket in the host
        return ""


# Blocks

Places = defaultdict[str, list[float]]  # of each line of a segment: those that no exercise has taken yet


def _blocks(exercises: list[Exercise], segments: dict[str, str], loads: SessionLoads) -> Iterator[shapes.ShownBlock]:
    names: Counter[str] = Counter()
    shown = (exercise for exercise in exercises if exercise["segment"] in segments)
    for segment, of_segment in groupby(shown, key=lambda exercise: str(exercise["segment"])):
        letter, free = _letter(segment), Places(list)
        for at, line in enumerate(segments[segment].split("\n")):
            free[line].append(at)
        for number, together in groupby(of_segment, key=lambda exercise: int(exercise["block"])):
            block = list(together)
            label = str(number) if segment == "notes" else letter.upper() + ", then" * (number > 1)
            parts = _parts(block, free, names, loads)
            is_unread = any(isinstance(part, shapes.CoachLine) and not part.is_understood for part in parts)
            if is_unread and not any(isinstance(part, shapes.Movement) for part in parts):
                piece: Exercise = {**EXERCISE, "segment": segment, "block": number}  # ticked as a whole
                parts.append(replace(_movement(piece, names, loads), is_open=False))
            scheme = words.scheme_in_words(block[0]["scheme"])
            if not parts and not scheme:  # a heading within the day, "Medium Intensity:"
                parts = [shapes.CoachLine(line, True) for exercise in block for line in exercise["text"]]
            yield shapes.ShownBlock(f"{letter}{number}", label, scheme, block, parts)


def _parts(block: list[Exercise], free: Places, names: Counter[str], loads: SessionLoads) -> list[shapes.Part]:
    """Return the movements, rests and coach's lines of a block in the post's order.

    A movement has the place of the line that names it. So have coaching words in it, "Plank x 45 seconds (add weight)".
    """
    placed: list[tuple[float, shapes.Part]] = []
    at = 0.0
    for exercise in block:
        lines = [(free[line].pop(0) if free[line] else inf, line) for line in (*exercise["text"], *exercise["notes"])]
        in_words = {*exercise["cues"], *exercise["notes"]}
        figures = [(place, line) for place, line in lines if line not in in_words]
        name = exercise["movement"].casefold()
        named = [place for place, line in figures if name and name in line.casefold()]
        own = min(named or [place for place, _ in figures], default=None)
        at = at if own is None else own  # one without a line of its own comes after the one before
        if exercise["movement"] or exercise["loads"]:
            placed.append((at, _movement(exercise, names, loads)))
        elif exercise["rest_s"]:
            rest = words.time_span(exercise["rest_s"], exercise["rest_to_s"])
            placed.append((at, shapes.Rest(f"rest {rest}", exercise["rest_s"])))
        for place, line in lines:
            if line in in_words:
                placed.append((place, shapes.CoachLine(line, line in exercise["cues"])))
        for cue in exercise["cues"]:
            if all(cue != line for _, line in lines):
                place = next((place for place, line in figures if cue in line), at)
                placed.append((place, shapes.CoachLine(cue, True)))
    return [part for _, part in sorted(placed, key=lambda each: each[0])]


def _movement(exercise: Exercise, names: Counter[str], loads: SessionLoads) -> shapes.Movement:
    name = exercise["movement"]
    place = f"{_letter(exercise['segment'])}{exercise['block']}/{name}"
    names[place] += 1
    rows, is_counted = sets_to_show(exercise)
    different = {_of(row) for row in rows}
    of = different.pop() if len(different) == 1 else ""
    sets = []
    for row in rows:
        percent = words.percent_in_words({**row, "weight": None, "of": "" if of else row["of"]})
        measure, load = words.measure_in_words(exercise, row), words.weight_in_words(row)
        sets.append(shapes.Set(row["set"], measure, percent, load, loads.weight(row), row))
    loads.end(exercise)
    return shapes.Movement(
        key=f"{place}/{names[place]}",
        name=name,
        name_parts=list(_name_parts(exercise)),
        of=of,
        ways=list(_ways(exercise)),
        rest=words.time_span(exercise["rest_s"], exercise["rest_to_s"]),
        rest_s=exercise["rest_s"],
        is_counted=is_counted,
        is_open=not is_counted and exercise["scheme"]["kind"] in ("", "establish"),
        sets=sets,
    )


def _of(row: SetRow) -> str:
    """Return the maximum that a set's percent is of, `1-RM Snatch`; "" if it is the movement's own."""
    percent = words.percent_in_words({**row, "of": ""})
    return str(row["of"]) if percent and words.percent_in_words(row) != percent else ""


def _ways(exercise: Exercise) -> Iterator[str]:
    """Yield how it is done, as far as its name does not say it."""
    turn = words.turn_in_words(exercise)
    for introduced, detail in (("", turn), ("tempo ", exercise["tempo"]), ("", exercise["pause"])):
        if detail and detail.casefold() not in exercise["movement"].casefold():
            yield f"{introduced}{detail}"


def _name_parts(exercise: Exercise) -> Iterator[shapes.ShownLink]:
    """Yield the name, cut at the parts that have videos: `(`, `Snatch` with its video, ` + Hip Snatch)`."""
    name, at = exercise["movement"], 0
    for part in exercise["movements"]:
        video = web_address(part["video"] or (exercise["video"] if len(exercise["movements"]) == 1 else ""))
        begins = name.find(part["name"], at)
        if not video or begins < 0:
            continue
        if begins > at:
            yield shapes.ShownLink(name[at:begins], "")
        at = begins + len(part["name"])
        yield shapes.ShownLink(name[begins:at], video)
    counts = words.counts_in_words(exercise)
    for rest in (name[at:], counts and f" ({counts})"):
        if rest:
            yield shapes.ShownLink(rest, "")
