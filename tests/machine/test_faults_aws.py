"""AWS's services fail, once or always: what a run then stores and reports."""

from __future__ import annotations

import json
import logging
import threading
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from local.embedded_aws.stack import EmbeddedAws
from local.project import FUNCTIONS
from local.sample_blog.posts import whole_posts
from local.sample_blog.server import Blog
from tests.support.api_faults import fail
from tests.support.posts import MONDAY, week_post
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


LOST_ANSWER = {"status": 500, "after": True}
PASSING: dict[str, list[tuple[str, str, str, dict[str, Any]]]] = {
    "writes to S3, retried by the SDK and then by the machine": [
        ("s3", "PutObject", "InternalError", {"times": 1, "status": 500, "where": "/raw/"}),
        ("s3", "PutObject", "SlowDown", {"times": 9, "status": 503, "where": "/weekly/"}),
    ],
    # The SDK's second try fails its condition, and finds the object.
    "an answer of S3 that is lost": [("s3", "PutObject", "InternalError", {"times": 2, **LOST_ANSWER})],
    "throttled rows and queries": [
        ("dynamodb", "PutItem", "ProvisionedThroughputExceededException", {"times": 4, "where": "WorkoutPosts"}),
        ("dynamodb", "Query", "ThrottlingException", {"times": 2}),
    ],
    "an answer to a row that is lost": [
        ("dynamodb", "PutItem", "InternalServerError", {"times": 3, "where": "WorkoutPosts", **LOST_ANSWER})
    ],
    "Lambda refuses": [("lambda", "Invoke", "TooManyRequestsException", {"times": 3, "status": 429})],
    "the message": [("sns", "Publish", "InternalError", {"times": 2, "status": 500})],
}


@pytest.mark.parametrize("calls", PASSING.values(), ids=PASSING)
def test_what_passes_is_retried_and_nothing_is_stored_twice(aws: EmbeddedAws, calls: list[Any]) -> None:
    faults = [fail(aws, service, operation, code, **how) for service, operation, code, how in calls]

    assert_week_is_stored(aws, aws.execute({}))
    assert [fault.happened for fault in faults] == [how["times"] for *_, how in calls]


ALWAYS_FAILING: dict[str, tuple[tuple[str, str, str], dict[str, Any], str, str, int]] = {
    "an error of S3": (
        ("s3", "PutObject", "InternalError"), {"status": 500, "where": "/weekly/"}, "StorageError", "Try again", 20
    ),
    "access denied": (
        ("s3", "PutObject", "AccessDenied"), {"status": 403, "where": "/weekly/"}, "StorageError", "Its role may not", 5
    ),
    "no sessions table": (
        ("dynamodb", "PutItem", "ResourceNotFoundException"), {"where": "-WorkoutPosts"},
        "DynamoDB.ResourceNotFoundException", "injected", 5,
    ),
}


@pytest.mark.parametrize(("call", "how", "error", "said", "tried"), ALWAYS_FAILING.values(), ids=ALWAYS_FAILING)
def test_a_write_that_always_fails_quarantines_the_post(
    aws: EmbeddedAws, call: tuple[str, str, str], how: dict[str, Any], error: str, said: str, tried: int
) -> None:
    fault = fail(aws, *call, **how)

    execution = aws.execute({})

    assert_post_failed(aws, execution, error, said)
    assert fault.happened == tried
    # What the other branch stores may have come to its end or not.
    assert (set(aws.objects()) - {WEEKLY}, set(days(aws)) <= set(DAYS)) == ({FAILED, RAW}, True)
    assert_next_execution_mends_it(aws)


def test_a_missing_bucket_fails_the_execution_and_the_message_is_sent(aws: EmbeddedAws) -> None:
    """Nothing can be stored, not even in failed/. The message and the execution report it."""
    for operation in ("PutObject", "HeadObject", "DeleteObject", "ListObjectsV2"):
        fail(aws, "s3", operation, "NoSuchBucket", status=404)

    execution = aws.execute({})

    assert (execution.status, execution.error) == ("FAILED", "PostsFailed")
    assert aws.messages() == [LOST]
    assert (days(aws), aws.items("IdempotencyTable")) == ([], [])
    assert_next_execution_mends_it(aws)


