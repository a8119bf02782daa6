"""`make volume`: the training volume of a programme, week by week, as tables and as a picture."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import NamedTuple

import click
from rich.console import Console

from invictus.errors import InvictusError
from invictus.prescriptions import sets_of
from invictus.shapes import StoredRecord
from local.archive.options import archive_options, option, program_option
from local.archive.selection import program_asked
from local.archive.weeks import Archive, open_archive
from local.project import OUT
from local.terminal.printing import console, counted, line
from local.terminal.tables import show_table
from local.training.volume import LIFTS, ZONED_LIFTS, ZONES, Volume, Weeks, lifts_of, monday_of, volume_of
from local.training.volume_chart import MOST_WEEKS, has_picture, picture_of


class PictureError(InvictusError):
    """The picture cannot be written. Says where, why, and what to do."""


class NothingCountedError(InvictusError):
    """The stored weeks have no set that can be counted, or the programme has no stored week."""


class NotCounted(NamedTuple):
    """What the figures of a week leave out: lines not understood, of how many, and lifts without a set count."""

    lines: int = 0
    of_lines: int = 0
    lifts: int = 0


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
    """Show and draw the training volume.

    It is sets, reps, average intensity and zones of each lift, by week.
    """
    archive = open_archive(aws, stage)
    wanted = program_asked(program, (week.program for week in archive.weeks))
    records = [record for record in archive.records() if record["program"] == wanted]
    weeks, left_out = volume_of(records), not_counted(records)
    if not any(volume.sets or volume.max_outs for lifts in weeks.values() for volume in lifts.values()):
        raise NothingCountedError(_why_nothing(archive, wanted, left_out))
    out = console()
    out.print(line(wanted, "bold"))
    _show_weeks(out, weeks, left_out)
    _show_zones(out, weeks)
    out.print(line(_in_sentences(left_out, program)))
    if draw_picture(weeks, wanted, picture):
        shows = f"The picture of the last {MOST_WEEKS} weeks" if len(weeks) > MOST_WEEKS else "The picture"
        out.print(line(f"{shows} is in {picture}"))
    else:
        out.print("There is no picture: no set has a number of reps.")


def not_counted(records: Iterable[StoredRecord]) -> dict[date, NotCounted]:
    """Return what is left out of the figures, by the week's Monday."""
    weeks: dict[date, NotCounted] = {}
    for record in records:
        lines, of_lines, lifts = weeks.get(monday_of(record), NotCounted())
        for exercise in record["exercises"]:
            lines += len(exercise["notes"])
            of_lines += len(exercise["notes"]) + len(exercise["text"])
            is_lift = any(lifts_of(part["name"]) for part in exercise["movements"])
            lifts += is_lift and not sets_of(exercise) and not exercise["scheme"]["rep_max"]
        weeks[monday_of(record)] = NotCounted(lines, of_lines, lifts)
    return dict(sorted(weeks.items()))


def draw_picture(weeks: Weeks, program: str, file: Path) -> bool:
    """Draw the weeks into a file. Return whether there was anything to draw. Raises PictureError."""
    if not any(has_picture(volume) for lifts in weeks.values() for volume in lifts.values()):
        return False
    if file.suffix.lower() != ".svg":
        raise PictureError(f"the picture {file} cannot be drawn: it is an SVG, so end its name in .svg (PICTURE=)")
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(picture_of(weeks, program), encoding="utf-8")
    except OSError as error:
        why = "its folder is a file" if isinstance(error, FileExistsError) else error.strerror or str(error)
        raise PictureError(f"the picture {file} cannot be written ({why}): name another file with PICTURE=") from error
    return True


# In words


def _why_nothing(archive: Archive, program: str, left_out: dict[date, NotCounted]) -> str:
    if not left_out:
        programs = ", ".join(sorted({week.program for week in archive.weeks}))
        return f"the {program} has no week. Programmes: {programs} (PROGRAM=)"
    return (
        f"nothing of the {program} can be counted, so there is no picture. Its {counted(len(left_out), 'stored week')}"
        f" {'has' if len(left_out) == 1 else 'have'} no set of a snatch, a clean & jerk, a squat or a pull whose number"
        f" is certain. {_in_sentences(left_out, program)}"
    )


def _in_sentences(left_out: dict[date, NotCounted], program: str) -> str:
    """Return `12 of 146 lines were not understood, ...`: what the figures leave out, and the week to look at first.

    `program` is the programme as it was typed, "" if it was not.
    """
    lines, of_lines, lifts = (sum(each) for each in zip(*left_out.values()))
    if not lines and not lifts:
        return f"All {of_lines} lines were understood." if of_lines else "There are no lines of training."
    were, it = ("was", "it") if lines == 1 else ("were", "them")
    said = f"{lines} of {of_lines} lines {were} not understood, and nothing in {it} is counted"
    first = next((monday for monday, week in left_out.items() if week.lines), None)
    if first:
        shows = f"shows {it}" if left_out[first].lines == lines else "shows the first"
        said += f" (make week DATE={first}{f' PROGRAM={program}' * bool(program)} {shows})"
    entries = "entry of these lifts gives" if lifts == 1 else "entries of these lifts give"
    return f"{said}." + f" {lifts} more {entries} no certain number of sets." * bool(lifts)


def _show_weeks(out: Console, weeks: Weeks, left_out: dict[date, NotCounted]) -> None:
    rows = [
        (monday.isoformat(), *(_in_words(lifts[lift]) for lift in LIFTS), str(left_out[monday].lines or ""))
        for monday, lifts in weeks.items()
    ]
    columns = ("week of", *LIFTS, "lines not counted")
    show_table(out, columns, rows, range(1, len(columns)), title="Sets, reps and average intensity by week")


def _in_words(volume: Volume) -> str:
    """Return `20 sets, 46 reps` and below it `74 %, 1-RM`: the average, and that a maximum is tested."""
    sets, reps = counted(volume.sets, "set") * bool(volume.sets), counted(volume.reps, "rep") * bool(volume.reps)
    average = "" if volume.intensity is None else f"{volume.intensity:.0f} %"
    return "\n".join(filter(None, (sets, reps, ", ".join(filter(None, (average, "1-RM" * bool(volume.max_outs)))))))


def _show_zones(out: Console, weeks: Weeks) -> None:
    rows = []
    for lift in ZONED_LIFTS:
        total = sum((lifts[lift] for lifts in weeks.values()), Volume())
        if total.zones:
            shares = [f"{share:.0%}" for share in total.zones]
            rows.append((lift, *shares, f"{sum(total.reps_at.values())} of {total.reps}"))
    if rows:
        columns = ("lift", *ZONES, "reps with a percent")
        show_table(out, columns, rows, range(1, len(columns)), title="Share of reps in each zone, all weeks")
