"""Every command of this project: `python -m local COMMAND`, which the Makefile calls."""

from __future__ import annotations

import sys
from importlib import import_module
from typing import Optional

import click

from invictus.errors import InvictusError

# Each command, and the click command that does it. Only the one that is called is imported.
COMMANDS = {
    "run": "local.run:run",
    "blog": "local.sample_blog.server:serve",
    "kill-runs": "local.bench.kills:kill_runs",
    "accept-post": "local.accept_post:accept_post",
}


class Commands(click.Group):
    """Imports a command when it is called: some need moto, some DuckDB, and most neither."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> Optional[click.Command]:
        if cmd_name not in COMMANDS:
            return None
        module, name = COMMANDS[cmd_name].split(":")
        command: click.Command = getattr(import_module(module), name)
        return command


@click.command(cls=Commands)
def commands() -> None:
    """Invictus Weightlifting WOD ETL: run the pipeline here or in your AWS account, and train from what it stored."""


def main(arguments: Optional[list[str]] = None) -> int:
    """Run a command. Return its exit code: 0, that of the error, 2 for what was typed wrong, 130 for Ctrl-C."""
    try:
        result = commands.main(args=arguments, prog_name="python -m local", standalone_mode=False)
        return result if isinstance(result, int) else 0
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except InvictusError as error:
        click.echo(f"Error: {error}", err=True)
        return error.exit_code
    except (click.Abort, KeyboardInterrupt):
        click.echo("Stopped.", err=True)
        return 130


if __name__ == "__main__":
    sys.exit(main())
