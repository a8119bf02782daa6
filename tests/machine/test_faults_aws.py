"""What AWS can do to the pipeline: each fault injected into the compiled machine, and how all of it ends.

The faults are the services' own answers on the wire (`EmbeddedAws.fail`), so the SDK's retries, the handlers and the
machine's Retry and Catch all meet what they would meet on AWS.
"""

from __future__ import annotations

import json
import logging
import threading
from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import pytest
from moto.stepfunctions.parser.asl.component.state.exec.state_map.iteration.distributed_iteration_component import (
    DistributedIterationComponent,
)

import handler
from local.embedded_aws import fidelity
from local.embedded_aws.stack import EmbeddedAws, Execution, FunctionBreakdown
from local.project import FUNCTIONS
from local.sample_blog.posts import whole_posts
from local.sample_blog.server import Blog, Fault
from tests.support.small_weeks import MONDAY, small_week

RAW = "raw/2021-03-07__march-08-march-14-2021-5-day-weightlifting-program.json"
WEEKLY = "weekly/2021-03-08__2021-03-10--5-day-weightlifting-program.json"
FAILED = "failed/2021-03-07__march-08-march-14-2021-5-day-weightlifting-program.json"
DAYS = ["2021-03-08", "2021-03-10"]
STORED = "Invictus: week 2021-03-08 to 2021-03-10, 2 sessions. 1 stored, 0 failed."
LOST = (
    "Invictus: no week was read. 0 stored, 1 failed. Newest failed: march-08-march-14-2021-5-day-weightlifting-program."
)
OUT_OF_REACH = "The idempotency table is out of reach; the work goes on without it."

pytestmark = pytest.mark.usefixtures("no_waiting")


@pytest.fixture
def blog() -> Iterator[Blog]:
    with Blog([small_week()]) as blog:
        yield blog


def assert_week_is_stored(aws: EmbeddedAws, execution: Execution, marks: int = 2) -> None:
    assert (execution.status, execution.error) == ("SUCCEEDED", None)
    assert sorted(aws.objects()) == [RAW, WEEKLY]
    assert len(versions(aws)) == 2, "something was written twice"
    assert days(aws) == DAYS
    assert len(aws.items("IdempotencyTable")) == marks
    assert aws.messages() == [STORED]


def assert_post_failed(aws: EmbeddedAws, execution: Execution, error: str, said: str) -> None:
    """One post, quarantined: in failed/ with the error, its cause and the post, and everybody told."""
    assert (execution.status, execution.error) == ("FAILED", "PostsFailed")
    assert aws.messages() == [LOST]
    failed = json.loads(aws.objects()[FAILED])
    assert failed["error"]["Error"] == error
    assert said in failed["error"]["Cause"]
    assert failed["post"]["content"]["rendered"].startswith("<")


def assert_next_execution_mends_it(aws: EmbeddedAws) -> None:
    aws.calls.watch_nothing()

    execution = aws.execute({})

    assert execution.status == "SUCCEEDED"
    assert sorted(aws.objects()) == [RAW, WEEKLY]
    assert days(aws) == DAYS
    assert aws.messages()[-1] == STORED


def days(aws: EmbeddedAws) -> list[str]:
    return [item["date"] for item in aws.items()]


def versions(aws: EmbeddedAws) -> list[str]:
    found = aws.client("s3").list_object_versions(Bucket=aws.resources["DataBucket"])
    return [version["Key"] for version in found.get("Versions", []) + found.get("DeleteMarkers", [])]


# 2. S3


@pytest.mark.parametrize(("code", "status"), [("InternalError", 500), ("SlowDown", 503), ("RequestTimeout", 400)])
def test_a_write_that_fails_once(aws: EmbeddedAws, code: str, status: int) -> None:
    faults = [aws.fail("s3", "PutObject", code, 1, status, where=prefix) for prefix in ("/raw/", "/weekly/")]

    assert_week_is_stored(aws, aws.execute({}))
    assert [fault.happened for fault in faults] == [1, 1]


