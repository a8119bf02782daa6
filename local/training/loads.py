"""From percents to weights on the bar: by the lifter's maxima and plates. What cannot be worked out is named.

A percent is of the maximum the post names ("of 1-RM Snatch"), else of the exercise's own movement. A "5-RM Back Squat"
is a maximum of its own and never taken for the 1-RM. Without a percent, "@ 10-RM Back Squat" is that very weight. A
weight that the post gives ("95/65 lb", "same load as last Monday") is not worked out here, nor is a percent of a pace,
or of today's best, which is known only when it is lifted.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from difflib import get_close_matches
from fractions import Fraction

from invictus.exercises import Exercise, SetRow
from invictus.lifts import ABBREVIATIONS, lift_key
from local.training.lifter import Lifter, Maxima, Plates
from local.training.words import range_in_words, wanted_maximum

# A lift, and the movements that its maximum is used for on request: as it is, so it is mostly too heavy. The pulls are
# programmed in percents of the lift they belong to; the power lifts are the same lift received higher; a clean or a
# jerk is at least what was done in one.
_RELATED_TO = {
    "Snatch": ("Power Snatch", "Muscle Snatch", "Snatch Balance", "Snatch Pull", "Snatch High Pull", "Snatch Deadlift"),
    "Clean": ("Power Clean", "Muscle Clean", "Clean Pull", "Clean High Pull", "Clean Deadlift"),
    "Clean & Jerk": ("Clean", "Jerk", "Power Clean & Power Jerk", "Power Clean & Jerk"),
    "Jerk": ("Power Jerk", "Push Jerk", "Split Jerk"),
}
RELATED = {movement: lift for lift, movements in _RELATED_TO.items() for movement in movements}
# Where or how a lift begins: "Slow Pull Power Snatch" is related to "Power Snatch".
WORDS_BEFORE_A_LIFT = "Slow Pull|Hang|High Hang|Low Hang|Hip|Tall|Block|Pause|Paused|2-Position|3-Position".split("|")


class SessionLoads:
    """Loads in the order of the session: a maximum that it establishes is known to the sets after it."""

    def __init__(self, lifter: Lifter) -> None:
        self._lifter = lifter
        self._established: dict[str, str] = {}  # the key of "5-RM Front Squat" -> "5-RM"
        self.remarks: list[str] = []  # as sentences, each once

    def weights(self, exercise: Exercise, rows: Sequence[SetRow]) -> list[str]:
        """Return the loads of an exercise's sets in words, and keep the maximum that it establishes."""
        loads = [self._weight(row) for row in rows]
        number = exercise["scheme"]["rep_max"]
        if number and exercise["movement"]:
            self._established[lift_key(wanted_maximum(f"{number}-RM", exercise["movement"]))] = f"{number}-RM"
        return loads

    def _weight(self, row: SetRow) -> str:
        """Return the load of a set. A maximum that this session establishes is not asked for."""
        maxima, has_percent = self._lifter.maxima, row["percent_from"] is not None or row["percent_to"] is not None
        if not maxima or not (row["movement"] or row["of"]):
            return ""
        wanted = wanted_maximum(row["of"], row["movement"])
        established = self._established.get(lift_key(wanted)) if has_percent or row["of"] else None
        if established and lift_key(wanted) not in maxima:
            return f"{'of ' if has_percent else ''}today's {established}"
        if established:
            self._remark(f"{wanted} is tested in this session: if it is a new maximum, take the percents of that one")
        words, remark = load_in_words(row, self._lifter)
        self._remark(remark)
        return words

    def _remark(self, said: str) -> None:
        sentence = f"{said[:1].upper()}{said[1:]}."
        if said and sentence not in self.remarks:
            self.remarks.append(sentence)


def load_in_words(row: SetRow, lifter: Lifter) -> tuple[str, str]:
    """Return the weight on the bar, `60-65 kg`, and what a lifter must be told of it; each is "" for nothing."""
    percents = row["percent_from"], row["percent_to"]
    if percents == (None, None) and row["of"]:
        percents = 100.0, 100.0  # "@ 10-RM Back Squat": that very weight
    if percents == (None, None) or _NO_WEIGHT.search(row["of"]) or not lifter.maxima:
        return "", ""
    if not is_known_before(row["of"]):
        return "", f"{row['of']} is known only when it is done: take the percent of it then"
    wanted = wanted_maximum(row["of"], row["movement"])
    key = _with_maximum(wanted, lifter.maxima)
    is_own, (name, maximum) = key == lift_key(wanted), lifter.maxima.get(key, ("", Fraction(0)))
    if not name or not (is_own or lifter.use_related):
        hint = f", or use that of {name} (RELATED=1)" if name else ""
        return "", f"no maximum for {wanted}: add it to the maxima{hint}"
    exactly = [None if percent is None else maximum * Fraction(str(percent)) / 100 for percent in percents]
    directions = ("up", "down") if None in exactly else ("nearest", "nearest")
    bounds = [weight if weight is None else lifter.plates.near(weight, way) for weight, way in zip(exactly, directions)]
    low, high = (None if bound is None else float(bound) for bound in bounds)
    out_of_reach = _out_of_reach([weight for weight in exactly if weight is not None], lifter.plates)
    says = out_of_reach if is_own else f"no maximum for {wanted}: this is of {name}, and may be too heavy"
    return range_in_words(low, high, lifter.plates.unit), says


def is_known_before(of: str) -> bool:
    """Return whether a lifter may know, before the session, what a percent is of: today's best is known afterwards."""
    return not (_NO_WEIGHT.search(of) or of.casefold().startswith(("today's ", "today’s ")))


# What a percent may be of, but is not a weight on a bar, or is known only from the lines above.
_NO_WEIGHT = re.compile(
    r"\b(?:pace|effort|intensity|speed|time|heart rate|best \d)|^(?:that|this|the|above|last|body ?weight)\b", re.I
)


def _out_of_reach(weights: list[Fraction], plates: Plates) -> str:
    if min(weights) < plates.empty:
        return f"some loads are lighter than the empty bar of {float(plates.empty):g} {plates.unit}"
    return "" if plates.near(max(weights), "up") else "some loads are heavier than the plates make"


_RELATED = {lift_key(name): lift_key(to) for name, to in RELATED.items()}
_BEFORE = tuple(f"{words.casefold()} " for words in WORDS_BEFORE_A_LIFT)


def _with_maximum(movement: str, maxima: Maxima) -> str:
    """Return the key of the movement, or of the nearest related one, that has a maximum; "" if none has."""
    key = lift_key(movement)
    while key and key not in maxima:
        key = _RELATED.get(key) or _without_first_words(key)
    return key


def _without_first_words(key: str) -> str:
    return next((key[len(words) :] for words in _BEFORE if key.startswith(words)), "")


def misspelt(maxima: Maxima, trained: Iterable[str]) -> Iterator[str]:
    """Yield a sentence for each maximum whose name only resembles a known lift's. `trained` are names in use."""
    known = sorted({*_RELATED, *_RELATED.values(), *ABBREVIATIONS.values(), *map(lift_key, trained)})
    for key, (written, _) in maxima.items():
        bare = name = re.sub(r"^\d+-rm ", "", key)
        while bare and bare not in known:
            bare = _without_first_words(bare)
        # "Snach" is at 0.91 of "Snatch", "Press" at 0.67 of "Push Press".
        meant = get_close_matches(name, known, n=3, cutoff=0.75)
        if meant and not bare:
            named = " or ".join(each.title() for each in meant)
            yield f"The maximum {written!r} is not used: write {named} if that is meant."
