"""Functions run out of time or memory, or Lambda refuses to invoke them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from local.embedded_aws.stack import EmbeddedAws, FunctionBreakdown
from local.project import FUNCTIONS
from tests.support.small_week_run import assert_next_execution_mends_it, assert_post_failed, assert_week_is_stored

pytestmark = pytest.mark.usefixtures("no_waiting")


def test_every_function_may_run_out_of_time_and_memory_and_is_retried(aws: EmbeddedAws) -> None:
    """Each breaks down twice before its work and twice after it, with every error that Lambda reports."""
    before = {(function, error) for function in FUNCTIONS for error in ("Runtime.ExitError", "Lambda.Unknown")}
    after = {(function, error) for function in FUNCTIONS for error in ("Sandbox.Timedout", "Runtime.ExitError")}
    aws.before_invoke, aws.after_invoke = breakdowns(before), breakdowns(after)

    assert_week_is_stored(aws, aws.execute({}))
    assert before | after == set(), "not all of them happened"


def breakdowns(left: set[tuple[str, str]]) -> Callable[[str, Any], None]:
    """Return a function that raises each remaining breakdown once."""

    def break_down(function: str, event: Any) -> None:
        for name, error in sorted(left):
            if name == function:
                left.remove((name, error))
                raise FunctionBreakdown(error)

    return break_down


@pytest.mark.parametrize("code", ["TooManyRequestsException", "ServiceException"])
def test_an_invocation_that_lambda_refuses_is_retried(aws: EmbeddedAws, code: str) -> None:
    fault = aws.fail("lambda", "Invoke", code, times=3, status=429 if code[0] == "T" else 500)

    assert_week_is_stored(aws, aws.execute({}))
    assert fault.happened == 3


def test_a_function_that_never_has_enough_memory_fails_the_post(aws: EmbeddedAws) -> None:
    tried: list[str] = []

    def out_of_memory(function: str, event: Any) -> None:
        if function == "strip_post_html":
            tried.append(function)
            raise FunctionBreakdown("Runtime.ExitError")

    aws.before_invoke = out_of_memory

    execution = aws.execute({})

    assert_post_failed(aws, execution, "Runtime.ExitError", "RequestId")
    assert len(tried) == 5
    aws.watch_nothing()
    assert_next_execution_mends_it(aws)


@pytest.mark.parametrize("operation", ["dump_post_to_bucket", "save_sessions_to_bucket"])
def test_a_crash_between_the_write_and_its_mark_does_not_write_twice(aws: EmbeddedAws, operation: str) -> None:
    crashes: list[str] = []

    def crash(service: str, called: str, request: Any) -> None:
        marks = called == "PutItem" and operation.encode() in request.body
        if marks and not crashes:
            crashes.append(operation)
            raise FunctionBreakdown("Runtime.ExitError")

    aws.calls.before = crash

    assert_week_is_stored(aws, aws.execute({}))
    assert crashes == [operation]
