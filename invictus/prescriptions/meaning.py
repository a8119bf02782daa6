"""What the items of a line are together: a movement with its sets, sets of the movement above, a scheme, a detail."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, Optional

from invictus.exercises import MEASURES, MOST_SETS, SCHEME, Part, SaidOfScheme, Scheme, says_something, says_weight
from invictus.prescriptions.names import NO_MAXIMUM, all_counted, fit_times, is_barbell_lift, lifts_in
from invictus.prescriptions.reading import LineReading, numbered, total_sets


def settled(reading: LineReading, scheme: Optional[Scheme]) -> Optional[LineReading]:
    """Return the reading of a whole line with its scheme; None if its items contradict, or say too little."""
    weighs = [*reading.loads, *(each for _, each in reading.groups)]
    pieces, reading.pieces = reading.pieces, {}
    if scheme is None or not all(map(says_something, reading.loads)) or total_sets(reading.groups) > MOST_SETS:
        return None
    of_reps = NO_MAXIMUM.search(reading.movement) and any(each["of"].startswith("max") for each in weighs)
    if of_reps or (pieces.get("builds") and any(map(says_weight, weighs))):
        return None
    reading.ladder = pieces.get("ladder", [])
    reading.takes_turns = pieces.get("takes_turns", False)
    measures = {"reps", "seconds", "distance_m", "calories"} & {*reading.fields, *(["reps"] if reading.groups else [])}
    if len(measures) > 1 or (reading.movement and not _count_parts(reading)):
        return None  # "5 @ 70%; 1000m row" is two things
    if scheme["kind"] == "establish" and reading.groups and not pieces.get("is_last"):
        # `work to a 3RM - 1x3@93%`: the sets after the aim are percents of it, and form a second block.
        reading.more, reading.groups = [further_sets(LineReading(groups=reading.groups))], []
    if reading.movement:
        return _with_movement(reading, scheme)
    if (scheme["work_s"] or scheme["off_s"]) and scheme["kind"] in ("rounds", "sets"):
        scheme["kind"] = ""  # "(20 seconds on / 10 seconds off, 8 rounds)" completes the tabata above
    if scheme["kind"] == "establish" and reading.groups and not reading.loads:  # the sets lead to it
        reading.scheme_detail = {key: scheme[key] for key in ("kind", "what", "rep_max") if scheme[key]}  # type: ignore
        return reading
    return _scheme(reading, scheme) if scheme["kind"] else _detail(reading, scheme)


# --- Without a movement -----------------------------------------------------------------------------------------------


def _detail(reading: LineReading, scheme: Scheme) -> Optional[LineReading]:
    completes: SaidOfScheme = {key: held for key, held in scheme.items() if held not in (None, "")}  # type: ignore
    held = reading.fields or reading.loads or reading.groups or reading.percents_of
    if completes or not held:
        reading.scheme_detail = completes
        return reading if completes and not (held or reading.cues) else None
    # Reps and a load without set numbers are a line of a list, "10 reps (60%)", or of all sets, by their place.
    fields, is_one = reading.fields, len(reading.loads) == 1 and not reading.of_named_sets()
    if not reading.groups and is_one and {"reps", "max_effort"} & fields.keys():
        counts: Any = {key: fields.pop(key) for key in ("reps", "reps_to", "max_effort") if key in fields}
        reading.groups, reading.loads = [(None, {**reading.loads[0], **counts})], []
    return reading


def _scheme(reading: LineReading, scheme: Scheme) -> Optional[LineReading]:
    """Settle a scheme, perhaps with a rest, or the load or measure of its sets: `5 sets @ 70-75%`."""
    kind, fields = scheme["kind"], reading.fields
    if scheme["sets"] and (fields.get("seconds") or 0) >= 60 * scheme["sets"]:  # "5 sets (15 minutes):"
        scheme["duration_s"] = scheme["duration_s"] or fields["seconds_to"]
        del fields["seconds"], fields["seconds_to"]
    # "2 reps every 30 seconds", "8 reps each exercise, 5 rounds", "Build to a 5-RM (2 second pause)": of what is above.
    reading.same_movement = kind == "every" and "reps" in fields and not reading.closes
    may_be_of_above = (reading.closes and kind in ("sets", "rounds")) or kind == "establish"
    is_of_above = reading.same_movement or (may_be_of_above and not reading.loads)
    is_measured = reading.loads or not fields.keys() <= {"rest_s", "rest_to_s"}
    is_counted = kind in ("sets", "every") and scheme["sets"] and not any(each["sets"] for each in reading.loads)
    if reading.groups or not (is_of_above or (is_counted and "reps" not in fields) or not is_measured):
        return None
    return replace(reading, scheme=scheme)


# --- With a movement --------------------------------------------------------------------------------------------------


def _with_movement(reading: LineReading, scheme: Scheme) -> Optional[LineReading]:
    fields = reading.fields
    is_counted = len(reading.parts) > 1 and all_counted(reading.movement) and scheme["kind"] != "establish"
    if is_counted and not reading.groups and not any(fields.get(measure) for measure in MEASURES):
        # Such a complex is done once, unless the line says how often.
        fields.update({"reps": 1, "reps_to": 1})
    if scheme["kind"] != "tabata" and (scheme["work_s"] or scheme["off_s"]):
        work, off = scheme["work_s"], scheme["off_s"]
        fields.update({"seconds": work, "seconds_to": work} if work else {})
        fields.update({"rest_s": off, "rest_to_s": off} if off else {})
        scheme = {**scheme, "work_s": None, "off_s": None}
    if reading.closes or (reading.of_set and (scheme["kind"] or len(reading.loads) > 1 or fields)):
        return None
    if scheme["kind"] == "establish" and ("seconds" in fields or not all(each["relative"] for each in reading.loads)):
        return None  # "work up to a heavy single, 20 minutes", "..., then 90% x 2": no set of the aim is that
    if not scheme["kind"] and scheme["duration_s"]:
        scheme["kind"] = "for_time"  # "Time cap: 12 minutes, 40 Burpees"
    if reading.groups:
        return _with_sets_in_line(reading, scheme)
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


def _count_parts(reading: LineReading) -> bool:
    """Give the counts of a complex, "2+1+1", to its parts; False if they do not fit them.

    Of a list with several counts, and of a "Clean & Jerk", each load keeps its own. "Snatch 4 x (1+1+1)" is sets of
    three reps, with a breath between them: a snatch has no parts."""
    fields, own, reading.part_times = reading.fields, reading.part_times, []
    counted = [each for _, each in reading.groups if each["times"]]
    said = [own] if own else [each["times"] for each in counted]
    has_reps = "reps" in fields or bool(reading.groups)
    if len(reading.parts) == 1 and lifts_in(reading.movement) == 1:
        for each in counted:
            each.update({"reps": sum(each["times"]), "reps_to": sum(each["times"]), "times": []})
        fields.update({"reps": sum(own), "reps_to": sum(own)} if own else {})
        return not (own and has_reps)
    if (own and counted) or not all(fit_times(reading.parts, times) for times in said):
        return False
    fields.update({"reps": 1, "reps_to": 1} if own and not has_reps else {})
    is_of_all = len(reading.parts) > 1 and (bool(own) or said == said[:1] * len(reading.groups))
    for part, number in zip(reading.parts, said[0] if said and is_of_all else ()):
        part["times"] = number
    if own and max(own) > 1 and not is_of_all:
        reading.put_load(times=own)
    for each in counted:
        each["times"] = [] if is_of_all or max(each["times"]) == 1 else each["times"]
    return True


def _with_sets_in_line(reading: LineReading, scheme: Scheme) -> Optional[LineReading]:
    """Settle `Back Squat: 8 x 3 @ 65%, every 60 seconds`: the sets of the line are the scheme's."""
    groups, total = reading.groups, total_sets(reading.groups)
    weigh = any(says_weight(each) for _, each in groups)
    if scheme["kind"] == "establish" and weigh:
        # "60% x 3, 70% x 2, 2RM": the sets lead to the maximum, which is established after them.
        reading.more, scheme = [LineReading(same_movement=True, scheme=scheme)], SCHEME
    is_listed = len(groups) > 1  # "4 sets: 3 reps @ 40%, 3 @ 45%, 2 @ 50%, 2 @ 55%"
    agrees = scheme["sets"] in (None, total) and (is_listed or not (scheme["kind"] == "sets" and scheme["sets"]))
    # "1 Clean @ 75%, 80%, 85%": the reps of all sets, and the load of each.
    reps_twice = "reps" in reading.fields and any(each["reps"] for _, each in groups)
    is_measured = reps_twice or {"seconds", "max_effort"} & reading.fields.keys()
    if scheme["kind"] not in ("", "sets", "every", "establish") or not agrees or is_measured:
        return None
    weighs_twice = weigh and (scheme["what"] or len(reading.some_sets) < len(reading.loads))
    if weighs_twice or any(each["sets"] for each in reading.loads):
        return None
    if all(each == groups[0][1] for _, each in groups):
        reading.groups = [(total, groups[0][1])]  # "3-3-3-3" is four sets alike
    interval = scheme["interval_s"]
    figures: SaidOfScheme = {"sets": total, "sets_to": total, "duration_s": interval * total if interval else None}
    return replace(with_sets(reading), scheme={**scheme, **figures, "kind": "every" if interval else "sets"})


def further_sets(reading: LineReading) -> LineReading:
    """Return the sets of a reading as further ones of the movement above, a block of their own."""
    sets = total_sets(reading.groups)
    scheme: Scheme = {**SCHEME, "kind": "sets", "sets": sets, "sets_to": sets}
    return replace(with_sets(reading), same_movement=True, scheme=scheme)


def with_sets(reading: LineReading) -> LineReading:
    """Return a reading with its groups as the reps and the load of all sets, or as a load for each by its number."""
    fields, loads = reading.fields, numbered(reading.groups)
    if len(loads) == 1:
        said = loads[0]
        fields = {**fields, **({"max_effort": True} if said["max_effort"] else {})}
        fields.update({"reps": said["reps"], "reps_to": said["reps_to"]} if said["reps"] else {})
        said.update({"sets": [], "reps": None, "reps_to": None, "max_effort": False})
        loads = loads if any(said.values()) else []
    return replace(reading, groups=[], fields=fields, loads=[*reading.loads, *loads])
