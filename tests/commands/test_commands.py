"""The commands on an AWS account, `python -m local COMMAND`, as a person at the terminal meets them."""

from __future__ import annotations

import copy
import json
import os
import re
from typing import Any

import pytest
from rich.console import Console

from local import invoke
from local.__main__ import COMMANDS, commands, main
from local.deployed import account, deploy, execute, executions, plan, remove, secret
from local.embedded_aws import package as compiling
from local.embedded_aws.package import Package
from local.embedded_aws.stack import EmbeddedAws

ON_AN_ACCOUNT = ["deploy", "execute", "backfill", "retry", "logs", "deploy-function", "remove-stack"]


@pytest.fixture(autouse=True)
def no_dotenv(monkeypatch: pytest.MonkeyPatch) -> None:
    """A developer's own .env has no say."""
    monkeypatch.setattr(account, "settings", lambda: None)


@pytest.fixture
def without_account(monkeypatch: pytest.MonkeyPatch) -> None:
    """A machine without AWS credentials."""
    monkeypatch.delenv("AWS_ACCESS_KEY_ID")
    monkeypatch.setenv("AWS_CONFIG_FILE", os.devnull)
    monkeypatch.setenv("AWS_SHARED_CREDENTIALS_FILE", os.devnull)


@pytest.fixture
def npx(monkeypatch: pytest.MonkeyPatch) -> list[tuple[tuple[str, ...], str, dict[str, str]]]:
    """The calls of the Serverless Framework: its arguments, the stage, what it is told beyond the environment."""
    calls: list[tuple[tuple[str, ...], str, dict[str, str]]] = []

    def called(*arguments: str, stage: str, environment: Any = None) -> None:
        calls.append((arguments, stage, dict(environment or {})))

    for module in (deploy, remove):
        monkeypatch.setattr(module, "serverless", called)
    return calls


def test_every_command_tells_what_it_does() -> None:
    for name in COMMANDS:
        command = commands.get_command(None, name)  # type: ignore[arg-type]
        assert command is not None and command.help and len(command.get_short_help_str(200)) > 20, name


# Functions by name


@pytest.mark.parametrize("command", ["invoke", "logs", "deploy-function"])
def test_a_missing_or_wrong_function_is_named(capsys: Any, command: str) -> None:
    assert main([command]) == 2
    assert main([command, "strip_html"]) == 2
    said = capsys.readouterr().err
    assert f"FUNC is missing. Type: make {command} FUNC=strip_post_html" in said
    assert "There is no function 'strip_html'." in said
    assert "save_sessions_to_bucket" in said


def test_a_function_is_named_in_the_environment_too(monkeypatch: pytest.MonkeyPatch, capsys: Any) -> None:
    monkeypatch.setenv("FUNC", "strip_html")
    assert main(["invoke"]) == 2
    assert "There is no function 'strip_html'." in capsys.readouterr().err


def test_invoke_with_an_event_that_cannot_be_read_names_it(capsys: Any) -> None:
    assert main(["invoke", "strip_post_html", "no/such.json"]) == 2
    assert "EVENT=no/such.json cannot be read" in capsys.readouterr().err


def test_invoke_runs_a_pure_function_with_its_sample_event(capsys: Any) -> None:
    assert main(["invoke", "segment_days"]) == 0
    result = json.loads(capsys.readouterr().out)
    assert [session["heading"]["text"] for session in result["sessions"]] == [
        "Sunday (Session One)",
        "Monday (Session Two)",
        "Tuesday (Rest Day)",
        "Wednesday (Session Three)",
        "Thursday (Session Four)",
        "Friday (Session Five)",
    ]


def test_invoke_shows_a_functions_error_as_a_sentence(capsys: Any) -> None:
    assert main(["invoke", "strip_post_html", "test_events/get_invictus_post.json"]) == 1
    said = capsys.readouterr().err
    assert said.startswith("Error: InputError: ")
    assert "Traceback" not in said


