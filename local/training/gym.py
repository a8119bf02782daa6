"""`make today`, `make week` and `make next`: the training of a day, a week or the coming day, to read in the gym."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

import click

from invictus.shapes import StoredRecord
from local.archive.options import archive_options, day_argument, program_option
from local.archive.selection import coming_training, date_asked, dates_of_week, program_asked, training
from local.archive.weeks import ArchiveError, open_archive
from local.deployed.account import Command
from local.terminal.printing import console, line
from local.training.lifter import Lifter, lifter_of, lifter_options
from local.training.loads import misspelt
from local.training.whiteboard import show_session


def _options(command: Command) -> Command:
    return day_argument(program_option(lifter_options(archive_options(command))))


@click.command()
@_options
def today(day: str, **given: Any) -> None:
    """Show the training of a day.

    It is that of DATE (such as 2020-12-21), or today's.
    """
    asked = date_asked(day).isoformat()
    _show_dates(asked, asked, **given)


@click.command()
@_options
def week(day: str, **given: Any) -> None:
    """Show the training of a week.

    It is the week of DATE (such as 2020-12-21), or this one, from Monday to Sunday.
    """
    _show_dates(*dates_of_week(date_asked(day)), **given)


@click.command("next")
@_options
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


def _show_dates(first: str, last: str, program: str, aws: bool, stage: str, **lifter: Any) -> None:
    who, archive = lifter_of(**lifter), open_archive(aws, stage)
    wanted = program_asked(program, (week.program for week in archive.weeks))
    records, others = training(archive, wanted, first, last)
    _show(records, who)
    if others:
        when = "this day" if first == last else "this week"
        named = ", ".join(f"PROGRAM={other}" for other in others)
        console().print(line(f"This is the {wanted}. There is more for {when}: {named}", "dim"))


def _show(records: Sequence[StoredRecord], lifter: Lifter) -> None:
    out = console()
    for record in records:
        show_session(out, record, lifter)
    trained = [exercise["movement"] for record in records for exercise in record["exercises"]]
    for remark in misspelt(lifter.maxima, trained):
        out.print(line(remark, "yellow"))
