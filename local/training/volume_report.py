"""`make volume`: the training volume of a programme, week by week, as tables and as a picture."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import click
from rich.console import Console

from invictus.errors import InvictusError
from local.archive.options import archive_options, option, program_option
from local.archive.weeks import open_archive
from local.project import OUT
from local.terminal.printing import console, counted, line, tell
from local.terminal.tables import show_table
from local.training.volume import LIFTS, ZONED_LIFTS, ZONES, Volume, Weeks, volume_of
from local.training.volume_chart import picture_of


class VolumeError(InvictusError):
    """No set can be counted, or the picture cannot be written."""


@click.command()
@program_option
@option(
    "--picture",
    "PICTURE",
    type=click.Path(path_type=Path),
    default=OUT / "volume.svg",
    help="The file to draw, an SVG.  [default: out/volume.svg]",
)
@archive_options
def volume(program: str, picture: Path, aws: bool, stage: str) -> None:
    """Show and draw the training volume: sets, reps, average intensity and zones of each lift, by week."""
    if picture.suffix.lower() != ".svg":
        raise VolumeError(f"the picture {picture} cannot be drawn: it is an SVG, so end its name in .svg (PICTURE=)")
    archive = open_archive(aws, stage)
    wanted = archive.program(program)
    records = archive.records(program=wanted)
    weeks = volume_of(records)
    if not any(volume.sets or volume.tests for lifts in weeks.values() for volume in lifts.values()):
        raise VolumeError(
            f"nothing of the {wanted} can be counted, so there is no picture. Its {counted(len(weeks), 'stored week')}"
            " name no set of a snatch, a clean & jerk, a squat or a pull whose number and reps are certain"
        )
    out = console()
    out.print(line(wanted, "bold"))
    _show_weeks(out, weeks)
    _show_zones(out, weeks)
    notes = [(record["date"], note) for record in records for each in record["exercises"] for note in each["notes"]]
    tell(f"Not understood, so not counted: {counted(len(notes), 'line')}")
    for day, note in notes:
        tell(f"  {day}  {note}")
    try:
        picture.parent.mkdir(parents=True, exist_ok=True)
        picture.write_text(picture_of(weeks, wanted), encoding="utf-8")
    except OSError as error:
        remedy = "name another file with PICTURE="
        raise VolumeError(f"the picture {picture} cannot be written ({error.strerror}): {remedy}") from error
    tell(f"The picture is in {picture}")


def _show_weeks(out: Console, weeks: Weeks) -> None:
    rows = [(monday.isoformat(), *(_in_words(lifts[lift]) for lift in LIFTS)) for monday, lifts in weeks.items()]
    columns = ("week of", *LIFTS)
    show_table(out, columns, rows, range(1, len(columns)), title="Sets, reps and average intensity by week")


def _in_words(volume: Volume) -> str:
    """Return `20 sets, 46 reps` and below it `74 %, 1-RM`: the average, and that a maximum is tested."""
    sets, reps = counted(volume.sets, "set") * bool(volume.sets), counted(volume.reps, "rep") * bool(volume.reps)
    average = "" if volume.intensity is None else f"{volume.intensity:.0f} %"
    return "\n".join(filter(None, (sets, reps, ", ".join(filter(None, (average, volume.tested))))))


def _show_zones(out: Console, weeks: Weeks) -> None:
    rows = []
    for lift in ZONED_LIFTS:
        reps = sum(lifts[lift].reps for lifts in weeks.values())
        total = Volume(reps=reps, reps_at=sum((lifts[lift].reps_at for lifts in weeks.values()), Counter()))
        if total.zones:
            shares = [f"{100 * share:.0f} %" for share in total.zones]
            rows.append((lift, *shares, f"{sum(total.reps_at.values())} of {reps}"))
    if rows:
        columns = ("lift", *ZONES, "reps with a percent")
        show_table(out, columns, rows, range(1, len(columns)), title="Share of reps in each zone, all weeks")
