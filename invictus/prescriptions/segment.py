"""Reading a segment: each line by itself (`line`), then among its neighbours (`placing`).

A line that is not understood, or contradicts what is above it, may end the piece above it, and may put sets in doubt.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Optional

from invictus.exercises import Exercise, VideoLink, named_sets, says_weight
from invictus.marks import plain
from invictus.prescriptions.line import LONGEST_LINE, past_numbers, read_line, read_turn
from invictus.prescriptions.names import may_speak_of
from invictus.prescriptions.placing import Blocks
from invictus.prescriptions.reading import LineReading
from invictus.prescriptions.tokens import TokenLine, read_tokens
from invictus.prescriptions.values import NUMBER_WORD
from invictus.prescriptions.videos import place_videos
from invictus.prescriptions.words import changes_work, compiled, is_sentence

# How many movements a line may speak of, the last ones: time stays linear in lines.
_MOST_NEAR = 20
_PLUS = re.compile(r"[\s+&.,;:-]*\+[\s+&.,;:-]*")
# What follows is done instead of what is above.
_INSTEAD = re.compile(r"\W*(or(?=\W*$)|option(?=\s(?:[b-h2-9]|two|three|four)\b))", re.I)
_NUMBER = re.compile(r"\(?(?:(\d{1,2})|([A-H]))[.):]\s")
_COUNTED = re.compile(r"\W*(\d{1,2}) - (?!\d+ ?(?:x|sets?|rounds?|reps?|min|sec|[%:]))", re.I)
# A line that was not understood, but opens a piece: the scheme above it does not hold below it.
_OPENS_A_PIECE = re.compile(
    r"\*?(?:every (?:\d|:\d|minute|other)|(?:emom|e\d{1,3}\w{1,3}|amrap|tabata|for time)\b|"
    r"\w{1,10} (?:sets?|rounds?)\b|(?:and )?(?:then|immediately|afterwards?|next|finally)\b|rest .{1,40}\bthen\b|"
    r"(?:when|once|as) the .{0,20}clock|at (?:the )?\d|part [a-z]\b|finisher|(?:cool|warm)[ -]?(?:down|up)|"
    r"\d{1,2}[.)] |(?:strength|skill|wod|metcon|conditioning|accessory|cash[ -]?out|buy[ -]?in)\b|competitor|"
    r"notes?:|\d+ ?mins?\b)|.*:$",
    re.I,
)
# A line that was not understood and has none of these changes loads alone.
_SPEAKS_OF_REPS = frozenset(
    """rep max amrap single singles double doubles triple triples repeat
    <number> <numword> <range> <plus> <open> <time>""".split()
)
# A line that was not read and says this may change every set of the movement above it.
_CHANGES_EVERY_SET = compiled(
    rf"""\b(?:repeat|times|(?<!\d\s)percents?|percentages?|based|taken)\b | \(%\s
    | ^\W*(?:(?:top|heavy|heaviest|hard|drop|back-?off|light|easy|work|working)\W+sets?
    | sets?\s(?:{NUMBER_WORD}) | (?:the\s)?(?:first|last|final|next)\s(?:\d{{1,2}}|{NUMBER_WORD}))\b"""
)
# "Stop after set 3"
_AND_LATER = compiled(r"\b(?:after|before|from|until|then)\b")


def exercises_of(segments: Mapping[str, str], links: Sequence[VideoLink] = ()) -> list[Exercise]:
    """Return the exercises of a session's segments, `{"segment_a": "its lines", ...}`, in the order of the segments.

    `links` are the record's (`{"field", "text", "url"}`), in the post's order."""
    exercises: list[Exercise] = []
    for segment, text in segments.items():
        of_segment = read_segment(segment, text.split("\n"))
        place_videos(of_segment, [link for link in links if link["field"] == segment])
        exercises += of_segment
    return exercises


def read_segment(segment: str, lines: Iterable[str]) -> list[Exercise]:
    """Return the exercises of the lines of one segment, the record's field ("segment_a"), without videos."""
    kept = [line for line in lines if line.strip()]
    numbered = _with_numbers_marked(kept)
    blocks = Blocks(segment, kept, _readings_of(numbered))
    instead = ""
    for at, line in enumerate(kept):
        reading, done_instead = blocks.readings[at], _INSTEAD.match(line[:LONGEST_LINE])
        _heed_number(numbered[at], reading, blocks)
        # A scheme below "Option B:" is of that option; below "OR" it is what comes next.
        if reading and not reading.movement and (reading.opens or (reading.scheme and instead == "or")):
            instead = ""
        instead = done_instead[1].lower() if done_instead else instead
        if instead:
            blocks.last.entry["notes"].append(line)
        elif reading is None or not blocks.place_line(reading, at):
            _note(line, reading, blocks)
    for block in blocks.all:
        block.settle()
        for tokens, changed in block.changes:
            for entry in changed or block.moving:
                _put_in_doubt(entry, tokens, None)
    said = [each for block in blocks.all for each in block.entries if each["text"] or each["notes"] or each["movement"]]
    return [{**entry, "scheme": {**entry["scheme"]}} for entry in said]


def _with_numbers_marked(lines: list[str]) -> list[str]:
    """Return the lines with "1) " for "1 - " where they count up: "1 - 10 Box Jumps", "2 - 8 Pull-Ups"."""
    marked, last = lines.copy(), 0
    for at, line in enumerate(lines):
        begins = _COUNTED.match(plain(line[:LONGEST_LINE]))
        if begins and int(begins[1]) in (1, last + 1):
            last = int(begins[1])
            marked[at] = f"{last}) {line[begins.end() :]}"
    return marked if last > 1 else lines


def _readings_of(lines: list[str]) -> list[Optional[LineReading]]:
    """Return the readings of the lines. Where the pieces have letters or numbers, "A. EMOM 10", each opens a block."""
    readings = [read_line(line) for line in lines]
    marks = {at: mark[1] or mark[2] for at, line in enumerate(lines) if (mark := _NUMBER.match(line))}
    if 0 in marks and "".join(marks.values()) in ("ABCDEFGH"[: len(marks)], "12345678"[: len(marks)]):
        for at, following in zip(marks, [*marks][1:]):
            piece, reading = filter(None, readings[at:following]), readings[following]
            if reading and any(each.scheme or each.groups or named_sets(each.loads) for each in piece):
                reading.opens = True
    return readings


def _heed_number(line: str, reading: Optional[LineReading], blocks: Blocks) -> None:
    """Open a block at a lone "+"; below an EMOM, "1)" is a minute of it."""
    number, block = _NUMBER.match(line), blocks.last
    if _PLUS.fullmatch(line[:LONGEST_LINE]):
        blocks.open()
    elif reading and not (reading.opens or reading.scheme) and number and block.scheme["interval_s"] == 60:
        is_next = number[2] and "ABCDEFGH".index(number[2]) == block.turn
        reading.turn = int(number[1]) if number[1] else block.turn + 1 if is_next else None


def _note(line: str, reading: Optional[LineReading], blocks: Blocks) -> None:
    """Keep a line that was not understood, with what it may put in doubt and what it may open."""
    tokens, block = read_tokens(line[:LONGEST_LINE]), blocks.last
    text = tokens.plain.text
    opens = bool(_OPENS_A_PIECE.match(text))
    # It may change an exercise further up that it names, and if it names none, any that has loads.
    meant = [each for each in block.moving[-_MOST_NEAR:] if each is block.entry or may_speak_of(text, each["movement"])]
    if changes_work(text):
        block.changes.append((tokens, meant))
    else:
        # "Rest 60 seconds, then repeat" is what "Two sets of:" means; of rounds it may be as many more.
        is_usual = block.scheme["kind"] == "sets" or not _CHANGES_EVERY_SET.search(text)
        is_rest = text.lower().startswith("rest") and is_usual
        doubted = [_put_in_doubt(entry, tokens, reading, opens) for entry in meant if not is_rest]
        if opens and not any(doubted) and (block.entry["movement"] or block.scheme["kind"]):
            blocks.open()
    block = blocks.last
    # A sentence was no movement; anything else may have been.
    if not is_sentence(text.rstrip(".!")):
        block.passed_over = block.awaits_movement
        block.details_may_follow = False
        block.take_turn(read_turn(past_numbers(tokens))[0].turn if block.scheme["kind"] == "every" else None)
    block.entry["notes"].append(line)


def _put_in_doubt(entry: Exercise, line: TokenLine, reading: Optional[LineReading], opens: bool = False) -> bool:
    """Mark the sets of a movement that a line may change: those that it names, or all of them. False if none.

    `reading` is what it says if that contradicts the block; `opens`: it looks like the beginning of another piece."""
    text, symbols, scheme = line.text(), {token.symbol for token in line.tokens}, entry["scheme"]
    sets, at_most = scheme["sets"] or 0, scheme["sets_to"] or max(named_sets(entry["loads"]), default=0)
    every = list(range(1, at_most + 1))
    which = [token.value for token in line.tokens if token.symbol in ("<set_numbers>", "<some_sets>", "<all_sets>")]
    doubted = [number for each in which for number in (each.meant_of(sets if sets == at_most else 0) or every)]
    has_load, is_changed = any(map(says_weight, entry["loads"])), changes_work(text)
    if doubted and (later := _AND_LATER.search(text)):
        doubted = list(range(min(doubted) + (later[0].lower() == "after"), at_most + 1))
    said = reading if reading and not reading.movement else LineReading()
    # Sets that are written otherwise above it
    is_of_reps = said.groups or said.ladder or said.fields.keys() & {"reps", "max_effort"}
    contradicts = is_of_reps or (has_load and (said.builds or said.scheme.get("what")))
    if contradicts or (not doubted and (is_changed or _CHANGES_EVERY_SET.search(text))):
        doubted += every
    speaks_of_load = has_load and may_speak_of(text, entry["movement"]) and {"<percent>", "<weight>"} & symbols
    speaks_of_sets = {"set", "round", "rep"} & symbols and any(token.is_figure for token in line.tokens)
    if not (doubted or reading or opens) and is_sentence(text) and (speaks_of_load or speaks_of_sets):
        doubted = every
    if has_load or is_changed or _SPEAKS_OF_REPS & symbols:
        entry["uncertain"] = sorted({*entry["uncertain"], *doubted} & {*every})
    return bool(doubted)
