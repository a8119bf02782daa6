"""What one line says: the shape that the reader of lines fills and the reader of segments places."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Optional

from invictus.exercises import Load, Part, SaidOfExercise, SaidOfLoad, SaidOfScheme, load
from invictus.prescriptions.values import Sets

if TYPE_CHECKING:
    from typing_extensions import Unpack

Group = tuple[Optional[int], Load]  # how many sets (None: not said), and their load


class Pieces(SaidOfScheme, total=False):
    """What the words of a line say of a scheme, until the line is read to its end."""

    kinds: tuple[str, ...]
    ladder: list[int]  # the reps of each round, [21, 15, 9]
    takes_turns: bool  # "alternating", "sets of each": the movements alternate
    is_last: bool  # "60% x 3, 70% x 2, 2RM": the sets come before the maximum
    builds: bool  # the sets get heavier, "add weight each set": no weight may be written


CONTRADICTION = "contradiction"


def put(pieces: Pieces, piece: str, **figures: Any) -> bool:
    """Add what is said of a scheme. What was said otherwise makes the whole a contradiction."""
    is_new = all(pieces.get(key) in (None, value) for key, value in figures.items())
    pieces["kinds"] = (*pieces.get("kinds", ()), piece if is_new else CONTRADICTION)
    pieces.update(figures)  # type: ignore[typeddict-item]
    return True


def put_sets(pieces: Pieces, piece: str, low: Optional[int], high: Optional[int] = None) -> bool:
    """Add how many sets there are. Return False where figures cannot be."""
    high = high or low
    return bool(low and high and low <= high) and put(pieces, piece, sets=low, sets_to=high)


@dataclass
class LineReading:
    """What one line says. A line that was not understood has no reading."""

    fields: SaidOfExercise = field(default_factory=SaidOfExercise)  # of the exercise: reps, rest, tempo
    loads: list[Load] = field(default_factory=list)
    some_sets: dict[int, Sets] = field(default_factory=dict)  # which sets a load is for, by its place: "last 2 sets"
    groups: list[Group] = field(default_factory=list)  # sets in the order of the text
    rests: bool = False  # "Rest", "off": nothing is done in this turn
    cues: list[str] = field(default_factory=list)  # as written
    # Blocks
    opens: bool = False  # a new block begins: "Followed by...", the title of a piece
    leads_on: bool = False  # "immediately followed by": a movement next to it is of the same block
    scheme: SaidOfScheme = field(default_factory=SaidOfScheme)  # opens a block
    scheme_detail: SaidOfScheme = field(default_factory=SaidOfScheme)  # completes the scheme above
    ladder: list[int] = field(default_factory=list)  # the reps of each round of the scheme, "21-15-9"
    closes: bool = False  # the scheme is of the movements listed above it: "8 reps each, 5 rounds"
    turn: Optional[int] = None  # which minute or interval of the cycle
    minutes: int = 0  # "Minutes 1-4:": how many minutes what follows is done in
    takes_turns: bool = False  # the block's movements alternate, in their order
    # Movements
    movement: str = ""
    parts: list[Part] = field(default_factory=list)  # the movements of a complex
    may_be_title: bool = False  # a name alone that is not a movement here may head a piece, "Barbell Complex"
    of_set: bool = False  # the movement is named with its sets, "Set 1 - Clean x 2 reps": perhaps the one above
    same_movement: bool = False  # the movement above once more: "Then 2x5 @ 80%", of what was established
    behind_label: bool = False  # "Back-off: 2x5", further sets; "Accessory: 10 Dips"
    # What it says of others
    builds: bool = False  # the sets get heavier: no load is for all of them
    of_block: list[Load] = field(default_factory=list)  # one load for every movement of the block
    percents_of: str = ""  # what the block's percents are of
    restates: dict[str, int] = field(default_factory=dict)  # sets, reps or duration_s said already, to be compared
    ambiguous: bool = False  # means something only as one line of a list of sets
    more: list[LineReading] = field(default_factory=list)  # further exercises of the same line, or a second block
    # While the line is read
    pieces: Pieces = field(default_factory=Pieces)
    part_times: list[int] = field(default_factory=list)  # how often each part of a complex is done, "3+1"

    @property
    def is_cue(self) -> bool:
        """Return whether it is coaching words and nothing else."""
        others = {**vars(self), "cues": [], "restates": {}}
        return bool(self.cues) and not any(others.values())

    @property
    def is_bare_movement(self) -> bool:
        """Return whether it is a name and nothing else: only its place makes it a movement."""
        is_counted = any(part["times"] > 1 for part in self.parts)
        said = self.scheme or self.fields or self.loads or self.groups or self.turn is not None or self.more
        return bool(self.movement) and not said and not is_counted

    @property
    def gives_sets(self) -> bool:
        """Return whether it says what the sets of a movement above it are."""
        is_aim = self.scheme.get("kind") == "establish"
        measured = bool(self.fields.keys() & {"reps", "seconds", "distance_m", "calories", "max_effort"})
        says = self.loads or self.groups or self.ladder or self.of_block or is_aim or measured
        return bool(says) and not (self.movement or self.same_movement or self.closes)

    @property
    def is_scheme_alone(self) -> bool:
        """Return whether it says how a block is done, in sets or on a clock, and nothing else."""
        is_scheme = self.scheme.get("kind") in ("sets", "every")
        return is_scheme and not (self.movement or self.same_movement or self.opens)

    # Each thing is said once: a line that says it a second time was not understood.

    def of_named_sets(self) -> bool:
        """Return whether the text is about sets that it has named: after "Sets 1-2"."""
        return bool(self.loads and (self.loads[-1]["sets"] or len(self.loads) - 1 in self.some_sets))

    def put_load(self, **said: Unpack[SaidOfLoad]) -> bool:
        """Put down what the last load says. Return False if it says so already."""
        if not self.loads:
            self.loads.append(load([]))
        last = self.loads[-1]
        if any(last.get(key) not in (None, "", False, []) for key in said):
            return False
        last.update({**last, **said})
        return True

    def put_field(self, **said: Unpack[SaidOfExercise]) -> bool:
        """Put down what holds for all sets. Return False if it is said already, or of some sets only ("Sets 1-2")."""
        if self.of_named_sets() or any(self.fields.get(key) not in (None, "", False) for key in said):
            return False
        self.fields.update(said)
        return True


def total_sets(groups: list[Group]) -> int:
    """Return how many sets the groups are, where each says it or is one."""
    return sum(sets or 1 for sets, _ in groups)


def numbered(groups: list[Group], first: int = 1) -> list[Load]:
    """Return the loads of groups with the numbers of their sets, counted from `first`."""
    loads: list[Load] = []
    for sets, each in groups:
        loads.append({**each, "sets": list(range(first, first + (sets or 1)))})
        first += sets or 1
    return loads
