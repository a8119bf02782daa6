"""An exercise, a scheme and a load that say nothing yet, and an exercise's sets as rows of a table.

Nothing here needs the grammar, which takes long to compile: whoever shows stored exercises reads no line.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, Literal, Optional, cast

from invictus.prescriptions.shapes import Exercise, Load, Part, SaidOfExercise, SaidOfLoad, Scheme, SetRow, Weight

if TYPE_CHECKING:
    from typing_extensions import Unpack

# No block has more: "every 1 second, for 999 minutes" would be 59,940 sets, and every page would have to show them.
MOST_SETS = 200
# What a set is measured by. Said in one line or not at all: "10 minutes" below "Snatch x 1 rep" is something else.
MEASURES: tuple[Literal["reps", "max_effort", "seconds", "distance_m", "calories"], ...]
MEASURES = ("reps", "max_effort", "seconds", "distance_m", "calories")


def _saying_nothing(shape: Any) -> Any:
    """Return a shape with every key and no value: None, "", False or [], by the key's type."""
    empty = {"str": "", "bool": False, "int": 1}
    types = {key: str(getattr(held, "__forward_arg__", held)) for key, held in shape.__annotations__.items()}
    return {key: [] if held.startswith("list") else empty.get(held) for key, held in types.items()}


SCHEME: Scheme = _saying_nothing(Scheme)
EXERCISE: Exercise = _saying_nothing(Exercise)
EXERCISE["scheme"] = SCHEME
PART: Part = _saying_nothing(Part)
LOAD: Load = _saying_nothing(Load)


def new_exercise(segment: str, block: int, scheme: Scheme) -> Exercise:
    """Return an exercise that says nothing yet, with lists of its own. It shares the scheme with its block."""
    own_lists: Any = {key: [] for key, held in EXERCISE.items() if held == []}
    return {**EXERCISE, **own_lists, "segment": segment, "block": block, "scheme": scheme}


def put_said(exercise: Exercise, said: SaidOfExercise) -> None:
    """Write what a line says into an exercise."""
    exercise.update({**exercise, **said})


def load(sets: list[int], **said: Unpack[SaidOfLoad]) -> Load:
    """Return a load for the sets numbered, or for all of them if no numbers are given."""
    loads: Load = {**LOAD, "times": [], "sets": sets}
    return {**loads, **said}


def weight_in(load: Load) -> Weight:
    """Return what a load says of how heavy the sets are."""
    return cast(Weight, {key: load[key] for key in Weight.__annotations__})  # type: ignore[literal-required]


def says_weight(load: Load) -> bool:
    """Return whether a load says how heavy, in any way."""
    return any(figure not in (None, "") for figure in weight_in(load).values())


def says_something(load: Load) -> bool:
    """Return whether a load says anything at all: "Sets 1-2" alone does not."""
    return says_weight(load) or load["reps"] is not None or load["max_effort"]


def named_sets(loads: Iterable[Load]) -> list[int]:
    """Return the numbers of the sets that loads name."""
    return [number for each in loads for number in each["sets"]]


def sets_of(exercise: Exercise) -> list[SetRow]:
    """Return one row for each set that the post is certain about.

    Three of "3-4 sets"; none of an "establish" or an AMRAP; none without a movement; none of the sets that a line which
    was not understood may change. A row's reps and load are those of the load that names its set, or else of the load
    for all sets. `times` of a row counts the parts of a complex."""
    rows = _rows(exercise, exercise["scheme"]["sets"]) if exercise["movement"] else []
    return [row for row in rows if row["set"] not in exercise.get("uncertain", ())]


def sets_to_show(exercise: Exercise) -> tuple[list[SetRow], bool]:
    """Return one row for each set as a lifter reads them, and whether the post gives their number.

    Of "3-4 sets" all four; one row for all sets if no number is written. Loads whose movement was not understood have
    rows too: nothing is hidden. An uncertain set has no figures, and `relative` sends the lifter to the notes."""
    counted = _rows(exercise, exercise["scheme"]["sets_to"])
    rows, uncertain = counted or _rows(exercise, 1), exercise.get("uncertain", ())  # older records have none
    return [_unknown(row) if row["set"] in uncertain else row for row in rows], bool(counted)


def _unknown(row: SetRow) -> SetRow:
    nothing = {key: held for key, held in LOAD.items() if key in row}
    return cast(SetRow, {**row, **nothing, "reps_women": None, "relative": "see the notes"})


def _rows(exercise: Exercise, sets: Optional[int]) -> list[SetRow]:
    """Return the rows of so many sets; if loads name others (they go on counting from a block above), of those."""
    for_all = next((load for load in exercise["loads"] if not load["sets"]), LOAD)
    by_set = {number: load for load in exercise["loads"] for number in load["sets"]}
    is_counted = sets and max(by_set, default=0) <= (exercise["scheme"]["sets_to"] or sets)
    numbers = range(1, (sets or 0) + 1) if is_counted else sorted(by_set)
    return [_set_row(exercise, number, by_set.get(number, for_all)) for number in numbers]


def _set_row(exercise: Exercise, number: int, load: Load) -> SetRow:
    counts = [part["times"] for part in exercise["movements"]]
    row: dict[str, Any] = {**EXERCISE, **exercise, **weight_in(load), "set": number}
    if load["reps"] or load["max_effort"]:
        row.update(reps=load["reps"], reps_to=load["reps_to"], max_effort=load["max_effort"], reps_women=None)
    row["times"] = load.get("times") or (counts if max(counts, default=1) > 1 else [])
    row["seconds"] = exercise["seconds"] or exercise["scheme"]["work_s"]
    return cast(SetRow, {key: row[key] for key in SetRow.__annotations__})
