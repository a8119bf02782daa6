"""`make deploy`, `make plan` and `make remove-stack`."""

from __future__ import annotations

import copy
import re
from typing import Any

import boto3
import pytest

from local.__main__ import main
from local.deployed import account, deploy, kept_data, plan
from local.deployed.serverless import ServerlessError, serverless
from local.embedded_aws.package import Package
from local.embedded_aws.stack import EmbeddedAws
from tests.support.api_faults import fail
from tests.support.commands import output_of


@pytest.fixture
def npx(monkeypatch: pytest.MonkeyPatch) -> list[tuple[tuple[str, ...], str, dict[str, str]]]:
    """Record the calls of the Serverless Framework: arguments, stage, and additional environment variables."""
    calls: list[tuple[tuple[str, ...], str, dict[str, str]]] = []

    def called(*arguments: str, stage: str, environment: Any = None) -> None:
        calls.append((arguments, stage, dict(environment or {})))

    monkeypatch.setattr(deploy, "serverless", called)
    return calls


def test_deploy_creates_the_bucket_or_uses_the_one_in_the_account(
    aws: EmbeddedAws, npx: list[Any], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    s3 = aws.client("s3")
    s3.create_bucket(Bucket="left-from-before")
    answers = {}
    for bucket in ("made-by-this-test", "left-from-before"):
        monkeypatch.setenv("INVICTUS_BUCKET", bucket)
        answers[bucket] = output_of(capsys, "deploy")

    assert answers["made-by-this-test"].startswith("Created the bucket made-by-this-test")
    assert answers["left-from-before"].startswith("Using the bucket left-from-before")
    assert "Status" not in s3.get_bucket_versioning(Bucket="left-from-before"), "its owner's settings stay"
    assert s3.get_bucket_versioning(Bucket="made-by-this-test")["Status"] == "Enabled"
    assert npx == [(("deploy",), "dev", {"SESSIONS_TABLE_EXISTS": "false"})] * 2


def test_a_command_of_the_framework_that_fails_says_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("local.deployed.serverless.node_program", lambda name: "/bin/false")

    reason = r"serverless deploy failed\. The reason is above\. Correct it, then run the same command again"
    with pytest.raises(ServerlessError, match=reason):
        serverless("deploy", stage="dev")


WRONG = {
    "INVICTUS_BUCKET": ("my bucket", "'my bucket' and must be a bucket's name: 3 to 63"),
    "INVICTUS_WEIGHTLIFTING_API": ("crossfitinvictus.com", "'crossfitinvictus.com', which is not the address of"),
    "INVICTUS_WEIGHTLIFTING_API_CAT_ID": ("weightlifting", "'weightlifting'"),
    "NOTIFICATION_PHONE_NUMBER": ("555-0100", "'555-0100' and must be a phone number with its country code"),
    "NOTIFICATION_EMAIL": ("me@home", "'me@home' and must be an e-mail address"),
    "LAMBDA_RUNTIME": ("python3.9", "'python3.9' and must be one of python3.10 to python3.14"),
    "AWS_REGION": ("moon-1", "'moon-1', which AWS does not have"),
    "STAGE": ("my_stage", "'my_stage' and must be at most 15 letters, digits and dashes"),
    "PAGES": ("yes", "'yes' and must be 1"),
    "SCHEDULE": ("every day", "'every day' and must be as EventBridge takes it: rate(1 day)"),
}


@pytest.mark.parametrize("command", ["plan", "deploy"])
def test_all_settings_that_cannot_be_deployed_are_named_at_once_before_anything_is_done(
    npx: list[Any], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], command: str
) -> None:
    monkeypatch.setattr(plan, "compile_template", lambda *_, **__: pytest.fail("the plan was begun"))
    for name, (value, _) in WRONG.items():
        monkeypatch.setenv(name, value)

    said = output_of(capsys, command, code=1)
    for name, (_, problem) in WRONG.items():
        assert said.count(f"{name} is ") == said.count(f"{name} is {problem}") == 1, name
    monkeypatch.setenv("INVICTUS_USER", "coach")
    monkeypatch.setenv("STAGE", "s" * 16)
    said = output_of(capsys, command, code=1)
    assert "INVICTUS_USER is set and INVICTUS_PASS is not" in said and "and must be at most 15" in said
    assert npx == []


TAKEN = ["rate(1 day)", "cron(0/15 8-17 ? * MON-FRI *)", "cron(0 5 L * ? 2027)", "cron(30 5,17 ? 1 2#1 *)", ""]
REFUSED = ["rate(1 days)", "cron(0 5 * * *)", "cron(0 5 * * * *)", "0 5 * * ? *"]


