"""Every stored record holds its exercises, in DynamoDB and in the weekly file: complete, and small enough."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

import handler
import transforms
from invictus import payloads, prescriptions
from invictus.dynamodb_json import decode
from invictus.errors import LinesLostError, PostTooLargeError
from invictus.keys import content_hash
from local.embedded_aws.stack import EmbeddedAws
from tests.support.posts import post_of

SEGMENT = [
    "Every 2 minutes, for 16 minutes (8 sets):",
    "(Snatch + Hip Snatch) x 1 rep",
    "*Sets 6-8 = @ 75-80% of 1-RM Snatch",
]


def post_of_segment(lines: list[str]) -> dict[str, Any]:
    return post_of("\n".join(["Monday", "A.", *lines]))


def test_items_hold_the_exercises_and_records_are_passed_on_without_them() -> None:
    post = post_of_segment(SEGMENT)

    cleaned = transforms.clean_session_records(transforms.read_post(post), transforms.strip_post_html(post))

    (item,) = map(decode, cleaned["items"])
    (exercise,) = item["exercises"]
    assert (exercise["movement"], exercise["scheme"]["sets"], item["understood"]) == ("(Snatch + Hip Snatch)", 8, 1)
    assert cleaned["records"] == transforms.read_post(post)


def test_a_line_missing_from_the_exercises_is_a_lost_line(monkeypatch: pytest.MonkeyPatch) -> None:
    post = post_of_segment(SEGMENT)
    whole = prescriptions.exercises_of
    monkeypatch.setattr(prescriptions, "exercises_of", lambda *given: [{**e, "text": []} for e in whole(*given)])

    with pytest.raises(LinesLostError, match=r"3 of its lines .* first '\(Snatch \+ Hip Snatch\) x 1 rep'"):
        transforms.clean_session_records(transforms.read_post(post), transforms.strip_post_html(post))


def test_the_content_hash_covers_what_the_reader_understood(monkeypatch: pytest.MonkeyPatch) -> None:
    record = transforms.read_post(post_of_segment(SEGMENT))[0]
    as_read_today = content_hash([transforms.with_exercises(record)])

    monkeypatch.setattr(transforms, "understood_share", lambda exercises: 0.5)

    assert content_hash([transforms.with_exercises(record)]) != as_read_today


def test_rows_and_file_hold_the_same_and_are_stored_again_after_the_reader_learned_something(
    aws: EmbeddedAws, monkeypatch: pytest.MonkeyPatch
) -> None:
    aws.execute({"posts_per_page": 1})

    ((key, body),) = aws.objects("weekly/").items()
    rows = aws.items()
    marks = ("post_id", "post_modified", "weekly_key", "content_sha256")
    head = aws.client("s3").head_object(Bucket=aws.resources["DataBucket"], Key=key)
    stored = [json.loads(line) for line in body.decode().splitlines()]
    assert [{name: row[name] for name in row if name not in marks} for row in rows] == stored
    assert {row["content_sha256"] for row in rows} == {head["Metadata"]["sha256"]}
    assert all(row["exercises"] for row in rows if row["segment_a"])

    monkeypatch.setattr(transforms, "understood_share", lambda exercises: 0.5)
    execution = aws.execute({"posts_per_page": 1})

    assert execution.output is not None
    assert (execution.output["stored"], execution.output["unchanged"]) == (1, 0)
    (body,) = aws.objects("weekly/").values()
    stored = [json.loads(line) for line in body.decode().splitlines()]
    assert {row["understood"] for row in (*aws.items(), *stored)} == {0.5}


def test_a_real_week_is_well_under_the_payload_limit(real_weeks: list[Path]) -> None:
    for path in real_weeks:
        post = json.loads(path.read_text("utf-8"))
        cleaned = transforms.clean_session_records(transforms.read_post(post), transforms.strip_post_html(post))
        assert len(json.dumps([post, cleaned])) < payloads.STATE_BYTES / 2


def test_a_post_too_dense_for_a_state_is_refused_by_name() -> None:
    post = post_of_segment(["Row x 5 reps"] * 1000)
    event = {"records": transforms.read_post(post), "text": transforms.strip_post_html(post), "post": post}

    assert len(json.dumps(post)) < payloads.POST_BYTES
    with pytest.raises(PostTooLargeError, match=r"january-4-10-2021.*: makes a step of [\d,]+ bytes"):
        handler.clean_session_records(event)
