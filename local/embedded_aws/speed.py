"""What makes moto fast enough to wait for: caches, a faster copy and less garbage collection, while a stack is up.

None of it changes what an execution does: tests/embedded_aws/test_own_stack.py runs the pipeline without it. A run over
four posts takes 4 s of processor time; each part says how much more it takes without that part alone.
"""

from __future__ import annotations

import copy
import gc
import marshal
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from functools import lru_cache
from threading import Lock
from typing import Any, Optional
from unittest.mock import patch

import boto3
from botocore import session
from jsonpath_ng.parser import parse as parse_path
from moto.core.base_backend import BaseBackend
from moto.stepfunctions.parser.asl.component.common.path import result_path
from moto.stepfunctions.parser.asl.parse.asl_parser import AmazonStateLanguageParser

_deepcopy = copy.deepcopy
_result_path_of = lru_cache(maxsize=None)(parse_path)
_program_of = lru_cache(maxsize=8)(AmazonStateLanguageParser.parse)
_loader = lru_cache(maxsize=None)(session.create_loader)
_addresses_of_service: dict[type[BaseBackend], Any] = {}
_urls: Any = BaseBackend.urls


@contextmanager
def sped_up() -> Iterator[None]:
    """Apply all of it until the block ends."""
    thresholds = gc.get_threshold()
    with ExitStack() as parts:
        parts.enter_context(clients_made_once())
        # A program holds no state: what an execution knows is in its environment. moto parses the definition for each
        # execution, and a path for each state. Without: 1.4 times.
        parts.enter_context(patch.object(AmazonStateLanguageParser, "parse", staticmethod(_program_of)))
        parts.enter_context(patch.object(result_path, "parse", _result_path_of))
        # moto works a service's addresses out anew for each call, and for S3 reads a module again. Without: 1.1 times.
        parts.enter_context(patch.object(BaseBackend, "urls", property(_addresses)))
        # What passes between states is plain JSON. Without: 1.9 times.
        parts.enter_context(patch.object(copy, "deepcopy", copied))
        # moto and botocore hold a million objects, which stay. Without: 1.3 times.
        gc.freeze()
        gc.set_threshold(20_000, 10, 10)
        try:
            yield
        finally:
            gc.set_threshold(*thresholds)
            gc.unfreeze()


@contextmanager
def clients_made_once() -> Iterator[None]:
    """Make a boto3 client once for each service and configuration: that is slow, and not thread-safe.

    moto makes one for each state, in threads side by side.
    """
    made: dict[Any, Any] = {}
    lock, make = Lock(), boto3.client

    def make_once(*names: Any, **options: Any) -> Any:
        config = options.get("config")
        settings = {**options, "config": config and config._user_provided_options}
        key = names, str(sorted(settings.items()))
        with lock:
            if key not in made:
                made[key] = make(*names, **options)
            return made[key]

    # The services' models, which take a third of the memory, are read once for all sessions.
    with patch.object(boto3, "client", make_once), patch.object(session, "create_loader", _loader):
        yield


def _addresses(backend: BaseBackend) -> Any:
    if type(backend) not in _addresses_of_service:
        _addresses_of_service[type(backend)] = _urls.fget(backend)
    return _addresses_of_service[type(backend)]


def copied(value: Any, memo: Optional[dict[int, Any]] = None) -> Any:
    """Return a deep copy, of plain JSON by `marshal`."""
    try:
        return marshal.loads(marshal.dumps(value))  # noqa: S302 - it is what was just written
    except ValueError:  # no plain JSON
        return _deepcopy(value, memo)
