"""The Serverless Framework: running it from node_modules, and the commands on one function that it does."""

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
    """Node.js or a package of it is missing, or a command of the Serverless Framework failed."""


def node_program(name: str) -> str:
    """Return the path of a program of the Node packages: npx would take half a second to find it."""
    if not shutil.which("node"):
        raise ServerlessError("Node.js is missing. Install version 20.19 or later (nodejs.org), then: make setup")
    program = ROOT / "node_modules" / ".bin" / name
    if not program.exists():
        raise ServerlessError(f"{name} is not installed in node_modules. Install it with: make setup")
    return str(program)


def serverless(*arguments: str, stage: str, environment: Optional[Mapping[str, str]] = None) -> None:
    """Run `serverless ARGUMENTS --stage STAGE`; what it prints goes to the terminal. Raises ServerlessError."""
    command = [node_program("serverless"), *arguments, "--stage", stage]
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
