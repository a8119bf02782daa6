"""What is shown of a session: its blocks, their movements and lines, the movements' sets. All in words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple, Optional, Union

from local.training.loads import is_known_before
from local.training.words import numbers_in_words

if TYPE_CHECKING:  # importing it compiles the grammar
    from invictus.prescriptions.shapes import Exercise, SetRow


class ShownLink(NamedTuple):
    """Words, and the http(s) address that they lead to, or ""."""

    text: str
    url: str


class CoachLine(NamedTuple):
    """A line of the coach's: coaching words, or one that was not understood."""

    text: str
    is_understood: bool


class Rest(NamedTuple):
    """The rest after a block: in words, and the seconds that a timer counts."""

    words: str
    seconds: int


class Text(NamedTuple):
    """A field of the post in the coach's words: its lines and its links."""

    title: str
    lines: list[str]
    links: list[ShownLink]


class Set(NamedTuple):
    """One set as prescribed. `row` is that of `prescriptions.sets_to_show`; `percent` leaves out what the movement's
    `of` says, `load` is a weight that the post itself gives, `weight` the one worked out for the lifter."""

    number: int
    measure: str
    percent: str
    load: str
    weight: str
    row: SetRow

    @property
    def is_weighed(self) -> bool:
        """Return whether its percent is of a maximum that a lifter may know."""
        return bool(self.row["movement"] or self.row["of"]) and is_known_before(str(self.row["of"]))


@dataclass(frozen=True)
class Movement:
    """A movement and its sets. `name` is "" if the post gives loads of a movement that was not understood."""

    key: str  # unique in the session; stays the same if other movements change
    name: str
    name_parts: list[ShownLink]  # the name, cut at the parts that have videos, and the counts of a complex
    of: str  # the maximum that all percents are of, "1-RM Snatch"; "" if it is the movement's own, or the sets differ
    ways: list[str]  # how it is done: its turn, tempo, pause; that its sets are not certain
    rest: str
    rest_s: Optional[int]
    is_counted: bool  # whether the post gives a number of sets; if not, one set represents them all
    is_open: bool  # whether the lifter chooses how many, on the way to a 1-RM
    sets: list[Set]

    @property
    def rows(self) -> Iterator[tuple[str, Set]]:
        """Yield sets that are alike as one: their numbers, `1-4` or "" if the post gives no number, and the first."""
        for _, alike in groupby(self.sets, key=lambda each: {**each.row, "set": 0}):
            sets = list(alike)
            yield numbers_in_words([each.number for each in sets]) * self.is_counted, sets[0]

    @property
    def details(self) -> list[str]:
        """Return all that holds for all of its sets, and is not in its name."""
        return [*filter(None, (self.of and f"% of {self.of}", *self.ways, self.rest and f"rest {self.rest}"))]


Part = Union[Movement, CoachLine, Rest]


@dataclass(frozen=True)
class ShownBlock:
    """What is done together, under one scheme. `exercises` are those of the record that it was made of."""

    key: str
    label: str
    scheme: str
    exercises: list[Exercise]
    parts: list[Part]

    @property
    def movements(self) -> list[Movement]:
        """Return the movements among the parts."""
        return [part for part in self.parts if isinstance(part, Movement)]


@dataclass(frozen=True)
class ShownSession:
    """A stored session. `key` names it in its programme whatever is trained before it on its day."""

    key: str
    day: date
    heading: str
    texts: list[Text]
    blocks: list[ShownBlock]
    written: list[Text]  # the segments as the coach wrote them
    max_outs: list[str]  # the tests of a 1-RM in it: `Back Squat: Establish a 1-RM within 24 min`
    is_rest_day: bool  # whether there is nothing to train: it says so, or it has nothing but its heading
    remarks: list[str]  # what the lifter must be told of the loads, as sentences

    @property
    def gist(self) -> str:
        """Return its movements by name: `Snatch · Back Squat`."""
        names = (movement.name for block in self.blocks for movement in block.movements)
        return " · ".join(dict.fromkeys(filter(None, names)))
