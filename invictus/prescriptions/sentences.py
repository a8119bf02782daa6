r"""Sentences that hold a load, a goal or a rule: "stay below 70% of your 1-RM Clean", "move up from last week by 4-6%".

A sentence may say one thing that a field holds. Any other figure in it must be one that the block says as well
(`restates`), or belong to a condition ("If a set takes you more than 4 minutes, ..."); else it is not understood.
"""

from __future__ import annotations

import re
from typing import Any, Optional

from invictus.prescriptions.aims import AIM, REP_MAX
from invictus.prescriptions.form import Form, compiled, form
from invictus.prescriptions.loads import PAIR, load, maximum
from invictus.prescriptions.quantities import (
    COUNT,
    PERCENT,
    TIME,
    TIME_RANGE,
    WEIGHT_UNIT,
    count,
    percent_range,
    seconds_of,
    unit_of,
)
from invictus.prescriptions.reading import LineReading
from invictus.prescriptions.words import has_quantity, is_cue, is_prose, names_a_movement

Json = dict[str, Any]

_NAME = r"(?-i:(?:\s(?:[A-Z][A-Za-z-]{0,30}|&(?=\s[A-Z])|and(?=\s[A-Z]))){0,8})"
_OF = rf"""(?:\s(?:of|off)\s(?:(?:your|the|our|a|estimated|current)\s){{0,2}}
    (?P<of>(?:today's\s)?{REP_MAX}{_NAME}|(?:[a-z&-]{{2,15}}\s){{1,4}}(?:1|one)[ -]?RM\b
    |(?-i:[A-Z][a-z-]{{1,30}}{_NAME})))?"""
_PERCENT = rf"(?:(?:between\s)?\d{{1,3}}\s?%?\sand\s\d{{1,3}}\s?%|{PERCENT})"
# After it the clause ends: what else the percent may be of ("70% of your best clean") must not be passed over.
_CLAUSE_ENDS = r"(?=[.,;:)!]|$|\s(?:and|or|but|as|for|to|on|in|at|while|today|throughout|over|across|by)\b|\s-\s)"
# A bound of the first or the last set is not one of all sets.
_SPEAKS_OF_SOME_SETS = compiled(
    r"""\b(?:start\w{0,3}|first|last|final|opening|top|(?<!all\s)(?<!the\s)(?<!these\s)(?<!each\s)(?<!every
        \s)(?<!working\s)sets?)\b"""
)
_NEGATED = compiled(r"\b(?:not|never|no|avoid)\b|n't\b")
_LAST_TIME = r"""(?:(?:you\sused\s)?(?:on\s|from\s)?(?:last|the\sprevious|previous)\s(?:week|time|session
    |workout|monday|tuesday|wednesday|thursday|friday|saturday|sunday)
    (?:'s\s(?:session|workout|loads?|weights?))? | what\syou\sused\s(?:on\s)?(?:last\s)?(?:week|time|monday
    |tuesday|wednesday|thursday|friday|saturday|sunday))"""


def _cap(phrase: re.Match[str], text: str, written: str) -> Optional[LineReading]:
    """Read a bound: "stay below 70% of your 1-RM Power Clean", "don't go over 80%"."""
    lower_bound_unless_negated = ("over", "above", "exceed", "exceeding", "more than", "heavier than", "beyond", "past")
    if bool(phrase["negated"]) != (phrase["word"].lower() in lower_bound_unless_negated):
        return None
    span = _span(phrase["percent"])
    around = _without(phrase, text)
    if not span or span[0] != span[1] or has_quantity(around) or _SPEAKS_OF_SOME_SETS.search(text):
        return None
    return LineReading(loads=[load([], percent_to=span[0], of=_of(phrase))], cues=[written])


def _start(phrase: re.Match[str], text: str, written: str) -> Optional[LineReading]:
    """Return the load of the first set: "Start at 75% and work up in weight as you go." """
    span = _span(phrase["percent"])
    if not span or has_quantity(_without(phrase, text)):
        return None
    return LineReading(loads=[load([1], percent_from=span[0], percent_to=span[1], of=_of(phrase))], cues=[written])


