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
    asked = date_asked(day)
    _show_dates(asked, asked, **given)


@click.command()
@_options
def week(day: str, **given: Any) -> None:
    """Show the training of a week.

    It is the week of DATE (such as 2020-12-21), or this one, from Monday to Sunday.
    """
    asked = date_asked(day)
    monday = asked - timedelta(days=asked.weekday())
    _show_dates(monday, monday + timedelta(days=6), **given)


def _show_dates(first: date, last: date, program: str, aws: bool, stage: str, **lifter: Any) -> None:
    who, archive = lifter_of(**lifter), open_archive(aws, stage)
    wanted = archive.program(program)
    records, others = training(archive, wanted, first.isoformat(), last.isoformat())
    _show(records, who)
    if others:
        when = "this day" if first == last else "this week"
        named = ", ".join(f"PROGRAM={other}" for other in others)
        console().print(line(f"This is the {wanted}. There is more for {when}: {named}", "dim"))


def training(archive: Archive, program: str, first: str, last: str) -> tuple[list[StoredRecord], list[str]]:
    """Return a programme's records from one date to another, and the other programmes that have some.

    Raises ArchiveError, which names the nearest week, if the programme has none.
    """
    found = archive.records(first, last)
    others = sorted({record["program"] for record in found} - {program})
    mine = [record for record in found if record["program"] == program]
    if mine:
        return mine, others
    asked = f"on {first}" if first == last else f"from {first} to {last}"
    problem = f"the {program} has no session {asked}"
    if others:
        have = "has" if len(others) == 1 else "have"
        raise ArchiveError(f"{problem}, but {' and '.join(others)} {have} one: add PROGRAM={others[0]}")
    raise ArchiveError(f"{problem}. The archive has {archive.says()}; {_nearest(archive, program, first)}")


def _nearest(archive: Archive, program: str, day: str) -> str:
    weeks = [week for week in archive.weeks if week.program == program]
    before = [week for week in weeks if week.last < day][-1:]
    after = [week for week in weeks if week.first > day][:1]
    if not before and not after:
        return f"its programmes: {', '.join(sorted({week.program for week in archive.weeks}))}"
    nearest = " and ".join(f"{week.first} to {week.last}" for week in (*before, *after))
    return f"the nearest: {nearest} (write DATE={(after or before)[0].first})"


@click.command("next")
@_options
def coming(day: str, program: str, aws: bool, stage: str, **lifter: Any) -> None:
    """Show the coming training.

    It is today's (or that of DATE); on a day without training, that of the next day with some.
    """
    first, who = date_asked(day).isoformat(), lifter_of(**lifter)
    archive = open_archive(aws, stage)
    wanted = archive.program(program)
    days: dict[str, list[StoredRecord]] = {}
    for week in archive.weeks:
        if week.program == wanted and week.last >= first and len(days) < 2:  # reads no later week
            for record in archive.records(max(first, week.first), week.last, wanted):
                if record["exercises"]:
                    days.setdefault(record["date"], []).append(record)
    if not days:
        raise ArchiveError(
            f"the {wanted} has no training on {first} or later. The archive has {archive.says()}. "
            "Fetch the newest posts first: make run LIVE=1 (here), make execute (in your AWS account)"
        )
    shown, *later = sorted(days)
    _show(days[shown], who)
    if later:
        record, then = days[later[0]][0], date.fromisoformat(later[0])
        console().print(line(f"After it: {record['session']}, {then.day} {then:%B %Y} (DATE={then})", "dim"))


def _show(records: Sequence[StoredRecord], lifter: Lifter) -> None:
    out = console()
    for record in records:
        show_session(out, record, lifter)
    trained = [exercise["movement"] for record in records for exercise in record["exercises"]]
    for remark in misspelt(lifter.maxima, trained):
        out.print(line(remark, "yellow"))
