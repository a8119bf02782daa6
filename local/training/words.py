"""An exercise's figures in a lifter's words: `Every 2 min for 16 min, 8 sets`, `25/20 reps`, `75-80 %`, `95/65 lb`."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Optional

from invictus.exercises import Exercise, Scheme, SetRow
from invictus.lifts import lift_key


def scheme_in_words(scheme: Scheme) -> str:
    """Return `Every 2 min for 16 min, 8 sets`, `Establish a 1-RM within 24 min`; "" if the post names no scheme."""
    kind, number, what = scheme["kind"], span(scheme["sets"], scheme["sets_to"]), scheme["what"]
    lasting, on, off = in_time(scheme["duration_s"]), in_time(scheme["work_s"]), in_time(scheme["off_s"])
    starts = in_time(scheme["starts_s"])
    sets, rounds = (f"{number} {each}{'s' * (number != '1')}" if number else "" for each in ("set", "round"))
    aim = what if what.startswith(("today's", "today’s")) else f"a {what}"
    pieces = {
        "every": (f"every {in_time(scheme['interval_s'])}" + (f" for {lasting}" if lasting else ""), sets),
        "establish": (f"establish {aim}" + (f" within {lasting}" if lasting else ""), sets),
        "amrap": ("AMRAP" + (f" in {lasting}" if lasting else ""),),
        "tabata": ("tabata", on and f"{on} on", off and f"{off} off", rounds),
        "for_time": ("for time", rounds, lasting and f"at most {lasting}"),
        "continuous": (f"for {lasting}",),
        "completion": ("for completion",),
        "rounds": (rounds,),
        "sets": (sets,),
    }.get(kind, ())
    aimed = f"to {aim}" if what and kind != "establish" else ""
    words = ", ".join(filter(None, (*pieces, aimed, starts and f"at {starts} of the clock")))
    return words[:1].upper() + words[1:]


def turn_in_words(exercise: Exercise) -> str:
    """Return `minute 2` or `interval 2` of the cycle; "" for an exercise that takes no turns."""
    unit = "minute" if exercise["scheme"]["interval_s"] == 60 else "interval"
    return f"{unit} {exercise['turn']}" if exercise["turn"] else ""


def measure_in_words(exercise: Exercise, row: SetRow) -> str:
    """Return `8-10 reps`, `25/20 reps` (men/women), `40 s`, `400 m`, `15/12 cal`, `as many as possible`."""
    own = [part["times"] for part in exercise["movements"]]
    counts = "+".join(map(str, row["times"])) if row["times"] != own else ""
    if row["reps"] and counts:  # the name has the counts that hold for all sets
        words = f"{counts} reps" if row["reps_to"] == 1 else f"{span(row['reps'], row['reps_to'])} x ({counts}) reps"
    elif row["reps"]:
        women = f"/{row['reps_women']}" if row["reps_women"] else ""
        words = f"{span(row['reps'], row['reps_to'])}{women} {'rep' if row['reps_to'] == 1 else 'reps'}"
    elif row["max_effort"]:
        words = "as many as possible" + (f" in {in_time(row['seconds'])}" if row["seconds"] else "")
    elif row["calories"]:
        women = f"/{row['calories_women']}" if row["calories_women"] else ""
        words = f"{span(row['calories'], row['calories_to'])}{women} cal"
    elif row["seconds"]:
        words = time_span(row["seconds"], exercise["seconds_to"] or row["seconds"])
    else:
        words = f"{span(row['distance_m'], exercise['distance_to_m'])} m" if row["distance_m"] else ""
    return words + (" each side" if exercise["per_side"] else "")


def counts_in_words(exercise: Exercise) -> str:
    """Return `2+1+1`: how often each part of a complex is done; "" if each is done once, or its name says it."""
    name, parts = exercise["movement"].casefold(), exercise["movements"]
    counts = "+".join(str(part["times"]) for part in parts)
    several = [(each["times"], re.escape(each["name"].casefold())) for each in parts if each["times"] > 1]
    is_named = all(re.search(rf"\b{times} (?:x )?{part}", name) for times, part in several)
    return "" if len(parts) < 2 or is_named or counts in name else counts


def percent_in_words(row: SetRow) -> str:
    """Return the load as the post gives it: `75-80 % of 1-RM Snatch`, `95/65 lb`, `3-5 % more than last Monday`."""
    percent, of = range_in_words(row["percent_from"], row["percent_to"]), maximum_to_name(row)
    said = (f"{percent} of {of}" if of else percent or row["of"], weight_in_words(row), _relative(row))
    return ", ".join(filter(None, said))


def maximum_to_name(row: SetRow) -> str:
    """Return the maximum that a percent is of, `1-RM Snatch`; "" if it is the movement's own."""
    own = ("", lift_key(wanted_maximum("", row["movement"])))
    has_percent = row["percent_from"] is not None or row["percent_to"] is not None
    return row["of"] if has_percent and lift_key(wanted_maximum(row["of"], "")) not in own else ""


