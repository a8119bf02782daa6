"""The entries of a segment while its lines are read, and what only a whole block can tell of them.

Lines are written to the last entry. Each block begins with an entry without a movement, which takes the name of the
block's first movement. Entries of one block share one scheme. Nothing is said twice, and no figure contradicts another.
When a block ends it gives its entries what is said of all: turns, one load or rest, a ladder of reps.
"""

from __future__ import annotations

import copy
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Optional

from invictus.prescriptions.exercise import (
    EXERCISE,
    MEASURES,
    SCHEME,
    load,
    new_exercise,
    put_said,
    says_weight,
    weight_in,
)
from invictus.prescriptions.marks import plain, plain_line
from invictus.prescriptions.reading import LineReading
from invictus.prescriptions.shapes import Exercise, Load, Part, Restated, SaidOfExercise, Scheme
from invictus.prescriptions.values import Sets
from invictus.prescriptions.words import compiled, is_sentence


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


class Entries:
    """The entries so far, and what the reader must remember between two lines."""

    def __init__(self, segment: str, lines: list[str], readings: list[Optional[LineReading]]) -> None:
        self.segment, self.lines, self.readings = segment, lines, readings
        self._following = self._find_following()
        self.entries: list[Exercise] = []
        self._start(1)

    def _start(self, number: int) -> None:
        self.block = Block(first=len(self.entries))
        self.entries.append(new_exercise(self.segment, number, {**SCHEME}))
        # Whether a load or a rest has a movement to belong to.
        self.details_may_follow = False
        # A list of sets, line below line, is being read.
        self.in_a_list = False
        # A line that was not read may have been a movement: what is shown keeps the post's order.
        self.passed_over = False

    @property
    def entry(self) -> Exercise:
        """Return the entry that is written to."""
        return self.entries[-1]

    @property
    def scheme(self) -> Scheme:
        """Return the scheme of the block that is being read."""
        return self.entry["scheme"]

    @property
    def in_block(self) -> list[Exercise]:
        """Return the entries of the block that is being read."""
        return self.entries[self.block.first :]

    def open_block(self) -> None:
        """Begin a block, unless the one that is being read is still empty."""
        if self.entry["text"] or self.entry["notes"] or self.entry["movement"]:
            self.block.settle(self.in_block)
            self._start(self.entry["block"] + 1)

    # --- The lines below ----------------------------------------------------------------------------------------------

    def _find_following(self) -> list[int]:
        """Return, for each line, the next that is more than words to the lifter; the number of lines if none is."""
        following, last = [0] * len(self.lines), len(self.lines)
        for at in reversed(range(len(self.lines))):
            following[at] = last
            reading = self.readings[at]
            if not (reading.is_cue if reading else is_sentence(plain(self.lines[at]))):
                last = at
        return following

    def following(self, at: int) -> Optional[LineReading]:
        """Return the reading of the next line that is more than words to the lifter, understood or not."""
        place = self._following[at]
        return self.readings[place] if place < len(self.lines) else None

    def following_but_schemes(self, at: int) -> Optional[LineReading]:
        """Return the same, past a scheme alone."""
        following = self.following(at)
        if following is not None and following.is_scheme_alone and not following.loads:
            return self.following(self._following[at])
        return following

    def above(self) -> Optional[Exercise]:
        """Return the last entry that names a movement."""
        return next((entry for entry in reversed(self.entries) if entry["movement"]), None)

    def goes_on(self, reading: LineReading) -> bool:
        """Return whether it is "Set 6" below a new scheme, five sets of the movement being above it."""
        if reading.movement or not named_sets(reading.loads) or self.entry["movement"]:
            return False
        above = self.above()
        if above is None or above["block"] != self.entry["block"] - 1 or not above["loads"]:
            return False
        last = max(named_sets(above["loads"]), default=0)
        return last > 0 and min(named_sets(reading.loads)) == last + 1

    # --- Does a line agree with what is above it? ---------------------------------------------------------------------

    def agrees(self, reading: LineReading, opens: bool) -> bool:
        """Return whether what a line says can be written down here."""
        exercise = EXERCISE if opens or reading.movement else self.entry
        scheme: Scheme = {**(SCHEME if opens else self.scheme), **reading.scheme}
        return (
            self._has_its_place(reading, opens)
            and _detail_fits(reading, scheme)
            and fields_fit(reading.fields if not is_block_rest(reading) else {}, exercise)
            and loads_fit(reading.loads, exercise["loads"], scheme)
            and restates(reading.restates, scheme, exercise)
            and (reading.turn is None or scheme["kind"] == "every")
        )

    def _has_its_place(self, reading: LineReading, opens: bool) -> bool:
        if reading.closes:
            return "reps" not in reading.fields
        if (reading.of_block or reading.percents_of) and not reading.movement and not reading.scheme:
            weighed = any(says_weight(each) for entry in self.in_block for each in entry["loads"])
            return not self.block.of_block and not (reading.of_block and weighed) and not opens
        if reading.last_set:
            return self.details_may_follow and bool(self.certain_sets())
        if reading.ladder and not reading.scheme:
            return self.scheme["kind"] == "for_time" and not self.scheme["sets"] and not self.block.ladder
        awaits_movement = bool(self.scheme["kind"]) and not self.entry["movement"]
        if self.goes_on(reading) or (reading.loads and not reading.fields and not opens and awaits_movement):
            return True
        if reading.loads or (reading.fields and not is_block_rest(reading) and not reading.opens):
            return bool(reading.movement) or (self.details_may_follow and not opens)
        return True

    def certain_sets(self) -> int:
        """Return how many sets the block has; 0 if the post is not certain."""
        sets = self.scheme["sets"]
        return sets if sets and sets == self.scheme["sets_to"] else 0

    def sets_meant(self, which: Sets) -> Optional[list[int]]:
        """Return the numbers of "the last 2 sets" and "odd sets", which the number of all sets tells; None if not."""
        if which.numbers or which.ordinal:
            return list(which.numbers) or [which.ordinal]
        total = self.certain_sets()
        if not total and not which.first:
            return None
        if which.parity:
            return list(range(1 if which.parity == "odd" else 2, total + 1, 2))
        if which.first and (which.first <= total or not total):
            return list(range(1, which.first + 1))
        return list(range(total - which.last + 1, total + 1)) if 0 < which.last <= total else None

    # --- Writing ------------------------------------------------------------------------------------------------------

    def write_movement(self, movement: str, parts: list[Part]) -> None:
        """Begin an entry for a movement, or give its name to the block's first entry."""
        has_one = self.entry["movement"] or self.entry["loads"] or self.entry["turn"] is not None or self.passed_over
        if has_one:
            self.entries.append(new_exercise(self.segment, self.entry["block"], self.scheme))
        self.block.members += 1
        turn = self.block.turn or (self.block.members if self.block.takes_turns else None)
        self.entry.update({"movement": movement, "movements": parts, "turn": turn})
        if movement:
            self.block.by_name.setdefault(movement, []).append(self.entry)
        self.details_may_follow = bool(movement)
        self.in_a_list = self.passed_over = False

    def write(self, reading: LineReading) -> None:
        """Put down what is said, in the block that is open."""
        goes_on = self.goes_on(reading)
        self.scheme.update({**self.scheme, **reading.scheme, **reading.scheme_detail})
        self.block.take(reading)
        self.block.turns = max(self.block.turns, reading.turn or 0)
        if reading.ladder:
            self.scheme.update({"sets": len(reading.ladder), "sets_to": len(reading.ladder)})
        if reading.movement or (reading.rests and reading.turn is not None):
            self.write_movement(reading.movement, reading.parts)
        elif goes_on and (above := self.above()):
            self.write_movement(above["movement"], [{**part} for part in above["movements"]])
        if is_block_rest(reading):
            self.block.rest = {**reading.fields}
        elif not reading.rest_between_movements:
            put_said(self.entry, reading.fields)
        self.entry["loads"] += reading.loads
        if reading.last_set:
            self.entry["loads"].append(load([self.certain_sets()], **reading.last_set))
        self.entry["cues"] += reading.cues

    def take_sets(self, how_many: int) -> None:
        """Write down how many sets a list below a movement has."""
        self.block.has_own_sets = self.block.has_own_sets or not self.scheme["kind"]
        self.scheme.update({"kind": self.scheme["kind"] or "sets", "sets": how_many, "sets_to": how_many})


