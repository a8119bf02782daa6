r"""Counts, times, distances, weights and percents as coaches spell them: a spelling in, a number out.

Every spelling is here twice: as a pattern without groups, to be built into the patterns of the grammar, and as the
function that turns what the pattern matched into a number. Times come out in whole seconds, distances in metres,
percents as numbers. What is not such a quantity, or not a whole number of seconds, comes out as None:
nothing is rounded.

All patterns are for `re.VERBOSE`: a blank is written `\s`, or `[ -]` in a class. The text has its white space folded
to single blanks, and every repetition has a bound, so no pattern here can backtrack without bound.
"""

from __future__ import annotations

import re
from fractions import Fraction
from typing import Optional, TypeVar

_WORDS = """one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen
            eighteen nineteen twenty"""
NUMBER_WORDS = {word: number for number, word in enumerate(_WORDS.split(), start=1)}
# Longest first, or "fourteen" would be read as "four".
NUMBER_WORD = "|".join(sorted(NUMBER_WORDS, key=len, reverse=True))
COUNT = rf"(?:\d{{1,3}}|(?:{NUMBER_WORD})\b)"
TO = r"(?:\s?-\s?|\sto\s)"

_AMOUNT = rf"(?:\d{{1,4}}(?:\.\d{{1,2}})?|(?:{NUMBER_WORD}|an?)\b)"
_MINUTES = r"(?:minutes?|mintues?|mins?\.?)(?!\w)"
_SECONDS = r"(?:seconds?|secs?\.?|s)(?!\w)"
_CLOCK = rf"\d{{0,3}}:[0-5]\d(?!\d)(?:\s?{_MINUTES})?"
TIME = (
    rf"(?:{_CLOCK}|{_AMOUNT}[ -]?{_MINUTES}(?:(?:\sand|,)?\s{_AMOUNT}[ -]?{_SECONDS})?"
    rf"|{_AMOUNT}[ -]?{_SECONDS})"
)
# "60-90 seconds", "1:00-2:00", "90 seconds to 2 minutes"
TIME_RANGE = rf"(?:(?:\d{{1,3}}(?::[0-5]\d)?|{TIME}){TO})?{TIME}"

# Exact by definition: the international foot, yard and mile.
METRES: dict[str, Fraction] = {
    "m": Fraction(1),
    "meter": Fraction(1),
    "metre": Fraction(1),
    "km": Fraction(1000),
    "kilometer": Fraction(1000),
    "kilometre": Fraction(1000),
    "ft": Fraction("0.3048"),
    "foot": Fraction("0.3048"),
    "feet": Fraction("0.3048"),
    "yd": Fraction("0.9144"),
    "yard": Fraction("0.9144"),
    "mile": Fraction("1609.344"),
}
_UNIT = "|".join(sorted(METRES, key=len, reverse=True))
DISTANCE = rf"\d{{1,5}}(?:\.\d{{1,2}})?[ -]?(?:{_UNIT})s?\.?(?!\w)"
CALORIES = r"(?:calories?|cals?\.?)(?!\w)"
WEIGHT = r"\d{1,3}(?:\.\d{1,2})?"
WEIGHT_UNIT = r"(?:kgs?\.?|kilos?|lbs?\.?|pounds?|poods?|\#)(?!\w)"

_PERCENT_NUMBER = r"\d{1,3}(?:\.\d{1,2})?"
PERCENT = rf"{_PERCENT_NUMBER}(?:\s?%)?(?:{TO}{_PERCENT_NUMBER})?\s?(?:\+\s?%|%\s?\+?)(?!(?!x\s?\d)\w)"


def _compiled(text: str) -> re.Pattern[str]:
    return re.compile(text, re.I | re.X)


