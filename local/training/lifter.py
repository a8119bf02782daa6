"""Who trains: the maxima and the plates, as the commands' options and maxes.json give them."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from fractions import Fraction
from pathlib import Path
from typing import Any

import click

from invictus.errors import InvictusError
from invictus.prescriptions.lifts import lift_key
from local.archive.options import option
from local.deployed.account import Command
from local.project import ROOT
from local.training.plates import UNITS, Plates, weight_written

MAXES_FILE = ROOT / "maxes.json"
_TYPED = '"Snatch=80,Clean & Jerk=100"'
_WRITE = 'write {"Snatch": 80, "Clean & Jerk": 100}'

Maxima = dict[str, tuple[str, Fraction]]  # by the lift's key: its name as the lifter wrote it, and the weight


class MaximaError(InvictusError):
    """The maxima cannot be read."""


@dataclass(frozen=True)
class Lifter:
    """Who trains: the maxima known, the plates there are, and whether a related lift's maximum may be used."""

    maxima: Maxima = field(default_factory=dict)
    plates: Plates = field(default_factory=Plates)
    use_related: bool = False


def lifter_options(command: Command) -> Command:
    """Add who trains: the maxima, the unit, bar and plates, and whether related lifts' maxima may be used."""
    maxes = '"Snatch=80,Clean & Jerk=100", or a JSON file.  [default: maxes.json]'
    bar = "The empty bar, with its collars.  [default: 20 kg, 45 lb]"
    plates = 'The plates there are, "25 20 10x1" (one pair of 10).  [default: those of most gyms]'
    step = "In place of the plates: the smallest step of weight on the bar.  [default: 2.5 kg, 5 lb]"
    units = click.Choice(UNITS)
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
    """Return the maxima as typed, or those of a JSON file: the one named, or maxes.json; none without any.

    Raises MaximaError.
    """
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
