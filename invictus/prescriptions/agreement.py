"""Whether a line agrees with what is above it: nothing is said twice, and no figure contradicts another."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Literal

from invictus.prescriptions.loads import says_weight
from invictus.prescriptions.reading import LineReading
from invictus.prescriptions.shapes import Exercise, Load, Part, Restated, SaidOfExercise, Scheme

# What a set is measured by. Said in one line or not at all: "10 minutes" below "Snatch x 1 rep" is something else.
Measure = Literal["reps", "max_effort", "seconds", "distance_m", "calories"]
MEASURES: tuple[Measure, ...] = ("reps", "max_effort", "seconds", "distance_m", "calories")


def detail_fits(reading: LineReading, scheme: Scheme) -> bool:
    """Return whether the detail completes the scheme: work, rest and rounds of a tabata, a time cap; each only once."""
    completes = {"tabata": {"work_s", "off_s", "sets", "sets_to"}, "for_time": {"duration_s"}, "amrap": set()}
    detail = reading.scheme_detail
    return detail.keys() <= completes.get(scheme["kind"], set()) and all(scheme.get(key) is None for key in detail)


def fields_fit(fields: SaidOfExercise, exercise: Exercise) -> bool:
    """Return whether nothing is said twice and no second measure is added to the first."""
    if any(exercise.get(key) for key in fields):
        return False
    return not (any(key in fields for key in MEASURES) and any(exercise[key] for key in MEASURES))


def loads_fit(loads: Sequence[Load], above: Sequence[Load], scheme: Scheme) -> bool:
    """Return whether each set has one load at most, all sets share one at most, and every set named exists.

    But a block may go on counting from the block above it."""
    every = [*above, *loads]
    named = named_sets(every)
    last = scheme["sets_to"] or max(named, default=0)
    # Sets 6 to 8 are the three sets of a block that follows five.
    goes_on = named and not above and min(named) > last and len(named) == last
    return (
        len(named) == len(set(named))
        and (max(named, default=0) <= last or bool(goes_on))
        and sum(not load["sets"] for load in every) <= 1
    )


def named_sets(loads: Iterable[Load]) -> list[int]:
    """Return the numbers of the sets that loads name."""
    return [number for load in loads for number in load["sets"]]


def has_weight(exercise: Exercise) -> bool:
    """Return whether a load of the exercise says how heavy."""
    return any(says_weight(load) for load in exercise["loads"])


def restates(figures: Restated, scheme: Scheme, exercise: Exercise) -> bool:
    """Return whether a remark on the block's own sets or time is true of them; it may speak of some of the sets."""
    durations = [scheme["duration_s"], exercise["seconds"], exercise["seconds_to"]]
    if scheme["work_s"] and scheme["off_s"] and scheme["sets"]:
        durations = [(scheme["work_s"] + scheme["off_s"]) * scheme["sets"]]
    if "reps" in figures and figures["reps"] not in (exercise["reps"], exercise["reps_to"]):
        return False
    is_true = figures.get("sets", 0) <= (scheme["sets_to"] or 0)
    return is_true and ("duration_s" not in figures or figures["duration_s"] in durations)


def fit_times(parts: Sequence[Part], times: Sequence[int]) -> bool:
    """Count the parts of a complex, "3+1"; False if the number of parts differs, or the counts do."""
    if len(parts) != len(times):
        return False
    counted = [part["times"] for part in parts]
    if any(each > 1 for each in counted) and counted != list(times):
        return False
    for part, each in zip(parts, times):
        part["times"] = each
    return True
