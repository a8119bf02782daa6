r"""Reading one line of a segment: `Snatch x 2 reps @ 75-80% of 1-RM Snatch` into its movement, reps and load.

`read_line` takes the line as the record has it and gives back a LineReading, or None. A line is understood whole or not
at all: a reading that leaves a word over is dropped, so no half of a line is ever taken for all of it. What the line
means among its neighbours (which exercise a rest belongs to) is decided in `prescriptions.segment`.
"""

from __future__ import annotations

import re
from dataclasses import fields as dataclass_fields
from typing import Optional

from invictus.prescriptions.detail_lines import detail_line, set_of_a_movement_line
from invictus.prescriptions.form import compiled
from invictus.prescriptions.marks import plain
from invictus.prescriptions.movement_lines import movement_line
from invictus.prescriptions.openings import TITLE
from invictus.prescriptions.reading import LineReading
from invictus.prescriptions.scheme_lines import (
    followed_by_line,
    list_closes_line,
    reps_every_line,
    scheme_detail_line,
    scheme_line,
    turn_line,
)
from invictus.prescriptions.sentences import read_sentence, sentences
from invictus.prescriptions.words import is_title

# No prescription is longer. A longer line is prose, and no pattern is tried on it.
LONGEST_LINE = 600
_LONGEST_SENTENCE = 300


def read_line(line: str) -> Optional[LineReading]:
    """Return the reading of a line as the record has it; None if it is not understood."""
    if len(line) > LONGEST_LINE:
        return None
    written = " ".join(line.split())
    reading = _read(written) or (_read(_FOOTNOTE.sub("", written)) if _FOOTNOTE.search(written) else None)
    if reading and len(reading.cues) == 1 and not reading.movement and written.endswith(reading.cues[0]):
        # A line that is coaching words is kept whole, its bullet too.
        reading.cues = [written]
    return reading


def _read(written: str) -> Optional[LineReading]:
    text = plain(written)
    text, written = text.lstrip(), written[len(text) - len(text.lstrip()) :]
    label = _LABEL.match(text)
    start = label.end() if label else 0
    text, written = text[start:].rstrip(), written[start:].rstrip()
    if not text:
        return None
    reading = _read_whole(text, written) if len(text) <= _LONGEST_SENTENCE else None
    return reading or _several_sentences(text, written)


def _read_whole(text: str, written: str) -> Optional[LineReading]:
    """Read a line: `text` has plain marks, `written` is the same line unchanged, character for character."""
    return (
        followed_by_line(text, written)
        or turn_line(text, written)
        or scheme_line(text, written)
        or scheme_detail_line(text)
        or list_closes_line(text, written)
        or reps_every_line(text, written)
        or set_of_a_movement_line(text, written)
        or detail_line(text, written)
        or read_sentence(text, written)
        or _movement_or_title_line(text, written)
    )


# "A1." and "2)" number the movements of a superset; a bullet or "Complex:" is not part of a name either. The star is
# kept: it marks an aside.
_LABEL = compiled(
    r"""(?:[A-Z]\d[.):]\s | \d[.)]\s | -{1,2}\s?(?=[A-Z][a-z]) | (?:clusters?|complex|strength|skill|superset
        |metcon|conditioning|accessory)
    (?:\swork)?:\s)(?=\S)"""
)
# A star after a word or a number points to a note below.
_FOOTNOTE = re.compile(r"(?<=[A-Za-z0-9)])\*{1,2}(?=[ ,.)]|$)")


def _several_sentences(text: str, written: str) -> Optional[LineReading]:
    """Read a line of several sentences, each understood: the first may be anything, the others are remarks on it."""
    spans = sentences(text)
    if len(spans) == 1:
        return None
    first: Optional[LineReading] = None
    for start, end in spans:
        if end - start > _LONGEST_SENTENCE:
            return None
        reading = _read_whole(text[start:end].rstrip(), written[start:end].rstrip())
        if reading is None or (first is not None and not _merge(first, reading)):
            return None
        first = first or reading
    if first is not None and first.cues and not first.movement:
        first.cues = [written]
    return first


def _merge(first: LineReading, reading: LineReading) -> bool:
    """Add what a further sentence says; False where it says more than a remark may, or something a second time."""
    says_more = reading.movement or reading.scheme or reading.opens or reading.then or reading.groups
    if says_more or reading.turn is not None:
        return False
    for field in dataclass_fields(LineReading):
        added, own = getattr(reading, field.name), getattr(first, field.name)
        if not added:
            continue
        if field.name == "cues":
            own.extend(added)
        elif own and field.name != "fields":
            return False
        elif field.name == "fields":
            if own.keys() & added.keys():
                return False
            own.update(added)
        else:
            setattr(first, field.name, added)
    return True


def _movement_or_title_line(text: str, written: str) -> Optional[LineReading]:
    reading = movement_line(text, written)
    heads = text.endswith(":")
    is_title_line = bool(TITLE.pattern.fullmatch(text)) and (heads or is_title(text.split("(")[0]))
    if is_title_line and (reading is None or heads):
        return LineReading(opens=True)
    if reading is not None:
        reading.may_be_title = is_title_line and reading.is_bare_movement
    return reading
