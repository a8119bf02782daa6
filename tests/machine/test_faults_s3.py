"""S3 fails at any call, once or always: what a run then stores and reports."""

from __future__ import annotations

import json
import threading
from typing import Any

import pytest

from local.embedded_aws.stack import EmbeddedAws
from local.sample_blog.posts import whole_posts
from local.sample_blog.server import Blog
from tests.support.posts import week_post
from tests.support.small_week_run import (
    DAYS,
    FAILED,
    LOST,
    RAW,
    STORED,
    WEEKLY,
    assert_next_execution_mends_it,
    assert_post_failed,
    assert_week_is_stored,
    days,
)
from tests.support.stack import versions

pytestmark = pytest.mark.usefixtures("no_waiting")


@pytest.mark.parametrize(("code", "status"), [("InternalError", 500), ("SlowDown", 503), ("RequestTimeout", 400)])
def test_a_write_that_fails_once_is_retried(aws: EmbeddedAws, code: str, status: int) -> None:
    faults = [aws.fail("s3", "PutObject", code, 1, status, where=prefix) for prefix in ("/raw/", "/weekly/")]

    assert_week_is_stored(aws, aws.execute({}))
    assert [fault.happened for fault in faults] == [1, 1]


def test_the_machine_retries_a_write_after_the_sdk_gave_up(aws: EmbeddedAws) -> None:
    fault = aws.fail("s3", "PutObject", "SlowDown", times=9, status=503, where="/weekly/")

    assert_week_is_stored(aws, aws.execute({}))
    assert fault.happened == 9


ALWAYS_FAILING = {
    "an error of the service": ("InternalError", 500, "Try again later", 20),
    "access denied": ("AccessDenied", 403, "Its role may not", 5),
}


@pytest.mark.parametrize(("code", "status", "remedy", "tried"), ALWAYS_FAILING.values(), ids=ALWAYS_FAILING)
def test_a_write_that_always_fails_quarantines_the_post(
    aws: EmbeddedAws, code: str, status: int, remedy: str, tried: int
) -> None:
    fault = aws.fail("s3", "PutObject", code, status=status, where="/weekly/")

    execution = aws.execute({})

    assert_post_failed(aws, execution, "StorageError", remedy)
    assert fault.happened == tried
    assert sorted(aws.objects()) == [FAILED, RAW]
    assert set(days(aws)) <= set(DAYS), "the other branch may have come to its end or not"
    assert_next_execution_mends_it(aws)


def test_a_missing_bucket_fails_the_execution_and_the_message_is_sent(aws: EmbeddedAws) -> None:
    """Nothing can be stored, not even in failed/. The message and the execution report it."""
    for operation in ("PutObject", "HeadObject", "DeleteObject", "ListObjectsV2"):
        aws.fail("s3", operation, "NoSuchBucket", status=404)

    execution = aws.execute({})

    assert (execution.status, execution.error) == ("FAILED", "PostsFailed")
    assert aws.messages() == [LOST]
    assert (days(aws), aws.items("IdempotencyTable")) == ([], [])
    assert_next_execution_mends_it(aws)


def test_without_permission_to_read_objects_the_week_is_still_stored(
    aws: EmbeddedAws, caplog: pytest.LogCaptureFixture
) -> None:
    aws.fail("s3", "HeadObject", "403", status=403)

    assert_week_is_stored(aws, aws.execute({}))
    assert caplog.messages.count("S3 does not let us look at an object. It is written only if it does not exist.") == 2


def test_an_object_that_cannot_be_read_is_not_overwritten(aws: EmbeddedAws, blog: Blog) -> None:
    """An edit that cannot be stored is a failure: the conditional write keeps the stored week and reports it."""
    aws.execute({})
    before = aws.objects()
    aws.fail("s3", "HeadObject", "403", status=403)
    blog.posts[:] = whole_posts([("edited", week_post(html="<p>Monday</p><p>A. Jerk</p>", edit=1))])

    execution = aws.execute({})

    assert (execution.status, execution.error) == ("FAILED", "PostsFailed")
    assert "exists and cannot be replaced" in json.loads(aws.objects()[FAILED])["error"]["Cause"]
    assert {key: body for key, body in aws.objects().items() if key != FAILED} == before


def test_a_write_whose_answer_is_lost_is_not_repeated(aws: EmbeddedAws) -> None:
    """The object was written, but the answer is lost. The SDK's second try fails its condition and finds the object."""
    aws.fail("s3", "PutObject", "InternalError", times=2, status=500, after=True)

    assert_week_is_stored(aws, aws.execute({}))


def test_two_executions_that_write_the_same_key_at_once_store_it_once(aws: EmbeddedAws) -> None:
    """Both find nothing and then both write. One wins, the other finds the object, and nothing is stored twice."""
    both_looked = {key: threading.Barrier(2, timeout=10) for key in ("/raw/", "/weekly/")}
    first_tries: list[str] = []

    def wait_for_the_other(service: str, operation: str, request: Any) -> None:
        for key, barrier in both_looked.items():
            if operation == "PutObject" and key in request.url and first_tries.count(key) < 2:
                first_tries.append(key)
                barrier.wait()

    aws.calls.before = wait_for_the_other
    ends = [aws.wait(arn) for arn in [aws.start({}), aws.start({})]]

    assert sorted(first_tries) == ["/raw/", "/raw/", "/weekly/", "/weekly/"]
    assert [end.status for end in ends] == ["SUCCEEDED", "SUCCEEDED"]
    assert versions(aws) == [RAW, WEEKLY]
    assert days(aws) == DAYS
    assert len(aws.items("IdempotencyTable")) == 2
    assert set(aws.messages()) == {STORED}
