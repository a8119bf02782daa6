"""The Makefile's commands, as a person at the terminal meets them."""

from __future__ import annotations

import copy
import json
import os
import re
import subprocess
import sys
from collections.abc import Callable
from typing import Any

import pytest
from rich.console import Console

from local import invoke
from local.deployed import account, execute, plan, secret
from local.deployed import check as deploy_check
from local.embedded_aws.package import Package
from local.embedded_aws.stack import EmbeddedAws
from local.project import ROOT


@pytest.fixture(autouse=True)
def no_dotenv(monkeypatch: pytest.MonkeyPatch) -> None:
    """A developer's own .env has no say."""
    monkeypatch.setattr(account, "settings", lambda: None)


def command(main: Callable[[], int], monkeypatch: pytest.MonkeyPatch, *arguments: str) -> int:
    monkeypatch.setattr(sys, "argv", ["command", *arguments])
    return main()


# Functions by name


def test_invoke_without_a_function_says_what_to_type(capsys: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    assert command(invoke.main, monkeypatch, "", "") == 2
    said = capsys.readouterr().err
    assert "FUNC is missing. Type: make invoke FUNC=strip_post_html" in said
    assert "save_sessions_to_bucket" in said


def test_invoke_with_a_wrong_function_or_event_names_it(capsys: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    assert command(invoke.main, monkeypatch, "strip_html", "") == 2
    assert command(invoke.main, monkeypatch, "strip_post_html", "no/such.json") == 2
    said = capsys.readouterr().err
    assert "There is no function 'strip_html'." in said
    assert "EVENT=no/such.json cannot be read" in said


def test_invoke_runs_a_pure_function_with_its_sample_event(capsys: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    assert command(invoke.main, monkeypatch, "segment_days", "") == 0
    result = json.loads(capsys.readouterr().out)
    assert [session["heading"]["text"] for session in result["sessions"]] == [
        "Monday (Session One)",
        "Tuesday (Rest Day)",
        "Wednesday (Session Two)",
    ]


def test_invoke_of_an_edge_says_what_is_missing(capsys: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    assert command(invoke.main, monkeypatch, "get_invictus_post", "") == 1
    assert "ConfigurationError: INVICTUS_WEIGHTLIFTING_API is not set" in capsys.readouterr().err


# One's own account


def test_without_a_profile_every_command_says_how_to_make_one(monkeypatch: pytest.MonkeyPatch, capsys: Any) -> None:
    monkeypatch.delenv("AWS_ACCESS_KEY_ID")
    monkeypatch.setenv("AWS_CONFIG_FILE", os.devnull)
    monkeypatch.setenv("AWS_SHARED_CREDENTIALS_FILE", os.devnull)

    with pytest.raises(account.AccountError, match="aws configure --profile serverless-invictus-agent"):
        command(execute.main, monkeypatch)
    assert command(deploy_check.main, monkeypatch) == 1
    assert "Missing for a deployment: there is no AWS profile" in capsys.readouterr().err


def test_execute_starts_the_machine_and_waits(aws: EmbeddedAws, monkeypatch: pytest.MonkeyPatch, capsys: Any) -> None:
    monkeypatch.setattr(execute, "POLL_SECONDS", 0.05)

    assert command(execute.main, monkeypatch) == 0
    assert command(execute.main, monkeypatch, "--backfill") == 0
    assert command(execute.main, monkeypatch, "--force", "--input", '{"posts_per_page": 1}') == 0
    assert command(execute.main, monkeypatch, "--input", '{"posts": 1}') == 1

    said = capsys.readouterr().out
    assert "3 stored, 0 unchanged, 0 failed. Newest week: 2021-01-18 to 2021-01-23" in said
    assert "1 stored, 3 unchanged, 0 failed. Newest week: 2021-01-18 to" in said
    assert 'with {"posts_per_page": 1, "force": true}' in said
    assert "FAILED: InputError" in said


def test_an_input_that_is_no_json_is_named() -> None:
    with pytest.raises(account.AccountError, match="INPUT is no JSON"):
        account.input_object("{posts: 3}")


def test_a_stage_without_a_stack_is_named(aws: EmbeddedAws, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(account.AccountError, match="there is no stack invictus-weightlifting-prod in us-east-1"):
        command(execute.main, monkeypatch, "--stage", "prod")


def test_secret_goes_from_dotenv_to_secrets_manager(aws: EmbeddedAws, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("INVICTUS_USER", "coach")
    with pytest.raises(account.AccountError, match="INVICTUS_PASS not set"):
        command(secret.main, monkeypatch)

    monkeypatch.setenv("INVICTUS_PASS", "abcd efgh ijkl")
    assert command(secret.main, monkeypatch) == 0
    value = aws.client("secretsmanager").get_secret_value(SecretId=aws.resources["WordPressCredentialsSecret"])
    assert json.loads(value["SecretString"]) == {"username": "coach", "password": "abcd efgh ijkl"}


def test_deploy_check_of_bucket_names(aws: EmbeddedAws, monkeypatch: pytest.MonkeyPatch, capsys: Any) -> None:
    aws.client("s3").create_bucket(Bucket="left-from-before")
    answers = {}
    for bucket in ("invictus-test-213", "nobody-has-this", "left-from-before"):
        monkeypatch.setenv("INVICTUS_BUCKET", bucket)
        answers[bucket] = (command(deploy_check.main, monkeypatch), capsys.readouterr().err)
    monkeypatch.setenv("INVICTUS_BUCKET", "someone-elses")
    aws.fail("s3", "HeadBucket", "403", status=403)

    assert answers["invictus-test-213"] == answers["nobody-has-this"] == (0, "")
    assert answers["left-from-before"][0] == 1
    assert "is in your account already and not of this stack" in answers["left-from-before"][1]
    assert command(deploy_check.main, monkeypatch) == 1
    assert "'someone-elses' is held by someone else" in capsys.readouterr().err


@pytest.mark.infrastructure
def test_plan_shows_what_would_be_there(package: Package, monkeypatch: pytest.MonkeyPatch, capfd: Any) -> None:
    monkeypatch.setattr(plan, "compile_template", lambda stage: package)
    monkeypatch.setenv("COLUMNS", "140")
    monkeypatch.delenv("AWS_ACCESS_KEY_ID")
    monkeypatch.setenv("AWS_CONFIG_FILE", os.devnull)
    monkeypatch.setenv("AWS_SHARED_CREDENTIALS_FILE", os.devnull)

    assert command(plan.main, monkeypatch) == 0
    said = capfd.readouterr().out
    for words in (
        "invictus-weightlifting-dev-get_invictus_post",
        "date + session",
        "SemiStructureInvictusPost",
        "cron(0 5 * * ? *)",
        "bytes",
        "Without an AWS account there is no change set to show",
    ):
        assert words in said


@pytest.mark.infrastructure
def test_plan_with_an_account_shows_what_a_deployment_would_change(
    aws: EmbeddedAws, package: Package, monkeypatch: pytest.MonkeyPatch, capsys: Any
) -> None:
    monkeypatch.setenv("COLUMNS", "160")
    package = package._replace(template=copy.deepcopy(package.template))
    del package.template["Resources"]["DeadLettersAlarm"]
    before = aws.client("s3").list_objects_v2(Bucket=aws.resources["ServerlessDeploymentBucket"])["KeyCount"]

    plan._show_changes(Console(), account.session(), package, "dev")
    plan._show_changes(Console(), account.session(), package, "prod")

    said = capsys.readouterr().out
    assert re.search(r"Remove .* DeadLettersAlarm", said)
    assert "There is no stack invictus-weightlifting-prod yet" in said
    after = aws.client("s3").list_objects_v2(Bucket=aws.resources["ServerlessDeploymentBucket"])["KeyCount"]
    assert after == before
    assert aws.client("cloudformation").list_change_sets(StackName="invictus-weightlifting-dev")["Summaries"] == []


def test_make_help_names_every_target() -> None:
    said = subprocess.run(["make", "--no-print-directory", "help"], cwd=ROOT, capture_output=True, text=True).stdout
    phony = (ROOT / "Makefile").read_text().split(".PHONY:")[1].replace("\\\n", " ").split()
    assert [name for name in phony if f"make {name} " not in said] == []
