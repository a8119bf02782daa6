"""What a person sees of a run: the newest week, what is stored, what failed and why."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from datetime import date, timedelta

from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from invictus.keys import sessions_in_words
from invictus.parser.weeks import DEFAULT_PROGRAM
from invictus.shapes import StoredRecord
from local.archive.weeks import place_of
from local.terminal.errors_in_words import error_in_words
from local.terminal.printing import line
from local.training.summary import segments_in_words


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
        count = sessions_in_words([record for record in week if record["program"] == program])
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


def objects(console: Console, sizes: Mapping[str, int]) -> None:
    """Print the keys and sizes of what is in the bucket."""
    console.print(Text("Objects, in bytes", "bold"))
    for key, size in sizes.items():
        console.print(Text.assemble(f"{size:>9,}  ", line(key)), soft_wrap=True)


# What failed


def failures(console: Console, failed: Mapping[str, bytes]) -> None:
    """Print what is in failed/: which posts, why, and what to do."""
    for key, body in failed.items():
        console.print(line(key, "red"), soft_wrap=True)
        console.print(line(f"  {_failure_in_words(body)}"), soft_wrap=True)


def _failure_in_words(body: bytes) -> str:
    try:
        error = json.loads(body)["error"]
        return error_in_words(str(error["Error"]), str(error["Cause"]))
    except (ValueError, KeyError, TypeError, RecursionError):
        return "This file is damaged: it does not say what failed. Delete it, and run the post again."
