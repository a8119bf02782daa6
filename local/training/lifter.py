"""Who trains: the maxima and the plates, as the commands' options and maxes.json give them; which weights plates make.

A load is the bar with its collars, and on each side any sum of the plates (docs/archive.md, "Loads"). A bound that is
open on one side keeps its side, or "101%+" would not be more than the maximum; it is not known if no load can be made
there. What is lighter than the empty bar becomes the empty bar, unless it goes down. local/page/assets/plates.js has
the same rule: tests/page/load_cases.json.
"""

from __future__ import annotations

import json
import math
import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any, Optional, Union

import click

from invictus.errors import InvictusError
from invictus.lifts import lift_key
from local.archive.options import option
from local.deployed.account import Command
from local.project import ROOT

MAXES_FILE = ROOT / "maxes.json"
_TYPED = '"Snatch=80,Clean & Jerk=100"'
_WRITE = 'write {"Snatch": 80, "Clean & Jerk": 100}'

USUAL_BAR = {"kg": "20", "lb": "45"}
USUAL_PLATES = {"kg": "25 20 15 10 5 2.5 1.25", "lb": "45 35 25 10 5 2.5"}
_PLATES = re.compile(r"(\d{1,3}(?:[.,]\d{1,3})?)(?:x(\d{1,2}))?", re.I)
_MANY = 10_000  # pairs: more than a bar holds

Maxima = dict[str, tuple[str, Fraction]]  # by the lift's key: its name as the lifter wrote it, and the weight


class MaximaError(InvictusError):
    """The maxima cannot be read."""


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


@dataclass(frozen=True)
class Lifter:
    """Who trains: the maxima known, the plates there are, and whether a related lift's maximum may be used."""

    maxima: Maxima = field(default_factory=dict)
    plates: Plates = field(default_factory=Plates)
    use_related: bool = False


NOBODY = Lifter()  # whose maxima are not known


def lifter_options(command: Command) -> Command:
    """Add who trains: the maxima, the unit, bar and plates, and whether related lifts' maxima may be used."""
    maxes = '"Snatch=80,Clean & Jerk=100", or a JSON file.  [default: maxes.json]'
    bar = "The empty bar, with its collars.  [default: 20 kg, 45 lb]"
    plates = 'The plates there are, "25 20 10x1" (one pair of 10).  [default: those of most gyms]'
    step = "In place of the plates: the smallest step of weight on the bar.  [default: 2.5 kg, 5 lb]"
    units = click.Choice(tuple(USUAL_BAR))
    for each in (
        option("--related", "RELATED", is_flag=True, help="Use a related lift's maximum for one not given."),
        option("--step", "STEP", help=step, callback=_weight, metavar="WEIGHT", default=""),
        option("--plates", "PLATES", default="", help=plates),
        option("--bar", "BAR", help=bar, callback=_weight, metavar="WEIGHT", default=""),
        option("--unit", "UNIT", type=units, default="kg", show_default=True, help="What weights are in."),
        option("--maxes", "MAXES", default="", help=maxes),
    ):
        command = each(command)
    return command


def _weight(ctx: click.Context, param: click.Parameter, value: str) -> str:
    if value and weight_written(value) is None:
        raise click.BadParameter(f"{value!r} is not a weight. Write one above 0 and below 10000, such as 2.5.")
    return value


def lifter_of(maxes: str, related: bool, **plates: str) -> Lifter:
    """Return the lifter that the options describe. Raises MaximaError and PlatesError."""
    return Lifter(read_maxima(maxes), Plates(**plates), related)


def read_maxima(given: str) -> Maxima:
    """Return the maxima typed or in a JSON file, the one named or maxes.json; {} without any. Raises MaximaError."""
    if "=" in given:
        return maxima_from_text(given)
    file = Path(given).expanduser() if given else MAXES_FILE
    if not given and not file.exists():
        return {}
    try:
        return maxima_from_json(file.read_text(encoding="utf-8-sig"))  # Windows begins a file with a byte order mark
    except (OSError, UnicodeError) as error:
        why = "is not text in UTF-8" if isinstance(error, UnicodeError) else "is neither maxima nor a file to be read"
        raise MaximaError(f"{str(file)!r} {why}: write {_TYPED}, or name a file in UTF-8") from error
    except MaximaError as error:
        raise MaximaError(f"{file}: {error}") from error


def maxima_from_text(text: str) -> Maxima:
    """Return the maxima of `"Snatch=80,Clean & Jerk=100"`. Raises MaximaError."""
    pieces = (piece.partition("=") for piece in text.split(","))
    return _maxima_of((name.strip(), weight.strip()) for name, _, weight in pieces)


def maxima_from_json(text: str) -> Maxima:
    """Return the maxima of a maxes.json's text, `{"Snatch": 80, "Clean & Jerk": 100}`. Raises MaximaError."""
    try:
        named = json.loads(text, object_pairs_hook=tuple)  # pairs: a dictionary would take the last of two alike
        if isinstance(named, tuple) and named:
            return _maxima_of(named)
    except (ValueError, RecursionError) as error:
        raise MaximaError(f"the maxima are not JSON ({error}): {_WRITE}") from error
    raise MaximaError(f"this JSON does not hold maxima: {_WRITE}")


def _maxima_of(pairs: Iterable[tuple[str, Any]]) -> Maxima:
    maxima: Maxima = {}
    for name, written in pairs:
        key, weight = lift_key(name), weight_written(written)
        if not key:
            raise MaximaError(f"{name!r} does not name a movement: write {_TYPED}, and a point in a weight (82.5)")
        if weight is None:
            says = f"the maximum of {name!r} is {repr(written)[:60]}: write one above 0 and below 10000, such as 82.5"
            raise MaximaError(f"{says} (with a point, at most 3 decimals, no unit)")
        if key in maxima:
            raise MaximaError(f"{maxima[key][0]!r} and {name!r} are the same maximum, given twice: keep one of them")
        maxima[key] = (name, weight)
    return maxima
