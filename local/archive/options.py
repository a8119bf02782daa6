"""The options that several commands of the archive take. Each is also a variable of make, which passes it on in the
environment, so that neither the shell nor make interprets it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Optional

import click

from local.deployed.account import Command, stage_option
from local.training.lifter import UNITS, Plates, PlatesError


def _step(ctx: click.Context, param: click.Parameter, value: str) -> float:
    try:
        return Plates(step=float(value)).step
    except (ValueError, PlatesError) as error:
        raise click.BadParameter(f"{value!r} is not a weight. Write one above 0, such as 2.5.") from error


class MakeOption(click.Option):
    """An option whose errors name the variable of make as well."""

    def get_error_hint(self, ctx: Optional[click.Context]) -> str:
        return f"{self.envvar}= ({self.opts[0]})"


def option(name: str, variable: str, **settings: Any) -> Callable[[Command], Command]:
    """Return a click option that make's `variable` sets too."""
    return click.option(name, cls=MakeOption, envvar=variable, show_envvar=True, **settings)


def day_argument(command: Command) -> Command:
    """Add the day that is asked for."""
    return click.argument("day", metavar="[DATE]", envvar="DATE", default="")(command)


def program_option(command: Command) -> Command:
    """Add whose training is asked for."""
    told = "Whose training: a programme's name or a part of it, such as 3-day.  [default: the 5-day one]"
    return option("--program", "PROGRAM", default="", help=told)(command)


def archive_options(command: Command) -> Command:
    """Add which archive is asked: the one on this machine, or the deployed stack's bucket."""
    told = "Ask the bucket in your AWS account, not the archive on this machine."
    return option("--aws", "AWS", is_flag=True, help=told)(stage_option(command))


def lifter_options(command: Command) -> Command:
    """Add who trains: the maxima, the unit, the smallest step, and whether related lifts' maxima may be used."""
    options = (
        option(
            "--maxes", "MAXES", default="", help='"Snatch=80,Clean & Jerk=100", or a JSON file.  [default: maxes.json]'
        ),
        option(
            "--step",
            "STEP",
            callback=_step,
            metavar="WEIGHT",
            default="2.5",
            show_default=True,
            help="The smallest step of weight on the bar.",
        ),
        option(
            "--unit", "UNIT", type=click.Choice(UNITS), default="kg", show_default=True, help="What weights are in."
        ),
        option("--related", "RELATED", is_flag=True, help="Use a related lift's maximum for one not given."),
    )
    for each in reversed(options):
        command = each(command)
    return command
