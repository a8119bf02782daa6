"""What a person trains by: the sets of posts without letters, and of markup that means something."""

from __future__ import annotations

import pytest

import transforms
from invictus.prescriptions import sets_of
from local.accept_post import read_post_file
from tests.support.post_files import POSTS

# post, date: each movement with its sets, the first one's reps and percents
SETS = {
    ("a_day_in_parts_without_letters", "2021-03-08"): [("Back Squat", 5, 3, 80), ("Thrusters", 3, 10, None)],
    ("warm_ups_of_days_without_letters", "2021-03-09"): [("Overhead Squat", 4, 6, None), ("Power Jerk", 5, 5, None)],
    ("warm_ups_of_days_without_letters", "2021-03-10"): [("Clean", 6, 2, 75)],
    ("days_headed_by_whole_dates_without_letters", "2021-03-08"): [("Power Clean", 5, 2, 70)],
    ("days_headed_by_whole_dates_without_letters", "2021-03-12"): [],
    ("headings_for_several_days", "2021-03-09"): [("Tall Clean", 4, 3, None), ("Hang Clean", 4, 2, 65)],
    ("a_daily_post", "2021-03-10"): [("Front Squat", 5, 3, 80)],
    ("struck_out", "2021-03-08"): [("Back Squat", 5, 2, 80), ("Push Press", 4, 4, None)],
    ("struck_out", "2021-03-09"): [("Clean", 6, 1, 85), ("Deadlift", 3, 5, None)],
    ("raised_figures_and_footnotes", "2021-03-08"): [("Back Squat", 5, 3, 80), ("Clean Pull", 4, 3, None)],
    ("hidden_copies", "2021-03-08"): [("Back Squat", 5, 3, None)],
    ("lettered_lists", "2021-03-08"): [("Snatch", 5, 2, 75), ("Back Squat", 5, 3, None)],
    ("rows_with_labels", "2021-03-09"): [("Clean", 5, 2, 75), ("Clean Pull", 4, 3, 95)],
}


@pytest.mark.parametrize(("name", "day"), SETS)
def test_a_posts_days_have_their_sets(name: str, day: str) -> None:
    records = transforms.read_post(read_post_file(POSTS / f"{name}.json"))
    read = [transforms.with_exercises(record) for record in records if record["date"] == day]
    rows = [(exercise["movement"], sets_of(exercise)) for record in read for exercise in record["exercises"]]
    assert [
        (movement, len(sets), sets[0]["reps"], sets[0]["percent_from"])
        for movement, sets in rows
        if sets and sets[0]["reps"]
    ] == SETS[name, day]


def test_a_picture_in_place_of_a_day_is_understood_to_nought() -> None:
    monday, tuesday = transforms.read_post(read_post_file(POSTS / "pictures.json"))
    assert transforms.with_exercises(monday)["understood"] == 1
    stored = transforms.with_exercises(tuesday)
    assert (stored["notes"], stored["exercises"], stored["understood"]) == ("[picture: Tuesday\u2019s training]", [], 0)