def _last(phrase: re.Match[str], text: str, written: str) -> Optional[LineReading]:
    span = _span(phrase["percent"])
    if not span or has_quantity(_without(phrase, text)) or _NEGATED.search(text):
        return None
    said = {"percent_from": span[0], "percent_to": span[1], "of": _of(phrase)}
    return LineReading(last_set=said, cues=[written])


def _all_at(phrase: re.Match[str], text: str, written: str) -> Optional[LineReading]:
    """Read one load for the whole block: "Perform all movements at 68-73% of your 1-RM Clean." """
    span = _span(phrase["percent"])
    around = _without(phrase, text)
    if not span or has_quantity(around) or _SPEAKS_OF_SOME_SETS.search(text) or _NEGATED.search(text):
        return None
    return LineReading(of_block=[load([], percent_from=span[0], percent_to=span[1], of=_of(phrase))], cues=[written])


def _all_weigh(phrase: re.Match[str], text: str, written: str) -> Optional[LineReading]:
    around = _without(phrase, text)
    sets = _restated_sets(around)
    if sets is None or _SPEAKS_OF_SOME_SETS.search(_ALL_SETS.sub("", text)):
        return None
    women = float(phrase["women"]) if phrase["women"] else None
    said = load([], weight=float(phrase["men"]), weight_women=women, unit=unit_of(phrase["unit"]))
    return LineReading(of_block=[said], restates=sets, cues=[written])


def _percents_of(phrase: re.Match[str], text: str, written: str) -> Optional[LineReading]:
    of = maximum(phrase["of"])
    if not of or has_quantity(_without(phrase, text)):
        return None
    return LineReading(percents_of=of, cues=[written])


def _move_up(phrase: re.Match[str], text: str, written: str) -> Optional[LineReading]:
    """Read an increase over another day's load in percent; without a number, that load itself."""
    groups = phrase.groupdict()
    percent = groups.get("percent") or groups.get("percent_before")
    if _SPEAKS_OF_SOME_SETS.search(_ANOTHER_TIME.sub("", _ALL_SETS.sub("", text))):
        return None
    span = _span(percent) if percent else None
    if percent and (not span or span[1] is None):
        return None
    change = {"change_from": span[0], "change_to": span[1]} if span else {}
    sets = _restated_sets(_without(phrase, text))
    if sets is None:
        return None
    return LineReading(
        of_block=[load([], relative=phrase["than"].strip(" ."), **change)], restates=sets, cues=[written]
    )


def _goal(phrase: re.Match[str], text: str, written: str) -> Optional[LineReading]:
    """Read a goal: that a lifter should reach a maximum is the aim of the sets above, and not an additional set."""
    return None if has_quantity(_without(phrase, text)) or _TELLS_TO_DO.search(text) else LineReading(cues=[written])


def _restated(phrase: re.Match[str], text: str, written: str) -> Optional[LineReading]:
    """Read figures of the block that are repeated in prose."""
    if not is_prose(text) or _TELLS_TO_DO.search(text) or has_quantity(_without(phrase, text)):
        return None
    groups = phrase.groupdict()
    for figure in ("sets", "reps"):
        if groups.get(figure):
            return LineReading(cues=[written], restates={figure: count(groups[figure])})
    return LineReading(cues=[written], restates={"duration_s": seconds_of(groups["duration"])})


def _pause(phrase: re.Match[str], text: str, written: str) -> Optional[LineReading]:
    # "Pause Jerk, 2 seconds in the catch" is a movement.
    if has_quantity(_without(phrase, text)) or names_a_movement(phrase["words"]):
        return None
    return LineReading(fields={"pause": written.strip("*() .")}, cues=[written])


