"""Reading a segment: each line by itself (`line`), then among its neighbours (`placing`).

A line that is not understood, or contradicts what is above it, may end the piece above it, and may put sets in doubt.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Optional

from invictus.prescriptions.block import Block, sets_meant
from invictus.prescriptions.exercise import named_sets, says_weight
from invictus.prescriptions.line import LONGEST_LINE, read_line
from invictus.prescriptions.marks import plain_line
from invictus.prescriptions.names import may_speak_of
from invictus.prescriptions.openings import heads, past_numbers, read_turn
from invictus.prescriptions.placing import BARE_REST, Blocks
from invictus.prescriptions.reading import LineReading
from invictus.prescriptions.shapes import Exercise
from invictus.prescriptions.tokens import TokenLine, line_of
from invictus.prescriptions.values import Sets
from invictus.prescriptions.words import is_sentence, may_change_every_set

_PLUS = re.compile(r"[\s+&.,;:-]*\+[\s+&.,;:-]*")
_OR = re.compile(r"\W*or\W*", re.I)
_NUMBER = re.compile(r"\(?(\d{1,2})[.):]\s")
# A line that was not understood, but opens a piece: the scheme above it does not hold below it.
_OPENS_A_PIECE = re.compile(
    r"\*?(?:every (?:\d|:\d|minute|other)|(?:emom|e\d{1,3}\w{1,3}|amrap|tabata|for time)\b|"
    r"\w{1,10} (?:sets?|rounds?)\b|(?:and )?(?:then|immediately|afterwards?|next|finally)\b|rest .{1,40}\bthen\b|"
    r"(?:when|once|as) the .{0,20}clock|at (?:the )?\d|part [a-z]\b|finisher|(?:cool|warm)[ -]?(?:down|up)|"
    r"\d{1,2}[.)] |"
    r"(?:strength|skill|wod|metcon|conditioning|accessory|cash[ -]?out|buy[ -]?in)\b|competitor|notes?:|"
    r"\d+ ?mins?\b)|.*:$",
    re.I,
)
# A line that was not understood and has none of these changes loads alone.
_SPEAKS_OF_REPS = frozenset(
    """rep max amrap single singles double doubles triple triples <number> <numword> <range> <plus> <open>
    <time>""".split()
)


def exercises_in(segment: str, lines: Iterable[str]) -> list[Exercise]:
    """Return the exercises of one segment's lines, without videos."""
    kept = list(lines)
    blocks = Blocks(segment, kept, [read_line(line) for line in kept])
    is_alternative = False  # "OR" is above: what follows is done instead
    for at, line in enumerate(kept):
        reading = blocks.readings[at]
        _heed_number(line, reading, blocks)
        if reading is not None and (reading.scheme or reading.opens) and not reading.movement:
            is_alternative = False
        is_alternative = is_alternative or bool(_OR.fullmatch(line[:LONGEST_LINE]))
        if is_alternative:
            blocks.last.entry["notes"].append(line)
        elif reading is not None and blocks.place(reading, at):
            _keep(line, reading, at, blocks)
        else:
            _note(line, reading, blocks)
    blocks.open(Block(segment, 0))
    entries = [entry for block in blocks.all for entry in block.entries]
    said = [entry for entry in entries if entry["text"] or entry["notes"] or entry["movement"]]
    return [{**entry, "scheme": {**entry["scheme"]}} for entry in said]


def _keep(line: str, reading: LineReading, at: int, blocks: Blocks) -> None:
    spoken_of = blocks.spoken_of(reading)
    spoken_of["text"].append(line)
    if reading.is_cue:
        spoken_of["cues"] += reading.cues
    for further in [*([reading.then] if reading.then else []), *reading.more]:
        if further.scheme:
            blocks.place(further, at)
        else:
            blocks.last.write(further)


