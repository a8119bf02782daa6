"""The options of the commands that show weights on the bar: who trains."""

from __future__ import annotations

import click

from local.archive.options import option
from local.deployed.account import Command
from local.training.plates import UNITS, Plates, PlatesError


def _weight(ctx: click.Context, param: click.Parameter, value: str) -> str:
    try:
        Plates(step=value)
    except PlatesError as error:
        raise click.BadParameter(f"{value!r} is not a weight. Write one above 0, such as 2.5.") from error
    return value


def lifter_options(command: Command) -> Command:
    """Add who trains: the maxima, the unit, bar and plates, and whether related lifts' maxima may be used."""
    options = (
        option(
            "--maxes", "MAXES", default="", help='"Snatch=80,Clean & Jerk=100", or a JSON file.  [default: maxes.json]'
        ),
        option(
            "--unit", "UNIT", type=click.Choice(UNITS), default="kg", show_default=True, help="What weights are in."
        ),
        option(
            "--bar",
            "BAR",
            callback=_weight,
            metavar="WEIGHT",
            default="",
            help="The empty bar, with its collars.  [default: 20 kg, 45 lb]",
        ),
        option(
            "--plates",
            "PLATES",
            default="",
            help='The plates there are, "25 20 10x1" (one pair of 10).  [default: those of most gyms]',
        ),
        option(
            "--step",
            "STEP",
            callback=_weight,
            metavar="WEIGHT",
            default="",
            help="In place of the plates: the smallest step of weight on the bar.  [default: 2.5 kg, 5 lb]",
        ),
        option("--related", "RELATED", is_flag=True, help="Use a related lift's maximum for one not given."),
    )
    for each in reversed(options):
        command = each(command)
    return command