@pytest.mark.infrastructure
def test_invoke_runs_the_functions_that_reach_out_on_the_embedded_aws_without_an_account(
    without_account: None, package: Package, monkeypatch: pytest.MonkeyPatch, capsys: Any
) -> None:
    monkeypatch.setattr(compiling, "compile_template", lambda: package)
    results = {}
    for function in invoke.REACH_OUT:
        assert main(["invoke", function]) == 0
        said = capsys.readouterr()
        results[function] = json.loads(said.out)
        assert "On the embedded AWS with the sample blog, because there is no AWS profile" in said.err

    assert len(results["get_invictus_post"]["posts"]) == 3
    assert results["dump_post_to_bucket"]["slug"].startswith("january-3-8-2021")
    assert results["save_sessions_to_bucket"]["status"] == "written"


def test_invoke_with_an_account_uses_the_deployed_tables_and_the_settings_defaults(
    aws: EmbeddedAws, monkeypatch: pytest.MonkeyPatch, capsys: Any
) -> None:
    before = dict(os.environ)
    try:
        assert main(["invoke", "save_sessions_to_bucket"]) == 0
        assert os.environ["INVICTUS_WEIGHTLIFTING_API"].startswith("https://www.crossfitinvictus.com/")
    finally:
        os.environ.clear()
        os.environ.update(before)

    assert json.loads(capsys.readouterr().out)["status"] == "written"
    assert list(aws.objects("weekly/")) == ["weekly/2021-01-03__2021-01-08--5-day-weightlifting-program.json"]
    assert [mark["operation"] for mark in aws.items("IdempotencyTable")] == ["save_sessions_to_bucket"]


# One's own account


@pytest.mark.parametrize("command", ON_AN_ACCOUNT)
def test_without_a_profile_every_command_says_how_to_make_one(without_account: None, capsys: Any, command: str) -> None:
    function = ["get_invictus_post"] if command in ("logs", "deploy-function") else []

    assert main([command, *function]) == 1
    said = capsys.readouterr().err
    assert said.startswith("Error: ")
    assert "aws configure --profile serverless-invictus-agent" in said


def test_execute_starts_the_machine_and_waits(aws: EmbeddedAws, monkeypatch: pytest.MonkeyPatch, capsys: Any) -> None:
    monkeypatch.setattr(execute, "POLL_SECONDS", 0.05)

    assert main(["execute"]) == 0
    assert main(["backfill"]) == 0
    assert main(["execute", "--force", "--input", '{"posts_per_page": 1}']) == 0
    monkeypatch.setenv("INPUT", '{"posts": 1}')
    assert main(["execute"]) == 1

    said = capsys.readouterr().out
    assert "3 stored, 0 unchanged, 0 failed. Newest week: 2021-01-18 to 2021-01-23" in said
    assert "1 stored, 3 unchanged, 0 failed. Newest week: 2021-01-18 to" in said
    assert 'with {"posts_per_page": 1, "force": true}' in said
    assert "FAILED: InputError" in said
    assert "stackTrace" not in said


def test_a_functions_error_is_shown_as_its_message() -> None:
    cause = json.dumps({"errorMessage": "posts is unknown", "errorType": "InputError", "stackTrace": ["a", "b"]})

    assert executions.why({"error": "InputError", "cause": cause}) == "InputError: posts is unknown"
    assert executions.why({"error": "PostsFailed", "cause": "1 failed"}) == "PostsFailed: 1 failed"
    assert executions.why({}) == "stopped: no reason was given"


@pytest.mark.parametrize(("typed", "says"), [("{posts: 3}", "is not JSON"), ("[3]", "is not a JSON object")])
def test_an_input_that_is_no_json_object_is_named(capsys: Any, typed: str, says: str) -> None:
    assert main(["execute", "--input", typed]) == 2
    assert f"INPUT {says}" in capsys.readouterr().err


def test_wrong_cases_name_the_make_variable(monkeypatch: pytest.MonkeyPatch, capsys: Any) -> None:
    monkeypatch.setenv("CASES", "many")
    assert main(["fuzz"]) == 2
    assert "CASES" in capsys.readouterr().err


