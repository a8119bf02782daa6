"""What one sentence says, from the groups of its pattern; None where it says something else besides.

Each function takes the match, the text with plain marks and the text as written, and returns a LineReading or None.
"""

from __future__ import annotations

import re
from typing import Optional

from invictus.prescriptions.form import compiled
from invictus.prescriptions.loads import load, maximum
from invictus.prescriptions.quantities import COUNT, TIME_RANGE, count, percent_range, seconds_of, unit_of
from invictus.prescriptions.reading import LineReading
from invictus.prescriptions.shapes import Restated, SaidOfLoad
from invictus.prescriptions.words import has_quantity, is_prose, names_a_movement

# A bound of the first or the last set is not one of all sets.
_SPEAKS_OF_SOME_SETS = compiled(
    r"""\b(?:start\w{0,3}|first|last|final|opening|top|(?<!all\s)(?<!the\s)(?<!these\s)(?<!each\s)(?<!every
        \s)(?<!working\s)sets?)\b"""
)
_NEGATED = compiled(r"\b(?:not|never|no|avoid)\b|n't\b")
LAST_TIME = r"""(?:(?:you\sused\s)?(?:on\s|from\s)?(?:last|the\sprevious|previous)\s(?:week|time|session
    |workout|monday|tuesday|wednesday|thursday|friday|saturday|sunday)
    (?:'s\s(?:session|workout|loads?|weights?))? | what\syou\sused\s(?:on\s)?(?:last\s)?(?:week|time|monday
    |tuesday|wednesday|thursday|friday|saturday|sunday))"""


def cap(phrase: re.Match[str], text: str, written: str) -> Optional[LineReading]:
    """Read a bound: "stay below 70% of your 1-RM Power Clean", "don't go over 80%"."""
    lower_bound_unless_negated = ("over", "above", "exceed", "exceeding", "more than", "heavier than", "beyond", "past")
    if bool(phrase["negated"]) != (phrase["word"].lower() in lower_bound_unless_negated):
        return None
    span = _span(phrase["percent"])
    around = _without(phrase, text)
    if not span or span[0] != span[1] or has_quantity(around) or _SPEAKS_OF_SOME_SETS.search(text):
        return None
    return LineReading(loads=[load([], percent_to=span[0], of=_of(phrase))], cues=[written])


def first_set(phrase: re.Match[str], text: str, written: str) -> Optional[LineReading]:
    """Return the load of the first set: "Start at 75% and work up in weight as you go." """
    span = _span(phrase["percent"])
    if not span or has_quantity(_without(phrase, text)):
        return None
    return LineReading(loads=[load([1], percent_from=span[0], percent_to=span[1], of=_of(phrase))], cues=[written])


def last_set(phrase: re.Match[str], text: str, written: str) -> Optional[LineReading]:
    span = _span(phrase["percent"])
    if not span or has_quantity(_without(phrase, text)) or _NEGATED.search(text):
        return None
    said: SaidOfLoad = {"percent_from": span[0], "percent_to": span[1], "of": _of(phrase)}
    return LineReading(last_set=said, cues=[written])


def all_at(phrase: re.Match[str], text: str, written: str) -> Optional[LineReading]:
    """Read one load for the whole block: "Perform all movements at 68-73% of your 1-RM Clean." """
    span = _span(phrase["percent"])
    around = _without(phrase, text)
    if not span or has_quantity(around) or _SPEAKS_OF_SOME_SETS.search(text) or _NEGATED.search(text):
        return None
    return LineReading(of_block=[load([], percent_from=span[0], percent_to=span[1], of=_of(phrase))], cues=[written])


def all_weigh(phrase: re.Match[str], text: str, written: str) -> Optional[LineReading]:
    around = _without(phrase, text)
    sets = _restated_sets(around)
    if sets is None or _SPEAKS_OF_SOME_SETS.search(_ALL_SETS.sub("", text)):
        return None
    women = float(phrase["women"]) if phrase["women"] else None
    said = load([], weight=float(phrase["men"]), weight_women=women, unit=unit_of(phrase["unit"]))
    return LineReading(of_block=[said], restates=sets, cues=[written])


