"""What phrases say of sets, put down: reps, loads, rest, sides, tempo, pause. Each thing is said once.

The readers of phrases are beside their forms (work_phrases.py, load_phrases.py, manner_phrases.py).
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Optional

from invictus.prescriptions.loads import load, says_something
from invictus.prescriptions.shapes import Load, SaidOfExercise, SaidOfLoad, SaidOfScheme
from invictus.prescriptions.shorthand import Group

if TYPE_CHECKING:
    from typing_extensions import Unpack

AS_CUE = "as a cue"  # read, and kept as written besides


@dataclass
class Details:
    """What phrases say of a movement's sets; `groups` are sets in the order of the text."""

    fields: SaidOfExercise = field(default_factory=SaidOfExercise)
    loads: list[Load] = field(default_factory=list)
    cues: list[str] = field(default_factory=list)  # as written
    groups: list[Group] = field(default_factory=list)
    sets: Optional[int] = None  # how many sets the text says there are
    interval_s: Optional[int] = None  # a set begins every so many seconds
    aim: SaidOfScheme = field(default_factory=SaidOfScheme)  # what the sets lead to
    part_times: list[int] = field(default_factory=list)  # how often each part of a complex is done, "3+1"
    # A rest without a number, "as needed", and one between the movements of a block.
    rests: bool = False
    rest_between_movements: bool = False


def put_groups(groups: list[Group], details: Details) -> bool:
    """Put down a list of sets; after "Sets 4-6" it is one set of it for each of them."""
    if details.groups or details.sets:
        return False
    if not of_named_sets(details):
        details.groups = groups
        return True
    named = details.loads[-1]
    if says_something(named) or len(groups) != len(named["sets"]) or any(count for count, _ in groups):
        return False
    details.loads[-1:] = [{**each, "sets": [number]} for number, (_, each) in zip(named["sets"], groups)]
    return True


def of_named_sets(details: Details) -> bool:
    """Return whether the text is about sets that it has named: after "Sets 1-2"."""
    return bool(details.loads and details.loads[-1]["sets"])


def put_load(details: Details, **said: Unpack[SaidOfLoad]) -> bool:
    """Put down what the last load says. Return False if it says so already.

    A second number of reps in one line means that the line was not understood: each thing is put down once.
    """
    if not details.loads:
        details.loads.append(load([]))
    last = details.loads[-1]
    if any(last.get(key) not in (None, "", False) for key in said):
        return False
    last.update({**last, **said})
    return True


def put_for_all_sets(details: Details, **said: Unpack[SaidOfExercise]) -> bool:
    """Put down what holds for all sets. Return False after "Sets 1-2": no field holds it for some sets only."""
    return not of_named_sets(details) and put_field(details, **said)


def put_field(details: Details, **said: Unpack[SaidOfExercise]) -> bool:
    """Put down what is said of the exercise. Return False if it is said already."""
    if any(details.fields.get(key) not in (None, "", False) for key in said):
        return False
    details.fields.update(said)
    return True


def keep_as_written(phrase: re.Match[str], details: Details) -> Any:
    """Keep the words as a cue."""
    return AS_CUE
