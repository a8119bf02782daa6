"""Stored records as a person reads them: sessions of blocks, blocks of movements, movements of sets, all in words.

`session_of(record, number)` is what the page and the calendar show. Nothing is hidden: what was understood is in words,
and every other line is the coach's own, in its place. Only http(s) addresses come out as links.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import groupby
from typing import Union
from urllib.parse import urlsplit

from invictus.prescriptions import EXERCISE, sets_to_show
from invictus.prescriptions.shapes import Exercise, SetRow
from invictus.shapes import StoredRecord, segments_of, texts_of
from local.page.clocks import clock_of
from local.page.shapes import Movement, Rest, Set, ShownBlock, ShownLink, ShownSession, Text
from local.training.coach_lines import CoachLine, lines_around
from local.training.volume import is_max_out
from local.training.words import (
    measure_in_words,
    percent_in_words,
    scheme_in_words,
    time_span,
    turn_in_words,
    weight_in_words,
)


def sessions_of(records: Iterable[StoredRecord]) -> list[ShownSession]:
    """Return the sessions of a week's records, in the order of their dates."""
    numbers: Counter[str] = Counter()
    sessions = []
    for record in sorted(records, key=lambda record: str(record["date"])):
        numbers[record["date"]] += 1
        sessions.append(session_of(record, numbers[record["date"]]))
    return sessions


def session_of(record: StoredRecord, number: int = 1) -> ShownSession:
    """Return one record in the form that is shown. `number` counts the sessions of its date, from 1."""
    texts = texts_of(record)
    shown = {part["video"] for exercise in record["exercises"] for part in (exercise, *exercise["movements"])}
    text_fields = (("This week", "week_notes"), ("Notes", "notes"), ("Warm-up", "warm_up"))
    return ShownSession(
        key=f"{record['date']}-{number}",
        day=date.fromisoformat(record["date"]),
        # The pipeline adds the programme's name to keep two programmes apart; the coach did not write it.
        heading=record["session"].removesuffix(f" - {record['program']}"),
        texts=[_text(record, title, name, set()) for title, name in text_fields if texts.get(name)],
        blocks=list(_blocks(record)),
        written=[_text(record, name[-1].upper(), name, shown) for name, text in segments_of(record).items() if text],
        max_outs=[
            ": ".join(filter(None, (exercise["movement"], scheme_in_words(exercise["scheme"]))))
            for exercise in record["exercises"]
            if is_max_out(exercise)
        ],
    )


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


def _blocks(record: StoredRecord) -> Iterator[ShownBlock]:
    names: Counter[str] = Counter()
    segments = segments_of(record)
    for segment, exercises in groupby(record["exercises"], key=lambda exercise: str(exercise["segment"])):
        lines = segments[segment].split("\n")
        for number, together in groupby(exercises, key=lambda exercise: int(exercise["block"])):
            block = list(together)
            letter = segment[-1]
            parts = [part for exercise in block for part in _parts(exercise, lines, names)]
            parts += _whole_piece(f"{letter}{number}", parts)
            yield ShownBlock(
                key=f"{letter}{number}",
                label=letter.upper() if number == 1 else f"{letter.upper()}, then",
                scheme=scheme_in_words(block[0]["scheme"]),
                clock=clock_of(block),
                parts=parts,
            )


def _whole_piece(place: str, parts: Sequence[Union[Movement, CoachLine, Rest]]) -> list[Movement]:
    """Return one set without a movement, for a piece that has only the coach's own lines: it is ticked as a whole.

    Empty if a movement can be ticked, or if all lines are coaching words."""
    has_movement = any(isinstance(part, Movement) for part in parts)
    if has_movement or all(part.is_understood for part in parts if isinstance(part, CoachLine)):
        return []
    (nothing,), _ = sets_to_show(EXERCISE)
    return [Movement(f"{place}//1", "", [], [], None, False, False, [Set(1, "", "", "", nothing)])]


def _parts(exercise: Exercise, lines: list[str], names: Counter[str]) -> Iterator[Union[Movement, CoachLine, Rest]]:
    """Yield the coach's lines above an exercise, its sets, and the coach's lines below it, in the post's order.

    Takes its lines out of `lines`, those of the segment that are not shown yet.
    """
    around = lines_around(exercise, lines)
    yield from around.above
    rest = time_span(exercise["rest_s"], exercise["rest_to_s"])
    if exercise["movement"] or exercise["loads"]:
        yield _movement(exercise, names)
    elif exercise["rest_s"]:
        yield Rest(f"rest {rest}", exercise["rest_s"])
    yield from around.asides
    yield from around.below


def _movement(exercise: Exercise, names: Counter[str]) -> Movement:
    scheme = exercise["scheme"]
    name = exercise["movement"]
    place = f"{exercise['segment'][-1]}{exercise['block']}/{name}"
    names[place] += 1
    shown, is_counted = sets_to_show(exercise)
    common = {_of(row) for row in shown}
    of = common.pop() if len(common) == 1 else None
    return Movement(
        key=f"{place}/{names[place]}",
        name=name,
        name_parts=list(_name_parts(exercise)),
        details=list(_details(exercise, of or "")),
        rest_s=exercise["rest_s"],
        is_counted=is_counted,
        is_open=not is_counted and scheme["kind"] in ("", "establish"),
        sets=[_set(exercise, row, of is not None) for row in shown],
    )


def _set(exercise: Exercise, row: SetRow, of_is_told: bool) -> Set:
    return Set(
        number=row["set"],
        measure=measure_in_words(exercise, row),
        percent=percent_in_words({**row, "weight": None, "of": "" if of_is_told else row["of"]}),
        load=weight_in_words(row),
        row=row,
    )


def _of(row: SetRow) -> str:
    """Return the maximum that a set's percent is of, `1-RM Snatch`; "" if it is the movement's own."""
    words, percent = percent_in_words(row), percent_in_words({**row, "of": ""})
    return str(row["of"]) if words != percent else ""


def _details(exercise: Exercise, of: str) -> Iterator[str]:
    """Yield what holds for all of a movement's sets, and is not in its name."""
    if of:
        yield f"% of {of}"
    for introduced, detail in (("tempo ", exercise["tempo"]), ("", exercise["pause"])):
        if detail and detail.casefold() not in exercise["movement"].casefold():
            yield f"{introduced}{detail}"
    turn = turn_in_words(exercise)
    if turn:
        yield turn
    rest = time_span(exercise["rest_s"], exercise["rest_to_s"])
    if rest:
        yield f"rest {rest}"


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
