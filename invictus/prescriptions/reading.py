"""What one line says: the shape that the readers of lines fill and the reader of segments places."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Optional

from invictus.prescriptions.details import Details
from invictus.prescriptions.shapes import Load, Part, Restated, SaidOfLoad, SaidOfScheme


@dataclass
class LineReading(Details):
    """What one line says, besides details. A reading with nothing in it was not understood, and does not exist."""

    opens: bool = False  # a new block begins: "Followed by...", the title of a piece
    leads_on: bool = False  # "immediately followed by": a movement next to it is of the same block
    scheme: SaidOfScheme = field(default_factory=SaidOfScheme)  # opens a block
    scheme_detail: SaidOfScheme = field(default_factory=SaidOfScheme)  # completes the scheme above
    ladder: list[int] = field(default_factory=list)  # the reps of each round of the scheme, "21-15-9"
    closes: bool = False  # the scheme is of the movements listed above it: "8 reps each, 5 rounds"
    movement: str = ""
    parts: list[Part] = field(default_factory=list)  # the movements of a complex
    may_be_title: bool = False  # a name alone that is not a movement here may head a piece, "Barbell Complex"
    of_set: bool = False  # the movement is named with its sets, "Set 1 - Clean x 2 reps": perhaps the one above
    same_movement: bool = False  # the movement above once more, under the scheme of this line
    turn: Optional[int] = None  # which minute or interval of the cycle
    takes_turns: bool = False  # the block's movements alternate, in their order
    of_block: list[Load] = field(default_factory=list)  # one load for every movement of the block
    percents_of: str = ""  # what the block's percents are of
    last_set: SaidOfLoad = field(default_factory=SaidOfLoad)  # the load of the last set: "build to 80%"
    restates: Restated = field(default_factory=Restated)  # figures said already, to be compared
    ambiguous: bool = False  # means something only as one line of a list of sets
    then: Optional[LineReading] = None  # a second block on the same line

    @property
    def is_cue(self) -> bool:
        """Return whether it is coaching words and nothing else."""
        return bool(self.cues) and not any(
            held for name, held in vars(self).items() if name not in ("cues", "restates")
        )

    @property
    def is_bare_movement(self) -> bool:
        """Return whether it is a name and nothing else: only its place makes it a movement."""
        is_counted = any(part["times"] > 1 for part in self.parts)
        said = self.scheme or self.fields or self.loads or self.groups or self.turn is not None or self.aim
        return bool(self.movement) and not said and not is_counted

    @property
    def gives_sets(self) -> bool:
        """Return whether it says what the sets of a movement above it are."""
        is_aim = self.scheme.get("kind") == "establish"
        measured = bool(self.fields.keys() & {"reps", "seconds", "distance_m", "calories", "max_effort"})
        says = self.loads or self.groups or self.aim or self.of_block or is_aim or measured
        return bool(says) and not (self.movement or self.same_movement or self.closes)
