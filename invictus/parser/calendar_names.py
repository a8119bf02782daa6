"""The names of weekdays and months, whole and in their usual short forms, in lower case."""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from functools import lru_cache
from typing import Optional

_WEEKDAY_NAMES = (
    "monday mon",
    "tuesday tues tue",
    "wednesday weds wed",
    "thursday thurs thur thu",
    "friday fri",
    "saturday sat",
    "sunday sun",
)
_MONTH_NAMES = (
    "january jan",
    "february feb",
    "march mar",
    "april apr",
    "may",
    "june jun",
    "july jul",
    "august aug",
    "september sept sep",
    "october oct",
    "november nov",
    "december dec",
)
# Monday is 0, January is 1.
WEEKDAYS = {name: number for number, names in enumerate(_WEEKDAY_NAMES) for name in names.split()}
MONTHS = {name: number for number, names in enumerate(_MONTH_NAMES, start=1) for name in names.split()}
WHOLE_NAMES = tuple(names.split()[0] for names in _WEEKDAY_NAMES)

# How alike a misspelt weekday is to the one meant: `Wensday`, `Saterday`. A word in -day may differ more.
_ALIKE, _ALIKE_IN_DAY = 0.88, 0.8


@lru_cache(maxsize=1024)
def weekday_named(word: str) -> Optional[int]:
    """Return the weekday (Monday is 0) that a word in lower case names, even misspelt; None for any other word."""
    named = WEEKDAYS.get(word, WEEKDAYS.get(word.removesuffix("s")))
    if named is not None or not re.fullmatch(r"[mtwfs]\w{3,9}y", word):
        return named
    alike, name = max((_likeness(word, name), name) for name in WHOLE_NAMES)
    return WEEKDAYS[name] if alike >= (_ALIKE_IN_DAY if word.endswith("day") else _ALIKE) else None


def _likeness(word: str, name: str) -> float:
    """Return 0 to 1. Letters in another order (`Thurdsay`) are a slip of the keyboard."""
    if word[0] != name[0]:
        return 0
    return 1 if sorted(word) == sorted(name) else SequenceMatcher(None, word, name).ratio()
