"""`make read-report`: what it counts, what it prints, and how it refuses a wrong folder."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from invictus.prescriptions import read_segment
from local.bench.read_report import CUE, NOT, TRAINING, compare, report_on
from tests.support.commands import output_of
from tests.support.posts import post_of

WEEK = """Monday
A.
Every 2 minutes, for 4 minutes (2 sets):
Back Squat x 3 reps @ 80%
Stay tight.
Every time you stop, do 5 push-ups.
B.
Two sets of:
Dips x 8 reps"""


def squats(*figures: tuple[int, int]) -> list[dict[str, Any]]:
    return [{"movement": "Back Squats", "reps": reps, "percent": percent} for reps, percent in figures]


def test_lines_are_counted_as_training_as_cues_or_not_at_all() -> None:
    report = report_on(post_of(WEEK))

    assert dict(report.kinds) == {TRAINING: 4, CUE: 1, NOT: 1}
    assert report.not_understood == ["Every time you stop, do 5 push-ups."]
    assert round(report.understood, 3) == 0.833


@pytest.mark.parametrize(
    ("expected", "counts"),
    [
        (squats((3, 80), (3, 80)), (2, 0, 0, 0)),
        (squats((3, 80), (3, 85)), (1, 0, 1, 1)),
        (squats((3, 80)), (1, 0, 0, 1)),
        (squats((3, 80), (3, 80), (3, 80)), (2, 0, 1, 0)),
        ([{"movement": "Back Squat", "reps": None, "percent": 80}] * 2, (0, 2, 0, 0)),
        ([{"movement": "Front Squat", "reps": 3, "percent": 80}] * 2, (0, 0, 2, 2)),
    ],
)
def test_sets_are_compared_one_by_one(expected: list[dict[str, Any]], counts: tuple[int, ...]) -> None:
    exercises = read_segment("segment_a", ["Two sets of:", "Back Squat x 3 reps @ 80%"])

    found = compare(exercises, expected)

    assert (len(found.agreed), len(found.partly), len(found.missing), len(found.wrong)) == counts
    assert found.is_whole == (counts == (2, 0, 0, 0))


def test_a_folder_of_posts_is_reported(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    sets = {"2021-01-04 A": squats((3, 80), (3, 85))}
    (tmp_path / "one.json").write_text(json.dumps({**post_of(WEEK), "_sets": sets}), "utf-8")
    (tmp_path / "two.json").write_text("{", "utf-8")

    said = output_of(capsys, "read-report", str(tmp_path))
    assert "one.json: 6 lines, 4 understood as training, 1 as coaching words, 1 not understood (83.3%" in said
    assert "Every time you stop, do 5 push-ups." in said
    assert "sets: 1 of 2 agree, 0 in part, 1 missing, 1 not in the other reading; 0 of 1 pieces whole" in said
    assert "2021-01-04 A: 1 of 2 agree" in said
    assert "1 x missing Back Squats, reps 3, percent 85" in said
    assert "two.json: left out" in said
    assert "All posts: 6 lines" in said


def test_a_wrong_folder_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for arguments, said in (
        ([], "POSTS is missing. Type: make read-report POSTS=folder"),
        (["no/such"], "POSTS=no/such holds no *.json file"),
        ([str(tmp_path)], "holds no *.json file"),
    ):
        assert said in output_of(capsys, "read-report", *arguments, code=2)
