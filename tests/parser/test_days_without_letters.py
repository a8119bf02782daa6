"""Days without letters: which of their lines are read as training."""

from __future__ import annotations

from typing import Any

import pytest

import transforms
from invictus.shapes import segments_of
from tests.support.posts import week_post


def day(*lines: str, heading: str = "Monday") -> Any:
    """Return a day's record in its stored form. A lettered day follows it."""
    post = week_post(html="".join(f"<p>{line}</p>" for line in [heading, *lines, "Saturday", "A. Snatch"]))
    return transforms.with_exercises(transforms.read_post(post)[0])


def test_the_lines_of_a_day_without_letters_are_exercises_of_its_notes() -> None:
    record = day("Back Squat 5 x 3 @ 80%", "Sing a song of sixpence, 4 and 20 blackbirds")
    assert {exercise["segment"] for exercise in record["exercises"]} == {"notes"}
    assert (record["exercises"][0]["movement"], record["understood"]) == ("Back Squat", 0.5)


def test_a_picture_below_a_warm_up_is_of_it_and_the_work_follows() -> None:
    record = day("Warm-Up: Row<br>Jump", '<img src="https://e.com/1.jpg" alt="Row">', "Snatch 5 x 3<br>Clean 5 x 2")
    assert (record["warm_up"], record["notes"]) == ("Row\nJump", "Snatch 5 x 3\nClean 5 x 2")
    assert [link["field"] for link in record["links"]] == ["warm_up"]


def test_a_day_of_which_nothing_is_read_is_understood_to_nought() -> None:
    assert day("Sing a song of sixpence, 4 and 20 blackbirds")["understood"] == 0


def test_the_notes_of_a_lettered_day_are_not_read() -> None:
    record = day("Back Squat 5 x 3 @ 80%", "A. Snatch")
    assert {exercise["segment"] for exercise in record["exercises"]} == {"segment_a"}


@pytest.mark.parametrize(
    ("heading", "first_line", "is_rest"),
    [
        ("Thursday (Rest Day)", "Walk 30 minutes", True),
        ("Sunday Off", "Walk 30 minutes", True),
        ("Thursday: Active Rest", "Walk 30 minutes", True),
        ("Thursday", "REST DAY / MAKE UP / SKILL WORK", True),
        ("Thursday", "Active Rest", True),
        ("Thursday", "Rest 2 minutes", False),
        ("Thursday - Rest-Pause Squats", "Back Squat 5 x 3", False),
        ("Sunday: off the blocks", "Snatch 5 x 3", False),
        ("Thursday (Active Recovery)", "Swim 20 minutes", False),
    ],
)
def test_the_advice_of_a_rest_day_is_not_read_as_training(heading: str, first_line: str, is_rest: bool) -> None:
    record = day(first_line, heading=heading)
    assert ("notes" not in segments_of(record)) == is_rest


def test_a_rest_in_the_programmes_name_makes_no_day_a_rest_day() -> None:
    post = week_post(html="Monday<br>Snatch 5 x 3", slug="march-8-14-2021-off-season")
    record = transforms.read_post(post)[0]
    assert record["session"] == "Monday - off-season"
    assert segments_of(record) == {"notes": "Snatch 5 x 3"}
