"""Lines that name a movement: `Back Squat x 5 reps @ 80%`, `10 Air Squats`, `Press: 65%x5, 75%x5`, `5x3 Snatch`."""

from __future__ import annotations

from typing import Any, Optional

from invictus.prescriptions import details, load_details
from invictus.prescriptions.exercise import MEASURES, MOST_SETS, SCHEME, load
from invictus.prescriptions.forms import Said, Table
from invictus.prescriptions.groups import read_groups
from invictus.prescriptions.line_details import read_details
from invictus.prescriptions.names import all_counted, fit_times, lifts_in, looks_like_a_name, name_at
from invictus.prescriptions.reading import Group, LineReading, numbered, total_sets
from invictus.prescriptions.shapes import Load, SaidOfScheme, Scheme
from invictus.prescriptions.tokens import TokenLine

# Measures before the name. A function puts the measure into the reading. Times come before counts, or "3 Minutes of
# Rowing" would be three of it.
MEASURES_FIRST = Table()
_SETS = "( <sets:number> x )?"


@MEASURES_FIRST.form(
    f"{_SETS} <on:time> ( on | of? work ) ( / | , )? <off:time> ( off | of? rest ) ( of | : | , )?",
    "4 sets for max cals: 40 sec on/80 sec off Assault Bike",
)
def _on_and_off(said: Said, reading: LineReading) -> bool:
    """Read how long the movement is done, and the rest after it."""
    on, off = said["on"], said["off"]
    return reading.put_field(seconds=on[0], seconds_to=on[1], rest_s=off[0], rest_to_s=off[1])


@MEASURES_FIRST.form(
    f"( accumulate | hold )? {_SETS} <time> ( in the? bottom of ( a | an ) | in ( a | an | the )? | of | : )?",
    "3 x 30 sec Hollow Hold",
)
def _time_first(said: Said, reading: LineReading) -> bool:
    """Read how long the movement is done."""
    return details.seconds(said, reading)


@MEASURES_FIRST.form(f"accumulate? {_SETS} <distance> of?", "500 Meter Row")
def _distance_first(said: Said, reading: LineReading) -> bool:
    """Read how far."""
    return details.distance(said, reading)


@MEASURES_FIRST.form(f"accumulate? {_SETS} <calories> ( of | on the? )?", "15/12 Cal Row")
def _calories_first(said: Said, reading: LineReading) -> bool:
    """Read calories, for men and women where there are two."""
    return details.calories(said, reading)


@MEASURES_FIRST.form("<percent> | <weight>", "83% Front Squat x Max Reps", "95/65 lb Hang Power Clean x 40 reps")
def _load_first(said: Said, reading: LineReading) -> Any:
    """Read the load of the movement."""
    if "weight" in said:
        return load_details.weight(said, reading)
    return reading.put_load(percent_from=said["percent"][0], percent_to=said["percent"][1])


@MEASURES_FIRST.form("max ( effort rep? | rep | unbroken rep? | distance ) of?", "Max effort Plank Hold")
def _max_effort_first(said: Said, reading: LineReading) -> bool:
    """Read as many reps, or as far, as possible."""
    return details.max_effort(said, reading)


@MEASURES_FIRST.form(
    f"accumulate? {_SETS} <reps:number|pair|range|open> ( unbroken | rep of? | x )?", "25/20 Handstand Push-Ups"
)
def _reps_first(said: Said, reading: LineReading) -> bool:
    """Read reps, for men and women where there are two."""
    return details.reps(said, reading)


def movement_lines(line: TokenLine) -> Optional[LineReading]:
    """Read one movement, or several with their figures: `Snatch 5x2 @ 75%; C&J 4x1 @ 80%`, `10 Lunges, 5 Pull-Ups`."""
    whole = movement_line(line)
    if whole:
        return whole
    depth = 0
    for at, token in enumerate(line.tokens):
        depth += (token.symbol == "(") - (token.symbol == ")")
        if depth or token.symbol not in (";", ",", "+", "/") or not at:
            continue
        first = movement_line(line.part(0, at))
        if first is None or not _is_measured(first):
            continue
        following = at + 2 if line.symbol(at + 1) == "and" else at + 1
        further = movement_lines(line.part(following))
        if further and _is_measured(further):
            further_still, further.more = further.more, []
            first.more = [further, *further_still]
            return first
    return None


def _is_measured(reading: LineReading) -> bool:
    return bool(reading.scheme) or any(reading.fields.get(measure) for measure in MEASURES)


def movement_line(line: TokenLine) -> Optional[LineReading]:
    """Read one movement with all that its line says of it, or a movement alone."""
    if not line.tokens or line.symbol(0) == "*":
        return None
    first = 1 if line.symbol(0) == "complete" and "for time " in line.symbols else 0
    name, end = name_at(line, first)
    if name and end > first:
        name.part_times = []
        if read_details(line, end, name):
            said = name.fields or name.loads or name.groups or name.sets or name.aim or name.scheme
            # "Dips, as deep as you can." is a sentence.
            return _settled(name) if said or not name.cues or line.symbol(len(line.tokens) - 1) != "." else None
    return _measured_first(line, first)


def _measured_first(line: TokenLine, at: int) -> Optional[LineReading]:
    groups = read_groups(line, at)
    if groups:
        name, end = name_at(line, groups[1])
        if name and looks_like_a_name(name.movement):
            name.groups = groups[0]
            if read_details(line, end, name):
                return _settled(name)
    for each, said in MEASURES_FIRST.matches(line, at):
        name, end = name_at(line, said.end)
        if not name or not looks_like_a_name(name.movement):
            continue
        # A box's height in the place of a weight does not measure the movement.
        if each.read(said, name) is not True:
            continue
        if said["sets"]:
            name.sets = said["sets"]
        if read_details(line, end, name):
            return _settled(name)
    return None


