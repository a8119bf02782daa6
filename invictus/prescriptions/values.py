r"""What a figure's text is worth, by its kind: `VALUES["time"]("2:30")` is (150, 150).

The text is in lower case and plain marks. None is what cannot be: a range that descends, a time with a fraction of a
second, a percent over 150. Nothing is rounded.

    percent              "75-80%" (75.0, 80.0); "101%+" (101.0, None), open upwards
    percents, pair       "70/75/80%" [70.0, 75.0, 80.0]; "25/20" (25.0, 20.0), a man's and a woman's
    weight               "95/65 lb" Pounds(95.0, 65.0, "lb")
    time, emom           seconds: "60-90 seconds" (60, 90), "e2:30m" 150, from set to set
    distance             metres: "15-20 meters" (15.0, 20.0), "100ft" (30.48, 30.48)
    calories             "15-20 cal" (15, 20, None); "15/12 cal" (15, 15, 12), a man's and a woman's
    range                "8-10", "8 to 10" (8, 10), "two or three" (2, 3)
    ladder, plus, dots   "21-15-9" [21, 15, 9], "3+1" [3, 1]
    set_numbers, some_sets, all_sets   Sets
"""

from __future__ import annotations

import re
from collections.abc import Callable
from fractions import Fraction
from typing import Any, NamedTuple, Optional

_WORDS = """one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen
            eighteen nineteen twenty"""
_NUMBER_WORDS = {word: number for number, word in enumerate(_WORDS.split(), start=1)}
# Longest first, or "fourteen" would be read as "four".
NUMBER_WORD = "|".join(sorted(_NUMBER_WORDS, key=len, reverse=True))
# What counts nothing that a set could hold: "two days", "week 3", "one miss", "2 reps in reserve".
_SOME = rf"(?:\d{{1,2}}|{NUMBER_WORD})"
COUNTS_NOTHING = rf"""(?:\d{{1,3}}(?:\s?(?:-|to)\s?\d{{1,3}})?|{NUMBER_WORD}|few)[ -](?:hours?|days?|weeks?|months?
    |years?)\b | \d{{1,2}}s\s(?:waves?|weeks?|cycles?|phases?)\b
    | (?:week|day|session|phase|cycle|part)\s\#?\d{{1,2}}\b
    | {_SOME}\s(?:more\s)?(?:misses|miss|missed\s(?:lifts?|attempts?))\b
    | {_SOME}(?:\s?(?:-|to|or)\s?{_SOME})?\s(?:(?:more|good|clean)\s)?(?:(?:reps?|left)\s)?(?:left\s)?in\s(?:the\stank
    |reserve|you)\b"""
# Exact by definition: the international foot, yard and mile.
_METRES = {"k": Fraction(1000), "f": Fraction("0.3048"), "y": Fraction("0.9144"), "mi": Fraction("1609.344")}
_HIGHEST_PERCENT = 150


class Sets(NamedTuple):
    """Which sets a line names. `numbers` if it numbers them; else the first or last so many, the odd or even, all."""

    numbers: tuple[int, ...] = ()
    first: int = 0
    last: int = 0
    parity: str = ""


class Pounds(NamedTuple):
    """A weight: a man's or everyone's, a woman's, and its unit ("kg", "lb")."""

    men: float
    women: Optional[float]
    unit: str


def _numbers_in(text: str) -> list[int]:
    found = re.findall(rf"\d+|\b(?:{NUMBER_WORD})\b", text.lower())
    return [_NUMBER_WORDS.get(number) or int(number) for number in found]


def number_in(text: str) -> int:
    """Return the first whole number in a text, in figures or words; 0 if it has none."""
    return next(iter(_numbers_in(text)), 0)


def _decimals(text: str) -> list[float]:
    return [float(number.replace(",", ".")) for number in re.findall(r"\d+(?:[.,]\d+)?", text)]


def _ascending(low: Any, high: Any) -> Any:
    """Return the range, None if it descends: that is a typing error, and which end is wrong cannot be known."""
    return (low, high) if low is not None and high is not None and low <= high else None


def _of_percent(text: str) -> Any:
    numbers = _decimals(text)
    if numbers[-1] > _HIGHEST_PERCENT:
        return None
    return (numbers[0], None) if "+" in text else _ascending(numbers[0], numbers[-1])


def _of_percents(text: str) -> Optional[list[float]]:
    numbers = _decimals(text)
    return numbers if min(numbers) > 0 and max(numbers) <= _HIGHEST_PERCENT else None


def _of_weight(text: str) -> Optional[Pounds]:
    # A pood is 16 kg, as kettlebells are cast and marked.
    numbers = [number * (16 if "poo" in text else 1) for number in _decimals(text)]
    unit = "kg" if re.search(r"kg|kilo|poo", text) else "lb"
    return Pounds(numbers[0], numbers[1] if len(numbers) > 1 else None, unit) if all(numbers[:2]) else None


