"""The entries of a segment while its lines are read.

Lines are written to the last entry. Each block begins with an entry without a movement, which takes the name of the
block's first movement. Entries of one block share one scheme. Nothing is said twice, and no figure contradicts another.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Optional

from invictus.prescriptions.blocks import Block, named_sets
from invictus.prescriptions.exercise import EXERCISE, MEASURES, SCHEME, load, new_exercise, put_said, says_weight
from invictus.prescriptions.marks import plain
from invictus.prescriptions.reading import LineReading
from invictus.prescriptions.shapes import Exercise, Load, Part, Restated, SaidOfExercise, Scheme
from invictus.prescriptions.values import Sets
from invictus.prescriptions.words import is_sentence


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
            # "12 min EMOM 1": no set is longer than its interval.
            and (reading.fields.get("seconds") or 0) <= (reading.scheme.get("interval_s") or 86400)
        )

    def _has_its_place(self, reading: LineReading, opens: bool) -> bool:
        if reading.closes:
            return "reps" not in reading.fields
        if (reading.of_block or reading.percents_of) and not reading.movement and not reading.scheme:
            weighed = any(says_weight(each) for entry in self.in_block for each in entry["loads"])
            return not self.block.of_block and not (reading.of_block and weighed) and not opens
        if reading.last_set:
            return self.details_may_follow and bool(self.certain_sets()) and not self.weighs_all_sets()
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

    def weighs_all_sets(self) -> bool:
        """Return whether the movement has a load for all its sets."""
        return any(says_weight(each) and not each["sets"] for each in self.entry["loads"])

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
