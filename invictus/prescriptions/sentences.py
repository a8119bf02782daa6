"""Sentences that hold a load, a goal or a rule: "stay below 70% of your 1-RM Clean", "move up from last week by 4-6%".

A sentence may say one thing that a field holds, and the number of sets that it is about, to be compared (`restates`);
any other figure beside it, and it is not understood. Where no form reads, figures may be advice: of a condition ("If a
set takes you more than 4 minutes, ..."), a goal, how a rep is done. The first function that returns a reading wins.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Optional

from invictus.exercises import load
from invictus.prescriptions.forms import Said, Table
from invictus.prescriptions.names import maximum, weight_of
from invictus.prescriptions.reading import LineReading
from invictus.prescriptions.tokens import TokenLine
from invictus.prescriptions.values import NUMBER_WORD, Sets, number_in
from invictus.prescriptions.words import changes_work, compiled, has_quantity, is_cue, is_prose, names_a_movement

_NEGATED = compiled(r"\b(?:not|never|no|avoid|except)\b|n't\b")
# A bound of the first or the last set is not one of all sets.
_SOME_SETS = compiled(
    rf"\b(?:start\w{{0,3}}|first|last|final|top|some|most|half|(?:{NUMBER_WORD})\sof|(?<!each\s)(?<!every\s)sets?)\b"
)
_ALL_SETS = compiled(rf"\b(?:(?:all|the|these|working)\s)+(?:(?:\d{{1,2}}|{NUMBER_WORD})\s)?(?:sets?|minutes|rounds)\b")
# But "perform 2 sets of ..." is work to be done; "... to complete" only says what for.
_TELLS_TO_DO = compiled(r"\b(?<!to\s)(?:perform|complete|do|repeat|finish|accumulate|add|adding|then|extra|another)\b")
SENTENCES = Table()


@SENTENCES.form(
    "( <below:below|under|beyond> <percent> <of>? | <percent> <of>? at most "
    "| ( not | never | no | nothing | don't | <only:only> ) <words>? <beyond> <percent> <of>? ) ( <clause_ends> "
    "| (= if | unless ) )",
    "Use this as a warm-up, stay below 70% of your 1-RM Power Clean",
    "Don't go over 75%",
)
def _bound(said: Said) -> Optional[LineReading]:
    """Read that no set is heavier than this; with a condition beside it, it bounds nothing."""
    if {"if", "unless"} & {token.symbol for token in said.line.tokens}:
        return LineReading()
    weight = weight_of(said, "percent")
    is_least = "only" in said or ("below" in said and _NEGATED.search(said.line.text(0, said.start)))
    if is_least or weight is None or weight["percent_from"] != weight["percent_to"]:
        return None
    return LineReading(loads=[load([], percent_to=weight["percent_to"], of=weight["of"])])


@SENTENCES.form(
    "( <line_begins> *? begin ( at | with | around ) about? <first:percent> <of>? "
    "( and ( build | work | climb ) up? to <last:percent> | and add <step:percent> ( each | every | per ) set )? "
    "| ( build | work | climb ) up? <from:from> <first:percent> <of>? "
    "| ( build | work | climb ) up? to ( about | around )? <last:percent> <of>? ) <clause_ends>",
    "Start at 40-50% of your 1-RM Snatch and work up",
    "Build to 80% of your 1-RM Snatch over the sets.",
)
def _first_and_last_set(said: Said) -> Optional[LineReading]:
    """Read the load of the first set, or the last: "Start at 70% and build to 80%"; or of further ones, "add 3%"."""
    first, last = weight_of(said, "first"), weight_of(said, "last")
    if "from" in said and first and first["percent_to"] != first["percent_from"]:  # "from 70% to 80%"
        last = {**first, "percent_from": first["percent_to"]}
        first = {**first, "percent_to": first["percent_from"]}
    if first is None or last is None or (not first and _NEGATED.search(said.line.text())):
        return None
    loads = [load([1], **first)] if first else []
    loads += [load([], **last)] if last else []
    if "step" in said:
        further = load([], relative=said.line.text(said.span("step")[0] - 1, said.end))
        return LineReading(loads=[*loads, further], builds=True, some_sets={1: Sets(start=1)})
    return LineReading(loads=loads, builds=bool(last), some_sets={len(loads) - 1: Sets(start=-1)} if last else {})


_ALL = compiled(
    r"""\b(?:(?:all|every|each\sof|these|both|the)\s(?:\w{1,15}\s){0,3}?(?:sets?|movements?|lifts?|reps?|exercises?|loads?
    |complex(?:es)?|weights?|percentages?) | (?:stay|keep|remain|work|use|load|perform|do)(?:ing)?\b)[^%\d]{0,60}$"""
)


@SENTENCES.form(
    "( at | between | around | in | within | with | from | of | use | @ ) ( about | around | between )? <load:percent> "
    "<of>? <clause_ends> | <line_begins> *? use a? <load:weight> (= $ | . | , | for | on | and | or ) <all:nothing>",
    "Perform all movements at 68-73% of your 1-RM Clean.",
    "Use 115/80 lbs for all five sets.",
)
def _all_at(said: Said) -> Optional[LineReading]:
    """Read one load for every movement of the block."""
    is_of_all = "all" in said or (_ALL.search(said.line.text(0, said.start)) and not _NEGATED.search(said.line.text()))
    weight = weight_of(said)
    return LineReading(of_block=[load([], **weight)]) if weight and is_of_all else None


@SENTENCES.form(
    "( percent | % | load ) ( listed | above | below | today | here | are | is | should be | all | based | taken "
    "| calculated | figured | come )* ( off of | off | on | of | from ) <base> <clause_ends>",
    "(percentages are based on 1-RM Clean)",
)
def _percents_of(said: Said) -> Optional[LineReading]:
    """Read the maximum that all percents of the block are of; "Press (percents of training max)" is no sentence."""
    of, before = maximum(said.text("base")), said.line.text(0, said.start)
    is_behind_name = "(" in before and names_a_movement(before) and not is_prose(before)
    return LineReading(percents_of=of) if of and not is_behind_name else None


@SENTENCES.form(
    "<sets:count> <two_words>? ( set | round ) | ( should take you? | for ( the | all | the entire | the full ) ) "
    "<time> | ( the | both | all | these ) <reps:count> ( rep | jumps | movement | singles )",
    "Build over the course of the three sets.",
    "*Note: this entire section should take you 4 minutes to complete",
    "Reset your feet between the two reps.",
)
def _as_above(said: Said) -> Optional[LineReading]:
    """Read the number of sets of the block, or of some of them, how long it takes, or the reps of a set, once more."""
    named = "sets" if "sets" in said else "reps"
    restates = {"duration_s": said["time"][0]} if "time" in said else {named: said[named]}
    is_told = is_prose(said.line.text()) and not _TELLS_TO_DO.search(said.line.text())
    return LineReading(restates=restates) if is_told else None


@SENTENCES.form(
    "( use | using | at | with ) <than:same_load> | ( increase | heavier | add | ( move | go ) up ) <words>? "
    "( <percent> ( from | than | over ) <than:last_time> | ( from | than | over ) <than:last_time> by? <percent> )",
    "(MUST move up in weight from last week by 4-6%)",
    "Use the same weight as last week.",
)
def _of_last_time(said: Said) -> Optional[LineReading]:
    """Read the load of another day, or by how many percent this one is more; no load is one "for all sets"."""
    low, high = said["percent"] or (None, None)
    if "percent" in said and high is None:
        return None
    return LineReading(of_block=[load([], relative=said.text("than"), change_from=low, change_to=high)])


# A goal, and a condition: their figures prescribe nothing.
_ASIDE = compiled(
    r"""\b(?:goals?|aim|object|point|purpose)\b[^.\d]{0,80}(?:\d{1,2}-?\s?RM|heavy|heaviest|max|single|double)
    | \b(?:if|when|whenever|once|unless|as\slong\sas|should\syou)\b[^,.;:]{1,140}"""
)
# An example, or what is only for those whom a condition meets: the sets as written are everyone else's.
_ONLY_IF = compiled(
    r"""^\W*(?:(?:for\s)?example[\s.:,] | e\.g\. | i\.e\. | if\b(?!\s(?:you\shave|time))
    | (?:drop|lower|reduce|stop|skip|take)\b[^.;]*\bif\s(?:you|it|the|your)\b
    | warm(?:ing)?[ -]?up\sto\s(?!.*(?:\bsets?\b|\bx\b|\dx)))"""
)
# How a rep is done, "Take five seconds to lower every rep."; what would make it more than that, or change some sets.
_OF_A_REP = compiled(r"\b(?:reps?\b|singles|doubles|bottom|top|paus|lower|descen|eccentric|negative|down|catch)")
_MORE = r"add\w*|increas\w+|reduc\w+|as\smany|max|amrap|failure|every\s\d|more|fewer|less|longer|skip|omit|instead"
_CHANGES = compiled(rf"\b(?:{_MORE}|heavier|lighter|harder|easier|drop|(?<!build\s)up|down|only|leave|double|twice)\b")


def _is_advice(line: TokenLine) -> bool:
    """Return whether its figures prescribe nothing: they tell how a rep is done, or what is between two (30 seconds);
    a goal, a condition, an example; or which sets it speaks of."""
    text, figures = line.text(), [token for token in line.tokens if token.is_figure]
    are_short = all(each.symbol == "<time>" and each.value[1] <= 30 for each in figures)
    is_manner = are_short and _OF_A_REP.search(text) and not re.search(rf"\b(?:{_MORE})\b", text, re.I)
    # "The first five minutes should feel easy."
    not_told = ("<all_sets>", "<some_sets>", "<time>" if re.search(r"\b(?:feel|felt|within)", text, re.I) else "")
    apart = " ".join(line.text(at, at + 1) for at, token in enumerate(line.tokens) if token.symbol not in not_told)
    is_told = not _TELLS_TO_DO.search(text) and not has_quantity(_ASIDE.sub("", apart))
    return bool((is_prose(text) and (is_manner or is_told)) or _ONLY_IF.search(text))


def read_sentence(line: TokenLine) -> Optional[LineReading]:
    """Return what one sentence says, or coaching words kept as written; None if it says anything else."""
    text = line.text()
    names_sets = any(token.symbol in ("<some_sets>", "<set_numbers>") for token in line.tokens)
    # "Fewer reps each round", "the last 2 sets a little heavier".
    is_changed = changes_work(text) or (names_sets and _CHANGES.search(text))
    if is_changed and not _ONLY_IF.search(text):
        return None
    reading = _first_of(line)
    if reading or (_is_advice(line) if has_quantity(text) else is_cue(text)):
        return replace(reading or LineReading(), cues=[line.written()])
    return None


def _first_of(line: TokenLine) -> Optional[LineReading]:
    """Return what the first form that reads a sentence says; of each form the first place counts.

    The rest of the sentence may tell the sets, rounds or minutes that it is about, "for all 8 sets". It must not have
    another figure, nor name some of the sets where the reading is of all of them."""
    for form in SENTENCES:
        said = next(filter(None, (form.at(line, at) for at in range(len(line.tokens)))), None)
        reading: Optional[LineReading] = form.read(said) if said else None
        if said and reading:
            around = f"{line.text(0, said.start)} {line.text(said.end)}"
            rest = _ALL_SETS.sub("", around)
            is_of_all = reading.of_block or any(not each["sets"] for each in reading.loads)
            if sets := max(map(number_in, _ALL_SETS.findall(around)), default=0):
                reading.restates = {"sets": sets}
            if not has_quantity(rest) and not (is_of_all and _SOME_SETS.search(rest)):
                return reading
    return None


_NEXT_SENTENCE = re.compile(r"[.!?]\s*[A-Z*('\"]|, then\b")


def sentences(line: TokenLine) -> list[TokenLine]:
    """Return the sentences of a line; ", then" begins another."""
    text, places = line.plain.text, range(2, len(line.tokens))
    starts = [at for at in places if _NEXT_SENTENCE.match(text, line.tokens[at - 1].start)]
    return [line.part(start, end) for start, end in zip([0, *starts], [*starts, len(line.tokens)])]
