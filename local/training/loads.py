"""From percents to weights on the bar: by the lifter's maxima and plates. What cannot be worked out is named.

    weigh(load, movement, maxima, plates)    the weight of one load, or why it has no weight

**Of what maximum.** A percent is of the maximum the post names ("of 1-RM Snatch"). Where it names none ("Front Squat x
3 reps @ 75-85%") it is of the exercise's own movement. A complex written with plus signs and a maximum written with an
ampersand are the same lift: (Clean + Jerk) is Clean & Jerk. A "5-RM Back Squat" is a maximum of its own and never
taken for the 1-RM.

**No maximum.** A movement without a maximum has no weight, and the result says so. If the maximum of a related movement
is known (RELATED, WORDS_BEFORE_A_LIFT) the result names it, and uses it only when asked (`use_related=True`); it is
used unchanged, with no factor, so it is mostly too heavy, and the result says that it is a substitute.

**No percent.** A load may name a maximum without a percent ("@ 10-RM Back Squat"): it is that very weight. A weight
that the post gives ("95/65 lb") or says in words ("same load as last Monday") is not worked out here.
Nor is a percent of today's best, which is known only when it is lifted, or of a pace.

**Rounding.** To the nearest load that the lifter's bar and plates make: see `plates`.
"""

from __future__ import annotations

import re
from fractions import Fraction
from typing import TYPE_CHECKING, Optional, TypedDict, Union

from local.training.lifter import Maxima, lift_key
from local.training.plates import Plates

if TYPE_CHECKING:  # importing it compiles the grammar
    from invictus.prescriptions.shapes import Load, SetRow

# A movement, and the one whose maximum is used for it on request. The pulls are programmed in percents of the lift
# they belong to; the power lifts are the same lift received higher; a clean or a jerk is at least what was done in one.
RELATED = {
    "Power Snatch": "Snatch",
    "Muscle Snatch": "Snatch",
    "Snatch Balance": "Snatch",
    "Snatch Pull": "Snatch",
    "Snatch High Pull": "Snatch",
    "Snatch Deadlift": "Snatch",
    "Power Clean": "Clean",
    "Muscle Clean": "Clean",
    "Clean Pull": "Clean",
    "Clean High Pull": "Clean",
    "Clean Deadlift": "Clean",
    "Clean": "Clean & Jerk",
    "Power Clean & Power Jerk": "Clean & Jerk",
    "Power Clean & Jerk": "Clean & Jerk",
    "Power Jerk": "Jerk",
    "Push Jerk": "Jerk",
    "Split Jerk": "Jerk",
    "Jerk": "Clean & Jerk",
}
# Where or how a lift begins: "Slow Pull Power Snatch" is related to "Power Snatch".
WORDS_BEFORE_A_LIFT = (
    "Slow Pull",
    "Hang",
    "High Hang",
    "Low Hang",
    "Hip",
    "Tall",
    "Block",
    "Pause",
    "Paused",
    "2-Position",
    "3-Position",
)


class Weighed(TypedDict):
    """The weight of a load for a lifter. A bound is None if it is not known or if the range is open on that side."""

    weight_from: Optional[float]
    weight_to: Optional[float]
    unit: str
    maximum: str  # the lifter's maximum that was used, by the name that the lifter gave it
    in_place_of: str  # the movement that has no maximum of its own; "" if it has
    says: str  # what a lifter must be told, "" for nothing


def weigh(
    load: Union[Load, SetRow], movement: str, maxima: Maxima, plates: Plates, use_related: bool = False
) -> Weighed:
    """Return the weight of a load, or of a row of `prescriptions.sets_of`, for a lifter.

    `movement` is the exercise's. `use_related` takes the maximum of a related movement for one that is missing.
    """
    low, high = load["percent_from"], load["percent_to"]
    if low is None and high is None and load["of"]:
        low = high = 100.0  # "@ 10-RM Back Squat": that very weight
    if (low is None and high is None) or _NO_WEIGHT.search(load["of"]):
        return _weighed(plates)
    if not is_known_before(load["of"]):
        return _weighed(plates, says=f"{load['of']} is known only when it is done: take the percent of it then")
    wanted = wanted_maximum(load["of"], movement)
    known = maxima.get(wanted)
    if known:
        return _weighed(plates, low, high, known)
    related = _related_maximum(wanted, maxima)
    if related and use_related:
        return _weighed(
            plates,
            low,
            high,
            related,
            in_place_of=wanted,
            says=f"no maximum for {wanted}: this is of {related[0]}, and may be too heavy",
        )
    hint = f", or use that of {related[0]} (RELATED=1)" if related else ""
    return _weighed(plates, says=f"no maximum for {wanted}: add it to the maxima{hint}")


def is_known_before(of: str) -> bool:
    """Return whether a lifter may know, before the session, what a percent is of: today's best is known afterwards."""
    return not (_NO_WEIGHT.search(of) or of.casefold().startswith(("today's ", "today’s ")))


# What a percent may be of, but is not a weight on a bar, or is known only from the lines above.
_NO_WEIGHT = re.compile(
    r"\b(?:pace|effort|intensity|speed|time|heart rate|best \d)|^(?:that|this|the|above|last|body ?weight)\b", re.I
)


def _weighed(
    plates: Plates,
    low: Optional[float] = None,
    high: Optional[float] = None,
    maximum: tuple[str, Fraction] = ("", Fraction(0)),
    in_place_of: str = "",
    says: str = "",
) -> Weighed:
    name, weight = maximum
    exactly = [None if percent is None else weight * Fraction(str(percent)) / 100 for percent in (low, high)]
    directions = ("up", "down") if None in exactly else ("nearest", "nearest")
    made = [each and plates.near(each, direction) for each, direction in zip(exactly, directions)]
    return {
        "weight_from": None if made[0] is None else float(made[0]),
        "weight_to": None if made[1] is None else float(made[1]),
        "unit": plates.unit,
        "maximum": name,
        "in_place_of": in_place_of,
        "says": says or next((said for each in exactly if each and (said := _out_of_reach(each, plates))), ""),
    }


def _out_of_reach(weight: Fraction, plates: Plates) -> str:
    if weight < plates.empty:
        return f"some loads are lighter than the empty bar of {float(plates.empty):g} {plates.unit}"
    return "" if plates.near(weight, "up") else "some loads are heavier than the plates make"


def wanted_maximum(of: str, movement: str) -> str:
    """Return the maximum a percent is of: the one named, less its "1-RM"; or the movement's own."""
    named = re.sub(r"1-RM ?", "", of, count=1) if of.startswith("1-RM") else of
    own = movement[1:-1] if movement.startswith("(") and movement.endswith(")") else movement
    if re.fullmatch(r"\d+-RM", named):
        return f"{named} {own}"
    return named or own


def _related_maximum(movement: str, maxima: Maxima) -> Optional[tuple[str, Fraction]]:
    """Return the maximum of the nearest related movement that has one, by way of as many relations as it takes."""
    related = {lift_key(name): to for name, to in RELATED.items()}
    name: Optional[str] = lift_key(movement)
    while name:
        known = maxima.get(name)
        if known:
            return known
        name = lift_key(related[name]) if name in related else _without_first_words(name)
    return None


def _without_first_words(name: str) -> Optional[str]:
    words = next((words for words in WORDS_BEFORE_A_LIFT if name.startswith(words.casefold() + " ")), None)
    return name[len(words) + 1 :] if words else None
