"""One function on AWS: `make deploy-function`, `make logs`, `make logs-tail`."""

from __future__ import annotations

from typing import Optional

import click

from local.deployed import account
from local.deployed.serverless import serverless
from local.project import FUNCTIONS


def _one_of_the_eight(context: click.Context, parameter: click.Parameter, name: Optional[str]) -> str:
    if name in FUNCTIONS:
        return str(name)
    problem = f"There is no function {name!r}." if name else "FUNC is missing."
    example = f"make {context.info_name} FUNC=strip_post_html"
    raise click.UsageError(f"{problem} Type: {example}\nFUNC is one of: {', '.join(FUNCTIONS)}", context)


# The function that a command works on: its first argument, or FUNC of the environment.
function_argument = click.argument(
    "function", metavar="FUNC", envvar="FUNC", required=False, callback=_one_of_the_eight
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
