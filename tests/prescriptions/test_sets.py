"""The table of an exercise's sets."""

from __future__ import annotations

import pytest

from invictus.exercises import LOAD, SetRow
from invictus.prescriptions import EXERCISE, read_segment, sets_of


def test_alternating_movements_have_their_sets_each() -> None:
    exercises = read_segment(
        "segment_a", ["EMOM for 12 minutes:", "Minute 1 - Row x 12 calories", "Minute 2 - Clean x 1 rep @ 70%"]
    )
    assert [len(sets_of(exercise)) for exercise in exercises] == [6, 6]
    uneven = read_segment("segment_a", ["EMOM for 11 minutes:", "Odd: Clean x 1 rep", "Even: Snatch x 1 rep"])
    assert [len(sets_of(exercise)) for exercise in uneven] == [0, 0]  # six and five, but no field holds that


def test_set_numbers_continue_in_the_next_block() -> None:
    exercises = read_segment(
        "segment_a",
        ["Every minute…", "Clean", "*Sets 1-2 – 40% x 1 rep", "and then…", "Every 2 minutes…", "*Set 3 – 80% x 1 rep"],
    )
    assert [[row["set"] for row in sets_of(exercise)] for exercise in exercises] == [[1, 2], [3]]


def test_each_set_is_a_row_with_its_own_load_or_that_of_all_sets() -> None:
    [exercise] = read_segment(
        "segment_c",
        [
            "Every 2:30, for 10 minutes (4 sets):",
            "Front Squat x 3 reps @ 75-85%",
            "*Set 4 = 1 rep @ 90% of 1-RM Front Squat",
        ],
    )
    row = {
        **{key: held for key, held in {**EXERCISE, **LOAD}.items() if key in SetRow.__annotations__},
        **{"segment": "segment_c", "block": 1, "movement": "Front Squat"},
        **{"reps": 3, "reps_to": 3, "percent_from": 75.0, "percent_to": 85.0},
    }
    heavier = {"reps": 1, "reps_to": 1, "percent_from": 90.0, "percent_to": 90.0, "of": "1-RM Front Squat"}
    assert sets_of(exercise) == [{**row, "set": 1}, {**row, "set": 2}, {**row, "set": 3}, {**row, **heavier, "set": 4}]


@pytest.mark.parametrize(
    ("lines", "how_many"),
    [
        (["3-4 sets of:", "Plank x 30 seconds"], 3),
        (["In 20 minutes, establish a 1-RM Deadlift"], 0),
        (["AMRAP 10:", "Burpees x 5 reps"], 0),
        (["One Set Tabata of: Sit-Ups:", "20 seconds on", "For a total of 8 rounds"], 8),
        (["Every 2 minutes:", "Snatch x 1 rep", "*Sets 1-5 = @ 70%"], 5),
    ],
)
def test_only_the_sets_that_the_post_is_sure_of_have_rows(lines: list[str], how_many: int) -> None:
    [exercise] = read_segment("segment_a", lines)
    assert [row["set"] for row in sets_of(exercise)] == list(range(1, how_many + 1))
