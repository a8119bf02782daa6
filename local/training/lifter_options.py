"""The options of the commands that show weights on the bar: who trains."""

from __future__ import annotations

import click

from local.archive.options import option
from local.deployed.account import Command
from local.training.lifter import UNITS, Plates, PlatesError


def _step(ctx: click.Context, param: click.Parameter, value: str) -> float:
    try:
        return Plates(step=float(value)).step
    except (ValueError, PlatesError) as error:
        raise click.BadParameter(f"{value!r} is not a weight. Write one above 0, such as 2.5.") from error


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
