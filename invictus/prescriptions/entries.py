"""The entries of a segment while its lines are read: which one is written to, and how a block begins and ends."""

from __future__ import annotations

from typing import Optional

from invictus.prescriptions.agreement import detail_fits, fields_fit, has_weight, loads_fit, named_sets, restates
from invictus.prescriptions.block import Block
from invictus.prescriptions.exercise import EXERCISE, SCHEME, new_exercise, put_said
from invictus.prescriptions.line import read_line
from invictus.prescriptions.loads import load
from invictus.prescriptions.marks import plain
from invictus.prescriptions.reading import LineReading
from invictus.prescriptions.shapes import Exercise, Part, Scheme
from invictus.prescriptions.words import is_sentence


class Entries:
    """The entries so far. Lines are written to the last one. Each block begins with an entry without a movement, which
    takes the name of the block's first movement. Entries of one block share one scheme."""

    def __init__(self, segment: str, lines: list[str]) -> None:
        self.segment = segment
        self.lines = lines
        self.readings = [read_line(line) for line in lines]
        self.entries: list[Exercise] = []
        self._start(1)

    def _start(self, number: int) -> None:
        self.block = Block()
        self.entries.append(new_exercise(self.segment, number, {**SCHEME}))
        # Whether a load or a rest has a movement to belong to.
        self.details_may_follow = False
        # A list of sets, line below line, is being read.
        self.in_a_list = False

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
        return [entry for entry in self.entries if entry["block"] == self.entry["block"]]

    def _open_block(self) -> None:
        """Begin a block, unless the one that is being read is still empty."""
        if self.entry["text"] or self.entry["notes"] or self.entry["movement"]:
            self.block.settle(self.in_block)
            self._start(self.entry["block"] + 1)

    def _next(self, at: int) -> Optional[LineReading]:
        """Return the reading of the next line that is more than words to the lifter, understood or not."""
        for line, reading in zip(self.lines[at + 1 :], self.readings[at + 1 :]):
            if not (reading.is_cue if reading else is_sentence(plain(line))):
                return reading
        return None

    def _above(self) -> Optional[Exercise]:
        return next((entry for entry in reversed(self.entries) if entry["movement"]), None)

    def _goes_on(self, reading: LineReading) -> bool:
        """Return whether it is "Set 6" below a new scheme, five sets of the movement being above it."""
        if reading.movement or not named_sets(reading.loads) or self.entry["movement"]:
            return False
        above = self._above()
        if above is None or above["block"] != self.entry["block"] - 1 or not above["loads"]:
            return False
        last = max(named_sets(above["loads"]), default=0)
        return last > 0 and min(named_sets(reading.loads)) == last + 1

    @staticmethod
    def _is_block_rest(reading: LineReading) -> bool:
        """Return whether the scheme's line gives the rest: "4 rounds, rest 1 minute between rounds:"."""
        return bool(reading.scheme) and not reading.movement and bool(reading.fields)

    # --- Does a line agree with what is above it? ---------------------------------------------------------------------

    def _agrees(self, reading: LineReading, opens: bool) -> bool:
        exercise = EXERCISE if opens or reading.movement else self.entry
        scheme: Scheme = {**(SCHEME if opens else self.scheme), **reading.scheme}
        return (
            self._has_its_place(reading, opens)
            and detail_fits(reading, scheme)
            and fields_fit(reading.fields if not self._is_block_rest(reading) else {}, exercise)
            and loads_fit(reading.loads, exercise["loads"], scheme)
            and restates(reading.restates, scheme, exercise)
            and (reading.turn is None or scheme["kind"] == "every")
        )

    def _has_its_place(self, reading: LineReading, opens: bool) -> bool:
        if reading.closes:
            return "reps" not in reading.fields
        if reading.of_block or reading.percents_of:
            weighed = any(has_weight(entry) for entry in self.in_block)
            return not self.block.of_block and not (reading.of_block and weighed) and not opens
        if reading.last_set:
            return (
                self.details_may_follow and bool(self.scheme["sets"]) and self.scheme["sets"] == self.scheme["sets_to"]
            )
        if reading.ladder and not reading.scheme:
            return self.scheme["kind"] == "for_time" and not self.scheme["sets"] and not self.block.ladder
        if self._goes_on(reading) or (reading.loads and not reading.fields and not opens and self._awaits_movement()):
            return True
        if reading.loads or (reading.fields and not self._is_block_rest(reading) and not reading.opens):
            return bool(reading.movement) or (self.details_may_follow and not opens)
        return True

    def _awaits_movement(self) -> bool:
        return bool(self.scheme["kind"]) and not self.entry["movement"]

    # --- Writing --------------------------------------------------------------------------------------------------

    def _write_movement(self, movement: str, parts: list[Part]) -> None:
        has_one = self.entry["movement"] or self.entry["loads"] or (self.entry["turn"] is not None)
        if has_one:
            self.entries.append(new_exercise(self.segment, self.entry["block"], self.scheme))
        self.entry.update({"movement": movement, "movements": parts, "turn": self.block.turn})
        self.details_may_follow = bool(movement)
        self.in_a_list = False

    def _write(self, reading: LineReading) -> None:
        """Put down what is said, in the block that is open."""
        goes_on = self._goes_on(reading)
        self.scheme.update({**self.scheme, **reading.scheme, **reading.scheme_detail})
        self.block.take(reading)
        if reading.ladder:
            self.scheme.update({"sets": len(reading.ladder), "sets_to": len(reading.ladder)})
        if reading.movement or (reading.rests and reading.turn is not None):
            self._write_movement(reading.movement, reading.parts)
        elif goes_on and (above := self._above()):
            self._write_movement(above["movement"], [{**part} for part in above["movements"]])
        if self._is_block_rest(reading):
            self.block.rest = {**reading.fields}
        elif not reading.rest_between_movements:
            put_said(self.entry, reading.fields)
        self.entry["loads"] += reading.loads
        if reading.last_set and self.scheme["sets"]:
            self.entry["loads"].append(load([self.scheme["sets"]], **reading.last_set))
        self.entry["cues"] += reading.cues
