"""Sentences that hold a load, a goal or a rule: "stay below 70% of your 1-RM Clean", "move up from last week by 4-6%".

A sentence may say one thing that a field holds. Any other figure in it must be one that the block says as well
(`restates`), or belong to a condition ("If a set takes you more than 4 minutes, ..."); else it is not understood. A
function takes what is said and the sentence as written, and returns a LineReading or None; the first one wins.
"""

from __future__ import annotations

import re
from typing import Optional

from invictus.prescriptions.advice import (
    ALL_SETS,
    SPEAKS_OF_SOME_SETS,
    TELLS_TO_DO,
    advice,
    of_last_time,
    restated_sets,
)
from invictus.prescriptions.exercise import load
from invictus.prescriptions.forms import Said, Table
from invictus.prescriptions.maxima import maximum
from invictus.prescriptions.reading import LineReading
from invictus.prescriptions.shapes import SaidOfLoad
from invictus.prescriptions.tokens import TokenLine
from invictus.prescriptions.values import number_in
from invictus.prescriptions.words import compiled, has_quantity, is_cue, is_prose, names_a_movement

_NEGATED = compiled(r"\b(?:not|never|no|avoid)\b|n't\b")
_NEGATED_BEFORE = compiled(r"(?:\b(?:not|never|no)\b|n't\b)[^.%\d]{0,30}$")
SENTENCES = Table()


def _around(said: Said) -> str:
    """Return what a sentence says besides."""
    return f"{said.line.text(0, said.start)} {said.line.text(said.end, len(said.line.tokens))}"


def _load(said: Said) -> Optional[SaidOfLoad]:
    of = maximum(said.text("of") or "bodyweight") if "of" in said else ""
    if of is None:
        # "40% of your 1-RM Snatch and work up": another clause follows.
        of = maximum(re.split(r"\s(?:and|but|as|while|over|across|throughout|by)\s", said.text("of"))[0])
    low, high = said["percent"]
    return None if of is None else {"percent_from": low, "percent_to": high, "of": of}


@SENTENCES.form(
    "( <bound:bound> <percent> <of>? | <percent> <of>? at most ) <clause_ends>",
    "Use this as a warm-up, stay below 70% of your 1-RM Power Clean",
    "Don't go over 75%",
)
def _bound(said: Said, cue: str) -> Optional[LineReading]:
    """Read that no set is heavier than this."""
    needs_no = said.text("bound").lower() in (
        "over",
        "above",
        "exceed",
        "exceeding",
        "more than",
        "heavier than",
        "past",
    )
    weight = _load(said)
    if bool(_NEGATED_BEFORE.search(said.line.text(0, said.start))) != needs_no or weight is None:
        return None
    one_sided = weight["percent_from"] == weight["percent_to"] and not has_quantity(_around(said))
    if not one_sided or SPEAKS_OF_SOME_SETS.search(said.line.whole):
        return None
    return LineReading(loads=[load([], percent_to=weight["percent_to"], of=weight["of"])], cues=[cue])


@SENTENCES.form(
    "<line_begins> *? begin ( at | with | around ) about? <percent> <of>? ( and ( build | work "
    "| climb ) up? to <to:percent> )? "
    "<clause_ends>",
    "Start at 40-50% of your 1-RM Snatch and work up",
)
def _first_set(said: Said, cue: str) -> Optional[LineReading]:
    """Read the load of the first set, and perhaps of the last, "Start at 70% and build to 80%"."""
    weight, sets = _load(said), restated_sets(_around(said))
    if weight is None or sets is None:
        return None
    reading = LineReading(loads=[load([1], **weight)], restates=sets, cues=[cue])
    if "to" in said:
        reading.last_set = {"percent_from": said["to"][0], "percent_to": said["to"][1], "of": weight["of"]}
    return reading


@SENTENCES.form(
    "( build | work | climb ) up? to ( about | around )? <percent> <of>? <clause_ends>",
    "Build to 80% of your 1-RM Snatch over the sets.",
)
def _last_set(said: Said, cue: str) -> Optional[LineReading]:
    """Read the load of the last set."""
    weight, sets = _load(said), restated_sets(_around(said))
    if weight is None or sets is None or _NEGATED.search(said.line.whole):
        return None
    return LineReading(last_set=weight, restates=sets, cues=[cue])


_ALL = compiled(
    r"""\b(?:(?:all|every|each\sof|these|both|the)\s(?:of\sthe\s|the\s)?(?:\w{1,15}\s){0,2}?(?:sets?|movements?|lifts?
    |reps?|exercises?|complex(?:es)?|loads?|weights?|work|percentages?)
    | (?:stay|keep|remain|work|use|load|perform|do)(?:ing)?\b)[^%\d]{0,60}$"""
)


@SENTENCES.form(
    "( at | between | around | in | within | with | from | of | use | @ ) ( about | around "
    "| between )? <percent> <of>? "
    "<clause_ends>",
    "Perform all movements at 68-73% of your 1-RM Clean.",
)
def _all_at(said: Said, cue: str) -> Optional[LineReading]:
    """Read one load for every movement of the block."""
    weight, whole = _load(said), said.line.whole
    if weight is None or not _ALL.search(said.line.text(0, said.start)) or has_quantity(_around(said)):
        return None
    if SPEAKS_OF_SOME_SETS.search(whole) or _NEGATED.search(whole) or re.search(r"\bexcept\b", whole, re.I):
        return None
    return LineReading(of_block=[load([], **weight)], cues=[cue])


