"""What the page and the calendar show, in words: sessions of blocks, blocks of movements, movements of sets."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, NamedTuple, Optional, Union

from invictus.shapes import Json
from local.training.coach_lines import CoachLine
from local.training.loads import is_known_before

if TYPE_CHECKING:  # importing it compiles the grammar
    from invictus.prescriptions.shapes import SetRow


class ShownLink(NamedTuple):
    """Words, and the http(s) address that they lead to, or ""."""

    text: str
    url: str


class Rest(NamedTuple):
    """The rest after a block: in words, and the seconds that a timer counts."""

    words: str
    seconds: int


@dataclass(frozen=True)
class Set:
    """One set as prescribed. `row` is that of `prescriptions.sets_of`, `load` a weight that the post itself gives.

    `is_weighed` says whether its percent is of a maximum that a lifter may know."""

    number: int
    measure: str
    percent: str
    load: str
    row: SetRow

    @property
    def is_weighed(self) -> bool:
        """Return whether the percent is of a maximum that a lifter may know."""
        is_of_something = bool(self.row["movement"] or self.row["of"])
        return is_of_something and is_known_before(str(self.row["of"]))


@dataclass(frozen=True)
class Movement:
    """A movement and its sets. `key` is unique in the session, and stays the same if other movements change. `name` is
    "" if the post gives loads of a movement that was not understood.

    `is_counted` says whether the post gives a number of sets; if not, one set represents them all. `is_open` says that
    the lifter chooses how many, on the way to a 1-RM."""

    key: str
    name: str
    name_parts: list[ShownLink]
    details: list[str]
    rest_s: Optional[int]
    is_counted: bool
    is_open: bool
    sets: list[Set]


@dataclass(frozen=True)
class ShownBlock:
    """What is done together, under one scheme. `clock` is what the page's interval clock runs, None without one."""

    key: str
    label: str
    scheme: str
    clock: Optional[Json]
    parts: list[Union[Movement, CoachLine, Rest]] = field(default_factory=list)

    @property
    def movements(self) -> list[Movement]:
        """Return the movements among the parts."""
        return [part for part in self.parts if isinstance(part, Movement)]


class Text(NamedTuple):
    """A field of the post that is not training: its lines and its links."""

    title: str
    lines: list[str]
    links: list[ShownLink]


@dataclass(frozen=True)
class ShownSession:
    """A stored session. `key` names it: its date, and which of that date's sessions it is."""

    key: str
    day: date
    heading: str
    texts: list[Text]
    blocks: list[ShownBlock]
    written: list[Text]  # the segments as the coach wrote them
    max_outs: list[str]  # the tests of a 1-RM in it: `Back Squat: Establish a 1-RM within 24 min`

    @property
    def is_rest_day(self) -> bool:
        """Return whether there is nothing to train: the heading says "rest", or there is nothing but the heading."""
        says_rest = bool(re.search(r"\brest\b", self.heading, re.I))
        return not (self.blocks or self.written) and (says_rest or not self.texts)

    @property
    def gist(self) -> str:
        """Return its movements by name: `Snatch · Back Squat`."""
        names = (movement.name for block in self.blocks for movement in block.movements)
        return " · ".join(dict.fromkeys(filter(None, names)))
