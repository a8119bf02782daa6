"""An exercise, a scheme and a load that say nothing yet, and an exercise's sets as rows of a table.

Nothing here needs the grammar, which takes long to compile: whoever shows stored exercises reads no line.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any, Literal, Optional, Union, cast

from invictus.prescriptions.shapes import Exercise, Load, Part, SaidOfExercise, SaidOfLoad, Scheme, SetRow, Weight

if TYPE_CHECKING:
    from typing_extensions import Unpack

# No block has more: "every 1 second, for 999 minutes" would be 59,940 sets, and every page would have to show them.
MOST_SETS = 200
# What a set is measured by. Said in one line or not at all: "10 minutes" below "Snatch x 1 rep" is something else.
Measure = Literal["reps", "max_effort", "seconds", "distance_m", "calories"]
MEASURES: tuple[Measure, ...] = ("reps", "max_effort", "seconds", "distance_m", "calories")


def _saying_nothing(shape: Any) -> Any:
    """Return a shape with every key and no value: None, "", False or [], by the key's type."""
    empty = {"str": "", "bool": False, "int": 1}
    types: dict[str, str] = {key: str(getattr(held, "__forward_arg__", held)) for key, held in _keys_of(shape)}
    return {key: [] if held.startswith("list") else empty.get(held) for key, held in types.items()}


def _keys_of(shape: Any) -> Iterable[tuple[str, Any]]:
    return shape.__annotations__.items()  # type: ignore[no-any-return]


SCHEME: Scheme = _saying_nothing(Scheme)
EXERCISE: Exercise = _saying_nothing(Exercise)
EXERCISE["scheme"] = SCHEME
PART: Part = _saying_nothing(Part)
LOAD: Load = _saying_nothing(Load)
# The keys of exercises and loads whose numbers are decimals. All other numbers are whole.
DECIMALS = frozenset(
    {
        *("distance_m", "distance_to_m", "percent_from", "percent_to"),
        *("weight", "weight_women", "change_from", "change_to"),
    }
)


def new_exercise(segment: str, block: int, scheme: Scheme) -> Exercise:
    """Return an exercise that says nothing yet, with lists of its own. It shares the scheme with its block."""
    return {
        **EXERCISE,
        "segment": segment,
        "block": block,
        "scheme": scheme,
        "movements": [],
        "loads": [],
        "uncertain": [],
        "text": [],
        "cues": [],
        "notes": [],
    }


def put_said(exercise: Exercise, said: SaidOfExercise) -> None:
    """Write what a line says into an exercise."""
    exercise.update({**exercise, **said})


def weight_in(load: Load) -> Weight:
    """Return what a load says of how heavy the sets are."""
    return cast(Weight, {key: load[key] for key in Weight.__annotations__})  # type: ignore[literal-required]


def sets_of(exercise: Exercise) -> list[SetRow]:
    """Return one row for each set that the post is certain about.

    Three of "3-4 sets"; none of an "establish" or an AMRAP; none without a movement; none of the sets that a line which
    was not understood may change. A row's reps and load are those of the load that names its set, or else of the load
    for all sets. `times` of a row counts the parts of a complex."""
    if not exercise["movement"]:
        return []
    return [row for row in _rows(exercise) if row["set"] not in _uncertain(exercise)]


def sets_to_show(exercise: Exercise) -> tuple[list[SetRow], bool]:
    """Return one row for each set as a lifter reads them, and whether the post gives their number.

    Of "3-4 sets" all four; one row for all sets if no number is written. Loads whose movement was not understood have
    rows too: nothing is hidden. An uncertain set has no figures, and `relative` sends the lifter to the notes."""
    scheme = exercise["scheme"]
    rows = _rows({**exercise, "scheme": {**scheme, "sets": scheme["sets_to"]}})
    is_counted = bool(rows)
    if not is_counted:
        rows = _rows({**exercise, "scheme": {**scheme, "sets": 1, "sets_to": 1}})
    return [_unknown(row) if row["set"] in _uncertain(exercise) else row for row in rows], is_counted


def _uncertain(exercise: Exercise) -> list[int]:
    # Records that an older version stored have none.
    return exercise.get("uncertain", [])


def _unknown(row: SetRow) -> SetRow:
    no_load: Weight = {**weight_in(LOAD), "relative": "see the notes"}
    return {**row, "reps": None, "reps_to": None, "reps_women": None, "max_effort": False, "times": [], **no_load}


def _rows(exercise: Exercise) -> list[SetRow]:
    loads = exercise["loads"]
    for_all = next((load for load in loads if not load["sets"]), None)
    by_set = {number: load for load in loads for number in load["sets"]}
    return [_set_row(exercise, number, by_set.get(number, for_all)) for number in _set_numbers(exercise, by_set)]


def _set_numbers(exercise: Exercise, by_set: Mapping[int, Load]) -> list[int]:
    """Return the scheme's sets; if it has none, or loads go on counting from a block above, those that loads name."""
    how_many, at_most = exercise["scheme"]["sets"], exercise["scheme"]["sets_to"]
    if how_many and max(by_set, default=0) <= (at_most or how_many):
        return list(range(1, how_many + 1))
    return sorted(by_set)


def _set_row(exercise: Exercise, number: int, load: Optional[Load]) -> SetRow:
    load = load or LOAD
    has_own = bool(load["reps"] or load["max_effort"])
    reps_from: Union[Load, Exercise] = load if has_own else exercise
    counts = [part["times"] for part in exercise["movements"]]
    row: dict[str, Any] = {key: held for key, held in exercise.items() if key in _OF_THE_EXERCISE}
    row.update({key: held for key, held in reps_from.items() if key in ("reps", "reps_to", "max_effort")})
    row["times"] = load.get("times") or (counts if max(counts, default=1) > 1 else [])
    row["seconds"] = exercise["seconds"] or exercise["scheme"]["work_s"]
    if has_own:
        row["reps_women"] = None
    return cast(SetRow, {**row, "set": number, **weight_in(load)})


_OF_THE_EXERCISE = (
    *("segment", "block", "turn", "movement", "reps_women", "distance_m"),
    *("calories", "calories_to", "calories_women"),
)


def load(sets: list[int], **said: Unpack[SaidOfLoad]) -> Load:
    """Return a load for the sets numbered, or for all of them if no numbers are given."""
    loads: Load = {**LOAD, "times": [], "sets": sets}
    return {**loads, **said}


def says_weight(load: Load) -> bool:
    """Return whether a load says how heavy, in any way."""
    return any(figure not in (None, "") for figure in weight_in(load).values())


def named_sets(loads: Iterable[Load]) -> list[int]:
    """Return the numbers of the sets that loads name."""
    return [number for each in loads for number in each["sets"]]


def says_something(load: Load) -> bool:
    """Return whether a load says anything at all: "Sets 1-2" alone does not."""
    return says_weight(load) or load["reps"] is not None or load["max_effort"]
