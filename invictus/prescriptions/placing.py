"""Where what a line says goes: into the block above it, or into one that it opens."""

from __future__ import annotations

import copy
from collections.abc import Sequence
from dataclasses import replace
from itertools import takewhile
from typing import Optional, cast

from invictus.exercises import MOST_SETS, SCHEME, SaidOfScheme, load, named_sets, weight_in
from invictus.marks import plain
from invictus.prescriptions.block import Block
from invictus.prescriptions.meaning import further_sets, with_sets
from invictus.prescriptions.reading import Group, LineReading, numbered, total_sets
from invictus.prescriptions.words import compiled, is_sentence, is_title, names_a_movement

# Alone above "2 x 5 @ 85%", it is the movement above once more.
_THEN = compiled(r"\W*(?:(?:and\s)?then|followed\sby|after\sthat)\W*")
_THAT = ("that", "above", "it", "this", "those", "that weight")
# Pieces whose sets nobody counts, or that are done once.
_WITHOUT_SETS = ("amrap", "for_time", "tabata", "completion", "continuous")


class Blocks:
    """The blocks of a segment so far."""

    def __init__(self, segment: str, lines: Sequence[str], readings: Sequence[Optional[LineReading]]) -> None:
        self.segment, self.lines, self.readings = segment, lines, [*readings, None]
        self.all = [Block(segment, 1)]
        first = self.readings[0]
        self.base = first.percents_of if first and not (first.movement or first.scheme) else ""  # above all
        # The movements that are named with their sets: "Sets 1-3: Snatch", "Sets 4-5: Clean".
        self._of_sets = {reading.movement for reading in readings if reading and reading.of_set}
        # For each line, the next that is more than words to the lifter; the number of lines if none is.
        self._following = [len(lines)] * (len(lines) + 1)
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
            self.all.append(block)

    def _opened(self) -> Block:
        block = self.last
        is_empty = not (block.entry["text"] or block.entry["notes"] or block.entry["movement"])
        return block if is_empty else Block(self.segment, block.number + 1, self.base)

    def _next(self, at: int) -> LineReading:
        """Return the reading of the next line that is more than words to the lifter; after the last, an empty one."""
        return self.readings[self._following[at]] or LineReading()

    def _heads(self, at: int) -> bool:
        return self.lines[at].rstrip().endswith(":")

    def place_line(self, reading: LineReading, at: int) -> bool:
        """Give all that a line says to its blocks; False, and nothing is given, if any contradicts what is above."""
        blocks, last = len(self.all), copy.deepcopy(self.last) if reading.more else self.last
        if not self.place(reading, at):
            return False
        self.last.entry["text"].append(self.lines[at])
        # A further exercise without a scheme is of the same block, whosever the sets are.
        if all(self.place(each, at) if each.scheme else self._put(each, self.last) for each in reading.more):
            return True
        self.all[blocks - 1 :] = [last]
        return False

    def place(self, reading: LineReading, at: int) -> bool:
        """Give one thing that a line says to the block it belongs to; False if it contradicts what is above it."""
        said = self._in_its_place(reading, at)
        self.base = "" if said and said.opens else self.base
        return said is not None and self._put(said, self._opened() if self._opens(said, at) else self.last)

    def _put(self, said: LineReading, block: Block) -> bool:
        """Write into a block, which may still have to be opened; False if it contradicts the block."""
        sets = said.scheme.get("sets") or said.scheme_detail.get("sets") or block.certain_sets
        for place, which in said.some_sets.items():
            named = [] if said.movement else block.entry["loads"]
            # "last 2 sets", of so many; "next 2 sets", after those named above
            said.loads[place]["sets"] = which.meant_of(sets, max(named_sets([*named, *said.loads[:place]]), default=0))
        if not all(said.loads[place]["sets"] for place in said.some_sets) or not block.agrees(said):
            return False
        self.open(block)
        block.write(said)
        return True

    # --- What a line says in its place --------------------------------------------------------------------------------

    def _in_its_place(self, reading: LineReading, at: int) -> Optional[LineReading]:
        """Return the reading, changed if its words mean something else here than elsewhere; None if nothing."""
        block, entry, kind, following = self.last, self.last.entry, self.last.scheme["kind"], self._next(at)
        if reading.same_movement:
            return self._once_more(reading) if block.details_may_follow else None
        if following.groups and not following.movement and _THEN.fullmatch(self.lines[at]):
            self.readings[self._following[at]] = further_sets(following)
            return LineReading(cues=[self.lines[at]])
        if reading.leads_on and following.movement and not following.scheme:
            return LineReading()  # both are done in each set of the scheme above
        if reading.scheme_detail.keys() == {"duration_s"} and not kind and not entry["movement"]:
            return LineReading(scheme={**SCHEME, "kind": "for_time", **reading.scheme_detail})
        if self._is_rest_after_the_piece(reading):
            return LineReading(cues=[self.lines[at]]) if following.of_block else replace(reading, opens=True)
        if reading.is_bare_movement and not self._is_a_movement_here(reading, at):
            return LineReading(opens=True) if reading.may_be_title else None
        if reading.of_set and entry["movement"] and len(self._of_sets) == 1:
            is_same = reading.movement == entry["movement"]
            return LineReading(loads=reading.loads, cues=reading.cues) if is_same else None
        if kind in ("rounds", "for_time") and reading.scheme.get("kind") == "sets" and "distance_m" in reading.fields:
            return None  # "Run 400m x 2" among the movements of a round: twice in each, or afterwards?
        if reading.ladder and not reading.scheme and kind not in ("for_time", "amrap"):
            # "5-5-3-3-1" is the sets of the movement above it, or the rounds of the movements below it.
            if block.details_may_follow and not block.is_measured and not block.of_all.ladder:
                reading = LineReading(groups=[(1, load([], reps=reps, reps_to=reps)) for reps in reading.ladder])
            elif not entry["movement"] or following.movement:
                return LineReading(scheme={**SCHEME, "kind": "rounds"}, ladder=reading.ladder)
        if reading.groups and not reading.movement and not reading.scheme:
            return self._as_sets_below(reading, at)
        if reading.minutes and not reading.movement and reading.loads:  # each minute is a set
            is_one = block.scheme["interval_s"] == 60 and len(block.moving) < 2
            return replace(reading, minutes=0) if is_one else None
        if reading.minutes or (reading.of_set and len(self._of_sets) > 1):
            # "Minutes 1-4:" is a part of an EMOM, "Sets 4-5: Clean" one of the sets.
            sets, interval = reading.minutes or len(named_sets(reading.loads)), block.scheme["interval_s"]
            is_part = block.certain_sets and not block.turn and (interval == 60 or not reading.minutes)
            part: SaidOfScheme = {**block.scheme, "duration_s": interval and interval * sets}
            return replace(reading, scheme={**part, "sets": sets, "sets_to": sets}) if is_part else None
        above = self.all[-2:][0].entry
        last, first = max(named_sets(above["loads"]), default=0), min(named_sets(reading.loads), default=0)
        if 0 < last == first - 1 and above["movement"] and not (reading.movement or entry["movement"]):
            # "Sets 6-8" below a new scheme of three go on counting where five sets of the movement are above.
            return replace(reading, movement=above["movement"], parts=copy.deepcopy(above["movements"]))
        if reading.scheme and not reading.opens and self._completes_block(reading, at):
            kind = reading.scheme["kind"] if kind in ("", "clock") else kind
            said = cast(SaidOfScheme, {key: held for key, held in reading.scheme.items() if held})
            return replace(reading, scheme={}, scheme_detail={**said, "kind": kind})
        return reading

    def _once_more(self, reading: LineReading) -> LineReading:
        """Return a reading of the movement above once more, "then 2x3 @ 90% of that", with what it is a percent of."""
        above = self.last.entry
        what = above["scheme"]["what"]
        base = next((each["of"] for each in reversed(above["loads"]) if each["of"]), self.last.bases[-1])
        today = f"today's {what} {above['movement']}".replace("today's today's", "today's") if what else ""
        for each in reading.loads:
            is_open = not each["of"] and each["percent_from"] is not None
            if today and ((is_open and reading.same_movement) or each["of"].lower() in _THAT):
                each["of"] = today
            elif is_open:
                each["of"] = base
        return replace(reading, opens=True, movement=above["movement"], parts=copy.deepcopy(above["movements"]))

    def _as_sets_below(self, reading: LineReading, at: int) -> Optional[LineReading]:
        """Return `5x3 @ 80%`, or `10 reps (60%)`, as one line of a list of the movement's sets, or as all of them."""
        block, kind, groups = self.last, self.last.scheme["kind"], reading.groups
        named, own = named_sets(block.entry["loads"]), total_sets(groups)
        # The sets from this line to the list's end. "70, 75, 80%" below "5-5-3" are not further sets.
        below = takewhile(lambda each: each.is_cue or each.groups, self._details(at))
        in_list = own + sum(total_sets(each.groups) for each in below if _say_reps(each.groups) == _say_reps(groups))
        is_in_list = 0 < len(named) < block.certain_sets
        if not block.details_may_follow:
            return None
        if len(named) == len(block.entry["loads"]) == len(groups) and not _say_reps(groups):
            for above, (_, group) in zip(block.entry["loads"], groups):  # "70, 75, 80%" below "5-5-3"
                above.update({**above, **weight_in(group)})
            return LineReading()
        is_further = reading.behind_label or all(sets for sets, _ in groups)
        has_sets = block.has_own_sets and block.certain_sets and block.is_measured
        # "5 x 5 @ 65%" below "Set 1", "Set 2", "Set 3" is not of these.
        has_sets = has_sets or kind == "establish" or (bool(named) and not kind)
        if is_further and has_sets and not is_in_list:
            # "Back-off: 2x5 @ 70%" below a movement that has all its sets is the movement once more.
            return self._once_more(replace(further_sets(reading), same_movement=False))
        is_list = is_in_list or len(groups) > 1 or in_list > own
        if is_list:
            # "3 @ 90%" above "2 @ 95% of snatch", the last of the list
            for above in block.entry["loads"] if in_list == own else ():
                above["of"] = above["of"] or (groups[-1][1]["of"] if above["sets"] and above["percent_from"] else "")
            sets = len(named) + in_list
            said = replace(reading, loads=[*reading.loads, *numbered(groups, first=max(named, default=0) + 1)])
        else:
            sets, said = groups[0][0] or 0, with_sets(reading)
        # "1 set:" above a list goes through it once; above "3x5" it contradicts. No sets are of an AMRAP.
        most = 0 if kind in _WITHOUT_SETS and (kind != "for_time" or block.entries[1:]) else MOST_SETS
        if sets > most or (not is_list and (reading.ambiguous or block.scheme["sets"] == 1 < sets)):
            return None
        counted: SaidOfScheme = {"kind": kind or "sets", "sets": sets, "sets_to": sets}
        return replace(said, groups=[], scheme_detail={**(counted if sets else {}), **reading.scheme_detail})

    # --- Does a line begin a block? -----------------------------------------------------------------------------------

    def _opens(self, reading: LineReading, at: int) -> bool:
        """Return whether a line begins a block."""
        block = self.last
        # Behind a rest between two pieces
        if reading.opens or (block.entry["rest_s"] and not (block.entry["movement"] or block.scheme["kind"])):
            return True
        if reading.scheme:
            return bool(block.scheme["kind"] or block.entry["movement"])
        is_apart = reading.behind_label or (block.is_taken and self._has_its_own_sets(reading, at))
        return bool(reading.movement) and (block.has_own_sets or (is_apart and reading.turn is None))

    def _has_its_own_sets(self, reading: LineReading, at: int) -> bool:
        """Return whether the lines below a movement give it sets that cannot be those of the block above it."""
        block, kind, following, listed = self.last, self.last.scheme["kind"], self._next(at), self._sets_listed(at)
        below = at + 1 + len(self._details(at))
        scheme = self.readings[below] or LineReading()
        is_counted = scheme.is_scheme_alone and scheme.scheme["sets"] and not self._heads(below)
        if is_counted and (kind or block.entry["loads"][1:]) and (scheme.loads or self._ends_piece(scheme, below)):
            return True  # "4 sets @ 70%", or "Every 2 minutes (3 sets)", perhaps below "2 reps @ 80%"
        if kind in ("", "establish"):
            is_own = following.gives_sets
        else:
            is_shared = kind == "rounds" or (following.ladder and not block.is_measured)
            is_other = listed not in (0, block.certain_sets) or 0 < block.turn == block.entry["turn"]
            is_own = listed > 0 and is_other and not is_shared
        is_own |= following.scheme.get("kind") == "establish" and not following.movement
        return reading.is_bare_movement and (is_own or (scheme.is_scheme_alone and self._next(below).gives_sets))

    def _details(self, at: int) -> list[LineReading]:
        """Return what the lines below one say of its movement, up to the next movement or scheme."""
        below = takewhile(bool, self.readings[at + 1 : at + 2 * MOST_SETS])
        return list(takewhile(lambda each: not (each.movement or each.scheme or each.opens), filter(None, below)))

    def _sets_listed(self, at: int) -> int:
        """Return how many sets the lines below a name give it; 0 if they are no list and do not count them."""
        details = self._details(at)
        sets = sum(total_sets(each.groups) + len(each.ladder) for each in details)
        if sets > 1 or any(count for each in details for count, _ in each.groups):
            return sets
        named = named_sets([each for detail in details for each in detail.loads])
        return len(named) if len(named) == max(named, default=0) else 0

    def _ends_piece(self, reading: LineReading, at: int) -> bool:
        """Return whether a scheme, "4 sets", is of what is above it: nothing follows, or what has its own sets."""
        following, below, sets = self._next(at), self._following[at], reading.scheme["sets"]
        begins = following.opens or following.scheme.get("sets", sets) != sets  # as many are the scheme's own
        begins |= bool(following.movement) and self._next(below).is_scheme_alone
        if following.is_bare_movement and not begins:
            begins = self._next(below).scheme.get("kind") == "establish" or self._sets_listed(below) not in (0, sets)
        return below >= len(self.lines) or (begins and not self._heads(at))

    def _is_rest_after_the_piece(self, reading: LineReading) -> bool:
        scheme, rest = self.last.scheme, reading.fields.get("rest_s") or 0
        is_more = reading.movement or reading.scheme or reading.loads or reading.groups
        is_rest = reading.fields.keys() == {"rest_s", "rest_to_s"} and self.last.entry["movement"] and not is_more
        is_apart = scheme["kind"] in ("amrap", "for_time", "continuous", "clock") and not scheme["sets"]
        # No rest within an interval is as long as the interval.
        return bool(is_rest) and (is_apart or rest >= (scheme["interval_s"] or 86400))

    def _is_a_movement_here(self, reading: LineReading, at: int) -> bool:
        """Return whether a name alone on its line is a movement: its sets follow, or a scheme above awaits it."""
        block, following, after = self.last, self._next(at), self._next(self._following[at])
        is_known = names_a_movement(reading.movement)
        is_name = is_title(reading.movement) or is_known
        if not block.scheme["kind"] or block.has_own_sets:
            gives = following.gives_sets or (following.is_scheme_alone and after.gives_sets)
            return is_name if gives else block.is_titled and is_known
        # One more movement of a list. Sets by number below the first are its own, so that the next is not of the list.
        return (is_known if block.entry["movement"] else is_name) and not named_sets(block.entry["loads"])

    def _completes_block(self, reading: LineReading, at: int) -> bool:
        """Return whether a scheme is of the block that is being read: what the sets above are for, "Build to a 5-RM";
        what begins at a time of the clock; the sets of the movements above it, "5 rounds" as the last line."""
        block, above, kind = self.last, self.last.scheme["kind"], reading.scheme["kind"]
        following, after = self._next(at), self._next(self._following[at])
        # "In 10 minutes, build to a heavy single" is of a bare name above it, unless that heads the movement below.
        is_bare = block.entry["movement"] and not (above or block.entry["loads"] or block.entries[1:])
        has_own = following.opens or after.gives_sets or after.scheme.get("kind") == "every" or after.is_scheme_alone
        is_apart = following.is_bare_movement and not has_own
        if reading.scheme["duration_s"]:
            is_apart |= not is_bare
        else:  # "Then 3x2 @ 85%" says that the movement below has an aim
            is_apart &= after.same_movement and block.is_measured
            is_apart |= bool(following.movement) and self._heads(at)
        is_aim = kind == "establish" and not (reading.behind_label or is_apart)
        if block.awaits_movement:
            is_of_it = (is_aim and above != "establish") or above == "clock" != kind
            return is_of_it or (bool(reading.movement) and kind == "sets")
        if is_aim and block.details_may_follow and not reading.movement:
            return True
        if reading.movement or not block.entry["movement"] or above:
            return False
        # "4 sets at 70%" below "Snatch x 2 reps"
        is_lone = block.entry["reps"] and not (block.entries[1:] or block.entry["loads"] or self._heads(at))
        is_below = is_lone if reading.loads else reading.closes or self._ends_piece(reading, at)
        gives = reading.is_scheme_alone and (reading.loads or following.gives_sets)
        return bool((is_below and kind in ("sets", "rounds", "every")) or (gives and not block.is_measured))


def _say_reps(groups: list[Group]) -> bool:
    return any(each["reps"] or each["max_effort"] for _, each in groups)
