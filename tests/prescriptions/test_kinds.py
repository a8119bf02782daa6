"""Kinds of lines and segments, each in many spellings: the sets that they give, or that they give none."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

import pytest

from invictus.exercises import SetRow
from invictus.prescriptions import read_segment, sets_of, sets_to_show

# {"kind": [[lines, what is said of the sets], ...]}. The lines are ours, and each was checked against its sets.
KINDS = json.loads((Path(__file__).parent / "kinds.json").read_text("utf-8"))
CASES = [(kind, lines, sets) for kind, cases in KINDS.items() for lines, sets in cases]


def told(row: SetRow, is_certain: bool) -> str:
    """Return a set in words: `5 Snatch: reps 2, percent 75.0-80.0 of 1-RM Snatch`."""
    figures = [f"{name} {row[name]}" for name in ("reps", "seconds", "distance_m", "calories", "relative") if row[name]]
    if row["reps_to"] != row["reps"]:
        figures[0] += f" to {row['reps_to']}"
    if row["times"]:
        figures.append("times " + "+".join(map(str, row["times"])))
    if row["percent_from"] or row["percent_to"]:
        figures.append(f"percent {row['percent_from']}-{row['percent_to']} of {row['of'] or 'its own'}")
    if row["weight"]:
        figures.append(f"weight {row['weight']}/{row['weight_women']} {row['unit']}")
    figures += ["max"] if row["max_effort"] else []
    return f"{row['movement']}{'' if is_certain else ' (how often is open)'}: {', '.join(figures)}"


def sets_in_words(lines: list[str]) -> list[str]:
    """Return the sets of a segment, alike ones together; those of a number that is not written once."""
    said: list[str] = []
    for exercise in read_segment("segment_a", lines):
        certain = sets_of(exercise)
        rows = certain or (sets_to_show(exercise)[0] if exercise["movement"] else [])
        counted = Counter(told(row, bool(certain)) for row in rows)
        said += [f"{count} {words}" for words, count in counted.items()]
        said += [f"uncertain {exercise['uncertain']}"] if exercise["uncertain"] else []
    return said


@pytest.mark.parametrize(("kind", "lines", "sets"), CASES, ids=[" / ".join(lines) for _, lines, _ in CASES])
def test_a_kind_of_lines_gives_its_sets(kind: str, lines: list[str], sets: list[str]) -> None:
    assert sets_in_words(lines) == sets, kind
