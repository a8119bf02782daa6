"""Where moto is slow or keeps too much: caches, a faster copy and less to collect, while a stack is up.

None of it changes what an execution does: tests/embedded_aws/test_own_stack.py runs the pipeline without any of it.
"Without it" is how many times the CPU time a week's execution takes without that part alone.
"""

from __future__ import annotations

import copy
import gc
import json
import marshal
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from functools import cache, lru_cache, partial
from pathlib import Path
from threading import Lock
from types import SimpleNamespace
from typing import Any, Optional
from unittest.mock import patch

import boto3
import jsonpath_ng.ext.parser
import jsonpath_ng.parser
from botocore import session
from botocore.loaders import Loader
from moto.cloudformation.models import Stack
from moto.core import utils
from moto.moto_api._internal import mock_random
from moto.stepfunctions.parser.asl.component.common.path import result_path
from moto.stepfunctions.parser.asl.component.common.path.input_path import InputPath
from moto.stepfunctions.parser.asl.component.common.path.output_path import OutputPath
from moto.stepfunctions.parser.asl.component.common.string import string_expression
from moto.stepfunctions.parser.asl.component.state.exec import execute_state
from moto.stepfunctions.parser.asl.component.state.exec.state_map import state_map
from moto.stepfunctions.parser.asl.component.state.exec.state_map.iteration import distributed_iteration_component
from moto.stepfunctions.parser.asl.component.state.exec.state_parallel import state_parallel
from moto.stepfunctions.parser.asl.component.state.exec.state_task.service import state_task_service
from moto.stepfunctions.parser.asl.component.state.exec.state_task.service.state_task_service import StateTaskService
from moto.stepfunctions.parser.asl.component.state.state import CommonStateField
from moto.stepfunctions.parser.asl.eval import states
from moto.stepfunctions.parser.asl.eval.event.event_manager import EventManager
from moto.stepfunctions.parser.asl.parse.asl_parser import AmazonStateLanguageParser
from moto.stepfunctions.parser.asl.utils import boto_client, json_path

from local.embedded_aws.compact_items import compact_items
from local.embedded_aws.kept_program import program_kept
from local.embedded_aws.short_calls import short_calls
from local.embedded_aws.short_states import short_states

# Where moto copies what passes between states.
COPYING = (
    string_expression,
    result_path,
    state_map,
    state_parallel,
    state_task_service,
    states,
)


@contextmanager
def sped_up(folder: Path) -> Iterator[None]:
    """Apply all of it until the block ends. `folder` is the compiled package's."""
    with ExitStack() as parts:
        for part in PARTS:
            parts.enter_context(part())
        if definitions_parsed_once in PARTS:
            parts.enter_context(program_kept(folder))
        yield


@contextmanager
def clients_made_once() -> Iterator[None]:
    """Make a boto3 client once for each service and configuration. Making one is slow and not thread-safe.

    A function's own sandbox keeps its clients on AWS, too. moto makes the state machine's for each state. This one
    cannot be left out: boto3 must not make clients in threads side by side.
    """
    lock = Lock()
    states_client = _made_once(boto3.client, lock, whatever_its_config=True)
    with ExitStack() as patches:
        patches.enter_context(patch.object(boto3, "client", _made_once(boto3.client, lock)))
        patches.enter_context(patch.object(boto3, "resource", _made_once(boto3.resource, lock)))
        patches.enter_context(patch.object(boto_client, "boto3", SimpleNamespace(client=states_client)))
        # The services' models outlive the stack: the next one in this process reads none of them again. moto reads
        # the same models as boto3.
        patches.enter_context(patch.object(session, "create_loader", _loader))
        patches.enter_context(patch.object(utils, "create_loader", partial(_loader, None)))
        patches.enter_context(patch.object(Loader, "list_available_services", _services))
        yield


@contextmanager
def definitions_parsed_once() -> Iterator[None]:
    """Parse a state machine's definition once in a process, and so each path in it, and a template as the JSON it is.

    moto parses a definition for each execution, a path for each state, and a template as YAML, several times. The
    program that a definition makes holds no state: what an execution knows is in its environment, and the children
    of a map run one program side by side as it is.
    Without it: 1.8 times. A second stack in one process comes up in half the time.
    """

    def parse_template(stack: Any) -> None:
        stack.template_dict = json.loads(stack.template)

    with ExitStack() as patches:
        patches.enter_context(patch.object(AmazonStateLanguageParser, "parse", staticmethod(_program_of)))
        patches.enter_context(patch.object(json_path, "parse", _path_of))
        patches.enter_context(patch.object(result_path, "parse", _result_path_of))
        patches.enter_context(patch.object(Stack, "_parse_template", parse_template))
        yield


@contextmanager
def same_names() -> Iterator[None]:
    """Give the stack the same made-up names each time, so that its state machine's definition is parsed already.

    Holds for what is made while the block runs.
    """
    mock_random.seed(0)
    try:
        yield
    finally:
        mock_random.seed()


