"""Every command of this project: `python -m local COMMAND`, which the Makefile calls."""

from __future__ import annotations

import errno
import sys
import tempfile
import traceback
from importlib import import_module
from typing import Optional

import click

from invictus.errors import InvictusError
from local.terminal.printing import accept_any_text, close_broken_pipe, tell

# Each command: the click command that does it, imported when it is called, and what the list of commands says of it.
COMMANDS = {
    "run": ("local.run:run", "Read a blog into an archive here, and show the week."),
    "today": ("local.training.gym:today", "Show the training of a day."),
    "week": ("local.training.gym:week", "Show the training of a week."),
    "next": ("local.training.gym:coming", "Show the coming training."),
    "query": ("local.archive.query:query", "Ask the archive in SQL, or by a query's name."),
    "volume": ("local.training.volume_report:volume", "Show and draw the training volume."),
    "page": ("local.page.make:page", "Write pages to train from on a phone."),
    "calendar": ("local.page.calendar:calendar", "Write the sessions as a calendar file."),
    "share": ("local.page.share:share", "Put pages where the phone can open them."),
    "invoke": ("local.invoke:invoke", "Run one function here."),
    "accept-post": ("local.accept_post:accept_post", "Keep what is read of a post as a test's result."),
    "explain": ("local.bench.explain:explain", "Show how a line is read, or why it is not."),
    "read-report": ("local.bench.read_report:read_report", "Show how much of a folder's posts is understood."),
    "sample-events": ("local.sample_events:write_sample_events", "Make the sample events anew."),
    "bench": ("local.bench.figures:bench", "Print the figures of docs/costs.md."),
    "check-template": ("local.check_template:check_template", "Check the template and the state machine."),
    "diagram": ("local.docs.diagram:draw_machine", "Draw the state machine anew."),
    "pictures": ("local.docs.pictures:draw_pictures", "Draw the pictures in docs/images/ anew."),
    "plan": ("local.deployed.plan:plan", "Show what a deployment would put there and change."),
    "deploy": ("local.deployed.deploy:deploy", "Deploy to your AWS account."),
    "deploy-function": ("local.deployed.serverless:deploy_function", "Deploy the code of one function."),
    "secret": ("local.deployed.deploy:secret", "Put the blog's account into Secrets Manager."),
    "execute": ("local.deployed.executions:execute", "Start the deployed machine and wait for its result."),
    "backfill": ("local.deployed.executions:backfill", "Load the whole archive on AWS."),
    "retry": ("local.deployed.executions:retry", "Run the posts in failed/ again on AWS."),
    "logs": ("local.deployed.serverless:logs", "Show a deployed function's log of the last day."),
    "remove-stack": ("local.deployed.deploy:remove_stack", "Remove the stack from your AWS account."),
}
# What a full, read-only or broken disk, one's permissions or a wrong path say of a file.
DISK_FULL = (errno.ENOSPC, errno.EDQUOT)
WRONG_PATH = (errno.ENOENT, errno.ENOTDIR, errno.EISDIR, errno.ENAMETOOLONG)
DISK_REFUSES = (*DISK_FULL, *WRONG_PATH, errno.EROFS, errno.EIO, errno.EACCES, errno.EPERM)


class Commands(click.Group):
    """Imports a command when it is called: some need moto, some DuckDB, and most neither."""

    def get_command(self, ctx: click.Context, cmd_name: str) -> Optional[click.Command]:
        if cmd_name not in COMMANDS:
            return None
        module, name = COMMANDS[cmd_name][0].split(":")
        command: click.Command = getattr(import_module(module), name)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl([(name, words) for name, (_, words) in COMMANDS.items()])


@click.command(cls=Commands)
def commands() -> None:
    """Invictus Weightlifting WOD ETL: run the pipeline here or in your AWS account, and train from what it stored."""


def main(arguments: Optional[list[str]] = None) -> int:
    """Run a command; without one, print the help.

    Return its exit code: 0, that of the error, 2 for what was typed wrong, 70 for a fault of this program, 130 for
    Ctrl-C. A reader that closes the pipe (`| head`) is not an error.
    """
    accept_any_text()
    try:
        code = _run((sys.argv[1:] if arguments is None else arguments) or ["--help"])
        sys.stdout.flush()
        return code
    except BrokenPipeError:
        close_broken_pipe()
        return 0


def _run(arguments: list[str]) -> int:
    try:
        # Not by click's own main, which makes an exit code of a broken pipe.
        with commands.make_context("python -m local", arguments) as context:
            result = commands.invoke(context)
            return result if isinstance(result, int) else 0
    except click.exceptions.Exit as end:  # of --help
        return end.exit_code
    except BrokenPipeError:
        raise
    except click.ClickException as error:  # without click's usage: most people type make, and not python
        message, code = f"Error: {error.format_message()}", error.exit_code
    except InvictusError as error:
        message, code = f"Error: {_as_sentence(error)}", error.exit_code
    except (click.Abort, KeyboardInterrupt):
        message, code = "Stopped.", 130
    except Exception as error:
        if isinstance(error, OSError) and error.errno in DISK_REFUSES and error.filename:
            message, code = f"Error: {_refusal_of_the_disk(error)}", 1
        else:
            message, code = f"Error: {_report_fault(error)}", 70  # EX_SOFTWARE of sysexits.h
    tell(message, stderr=True)
    return code


def _as_sentence(error: InvictusError) -> str:
    message = str(error)
    return message if message.endswith((".", "!", "?", ")")) or "\n" in message else f"{message}."


def _refusal_of_the_disk(error: OSError) -> str:
    """Return what the disk refuses, and the remedy."""
    remedy = "Name a folder that can be written: OUT=folder."
    if error.errno in DISK_FULL:
        remedy = "Make room on the disk, then run again: it goes on from what is there."
    what = f"{error.filename} cannot be read or written: {error.strerror}"
    return f"{what}. What was stored before is kept. {remedy}"


def _report_fault(error: Exception) -> str:
    """Write the traceback to a file, and return the message that names the file."""
    number, file = tempfile.mkstemp(".log", "invictus-fault-")
    with open(number, "w", encoding="utf-8", errors="backslashreplace") as log:
        traceback.print_exception(type(error), error, error.__traceback__, file=log)
    what = f"this program has a fault ({type(error).__name__}: {str(error)[:200]})."
    return f"{what} Where it happened is in {file}: please report it with that file."


if __name__ == "__main__":
    sys.exit(main())
