"""Where what a line says goes: into the block above it, or into one that it opens."""

from __future__ import annotations

import copy
import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Optional, cast

from invictus.prescriptions.block import Block, fields_fit, loads_fit, restates
from invictus.prescriptions.exercise import MOST_SETS, SCHEME, load, named_sets, says_weight, weight_in
from invictus.prescriptions.marks import plain
from invictus.prescriptions.meaning import for_all_sets
from invictus.prescriptions.names import fit_times, speaks_of
from invictus.prescriptions.reading import Group, LineReading, numbered, total_sets
from invictus.prescriptions.settling import are_of_another, number_sets, settle
from invictus.prescriptions.shapes import Exercise, Load, SaidOfScheme, Scheme
from invictus.prescriptions.words import is_sentence, is_title, names_a_movement

# How many movements a line may speak of, the last ones: time stays linear in lines.
MOST_NEAR = 20
BARE_REST = re.compile(r"(?:\(?\w{1,2}[.):]\s)?\W*(?:rest|off|breathe|recover)\W*", re.I)


class Blocks:
    """The blocks of a segment so far."""

    def __init__(self, segment: str, lines: Sequence[str], readings: Sequence[Optional[LineReading]]) -> None:
        self.segment, self.lines, self.readings = segment, lines, readings
        self.all = [Block(segment, 1)]
        # For each line, the next that is more than words to the lifter; the number of lines if none is.
        self._following = [len(lines)] * len(lines)
        for at in reversed(range(1, len(lines))):
            reading = readings[at]
            is_cue = reading.is_cue if reading else is_sentence(plain(lines[at]))
            self._following[at - 1] = self._following[at] if is_cue else at

    @property
    def last(self) -> Block:
        """Return the block that is being read."""
        return self.all[-1]

    def open(self, block: Optional[Block] = None) -> None:
        """Begin a block, unless the one that is being read is still empty."""
        block = block or self._opened()
        if block is not self.last:
            settle(self.last)
            self.all.append(block)

    def _opened(self) -> Block:
        block = self.last
        if not (block.entry["text"] or block.entry["notes"] or block.entry["movement"]):
            return block
        return Block(self.segment, block.number + 1, block.moving[-1] if block.moving else block.above)

    def _next(self, at: int) -> LineReading:
        """Return the reading of the next line that is more than words to the lifter; after the last, an empty one."""
        place = self._following[at]
        return (self.readings[place] if place < len(self.lines) else None) or LineReading()

    def place(self, reading: LineReading, at: int) -> bool:
        """Give the reading of a line to the block it belongs to; False if it contradicts what is above it."""
        block = self.last
        if reading.is_cue:
            return restates(reading.restates, block.scheme, self.spoken_of(reading))
        if reading.same_movement:
            return self._place_same_movement(reading)
        if reading.turn is None and not BARE_REST.fullmatch(self.lines[at]):
            reading.rests = False  # "Rest as needed" takes no turn
        reading = self._in_its_place(reading, at)
        is_run_in_sets = reading.scheme.get("kind") == "sets" and "distance_m" in reading.fields
        if is_run_in_sets and block.scheme["kind"] in ("rounds", "for_time") and "rest_s" not in reading.fields:
            return False  # "Run 400m x 2" among the movements of a round: twice in each, or afterwards?
        if reading.then and not (reading.movement or (block.entry["movement"] and block.details_may_follow)):
            return False
        if reading.is_bare_movement and not self._is_a_movement_here(reading, at):
            if not reading.may_be_title:
                return False
            reading = LineReading(opens=True)
        if reading.groups and not reading.movement and not reading.scheme:
            return self._place_groups(reading, at)
        if (reading.minutes or reading.of_set) and not self._take_part(reading, at):
            return False
        return self._write(reading, self._opened() if self._opens(reading, at) else self.last)

    def _write(self, reading: LineReading, block: Block) -> bool:
        """Write a reading into a block, which may still have to be opened; False if it contradicts the block."""
        if reading.scheme and reading.loads and not (reading.movement or block.entry["movement"]):
            reading.of_block, reading.loads = reading.loads, []
        if not number_sets(reading, reading.scheme.get("sets") or block.certain_sets):
            return False
        is_of_another = not reading.movement and are_of_another(reading.loads, block.entries[-MOST_NEAR:])
        if is_of_another or not block.agrees(reading):
            return False
        self.open(block)
        block.write(reading)
        return True

    def spoken_of(self, reading: LineReading) -> Exercise:
        """Return the entry that a line belongs to: the last; for coaching words, the one whose movement they name."""
        near = self.last.moving[-MOST_NEAR:] if reading.is_cue else []
        named = [entry for entry in near if speaks_of(reading.cues[0], entry["movement"])]
        return named[0] if len(named) == 1 else self.last.entry

    def _in_its_place(self, reading: LineReading, at: int) -> LineReading:
        """Return the reading, changed if its words mean something else here than in other blocks."""
        block, entry, kind = self.last, self.last.entry, self.last.scheme["kind"]
        if reading.leads_on and entry["movement"] and block.scheme["sets"] and not named_sets(entry["loads"]):
            # A movement without its own scheme follows: both are done in each set of the scheme above.
            following = self._next(at)
            return LineReading(leads_on=True) if following.movement and not following.scheme else reading
        if reading.scheme_detail.keys() == {"duration_s"} and not kind and not entry["movement"]:
            return LineReading(scheme={**SCHEME, "kind": "for_time", **reading.scheme_detail})
        if self._is_rest_after_the_piece(reading):
            if self._next(at).of_block:
                return LineReading(cues=[self.lines[at]])
            return replace(reading, opens=True)
        if reading.of_set and reading.movement == entry["movement"]:
            return LineReading(loads=reading.loads, cues=reading.cues)
        if reading.ladder and not reading.scheme and kind != "for_time":
            # "5-5-3-3-1" is the sets of the movement above it, or the rounds of the movements below it.
            if block.details_may_follow and not block.is_measured and not block.ladder:
                return LineReading(groups=[(1, load([], reps=reps, reps_to=reps)) for reps in reading.ladder])
            if not entry["movement"] or self._next(at).movement:
                return LineReading(scheme={**SCHEME, "kind": "rounds"}, ladder=reading.ladder)
        if reading.scheme.get("kind") == "establish" and self._is_aim(reading):
            reading = replace(reading, scheme={}, scheme_detail=_said_in(reading.scheme, kind or "establish"))
        elif reading.scheme and self._completes_block(reading, at):
            kind = reading.scheme["kind"] if kind == "clock" else kind or reading.scheme["kind"]
            reading = replace(reading, scheme={}, scheme_detail=_said_in(reading.scheme, kind))
        return reading

    def _is_aim(self, reading: LineReading) -> bool:
        """Return whether "Build to a 5-RM" only says what the sets above are for, and begins no new block."""
        block = self.last
        awaits = block.awaits_movement and block.scheme["kind"] != "establish" and not block.is_over
        is_of_above = awaits or (not reading.movement and block.details_may_follow)
        return is_of_above and not (reading.opens or reading.is_label or reading.scheme["duration_s"])

    def _opens(self, reading: LineReading, at: int) -> bool:
        """Return whether a line begins a block."""
        block = self.last
        if reading.opens or block.is_over:
            return True
        if reading.scheme:
            return bool(block.scheme["kind"] or block.entry["movement"] or block.entry["loads"])
        if reading.movement and (block.has_own_sets or (reading.is_label and reading.turn is None)):
            return True
        has_no_scheme = bool(block.entry["movement"]) and not block.scheme["kind"]
        return reading.is_bare_movement and has_no_scheme and self._next(at).gives_sets

    def _is_rest_after_the_piece(self, reading: LineReading) -> bool:
        scheme = self.last.scheme
        goes_on = scheme["kind"] in ("amrap", "for_time", "continuous", "clock") and not scheme["sets"]
        # No rest within an interval is as long as the interval.
        goes_on = goes_on or (scheme["interval_s"] or 86400) <= (reading.fields.get("rest_s") or 0)
        has_more = reading.movement or reading.scheme or reading.loads or reading.rest_between_movements
        is_rest = bool(reading.fields) and reading.fields.keys() <= {"rest_s", "rest_to_s"}
        return is_rest and goes_on and bool(self.last.entry["movement"]) and not has_more

    def _is_a_movement_here(self, reading: LineReading, at: int) -> bool:
        """Return whether a name alone on its line is a movement: its sets follow, or a scheme above awaits it."""
        block, following = self.last, self._next(at)
        is_known = names_a_movement(reading.movement)
        is_name = is_title(reading.movement) or is_known
        if not block.scheme["kind"] or block.has_own_sets:
            if following.is_scheme_alone and not following.loads:
                following = self._next(self._following[at])
            has_loads = following.is_scheme_alone and bool(following.loads)
            gives = following.gives_sets or bool(following.ladder) or has_loads
            return is_name if gives else block.is_titled and is_known
        if not block.entry["movement"]:
            return is_name
        # One more movement of a list. Sets by number below the first are its own, so that the next is not of the list.
        is_list = block.scheme["kind"] not in ("establish", "tabata") and not named_sets(block.entry["loads"])
        return is_list and is_known

    # --- Sets written below their movement ----------------------------------------------------------------------------

    def _place_groups(self, reading: LineReading, at: int) -> bool:
        """Place `5x3 @ 80%`, or `10 reps (60%)` as one line of a list of sets, or as all of them."""
        block, entry, groups = self.last, self.last.entry, reading.groups
        parts = LineReading(parts=entry["movements"])
        counted = all(fit_times(parts, each["times"]) for _, each in groups if each["times"])
        if not block.details_may_follow or block.is_over or not counted:
            return False
        if _are_weights_of(entry["loads"], groups) and not reading.fields:
            for own, (_, each) in zip(entry["loads"], groups):
                own.update({**own, **weight_in(each)})
            return True
        is_further = reading.is_label or all(sets for sets, _ in groups)
        has_sets = block.scheme["kind"] == "establish" or (block.has_own_sets and block.certain_sets)
        if is_further and has_sets and not block.in_a_list:
            # "Back-off: 2x5 @ 70%" below a movement that has all its sets is the movement once more.
            further = for_all_sets(reading) if len(groups) == 1 else replace(reading, loads=numbered(groups))
            sets = total_sets(groups)
            further.scheme = {**SCHEME, "kind": "sets", "sets": sets, "sets_to": sets}
            return self._place_same_movement(further)
        in_list = self._sets_in_list(groups, at)
        is_list = block.in_a_list or len(groups) > 1 or in_list > (groups[0][0] or 1)
        if is_list:
            named = named_sets(entry["loads"])
            how_many = len(named) + in_list
            said = replace(reading, loads=[*reading.loads, *numbered(groups, first=max(named, default=0) + 1)])
        else:
            how_many, said = groups[0][0] or 0, for_all_sets(reading)
        # "1 set:" above a list goes through it once.
        if how_many > MOST_SETS or (how_many and block.scheme["sets"] not in (None, how_many, 1 if is_list else None)):
            return False
        scheme: Scheme = {**block.scheme, "sets_to": how_many or block.scheme["sets_to"]}
        if not number_sets(reading, how_many) or (reading.ambiguous and not is_list):
            return False
        if not fields_fit(said.fields, entry) or not loads_fit(said.loads, entry["loads"], scheme):
            return False
        if how_many:
            block.has_own_sets = block.has_own_sets or not scheme["kind"]
            block.scheme.update({"kind": scheme["kind"] or "sets", "sets": how_many, "sets_to": how_many})
        block.write(said)
        block.in_a_list = is_list
        return True

    def _sets_in_list(self, groups: list[Group], at: int) -> int:
        """Return how many sets a list has from a line to its end."""
        total = total_sets(groups)
        for reading in self.readings[at + 1 : at + 2 * MOST_SETS]:
            if reading is None or not (reading.is_cue or reading.groups) or reading.movement or reading.scheme:
                break
            total += total_sets(reading.groups)
        return total

    def _place_same_movement(self, reading: LineReading) -> bool:
        """Place the movement above once more: "then 2x3 @ 90% of that"."""
        above = self._opened().above
        if above is None or not self.last.details_may_follow:
            return False
        _resolve(reading, above)
        self.open()
        self.last.write(replace(reading, movement=above["movement"], parts=copy.deepcopy(above["movements"])))
        return True

    def _take_part(self, reading: LineReading, at: int) -> bool:
        """Open a block for a part of a scheme's sets: "Minutes 1-4:"; "Sets 4-5: Clean" where "Sets 1-3: Snatch" is."""
        scheme, sets, interval = self.last.scheme, reading.minutes, self.last.scheme["interval_s"]
        if sets and (scheme["kind"] != "every" or interval != 60 or self.last.turns):
            return False
        near = {each.movement for each in self.readings[max(0, at - 9) : at + 9] if each and each.of_set}
        if reading.of_set and len(near) > 1 and (self.last.certain_sets or self.last.entry["movement"]):
            sets = len(named_sets(reading.loads))
        if sets:
            if self.last.entry["movement"]:
                self.open()
            duration = interval and interval * sets
            self.last.scheme.update({**scheme, "duration_s": duration, "sets": sets, "sets_to": sets})
        return True

    # --- Schemes below what they belong to ----------------------------------------------------------------------------

    def _completes_block(self, reading: LineReading, at: int) -> bool:
        """Return whether a scheme is of the block that is being read.

        It is the sets of a movement below a scheme without one, or what begins at a time of the clock; or it is below
        its movements: "8 reps each, 5 rounds", "5 rounds" as the last line, "Every 2 minutes" above a movement's sets.
        """
        block, kind = self.last, reading.scheme["kind"]
        if reading.opens or block.is_over:
            return False
        if block.awaits_movement:
            is_at_a_time = block.scheme["kind"] == "clock" and kind != "clock"
            return not reading.closes and (is_at_a_time or (bool(reading.movement) and kind == "sets"))
        if reading.movement or not block.entry["movement"] or block.scheme["kind"]:
            return False
        is_last = self._following[at] >= len(self.lines) and not (kind == "every" and block.is_titled)
        if kind in ("sets", "rounds", "every") and not reading.loads and (reading.closes or is_last):
            return True
        gives = bool(reading.loads) or self._next(at).gives_sets
        return reading.is_scheme_alone and not block.is_measured and gives


def _are_weights_of(loads: Sequence[Load], groups: Sequence[Group]) -> bool:
    """Return whether "70, 75, 80%" are the loads of as many sets, "5, 5, 3", that have none."""
    are_bare = not any(each["reps"] or sets for sets, each in groups)
    return are_bare and len(named_sets(loads)) == len(loads) == len(groups) and not any(map(says_weight, loads))


def _said_in(scheme: SaidOfScheme, kind: str) -> SaidOfScheme:
    """Return what a scheme says, without what it leaves open."""
    return cast(SaidOfScheme, {**{key: held for key, held in scheme.items() if held}, "kind": kind})


def _resolve(reading: LineReading, above: Exercise) -> None:
    """Resolve "70% of above", which refers to what was established there."""
    what = above["scheme"]["what"]
    of = f"today's {what} {above['movement']}".replace("today's today's", "today's") if what else ""
    for each in reading.loads if of else ():
        is_of_it = reading.of_what_is_above and not each["of"] and each["percent_from"] is not None
        if is_of_it or each["of"] in ("that", "above", "it", "this", "those", "that weight"):
            each["of"] = of
