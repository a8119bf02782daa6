"""Writing once, through the functions and the compiled machine."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from local.embedded_aws.stack import EmbeddedAws
from local.sample_blog.server import Blog
from tests.support.posts import week_post
from tests.support.sample_events import sample_event
from tests.support.stack import versions


@pytest.fixture
def blog() -> Iterator[Blog]:
    with Blog([week_post()]) as blog:
        yield blog


def test_a_week_saved_twice_is_stored_once_and_its_correction_updates_it(aws: EmbeddedAws) -> None:
    week, corrected = sample_event("save_sessions_to_bucket"), sample_event("test_idempotency")

    statuses = [aws.invoke("save_sessions_to_bucket", sent)["status"] for sent in (week, week, corrected, corrected)]

    assert statuses == ["written", "unchanged", "updated", "unchanged"]
    assert len(versions(aws)) == 2
    assert [mark["operation"] for mark in aws.items("IdempotencyTable")] == ["save_sessions_to_bucket"] * 2


def test_a_post_dumped_twice_is_stored_once(aws: EmbeddedAws) -> None:
    for _ in range(2):
        aws.invoke("dump_post_to_bucket", sample_event("dump_post_to_bucket"))

    assert len(versions(aws)) == 1
    assert [mark["operation"] for mark in aws.items("IdempotencyTable")] == ["dump_post_to_bucket"]


def test_a_post_saved_again_without_a_change_is_not_written_again(aws: EmbeddedAws, blog: Blog) -> None:
    aws.execute({"posts_per_page": 1})
    before = versions(aws), aws.items()
    for post in blog.posts:
        post["modified_gmt"] = "2021-03-09T08:00:00"

    execution = aws.execute({"posts_per_page": 1})

    assert (execution.output or {})["unchanged"] == 1
    assert (versions(aws), aws.items()) == before


def test_force_does_the_work_again(aws: EmbeddedAws) -> None:
    aws.execute({"posts_per_page": 1})

    execution = aws.execute({"posts_per_page": 1, "force": True})

    assert (execution.output or {})["stored"] == 1
    assert len(versions(aws)) == 4
    assert len(aws.messages()) == 2


def test_rows_that_were_lost_come_back(aws: EmbeddedAws) -> None:
    aws.execute({"posts_per_page": 1})
    before = aws.items()
    lost = {"date": {"S": before[0]["date"]}, "session": {"S": before[0]["session"]}}
    aws.client("dynamodb").delete_item(TableName=aws.resources["WorkoutPostsTable"], Key=lost)

    execution = aws.execute({"posts_per_page": 1})

    assert (execution.output or {})["stored"] == 1
    assert aws.items() == before
