"""A stored session as a person reads it, in words: the one view that terminal, page and calendar show.

Nothing is hidden: what was understood is in words, and every other line is the coach's own, in its place. A block keeps
the post's order; a movement has the place of the line that names it. Only http(s) addresses come out as links.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from itertools import groupby
from math import inf
from typing import NamedTuple, Optional, Union

from invictus.exercises import EXERCISE, Exercise, SetRow, sets_to_show
from invictus.shapes import StoredRecord, is_rest_day, segments_of, texts_of
from local.terminal.printing import web_address
from local.training import words
from local.training.lifter import NOBODY, Lifter
from local.training.loads import SessionLoads, is_known_before
from local.training.volume import tested_maximum


class ShownLink(NamedTuple):
    """Words, and the http(s) address that they lead to, or ""."""

    text: str
    url: str


class CoachLine(NamedTuple):
    """A line of the coach's: coaching words, or one that was not understood."""

    text: str
    is_understood: bool


class Rest(NamedTuple):
    """The rest after a block: in words, and the seconds that a timer counts."""

    words: str
    seconds: int


class Text(NamedTuple):
    """A field of the post in the coach's words: its lines and its links."""

    title: str
    lines: list[str]
    links: list[ShownLink]


class Set(NamedTuple):
    """One set as prescribed. `row` is that of `prescriptions.sets_to_show`; `percent` leaves out what the movement's
    `details` say, `load` is a weight that the post itself gives, `weight` the one worked out for the lifter."""

    number: int
    measure: str
    percent: str
    load: str
    weight: str
    row: SetRow

    @property
    def is_weighed(self) -> bool:
        """Return whether its percent is of a maximum that a lifter may know."""
        return bool(self.row["movement"] or self.row["of"]) and is_known_before(str(self.row["of"]))


@dataclass(frozen=True)
class Movement:
    """A movement and its sets. `name` is "" if the post gives loads of a movement that was not understood."""

    key: str  # unique in the session; stays the same if other movements change
    name: str
    name_parts: list[ShownLink]  # the name, cut at the parts that have videos, and the counts of a complex
    ways: list[str]  # how it is done, as far as its name does not say it: its turn, tempo, pause
    rest: str
    rest_s: Optional[int]
    details: list[str]  # what holds for all of its sets, the maximum of all percents included: `% of 1-RM Snatch`
    is_counted: bool  # whether the post gives a number of sets; if not, one set represents them all
    is_open: bool  # whether the lifter chooses how many, on the way to a 1-RM
    sets: list[Set]

    @property
    def rows(self) -> Iterator[tuple[str, Set]]:
        """Yield sets that are alike as one: their numbers, `1-4` or "" if the post gives no number, and the first."""
        for _, alike in groupby(self.sets, key=lambda each: {**each.row, "set": 0}):
            sets = list(alike)
            yield words.numbers_in_words([each.number for each in sets]) * self.is_counted, sets[0]


Part = Union[Movement, CoachLine, Rest]


@dataclass(frozen=True)
class ShownBlock:
    """What is done together, under one scheme. `exercises` are those of the record that it was made of."""

    key: str
    label: str
    scheme: str
    exercises: list[Exercise]
    parts: list[Part]

    @property
    def movements(self) -> list[Movement]:
        """Return the movements among the parts."""
        return [part for part in self.parts if isinstance(part, Movement)]


@dataclass(frozen=True)
class ShownSession:
    """A stored session. `key` names it in its programme whatever is trained before it on its day."""

    key: str
    day: date
    heading: str
    texts: list[Text]
    blocks: list[ShownBlock]
    written: list[Text]  # the segments as the coach wrote them
    max_outs: list[str]  # the tests of a 1-RM in it: `Back Squat: Establish a 1-RM within 24 min`
    is_rest_day: bool  # whether there is nothing to train: it says so, or it has nothing but its heading
    remarks: list[str]  # what the lifter must be told of the loads, as sentences

    @property
    def gist(self) -> str:
        """Return its movements by name: `Snatch · Back Squat`."""
        names = (movement.name for block in self.blocks for movement in block.movements)
        return " · ".join(dict.fromkeys(filter(None, names)))