def test_a_write_that_outlasts_the_sdk_is_tried_again_by_the_machine(aws: EmbeddedAws) -> None:
    fault = aws.fail("s3", "PutObject", "SlowDown", times=9, status=503, where="/weekly/")

    assert_week_is_stored(aws, aws.execute({}))
    assert fault.happened == 9


ALWAYS_FAILING = {
    "an error of the service": ("InternalError", 500, "Try again later", 20),
    "slow down": ("SlowDown", 503, "Try again later", 20),
    "access denied": ("AccessDenied", 403, "Its role may not", 5),
    "no such bucket": ("NoSuchBucket", 404, "Check INVICTUS_BUCKET", 5),
}


@pytest.mark.parametrize(("code", "status", "remedy", "tried"), ALWAYS_FAILING.values(), ids=ALWAYS_FAILING)
def test_a_write_that_always_fails(aws: EmbeddedAws, code: str, status: int, remedy: str, tried: int) -> None:
    fault = aws.fail("s3", "PutObject", code, status=status, where="/weekly/")

    execution = aws.execute({})

    assert_post_failed(aws, execution, "StorageError", remedy)
    assert fault.happened == tried
    assert sorted(aws.objects()) == [FAILED, RAW]
    assert set(days(aws)) <= set(DAYS), "the other branch may have come to its end or not"
    assert_next_execution_mends_it(aws)


def test_the_bucket_is_missing(aws: EmbeddedAws) -> None:
    """Nothing can be kept, not even in failed/: the message and the execution still say so."""
    for operation in ("PutObject", "HeadObject", "DeleteObject", "ListObjectsV2"):
        aws.fail("s3", operation, "NoSuchBucket", status=404)

    execution = aws.execute({})

    assert (execution.status, execution.error) == ("FAILED", "PostsFailed")
    assert aws.messages() == [LOST]
    assert (days(aws), aws.items("IdempotencyTable")) == ([], [])
    assert_next_execution_mends_it(aws)


def test_looking_at_an_object_is_denied_and_stops_nothing(aws: EmbeddedAws, caplog: pytest.LogCaptureFixture) -> None:
    aws.fail("s3", "HeadObject", "403", status=403)

    assert_week_is_stored(aws, aws.execute({}))
    assert caplog.messages.count("S3 does not let us look at an object; it is written if there is none.") == 2


def test_an_object_that_nobody_may_look_at_is_not_written_over(aws: EmbeddedAws, blog: Blog) -> None:
    """An edit that cannot be stored is not a success: the conditional write keeps what is there, and says so."""
    aws.execute({})
    before = aws.objects()
    aws.fail("s3", "HeadObject", "403", status=403)
    blog.posts[:] = whole_posts([("edited", small_week(html="<p>Monday</p><p>A. Jerk</p>", edit=1))])

    execution = aws.execute({})

    assert (execution.status, execution.error) == ("FAILED", "PostsFailed")
    assert "is there and cannot be replaced" in json.loads(aws.objects()[FAILED])["error"]["Cause"]
    assert {key: body for key, body in aws.objects().items() if key != FAILED} == before


def test_a_write_whose_answer_is_lost_is_not_done_twice(aws: EmbeddedAws) -> None:
    """The object is there, the answer is not: the SDK's second try meets the condition and finds its own work."""
    aws.fail("s3", "PutObject", "InternalError", times=2, status=500, after=True)

    assert_week_is_stored(aws, aws.execute({}))


def test_two_executions_write_the_same_key_at_once(aws: EmbeddedAws) -> None:
    """Both have looked and found nothing when both write. One wins, the other sees so, and nothing is there twice."""
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
    assert sorted(versions(aws)) == [RAW, WEEKLY]
    assert days(aws) == DAYS
    assert len(aws.items("IdempotencyTable")) == 2
    assert set(aws.messages()) == {STORED}


# 3. DynamoDB

TROUBLE = ["ResourceNotFoundException", "ProvisionedThroughputExceededException", "AccessDeniedException"]