@contextmanager
def json_copied() -> Iterator[None]:
    """Copy plain JSON, as what passes between states is, by `marshal`, and only where moto stores it.

    moto copies a state's data when it stores it and whenever it is read. What is read is not changed in place.
    Without it: twice.
    """
    copying = SimpleNamespace(**{**vars(copy), "deepcopy": copied})
    get_input = states.States.get_input

    def without_a_copy(held: Any, query: Optional[str] = None) -> Any:
        return held._states_data["input"] if query is None else get_input(held, query)

    with ExitStack() as patches:
        patches.enter_context(patch.object(states.States, "get_input", without_a_copy))
        for module in COPYING:
            patches.enter_context(patch.object(module, "copy", copying))
        yield


@contextmanager
def whole_data_copied_once() -> Iterator[None]:
    """Copy a state's whole input and output (`$`) only where moto stores it: at its end, and in its frame."""
    take, store = InputPath._eval_body, OutputPath._eval_body

    def is_whole(path: Any) -> bool:
        sampler = path.string_sampler
        return type(sampler) is string_expression.StringJsonPath and sampler.json_path == "$"

    def take_as_it_is(path: Any, env: Any) -> None:
        if is_whole(path):
            env.stack.append(env.states.get_input())
        else:
            take(path, env)

    def store_once(path: Any, env: Any) -> None:
        if is_whole(path):
            env.states.reset(env.stack[-1])
        else:
            store(path, env)

    stack_of_a_frame = SimpleNamespace(**{**vars(copy), "deepcopy": list})
    with ExitStack() as patches:
        patches.enter_context(patch.object(InputPath, "_eval_body", take_as_it_is))
        patches.enter_context(patch.object(OutputPath, "_eval_body", store_once))
        patches.enter_context(patch.object(execute_state, "copy", stack_of_a_frame))
        yield


@contextmanager
def children_without_history() -> Iterator[None]:
    """Write no history of a distributed map's children: moto throws it away, and it holds each state's whole data."""
    with ExitStack() as patches:
        patches.enter_context(patch.object(distributed_iteration_component, "EventManager", _NoHistory))
        for component, name, instead in (
            (CommonStateField, "_get_state_entered_event_details", lambda state, env: {}),
            (CommonStateField, "_get_state_exited_event_details", lambda state, env: {}),
            (StateTaskService, "_before_eval_execution", lambda task, env: None),
            (StateTaskService, "_after_eval_execution", lambda task, env: task._verify_size_quota(env, env.stack[-1])),
        ):
            write = _if_history_is_kept(getattr(component, name), instead)
            patches.enter_context(patch.object(component, name, write))
        yield


def _if_history_is_kept(write: Callable[..., Any], instead: Callable[[Any, Any], Any]) -> Callable[..., Any]:
    def write_or_not(state: Any, env: Any, **more: Any) -> Any:
        return instead(state, env) if isinstance(env.event_manager, _NoHistory) else write(state, env, **more)

    return write_or_not


class _NoHistory(EventManager):
    def add_event(self, *_: Any, **__: Any) -> int:
        return 0


@contextmanager
def states_shortened() -> Iterator[None]:
    """Apply `short_states`, with the copy of this module."""
    with short_states(copied):
        yield


@contextmanager
def garbage_let_lie() -> Iterator[None]:
    """Have the garbage collector run rarely, and skip all existing objects: moto and botocore hold a million objects.

    Without it: 1.4 times.
    """
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
        return copy.deepcopy(value, memo)


@cache
def _services(loader: Any, type_name: str) -> list[str]:
    """Return the services that there are. botocore looks which of the 400 have files of a type, for each type."""
    folders = [Path(path) for path in loader.search_paths]
    return sorted({entry.name for folder in folders if folder.is_dir() for entry in folder.iterdir()})


_loader = lru_cache(maxsize=None)(session.create_loader)
_path_of = lru_cache(maxsize=None)(jsonpath_ng.ext.parser.parse)
_result_path_of = lru_cache(maxsize=None)(jsonpath_ng.parser.parse)
_program_of = lru_cache(maxsize=8)(AmazonStateLanguageParser.parse)


def _made_once(make: Callable[..., Any], lock: Any, whatever_its_config: bool = False) -> Callable[..., Any]:
    """Return boto3.client or boto3.resource with a memory of what it made."""
    made: dict[Any, Any] = {}

    def make_once(*names: Any, **options: Any) -> Any:
        kind = {name: value for name, value in options.items() if name != "config" or not whatever_its_config}
        key = names, tuple(sorted(kind.items(), key=str))
        with lock:
            if key not in made:
                made[key] = make(*names, **options)
            return made[key]

    return make_once


PARTS = (
    clients_made_once,
    definitions_parsed_once,
    json_copied,
    whole_data_copied_once,
    children_without_history,
    compact_items,
    short_calls,
    states_shortened,
    garbage_let_lie,
)
