"""The commands that use an AWS account, as a person at the terminal sees them."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest

from invictus.settings import Credentials
from local.__main__ import main
from local.deployed import account, deploy, executions
from local.embedded_aws.stack import EmbeddedAws
from local.sample_blog.server import Blog
from tests.support.commands import output_of
from tests.support.posts import MONDAY, week_post

ON_AN_ACCOUNT = ["deploy", "execute", "backfill", "retry", "logs", "deploy-function", "remove-stack"]


@pytest.mark.parametrize("command", ON_AN_ACCOUNT)
def test_without_a_profile_every_command_says_how_to_make_one(
    without_account: None, capsys: pytest.CaptureFixture[str], command: str
) -> None:
    function = ["get_invictus_post"] if command in ("logs", "deploy-function") else []

    said = output_of(capsys, command, *function, code=1)
    assert said.startswith("Error: ")
    assert "aws configure --profile serverless-invictus-agent" in said


def test_execute_starts_the_machine_and_waits(
    aws: EmbeddedAws, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(executions, "POLL_SECONDS", 0.05)
    with Blog([week_post(MONDAY + timedelta(weeks=number)) for number in range(4)]) as blog:
        aws.read_blog(blog.api)

        assert main(["execute"]) == 0
        assert main(["backfill"]) == 0
        assert main(["execute", "--force", "--input", '{"posts_per_page": 1}']) == 0
        monkeypatch.setenv("INPUT", '{"posts": 1}')
        assert main(["execute"]) == 1

    said = capsys.readouterr().out
    assert "3 stored, 0 unchanged, 0 failed. Newest week: 2021-03-29 to 2021-03-31" in said
    assert "1 stored, 3 unchanged, 0 failed. Newest week: 2021-03-29 to" in said
    assert 'with {"posts_per_page": 1, "force": true}' in said
    assert "FAILED: InputError" in said
    assert "stackTrace" not in said


@pytest.mark.parametrize("typed", ["{posts: 3}", "[3]"])
def test_an_input_that_is_not_a_json_object_is_named(capsys: pytest.CaptureFixture[str], typed: str) -> None:
    assert f"INPUT is not a JSON object: {typed}. Type" in output_of(capsys, "execute", "--input", typed, code=2)


def test_the_stage_comes_from_dotenv_unless_it_was_typed(
    aws: EmbeddedAws, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(account, "load_dotenv_file", lambda: monkeypatch.setenv("STAGE", "of-dotenv"))

    assert "there is no stack invictus-weightlifting-of-dotenv" in output_of(capsys, "execute", code=1)
    assert "there is no stack invictus-weightlifting-typed" in output_of(capsys, "execute", "--stage", "typed", code=1)


def test_secret_copies_the_account_from_dotenv_to_secrets_manager(
    aws: EmbeddedAws, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert "INVICTUS_USER and INVICTUS_PASS are not set" in output_of(capsys, "secret", code=1)
    monkeypatch.setenv("INVICTUS_USER", "coach")
    assert "INVICTUS_USER is set and INVICTUS_PASS is not" in output_of(capsys, "secret", code=1)

    monkeypatch.setenv("INVICTUS_PASS", "abcd efgh ijkl")
    assert main(["secret"]) == 0
    value = aws.client("secretsmanager").get_secret_value(SecretId=aws.resources["WordPressCredentialsSecret"])
    assert json.loads(value["SecretString"]) == {"username": "coach", "password": "abcd efgh ijkl"}


def test_secret_says_to_deploy_if_the_stack_has_no_secret(aws: EmbeddedAws, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(account, "resources", lambda session, stage: {"DataBucket": "b"})

    with pytest.raises(account.AccountError, match=r"deployed without credentials\. Type: make deploy"):
        deploy.put_secret(account.session(), "dev", Credentials("coach", "pass"))