@pytest.mark.parametrize("code", TROUBLE)
def test_the_idempotency_table_out_of_reach_stops_nothing(
    aws: EmbeddedAws, code: str, caplog: pytest.LogCaptureFixture
) -> None:
    table = aws.resources["IdempotencyTable"]
    aws.fail("dynamodb", "GetItem", code, where=table)
    aws.fail("dynamodb", "PutItem", code, where=table)

    assert_week_is_stored(aws, aws.execute({}), marks=0)
    warnings = [record for record in caplog.records if record.message == OUT_OF_REACH]
    assert [(w.action, code in w.error, w.levelno) for w in warnings] == [
        ("read", True, logging.WARNING),
        ("write", True, logging.WARNING),
    ] * 2

    # S3 is the second line: the same again writes nothing and says nothing.
    execution = aws.execute({})
    assert (execution.status, execution.output and execution.output["unchanged"]) == ("SUCCEEDED", 1)
    assert len(versions(aws)) == 2
    assert aws.messages() == [STORED]


def test_the_sessions_table_throttled_is_tried_again(aws: EmbeddedAws) -> None:
    table = aws.resources["WorkoutPostsTable"]
    fault = aws.fail("dynamodb", "PutItem", "ProvisionedThroughputExceededException", times=4, where=table)
    index = aws.fail("dynamodb", "Query", "ThrottlingException", times=2)

    assert_week_is_stored(aws, aws.execute({}))
    assert (fault.happened, index.happened) == (4, 2)


def test_a_row_whose_answer_is_lost_is_not_written_twice(aws: EmbeddedAws) -> None:
    table = aws.resources["WorkoutPostsTable"]
    aws.fail("dynamodb", "PutItem", "InternalServerError", times=3, status=500, where=table, after=True)

    assert_week_is_stored(aws, aws.execute({}))


@pytest.mark.parametrize("code", ["ResourceNotFoundException", "ProvisionedThroughputExceededException"])
def test_the_sessions_table_missing_or_throttled_for_good(aws: EmbeddedAws, code: str) -> None:
    aws.fail("dynamodb", "PutItem", code, where=aws.resources["WorkoutPostsTable"])

    execution = aws.execute({})

    assert_post_failed(aws, execution, f"DynamoDB.{code}", "injected")
    assert days(aws) == []
    assert set(aws.objects()) - {WEEKLY} == {FAILED, RAW}, "the other branch may have come to its end or not"
    assert_next_execution_mends_it(aws)


# 4. Functions


def test_every_function_out_of_time_and_out_of_memory(aws: EmbeddedAws) -> None:
    """Each ends twice before its work and twice after it, in every way in which Lambda reports it."""
    before = {(function, error) for function in FUNCTIONS for error in ("Runtime.ExitError", "Lambda.Unknown")}
    after = {(function, error) for function in FUNCTIONS for error in ("Sandbox.Timedout", "Runtime.ExitError")}
    aws.before_invoke, aws.after_invoke = breakdowns(before), breakdowns(after)

    assert_week_is_stored(aws, aws.execute({}))
    assert before | after == set(), "not all of them happened"


def breakdowns(left: set[tuple[str, str]]) -> Callable[[str, Any], None]:
    """Takes one breakdown of the function from those left, for as long as there are any."""

    def break_down(function: str, event: Any) -> None:
        for name, error in sorted(left):
            if name == function:
                left.remove((name, error))
                raise FunctionBreakdown(error)

    return break_down


@pytest.mark.parametrize("code", ["TooManyRequestsException", "ServiceException"])
def test_lambda_itself_has_no_room(aws: EmbeddedAws, code: str) -> None:
    fault = aws.fail("lambda", "Invoke", code, times=3, status=429 if code[0] == "T" else 500)

    assert_week_is_stored(aws, aws.execute({}))
    assert fault.happened == 3


