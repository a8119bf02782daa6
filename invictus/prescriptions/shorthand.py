r"""The shorthand of sets: `5x3 @ 90% of 3RM`, `65%x5, 75%x5, 85%x5+`, `3@73%, 2@78%`, `5-5-3-3-1`.

GROUPS are the ways to write one or several sets alike; a list of them is several sets in their order. Of "5x3" the
first number is the sets, as everywhere in weightlifting.
"""

from __future__ import annotations

import re
from typing import Optional

from invictus.prescriptions.form import Form, form
from invictus.prescriptions.loads import load, maximum
from invictus.prescriptions.quantities import COUNT, PERCENT, count, percent_range
from invictus.prescriptions.shapes import Load

Group = tuple[Optional[int], Load]  # how many sets (None: not said), and their load

ARTICLES = r"(?:(?:your|the|a|our|current|your\scurrent|our\sestimated|your\sestimated|estimated)\s)?"
OF = rf"""(?:\s(?:of|off|based\son)\s(?P<of>{ARTICLES}[^@%,;:=*()]{{1,100}}?)
    (?=\s?[@%,;:=*()]|\s-\s|\s?\.?$|\sx\s\d|\s\d{{1,2}}\sreps?\b|,?\sfor\s\d))?"""
_REPS = r"(?P<reps>\d{1,3}(?:\+\d{1,2}){0,5})"
_NO_MEASURE = r"(?![\d/]|\s?%|\.\d|:\d|-\d|\s?(?:sec|min|m\b|km\b|ft\b|cal|kg|lb))"
_TIMES = r"\s?x\s?"


def _group(phrase: re.Match[str]) -> Optional[tuple[Group, list[int]]]:
    """Return one group, and how often the parts of a complex are done in it ("3+1": [3, 1])."""
    groups = phrase.groupdict()
    sets = count(groups["sets"]) if groups.get("sets") else None
    reps = [int(number) for number in groups["reps"].split("+")]
    span = percent_range(groups["percent"]) if groups.get("percent") else None
    of = maximum(groups["of"]) if groups.get("of") else ""
    if sets == 0 or not all(reps) or (groups.get("percent") and not span) or of is None:
        return None
    said = load([], reps=reps[0] if len(reps) == 1 else 1)
    said["reps_to"] = None if groups.get("open") else said["reps"]
    if span and groups.get("minus"):
        if span[1] is None:
            return None
        said.update({"change_from": -span[1], "change_to": -span[0], "relative": "that"})
    elif span:
        said.update({"percent_from": span[0], "percent_to": span[1], "of": of})
    return (sets, said), reps if len(reps) > 1 else []


# `read` gives the group, or None where its figures cannot be.
GROUPS: tuple[Form, ...] = (
    form(
        "sets x reps at a percent, reps at a percent",
        rf"""(?:(?P<sets>\d{{1,2}}){_TIMES})?{_REPS}(?P<open>\+)?\s?(?:reps?\s?)?(?:@|at)\s?(?P<minus>-)?
            (?P<percent>{PERCENT}){OF}""",
        means="so many sets of so many reps at a percent",
        example="Clean: 5x3 @ 88% of 3RM",
        read=_group,
    ),
    form(
        "a percent x reps, or x reps x sets",
        rf"""(?P<percent>{PERCENT}){OF}\s?(?:x|for|/)\s?{_REPS}(?P<open>\+)?(?:\sreps?)?(?:{_TIMES}
            (?P<sets>\d{{1,2}})(?:\ssets?)?)?(?![\w%])""",
        means="a set of so many reps at a percent; with a third number so many of them",
        example="Press: 65%x5, 75%x5, 85%x5+",
        read=_group,
    ),
    form(
        "a percent, then sets x reps",
        rf"(?P<percent>{PERCENT}){OF}\s(?P<sets>\d{{1,2}}){_TIMES}(?P<reps>\d{{1,3}})(?P<open>\+)?{_NO_MEASURE}",
        means="so many sets of so many reps at a percent",
        example="Push Jerk: 75% 3x3, 80% 2x2",
        read=_group,
    ),
    form(
        "the reps of a complex x sets",
        rf"""(?:(?P<percent>{PERCENT}){OF}\s(?:x\s)?)?(?P<reps>\d{{1,2}}(?:\+\d{{1,2}}){{1,5}}){_TIMES}
            (?P<sets>\d{{1,2}})(?:\ssets)?{_NO_MEASURE}""",
        means="so many sets of a complex, each part as often",
        example="Clean + Jerk: 70% 2+1 x 4 sets",
        read=_group,
    ),
    form(
        "so much less for sets x reps",
        rf"(?P<minus>-|minus\s)\s?(?P<percent>{PERCENT})\s(?:for\s)?(?P<sets>\d{{1,2}}){_TIMES}{_REPS}{_NO_MEASURE}",
        means="sets at so many percent less than the set before them",
        example="Bench Press: 10RM, then -10% for 2x10",
        read=_group,
    ),
    form(
        "sets x reps",
        rf"(?P<sets>\d{{1,2}}){_TIMES}{_REPS}(?P<open>\+)?{_NO_MEASURE}(?:\sreps?)?",
        means="so many sets of so many reps",
        example="Snatch Pulls 3x3",
        read=_group,
    ),
    form(
        "sets of reps",
        rf"""(?P<sets>{COUNT})\ssets?\s?(?:of|x)\s(?P<reps>\d{{1,3}})(?P<open>\+)?(?![\w%:/-])(?:\sreps?)?(?:\s?
            (?:@|at)\s?(?P<percent>{PERCENT}){OF})?""",
        means="so many sets of so many reps",
        example="Front Squat: 5 sets of 3 reps @ 80%",
        read=_group,
    ),
)

