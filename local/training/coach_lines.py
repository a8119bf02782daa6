"""The coach's own lines around an exercise's sets, in the post's order: what is shown beside the figures."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:  # importing it compiles the grammar
    from invictus.prescriptions.shapes import Exercise


class CoachLine(NamedTuple):
    """A line of the coach's: coaching words, or one that was not understood."""

    text: str
    is_understood: bool


class LinesAround(NamedTuple):
    """What the coach says above an exercise's sets, in an aside within a line that gave sets, and below them."""

    above: list[CoachLine]
    asides: list[CoachLine]
    below: list[CoachLine]


def lines_around(exercise: Exercise, lines: list[str]) -> LinesAround:
    """Return the coach's lines around an exercise's sets, and take the exercise's lines out of `lines`.

    `lines` are those of the segment that are not shown yet. A line that gave sets is not among the lines returned.
    """
    own = _take_own_lines(exercise, lines)
    is_understood = {**dict.fromkeys(exercise["cues"], True), **dict.fromkeys(exercise["notes"], False)}
    first = next((at for at, said in enumerate(own) if said not in is_understood), len(own))
    above, below = (
        [CoachLine(said, is_understood[said]) for said in part if said in is_understood]
        for part in (own[:first], own[first:])
    )
    # "Plank x 45 seconds (add weight if possible)"
    asides = [CoachLine(cue, True) for cue in exercise["cues"] if cue not in own]
    return LinesAround(above, asides, below)


def _take_own_lines(exercise: Exercise, lines: list[str]) -> list[str]:
    """Return an exercise's lines in the post's order, and take them out of `lines`.

    A cue may be among another exercise's lines. A line that is not in `lines` comes last: nothing is lost.
    """
    wanted = Counter([*exercise["text"], *exercise["notes"]])
    own: list[str] = []
    others: list[str] = []
    for said in lines:
        (own if wanted[said] > 0 else others).append(said)
        wanted[said] -= 1
    lines[:] = others
    return own + list(wanted.elements())