@pytest.mark.parametrize("schedule", TAKEN + REFUSED)
def test_a_schedule_is_taken_if_eventbridge_takes_it(schedule: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SCHEDULE", schedule)

    assert (list(deploy.wrong_settings("dev")) == []) == (schedule in TAKEN)


def test_a_bucket_in_another_region_than_the_stack_is_refused(
    aws: EmbeddedAws, npx: list[Any], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    elsewhere = boto3.client("s3", region_name="eu-west-1")
    elsewhere.create_bucket(Bucket="far", CreateBucketConfiguration={"LocationConstraint": "eu-west-1"})
    monkeypatch.setenv("INVICTUS_BUCKET", "far")

    for command in ("plan", "deploy"):
        said = output_of(capsys, command, code=1)
        assert "the bucket 'far' is in eu-west-1 and the stack in us-east-1" in said
        assert "Set AWS_REGION=eu-west-1" in said
    assert npx == []


@pytest.mark.parametrize(
    ("operation", "code", "says"),
    [
        ("HeadBucket", "403", "is closed to your account"),
        ("PutBucketVersioning", "AccessDenied", "could not be made private and versioned"),
    ],
)
def test_a_bucket_of_someone_else_or_one_that_cannot_be_made_private_is_named_and_not_left(
    aws: EmbeddedAws, npx: list[Any], monkeypatch: pytest.MonkeyPatch, capsys: Any, operation: str, code: str, says: str
) -> None:
    monkeypatch.setenv("INVICTUS_BUCKET", "half-made")
    fail(aws, "s3", operation, code, status=403)

    assert f"the bucket 'half-made' {says}" in output_of(capsys, "deploy", code=1)
    assert "half-made" not in [bucket["Name"] for bucket in aws.client("s3").list_buckets()["Buckets"]]
    assert npx == []


@pytest.mark.infrastructure
def test_a_kept_table_is_used_and_what_does_not_fit_is_said(
    aws: EmbeddedAws, npx: list[Any], package: Package, monkeypatch: pytest.MonkeyPatch, capsys: Any
) -> None:
    dynamodb, left = aws.client("dynamodb"), "invictus-weightlifting-left-WorkoutPosts"
    table = package.template["Resources"]["WorkoutPostsTable"]["Properties"]
    made = {field: table[field] for field in ("AttributeDefinitions", "KeySchema", "BillingMode")}
    (index,) = table["GlobalSecondaryIndexes"]
    older = {**index, "Projection": {"ProjectionType": "KEYS_ONLY"}}
    key = aws.client("kms").create_key()["KeyMetadata"]["Arn"]
    encrypted = {"Enabled": True, "SSEType": "KMS", "KMSMasterKeyId": key}
    dynamodb.create_table(TableName=left, **made, GlobalSecondaryIndexes=[older], SSESpecification=encrypted)

    assert main(["deploy", "--stage", "left"]) == 0
    assert npx == [(("deploy",), "left", {"SESSIONS_TABLE_EXISTS": "true"})]
    plan._show_kept_data(account.session(), package, "left", has_bucket=False)
    said = " ".join(capsys.readouterr().out.split())
    assert f"The table {left} is left from a removed stack and would be used" in said
    assert "its index 'post' is post_id + post_modified with KEYS_ONLY and must be post_id + post_modified with" in said
    assert f"The table {left} is encrypted with {key}. A KMS key of your own takes a statement" in said
    dynamodb.delete_table(TableName=left)
    assert kept_data.table_differences(table, table) == []
    assert kept_data.table_differences(made, table)[0].startswith("its index 'post' is not there and must be")


def test_remove_stack_names_what_goes_and_what_stays_and_asks(
    aws: EmbeddedAws, npx: list[Any], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
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
def test_plan_shows_what_would_be_deployed_at_80_columns(
    without_account: None, package: Package, monkeypatch: pytest.MonkeyPatch, capfd: Any
) -> None:
    linted: list[Package] = []  # cfn-lint itself runs in tests/test_infrastructure.py
    monkeypatch.setattr(plan, "lint", linted.append)
    monkeypatch.setattr(plan, "compile_template", lambda environment, stage: package)
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.setenv("FORCE_COLOR", "1")  # as in a terminal

    assert main(["plan"]) == 0
    assert linted == [package]
    told = re.sub(r"\x1b\[[\d;]*m", "", capfd.readouterr().out)
    assert max(map(len, told.splitlines())) <= 80
    said = " ".join(told.split())
    for words in (
        *("Packaged; cfn-lint finds nothing wrong", "get_invictus_post 256 MB", "sessions_to_date_records 256 MB"),
        *("SessionsToDateRecordsRole", "Table WorkoutPostsTable: its key is date + session", "cron(0 5 * * ? *)"),
        *("SemiStructureInvictusPost", "Data bucket: invictus-test-213, which no stack owns", "bytes"),
        *("Messages go by sms, as .env says", " 1 SNS::Subscription", " 1 SecretsManager::Secret"),
        "Without an AWS account there is no change set to show",
    ):
        assert words in said
    assert "…" not in said


@pytest.mark.infrastructure
def test_plan_counts_only_what_will_be_deployed(package: Package) -> None:
    template = copy.deepcopy(package.template)
    for name, default in {"PhoneNumber": "", "Credentials": "none", "SessionsTableExists": "true"}.items():
        template["Parameters"][name]["Default"] = default

    left_out = plan.deployed_resources(package.template).keys() - plan.deployed_resources(template).keys()
    assert left_out == {"PhoneSubscription", "WordPressCredentialsSecret", "WorkoutPostsTable"}


@pytest.mark.infrastructure
def test_plan_with_an_account_shows_what_a_deployment_would_change(
    aws: EmbeddedAws, package: Package, capsys: pytest.CaptureFixture[str]
) -> None:
    package = package._replace(template=copy.deepcopy(package.template))
    del package.template["Resources"]["DeadLettersAlarm"]
    before = aws.client("s3").list_objects_v2(Bucket=aws.resources["ServerlessDeploymentBucket"])["KeyCount"]

    plan._show_changes(account.session(), package, "dev")
    plan._show_changes(account.session(), package, "prod")

    said = capsys.readouterr().out
    assert re.search(r"Remove .* DeadLettersAlarm", said)
    assert "There is no stack invictus-weightlifting-prod yet" in said
    after = aws.client("s3").list_objects_v2(Bucket=aws.resources["ServerlessDeploymentBucket"])["KeyCount"]
    assert after == before
    assert aws.client("cloudformation").list_change_sets(StackName="invictus-weightlifting-dev")["Summaries"] == []
