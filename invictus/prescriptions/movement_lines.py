"""Lines that name a movement: `Back Squat x 5 reps @ 80%`, `10 Air Squats`, `Press: 65%x5, 75%x5`."""

from __future__ import annotations

import re
from typing import Optional

from invictus.prescriptions.agreement import MEASURES, fit_times
from invictus.prescriptions.exercise import SCHEME
from invictus.prescriptions.form import Form, compiled
from invictus.prescriptions.loads import load
from invictus.prescriptions.names import NAME_ENDS, all_counted, named
from invictus.prescriptions.openings import MEASURE_LAST, MEASURES_FIRST
from invictus.prescriptions.phrases import read_details
from invictus.prescriptions.reading import LineReading
from invictus.prescriptions.shapes import Load, SaidOfScheme, Scheme
from invictus.prescriptions.shorthand import Group, numbered, total_sets
from invictus.prescriptions.words import names_a_movement

_FOR_TIME = compiled(r"(?:complete\s)?(?P<work>.{3,100}?),?\sfor\stime(?P<tail>\s\([^()]{1,60}\))?[.:]?")


def movement_line(text: str, written: str) -> Optional[LineReading]:
    """Read `Back Squat x 5 reps @ 80%`, `10 Air Squats`, `400m run`, `Run 400m`, `5x3 Snatch`, or a movement alone."""
    if text.startswith("*"):
        return None
    for_time = _FOR_TIME.fullmatch(text)
    if for_time:
        start, end = for_time.span("work")
        tail = for_time.start("tail") if for_time["tail"] else len(text)
        reading = movement_line(text[start:end] + text[tail:], written[start:end] + written[tail:])
        if reading is None or reading.scheme or reading.is_bare_movement:
            return None
        reading.scheme = {**SCHEME, "kind": "for_time"}
        return reading
    first_end = len(text.rstrip(" .:"))
    for ends in [*NAME_ENDS.finditer(text), None]:
        end = ends.start() if ends else first_end
        reading = _measured_name(text[:end], written[:end])
        if reading and read_details(text, written, end, reading, reading.movement):
            return _settled(reading)
        if ends and ends.start() > 100:
            return None
    return None


def _measured_name(text: str, written: str) -> Optional[LineReading]:
    whole = named(written)
    if whole:
        return whole
    for row in MEASURES_FIRST:
        first = row.pattern.fullmatch(text)
        reading = _measured(first, row, written[first.start("name") :]) if first else None
        if reading:
            return reading
    last = MEASURE_LAST.pattern.search(text)
    return _measured(last, MEASURE_LAST, written[: last.start()]) if last else None


def _measured(phrase: re.Match[str], row: Form, written: str) -> Optional[LineReading]:
    if not looks_like_a_name(written):
        return None
    reading = named(written)
    # A box's height in the place of a weight does not measure the movement.
    if not reading or row.read(phrase, reading) is not True:
        return None
    if phrase.groupdict().get("times"):
        reading.sets = int(phrase["times"])
    return reading


def looks_like_a_name(written: str) -> bool:
    """Return whether the counted words name a movement: "10 Air Squats", "15 push-ups"; not "2 tries"."""
    return written[:1].isupper() or written.startswith("(") or names_a_movement(written)


def _settled(reading: LineReading) -> Optional[LineReading]:
    """Return the reading of a movement line that gives its own sets: they are the scheme."""
    if reading.part_times and not fit_times(reading.parts, reading.part_times):
        return None
    reading.part_times = []
    is_counted = len(reading.parts) > 1 and all_counted(reading.movement)
    if is_counted and not reading.groups and not any(reading.fields.get(measure) for measure in MEASURES):
        # Such a complex is done once, unless the line says how often.
        reading.fields.update({"reps": 1, "reps_to": 1})
    if reading.aim and any(each["percent_from"] or each["change_from"] for _, each in reading.groups):
        return with_sets_after_the_aim(reading)
    interval_s, reading.interval_s = reading.interval_s, None
    if interval_s and not (reading.groups or reading.sets):
        return None
    if reading.groups:
        return _with_sets_in_line(reading, interval_s)
    if reading.sets:
        reading.scheme = _sets_scheme(reading.sets, interval_s)
        reading.sets = None
    if reading.aim:
        if reading.scheme:
            reading.scheme.update(reading.aim)
        else:
            reading.scheme = {**_sets_scheme(None), "kind": "establish", **reading.aim}
        reading.aim = {}
    return reading


def _alike_as_one(groups: list[Group]) -> list[Group]:
    """Return equal sets as one group: "3-3-3-3" is four sets alike."""
    alike = len(groups) > 1 and all(each == groups[0][1] for _, each in groups)
    return [(total_sets(groups), groups[0][1])] if alike else groups


def _sets_scheme(sets: Optional[int], interval_s: Optional[int] = None) -> Scheme:
    scheme: Scheme = {**SCHEME, "kind": "sets", "sets": sets, "sets_to": sets}
    if interval_s and sets:
        scheme.update({"kind": "every", "interval_s": interval_s, "duration_s": interval_s * sets})
    return scheme


def _with_sets_in_line(reading: LineReading, interval_s: Optional[int]) -> Optional[LineReading]:
    groups = _alike_as_one(reading.groups)
    for_all = [each for each in reading.loads if not each["sets"]]
    if reading.sets or len(for_all) != len(reading.loads) or {"reps", "seconds"} & reading.fields.keys() - {"reps"}:
        return None
    reading.fields.pop("reps", None), reading.fields.pop("reps_to", None)
    reading.scheme = {**_sets_scheme(total_sets(groups), interval_s), **reading.aim}
    reading.groups, reading.aim = [], {}
    if len(groups) == 1:
        said = groups[0][1]
        reading.fields.update({"reps": said["reps"], "reps_to": said["reps_to"]})
        own: Load = {**said, "reps": None, "reps_to": None}
        if own != load([]):
            if for_all:
                return None
            reading.loads = [own]
        return reading
    if for_all and any(each["percent_from"] is not None for _, each in groups):
        return None
    reading.loads = for_all + numbered(groups)
    return reading


def with_sets_after_the_aim(reading: LineReading) -> LineReading:
    """Read `work to a 3RM - 1x3@93%`: the sets after the aim are percents of it, and form a second block."""
    groups, reading.groups = reading.groups, []
    aim: SaidOfScheme = reading.aim or {"what": reading.scheme["what"], "rep_max": reading.scheme["rep_max"]}
    reading.scheme = reading.scheme or {**_sets_scheme(None), "kind": "establish"}
    reading.scheme.update(aim)
    reading.aim = {}
    for _, each in groups:
        if each["percent_from"] is not None and not each["of"]:
            each["of"] = "that"
    after = LineReading(same_movement=True, scheme=_sets_scheme(total_sets(groups)), loads=numbered(groups))
    if len(groups) == 1:
        only = after.loads[0]
        after.fields = {"reps": only["reps"], "reps_to": only["reps_to"]}
        after.loads = [{**only, "sets": [], "reps": None, "reps_to": None}]
    reading.then = after
    return reading
