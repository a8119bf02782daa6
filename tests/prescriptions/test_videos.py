"""Which exercise a link of a segment belongs to."""

from __future__ import annotations

from invictus.prescriptions import read_segment
from invictus.shapes import Json


def link(text: str, url: str, segment: str = "segment_a") -> Json:
    return {"field": segment, "text": text, "url": url}


def test_each_part_of_a_complex_has_its_video_and_the_exercise_the_first() -> None:
    [exercise] = read_segment(
        "segment_a",
        ["Three sets of:", "(Snatch + Hip Snatch) x 1 rep"],
        [link("Snatch ", "https://v/1"), link("Hip Snatch", "https://v/2")],
    )
    assert [part["video"] for part in exercise["movements"]] == ["https://v/1", "https://v/2"]
    assert exercise["video"] == "https://v/1"


def test_a_link_over_the_whole_complex_is_the_exercises_video() -> None:
    [exercise] = read_segment(
        "segment_a", ["Three sets of:", "(Clean + Jerk) x 1 rep"], [link("(Clean + Jerk)", "https://v/1")]
    )
    assert (exercise["video"], [part["video"] for part in exercise["movements"]]) == ("https://v/1", ["", ""])


def test_links_are_assigned_in_the_posts_order() -> None:
    exercises = read_segment(
        "segment_a",
        ["Two sets of:", "Power Snatch x 2 reps", "Snatch x 2 reps", "Snatch x 1 rep"],
        [
            link("Snatch", "https://v/1"),
            link("Snatch", "https://v/2", "segment_b"),
            link("here", "https://v/3"),
            link("", "https://v/4"),
        ],
    )
    assert [exercise["video"] for exercise in exercises] == ["", "https://v/1", ""]


def test_a_link_without_text_is_not_a_video_of_a_movement() -> None:
    [remark] = read_segment("segment_a", ["*Watch this first."], [link("", "https://v/1")])
    assert remark["video"] == ""


def test_a_link_over_part_of_a_movement_is_its_video() -> None:
    [exercise] = read_segment(
        "segment_a", ["Two sets of:", "Slow Pull Power Clean x 2 reps"], [link("Power Clean", "https://v/1")]
    )
    assert exercise["video"] == "https://v/1"