def _effort(phrase: re.Match[str], text: str, written: str) -> Optional[LineReading]:
    """Read a time or a number of sets that only says which sets are meant, or how close together."""
    bare = _A_TIME_OR_SETS.sub("", text)
    return None if has_quantity(bare) or _TELLS_TO_DO.search(text) else LineReading(cues=[written])


def _condition(phrase: re.Match[str], text: str, written: str) -> Optional[LineReading]:
    """Read a condition. Its figures prescribe nothing; its consequence may repeat them, and has no others."""
    condition, rest = phrase["condition"], _without(phrase, text)
    for figure in sorted(set(_FIGURES.findall(condition)), key=len, reverse=True):
        rest = rest.replace(figure, "")
    if has_quantity(rest) or not has_quantity(condition):
        return None
    return LineReading(cues=[written])


def _example(phrase: re.Match[str], text: str, written: str) -> LineReading:
    return LineReading(cues=[written])


def _restated_sets(text: str) -> Optional[Json]:
    """Return the sets, rounds or minutes that a clause is about ("for all 8 sets"); None if it has another figure."""
    phrase = _ALL_SETS.search(text)
    if has_quantity(text if not phrase else _without(phrase, text)):
        return None
    return {} if not phrase else {"sets": count(phrase["sets"])}


def _without(phrase: re.Match[str], text: str) -> str:
    return f"{text[: phrase.start()]} {text[phrase.end() :]}"


def _span(percent: str) -> Optional[tuple[float, Optional[float]]]:
    """Return the range of a percent, "between 35 and 40%" as well."""
    return percent_range(re.sub(r" ?%? and ", "-", percent.lower().replace("between ", "")))


def _of(phrase: re.Match[str]) -> str:
    return maximum(phrase["of"]) or "" if phrase["of"] else ""


_A_TIME_OR_SETS = compiled(rf"{TIME_RANGE}|\b(?:first|last|final|the|these|all)\s(?:{COUNT}\s)?(?:sets?|rounds?)\b")
_FIGURES = re.compile(r"\d[\d:.-]*(?: ?%| \w+)?")
_ALL_SETS = compiled(
    rf"""\b(?:for|across|on|in|over|during)\s(?:all|each\sof\sthe|all\sof\sthe|the|these)\s(?P<sets>{COUNT})\s
        (?:working\s)?(?:sets|minutes|rounds)\b"""
)
_ANOTHER_TIME = compiled(_LAST_TIME)
# But "perform 2 sets of ..." is work to be done; "... to complete" only says what for.
_TELLS_TO_DO = compiled(r"""\b(?<!to\s)(?:perform|complete|do|repeat|finish|accumulate|add|adding|then|extra
    |another)\b""")

