"""Faults of the blog, each injected into the compiled machine, and how the execution ends."""

from __future__ import annotations

import json
import ssl
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from moto import moto_proxy

from invictus.wordpress import LATER
from local.embedded_aws.stack import EmbeddedAws, Execution
from tests.support.api_faults import fail
from tests.support.faulty_blog import Fault, FaultyBlog, failing, failing_in_html
from tests.support.posts import week_post
from tests.support.small_week_run import assert_week_is_stored
from tests.support.stack import give_credentials, put_secret

NOTHING_NEW = {"stored": 0, "unchanged": 0, "known": 0, "failed": 0, "newest": "none"}

pytestmark = pytest.mark.usefixtures("no_waiting")


def assert_nothing_happened(aws: EmbeddedAws, execution: Execution, error: str) -> None:
    assert (execution.status, execution.error) == ("FAILED", error)
    assert (aws.objects(), aws.items(), aws.items("IdempotencyTable"), aws.messages()) == ({}, [], [], [])


def cause(execution: Execution) -> str:
    return str(json.loads(execution.cause or "{}")["errorMessage"])


def test_passing_faults_are_retried_and_the_week_is_stored(aws: EmbeddedAws, blog: FaultyBlog) -> None:
    """More often than the function tries by itself."""
    blog.faults.append(failing_in_html(502))
    blog.faults.append(lambda answer: None)
    blog.faults.append(lambda answer: answer._replace(body=answer.body[:100]))
    blog.faults.extend([failing(503)] * 4)

    assert_week_is_stored(aws, aws.execute({}))
    assert len(blog.requests) == 7 + 1


def test_a_blog_that_asks_for_longer_than_a_function_may_take_is_asked_again_by_the_machine(
    aws: EmbeddedAws, blog: FaultyBlog, no_waiting: list[float]
) -> None:
    """The first time after two minutes, then later and later. A shorter wait is the function's own: see tests/blog."""
    blog.lasting_fault = failing(503, Retry_After="900")

    aws.execute({})

    assert no_waiting == [120, 360, 900, 900]


LASTING = {
    # Five times by the function, which the machine calls five times.
    "no answer": (lambda answer: None, "BlogUnavailableError", LATER, 5 * 5),
    "firewall": (failing_in_html(403), "BlogReplyError", "set INVICTUS_USER_AGENT", 1),
}


@pytest.mark.parametrize(("fault", "error", "said", "asked"), LASTING.values(), ids=LASTING)
def test_a_lasting_fault_fails_the_execution_and_says_why(
    aws: EmbeddedAws, blog: FaultyBlog, fault: Fault, error: str, said: str, asked: int
) -> None:
    """What else a blog may answer, and what is said of it, is in tests/blog."""
    blog.lasting_fault = fault

    execution = aws.execute({})

    assert_nothing_happened(aws, execution, error)
    assert said in cause(execution)
    assert len(blog.requests) == asked


@pytest.mark.parametrize("page", [1, 99], ids=["an empty list", "a page past the end"])
def test_a_blog_without_posts_ends_as_nothing_new(aws: EmbeddedAws, blog: Any, page: int, caplog: Any) -> None:
    if page == 1:
        blog.posts.clear()

    execution = aws.execute({"page": page})

    assert execution.status == "SUCCEEDED" and execution.output
    assert {name: execution.output[name] for name in NOTHING_NEW} == NOTHING_NEW
    assert (aws.objects(), aws.items(), aws.messages()) == ({}, [], [])
    assert "The blog returned no posts for this page." in caplog.messages


# Credentials


def test_with_a_wrong_password_the_blog_is_read_anonymously(aws: EmbeddedAws, caplog: pytest.LogCaptureFixture) -> None:
    with FaultyBlog([week_post()], user="coach", password="right") as blog:
        give_credentials(aws, blog, "wrong")

        assert_week_is_stored(aws, aws.execute({}))
    assert "The blog refuses the credentials, so it is read as anyone may read it." in caplog.messages


def test_a_wrong_password_fails_the_execution_if_the_blog_shows_nothing_without_one(aws: EmbeddedAws) -> None:
    private = [{**week_post(), "status": "private"}]
    with FaultyBlog(private, user="coach", password="right") as blog:
        give_credentials(aws, blog, "wrong")
        execution = aws.execute({})

    assert_nothing_happened(aws, execution, "CredentialsError")
    assert "make secret" in cause(execution)


NO_CREDENTIALS = "is not JSON with a username and a password"
# What the secret holds, or AWS's error: what is said of it.
SECRETS = {
    "InvalidRequestException": "cannot be read (InvalidRequestException)",  # it is deleted
    "AccessDeniedException": "cannot be read (AccessDeniedException)",
    "hunter2": NO_CREDENTIALS,
}


@pytest.mark.parametrize(("holds", "problem"), [("", "has no value"), *SECRETS.items()])
def test_a_secret_without_usable_credentials_is_not_used_and_is_named_if_the_blog_shows_nothing(
    aws: EmbeddedAws, blog: FaultyBlog, caplog: pytest.LogCaptureFixture, holds: str, problem: str
) -> None:
    if holds.endswith("Exception"):
        fail(aws, "secretsmanager", "GetSecretValue", holds)
    elif holds:
        put_secret(aws, holds)

    assert len(aws.invoke("get_invictus_post", {})["posts"]) == 1
    told = [r for r in caplog.records if r.message == "The blog is read without credentials."]
    assert [vars(record)["problem"] for record in told] == [problem] * bool(holds)

    for post in blog.posts:
        post["status"] = "private"
    execution = aws.execute({})

    assert execution.error == ("CredentialsError" if holds else None)
    said = execution.cause or f"their secret {problem}, make secret"
    assert f"their secret {problem}" in said and "make secret" in said
    assert (aws.objects(), aws.items(), aws.messages()) == ({}, [], [])
    assert not any(asked.sent_credentials for asked in blog.requests)
    assert "hunter2" not in caplog.text + said


# TLS


@pytest.fixture
def tls_blog() -> Iterator[FaultyBlog]:
    """Serve the small week with a self-signed certificate: one that moto brings along."""
    of_moto = Path(moto_proxy.__file__).parent
    with FaultyBlog([week_post()]) as blog:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(of_moto / "ca.crt", of_moto / "ca.key")
        blog._server.socket = context.wrap_socket(blog._server.socket, server_side=True)
        blog.api = blog.api.replace("http://", "https://")
        yield blog


def test_a_certificate_that_does_not_verify_fails_the_execution(aws: EmbeddedAws, tls_blog: FaultyBlog) -> None:
    aws.read_blog(tls_blog.api)

    execution = aws.execute({})

    assert_nothing_happened(aws, execution, "BlogReplyError")
    assert "certificate verify failed" in cause(execution)
    assert "Check INVICTUS_WEIGHTLIFTING_API and this machine's certificates" in cause(execution)
    assert tls_blog.requests == []
