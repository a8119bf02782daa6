"""Which sets of a movement a line that was not understood may change: their figures are not known."""

from __future__ import annotations

from typing import Optional

from invictus.prescriptions.exercise import named_sets, says_weight
from invictus.prescriptions.names import may_speak_of
from invictus.prescriptions.reading import LineReading
from invictus.prescriptions.shapes import Exercise
from invictus.prescriptions.tokens import TokenLine
from invictus.prescriptions.values import NUMBER_WORD, Sets
from invictus.prescriptions.words import compiled, is_sentence, may_change_every_set

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
