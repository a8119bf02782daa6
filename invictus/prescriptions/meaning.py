"""What the items of a line are together: a movement with its sets, sets of the movement above, a scheme, a detail."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, Optional

from invictus.exercises import (
    MEASURES,
    MOST_SETS,
    SCHEME,
    Load,
    Part,
    SaidOfExercise,
    SaidOfScheme,
    Scheme,
    load,
    says_something,
    says_weight,
)
from invictus.prescriptions.names import all_counted, fit_times, is_barbell_lift, lifts_in
from invictus.prescriptions.reading import Group, LineReading, numbered, total_sets


def settled(reading: LineReading, scheme: Optional[Scheme]) -> Optional[LineReading]:
    """Return the reading of a whole line with its scheme; None if its items contradict, or say too little."""
    weighs = [*reading.loads, *(each for _, each in reading.groups)]
    if scheme is None or not all(says_something(each) for each in reading.loads):
        return None
    if (reading.builds and any(says_weight(each) for each in weighs)) or total_sets(reading.groups) > MOST_SETS:
        return None
    if reading.movement and any(each["percent_from"] for each in weighs):
        for each in weighs:
            each["of"] = each["of"] or (reading.percents_of if each["percent_from"] else "")
        reading.percents_of = ""  # "90% (use your clean)" is of this movement, not of the one below
    reading.ladder = reading.pieces.get("ladder", [])
    reading.takes_turns = reading.pieces.get("takes_turns", False)
    reading.pieces = {}
    measures = {"reps", "seconds", "distance_m", "calories"} & {*reading.fields, *(["reps"] if reading.groups else [])}
    if len(measures) > 1:
        return None  # "5 @ 70%; 1000m row" is two things
    if reading.movement:
        return _with_movement(reading, scheme)
    if (scheme["work_s"] or scheme["off_s"]) and scheme["kind"] in ("rounds", "sets"):
        scheme["kind"] = ""  # "(20 seconds on / 10 seconds off, 8 rounds)" completes the tabata above
    if reading.closes:  # "8 reps each exercise, 5 rounds" is about the movements above
        reading.scheme = scheme
        is_alone = not (reading.loads or reading.groups or reading.cues)
        return reading if is_alone and scheme["kind"] in ("sets", "rounds") else None
    if not scheme["kind"]:
        return _detail(reading, scheme)
    if scheme["kind"] == "establish":
        return _aim(reading, scheme)
    return _scheme(reading, scheme)


# --- Without a movement -----------------------------------------------------------------------------------------------


def _detail(reading: LineReading, scheme: Scheme) -> Optional[LineReading]:
    completes: SaidOfScheme = {key: held for key, held in scheme.items() if held not in (None, "")}  # type: ignore
    held = reading.fields or reading.loads or reading.groups or reading.percents_of
    if completes:
        reading.scheme_detail = completes
        return None if held or reading.cues else reading
    if not held:
        return None
    # Reps and a load without set numbers are a line of a list, "10 reps (60%)", or of all sets, by their place.
    fields, is_one = reading.fields, len(reading.loads) == 1 and not reading.of_named_sets()
    if not reading.groups and is_one and {"reps", "max_effort"} & fields.keys():
        counts: Any = {key: fields.pop(key) for key in ("reps", "reps_to", "max_effort") if key in fields}
        reading.groups, reading.loads = [(None, {**reading.loads[0], **counts})], []
    return reading


def _aim(reading: LineReading, scheme: Scheme) -> Optional[LineReading]:
    """Settle `Build to a heavy single, then 90% x 2`: sets, a rest or a limit after the aim."""
    if reading.loads:
        return None
    if reading.groups and reading.aim_is_last:
        reading.scheme_detail = {key: scheme[key] for key in ("kind", "what", "rep_max") if scheme[key]}  # type: ignore
        return reading
    if reading.groups:
        return _with_sets_after_the_aim(reading, scheme)
    reading.scheme = scheme
    return reading


def _scheme(reading: LineReading, scheme: Scheme) -> Optional[LineReading]:
    """Settle a scheme, perhaps with a rest, or the load or measure of its sets: `5 sets @ 70-75%`."""
    kind, fields = scheme["kind"], reading.fields
    if "reps" in fields or reading.groups:
        if kind == "every" and not reading.scheme_first and not reading.groups:
            # "2 reps every 30 seconds for 7 minutes @ 70% of above" is about the movement above.
            reading.scheme, reading.same_movement = scheme, True
            return reading
        return None
    only_rests = fields.keys() <= {"rest_s", "rest_to_s"}
    is_counted = kind in ("sets", "every") and bool(scheme["sets"])
    if (reading.loads or not only_rests) and (not is_counted or any(each["sets"] for each in reading.loads)):
        return None
    reading.scheme = scheme
    return reading


# --- With a movement --------------------------------------------------------------------------------------------------


def _with_movement(reading: LineReading, scheme: Scheme) -> Optional[LineReading]:
    fields = reading.fields
    if reading.closes or not _count_parts(reading):
        return None
    is_counted = len(reading.parts) > 1 and all_counted(reading.movement) and scheme["kind"] != "establish"
    if is_counted and not reading.groups and not any(fields.get(measure) for measure in MEASURES):
        # Such a complex is done once, unless the line says how often.
        fields.update({"reps": 1, "reps_to": 1})
    if scheme["kind"] != "tabata" and (scheme["work_s"] or scheme["off_s"]):
        work, off = scheme["work_s"], scheme["off_s"]
        fields.update({"seconds": work, "seconds_to": work} if work else {})
        fields.update({"rest_s": off, "rest_to_s": off} if off else {})
        scheme = {**scheme, "work_s": None, "off_s": None}
    if reading.of_set and (scheme["kind"] or len(reading.loads) > 1 or fields):
        return None
    if scheme["kind"] == "establish" and "seconds" in fields:
        return None  # "work up to a heavy single, 20 minutes": no set is that long
    if not scheme["kind"] and scheme["duration_s"]:
        scheme["kind"] = "for_time"  # "Time cap: 12 minutes, 40 Burpees"
    if reading.groups:
        return _with_groups(reading, scheme)
    if scheme["kind"] == "establish" and reading.scheme_first and reading.loads:
        return None
    reading.scheme = scheme if scheme["kind"] else {}
    return reading


def is_of_several(reading: LineReading) -> bool:
    """Return whether it is `10 Air Squats + 5 Push-Ups`, two movements of a round, and no complex of a barbell."""
    has_lift = any(is_barbell_lift(part["name"]) for part in reading.parts)
    return len(reading.parts) > 1 and all_counted(reading.movement) and not has_lift


def as_complex(first: LineReading, further: LineReading) -> Optional[LineReading]:
    """Return `Hang Clean x 1 rep + Front Squat x 2 reps @ 70%` as one movement: lifts with counts, one load for all."""
    parts: list[Part] = []
    for each in (first, further):
        reps, is_one = each.fields.get("reps"), len(each.parts) == 1
        are_lifts = all(is_barbell_lift(part["name"]) for part in each.parts)
        if not reps or each.fields["reps_to"] != reps or not (is_one or reps == 1) or not are_lifts:
            return None
        parts += [{**part, "times": reps} for part in each.parts] if is_one else each.parts
    if len(first.fields) > 2 or first.loads or first.more or further.more or (first.scheme and further.scheme):
        return None
    return replace(
        further,
        movement=f"{first.movement} + {further.movement}",
        parts=parts,
        fields={**further.fields, "reps": 1, "reps_to": 1},
        scheme=first.scheme or further.scheme,
        cues=[*first.cues, *further.cues],
    )


def _with_groups(reading: LineReading, scheme: Scheme) -> Optional[LineReading]:
    weighs = any(each["percent_from"] or each["change_from"] for _, each in reading.groups)
    if scheme["what"] and (weighs or reading.scheme_first):
        if scheme["kind"] != "establish":
            return None
        if not reading.aim_is_last:
            return None if reading.loads else _with_sets_after_the_aim(reading, scheme)
        # "60% x 3, 70% x 2, 2RM": the sets lead to the maximum, which is established after them.
        reading.more = [LineReading(same_movement=True, scheme={**scheme, "kind": "establish"})]
        scheme = SCHEME
    return _with_sets_in_line(reading, scheme)


def _count_parts(reading: LineReading) -> bool:
    """Give the counts of a complex, "2+1+1", to its parts; False if they do not fit them.

    Of a list with several counts, and of a "Clean & Jerk", each load keeps its own. "Snatch 4 x (1+1+1)" is sets of
    three reps, with a breath between them: a snatch has no parts."""
    fields, own, reading.part_times = reading.fields, reading.part_times, []
    counted = [each for _, each in reading.groups if each["times"]]
    said = [each["times"] for each in counted] or ([own] if own else [])
    has_reps = "reps" in fields or bool(reading.groups)
    is_one_lift = len(reading.parts) == 1 and lifts_in(reading.movement) == 1
    fits = not (own and has_reps) if is_one_lift else all(fit_times(reading.parts, times) for times in said)
    if (own and counted) or not fits:
        return False
    if own and not has_reps:
        reps = sum(own) if is_one_lift else 1
        fields.update({"reps": reps, "reps_to": reps})
    is_of_all = bool(said) and (bool(own) or said == [said[0]] * len(reading.groups))
    if is_of_all and len(reading.parts) > 1:
        for part, number in zip(reading.parts, said[0]):
            part["times"] = number
    elif own and max(own) > 1 and not is_one_lift:
        reading.put_load(times=own)
    for each in counted:
        if is_one_lift:
            each.update({"reps": sum(each["times"]), "reps_to": sum(each["times"])})
        if is_one_lift or max(each["times"]) == 1 or (is_of_all and len(reading.parts) > 1):
            each["times"] = []
    return True


def _with_sets_in_line(reading: LineReading, scheme: Scheme) -> Optional[LineReading]:
    """Settle `Back Squat: 8 x 3 @ 65%, every 60 seconds`: the sets of the line are the scheme's."""
    groups, total, interval = reading.groups, total_sets(reading.groups), scheme["interval_s"]
    is_listed = len(groups) > 1  # "4 sets: 3 reps @ 40%, 3 @ 45%, 2 @ 50%, 2 @ 55%"
    agrees = scheme["sets"] in (None, total) and (is_listed or not (scheme["kind"] == "sets" and scheme["sets"]))
    # "1 Clean @ 75%, 80%, 85%": the reps of all sets, and the load of each.
    reps_twice = "reps" in reading.fields and any(each["reps"] for _, each in groups)
    is_measured = reps_twice or {"seconds", "max_effort"} & reading.fields.keys()
    if scheme["kind"] not in ("", "sets", "every", "establish") or not agrees or is_measured:
        return None
    if len(groups) > 1 and all(each == groups[0][1] for _, each in groups):
        groups = [(total, groups[0][1])]  # "3-3-3-3" is four sets alike
    fields, loads = _of_sets(groups)
    own_weigh = len(reading.some_sets) < len(reading.loads) and any(map(says_weight, loads))
    if own_weigh or any(each["sets"] for each in reading.loads):
        return None
    reading.fields.update(fields)
    reading.loads, reading.groups = reading.loads + loads, []
    figures: SaidOfScheme = {"sets": total, "sets_to": total, "duration_s": interval * total if interval else None}
    reading.scheme = {**scheme, **figures, "kind": "every" if interval else "sets"}
    return reading


