"""The CloudFormation template that ships, as compiled; and a rehearsal of its deployment against a moto server."""

from __future__ import annotations

import copy
import re
import sys
import zipfile
from pathlib import Path
from typing import Any

import pytest

from invictus import wordpress
from local import check_template
from local.deployed.serverless import ServerlessError
from local.docs.diagram import all_states
from local.embedded_aws.package import Package
from local.project import FUNCTIONS, ROOT

pytestmark = pytest.mark.infrastructure

STATES = "GetPost HasPosts StructurePosts_Map LeaveQuarantine ReportResult NothingNew NotifyWhenComplete AnyFailed"


@pytest.fixture
def properties(package: Package) -> dict[str, Any]:
    """Return each resource's properties by logical id."""
    return {name: resource.get("Properties", {}) for name, resource in package.template["Resources"].items()}


def keys(table: dict[str, Any]) -> list[tuple[str, str]]:
    return [(key["AttributeName"], key["KeyType"]) for key in table["KeySchema"]]


def test_tables_have_their_keys_and_keep_their_data(package: Package, properties: dict[str, Any]) -> None:
    sessions, marks = properties["WorkoutPostsTable"], properties["IdempotencyTable"]

    assert keys(sessions) == [("date", "HASH"), ("session", "RANGE")]
    assert sessions["PointInTimeRecoverySpecification"] == {"PointInTimeRecoveryEnabled": True}
    assert package.template["Resources"]["WorkoutPostsTable"]["DeletionPolicy"] == "RetainExceptOnCreate"
    assert keys(marks) == [("idempotency_key", "HASH")]
    assert marks["TimeToLiveSpecification"] == {"AttributeName": "ttl", "Enabled": True}
    assert sessions["BillingMode"] == marks["BillingMode"] == "PAY_PER_REQUEST"


def test_secret_has_no_value_in_the_template(properties: dict[str, Any]) -> None:
    assert set(properties["WordPressCredentialsSecret"]) == {"Name", "Description"}


def test_every_function_has_its_handler_runtime_and_limits(properties: dict[str, Any], package: Package) -> None:
    functions = {
        function["Handler"]: function
        for name, function in properties.items()
        if package.template["Resources"][name]["Type"] == "AWS::Lambda::Function"
    }

    assert sorted(functions) == sorted(f"handler.{name}" for name in FUNCTIONS)
    for function in functions.values():
        assert function["Runtime"] == "python3.13"
        assert function["LoggingConfig"]["LogFormat"] == "JSON"
        assert function["TracingConfig"] == {"Mode": "Active"}
        assert "INVICTUS_PASS" not in function["Environment"]["Variables"]
    assert len({str(function["Role"]) for function in functions.values()}) == len(functions)
    logs = [r for r in package.template["Resources"].values() if r["Type"] == "AWS::Logs::LogGroup"]
    assert {log["Properties"]["RetentionInDays"] for log in logs} == {30}


def test_the_machine_has_its_states_and_substitutes_every_name(properties: dict[str, Any]) -> None:
    machine = properties["SemiStructureInvictusPostStateMachine"]
    definition = machine["Definition"]

    assert list(definition["States"]) == [*STATES.split(), "Fail", "Succeed"]
    each_post = definition["States"]["StructurePosts_Map"]
    assert each_post["ItemProcessor"]["ProcessorConfig"]["Mode"] == "DISTRIBUTED"
    assert each_post["ToleratedFailurePercentage"] == 100, "a post that fails would fail the others; moto tolerates all"
    wanted = set(re.findall(r"\$\{(\w+)\}", str(definition)))
    assert wanted == set(machine["DefinitionSubstitutions"])


def test_the_state_machine_can_be_drawn_from_memory(properties: dict[str, Any]) -> None:
    """At most 34 states, names without special characters, and one loop: the one over the pages."""
    definition = properties["SemiStructureInvictusPostStateMachine"]["Definition"]

    names = [name for name, _ in all_states(definition)]
    assert len(names) == len(set(names)) <= 34
    assert [name for name in names if not name.replace("_", "").isalnum()] == []
    ways = [
        (name, way["Next"] if isinstance(way, dict) else way)
        for name, state in all_states(definition)
        for way in (state.get("Next"), state.get("Default"), *state.get("Choices", []), *state.get("Catch", []))
        if way
    ]
    loops = {(name, target) for name, target in ways if names.index(target) <= names.index(name)}
    assert loops == {("StructurePosts_Map", "GetPost")}


def test_asl_validator_finds_the_state_machine_valid(package: Package) -> None:
    check_template.check_definition(check_template.filled_in(package.template))


def test_asl_validator_refuses_a_path_that_aws_refuses(package: Package) -> None:
    machine = check_template.filled_in(package.template).replace("$.step.Payload.week", "$['step','plan']")

    with pytest.raises(check_template.TemplateError, match="PostStored/Parameters/week"):
        check_template.check_definition(machine)


def test_every_task_has_a_timeout_and_retries(properties: dict[str, Any]) -> None:
    definition = properties["SemiStructureInvictusPostStateMachine"]["Definition"]
    tasks = [state for _, state in all_states(definition) if state["Type"] == "Task"]

    assert len(tasks) >= 15
    for task in tasks:
        assert task["TimeoutSeconds"] <= 180
        last = task["Retry"][-1]
        assert (last["BackoffRate"], last["MaxDelaySeconds"], last["JitterStrategy"]) == (2, 30, "FULL")


