"""What the page's clock has to count for a block: rounds of an interval, time down, or time up."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Optional

from invictus.shapes import Json

if TYPE_CHECKING:  # importing it compiles the grammar
    from invictus.prescriptions.shapes import Exercise


def clock_of(block: Sequence[Exercise]) -> Optional[Json]:
    """Return the clock for a block's exercises; None for a scheme without a time, or if the post does not give it.

    Times are seconds, `rounds` None where the post gives no end:
    `{"kind": "intervals", "work", "rest", "rounds", "names"}`, the names in turn (of an alternating EMOM);
    `{"kind": "countdown", "seconds"}`; `{"kind": "stopwatch", "cap", "rounds"}`, the cap None where there is no limit.
    `counts` says whether the lifter counts rounds by hand.
    """
    scheme = block[0]["scheme"]
    kind, lasting, rounds = scheme["kind"], scheme["duration_s"], scheme["sets_to"]
    if kind == "every" and scheme["interval_s"]:
        if rounds is None and lasting:
            rounds = lasting // scheme["interval_s"]
        return _intervals(scheme["interval_s"], 0, rounds, _in_turn(block))
    if kind == "tabata" and scheme["work_s"] and scheme["off_s"]:
        return _intervals(scheme["work_s"], scheme["off_s"], rounds, [])
    if kind == "for_time":
        return {"kind": "stopwatch", "cap": lasting, "rounds": rounds, "counts": True}
    if kind in ("amrap", "establish") and lasting:
        return {"kind": "countdown", "seconds": lasting, "counts": kind == "amrap"}
    return None


def _intervals(work: int, rest: int, rounds: Optional[int], names: list[str]) -> Json:
    return {"kind": "intervals", "work": work, "rest": rest, "rounds": rounds, "names": names, "counts": False}


def _in_turn(block: Sequence[Exercise]) -> list[str]:
    """Return the movements minute by minute, where each has its turn; [] where all are done in every interval."""
    turns = {turn: exercise["movement"] for exercise in block if (turn := exercise["turn"])}
    if sorted(turns) != list(range(1, len(turns) + 1)):
        return []
    return [turns[turn] for turn in sorted(turns)]
