"""Looks on at the state machine: calls back before and after each state, and knows when nothing runs any more."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Condition
from typing import Any
from unittest.mock import patch

from moto.stepfunctions.parser.asl.component.state.state import CommonStateField


class StateWatch:
    """Calls back for every state of every execution, those of a post's child execution too.

    `before_state` and `after_state` get the state's name and the slug of the post in its input, "" if it has none:
    before the posts are mapped, after that, and in an inline map. `before_input` gets the name and the input, which it
    must not change. What they raise ends the execution.
    """

    before_state: Callable[[str, str], None]
    after_state: Callable[[str, str], None]
    before_input: Callable[[str, Any], None]

    def __init__(self) -> None:
        self._states_running = 0
        self._one_ended = Condition()

    def watch_no_states(self) -> None:
        self.before_state = lambda state, slug: None
        self.after_state = lambda state, slug: None
        self.before_input = lambda state, data: None

    @contextmanager
    def states_watched(self) -> Iterator[None]:
        """Look on at moto's state machines until the block ends."""
        evaluate = CommonStateField._eval_body

        def evaluate_watched(state: CommonStateField, env: Any) -> None:
            data = env.states._states_data["input"]  # get_input() would copy it
            post = data.get("post") if isinstance(data, dict) else None
            slug = post.get("slug", "") if isinstance(post, dict) else ""
            with self._counted():
                self.before_state(state.name, slug)
                self.before_input(state.name, data)
                evaluate(state, env)
                self.after_state(state.name, slug)

        with patch.object(CommonStateField, "_eval_body", evaluate_watched):
            yield

    def wait_for_states(self) -> None:
        """Wait until no state of any execution is running."""
        with self._one_ended:
            self._one_ended.wait_for(lambda: not self._states_running)

    @property
    def is_busy(self) -> bool:
        """Whether a state of any execution is running."""
        return self._states_running > 0

    @contextmanager
    def _counted(self) -> Iterator[None]:
        with self._one_ended:
            self._states_running += 1
        try:
            yield
        finally:
            with self._one_ended:
                self._states_running -= 1
                self._one_ended.notify_all()
