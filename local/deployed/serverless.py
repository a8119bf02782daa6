"""The Serverless Framework, `npx serverless ...`: running it, and the commands on one function that it does."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from typing import Optional

import click

from invictus.errors import InvictusError
from local.deployed import account
from local.project import FUNCTIONS, ROOT


class ServerlessError(InvictusError):
    """The Serverless Framework is missing, or its command failed."""


def npx() -> str:
    """Return where npx is. Raises ServerlessError."""
    found = shutil.which("npx")
    if not found:
        raise ServerlessError("npx is missing. Install Node.js 20.19 or later (https://nodejs.org), then: make setup")
    return found


def serverless(*arguments: str, stage: str, environment: Optional[Mapping[str, str]] = None) -> None:
    """Run `npx serverless ARGUMENTS --stage STAGE`; what it prints goes to the terminal. Raises ServerlessError."""
    command = [npx(), "--no-install", "serverless", *arguments, "--stage", stage]
    variables = {**os.environ, "PYTHON_BIN": sys.executable, **(environment or {})}
    if subprocess.run(command, cwd=ROOT, env=variables).returncode:
        raise ServerlessError(
            f"serverless {' '.join(arguments)} failed. The reason is above. Correct it, then run the same command again"
        )


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
