"""`make today`, `make week` and `make next`: the training of a day, a week or the coming day, to read in the gym."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any, Optional

import click

from invictus.shapes import StoredRecord
from local.archive.options import archive_options, day_argument, program_option
from local.archive.selection import coming_training, date_asked, dates_of_week, program_asked, training
from local.archive.weeks import Archive, ArchiveError, open_archive
from local.project import ROOT
from local.terminal.printing import console, line
from local.training.lifter import Lifter, Maxima, MaximaError, maxima_from_json, maxima_from_text
from local.training.lifter_options import lifter_options
from local.training.loads import misspelt
from local.training.plates import Plates
from local.training.whiteboard import show_session

MAXES_FILE = ROOT / "maxes.json"


@click.command()
@day_argument
@program_option
@lifter_options
@archive_options
def today(day: str, program: str, aws: bool, stage: str, **lifter: Any) -> None:
    """Show the training of a day.

    It is that of DATE (such as 2020-12-21), or today's.
    """
    asked = date_asked(day).isoformat()
    _show_dates(lifter_of(**lifter), open_archive(aws, stage), program, asked, asked)


@click.command()
@day_argument
@program_option
@lifter_options
@archive_options
def week(day: str, program: str, aws: bool, stage: str, **lifter: Any) -> None:
    """Show the training of a week.

    It is the week of DATE (such as 2020-12-21), or this one, from Monday to Sunday.
    """
    first, last = dates_of_week(date_asked(day))
    _show_dates(lifter_of(**lifter), open_archive(aws, stage), program, first, last)


@click.command("next")
@day_argument
@program_option
@lifter_options
@archive_options
def coming(day: str, program: str, aws: bool, stage: str, **lifter: Any) -> None:
    """Show the coming training.

    It is today's (or that of DATE); on a day without training, that of the next day with some.
    """
    first, who = date_asked(day).isoformat(), lifter_of(**lifter)
    archive = open_archive(aws, stage)
    wanted = program_asked(program, (week.program for week in archive.weeks))
    found = coming_training(archive, wanted, first)
    if not found:
        raise ArchiveError(
            f"the {wanted} has no training on {first} or later. The archive has {archive.says()}. "
            "Fetch the newest posts first: make run LIVE=1 (here), make execute (in your AWS account)"
        )
    _show(found[0], who)
    for record in (found[1] if len(found) > 1 else [])[:1]:
        then = date.fromisoformat(record["date"])
        console().print(line(f"After it: {record['session']}, {then.day} {then:%B %Y} (DATE={record['date']})", "dim"))


def _show_dates(lifter: Lifter, archive: Archive, program: str, first: str, last: str) -> None:
    wanted = program_asked(program, (week.program for week in archive.weeks))
    records, others = training(archive, wanted, first, last)
    _show(records, lifter)
    if others:
        when = "this day" if first == last else "this week"
        named = ", ".join(f"PROGRAM={other}" for other in others)
        console().print(line(f"This is the {wanted}. There is more for {when}: {named}", "dim"))


def _show(records: Sequence[StoredRecord], lifter: Lifter) -> None:
    out = console()
    for record in records:
        show_session(out, record, lifter)
    if lifter.maxima:
        trained = [exercise["movement"] for record in records for exercise in record["exercises"]]
        for remark in misspelt(lifter.maxima, trained):
            out.print(line(remark, "yellow"))


def lifter_of(maxes: str, related: bool, **plates: str) -> Lifter:
    """Return the lifter that the options describe. Raises LoadsError."""
    return Lifter(read_maxima(maxes), Plates(**plates), related)


def read_maxima(given: str) -> Optional[Maxima]:
    """Return the maxima as typed, or those of a JSON file: the one named, or maxes.json; None without any.

    Raises MaximaError.
    """
    if "=" in given:
        return maxima_from_text(given)
    file = Path(given).expanduser() if given else MAXES_FILE
    if not given and not file.exists():
        return None
    try:
        text = file.read_text(encoding="utf-8-sig")  # an editor on Windows begins a file with a byte order mark
    except UnicodeDecodeError as error:
        raise MaximaError(f"{file} is not text in UTF-8: save it with that encoding") from error
    except (OSError, ValueError) as error:
        raise MaximaError(
            f'{given or str(file)!r} is neither maxima nor a file that can be read: write "Snatch=80,Clean & Jerk=100",'
            " or name a file"
        ) from error
    try:
        return maxima_from_json(text)
    except MaximaError as error:
        raise MaximaError(f"{file}: {error}") from error
