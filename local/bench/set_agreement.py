"""Compare the sets that a reader of prescriptions finds in a piece of training with an independent reading of it.

A reading is a list of sets, each `{"movement", "reps", "percent"}` and, where the piece has them, `"seconds"`,
`"metres"`, `"calories"`, `"kg"`, `"lb"`. Of a range the higher end counts, `[men, women]` is a pair. The order of the
sets is left aside: one reader goes round by round, the other movement by movement.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from invictus.prescriptions import sets_of
from invictus.prescriptions.maxima import aimed_reps
from invictus.prescriptions.shapes import Exercise, SetRow
from invictus.shapes import Json

FIGURES = ("reps", "percent", "seconds", "metres", "calories", "kg", "lb")
ANY_COMPLEX = "(complex)"  # an independent reading that gives a complex no name


@dataclass
class Agreement:
    """How the sets of one piece, or of many, compare.

    `partly` are pairs of sets that contradict each other in nothing, one of which leaves something out; `missing` sets
    were expected and not found; `wrong` sets were found and agree with none expected."""

    agreed: int = 0
    partly: list[tuple[Json, Json]] = field(default_factory=list)
    missing: list[Json] = field(default_factory=list)
    wrong: list[Json] = field(default_factory=list)

    @property
    def expected(self) -> int:
        """Return how many sets the independent reading has."""
        return self.agreed + len(self.partly) + len(self.missing)

    @property
    def is_whole(self) -> bool:
        """Return whether every set agrees in every figure, and no set is left over on either side."""
        return not (self.partly or self.missing or self.wrong)

    def __add__(self, other: Agreement) -> Agreement:
        return Agreement(
            self.agreed + other.agreed,
            self.partly + other.partly,
            self.missing + other.missing,
            self.wrong + other.wrong,
        )


def compare(exercises: Iterable[Exercise], expected: Sequence[Json]) -> Agreement:
    """Pair off the sets of `exercises` with those expected: the equal ones first, then those with omissions."""
    found = [row for exercise in exercises for row in found_sets(exercise)]
    result = Agreement()
    open_rows = []
    missing = list(expected)
    for row in found:
        same = next((each for each in missing if _agrees(row, each) and _says_as_much(row, each)), None)
        if same is None:
            open_rows.append(row)
        else:
            missing.remove(same)
            result.agreed += 1
    for row in open_rows:
        alike = next((each for each in missing if _agrees(row, each)), None)
        if alike is None:
            result.wrong.append(row)
        else:
            missing.remove(alike)
            result.partly.append((row, alike))
    result.missing = missing
    return result


def found_sets(exercise: Exercise) -> list[Json]:
    """Return an exercise's sets in the form of an independent reading; one set if the post gives no number."""
    once: Exercise = {**exercise, "scheme": {**exercise["scheme"], "sets": 1, "sets_to": 1}}
    rows = sets_of(exercise) or (sets_of(once) if exercise["movement"] else [])
    return [_figures(row, exercise) for row in rows]


def _figures(row: SetRow, exercise: Exercise) -> Json:
    weight = _pair(row.get("weight"), row.get("weight_women"))
    unit = row.get("unit", "")
    return {
        "movement": row["movement"],
        "reps": row["reps_to"] or row["reps"] or aimed_reps(exercise["scheme"]),
        "percent": row["percent_from"] if row["percent_to"] is None else row["percent_to"],
        "seconds": exercise["seconds_to"] or row["seconds"],
        "metres": row["distance_m"],
        "calories": _pair(row.get("calories_to") or row.get("calories"), row.get("calories_women")),
        "kg": weight if unit == "kg" else None,
        # A pair without a unit, "(95/65)", is in pounds on an American blog.
        "lb": weight if unit != "kg" else None,
    }


def _pair(men: Any, women: Any) -> Any:
    return men if women is None else [men, women]


def _agrees(row: Json, expected: Json) -> bool:
    """Return whether no figure that both have differs. Reps of a complex may be left open by either."""
    return _same_movement(row["movement"], expected["movement"]) and all(
        row[figure] is None or expected.get(figure) is None or row[figure] == _plain(expected[figure])
        for figure in FIGURES
    )


def _plain(figure: Any) -> Any:
    """Return the only value of a pair of one, anything else unchanged."""
    return figure[0] if isinstance(figure, list) and len(figure) == 1 else figure


def _says_as_much(row: Json, expected: Json) -> bool:
    """Return whether the row has every figure expected, and no other percent or reps. A complex counts once."""
    has = {figure for figure in FIGURES if row[figure] is not None}
    wanted = {figure for figure in FIGURES if expected.get(figure) is not None}
    may_differ = {"reps"} if "+" in row["movement"] else set()
    return has ^ wanted <= may_differ


def _same_movement(name: str, expected: str) -> bool:
    if expected == ANY_COMPLEX:
        return "+" in name
    return folded(name) == folded(expected)


def folded(name: str) -> str:
    """Return a movement's name without an aside at its end, outer parentheses, case, hyphens and a plural's s."""
    whole = re.fullmatch(r"\(([^()]*)\)", name.strip())
    bare = whole[1] if whole else re.sub(r"\s*\([^()]*\)$", "", name.strip())
    words = re.sub(r"[-\s]+", " ", bare.casefold()).split()
    return " ".join(word[:-1] if word.endswith("s") and not word.endswith("ss") else word for word in words)
