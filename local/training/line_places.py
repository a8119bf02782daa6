"""The place of an exercise's lines in its segment, so that what is shown keeps the post's order."""

from __future__ import annotations

from collections import defaultdict, deque
from math import inf
from typing import TYPE_CHECKING, Optional

if TYPE_CHECKING:  # importing it compiles the grammar
    from invictus.prescriptions.shapes import Exercise

Place = float


class LinePlaces:
    """The lines of a segment. A line that occurs twice is handed out twice, in the post's order."""

    def __init__(self, text: str) -> None:
        self._free: defaultdict[str, deque[int]] = defaultdict(deque)
        for at, line in enumerate(text.split("\n")):
            self._free[line].append(at)

    def take(self, exercise: Exercise) -> tuple[Optional[Place], list[tuple[Place, str]]]:
        """Return the place of an exercise's movement, and the lines to show in the coach's words with their places.

        The movement has the place of the line that names it; None if the exercise has no line of figures. Coaching
        words within such a line, "Plank x 45 seconds (add weight if possible)", have its place.
        """
        own = [(self._place(line), line) for line in (*exercise["text"], *exercise["notes"])]
        in_words = {*exercise["cues"], *exercise["notes"]}
        figures = [(at, line) for at, line in own if line not in in_words]
        name = exercise["movement"].casefold()
        named = [at for at, line in figures if name and name in line.casefold()]
        anchor = min(named or [at for at, _ in figures], default=None)
        said = [(at, line) for at, line in own if line in in_words]
        for cue in exercise["cues"]:
            if all(cue != line for _, line in said):  # within a line that gave figures
                said.append((next((at for at, line in figures if cue in line), anchor or 0), cue))
        return anchor, said

    def _place(self, line: str) -> Place:
        places = self._free[line]
        return places.popleft() if places else inf  # nothing is lost
