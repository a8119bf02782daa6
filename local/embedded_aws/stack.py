"""Brings the stack that ships up inside this process, and runs its state machine."""

from __future__ import annotations

import json
import time
import uuid
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, nullcontext
from datetime import datetime, timezone
from threading import Condition, Event, RLock
from types import SimpleNamespace
from typing import Any, NamedTuple, Optional
from unittest.mock import patch

import boto3
from botocore import handlers
from moto import mock_aws
from moto.core.models import DEFAULT_ACCOUNT_ID, botocore_stubber
from moto.dynamodb.models import dynamodb_backends
from moto.s3.models import FakeKey, s3_backends
from moto.sns.models import sns_backends
from moto.stepfunctions.parser.api import ExecutionStatus
from moto.stepfunctions.parser.asl.component.common.retry import retrier_decl
from moto.stepfunctions.parser.asl.component.state.state import CommonStateField
from moto.stepfunctions.parser.models import stepfunctions_parser_backends

from invictus.dynamodb_json import decode
from invictus.shapes import Json
from local.embedded_aws.deployment import deploy
from local.embedded_aws.fidelity import as_aws
from local.embedded_aws.lambda_runtime import REGION, LambdaRuntime, no_account
from local.embedded_aws.package import Package
from local.embedded_aws.speed import sped_up

POLL_SECONDS = 0.005
# Is given a call's service (`s3`, `secretsmanager`, `sfn`), its operation, the request, and what has moto answer it.
# Returns the answer.
OnCall = Callable[[str, str, Any, Callable[[], Any]], Any]


class Execution(NamedTuple):
    """How an execution ended."""

    status: str
    output: Optional[Json]
    error: Optional[str]
    cause: Optional[str]


