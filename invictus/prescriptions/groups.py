"""The shorthand of sets: `5x3 @ 90% of 3RM`, `65%x5, 75%x5, 85%x5+`, `140kg 3x5`, `10-8-6 @ 60-65-70%`, `5-5-3-3-1`.

GROUPS are the ways to write one or several sets alike; a list of them is several sets in their order. Of "5x3" the
first number is the sets, as everywhere in weightlifting. A function returns the groups, or None where figures cannot
be.
"""

from __future__ import annotations

from typing import Any, Optional

from invictus.prescriptions.exercise import MOST_SETS, load
from invictus.prescriptions.forms import Form, Said, Table
from invictus.prescriptions.maxima import maximum
from invictus.prescriptions.reading import Group, LineReading
from invictus.prescriptions.shapes import Load, SaidOfLoad
from invictus.prescriptions.tokens import TokenLine
from invictus.prescriptions.values import Pounds

GROUPS = Table()
_REPS = "<reps:number|plus|range|open>"


def reps_in(value: Any) -> Optional[SaidOfLoad]:
    """Return reps as a number, a range, open ("5+"), or of a complex's parts ("3+1"); None for 0."""
    if isinstance(value, tuple):
        return {"reps": value[0], "reps_to": value[1]}
    if isinstance(value, list):
        return {"reps": 1, "reps_to": 1, "times": value}
    return {"reps": value, "reps_to": value} if value else None


def _weight(said: Said) -> Optional[SaidOfLoad]:
    """Return the percent with its base, or the weight; {} without one, None for a base that is not a lift."""
    token = said.token("load")
    if token is None:
        return {}
    if isinstance(token.value, Pounds):
        men, women, unit = token.value
        return {"weight": men, "weight_women": women, "unit": unit}
    of = maximum(said.text("of") or "bodyweight") if "of" in said else ""
    low, high = token.value
    return None if of is None else {"percent_from": low, "percent_to": high, "of": of}


@GROUPS.form("x? <ladder> rep? ( ( @ | at )? <percents> )?", "Back Squat 10-8-6 @ 60-65-70%", "Press: 5-5-3-3-1")
def _ladder(said: Said) -> Optional[list[Group]]:
    """Read a set for each number, perhaps with its percent."""
    reps, percents = said["ladder"], said["percents"]
    if (said.line.symbol(said.start) == "x" and len(reps) < 4) or (percents and len(percents) != len(reps)):
        return None
    groups: list[Group] = [(1, load([], reps=each, reps_to=each)) for each in reps]
    for (_, each), percent in zip(groups, percents or ()):
        each.update({"percent_from": percent, "percent_to": percent})
    return groups


@GROUPS.form(
    "<percents> <of>? ( ( x | for ) <reps:number|plus> rep? )? | ( ( <sets:count> x )? x? | <sets:count> set of ) "
    "<reps:number|plus> rep? ( @ | at )? [? ( <percents> | <list:list> ) <of>? ]?",
    "Snatch 70/75/80% x 2",
    "Snatch 3x2 @ 70/75/80%",
    "Snatch x 2 reps @ 70%, 75%, 80%",
)
def _listed(said: Said) -> Optional[list[Group]]:
    """Read a set for each percent of a list; "3x2 @ 70/75/80%" must count them right."""
    of = maximum(said.text("of") or "bodyweight") if "of" in said else ""
    reps = reps_in(said["reps"]) if "reps" in said else {}
    first, last = said.span("list")
    percents = [token.value for token in said.line.tokens[first:last] if token.symbol == "<percent>"]
    percents = percents or [(each, each) for each in said["percents"]]
    if reps is None or of is None or (said["sets"] or len(percents)) != len(percents):
        return None
    return [(None, {**load([], percent_from=low, percent_to=high, of=of), **reps}) for low, high in percents]


@GROUPS.form(
    "<load:percent> <of>? ( x | for ) <reps:number> rep? [ <times:plus> ] ( x <sets:number> set? )? "
    f"| ( ( <sets:count> x )? x? | <sets:count> <kind_of_set>? set ( of | x ) ) {_REPS} ( rep | x )? "
    "( @ | at | for | - )? [? <load:percent|weight> <of>? ]? "
    f"| <load:percent|weight> <of>? for <sets:number> x {_REPS} rep? "
    f"| ( @ | at )? <load:percent|weight> <of>? x [? {_REPS} ]? rep? ( x <sets:number> set? )? "
    f"| <load:percent|weight> <of>? ( for | / ) {_REPS} rep? ( x <sets:number> set | <no_times_next> ) "
    f"| <load:percent|weight> <of>? ,? ( <first:count> x | <sets:count> set ( of | x ) ) {_REPS} rep? "
    "| ( <load:percent> <of>? x? )? x? <reps:plus|dots> rep? x <sets:number> set? "
    "( ( @ | at ) <load:percent> <of>? )? "
    f"| <sets:count> set of <load:percent|weight> <of>? ( x | for ) {_REPS} rep? "
    f"| <sets:number> x <reps:number|range> rep? x? [? <load:weight> ]?",
    "Clean: 5x3 @ 88% of 3RM",
    "Press: 65%x5, 75%x5, 85%x5+",
    "Push Jerk: 75% 3x3, 80% 2x2",
    "Clean + Jerk: 70% 2+1 x 4 sets",
    "Power Snatch + Push Jerk 73% x 2 (1+1) x 2",
    "Bench Press: 1x5 80kg, 1x3 85kg",
    "Squat 140kg 3x5",
)
def _at_a_load(said: Said) -> Optional[list[Group]]:
    """Read so many sets of so many reps at a percent or weight, in any order."""
    token, reps, weight, sets = said.token("reps"), reps_in(said["reps"]), _weight(said), said["sets"] or said["first"]
    if not (token and reps) or weight is None or sets == 0 or (sets or 0) > MOST_SETS:
        return None
    if token.symbol == "<open>":
        reps["reps_to"] = None
    if token.symbol == "<dots>":
        reps = {"reps": sum(token.value), "reps_to": sum(token.value)}
    if said["times"]:
        reps["times"] = said["times"]
    return [(sets, {**load([], **reps), **weight})]


