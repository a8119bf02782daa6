"""The shape of an exercise, and what its sets are as rows of a table."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Optional

from invictus.prescriptions.schemes import SCHEME

Json = dict[str, Any]

EXERCISE: Json = {
    "segment": "",  # the record's field, "segment_a"
    "block": 1,  # which block of the segment, from 1
    "scheme": SCHEME,
    "turn": None,  # which minute or interval of the cycle it is done in, from 1; the scheme's sets are those of each
    "movement": "",  # as written, "(Snatch + Hip Snatch)"
    "movements": [],  # its parts; a movement that is not a complex is its own only part
    "reps": None,  # reps of a set; of a complex, how often the whole of it is done
    "reps_to": None,
    "reps_women": None,  # a woman's, where there are two counts
    "max_effort": False,  # "x max reps"
    "seconds": None,  # how long a set is held or done
    "seconds_to": None,
    "distance_m": None,
    "distance_to_m": None,
    "calories": None,
    "calories_to": None,
    "calories_women": None,
    "per_side": False,  # reps, seconds or distance are for each leg, arm or side
    "tempo": "",  # as written, "32X1"
    "pause": "",  # as written, "3 second pause at knee"
    "loads": [],
    "rest_s": None,  # the rest after this exercise; of an exercise without a movement: of the block before it
    "rest_to_s": None,
    "video": "",  # where the movement's text is linked to: the first of its parts' videos
    "text": [],  # the lines understood
    "cues": [],  # those of them that are coaching words
    "notes": [],  # the lines not understood
}
# The keys of exercises and loads whose numbers are decimals. All other numbers are whole.
DECIMALS = frozenset(
    {
        *("distance_m", "distance_to_m", "percent_from", "percent_to"),
        *("weight", "weight_women", "change_from", "change_to"),
    }
)
PART: Json = {"name": "", "times": 1, "video": ""}


def sets_of(exercise: Mapping[str, Any]) -> list[Json]:
    """Return one row for each set that the post is certain about.

    Three of "3-4 sets"; none of an "establish" or an AMRAP; none without a movement.

    A row's reps and load are those of the load that names its set, or else of the load for all sets."""
    return _rows(exercise) if exercise["movement"] else []


def sets_to_show(exercise: Mapping[str, Any]) -> tuple[list[Json], bool]:
    """Return one row for each set as a lifter reads them, and whether the post gives their number.

    Of "3-4 sets" all four; one row for all sets if no number is written. Loads whose movement was not understood have
    rows too: nothing is hidden."""
    scheme = exercise["scheme"]
    rows = _rows({**exercise, "scheme": {**scheme, "sets": scheme["sets_to"]}})
    if rows:
        return rows, True
    return _rows({**exercise, "scheme": {**scheme, "sets": 1, "sets_to": 1}}), False


def _rows(exercise: Mapping[str, Any]) -> list[Json]:
    loads = exercise["loads"]
    for_all = next((load for load in loads if not load["sets"]), None)
    by_set = {number: load for load in loads for number in load["sets"]}
    return [_set_row(exercise, number, by_set.get(number, for_all)) for number in _set_numbers(exercise, by_set)]


def _set_numbers(exercise: Mapping[str, Any], by_set: Mapping[int, Any]) -> list[int]:
    """Return the scheme's sets; if it has none, or loads go on counting from a block above, those that loads name."""
    how_many, at_most = exercise["scheme"]["sets"], exercise["scheme"]["sets_to"]
    if how_many and max(by_set, default=0) <= (at_most or how_many):
        return list(range(1, how_many + 1))
    return sorted(by_set)


def _set_row(exercise: Mapping[str, Any], number: int, load: Optional[Mapping[str, Any]]) -> Json:
    load = load or {}
    has_own = bool(load.get("reps") or load.get("max_effort"))
    reps_from: Mapping[str, Any] = load if has_own else exercise
    return {
        "segment": exercise["segment"],
        "block": exercise["block"],
        "turn": exercise["turn"],
        "movement": exercise["movement"],
        "set": number,
        "reps": reps_from["reps"],
        "reps_to": reps_from["reps_to"],
        "reps_women": None if has_own else exercise["reps_women"],
        "max_effort": reps_from["max_effort"],
        "seconds": exercise["seconds"] or exercise["scheme"]["work_s"],
        "distance_m": exercise["distance_m"],
        "calories": exercise["calories"],
        "calories_to": exercise["calories_to"],
        "calories_women": exercise["calories_women"],
        "percent_from": load.get("percent_from"),
        "percent_to": load.get("percent_to"),
        "of": load.get("of", ""),
        "weight": load.get("weight"),
        "weight_women": load.get("weight_women"),
        "unit": load.get("unit", ""),
        "relative": load.get("relative", ""),
        "change_from": load.get("change_from"),
        "change_to": load.get("change_to"),
    }