LADDER = form(
    "a ladder",
    r"(?:x\s(?=\d{1,2}(?:-\d{1,2}){3}))?(?P<ladder>\d{1,2}(?:-\d{1,2}){2,9})(?:\sreps?)?(?![\w%-])",
    means="the reps of one set after another",
    example="Press: 5-5-3-3-1",
    read=lambda phrase: [(1, load([], reps=reps, reps_to=reps)) for reps in map(int, phrase["ladder"].split("-"))],
)
REPS_AT_A_PERCENT = form(
    "reps x a percent",
    rf"(?P<reps>\d{{1,2}}){_TIMES}(?P<percent>{PERCENT}){OF}",
    means="one set of a list, line below line; alone nobody can tell whether it is sets or reps",
    example="6 x 65%",
    read=_group,
)
_AND = re.compile(r"\s?[,;&]\s?(?:and )?(?:then )?|\s(?:and|then)\s", re.I)


def read_groups(text: str, at: int) -> Optional[tuple[list[Group], list[int], int]]:
    """Return the groups of sets that `text` has at `at`, the times of a complex's parts, and where they end; None if it
    has none, or a single one that does not say how many sets."""
    ladder = LADDER.pattern.match(text, at)
    if ladder:
        listed = LADDER.read(ladder)
        return (listed, [], ladder.end()) if all(each["reps"] for _, each in listed) else None
    groups: list[Group] = []
    part_times: list[int] = []
    end = at
    while found := _read_group(text, at):
        (group, times), end = found
        if part_times and times != part_times:
            return None
        part_times = times
        groups.append(group)
        separator = _AND.match(text, end)
        if not separator:
            break
        at = separator.end()
    if not groups or (len(groups) == 1 and groups[0][0] is None):
        return None
    if groups[-1][1]["of"] and not any(each["of"] for _, each in groups[:-1]):
        for _, each in groups:
            each["of"] = groups[-1][1]["of"] if each["percent_from"] is not None else ""
    return groups, part_times, end


def _read_group(text: str, at: int) -> Optional[tuple[tuple[Group, list[int]], int]]:
    for row in GROUPS:
        phrase = row.pattern.match(text, at)
        group = row.read(phrase) if phrase else None
        if phrase and group:
            return group, phrase.end()
    return None


def total_sets(groups: list[Group]) -> int:
    """Return how many sets the groups are, where each says it or is one."""
    return sum(sets or 1 for sets, _ in groups)


def numbered(groups: list[Group], first: int = 1) -> list[Load]:
    """Return the loads of groups with the numbers of their sets, counted from `first`."""
    loads: list[Load] = []
    for sets, each in groups:
        loads.append({**each, "sets": list(range(first, first + (sets or 1)))})
        first += sets or 1
    return loads
