"""Reading a segment: what each line means among its neighbours.

A segment's lines are read one by one (`line`); the reader here gives each reading to the exercise it belongs to, opens
blocks, and refuses what contradicts the lines above. What only a whole block can tell (the turns of its movements, one
load for all of them) is settled as the block ends (`blocks`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Optional

from invictus.prescriptions.blocks import named_sets
from invictus.prescriptions.entries import restates
from invictus.prescriptions.exercise import MEASURES, SCHEME, load, says_weight
from invictus.prescriptions.line import LONGEST_LINE, read_line
from invictus.prescriptions.marks import plain_line
from invictus.prescriptions.names import may_speak_of, speaks_of
from invictus.prescriptions.openings import heads, past_numbers, read_turn
from invictus.prescriptions.reading import LineReading
from invictus.prescriptions.shapes import Exercise, SaidOfScheme
from invictus.prescriptions.tokens import TokenLine, line_of
from invictus.prescriptions.values import Sets
from invictus.prescriptions.words import is_sentence, is_title, may_change_every_set, names_a_movement
from invictus.prescriptions.written_below import WrittenBelow

# A line that was not understood, but opens a piece: the scheme above it does not hold below it.
_OPENS_A_PIECE = re.compile(
    r"\*?(?:every (?:\d|:\d|minute|other)|(?:emom|e\d{1,3}\w{1,3}|amrap|tabata|for time)\b|"
    r"\w{1,10} (?:sets?|rounds?)\b|(?:and )?(?:then|immediately|afterwards?|next|finally)\b|rest .{1,40}\bthen\b|"
    r"(?:when|once|as) the .{0,20}clock|at (?:the )?\d|part [a-z]\b|finisher|(?:cool|warm)[ -]?(?:down|up)|"
    r"\d{1,2}[.)] |"
    r"(?:strength|skill|wod|metcon|conditioning|accessory|cash[ -]?out|buy[ -]?in)\b|competitor|notes?:|"
    r"\d+ ?mins?\b)|.*:$",
    re.I,
)
# A line that was not understood and has none of these changes loads alone.
_SPEAKS_OF_REPS = frozenset(
    """rep max amrap single singles double doubles triple triples <number> <numword> <range> <plus> <open>
    <time>""".split()
)
_PLUS = re.compile(r"[\s+&.,;:-]*\+[\s+&.,;:-]*")
_OR = re.compile(r"\W*or\W*", re.I)
_NUMBER = re.compile(r"\(?(\d{1,2})[.):]\s")
_REST = {"rest_s", "rest_to_s"}
_BARE_REST = re.compile(r"(?:\(?\w{1,2}[.):]\s)?\W*(?:rest|off|breathe|recover)\W*", re.I)
# After these a rest follows the whole piece, and not one of its movements.
_DONE_WITHOUT_REST = ("amrap", "continuous", "clock")


def exercises_in(segment: str, lines: Iterable[str]) -> list[Exercise]:
    """Return the exercises of one segment's lines, without videos."""
    kept = list(lines)
    return _SegmentReader(segment, kept, [read_line(line) for line in kept]).exercises()


