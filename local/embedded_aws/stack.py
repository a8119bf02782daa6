"""An AWS inside this process (moto), brought up from the compiled template: its tables, bucket, topic, secret,
functions and state machine are those that ship.
"""

from __future__ import annotations

import importlib
import json
import os
import time
import traceback
import uuid
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from functools import partialmethod
from threading import Condition
from typing import Any, NamedTuple, Optional, Union
from unittest.mock import patch

import boto3
from moto import mock_aws
from moto.awslambda_simple.models import LambdaSimpleBackend
from moto.core import DEFAULT_ACCOUNT_ID
from moto.iam.access_control import PermissionResult
from moto.s3.models import FakeBucket
from moto.secretsmanager import secretsmanager_backends
from moto.sns import sns_backends
from moto.stepfunctions.parser.asl.component.state.state import CommonStateField
from moto.stepfunctions.parser.models import stepfunctions_parser_backends

import local.embedded_aws.resources  # noqa: F401 - teaches moto what the template needs beyond it
from local.deployed import data_bucket
from local.deployed.account import physical_ids
from local.embedded_aws.moto_patches import ALWAYS, ApiFault, patched
from local.embedded_aws.package import Package

REGION = "us-east-1"
STACK = "invictus-weightlifting-dev"
# What every Lambda runtime sets by itself, beside the environment that the template gives the function.
RUNTIME_VARIABLES = {
    "AWS_REGION": REGION,
    "AWS_DEFAULT_REGION": REGION,
    "AWS_ACCESS_KEY_ID": "embedded",
    "AWS_SECRET_ACCESS_KEY": "embedded",
    "AWS_SESSION_TOKEN": "embedded",
    "PATH": os.environ.get("PATH", ""),
}

Json = dict[str, Any]


class Execution(NamedTuple):
    """How an execution ended."""

    status: str
    output: Optional[Json]
    error: Optional[str]
    cause: Optional[str]


class FunctionBreakdown(Exception):
    """Raised by `before_invoke` or `after_invoke`: the function ends as Lambda says and by no error of its own.

    `error_type` is what Lambda says: `Sandbox.Timedout` (out of time), `Runtime.ExitError` (out of memory, crashed).
    """

    def __init__(self, error_type: str) -> None:
        super().__init__(f"RequestId: 0 Error: {error_type}")
        self.error_type = error_type