def _of_time(text: str) -> Any:
    low, *more = re.split(r"\s?-\s?(?=[\d:])|\sto\s", text)
    high = more[0] if more else low
    if more and low.isdigit():
        # The unit is written once, after the second number, and holds for the first as well.
        if ":" in high:
            return None
        low += " minutes" if "m" in high else " seconds"
    return _ascending(_seconds_of(low), _seconds_of(high))


def _seconds_of(text: str) -> Optional[int]:
    clock = re.match(r"(\d{0,3}):(\d\d)", text)
    if clock:
        return int(clock[1] or 0) * 60 + int(clock[2])
    total = Fraction(0)
    for amount, unit in re.findall(rf"([\d.]+|\ban?\b|{NUMBER_WORD})[ -]?(?:full )?(m|s)", text):
        number = 1 if amount in ("a", "an") else Fraction(_NUMBER_WORDS.get(amount) or amount)
        total += number * (60 if unit == "m" else 1)
    return int(total) if total.denominator == 1 else None


def _of_emom(text: str) -> Optional[int]:
    number = text[1:].rstrip("osmin ")
    return (_seconds_of(number if ":" in number else number + ("s" if re.search(r"\ds", text) else "m"))) or None


def _of_distance(text: str) -> Any:
    numbers = re.findall(r"1/[24]|\d+(?:[.,]\d+)?", text)
    unit = re.sub(r"^[\d.,/\s-]+|^.*?(?:to|-)\s?[\d.,]+[ -]?", "", text)
    metre = _METRES.get(unit[:2]) or _METRES.get(unit[:1], Fraction(1))
    near, far = (float(Fraction(number.replace(",", ".")) * metre) for number in (numbers[0], numbers[-1]))
    return _ascending(near, far) if near > 0 else None


def _of_calories(text: str) -> Optional[tuple[int, int, Optional[int]]]:
    low, high = (_numbers_in(text) * 2)[:2]
    women = high if "/" in text else None
    return (low, low if women else high, women) if low and (women or low <= high) else None


def _of_set_numbers(text: str) -> Optional[Sets]:
    """Return None if the numbers do not ascend, or "(4 sets)" says another count."""
    listed, _, how_many = text.partition("(")
    numbers: list[int] = []
    for span in re.split(r",|&|\band\b", listed):
        ends = _numbers_in(span)
        numbers += range(ends[0], ends[-1] + 1) if len(ends) < 3 and ends[1:] != ends[:1] else []
    if number_in(how_many) not in (0, len(numbers)) or not numbers or numbers != sorted(set(numbers)):
        return None
    return Sets(tuple(numbers)) if numbers[0] > 0 else None


_ORDINALS = {"first": 1, "1st": 1, "second": 2, "2nd": 2, "third": 3, "3rd": 3, "fourth": 4, "fifth": 5, "sixth": 6}


def _of_some_sets(text: str) -> Sets:
    """Return "last 2 sets" as Sets(last=2), "odd sets" as Sets(parity="odd"), "third set" as Sets((3,))."""
    if "odd" in text or "even" in text:
        return Sets(parity="odd" if "odd" in text else "even")
    named = re.findall(rf"{'|'.join(_ORDINALS)}|[4-9](?=th)", text)
    ordinals = tuple(_ORDINALS.get(word) or int(word) for word in named)
    if ordinals and ordinals != (1,):
        return Sets(ordinals)
    if "next" in text:
        return Sets()
    how_many = number_in(text.replace("1st", "")) or 1
    return Sets(last=how_many) if re.search("last|final", text) else Sets(first=how_many)


def _above_zero(text: str) -> Optional[list[int]]:
    numbers = _numbers_in(text)
    return numbers if all(numbers) else None


def _of_range(text: str) -> Any:
    low, high = _numbers_in(text)
    return (low, high) if low < high else None


def _of_pair(text: str) -> Any:
    first, second = _decimals(text)
    return (first, second) if first and second else None


# "Two days" counts nothing that a set could hold, "RPE 8" and "1.5x BW" are no percents: they stay as written.
VALUES: dict[str, Callable[[str], Any]] = {
    **dict.fromkeys(("aside", "rpe", "body", "height", "tempo", "code"), str),
    **dict.fromkeys(("number", "numword", "rm"), number_in),
    **dict.fromkeys(("ladder", "plus", "dots"), _above_zero),
    "decimal": lambda text: _decimals(text)[0],
    "percent": _of_percent,
    "percents": _of_percents,
    "weight": _of_weight,
    "weight_range": lambda text: None,  # no field holds one
    "time": _of_time,
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