def _heed_number(line: str, reading: Optional[LineReading], blocks: Blocks) -> None:
    """Open a block at a lone "+", and at the number of the next piece; below an EMOM, "1)" is a minute of it."""
    number, block = _NUMBER.match(line[:8]), blocks.last
    first = block.entries[0]["text"][:1] if block.scheme["kind"] else []
    is_numbered = bool(first) and bool(_NUMBER.match(first[0][:8]))  # "1. EMOM x 5": the pieces are
    is_turn = block.scheme["kind"] == "every" and block.scheme["interval_s"] == 60 and not is_numbered
    if _PLUS.fullmatch(line[:LONGEST_LINE]) or (number and int(number[1]) > 1 and is_numbered):
        blocks.open()
    elif number and is_turn and reading and not reading.scheme and (reading.movement or reading.rests):
        reading.turn = int(number[1])


def _note(line: str, reading: Optional[LineReading], blocks: Blocks) -> None:
    """Keep a line that was not understood, with what it may put in doubt and what it may open."""
    tokens, block = line_of(plain_line(line[:LONGEST_LINE])), blocks.last
    text = tokens.plain.text
    has_begun = block.is_measured or block.entry["movement"] or block.scheme["kind"] or block.is_titled
    if not _doubt(tokens, reading, block) and has_begun and (_OPENS_A_PIECE.match(text) or heads(text)):
        blocks.open()
    block = blocks.last
    # A sentence was no movement; anything else may have been.
    if not is_sentence(text.rstrip(".!")):
        block.passed_over = block.awaits_movement and not text.endswith(":")
        block.details_may_follow = block.details_may_follow and bool(BARE_REST.fullmatch(text))
        if block.scheme["kind"] == "every" and len(line) < LONGEST_LINE:
            block.members += 1
    turn = read_turn(past_numbers(tokens))
    if turn and turn[0].turn:
        block.turns = max(block.turns, turn[0].turn)
    block.in_a_list = False
    block.entry["notes"].append(line)


def _doubt(line: TokenLine, reading: Optional[LineReading], block: Block) -> bool:
    """Mark the sets that a line may change which was not understood; return whether it names any."""
    text = line.plain.text
    if not block.entry["movement"] or text.lower().startswith("rest"):
        return False
    # It may change an exercise further up that it names, and if it names none, any that has loads.
    meant = [each for each in block.moving if each is block.entry or may_speak_of(text, each["movement"])]
    return any([_put_in_doubt(entry, line, reading, block) for entry in meant])


def _put_in_doubt(entry: Exercise, line: TokenLine, reading: Optional[LineReading], block: Block) -> bool:
    text, symbols = line.plain.text, {token.symbol for token in line.tokens}
    total = block.scheme["sets_to"] or max(named_sets(entry["loads"]), default=0)
    every = list(range(1, total + 1))
    doubted: list[int] = []
    for token in line.tokens:
        if token.symbol in ("<set_numbers>", "<some_sets>", "<all_sets>"):
            doubted += (sets_meant(token.value, block.certain_sets) if token.value != Sets() else []) or every
    has_load = any(map(says_weight, entry["loads"]))
    is_of_this = may_speak_of(text, entry["movement"])
    changes_all = may_change_every_set(text) and (is_of_this or "based" in text.lower())
    contradicts = has_load and is_of_this and bool({"<percent>", "<weight>"} & symbols)
    speaks_of_sets = bool({"set", "round", "rep"} & symbols) and any(token.is_figure for token in line.tokens)
    is_of_some = reading is not None and bool(reading.last_set or reading.aim or reading.scheme.get("what"))
    if (changes_all and not doubted) or (has_load and is_of_some):
        doubted += every
    elif not doubted and reading is None and is_sentence(text) and not _OPENS_A_PIECE.match(text):
        doubted += every if contradicts or speaks_of_sets else []
    if has_load or _SPEAKS_OF_REPS & symbols:
        entry["uncertain"] = sorted({*entry["uncertain"], *doubted} & {*every})
    return bool(doubted)
