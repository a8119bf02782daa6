"""One function on AWS: `make deploy-function`, `make logs`, `make logs-tail`."""

from __future__ import annotations

from typing import Any

import click

from local.deployed import account
from local.deployed.serverless import serverless
from local.project import FUNCTIONS


class FunctionName(click.ParamType):
    """The name of one of the eight functions."""

    name = "FUNC"

    def convert(self, value: Any, param: Any, ctx: Any) -> str:
        if not value or value in FUNCTIONS:
            return str(value)
        raise click.UsageError(f"There is no function {value!r}. {what_to_type(ctx)}", ctx)


def what_to_type(context: click.Context) -> str:
    """Return how to call a command that takes a function's name."""
    return f"Type: make {context.info_name} FUNC=strip_post_html\nFUNC is one of: {', '.join(FUNCTIONS)}"


def _required(context: click.Context, parameter: click.Parameter, name: Any) -> str:
    if not name:
        raise click.UsageError(f"FUNC is missing. {what_to_type(context)}", context)
    return str(name)


# The function that a command works on: its first argument, or FUNC of the environment.
function_argument = click.argument(
    "function", metavar="FUNC", envvar="FUNC", type=FunctionName(), required=False, callback=_required
)


@click.command("deploy-function")
@function_argument
@account.stage_option
def deploy_function(function: str, stage: str) -> None:
    """Deploy the code of one function."""
    account.resources(account.session(), stage)  # says what is missing: an account, or a stack
    serverless("deploy", "function", "--function", function, stage=stage)


@click.command("logs")
@function_argument
@account.stage_option
@click.option("--tail", is_flag=True, help="Follow the log until Ctrl-C.")
def logs(function: str, stage: str, tail: bool) -> None:
    """Show a deployed function's log of the last day."""
    account.resources(account.session(), stage)
    since = ["--tail"] if tail else ["--startTime", "1d"]
    serverless("logs", "--function", function, *since, stage=stage)
