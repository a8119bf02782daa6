"""Looks on at every call to AWS in this process, and makes calls fail, through botocore's `before-send` event."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass
from threading import RLock
from typing import Any, Optional
from unittest.mock import patch

from botocore import handlers
from botocore.awsrequest import AWSResponse
from moto.core.botocore_stubber import MockRawResponse
from moto.core.models import botocore_stubber

ALWAYS = -1


@dataclass
class ApiFault:
    """What a service answers instead of the real reply: `ApiFault("s3", "PutObject", "SlowDown", status=503)`.

    `times` is how often, `where` a part of the request's address or body, and `after` lets the call do its work first.
    `happened` counts how often it did.
    """

    service: str
    operation: str
    code: str
    times: int = ALWAYS
    status: int = 400
    where: str = ""
    after: bool = False
    happened: int = 0

    def hits(self, service: str, operation: str, request: Any) -> bool:
        if (service, operation) != (self.service, self.operation) or self.happened == self.times:
            return False
        body = request.body or b""
        sent = body if isinstance(body, bytes) else getattr(body, "getvalue", lambda: str(body).encode())()
        return self.where in request.url or self.where.encode() in sent


class ApiCalls:
    """The calls to AWS. `before` is called before each, `faults` are answered in place of it.

    It is given the service (`s3`, `secretsmanager`, `sfn`), its operation, and the request that is sent.
    """

    def __init__(self) -> None:
        self.watch_nothing()
        self._one_at_a_time: dict[str, RLock] = defaultdict(RLock)

    def watch_nothing(self) -> None:
        self.faults: list[ApiFault] = []
        self.before: Callable[[str, str, Any], None] = lambda service, operation, request: None

    def refuse_all(self) -> None:
        """Let no call through from now on: a function that still runs must not write into a later stack."""

        def refuse(service: str, operation: str, request: Any) -> None:
            raise RuntimeError("this stack was taken down; a newer one reuses its names")

        self.before = refuse

    @contextmanager
    def observed(self) -> Iterator[None]:
        """Have every client that is made until the block ends send its requests through here to moto."""
        sent = ("before-send", self._send)
        events = [sent if entry[1] is botocore_stubber else entry for entry in handlers.BUILTIN_HANDLERS]
        with patch.object(handlers, "BUILTIN_HANDLERS", events):
            yield

    def _send(self, event_name: str, request: Any, **more: Any) -> Optional[AWSResponse]:
        service, operation = event_name.replace("before-send", "").replace("-", "").split(".")[1:]
        self.before(service, operation, request)
        fault = self._fault_of(service, operation, request)
        if fault and not fault.after:
            return _refusal(request, fault)
        # A call is whole, as on AWS: two writers of one key or row come one after the other. A function's run is one
        # call too, and must not hold up another.
        with nullcontext() if service in ("lambda", "sfn") else self._one_at_a_time[service]:
            answer = botocore_stubber(event_name, request, **more)
        return _refusal(request, fault) if fault else answer

    def _fault_of(self, service: str, operation: str, request: Any) -> Optional[ApiFault]:
        with self._one_at_a_time["faults"]:
            fault = next((fault for fault in self.faults if fault.hits(service, operation, request)), None)
            if fault:
                fault.happened += 1
            return fault


def _refusal(request: Any, fault: ApiFault) -> AWSResponse:
    """Return a service's error in its own protocol: JSON, S3's XML or the query protocol's."""
    message = f"{fault.code}, injected"
    error = f"<Error><Code>{fault.code}</Code><Message>{message}</Message></Error>"
    headers = {"x-amzn-requestid": "0", "x-amzn-errortype": fault.code}
    if request.method == "HEAD":
        body = ""
    elif fault.service == "s3":
        body = error
    elif fault.service == "sns":
        body = f"<ErrorResponse>{error}<RequestId>0</RequestId></ErrorResponse>"
    else:
        body = json.dumps({"__type": fault.code, "message": message, "Message": message})
    return AWSResponse(request.url, fault.status, headers, MockRawResponse(body))  # type: ignore[arg-type]
