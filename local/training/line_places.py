"""Where an exercise's lines stand in its segment: what is shown keeps the post's order."""

from __future__ import annotations

from collections import defaultdict, deque
from math import inf
from typing import TYPE_CHECKING, NamedTuple, Optional

if TYPE_CHECKING:  # importing it compiles the grammar
    from invictus.prescriptions.shapes import Exercise


class OwnLines(NamedTuple):
    """An exercise's lines: those to be shown in the coach's words, each with its place, and where the movement stands.

    `asides` are coaching words within a line that gave sets: "Plank x 45 seconds (add weight if possible)".
    """

    anchor: Optional[float]
    said: list[tuple[float, str]]
    asides: list[str]


class LinePlaces:
    """The lines of a segment. One that is there twice is handed out twice, in the post's order."""

    def __init__(self, text: str) -> None:
        self._free: defaultdict[str, deque[int]] = defaultdict(deque)
        for at, line in enumerate(text.split("\n")):
            self._free[line].append(at)

    def take(self, exercise: Exercise) -> OwnLines:
        """Return an exercise's lines with their places, and take them. A line that is not there comes last."""
        own = [(self._place(line), line) for line in (*exercise["text"], *exercise["notes"])]
        in_words = {*exercise["cues"], *exercise["notes"]}
        figures = [(at, line) for at, line in own if line not in in_words]
        name = exercise["movement"].casefold()
        named = [at for at, line in figures if name and name in line.casefold()]
        return OwnLines(
            anchor=min(named or [at for at, _ in figures], default=None),
            said=[(at, line) for at, line in own if line in in_words],
            asides=[cue for cue in exercise["cues"] if all(cue != line for _, line in own)],
        )

    def _place(self, line: str) -> float:
        places = self._free[line]
        return places.popleft() if places else inf
