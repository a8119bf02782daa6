"""How a run ended, and what it shows then, in about a screen: the newest week, what failed, and where all of it is."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import TYPE_CHECKING, Optional

from rich.console import Console

from invictus.parser.weeks import DEFAULT_PROGRAM
from invictus.shapes import Json, StoredRow
from local.archive.folder import ArchiveFolder
from local.archive.local_archives import BUCKET, short
from local.running import display
from local.terminal.errors_in_words import message_of
from local.terminal.printing import counted
from local.terminal.progress import tally_in_words

if TYPE_CHECKING:  # importing it loads the embedded AWS
    from local.embedded_aws.stack import Execution

NOTHING_DONE = {"stored": 0, "unchanged": 0, "failed": 0, "known": 0}


@dataclass
class Outcome:
    """How a run ended: as its executions did, the first red one of them if any is."""

    tally: Json = field(default_factory=lambda: dict(NOTHING_DONE))
    messages: list[str] = field(default_factory=list)
    status: str = "SUCCEEDED"
    error: Optional[str] = None
    cause: Optional[str] = None

    def add(self, execution: Execution) -> None:
        if self.status == "SUCCEEDED":
            self.status, self.error, self.cause = execution.status, execution.error, execution.cause


def show(console: Console, archive: ArchiveFolder, outcome: Outcome, verbose: bool) -> int:
    """Show how the run ended and what the archive holds now. Return the exit code."""
    newest = newest_week(archive)
    if archive.rows:
        last = date.fromisoformat(max(day for day, _ in archive.rows))
        display.sessions(console, rows(archive, since=str(last - timedelta(days=6))))
    if verbose:
        keys = sorted(archive.index.objects)
        display.objects(console, {key: (archive.path / BUCKET / key).read_bytes() for key in keys})
    how_many = f"{len(archive.index.objects)} objects, {counted(len(archive.weeks()), 'weekly file')}"
    say(console, f"DynamoDB: {len(archive.rows)} items. S3: {how_many}.")
    for message in outcome.messages:
        say(console, f"Text message ({len(message)} characters): {message}")
    if not outcome.messages:
        say(console, "No text message: nothing is new.")
    show_failures(console, archive)
    say(console, f"Stored in {short(archive.path)}/ as files.")
    return _say_end(console, outcome, newest)


def _say_end(console: Console, outcome: Outcome, newest: Optional[str]) -> int:
    if outcome.status == "SUCCEEDED":
        week = newest.split("/")[1].split("--")[0].replace("__", " to ") if newest else "none"
        console.print("[green]SUCCEEDED[/]:", end=" ")
        say(console, f"{tally_in_words(outcome.tally)}. Newest week: {week}")
        return 0
    console.print(f"[red]{outcome.status}[/]:", end=" ")
    say(console, f"{outcome.error}: {message_of(str(outcome.cause))}")
    return 1


def show_failures(console: Console, archive: ArchiveFolder) -> None:
    display.failures(console, archive.failures())


def print_json(archive: ArchiveFolder, outcome: Outcome) -> None:
    """Print the result for machines: how the run ended, and all that the archive holds."""
    print(
        json.dumps(
            {
                "status": outcome.status,
                "output": outcome.tally,
                "error": outcome.error,
                "cause": outcome.cause,
                "objects": sorted(archive.index.objects),
                "records": rows(archive),
                "messages": outcome.messages,
            },
            indent=1,
        )
    )


def rows(archive: ArchiveFolder, since: str = "") -> list[StoredRow]:
    """Return the rows of the sessions table from a date on, in order. Each is ten times its text in memory."""
    return [json.loads(archive.rows[key]) for key in sorted(archive.rows) if key[0] >= since]


def newest_week(archive: ArchiveFolder) -> Optional[str]:
    """Return the key of the newest weekly file, of the main programme where two share the week."""
    keys = archive.weeks()
    return max(keys, key=lambda key: (key.split("__")[0], key.endswith(f"--{DEFAULT_PROGRAM}.json"), key), default=None)


def say(console: Console, words: str) -> None:
    """Print a line unchanged: no markup, no colours, and no added line breaks, which would cut a path."""
    console.print(words, markup=False, highlight=False, soft_wrap=True, emoji=False)
