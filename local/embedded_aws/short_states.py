"""What moto's interpreter does for a state besides the state's own work, shortened.

None of it changes what an execution does or how long it may take: a state with a time-out keeps its own thread. The
smallest week takes a tenth less CPU time with all of this.
"""

from __future__ import annotations

import copy
import re
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from threading import Thread, local
from types import SimpleNamespace
from typing import Any
from unittest.mock import patch

from moto.stepfunctions.parser.asl.component.common.path.result_path import ResultPath
from moto.stepfunctions.parser.asl.component.eval_component import EvalComponent
from moto.stepfunctions.parser.asl.component.program.program import Program
from moto.stepfunctions.parser.asl.component.state.exec import execute_state
from moto.stepfunctions.parser.asl.component.state.exec.state_map.iteration.inline_iteration_component import (
    InlineIterationComponent,
)
from moto.stepfunctions.parser.asl.eval import environment
from moto.stepfunctions.parser.utils import TMP_THREADS

# `$.name`: the result goes into one field of the state's input.
ONE_FIELD = re.compile(r"\$\.(\w+)")


@contextmanager
def short_states(copied: Callable[[Any], Any]) -> Iterator[None]:
    """Shorten the way of each state until the block ends. `copied` makes a deep copy of plain JSON."""
    with ExitStack() as parts:
        parts.enter_context(threads_where_needed())
        parts.enter_context(environments_copied_shallowly(copied))
        parts.enter_context(results_put(copied))
        parts.enter_context(components_evaluated_silently())
        yield


@contextmanager
def threads_where_needed() -> Iterator[None]:
    """Start a thread only for what runs beside something else, or may run out of time.

    moto starts one for each state and one for each branch and iteration within its own; and a map's four workers for
    a single item. It keeps all of them (2 KB each) and never looks at them.
    """
    here = local()
    evaluate, run, launch = (
        execute_state.ExecutionState._evaluate_with_timeout,
        Program.eval,
        InlineIterationComponent._launch_worker,
    )

    def make_thread(target: Callable[[], None], daemon: bool) -> Any:
        return SimpleNamespace(start=target) if here.has_no_timeout else Thread(target=target, daemon=daemon)

    def evaluate_state(state: Any, env: Any) -> None:
        here.has_no_timeout = state.timeout.is_default_value()
        try:
            evaluate(state, env)
        finally:
            TMP_THREADS.clear()

    def run_program(program: Any, env: Any) -> None:
        if program.timeout_seconds:
            run(program, env)
        else:
            env.next_state_name = program.start_at.start_at_name
            EvalComponent.eval(program, env)

    def launch_for_an_item(component: Any, env: Any, eval_input: Any, job_pool: Any) -> Any:
        job_pool.workers = getattr(job_pool, "workers", 0) + 1
        if job_pool.workers > job_pool._jobs_number:
            return None
        return launch(component, env, eval_input, job_pool)

    with ExitStack() as patches:
        patches.enter_context(patch.object(execute_state, "Thread", make_thread))
        patches.enter_context(patch.object(execute_state.ExecutionState, "_evaluate_with_timeout", evaluate_state))
        patches.enter_context(patch.object(Program, "eval", run_program))
        patches.enter_context(patch.object(InlineIterationComponent, "_launch_worker", launch_for_an_item))
        yield


@contextmanager
def environments_copied_shallowly(copied: Callable[[Any], Any]) -> Iterator[None]:
    """Copy a program's state (running, where; ended, how) with its values as they are: they are never changed."""

    def copied_state(value: Any) -> Any:
        return copied(value) if isinstance(value, dict) else copy.copy(value)

    copying = SimpleNamespace(**{**vars(copy), "deepcopy": copied_state})
    with patch.object(environment, "copy", copying):
        yield


@contextmanager
def results_put(copied: Callable[[Any], Any]) -> Iterator[None]:
    """Put a result into the field that ResultPath names. moto's library of paths looks through all of the input."""
    evaluate = ResultPath._eval_body

    def put(path: Any, env: Any) -> None:
        field = ONE_FIELD.fullmatch(path.result_path_src or "")
        given = env.states.get_input()
        if field and isinstance(given, dict):
            env.stack.append({**given, field[1]: copied(env.stack.pop())})
        else:
            evaluate(path, env)

    with patch.object(ResultPath, "_eval_body", put):
        yield


@contextmanager
def components_evaluated_silently() -> Iterator[None]:
    """Evaluate a state's parts (700 a week) without moto's log of them, which is discarded.

    moto describes each part that an error passes through, with all that is in it, whether or not that is logged.
    """

    def evaluate(component: Any, env: Any) -> None:
        if env.is_running():
            field = component._field_name()
            if field is not None:
                env.next_field_name = field
            component._eval_body(env)

    with patch.object(EvalComponent, "eval", evaluate):
        yield