_CLOCK_PARTS = _compiled(r"(\d{0,3}):([0-5]\d)")
_SPOKEN_PARTS = _compiled(
    rf"(?:(?P<minutes>{_AMOUNT})[ -]?{_MINUTES})?(?:\sand|,)?\s?(?:(?P<seconds>{_AMOUNT})[ -]?{_SECONDS})?"
)
_TWO_TIMES = _compiled(rf"({TIME}){TO}({TIME})")
_RANGE_PARTS = _compiled(rf"(\d{{1,3}}(?::[0-5]\d)?){TO}(.+)")
_DISTANCE_PARTS = _compiled(rf"([\d.]+)[ -]?({_UNIT})s?\.?")
_PERCENT_PARTS = _compiled(rf"({_PERCENT_NUMBER})(?:\s?%)?(?:{TO}({_PERCENT_NUMBER}))?\s?(?:\+\s?%|%\s?(\+)?)")

Number = TypeVar("Number", int, float)


def count(text: str) -> int:
    """Return `"8"` and `"eight"` as 8; the text has matched COUNT."""
    return NUMBER_WORDS.get(text.lower()) or int(text)


def seconds_of(text: str) -> Optional[int]:
    """Return a time in any of the spellings, in seconds; None for anything else, and for a fraction of a second."""
    clock = _CLOCK_PARTS.match(text)
    if clock:
        return int(clock[1] or 0) * 60 + int(clock[2])
    spoken = _SPOKEN_PARTS.fullmatch(text)
    if not spoken or not (spoken["minutes"] or spoken["seconds"]):
        return None
    total = _amount(spoken["minutes"]) * 60 + _amount(spoken["seconds"])
    return int(total) if total.denominator == 1 else None


def seconds_range(text: str) -> Optional[tuple[int, int]]:
    """Return `"60-90 seconds"` as (60, 90), `"2 minutes"` as (120, 120); None if descending or anything else."""
    both = _TWO_TIMES.fullmatch(text)
    if both:
        return _ascending(seconds_of(both[1]), seconds_of(both[2]))
    only = seconds_of(text)
    if only is not None:
        return only, only
    parts = _RANGE_PARTS.fullmatch(text)
    if not parts:
        return None
    low, high = parts[1], parts[2]
    if (":" in low) != (":" in high):
        return None
    # The unit is written once, after the second number, and holds for the first as well.
    unit = "" if ":" in low else " minutes" if "min" in high.lower() else " seconds"
    return _ascending(seconds_of(low + unit), seconds_of(high))


def metres_of(text: str) -> Optional[float]:
    """Return `"100ft"` as 30.48, `"400 meters"` as 400.0."""
    parts = _DISTANCE_PARTS.fullmatch(text)
    return float(Fraction(parts[1]) * METRES[parts[2].lower()]) if parts else None


def percent_range(text: str) -> Optional[tuple[float, Optional[float]]]:
    """Return `"80%"` as (80.0, 80.0), `"75-80%"` as (75.0, 80.0), `"101%+"` as (101.0, None), open upwards."""
    parts = _PERCENT_PARTS.fullmatch(text)
    if not parts:
        return None
    low, is_open = float(parts[1]), "+" in text
    if is_open:
        return None if parts[2] else (low, None)
    return _ascending(low, float(parts[2] or parts[1]))


def unit_of(text: Optional[str]) -> str:
    """Return `"kgs"` and `"pood"` as "kg", `"#"` and `"pounds"` as "lb", nothing as ""."""
    return "" if not text else "kg" if text.lower().startswith(("k", "poo")) else "lb"


def weight_of(number: str, unit: Optional[str]) -> float:
    """Return the weight in the unit of `unit_of`. A pood is 16 kg, as kettlebells are cast and marked."""
    return float(number) * (16 if (unit or "").lower().startswith("poo") else 1)


def _amount(text: Optional[str]) -> Fraction:
    if not text:
        return Fraction(0)
    word = text.lower()
    return Fraction(1) if word in ("a", "an") else Fraction(NUMBER_WORDS.get(word) or word)


def _ascending(low: Optional[Number], high: Optional[Number]) -> Optional[tuple[Number, Number]]:
    """Return the range, None if it descends: that is a typing error, and which end is wrong cannot be known."""
    return (low, high) if low is not None and high is not None and low <= high else None
