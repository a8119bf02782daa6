"""The embedded AWS follows AWS's documentation where moto alone does not. Shown with definitions of a few states."""

from __future__ import annotations

import json
import time
import uuid
from typing import Any, Optional

import pytest

from local.embedded_aws.stack import EmbeddedAws, Execution

DONE = {"Type": "Pass", "Result": {"came": "through"}, "End": True}
CATCH_ALL = [{"ErrorEquals": ["States.ALL"], "Next": "Caught"}]
CAUGHT = {"Type": "Pass", "Result": {"came": "elsewhere"}, "End": True}
# As a state's output it is over the limit of 256 KiB.
TOO_MUCH = "x" * 270_000


def run(aws: EmbeddedAws, states: dict[str, Any], given: Any = None) -> Execution:
    """Run a machine of these states, from the first one, on the embedded AWS."""
    machine = aws.client("stepfunctions").create_state_machine(
        name=f"small-{uuid.uuid4()}",
        definition=json.dumps({"StartAt": next(iter(states)), "States": states}),
        roleArn="arn:aws:iam::123456789012:role/small",
    )
    started = aws.client("stepfunctions").start_execution(
        stateMachineArn=machine["stateMachineArn"], name=str(uuid.uuid4()), input=json.dumps(given or {})
    )
    return aws.wait(started["executionArn"])


# What a Task stores


@pytest.mark.parametrize(
    ("body", "stored"),
    [
        ({"Body.$": "$.text"}, '"Tall Snatch, 3×5"'),
        ({"Body.$": "$.post"}, '{"id":1,"title":"Snatch"}'),
        ({"Body.$": "States.JsonToString($.post)"}, r'"{\"id\":1,\"title\":\"Snatch\"}"'),
        ({"Body": "as it is written"}, '"as it is written"'),
        ({"Body.$": "$.list"}, "[1,2.5,null]"),
    ],
)
def test_put_object_stores_its_body_as_json_whatever_it_is(aws: EmbeddedAws, body: dict[str, Any], stored: str) -> None:
    bucket = aws.resources["DataBucket"]
    put = {"Type": "Task", "Resource": "arn:aws:states:::aws-sdk:s3:putObject", "End": True}

    execution = run(
        aws,
        {"Put": {**put, "Parameters": {"Bucket": bucket, "Key": "body.json", **body}}},
        {"text": "Tall Snatch, 3×5", "post": {"id": 1, "title": "Snatch"}, "list": [1, 2.5, None]},
    )

    assert execution.status == "SUCCEEDED", execution
    assert aws.objects()["body.json"].decode() == stored


# What a path names


@pytest.mark.parametrize(
    ("path", "given", "named"),
    [
        ("$.rows[*].week.S", {"rows": [{"week": {"S": "a"}}, {"week": {"S": "b"}}]}, ["a", "b"]),
        ("$.rows[*].week.S", {"rows": []}, []),
        ("$.rows[*].week", {"rows": [{"other": 1}]}, []),
        ("$.rows[-1:]", {"rows": []}, []),
        ("$.rows[?(@.failed == true)].name", {"rows": [{"failed": True, "name": "a"}, {"failed": False}]}, ["a"]),
        ("$.rows[?(@.failed == true)].name", {"rows": [{"failed": False, "name": "a"}]}, []),
        ("$.rows[0]", {"rows": [{"week": "a"}]}, {"week": "a"}),
    ],
)
def test_a_path_that_may_name_many_nodes_gives_a_list_and_any_other_the_node(
    aws: EmbeddedAws, path: str, given: dict[str, Any], named: Any
) -> None:
    execution = run(aws, {"Only": {"Type": "Pass", "Parameters": {"named.$": path}, "End": True}}, given)

    assert execution.output == {"named": named}, execution


def test_a_path_to_a_node_that_is_missing_fails_the_execution(aws: EmbeddedAws) -> None:
    execution = run(aws, {"Only": {"Type": "Pass", "Parameters": {"named.$": "$.rows[0]"}, "End": True}}, {"rows": []})

    assert execution.status == "FAILED"


# What a Choice needs

IS_PRESENT = {"Variable": "$.key", "IsPresent": True}


def choice(*rules: dict[str, Any], default: Optional[str] = "Caught") -> dict[str, Any]:
    state = {"Type": "Choice", "Choices": [{**rule, "Next": "Done"} for rule in rules], "Default": default}
    return {"Choose": {name: value for name, value in state.items() if value}, "Done": DONE, "Caught": CAUGHT}


