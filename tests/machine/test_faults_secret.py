"""The secret with the blog's account is missing, broken or out of reach."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from local.embedded_aws.stack import EmbeddedAws
from local.sample_blog.server import Blog, Fault
from tests.support.small_week_run import assert_week_is_stored
from tests.support.stack import put_secret

pytestmark = pytest.mark.usefixtures("no_waiting")

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
    assert [(vars(record)["problem"], record.levelname) for record in told] == [(problem, level)]
    assert not any(asked.sent_credentials for asked in blog.requests)
    assert "hunter2" not in caplog.text


BROKEN_SECRETS = {name: case[:2] for name, case in SECRETS.items() if name != "without a value"}


@pytest.mark.parametrize(("put", "problem"), BROKEN_SECRETS.values(), ids=BROKEN_SECRETS)
def test_a_broken_secret_fails_the_execution_if_the_blog_shows_nothing_without_one(
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


def test_a_blog_for_its_users_alone_fails_the_execution_with_the_remedy(aws: EmbeddedAws, blog: Blog) -> None:
    blog.lasting_fault = Fault(status=401)

    execution = aws.execute({})

    assert (execution.status, execution.error) == ("FAILED", "BlogReplyError")
    assert "put INVICTUS_USER and INVICTUS_PASS in .env, then: make secret" in (execution.cause or "")