def test_without_permission_to_read_objects_the_week_is_still_stored(
    aws: EmbeddedAws, caplog: pytest.LogCaptureFixture
) -> None:
    fail(aws, "s3", "HeadObject", "403", status=403)

    assert_week_is_stored(aws, aws.execute({}))
    assert caplog.messages.count("S3 does not let us look at an object. It is written only if it does not exist.") == 2


def test_an_object_that_cannot_be_read_is_not_overwritten(aws: EmbeddedAws, blog: Blog) -> None:
    """An edit that cannot be stored is a failure: the conditional write keeps the stored week and reports it."""
    aws.execute({})
    before = aws.objects()
    fail(aws, "s3", "HeadObject", "403", status=403)
    blog.posts[:] = whole_posts([("edited", week_post(html="<p>Monday</p><p>A. Jerk</p>", edit=1))])

    execution = aws.execute({})

    assert (execution.status, execution.error) == ("FAILED", "PostsFailed")
    assert "exists and cannot be replaced" in json.loads(aws.objects()[FAILED])["error"]["Cause"]
    assert {key: body for key, body in aws.objects().items() if key != FAILED} == before


def test_two_executions_that_write_the_same_key_at_once_store_it_once(aws: EmbeddedAws) -> None:
    """Both find nothing and then both write. One wins, the other finds the object, and nothing is stored twice."""
    both_looked = {key: threading.Barrier(2, timeout=10) for key in ("/raw/", "/weekly/")}
    first_tries: list[str] = []

    def wait_for_the_other(service: str, operation: str, request: Any, by_moto: Callable[[], Any]) -> Any:
        for key, barrier in both_looked.items():
            if operation == "PutObject" and key in request.url and first_tries.count(key) < 2:
                first_tries.append(key)
                barrier.wait()
        return by_moto()

    aws.on_call = wait_for_the_other
    ends = [aws.wait(arn) for arn in [aws.start({}), aws.start({})]]

    assert sorted(first_tries) == ["/raw/", "/raw/", "/weekly/", "/weekly/"]
    assert [end.status for end in ends] == ["SUCCEEDED", "SUCCEEDED"]
    assert versions(aws) == [RAW, WEEKLY]
    assert days(aws) == DAYS
    assert len(aws.items("IdempotencyTable")) == 2
    assert set(aws.messages()) == {STORED}


OUT_OF_REACH = "The idempotency table is out of reach; the work goes on without it."


def test_without_the_idempotency_table_the_week_is_still_stored_once(
    aws: EmbeddedAws, caplog: pytest.LogCaptureFixture
) -> None:
    table, code = aws.resources["IdempotencyTable"], "ProvisionedThroughputExceededException"
    fail(aws, "dynamodb", "GetItem", code, where=table)
    fail(aws, "dynamodb", "PutItem", code, where=table)

    assert_week_is_stored(aws, aws.execute({}), marks=0)
    warnings = [record for record in caplog.records if record.message == OUT_OF_REACH]
    assert [(vars(w)["action"], code in vars(w)["error"], w.levelno) for w in warnings] == [
        ("read", True, logging.WARNING),
        ("write", True, logging.WARNING),
    ] * 2

    # S3 is the second guard: the same week again writes nothing and sends no message.
    execution = aws.execute({})
    assert (execution.status, execution.output and execution.output["unchanged"]) == ("SUCCEEDED", 1)
    assert len(versions(aws)) == 2
    assert aws.messages() == [STORED]


# Functions run out of time or memory, or Lambda refuses to invoke them


