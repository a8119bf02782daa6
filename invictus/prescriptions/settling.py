"""What only a whole block can tell of its entries: turns, one load or rest for all, and which sets are in doubt."""

from __future__ import annotations

import copy
from collections.abc import Sequence
from typing import Optional

from invictus.prescriptions.block import Block
from invictus.prescriptions.exercise import MEASURES, load, named_sets, put_said, says_weight, weight_in
from invictus.prescriptions.marks import plain_line
from invictus.prescriptions.names import is_barbell_lift, may_speak_of
from invictus.prescriptions.reading import LineReading
from invictus.prescriptions.shapes import Exercise, Load
from invictus.prescriptions.tokens import TokenLine
from invictus.prescriptions.values import NUMBER_WORD, Sets
from invictus.prescriptions.words import compiled, is_sentence, may_change_every_set


def settle(block: Block) -> None:
    """Give the entries of a block what is said of all of them."""
    moving = block.moving
    if not moving:
        return
    _settle_turns(block)
    _share_loads_of_a_complex(moving)
    for entry in moving:
        _settle_loads(block, entry)
        if not entry["rest_s"]:
            put_said(entry, block.rest if entry is moving[-1] else block.rest_between)
    for line, changed in block.changes:
        for entry in changed or moving:
            put_in_doubt(entry, line, None)


