"""Looks on at every call to AWS in this process, and makes calls fail, through botocore's `before-send` event."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from threading import RLock
from typing import Any, Optional
from unittest.mock import patch

from botocore import handlers
from botocore.awsrequest import AWSResponse
from moto.core.botocore_stubber import MockRawResponse
from moto.core.models import botocore_stubber

ALWAYS = -1

# A service (`s3`, `secretsmanager`, `sfn`), its operation, and the request that is sent.
Watcher = Callable[[str, str, Any], None]


@dataclass
class ApiFault:
    """What a service answers instead of the real reply. `happened` counts how often it did."""

    service: str
    operation: str
    code: str
    status: int
    times: int
    where: str
    after: bool
    happened: int = 0

    def hits(self, service: str, operation: str, request: Any) -> bool:
        if (service, operation) != (self.service, self.operation) or self.happened == self.times:
            return False
        body = request.body or b""
        sent = body if isinstance(body, bytes) else getattr(body, "getvalue", lambda: str(body).encode())()
        return self.where in request.url or self.where.encode() in sent


class ApiCalls:
    """The calls to AWS. `before` is called before each, `faults` are answered in place of it."""

    def __init__(self) -> None:
        self.watch_nothing()
        self._refused = False
        self._one_at_a_time: dict[str, RLock] = defaultdict(RLock)

    def watch_nothing(self) -> None:
        self.faults: list[ApiFault] = []
        self.before: Watcher = lambda service, operation, request: None

    def refuse_all(self) -> None:
        """Let no call through from now on: a function that still runs must not write into a later stack."""
        self._refused = True

    @contextmanager
    def observed(self) -> Iterator[None]:
        """Have every client that is made until the block ends send its requests through here to moto."""
        sent = ("before-send", self._send)
        events = [sent if entry[1] is botocore_stubber else entry for entry in handlers.BUILTIN_HANDLERS]
        with patch.object(handlers, "BUILTIN_HANDLERS", events):
            yield

    def _send(self, event_name: str, request: Any, **more: Any) -> Optional[AWSResponse]:
        if self._refused:
            raise RuntimeError("this stack was taken down; a newer one reuses its names")
        service, operation = event_name.replace("before-send", "").replace("-", "").split(".")[1:]
        self.before(service, operation, request)
        fault = self._fault_of(service, operation, request)
        if fault and not fault.after:
            return _refusal(request, fault)
        if service in ("lambda", "sfn"):  # a function's run is one call, and must not hold up another
            answer = botocore_stubber(event_name, request, **more)
        else:
            # A call is whole, as on AWS: two writers of one key or row come one after the other.
            with self._one_at_a_time[service]:
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
