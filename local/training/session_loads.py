"""The loads of a session's sets for a lifter, in words, and what the lifter must be told of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from invictus.prescriptions.lifts import lift_key
from local.training.lifter import Lifter
from local.training.loads import wanted_maximum
from local.training.words import load_in_words

if TYPE_CHECKING:  # importing it compiles the grammar
    from invictus.prescriptions.shapes import Exercise, SetRow


class SessionLoads:
    """Loads in the order of the session: a maximum that it establishes is known to the sets after it."""

    def __init__(self, lifter: Lifter) -> None:
        self._lifter = lifter
        self._established: dict[str, str] = {}  # the key of "5-RM Front Squat" -> "5-RM"
        self.remarks: dict[str, None] = {}

    def weight(self, row: SetRow) -> str:
        """Return the load of a set in words. A maximum that this session establishes is not asked for."""
        maxima, has_percent = self._lifter.maxima, row["percent_from"] is not None or row["percent_to"] is not None
        if not maxima or not (row["movement"] or row["of"]):
            return ""
        wanted = wanted_maximum(row["of"], row["movement"])
        established = self._established.get(lift_key(wanted)) if has_percent or row["of"] else None
        if established and not maxima.get(wanted):
            return f"{'of ' if has_percent else ''}today's {established}"
        if established:
            self._remark(f"{wanted} is tested in this session: if it is a new maximum, take the percents of that one")
        words, remark = load_in_words(row, self._lifter)
        self._remark(remark)
        return words

    def end(self, exercise: Exercise) -> None:
        """Keep the maximum that an exercise establishes for those after it."""
        number = exercise["scheme"]["rep_max"]
        if number and exercise["movement"]:
            self._established[lift_key(wanted_maximum(f"{number}-RM", exercise["movement"]))] = f"{number}-RM"

    def _remark(self, said: str) -> None:
        if said:
            self.remarks[said] = None
