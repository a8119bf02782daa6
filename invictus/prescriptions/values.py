"""What a token's text is worth: `of_time("2:30")` is (150, 150). A function for each kind of figure in `tokens`.

Each takes the text in lower case and plain marks, and returns None for what cannot be: a range that descends, a time
with a fraction of a second, a percent over 150. Nothing is rounded.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from fractions import Fraction
from typing import Any, NamedTuple, Optional, TypeVar

_WORDS = """one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen
            eighteen nineteen twenty"""
NUMBER_WORDS = {word: number for number, word in enumerate(_WORDS.split(), start=1)}
# Longest first, or "fourteen" would be read as "four".
NUMBER_WORD = "|".join(sorted(NUMBER_WORDS, key=len, reverse=True))
# What counts nothing that a set could hold: "two days", "week 3", "one miss", "2 reps in reserve".
_SOME = rf"(?:\d{{1,2}}|{NUMBER_WORD})"
COUNTS_NOTHING = rf"""(?:\d{{1,3}}(?:\s?(?:-|to)\s?\d{{1,3}})?|{NUMBER_WORD}|few)[ -](?:hours?|days?|weeks?|months?
    |years?)\b | \d{{1,2}}s\s(?:waves?|weeks?|cycles?|phases?)\b
    | (?:week|day|session|phase|cycle|part)\s\#?\d{{1,2}}\b
    | {_SOME}\s(?:more\s)?(?:misses|miss|missed\s(?:lifts?|attempts?))\b
    | {_SOME}(?:\s?(?:-|to|or)\s?{_SOME})?\s(?:(?:more|good|clean)\s)?(?:(?:reps?|left)\s)?(?:left\s)?in\s(?:the\stank
    |reserve|you)\b"""
# Exact by definition: the international foot, yard and mile.
_METRES = {
    "m": Fraction(1),
    "k": Fraction(1000),
    "f": Fraction("0.3048"),
    "y": Fraction("0.9144"),
    "mi": Fraction("1609.344"),
}
_HIGHEST_PERCENT = 150

Number = TypeVar("Number", int, float)


class Sets(NamedTuple):
    """Which sets a line names. `numbers` if it numbers them; else the first or last so many, the odd or even, all."""

    numbers: tuple[int, ...] = ()
    first: int = 0
    last: int = 0
    parity: str = ""
    ordinal: int = 0


class Pounds(NamedTuple):
    """A weight: a man's or everyone's, a woman's, and its unit ("kg", "lb")."""

    men: float
    women: Optional[float]
    unit: str


def numbers_in(text: str) -> list[int]:
    """Return the whole numbers in a text, in figures or words."""
    found = re.findall(rf"\d+|\b(?:{NUMBER_WORD})\b", text.lower())
    return [NUMBER_WORDS.get(number) or int(number) for number in found]


def number_in(text: str) -> int:
    """Return the first whole number in a text; 0 if it has none."""
    return next(iter(numbers_in(text)), 0)


def _decimals(text: str) -> list[float]:
    return [float(number.replace(",", ".")) for number in re.findall(r"\d+(?:[.,]\d+)?", text)]


def _ascending(low: Optional[Number], high: Optional[Number]) -> Optional[tuple[Number, Number]]:
    """Return the range, None if it descends: that is a typing error, and which end is wrong cannot be known."""
    return (low, high) if low is not None and high is not None and low <= high else None


def _of_percent(text: str) -> Optional[tuple[float, Optional[float]]]:
    """Return `"75-80%"` as (75.0, 80.0), `"101%+"` as (101.0, None), open upwards."""
    numbers = _decimals(text)
    if numbers[-1] > _HIGHEST_PERCENT:
        return None
    return (numbers[0], None) if "+" in text else _ascending(numbers[0], numbers[-1])


def _of_percents(text: str) -> Optional[list[float]]:
    """Return `"70/75/80%"` as [70.0, 75.0, 80.0]."""
    numbers = _decimals(text)
    return numbers if min(numbers) > 0 and max(numbers) <= _HIGHEST_PERCENT else None


def _of_weight(text: str) -> Optional[Pounds]:
    """Return `"95/65 lb"`. A pood is 16 kg, as kettlebells are cast and marked."""
    numbers = [number * (16 if "poo" in text else 1) for number in _decimals(text)]
    unit = "kg" if re.search(r"kg|kilo|poo", text) else "lb"
    return Pounds(numbers[0], numbers[1] if len(numbers) > 1 else None, unit) if all(numbers[:2]) else None


def of_time(text: str) -> Optional[tuple[int, int]]:
    """Return `"60-90 seconds"` as (60, 90), `"2 minutes"` as (120, 120)."""
    low, *more = re.split(r"\s?-\s?(?=[\d:])|\sto\s", text)
    high = more[0] if more else low
    if more and re.fullmatch(r"\d+", low):
        # The unit is written once, after the second number, and holds for the first as well.
        if ":" in high:
            return None
        low += " minutes" if "m" in high else " seconds"
    return _ascending(seconds_of(low), seconds_of(high))


def seconds_of(text: str) -> Optional[int]:
    """Return one time in seconds; None for a fraction of a second."""
    clock = re.match(r"(\d{0,3}):(\d\d)", text)
    if clock:
        return int(clock[1] or 0) * 60 + int(clock[2])
    total = Fraction(0)
    for amount, unit in re.findall(rf"([\d.]+|\ban?\b|{NUMBER_WORD})[ -]?(m|s)", text):
        number = Fraction(1) if amount in ("a", "an") else Fraction(NUMBER_WORDS.get(amount) or amount)
        total += number * (60 if unit == "m" else 1)
    return int(total) if total.denominator == 1 else None