def percents_of(phrase: re.Match[str], text: str, written: str) -> Optional[LineReading]:
    of = maximum(phrase["of"])
    if not of or has_quantity(_without(phrase, text)):
        return None
    return LineReading(percents_of=of, cues=[written])


def move_up(phrase: re.Match[str], text: str, written: str) -> Optional[LineReading]:
    """Read an increase over another day's load in percent; without a number, that load itself."""
    groups = phrase.groupdict()
    percent = groups.get("percent") or groups.get("percent_before")
    if _SPEAKS_OF_SOME_SETS.search(_ANOTHER_TIME.sub("", _ALL_SETS.sub("", text))):
        return None
    span = _span(percent) if percent else None
    if percent and (not span or span[1] is None):
        return None
    said: SaidOfLoad = {"relative": phrase["than"].strip(" .")}
    if span:
        said.update({"change_from": span[0], "change_to": span[1]})
    sets = _restated_sets(_without(phrase, text))
    if sets is None:
        return None
    return LineReading(of_block=[load([], **said)], restates=sets, cues=[written])


def move_up_by_percent(phrase: re.Match[str], text: str, written: str) -> Optional[LineReading]:
    """Read an increase over another day's load, if its percent is given."""
    return move_up(phrase, text, written) if phrase["percent"] else None


def goal(phrase: re.Match[str], text: str, written: str) -> Optional[LineReading]:
    """Read a goal: that a lifter should reach a maximum is the aim of the sets above, and not an additional set."""
    return None if has_quantity(_without(phrase, text)) or _TELLS_TO_DO.search(text) else LineReading(cues=[written])


def restated(phrase: re.Match[str], text: str, written: str) -> Optional[LineReading]:
    """Read figures of the block that are repeated in prose."""
    if not is_prose(text) or _TELLS_TO_DO.search(text) or has_quantity(_without(phrase, text)):
        return None
    groups = phrase.groupdict()
    if groups.get("sets"):
        return LineReading(cues=[written], restates={"sets": count(groups["sets"])})
    if groups.get("reps"):
        return LineReading(cues=[written], restates={"reps": count(groups["reps"])})
    return LineReading(cues=[written], restates={"duration_s": seconds_of(groups["duration"])})


def pause(phrase: re.Match[str], text: str, written: str) -> Optional[LineReading]:
    # "Pause Jerk, 2 seconds in the catch" is a movement.
    if has_quantity(_without(phrase, text)) or names_a_movement(phrase["words"]):
        return None
    return LineReading(fields={"pause": written.strip("*() .")}, cues=[written])


def effort(phrase: re.Match[str], text: str, written: str) -> Optional[LineReading]:
    """Read a time or a number of sets that only says which sets are meant, or how close together."""
    bare = _A_TIME_OR_SETS.sub("", text)
    return None if has_quantity(bare) or _TELLS_TO_DO.search(text) else LineReading(cues=[written])


def condition(phrase: re.Match[str], text: str, written: str) -> Optional[LineReading]:
    """Read a condition. Its figures prescribe nothing; its consequence may repeat them, and has no others."""
    condition, rest = phrase["condition"], _without(phrase, text)
    for figure in sorted(set(_FIGURES.findall(condition)), key=len, reverse=True):
        rest = rest.replace(figure, "")
    if has_quantity(rest) or not has_quantity(condition):
        return None
    return LineReading(cues=[written])


def example(phrase: re.Match[str], text: str, written: str) -> LineReading:
    return LineReading(cues=[written])


def _restated_sets(text: str) -> Optional[Restated]:
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
_ANOTHER_TIME = compiled(LAST_TIME)
# But "perform 2 sets of ..." is work to be done; "... to complete" only says what for.
_TELLS_TO_DO = compiled(r"""\b(?<!to\s)(?:perform|complete|do|repeat|finish|accumulate|add|adding|then|extra
    |another)\b""")
