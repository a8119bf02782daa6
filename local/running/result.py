"""How a run ended, and what it shows then, in about a screen: the newest week, what failed, and where all of it is."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Optional

from rich.console import Console
from rich.padding import Padding
from rich.table import Column, Table
from rich.text import Text

from invictus.keys import parse_weekly_key, sessions_in_words
from invictus.parser.weeks import DEFAULT_PROGRAM
from invictus.shapes import StoredRecord
from local.archive.folder import ArchiveFolder
from local.archive.places import short
from local.archive.weeks import place_of
from local.terminal.printing import counted, line
from local.terminal.progress import error_in_words, message_of, tally_in_words
from local.training.gym import segments_in_words

POSTS_FAILED = "PostsFailed"  # as the state machine names it
NOTHING_DONE = {"stored": 0, "unchanged": 0, "failed": 0, "known": 0}


@dataclass
class Outcome:
    """How a run ended: how many posts how, and, if not well, the error and its cause.

    `rows` and `messages` are what the state machine left in the sessions table and sent; None if it was not run.
    """

    tally: dict[str, int]
    error: Optional[str] = None
    cause: Optional[str] = None
    rows: Optional[int] = None
    messages: Optional[list[str]] = None

    @property
    def status(self) -> str:
        return "FAILED" if self.error else "SUCCEEDED"


def show(console: Console, archive: ArchiveFolder, outcome: Outcome, verbose: bool) -> int:
    """Show how the run ended and what the archive holds now. Return the exit code."""
    # By the calendar's weeks: where two programmes share one, that of the main programme is the last.
    weeks = sorted(
        filter(None, map(parse_weekly_key, archive.weeks)),
        key=lambda week: (_monday(week.last), week.program == DEFAULT_PROGRAM, week),
    )
    if weeks:
        newest, *others = [each for each in weeks[::-1] if _monday(each.last) == _monday(weeks[-1].last)]
        show_newest_week(console, archive.records(newest.key), [archive.records(other.key) for other in others])
    keys = archive.objects()
    if verbose:
        console.print(Text("Objects, in bytes", "bold"))
        for key in keys:
            console.print(line(f"{(archive.bucket / key).stat().st_size:>9,}  {key}"), soft_wrap=True)
    if outcome.rows is not None:
        say(console, f"DynamoDB: {outcome.rows} items. S3: {len(keys)} objects.")
    for message in outcome.messages or ():
        say(console, f"Text message ({len(message)} characters): {message}")
    show_failures(console, archive)
    say(console, f"Stored in {short(archive.path)}/ as files: {counted(len(archive.weeks), 'week')}.")
    ended = f"{tally_in_words(outcome.tally)}. Newest week: "
    ended += f"{weeks[-1].first} to {weeks[-1].last}" if weeks else "none"
    if outcome.error:
        ended = f"{outcome.error}: {message_of(str(outcome.cause))}"
    status = line(f"{outcome.status}: ", "red" if outcome.error else "green")
    console.print(Text.assemble(status, line(ended)), soft_wrap=True)
    return int(bool(outcome.error))


def _monday(day: str) -> date:
    return date.fromisoformat(day) - timedelta(days=date.fromisoformat(day).weekday())


def show_newest_week(
    console: Console, week: Sequence[StoredRecord], others: Iterable[Sequence[StoredRecord]] = ()
) -> None:
    """Print a week, a line for each segment with its movements, sets and percents, and name the others beside it."""
    week = sorted(week, key=place_of)
    monday = _monday(week[-1]["date"])
    console.print(line(f"The week of {monday.day} {monday:%B %Y}, {week[0]['program']}", "bold"))
    for record in week:
        day = date.fromisoformat(record["date"])
        console.print(Text.assemble(line(record["session"], "bold cyan"), (f", {day.day} {day:%B}", "dim")))
        for letter, words in segments_in_words(record):
            grid = Table.grid(Column(width=1), Column(overflow="fold"), padding=(0, 2, 0, 0))
            grid.add_row(Text(letter, "bold"), line(words))
            console.print(Padding(grid, (0, 0, 0, 2), expand=False))
    console.print(line(f"To train from it: make week DATE={monday}", "dim"))
    for other in others:
        program = other[0]["program"]
        console.print(line(f"There is also {program}, {sessions_in_words(other)}:", "dim"))
        # A line of its own, so that it can be copied from 80 columns.
        console.print(line(f"  make week DATE={monday} PROGRAM={program}", "dim"), soft_wrap=True)


def show_failures(console: Console, archive: ArchiveFolder) -> None:
    """Print what is in failed/: which posts, why, and what to do."""
    for key in archive.failed:
        error = json.loads(archive.read(key))["error"]
        console.print(line(key, "red"), soft_wrap=True)
        console.print(line(f"  {error_in_words(str(error['Error']), str(error['Cause']))}"), soft_wrap=True)


def print_json(archive: ArchiveFolder, outcome: Outcome) -> None:
    """Print the result for machines: how the run ended, and all that the archive holds."""
    found = {"status": outcome.status, "output": outcome.tally, "error": outcome.error, "cause": outcome.cause}
    records = sorted((record for week in archive.weeks for record in archive.records(week)), key=place_of)
    held = {"objects": archive.objects(), "records": records, "messages": outcome.messages or []}
    print(json.dumps({**found, **held}, indent=1))


def say(console: Console, words: str) -> None:
    """Print a line as `tell` does, on this console."""
    console.print(line(words), soft_wrap=True)