class EmbeddedAws(LambdaRuntime):
    """A stack from the compiled package, while its `with` block runs. `resources`: physical ids by logical id."""

    before_state: Callable[[str, Any], None]
    after_state: Callable[[str, Any], None]
    on_call: OnCall

    def __init__(self, package: Package) -> None:
        self._package, self._open = package, ExitStack()
        self.resources: dict[str, str] = {}
        self._states_running, self._one_ended, self.stopping = 0, Condition(), Event()
        self.watch_nothing()

    def __enter__(self) -> EmbeddedAws:
        with ExitStack() as opened:
            for each in (
                no_account(),
                mock_aws(config={"lambda": {"use_docker": False}, "stepfunctions": {"execute_state_machine": True}}),
                calls_answered(lambda *call: self.on_call(*call)),
                sped_up(),
                as_aws(),
                self.invoked_by_moto(),
                self._states_watched(),
            ):
                opened.enter_context(each)
            self.resources = deploy(self._package)
            self.load_functions()
            self._open = opened.pop_all()
        return self

    def __exit__(self, *error: object) -> None:
        self.stop_executions()
        self.on_call = _refused
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

    def is_running(self, arn: str) -> bool:
        """Return whether an execution runs. It is looked up in moto's memory: a call would take 2 ms."""
        steps: Any = stepfunctions_parser_backends[DEFAULT_ACCOUNT_ID][REGION]
        return bool(steps.describe_execution(arn).status == "RUNNING")

    def wait(self, arn: str) -> Execution:
        """Wait for an execution's end, and for whatever any execution has begun."""
        self.wait_for_end(arn)
        self.wait_for_states()
        end = self.client("stepfunctions").describe_execution(executionArn=arn)
        output = json.loads(end["output"]) if "output" in end else None
        return Execution(end["status"], output, end.get("error"), end.get("cause"))

    def wait_for_end(self, arn: str) -> None:
        while self.is_running(arn):
            time.sleep(POLL_SECONDS)

    def wait_for_states(self) -> None:
        """Wait until no state of any execution is running."""
        with self._one_ended:
            self._one_ended.wait_for(lambda: not self._states_running)

    def stop_executions(self) -> None:
        """Let no execution enter another state or try one again. What a state is doing goes on to its end.

        An execution that waits for its next try would otherwise wake up in a later stack of this process and go on
        there: the stacks' names are the same.
        """
        self.stopping.set()
        machines: Any = stepfunctions_parser_backends[DEFAULT_ACCOUNT_ID][REGION].state_machines
        for execution in [execution for machine in machines for execution in machine.executions]:
            worker = execution.exec_worker
            if execution.exec_status == ExecutionStatus.RUNNING and worker and worker.env:
                worker.stop(datetime.now(timezone.utc), None, None)

    # Looking on

    @contextmanager
    def _states_watched(self) -> Iterator[None]:
        """Look on at moto's state machines until the block ends."""
        evaluate = CommonStateField._eval_body

        def evaluate_watched(state: CommonStateField, env: Any) -> None:
            given = env.states._states_data["input"]  # get_input() would copy it
            with self._one_ended:
                self._states_running += 1
            try:
                self.before_state(state.name, given)
                evaluate(state, env)
                self.after_state(state.name, given)
            finally:
                with self._one_ended:
                    self._states_running -= 1
                    self._one_ended.notify_all()

        # The wait before a retry ends when the execution is stopped.
        clock = SimpleNamespace(**{**vars(time), "sleep": self.stopping.wait})
        watched = patch.object(CommonStateField, "_eval_body", evaluate_watched)
        with watched, patch.object(retrier_decl, "time", clock):
            yield

    def watch_nothing(self) -> None:
        """Take away whatever looks on. The places for it are:

        before_invoke, after_invoke  a function: its name, its event
        before_state, after_state    a state: its name, what it is given, which must not be changed
        on_call                      a call to AWS, which it answers (see OnCall)

        What is called before or after a state ends the execution if it raises.
        """
        self.before_invoke = self.after_invoke = lambda function, event: None
        self.before_state = self.after_state = lambda state, given: None
        self.on_call = lambda service, operation, request, by_moto: by_moto()

    # What the bucket, the tables and the topic hold

    def objects(self, prefix: str = "") -> dict[str, bytes]:
        """Return the data bucket's objects by key, from moto's memory: a call for each would take 2 ms."""
        keys: Any = s3_backends[DEFAULT_ACCOUNT_ID]["aws"].buckets[self.resources["DataBucket"]].keys
        newest = {key: keys[key] for key in sorted(keys) if key.startswith(prefix)}
        # Under a key that was deleted, the newest version is a mark of that.
        return {key: version.value for key, version in newest.items() if isinstance(version, FakeKey)}

    def items(self, table: str = "WorkoutPostsTable") -> list[Json]:
        """Return a table's items as plain JSON: sessions by date, and on a day in the post's order.

        From moto's memory: a scan of the sample weeks would take 0.7 s.
        """
        kept = dynamodb_backends[DEFAULT_ACCOUNT_ID][REGION].tables[self.resources[table]].all_items()
        items = [decode(item.to_json()["Attributes"]) for item in kept]
        return sorted(items, key=lambda item: (item.get("date", ""), item.get("order", 0), json.dumps(item)))

    def messages(self, protocol: str = "sms") -> list[str]:
        """Return the messages that went to the topic, as that protocol (`sms`, `email`) has them."""
        topic: Any = sns_backends[DEFAULT_ACCOUNT_ID][REGION].topics[self.resources["CompletionTopic"]]
        return [json.loads(notification[1])[protocol] for notification in topic.sent_notifications]


def _refused(*call: Any) -> None:
    """Let no call through: a function that still runs must not write into a later stack."""
    raise RuntimeError("this stack was taken down; a newer one reuses its names")


@contextmanager
def calls_answered(on_call: OnCall) -> Iterator[None]:
    """Have every client that is made until the block ends send its requests to `on_call`."""
    one_at_a_time: dict[str, RLock] = defaultdict(RLock)

    def answer(event_name: str, request: Any, **more: Any) -> Any:
        service, operation = event_name.replace("before-send", "").replace("-", "").split(".")[1:]

        def by_moto() -> Any:
            # A call is whole, as on AWS: two writers of one key or row come one after the other. A function's run is
            # one call too, and must not hold up another.
            with nullcontext() if service in ("lambda", "sfn") else one_at_a_time[service]:
                return botocore_stubber(event_name, request, **more)

        return on_call(service, operation, request, by_moto)

    sent = ("before-send", answer)
    events = [sent if entry[1] is botocore_stubber else entry for entry in handlers.BUILTIN_HANDLERS]
    with patch.object(handlers, "BUILTIN_HANDLERS", events):
        yield
