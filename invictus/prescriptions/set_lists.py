"""Sets written line below line: `5x3 @ 80%`, or `10 reps (60%)` as one line of a list, or as all sets."""

from __future__ import annotations

from typing import Optional

from invictus.prescriptions.agreement import fields_fit, fit_times, loads_fit, named_sets
from invictus.prescriptions.entries import Entries
from invictus.prescriptions.exercise import put_said
from invictus.prescriptions.loads import says_weight
from invictus.prescriptions.reading import LineReading
from invictus.prescriptions.shapes import Load, SaidOfExercise
from invictus.prescriptions.shorthand import Group, numbered, total_sets


class SetLists(Entries):
    """Places the readings that have groups of sets and no movement of their own."""

    def _place_groups(self, reading: LineReading, at: int) -> bool:
        """Place `5x3 @ 80%`, or `10 reps (60%)` as one line of a list of sets, or as all of them."""
        entry, groups = self.entry, reading.groups
        if not self.details_may_follow or self.block.is_over or not fields_fit(reading.fields, entry):
            return False
        if reading.part_times and not fit_times(entry["movements"], reading.part_times):
            return False
        run = self._list_from(at)
        if len(run) == 1 and len(groups) == 1 and not self.in_a_list:
            placed = not reading.ambiguous and self._place_for_all(*groups[0])
        else:
            placed = self._place_in_list(groups, run)
        if placed:
            put_said(entry, reading.fields)
            entry["cues"] += reading.cues
            entry["loads"] += reading.loads
            if reading.aim and not self.scheme["what"]:
                self.scheme.update({**self.scheme, **reading.aim})
        return placed

    def _list_from(self, at: int) -> list[LineReading]:
        run: list[LineReading] = []
        for reading in self.readings[at:]:
            if reading is not None and reading.is_cue:
                continue
            if reading is None or reading.movement or not reading.groups or reading.scheme:
                break
            run.append(reading)
        return run

    def _place_for_all(self, how_many: Optional[int], said: Load) -> bool:
        measure: SaidOfExercise = {"max_effort": True} if said["max_effort"] else {}
        if said["reps"]:
            measure.update({"reps": said["reps"], "reps_to": said["reps_to"]})
        for_all: Load = {**said, "reps": None, "reps_to": None, "max_effort": False}
        weighs = says_weight(for_all)
        if not fields_fit(measure, self.entry) or (
            weighs and not loads_fit([for_all], self.entry["loads"], self.scheme)
        ):
            return False
        if how_many and self.scheme["sets"] not in (None, how_many):
            return False
        if how_many and not self.scheme["sets"]:
            self._take_sets(how_many)
        put_said(self.entry, measure)
        self.entry["loads"] += [for_all] if weighs else []
        return True

    def _place_in_list(self, groups: list[Group], run: list[LineReading]) -> bool:
        named = named_sets(self.entry["loads"])
        total = len(named) + sum(total_sets(each.groups) for each in run)
        # "1 set:" above a list goes through it once.
        if self.scheme["sets"] not in (None, 1, total):
            return False
        self.entry["loads"] += numbered(groups, first=max(named, default=0) + 1)
        self._take_sets(total)
        self.in_a_list = True
        return True

    def _take_sets(self, how_many: int) -> None:
        self.block.has_own_sets = self.block.has_own_sets or not self.scheme["kind"]
        self.scheme.update({"kind": self.scheme["kind"] or "sets", "sets": how_many, "sets_to": how_many})
