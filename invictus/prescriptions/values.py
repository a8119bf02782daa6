r"""What a figure's text is worth, by its kind: "2:30" is (150, 150) seconds.

The text is in lower case and plain marks. None is what cannot be: a range that descends, a time with a fraction of a
second, a percent over 150. Nothing is rounded. FIGURES, at the end, has what each kind looks like and what it gives.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from fractions import Fraction
from typing import Any, NamedTuple, Optional

_WORDS = """one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen
    eighteen nineteen twenty""".split()
_NUMBER_WORDS = {word: number for number, word in enumerate(_WORDS, start=1)}
ORDINALS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6}
# Longest first, or "fourteen" would be read as "four".
NUMBER_WORD = "|".join(sorted(_NUMBER_WORDS, key=len, reverse=True))
# What counts nothing that a set could hold: "two days", "week 3", "one miss", "2 reps in reserve".
_COUNT = rf"(?:\d{{1,2}}|{NUMBER_WORD})"
COUNTS_NOTHING = rf"""(?:\d{{1,3}}(?:\s?(?:-|to)\s?\d{{1,3}})?|{NUMBER_WORD}|few)[ -](?:hour|day|week|month|year)s?\b
    | \d{{1,2}}s\s(?:wave|week|cycle|phase)s?\b
    | (?:week|day|session|phase|cycle|part)\s\#?\d{{1,2}}(?:\sof\s\d{{1,2}})?\b
    | {_COUNT}\s(?:more\s)?miss(?:es|ed\s(?:lifts?|attempts?))?\b
    | {_COUNT}(?:\s?(?:-|to|or)\s?{_COUNT})?\s(?:(?:more|good|clean)\s)?(?:(?:reps?|left)\s)?(?:left\s)?in\s(?:the\stank
    |reserve|you)\b"""
# A number that is a word of a movement's name: 3-Position, 1 1/4, No. 1
NUMBER_IN_NAME = rf"""(?:{NUMBER_WORD})[\s-]positions?\b | one[\s-](?:arm|leg|hand)(?:ed)?\b
    | no\.\s?\d\b | (?:1\s)?1/[24](?=\s(?!reps?\b)[a-z])
    | \d{{1,2}}(?:-\s?(?!(?:reps?|sets?|rounds?|way|x)\b)[a-z]{{2,20}} | [\s-]?(?:positions?|way|point)\b)"""
# Exact by definition: the international foot, yard and mile.
_METRES = {"k": Fraction(1000), "f": Fraction("0.3048"), "y": Fraction("0.9144"), "mi": Fraction("1609.344")}


class Sets(NamedTuple):
    """Which sets a line names: `numbers` if it numbers them, else a slice of all: the last two begin at -2."""

    numbers: tuple[int, ...] = ()
    start: int = 0
    stop: Optional[int] = None
    step: int = 1
    follows: bool = False  # "the next 2 sets", after those named before them

    def meant_of(self, total: int, named: int = 0) -> list[int]:
        """Return the numbers of "the last 2 sets" and "odd sets" of so many (0: unknown), and of "the next 2 sets"
        after those `named`; [] if that tells none."""
        before = named if self.follows else 0
        every = range(before + 1, (total or before + (self.stop or 0)) + 1)
        are_there = max(self.stop or 0, -self.start) <= len(every) and (named or not self.follows)
        return list(self.numbers or (every[self.start : self.stop : self.step] if are_there else ()))


def _numbers_in(text: str) -> list[int]:
    found = re.findall(rf"\d+|\b(?:{NUMBER_WORD})\b", text.lower())
    return [_NUMBER_WORDS.get(number) or int(number) for number in found]


def number_in(text: str) -> int:
    """Return the first whole number in a text, in figures or words; 0 if it has none."""
    return next(iter(_numbers_in(text)), 0)


def _decimals(text: str) -> list[float]:
    return [float(number.replace(",", ".")) for number in re.findall(r"\d+(?:[.,]\d+)?", text)]


def _span(ends: list[Any]) -> Any:
    """Return (from, to), of one number twice that. None if it does not ascend: a typing error, and of which end?"""
    return (ends[0], ends[-1]) if None not in ends and ends == sorted({*ends}) else None


def _of_percent(text: str) -> Any:
    numbers = _decimals(re.sub(r",(?=\d\d,\d)|(?<=\d,\d\d),(?=\d)", ", ", text))  # "70,75,80%" is a list
    if max(numbers) > 150:  # nobody lifts it
        return None
    if "/" in text or len(numbers) > 2:
        return numbers if all(numbers) else None
    return (numbers[0], None) if "+" in text else _span(numbers)


def _of_weight(text: str) -> Optional[tuple[float, Optional[float], str]]:
    if re.search(r"kg|kilo|poo", text) and re.search(r"lb|pound|\#", text):  # "24 kg/53 lb": one weight in two units
        text = text.partition("/")[0]
    # A pood is 16 kg, as kettlebells are cast and marked.
    numbers = [number * (16 if "poo" in text else 1) for number in _decimals(text)]
    unit = "kg" if re.search(r"kg|kilo|poo", text) else "lb"
    return (numbers[0], numbers[1] if len(numbers) > 1 else None, unit) if all(numbers[:2]) else None


def _of_time(text: str) -> Any:
    ends = re.split(r"\s?-\s?(?=[\d:])|\sto\s", text)
    if ends[0].isdigit() and ":" not in text:
        # The unit is written once, after the second number, and holds for the first as well.
        ends[0] += " minutes" if "m" in ends[1] else " seconds"
    return _span([_seconds_of(end) for end in ends])


def _seconds_of(text: str) -> Optional[int]:
    if clock := re.search(r"(\d{0,3}):(\d\d)", text):
        return int(clock[1] or 0) * 60 + int(clock[2])
    total = Fraction(0)
    for amount, unit in re.findall(rf"([\d.]+|\ban?\b|{NUMBER_WORD})[ -]?(?:full )?(m|s)", text):
        number = 1 if amount in ("a", "an") else Fraction(_NUMBER_WORDS.get(amount) or amount)
        total += number * (60 if unit == "m" else 1)
    return int(total) if total and total.denominator == 1 else None


def _of_distance(text: str) -> Any:
    numbers = re.findall(r"1/[24]|\d+(?:[.,]\d+)?", re.sub(r",(?=\d{3})", "", text))
    unit = re.findall("[a-z]+", text)[-1]
    metre = _METRES.get(unit[:2]) or _METRES.get(unit[:1], Fraction(1))
    return _span([float(Fraction(number.replace(",", ".")) * metre) for number in numbers])


def _of_count(text: str) -> Any:
    """Return (from, to); of "15/12 cal", a man's and a woman's, (15, 15, 12)."""
    numbers = _numbers_in(text)
    return (numbers[0], *numbers) if "/" in text else _span(numbers)


def _of_set_numbers(text: str) -> Optional[Sets]:
    """Return None if the numbers do not ascend, if "(4 sets)" says another count, and of "Set 1 - 1 Clean": a range?"""
    listed, _, how_many = text.partition("(")
    spans = [_numbers_in(span) for span in re.split(r",|&|\band\b", listed)]
    spans = [ends for ends in spans if len(ends) < 3 and ends[1:] != ends[:1]]
    numbers = [number for ends in spans for number in range(ends[0], ends[-1] + 1)]
    is_counted = number_in(how_many) in (0, len(numbers))
    return Sets(tuple(numbers)) if numbers and is_counted and numbers == sorted({*numbers} - {0}) else None


def _of_some_sets(text: str) -> Sets:
    """Return "last 2 sets" as Sets(start=-2), "odd sets" as every second, "first and third set" as Sets((1, 3))."""
    if parity := re.search("odd|even", text):
        return Sets(start=("odd", "even").index(parity[0]), step=2)
    how_many = number_in(text.replace("1st", "")) or 1
    if re.search("last|final", text):
        return Sets(start=-how_many)
    if "next" in text:
        return Sets(stop=how_many, follows=True)
    ordinals = re.findall(rf"{'|'.join(ORDINALS)}|\d(?=st|nd|rd|th)", text)
    numbers = [ORDINALS.get(word) or int(word) for word in ordinals]
    return Sets(tuple(numbers)) if numbers > [1] else Sets(stop=how_many)


def _above_zero(text: str) -> Optional[list[int]]:
    numbers = _numbers_in(text)
    return numbers if all(numbers) else None


# --- What figures look like -------------------------------------------------------------------------------------------

# "82,5"; but "70% x 2,80%" is two figures.
_COMMA = r"(?<!x)(?<!x\s)(?:\d{2,4},\d{1,2}|\d,\d)(?!\d)"
_N = rf"(?:{_COMMA}|\d{{1,4}}(?:\.\d{{1,2}})?)"
_TO = r"(?:\s?-\s?|\sto\s)"
_PERCENT = r"(?:%|percent(?![a-z]))"
_UNIT = r"(?:kgs?\.?|kilos?|lbs?\.?|pounds?|poods?|\#)(?!(?!x\s?\d)\w)"
_AMOUNT = rf"(?:\d{{1,4}}(?:\.\d{{1,2}})?|(?:{NUMBER_WORD})\b)"
_SECONDS = r"(?:(?:full\s)?seconds?|secs?\.?|s)(?!\w)"
_TIME = rf"""(?:(?:\d{{0,3}}:[0-5]\d|:[6-9]\d)(?!\d)(?:[ -]?(?:minutes?|mins?\.?)(?!\w))?
    |(?:{_AMOUNT}[ -]?(?:minutes?|mins?\.?)|an?\sminute)(?!\w)(?:(?:\sand|,)?\s{_AMOUNT}[ -]?{_SECONDS})?
    |{_AMOUNT}[ -]?{_SECONDS})"""
_DISTANCE_UNIT = r"[ -]?(?:meters?|metres?|m|kilomet(?:er|re)s?|kms?|k|feet|foot|fts?|yards?|yds?|miles?)\.?(?!\w)"
_SET_NUMBERS = rf"""\d{{1,2}}(?:(?:{_TO}|\s?(?:thru|through)\s|,\s?(?:and\s|&\s)?|\s?&\s?|\sand\s)\d{{1,2}}
    (?![\d.]|:\d|\s?{_PERCENT}|\s?reps?\b|(?:-|\sto\s)\d{{1,3}}\s?{_PERCENT}|\s?{_UNIT}))*"""
_NTH = rf"(?:{'|'.join(ORDINALS)}|[1-9](?:st|nd|rd|th))"
_EFFORT = r"\d{1,2}(?:\.5)?(?:\s?-\s?\d{1,2}(?:\.5)?)?"
# What each figure looks like, and what its text is worth. The first that matches is the token: what is longer, or says
# more, comes first.
FIGURES: dict[str, tuple[str, Callable[[str], Any]]] = {
    # 70/75/80%, 60-65-70%, 70,75,80%: [70.0, 75.0, 80.0]
    "percents": (
        rf"(?:\d\d(?:,\d\d\d?){{2,}}|{_N}\s?%?(?:(?:\s?/\s?{_N}\s?%?)+|(?:(?:-|,\s){_N}%?){{2,}}))\s?{_PERCENT}",
        _of_percent,
    ),
    # 70 %, 70-75%, 70% to 75%, between 70 and 75%: (70.0, 75.0); 101%+, 95+%: (101.0, None),
    # open upwards; 65 where "3 @ 65, 3 @ 75%" has its sign at the end
    "percent": (
        rf"""(?:(?<=between\s){_N}\s?{_PERCENT}?\sand\s{_N}\s?{_PERCENT}
        | (?<!\dx)(?<!x\s){_N}(?:\s?{_PERCENT})?{_TO}{_N}\s?{_PERCENT}
        | (?:(?<=@)|(?<=@\s))(?=\d\d){_N}(?=\s?[,;](?:[^@%]{{1,12}}@\s?{_N}\s?[,;])*[^@%]{{1,12}}@\s?{_N}\s?%)
        | {_N}\s?(?:\+\s?{_PERCENT}|{_PERCENT}(?:\+(?!\s?\d)|\s\+(?=\s?(?:$|[,.;)])))?))(?!(?!x\s?\d)\w)""",
        _of_percent,
    ),
    # 24", 15', 24/20 inch, (24 in)
    "height": (r"""\d{1,2}(?:\s?/\s?\d{1,2})?(?:(?:"|'')|'(?!\w)|-?\s?inch(?:es)?\b|\s?in(?:\.|(?=\))))""", str),
    "weight_range": (rf"{_N}\s?(?:{_UNIT})?{_TO}{_N}\s?{_UNIT}", lambda text: None),  # 35-40 kg: no field holds it
    # 140kg, 225#, 95/65 lb: a man's weight or everyone's, a woman's, and the unit, (95.0, 65.0, "lb")
    "weight": (rf"{_N}(?:\s?{_UNIT})?(?:\s?/\s?{_N})?\s?{_UNIT}", _of_weight),
    "body": (r"\d(?:[.,]\d{1,2})?\s?(?:x\s?)?(?:bw|body\s?weight)(?!\w)", str),  # 1.5x BW
    "aside": (rf"{COUNTS_NOTHING} | 5/3/1(?!\s?(?:reps?\b|@)) | \#\d\b", str),  # what prescribes nothing
    # 2:30, 60-90 seconds: (60, 90), in seconds
    "time": (rf"(?:(?:\d{{1,3}}(?::[0-5]\d)?|{_TIME}){_TO})?{_TIME}", _of_time),
    # 15-20 cal: (15, 20). 15/12 cal: (15, 15, 12), a man's and a woman's
    "calories": (r"\d{1,3}(?:\s?/\s?\d{1,3}|" + _TO + r"\d{1,3})?[ -]?(?:calories?|cals?\.?)(?!\w)", _of_count),
    "rpe": (rf"R(?:PE|IR)\s?@?\s?{_EFFORT} | {_EFFORT}\sR(?:PE|IR)\b", str),  # RPE 7-8
    "rm": (rf"{_COUNT}(?:[ -]?RM|[ -]rep[ -]max(?:imum)?)s?(?!\w)", number_in),  # 1-RM, one-rep max
    "distance_pair": (rf"\d{{2,5}}\s?/\s?\d{{2,5}}{_DISTANCE_UNIT}", lambda text: None),  # 500/400m: no field holds it
    # 400m, 1/2 mile, 15-20 meters: (15.0, 20.0), in metres
    "distance": (rf"(?:\d{{1,5}}{_TO})?(?:\d{{1,5}}(?:[.,]\d{{1,2}}|,\d{{3}})?|1/[24]){_DISTANCE_UNIT}", _of_distance),
    "emom": (r"E\d{1,3}(?:[.:]\d{1,2})?\s?(?:MOM|SOM|S|MIN|M)(?!\w)", _seconds_of),  # E2MOM, E90S: 120, 90 seconds
    "tempo": (  # @ 31X1
        r"""(?:(?<=@)|(?<=@\s)|(?<=tempo\s)|(?<=tempo:\s))(?:[\dXA]{4}|[\dXA](?:[.-][\dXA]){3})(?![\w%/])
        | (?<=\()\d\d[\dXA]\d(?=\)) | [\dXA]{4}(?=\stempo) | \d[.-]\d[.-][XA][.-]\d(?!\w)""",
        str,
    ),
    "number_name": (NUMBER_IN_NAME, str),
    "set_numbers": (rf"(?<!\d\s)(?<!\d)sets?\s?\#?{_SET_NUMBERS}(?:\s\({_COUNT}\ssets?\))?", _of_set_numbers),
    "some_sets": (
        rf"""(?:the\s|your\s)?(?:(?:first|1st|last|final|opening|next)\s(?:{_COUNT}\s)?
        | {_NTH}(?:(?:,\s?|,?\s(?:and|&)\s){_NTH})*\s | (?:odd|even)[ -](?:numbered\s)?
        )(?:working\s|work\s|heavy\s)?sets?\b | (?:first|last|final)\s{_COUNT}(?=\s(?:at\b|@))""",
        _of_some_sets,
    ),
    "all_sets": (rf"all\s(?:of\s|the\s|your\s|working\s|{_COUNT}\s)*sets\b | across(?=\s[@=])", lambda text: Sets()),
    "ladder": (  # 21-15-9, 5,5,3,3, "21, 15 and 9 reps": [21, 15, 9]
        r"""\d{1,3}(?:(?:-\d{1,3}){2,}|(?:,\s?\d{1,2}){3,}|(?:/\d{1,2}){3,}|(?:/\d{1,2}){2}(?=\s?(?:reps?\b|@)))
        (?![\w%/-]|,\s?\d)
        | \d{1,3}(?:,\s?\d{1,3})+,?\sand\s\d{1,3}(?=\sreps?\b)""",
        _above_zero,
    ),
    "plus": (  # 3+1: [3, 1]
        r"""(?!(?:(?<=\dx)|(?<=\dx\s)|(?<=\d\sx\s))\d{1,2}\s?\+\s?\d{1,2}\s?x\s?\d)
        \d{1,2}(?:\s?\+\s?\d{1,2}){1,5}(?![\d.])""",
        _above_zero,
    ),
    "dots": (r"\d(?:\.\d){2,5}(?![\w%]) | (?:1\.1|2\.2|3\.3)(?![\w%])", _above_zero),  # 1.1.1
    # 8-10, 8 to 10, two or three: (2, 3)
    "range": (rf"\d{{1,3}}{_TO}\d{{1,3}}(?![\d/:]) | (?:{NUMBER_WORD})(?:{_TO}|\sor\s)(?:{NUMBER_WORD})\b", _of_count),
    "pair": (r"\d{1,3}(?:\.\d)?\s?/\s?\d{1,3}(?:\.\d)?(?![\d/])", _decimals),  # 25/20: [25.0, 20.0]
    "open": (r"\d{1,3}\s?\+(?=\s?(?:reps?\b|@|x\s?\d|$|[,.;)]))", lambda text: number_in(text) or None),  # 5+
    "decimal": (rf"{_COMMA}|\d{{1,4}}\.\d{{1,2}}(?!\d)", lambda text: _decimals(text)[0]),
    "number": (r"\d{1,4}", number_in),
    "numword": (rf"(?:{NUMBER_WORD})(?![\w-])", number_in),
    "code": (r"(?!(?:[tkc]2[be]|k2e)s?\b|rest\d|x\d)[a-z]{1,9}\d\w*", str),  # no word, and no number
}
