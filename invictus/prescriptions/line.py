"""Reading one line: `Snatch x 2 reps @ 75-80% of 1-RM Snatch` into its movement, reps and load.

`read_line` takes the line as the record has it and gives back a LineReading, or None. A line is understood when forms
take all of its figures, and the words left over are a harmless remark. What it means among its neighbours (which
exercise a rest belongs to) is decided in `segment`.
"""

from __future__ import annotations

from dataclasses import fields as dataclass_fields
from typing import Optional

from invictus.prescriptions.meaning import further_sets
from invictus.prescriptions.openings import FOLLOWED_BY, heads, label_end, past_numbers, read_turn
from invictus.prescriptions.reading import LineReading
from invictus.prescriptions.sentences import read_sentence, sentences
from invictus.prescriptions.shapes import SaidOfExercise
from invictus.prescriptions.tokens import TokenLine, read_tokens
from invictus.prescriptions.walk import detail_line, movement_line, scheme_line
from invictus.prescriptions.words import has_quantity, is_for_others, is_label, is_title, names_a_movement

# No prescription is longer. A longer line is prose, and no form is tried on it.
LONGEST_LINE = 600
_LONGEST_SENTENCE = 300


def read_line(line: str) -> Optional[LineReading]:
    """Return the reading of a line as the record has it; None if it is not understood."""
    if len(line) > LONGEST_LINE:
        return None
    tokens = read_tokens(line)
    reading = read_of(tokens)
    if reading and len(reading.cues) == 1 and not reading.movement:
        whole = tokens.written(0, len(tokens.tokens))
        if whole.endswith(reading.cues[0]):
            # A line that is coaching words is kept whole.
            reading.cues = [whole]
    return reading


def read_of(tokens: TokenLine) -> Optional[LineReading]:
    """Return the reading of a line's tokens; None if it is not understood. Its `stuck` then has the places why."""
    line = past_numbers(tokens)
    while line.tokens and (
        line.tokens[-1].symbol in (",", ";") or [token.symbol for token in line.tokens[-2:]] in ([".", "."], [":", "."])
    ):
        line = line.part(0, len(line.tokens) - 1)
    if not line.tokens or not any(token.symbol[0].isalnum() or token.is_figure for token in line.tokens):
        return None
    if [token.symbol for token in line.tokens if token.symbol[0].isalnum()] == ["or"]:
        return None  # what follows is done instead
    short = line.tokens[-1].end - line.tokens[0].start <= _LONGEST_SENTENCE
    label = label_end(line)
    reading = _read_behind_label(line) if label and is_label(line.text(0, label)) else None
    reading = reading or (_read_whole(line) if short else None)
    return reading or _read_behind_label(line) or _several_sentences(line)


def _read_whole(line: TokenLine) -> Optional[LineReading]:
    if not line.tokens:
        return None
    label = label_end(line)
    if label and is_for_others(line.text(0, label)):
        line.no_form_at(0)
        return None
    return (
        _followed_by_line(line)
        or _turn_line(line)
        or _rounds_of_reps(line)
        or scheme_line(line)
        or detail_line(line)
        or read_sentence(line)
        or _movement_or_title_line(line)
    )


def _read_behind_label(line: TokenLine) -> Optional[LineReading]:
    """Read what comes after "Strength:" or "Back-off -", which is no movement."""
    at = label_end(line)
    if not at or at + 1 >= len(line.tokens):
        return None
    text = line.text(0, at)
    known = is_label(text) or text.lower().endswith("complex")
    if is_for_others(text) or has_quantity(text) or (names_a_movement(text) and not known):
        return None
    reading = _read_whole(past_numbers(line.part(at + 1)))
    if reading is None or reading.is_cue or (not known and not reading.movement):
        return None
    reading.is_label = True
    return reading


def _several_sentences(line: TokenLine) -> Optional[LineReading]:
    """Read a line of several sentences, each understood: the first may be anything, the others are remarks on it."""
    parts = sentences(line)
    if len(parts) == 1:
        return None
    first: Optional[LineReading] = None
    for part in parts:
        text = part.whole
        if len(text) > _LONGEST_SENTENCE:
            return None
        reading = _read_whole(part) or (_read_behind_label(part) if first is None else None)
        if reading is None or (first is not None and not _merge(first, reading)):
            return None
        first = first or reading
    if first is not None and first.cues and not first.movement:
        first.cues = [line.written(0, len(line.tokens))]
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


# --- Followed by..., and the minutes of a cycle -----------------------------------------------------------------------


def _followed_by_line(line: TokenLine) -> Optional[LineReading]:
    """Read `Followed by...` alone, with a rest before it, or with a scheme after it."""
    said = FOLLOWED_BY.at(line, 0)
    if said is None:
        return None
    rest: SaidOfExercise = {}
    if "time" in said:
        rest = {"rest_s": said["time"][0], "rest_to_s": said["time"][1]}
    end = line.past_marks(said.end)
    immediately = "immediately" in said.written.lower()
    if end == len(line.tokens):
        return LineReading(opens=True, fields=rest, leads_on=immediately)
    further = _further_sets(line.part(end)) if not rest else None
    if further:
        return further
    reading = scheme_line(line.part(end))
    if reading and not rest:
        reading.opens = True
        return reading
    if immediately and not rest:
        return movement_line(line.part(end))
    return None


def _further_sets(line: TokenLine) -> Optional[LineReading]:
    """Read `Then 2 sets of 5 reps @ 80% of that weight`: the movement above once more."""
    above = detail_line(line.part(1 if line.symbol(0) == "complete" else 0))
    if not above or not above.groups or above.loads or above.aim:
        return None
    further = further_sets(above.groups)
    further.fields.update(above.fields)
    further.cues, further.of_what_is_above = above.cues, True
    return further


def _rounds_of_reps(line: TokenLine) -> Optional[LineReading]:
    """Read `21-15-9` below a scheme."""
    is_ladder = line.symbol(0) == "<ladder>" and line.past_marks(1) == len(line.tokens)
    return LineReading(ladder=line.tokens[0].value) if is_ladder else None


_OFF = frozenset(["rest", "off", "breathe", "recover"])


def _turn_line(line: TokenLine) -> Optional[LineReading]:
    """Read `Minute 1 - Box Jumps x 5 reps`, `Odd: 3 Power Jerks`, `Minute 3: Rest`, `Even - breathe`."""
    if line.symbol(0) in ("rest", "off") and line.past_marks(1) == len(line.tokens):
        return LineReading(rests=True)
    found = read_turn(line)
    if not found:
        return None
    turn, rest = found
    if not rest.tokens:
        return turn
    if rest.symbol(0) in _OFF and all(rest.symbol(at) in (".", "!") for at in range(1, len(rest.tokens))):
        turn.rests = True
        return turn
    reading = movement_line(rest)
    if reading is None or reading.scheme:
        return None
    reading.turn, reading.minutes = turn.turn, turn.minutes
    return reading


def _movement_or_title_line(line: TokenLine) -> Optional[LineReading]:
    text = line.whole
    reading = movement_line(line)
    ends_in_colon = text.endswith(":")
    is_title_line = heads(text) and (ends_in_colon or is_title(text.split("(")[0]))
    if is_title_line and (reading is None or ends_in_colon):
        return LineReading(opens=True)
    if reading is not None:
        reading.may_be_title = is_title_line and reading.is_bare_movement
    return reading
