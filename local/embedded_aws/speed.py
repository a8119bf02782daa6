"""What makes moto fast enough to wait for: caches, a faster copy and less garbage collection, while a stack is up.

None of it changes what an execution does: tests/embedded_aws/test_own_stack.py runs the pipeline without it.
"Without it" is how many times the processor time of a run over four posts grows when that part alone is left out.
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
from moto.stepfunctions.parser.asl.component.common.path import result_path
from moto.stepfunctions.parser.asl.parse.asl_parser import AmazonStateLanguageParser

_deepcopy = copy.deepcopy
_result_path_of = lru_cache(maxsize=None)(parse_path)
_program_of = lru_cache(maxsize=8)(AmazonStateLanguageParser.parse)
_loader = lru_cache(maxsize=None)(session.create_loader)


@contextmanager
def sped_up() -> Iterator[None]:
    """Apply all of it until the block ends."""
    with ExitStack() as parts:
        for part in PARTS:
            parts.enter_context(part())
        yield


@contextmanager
def clients_made_once() -> Iterator[None]:
    """Make a boto3 client once for each service and configuration. Making one is slow and not thread-safe.

    moto makes one for each state. This part cannot be left out: boto3 must not make clients in threads side by side.
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

    with patch.object(boto3, "client", make_once), patch.object(session, "create_loader", _loader):
        yield


@contextmanager
def definitions_parsed_once() -> Iterator[None]:
    """Parse a state machine's definition and each path in it once in a process. Without it: 1.4 times.

    moto parses a definition for each execution and a path for each state. The program that a definition makes holds no
    state: what an execution knows is in its environment.
    """
    definitions = patch.object(AmazonStateLanguageParser, "parse", staticmethod(_program_of))
    with definitions, patch.object(result_path, "parse", _result_path_of):
        yield


@contextmanager
def json_copied() -> Iterator[None]:
    """Copy plain JSON, as what passes between states is, by `marshal`. Without it: 1.9 times."""
    with patch.object(copy, "deepcopy", copied):
        yield


@contextmanager
def garbage_let_lie() -> Iterator[None]:
    """Collect garbage rarely, and skip what exists: moto and botocore hold a million objects. Without it: 1.3 times."""
    thresholds = gc.get_threshold()
    gc.freeze()
    gc.set_threshold(20_000, 10, 10)
    try:
        yield
    finally:
        gc.set_threshold(*thresholds)
        gc.unfreeze()


def copied(value: Any, memo: Optional[dict[int, Any]] = None) -> Any:
    """Return a deep copy."""
    try:
        return marshal.loads(marshal.dumps(value))  # noqa: S302 - it is what was just written
    except ValueError:  # no plain JSON
        return _deepcopy(value, memo)


PARTS = (clients_made_once, definitions_parsed_once, json_copied, garbage_let_lie)
