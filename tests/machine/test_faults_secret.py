"""The secret with the blog's account is missing, broken or out of reach."""

from __future__ import annotations

import json

import pytest

from local.embedded_aws.stack import EmbeddedAws
from local.sample_blog.server import Blog
from tests.support.small_week_run import assert_week_is_stored
from tests.support.stack import put_secret

pytestmark = pytest.mark.usefixtures("no_waiting")

NO_CREDENTIALS = "is not JSON with a username and a password"
# What the secret holds, or AWS's error: what is said of it.
SECRETS = {
    "InvalidRequestException": "cannot be read (InvalidRequestException)",  # it is deleted
    "AccessDeniedException": "cannot be read (AccessDeniedException)",
    "hunter2": NO_CREDENTIALS,
    '["hunter2"]': NO_CREDENTIALS,
    '{"username": "coach"}': NO_CREDENTIALS,
    '{"username": "coach", "password": null}': NO_CREDENTIALS,
}


@pytest.mark.parametrize(("holds", "problem"), [("", "has no value"), *SECRETS.items()])
def test_a_secret_without_usable_credentials_is_not_used(
    aws: EmbeddedAws, blog: Blog, caplog: pytest.LogCaptureFixture, holds: str, problem: str
) -> None:
    put(aws, holds)

    assert_week_is_stored(aws, aws.execute({}))
    told = [r for r in caplog.records if r.message == "The blog is read without credentials."]
    level = "WARNING" if holds else "INFO"
    assert [(vars(record)["problem"], record.levelname) for record in told] == [(problem, level)]
    assert not any(asked.sent_credentials for asked in blog.requests)
    assert "hunter2" not in caplog.text


@pytest.mark.parametrize("holds", ["AccessDeniedException", '["hunter2"]'])
def test_a_broken_secret_fails_the_execution_if_the_blog_shows_nothing_without_one(
    aws: EmbeddedAws, blog: Blog, holds: str
) -> None:
    put(aws, holds)
    for post in blog.posts:
        post["status"] = "private"

    execution = aws.execute({})

    assert (execution.status, execution.error) == ("FAILED", "CredentialsError")
    said = json.loads(execution.cause or "{}")["errorMessage"]
    assert f"their secret {SECRETS[holds]}" in said and "make secret" in said
    assert "hunter2" not in (execution.cause or "")
    assert (aws.objects(), aws.items(), aws.messages()) == ({}, [], [])


def put(aws: EmbeddedAws, holds: str) -> None:
    if holds.endswith("Exception"):
        aws.fail("secretsmanager", "GetSecretValue", holds)
    elif holds:
        put_secret(aws, holds)