@pytest.mark.parametrize(
    "rule",
    [
        {"Variable": "$.week.key", "StringEquals": "a"},
        {"Variable": "$.week.key", "StringEqualsPath": "$.other"},
        {"Variable": "$.count", "IsNull": True},
        {"Not": {"Variable": "$.count", "IsString": True}},
        {"Variable": "$.other", "StringEqualsPath": "$.missing"},
    ],
    ids=json.dumps,
)
def test_a_choice_on_a_missing_variable_fails_the_execution(aws: EmbeddedAws, rule: dict[str, Any]) -> None:
    execution = run(aws, choice(rule), {"other": "a"})

    assert (execution.status, execution.error) == ("FAILED", "States.Runtime")
    assert "executing the state 'Choose'" in (execution.cause or "")


@pytest.mark.parametrize(
    ("rule", "given", "output"),
    [
        (IS_PRESENT, {}, "elsewhere"),
        ({"Variable": "$.key", "IsPresent": False}, {}, "through"),
        ({"Variable": "$.list[0]", "IsPresent": True}, {"list": []}, "elsewhere"),
        ({"And": [IS_PRESENT, {"Variable": "$.key", "StringEquals": "a"}]}, {}, "elsewhere"),
        ({"Variable": "$.key", "StringEquals": "a"}, {"key": "a"}, "through"),
        ({"Variable": "$.key", "StringEquals": "a"}, {"key": 1}, "elsewhere"),
    ],
)
def test_a_choice_may_test_whether_a_variable_is_present(
    aws: EmbeddedAws, rule: dict[str, Any], given: Any, output: str
) -> None:
    assert run(aws, choice(rule), given)[:2] == ("SUCCEEDED", {"came": output})


# What no Retry and no Catch catches

MISSING = {"Type": "Choice", "Choices": [{"Variable": "$.missing", "IsNull": True, "Next": "Never"}]}
FAILS_AT_RUN_TIME = {"StartAt": "Choose", "States": {"Choose": MISSING, "Never": DONE}}
FAILS = {"StartAt": "Fail", "States": {"Fail": {"Type": "Fail", "Error": "PostFormatError", "Cause": "no day"}}}


def parallel(branch: dict[str, Any], catch: list[dict[str, Any]]) -> dict[str, Any]:
    retry = [{"ErrorEquals": catch[0]["ErrorEquals"], "MaxAttempts": 0}]
    state = {"Type": "Parallel", "Branches": [branch], "Retry": retry, "Catch": catch, "End": True}
    return {"Branch": state, "Caught": CAUGHT}


def inline_map(processor: dict[str, Any]) -> dict[str, Any]:
    processor = {"ProcessorConfig": {"Mode": "INLINE"}, **processor}
    state = {"Type": "Map", "ItemsPath": "$.items", "ItemProcessor": processor, "Catch": CATCH_ALL, "End": True}
    return {"Each": state, "Caught": CAUGHT}


def test_no_catch_catches_what_goes_wrong_at_run_time(aws: EmbeddedAws) -> None:
    by_name = [{"ErrorEquals": ["States.Runtime"], "Next": "Caught"}]

    either_way = [parallel(FAILS_AT_RUN_TIME, catch) for catch in (CATCH_ALL, by_name)]
    for states in (*either_way, inline_map(FAILS_AT_RUN_TIME)):
        execution = run(aws, states, {"items": [1]})
        assert (execution.status, execution.error) == ("FAILED", "States.Runtime")


@pytest.mark.parametrize("caught", ["States.ALL", "States.DataLimitExceeded"])
def test_a_result_that_is_too_large_is_caught(aws: EmbeddedAws, caught: str) -> None:
    """The documentation says that it is not. Recordings on AWS show that it is."""
    table, key = aws.resources["WorkoutPostsTable"], {"date": {"S": "2021-03-08"}, "session": {"S": "Monday"}}
    aws.client("dynamodb").put_item(TableName=table, Item={**key, "notes": {"S": TOO_MUCH}})
    get = {
        "Type": "Task",
        "Resource": "arn:aws:states:::dynamodb:getItem",
        "Parameters": {"TableName": table, "Key": key},
        "Catch": [{"ErrorEquals": [caught], "Next": "Caught"}],
        "End": True,
    }

    execution = run(aws, {"Get": get, "Caught": CAUGHT})

    assert (execution.status, execution.output) == ("SUCCEEDED", {"came": "elsewhere"})


