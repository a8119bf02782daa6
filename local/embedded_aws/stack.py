"""Brings the stack that ships up inside this process, and runs its state machine."""

from __future__ import annotations

import json
import time
import uuid
from contextlib import ExitStack
from typing import Any, NamedTuple, Optional

import boto3
from moto import mock_aws

from invictus.shapes import Json
from local.embedded_aws.api_calls import ALWAYS, ApiCalls, ApiFault
from local.embedded_aws.contents import Contents
from local.embedded_aws.deployment import deploy
from local.embedded_aws.fidelity import as_aws
from local.embedded_aws.lambda_runtime import REGION, FunctionBreakdown, LambdaRuntime, no_account
from local.embedded_aws.package import Package
from local.embedded_aws.speed import sped_up
from local.embedded_aws.state_watch import StateWatch

__all__ = ["ApiFault", "EmbeddedAws", "Execution", "FunctionBreakdown"]

STACK = "invictus-weightlifting-dev"
POLL_SECONDS = 0.02


class Execution(NamedTuple):
    """How an execution ended."""

    status: str
    output: Optional[Json]
    error: Optional[str]
    cause: Optional[str]


class EmbeddedAws(LambdaRuntime, StateWatch, Contents):
    """A stack from the compiled package, for as long as its `with` block runs."""

    def __init__(self, package: Package) -> None:
        LambdaRuntime.__init__(self, f"{STACK}-")
        StateWatch.__init__(self)
        Contents.__init__(self)
        self._package = package
        self._open = ExitStack()
        self.calls = ApiCalls()
        self.watch_nothing()

    def __enter__(self) -> EmbeddedAws:
        with ExitStack() as opened:
            for each in (
                no_account(),
                mock_aws(config={"lambda": {"use_docker": False}, "stepfunctions": {"execute_state_machine": True}}),
                self.calls.observed(),
                sped_up(),
                as_aws(),
                self.invoked_by_moto(),
                self.states_watched(),
            ):
                opened.enter_context(each)
            self.resources = deploy(self._package, STACK)
            self.load_functions()
            self._open = opened.pop_all()
        return self

    def __exit__(self, *error: object) -> None:
        self.stop_executions()
        self.calls.refuse_all()
        self._open.close()

    def client(self, service: str) -> Any:
        return boto3.client(service, region_name=REGION)  # type: ignore[call-overload]

    # Running the state machine

    def execute(self, request: Json) -> Execution:
        """Start the state machine and wait for its end."""
        return self.wait(self.start(request))

    def start(self, request: Json) -> str:
        """Start an execution. Return its ARN."""
        machine = self.resources["SemiStructureInvictusPostStateMachine"]
        start = self.client("stepfunctions").start_execution(
            stateMachineArn=machine, name=str(uuid.uuid4()), input=json.dumps(request)
        )
        return str(start["executionArn"])

    def wait(self, arn: str) -> Execution:
        """Wait for an execution's end, and for whatever any execution has begun."""
        self.wait_for_end(arn)
        self.wait_for_states()
        end = self.client("stepfunctions").describe_execution(executionArn=arn)
        output = json.loads(end["output"]) if "output" in end else None
        return Execution(end["status"], output, end.get("error"), end.get("cause"))

    def wait_for_end(self, arn: str) -> None:
        while self.client("stepfunctions").describe_execution(executionArn=arn)["status"] == "RUNNING":
            time.sleep(POLL_SECONDS)

    # Looking on and putting faults in

    def watch_nothing(self) -> None:
        """Take away whatever looks on or puts a fault in. The places for it are:

        before_invoke, after_invoke  a function: its name, its event
        before_state, after_state    a state, of a post's child execution too: its name, its post's slug or ""
        before_input                 the same, with what the state is given
        calls.before                 a call to AWS: its service, its operation, its request
        fail                         a call to AWS that fails
        """
        self.watch_no_functions()
        self.watch_no_states()
        self.calls.watch_nothing()

    def fail(
        self, service: str, operation: str, code: str, times: int = ALWAYS, status: int = 400, where: str = "",
        after: bool = False,
    ) -> ApiFault:
        """Make calls to AWS fail: `fail("s3", "PutObject", "SlowDown", times=1, status=503, where="/raw/")`.

        Functions and state machine alike meet the error as the service would answer it, on the wire. `where` is a
        part of the request's address or body, `after` lets the call do its work first.
        """
        fault = ApiFault(service, operation, code, status, times, where, after)
        self.calls.faults.append(fault)
        return fault

    def clean(self) -> None:
        """Leave the stack as new: nothing runs or has run, no data, no messages, no secret, no onlooker."""
        self.watch_nothing()
        self.stop_executions()
        self.wait_for_states()
        self._stopping.clear()
        self.clear()
