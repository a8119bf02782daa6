"""Where moto differs from AWS in ways that matter to this pipeline: mended while a stack is up.

What AWS does is from its documentation (Step Functions, "Handling errors", "ResultWriter") and from recordings on AWS.
tests/embedded_aws/test_fidelity.py shows each with a small definition.
"""

from __future__ import annotations

import copy
import json
import re
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from functools import lru_cache
from typing import Any
from unittest.mock import patch

from botocore.exceptions import ClientError
from jsonpath_ng import DatumInContext
from jsonpath_ng.ext.parser import parse as parse_path
from moto.awslambda import models as awslambda_models
from moto.awslambda_simple.models import lambda_simple_backends
from moto.iam.access_control import PermissionResult
from moto.s3.models import FakeBucket
from moto.stepfunctions.models import StateMachine
from moto.stepfunctions.parser.api import ExecutionFailedEventDetails, HistoryEventType
from moto.stepfunctions.parser.asl.component.common.error_name.custom_error_name import CustomErrorName
from moto.stepfunctions.parser.asl.component.common.error_name.error_equals_decl import ErrorEqualsDecl
from moto.stepfunctions.parser.asl.component.common.error_name.failure_event import FailureEvent, FailureEventException
from moto.stepfunctions.parser.asl.component.common.error_name.states_error_name import StatesErrorName
from moto.stepfunctions.parser.asl.component.state.choice.comparison.comparison_variable import ComparisonVariable
from moto.stepfunctions.parser.asl.component.state.choice.comparison.variable import NoSuchVariable
from moto.stepfunctions.parser.asl.component.state.exec.state_map.iteration import iteration_worker
from moto.stepfunctions.parser.asl.component.state.exec.state_map.iteration.itemprocessor import (
    distributed_item_processor_worker,
)
from moto.stepfunctions.parser.asl.component.state.exec.state_parallel import branches_decl
from moto.stepfunctions.parser.asl.component.state.exec.state_task.service import (
    state_task_service_aws_sdk,
    state_task_service_dynamodb,
)
from moto.stepfunctions.parser.asl.eval.program_state import ProgramError
from moto.stepfunctions.parser.asl.utils import json_path
from moto.stepfunctions.parser.backend import execution_worker

RUNTIME = "States.Runtime"
SdkTask = state_task_service_aws_sdk.StateTaskServiceAwsSdk
DynamoDbTask = state_task_service_dynamodb.StateTaskServiceDynamoDB
ItemWorker = distributed_item_processor_worker.DistributedItemProcessorWorker
# What moto does, where what is put in its place goes on with it.
_matches, _dynamodb_error = ErrorEqualsDecl._eval_body, DynamoDbTask._from_error
_evaluate = ItemWorker._eval_job
# A path that may name several nodes: with `*`, a slice, a union, a filter or `..`.
INDEFINITE = re.compile(r"[*:,?]|\.\.")


@contextmanager
def as_aws() -> Iterator[None]:
    """Have moto behave as AWS until the block ends."""
    with ExitStack() as patches:
        for owner, name, instead in (
            # Before moto 5.2 (and so on Python 3.9) CloudFormation makes functions where nobody looks for them.
            (awslambda_models, "lambda_backends", lambda_simple_backends),
            # A bucket policy's Deny is read without its Condition: "only over TLS" would mean "not at all".
            (FakeBucket, "get_permission", lambda *_: PermissionResult.NEUTRAL),
            (SdkTask, "_normalise_exception_name", staticmethod(sdk_error_name)),
            (SdkTask, "_normalise_parameters", _body_as_json),
            (ErrorEqualsDecl, "_eval_body", _match_unless_uncatchable),
            (DynamoDbTask, "_from_error", _name_only_its_own_errors),
            # A branch's or an iteration's error keeps its name: moto refuses one that begins with "States.".
            (branches_decl, "CustomErrorName", _error_name),
            (iteration_worker, "CustomErrorName", _error_name),
            (ComparisonVariable, "_eval_body", _compare_what_is_there),
            (json_path, "parse", Path),
            # $$.Execution.StartTime is a text.
            (execution_worker, "ExecutionData", _with_its_start_in_words),
            (ItemWorker, "_eval_job", _evaluate_and_describe),
        ):
            patches.enter_context(patch.object(owner, name, instead))
        # Before moto 5.2 a machine that has run cannot be started again: its executions hold locks.
        same_locks = patch.object(StateMachine, "__deepcopy__", lambda machine, _: copy.copy(machine), create=True)
        patches.enter_context(same_locks)
        yield


