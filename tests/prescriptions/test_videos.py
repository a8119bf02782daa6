"""Which exercise a link of a segment belongs to."""

from __future__ import annotations

import pytest

from invictus.exercises import VideoLink
from invictus.prescriptions import exercises_of


@pytest.mark.parametrize(
    ("lines", "links", "videos", "parts"),
    [
        # Each part of a complex has its video, and the exercise the first.
        (["(Snatch + Hip Snatch) x 1 rep"], ["Snatch ", "Hip Snatch"], ["1"], ["1", "2"]),
        # A link over the whole of a complex is the exercise's alone.
        (["(Clean + Jerk) x 1 rep"], ["(Clean + Jerk)"], ["1"], ["", ""]),
        # Links are assigned in the post's order.
        (["Power Snatch x 2 reps", "Snatch x 2 reps", "Snatch x 1 rep"], ["Snatch", "here", ""], ["", "1", ""], None),
        (["*Watch this first."], [""], [""], None),
        (["Slow Pull Power Clean x 2 reps"], ["Power Clean"], ["1"], ["1"]),
    ],
)
def test_a_link_is_the_video_of_the_first_movement_that_it_names(
    lines: list[str], links: list[str], videos: list[str], parts: list[str]
) -> None:
    of_another: VideoLink = {"field": "segment_b", "text": "Snatch", "url": "of another segment"}
    own: list[VideoLink] = [{**of_another, "field": "segment_a", "text": text} for text in links]
    for number, link in enumerate(own, start=1):
        link["url"] = str(number)
    exercises = exercises_of({"segment_a": "\n".join(["Two sets of:", *lines])}, [of_another, *own])
    assert [exercise["video"] for exercise in exercises] == videos
    assert parts is None or [part["video"] for part in exercises[0]["movements"]] == parts
