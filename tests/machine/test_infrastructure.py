"""The CloudFormation template that ships, as compiled; and a rehearsal of its deployment against a moto server."""

from __future__ import annotations

import re
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import Any

import pytest

from local.embedded_aws.package import Package
from local.project import ROOT

pytestmark = pytest.mark.infrastructure

STATES = [
    "StartTally",
    "GetPost",
    "HasPosts?",
    "StructurePosts_Map",
    "TallyPage",
    "MorePages?",
    "PauseBetweenPages",
    "ReportResult",
    "NothingNew",
    "NotifyWhenComplete",
    "AnyFailed?",
    "MessageNotSent",
    "Fail",
    "Succeed",
]


@pytest.fixture
def properties(package: Package) -> dict[str, Any]:
    """Each resource's properties by logical id."""
    return {name: resource.get("Properties", {}) for name, resource in package.template["Resources"].items()}


def keys(table: dict[str, Any]) -> list[tuple[str, str]]:
    return [(key["AttributeName"], key["KeyType"]) for key in table["KeySchema"]]


def test_tables(package: Package, properties: dict[str, Any]) -> None:
    sessions, marks = properties["WorkoutPostsTable"], properties["IdempotencyTable"]

    assert keys(sessions) == [("date", "HASH"), ("session", "RANGE")]
    assert sessions["PointInTimeRecoverySpecification"] == {"PointInTimeRecoveryEnabled": True}
    assert package.template["Resources"]["WorkoutPostsTable"]["DeletionPolicy"] == "RetainExceptOnCreate"
    assert keys(marks) == [("idempotency_key", "HASH")]
    assert marks["TimeToLiveSpecification"] == {"AttributeName": "ttl", "Enabled": True}
    assert sessions["BillingMode"] == marks["BillingMode"] == "PAY_PER_REQUEST"


def test_secret_has_no_value_in_the_template(properties: dict[str, Any]) -> None:
    assert set(properties["WordPressCredentialsSecret"]) == {"Name", "Description"}


def test_functions(properties: dict[str, Any], package: Package) -> None:
    functions = {
        function["Handler"]: function
        for name, function in properties.items()
        if package.template["Resources"][name]["Type"] == "AWS::Lambda::Function"
    }

    assert sorted(functions) == sorted(
        f"handler.{name}"
        for name in (
            "get_invictus_post",
            "dump_post_to_bucket",
            "strip_post_html",
            "group_post_by_day",
            "segment_days",
            "sessions_to_date_records",
            "clean_session_records",
            "save_sessions_to_bucket",
        )
    )
    for function in functions.values():
        assert function["Runtime"] == "python3.13"
        assert function["LoggingConfig"]["LogFormat"] == "JSON"
        assert function["TracingConfig"] == {"Mode": "Active"}
        assert "INVICTUS_PASS" not in function["Environment"]["Variables"]
    assert len({str(function["Role"]) for function in functions.values()}) == len(functions)
    logs = [r for r in package.template["Resources"].values() if r["Type"] == "AWS::Logs::LogGroup"]
    assert {log["Properties"]["RetentionInDays"] for log in logs} == {30}


def test_state_machine(properties: dict[str, Any]) -> None:
    machine = properties["SemiStructureInvictusPostStateMachine"]
    definition = machine["Definition"]

    assert list(definition["States"]) == STATES
    assert definition["States"]["StructurePosts_Map"]["ItemProcessor"]["ProcessorConfig"]["Mode"] == "DISTRIBUTED"
    wanted = set(re.findall(r"\$\{(\w+)\}", str(definition)))
    assert wanted == set(machine["DefinitionSubstitutions"])


def test_every_task_has_a_timeout_and_retries(properties: dict[str, Any]) -> None:
    tasks = list(tasks_of(properties["SemiStructureInvictusPostStateMachine"]["Definition"]["States"]))

    assert len(tasks) >= 15
    for task in tasks:
        assert task["TimeoutSeconds"] <= 180
        last = task["Retry"][-1]
        assert (last["BackoffRate"], last["MaxDelaySeconds"], last["JitterStrategy"]) == (2, 30, "FULL")


def tasks_of(states: dict[str, Any]) -> Any:
    for state in states.values():
        if state["Type"] == "Task":
            yield state
        for inner in [state.get("ItemProcessor"), *state.get("Branches", [])]:
            if inner:
                yield from tasks_of(inner["States"])


def test_schedule_asks_daily_for_the_three_newest_posts(properties: dict[str, Any]) -> None:
    rule = properties["ScheduleRule"]
    (target,) = rule["Targets"]

    assert rule["ScheduleExpression"] == "cron(0 5 * * ? *)"
    assert target["Input"] == '{"posts_per_page": 3}'
    assert target["Arn"] == {"Ref": "SemiStructureInvictusPostStateMachine"}
    assert target["DeadLetterConfig"]["Arn"]["Fn::GetAtt"] == ["ScheduleDeadLetters", "Arn"]


def test_failed_executions_alarm_goes_to_the_topic(properties: dict[str, Any]) -> None:
    assert properties["FailedExecutionsAlarm"]["AlarmActions"] == [{"Ref": "CompletionTopic"}]


def test_subscriptions_are_there_only_when_set(package: Package) -> None:
    resources, parameters = package.template["Resources"], package.template["Parameters"]

    assert resources["PhoneSubscription"]["Condition"] == "HasPhoneNumber"
    assert resources["EmailSubscription"]["Condition"] == "HasEmail"
    assert (parameters["PhoneNumber"]["Default"], parameters["Email"]["Default"]) == ("+15555550100", "")


def test_the_package_is_small_and_holds_what_handlers_import(package: Package) -> None:
    names = zipfile.ZipFile(package.code).namelist()
    tops = {name.split("/")[0] for name in names}

    assert package.code.stat().st_size < 1_200_000
    assert {"handler.py", "transforms.py", "invictus", "requests"} <= tops
    assert not {"boto3", "botocore", "local", "tests", "test_events", ".env"} & tops


def test_cfn_lint_is_clean(package: Package) -> None:
    lint = subprocess.run([str(Path(sys.executable).with_name("cfn-lint"))], cwd=ROOT, capture_output=True, text=True)

    assert (lint.returncode, lint.stdout) == (0, "")
