"""Which sets of a movement a line that was not understood may change: their figures are not known."""

from __future__ import annotations

from typing import Optional

from invictus.prescriptions.exercise import named_sets, says_weight
from invictus.prescriptions.names import may_speak_of
from invictus.prescriptions.reading import LineReading
from invictus.prescriptions.shapes import Exercise
from invictus.prescriptions.tokens import TokenLine
from invictus.prescriptions.values import Sets
from invictus.prescriptions.words import changes_work, compiled, is_sentence, may_change_every_set

# A line that was not understood and has none of these changes loads alone.
_SPEAKS_OF_REPS = frozenset(
    """rep max amrap single singles double doubles triple triples <number> <numword> <range> <plus> <open>
    <time>""".split()
)


# "Stop after set 3"
_AND_LATER = compiled(r"\b(?:after|before|from|until)\b")


def sets_meant(which: Sets, total: int) -> list[int]:
    """Return the numbers of "the last 2 sets" and "odd sets" of so many (0: unknown); [] if that does not tell them."""
    if which.numbers:
        return list(which.numbers)
    if which.parity:
        return list(range(1 if which.parity == "odd" else 2, total + 1, 2))
    if which.first:
        return list(range(1, which.first + 1)) if which.first <= total or not total else []
    return list(range(total - which.last + 1, total + 1)) if 0 < which.last <= total else []


def number_sets(reading: LineReading, total: int) -> bool:
    """Number the sets that loads are for, "last 2 sets", of so many; False if that does not tell them."""
    for place, which in reading.some_sets.items():
        reading.loads[place]["sets"] = sets_meant(which, total)
    return all(reading.loads[place]["sets"] for place in reading.some_sets)


def put_in_doubt(entry: Exercise, line: TokenLine, reading: Optional[LineReading], opens: bool = False) -> bool:
    """Mark the sets of a movement that a line may change: those that it names, or all of them. False if none.

    `reading` is what it says if that contradicts the block; `opens`: it looks like the beginning of another piece."""
    text, symbols, scheme = line.whole, {token.symbol for token in line.tokens}, entry["scheme"]
    sets, at_most = scheme["sets"] or 0, scheme["sets_to"] or max(named_sets(entry["loads"]), default=0)
    every = list(range(1, at_most + 1))
    which = [token.value for token in line.tokens if token.symbol in ("<set_numbers>", "<some_sets>", "<all_sets>")]
    doubted = [number for each in which for number in (sets_meant(each, sets if sets == at_most else 0) or every)]
    has_load, is_changed = any(map(says_weight, entry["loads"])), changes_work(text)
    later = _AND_LATER.search(text) if doubted else None
    if later:
        doubted = list(range(min(doubted) + (later[0].lower() == "after"), at_most + 1))
    if _contradicts(reading, has_load) or (not doubted and (is_changed or may_change_every_set(text))):
        doubted += every
    if not doubted and reading is None and is_sentence(text) and not opens:
        speaks_of_load = has_load and may_speak_of(text, entry["movement"]) and {"<percent>", "<weight>"} & symbols
        speaks_of_sets = {"set", "round", "rep"} & symbols and any(token.is_figure for token in line.tokens)
        doubted = every if speaks_of_load or speaks_of_sets else []
    if has_load or is_changed or _SPEAKS_OF_REPS & symbols:
        entry["uncertain"] = sorted({*entry["uncertain"], *doubted} & {*every})
    return bool(doubted)


def _contradicts(reading: Optional[LineReading], has_load: bool) -> bool:
    """Return whether what a line says is of sets that are written otherwise above it."""
    if reading is None or reading.movement:
        return False
    is_of_reps = reading.groups or reading.ladder or reading.fields.keys() & {"reps", "max_effort"}
    return bool(is_of_reps or (has_load and (reading.builds or reading.scheme.get("what"))))
