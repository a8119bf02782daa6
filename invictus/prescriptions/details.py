"""What phrases say of sets, put down: reps, loads, rest, sides, tempo, pause. Each thing is said once."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Optional

from invictus.prescriptions.aims import rep_max
from invictus.prescriptions.form import compiled
from invictus.prescriptions.loads import is_measured_in_height, load, maximum, says_something
from invictus.prescriptions.quantities import (
    TO,
    count,
    metres_of,
    percent_range,
    seconds_of,
    seconds_range,
    unit_of,
    weight_of,
)
from invictus.prescriptions.shapes import Load, SaidOfExercise, SaidOfLoad, SaidOfScheme
from invictus.prescriptions.shorthand import Group
from invictus.prescriptions.words import is_movement, names_a_movement

if TYPE_CHECKING:
    from typing_extensions import Unpack


@dataclass
class Details:
    """What phrases say of a movement's sets; `groups` are sets in the order of the text."""

    fields: SaidOfExercise = field(default_factory=SaidOfExercise)
    loads: list[Load] = field(default_factory=list)
    cues: list[str] = field(default_factory=list)  # as written
    groups: list[Group] = field(default_factory=list)
    sets: Optional[int] = None  # how many sets the text says there are
    interval_s: Optional[int] = None  # a set begins every so many seconds
    aim: SaidOfScheme = field(default_factory=SaidOfScheme)  # what the sets lead to
    part_times: list[int] = field(default_factory=list)  # how often each part of a complex is done, "3+1"
    # A rest without a number, "as needed", and one between the movements of a block.
    rests: bool = False
    rest_between_movements: bool = False


def put_groups(groups: list[Group], details: Details) -> bool:
    """Put down a list of sets; after "Sets 4-6" it is one set of it for each of them."""
    if details.groups or details.sets:
        return False
    if not of_named_sets(details):
        details.groups = groups
        return True
    named = details.loads[-1]
    if says_something(named) or len(groups) != len(named["sets"]) or any(count for count, _ in groups):
        return False
    details.loads[-1:] = [{**each, "sets": [number]} for number, (_, each) in zip(named["sets"], groups)]
    return True


AS_CUE = "as a cue"  # read, and kept as written besides


def put_reps(phrase: re.Match[str], details: Details) -> bool:
    """Put down reps: after "Sets 1-2" they belong to those sets, otherwise to the exercise."""
    groups = phrase.groupdict()
    low = int(phrase["reps"])
    high = None if groups.get("open") else int(groups.get("to") or low)
    if low == 0 or (high is not None and high < low):
        return False
    if groups.get("women"):
        return _put_for_all_sets(details, reps=low, reps_to=high, reps_women=int(groups["women"]))
    return _put_reps(details, low, high)


def put_seconds(phrase: re.Match[str], details: Details) -> bool:
    span = seconds_range(phrase["time"])
    return span is not None and span[0] > 0 and _put_for_all_sets(details, seconds=span[0], seconds_to=span[1])


def put_distance(phrase: re.Match[str], details: Details) -> bool:
    groups = phrase.groupdict()
    far = metres_of(phrase["distance"])
    unit = re.sub(r"^[\d.]+", "", phrase["distance"])
    near = metres_of(groups["near"] + unit) if groups.get("near") else far
    return bool(near and far and near <= far) and _put_for_all_sets(details, distance_m=near, distance_to_m=far)


def put_calories(phrase: re.Match[str], details: Details) -> bool:
    low, women = int(phrase["calories"]), phrase["women"]
    high = int(phrase["to"] or low)
    if not low or high < low:
        return False
    if women:
        return _put_for_all_sets(details, calories=low, calories_to=high, calories_women=int(women))
    return _put_for_all_sets(details, calories=low, calories_to=high)