class EmbeddedAws:
    """A stack from the compiled package, for as long as its `with` block runs."""

    def __init__(self, package: Package) -> None:
        self._package = package
        self._open = ExitStack()
        self._states_under_way = 0
        self._state_done = Condition()
        self.watch_nothing()

    def watch_nothing(self) -> None:
        """Takes away whatever looks on or puts a fault in. The places for it are:

        before_invoke, after_invoke  a function: its name, its event
        before_state, after_state    a state, of a post's child execution too: its name, the post's slug or ""
        before_input                 the same, with what the state is given
        fail                         a call to AWS
        """
        self.before_invoke: Callable[[str, Json], None] = lambda function, event: None
        self.after_invoke: Callable[[str, Json], None] = lambda function, event: None
        self.before_state: Callable[[str, str], None] = lambda state, slug: None
        self.after_state: Callable[[str, str], None] = lambda state, slug: None
        self.before_input: Callable[[str, Any], None] = lambda state, data: None

    def __enter__(self) -> EmbeddedAws:
        # moto must see no real account: neither its credentials nor an address that some tool has set.
        without_aws = {name: value for name, value in os.environ.items() if not name.startswith("AWS_")}
        self._open.enter_context(patch.dict(os.environ, {**without_aws, **RUNTIME_VARIABLES}, clear=True))
        self._open.enter_context(
            mock_aws(config={"lambda": {"use_docker": False}, "stepfunctions": {"execute_state_machine": True}})
        )
        # moto reads a bucket policy's Deny without its Condition: "only over TLS" would mean "not at all".
        self._open.enter_context(patch.object(FakeBucket, "get_permission", lambda *_: PermissionResult.NEUTRAL))
        self._environment, self.calls = self._open.enter_context(patched())
        invoke = partialmethod(lambda backend, *call: self._invoke_from_moto(backend, *call))
        self._open.enter_context(patch.object(LambdaSimpleBackend, "invoke", invoke))
        self._open.enter_context(
            patch.object(CommonStateField, "_eval_body", self._observed(CommonStateField._eval_body))
        )
        try:
            self._deploy()
        except BaseException:
            self._open.close()
            raise
        return self

    def __exit__(self, *error: object) -> None:
        self._open.close()

    # Bringing the stack up, as `serverless deploy` does: first the deployment bucket, then all of it

    def _deploy(self) -> None:
        formation, s3 = self.client("cloudformation"), self.client("s3")
        formation.create_stack(StackName=STACK, TemplateBody=json.dumps(self._package.create_template))
        bucket = physical_ids(formation, STACK)["ServerlessDeploymentBucket"]
        functions = [r for r in self._package.template["Resources"].values() if r["Type"] == "AWS::Lambda::Function"]
        for key in {function["Properties"]["Code"]["S3Key"] for function in functions}:
            s3.upload_file(str(self._package.code), bucket, key)
        formation.update_stack(StackName=STACK, TemplateBody=json.dumps(self._package.template))
        self.resources = physical_ids(formation, STACK)
        data_bucket.ensure(s3, self.resources["DataBucket"], REGION, DEFAULT_ACCOUNT_ID)  # as `make deploy` does
        self._define_state_machine()

    def _define_state_machine(self) -> None:
        """moto reads DefinitionString and not Definition from a template, so the rest of that resource is done here."""
        properties = self._package.template["Resources"]["SemiStructureInvictusPostStateMachine"]["Properties"]
        definition = json.dumps(properties["Definition"])
        for name, value in properties["DefinitionSubstitutions"].items():
            definition = definition.replace(f"${{{name}}}", self._resolve(value))
        self.client("stepfunctions").create_state_machine(
            name=properties["StateMachineName"],
            definition=definition,
            roleArn=f"arn:aws:iam::{DEFAULT_ACCOUNT_ID}:role/{self.resources['StateMachineRole']}",
        )

    def _resolve(self, value: Union[str, Json]) -> str:
        if isinstance(value, str):
            return value
        if "Ref" in value:
            return self.resources[value["Ref"]]
        logical_id, attribute = value["Fn::GetAtt"]
        if attribute != "Arn":
            raise ValueError(f"DefinitionSubstitutions has {attribute} of {logical_id}: only Ref and Arn are known")
        function = self.client("lambda").get_function(FunctionName=self.resources[logical_id])
        return function["Configuration"]["FunctionArn"]

    # Running it

    def client(self, service: str) -> Any:
        return boto3.client(service, region_name=REGION)

    def execute(self, request: Json) -> Execution:
        """Starts the state machine and waits for its end."""
        return self.wait(self.start(request))

    def start(self, request: Json) -> str:
        """Starts an execution. Returns its ARN."""
        start = self.client("stepfunctions").start_execution(
            stateMachineArn=self.resources["SemiStructureInvictusPostStateMachine"],
            name=str(uuid.uuid4()),
            input=json.dumps(request),
        )
        return start["executionArn"]

    def wait(self, arn: str) -> Execution:
        """Waits for an execution's end, and for whatever any execution has begun."""
        self.wait_for_end(arn)
        with self._state_done:
            self._state_done.wait_for(lambda: not self._states_under_way)
        end = self.client("stepfunctions").describe_execution(executionArn=arn)
        output = json.loads(end["output"]) if "output" in end else None
        return Execution(end["status"], output, end.get("error"), end.get("cause"))

    def wait_for_end(self, arn: str) -> None:
        # Looked up behind the API: asking it fifty times a second would take longer than the work.
        execution = stepfunctions_parser_backends[DEFAULT_ACCOUNT_ID][REGION].describe_execution(arn)
        while execution.status == "RUNNING":
            time.sleep(0.005)

    def _observed(self, evaluate: Callable[[CommonStateField, Any], None]) -> Callable[[CommonStateField, Any], None]:
        def evaluate_observed(state: CommonStateField, env: Any) -> None:
            data = env.states.get_input()
            post = data.get("post") if isinstance(data, dict) else None
            slug = post["slug"] if isinstance(post, dict) else ""
            with self._under_way():
                self.before_state(state.name, slug)
                self.before_input(state.name, data)
                evaluate(state, env)
                self.after_state(state.name, slug)

        return evaluate_observed

    @contextmanager
    def _under_way(self) -> Iterator[None]:
        with self._state_done:
            self._states_under_way += 1
        try:
            yield
        finally:
            with self._state_done:
                self._states_under_way -= 1
                self._state_done.notify_all()

    def fail(
        self,
        service: str,
        operation: str,
        code: str,
        times: int = ALWAYS,
        status: int = 400,
        where: str = "",
        after: bool = False,
    ) -> ApiFault:
        """Makes calls to AWS fail: `fail("s3", "PutObject", "SlowDown", times=1, status=503, where="/raw/")`.

        Functions and state machine alike meet the error as the service would answer it, on the wire. `where` is a
        part of the request's address or body, `after` lets the call do its work first.
        """
        fault = ApiFault(service, operation, code, status, times, where, after)
        self.calls.faults.append(fault)
        return fault

    def invoke(self, function: str, event: Json) -> Json:
        """Runs a handler as Lambda would, with exactly the environment that the template gives it."""
        configuration = self.client("lambda").get_function_configuration(FunctionName=self.function_name(function))
        module, name = configuration["Handler"].split(".")
        handler = getattr(importlib.import_module(module), name)
        environment = {**RUNTIME_VARIABLES, **configuration.get("Environment", {}).get("Variables", {})}
        self.before_invoke(function, event)
        with self._environment.set_to(environment):
            result = handler(event, None)
        self.after_invoke(function, event)
        return json.loads(_as_lambda_writes_it(result))

    def function_name(self, function: str) -> str:
        return f"{STACK}-{function}"

    def _invoke_from_moto(
        self,
        _backend: LambdaSimpleBackend,
        name: str,
        _qualifier: Any,
        body: Any,
        _headers: Any,
        answer: dict[str, str],
    ) -> bytes:
        """What the Lambda service does with a handler's result or error."""
        function = name.rsplit(":", 1)[-1][len(STACK) + 1 :]
        try:
            return json.dumps(self.invoke(function, json.loads(body or "{}"))).encode()
        except FunctionBreakdown as breakdown:
            answer["x-amz-function-error"] = "Unhandled"
            return json.dumps({"errorMessage": str(breakdown), "errorType": breakdown.error_type}).encode()
        except Exception as error:
            answer["x-amz-function-error"] = "Unhandled"
            trace = [line.strip() for line in traceback.format_tb(error.__traceback__)]
            failure = {"errorMessage": str(error), "errorType": type(error).__name__, "stackTrace": trace}
            return json.dumps(failure).encode()

    def read_blog(self, api: str) -> None:
        """Has the fetch read another blog, as a deployment with another INVICTUS_WEIGHTLIFTING_API would."""
        function, functions = self.function_name("get_invictus_post"), self.client("lambda")
        environment = functions.get_function_configuration(FunctionName=function)["Environment"]["Variables"]
        environment["INVICTUS_WEIGHTLIFTING_API"] = api
        functions.update_function_configuration(FunctionName=function, Environment={"Variables": environment})

    def clean(self) -> None:
        """Leaves the stack as new: no data, no messages, no secret's value, nobody who looks on."""
        self.watch_nothing()
        self.calls.watch_nothing()
        s3, bucket = self.client("s3"), self.resources["DataBucket"]
        found = s3.list_object_versions(Bucket=bucket)
        for version in found.get("Versions", []) + found.get("DeleteMarkers", []):
            s3.delete_object(Bucket=bucket, Key=version["Key"], VersionId=version["VersionId"])
        for table, key in (("WorkoutPostsTable", ("date", "session")), ("IdempotencyTable", ("idempotency_key",))):
            name = self.resources[table]
            for item in self.client("dynamodb").scan(TableName=name)["Items"]:
                self.client("dynamodb").delete_item(TableName=name, Key={field: item[field] for field in key})
        self._topic().sent_notifications.clear()
        secrets = secretsmanager_backends[DEFAULT_ACCOUNT_ID][REGION].secrets
        secret = secrets.get(self.resources.get("WordPressCredentialsSecret", ""))
        if secret:
            secret.versions.clear()
            secret.set_default_version_id(None)

    # What is there afterwards

    def objects(self, prefix: str = "") -> dict[str, bytes]:
        """The bucket's objects by key."""
        s3, bucket = self.client("s3"), self.resources["DataBucket"]
        pages = s3.get_paginator("list_objects_v2").paginate(Bucket=bucket, Prefix=prefix)
        keys = [found["Key"] for page in pages for found in page.get("Contents", [])]
        return {key: s3.get_object(Bucket=bucket, Key=key)["Body"].read() for key in keys}

    def items(self, table: str = "WorkoutPostsTable") -> list[Json]:
        """A table's items as plain JSON, in the order of their keys."""
        pages = self.client("dynamodb").get_paginator("scan").paginate(TableName=self.resources[table])
        items = [plain(item) for page in pages for item in page["Items"]]
        return sorted(items, key=lambda item: (item.get("date", ""), item.get("session", ""), json.dumps(item)))

    def messages(self) -> list[str]:
        """The text messages that went to the topic."""
        return [told["sms"] for told in self._published()]

    def emails(self) -> list[str]:
        """The e-mails that went to the topic."""
        return [told["email"] for told in self._published()]

    def _published(self) -> list[dict[str, str]]:
        return [json.loads(notification[1]) for notification in self._topic().sent_notifications]

    def _topic(self) -> Any:
        return sns_backends[DEFAULT_ACCOUNT_ID][REGION].topics[self.resources["CompletionTopic"]]


def _as_lambda_writes_it(result: Any) -> bytes:
    """A handler's result as the runtime sends it: UTF-8 from Python 3.12 on, so no half surrogate pairs."""
    try:
        return json.dumps(result, ensure_ascii=False).encode()
    except (TypeError, ValueError) as error:
        raise FunctionBreakdown("Runtime.MarshalError") from error


def plain(item: dict[str, Json]) -> Json:
    """An item of DynamoDB's typed JSON as the JSON that it stands for."""
    return {name: _plain_value(value) for name, value in item.items()}


def _plain_value(value: Json) -> Any:
    ((kind, content),) = value.items()
    if kind == "M":
        return plain(content)
    if kind == "L":
        return [_plain_value(entry) for entry in content]
    if kind == "N":
        number = float(content)
        return int(number) if number.is_integer() else number
    return None if kind == "NULL" else content
