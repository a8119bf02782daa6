"""A block while its lines are read: what can be written into it, and what only the whole of it tells.

Lines are written to the last entry. A block begins with an entry without a movement, which takes the name of the
block's first movement. Its entries share one scheme. Nothing is said twice, and no figure contradicts another.
"""

from __future__ import annotations

import copy
from collections.abc import Mapping
from typing import Optional

from invictus.exercises import MEASURES, SCHEME, Exercise, load, named_sets, new_exercise, says_weight, weight_in
from invictus.prescriptions.names import NO_MAXIMUM, fit_times, is_barbell_lift
from invictus.prescriptions.reading import LineReading
from invictus.prescriptions.tokens import TokenLine

# What a line may add to a scheme of each kind: work, rest and rounds of a tabata, a time cap.
_COMPLETES = {"tabata": {"work_s", "off_s", "sets", "sets_to"}, "for_time": {"duration_s"}}


class Block:
    """The entries of a block, and what the reader must remember of it between two lines."""

    def __init__(self, segment: str, number: int, percents_of: str = "") -> None:
        self.segment, self.number = segment, number
        self.scheme = SCHEME.copy()
        self.entries = [new_exercise(segment, number, self.scheme)]
        self.details_may_follow = False  # a load or a rest has a movement to belong to
        self.passed_over = False  # a line that was not read may have been a movement: what is shown keeps its order
        self.is_titled = False  # a title opened it, a list may follow
        self.has_own_sets = False  # the sets of its movement are the scheme, so that another movement opens a block
        self.turn = 0  # the minute or interval that is being read
        # What is said of every movement: turns, ladder, load, what percents are of
        self.of_all = LineReading(percents_of=percents_of)
        self.bases = [""]  # what the percents of each entry are of, by its movement's line
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
        return bool(self.entry["loads"]) or _is_measured(self.entry)

    @property
    def awaits_movement(self) -> bool:
        """Return whether it has a scheme, and no movement yet."""
        return bool(self.scheme["kind"]) and not (self.entry["movement"] or self.entry["turn"])

    @property
    def is_taken(self) -> bool:
        """Return whether the last entry is of a movement already, perhaps of one that was not understood."""
        entry = self.entry
        return bool(entry["movement"] or entry["loads"] or entry["turn"] is not None or self.passed_over)

    @property
    def certain_sets(self) -> int:
        """Return how many sets the block has; 0 if the post is not certain."""
        sets = self.scheme["sets"]
        return sets if sets and sets == self.scheme["sets_to"] else 0

    def agrees(self, reading: LineReading) -> bool:
        """Return whether what a line says can be written here: what it needs is above it, and nothing is said twice."""
        added, kind = reading.scheme_detail, self.scheme["kind"]
        is_detail = not (reading.movement or reading.scheme or reading.opens or reading.closes or "kind" in added)
        is_loaded_alike = any(says_weight(each) and not each["sets"] for each in self.entry["loads"])
        is_weighed = any(says_weight(each) for entry in self.entries for each in entry["loads"])
        # The percents may be of the squat above the Box Jumps.
        is_of_another = is_detail and NO_MAXIMUM.search(self.entry["movement"])
        percents = [each["of"] for each in reading.loads if each["percent_from"]]
        above = new_exercise("", 0, self.scheme) if reading.movement and self.is_taken else self.entry
        exercise: Exercise = {**above, "scheme": {**self.scheme, **reading.scheme, **added}}
        parts = reading.parts or self.entry["movements"]
        figures = {*reading.fields, *(MEASURES if reading.fields.keys() & {*MEASURES} else ())} - {"per_side"}
        return (
            # "1 set:" above a list goes through it once.
            all(self.scheme.get(key) in (None, "", "clock", 1, held) for key, held in added.items())
            and ("kind" in added or added.keys() <= _COMPLETES.get(kind, set()))
            and not (reading.closes and any(not entry["movement"] or _is_measured(entry) for entry in self.entries))
            and not (is_loaded_alike and (reading.builds or added.get("what")))
            and not (reading.of_block and (self.of_all.of_block or (is_detail and is_weighed)))
            and not (reading.ladder and not reading.scheme and (kind != "for_time" or self.scheme["sets"]))
            and not (is_of_another and any(not of or is_barbell_lift(of) for of in percents))
            and (self.details_may_follow or not is_detail or not reading.fields)
            and (self.details_may_follow or not is_detail or not reading.loads or self.awaits_movement)
            and (self.details_may_follow or not is_detail or not reading.percents_of or not self.entry["movement"])
            and not (exercise["scheme"]["kind"] == "establish" and (exercise["seconds"] or "seconds" in reading.fields))
            and (_is_of_block(reading) or not any(exercise.get(key) for key in figures))
            and _loads_fit(reading, exercise)
            and _restates(reading.restates, exercise)
            and all(fit_times(parts, each["times"]) for each in reading.loads if each["times"])
            and (reading.turn is None or exercise["scheme"]["kind"] == "every")
        )

    def write(self, reading: LineReading) -> None:
        """Put down what is said."""
        had_scheme = self.scheme["kind"]
        self.scheme.update(reading.scheme)
        self.scheme.update(reading.scheme_detail)
        if self.scheme["kind"] in ("sets", "establish") and not had_scheme:
            self.has_own_sets = bool(reading.movement or self.entry["movement"])
        if reading.ladder:
            self.of_all.ladder = reading.ladder
            self.scheme.update({"sets": len(reading.ladder), "sets_to": len(reading.ladder)})
        self.of_all.takes_turns |= reading.takes_turns
        self.of_all.of_block += reading.of_block
        self.is_titled |= reading.opens
        if reading.rests and self.scheme["interval_s"] == 60 and not self.turn:
            # "3 Cleans", "10 Burpees", "Rest" below an EMOM are a minute each.
            self.of_all.takes_turns, self.turn = True, len(self.moving)
            for number, entry in enumerate(self.moving, start=1):
                entry["turn"] = number
        if reading.movement or reading.rests or reading.turn:
            self.take_turn(reading.turn)
        if reading.movement or (reading.rests and reading.turn):
            if self.is_taken:
                self.entries.append(new_exercise(self.segment, self.number, self.scheme))
                self.bases.append("")
            self.entry.update({"movement": reading.movement, "movements": reading.parts, "turn": self.turn or None})
            self.details_may_follow, self.passed_over = bool(reading.movement), False
        if reading.movement or (self.entry["movement"] and not reading.cues):
            self.bases[-1] = self.bases[-1] or reading.percents_of
        else:
            self.of_all.percents_of = self.of_all.percents_of or reading.percents_of
        self.details_may_follow &= not reading.closes
        if _is_of_block(reading):
            self.of_all.fields.update(reading.fields)
        else:
            for entry in self.entries if reading.closes else [self.entry]:
                entry.update({**entry, **reading.fields})
        is_of_all = reading.scheme and not reading.movement and not named_sets(reading.loads)
        (self.of_all.of_block if is_of_all else self.entry["loads"]).extend(reading.loads)  # "5 sets @ 70%:"
        self.entry["cues"] += reading.cues

    def take_turn(self, turn: Optional[int] = None) -> None:
        """Go on to the minute or interval that a line names, or to the next if the movements alternate."""
        if turn or self.of_all.takes_turns:
            self.of_all.takes_turns = not turn
            self.turn = turn or self.turn + 1

    def settle(self) -> None:
        """Give the entries what is said of all of them."""
        moving = self.moving
        self._settle_turns()
        for entry, base in zip(self.entries, self.bases):
            if entry["movement"] or not moving:
                self._settle_loads(entry, base)
        if moving and not moving[-1]["rest_s"]:
            moving[-1].update({**moving[-1], **self.of_all.fields})

    def _settle_turns(self) -> None:
        """Give the sets of each turn to the movements that alternate, if they are certain."""
        turns = max([self.turn, *(entry["turn"] or 0 for entry in self.entries)])
        turns = 0 if self.of_all.takes_turns and turns < 2 else turns
        for entry in self.entries if not turns else ():
            entry["turn"] = None
        scheme, sets = self.scheme, self.scheme["sets"]
        names = [each["movement"] for each in self.moving]
        if names[1:] and scheme["kind"] in ("sets", "every") and not turns and names == names[:1] * (sets or 0):
            sets = scheme["sets"] = scheme["sets_to"] = 1  # "Back Squat x 5 reps", "Back Squat x 3 reps": a set each
        slots = scheme["duration_s"] / scheme["interval_s"] if scheme["duration_s"] and scheme["interval_s"] else 0
        # "Every 2 minutes, for 12 minutes, 3 rounds of:" two movements, without a word of turns.
        turns = turns or (len(self.moving) if sets and slots not in (0, sets) else 0)
        if turns and scheme["kind"] == "every" and (sets or 0) * turns != slots:
            each = int(slots // turns) if slots % turns == 0 and sets in (None, slots) else 0
            scheme.update({"sets": each or None, "sets_to": each or None})

    def _settle_loads(self, entry: Exercise, base: str) -> None:
        loads = entry["loads"]
        if not _is_measured(entry) and not named_sets(loads):
            loads += [load([at], reps=reps, reps_to=reps) for at, reps in enumerate(self.of_all.ladder, start=1)]
        # "4 sets @ 70%:" is of the cleans, not of the burpees.
        has_maximum = not (NO_MAXIMUM.search(entry["movement"]) or entry["distance_m"] or entry["calories"])
        if not any(map(says_weight, loads)) and (has_maximum or not self.entries[1:]):
            loads += copy.deepcopy(self.of_all.of_block)
        for_all = next((each for each in loads if not each["sets"]), None)
        for each in loads:
            # Reps that differ from set to set leave the weight to the load for all sets.
            if for_all is not None and not says_weight(each):
                each.update({**each, **weight_in(for_all)})
        percents = [each for each in loads if each["percent_from"] or each["percent_to"]]
        for each in percents:
            each["of"] = each["of"] or base or self.of_all.percents_of
            # "3 reps @ 90% of 1-RM Snatch", "Last set @ 95%"; not if the first percent is of the movement itself.
            base = each["of"] if percents[0]["of"] else ""


def _is_measured(exercise: Exercise) -> bool:
    return any(exercise[measure] for measure in MEASURES)


def _is_of_block(reading: LineReading) -> bool:
    """Return whether the fields, a rest, are of the whole block: "4 rounds, rest 1 minute between rounds:"."""
    return bool(reading.scheme) and not reading.movement and reading.fields.keys() <= {"rest_s", "rest_to_s"}


def _loads_fit(reading: LineReading, exercise: Exercise) -> bool:
    """Return whether each set has one load at most, all sets share one at most, and every set named exists."""
    loads = [*exercise["loads"], *reading.loads]
    named = named_sets(loads)
    most = exercise["scheme"]["sets_to"] or max(named, default=0)
    is_once = len(named) == len(set(named)) and sum(not each["sets"] for each in loads) <= 1
    # "Sets 6-8" of a block may be its own three: they go on counting from the block above.
    return is_once and (max(named, default=0) <= most or min(named) > most == len(named))


def _restates(figures: Mapping[str, int], exercise: Exercise) -> bool:
    """Return whether a remark on the block's own sets (or some of them), reps or time is true of them."""
    scheme = exercise["scheme"]
    told = {exercise["reps"], exercise["reps_to"], exercise["seconds"], exercise["seconds_to"], scheme["duration_s"]}
    if scheme["work_s"] and scheme["off_s"] and scheme["sets"]:
        told = {(scheme["work_s"] + scheme["off_s"]) * scheme["sets"]}
    is_told = all(figure in told for name, figure in figures.items() if name != "sets")
    return is_told and figures.get("sets", 0) <= (scheme["sets_to"] or 0)
