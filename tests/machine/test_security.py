"""No one gets in: the compiled template's permissions against lists written out here, and no secret comes out."""

from __future__ import annotations

import json
import logging
import re
import zipfile
from pathlib import Path
from typing import Any

import pytest

from local.embedded_aws.package import Package
from local.embedded_aws.stack import EmbeddedAws
from local.project import ROOT
from local.terminal.log import JsonFormatter
from tests.conftest import SETTINGS
from tests.support.faulty_blog import FaultyBlog
from tests.support.posts import week_post
from tests.support.stack import give_credentials

PREFIX = "invictus-weightlifting-dev"

# X-Ray's actions and those by which Step Functions delivers its log take no narrower resource than all
# (AWS's service authorization reference lists no resource type for either).
SAMPLING = {"xray:GetSamplingRules *", "xray:GetSamplingTargets *"}
TRACE = {"xray:PutTelemetryRecords *", "xray:PutTraceSegments *"}
DELIVERIES = (
    "CreateLogDelivery DeleteLogDelivery GetLogDelivery ListLogDeliveries UpdateLogDelivery"
    " DescribeLogGroups DescribeResourcePolicies PutResourcePolicy"
)
LOG_DELIVERY = {f"logs:{action} *" for action in DELIVERIES.split()}
# What a role may reach without the stack owning it: named in full, not by a logical id.
BY_NAME = {
    f"s3:::{SETTINGS['INVICTUS_BUCKET']}": "DataBucket",
    f"dynamodb:REGION:ACCOUNT:table/{PREFIX}-WorkoutPosts": "WorkoutPostsTable",
    f"secretsmanager:REGION:ACCOUNT:secret:{PREFIX}-wordpress-??????": "WordPressCredentialsSecret",
}
MARKS = {"dynamodb:GetItem IdempotencyTable", "dynamodb:PutItem IdempotencyTable"}
PURE = ["strip_post_html", "group_post_by_day", "segment_days", "sessions_to_date_records", "clean_session_records"]
FUNCTIONS = ["get_invictus_post", "dump_post_to_bucket", *PURE, "save_sessions_to_bucket"]


def own_log(function: str) -> set[str]:
    group = f"logs:REGION:ACCOUNT:log-group:/aws/lambda/{PREFIX}-{function}:*"
    return {f"logs:CreateLogStream {group}", f"logs:PutLogEvents {group}"}


ALLOWED = {
    **{role: own_log(function) | TRACE for role, function in [(f"{f}Role", f) for f in PURE]},
    "get_invictus_postRole": own_log("get_invictus_post")
    | TRACE
    | {"secretsmanager:GetSecretValue WordPressCredentialsSecret"},
    "dump_post_to_bucketRole": own_log("dump_post_to_bucket")
    | TRACE
    | MARKS
    | {"s3:GetObject DataBucket/raw/*", "s3:PutObject DataBucket/raw/*", "s3:ListBucket DataBucket"},
    "save_sessions_to_bucketRole": own_log("save_sessions_to_bucket")
    | TRACE
    | MARKS
    | {
        "s3:GetObject DataBucket/weekly/*",
        "s3:PutObject DataBucket/weekly/*",
        "s3:DeleteObject DataBucket/weekly/*",
        "s3:ListBucket DataBucket",
    },
    "StateMachineRole": TRACE
    | SAMPLING
    | LOG_DELIVERY
    | {f"lambda:InvokeFunction {function}" for function in FUNCTIONS}
    | {
        "dynamodb:PutItem WorkoutPostsTable",
        "dynamodb:UpdateItem WorkoutPostsTable",
        "dynamodb:DeleteItem WorkoutPostsTable",
        "dynamodb:Query WorkoutPostsTable/index/post",
        "s3:GetObject DataBucket/failed/*",
        "s3:PutObject DataBucket/failed/*",
        "s3:DeleteObject DataBucket/failed/*",
        "s3:ListBucket DataBucket",
        "sns:Publish CompletionTopic",
        f"states:StartExecution states:REGION:ACCOUNT:stateMachine:{PREFIX}-SemiStructureInvictusPost",
        f"states:DescribeExecution states:REGION:ACCOUNT:execution:{PREFIX}-SemiStructureInvictusPost:*",
        f"states:StopExecution states:REGION:ACCOUNT:execution:{PREFIX}-SemiStructureInvictusPost:*",
        f"states:DescribeExecution states:REGION:ACCOUNT:execution:{PREFIX}-SemiStructureInvictusPost/*",
        f"states:StopExecution states:REGION:ACCOUNT:execution:{PREFIX}-SemiStructureInvictusPost/*",
        f"states:RedriveExecution states:REGION:ACCOUNT:execution:{PREFIX}-SemiStructureInvictusPost/*",
    },
    "ScheduleRole": {"states:StartExecution SemiStructureInvictusPostStateMachine"},
}