def test_a_function_that_never_has_enough_memory(aws: EmbeddedAws) -> None:
    tried: list[str] = []

    def out_of_memory(function: str, event: Any) -> None:
        if function == "strip_post_html":
            tried.append(function)
            raise FunctionBreakdown("Runtime.ExitError")

    aws.before_invoke = out_of_memory

    execution = aws.execute({})

    assert_post_failed(aws, execution, "Runtime.ExitError", "RequestId")
    assert len(tried) == 5
    aws.watch_nothing()
    assert_next_execution_mends_it(aws)


@pytest.mark.parametrize("operation", ["dump_post_to_bucket", "save_sessions_to_bucket"])
def test_a_crash_between_the_write_and_its_mark(aws: EmbeddedAws, operation: str) -> None:
    crashes: list[str] = []

    def crash(service: str, called: str, request: Any) -> None:
        marks = called == "PutItem" and operation.encode() in request.body
        if marks and not crashes:
            crashes.append(operation)
            raise FunctionBreakdown("Runtime.ExitError")

    aws.calls.before = crash

    assert_week_is_stored(aws, aws.execute({}))
    assert crashes == [operation]


# 5. One bad post among ten


def test_one_bad_post_among_ten(aws: EmbeddedAws, blog: Blog) -> None:
    weeks = [small_week(MONDAY - timedelta(weeks=9 - number)) for number in range(10)]
    notice = "<p>We are closed this week.</p>"
    blog.posts = whole_posts(
        (post["slug"], post) for post in [*weeks[:4], {**weeks[4], **rendered(notice)}, *weeks[5:]]
    )

    execution = aws.execute({"posts_per_page": 10})

    assert (execution.status, execution.error) == ("FAILED", "PostsFailed")
    assert "1 failed, 9 stored, 0 unchanged" in (execution.cause or "")
    assert aws.messages() == [
        "Invictus: week 2021-03-08 to 2021-03-10, 2 sessions. 9 stored, 1 failed."
        " Newest failed: february-01-february-07-2021-5-day-weightliftin...."
    ]
    ((key, body),) = aws.objects("failed/").items()
    assert key == f"failed/2021-01-31__{weeks[4]['slug']}.json"
    failed = json.loads(body)
    assert failed["error"]["Error"] == "PostFormatError"
    assert "has no day heading" in failed["error"]["Cause"]
    assert failed["post"]["content"]["rendered"] == notice
    assert (len(aws.objects("raw/")), len(aws.objects("weekly/")), len(aws.items())) == (10, 9, 18)

    blog.posts[4]["content"]["rendered"] = weeks[4]["content"]["rendered"]
    execution = aws.execute({"posts_per_page": 10})

    assert execution.status == "SUCCEEDED"
    assert (len(aws.objects("raw/")), len(aws.objects("weekly/")), len(aws.items())) == (10, 10, 20)
    assert aws.objects("failed/") == {}
    assert aws.messages()[1:] == ["Invictus: week 2021-03-08 to 2021-03-10, 2 sessions. 1 stored, 0 failed."]


def rendered(html: str) -> dict[str, Any]:
    return {"content": {"rendered": html}}


# A post that cannot be read


def test_a_post_that_cannot_be_read_is_reported_once_for_each_edit_of_it(aws: EmbeddedAws, blog: Blog) -> None:
    notice = whole_posts([("notice", small_week(MONDAY + timedelta(weeks=1), html="<p>We are closed this week.</p>"))])
    blog.posts += notice
    first = aws.execute({"posts_per_page": 2})
    failed_as_of = versions(aws)
    again = aws.execute({"posts_per_page": 2})

    assert (first.status, again.status) == ("FAILED", "SUCCEEDED")
    assert {name: again.output[name] for name in ("stored", "unchanged", "known", "failed")} == {
        "stored": 0,
        "unchanged": 1,
        "known": 1,
        "failed": 0,
    }
    assert len(aws.messages()) == 1
    assert versions(aws) == failed_as_of

    notice[0]["content"]["rendered"] = "<p>We are closed this week, and next week too.</p>"
    notice[0]["modified"] = notice[0]["modified_gmt"] = "2021-03-14T18:00:00"
    edited, edited_again = aws.execute({"posts_per_page": 2}), aws.execute({"posts_per_page": 2})

    assert (edited.status, edited_again.status) == ("FAILED", "SUCCEEDED")
    assert len(aws.messages()) == 2


