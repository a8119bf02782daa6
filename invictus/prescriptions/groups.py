"""The shorthand of sets: `5x3 @ 90% of 3RM`, `65%x5, 75%x5, 85%x5+`, `140kg 3x5`, `10-8-6 @ 60-65-70%`, `5-5-3-3-1`.

GROUPS are the ways to write one or several sets alike; a list of them is several sets in their order. Of "5x3" the
first number is the sets, as everywhere in weightlifting. A function returns the groups, or None where figures cannot
be.
"""

from __future__ import annotations

import re
from typing import Optional

from invictus.exercises import Load, load, says_something, says_weight
from invictus.prescriptions.forms import Said, Table
from invictus.prescriptions.names import base_of, weight_of
from invictus.prescriptions.reading import Group, LineReading
from invictus.prescriptions.tokens import TokenLine

GROUPS = Table()
_REPS = "<reps:number|plus|range|open|dots>"
_MAX = "<max:max|amrap> <done:what_is_done>? (! in | rep | calorie | distance | effort | unbroken )"
_LOAD = "<load:percent|weight> <of>?"


@GROUPS.form(
    "@? ( <percents> | <list:list> ) <of>? ( ( x | for ) <reps:number|plus> rep? )? "
    "| ( ( <sets:count> x )? x? | <sets:count> set of ) ( <reps:number|plus> | <ladder> ) rep? ( @ | at )? "
    "[? ( <percents> | <list:list> ) <of>? ]? | x? <ladder> rep?",
    "Snatch 3x2 @ 70/75/80%",
    "Snatch x 2 reps @ 70%, 75%, 80%",
    "Back Squat 10-8-6 @ 60-65-70%",
    "Press: 5-5-3-3-1",
)
def _listed(said: Said) -> Optional[list[Group]]:
    """Read a set for each number or percent of a list; "3x2 @ 70/75/80%" must count them right."""
    ladder, of, reps = said["ladder"] or [], base_of(said), said.reps()
    first, last = said.span("list")
    percents = [token.value for token in said.line.tokens[first:last] if token.symbol == "<percent>"]
    percents = percents or [(each, each) for each in said["percents"] or [None] * len(ladder)]
    are_few = said.line.symbol(said.start) == "x" and 0 < len(ladder) < 4
    fits = all(count in (0, len(percents)) for count in (said["sets"] or 0, len(ladder)))
    if reps is None or of is None or are_few or not fits:
        return None
    loads: list[Load] = [{**load([], percent_from=low, percent_to=high, of=of), **reps} for low, high in percents]
    for each, number in zip(loads, ladder):
        each["reps"] = each["reps_to"] = number
    return [(1 if ladder else None, each) for each in loads]


@GROUPS.form(
    f"{_LOAD} ( for | , )? ( <first:count> x | <sets:count> set ( of | x ) ) {_REPS} rep? (! set ) "
    f"| {_LOAD} x <many:number> set | {_LOAD} / {_REPS} rep? ( x <sets:number> set | x <slashed:number> )? "
    f"| ( <sets:count> set of | @ | at )? {_LOAD} ( x | for ) [? {_REPS} ]? rep? ( [ <times:plus> ] )? "
    "( x <sets:number> set? )? "
    "| ( <load:percent> <of>? )? x? <reps:plus|dots> rep? x <sets:number> set? ( ( @ | at ) <load:percent> <of>? )? "
    "| x <reps:number> rep? x <sets:number> set? ( @ | at ) <load:percent> <of>? "
    f"| ( ( <sets:count> x x? | <sets:count> <kind_of_set>? set ( of | x ) ) ( [? {_REPS} ]? | {_MAX} ) "
    f"| <sets:count> <reps:singles> ) rep? ( ( x | @ | at | for | - )? [? {_LOAD} ]? )? "
    f"| x? {_REPS} rep? ( @ | at ) {_LOAD} ( x | for ) <sets:number> set "
    f"| x? {_REPS} rep? ( x | @ | at | for | - )? [? {_LOAD} ]? | [ {_LOAD} ( x | / ) {_REPS} rep? ] x? <sets:number>",
    "Clean: 5x3 @ 88% of 3RM",
    "Power Snatch + Push Jerk 73% x 2 (1+1) x 2",
    "Bench Press: 1x5 80kg, 1x3 85kg",
    "Squat 140kg 3x5",
    "Snatch: 3 singles at 90%, 2 singles at 93%",
)
def _at_a_load(said: Said) -> Optional[list[Group]]:
    """Read so many sets of so many reps, perhaps at a percent or weight, in any order."""
    reps, weight = said.reps() or {}, weight_of(said)
    counts = [said[name] for name in ("sets", "first", "slashed", "many") if said[name] is not None]
    if not (reps or "max" in said or "many" in said) or weight is None or 0 in counts:
        return None
    each: Load = {**load([], max_effort="max" in said), **reps, **weight}
    each["times"] = said["times"] or each["times"]
    return [(counts[0] if counts else None, each)]


