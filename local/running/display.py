"""What a person sees of a run: each post's end, the newest week, what failed and why."""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Iterable
from datetime import date, timedelta

from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from invictus.parser.weeks import DEFAULT_PROGRAM
from invictus.shapes import StoredRecord
from local.archive.weeks import place_of
from local.terminal.errors_in_words import error_in_words
from local.terminal.printing import counted, line
from local.training.summary import segments_in_words

# A post's way through the machine ends in PostStored, PostUnchanged, PostFailed: its last word says how.
_END = re.compile(r"Post([A-Z][a-z]+)")


class StateLists:
    """Says each state of a run as it is done, and each post's way through the machine once it has ended."""

    def __init__(self, console: Console, machine_states: Collection[str]) -> None:
        """`machine_states` are the execution's own states: of the others without a post, nothing is said."""
        self._console, self._machine_states = console, machine_states
        self._done: dict[str, list[str]] = {}

    def state_done(self, state: str, slug: str) -> None:
        """Print a state that is done; of a post's own states only the last, with all before it.

        An inline map's states are done for each session, without the post. The map itself is among the post's states.
        """
        if not slug:
            if state in self._machine_states:
                self._console.print(Text.assemble(("  done ", "green"), line(state)))
            return
        states = self._done.setdefault(slug, [])
        if state not in states:  # one that is done again is listed once
            states.append(state)
        end = _END.fullmatch(state)
        if end:
            del self._done[slug]
            style = "red" if end[1] == "Failed" else "green"
            said = Text.assemble("  ", (f"{end[1].lower():10}", style), line(f"{slug}: {' > '.join(states)}"))
            self._console.print(said, soft_wrap=True)


def sessions(console: Console, records: Iterable[StoredRecord]) -> None:
    """Print the newest week of the records: a line for each segment, with its movements, sets and percents."""
    stored = [record for record in records if record.get("date")]
    if not stored:
        return
    newest = max(_monday(record) for record in stored)
    week = [record for record in stored if _monday(record) == newest]
    programs = sorted({record["program"] for record in week}, key=lambda program: (program != DEFAULT_PROGRAM, program))
    shown = [record for record in week if record["program"] == programs[0]]
    console.print(line(f"The week of {_day(newest)}, {programs[0]}", "bold"))
    for record in sorted(shown, key=place_of):
        day = date.fromisoformat(record["date"])
        console.print(Text.assemble(line(record["session"], "bold cyan"), (f", {day.day} {day:%B}", "dim")))
        for letter, words in segments_in_words(record):
            _print_segment(console, letter, words)
    for program in programs[1:]:
        count = counted(sum(record["program"] == program for record in week), "session")
        how = f"make week DATE={newest} PROGRAM={program}"
        console.print(line(f"There is also {program}, {count}: {how}", "dim"), soft_wrap=True)
    console.print(line(f"To train from it: make week DATE={shown[0]['date']}", "dim"))


def _print_segment(console: Console, letter: str, words: str) -> None:
    grid = Table.grid(padding=(0, 2, 0, 0))
    grid.add_column(width=1)
    grid.add_column(overflow="fold")
    grid.add_row(Text(letter, "bold"), line(words))
    console.print(Padding(grid, (0, 0, 0, 2), expand=False))


def _monday(record: StoredRecord) -> date:
    day = date.fromisoformat(record["date"])
    return day - timedelta(days=day.weekday())


def _day(day: date) -> str:
    return f"{day.day} {day:%B %Y}"


def objects(console: Console, objects: dict[str, bytes]) -> None:
    """Print the keys and sizes of what is in the bucket."""
    console.print(Text("S3 objects, in bytes", "bold"))
    for key, body in objects.items():
        console.print(Text.assemble(f"{len(body):>9,}  ", line(key)), soft_wrap=True)


# What failed


def failures(console: Console, objects: dict[str, bytes]) -> None:
    """Print what is in failed/: which posts, why, and what to do."""
    for key, body in objects.items():
        console.print(line(key, "red"), soft_wrap=True)
        console.print(line(f"  {_failure_in_words(body)}"), soft_wrap=True)


def _failure_in_words(body: bytes) -> str:
    try:
        error = json.loads(body)["error"]
        return error_in_words(str(error["Error"]), str(error["Cause"]))
    except (ValueError, KeyError, TypeError, RecursionError):
        return "This file is damaged: it does not say what failed. Delete it, and run the post again."
