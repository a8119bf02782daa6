"""Sentences without a form: what they say is in their words."""

from __future__ import annotations

import re
from typing import Optional

from invictus.prescriptions.exercise import load
from invictus.prescriptions.reading import LineReading
from invictus.prescriptions.shapes import Restated, SaidOfLoad
from invictus.prescriptions.tokens import TokenLine
from invictus.prescriptions.values import number_in
from invictus.prescriptions.words import compiled, has_quantity

# A bound of the first or the last set is not one of all sets.
SPEAKS_OF_SOME_SETS = compiled(
    r"""\b(?:start\w{0,3}|first|last|final|opening|top|(?<!all\s)(?<!the\s)(?<!these\s)(?<!each\s)(?<!every
        \s)(?<!working\s)sets?)\b"""
)
# But "perform 2 sets of ..." is work to be done; "... to complete" only says what for.
TELLS_TO_DO = compiled(r"\b(?<!to\s)(?:perform|complete|do|repeat|finish|accumulate|add|adding|then|extra|another)\b")
_LAST_TIME = r"""(?:(?:you\sused\s)?(?:on\s|from\s)?(?:last|the\sprevious|previous)\s(?:week|time|session
    |workout|monday|tuesday|wednesday|thursday|friday|saturday|sunday)
    (?:'s\s(?:session|workout|loads?|weights?))? | what\syou\sused\s(?:on\s)?(?:last\s)?(?:week|time|monday
    |tuesday|wednesday|thursday|friday|saturday|sunday))"""
_THAN_LAST_TIME = compiled(rf"\b(?:from|than|over|on)\s(?P<than>{_LAST_TIME})(?!\w)")
_INCREASES = compiled(r"\b(?:increase|move\sup|go\sup|go\sheavier|add|be|be\sheavier)\b[^%\d.]{0,50}$")
_LOAD_OF_LAST_TIME = compiled(
    rf"""\b(?:use|using|at|with)\b\s(?P<than>(?:the\s)?(?:same|heaviest)\s(?:\d\s?-\s?\d\s|two\s|three\s)?
    (?:loads?|weights?|bar)\b\s?(?:as\s|that\s|from\s|of\s)?{_LAST_TIME}|(?:the\s)?same\s(?:loads?|weights?))(?!\w)"""
)
_GOAL = compiled(
    r"\b(?:goals?|aim|object|point|purpose)\b[^.\d]{0,80}(?:\d{1,2}-?\s?RM|heavy|heaviest|max|single|double)"
)
_FEELS = compiled(r"\b(?:feels?|felt|within)\b")
_SETS_MEANT = compiled(r"\b(?:first|last|final|the|these|all)\s(?:\w+\s)?(?:sets?|rounds?)\b")
_CONDITION = compiled(
    r"""\b(?P<condition>(?:if|when|whenever|once|unless|as\slong\sas|should\syou)\b[^,.;:]{1,140})(?:[,.;:]|$|(?=\)))"""
)
_EXAMPLE = compiled(r"^[*(]?(?:for\s)?(?:example|e\.g\.|i\.e\.)[\s.:,]")
_FIGURES = re.compile(r"\d[\d:.-]*(?: ?%| \w+)?")


ALL_SETS = compiled(
    r"""\b(?:for|across|on|in|over|during)\s(?:all|each\sof\sthe|all\sof\sthe|the|these)\s(?P<sets>\d{1,2}|[a-z]{3,8})\s
        (?:working\s)?(?:sets|minutes|rounds)\b"""
)


def restated_sets(text: str) -> Optional[Restated]:
    """Return the sets, rounds or minutes that a clause is about ("for all 8 sets"); None if it has another figure."""
    phrase = ALL_SETS.search(text)
    if has_quantity(text if not phrase else text.replace(phrase[0], "")):
        return None
    number = number_in(phrase["sets"]) if phrase else 0
    return {"sets": number} if number else None if phrase else {}


def of_last_time(line: TokenLine, cue: str) -> Optional[LineReading]:
    """Read an increase over another day's load in percent; without a number, that load itself."""
    text = line.whole
    percents = [token for token in line.tokens if token.symbol == "<percent>"]
    than = _THAN_LAST_TIME.search(text) if percents else _LOAD_OF_LAST_TIME.search(text)
    bare = ALL_SETS.sub("", re.sub(_LAST_TIME, "", text, flags=re.I | re.X))
    if not than or len(percents) > 1 or SPEAKS_OF_SOME_SETS.search(bare):
        return None
    around = text.replace(than[0], "")
    said: SaidOfLoad = {"relative": than["than"].strip(" .")}
    if percents:
        low, high = percents[0].value
        written = line.plain.text[percents[0].start : percents[0].end]
        if high is None or not _INCREASES.search(text[: min(text.find(written), than.start())]):
            return None
        said.update({"change_from": low, "change_to": high})
        around = around.replace(written, "")
    sets = restated_sets(around)
    return None if sets is None else LineReading(of_block=[load([], **said)], restates=sets, cues=[cue])


def advice(line: TokenLine, cue: str) -> Optional[LineReading]:
    """Read a goal, an effort, a condition or an example: their figures prescribe nothing."""
    text = line.whole
    bare = _SETS_MEANT.sub("", text)
    for token in line.tokens:
        bare = bare.replace(line.plain.text[token.start : token.end], "") if token.symbol == "<time>" else bare
    goal, condition = _GOAL.search(text), _CONDITION.search(text)
    is_goal = goal is not None and not has_quantity(text.replace(goal[0], ""))
    is_effort = bool(_FEELS.search(text)) and not has_quantity(bare)
    if _EXAMPLE.search(text) or ((is_goal or is_effort) and not TELLS_TO_DO.search(text)):
        return LineReading(cues=[cue])
    if not condition or not has_quantity(condition["condition"]):
        return None
    rest = f"{text[: condition.start()]} {text[condition.end() :]}"
    for figure in sorted(set(_FIGURES.findall(condition["condition"])), key=len, reverse=True):
        rest = rest.replace(figure, "")
    return None if has_quantity(rest) else LineReading(cues=[cue])