def test_a_stage_without_a_stack_is_named(aws: EmbeddedAws, monkeypatch: pytest.MonkeyPatch, capsys: Any) -> None:
    assert main(["execute", "--stage", "prod"]) == 1
    monkeypatch.setenv("STAGE", "prod")
    assert main(["execute"]) == 1
    assert capsys.readouterr().err.count("there is no stack invictus-weightlifting-prod in us-east-1") == 2


def test_the_stage_is_that_of_dotenv_unless_it_was_typed(
    aws: EmbeddedAws, monkeypatch: pytest.MonkeyPatch, capsys: Any
) -> None:
    monkeypatch.setattr(account, "settings", lambda: monkeypatch.setenv("STAGE", "of-dotenv"))

    assert main(["execute"]) == 1
    assert "there is no stack invictus-weightlifting-of-dotenv" in capsys.readouterr().err
    assert main(["execute", "--stage", "typed"]) == 1
    assert "there is no stack invictus-weightlifting-typed" in capsys.readouterr().err


def test_secret_goes_from_dotenv_to_secrets_manager(
    aws: EmbeddedAws, monkeypatch: pytest.MonkeyPatch, capsys: Any
) -> None:
    assert main(["secret"]) == 1
    assert "INVICTUS_USER and INVICTUS_PASS are not set" in capsys.readouterr().err
    monkeypatch.setenv("INVICTUS_USER", "coach")
    assert main(["secret"]) == 1
    assert "INVICTUS_USER is set and INVICTUS_PASS is not" in capsys.readouterr().err

    monkeypatch.setenv("INVICTUS_PASS", "abcd efgh ijkl")
    assert main(["secret"]) == 0
    value = aws.client("secretsmanager").get_secret_value(SecretId=aws.resources["WordPressCredentialsSecret"])
    assert json.loads(value["SecretString"]) == {"username": "coach", "password": "abcd efgh ijkl"}