# A session

_TEXT_FIELDS = (("This week", "week_notes"), ("Notes", "notes"), ("Warm-up", "warm_up"))
_NUMBERS = {word: str(at) for at, word in enumerate("one two three four five six seven eight nine ten".split(), 1)}


def sessions_of(records: Iterable[StoredRecord], lifter: Lifter = NOBODY) -> list[ShownSession]:
    """Return the sessions of a programme's records, in the records' order, each with a key of its own."""
    keys: Counter[str] = Counter()
    sessions = [session_of(record, lifter) for record in records]
    for at, session in enumerate(sessions):
        keys[session.key] += 1
        if keys[session.key] > 1:  # "Monday AM" and "Mon (AM)"
            sessions[at] = replace(session, key=f"{session.key}-{keys[session.key]}")
    return sessions


def session_of(record: StoredRecord, lifter: Lifter = NOBODY) -> ShownSession:
    """Return one record as it is shown, with weights for a lifter whose maxima are known."""
    texts, segments, loads, exercises = texts_of(record), segments_of(record), SessionLoads(lifter), record["exercises"]
    blocks = list(_blocks(exercises, segments, loads))
    videos = {part["video"] for exercise in exercises for part in (exercise, *exercise["movements"])}
    heading = record["session"].removesuffix(f" - {record['program']}")  # which the pipeline adds to keep two apart
    return ShownSession(
        key=_key(record["date"], heading),
        day=date.fromisoformat(record["date"]),
        heading=heading,
        texts=[_text(record, *field) for field in _TEXT_FIELDS if texts.get(field[1]) and field[1] not in segments],
        blocks=blocks,
        written=[_text(record, _letter(name).upper(), name, videos) for name, text in segments.items() if text],
        max_outs=[
            f"{each['movement']}: {words.scheme_in_words(each['scheme'])}".strip(": ")
            for each in exercises
            if tested_maximum(each) == 1
        ],
        is_rest_day=(is_rest_day(record) and not blocks) or not (blocks or any(texts.values())),
        remarks=loads.remarks,
    )


def _key(day: str, heading: str) -> str:
    """Return `2021-01-04-session-1` for "Monday (Session One)": its date, and its own name without the weekday."""
    weekday = f"{date.fromisoformat(day):%A}".casefold()
    named = re.findall(r"\w+", heading.casefold())
    own = [_NUMBERS.get(word, word) for word in named if len(word) < 3 or not weekday.startswith(word)]
    return "-".join([day, *own])


def _text(record: StoredRecord, title: str, name: str, shown: Collection[str] = ()) -> Text:
    """Return a field's lines and links, without the links of `shown`: addresses that a movement has already."""
    links = [link for link in record.get("links", ()) if link["field"] == name and link["url"] not in shown]
    named = [ShownLink(link["text"] or link["url"], web_address(link["url"])) for link in links]
    return Text(title, texts_of(record)[name].split("\n"), named)


def _letter(segment: str) -> str:
    return segment.removeprefix("segment_")


# Blocks

Places = defaultdict[str, list[float]]  # of each line of a segment: those that no exercise has taken yet


def _blocks(exercises: list[Exercise], segments: dict[str, str], loads: SessionLoads) -> Iterator[ShownBlock]:
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
            is_unread = any(isinstance(part, CoachLine) and not part.is_understood for part in parts)
            if is_unread and not any(isinstance(part, Movement) for part in parts):
                piece: Exercise = {**EXERCISE, "segment": segment, "block": number}  # ticked as a whole
                parts.append(replace(_movement(piece, names, loads), is_open=False))
            scheme = words.scheme_in_words(block[0]["scheme"])
            if not parts and not scheme:  # a heading within the day, "Medium Intensity:"
                parts = [CoachLine(line, True) for exercise in block for line in exercise["text"]]
            yield ShownBlock(f"{letter}{number}", label, scheme, block, parts)


