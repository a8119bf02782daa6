"""What only a whole block can tell of its entries: turns, one load or rest for all, a ladder of reps."""

from __future__ import annotations

import copy
import re
from collections.abc import Sequence

from invictus.prescriptions.block import Block
from invictus.prescriptions.doubts import put_in_doubt
from invictus.prescriptions.exercise import MEASURES, load, named_sets, put_said, says_weight, weight_in
from invictus.prescriptions.marks import plain_line
from invictus.prescriptions.shapes import Exercise


def settle(block: Block) -> None:
    """Give the entries of a block what is said of all of them."""
    moving = block.moving
    if not moving:
        return
    _settle_turns(block)
    _share_loads_of_a_complex(moving)
    for entry in moving:
        _settle_loads(block, entry)
        if not entry["rest_s"]:
            put_said(entry, block.rest if entry is moving[-1] else block.rest_between)
    for line, changed in block.changes:
        for entry in changed or moving:
            put_in_doubt(entry, line, None)


def _settle_turns(block: Block) -> None:
    """Give the sets of each turn to the movements that alternate, if they are certain."""
    scheme = block.scheme
    turns = block.turns or (block.members if block.takes_turns and block.members > 1 else 0)
    if not turns:
        for entry in block.moving:
            entry["turn"] = None
    if not turns or scheme["kind"] != "every":
        return
    slots = scheme["duration_s"] / scheme["interval_s"] if scheme["duration_s"] and scheme["interval_s"] else 0
    sets = scheme["sets"]
    if not sets or sets * turns != slots:
        each = int(slots // turns) if slots and slots % turns == 0 and sets in (None, slots) else None
        scheme.update({"sets": each, "sets_to": each})


def _settle_loads(block: Block, entry: Exercise) -> None:
    loads = entry["loads"]
    if block.ladder and not any(entry[measure] for measure in MEASURES) and not named_sets(loads):
        loads += [load([at], reps=reps, reps_to=reps) for at, reps in enumerate(block.ladder, start=1)]
    if block.of_block and not any(map(says_weight, loads)):
        loads += copy.deepcopy(block.of_block)
    for_all = next((each for each in loads if not each["sets"]), None)
    for each in loads:
        # Reps that differ from set to set leave the weight to the load for all sets.
        if for_all is not None and not says_weight(each):
            each.update({**each, **weight_in(for_all)})
        if not each["of"] and (each["percent_from"] or each["percent_to"]):
            each["of"] = block.percents_of


_BARBELL = re.compile(
    r"\b(?:snatch(?:es)?|cleans?|jerks?|squats?|deadlifts?|thrusters?|press(?:es)?|pulls?(?!-?\s?up))\b", re.I
)


def _share_loads_of_a_complex(moving: Sequence[Exercise]) -> None:
    """Share one load in a complex written line by line: "1 Clean Pull", "1 Clean", "Set 1 - 60%" loads both."""
    *others, last = moving
    is_complex = (
        last["scheme"]["kind"] == "every"
        and named_sets(last["loads"])
        and all(map(_is_counted_barbell, moving))
        and not any(entry["loads"] or entry["rest_s"] for entry in others)
        and not any(each["reps"] for each in last["loads"])
    )
    for entry in others if is_complex else ():
        entry["loads"] = copy.deepcopy(last["loads"])


def _is_counted_barbell(entry: Exercise) -> bool:
    """Return whether it is a part of a complex: "2 Front Squats", not "Front Squat x 2" or "2 Snatch + Snatch x 1"."""
    name, *lines = (plain_line(each).text for each in (entry["movement"], *entry["text"]))
    is_counted = any(line[:1].isdigit() and line.find(name) > 0 for line in lines)
    return bool(_BARBELL.search(name)) and is_counted and entry["turn"] is None
