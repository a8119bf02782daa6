"""Looks on at every call to AWS in this process, and may answer it, through botocore's `before-send` event."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from threading import RLock
from typing import Any
from unittest.mock import patch

from botocore import handlers
from moto.core.models import botocore_stubber

# Is given a call's service (`s3`, `secretsmanager`, `sfn`), its operation, the request, and what has moto answer it.
# Returns the answer.
OnCall = Callable[[str, str, Any, Callable[[], Any]], Any]


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
