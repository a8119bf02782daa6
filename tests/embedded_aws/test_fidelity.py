"""The embedded AWS follows AWS's documentation where moto alone does not. Shown with definitions of a few states."""

from __future__ import annotations

import json
import time
import uuid
from typing import Any

import pytest

from local.embedded_aws.stack import EmbeddedAws, Execution

DONE = {"Type": "Pass", "Result": {"came": "through"}, "End": True}
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
        ({"Body.$": "States.JsonToString($.post)"}, r'"{\"id\":1,\"title\":\"Snatch\"}"'),
        ({"Body": "as it is written"}, '"as it is written"'),
        ({"Body.$": "$.list"}, "[1,2.5,null]"),
    ],
)
def test_put_object_stores_its_body_as_json_whatever_it_is(aws: EmbeddedAws, body: dict[str, Any], stored: str) -> None:
    put = task("aws-sdk:s3:putObject", Parameters={"Bucket": aws.resources["DataBucket"], "Key": "body.json", **body})

    given = {"text": "Tall Snatch, 3×5", "post": {"id": 1, "title": "Snatch"}, "list": [1, 2.5, None]}

    execution = run(aws, {"Put": put}, given)

    assert execution.status == "SUCCEEDED", execution
    assert aws.objects()["body.json"].decode() == stored


# What a path names


@pytest.mark.parametrize(
    ("path", "rows", "output"),
    [
        ("$.rows[*].week.S", [{"week": {"S": "a"}}, {"week": {"S": "b"}}], {"named": ["a", "b"]}),
        ("$.rows[*].week.S", [], {"named": []}),
        ("$.rows[-1:]", [], {"named": []}),
        ("$.rows[?(@.failed == true)].name", [{"failed": True, "name": "a"}, {"failed": False}], {"named": ["a"]}),
        ("$.rows[0]", [{"week": "a"}], {"named": {"week": "a"}}),
        ("$.rows[0]", [], None),
    ],
)
def test_a_path_that_may_name_many_nodes_gives_a_list_and_any_other_the_node_or_an_error(
    aws: EmbeddedAws, path: str, rows: Any, output: Any
) -> None:
    execution = run(aws, {"Only": {"Type": "Pass", "Parameters": {"named.$": path}, "End": True}}, {"rows": rows})

    assert execution.output == output, execution
    assert execution.status == ("SUCCEEDED" if output else "FAILED")


# What a Choice needs

IS_PRESENT = {"Variable": "$.key", "IsPresent": True}
IS_A = {"Variable": "$.key", "StringEquals": "a"}
FAILED = "States.Runtime"


@pytest.mark.parametrize(
    ("rule", "given", "ended"),
    [
        (IS_A, {"key": "a"}, "through"),
        (IS_A, {}, FAILED),
        ({"Variable": "$.week.key", "StringEqualsPath": "$.other"}, {"other": "a"}, FAILED),
        ({"Variable": "$.count", "IsNull": True}, {}, FAILED),
        ({"Not": {"Variable": "$.count", "IsString": True}}, {}, FAILED),
        (IS_PRESENT, {}, "elsewhere"),
        ({"Variable": "$.key", "IsPresent": False}, {}, "through"),
        ({"Variable": "$.list[0]", "IsPresent": True}, {"list": []}, "elsewhere"),
        ({"And": [IS_PRESENT, IS_A]}, {}, "elsewhere"),
    ],
)
def test_a_choice_on_a_missing_variable_fails_unless_it_asks_whether_it_is_there(
    aws: EmbeddedAws, rule: dict[str, Any], given: dict[str, Any], ended: str
) -> None:
    choose = {"Type": "Choice", "Choices": [{**rule, "Next": "Done"}], "Default": "Caught"}

    execution = run(aws, {"Choose": choose, "Done": DONE, "Caught": CAUGHT}, given)

    if ended == FAILED:
        assert (execution.status, execution.error) == ("FAILED", FAILED)
        assert "executing the state 'Choose'" in (execution.cause or "")
    else:
        assert execution[:2] == ("SUCCEEDED", {"came": ended})


# What Retry and Catch catch

