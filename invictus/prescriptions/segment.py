"""Reading a segment: what each line means among its neighbours.

A segment's lines are read one by one (`prescriptions.line`); the reader here gives each reading to the exercise it
belongs to, opens blocks, and refuses what contradicts the lines above. What only a whole block can tell (the turns of
its movements, one load for all of them) is settled as the block ends (`prescriptions.block`).

The reader is built up in four files: `entries` holds the exercises while a segment is read, `set_lists` places lists of
sets, `late_schemes` takes schemes that are written below what they belong to, and this one decides what each line is.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from invictus.prescriptions.agreement import named_sets, restates
from invictus.prescriptions.exercise import SCHEME
from invictus.prescriptions.late_schemes import LateSchemes
from invictus.prescriptions.line import LONGEST_LINE
from invictus.prescriptions.marks import plain
from invictus.prescriptions.names import names
from invictus.prescriptions.reading import LineReading
from invictus.prescriptions.shapes import Exercise, Part
from invictus.prescriptions.words import is_sentence, is_title, names_a_movement

# A line that was not understood, but opens a piece: the scheme above it does not hold below it.
_OPENS_A_PIECE = re.compile(
    r"\*?(?:every (?:\d|minute|other)|(?:emom|e\d{1,3}\w{1,3}|amrap|tabata|for time)\b|"
    r"\w{1,10} (?:sets?|rounds?)\b|(?:and )?(?:then|immediately|afterwards?|next|finally)\b|rest .{1,40}\bthen\b|"
    r"(?:when|once|as) the .{0,20}clock|at (?:the )?\d|part [a-z]\b)|.*:$",
    re.I,
)
_REST = {"rest_s", "rest_to_s"}
# After these a rest follows the whole piece, and not one of its movements.
_DONE_WITHOUT_REST = ("amrap", "continuous", "clock")


def exercises_in(segment: str, lines: Iterable[str]) -> list[Exercise]:
    """Return the exercises of one segment's lines, without videos."""
    reader = _SegmentReader(segment, list(lines))
    return reader.exercises()