@SENTENCES.form(
    "( ( percent | % | load ) ( listed | above | below | today | here | are | is | should be | all | based "
    "| taken | calculated "
    "| figured | come )* ( off of | off | on | of | from ) | ( [ | * ) based? ( off of | off | on | of ) | ( [ "
    "| * ) ( use | using ) ) "
    "( your | the | a | our )* <base:words_of_base> <clause_ends>",
    "(percentages are based on 1-RM Clean)",
    "*based on your split jerk",
)
def percents_of(said: Said, cue: str) -> Optional[LineReading]:
    """Read the maximum that all percents of the block are of."""
    of = maximum(said.text("base"))
    if not of or has_quantity(re.sub(r"\bpercent\w*|%", "", _around(said))):
        return None
    return LineReading(percents_of=of, cues=[cue])


@SENTENCES.form(
    "<line_begins> ( * | [ )? please? ( pause | hold | stop ) <how:few_words>? for? ( a full? )? <paused> <place>? "
    ".? ]? <line_ends>",
    "(Pause for 2-3 seconds in the split jerk receiving position before recovering.)",
)
def _pause(said: Said, cue: str) -> Optional[LineReading]:
    """Read a pause in the movement above. "Pause Jerk, 2 seconds in the catch" is a movement."""
    if names_a_movement(said.text("how")) or has_quantity(_around(said)):
        return None
    return LineReading(fields={"pause": cue.strip("*() .")}, cues=[cue])


@SENTENCES.form("<line_begins> *? use a? <weight> <weight_ends>", "Use 115/80 lbs for all five sets.")
def _all_weigh(said: Said, cue: str) -> Optional[LineReading]:
    """Read one weight for every movement of the block."""
    sets = restated_sets(_around(said))
    if sets is None or SPEAKS_OF_SOME_SETS.search(ALL_SETS.sub("", said.line.whole)):
        return None
    men, women, unit = said["weight"]
    return LineReading(of_block=[load([], weight=men, weight_women=women, unit=unit)], restates=sets, cues=[cue])


@SENTENCES.form(
    "<sets:count> <two_words>? ( set | round ) | ( should take you? | for ( the | all | the entire "
    "| the full ) ) <time> "
    "| ( the | both | all | these ) <reps:count> ( rep | jumps | movement | singles )",
    "Build over the course of the three sets.",
    "*Note: this entire section should take you 4 minutes to complete",
    "Reset your feet between the two reps.",
)
def _as_above(said: Said, cue: str) -> Optional[LineReading]:
    """Read the number of sets of the block, or of some of them, how long it takes, or the reps of a set, once more."""
    whole = said.line.whole
    if not is_prose(whole) or TELLS_TO_DO.search(whole) or has_quantity(_around(said)):
        return None
    if "time" in said:
        return LineReading(cues=[cue], restates={"duration_s": said["time"][0]})
    return LineReading(cues=[cue], restates={"sets": said["sets"]} if "sets" in said else {"reps": said["reps"]})


@SENTENCES.form("<which:all_sets|some_sets>", "Start with the empty bar for your first set & build on the next 2 sets.")
def _sets_as_above(said: Said, cue: str) -> Optional[LineReading]:
    """Read "all five sets", "your first set and the next 2 sets", in prose without another figure."""
    line, whole = said.line, said.line.whole
    named = [
        line.text(at, at + 1) for at in range(len(line.tokens)) if line.symbol(at) in ("<all_sets>", "<some_sets>")
    ]
    rest = " ".join(line.text(at, at + 1) for at in range(len(line.tokens)) if not line.symbol(at).endswith("_sets>"))
    if not is_prose(whole) or TELLS_TO_DO.search(whole) or has_quantity(rest):
        return None
    most = max(map(number_in, named))
    return LineReading(cues=[cue], restates={"sets": most} if most else {})


_CHANGES = compiled(
    r"""\b(?:heavier|lighter|harder|easier|more|less|fewer|drop|reduc\w+|increas\w+|add|max|amrap|failure|up|down|only|skip|omit|leave
    |double|twice|instead)\b"""
)


def _changes_some_sets(line: TokenLine) -> bool:
    """Return whether a sentence changes some of the sets without a figure: "the last 2 sets a little heavier"."""
    names_sets = any(token.symbol in ("<some_sets>", "<set_numbers>") for token in line.tokens)
    return (
        names_sets and bool(_CHANGES.search(line.whole)) and not re.match(r"\W*(?:start|begin)", line.whole, re.I)
    )


def read_sentence(line: TokenLine) -> Optional[LineReading]:
    """Return what one sentence says, or coaching words kept as written; None if it says anything else."""
    text, cue = line.whole, line.written(0, len(line.tokens))
    if _changes_some_sets(line):
        return None
    if has_quantity(text):
        return _first_of(line, cue) or of_last_time(line, cue) or advice(line, cue)
    spoken = of_last_time(line, cue) or _first_of(line, cue, only=percents_of.__name__)
    return spoken or (LineReading(cues=[cue]) if is_cue(text) else None)


def _first_of(line: TokenLine, cue: str, only: str = "") -> Optional[LineReading]:
    """Return what the first form that reads a sentence says; of each form the first place counts."""
    for each in SENTENCES.forms:
        if only and each.read.__name__ != only:
            continue
        places = (at for at in range(len(line.tokens)) if not each.begins or line.symbol(at) in each.begins)
        said = next(filter(None, (each.at(line, at) for at in places)), None)
        reading: Optional[LineReading] = each.read(said, cue) if said else None
        if reading is not None:
            return reading
    return None


def sentences(line: TokenLine) -> list[TokenLine]:
    """Return the sentences of a line."""
    starts = [0]
    for at in range(1, len(line.tokens) - 1):
        opens = line.plain.text[line.tokens[at + 1].start]
        if line.symbol(at) in tuple(".!?") and (opens.isupper() or opens in "*('\""):
            starts.append(at + 1)
    return [line.part(start, end) for start, end in zip(starts, [*starts[1:], len(line.tokens)])]