def _settled(reading: LineReading) -> Optional[LineReading]:
    """Return the reading of a movement line that gives its own sets: they are the scheme."""
    if not _count_parts(reading):
        return None
    is_counted = len(reading.parts) > 1 and all_counted(reading.movement)
    if is_counted and not reading.groups and not any(reading.fields.get(measure) for measure in MEASURES):
        # Such a complex is done once, unless the line says how often.
        reading.fields.update({"reps": 1, "reps_to": 1})
    if reading.percents_of:
        _name_base(reading)
    if reading.aim and any(each["percent_from"] or each["change_from"] for _, each in reading.groups):
        return _ramp(reading) if reading.aim_is_last else with_sets_after_the_aim(reading)
    interval_s, reading.interval_s = reading.interval_s, None
    if interval_s and not (reading.groups or reading.sets):
        return None
    if (reading.sets or total_sets(reading.groups)) > MOST_SETS:
        return None
    if reading.groups:
        return _with_sets_in_line(reading, interval_s)
    if reading.sets:
        reading.scheme = {**_sets_scheme(reading.sets, interval_s)}
        reading.sets = None
    if reading.aim:
        if reading.scheme:
            reading.scheme.update(reading.aim)
        else:
            reading.scheme = {**_sets_scheme(None), "kind": "establish", **reading.aim}
        reading.aim = {}
    return reading


def _count_parts(reading: LineReading) -> bool:
    """Give the counts of a complex, "2+1+1", to its parts; False if they do not fit them.

    Of a list with several counts, and of a "Clean & Jerk", each load keeps its own."""
    if len(reading.parts) == 1 and lifts_in(reading.movement) == 1:
        _take_as_breaths(reading)
    said = [each["times"] for _, each in reading.groups if each["times"]]
    if not all(fit_times(reading, times) for times in [*said, reading.part_times] if times):
        return False
    alike = bool(said) and len(said) == len(reading.groups) and all(times == said[0] for times in said)
    times = reading.part_times or (said[0] if alike else [])
    if reading.part_times:
        if said:
            return False
        if "reps" not in reading.fields and not reading.groups:
            reading.fields.update({"reps": 1, "reps_to": 1})
    reading.part_times = []
    if times and len(reading.parts) > 1:
        for part, each in zip(reading.parts, times):
            part["times"] = each
        for _, load_said in reading.groups:
            load_said["times"] = []
    elif times and max(times) > 1 and not said:
        reading.put_load(times=times)
    for _, load_said in reading.groups:
        if max(load_said["times"], default=1) == 1:
            load_said["times"] = []
    return True


def _take_as_breaths(reading: LineReading) -> None:
    """Take "Snatch 4 x (1+1+1)" as sets of three reps, with a breath between them: a snatch has no parts."""
    for _, each in reading.groups:
        if each["times"]:
            each.update({"reps": sum(each["times"]), "reps_to": sum(each["times"]), "times": []})
    if reading.part_times and "reps" not in reading.fields:
        reading.fields.update({"reps": sum(reading.part_times), "reps_to": sum(reading.part_times)})
        reading.part_times = []


def _name_base(reading: LineReading) -> None:
    """Give the base in brackets to the percents of its line, "Push Jerk (% of split jerk) - 58% x 3 x 5"."""
    base, reading.percents_of = reading.percents_of, ""
    percents = [
        each for each in [*reading.loads, *(each for _, each in reading.groups)] if each["percent_from"] is not None
    ]
    if not percents or any(each["of"] for each in percents):
        reading.percents_of = base
        return
    for each in percents:
        each["of"] = base


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
    own_reps = reading.fields.pop("reps", None), reading.fields.pop("reps_to", None)
    for _, each in groups if own_reps[0] else ():
        if each["reps"] not in (None, own_reps[0]):
            return None
        each.update({"reps": own_reps[0], "reps_to": own_reps[1]})
    reading.scheme = {**_sets_scheme(total_sets(groups), interval_s), **reading.aim}
    reading.groups, reading.aim = [], {}
    if len(groups) == 1:
        said = groups[0][1]
        if said["reps"]:
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


def _ramp(reading: LineReading) -> LineReading:
    """Read `60% x 3, 70% x 2, 2RM`: the sets lead to the maximum, which is established after them."""
    aim: SaidOfScheme = reading.aim
    reading.aim = {}
    ramp = _with_sets_in_line(reading, None)
    if ramp:
        ramp.then = LineReading(same_movement=True, scheme={**_sets_scheme(None), "kind": "establish", **aim})
    return ramp or reading


def with_sets_after_the_aim(reading: LineReading) -> LineReading:
    """Read `work to a 3RM - 1x3@93%`: the sets after the aim are percents of it, and form a second block."""
    groups, reading.groups = reading.groups, []
    aim = reading.aim or {"what": reading.scheme.get("what", ""), "rep_max": reading.scheme.get("rep_max")}
    reading.scheme = reading.scheme or {**_sets_scheme(None), "kind": "establish"}
    reading.scheme.update(aim)
    reading.aim = {}
    for _, each in groups:
        if each["percent_from"] is not None and not each["of"]:
            each["of"] = "that"
    after = LineReading(same_movement=True, scheme={**_sets_scheme(total_sets(groups))}, loads=numbered(groups))
    if len(groups) == 1:
        only = after.loads[0]
        after.fields = {"reps": only["reps"], "reps_to": only["reps_to"]}
        after.loads = [{**only, "sets": [], "reps": None, "reps_to": None}]
    reading.then = after
    return reading
