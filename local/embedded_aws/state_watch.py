"""Looks on at the state machine: calls back before and after each state, knows what still runs, and stops it."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timezone
from threading import Condition, Event
from types import SimpleNamespace
from typing import Any
from unittest.mock import patch

from moto.core.models import DEFAULT_ACCOUNT_ID
from moto.stepfunctions.parser.api import ExecutionStatus
from moto.stepfunctions.parser.asl.component.common.retry import retrier_decl
from moto.stepfunctions.parser.asl.component.state.state import CommonStateField
from moto.stepfunctions.parser.models import stepfunctions_parser_backends

from local.embedded_aws.lambda_runtime import REGION


class StateWatch:
    """Calls back for every state of every execution, those of a post's child execution too.

    A state outside of the map over the posts, and in an inline map, has no slug. What is called must not change a
    state's input. What it raises ends the execution.
    """

    before_state: Callable[[str, str], None]
    after_state: Callable[[str, str], None]
    before_input: Callable[[str, Any], None]

    def __init__(self) -> None:
        self._states_running = 0
        self._one_ended = Condition()
        self._stopping = Event()

    @contextmanager
    def states_watched(self) -> Iterator[None]:
        """Look on at moto's state machines until the block ends."""
        evaluate = CommonStateField._eval_body

        def evaluate_watched(state: CommonStateField, env: Any) -> None:
            data = env.states._states_data["input"]  # get_input() would copy it
            post = data.get("post") if isinstance(data, dict) else None
            slug = post.get("slug", "") if isinstance(post, dict) else ""
            with self._one_ended:
                self._states_running += 1
            try:
                self.before_state(state.name, slug)
                self.before_input(state.name, data)
                evaluate(state, env)
                self.after_state(state.name, slug)
            finally:
                with self._one_ended:
                    self._states_running -= 1
                    self._one_ended.notify_all()

        # The wait before a retry ends when the execution is stopped.
        clock = SimpleNamespace(**{**vars(time), "sleep": self._stopping.wait})
        watched = patch.object(CommonStateField, "_eval_body", evaluate_watched)
        with watched, patch.object(retrier_decl, "time", clock):
            yield

    def wait_for_states(self) -> None:
        """Wait until no state of any execution is running."""
        with self._one_ended:
            self._one_ended.wait_for(lambda: not self._states_running)

    def stop_executions(self) -> None:
        """Let no execution enter another state or try one again. What a state is doing goes on to its end.

        An execution that waits for its next try would otherwise wake up in a later stack of this process and go on
        there: the stacks' names are the same.
        """
        self._stopping.set()
        machines: Any = stepfunctions_parser_backends[DEFAULT_ACCOUNT_ID][REGION].state_machines
        for execution in [execution for machine in machines for execution in machine.executions]:
            worker = execution.exec_worker
            if execution.exec_status == ExecutionStatus.RUNNING and worker and worker.env:
                worker.stop(datetime.now(timezone.utc), None, None)