def test_schedule_asks_daily_for_the_three_newest_posts(properties: dict[str, Any]) -> None:
    rule = properties["ScheduleRule"]
    (target,) = rule["Targets"]

    assert rule["ScheduleExpression"] == "cron(0 5 * * ? *)"
    assert target["Input"] == '{"posts_per_page": 3}'
    assert target["Arn"] == {"Ref": "SemiStructureInvictusPostStateMachine"}
    assert target["DeadLetterConfig"]["Arn"]["Fn::GetAtt"] == ["ScheduleDeadLetters", "Arn"]


def test_every_failed_start_alarms_not_only_the_first_of_two_weeks(properties: dict[str, Any]) -> None:
    total, *counted = properties["DeadLettersAlarm"]["Metrics"]

    assert total["Expression"] == "SUM(FILL(METRICS(), 0))"
    metrics = [stat["MetricStat"]["Metric"] for stat in counted]
    names = ["InvocationsSentToDlq", "FailedInvocations", "InvocationsFailedToBeSentToDlq"]
    assert [metric["MetricName"] for metric in metrics] == names
    assert all(metric["Dimensions"] == [{"Name": "RuleName", "Value": {"Ref": "ScheduleRule"}}] for metric in metrics)


def test_the_costs_page_counts_what_is_billed_by_the_metric(properties: dict[str, Any]) -> None:
    alarms = [found for name, found in properties.items() if name.endswith("Alarm")]
    metrics = sum(sum("MetricStat" in metric for metric in alarm.get("Metrics", [])) or 1 for alarm in alarms)
    custom = sum(len(found["MetricTransformations"]) for name, found in properties.items() if name.endswith("Metric"))

    page = (ROOT / "docs" / "costs.md").read_text()
    assert f"alarms, on {metrics} metrics" in page
    assert f"{custom} custom metric" in page


@pytest.mark.parametrize(
    ("machine", "detail", "is_reported"),
    [
        ("machine", {"status": "FAILED", "error": "BlogUnavailableError", "cause": "down"}, True),
        ("machine", {"status": "FAILED", "error": "PostsFailed", "cause": "1 failed"}, False),
        ("machine", {"status": "FAILED"}, True),
        ("machine", {"status": "TIMED_OUT", "error": None}, True),
        ("machine", {"status": "SUCCEEDED"}, False),
        ("machine", {"status": "ABORTED"}, False),
        ("machine/Posts", {"status": "FAILED", "error": "States.Runtime"}, False),
    ],
)
def test_an_execution_that_failed_without_its_message_is_reported(
    properties: dict[str, Any], machine: str, detail: dict[str, Any], is_reported: bool
) -> None:
    from moto.events.models import EventPattern

    rule = properties["FailedExecutionsRule"]
    (target,) = rule["Targets"]
    pattern = copy.deepcopy(rule["EventPattern"])
    assert pattern["detail"]["stateMachineArn"] == [{"Ref": "SemiStructureInvictusPostStateMachine"}]
    pattern["detail"]["stateMachineArn"] = ["machine"]
    event = {"source": "aws.states", "detail-type": "Step Functions Execution Status Change"}

    happened: Any = {**event, "detail": {**detail, "stateMachineArn": machine}}
    assert EventPattern(None, pattern).matches_event(happened) == is_reported
    assert target["Arn"] == {"Ref": "CompletionTopic"}
    states = properties["SemiStructureInvictusPostStateMachine"]["Definition"]["States"]
    assert {state.get("Error") for state in states.values() if state["Type"] == "Fail"} == {"PostsFailed"}


def test_the_fetch_gives_up_before_its_function_is_stopped(properties: dict[str, Any]) -> None:
    function = properties["GetUnderscoreinvictusUnderscorepostLambdaFunction"]
    states = properties["SemiStructureInvictusPostStateMachine"]["Definition"]["States"]

    assert wordpress.FETCH_SECONDS + 15 < function["Timeout"] < states["GetPost"]["TimeoutSeconds"]


def test_the_package_is_small_and_holds_what_handlers_import(package: Package) -> None:
    names = zipfile.ZipFile(package.code).namelist()
    tops = {name.split("/")[0] for name in names}

    assert package.code.stat().st_size < 900_000
    assert {"handler.py", "transforms.py", "invictus", "requests"} <= tops
    assert not {"boto3", "botocore", "local", "tests", "test_events", ".env"} & tops


def test_cfn_lint_finds_nothing(package: Package) -> None:
    check_template.lint(package)


def test_errors_of_cfn_lint_and_a_missing_node_are_named_with_their_remedies(
    package: Package, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "cfn-lint").write_text("#!/bin/sh\nexit 2\n")
    (tmp_path / "cfn-lint").chmod(0o755)
    monkeypatch.setattr(sys, "executable", str(tmp_path / "python"))
    monkeypatch.setenv("PATH", str(tmp_path))

    with pytest.raises(check_template.TemplateError, match=r"Correct the template in serverless/ or serverless\.yml$"):
        check_template.lint(package)
    with pytest.raises(ServerlessError, match=r"Node\.js is missing\. Install version 20\.19 or later"):
        check_template.check_definition("{}")
