"""How a run ended, and what it shows then, in about a screen: the newest week, what failed, and where all of it is."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Optional

from rich.console import Console

from invictus.keys import WeeklyKey, parse_weekly_key
from invictus.parser.weeks import DEFAULT_PROGRAM
from local.archive.folder import ArchiveFolder
from local.archive.local_archives import BUCKET, short
from local.running import display
from local.terminal.errors_in_words import message_of
from local.terminal.printing import counted
from local.terminal.progress import tally_in_words

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
    newest = newest_week(archive)
    if newest:
        last = max(week.last for week in _weeks(archive))
        display.sessions(console, archive.records(since=str(date.fromisoformat(last) - timedelta(days=6))))
    keys = archive.objects()
    if verbose:
        display.objects(console, {key: (archive.path / BUCKET / key).stat().st_size for key in keys})
    if outcome.rows is not None:
        say(console, f"DynamoDB: {outcome.rows} items. S3: {len(keys)} objects.")
    for message in outcome.messages or ():
        say(console, f"Text message ({len(message)} characters): {message}")
    show_failures(console, archive)
    say(console, f"Stored in {short(archive.path)}/ as files: {counted(len(archive.weeks), 'week')}.")
    return _say_end(console, outcome, newest)


def _say_end(console: Console, outcome: Outcome, newest: Optional[WeeklyKey]) -> int:
    if outcome.error:
        console.print("[red]FAILED[/]:", end=" ")
        say(console, f"{outcome.error}: {message_of(str(outcome.cause))}")
        return 1
    console.print("[green]SUCCEEDED[/]:", end=" ")
    week = f"{newest.first} to {newest.last}" if newest else "none"
    say(console, f"{tally_in_words(outcome.tally)}. Newest week: {week}")
    return 0


def show_failures(console: Console, archive: ArchiveFolder) -> None:
    """Show the posts in failed/: why they failed, and what to do."""
    display.failures(console, {key: archive.read(key) or b"" for key in archive.objects() if key.startswith("failed/")})


def print_json(archive: ArchiveFolder, outcome: Outcome) -> None:
    """Print the result for machines: how the run ended, and all that the archive holds."""
    found = {"status": outcome.status, "output": outcome.tally, "error": outcome.error, "cause": outcome.cause}
    held = {"objects": archive.objects(), "records": archive.records(), "messages": outcome.messages or []}
    print(json.dumps({**found, **held}, indent=1))


def newest_week(archive: ArchiveFolder) -> Optional[WeeklyKey]:
    """Return the newest weekly file, that of the main programme where two share the week."""
    return max(_weeks(archive), key=lambda week: (week.first, week.program == DEFAULT_PROGRAM, week), default=None)


def _weeks(archive: ArchiveFolder) -> list[WeeklyKey]:
    return [week for week in map(parse_weekly_key, archive.weeks) if week]


def say(console: Console, words: str) -> None:
    """Print a line unchanged: no markup, no colours, and no added line breaks, which would cut a path."""
    console.print(words, markup=False, highlight=False, soft_wrap=True, emoji=False)