def test_the_error_of_a_branch_or_an_iteration_is_caught_by_its_name(aws: EmbeddedAws) -> None:
    by_name = [{"ErrorEquals": ["PostFormatError"], "Next": "Caught"}]

    assert run(aws, parallel(FAILS, by_name))[:2] == ("SUCCEEDED", {"came": "elsewhere"})
    assert run(aws, inline_map(FAILS), {"items": [1]})[:2] == ("SUCCEEDED", {"came": "elsewhere"})


def test_a_branch_that_times_out_is_caught_by_that_name(aws: EmbeddedAws) -> None:
    aws.before_invoke = lambda function, event: time.sleep(1.2)
    slow = {
        "Type": "Task",
        "Resource": "arn:aws:states:::lambda:invoke",
        "Parameters": {"FunctionName": "invictus-weightlifting-dev-strip_post_html", "Payload": {}},
        "TimeoutSeconds": 1,
        "End": True,
    }

    by_name = [{"ErrorEquals": ["States.Timeout"], "Next": "Caught"}]

    execution = run(aws, parallel({"StartAt": "Slow", "States": {"Slow": slow}}, by_name))

    assert execution[:2] == ("SUCCEEDED", {"came": "elsewhere"})


# What a distributed map tolerates


def distributed(**settings: Any) -> dict[str, Any]:
    """A child fails at run time if its item says so; the others return their number."""
    fails = {"Variable": "$.fails", "BooleanEquals": True, "Next": "Missing"}
    processor = {
        "ProcessorConfig": {"Mode": "DISTRIBUTED", "ExecutionType": "STANDARD"},
        "StartAt": "Choose",
        "States": {
            "Choose": {"Type": "Choice", "Choices": [fails], "Default": "Number"},
            "Missing": {**MISSING, "Default": "Number"},
            "Never": DONE,
            "Number": {"Type": "Pass", "OutputPath": "$.number", "End": True},
        },
    }
    state = {
        "Type": "Map",
        "ItemsPath": "$.items",
        "ItemSelector": {"number.$": "$$.Map.Item.Index", "fails.$": "$$.Map.Item.Value"},
        "ItemProcessor": processor,
        **settings,
        "Next": "Done",
    }
    return {"Each": state, "Done": {"Type": "Pass", "End": True}, "Caught": CAUGHT}


@pytest.mark.parametrize(
    ("settings", "tolerated"),
    [
        ({}, False),
        ({"ToleratedFailureCount": 1}, True),
        ({"ToleratedFailurePercentage": 25.0}, True),
        ({"ToleratedFailurePercentage": 24.0}, False),
        ({"ToleratedFailurePercentage": 100.0}, True),
        ({"ToleratedFailureCount": 1, "ToleratedFailurePercentage": 10.0}, False),
    ],
)
def test_a_map_fails_with_more_failed_children_than_it_tolerates(
    aws: EmbeddedAws, settings: dict[str, Any], tolerated: bool
) -> None:
    execution = run(aws, distributed(**settings), {"items": [False, True, False, False]})

    if tolerated:
        assert execution.status == "SUCCEEDED", execution
    else:
        assert (execution.status, execution.error) == ("FAILED", "States.ExceedToleratedFailureThreshold")


def test_a_map_over_its_threshold_can_be_caught(aws: EmbeddedAws) -> None:
    catch = [{"ErrorEquals": ["States.ExceedToleratedFailureThreshold"], "Next": "Caught"}]

    assert run(aws, distributed(Catch=catch), {"items": [True]})[:2] == ("SUCCEEDED", {"came": "elsewhere"})


def test_a_failed_child_is_described_in_the_map_s_result(aws: EmbeddedAws) -> None:
    each = distributed(Label="Posts", ToleratedFailurePercentage=100.0)

    output: Any = run(aws, each, {"items": [False, True, False]}).output
    first, failed, last = output

    assert (first, last) == (0, 2)
    assert (failed["Status"], failed["Error"]) == ("FAILED", "States.Runtime")
    assert "Invalid path '$.missing'" in failed["Cause"]


def test_a_child_that_ends_with_null_has_not_failed(aws: EmbeddedAws) -> None:
    processor = {
        "ProcessorConfig": {"Mode": "DISTRIBUTED", "ExecutionType": "STANDARD"},
        "StartAt": "Null",
        "States": {"Null": {"Type": "Pass", "Result": None, "End": True}},
    }
    each = {"Type": "Map", "ItemsPath": "$.items", "ItemProcessor": processor, "End": True}

    assert run(aws, {"Each": each}, {"items": [1, 2]}).status == "SUCCEEDED"
