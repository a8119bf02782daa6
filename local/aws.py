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
from collections.abc import Callable, Mapping
from contextlib import ExitStack
from functools import partialmethod
from typing import Any, NamedTuple, Optional
from unittest.mock import patch

import boto3
from moto import mock_aws
from moto.awslambda_simple.models import LambdaSimpleBackend
from moto.core import DEFAULT_ACCOUNT_ID
from moto.sns import sns_backends
from moto.stepfunctions.parser.asl.component.state.state import CommonStateField

import local.moto_resources  # noqa: F401 - teaches moto what the template needs beyond it
from local.template import Package

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


class EmbeddedAws:
    """A stack from the compiled package, for as long as its `with` block runs.

    `parameters` are the template's (the blog's address, a phone number, ...); what is not given has its default.
    """

    def __init__(self, package: Package, parameters: Optional[Mapping[str, str]] = None) -> None:
        self._package = package
        self._parameters = dict(parameters or {})
        self._open = ExitStack()
        # Where a view looks on and a test puts its faults: before a function is invoked (its name, its event), and
        # before and after a state, of a post's child execution too (the state's name, the post's slug or "").
        self.before_invoke: Callable[[str, Json], None] = lambda function, event: None
        self.before_state: Callable[[str, str], None] = lambda state, slug: None
        self.after_state: Callable[[str, str], None] = lambda state, slug: None

    def __enter__(self) -> EmbeddedAws:
        # moto must see no real account: neither its credentials nor an address that some tool has set.
        without_aws = {name: value for name, value in os.environ.items() if not name.startswith("AWS_")}
        self._open.enter_context(patch.dict(os.environ, {**without_aws, **RUNTIME_VARIABLES}, clear=True))
        self._open.enter_context(
            mock_aws(config={"lambda": {"use_docker": False}, "stepfunctions": {"execute_state_machine": True}})
        )
        invoke = partialmethod(lambda backend, *call: self._invoke_from_moto(backend, *call))
        self._open.enter_context(patch.object(LambdaSimpleBackend, "invoke", invoke))
        self._open.enter_context(
            patch.object(CommonStateField, "_eval_body", self._observed(CommonStateField._eval_body))
        )
        self._deploy()
        self._take_environment()
        return self

    def __exit__(self, *error: object) -> None:
        self._open.close()

    # Bringing the stack up, as `serverless deploy` does: first the deployment bucket, then all of it

    def _deploy(self) -> None:
        formation, s3 = self.client("cloudformation"), self.client("s3")
        formation.create_stack(StackName=STACK, TemplateBody=json.dumps(self._package.create_template))
        bucket = self._physical_ids()["ServerlessDeploymentBucket"]
        functions = [r for r in self._package.template["Resources"].values() if r["Type"] == "AWS::Lambda::Function"]
        for key in {function["Properties"]["Code"]["S3Key"] for function in functions}:
            s3.upload_file(str(self._package.code), bucket, key)
        parameters = [{"ParameterKey": key, "ParameterValue": value} for key, value in self._parameters.items()]
        formation.update_stack(StackName=STACK, TemplateBody=json.dumps(self._package.template), Parameters=parameters)
        self.resources = self._physical_ids()
        self._define_state_machine()

    def _physical_ids(self) -> dict[str, str]:
        pages = self.client("cloudformation").get_paginator("list_stack_resources").paginate(StackName=STACK)
        return {
            r["LogicalResourceId"]: r["PhysicalResourceId"] for page in pages for r in page["StackResourceSummaries"]
        }

    def _define_state_machine(self) -> None:
        """moto reads DefinitionString and not Definition from a template, so the rest of that resource is done here."""
        properties = self._package.template["Resources"]["StateMachine"]["Properties"]
        definition = json.dumps(properties["Definition"])
        for name, value in properties["DefinitionSubstitutions"].items():
            definition = definition.replace(f"${{{name}}}", self._resolve(value))
        self.client("stepfunctions").create_state_machine(
            name=properties["StateMachineName"],
            definition=definition,
            roleArn=f"arn:aws:iam::{DEFAULT_ACCOUNT_ID}:role/{self.resources['StateMachineRole']}",
        )

    def _take_environment(self) -> None:
        """Makes the environment that the template gives the functions, and no more, this process's own.

        For the life of the stack and not by invocation: functions run side by side, and a process has but one.
        """
        functions = self.client("lambda").list_functions()["Functions"]
        variables = [function["Environment"]["Variables"] for function in functions]
        if any(other != variables[0] for other in variables):
            raise NotImplementedError("functions with different environments cannot run in one process")
        self._open.enter_context(patch.dict(os.environ, {**RUNTIME_VARIABLES, **variables[0]}, clear=True))

    def _resolve(self, value: Json) -> str:
        if "Ref" in value:
            return self.resources[value["Ref"]]
        logical_id, attribute = value["Fn::GetAtt"]
        if attribute != "Arn":
            raise NotImplementedError(f"DefinitionSubstitutions with {attribute} of {logical_id}")
        function = self.client("lambda").get_function(FunctionName=self.resources[logical_id])
        return function["Configuration"]["FunctionArn"]

    # Running it

    def client(self, service: str) -> Any:
        return boto3.client(service, region_name=REGION)

    def execute(self, request: Json) -> Execution:
        """Starts the state machine and waits for its end."""
        machine = self.client("stepfunctions")
        start = machine.start_execution(
            stateMachineArn=self.resources["StateMachine"], name=str(uuid.uuid4()), input=json.dumps(request)
        )
        arn = start["executionArn"]
        while machine.describe_execution(executionArn=arn)["status"] == "RUNNING":
            time.sleep(0.02)
        end = machine.describe_execution(executionArn=arn)
        output = json.loads(end["output"]) if "output" in end else None
        return Execution(end["status"], output, end.get("error"), end.get("cause"))

    def _observed(self, evaluate: Callable[[CommonStateField, Any], None]) -> Callable[[CommonStateField, Any], None]:
        def evaluate_observed(state: CommonStateField, env: Any) -> None:
            data = env.states.get_input()
            post = data.get("post") if isinstance(data, dict) else None
            slug = post["slug"] if isinstance(post, dict) else ""
            self.before_state(state.name, slug)
            evaluate(state, env)
            self.after_state(state.name, slug)

        return evaluate_observed

    def invoke(self, function: str, event: Json) -> Json:
        """Runs a handler as Lambda would. Raises what the handler raises."""
        configuration = self.client("lambda").get_function_configuration(FunctionName=self.function_name(function))
        module, name = configuration["Handler"].split(".")
        self.before_invoke(function, event)
        return json.loads(json.dumps(getattr(importlib.import_module(module), name)(event, None)))

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
        except Exception as error:
            answer["x-amz-function-error"] = "Unhandled"
            trace = [line.strip() for line in traceback.format_tb(error.__traceback__)]
            failure = {"errorMessage": str(error), "errorType": type(error).__name__, "stackTrace": trace}
            return json.dumps(failure).encode()

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
        topic = sns_backends[DEFAULT_ACCOUNT_ID][REGION].topics[self.resources["CompletionTopic"]]
        return [notification[1] for notification in topic.sent_notifications]


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
