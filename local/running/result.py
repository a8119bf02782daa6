"""How a run ended, and what it shows then, in about a screen: the newest week, what failed, and where all of it is."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
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
from local.terminal.errors_in_words import error_in_words, message_of
from local.terminal.printing import counted, line
from local.terminal.progress import tally_in_words
from local.training.whiteboard import segments_in_words

POSTS_FAILED = "PostsFailed"  # as the state machine names it
NOTHING_DONE = {"stored": 0, "unchanged": 0, "failed": 0, "known": 0}


@dataclass
class Outcome:
    """How a run ended: how many posts how, and, if not well, the error and its cause.

    `rows` and `messages` are what the state machine left in the sessions table and sent; None if it was not run.
    """

    tally: dict[str, int] = field(default_factory=lambda: dict(NOTHING_DONE))
    error: Optional[str] = None
    cause: Optional[str] = None
    rows: Optional[int] = None
    messages: Optional[list[str]] = None

    @property
    def status(self) -> str:
        return "FAILED" if self.error else "SUCCEEDED"


def show(console: Console, archive: ArchiveFolder, outcome: Outcome, verbose: bool) -> int:
    """Show how the run ended and what the archive holds now. Return the exit code."""
    weeks = list(filter(None, map(parse_weekly_key, archive.weeks)))
    # That of the main programme where two share the week.
    newest = max(weeks, key=lambda week: (week.first, week.program == DEFAULT_PROGRAM, week), default=None)
    if newest:
        last = date.fromisoformat(max(week.last for week in weeks))
        show_newest_week(console, archive.records(since=f"{last - timedelta(days=6)}"))
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
    week = f"{newest.first} to {newest.last}" if newest else "none"
    ended = f"{tally_in_words(outcome.tally)}. Newest week: {week}"
    if outcome.error:
        ended = f"{outcome.error}: {message_of(str(outcome.cause))}"
    status = line(f"{outcome.status}: ", "red" if outcome.error else "green")
    console.print(Text.assemble(status, line(ended)), soft_wrap=True)
    return int(bool(outcome.error))


def show_newest_week(console: Console, records: Sequence[StoredRecord]) -> None:
    """Print the newest week of the records: a line for each segment, with its movements, sets and percents."""
    newest = max(map(_monday, records))
    week = sorted((record for record in records if _monday(record) == newest), key=place_of)
    main, *others = sorted({each["program"] for each in week}, key=lambda name: (name != DEFAULT_PROGRAM, name))
    shown = [record for record in week if record["program"] == main]
    console.print(line(f"The week of {newest.day} {newest:%B %Y}, {main}", "bold"))
    for record in shown:
        day = date.fromisoformat(record["date"])
        console.print(Text.assemble(line(record["session"], "bold cyan"), (f", {day.day} {day:%B}", "dim")))
        for letter, words in segments_in_words(record):
            grid = Table.grid(Column(width=1), Column(overflow="fold"), padding=(0, 2, 0, 0))
            grid.add_row(Text(letter, "bold"), line(words))
            console.print(Padding(grid, (0, 0, 0, 2), expand=False))
    for program in others:
        count = sessions_in_words([record for record in week if record["program"] == program])
        how = f"make week DATE={newest} PROGRAM={program}"
        console.print(line(f"There is also {program}, {count}: {how}", "dim"), soft_wrap=True)
    console.print(line(f"To train from it: make week DATE={shown[0]['date']}", "dim"))


def _monday(record: StoredRecord) -> date:
    day = date.fromisoformat(record["date"])
    return day - timedelta(days=day.weekday())


def show_failures(console: Console, archive: ArchiveFolder) -> None:
    """Print what is in failed/: which posts, why, and what to do."""
    for key in archive.objects("failed"):
        try:
            error = json.loads(archive.read(key))["error"]
            words = error_in_words(str(error["Error"]), str(error["Cause"]))
        except (ValueError, KeyError, TypeError, RecursionError):
            words = "This file is damaged: it does not say what failed. Delete it, and run the post again."
        console.print(line(key, "red"), soft_wrap=True)
        console.print(line(f"  {words}"), soft_wrap=True)


def print_json(archive: ArchiveFolder, outcome: Outcome) -> None:
    """Print the result for machines: how the run ended, and all that the archive holds."""
    found = {"status": outcome.status, "output": outcome.tally, "error": outcome.error, "cause": outcome.cause}
    held = {"objects": archive.objects(), "records": archive.records(), "messages": outcome.messages or []}
    print(json.dumps({**found, **held}, indent=1))


def say(console: Console, words: str) -> None:
    """Print a line as `tell` does, on this console."""
    console.print(line(words), soft_wrap=True)
