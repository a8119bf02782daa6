"""The sample events are the output of the steps for the sample post; sample posts are understood as real weeks are."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import transforms
from invictus.exercises import understood_share
from local.__main__ import main
from local.project import SAMPLE_POSTS
from local.sample_events import CORRECTION, EVENTS, POST, sample_events


@pytest.mark.parametrize("file", sorted(sample_events()), ids=lambda file: file.name)
def test_a_sample_event_is_what_the_steps_make_of_the_sample_post(file: Path) -> None:
    assert file.read_text(encoding="utf-8") == sample_events()[file], "It is out of date. Type: make sample-events"


def test_the_sample_week_has_the_name_that_the_specification_gives() -> None:
    weeks = [file.name for file in (EVENTS / "weekly").iterdir()]
    assert weeks == ["2021-01-03__2021-01-08--5-day-weightlifting-program.json"]


def test_the_corrected_week_differs_in_one_line() -> None:
    week, corrected = (
        json.loads((EVENTS / f"{name}.json").read_text(encoding="utf-8"))["records"]
        for name in ("save_sessions_to_bucket", "test_idempotency")
    )
    lines, others = (json.dumps([record["segment_b"] for record in records]) for records in (week, corrected))
    assert lines != others
    assert lines.replace(*CORRECTION) == others


def test_the_command_writes_what_is_out_of_date(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    file = tmp_path / "strip_post_html.json"
    monkeypatch.setattr("local.sample_events.sample_events", lambda: {file: "{}\n"})
    monkeypatch.setattr("local.sample_events.ROOT", tmp_path)
    assert main(["sample-events"]) == 0
    assert file.read_text(encoding="utf-8") == "{}\n"


@pytest.mark.parametrize("file", [POST, *sorted(SAMPLE_POSTS.glob("*.json"))], ids=lambda file: file.stem)
def test_a_sample_post_is_understood_as_real_weeks_are(file: Path) -> None:
    found = json.loads(file.read_text(encoding="utf-8"))
    records = [transforms.with_exercises(record) for record in transforms.read_post(found.get("post", found))]
    assert understood_share(exercise for record in records for exercise in record["exercises"]) >= 0.95