# `read` takes the match, the text and the text as written, and gives a LineReading or None. The first that reads wins.
SENTENCES: tuple[Form, ...] = (
    form(
        "a bound",
        rf"""(?P<negated>(?:\b(?:not|never|no)\b|n't)\b[^.%\d]{{0,30}})?
        \b(?P<word>below|under|over|above|exceed|exceeding|more\sthan|heavier\sthan|beyond|past)\s
        (?P<percent>{_PERCENT}){_OF}{_CLAUSE_ENDS}""",
        means="no set is heavier than this",
        example="Use this as a warm-up, stay below 70% of your 1-RM Power Clean",
        read=_cap,
    ),
    form(
        "where to start",
        rf"""^\*?(?:start|begin)(?:ning|ing)?\s(?:at|with|around)\s(?:about\s)?
            (?P<percent>{_PERCENT}){_OF}{_CLAUSE_ENDS}""",
        means="the load of the first set",
        example="Start at 40-50% of your 1-RM Snatch and work up",
        read=_start,
    ),
    form(
        "where to end",
        rf"""\b(?:build|work|climb)(?:ing)?(?:\sup)?\sto\s(?:about\s|around\s)?
            (?P<percent>{_PERCENT}){_OF}{_CLAUSE_ENDS}""",
        means="the load of the last set",
        example="Build to 80% of your 1-RM Snatch over the sets.",
        read=_last,
    ),
    form(
        "all at one load",
        rf"""\b(?:(?:all|every|each\sof|these|both|the)\s(?:of\sthe\s|the\s)?(?:\w{{1,15}}\s){{0,2}}?(?:sets?
            |movements?|lifts?|reps?|exercises?|complex(?:es)?|loads?|weights?|work|percentages?)
        | (?:stay|keep|remain|work|use|load|perform|do)(?:ing)?\b)
        [^%\d]{{0,60}}?\b(?:at|between|around|in|within|with|from|of|use|@)\s?(?:about\s|around\s|between\s)?
        (?P<percent>{_PERCENT}){_OF}{_CLAUSE_ENDS}""",
        means="one load for every movement of the block",
        example="Perform all movements at 68-73% of your 1-RM Clean.",
        read=_all_at,
    ),
    form(
        "what the percents are of",
        rf"""\b(?:percent(?:age)?s?|%s?|loads?|weights?)\b(?:\s(?:listed|above|below|today|here))?(?:\s(?:are|is
            |should\sbe))?(?:\s(?:all|based|taken|calculated|figured))?
        \s(?:off\sof|off|on|of|from)\s(?:your\s|the\s|a\s|today's\s)?(?P<of>(?:best\s)?{REP_MAX}(?:
        \s(?-i:[A-Z])[A-Za-z&\s-]{{1,40}})?|(?:best\s)?(?-i:[A-Z])[A-Za-z&\s-]{{1,40}}?(?:
        \s{REP_MAX})?)(?=[.,;)]|$)""",
        means="the maximum of all percents in the block",
        example="(percentages are based on 1-RM Clean)",
        read=_percents_of,
    ),
    form(
        "so much more than another day",
        rf"""(?: (?:increase|move\sup|go\sup|go\sheavier|add|be\sheavier)\b[^%\d.]{{0,40}}?\b(?:from|than|over
            |on)\s(?P<than>{_LAST_TIME})[^%\d.]{{0,20}}?(?:\sby\s(?:about\s)?(?P<percent>{_PERCENT}))?
        )(?!\w)""",
        means="the load of another day and so many percent",
        example="(MUST move up in weight from last week by 4-6%)",
        read=lambda phrase, text, written: _move_up(phrase, text, written) if phrase["percent"] else None,
    ),
    form(
        "so many percent more, in a sentence",
        rf"""(?:increase|move\sup|go\sup|go\sheavier|add|be)\b[^%\d.]{{0,40}}?(?:by\s)?
            (?P<percent_before>{PERCENT})[^%\d.]{{0,20}}?\b(?:from|than|over|on)\s(?P<than>{_LAST_TIME})(?!\w)""",
        means="the load of another day and so many percent",
        example="Increase the load 3-5% from last week.",
        read=_move_up,
    ),
    form(
        "the load of another day",
        rf"""\b(?:use|using|at|with)\b\s(?P<than>(?:the\s)?(?:same|heaviest)\s(?:\d\s?-\s?\d\s|two\s|three\s)?
            (?:loads?|weights?|bar)\b\s?(?:as\s|that\s|from\s|of\s)?{_LAST_TIME}|(?:the\s)?same\s(?:loads?
            |weights?))(?!\w)""",
        means="the load of another day",
        example="Use the same weight as last week for all 8 sets.",
        read=_move_up,
    ),
    form(
        "a pause, in a sentence",
        rf"""^[*(]?(?:please\s)?(?:pause|hold|stop)\b(?P<words>[^\d%.]{{0,40}}?)\s(?:for\s)?(?:an?\s(?:full
            \s)?)?(?P<time>{TIME_RANGE}|\d\scounts?)\b
        (?:\s(?:in|at|on|above|below|before|after|off|each|every)\b[^\d%]{{0,90}})?\.?\)?$""",
        means="a pause in the movement above",
        example="(Pause for 2-3 seconds in the split jerk receiving position before recovering.)",
        read=_pause,
    ),
    form(
        "all at one weight",
        rf"^\*?use\s(?:a\s)?{PAIR}\s?(?P<unit>{WEIGHT_UNIT})(?=[.,]|$|\s(?:for|on|and|or)\b)",
        means="one weight for every movement of the block",
        example="Use 115/80 lbs for all five sets.",
        read=_all_weigh,
    ),
    form(
        "a goal",
        rf"\b(?:goals?|aim|object|point|purpose)\b[^.\d]{{0,80}}(?:{REP_MAX}|{AIM})",
        means="what the sets above lead to",
        example="(Goal here is to find a 1-RM Snatch for the day)",
        read=_goal,
    ),
    form(
        "so many sets, as above",
        rf"\b(?P<sets>{COUNT})\s(?:(?!reps?\b|each\b|per\b|a\b)[a-z]{{1,15}}\s){{0,2}}(?:sets?|rounds?)\b",
        means="the number of sets of the block, or of some of them",
        example="Build over the course of the three sets.",
        read=_restated,
    ),
    form(
        "so long, as above",
        rf"(?:\bshould\stake(?:\syou)?|\bfor\s(?:the|all|the\sentire|the\sfull))\s(?P<duration>{TIME})(?!\w)",
        means="the time that the block or the set takes",
        example="*Note: this entire section should take you 4 minutes to complete",
        read=_restated,
    ),
    form(
        "the reps, as above",
        rf"\b(?:the|both|all|these)\s(?P<reps>{COUNT})\s(?:reps|jumps|lifts|singles)\b",
        means="the reps of the set",
        example="Reset your feet between the two reps.",
        read=_restated,
    ),
    form(
        "how it feels, or how even it is",
        rf"""\b(?:feels?|felt|within\s{TIME}\sof)\b""",
        means="advice on the effort",
        example="Your slowest set should be within ten seconds of your fastest.",
        read=_effort,
    ),
    form(
        "a condition",
        r"""\b(?P<condition>(?:if|when|whenever|once|unless|as\slong\sas|should\syou)\b[^,.;:]{1,140})(?:[,.;:]
            |$|(?=\)))""",
        means="advice for a case",
        example="If a set takes you more than 4 minutes, scale it back.",
        read=_condition,
    ),
    form(
        "an example",
        r"^[*(]?(?:for\s)?(?:example|e\.g\.|i\.e\.)[\s.:,]",
        means="an illustration of what is written above",
        example="Example: if your best 400m is 60 seconds, you would run 75% at 80 seconds.",
        read=_example,
    ),
)


