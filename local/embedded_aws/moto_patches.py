"""Where moto differs from AWS in ways that matter to this pipeline, and where it is slow: mended while a stack is up.

- Functions run side by side, each with an environment of its own (`EnvironmentByThread`).
- A call is whole: two writers of one key or row come one after the other, as on AWS (`ApiCalls`).
- Any call can be made to fail as the service would fail it, so that the SDK's own retries see it (`ApiCalls.fail`).
- The names of errors in the state machine are those of Step Functions' SDK integrations (`sdk_error_name`).
- A definition is parsed once, and so is a path, and a client is made once, not anew for each execution or state.
"""

from __future__ import annotations

import copy
import json
import os
import re
from collections import defaultdict
from collections.abc import Callable, Iterator, MutableMapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from functools import lru_cache
from threading import Lock, RLock, local
from types import SimpleNamespace
from typing import Any, Optional
from unittest.mock import patch

import boto3
from botocore.awsrequest import AWSResponse
from moto.awslambda import models as awslambda_models
from moto.awslambda_simple.models import lambda_simple_backends
from moto.core.botocore_stubber import BotocoreStubber, MockRawResponse
from moto.stepfunctions.models import StateMachine
from moto.stepfunctions.parser import models
from moto.stepfunctions.parser.asl.component.common.path import result_path
from moto.stepfunctions.parser.asl.component.common.string import string_expression
from moto.stepfunctions.parser.asl.component.state.exec import execute_state
from moto.stepfunctions.parser.asl.component.state.exec.state_map import state_map
from moto.stepfunctions.parser.asl.component.state.exec.state_parallel import state_parallel
from moto.stepfunctions.parser.asl.component.state.exec.state_task.service import state_task_service
from moto.stepfunctions.parser.asl.component.state.exec.state_task.service.state_task_service_aws_sdk import (
    StateTaskServiceAwsSdk,
)
from moto.stepfunctions.parser.asl.eval import states
from moto.stepfunctions.parser.asl.eval.event import event_manager
from moto.stepfunctions.parser.asl.parse.asl_parser import AmazonStateLanguageParser
from moto.stepfunctions.parser.asl.parse.preprocessor import Preprocessor
from moto.stepfunctions.parser.asl.utils import boto_client, json_path

ALWAYS = -1
# Where moto copies the data of a state, or a machine.
COPYING = (
    string_expression,
    result_path,
    execute_state,
    state_map,
    state_parallel,
    state_task_service,
    states,
    event_manager,
    models,
)


@contextmanager
def patched() -> Iterator[tuple[EnvironmentByThread, ApiCalls]]:
    """All of it, for as long as the `with` block runs."""
    environment, calls, lock = EnvironmentByThread(os.environ), ApiCalls(), Lock()
    states_client = _made_once(boto3.client, lock, whatever_its_config=True)
    patches = (
        # Before moto 5.2 (and so on Python 3.9) CloudFormation makes functions where nobody looks for them.
        patch.object(awslambda_models, "lambda_backends", lambda_simple_backends),
        patch.object(os, "environ", environment),
        patch.object(boto3, "client", _made_once(boto3.client, lock)),
        patch.object(boto3, "resource", _made_once(boto3.resource, lock)),
        patch.object(boto_client, "boto3", SimpleNamespace(client=states_client)),
        patch.object(BotocoreStubber, "__call__", calls.observed(BotocoreStubber.__call__)),
        patch.object(AmazonStateLanguageParser, "parse", staticmethod(_parse)),
        patch.object(json_path, "parse", lru_cache(maxsize=None)(json_path.parse)),
        patch.object(StateTaskServiceAwsSdk, "_normalise_exception_name", staticmethod(sdk_error_name)),
    )
    copying = SimpleNamespace(**{**vars(copy), "deepcopy": copied})
    with ExitStack() as open_patches:
        for each in (*patches, *(patch.object(module, "copy", copying) for module in COPYING)):
            open_patches.enter_context(each)
        yield environment, calls


def copied(value: Any, memo: Optional[dict[int, Any]] = None) -> Any:
    """A deep copy. What is plain JSON, as the states' data is, needs none of `copy.deepcopy`'s care."""
    kind = type(value)
    if kind is dict:
        return {key: copied(entry, memo) for key, entry in value.items()}
    if kind is list:
        return [copied(entry, memo) for entry in value]
    if kind in (str, int, float, bool, type(None)):
        return value
    # A machine's past executions hold threads and locks, and its next one needs none of them.
    return copy.copy(value) if isinstance(value, StateMachine) else copy.deepcopy(value, memo)


class EnvironmentByThread(MutableMapping[str, str]):
    """`os.environ` on a machine where functions run side by side: each sees its own, the rest the process's."""

    def __init__(self, process: MutableMapping[str, str]) -> None:
        self._process = process
        self._thread = local()

    @contextmanager
    def set_to(self, variables: dict[str, str]) -> Iterator[None]:
        """In this thread, and until the block ends, `variables` are all there is."""
        self._thread.variables = dict(variables)
        try:
            yield
        finally:
            del self._thread.variables

    def _current(self) -> MutableMapping[str, str]:
        return getattr(self._thread, "variables", self._process)

    def __getitem__(self, name: str) -> str:
        return self._current()[name]

    def __setitem__(self, name: str, value: str) -> None:
        self._current()[name] = value

    def __delitem__(self, name: str) -> None:
        del self._current()[name]

    def __iter__(self) -> Iterator[str]:
        return iter(list(self._current()))

    def __len__(self) -> int:
        return len(self._current())

    def copy(self) -> dict[str, str]:
        return dict(self)


