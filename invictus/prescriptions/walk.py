"""The walk along a line: a scheme, a movement's name, sets, details, remarks, in any order.

Each token is taken by the first form that fits there. Every figure must be taken by one; words without a figure may be
left over as a remark. What the items are together is told in `meaning`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Optional

from invictus.exercises import MEASURES, Load
from invictus.prescriptions.details import AS_CUE, COUNTS, DETAILS
from invictus.prescriptions.groups import read_groups
from invictus.prescriptions.meaning import as_complex, is_of_several, settled
from invictus.prescriptions.names import looks_like_a_name, name_at
from invictus.prescriptions.reading import LineReading
from invictus.prescriptions.schemes import put_together, read_scheme
from invictus.prescriptions.tokens import TokenLine
from invictus.prescriptions.words import compiled, is_cue, is_remark, names_a_movement

# What is between two items, "... @ 70%, then 2 second pause"
_BETWEEN = re.compile(
    "(?:(?!/ side )[,;:=*./&!-] |(?:and )?then (?=<|[:-] |minus |$)|and (?=<|pause |hold |rest )|of (?=<percent>))*"
)
_SEPARATES = frozenset([",", ";", "+", "/", "then"])
# What leads on to the next movement or line: "..., immediately followed by", "Front Squat, 3 sets of:".
_LEADS_ON = re.compile(r"(?:(?:immediately |directly )?(?:followed by |into )|of )[.: ]*$")
# Words between a scheme or a measure and the name: "3 rounds of the Bear Complex", "1 minute in the bottom of a squat".
_BEFORE_A_NAME = re.compile(
    r"(?:complete )?(?:the following (?:\w+ ){0,2})?(?:(?:of|in|on|for) )?(?:the bottom of )?(?:(?:the|a|an) )?(?:: )?"
)
_SCHEME_ENDS = re.compile(
    r"(?:(?:,|complete|accumulate|between|for|of|each|in|the|this|day|complex|following(?: \w+){0,2}) )*(?:[.:;] )*$"
)
# "Build to a heavy power clean", below or after the movement
_TAIL_OF_AIM = re.compile(r"(?:(?!then |rest |with |but |and |in |for |on |no )[a-z&'-]{2,20} ){0,4}")
_TO_DO = re.compile(r"(?:and )?(?:accumulate |hold (?=<)|complete (?=.*for time ))?")


def scheme_line(line: TokenLine) -> Optional[LineReading]:
    """Read a line that begins with a scheme, perhaps with its movement: `EMOM 10: 2 Cleans`."""
    found = read_scheme(line, 0, {})
    return _walk(line, found[1], LineReading(pieces=found[0]), with_name=True) if found else None


def detail_line(line: TokenLine, of_sets: Sequence[Load] = ()) -> Optional[LineReading]:
    """Read what is said of a movement above, `Rest 60 seconds`, `5x3 @ 80%`, or of sets that the line has named."""
    return _walk(line, 0, LineReading(loads=[*of_sets]), with_name=False)


def movement_line(line: TokenLine) -> Optional[LineReading]:
    """Read a movement with all that its line says of it, or alone; or several: `Snatch 5x2 @ 75%; C&J 4x1 @ 80%`."""
    reading = _walk(line, line.past(_TO_DO, 0), LineReading(), with_name=True)
    return reading if reading and reading.movement else None


def _walk(line: TokenLine, at: int, reading: LineReading, with_name: bool) -> Optional[LineReading]:
    """Read a line from a token to its end; of several exercises, `10 Lunges, 5 Pull-Ups`, the further ones besides."""
    held = reading.pieces.copy()
    end = _read_items(line, at, reading, with_name)
    whole = settled(reading, put_together(reading.pieces)) if end == len(line.tokens) else None
    separators = [place for place in range(at, min(end + 1, len(line.tokens))) if line.symbol(place) in _SEPARATES]
    is_whole = whole and not is_of_several(whole)
    if is_whole or not reading.movement or not separators:
        return whole
    first = _walk(line.part(0, separators[-1]), at, LineReading(pieces=held), with_name)
    further = movement_line(line.part(separators[-1] + 1)) if first and _is_measured(first) else None
    if first is None or further is None or not _is_measured(further):
        return whole
    if (line.symbol(separators[-1]) == "then" or (first.scheme and not held)) and not (first.scheme and further.scheme):
        return whole  # after each set, or after all of them?
    lifts = as_complex(first, further) if line.symbol(separators[-1]) == "+" else None
    if lifts is None:
        first.more, further.more = [*first.more, further, *further.more], []
    return lifts or first


def _read_items(line: TokenLine, at: int, reading: LineReading, with_name: bool) -> int:
    """Read item after item, and return the token that nothing takes; that beyond the last if all are taken."""
    while (start := line.past(_BETWEEN, at)) < len(line.tokens):
        ends = reading.pieces and not reading.movement and _SCHEME_ENDS.match(line.symbols, line.offsets[start])
        if ends or _LEADS_ON.match(line.symbols, line.offsets[start]):
            break
        is_sentence = start > at and line.symbol(start - 1) == "." and line.text(start, start + 1)[:1].isupper()
        at = 0 if is_sentence else (_name(line, start, reading) if with_name else 0) or _item(line, start, reading)
        if not at:
            line.no_form_at(start)
            return start
    return len(line.tokens)


def _is_measured(reading: LineReading) -> bool:
    return reading.scheme.get("kind", "every") != "every" or any(reading.fields.get(measure) for measure in MEASURES)


# --- Items: each function returns where the item at a token ends; 0 if no item is there -------------------------------


def _name(line: TokenLine, at: int, reading: LineReading) -> int:
    begun = bool(reading.movement or reading.pieces or reading.fields or reading.loads or reading.groups)
    if reading.movement or reading.cues or (not begun and line.symbol(0) == "*"):
        return 0
    place = line.past(_BEFORE_A_NAME, at) if begun else at
    # Next to a scheme the name must be known, and no bare number between them: "EMOM 10 Burpees" may be ten minutes.
    is_next = bool(reading.pieces) and not reading.groups and place == at and line.past(_BETWEEN, at - 1) < at
    if is_next and "what" not in reading.pieces and line.symbol(at - 1) in ("<number>", "<emom>"):
        return 0
    if reading.fields.keys() & {"seconds", "distance_m", "calories"}:
        # "400 m Run + 15 Thrusters" is two exercises.
        line = line.part(0, next((at for at in range(place, len(line.tokens)) if line.symbol(at) == "+"), None))
    name, end = name_at(line, place)
    is_name = names_a_movement if is_next else looks_like_a_name
    if name is None or (begun and not is_name(name.movement)):
        form, said = next(COUNTS.matches(line, place), (None, None))
        name, end = name_at(line, said.end) if said else (None, 0)
        if not (form and name and looks_like_a_name(name.movement) and form.read(said, reading)):
            return 0
    if name.fields and not reading.put_field(**name.fields):
        return 0
    reading.movement, reading.parts, reading.of_set = name.movement, name.parts, reading.of_named_sets()
    return end


def _item(line: TokenLine, at: int, reading: LineReading) -> int:
    return (
        read_groups(line, at, reading)
        or _scheme(line, at, reading)
        or _form(line, at, reading)
        or _aside(line, at, reading)
        or _remark(line, at, reading)
    )


def _scheme(line: TokenLine, at: int, reading: LineReading) -> int:
    found = read_scheme(line, at, reading.pieces)
    if found is None:
        return 0
    pieces, end = found
    is_aim = "what" in pieces and "what" not in reading.pieces
    if is_aim and (reading.movement or reading.of_named_sets()):
        ends = line.past(_TAIL_OF_AIM, end)
        end = ends if names_a_movement(line.text(end, ends)) else end
    if is_aim and reading.of_named_sets():
        return end if reading.put_load(relative=line.text(at, end).strip(" .")) else 0
    if is_aim:
        pieces["is_last"] = bool(reading.groups)
    reading.pieces = pieces
    return end


def _form(line: TokenLine, at: int, reading: LineReading) -> int:
    for form, said in DETAILS.matches(line, at):
        if read := form.read(said, reading):
            if read is AS_CUE:
                reading.cues.append(line.written(at - (line.symbol(at - 1) == "-" and at > 0), said.end))
            return said.end
    return 0


def _aside(line: TokenLine, at: int, reading: LineReading) -> int:
    """Read parentheses: details, "(5 seconds down, 2 second pause)", or coaching words, "(slowly)", kept as a cue."""
    closing = line.closing(at) if line.symbol(at) == "(" else None
    if closing is None:
        return 0
    inner, place = line.part(at + 1, closing), 0
    if is_cue(line.text(at, closing + 1)) and not any(token.is_figure for token in inner.tokens):
        reading.cues.append(line.written(at, closing + 1))
        return closing + 1
    while (place := inner.past(_BETWEEN, place)) < len(inner.tokens):
        place = _item(inner, place, reading)
        if not place:
            return 0
    return closing + 1


# Words up to the next mark, figure or detail
_WORDS = re.compile(
    "(?:(?!x |minus |to |light |heavy |moderate |rest |tempo |for time |amrap |emom |(?:each|per) side )"
    r"""(?:[^\W\d_]\S*|[&/!'"]|<aside>|<height>) )*"""
)
# "Press 10-8-6, add weight each set": true as long as no weight is written.
_BUILDS = compiled(r"(?:and\s)?(?:add|adding|increas\w+|build\w*|climb\w*|go(?:ing)?\sup|ascending|heavier)\b[a-z\s]*")
_LESS = compiled(r"\b(?:drop\w*|down|off|back|deload|up|by|take|remove|strip)$")


def _remark(line: TokenLine, at: int, reading: LineReading) -> int:
    """Read words: harmless ones are kept as a cue."""
    end = line.past(_WORDS, at)
    words = " ".join(line.text(place, place + 1) for place in range(at, end) if line.symbol(place)[0] != "<")
    builds = bool(_BUILDS.fullmatch(words))
    # "Newer lifters do 3 sets": a name that nobody knows is no name if words follow it.
    is_beside = bool(reading.fields or reading.loads or reading.groups) and not names_a_movement(words)
    if end == at or not (is_remark(words) or builds) or not (is_beside or names_a_movement(reading.movement)):
        return 0
    # "3x10 dips", "..., clean 80% x 1": another exercise
    begins_another = line.symbol(at - 1) in ("<number>", "<ladder>") or line.symbol(end) in ("<number>", "<percent>")
    if begins_another and reading.movement and names_a_movement(words):
        return 0
    # "cap 8 min", "drop 20%": the words say what the figure is.
    if line.symbol(end) == "<time>" or (line.symbol(end) in ("<percent>", "<weight>") and _LESS.search(words)):
        return 0
    if builds:
        reading.pieces["builds"] = True
    reading.cues.append(line.written(at, end))
    return end