# Alone on its line nobody can tell whether it is sets or reps: one set of a list, if there are such lines around it.
_ALONE = re.compile(r"<(?:number|open)> (?:rep )?x <percent> ")


def read_groups(line: TokenLine, at: int, reading: LineReading) -> int:
    """Put the sets that a line has at a token into its reading, and return where they end; 0 if it has none there, or
    a single one that does not say how many sets. After "Sets 4-6" they are one set for each of them."""
    groups: list[Group] = []
    end = at
    unclear: set[str] = set()  # whether the reps come first in "78% 3 x 2", "75%/2x4"
    if line.symbol(at - 1) == "/" and at > 1 and line.symbol(at - 2) in ("<percent>", "<weight>"):
        return 0  # the second half of it
    while at < len(line.tokens):
        found = ((form.read(said), said) for form, said in GROUPS.matches(line, at))
        read, said = next((one for one in found if one[0]), (None, None))
        if read is None or said is None:
            break
        if groups and at == end and line.symbol(at) in ("x", "@", "at"):
            return 0  # "5x5x5" is no two groups, "5x2 @ 70/75/80%" a contradiction
        groups += read
        unclear |= {name for name in ("first", "slashed") if name in said and said[name] != said["reps"]}
        at = end = said.end
        while line.symbol(at) in (",", ";", "&", "and", "then", "/"):
            at += 1
    is_lone = [sets for sets, _ in groups] == [None]
    ambiguous = is_lone and line.past_marks(end) == len(line.tokens) and _ALONE.match(line.symbols)
    are_counted = all(sets is not None for sets, _ in groups)
    # Beside "73% x 3" the sets may be missing, beside "70%/2" the reps come first. Of "4x75, 4x78, 4x80%" nobody does
    # sets of 75, and "135 x 10" is a weight.
    too_many = len(groups) > 1 and any((each["reps"] or 0) > 40 for _, each in groups)
    too_many |= any((sets or 0) >= (40 if says_weight(each) or each["reps"] == 1 else 20) for sets, each in groups)
    if ("first" in unclear and not are_counted) or ("slashed" in unclear and are_counted) or too_many:
        return 0
    if not groups or (is_lone and not ambiguous) or (reading.groups and not reading.of_named_sets()):
        return 0
    reading.ambiguous = bool(ambiguous)
    bases = [at for at, (_, each) in enumerate(groups) if each["of"]]
    if bases in ([0], [len(groups) - 1]):  # the first or the last names it for all, "70% x 3, 75% x 2 of 1-RM"
        for _, each in groups:
            each["of"] = groups[bases[0]][1]["of"] if each["percent_from"] is not None else ""
    named = reading.loads[-1] if reading.of_named_sets() else None
    if named is None:
        reading.groups = groups
    elif says_something(named) or [count or 1 for count, _ in groups] != [1] * len(named["sets"]):
        return 0
    else:
        reading.loads[-1:] = [{**each, "sets": [number]} for number, (_, each) in zip(named["sets"], groups)]
    return end
