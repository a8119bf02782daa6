"""Runs the handlers as the Lambda service would, in threads of this process."""

from __future__ import annotations

import importlib
import json
import os
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from typing import Any, Optional
from unittest.mock import patch

import boto3
from moto.awslambda_simple.models import LambdaSimpleBackend

from invictus.shapes import Json

REGION = "us-east-1"
# What every Lambda runtime sets by itself. The files are where a developer's own profiles and endpoints would be.
_RUNTIME_VARIABLES = {
    "AWS_REGION": REGION,
    "AWS_DEFAULT_REGION": REGION,
    "AWS_ACCESS_KEY_ID": "embedded",
    "AWS_SECRET_ACCESS_KEY": "embedded",
    "AWS_SESSION_TOKEN": "embedded",
    "AWS_CONFIG_FILE": os.devnull,
    "AWS_SHARED_CREDENTIALS_FILE": os.devnull,
    "AWS_EC2_METADATA_DISABLED": "true",
    "VALIDATE_LAMBDA_S3": "false",  # moto's own: the functions' code is this process's, and in no bucket
}
# A function must get these from the template or not at all, whatever .env and the shell hold.
_SETTINGS = ("INVICTUS_", "IDEMPOTENCY_", "DYNAMODB_", "NOTIFICATION_")


@contextmanager
def no_account() -> Iterator[None]:
    """Hide this machine's AWS account (keys, profiles, endpoints, configuration files) until the block ends."""
    others = {name: value for name, value in os.environ.items() if not name.startswith(("AWS_", "BOTO_"))}
    with patch.dict(os.environ, {**others, **_RUNTIME_VARIABLES}, clear=True):
        yield


class LambdaRuntime:
    """The Lambda functions of a deployed stack. They run side by side, all in the one environment that they share."""

    before_invoke: Callable[[str, Json], None]
    after_invoke: Callable[[str, Json], None]

    def invoked_by_moto(self) -> AbstractContextManager[Any]:
        """Have moto's Lambda run the handlers until the block ends."""

        def invoke(backend: Any, name: str, qualifier: Any, body: Any, headers: Any, answer: dict[str, str]) -> bytes:
            return self._answer(_short(name), body, answer)

        return patch.object(LambdaSimpleBackend, "invoke", invoke)

    def load_functions(self) -> None:
        """Learn the deployed functions, and put their environment in place of this process's settings.

        It stays until no_account() puts the process's own back. Never for one invocation alone: whoever reads all of
        os.environ in another thread, as each new boto3 client does, meets a KeyError where a name goes meanwhile.
        """
        found = boto3.client("lambda").list_functions()["Functions"]
        self._handlers = {_short(function["FunctionName"]): function["Handler"] for function in found}
        for name in [name for name in os.environ if name.startswith(_SETTINGS)]:
            del os.environ[name]
        for function in found:  # all have one environment
            os.environ.update(function["Environment"]["Variables"])

    def invoke(self, function: str, event: Json) -> Json:
        """Run a handler as Lambda would. Raises what the handler raises."""
        module, name = self._handlers[function].split(".")
        handler = getattr(importlib.import_module(module), name)
        self.before_invoke(function, event)
        result = handler(event, None)
        self.after_invoke(function, event)
        # The runtime sends UTF-8 from Python 3.12 on, so no half surrogate pairs.
        returned: Json = json.loads(json.dumps(result, ensure_ascii=False).encode())
        return returned

    def read_blog(self, api: str, category: Optional[int] = None) -> None:
        """Have the fetch read another blog, and another category of it, as a deployment with other settings would."""
        os.environ["INVICTUS_WEIGHTLIFTING_API"] = api
        if category is not None:
            os.environ["INVICTUS_WEIGHTLIFTING_API_CAT_ID"] = str(category)

    def _answer(self, function: str, body: Any, answer: dict[str, str]) -> bytes:
        """Return what the Lambda service makes of a handler's result or error."""
        try:
            return json.dumps(self.invoke(function, json.loads(body or "{}"))).encode()
        except Exception as error:
            answer["x-amz-function-error"] = "Unhandled"
            failure = {"errorMessage": str(error), "errorType": type(error).__name__, "stackTrace": []}
            return json.dumps(failure).encode()


def _short(name: str) -> str:
    """Return a function's own name, out of the deployed one or its ARN: those have dashes, ours none."""
    return name.rsplit("-", 1)[-1]
