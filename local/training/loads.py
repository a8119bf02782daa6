"""From percents to weights on the bar: by the lifter's maxima and plates. What cannot be worked out is named.

    weigh(load, movement, lifter)    the weight of one load, or why it has no weight

**Of what maximum.** A percent is of the maximum the post names ("of 1-RM Snatch"), else of the exercise's own movement.
A "5-RM Back Squat" is a maximum of its own and never taken for the 1-RM.

**No maximum.** If the maximum of a related movement is known (RELATED, WORDS_BEFORE_A_LIFT) the result names it, and
uses it only when the lifter asks for that; it is used unchanged, so it is mostly too heavy, and the result says so.

**No percent.** A load may name a maximum without a percent ("@ 10-RM Back Squat"): it is that very weight. A weight
that the post gives ("95/65 lb") or says in words ("same load as last Monday") is not worked out here. Nor is a percent
of today's best, which is known only when it is lifted, or of a pace.

**Rounding.** To the nearest load that the lifter's bar and plates make: see `plates`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from difflib import get_close_matches
from fractions import Fraction
from typing import TYPE_CHECKING, NamedTuple, Optional, Union

from invictus.prescriptions.lifts import ABBREVIATIONS, lift_key
from local.training.lifter import Lifter, Maxima
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
    *("Slow Pull", "Hang", "High Hang", "Low Hang", "Hip", "Tall", "Block", "Pause", "Paused"),
    *("2-Position", "3-Position"),
)


class Weighed(NamedTuple):
    """The weight of a load for a lifter. A bound is None if it is not known or if the range is open on that side."""

    low: Optional[float] = None
    high: Optional[float] = None
    maximum: str = ""  # the lifter's maximum that was used, by the name that the lifter gave it
    in_place_of: str = ""  # the movement that has no maximum of its own; "" if it has
    says: str = ""  # what a lifter must be told, "" for nothing


def weigh(load: Union[Load, SetRow], movement: str, lifter: Lifter) -> Weighed:
    """Return the weight of a load, or a row of `prescriptions.sets_of`, for a lifter. `movement` is the exercise's."""
    percents = load["percent_from"], load["percent_to"]
    if percents == (None, None) and load["of"]:
        percents = 100.0, 100.0  # "@ 10-RM Back Squat": that very weight
    if percents == (None, None) or _NO_WEIGHT.search(load["of"]) or not lifter.maxima:
        return Weighed()
    if not is_known_before(load["of"]):
        return Weighed(says=f"{load['of']} is known only when it is done: take the percent of it then")
    wanted = wanted_maximum(load["of"], movement)
    own = lifter.maxima.get(wanted)
    related = None if own else _related_maximum(wanted, lifter.maxima)
    if own or (related and lifter.use_related):
        name, maximum = own or related or ("", Fraction(0))
        exactly = [None if percent is None else maximum * Fraction(str(percent)) / 100 for percent in percents]
        says = f"no maximum for {wanted}: this is of {name}, and may be too heavy" if related else ""
        low, high = _made(exactly, lifter.plates)
        return Weighed(low, high, name, wanted if related else "", says or _out_of_reach(exactly, lifter.plates))
    hint = f", or use that of {related[0]} (RELATED=1)" if related else ""
    return Weighed(says=f"no maximum for {wanted}: add it to the maxima{hint}")


def is_known_before(of: str) -> bool:
    """Return whether a lifter may know, before the session, what a percent is of: today's best is known afterwards."""
    return not (_NO_WEIGHT.search(of) or of.casefold().startswith(("today's ", "today’s ")))


# What a percent may be of, but is not a weight on a bar, or is known only from the lines above.
_NO_WEIGHT = re.compile(
    r"\b(?:pace|effort|intensity|speed|time|heart rate|best \d)|^(?:that|this|the|above|last|body ?weight)\b", re.I
)


def _made(exactly: list[Optional[Fraction]], plates: Plates) -> Iterator[Optional[float]]:
    """Yield the two bounds of a range as loads that the plates make."""
    for weight, direction in zip(exactly, ("up", "down") if None in exactly else ("nearest", "nearest")):
        made = None if weight is None else plates.near(weight, direction)
        yield None if made is None else float(made)


def _out_of_reach(exactly: list[Optional[Fraction]], plates: Plates) -> str:
    weights = [weight for weight in exactly if weight is not None]
    if any(weight < plates.empty for weight in weights):
        return f"some loads are lighter than the empty bar of {float(plates.empty):g} {plates.unit}"
    return "" if all(plates.near(weight, "up") for weight in weights) else "some loads are heavier than the plates make"


def wanted_maximum(of: str, movement: str) -> str:
    """Return the maximum a percent is of: the one named, less its "1-RM"; or the movement's own."""
    named = re.sub(r"1-RM ?", "", of, count=1) if of.startswith("1-RM") else of
    own = movement[1:-1] if movement.startswith("(") and movement.endswith(")") else movement
    if re.fullmatch(r"\d+-RM", named):
        return f"{named} {own}"
    return named or own


_RELATED = {lift_key(name): lift_key(to) for name, to in RELATED.items()}
_BEFORE = tuple(f"{words.casefold()} " for words in WORDS_BEFORE_A_LIFT)


def _related_maximum(movement: str, maxima: Maxima) -> Optional[tuple[str, Fraction]]:
    """Return the maximum of the nearest related movement that has one, by way of as many relations as it takes."""
    key = lift_key(movement)
    while key and key not in maxima.by_name:
        key = _RELATED.get(key) or _without_first_words(key)
    return maxima.by_name.get(key)


def _without_first_words(key: str) -> str:
    return next((key[len(words) :] for words in _BEFORE if key.startswith(words)), "")


def misspelt(maxima: Maxima, trained: Iterable[str]) -> Iterator[str]:
    """Yield a sentence for each maximum whose name only resembles a known lift's. `trained` are names in use."""
    known = sorted({*_RELATED, *_RELATED.values(), *ABBREVIATIONS.values(), *map(lift_key, trained)})
    for key, (written, _) in maxima.by_name.items():
        name = re.sub(r"^\d+-rm ", "", key)
        bare = name
        while bare and bare not in known:
            bare = _without_first_words(bare)
        longer = sorted((each for each in known if each.endswith(f" {name}")), key=lambda each: len(each.split()))
        meant = [*get_close_matches(name, known, n=3, cutoff=_CLOSE), *longer]
        if meant and not bare:
            named = " or ".join(each.title() for each in dict.fromkeys(meant[:3]))
            yield f"The maximum {written!r} is not used: write {named} if that is meant."


_CLOSE = 0.75  # of 1: "Snach" is at 0.91 of "Snatch", "Press" at 0.67 of "Push Press"