@pytest.fixture(scope="module")
def resources(package: Package) -> dict[str, Any]:
    found: dict[str, Any] = package.template["Resources"]
    return found


def of_type(resources: dict[str, Any], kind: str) -> dict[str, Any]:
    return {name: r["Properties"] for name, r in resources.items() if r["Type"] == kind}


def a_list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def in_words(resource: Any, functions: dict[str, str]) -> str:
    """Return an ARN of the template in the form of the lists above: a logical id, and the path after it."""
    if isinstance(resource, str):
        return resource
    (kind, value), *_ = resource.items()
    if kind == "Ref":
        return str(value)
    if kind == "Fn::GetAtt":
        return functions.get(value[0], str(value[0]))
    text = value.replace("arn:${AWS::Partition}:", "").replace("${AWS::Region}", "REGION")
    text = text.replace("${AWS::AccountId}", "ACCOUNT")
    for arn, name in BY_NAME.items():
        text = text.replace(arn, name)
    return re.sub(r"\$\{(\w+)\.Arn\}", r"\1", text)


def function_names(resources: dict[str, Any]) -> dict[str, str]:
    functions = of_type(resources, "AWS::Lambda::Function")
    return {name: function["FunctionName"].replace(f"{PREFIX}-", "") for name, function in functions.items()}


def test_every_role_has_exactly_the_permissions_listed_here(resources: dict[str, Any]) -> None:
    functions = function_names(resources)
    role_of = {resources[n]["Properties"]["Role"]["Fn::GetAtt"][0]: name for n, name in functions.items()}
    permissions: dict[str, set[str]] = {}
    for name, role in of_type(resources, "AWS::IAM::Role").items():
        assert not role.get("ManagedPolicyArns"), name
        permissions[f"{role_of[name]}Role" if name in role_of else name] = {
            f"{action} {in_words(resource, functions)}"
            for policy in role["Policies"]
            for statement in policy["PolicyDocument"]["Statement"]
            for action in a_list(statement["Action"])
            for resource in a_list(statement["Resource"])
        }

    assert permissions == ALLOWED
    for role, allowed in permissions.items():
        everything = {permission for permission in allowed if permission.endswith(" *")}
        assert everything <= TRACE | SAMPLING | LOG_DELIVERY, role
        assert not [permission for permission in allowed if "*" in permission.split(" ")[0]], role
    assert len(role_of) == len(functions) == 8, "two functions share a role"
    assert not [name for name, r in resources.items() if r["Type"] in ("AWS::IAM::Policy", "AWS::IAM::ManagedPolicy")]


def test_only_its_own_service_may_assume_a_role(resources: dict[str, Any]) -> None:
    trusted = {}
    for name, role in of_type(resources, "AWS::IAM::Role").items():
        (statement,) = role["AssumeRolePolicyDocument"]["Statement"]
        assert (statement["Effect"], statement["Action"]) == ("Allow", "sts:AssumeRole")
        trusted[name] = statement["Principal"]

    assert trusted.pop("StateMachineRole") == {"Service": "states.amazonaws.com"}
    assert trusted.pop("ScheduleRole") == {"Service": "events.amazonaws.com"}
    assert list(trusted.values()) == [{"Service": "lambda.amazonaws.com"}] * 8


def test_no_function_can_be_called_from_outside_and_no_stack_owns_the_data_bucket(resources: dict[str, Any]) -> None:
    """The deploy command makes it (local/deployed/kept_data.py): private, encrypted, versioned, TLS only."""
    kinds = {resource["Type"] for resource in resources.values()}

    assert kinds.isdisjoint({"AWS::Lambda::Permission", "AWS::Lambda::Url", "AWS::ApiGateway::RestApi"})
    assert set(of_type(resources, "AWS::S3::Bucket")) == {"ServerlessDeploymentBucket", "PagesBucket"}


def test_each_bucket_is_reached_by_tls_only(resources: dict[str, Any]) -> None:
    policies = of_type(resources, "AWS::S3::BucketPolicy").values()

    assert {policy["Bucket"]["Ref"] for policy in policies} == set(of_type(resources, "AWS::S3::Bucket"))
    for policy in policies:
        statement, *_ = policy["PolicyDocument"]["Statement"]
        assert (statement["Effect"], statement["Principal"], statement["Action"]) == ("Deny", "*", "s3:*")
        assert statement["Condition"] == {"Bool": {"aws:SecureTransport": False}}
        assert len(statement["Resource"]) == 2


