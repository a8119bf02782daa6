"""Makes calls to AWS fail, for functions and state machine alike, as the service would answer, on the wire."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from threading import Lock
from typing import Any

from botocore.awsrequest import AWSResponse
from moto.core.botocore_stubber import MockRawResponse

from local.embedded_aws.stack import EmbeddedAws

ALWAYS = -1


@dataclass
class Fault:
    """What a service answers instead of the real reply, how often it may, and how often it did."""

    code: str
    times: int
    status: int
    happened: int = 0


def fail(
    aws: EmbeddedAws,
    service: str,
    operation: str,
    code: str,
    *,
    times: int = ALWAYS,
    status: int = 400,
    where: str = "",
    after: bool = False,
) -> Fault:
    """Let a call fail: `fail(aws, "s3", "PutObject", "SlowDown", status=503)`.

    `where` is a part of the request's address or body, and `after` lets the call do its work first.
    """
    fault, others, one_at_a_time = Fault(code, times, status), aws.on_call, Lock()

    def answer(called: str, asked: str, request: Any, by_moto: Callable[[], Any]) -> Any:
        with one_at_a_time:
            hits = (called, asked) == (service, operation) and fault.happened != times and where in _text(request)
            fault.happened += hits
        if not hits:
            return others(called, asked, request, by_moto)
        if after:
            by_moto()
        return _refusal(service, request, fault)

    aws.on_call = answer
    return fault


def _text(request: Any) -> str:
    body = getattr(request.body, "getvalue", lambda: request.body)() or b""
    return str(request.url) + (body.decode("utf-8", "replace") if isinstance(body, bytes) else str(body))


def _refusal(service: str, request: Any, fault: Fault) -> AWSResponse:
    """Return a service's error in its own protocol: JSON, S3's XML or the query protocol's."""
    message = f"{fault.code}, injected"
    error = f"<Error><Code>{fault.code}</Code><Message>{message}</Message></Error>"
    bodies = {"s3": error, "sns": f"<ErrorResponse>{error}<RequestId>0</RequestId></ErrorResponse>"}
    as_json = json.dumps({"__type": fault.code, "message": message, "Message": message})
    body = "" if request.method == "HEAD" else bodies.get(service, as_json)
    headers = {"x-amzn-requestid": "0", "x-amzn-errortype": fault.code}
    return AWSResponse(request.url, fault.status, headers, MockRawResponse(body))  # type: ignore[arg-type]
