"""What only a whole block can tell of its entries: turns, one load or rest for all, a ladder of reps."""

from __future__ import annotations

import copy
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Optional

from invictus.prescriptions.exercise import MEASURES, load, put_said, says_weight, weight_in
from invictus.prescriptions.marks import plain_line
from invictus.prescriptions.reading import LineReading
from invictus.prescriptions.shapes import Exercise, Load, SaidOfExercise
from invictus.prescriptions.words import compiled


def named_sets(loads: Sequence[Load]) -> list[int]:
    """Return the numbers of the sets that loads name."""
    return [number for each in loads for number in each["sets"]]


@dataclass
class Block:
    """Gathers what lines say of a whole block, and gives it to the block's entries when the block ends."""

    first: int = 0  # its first entry among those of the segment
    turn: Optional[int] = None  # the minute or interval that a line opened
    by_name: dict[str, list[Exercise]] = field(default_factory=dict)  # its entries by movement
    takes_turns: bool = False  # "alternating", "sets of each": the movements take turns in their order
    turns: int = 0  # the highest turn that a line names, read or not
    members: int = 0  # movements, rests and lines that were not read: under "alternating" each has a turn
    ladder: list[int] = field(default_factory=list)
    of_block: list[Load] = field(default_factory=list)
    percents_of: str = ""
    rest: SaidOfExercise = field(default_factory=SaidOfExercise)  # after each round
    rest_between: SaidOfExercise = field(default_factory=SaidOfExercise)  # after each movement but the last
    is_titled: bool = False  # a title opened it, a list may follow
    is_numbered: bool = False  # "1. EMOM x 5": the next number opens the next piece
    has_own_sets: bool = False  # the sets of its movement are the scheme, so that another movement opens a block
    is_over: bool = False  # a rest ended it

    def take(self, reading: LineReading) -> None:
        """Note what a line says of the whole block."""
        self.turn = reading.turn or self.turn
        self.takes_turns = self.takes_turns or reading.takes_turns
        self.ladder = reading.ladder or self.ladder
        self.of_block += reading.of_block
        self.percents_of = self.percents_of or reading.percents_of
        self.is_titled = self.is_titled or (reading.opens and not reading.scheme and not reading.fields)
        self.has_own_sets = self.has_own_sets or bool(reading.movement and reading.scheme.get("kind") == "sets")
        if reading.rest_between_movements:
            self.rest_between = {"rest_s": reading.fields["rest_s"], "rest_to_s": reading.fields["rest_to_s"]}

    def settle(self, entries: Sequence[Exercise]) -> None:
        """Give the entries of the block what is said of all of them."""
        moving = [entry for entry in entries if entry["movement"]]
        if not moving:
            return
        self._settle_turns(entries, moving)
        _share_loads_of_a_complex(moving)
        for entry in moving:
            self._settle_loads(entry)
        if self.rest and not moving[-1]["rest_s"]:
            put_said(moving[-1], self.rest)
        for entry in moving[:-1] if self.rest_between else ():
            if not entry["rest_s"]:
                put_said(entry, self.rest_between)

    def _settle_turns(self, entries: Sequence[Exercise], moving: Sequence[Exercise]) -> None:
        """Give the sets of each turn to the movements that alternate, if they are certain."""
        scheme = moving[0]["scheme"]
        if self.takes_turns and not self.turns and self.members > 1:
            self.turns = self.members
        else:
            for entry in moving if not self.turns else ():
                entry["turn"] = None
        if not self.turns or scheme["kind"] != "every":
            return
        slots = scheme["duration_s"] / scheme["interval_s"] if scheme["duration_s"] and scheme["interval_s"] else None
        sets = scheme["sets"]
        if slots and sets and sets * self.turns == slots:
            return
        each = int(slots // self.turns) if slots and slots % self.turns == 0 and sets in (None, slots) else None
        scheme.update({"sets": each, "sets_to": each})

    def _settle_loads(self, entry: Exercise) -> None:
        if self.ladder and not any(entry[measure] for measure in MEASURES) and not named_sets(entry["loads"]):
            entry["loads"] += [load([at], reps=reps, reps_to=reps) for at, reps in enumerate(self.ladder, start=1)]
        if self.of_block and not any(says_weight(each) for each in entry["loads"]):
            entry["loads"] += copy.deepcopy(self.of_block)
        for_all = next((each for each in entry["loads"] if not each["sets"]), None)
        for each in entry["loads"]:
            # Reps that differ from set to set leave the weight to the load for all sets.
            if for_all is not None and each["sets"] and not says_weight(each):
                each.update({**each, **weight_in(for_all)})
            if self.percents_of and not each["of"] and (each["percent_from"] or each["percent_to"]):
                each["of"] = self.percents_of


_BARBELL = compiled(
    r"\b(?:snatch(?:es)?|cleans?|jerks?|squats?|deadlifts?|thrusters?|press(?:es)?|pulls?(?!-?\s?up))\b"
)


def _share_loads_of_a_complex(moving: Sequence[Exercise]) -> None:
    """Share one load in a complex written line by line: "1 Clean Pull", "1 Clean", "Set 1 - 60%" loads both."""
    scheme, last = moving[0]["scheme"], moving[-1]
    is_complex = (
        scheme["kind"] == "every"
        and named_sets(last["loads"])
        and all(_is_counted_barbell(entry) for entry in moving)
        and not any(entry["loads"] or entry["rest_s"] for entry in moving[:-1])
        and not any(each["reps"] for each in last["loads"])
    )
    for entry in moving[:-1] if is_complex else ():
        entry["loads"] = copy.deepcopy(last["loads"])


def _is_counted_barbell(entry: Exercise) -> bool:
    """Return whether it is written as a part of a complex, "2 Front Squats", and not as "Front Squat x 2".

    A complex of its own, "2 Snatch + Snatch x 1", begins with a number too, which belongs to its name.
    """
    name = plain_line(entry["movement"]).text
    lines = [plain_line(line).text for line in entry["text"]]
    is_counted = any(line[:1].isdigit() and line.find(name) > 0 for line in lines)
    return bool(_BARBELL.search(entry["movement"])) and is_counted and entry["turn"] is None
