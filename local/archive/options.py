"""The options that several commands take. Each is also a variable of make, which passes it on in the environment."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any, Optional

import click

from local.archive.weeks import ArchiveError
from local.deployed.account import Command, stage_option


class MakeOption(click.Option):
    """An option whose errors name the variable of make as well."""

    def get_error_hint(self, ctx: Optional[click.Context]) -> str:
        return f"{self.envvar}= ({self.opts[0]})"


def option(name: str, variable: str, **settings: Any) -> Callable[[Command], Command]:
    """Return a click option that make's `variable` sets too."""
    return click.option(name, cls=MakeOption, envvar=variable, show_envvar=True, **settings)


day_argument = click.argument("day", metavar="[DATE]", envvar="DATE", default="")
program_option = option(
    "--program",
    "PROGRAM",
    default="",
    help="Whose training: a programme's name or a part of it, such as 3-day.  [default: the 5-day one]",
)


def archive_options(command: Command) -> Command:
    """Add which archive is asked: the one on this machine, or the deployed stack's bucket."""
    told = "Ask the bucket in your AWS account, not the archive on this machine."
    return option("--aws", "AWS", is_flag=True, help=told)(stage_option(command))


def date_asked(written: str) -> date:
    """Return the date that was typed (ISO), today's if nothing was. Raises ArchiveError."""
    try:
        day = date.fromisoformat(written) if written else date.today()
        if not 1 < day.year < 9999:
            raise ValueError("a week before or after it would be no date")
    except ValueError as error:
        raise ArchiveError(f"{written!r} is not a date that training can have: write one such as 2021-01-18") from error
    return day
