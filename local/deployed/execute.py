"""`make execute` and `make backfill`: start the deployed state machine and wait for its result."""

from __future__ import annotations

import json
from typing import Any

import click

from local.deployed import account, executions
from local.execution_inputs import BACKFILL, NEWEST
from local.terminal.printing import console, line

POLL_SECONDS = 3

force_option = click.option(
    "--force", envvar="FORCE", show_envvar=True, is_flag=True, help="Do the work even if it was done before."
)


@click.command("execute")
@account.stage_option
@force_option
@click.option(
    "--input",
    "request",
    envvar="INPUT",
    show_envvar=True,
    default=json.dumps(NEWEST),
    show_default=True,
    help="Input, as JSON.",
)
def execute(stage: str, force: bool, request: str) -> int:
    """Start the deployed state machine and wait for its result."""
    return _run(stage, typed_request(request), force)


@click.command("backfill")
@account.stage_option
@force_option
def backfill(stage: str, force: bool) -> int:
    """Load the whole archive on AWS, page by page."""
    return _run(stage, dict(BACKFILL), force)


def typed_request(text: str) -> dict[str, Any]:
    """Return an execution's input as typed on a command line. Raises BadParameter, naming INPUT."""
    hint = "Type one such as INPUT='{\"posts_per_page\": 3}'"
    try:
        request = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise click.UsageError(f"INPUT is not JSON ({error}). {hint}") from error
    if not isinstance(request, dict):
        raise click.UsageError(f"INPUT is not a JSON object: {text}. {hint}")
    return request


def _run(stage: str, request: dict[str, Any], force: bool) -> int:
    if force:
        request["force"] = True
    session = account.session()
    machine = account.resources(session, stage)["SemiStructureInvictusPostStateMachine"]
    steps = session.client("stepfunctions")
    shown = console()
    arn = executions.start(steps, machine, request)
    shown.print(line(f"Started {arn}\n  with {json.dumps(request)}"), soft_wrap=True)
    return executions.say_end(shown, executions.follow(shown, steps, arn, POLL_SECONDS))