class _SegmentReader(LateSchemes):
    """Takes a segment line by line, and gives each reading to the exercise it belongs to."""

    def exercises(self) -> list[Exercise]:
        """Read all lines. An empty segment has no exercises."""
        for at, line in enumerate(self.lines):
            self._take(at, line)
        self.block.settle(self.in_block)
        kept = [entry for entry in self.entries if entry["text"] or entry["notes"] or entry["movement"]]
        return [{**entry, "scheme": {**entry["scheme"]}} for entry in kept]

    def _take(self, at: int, line: str) -> None:
        reading = self.readings[at]
        if reading is None or not self._place(reading, at):
            self._note(line)
            return
        spoken_of = self._spoken_of(reading)
        spoken_of["text"].append(line)
        if reading.is_cue:
            spoken_of["cues"] += reading.cues
        if reading.then:
            self._open_block()
            self._write_same_movement(reading.then)

    def _note(self, line: str) -> None:
        has_begun = self.entry["movement"] or self.entry["loads"] or self.scheme["kind"] or self.block.is_titled
        if has_begun and _OPENS_A_PIECE.match(plain(line[:LONGEST_LINE].strip())):
            self._open_block()
        # A sentence was no movement; anything else may have been.
        if not is_sentence(plain(line)):
            self.details_may_follow = False
        self.in_a_list = False
        self.entry["notes"].append(line)

    # --- Where a reading goes -----------------------------------------------------------------------------------------

    def _place(self, reading: LineReading, at: int) -> bool:
        """Give a reading to the exercise it belongs to; False if it contradicts what is above it."""
        if reading.is_cue:
            return restates(reading.restates, self.scheme, self._spoken_of(reading))
        reading = self._in_its_place(reading, at)
        if reading.then and not (reading.movement or (self.entry["movement"] and self.details_may_follow)):
            return False
        if self._is_rest_after_the_piece(reading):
            self._open_block()
            self._write(reading)
            self.block.is_over = True
            return True
        if reading.is_bare_movement and not self._is_a_movement_here(reading, at):
            if not reading.may_be_title:
                return False
            reading = LineReading(opens=True)
        if reading.groups and not reading.movement and not reading.scheme:
            return self._place_groups(reading, at)
        if reading.same_movement:
            return self._place_same_movement(reading)
        if self._names_aim(reading):
            return self._place_aim(reading)
        if reading.scheme and self._closes_list(reading, at):
            return self._close_list(reading)
        if reading.scheme and self._completes_scheme(reading, at):
            return self._complete_scheme(reading)
        opens = self._opens(reading, at)
        if not self._agrees(reading, opens):
            return False
        if opens:
            self._open_block()
        self._write(reading)
        return True

    def _spoken_of(self, reading: LineReading) -> Exercise:
        """Return the entry that a line belongs to: the last; for coaching words, the one whose movement they name."""
        if not reading.is_cue:
            return self.entry
        named = [entry for entry in self.in_block if names(reading.cues[0], entry["movement"])]
        return named[0] if len(named) == 1 else self.entry

    def _in_its_place(self, reading: LineReading, at: int) -> LineReading:
        """Return the reading, changed if its words mean something else here than in other blocks."""
        if reading.leads_on and self._goes_on_in_the_block(at):
            return LineReading(leads_on=True)
        if reading.scheme_detail.keys() == {"off_s"} and self.scheme["kind"] != "tabata":
            rest = reading.scheme_detail["off_s"]
            return LineReading(fields={"rest_s": rest, "rest_to_s": rest})
        if reading.scheme_detail.keys() == {"duration_s"} and not self.scheme["kind"] and not self.entry["movement"]:
            return LineReading(scheme={**SCHEME, "kind": "for_time", **reading.scheme_detail})
        if reading.of_set and reading.movement == self.entry["movement"]:
            return LineReading(loads=reading.loads, cues=reading.cues)
        return reading

    def _goes_on_in_the_block(self, at: int) -> bool:
        """Return whether a movement without its own scheme follows: both are done in each set of the scheme above."""
        following = self._next(at)
        has_sets = bool(self.scheme["sets"]) and bool(self.entry["movement"]) and not named_sets(self.entry["loads"])
        return following is not None and bool(following.movement) and not following.scheme and has_sets

    def _opens(self, reading: LineReading, at: int) -> bool:
        if reading.opens or self.block.is_over:
            return True
        if reading.scheme:
            return bool(self.scheme["kind"] or self.entry["movement"] or self.entry["loads"])
        if self.block.has_own_sets and reading.movement:
            return True
        return (
            reading.is_bare_movement
            and bool(self.entry["movement"])
            and not self.scheme["kind"]
            and self._sets_follow(at)
        )

    def _is_rest_after_the_piece(self, reading: LineReading) -> bool:
        is_rest = bool(reading.fields) and reading.fields.keys() <= _REST
        if not is_rest or reading.movement or reading.scheme or reading.loads or reading.rest_between_movements:
            return reading.opens and is_rest
        goes_on = self.scheme["kind"] in _DONE_WITHOUT_REST or (
            self.scheme["kind"] == "for_time" and not self.scheme["sets"]
        )
        return reading.opens or (goes_on and bool(self.entry["movement"]))

    def _is_a_movement_here(self, reading: LineReading, at: int) -> bool:
        """Return whether a name alone on its line is a movement: its sets follow, or a scheme above awaits it."""
        is_name = is_title(reading.movement) or names_a_movement(reading.movement)
        following = self._next(at)
        if not self.scheme["kind"] or self.block.has_own_sets:
            if following is not None and self._is_scheme_alone(following):
                following = self._next(self.readings.index(following, at + 1))
            if following is not None and following.gives_sets:
                return is_name
            return self.block.is_titled and names_a_movement(reading.movement)
        if not self.entry["movement"]:
            return is_name
        # One more movement of a list. Sets by number below the first are its own, so that the next is not of the list.
        listed = self.scheme["kind"] not in ("establish", "tabata") and not named_sets(self.entry["loads"])
        return listed and names_a_movement(reading.movement)

    # --- The movement above once more ---------------------------------------------------------------------------------

    def _place_same_movement(self, reading: LineReading) -> bool:
        if self._above() is None or not self.details_may_follow:
            return False
        self._open_block()
        self._write_same_movement(reading)
        return True

    def _write_same_movement(self, reading: LineReading) -> None:
        above = self._above()
        if above is None:
            return
        parts: list[Part] = [{**part} for part in above["movements"]]
        self._resolve(reading, above)
        self._write(
            LineReading(
                movement=above["movement"],
                parts=parts,
                scheme=reading.scheme,
                fields=reading.fields,
                loads=reading.loads,
                cues=reading.cues,
            )
        )

    @staticmethod
    def _resolve(reading: LineReading, above: Exercise) -> None:
        """Resolve "70% of above", which refers to what was established there."""
        what = above["scheme"]["what"]
        of = f"today's {what} {above['movement']}" if what else ""
        for each in reading.loads:
            if each["of"] in ("that", "above", "it", "this", "those"):
                each["of"] = of or each["of"]
            if each["relative"] == "that":
                each["relative"] = of or each["relative"]