_SAY_A_LOAD_WITHOUT_FIGURES = ("the load of another day", "what the percents are of")


# Words of sentences that have no word of `words.is_sentence`: one look for them saves trying every form on each line.
_SPOKEN = compiled(
    r"\b(?:percent|below|under|over|above|exceed|heavier|pause|stop|hold|all|goal|should|within|between)"
)


def read_sentence(text: str, written: str) -> Optional[LineReading]:
    """Return what one sentence says, or coaching words kept as written; None where it says something else besides."""
    if not (is_prose(text) or _SPOKEN.search(text)):
        return None
    is_bare = not has_quantity(text)
    for row in SENTENCES:
        if is_bare and row.name not in _SAY_A_LOAD_WITHOUT_FIGURES:
            continue
        phrase = row.pattern.search(text)
        reading = row.read(phrase, text, written) if phrase else None
        if isinstance(reading, LineReading):
            return reading
    return LineReading(cues=[written]) if is_bare and is_cue(text) else None


_SENTENCE_ENDS = re.compile(r"(?<=[.!?])\.* (?=[A-Z(*'])|(?<=\.)(?=[A-Z][a-z])")


def sentences(text: str) -> list[tuple[int, int]]:
    """Return where each sentence of a line begins and ends."""
    starts = [0, *(end.end() for end in _SENTENCE_ENDS.finditer(text))]
    return list(zip(starts, [*starts[1:], len(text)]))
