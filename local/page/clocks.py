"""What the page's clock has to count for a block: rounds of an interval, time down, or time up."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Optional

from invictus.prescriptions.shapes import Exercise
from invictus.shapes import Json


def clock_of(block: Sequence[Exercise]) -> Optional[Json]:
    """Return the clock for a block's exercises; None for a scheme without a time, or if the post does not give it.

    Times are seconds, `rounds` None where the post gives no end:
    `{"kind": "intervals", "work", "rest", "rounds", "names"}`, the names in turn (of an alternating EMOM);
    `{"kind": "countdown", "seconds"}`; `{"kind": "stopwatch", "cap", "rounds"}`, the cap None where there is no limit.
    `counts` says whether the lifter counts rounds by hand.
    """
    scheme = block[0]["scheme"]
    kind, lasting, rounds, every = scheme["kind"], scheme["duration_s"], scheme["sets_to"], scheme["interval_s"]
    clock: Optional[Json] = None
    if kind == "every" and every:
        rounds = lasting // every if rounds is None and lasting else rounds
        clock = {"kind": "intervals", "work": every, "rest": 0, "rounds": rounds, "names": _in_turn(block)}
    elif kind == "tabata" and scheme["work_s"] and scheme["off_s"]:
        work, rest = scheme["work_s"], scheme["off_s"]
        clock = {"kind": "intervals", "work": work, "rest": rest, "rounds": rounds, "names": []}
    elif kind == "for_time":
        clock = {"kind": "stopwatch", "cap": lasting, "rounds": rounds}
    elif kind in ("amrap", "establish") and lasting:
        clock = {"kind": "countdown", "seconds": lasting}
    return clock and {**clock, "counts": kind in ("for_time", "amrap")}


def _in_turn(block: Sequence[Exercise]) -> list[str]:
    """Return the movements minute by minute, where each has its turn; [] where all are done in every interval."""
    turns = {turn: exercise["movement"] for exercise in block if (turn := exercise["turn"])}
    return [turns[turn] for turn in sorted(turns)] if sorted(turns) == list(range(1, len(turns) + 1)) else []
