"""Who trains: the lifter's maxima and plates, as they are given on the command line and in maxes.json.

maxima_from_text("Snatch=80,Clean & Jerk=100")           what `--maxes` takes
maxima_from_json('{"Snatch": 80, "Back Squat": 120}')    what maxes.json holds
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any, Optional

from invictus.prescriptions.lifts import lift_key
from local.training.plates import LoadsError, Plates, weight_of


class MaximaError(LoadsError):
    """The maxima cannot be read."""


@dataclass(frozen=True)
class Maxima:
    """The lifter's maxima, by the lift's key: the name as the lifter wrote it, and the weight."""

    by_name: dict[str, tuple[str, Fraction]]

    def get(self, movement: str) -> Optional[tuple[str, Fraction]]:
        """Return `("Clean & Jerk", 100)` for any spelling of it, or None."""
        return self.by_name.get(lift_key(movement))


@dataclass(frozen=True)
class Lifter:
    """Who trains: the maxima known, the plates there are, and whether a related lift's maximum may be used."""

    maxima: Optional[Maxima] = None
    plates: Plates = field(default_factory=Plates)
    use_related: bool = False


def maxima_from_text(text: str) -> Maxima:
    """Return the maxima of `"Snatch=80,Clean & Jerk=100"`. Raises MaximaError."""
    pairs = []
    for piece in text.split(","):
        name, equals, weight = (part.strip() for part in piece.partition("="))
        if not (name and equals and weight):
            raise MaximaError(
                f'{piece.strip()!r} is not a maximum: write "Snatch=80,Clean & Jerk=100", '
                "a comma between maxima and a point in a weight (82.5)"
            )
        pairs.append((name, weight))
    return _maxima_of(pairs)


def maxima_from_json(text: str) -> Maxima:
    """Return the maxima of a maxes.json's text, `{"Snatch": 80, "Clean & Jerk": 100}`. Raises MaximaError."""
    try:
        named = json.loads(text, object_pairs_hook=tuple)  # pairs: a dictionary would take the last of two alike
    except (ValueError, RecursionError) as error:
        problem = "nested too deeply" if isinstance(error, RecursionError) else error
        raise MaximaError(
            f'the maxima are not JSON ({problem}): write {{"Snatch": 80, "Clean & Jerk": 100}}'
        ) from error
    if not isinstance(named, tuple) or not named:
        raise MaximaError(f'{_shown(named)} does not hold maxima: write {{"Snatch": 80, "Clean & Jerk": 100}}')
    return _maxima_of(named)


def _maxima_of(pairs: Iterable[tuple[str, Any]]) -> Maxima:
    by_name: dict[str, tuple[str, Fraction]] = {}
    for name, written in pairs:
        key, weight = lift_key(name), weight_of(written)
        if weight is None:
            raise MaximaError(
                f"the maximum of {name!r} is {_shown(written)}: "
                "write a weight above 0, such as 80 or 82.5, without its unit"
            )
        if not key:
            raise MaximaError(f"{name!r}={written} does not name a movement: write the movement before its weight")
        if key in by_name:
            other = by_name[key][0]
            alike = f"{other!r} and {name!r} are the same maximum" if other != name else ""
            raise MaximaError(f"{alike or f'the maximum of {name!r} is given twice'}: keep one of them")
        by_name[key] = (name, weight)
    return Maxima(by_name)


def _shown(written: object) -> str:
    """Return what was written, shortened; of a list or an object only that it is one, for it may be nested deeply."""
    if isinstance(written, (list, tuple)):
        return f"a JSON {'array' if isinstance(written, list) else 'object'}"
    return repr(written)[:60]
