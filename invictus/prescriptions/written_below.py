"""What is written below that which it belongs to: sets line by line, a scheme, the movement above once more."""

from __future__ import annotations

from typing import Optional

from invictus.prescriptions.blocks import named_sets
from invictus.prescriptions.entries import Entries, fields_fit, loads_fit
from invictus.prescriptions.exercise import MEASURES, MOST_SETS, SCHEME, put_said, says_weight
from invictus.prescriptions.names import fit_times
from invictus.prescriptions.reading import Group, LineReading, numbered, total_sets
from invictus.prescriptions.shapes import Exercise, Load, Part, SaidOfExercise, SaidOfScheme, Scheme


class WrittenBelow(Entries):
    """Gives sets, schemes and further loads to the entries that they are written below."""

    # --- Sets written line below line ---------------------------------------------------------------------------------

    def _place_groups(self, reading: LineReading, at: int) -> bool:
        """Place `5x3 @ 80%`, or `10 reps (60%)` as one line of a list of sets, or as all of them."""
        entry, groups = self.entry, reading.groups
        if not self.details_may_follow or self.block.is_over or not fields_fit(reading.fields, entry):
            return False
        counts = [each["times"] for _, each in groups if each["times"]]
        if not all(fit_times(LineReading(parts=entry["movements"]), times) for times in counts):
            return False
        run = self._list_from(at)
        if self._are_further_sets(reading):
            return self._place_further_sets(reading)
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

    def _are_further_sets(self, reading: LineReading) -> bool:
        """Return whether it is "Back-off: 2x5 @ 70%" below a movement that has all its sets."""
        has_all = self.block.has_own_sets and self.certain_sets() and not self.in_a_list
        return bool(has_all) and (reading.is_label or all(sets for sets, _ in reading.groups))

    def _place_further_sets(self, reading: LineReading) -> bool:
        groups = reading.groups
        sets = total_sets(groups)
        further = LineReading(fields=reading.fields, cues=reading.cues, loads=numbered(groups))
        if len(groups) == 1:
            [only] = further.loads
            further.fields = {**further.fields, "reps": only["reps"], "reps_to": only["reps_to"]}
            further.loads = [{**only, "sets": [], "reps": None, "reps_to": None}] if says_weight(only) else []
        further.scheme = {**SCHEME, "kind": "sets", "sets": sets, "sets_to": sets}
        self.open_block()
        self._write_same_movement(further)
        self.block.has_own_sets = True
        return True

    def _list_from(self, at: int) -> list[LineReading]:
        run: list[LineReading] = []
        for place in range(at, min(at + 2 * MOST_SETS, len(self.readings))):
            reading = self.readings[place]
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
            self.take_sets(how_many)
        put_said(self.entry, measure)
        self.entry["loads"] += [for_all] if weighs else []
        return True

    def _place_in_list(self, groups: list[Group], run: list[LineReading]) -> bool:
        named = named_sets(self.entry["loads"])
        total = len(named) + sum(total_sets(each.groups) for each in run)
        # "1 set:" above a list goes through it once.
        if self.scheme["sets"] not in (None, 1, total) or total > MOST_SETS:
            return False
        self.entry["loads"] += numbered(groups, first=max(named, default=0) + 1)
        self.take_sets(total)
        self.in_a_list = True
        return True

    def _resolve_sets(self, reading: LineReading, opens: bool) -> bool:
        """Give "the last 2 sets" their numbers; False if the block does not tell them."""
        for at, which in reading.some_sets.items():
            own = reading.scheme.get("sets")
            if opens and not own:
                return False
            held = self.scheme
            if own:
                self.entry["scheme"] = {**SCHEME, "sets": own, "sets_to": own}
            meant = self.sets_meant(which)
            self.entry["scheme"] = held
            if not meant:
                return False
            reading.loads[at]["sets"] = meant
        return True

    def _shares_the_sets(self, at: int) -> bool:
        """Return whether "Sets 1-3: Snatch" and "Sets 4-5: Clean" are below one scheme: each has its sets alone."""
        names = {reading.movement for reading in self.readings[max(0, at - 9) : at + 9] if reading and reading.of_set}
        return len(names) > 1 and bool(self.certain_sets() or self.entry["movement"])

    def _split_the_sets(self, reading: LineReading) -> None:
        """Open a block for the sets that one movement has of a scheme."""
        scheme: Scheme = {**self.scheme}
        if self.entry["movement"]:
            self.open_block()
        sets, interval = len(named_sets(reading.loads)), scheme["interval_s"]
        self.scheme.update({**scheme, "duration_s": interval and interval * sets, "sets": sets, "sets_to": sets})

    # --- Schemes below what they belong to ----------------------------------------------------------------------------

    def _names_aim(self, reading: LineReading) -> bool:
        """Return whether "Build to a 5-RM" only says what the sets above are for, and begins no new block."""
        if reading.aim and not reading.movement:
            return True
        is_aim = reading.scheme.get("kind") == "establish" and not reading.opens and not reading.is_label
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
        if self.scheme["what"] or self.weighs_all_sets() or (sets and self.scheme["sets"] not in (None, sets)):
            return False
        if not self.scheme["kind"] and not self.entry["movement"] and not reading.movement:
            return False
        if (reading.fields and not fields_fit(reading.fields, self.entry)) or reading.loads or reading.groups:
            return False
        self.write(said)
        self.scheme.update({**self.scheme, **aim})
        self.scheme["kind"] = self.scheme["kind"] or "establish"
        if sets and not self.scheme["sets"]:
            self.scheme.update({"sets": sets, "sets_to": sets})
        return True

    def _closes_list(self, reading: LineReading, at: int) -> bool:
        """Return whether "8 reps each, 5 rounds", or "5 rounds", is below a list of movements that has no scheme."""
        is_last = self._following[at] >= len(self.lines)
        has_list = bool(self.entry["movement"]) and not self.scheme["kind"] and not self.block.is_over
        kinds = ("sets", "rounds") if reading.closes or self.block.is_titled else ("sets", "rounds", "every")
        is_scheme = reading.scheme["kind"] in kinds and not reading.movement and not reading.opens
        return is_scheme and has_list and (is_last or reading.closes) and not reading.loads

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
        gives = bool(reading.loads) or self._sets_follow(at)
        return reading.is_scheme_alone and is_bare and not self.scheme["kind"] and gives

    def _complete_scheme(self, reading: LineReading) -> bool:
        if self.scheme["kind"] == "clock":
            reading.scheme["starts_s"] = self.scheme["starts_s"]
        elif self.scheme["kind"]:
            sets = reading.scheme["sets"]
            if self.scheme["sets"] not in (None, sets):
                return False
            reading.scheme = {**self.scheme, "sets": sets, "sets_to": sets}
        if reading.loads and reading.fields.keys() & {"reps"}:
            put_said(self.entry, {"reps": reading.fields["reps"], "reps_to": reading.fields["reps_to"]})
            reading.fields = {}
        if not self._resolve_sets(reading, opens=False) or not self.agrees(reading, opens=False):
            return False
        self.write(reading)
        return True

    def _sets_follow(self, at: int) -> bool:
        following = self.following(at)
        return following is not None and following.gives_sets

    # --- The movement above once more ---------------------------------------------------------------------------------

    def _place_same_movement(self, reading: LineReading) -> bool:
        if self.above() is None or not self.details_may_follow:
            return False
        self.open_block()
        self._write_same_movement(reading)
        return True

    def _write_same_movement(self, reading: LineReading) -> None:
        above = self.above()
        if above is None:
            return
        parts: list[Part] = [{**part} for part in above["movements"]]
        _resolve(reading, above)
        self.write(
            LineReading(
                movement=above["movement"],
                parts=parts,
                scheme=reading.scheme,
                fields=reading.fields,
                loads=reading.loads,
                cues=reading.cues,
            )
        )


def _resolve(reading: LineReading, above: Exercise) -> None:
    """Resolve "70% of above", which refers to what was established there."""
    what = above["scheme"]["what"]
    if what and reading.of_what_is_above:
        for each in reading.loads:
            each["of"] = each["of"] or ("that" if each["percent_from"] is not None else "")
    of = f"today's {what} {above['movement']}".replace("today's today's", "today's") if what else ""
    for each in reading.loads:
        if each["of"] in ("that", "above", "it", "this", "those", "that weight"):
            each["of"] = of or each["of"]
        if each["relative"] == "that":
            each["relative"] = of or each["relative"]
