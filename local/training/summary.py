"""A session in a line for each of its segments: `B  (Snatch + Hip Snatch): 8 sets, 60-80 %`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import TYPE_CHECKING

from invictus.shapes import StoredRecord
from local.training.words import percent_span, scheme_in_words, span

if TYPE_CHECKING:  # importing it compiles the grammar
    from invictus.prescriptions.shapes import Exercise, Scheme


def segments_in_words(record: StoredRecord) -> Iterator[tuple[str, str]]:
    """Give each segment's letter, "" on a day without letters, and what is trained in it, for a stored record."""
    for segment, exercises in groupby(record["exercises"], key=lambda exercise: exercise["segment"]):
        blocks = [list(block) for _, block in groupby(exercises, key=lambda exercise: exercise["block"])]
        letter = "" if segment == "notes" else segment[-1].upper()
        yield letter, "; then ".join(map(_block_in_words, blocks))


def _block_in_words(block: Sequence[Exercise]) -> str:
    movements = ", ".join(dict.fromkeys(exercise["movement"] for exercise in block if exercise["movement"]))
    if not movements:  # not understood, or only a remark: its own words
        return _opening([line for exercise in block for line in (*exercise["text"], *exercise["notes"])])
    how = ", ".join(filter(None, (_sets(block[0]["scheme"]), _percents(block))))
    return f"{movements}: {how}" if how else movements


def _opening(lines: Sequence[str]) -> str:
    """Return the first line, with the next where it introduces one, and how many more there are."""
    shown = 2 if lines[0].endswith(":") else 1
    more = len(lines) - shown
    return " ".join(lines[:shown]) + (f" (+{more} line{'s' * (more > 1)})" if more > 0 else "")


def _sets(scheme: Scheme) -> str:
    if scheme["kind"] in ("every", "sets") and scheme["sets"]:
        sets = span(scheme["sets"], scheme["sets_to"])
        return f"{sets} set" if sets == "1" else f"{sets} sets"
    words = scheme_in_words(scheme)
    return words[:1].lower() + words[1:] if words.startswith("Establish") else words


def _percents(block: Iterable[Exercise]) -> str:
    """Return the range of all percents of a block, whatever maximum they are of."""
    loads = [load for exercise in block for load in exercise["loads"]]
    lows = [load["percent_from"] for load in loads if load["percent_from"] is not None]
    highs = [load["percent_to"] for load in loads if load["percent_to"] is not None]
    is_open = any(load["percent_from"] is not None and load["percent_to"] is None for load in loads)
    if not lows and not highs:
        return ""
    low, high = min(lows, default=None), None if is_open else max(highs)
    return percent_span(low, high)
