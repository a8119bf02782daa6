"""Schemes written below what they belong to: the aim of the sets above, the end of a list, a missing scheme."""

from __future__ import annotations

from invictus.prescriptions.agreement import MEASURES, fields_fit
from invictus.prescriptions.exercise import put_said
from invictus.prescriptions.reading import LineReading
from invictus.prescriptions.set_lists import SetLists
from invictus.prescriptions.shapes import SaidOfExercise, SaidOfScheme


class LateSchemes(SetLists):
    """Places the schemes that say something of the lines above them, and open no block."""

    def _names_aim(self, reading: LineReading) -> bool:
        """Return whether "Build to a 5-RM" only says what the sets above are for, and begins no new block."""
        if reading.aim and not reading.movement:
            return True
        is_aim = reading.scheme.get("kind") == "establish" and not reading.opens
        awaits = bool(self.scheme["kind"]) and not self.entry["movement"] and self.scheme["kind"] != "establish"
        return (
            is_aim
            and reading.scheme["duration_s"] is None
            and ((awaits and not self.block.is_over) or (not reading.movement and self.details_may_follow))
        )

    def _place_aim(self, reading: LineReading) -> bool:
        aim: SaidOfScheme = reading.aim or {"what": reading.scheme["what"], "rep_max": reading.scheme["rep_max"]}
        said = LineReading(movement=reading.movement, parts=reading.parts, fields=reading.fields, cues=reading.cues)
        sets = reading.scheme.get("sets")
        if self.scheme["what"] or (sets and self.scheme["sets"] not in (None, sets)):
            return False
        if not self.scheme["kind"] and not self.entry["movement"] and not reading.movement:
            return False
        if (reading.fields and not fields_fit(reading.fields, self.entry)) or reading.loads or reading.groups:
            return False
        self._write(said)
        self.scheme.update({**self.scheme, **aim})
        self.scheme["kind"] = self.scheme["kind"] or "establish"
        if sets and not self.scheme["sets"]:
            self.scheme.update({"sets": sets, "sets_to": sets})
        return True

    def _closes_list(self, reading: LineReading, at: int) -> bool:
        """Return whether "8 reps each, 5 rounds", or "5 rounds", is below a list of movements that has no scheme."""
        following = self._next(at)
        is_last = following is None and self.readings[at + 1 :].count(None) == 0
        has_list = bool(self.entry["movement"]) and not self.scheme["kind"] and not self.block.is_over
        kinds = ("sets", "rounds") if reading.closes or self.block.is_titled else ("sets", "rounds", "every")
        is_scheme = reading.scheme["kind"] in kinds and not reading.movement and not reading.opens
        return is_scheme and has_list and (is_last or reading.closes)

    def _close_list(self, reading: LineReading) -> bool:
        reps: SaidOfExercise = {}
        if "reps" in reading.fields:
            reps = {"reps": reading.fields["reps"], "reps_to": reading.fields["reps_to"]}
        entries = [entry for entry in self.in_block if entry["movement"]]
        if reps and any(entry[measure] for entry in entries for measure in MEASURES):
            return False
        for entry in entries:
            put_said(entry, reps)
        self.scheme.update({**self.scheme, **reading.scheme})
        self.block.rest = {}
        if "rest_s" in reading.fields:
            self.block.rest = {"rest_s": reading.fields["rest_s"], "rest_to_s": reading.fields["rest_to_s"]}
        self.details_may_follow = False
        return True

    def _completes_scheme(self, reading: LineReading, at: int) -> bool:
        """Return whether it completes the scheme above: for a movement without one, or after a time of the clock."""
        if reading.opens or self.block.is_over or reading.closes:
            return False
        if self.scheme["kind"] == "clock" and not self.entry["movement"]:
            return bool(reading.scheme["kind"] != "clock")
        has_own_sets = reading.movement and reading.scheme["kind"] == "sets"
        if has_own_sets and self.scheme["kind"] and not self.entry["movement"]:
            return True
        says = bool(self.entry["loads"]) or any(self.entry[measure] for measure in MEASURES)
        is_bare = bool(self.entry["movement"]) and not says
        return self._is_scheme_alone(reading) and is_bare and not self.scheme["kind"] and self._sets_follow(at)

    def _complete_scheme(self, reading: LineReading) -> bool:
        if self.scheme["kind"] == "clock":
            reading.scheme["starts_s"] = self.scheme["starts_s"]
        elif self.scheme["kind"]:
            sets = reading.scheme["sets"]
            if self.scheme["sets"] not in (None, sets):
                return False
            reading.scheme = {**self.scheme, "sets": sets, "sets_to": sets}
        if not self._agrees(reading, opens=False):
            return False
        self._write(reading)
        return True

    def _sets_follow(self, at: int) -> bool:
        following = self._next(at)
        return following is not None and following.gives_sets

    @staticmethod
    def _is_scheme_alone(reading: LineReading) -> bool:
        return (
            bool(reading.scheme)
            and reading.scheme["kind"] in ("sets", "every")
            and not reading.movement
            and not reading.opens
        )
