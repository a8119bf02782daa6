"""Writing once, through the functions and the compiled machine. More of it is in tests/machine/test_edits.py."""

from __future__ import annotations

import json
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
        dumped = aws.invoke("dump_post_to_bucket", sample_event("dump_post_to_bucket"))

    ((key, raw),) = aws.objects("raw/").items()
    assert json.loads(raw) == dumped == sample_event("dump_post_to_bucket")["post"]
    assert versions(aws) == [key]
    assert [mark["operation"] for mark in aws.items("IdempotencyTable")] == ["dump_post_to_bucket"]


def test_force_does_the_work_again(aws: EmbeddedAws) -> None:
    aws.execute({"posts_per_page": 1})

    execution = aws.execute({"posts_per_page": 1, "force": True})

    assert (execution.output or {})["stored"] == 1
    assert len(versions(aws)) == 4
    assert len(aws.messages()) == 2