MISSING = {"Type": "Choice", "Choices": [{"Variable": "$.missing", "IsNull": True, "Next": "Never"}]}
FAILS_AT_RUN_TIME = {"StartAt": "Choose", "States": {"Choose": MISSING, "Never": DONE}}
FAILS = {"StartAt": "Fail", "States": {"Fail": {"Type": "Fail", "Error": "PostFormatError", "Cause": "no day"}}}
KEY = {"date": {"S": "2021-03-08"}, "session": {"S": "Monday"}}
PREFIX = "invictus-weightlifting-dev-"


def task(service: str, **settings: Any) -> dict[str, Any]:
    return {"Type": "Task", "Resource": f"arn:aws:states:::{service}", "End": True, **settings}


SLOW = {"FunctionName": f"{PREFIX}strip_post_html", "Payload": {}}
TIMES_OUT = {"StartAt": "S", "States": {"S": task("lambda:invoke", Parameters=SLOW, TimeoutSeconds=1)}}
TOO_LARGE = task("dynamodb:getItem", Parameters={"TableName": f"{PREFIX}WorkoutPosts", "Key": KEY})


def catching(error: str, state: dict[str, Any]) -> dict[str, Any]:
    retry, catch = {"ErrorEquals": [error], "MaxAttempts": 0}, {"ErrorEquals": [error], "Next": "Caught"}
    return {"First": {**state, "Retry": [retry], "Catch": [catch]}, "Caught": CAUGHT}


def parallel(branch: dict[str, Any]) -> dict[str, Any]:
    return {"Type": "Parallel", "Branches": [branch], "End": True}


def inline_map(processor: dict[str, Any]) -> dict[str, Any]:
    processor = {"ProcessorConfig": {"Mode": "INLINE"}, **processor}
    return {"Type": "Map", "ItemsPath": "$.items", "ItemProcessor": processor, "End": True}


def distributed(**settings: Any) -> dict[str, Any]:
    """A child fails at run time if its item is FAILING; the others return their number."""
    fails = {"Variable": "$.number", "IsString": True, "Next": "Missing"}
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
    return {"Type": "Map", "ItemsPath": "$.items", "ItemProcessor": processor, **settings, "End": True}


@pytest.mark.parametrize("state", [parallel(FAILS_AT_RUN_TIME), inline_map(FAILS_AT_RUN_TIME)])
@pytest.mark.parametrize("error", ["States.ALL", "States.Runtime"])
def test_no_catch_catches_what_goes_wrong_at_run_time(aws: EmbeddedAws, state: dict[str, Any], error: str) -> None:
    execution = run(aws, catching(error, state), {"items": [1]})

    assert (execution.status, execution.error) == ("FAILED", "States.Runtime")


@pytest.mark.parametrize(
    ("error", "state"),
    [
        ("PostFormatError", parallel(FAILS)),
        ("PostFormatError", inline_map(FAILS)),
        ("States.Timeout", parallel(TIMES_OUT)),
        # The documentation says that these two are not. Recordings on AWS show that they are.
        ("States.ALL", TOO_LARGE),
        ("States.DataLimitExceeded", TOO_LARGE),
    ],
)
def test_any_other_error_is_caught_by_its_name(aws: EmbeddedAws, error: str, state: dict[str, Any]) -> None:
    aws.client("dynamodb").put_item(TableName=f"{PREFIX}WorkoutPosts", Item={**KEY, "notes": {"S": TOO_MUCH}})
    aws.before_invoke = lambda function, event: time.sleep(1.2)

    execution = run(aws, catching(error, state), {"items": [1]})

    assert execution[:2] == ("SUCCEEDED", {"came": "elsewhere"}), execution


# What a distributed map returns

GOOD, FAILING, EMPTY = {"number": 1}, {"number": "none"}, {"number": None}


def test_a_failed_child_is_described_in_the_map_s_result_and_one_that_ends_with_null_has_not_failed(
    aws: EmbeddedAws,
) -> None:
    each = distributed(Label="Posts", ToleratedFailureCount=1)

    output: Any = run(aws, {"Each": each}, {"items": [GOOD, FAILING, EMPTY]}).output
    first, failed, last = output

    assert (first, last) == (1, None)
    assert (failed["Status"], failed["Error"]) == ("FAILED", "States.Runtime")
    assert "Invalid path '$.missing'" in failed["Cause"]