def is_block_rest(reading: LineReading) -> bool:
    """Return whether the scheme's line gives the rest: "4 rounds, rest 1 minute between rounds:"."""
    return bool(reading.scheme) and not reading.movement and bool(reading.fields)


def _detail_fits(reading: LineReading, scheme: Scheme) -> bool:
    """Return whether the detail completes the scheme: work, rest and rounds of a tabata, a time cap; each only once."""
    completes = {"tabata": {"work_s", "off_s", "sets", "sets_to"}, "for_time": {"duration_s"}, "amrap": set()}
    detail = reading.scheme_detail
    return detail.keys() <= completes.get(scheme["kind"], set()) and all(scheme.get(key) is None for key in detail)


def fields_fit(fields: SaidOfExercise, exercise: Exercise) -> bool:
    """Return whether nothing is said twice and no second measure is added to the first."""
    if any(exercise.get(key) for key in fields):
        return False
    return not (any(key in fields for key in MEASURES) and any(exercise[key] for key in MEASURES))


def loads_fit(loads: Sequence[Load], above: Sequence[Load], scheme: Scheme) -> bool:
    """Return whether each set has one load at most, all sets share one at most, and every set named exists.

    But a block may go on counting from the block above it."""
    every = [*above, *loads]
    named = named_sets(every)
    last = scheme["sets_to"] or max(named, default=0)
    # Sets 6 to 8 are the three sets of a block that follows five.
    goes_on = named and not above and min(named) > last and len(named) == last
    return (
        len(named) == len(set(named))
        and (max(named, default=0) <= last or bool(goes_on))
        and sum(not each["sets"] for each in every) <= 1
    )


def restates(figures: Restated, scheme: Scheme, exercise: Exercise) -> bool:
    """Return whether a remark on the block's own sets or time is true of them; it may speak of some of the sets."""
    durations = [scheme["duration_s"], exercise["seconds"], exercise["seconds_to"]]
    if scheme["work_s"] and scheme["off_s"] and scheme["sets"]:
        durations = [(scheme["work_s"] + scheme["off_s"]) * scheme["sets"]]
    if "reps" in figures and figures["reps"] not in (exercise["reps"], exercise["reps_to"]):
        return False
    is_true = figures.get("sets", 0) <= (scheme["sets_to"] or 0)
    return is_true and ("duration_s" not in figures or figures["duration_s"] in durations)
