"""A block while its lines are read: what can be written into it, and what only the whole of it tells.

Lines are written to the last entry. A block begins with an entry without a movement, which takes the name of the
block's first movement. Its entries share one scheme. Nothing is said twice, and no figure contradicts another.
"""

from __future__ import annotations

import copy
from collections.abc import Mapping, Sequence
from typing import Optional

from invictus.prescriptions.exercise import (
    EXERCISE,
    MEASURES,
    SCHEME,
    load,
    named_sets,
    new_exercise,
    put_said,
    says_weight,
)
from invictus.prescriptions.names import fit_times
from invictus.prescriptions.reading import LineReading
from invictus.prescriptions.shapes import Exercise, Load, Part, SaidOfExercise, Scheme
from invictus.prescriptions.tokens import TokenLine

# What a line may add to a scheme of each kind: work, rest and rounds of a tabata, a time cap.
_COMPLETES = {"tabata": {"work_s", "off_s", "sets", "sets_to"}, "for_time": {"duration_s"}}


class Block:
    """The entries of a block, and what the reader must remember of it between two lines."""

    def __init__(self, segment: str, number: int, above: Optional[Exercise] = None) -> None:
        self.segment, self.number = segment, number
        self.above = above  # the last movement of the blocks above
        self.scheme: Scheme = {**SCHEME}
        self.entries = [new_exercise(segment, number, self.scheme)]
        self.details_may_follow = False  # a load or a rest has a movement to belong to
        self.in_a_list = False  # a list of sets, line below line, is being read
        self.passed_over = False  # a line that was not read may have been a movement: what is shown keeps its order
        self.is_titled = False  # a title opened it, a list may follow
        self.has_own_sets = False  # the sets of its movement are the scheme, so that another movement opens a block
        self.is_over = False  # a rest ended it
        self.turn: Optional[int] = None  # the minute or interval that a line opened
        self.takes_turns = False  # "alternating", "sets of each": the movements take turns in their order
        self.turns = 0  # the highest turn that a line names, read or not
        self.members = 0  # movements, rests and lines that were not read: under "alternating" each has a turn
        self.ladder: list[int] = []  # the reps of each round
        self.of_block: list[Load] = []  # one load for all movements
        self.percents_of = ""
        self.rest: SaidOfExercise = {}  # after each round
        self.rest_between: SaidOfExercise = {}  # after each movement but the last
        # "Fewer reps each round", with the movements that it changes (none: all of the block).
        self.changes: list[tuple[TokenLine, list[Exercise]]] = []

    @property
    def entry(self) -> Exercise:
        """Return the entry that is written to."""
        return self.entries[-1]

    @property
    def moving(self) -> list[Exercise]:
        """Return the entries that name a movement."""
        return [entry for entry in self.entries if entry["movement"]]

    @property
    def is_measured(self) -> bool:
        """Return whether a load or a measure of the last movement is known."""
        return bool(self.entry["loads"]) or any(self.entry[measure] for measure in MEASURES)

    @property
    def awaits_movement(self) -> bool:
        """Return whether it has a scheme, and no movement yet."""
        return bool(self.scheme["kind"]) and not self.entry["movement"]

    @property
    def certain_sets(self) -> int:
        """Return how many sets the block has; 0 if the post is not certain."""
        sets = self.scheme["sets"]
        return sets if sets and sets == self.scheme["sets_to"] else 0

    # --- Does a line agree with what is above it? ---------------------------------------------------------------------

    def agrees(self, reading: LineReading) -> bool:
        """Return whether what a line says can be written down here."""
        exercise = EXERCISE if reading.movement else self.entry
        scheme: Scheme = {**self.scheme, **reading.scheme, **reading.scheme_detail}
        parts = LineReading(parts=reading.parts or self.entry["movements"])
        return (
            self._has_place_for(reading)
            and (_is_of_block(reading) or fields_fit(reading.fields, exercise))
            and loads_fit(reading.loads, exercise["loads"], scheme)
            and restates(reading.restates, scheme, exercise)
            and all(fit_times(parts, each["times"]) for each in reading.loads if each["times"])
            and (reading.turn is None or scheme["kind"] == "every")
            # "12 min EMOM 1": no set is longer than its interval.
            and (reading.fields.get("seconds") or 0) <= (reading.scheme.get("interval_s") or 86400)
        )

    def _has_place_for(self, reading: LineReading) -> bool:
        weighs_all_sets = any(says_weight(each) and not each["sets"] for each in self.entry["loads"])
        added, kind = reading.scheme_detail, self.scheme["kind"]
        if any(self.scheme.get(key) not in (None, "", "clock", held) for key, held in added.items()):
            return False
        if added and "kind" not in added:
            return added.keys() <= _COMPLETES.get(kind, set())
        if reading.closes:
            measured = any(entry[measure] for entry in self.entries for measure in MEASURES)
            return "reps" not in reading.fields or (bool(self.entry["movement"]) and not measured)
        if added.get("what"):
            return bool(kind or self.entry["movement"] or reading.movement) and not (weighs_all_sets or reading.loads)
        if (reading.of_block or reading.percents_of) and not reading.movement and not reading.scheme:
            is_weighed = any(says_weight(each) for entry in self.entries for each in entry["loads"])
            return not self.of_block and not (reading.of_block and is_weighed)
        if reading.last_set:
            return self.details_may_follow and bool(self.certain_sets) and not weighs_all_sets
        if reading.ladder and not reading.scheme:
            return kind == "for_time" and not self.scheme["sets"] and not self.ladder
        if reading.loads and (self._goes_on(reading) or (self.awaits_movement and not reading.fields)):
            return True
        needs_movement = reading.loads or (reading.fields and not reading.scheme and not reading.opens)
        return not needs_movement or bool(reading.movement) or self.details_may_follow

    def _goes_on(self, reading: LineReading) -> bool:
        """Return whether it is "Set 6" below a new scheme, five sets of the movement being above it."""
        named, above = named_sets(reading.loads), self.above
        if reading.movement or not named or self.entry["movement"] or above is None:
            return False
        last = max(named_sets(above["loads"]), default=0)
        return above["block"] == self.number - 1 and last > 0 and min(named) == last + 1

    # --- Writing ------------------------------------------------------------------------------------------------------

    def write(self, reading: LineReading) -> None:
        """Put down what is said."""
        goes_on = self._goes_on(reading)
        self.scheme.update({**self.scheme, **reading.scheme, **reading.scheme_detail})
        self._note_of_block(reading)
        if reading.movement or (reading.rests and reading.turn is not None):
            self._write_movement(reading.movement, reading.parts)
        elif goes_on and self.above:
            self._write_movement(self.above["movement"], copy.deepcopy(self.above["movements"]))
        if reading.closes:
            self.details_may_follow = False
            for entry in self.entries if "reps" in reading.fields else ():
                put_said(entry, {"reps": reading.fields["reps"], "reps_to": reading.fields["reps_to"]})
        if not _is_of_block(reading):
            put_said(self.entry, reading.fields)
        self.entry["loads"] += reading.loads
        if reading.last_set:
            self.entry["loads"].append(load([self.certain_sets], **reading.last_set))
        self.entry["cues"] += reading.cues

    def _note_of_block(self, reading: LineReading) -> None:
        self.turn = reading.turn or self.turn
        self.turns = max(self.turns, reading.turn or 0)
        self.takes_turns = self.takes_turns or reading.takes_turns
        self.members += reading.rests and reading.turn is None and not reading.movement
        if reading.ladder:
            self.ladder = reading.ladder
            self.scheme.update({"sets": len(self.ladder), "sets_to": len(self.ladder)})
        self.of_block += reading.of_block
        self.percents_of = self.percents_of or reading.percents_of
        self.is_titled = self.is_titled or (reading.opens and not reading.scheme and not reading.fields)
        self.is_over = reading.opens and bool(reading.fields) and not reading.movement and not reading.scheme
        self.has_own_sets = self.has_own_sets or bool(reading.movement and reading.scheme.get("kind") == "sets")
        if _is_of_block(reading) and "rest_s" in reading.fields:
            rest: SaidOfExercise = {"rest_s": reading.fields["rest_s"], "rest_to_s": reading.fields["rest_to_s"]}
            self.rest, self.rest_between = (
                (self.rest, rest) if reading.rest_between_movements else (rest, self.rest_between)
            )

    def _write_movement(self, movement: str, parts: list[Part]) -> None:
        """Begin an entry for a movement, or give its name to the block's first entry."""
        has_one = self.entry["movement"] or self.entry["loads"] or self.entry["turn"] is not None or self.passed_over
        if has_one:
            self.entries.append(new_exercise(self.segment, self.number, self.scheme))
        self.members += 1
        turn = self.turn or (self.members if self.takes_turns else None)
        self.entry.update({"movement": movement, "movements": parts, "turn": turn})
        self.details_may_follow = bool(movement)
        self.in_a_list = self.passed_over = False