def wanted_maximum(of: str, movement: str) -> str:
    """Return the maximum a percent is of: the one named, less its "1-RM"; or the movement's own."""
    named = re.sub(r"1-RM ?", "", of, count=1) if of.startswith("1-RM") else of
    own = movement[1:-1] if movement.startswith("(") and movement.endswith(")") else movement
    return f"{named} {own}" if re.fullmatch(r"\d+-RM", named) else named or own


def range_in_words(low: Optional[float], high: Optional[float], unit: str = "%") -> str:
    """Return `75-80 %`, `101 % or more`, `at most 55 %`; "" without a bound."""
    if low is None:
        return "" if high is None else f"at most {high:g} {unit}"
    return f"{low:g} {unit} or more" if high is None else f"{span(low, high)} {unit}"


def weight_in_words(row: SetRow) -> str:
    """Return `95/65 lb` (men's and women's), `60 kg`; "" if the post names no weight."""
    if row["weight"] is None:
        return ""
    women = "" if row["weight_women"] is None else f"/{row['weight_women']:g}"
    return f"{row['weight']:g}{women} {row['unit']}".strip()


def _relative(row: SetRow) -> str:
    low, high = row["change_from"], row["change_to"]
    if low is None or high is None:
        return str(row["relative"])
    # "3-5 % less" is a change from -5 to -3.
    change = f"{span(low, high)} % more" if low >= 0 else f"{span(-high, -low)} % less"
    return f"{change} than {row['relative']}"


def span(low: Optional[float], high: Optional[float]) -> str:
    """Return `3`, `3-4`, or, if it is open, `3+`."""
    if low is None:
        return ""
    return f"{low:g}+" if high is None else f"{low:g}" if low == high else f"{low:g}-{high:g}"


def numbers_in_words(numbers: Sequence[int]) -> str:
    """Return the numbers of sets: `2`, `1-4`, or `1, 3, 5`."""
    is_span = numbers[-1] - numbers[0] == len(numbers) - 1
    return span(numbers[0], numbers[-1]) if is_span else ", ".join(map(str, numbers))


def time_span(low: Optional[int], high: Optional[int]) -> str:
    """Return `40 s`, `60-90 s`, `2-3 min`; "" if the post does not say."""
    if low is None or high is None:
        return ""
    if low == high:
        return in_time(low)
    return f"{low}-{high} s" if low % 60 or high % 60 else f"{low // 60}-{high // 60} min"


def in_time(seconds: Optional[int]) -> str:
    """Return `40 s`, `2 min`, `2:30 min`; "" if the post gives no time."""
    if seconds is None:
        return ""
    minutes, rest = divmod(seconds, 60)
    if not minutes:
        return f"{seconds} s"
    return f"{minutes}:{rest:02} min" if rest else f"{minutes} min"
