"""A session in a line for each of its segments: `B  (Snatch + Hip Snatch): 8 sets, 60-80 %`."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from invictus.shapes import StoredRecord
from local.training.session_shapes import CoachLine, ShownBlock
from local.training.session_view import session_of
from local.training.words import percent_span, span


def segments_in_words(record: StoredRecord) -> Iterator[tuple[str, str]]:
    """Give each segment's letter, "" on a day without letters, and what is trained in it, for a stored record."""
    blocks = session_of(record).blocks
    for segment, together in groupby(blocks, key=lambda block: block.exercises[0]["segment"]):
        yield "" if segment == "notes" else segment[-1].upper(), "; then ".join(map(_block_in_words, together))


def _block_in_words(block: ShownBlock) -> str:
    movements = ", ".join(dict.fromkeys(movement.name for movement in block.movements if movement.name))
    if movements:
        how = ", ".join(filter(None, (_scheme(block), _percents(block))))
        return f"{movements}: {how}" if how else movements
    # Not understood, or only a remark: its first words, with those that they introduce.
    lines = [part.text for part in block.parts if isinstance(part, CoachLine)]
    shown = 2 if lines and lines[0].endswith(":") else 1
    more = len(lines) - shown
    return " ".join(lines[:shown]) + (f" (+{more} line{'s' * (more > 1)})" if more > 0 else "") or block.scheme


def _scheme(block: ShownBlock) -> str:
    scheme = block.exercises[0]["scheme"]
    if scheme["kind"] in ("every", "sets") and scheme["sets"]:
        sets = span(scheme["sets"], scheme["sets_to"])
        return f"{sets} set{'s' * (sets != '1')}"
    return block.scheme.replace("Establish", "establish")


def _percents(block: ShownBlock) -> str:
    """Return the range of all percents of a block, whatever maximum they are of."""
    rows = [each.row for movement in block.movements for each in movement.sets]
    lows = [row["percent_from"] for row in rows if row["percent_from"] is not None]
    highs = [row["percent_to"] for row in rows if row["percent_to"] is not None]
    is_open = any(row["percent_from"] is not None and row["percent_to"] is None for row in rows)
    return percent_span(min(lows, default=None), None if is_open else max(highs, default=None))