def _of_distance(text: str) -> Optional[tuple[float, float]]:
    """Return `"100ft"` as (30.48, 30.48), `"15-20 meters"` as (15.0, 20.0)."""
    numbers = re.findall(r"1/[24]|\d+(?:[.,]\d+)?", text)
    unit = re.sub(r"^[\d.,/\s-]+|^.*?(?:to|-)\s?[\d.,]+[ -]?", "", text)
    metre = _METRES.get(unit[:2] if unit.startswith("mi") else unit[:1])
    if not metre:
        return None
    near, far = (float(Fraction(number.replace(",", ".")) * metre) for number in (numbers[0], numbers[-1]))
    return (near, far) if 0 < near <= far else None


def _of_calories(text: str) -> Optional[tuple[int, int, Optional[int]]]:
    """Return `"15-20 cal"` as (15, 20, None), `"15/12 cal"` as (15, 15, 12): a man's and a woman's."""
    low, high = (numbers_in(text) * 2)[:2]
    women = high if "/" in text else None
    return (low, low if women else high, women) if low and (women or low <= high) else None


def _of_emom(text: str) -> Optional[int]:
    """Return the seconds from set to set: `"e2mom"` is 120, `"e90s"` 90, `"e2:30m"` 150."""
    number = text[1:].rstrip("osmin ")
    if ":" in number:
        return seconds_of(number)
    seconds = Fraction(number) * (1 if re.search(r"\ds", text) else 60)
    return int(seconds) or None if seconds.denominator == 1 else None


def _of_set_numbers(text: str) -> Optional[Sets]:
    """Return `"sets 1-2"` and `"set 1, 3 & 5"`; None if the numbers do not ascend, or "(4 sets)" says another count."""
    listed, _, how_many = text.partition("(")
    numbers: list[int] = []
    for span in re.split(r",|&|\band\b", listed):
        ends = numbers_in(span)
        numbers += range(ends[0], ends[-1] + 1) if len(ends) < 3 and ends[1:] != ends[:1] else []
    if number_in(how_many) not in (0, len(numbers)) or not numbers or numbers != sorted(set(numbers)):
        return None
    return Sets(tuple(numbers)) if numbers[0] > 0 else None


_ORDINALS = {"first": 1, "1st": 1, "second": 2, "2nd": 2, "third": 3, "3rd": 3, "fourth": 4, "fifth": 5, "sixth": 6}


def _of_some_sets(text: str) -> Sets:
    """Return `"last 2 sets"` as Sets(last=2), `"odd sets"` as Sets(parity="odd"), `"third set"` as Sets(ordinal=3)."""
    if "odd" in text or "even" in text:
        return Sets(parity="odd" if "odd" in text else "even")
    named = re.findall(rf"{'|'.join(_ORDINALS)}|[4-9](?=th)", text)
    ordinals = [_ORDINALS.get(word) or int(word) for word in named]
    if len(ordinals) > 1:
        return Sets(numbers=tuple(ordinals))
    if ordinals and ordinals[0] > 1:
        return Sets(ordinal=ordinals[0])
    if "next" in text:
        return Sets()
    how_many = number_in(text.replace("1st", "")) or 1
    return Sets(last=how_many) if re.search("last|final", text) else Sets(first=how_many)


def _above_zero(text: str) -> Optional[list[int]]:
    """Return `"21-15-9"` as [21, 15, 9], "3+1" as [3, 1]."""
    numbers = [int(number) for number in re.findall(r"\d+", text)]
    return numbers if all(numbers) else None


def _of_range(text: str) -> Optional[tuple[int, int]]:
    """Return `"8-10"`, `"8 to 10"` and `"two or three"` in numbers."""
    low, high = numbers_in(text)
    return (low, high) if low < high else None


def _of_pair(text: str) -> Optional[tuple[float, float]]:
    """Return `"25/20"` as (25.0, 20.0): a man's and a woman's."""
    first, second = _decimals(text)
    return (first, second) if first and second else None


def _as_written(text: str) -> str:
    """Return it as written: "two days" counts nothing that a set could hold, "RPE 8" and "1.5x BW" are no percents."""
    return text


# The kinds of figures, each with what its text is worth. None for a range of weights: no field holds one.
VALUES: dict[str, Callable[[str], Any]] = {
    **dict.fromkeys(("aside", "rpe", "body", "height", "tempo", "code"), _as_written),
    **dict.fromkeys(("number", "numword", "rm"), number_in),
    **dict.fromkeys(("ladder", "plus", "dots"), _above_zero),
    "decimal": lambda text: float(text.replace(",", ".")),
    "percent": _of_percent,
    "percents": _of_percents,
    "weight": _of_weight,
    "weight_range": lambda text: None,
    "time": of_time,
    "distance": _of_distance,
    "calories": _of_calories,
    "emom": _of_emom,
    "set_numbers": _of_set_numbers,
    "some_sets": _of_some_sets,
    "all_sets": lambda text: Sets(),
    "range": _of_range,
    "pair": _of_pair,
    "open": lambda text: number_in(text) or None,
}
