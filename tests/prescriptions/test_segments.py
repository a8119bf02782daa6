"""One segment: what a line means among its neighbours, and which fields an exercise has."""

from __future__ import annotations

import pytest

from invictus.exercises import LOAD, SCHEME
from invictus.prescriptions import EXERCISE, read_segment, sets_of
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


SCHEME_OF_FIVE = "Every 2 minutes, for 10 minutes (5 sets):"


@pytest.mark.parametrize("load", ["", " @ 75%"])
@pytest.mark.parametrize(
    ("words", "uncertain"),
    [
        ("Rest instead of the fourth set", [4]),
        ("Skip the third set if you are tired.", [3]),
        ("Do two fewer reps on the last set.", [5]),
        ("Every set should be one more than the last", [1, 2, 3, 4, 5]),
        ("Three waves", [1, 2, 3, 4, 5]),
        ("Waves of 3-2-1", [1, 2, 3, 4, 5]),
        ("Descending reps", [1, 2, 3, 4, 5]),
        ("The reps go up by two every round.", [1, 2, 3, 4, 5]),
        ("Fewer reps each round", [1, 2, 3, 4, 5]),
        ("Ten per side.", [1, 2, 3, 4, 5]),
        ("12 per arm", [1, 2, 3, 4, 5]),
        ("4 x 3 @ 80%", [1, 2, 3, 4, 5]),
        ("Reps: 5, 4, 3, 2, 1", [1, 2, 3, 4, 5]),
        ("Twice through", [1, 2, 3, 4, 5]),
        ("Singles on the last three", [1, 2, 3, 4, 5]),
        ("The last set is optional.", [5]),
        ("Stop after set 3", [4, 5]),
        ("Omit the last two rounds", [1, 2, 3, 4, 5]),
        ("Newer lifters do 3 sets", [1, 2, 3, 4, 5]),
        # Of these, the sets stay as they are.
        ("Keep each rep crisp.", []),
        ("Each set should feel smooth.", []),
        ("Increase the weight each set", []),
        ("If you cannot finish the set, please reduce the number of reps.", []),
        ("Leave one more rep in the tank.", []),
        ("Drop the bar between reps.", []),
    ],
)
def test_words_that_change_sets_or_reps_put_them_in_doubt(load: str, words: str, uncertain: list[int]) -> None:
    movement = f"Dumbbell Row x 5 reps{load}"
    [below] = read_segment("segment_a", [SCHEME_OF_FIVE, movement, words])
    assert below["uncertain"] == uncertain
    assert (below["notes"] == [words]) >= bool(uncertain)


@pytest.mark.parametrize("words", ["Three waves", "Descending reps", "Ascending reps: 1, 2, 3"])
def test_words_above_a_movement_put_its_sets_in_doubt(words: str) -> None:
    for lines in ([words, SCHEME_OF_FIVE, "Clean x 5 reps @ 75%"], [SCHEME_OF_FIVE, words, "Clean x 5 reps @ 75%"]):
        assert [row for exercise in read_segment("segment_a", lines) for row in sets_of(exercise)] == []


@pytest.mark.parametrize("option", [["Option B:"], ["Option 2"], ["Option B:", "3 sets of:"], ["OR"]])
def test_another_option_is_not_done_as_well(option: list[str]) -> None:
    exercises = read_segment(
        "segment_a", ["Five sets of:", "Clean x 5 reps", *option, "Snatch x 5 reps", "WOD:", "Row"]
    )
    assert [len(sets_of(exercise)) for exercise in exercises if exercise["movement"]][:1] == [5]
    assert "Snatch" not in [exercise["movement"] for exercise in exercises]


def test_a_remark_is_no_load() -> None:
    [exercise] = read_segment("segment_a", ["2 sets of:", "Snatch x 2 reps @ 80%, if possible"])
    assert [(row["percent_to"], row["relative"]) for row in sets_of(exercise)] == [(80, ""), (80, "")]


def test_a_line_of_which_one_exercise_contradicts_is_not_understood() -> None:
    line = "Clean x 2 reps @ 70%; Snatch x 2 reps, set 9 @ 80%"
    [exercise] = read_segment("segment_a", [SCHEME_OF_FIVE, line])
    assert (exercise["movement"], exercise["notes"]) == ("", [line])
