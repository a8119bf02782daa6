"""Words for what a line must be read as: `movement("Snatch", reps(3), loads(at(70)))`.

A reading holds only what the line says: `scheme`, `movement`, `parts` (of a complex), `loads`, `cues` and others, and
the exercise's own fields (`reps`, `seconds`, `rest_s` and others) beside them.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Optional

from invictus.shapes import Json


def segments(table: dict[str, tuple[str, list[Json]]]) -> dict[str, tuple[list[str], list[Json]]]:
    """Return a table of segments, "Three sets of: / Row x 5 reps", with their lines in lists."""
    return {name: (text.split(" / ") if text else [], expected) for name, (text, expected) in table.items()}


def every(interval_s: int, duration_s: Optional[int] = None, sets: Optional[int] = None) -> Json:
    return scheme("every", interval_s=interval_s, duration_s=duration_s, sets=sets, sets_to=sets)


def sets(number: int, to: Optional[int] = None) -> Json:
    return scheme("sets", sets=number, sets_to=to or number)


def rounds(number: int) -> Json:
    return scheme("rounds", sets=number, sets_to=number)


def establish(what: str, within: Optional[int] = None, rep_max: Optional[int] = None) -> Json:
    return scheme("establish", what=what, duration_s=within, rep_max=rep_max)


def amrap(duration_s: Optional[int] = None) -> Json:
    return scheme("amrap", duration_s=duration_s)


def for_time(sets: Optional[int] = None, cap: Optional[int] = None) -> Json:
    return scheme("for_time", sets=sets, sets_to=sets, duration_s=cap)


def tabata(**details: int) -> Json:
    return scheme("tabata", **details)


def scheme(kind: str, **figures: Any) -> Json:
    return {"scheme": {"kind": kind, **{key: value for key, value in figures.items() if value is not None}}}


def reps(low: int, to: Optional[int] = None) -> Json:
    return {"reps": low, "reps_to": to or low}


def seconds(low: int, to: Optional[int] = None) -> Json:
    return {"seconds": low, "seconds_to": to or low}


def metres(low: float, to: Optional[float] = None) -> Json:
    return {"distance_m": low, "distance_to_m": to or low}


def rest(low: int, to: Optional[int] = None) -> Json:
    return {"rest_s": low, "rest_to_s": to or low}


def at(low: float, to: Optional[float] = None, of: str = "", on: Sequence[int] = (), **own_reps: int) -> Json:
    """Return one load: the percent, of what, and on which sets."""
    return {"sets": list(on), "percent_from": low, "percent_to": to or low, "of": of, **own_reps}


def calories(number: int, women: Optional[int] = None) -> Json:
    return {"calories": number, "calories_to": number, **({"calories_women": women} if women else {})}


def weighs(men: float, women: Optional[float] = None, unit: str = "") -> Json:
    return {"sets": [], "weight": men, "weight_women": women, "unit": unit}


def loads(*each: Json) -> Json:
    return {"loads": [{key: value for key, value in load.items() if value not in (None, "")} for load in each]}


def groups(*each: tuple[Optional[int], Json]) -> Json:
    """Return sets in the order of the text: how many (None: one, or all), and the load."""
    return {"groups": [(count, {key: value for key, value in load.items() if value != ""}) for count, load in each]}


def movement(name: str, *said: Json, parts: Optional[list[tuple[str, int]]] = None) -> Json:
    reading: Json = {"movement": name} if name else {}
    if parts:
        reading["parts"] = parts
    for each in said:
        reading.update(each)
    return reading


def cue(line: str) -> Json:
    return {"cues": [line]}


def relative(words: str, on: Sequence[int] = (), change: Optional[tuple[int, int]] = None) -> Json:
    """Return a load in words, and by how many percent it is more."""
    more = {"change_from": change[0], "change_to": change[1]} if change else {}
    return {"sets": list(on), "relative": words, **more}


def of_block(load: Json) -> Json:
    return {"of_block": [{key: value for key, value in load.items() if value not in (None, "")}]}


def kept(line: str, *said: Json) -> tuple[str, Json]:
    """Return a line of coaching words, which is kept whole, and what it says besides."""
    return line, movement("", *said, cue(line))


def turn(number: int, reading: Json) -> Json:
    return {"turn": number, **reading}


PER_SIDE = {"per_side": True}
MAX_EFFORT = {"max_effort": True}
FOLLOWED_BY = {"opens": True}