def _parts(block: list[Exercise], free: Places, names: Counter[str], loads: SessionLoads) -> list[Part]:
    """Return the movements, rests and coach's lines of a block in the post's order. Coaching words have the place of a
    movement in whose line they are, "Plank x 45 seconds (add weight)"."""
    placed: list[tuple[float, Part]] = []
    at = 0.0
    for exercise in block:
        lines = [(free[line].pop(0) if free[line] else inf, line) for line in (*exercise["text"], *exercise["notes"])]
        told = [*exercise["cues"], *exercise["notes"]]
        figures = [(place, line) for place, line in lines if line not in told]
        name = exercise["movement"].casefold()
        named = [place for place, line in figures if name and name in line.casefold()]
        at = min(named or [place for place, _ in figures], default=at)  # without a line: after the one before
        if exercise["movement"] or exercise["loads"]:
            placed.append((at, _movement(exercise, names, loads)))
        elif exercise["rest_s"]:
            rest = words.time_span(exercise["rest_s"], exercise["rest_to_s"])
            placed.append((at, Rest(f"rest {rest}", exercise["rest_s"])))
        for text in told:
            place = next((place for place, line in lines if text in line), at)
            placed.append((place, CoachLine(text, text in exercise["cues"])))
            lines = [each for each in lines if each != (place, text)]  # the next line alike has a place of its own
    return [part for _, part in sorted(placed, key=lambda each: each[0])]


def _movement(exercise: Exercise, names: Counter[str], loads: SessionLoads) -> Movement:
    name = exercise["movement"]
    place = f"{_letter(exercise['segment'])}{exercise['block']}/{name}"
    names[place] += 1
    rows, is_counted = sets_to_show(exercise)
    maxima = {words.maximum_to_name(row) for row in rows}
    of = maxima.pop() if len(maxima) == 1 else ""
    sets = []
    for row, weight in zip(rows, loads.weights(exercise, rows)):
        percent = words.percent_in_words({**row, "weight": None, "of": "" if of else row["of"]})
        measure, load = words.measure_in_words(exercise, row), words.weight_in_words(row)
        sets.append(Set(row["set"], measure, percent, load, weight, row))
    done = ("", words.turn_in_words(exercise)), ("tempo ", exercise["tempo"]), ("", exercise["pause"])
    ways = [f"{before}{way}" for before, way in done if way and way.casefold() not in name.casefold()]
    rest = words.time_span(exercise["rest_s"], exercise["rest_to_s"])
    return Movement(
        key=f"{place}/{names[place]}",
        name=name,
        name_parts=[part for part in _name_parts(exercise) if part.text],
        ways=ways,
        rest=rest,
        rest_s=exercise["rest_s"],
        details=[*filter(None, (of and f"% of {of}", *ways, rest and f"rest {rest}"))],
        is_counted=is_counted,
        is_open=not is_counted and exercise["scheme"]["kind"] in ("", "establish"),
        sets=sets,
    )


def _name_parts(exercise: Exercise) -> Iterator[ShownLink]:
    """Yield the name, cut at the parts that have videos: `(`, `Snatch` with its video, ` + Hip Snatch)`."""
    name, counts = exercise["movement"], words.counts_in_words(exercise)
    for part in exercise["movements"]:
        video = web_address(part["video"] or (exercise["video"] if len(exercise["movements"]) == 1 else ""))
        before, found, after = name.partition(part["name"])
        if video and found:
            yield from (ShownLink(before, ""), ShownLink(found, video))
            name = after
    yield ShownLink(f"{name} ({counts})" if counts else name, "")
