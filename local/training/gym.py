"""`make today`, `make week` and `make next`: the training of a day, a week or the coming day, to read in the gym."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

import click

from invictus.shapes import StoredRecord
from local.archive.options import archive_options, date_asked, day_argument, program_option
from local.archive.weeks import Archive, ArchiveError, open_archive
from local.deployed.account import Command
from local.terminal.printing import console, tell
from local.training.lifter import Lifter, lifter_of, lifter_options
from local.training.loads import misspelt
from local.training.whiteboard import show_session


def _options(command: Command) -> Command:
    return day_argument(program_option(lifter_options(archive_options(command))))


@click.command()
@_options
def today(day: str, **given: Any) -> None:
    """Show the training of a day: that of DATE (such as 2021-01-18), or today's."""
    asked = date_asked(day)
    _show_dates(asked, asked, **given)


@click.command()
@_options
def week(day: str, **given: Any) -> None:
    """Show the training of a week, from Monday to Sunday: that of DATE (such as 2021-01-18), or this one."""
    asked = date_asked(day)
    monday = asked - timedelta(days=asked.weekday())
    _show_dates(monday, monday + timedelta(days=6), **given)


def _show_dates(first: date, last: date, program: str, aws: bool, stage: str, **lifter: Any) -> None:
    who, archive = lifter_of(**lifter), open_archive(aws, stage)
    wanted = archive.program(program)
    found = archive.records(first.isoformat(), last.isoformat())
    records = [record for record in found if record["program"] == wanted]
    others = sorted({record["program"] for record in found} - {wanted})
    if not records:
        asked = f"on {first}" if first == last else f"from {first} to {last}"
        raise ArchiveError(f"the {wanted} has no session {asked}{_where_else(archive, wanted, str(first), others)}")
    _show(records, who)
    if others:
        when = "this day" if first == last else "this week"
        named = ", ".join(f"PROGRAM={other}" for other in others)
        tell(f"This is the {wanted}. There is more for {when}: {named}", "dim")


def _where_else(archive: Archive, program: str, day: str, others: Sequence[str]) -> str:
    if others:
        return f", but there is one for: {', '.join(others)}. Add PROGRAM={others[0]}"
    weeks = [week.first for week in archive.weeks if week.program == program]
    later = [first for first in weeks if first > day]
    nearest = f"next week: DATE={later[0]}" if later else f"last week: DATE={weeks[-1]}"
    return f". The archive has {archive.says()}. Its {nearest}"


@click.command("next")
@_options
def coming(day: str, program: str, aws: bool, stage: str, **lifter: Any) -> None:
    """Show the coming training: that of today (or DATE), or of the next day that has some."""
    first, who = date_asked(day).isoformat(), lifter_of(**lifter)
    archive = open_archive(aws, stage)
    wanted = archive.program(program)
    for week in archive.weeks:
        if week.program == wanted and week.last >= first:
            found = archive.records(max(first, week.first), week.last, wanted)
            training = [record for record in found if record["exercises"]]
            if training:
                _show([record for record in training if record["date"] == training[0]["date"]], who)
                return
    raise ArchiveError(
        f"the {wanted} has no training on {first} or later. The archive has {archive.says()}. "
        "Fetch the newest posts first: make run LIVE=1 (here), make execute (in your AWS account)"
    )


def _show(records: Sequence[StoredRecord], lifter: Lifter) -> None:
    out = console()
    for record in records:
        show_session(out, record, lifter)
    trained = [exercise["movement"] for record in records for exercise in record["exercises"]]
    for remark in misspelt(lifter.maxima, trained):
        tell(remark, "yellow")