def test_a_failure_that_may_pass_is_reported_each_time(aws: EmbeddedAws) -> None:
    aws.fail("s3", "PutObject", "AccessDenied", status=403, where="/weekly/")

    ends = [aws.execute({}), aws.execute({})]

    assert [(end.status, end.error) for end in ends] == [("FAILED", "PostsFailed")] * 2
    assert aws.messages() == [LOST] * 2


def test_a_quarantine_that_cannot_be_looked_at_costs_a_second_report_at_most(aws: EmbeddedAws, blog: Blog) -> None:
    blog.posts[0]["content"]["rendered"] = "<p>We are closed this week.</p>"
    aws.execute({})
    aws.fail("s3", "HeadObject", "403", status=403, where="/failed/")

    assert aws.execute({}).error == "PostsFailed"
    assert aws.messages() == [LOST] * 2


# An execution that dies of what cannot be caught


def test_a_post_whose_execution_dies_costs_that_post_only(
    aws: EmbeddedAws, blog: Blog, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A function's answer lacks what a Choice asks for: States.Runtime, which no Catch catches."""
    weeks = [small_week(MONDAY - timedelta(weeks=2 - number)) for number in range(3)]
    blog.posts[:] = whole_posts((post["slug"], post) for post in weeks)
    aws.execute({"posts_per_page": 3})
    save = handler.save_sessions_to_bucket

    def save_all_but_one(event: Any, context: Any = None) -> Any:
        saved = save(event, context)
        return {} if event["records"][0]["post"]["slug"] == weeks[1]["slug"] else saved

    monkeypatch.setattr(handler, "save_sessions_to_bucket", save_all_but_one)

    execution = aws.execute({"posts_per_page": 3})

    assert (execution.status, execution.error) == ("FAILED", "PostsFailed")
    assert "1 failed, 0 stored, 2 unchanged" in (execution.cause or "")
    assert aws.messages()[1:] == ["Invictus: week 2021-03-08 to 2021-03-10, 2 sessions. 0 stored, 1 failed."]


def test_a_map_that_fails_as_a_whole_still_sends_its_message(aws: EmbeddedAws, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(component: Any, env: Any, eval_input: Any) -> None:
        raise fidelity._failure(env, "States.ExceedToleratedFailureThreshold", "no child execution can be started")

    monkeypatch.setattr(DistributedIterationComponent, "_map_run", refuse)

    execution = aws.execute({})

    assert (execution.status, execution.error) == ("FAILED", "PostsFailed")
    assert aws.messages() == ["Invictus: no week was read. 0 stored, 1 failed."]


# What the message says

GSM_7 = set(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿"
    "abcdefghijklmnopqrstuvwxyzäöñüà"
)


@pytest.mark.parametrize("slug", ["a", "closed-" * 28, "%d0%bf%d1%80%d0%b8%d0%b2%d0%b5%d1%82" * 5, 'odd_"\\slug'])
def test_a_text_message_fits_and_the_email_is_json(aws: EmbeddedAws, blog: Blog, slug: str) -> None:
    """Whatever the slug: SNS takes the message as JSON, and a phone takes it as one text."""
    notice = small_week(MONDAY - timedelta(weeks=1), html="<p>Closed “für immer” 🏋</p>")
    blog.posts += whole_posts([("notice", {**notice, "slug": slug})])

    aws.execute({"posts_per_page": 2})

    ((text,), (email,)) = aws.messages(), aws.emails()
    assert text.startswith("Invictus: week 2021-03-08 to 2021-03-10, 2 sessions. 1 stored, 1 failed. Newest failed: ")
    assert len(text) <= 160 and set(text) <= GSM_7
    assert "1 failed, and 0 that cannot be read were reported before. Newest failed: " in email
    assert "under failed/" in email and "/executions/details/arn:aws:states:" in email


# 6. SNS


def test_sns_fails_once(aws: EmbeddedAws) -> None:
    aws.fail("sns", "Publish", "InternalError", times=2, status=500)

    assert_week_is_stored(aws, aws.execute({}))


@pytest.mark.parametrize("code", ["InternalError", "AuthorizationError", "NotFound"])
def test_sns_always_fails(aws: EmbeddedAws, code: str) -> None:
    aws.fail("sns", "Publish", code, status=500 if code[0] == "I" else 403)

    execution = aws.execute({})

    assert (execution.status, execution.error) == ("FAILED", f"SNS.{code}Exception")
    assert sorted(aws.objects()) == [RAW, WEEKLY]
    assert days(aws) == DAYS
    assert aws.messages() == []


# 7. Secrets Manager


def put_secret(aws: EmbeddedAws, value: str) -> None:
    aws.client("secretsmanager").put_secret_value(
        SecretId=aws.resources["WordPressCredentialsSecret"], SecretString=value
    )


SECRETS: dict[str, tuple[Callable[[EmbeddedAws], Any], str, str]] = {
    "without a value": (lambda aws: None, "has no value", "INFO"),
    "deleted": (
        lambda aws: aws.fail("secretsmanager", "GetSecretValue", "InvalidRequestException"),
        "cannot be read (InvalidRequestException)",
        "WARNING",
    ),
    "denied": (
        lambda aws: aws.fail("secretsmanager", "GetSecretValue", "AccessDeniedException"),
        "cannot be read (AccessDeniedException)",
        "WARNING",
    ),
    "not JSON": (lambda aws: put_secret(aws, "hunter2"), "is not JSON with a username and a password", "WARNING"),
    "no object": (lambda aws: put_secret(aws, '["hunter2"]'), "is not JSON with a username and a password", "WARNING"),
    "without a password": (
        lambda aws: put_secret(aws, '{"username": "coach"}'),
        "is not JSON with a username and a password",
        "WARNING",
    ),
    "with no password in it": (
        lambda aws: put_secret(aws, '{"username": "coach", "password": null}'),
        "is not JSON with a username and a password",
        "WARNING",
    ),
}


@pytest.mark.parametrize(("put", "problem", "level"), SECRETS.values(), ids=SECRETS)
def test_a_secret_without_usable_credentials_is_not_used(
    aws: EmbeddedAws,
    blog: Blog,
    caplog: pytest.LogCaptureFixture,
    put: Callable[[EmbeddedAws], Any],
    problem: str,
    level: str,
) -> None:
    put(aws)

    assert_week_is_stored(aws, aws.execute({}))
    told = [r for r in caplog.records if r.message == "The blog is read without credentials."]
    assert [(record.problem, record.levelname) for record in told] == [(problem, level)]
    assert not any(asked.sent_credentials for asked in blog.requests)
    assert "hunter2" not in caplog.text


BROKEN_SECRETS = {name: case[:2] for name, case in SECRETS.items() if name != "without a value"}


@pytest.mark.parametrize(("put", "problem"), BROKEN_SECRETS.values(), ids=BROKEN_SECRETS)
def test_a_broken_secret_for_a_blog_that_shows_nothing_without_one(
    aws: EmbeddedAws, blog: Blog, put: Callable[[EmbeddedAws], Any], problem: str
) -> None:
    put(aws)
    for post in blog.posts:
        post["status"] = "private"

    execution = aws.execute({})

    assert (execution.status, execution.error) == ("FAILED", "CredentialsError")
    assert f"their secret {problem}" in (execution.cause or "")
    assert "make secret" in (execution.cause or "")
    assert "hunter2" not in (execution.cause or "")
    assert (aws.objects(), aws.items(), aws.messages()) == ({}, [], [])


def test_a_blog_that_turns_away_whoever_is_not_its_user(aws: EmbeddedAws, blog: Blog) -> None:
    blog.lasting_fault = Fault(status=401)

    execution = aws.execute({})

    assert (execution.status, execution.error) == ("FAILED", "BlogReplyError")
    assert "put INVICTUS_USER and INVICTUS_PASS in .env, then: make secret" in (execution.cause or "")
