"""Which weights a bar and its plates make. local/page/assets/plates.js has the same rule: tests/page/load_cases.json.

A load is the bar with its collars, and on each side any sum of the plates (docs/archive.md, "Loads"). A bound that is
open on one side keeps its side, or "101%+" would not be more than the maximum; it is not known if no load can be made
there. What is lighter than the empty bar becomes the empty bar, unless it goes down.
"""

from __future__ import annotations

import math
import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property, lru_cache
from typing import Optional, Union

from invictus.errors import InvictusError

USUAL_BAR = {"kg": "20", "lb": "45"}
USUAL_PLATES = {"kg": "25 20 15 10 5 2.5 1.25", "lb": "45 35 25 10 5 2.5"}
UNITS = tuple(USUAL_BAR)

_PLATES = re.compile(r"(\d{1,3}(?:[.,]\d{1,3})?)(?:x(\d{1,2}))?", re.I)
_MANY = 10_000  # pairs: more than a bar holds


class PlatesError(InvictusError):
    """The plates are no weights. The message says what to write instead."""


@dataclass(frozen=True)
class Plates:
    """The unit of all weights, the bar with its collars, and the plates. "" means what most gyms have.

    The commands' options let only units and weights through. `step` takes the place of the plates: with 10 the lightest
    plate weighs 5."""

    unit: str = "kg"
    step: Union[float, str] = ""
    bar: Union[float, str] = ""
    plates: str = ""

    def __post_init__(self) -> None:
        if not self._pairs:
            raise PlatesError(
                f"the plates {self.plates!r} are not weights: write their sizes, such as {USUAL_PLATES[self.unit]!r},"
                " with the number of pairs where it matters (25x2)"
            )

    @cached_property
    def empty(self) -> Fraction:
        """Return the weight of the bar with nothing on it."""
        return weight_written(self.bar) or Fraction(USUAL_BAR[self.unit])

    @cached_property
    def _pairs(self) -> dict[Fraction, int]:
        """Return how many pairs there are of each size, {} if the plates cannot be read."""
        if step := weight_written(self.step):
            return {step / 2: _MANY}
        written = [_PLATES.fullmatch(each) for each in (self.plates or USUAL_PLATES[self.unit]).split()]
        pairs = {Fraction(each[1].replace(",", ".")): int(each[2] or _MANY) for each in written if each}
        return pairs if all(written) and all(pairs) and all(pairs.values()) else {}

    def near(self, weight: Fraction, direction: str) -> Optional[Fraction]:
        """Return the load next to a weight, "up", "down" or "nearest"; None if no load can be made there."""
        measure = Fraction(1, math.lcm(*(size.denominator for size in self._pairs)))
        pairs = tuple((int(size / measure), count) for size, count in self._pairs.items())
        side = (weight - self.empty) / 2 / measure
        made = _sums(pairs, max(math.ceil(side), 0) + max(size for size, _ in pairs))
        down = made[: bisect_right(made, side)][-1:]
        up = made[bisect_left(made, side) :][:1]
        # The first of two as near is the lighter one.
        nearest = sorted(down + up, key=lambda each: abs(each - side))
        chosen = {"up": up, "down": down}.get(direction, nearest)
        return self.empty + 2 * chosen[0] * measure if chosen else None


@lru_cache
def _sums(pairs: tuple[tuple[int, int], ...], limit: int) -> list[int]:
    """Return the sums that the plates of one side make, up to a limit, the smallest first."""
    made = 1  # bit n is set if n can be made
    for size, count in pairs:
        for _ in range(min(count, limit // size)):
            made |= made << size
    return [each for each in range(limit + 1) if made >> each & 1]


def weight_written(written: Union[float, str]) -> Optional[Fraction]:
    """Return a weight above 0, exactly; None for anything else."""
    number = re.fullmatch(r"\d{1,4}(?:\.\d{1,3})?", str(written).strip())
    return Fraction(number[0]) or None if number else None