class _SegmentReader(WrittenBelow):
    """Takes a segment line by line, and gives each reading to the exercise it belongs to."""

    def exercises(self) -> list[Exercise]:
        """Read all lines. An empty segment has no exercises."""
        self.is_alternative = False  # "OR" is above: what follows is done instead
        for at, line in enumerate(self.lines):
            self._take(at, line)
        self.block.settle(self.in_block)
        kept = [entry for entry in self.entries if entry["text"] or entry["notes"] or entry["movement"]]
        return [{**entry, "scheme": {**entry["scheme"]}} for entry in kept]

    def _take(self, at: int, line: str) -> None:
        reading = self.readings[at]
        self._heed_opening(line, reading)
        if reading is None or self.is_alternative or not self._place(reading, at):
            self._note(line, reading)
            return
        spoken_of = self._spoken_of(reading)
        spoken_of["text"].append(line)
        if reading.is_cue:
            spoken_of["cues"] += reading.cues
        if reading.then:
            self.open_block()
            self._write_same_movement(reading.then)
        for further in reading.more:
            if further.scheme:
                self._place(further, at)
            else:
                self.write(further)

    def _heed_opening(self, line: str, reading: Optional[LineReading]) -> None:
        """Open a block at a lone "+", and at the number of the next piece; leave one out after "OR"."""
        number = _NUMBER.match(line[:8])
        is_next = number is not None and int(number[1]) > 1 and self.block.is_numbered
        if _PLUS.fullmatch(line[:LONGEST_LINE]) or is_next:
            self.open_block()
        is_turn = self.scheme["kind"] == "every" and self.scheme["interval_s"] == 60 and not self.block.is_numbered
        if number and is_turn and reading is not None and not reading.scheme and (reading.movement or reading.rests):
            reading.turn = int(number[1])
        if self.is_alternative and reading is not None and (reading.scheme or reading.opens) and not reading.movement:
            self.is_alternative = False

    def _note(self, line: str, reading: Optional[LineReading]) -> None:
        tokens = line_of(plain_line(line[:LONGEST_LINE]))
        text = tokens.plain.text
        if _OR.fullmatch(text):
            self.is_alternative = True
        has_begun = self.entry["movement"] or self.entry["loads"] or self.scheme["kind"] or self.block.is_titled
        is_doubt = self._doubt(text, tokens, reading)
        if has_begun and not self.is_alternative and not is_doubt and (_OPENS_A_PIECE.match(text) or heads(text)):
            self.open_block()
        # A sentence was no movement; anything else may have been.
        if not is_sentence(text.rstrip(".!")):
            self.passed_over = bool(self.scheme["kind"]) and not self.entry["movement"] and not text.endswith(":")
            if not _BARE_REST.fullmatch(text):
                self.details_may_follow = False
            if self.scheme["kind"] == "every" and len(line) < LONGEST_LINE:
                self.block.members += 1
        turn = read_turn(past_numbers(tokens))
        if turn and turn[0].turn:
            self.block.turns = max(self.block.turns, turn[0].turn)
        self.in_a_list = False
        self.entry["notes"].append(line)

    def _doubt(self, text: str, line: TokenLine, reading: Optional[LineReading]) -> bool:
        """Mark the sets that a line may change which was not understood; return whether it names any."""
        if not self.entry["movement"] or self.is_alternative or text.lower().startswith("rest"):
            return False
        # It may change an exercise further up that it names, and if it names none, any that has loads.
        others = [each for each in self.in_block[:-1] if may_speak_of(text, each["movement"])]
        return any([self._doubt_of(entry, text, line, reading) for entry in (*others, self.entry)])

    def _doubt_of(self, entry: Exercise, text: str, line: TokenLine, reading: Optional[LineReading]) -> bool:
        total = self.scheme["sets_to"] or max(named_sets(entry["loads"]), default=0)
        every = list(range(1, total + 1))
        doubted: list[int] = []
        for token in line.tokens:
            if token.symbol in ("<set_numbers>", "<some_sets>", "<all_sets>"):
                meant = None if token.value == Sets() else self.sets_meant(token.value)
                doubted += every if meant is None else meant
        said = [token.symbol for token in line.tokens]
        has_load = any(says_weight(each) for each in entry["loads"])
        is_of_another = not may_speak_of(text, entry["movement"])
        is_doubt = may_change_every_set(text) and (not is_of_another or "based" in text.lower())
        contradicts = has_load and not is_of_another and bool({"<percent>", "<weight>"} & set(said))
        speaks_of_sets = bool({"set", "round", "rep"} & set(said)) and any(token.is_figure for token in line.tokens)
        is_not_for_all = reading is not None and (bool(reading.last_set) or self._names_aim(reading))
        if (is_doubt and not doubted) or (has_load and is_not_for_all):
            doubted += every
        elif not doubted and reading is None and is_sentence(text) and not _OPENS_A_PIECE.match(text):
            doubted += every if contradicts or speaks_of_sets else []
        if has_load or _SPEAKS_OF_REPS & set(said):
            held = set(entry["uncertain"])
            entry["uncertain"] = sorted(held | {number for number in doubted if number in every})
        return bool(doubted)

    # --- Where a reading goes -----------------------------------------------------------------------------------------

    def _place(self, reading: LineReading, at: int) -> bool:
        """Give a reading to the exercise it belongs to; False if it contradicts what is above it."""
        if reading.is_cue:
            return restates(reading.restates, self.scheme, self._spoken_of(reading))
        reading = self._in_its_place(reading, at)
        if reading.then and not (reading.movement or (self.entry["movement"] and self.details_may_follow)):
            return False
        if self._is_rest_after_the_piece(reading):
            self.open_block()
            self.write(reading)
            self.block.is_over = True
            return True
        if reading.is_bare_movement and not self._is_a_movement_here(reading, at):
            if not reading.may_be_title:
                return False
            reading = LineReading(opens=True)
        if reading.rests and not reading.movement and self._is_a_turn(at):
            self.block.members += 1
            return True
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
        if reading.of_set and self._shares_the_sets(at):
            self._split_the_sets(reading)
        if reading.minutes and not self._take_minutes(reading):
            return False
        opens = self._opens(reading, at)
        if reading.scheme and reading.loads and not reading.movement:
            reading.of_block, reading.loads = reading.loads, []
        if not self._resolve_sets(reading, opens) or not self.agrees(reading, opens):
            return False
        if opens:
            self.open_block()
        self.write(reading)
        if reading.scheme and _NUMBER.match(self.lines[at][:8]):
            self.block.is_numbered = True
        return True

    def _take_minutes(self, reading: LineReading) -> bool:
        """Open a block for "Minutes 1-4:" of an EMOM: it lasts so many minutes of the scheme above."""
        scheme = self.scheme
        if scheme["kind"] != "every" or scheme["interval_s"] != 60 or self.block.turns:
            return False
        if self.entry["movement"]:
            self.open_block()
        sets = reading.minutes
        self.scheme.update({**scheme, "duration_s": 60 * sets, "sets": sets, "sets_to": sets})
        return True

    def _is_a_turn(self, at: int) -> bool:
        return self.block.takes_turns and bool(_BARE_REST.fullmatch(self.lines[at]))

    def _spoken_of(self, reading: LineReading) -> Exercise:
        """Return the entry that a line belongs to: the last; for coaching words, the one whose movement they name."""
        if not reading.is_cue:
            return self.entry
        named = [entries for name, entries in self.block.by_name.items() if speaks_of(reading.cues[0], name)]
        return named[0][0] if len(named) == 1 and len(named[0]) == 1 else self.entry

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
        if reading.ladder and not reading.scheme and self.scheme["kind"] != "for_time":
            return self._ladder_in_its_place(reading)
        return reading

    def _ladder_in_its_place(self, reading: LineReading) -> LineReading:
        """Return "5-5-3-3-1" as the sets of the movement above it, or as the rounds of the movements below it."""
        entry = self.entry
        is_bare = bool(entry["movement"]) and not entry["loads"] and not any(entry[measure] for measure in MEASURES)
        if is_bare and self.details_may_follow:
            return LineReading(groups=[(1, load([], reps=reps, reps_to=reps)) for reps in reading.ladder])
        figures: SaidOfScheme = {"sets": len(reading.ladder), "sets_to": len(reading.ladder)}
        return LineReading(scheme={**SCHEME, "kind": "rounds", **figures}, ladder=reading.ladder)

    def _goes_on_in_the_block(self, at: int) -> bool:
        """Return whether a movement without its own scheme follows: both are done in each set of the scheme above."""
        following = self.following(at)
        has_sets = bool(self.scheme["sets"]) and bool(self.entry["movement"]) and not named_sets(self.entry["loads"])
        return following is not None and bool(following.movement) and not following.scheme and has_sets

    def _opens(self, reading: LineReading, at: int) -> bool:
        if reading.opens or self.block.is_over:
            return True
        if reading.scheme:
            return bool(self.scheme["kind"] or self.entry["movement"] or self.entry["loads"])
        if reading.movement and (self.block.has_own_sets or (reading.is_label and reading.turn is None)):
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
        if not self.scheme["kind"] or self.block.has_own_sets:
            following = self.following_but_schemes(at)
            next_one = self.following(at)
            gives = following is not None and (following.gives_sets or bool(following.ladder))
            if gives or (next_one is not None and next_one.is_scheme_alone and bool(next_one.loads)):
                return is_name
            return self.block.is_titled and names_a_movement(reading.movement)
        if not self.entry["movement"]:
            return is_name
        # One more movement of a list. Sets by number below the first are its own, so that the next is not of the list.
        listed = self.scheme["kind"] not in ("establish", "tabata") and not named_sets(self.entry["loads"])
        return listed and names_a_movement(reading.movement)