def test_every_function_may_run_out_of_time_and_memory_and_is_retried(aws: EmbeddedAws) -> None:
    """Each breaks down twice before its work and twice after it, with every error that Lambda reports."""
    before = {(function, error) for function in FUNCTIONS for error in ("Runtime.ExitError", "Lambda.Unknown")}
    after = {(function, error) for function in FUNCTIONS for error in ("Sandbox.Timedout", "Runtime.ExitError")}
    aws.before_invoke, aws.after_invoke = breakdowns(before), breakdowns(after)

    assert_week_is_stored(aws, aws.execute({}))
    assert before | after == set(), "not all of them happened"


def breakdown(error: str) -> Exception:
    """Return what ends a function as Lambda says: `Sandbox.Timedout`, `Runtime.ExitError` (out of memory, crashed)."""
    named: type[Exception] = type(error, (Exception,), {})
    return named(f"RequestId: 0 Error: {error}")


def breakdowns(left: set[tuple[str, str]]) -> Callable[[str, Any], None]:
    """Return a function that raises each remaining breakdown once."""

    def break_down(function: str, event: Any) -> None:
        for name, error in sorted(left):
            if name == function:
                left.remove((name, error))
                raise breakdown(error)

    return break_down


def test_a_function_that_never_has_enough_memory_fails_the_post(aws: EmbeddedAws) -> None:
    tried: list[str] = []

    def out_of_memory(function: str, event: Any) -> None:
        if function == "strip_post_html":
            tried.append(function)
            raise breakdown("Runtime.ExitError")

    aws.before_invoke = out_of_memory

    execution = aws.execute({})

    assert_post_failed(aws, execution, "Runtime.ExitError", "RequestId")
    assert len(tried) == 5
    aws.watch_nothing()
    assert_next_execution_mends_it(aws)


@pytest.mark.parametrize("operation", ["dump_post_to_bucket", "save_sessions_to_bucket"])
def test_a_crash_between_the_write_and_its_mark_does_not_write_twice(aws: EmbeddedAws, operation: str) -> None:
    crashes: list[str] = []

    def crash(service: str, called: str, request: Any, by_moto: Callable[[], Any]) -> Any:
        marks = called == "PutItem" and operation.encode() in request.body
        if marks and not crashes:
            crashes.append(operation)
            raise breakdown("Runtime.ExitError")
        return by_moto()

    aws.on_call = crash

    assert_week_is_stored(aws, aws.execute({}))
    assert crashes == [operation]


# The message


GSM_7 = set(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿"
    "abcdefghijklmnopqrstuvwxyzäöñüà"
)


def test_any_slug_fits_into_one_text_message(aws: EmbeddedAws, blog: Blog) -> None:
    """SNS accepts the message as JSON. The other slugs that there may be are in test_hostile_posts."""
    notice = week_post(MONDAY - timedelta(weeks=1), html="<p>Closed “für immer” 🏋</p>")
    blog.posts += whole_posts([("notice", {**notice, "slug": "%d0%bf%d1%80%d0%b8%d0%b2%d0%b5%d1%82" * 5})])

    aws.execute({"posts_per_page": 2})

    ((text,), (email,)) = aws.messages(), aws.messages("email")
    assert text.startswith("Invictus: week 2021-03-08 to 2021-03-10, 2 sessions. 1 stored, 1 failed. Newest failed: ")
    assert len(text) <= 160 and set(text) <= GSM_7
    assert "1 failed, and 0 that cannot be read were reported before. Newest failed: " in email
    assert "under failed/" in email and "/executions/details/arn:aws:states:" in email


def test_a_message_that_cannot_be_sent_fails_the_execution_after_storing(aws: EmbeddedAws) -> None:
    fail(aws, "sns", "Publish", "AuthorizationError", status=403)

    execution = aws.execute({})

    assert (execution.status, execution.error) == ("FAILED", "SNS.AuthorizationErrorException")
    assert sorted(aws.objects()) == [RAW, WEEKLY]
    assert days(aws) == DAYS
    assert aws.messages() == []
