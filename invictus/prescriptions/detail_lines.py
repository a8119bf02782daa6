"""Lines below a movement: `*Sets 1-2 = 7 reps @ 70-75%`, `Rest 60 seconds`, `each leg`, `5x3 @ 80%`."""

from __future__ import annotations

from typing import Optional

from invictus.prescriptions.form import compiled
from invictus.prescriptions.loads import load, says_something
from invictus.prescriptions.movement_lines import movement_line
from invictus.prescriptions.phrases import read_details
from invictus.prescriptions.reading import LineReading
from invictus.prescriptions.shapes import SaidOfExercise, SaidOfLoad
from invictus.prescriptions.shorthand import REPS_AT_A_PERCENT

_SET_LABEL = compiled(r"\*?\s?sets?\s\#?\d[^A-Za-z%@]{0,12}?\s?[=:-]\s(?=(?-i:[A-Z(]))")


def set_of_a_movement_line(text: str, written: str) -> Optional[LineReading]:
    """Read `Set 1 - Clean & Jerk x 2 reps @ 70%`: the sets named, and their movement."""
    label = _SET_LABEL.match(text)
    if not label:
        return None
    sets = LineReading()
    name = movement_line(text[label.end() :], written[label.end() :])
    if (
        name is None
        or name.scheme
        or not name.fields.keys() <= {"reps", "reps_to", "max_effort"}
        or len(name.loads) > 1
    ):
        return None
    if not read_details(text[: label.end()].rstrip(" -=:") + " x 1 rep", written, 0, sets):
        return None
    for_all = name.loads[0] if name.loads else load([])
    name.loads = [{**for_all, **_counts_out_of(name.fields), "sets": sets.loads[0]["sets"]}]
    name.of_set = True
    return name if says_something(name.loads[0]) else None


def detail_line(text: str, written: str) -> Optional[LineReading]:
    """Read `*Sets 1-2 = 7 reps @ 70-75%`, `Rest 60 seconds`, `each leg`, `5x3 @ 80%`."""
    listed = REPS_AT_A_PERCENT.pattern.fullmatch(text.rstrip(" ."))
    if listed:
        group = REPS_AT_A_PERCENT.read(listed)
        return LineReading(groups=[group[0]], ambiguous=True) if group and not group[1] else None
    reading = LineReading()
    if not read_details(text, written, 0, reading):
        return None
    if not (reading.fields or reading.loads or reading.groups or reading.rests or reading.aim):
        return None
    # An aside that comes first may be a movement in parentheses.
    if reading.cues and text.startswith("(") and not reading.fields.get("pause"):
        return None
    return _as_list_of_sets(reading)


def _as_list_of_sets(reading: LineReading) -> Optional[LineReading]:
    """Read reps and a load without set numbers as a line of a list, "10 reps (60%)", or as all sets, by their place."""
    only = reading.loads[0] if len(reading.loads) == 1 else None
    measured = {"reps", "reps_to", "max_effort"} & reading.fields.keys()
    if only and not only["sets"] and measured and not reading.groups and not reading.sets:
        reading.groups = [(None, {**only, **_counts_out_of(reading.fields)})]
        reading.loads = []
    elif reading.sets and not reading.groups:
        said = _reps_out_of(reading.fields)
        if not said or (only and only["sets"]):
            return None
        reading.groups = [(reading.sets, {**(only or load([])), **said})]
        reading.sets, reading.loads = None, []
    return reading


def _counts_out_of(fields: SaidOfExercise) -> SaidOfLoad:
    """Take reps and "max reps" out of what is said of all sets, and return them as what is said of some."""
    said = _reps_out_of(fields)
    if "max_effort" in fields:
        said["max_effort"] = fields.pop("max_effort")
    return said


def _reps_out_of(fields: SaidOfExercise) -> SaidOfLoad:
    """Take the reps out of what is said of all sets, and return them as what is said of some."""
    said: SaidOfLoad = {}
    if "reps" in fields:
        said["reps"] = fields.pop("reps")
    if "reps_to" in fields:
        said["reps_to"] = fields.pop("reps_to")
    return said