def _of_sets(groups: list[Group]) -> tuple[SaidOfExercise, list[Load]]:
    """Return what a movement's sets are: the reps and the load of all, or a load for each by its number."""
    said = groups[0][1]
    if len(groups) > 1:
        return {}, numbered(groups)
    fields: SaidOfExercise = {"max_effort": True} if said["max_effort"] else {}
    if said["reps"]:
        fields.update({"reps": said["reps"], "reps_to": said["reps_to"]})
    for_all: Load = {**said, "reps": None, "reps_to": None, "max_effort": False}
    return fields, [for_all] if for_all != load([]) else []


def _with_sets_after_the_aim(reading: LineReading, scheme: Scheme) -> LineReading:
    """Settle `work to a 3RM - 1x3@93%`: the sets after the aim are percents of it, and form a second block."""
    reading.scheme, reading.more = scheme, [further_sets(LineReading(groups=reading.groups))]
    reading.groups = []
    return reading


def further_sets(reading: LineReading) -> LineReading:
    """Return the sets of a reading as further ones of the movement above, a block of their own."""
    sets, (fields, loads) = total_sets(reading.groups), _of_sets(reading.groups)
    fields = {**fields, **reading.fields}
    scheme: Scheme = {**SCHEME, "kind": "sets", "sets": sets, "sets_to": sets}
    return LineReading(same_movement=True, scheme=scheme, fields=fields, loads=loads, cues=reading.cues)


def for_all_sets(reading: LineReading) -> LineReading:
    """Return a reading of one group of sets with its reps and its load as those of all sets."""
    fields, loads = _of_sets(reading.groups)
    return replace(reading, fields={**reading.fields, **fields}, loads=[*reading.loads, *loads])
