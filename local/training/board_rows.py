"""An exercise as the rows of a whiteboard: its sets with reps, percent and load, and the coach's lines around them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import groupby
from typing import NamedTuple, Union

from rich.text import Text

from invictus.prescriptions import sets_to_show
from invictus.prescriptions.shapes import Exercise, SetRow
from local.terminal.printing import line, link_style
from local.training.coach_lines import CoachLine, lines_around
from local.training.lifter import Lifter, lift_key
from local.training.loads import wanted_maximum
from local.training.words import load_in_words, measure_in_words, percent_in_words, span, time_span, turn_in_words


class BoardRow(NamedTuple):
    """Equal sets. `name` is empty except in an exercise's first row, `sets` if no number of sets is written."""

    name: Text
    sets: str
    work: str
    percent: str
    load: str
    rest: str


@dataclass
class BoardSession:
    """The rows of a session so far: their remarks for the lifter, and the maxima that the session establishes."""

    lifter: Lifter
    remarks: dict[str, None] = field(default_factory=dict)
    established: dict[str, str] = field(default_factory=dict)  # "5-rm front squat" -> "5-RM"

    def load(self, row: SetRow) -> str:
        """Return the load of a set in words. A maximum that this session establishes is not asked for."""
        if not row["movement"] and not row["of"]:
            return ""
        maxima, has_percent = self.lifter.maxima, row["percent_from"] is not None or row["percent_to"] is not None
        if maxima and (has_percent or row["of"]):
            wanted = wanted_maximum(row["of"], row["movement"])
            established = self.established.get(lift_key(wanted))
            if established and not maxima.get(wanted):
                return f"{'of ' if has_percent else ''}today's {established}"
            if established:
                self.remarks[
                    f"{wanted} is tested in this session: if it is a new maximum, take the percents of that one"
                ] = None
        words, remark = load_in_words(row, self.lifter)
        if remark:
            self.remarks[remark] = None
        return words

    def end(self, exercise: Exercise) -> None:
        """Keep the maximum that an exercise establishes for those after it."""
        number = exercise["scheme"]["rep_max"]
        if number and exercise["movement"]:
            self.established[lift_key(wanted_maximum(f"{number}-RM", exercise["movement"]))] = f"{number}-RM"


def exercise_parts(exercise: Exercise, lines: list[str], session: BoardSession) -> list[Union[BoardRow, Text]]:
    """Return what the coach says above an exercise, its sets, and what the coach says below it, in the post's order.

    Takes its lines out of `lines`, the segment's that are not shown yet.
    """
    around = lines_around(exercise, lines)
    has_sets = exercise["movement"] or exercise["loads"]
    sets = _set_rows(exercise, session) if has_sets else _rest_alone(exercise)
    session.end(exercise)
    return [*map(_styled, around.above), *sets, *map(_styled, (*around.asides, *around.below))]


def _styled(said: CoachLine) -> Text:
    return line(said.text, "italic dim" if said.is_understood else "")


def _rest_alone(exercise: Exercise) -> list[Text]:
    """Return the rest of an entry without a movement: it comes after the block above."""
    rest = time_span(exercise["rest_s"], exercise["rest_to_s"])
    return [Text(f"Rest {rest}")] if rest else []


def _set_rows(exercise: Exercise, session: BoardSession) -> list[BoardRow]:
    """Return one row for each run of equal sets."""
    sets, is_counted = sets_to_show(exercise)
    rows: list[BoardRow] = []
    for _, alike in groupby(sets, key=_but_for_its_number):
        group = list(alike)
        rows.append(
            BoardRow(
                name=Text("") if rows else _name(exercise),
                sets=_numbers([row["set"] for row in group]) if is_counted else "",
                work=measure_in_words(exercise, group[0]),
                percent=percent_in_words(group[0]),
                load=session.load(group[0]),
                rest="" if rows else time_span(exercise["rest_s"], exercise["rest_to_s"]),
            )
        )
    return rows


def _but_for_its_number(row: SetRow) -> SetRow:
    return {**row, "set": 0}


def _numbers(sets: Sequence[int]) -> str:
    """Return `2`, `1-4`, or `1, 3, 5`."""
    is_span = sets[-1] - sets[0] == len(sets) - 1
    return span(sets[0], sets[-1]) if is_span else ", ".join(map(str, sets))


def _name(exercise: Exercise) -> Text:
    """Return the movement, each part linked to its video, with the tempo and pause that are not in its name."""
    movement = exercise["movement"]
    name = line(movement, "bold")
    at = 0
    for part in exercise["movements"]:
        start = name.plain.find(part["name"], at)
        video = part["video"] or (exercise["video"] if len(exercise["movements"]) == 1 else "")
        if start >= 0 and video:
            at = start + len(part["name"])
            name.stylize(link_style(video), start, at)
    details = (("", turn_in_words(exercise)), ("tempo ", exercise["tempo"]), ("", exercise["pause"]))
    for introduced, detail in details:
        if detail.casefold() not in movement.casefold():
            name.append_text(line(f", {introduced}{detail}", "not bold"))
    return name
