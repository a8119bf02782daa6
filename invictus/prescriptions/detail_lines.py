"""Lines below a movement: `*Sets 1-2 = 7 reps @ 70-75%`, `Rest 60 seconds`, `5x3 @ 80%`."""

from __future__ import annotations

from typing import Optional

from invictus.prescriptions.exercise import load, says_something
from invictus.prescriptions.forms import Said
from invictus.prescriptions.groups import AMBIGUOUS, read_groups
from invictus.prescriptions.line_details import begins_detail, read_details
from invictus.prescriptions.movements import movement_line
from invictus.prescriptions.reading import LineReading
from invictus.prescriptions.shapes import SaidOfExercise, SaidOfLoad
from invictus.prescriptions.tokens import TokenLine


def set_of_a_movement_line(line: TokenLine) -> Optional[LineReading]:
    """Read `Set 1 - Clean & Jerk x 2 reps @ 70%`: the sets named, and their movement."""
    start = 1 if line.symbol(0) == "*" else 0
    if (
        len(line.tokens) < start + 3
        or line.symbol(start) != "<set_numbers>"
        or line.symbol(start + 1) not in ("=", ":", "-")
    ):
        return None
    opens = line.text(start + 2, start + 3)
    name = movement_line(line.part(start + 2)) if opens[:1].isupper() or opens == "(" else None
    if name is None or name.scheme or len(name.loads) > 1:
        return None
    if not name.fields.keys() <= {"reps", "reps_to", "max_effort"}:
        return None
    for_all = name.loads[0] if name.loads else load([])
    name.loads = [{**for_all, **_counts_out_of(name.fields), "sets": list(line.tokens[start].value.numbers)}]
    name.of_set = True
    return name if says_something(name.loads[0]) else None


def detail_line(line: TokenLine) -> Optional[LineReading]:
    """Read `*Sets 1-2 = 7 reps @ 70-75%`, `Rest 60 seconds`, `each leg`, `5x3 @ 80%`."""
    listed = AMBIGUOUS.pattern.match(line.symbols)
    if listed and line.past_marks(line.ends[listed.end()]) == len(line.tokens):
        group = AMBIGUOUS.read(Said(line, listed))
        return LineReading(groups=group, ambiguous=True) if group else None
    first = line.past_marks(1 if line.symbol(0) == "*" else 0)
    if first >= len(line.tokens) or not (begins_detail(line, first) or read_groups(line, first)):
        return None
    reading = LineReading()
    if not read_details(line, first, reading):
        return None
    if not (reading.fields or reading.loads or reading.groups or reading.rests or reading.aim):
        return None
    # An aside that comes first may be a movement in parentheses.
    if reading.cues and line.symbol(0) == "(" and not reading.fields.get("pause"):
        return None
    if reading.scheme or reading.interval_s:
        return None
    return _as_list_of_sets(reading)


def _as_list_of_sets(reading: LineReading) -> Optional[LineReading]:
    """Read reps and a load without set numbers as a line of a list, "10 reps (60%)", or as all sets, by their place."""
    only = reading.loads[0] if len(reading.loads) == 1 and not reading.some_sets else None
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