def _is_of_block(reading: LineReading) -> bool:
    """Return whether the fields are of the whole block: "4 rounds, rest 1 minute between rounds:"."""
    has_scheme = bool(reading.scheme) or reading.closes
    return bool(reading.fields) and not reading.movement and (has_scheme or reading.rest_between_movements)


def fields_fit(fields: SaidOfExercise, exercise: Exercise) -> bool:
    """Return whether nothing is said twice and no second measure is added to the first."""
    measured = any(key in fields for key in MEASURES) and any(exercise[key] for key in MEASURES)
    return not measured and not any(exercise.get(key) for key in fields)


def loads_fit(loads: Sequence[Load], above: Sequence[Load], scheme: Scheme) -> bool:
    """Return whether each set has one load at most, all sets share one at most, and every set named exists.

    But a block may go on counting from the block above it: sets 6 to 8 are its three sets."""
    every = [*above, *loads]
    named = named_sets(every)
    last = scheme["sets_to"] or max(named, default=0)
    goes_on = named and not above and min(named) > last and len(named) == last
    return (
        len(named) == len(set(named))
        and (max(named, default=0) <= last or bool(goes_on))
        and sum(not each["sets"] for each in every) <= 1
    )


def restates(figures: Mapping[str, int], scheme: Scheme, exercise: Exercise) -> bool:
    """Return whether a remark on the block's own sets or time is true of them; it may speak of some of the sets."""
    durations = [scheme["duration_s"], exercise["seconds"], exercise["seconds_to"]]
    if scheme["work_s"] and scheme["off_s"] and scheme["sets"]:
        durations = [(scheme["work_s"] + scheme["off_s"]) * scheme["sets"]]
    return (
        ("reps" not in figures or figures["reps"] in (exercise["reps"], exercise["reps_to"]))
        and figures.get("sets", 0) <= (scheme["sets_to"] or 0)
        and ("duration_s" not in figures or figures["duration_s"] in durations)
    )