def test_secret_without_a_secret_in_the_stack_says_deploy(aws: EmbeddedAws, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("INVICTUS_USER", "coach")
    monkeypatch.setenv("INVICTUS_PASS", "abcd")
    monkeypatch.setattr(account, "resources", lambda session, stage: {"DataBucket": "b"})

    with pytest.raises(account.AccountError, match=r"deployed without credentials\. Type: make deploy"):
        secret.put(account.session(), "dev")


# Deploying and removing


def test_deploy_creates_the_bucket_or_uses_the_one_in_the_account(
    aws: EmbeddedAws, npx: list[Any], monkeypatch: pytest.MonkeyPatch, capsys: Any
) -> None:
    s3 = aws.client("s3")
    s3.create_bucket(Bucket="left-from-before")
    answers = {}
    for bucket in ("made-by-this-test", "left-from-before"):
        monkeypatch.setenv("INVICTUS_BUCKET", bucket)
        assert main(["deploy"]) == 0
        answers[bucket] = capsys.readouterr().out

    assert answers["made-by-this-test"].startswith("Created the bucket made-by-this-test")
    assert answers["left-from-before"].startswith("Using the bucket left-from-before")
    assert "Status" not in s3.get_bucket_versioning(Bucket="left-from-before"), "its owner's settings stay"
    assert s3.get_bucket_versioning(Bucket="made-by-this-test")["Status"] == "Enabled"
    assert npx == [(("deploy",), "dev", {"SESSIONS_TABLE_EXISTS": "false"})] * 2


def test_deploy_says_at_once_all_that_is_missing(
    aws: EmbeddedAws, npx: list[Any], monkeypatch: pytest.MonkeyPatch, capsys: Any
) -> None:
    monkeypatch.setenv("INVICTUS_USER", "coach")
    monkeypatch.setenv("INVICTUS_BUCKET", "someone-elses")
    aws.fail("s3", "HeadBucket", "403", status=403)

    assert main(["deploy"]) == 1
    said = capsys.readouterr().err
    assert "INVICTUS_USER is set and INVICTUS_PASS is not" in said
    assert "the bucket 'someone-elses' is closed to your account" in said
    assert npx == []


def test_a_bucket_name_that_cannot_be_one_is_named(
    aws: EmbeddedAws, npx: list[Any], monkeypatch: pytest.MonkeyPatch, capsys: Any
) -> None:
    monkeypatch.setenv("INVICTUS_BUCKET", "my bucket")
    assert main(["deploy"]) == 1
    assert "INVICTUS_BUCKET is 'my bucket', which cannot be a bucket's name" in capsys.readouterr().err
    assert npx == []


def test_a_bucket_that_cannot_be_made_private_is_deleted_again(
    aws: EmbeddedAws, npx: list[Any], monkeypatch: pytest.MonkeyPatch, capsys: Any
) -> None:
    monkeypatch.setenv("INVICTUS_BUCKET", "half-made")
    aws.fail("s3", "PutBucketVersioning", "AccessDenied", status=403)

    assert main(["deploy"]) == 1
    assert "the bucket 'half-made' could not be made private and versioned" in capsys.readouterr().err
    assert "half-made" not in [bucket["Name"] for bucket in aws.client("s3").list_buckets()["Buckets"]]
    assert npx == []


def test_a_sessions_table_without_a_stack_is_used(
    aws: EmbeddedAws, npx: list[Any], monkeypatch: pytest.MonkeyPatch, capsys: Any
) -> None:
    monkeypatch.setenv("COLUMNS", "160")
    dynamodb = aws.client("dynamodb")
    left = "invictus-weightlifting-left-WorkoutPosts"
    key = [{"AttributeName": "date", "KeyType": "HASH"}]
    typed = [{"AttributeName": "date", "AttributeType": "S"}]
    dynamodb.create_table(TableName=left, KeySchema=key, AttributeDefinitions=typed, BillingMode="PAY_PER_REQUEST")

    assert main(["deploy", "--stage", "left"]) == 0
    assert npx == [(("deploy",), "left", {"SESSIONS_TABLE_EXISTS": "true"})]
    plan._show_kept_data(Console(), account.session(), "left")
    assert f"The table {left} is left from a removed stack and would be used" in capsys.readouterr().out
    dynamodb.delete_table(TableName=left)


def test_remove_stack_names_what_goes_and_what_stays_and_asks(
    aws: EmbeddedAws, npx: list[Any], monkeypatch: pytest.MonkeyPatch, capsys: Any
) -> None:
    answers = iter(["n", "y"])
    monkeypatch.setattr("click.termui.visible_prompt_func", lambda prompt: next(answers))

    assert main(["remove-stack"]) == 130
    assert npx == []
    said = capsys.readouterr().out
    assert "the stack invictus-weightlifting-dev (stage dev) in account 123456789012, region us-east-1" in said
    assert "Kept: the bucket invictus-test-213 and the table invictus-weightlifting-dev-WorkoutPosts" in said

    assert main(["remove-stack"]) == 0
    monkeypatch.setenv("YES", "1")
    assert main(["remove-stack"]) == 0
    assert npx == [(("remove",), "dev", {})] * 2


# The plan


@pytest.mark.infrastructure
def test_plan_shows_what_would_be_there_at_80_columns(
    without_account: None, package: Package, monkeypatch: pytest.MonkeyPatch, capfd: Any
) -> None:
    monkeypatch.setattr(plan, "compile_template", lambda environment, stage: package)
    monkeypatch.setenv("COLUMNS", "80")

    assert main(["plan"]) == 0
    said = capfd.readouterr().out
    for words in (
        "│ get_invictus_post ",
        "│ sessions_to_date_records │",
        "SessionsToDateRecordsRole",
        "date + session",
        "SemiStructureInvictusPost",
        "cron(0 5 * * ? *)",
        "Data bucket: invictus-test-213, which no stack owns",
        "bytes",
        "Without an AWS account there is no change set to show",
    ):
        assert words in said
    assert "…" not in said


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