class Path:
    """A path as AWS reads it: it finds the value of one node, or, if it may name several, the list of all there are.

    moto gives one node's value also for such a path, and a list for a definite one below an array.
    """

    _parse = staticmethod(lru_cache(maxsize=None)(parse_path))  # takes longer than to find

    def __init__(self, path: str) -> None:
        self._path = path

    def find(self, data: Any) -> list[DatumInContext]:
        found = self._parse(self._path).find(data)
        if INDEFINITE.search(self._path):
            return [DatumInContext([match.value for match in found])]
        return [DatumInContext(match.value) for match in found]


# What a definition may say, and what the SDK integrations say and send


def sdk_error_name(service: str, error: Any) -> str:
    """Return an error's name in the state machine, as Step Functions takes it from the AWS SDK for Java 2.

    `S3.NoSuchKeyException`, `DynamoDb.ProvisionedThroughputExceededException`; an error that the service's model does
    not name is the service's own, `S3.S3Exception`.
    """
    service = {"dynamodb": "DynamoDb", "s3": "S3"}.get(service.lower(), service)
    code = error.response["Error"]["Code"]
    if error.operation_name == "HeadObject" and code == "404":
        code = "NoSuchKey"
    named = type(error).__name__ != "ClientError" or code == "NoSuchKey"
    return f"{service}.{re.sub('(Exception)?$', 'Exception', code if named else service, count=1)}"


def _body_as_json(task: Any, parameters: dict[str, Any], *_: Any, **__: Any) -> None:
    """Store Body as JSON whatever its type: a string in quotes, an object as compact JSON."""
    if task.resource.api_action.lower() == "putobject" and "Body" in parameters:
        parameters["Body"] = json.dumps(parameters["Body"], ensure_ascii=False, separators=(",", ":")).encode()


# Errors


def _error_name(error_name: str) -> Any:
    if error_name and error_name.startswith("States."):
        return StatesErrorName.from_name(error_name)
    return CustomErrorName(error_name)


def _match_unless_uncatchable(names: Any, env: Any) -> None:
    """Let no Retry and no Catch match States.Runtime, whether it names it or States.ALL: it ends the execution."""
    if getattr(env.stack[-1], "error_name", None) == RUNTIME:
        env.stack[-1] = False
    else:
        _matches(names, env)


def _name_only_its_own_errors(task: Any, env: Any, ex: Exception) -> Any:
    """Name only DynamoDB's own errors after it. moto does so with time-outs and results that are too large, too."""
    if isinstance(ex, ClientError):
        return _dynamodb_error(task, env=env, ex=ex)
    return super(DynamoDbTask, task)._from_error(env=env, ex=ex)


def failure(env: Any, error: str, cause: str) -> FailureEventException:
    """Return what ends an execution with an error by name."""
    details: Any = {"executionFailedEventDetails": ExecutionFailedEventDetails(error=error, cause=cause)}
    name, kind = StatesErrorName.from_name(error), HistoryEventType.ExecutionFailed
    return FailureEventException(FailureEvent(env=env, error_name=name, event_type=kind, event_details=details))


# Choices


def _compare_what_is_there(comparison: Any, env: Any) -> None:
    """Fail on a variable that is missing, unless the rule asks whether it is there. moto takes the rule for false."""
    comparison.variable.eval(env)
    compared, found = comparison.comparison_function, env.stack[-1]
    if isinstance(found, NoSuchVariable) and compared.operator_type.name != "IsPresent":
        path = comparison.variable.string_sampler.literal_value
        cause = f"Invalid path '{path}': The choice state's condition path references an invalid value."
        raise failure(env, RUNTIME, cause)
    compared.eval(env)


def _with_its_start_in_words(**fields: Any) -> Any:
    return {**fields, "StartTime": f"{fields['StartTime'].isoformat(timespec='milliseconds')[:23]}Z"}


# Distributed maps


def _evaluate_and_describe(worker: Any, env: Any, job: Any) -> None:
    """Put a failed child execution's description into the map's result, where moto puts null.

    Without a ResultWriter a map returns its children's outputs; of a child that failed it returns what a ResultWriter
    would write, of which this has the status, the error and the cause.
    """
    _evaluate(worker, env, job)
    ended = env.program_state()
    if isinstance(ended, ProgramError):
        error = dict(ended.error or {})
        job.job_output = {"Status": "FAILED", "Error": error.get("error", ""), "Cause": error.get("cause", "")}