def test_only_the_machine_and_this_stack_s_alarms_and_rule_publish(resources: dict[str, Any]) -> None:
    (policy,) = of_type(resources, "AWS::SNS::TopicPolicy").values()
    statements = {statement["Sid"]: statement for statement in policy["PolicyDocument"]["Statement"]}

    assert policy["Topics"] == [{"Ref": "CompletionTopic"}]
    assert {(s["Effect"], s["Action"]) for s in statements.values()} == {
        ("Allow", "sns:Publish"),
        ("Deny", "sns:Publish"),
    }
    assert {sid: s["Principal"] for sid, s in statements.items() if s["Effect"] == "Allow"} == {
        "Machine": {"AWS": {"Fn::GetAtt": ["StateMachineRole", "Arn"]}},
        "Alarms": {"Service": "cloudwatch.amazonaws.com"},
        "FailedExecutions": {"Service": "events.amazonaws.com"},
    }
    rule = {"Fn::GetAtt": ["FailedExecutionsRule", "Arn"]}
    assert statements["FailedExecutions"]["Condition"] == {"ArnEquals": {"aws:SourceArn": rule}}
    assert statements["Alarms"]["Condition"] == {
        "StringEquals": {"aws:SourceAccount": {"Ref": "AWS::AccountId"}},
        "ArnLike": {
            "aws:SourceArn": {
                "Fn::Sub": f"arn:${{AWS::Partition}}:cloudwatch:${{AWS::Region}}:${{AWS::AccountId}}:alarm:{PREFIX}-*"
            }
        },
    }


def test_every_alarm_goes_to_the_topic_and_looks_back_no_further_than_it_can(resources: dict[str, Any]) -> None:
    alarms = of_type(resources, "AWS::CloudWatch::Alarm").values()

    assert sorted(alarm["AlarmName"] for alarm in alarms) == [f"{PREFIX}-dead-letters", f"{PREFIX}-no-new-week"]
    for alarm in alarms:
        assert alarm["AlarmActions"] == [{"Ref": "CompletionTopic"}]
        assert alarm["EvaluationPeriods"] * alarm.get("Period", 0) <= 7 * 24 * 60 * 60


def test_only_the_schedule_s_rule_fills_the_queue(resources: dict[str, Any]) -> None:
    (policy,) = of_type(resources, "AWS::SQS::QueuePolicy").values()
    (statement,) = policy["PolicyDocument"]["Statement"]

    assert (statement["Effect"], statement["Principal"]) == ("Allow", {"Service": "events.amazonaws.com"})
    assert statement["Action"] == "sqs:SendMessage"
    assert statement["Condition"] == {"ArnEquals": {"aws:SourceArn": {"Fn::GetAtt": ["ScheduleRule", "Arn"]}}}
    assert resources["ScheduleDeadLetters"]["Properties"]["SqsManagedSseEnabled"] is True


# Secrets


def test_nothing_secret_is_in_the_template_or_the_samples(package: Package) -> None:
    """Compiled with credentials in the environment (conftest.SETTINGS): neither of them may come out."""
    compiled = json.dumps(package.template)
    everything = (
        compiled + zip_text(package.code) + "".join(file.read_text() for file in (ROOT / "test_events").rglob("*.json"))
    )

    assert "INVICTUS_SECRET" in everything
    assert "7d1f" not in everything
    assert "SecretString" not in compiled
    assert set(package.template["Resources"]["WordPressCredentialsSecret"]["Properties"]) == {"Name", "Description"}


def zip_text(file: Path) -> str:
    with zipfile.ZipFile(file) as archive:
        return "".join(archive.read(name).decode("utf-8", "replace") for name in archive.namelist())


def test_nothing_secret_is_in_the_logs_the_data_or_the_execution(aws: EmbeddedAws) -> None:
    log = logging.getLogger("invictus")
    lines: list[str] = []
    handler = logging.Handler()
    handler.setFormatter(JsonFormatter())
    handler.emit = lambda record: lines.append(handler.format(record))  # type: ignore[method-assign]
    log.addHandler(handler)
    try:
        for password in ("right-7d1f", "wrong-7d1f"):
            with FaultyBlog([week_post()], user="coach", password="right-7d1f") as blog:
                give_credentials(aws, blog, password)
                execution = aws.execute({})
                assert execution.status == "SUCCEEDED"
                assert any(asked.sent_credentials for asked in blog.requests)
    finally:
        log.removeHandler(handler)
    states, machine = aws.client("stepfunctions"), aws.resources["SemiStructureInvictusPostStateMachine"]
    executions = states.list_executions(stateMachineArn=machine)["executions"]
    histories = [states.get_execution_history(executionArn=each["executionArn"])["events"] for each in executions]

    assert len(lines) >= 3
    everything = f"{lines} {histories} {aws.objects()} {aws.items()} {aws.messages()}"
    assert "7d1f" not in everything