def _settle_turns(block: Block) -> None:
    """Give the sets of each turn to the movements that alternate, if they are certain."""
    scheme = block.scheme
    turns = block.turns or (block.members if block.takes_turns and block.members > 1 else 0)
    if not turns:
        for entry in block.moving:
            entry["turn"] = None
    if not turns or scheme["kind"] != "every":
        return
    slots = scheme["duration_s"] / scheme["interval_s"] if scheme["duration_s"] and scheme["interval_s"] else 0
    sets = scheme["sets"]
    if not sets or sets * turns != slots:
        each = int(slots // turns) if slots and slots % turns == 0 and sets in (None, slots) else None
        scheme.update({"sets": each, "sets_to": each})


def _settle_loads(block: Block, entry: Exercise) -> None:
    loads = entry["loads"]
    if block.ladder and not any(entry[measure] for measure in MEASURES) and not named_sets(loads):
        loads += [load([at], reps=reps, reps_to=reps) for at, reps in enumerate(block.ladder, start=1)]
    if block.of_block and not any(map(says_weight, loads)):
        loads += copy.deepcopy(block.of_block)
    for_all = next((each for each in loads if not each["sets"]), None)
    for each in loads:
        # Reps that differ from set to set leave the weight to the load for all sets.
        if for_all is not None and not says_weight(each):
            each.update({**each, **weight_in(for_all)})
        if not each["of"] and (each["percent_from"] or each["percent_to"]):
            each["of"] = block.percents_of


_NO_MAXIMUM = compiled(
    r"\b(?:jump|hop|burpee|(?:pull|push|sit|chin|v|muscle)[ -]?up|toes|wall[ -]?ball|under|run|bike|plank|hollow|swing)"
)


def are_of_another(loads: Sequence[Load], entries: Sequence[Exercise]) -> bool:
    """Return whether percents of a maximum are below a movement without one, "5 Box Jumps", and a barbell lift."""
    percents = any(each["percent_from"] and not each["of"] for each in loads)
    has_none = percents and bool(_NO_MAXIMUM.search(entries[-1]["movement"]))
    return has_none and any(is_barbell_lift(entry["movement"]) for entry in entries[:-1])


def _share_loads_of_a_complex(moving: Sequence[Exercise]) -> None:
    """Share one load in a complex written line by line: "1 Clean Pull", "1 Clean", "Set 1 - 60%" loads both."""
    *others, last = moving
    is_complex = (
        last["scheme"]["kind"] == "every"
        and named_sets(last["loads"])
        and all(map(_is_counted_barbell, moving))
        and not any(entry["loads"] or entry["rest_s"] for entry in others)
        and not any(each["reps"] for each in last["loads"])
    )
    for entry in others if is_complex else ():
        entry["loads"] = copy.deepcopy(last["loads"])


def _is_counted_barbell(entry: Exercise) -> bool:
    """Return whether it is a part of a complex: "2 Front Squats", not "Front Squat x 2" or "2 Snatch + Snatch x 1"."""
    name, *lines = (plain_line(each).text for each in (entry["movement"], *entry["text"]))
    is_counted = any(line[:1].isdigit() and line.find(name) > 0 for line in lines)
    return is_barbell_lift(name) and is_counted and entry["turn"] is None


# --- Doubts -----------------------------------------------------------------------------------------------------------

_COUNTED = r"(?:reps?|sets?|rounds?)\b"
_NUMBER = rf"(?:\d+|{NUMBER_WORD})"
# What no figure of a set can say: fewer or more of them, one skipped, other reps in each.
_CHANGES_WORK = compiled(
    rf"""\b(?:more|fewer|less|extra|additional|another)\s{_COUNTED} | {_COUNTED}\s(?:more|fewer|less|extra)\b
    | \b{_NUMBER}\s(?:more|fewer|less|extra)\b(?!\s(?:minute|second|time|attempt))
    | \b(?:add|drop(?!\s?sets?\b)|subtract|lose|remov|skip|omit|cut|halv|double|reduc|lower|increas|decreas|rais)
      (?:e|s|ed|ping|ing)?\s
      (?:(?!(?:each|every|per|between|on|for|from|over|across|weights?|loads?|bar|in|by)\b)[\w-]+\s){{0,3}}{_COUNTED}
    | \breps?\s(?:(?:should|must|will)\s)?(?:(?:go|goes|move)\s(?:up|down)|increas|decreas|ascend|descend|climb|drop)
    | \b(?:ascending|descending|increasing|decreasing)\s(?:\w+\s)?reps?\b | ^\W*reps?\s?:
    | (?:^\W*(?:[a-z]+\s){{0,2}}|\b{_NUMBER}\s)(?:waves?|pyramids?|ladders?)\b(?!\s(?:should|ends?|feels?|is|will)\b)
    | \b(?:only|every\sother)\s(?:do\s)?(?:{_NUMBER}\s)?{_COUNTED} | \b{_NUMBER}\sof\s(?:the|these)\s{_COUNTED}
    | \b(?:singles|doubles|triples)\s(?:on|for|in)\b | {_COUNTED}\s(?:is|are)\soptional
    | \btwice\sthrough\b | \bdo\s(?:it|this|that|them)\s(?:all\s)?(?:again|twice)\b
    | \binstead\b.*\b{_COUNTED} | \b{_COUNTED}.*\binstead\b"""
)
# A condition, and how much to keep "in the tank": they say nothing of the sets as written.
_ADVICE = compiled(r"\b(?:if|when|once|unless|should\syou)\b[^.]* | [^.]*\bin\s(?:the\stank|reserve)\b")
_PER_SIDE = compiled(rf"\b(?:{_NUMBER}|reps?)\s(?:\w+\s)?(?:per|each)\s(?:side|leg|arm|hand|foot)\b")
# A line that was not understood and has none of these changes loads alone.
_SPEAKS_OF_REPS = frozenset(
    """rep max amrap single singles double doubles triple triples <number> <numword> <range> <plus> <open>
    <time>""".split()
)


def changes_work(text: str, is_line: bool = True) -> bool:
    """Return whether words say that sets or reps are others than those written: "fewer reps each round".

    Of a line of its own, "Ten per leg." may also be the reps of the movement above it, or half of them."""
    return bool(_CHANGES_WORK.search(_ADVICE.sub("", text)) or (is_line and _PER_SIDE.search(text)))


def sets_meant(which: Sets, total: int) -> list[int]:
    """Return the numbers of "the last 2 sets" and "odd sets" of so many (0: unknown); [] if that does not tell them."""
    if which.numbers:
        return list(which.numbers)
    if which.parity:
        return list(range(1 if which.parity == "odd" else 2, total + 1, 2))
    if which.first:
        return list(range(1, which.first + 1)) if which.first <= total or not total else []
    return list(range(total - which.last + 1, total + 1)) if 0 < which.last <= total else []


def number_sets(reading: LineReading, total: int) -> bool:
    """Number the sets that loads are for, "last 2 sets", of so many; False if that does not tell them."""
    for place, which in reading.some_sets.items():
        reading.loads[place]["sets"] = sets_meant(which, total)
    return all(reading.loads[place]["sets"] for place in reading.some_sets)


def put_in_doubt(entry: Exercise, line: TokenLine, reading: Optional[LineReading], opens: bool = False) -> bool:
    """Mark the sets of a movement that a line may change: those that it names, or all of them. False if none.

    `reading` is what it says if that contradicts the block; `opens`: it looks like the beginning of another piece."""
    text, symbols, scheme = line.whole, {token.symbol for token in line.tokens}, entry["scheme"]
    sets, at_most = scheme["sets"] or 0, scheme["sets_to"] or max(named_sets(entry["loads"]), default=0)
    every = list(range(1, at_most + 1))
    which = [token.value for token in line.tokens if token.symbol in ("<set_numbers>", "<some_sets>", "<all_sets>")]
    doubted = [number for each in which for number in (sets_meant(each, sets if sets == at_most else 0) or every)]
    has_load, is_of_this = any(map(says_weight, entry["loads"])), may_speak_of(text, entry["movement"])
    is_changed = changes_work(text)
    changes_all = is_changed or (may_change_every_set(text) and (is_of_this or "based" in text.lower()))
    is_of_some = reading is not None and bool(reading.last_set or reading.scheme.get("what"))
    contradicts = has_load and is_of_this and bool({"<percent>", "<weight>"} & symbols)
    speaks_of_sets = bool({"set", "round", "rep"} & symbols) and any(token.is_figure for token in line.tokens)
    is_told = reading is None and is_sentence(text) and not opens and (contradicts or speaks_of_sets)
    if (
        (has_load and is_of_some)
        or (not doubted and (changes_all or is_told))
        or (reading and (reading.groups or reading.ladder))
    ):
        doubted += every
    if has_load or is_changed or _SPEAKS_OF_REPS & symbols:
        entry["uncertain"] = sorted({*entry["uncertain"], *doubted} & {*every})
    return bool(doubted)
