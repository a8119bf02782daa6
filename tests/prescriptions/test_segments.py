"""One segment: what a line means among its neighbours, and which fields an exercise has."""

from __future__ import annotations

import pytest

from invictus.prescriptions import EXERCISE, read_segment
from invictus.prescriptions.exercise import LOAD, SCHEME
from invictus.shapes import Json
from tests.prescriptions.blog_segments import BLOG_SEGMENTS
from tests.prescriptions.other_coaches_segments import OTHER_COACHES_SEGMENTS

SEGMENTS = {**BLOG_SEGMENTS, **OTHER_COACHES_SEGMENTS}


@pytest.mark.parametrize(("lines", "expected"), SEGMENTS.values(), ids=SEGMENTS)
def test_a_line_is_read_by_its_neighbours(lines: list[str], expected: list[Json]) -> None:
    exercises = read_segment("segment_a", lines)
    assert len(exercises) == len(expected)
    for exercise, said in zip(exercises, expected):
        found = {
            **exercise,
            "scheme": exercise["scheme"]["kind"],
            "loads": [load["sets"] for load in exercise["loads"]],
            **{name: len(exercise[name]) for name in ("text", "cues", "notes")},
        }
        unsaid: Json = {"rest_s": None, "loads": [], "cues": 0, "notes": 0}
        assert {name: found[name] for name in {**unsaid, **said}} == {**unsaid, **said}


def test_an_exercise_has_every_field() -> None:
    lines = [
        "Every 2 minutes, for 16 minutes (8 sets):",
        "(Snatch + Hip Snatch) x 1 rep",
        "*Sets 6-8 = @ 75-80% of 1-RM Snatch",
    ]
    assert read_segment("segment_b", lines) == [
        {
            **EXERCISE,
            "segment": "segment_b",
            "block": 1,
            "scheme": {**SCHEME, "kind": "every", "interval_s": 120, "duration_s": 960, "sets": 8, "sets_to": 8},
            "movement": "(Snatch + Hip Snatch)",
            "movements": [{"name": "Snatch", "times": 1, "video": ""}, {"name": "Hip Snatch", "times": 1, "video": ""}],
            "reps": 1,
            "reps_to": 1,
            "loads": [{**LOAD, "sets": [6, 7, 8], "percent_from": 75.0, "percent_to": 80.0, "of": "1-RM Snatch"}],
            "text": lines,
        }
    ]


def test_an_aim_below_a_movement_is_added_to_its_scheme() -> None:
    [exercise] = read_segment("segment_a", ["5 sets of:", "Front Squat x 5 reps", "Build to a 5-RM"])
    sets = {"kind": "sets", "sets": 5, "sets_to": 5}
    assert exercise["scheme"] == {**SCHEME, **sets, "what": "5-RM", "rep_max": 5}


@pytest.mark.parametrize(
    ("lines", "of"),
    [
        (["Two sets of:", "Clean Pull x 3 reps @ 90%", "(percentages are based on 1-RM Clean)"], "1-RM Clean"),
        (["Front Squat: work to a 3RM, then 2x3 @ 90% of that"], "today's 3-RM Front Squat"),
    ],
)
def test_percents_are_of_the_maximum_that_another_line_names(lines: list[str], of: str) -> None:
    assert read_segment("segment_a", lines)[-1]["loads"][0]["of"] == of