@GROUPS.form(
    f"( <sets:count> x )? {_REPS} rep? ( @ | at )? minus <load:percent> "
    f"| minus <load:percent> for? <sets:number> x {_REPS}",
    "Bench Press: 10RM, then -10% for 2x10",
)
def _less(said: Said) -> Optional[list[Group]]:
    """Read sets at so many percent less than the set before them."""
    groups = _at_a_load(said)
    for _, each in groups or ():
        low, high = each["percent_from"], each["percent_to"]
        if low is None or high is None:
            return None
        each.update({"percent_from": None, "percent_to": None, "relative": "that"})
        each.update({"change_from": -high, "change_to": -low})
    return groups


@GROUPS.form(
    "<sets:count> <word:singles> ( ( @ | at )? <load:percent|weight> <of>? )?",
    "Snatch: 3 singles at 90%, 2 singles at 93%",
)
def _singles(said: Said) -> Optional[list[Group]]:
    """Read sets of one, two or three reps."""
    reps, weight = {"s": 1, "d": 2, "t": 3}[said.text("word")[0].lower()], _weight(said)
    return None if weight is None else [(said["sets"], {**load([], reps=reps, reps_to=reps), **weight})]


@GROUPS.form(
    f"<sets:number> x [? {_REPS} ]? rep? | <sets:count> <kind_of_set>? set ( of | x ) {_REPS} rep?",
    "Snatch Pulls 3x3",
    "Front Squat: 5 sets of 3 reps",
)
def _sets_of_reps(said: Said) -> Optional[list[Group]]:
    """Read so many sets of so many reps."""
    return _at_a_load(said)


@GROUPS.form("<reps:number|open> rep? x <load:percent> <of>?", "6 x 65%")
def reps_at_a_percent(said: Said) -> Optional[list[Group]]:
    """Read one set of a list, line below line; alone nobody can tell whether it is sets or reps."""
    return _at_a_load(said)


AMBIGUOUS: Form = GROUPS.forms[-1]
_MOST_REPS_LISTED = 40
_BETWEEN = frozenset([",", ";", "&", "and", "then", "/"])


def read_groups(line: TokenLine, at: int) -> Optional[tuple[list[Group], int]]:
    """Return the groups of sets that a line has at a token, and where they end; None if it has none, or a single one
    that does not say how many sets."""
    groups: list[Group] = []
    forms: set[str] = set()
    end = at
    is_unclear = False  # "73% x 3, 78% 3 x 2": here the reps may come first
    while at < len(line.tokens):
        found = ((each, each.read(said), said) for each, said in GROUPS.matches(line, at))
        form, read, said = next((one for one in found if one[1]), (None, None, None))
        if form is None or read is None or said is None:
            break
        if groups and at == end and line.symbol(at) == "x":
            return None  # "5x5x5" is no two groups
        groups += read
        forms.add(form.name)
        is_unclear = is_unclear or ("first" in said and said["first"] != said["reps"])
        at = end = said.end
        while line.symbol(at) in _BETWEEN:
            at += 1
    if not groups or (len(groups) == 1 and groups[0][0] is None):
        return None
    is_unclear = is_unclear and any(sets is None for sets, _ in groups)
    # Of "4x75, 4x78, 4x80%" nobody does sets of 75.
    is_unclear = is_unclear or (len(groups) > 1 and any((each["reps"] or 0) > _MOST_REPS_LISTED for _, each in groups))
    if is_unclear or (AMBIGUOUS.name in forms and len(forms) > 1):
        return None
    _share_base([each for _, each in groups])
    return groups, end


def _share_base(loads: list[Load]) -> None:
    """Give the base of a list to all its percents: the last names it, "70% x 3, 75% x 2 of 1-RM", or the first does."""
    for giver in (loads[-1], loads[0]):
        if giver["of"] and not any(each["of"] for each in loads if each is not giver):
            for each in loads:
                each["of"] = giver["of"] if each["percent_from"] is not None else ""


def put_groups(groups: list[Group], reading: LineReading) -> bool:
    """Put down a list of sets; after "Sets 4-6" it is one set of it for each of them."""
    if reading.groups or reading.sets:
        return False
    if not reading.of_named_sets():
        reading.groups = groups
        return True
    named = reading.loads[-1]
    if reading.says_load() or len(groups) != len(named["sets"]) or any(count not in (None, 1) for count, _ in groups):
        return False
    reading.loads[-1:] = [{**each, "sets": [number]} for number, (_, each) in zip(named["sets"], groups)]
    return True