def put_cluster(phrase: re.Match[str], details: Details, movement: str = "") -> bool:
    """Put down a cluster: "1.1.1" is one set of three reps with a pause between; "3+1" counts a complex's parts."""
    reps = [int(number) for number in re.findall(r"\d+", phrase["cluster"])]
    if "+" in phrase["cluster"] and _PAIRED_LIFT.search(movement):
        # Of "Clean & Jerk" it counts cleans and jerks.
        return reps == [1, 1] and _put_field(details, reps=1, reps_to=1)
    if "+" in movement:
        details.part_times = reps
        reps = [1]
    return all(reps) and _put_reps(details, sum(reps), sum(reps))


def put_weight(phrase: re.Match[str], details: Details, movement: str = "") -> Any:
    unit = unit_of(phrase["unit"])
    if not unit:
        # Without a unit only a pair is a weight, "(75/55)", and of a box not even that.
        if is_measured_in_height(movement):
            return AS_CUE
        if not phrase["women"]:
            return False
    men = weight_of(phrase["men"], phrase["unit"])
    women = weight_of(phrase["women"], phrase["unit"]) if phrase["women"] else None
    if not men:
        return False
    read = _put_load(details, weight=men, weight_women=women, unit=unit)
    return read and (AS_CUE if phrase.groupdict().get("rest") else True)


def put_max_effort(phrase: re.Match[str], details: Details) -> bool:
    if of_named_sets(details):
        return not phrase["time"] and _put_load(details, max_effort=True)
    return _put_for_all_sets(details, max_effort=True) and (not phrase["time"] or put_seconds(phrase, details))


def put_named_sets(phrase: re.Match[str], details: Details) -> bool:
    numbers = _set_numbers(phrase["numbers"]) if phrase["numbers"] else []
    if numbers is None or (phrase["how_many"] and count(phrase["how_many"]) != len(numbers)):
        return False
    details.loads.append(load(numbers))
    return True


def _set_numbers(text: str) -> Optional[list[int]]:
    """Return `"1-2"` as [1, 2], `"1, 3 & 5"` as [1, 3, 5]; None if they do not ascend."""
    numbers: list[int] = []
    for span in _SET_SPANS.split(text):
        first, *last = (int(end) for end in _SET_ENDS.split(span))
        if len(last) > 1 or (last and last[0] <= first):
            return None
        numbers += range(first, (last[0] if last else first) + 1)
    return numbers if numbers == sorted(set(numbers)) and numbers[0] > 0 else None


def put_percent(phrase: re.Match[str], details: Details) -> bool:
    span = percent_range(phrase["percent"])
    of = maximum(phrase["of"]) if phrase["of"] else phrase["effort"] or ""
    if not span or of is None:
        return False
    return _put_load(details, percent_from=span[0], percent_to=span[1], of=of)


def put_that_weight(phrase: re.Match[str], details: Details) -> bool:
    of = maximum(phrase["of"])
    return of is not None and _put_load(details, of=of)


def put_relative(phrase: re.Match[str], details: Details) -> bool:
    words = phrase["words"].strip(" .")
    return _put_load(details, relative=words)


def put_change(phrase: re.Match[str], details: Details) -> bool:
    low, high = percent_range(phrase["percent"]) or (None, None)
    if low is None or high is None:
        return False
    if phrase["word"].lower() in ("less", "lighter", "below", "under"):
        low, high = -high, -low
    return _put_load(details, change_from=low, change_to=high, relative=phrase["than"].strip(" .)"))


def put_sets(phrase: re.Match[str], details: Details) -> bool:
    how_many = count(phrase["sets"] or phrase["times"])
    if details.sets is not None or not how_many or of_named_sets(details):
        return False
    details.sets = how_many
    return True


def put_rest(phrase: re.Match[str], details: Details) -> bool:
    span = seconds_range(phrase["time"])
    if not span or details.rests:
        return False
    details.rest_between_movements = bool(phrase["movements"])
    return _put_for_all_sets(details, rest_s=span[0], rest_to_s=span[1])


def put_rest_unmeasured(phrase: re.Match[str], details: Details) -> bool:
    said, details.rests = details.rests, True
    return not said and "rest_s" not in details.fields