@dataclass
class ApiFault:
    """What a service is to answer in place of the truth. `happened` counts how often it did."""

    service: str
    operation: str
    code: str
    status: int
    times: int
    where: str
    after: bool
    happened: int = 0

    def befalls(self, service: str, operation: str, request: Any) -> bool:
        if (service, operation) != (self.service, self.operation) or self.happened == self.times:
            return False
        body = request.body or b""
        text = body if isinstance(body, bytes) else getattr(body, "getvalue", lambda: str(body).encode())()
        return self.where in request.url or self.where.encode() in text


class ApiCalls:
    """Every call to an AWS API in this process: the service (`s3`, `secretsmanager`, `sfn`) and its operation."""

    def __init__(self) -> None:
        self.watch_nothing()
        self._one_at_a_time: dict[str, RLock] = defaultdict(RLock)

    def watch_nothing(self) -> None:
        self.faults: list[ApiFault] = []
        # Before any call: the service, the operation, and the request as it is sent.
        self.before: Callable[[str, str, Any], None] = lambda service, operation, request: None

    def observed(self, answer: Callable[..., Any]) -> Callable[..., Any]:
        def answer_observed(stubber: BotocoreStubber, event_name: str, request: Any, **more: Any) -> Any:
            if not stubber.enabled:
                return None
            service, operation = event_name.replace("before-send", "").replace("-", "").split(".")[1:]
            self.before(service, operation, request)
            fault = self._fault_of(service, operation, request)
            if fault and not fault.after:
                return _refusal(request, fault)
            if service in ("lambda", "sfn"):  # a function's run is one call, and may not hold up another
                return answer(stubber, event_name, request, **more)
            with self._one_at_a_time[service]:
                answered = answer(stubber, event_name, request, **more)
            return _refusal(request, fault) if fault else answered

        return answer_observed

    def _fault_of(self, service: str, operation: str, request: Any) -> Optional[ApiFault]:
        with self._one_at_a_time["faults"]:
            fault = next((fault for fault in self.faults if fault.befalls(service, operation, request)), None)
            if fault:
                fault.happened += 1
            return fault


def _refusal(request: Any, fault: ApiFault) -> AWSResponse:
    """A service's error in its own protocol: JSON, S3's XML or the query protocol's."""
    headers = {"x-amzn-requestid": "0", "Content-Type": "text/xml"}
    message = f"{fault.code}, injected"
    error = f"<Error><Code>{fault.code}</Code><Message>{message}</Message></Error>"
    if request.method == "HEAD":
        body = ""
    elif fault.service == "s3":
        body = error
    elif fault.service == "sns":
        body = f"<ErrorResponse>{error}<RequestId>0</RequestId></ErrorResponse>"
    else:
        headers = {
            "x-amzn-requestid": "0",
            "Content-Type": "application/x-amz-json-1.0",
            "x-amzn-errortype": fault.code,
        }
        body = json.dumps({"__type": fault.code, "message": message, "Message": message})
    return AWSResponse(request.url, fault.status, headers, MockRawResponse(body))


_SDK_SERVICES = {"dynamodb": "DynamoDb", "s3": "S3"}


def sdk_error_name(service: str, error: Any) -> str:
    """An error's name in the state machine, as Step Functions takes it from the AWS SDK for Java 2.

    `S3.NoSuchKeyException`, `DynamoDb.ProvisionedThroughputExceededException`; an error that the service's model does
    not name is the service's own, `S3.S3Exception`.
    """
    service = _SDK_SERVICES.get(service.lower(), service)
    code = error.response["Error"]["Code"]
    if error.operation_name == "HeadObject" and code == "404":
        code = "NoSuchKey"
    named = type(error).__name__ != "ClientError" or code == "NoSuchKey"
    return f"{service}.{re.sub('(Exception)?$', 'Exception', code if named else service, count=1)}"


@lru_cache(maxsize=8)
def _tree_of(definition: str) -> Any:
    return _PARSE(definition)[1]


_PARSE = AmazonStateLanguageParser.parse


def _parse(definition: str) -> tuple[Any, Any]:
    """As moto's own, but the slow half, the text's parse, is done once. The program is made anew: it holds state."""
    tree = _tree_of(definition)
    return Preprocessor().visit(tree), tree


def _made_once(make: Callable[..., Any], lock: Any, whatever_its_config: bool = False) -> Callable[..., Any]:
    """boto3.client or boto3.resource, of which a thread at a time makes one, and no two alike: making one is slow."""
    made: dict[Any, Any] = {}

    def make_once(*names: Any, **options: Any) -> Any:
        kind = {name: value for name, value in options.items() if name != "config" or not whatever_its_config}
        key = names, tuple(sorted(kind.items(), key=str))
        with lock:
            if key not in made:
                made[key] = make(*names, **options)
            return made[key]

    return make_once
