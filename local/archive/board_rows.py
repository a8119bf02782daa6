"""An exercise as the rows of a whiteboard: its sets with reps, percent and load, and the coach's lines around them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any, NamedTuple, Union

from rich.text import Text

from invictus.prescriptions import sets_of
from local.archive.loads import Lifter, folded, wanted_maximum
from local.archive.words import load_in_words, measure_in_words, percent_in_words, span, time_span
from local.terminal import line, link_style

Json = dict[str, Any]


class Row(NamedTuple):
    """Sets alike. `name` is empty but for an exercise's first row, `sets` where no number of sets is written."""

    name: Text
    sets: str
    work: str
    percent: str
    load: str
    rest: str


@dataclass
class Session:
    """What the rows of a session so far have brought: remarks for the lifter, and the maxima that it establishes."""

    lifter: Lifter
    remarks: dict[str, None] = field(default_factory=dict)
    established: dict[str, str] = field(default_factory=dict)  # "5-rm front squat" -> "5-RM"

    def load(self, row: Json) -> str:
        """Return the load of a set in words. Of a maximum that this session establishes, none is asked for."""
        if self.lifter.maxima is None or (row["percent_from"] is None and row["percent_to"] is None):
            return ""
        if row["of"].casefold().startswith("today"):
            return f"of {row['of']}"
        wanted = wanted_maximum(row["of"], row["movement"])
        established = self.established.get(folded(wanted))
        if established and not self.lifter.maxima.get(wanted):
            return f"of today's {established}"
        if established:
            self.remarks[f"{wanted} is tested in this session: if it is a new maximum, take the percents of it"] = None
        words, remark = load_in_words(row, self.lifter)
        if remark:
            self.remarks[remark] = None
        return words

    def end(self, exercise: Json) -> None:
        """Keep the maximum that an exercise establishes for those after it."""
        number = exercise["scheme"]["rep_max"]
        if number and exercise["movement"]:
            self.established[folded(wanted_maximum(f"{number}-RM", exercise["movement"]))] = f"{number}-RM"


def exercise_parts(exercise: Json, lines: Iterator[str], session: Session) -> list[Union[Row, Text]]:
    """Return what the coach says above an exercise, its sets, and what the coach says below it, in the post's order.

    Takes its lines off `lines`: a segment's exercises follow one another as their lines do.
    """
    own = [next(lines) for _ in (*exercise["text"], *exercise["notes"])]
    styles = {**dict.fromkeys(exercise["cues"], "italic dim"), **dict.fromkeys(exercise["notes"], "")}
    first = next((at for at, said in enumerate(own) if said not in styles), len(own))
    above, below = (
        [line(said, styles[said]) for said in part if said in styles] for part in (own[:first], own[first:])
    )
    rows = _set_rows(exercise, session) if exercise["movement"] else []
    session.end(exercise)
    return [*above, *rows, *below]


def _set_rows(exercise: Json, session: Session) -> list[Row]:
    """Return one row for sets alike."""
    scheme = exercise["scheme"]
    # Of "3-4 sets" all four are shown; where no number of sets is written, one row is for all of them.
    sets = sets_of({**exercise, "scheme": {**scheme, "sets": scheme["sets_to"]}})
    is_counted = bool(sets)
    sets = sets or sets_of({**exercise, "scheme": {**scheme, "sets": 1}})
    rows: list[Row] = []
    for _, alike in groupby(sets, key=lambda row: {**row, "set": 0}):
        group = list(alike)
        rows.append(
            Row(
                name=Text("") if rows else _name(exercise),
                sets=span(group[0]["set"], group[-1]["set"]) if is_counted else "",
                work=measure_in_words(exercise, group[0]),
                percent=percent_in_words(group[0]),
                load=session.load(group[0]),
                rest="" if rows else time_span(exercise["rest_s"], exercise["rest_to_s"]),
            )
        )
    return rows


def _name(exercise: Json) -> Text:
    """Return the movement, each part of a complex linked to its video, with the tempo and pause it does not tell."""
    movement = exercise["movement"]
    name = line(movement, "bold")
    if name.plain == movement:  # else its places are not those of its parts
        at = 0
        for part in exercise["movements"]:
            at = movement.index(part["name"], at)
            video = part["video"] or (exercise["video"] if len(exercise["movements"]) == 1 else "")
            name.stylize(link_style(video), at, at + len(part["name"]))
            at += len(part["name"])
    for introduced, detail in (("tempo ", exercise["tempo"]), ("", exercise["pause"])):
        if detail.casefold() not in movement.casefold():
            name.append_text(line(f", {introduced}{detail}", "not bold"))
    return name