def put_side(phrase: re.Match[str], details: Details) -> bool:
    return _put_for_all_sets(details, per_side=True)


def put_each(phrase: re.Match[str], details: Details, movement: str = "") -> bool:
    """Put down "each" alone: it means each side, if the movement is done one side at a time."""
    return bool(_ONE_SIDED.search(movement)) and _put_for_all_sets(details, per_side=True)


def put_interval(phrase: re.Match[str], details: Details) -> bool:
    spelled = (phrase["interval"] or "minute").lower()
    said, details.interval_s = details.interval_s, 60 if spelled == "minute" else seconds_of(spelled)
    return said is None and bool(details.interval_s)


def put_half_a_side(phrase: re.Match[str], details: Details) -> Any:
    """Accept "x 10 reps (5 each leg)", which says the same thing twice."""
    return details.fields.get("reps") == 2 * int(phrase["reps"]) and not details.fields.get("per_side") and AS_CUE


def put_tempo(phrase: re.Match[str], details: Details) -> bool:
    return _put_for_all_sets(details, tempo=phrase["tempo"].upper())


def put_slow(phrase: re.Match[str], details: Details) -> bool:
    return _put_for_all_sets(details, tempo=phrase["tempo"])


def put_pause(phrase: re.Match[str], details: Details) -> bool:
    return _put_for_all_sets(details, pause=phrase["pause"].strip(" ."))


def put_aim(phrase: re.Match[str], details: Details) -> bool:
    tail = phrase.groupdict().get("tail") or ""
    if tail and not ((names_a_movement(tail) and is_movement(tail.strip())) or tail.endswith("complex")):
        return False
    if details.aim or of_named_sets(details):
        return of_named_sets(details) and _put_load(details, relative=phrase[0].strip(" ."))
    details.aim = rep_max(phrase["what"])
    if phrase.groupdict().get("within"):
        details.aim["duration_s"] = seconds_of(phrase["within"])
    return True


def keep_as_written(phrase: re.Match[str], details: Details) -> Any:
    return AS_CUE


def of_named_sets(details: Details) -> bool:
    """Return whether the text is about sets that it has named: after "Sets 1-2"."""
    return bool(details.loads and details.loads[-1]["sets"])


# --- Each thing is said once: a second number of reps in one line means that the line was not understood --------------


def _put_reps(details: Details, low: int, high: Optional[int]) -> bool:
    """Put down reps of the sets named, otherwise of the exercise."""
    put = _put_load if of_named_sets(details) else _put_field
    return put(details, reps=low, reps_to=high)


def _put_load(details: Details, **said: Unpack[SaidOfLoad]) -> bool:
    """Put down what the last load says. Return False if it says so already."""
    if not details.loads:
        details.loads.append(load([]))
    last = details.loads[-1]
    if any(last.get(key) not in (None, "", False) for key in said):
        return False
    last.update({**last, **said})
    return True


def _put_for_all_sets(details: Details, **said: Unpack[SaidOfExercise]) -> bool:
    """Put down what holds for all sets. Return False after "Sets 1-2": no field holds it for some sets only."""
    return not of_named_sets(details) and _put_field(details, **said)


def _put_field(details: Details, **said: Unpack[SaidOfExercise]) -> bool:
    """Put down what is said of the exercise. Return False if it is said already."""
    if any(details.fields.get(key) not in (None, "", False) for key in said):
        return False
    details.fields.update(said)
    return True


# These read the movement as well.
NEED_THE_MOVEMENT = (put_weight, put_cluster, put_each)

_SET_SPANS = compiled(r",\s?and\s|,\s?|\s?&\s?|\sand\s")
_SET_ENDS = compiled(TO)
_ONE_SIDED = compiled(r"\b(?:single|one)[ -](?:arm|leg|hand)|\b(?:split\ssquat|lunge|step-?\s?up|pistol|side\splank)")
_PAIRED_LIFT = compiled(r"\s(?:&|and)\s")
