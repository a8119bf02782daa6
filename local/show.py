"""What a person sees of a run: tables in the terminal (rich)."""

from __future__ import annotations

import contextlib
import json
from typing import Any

from rich.console import Console
from rich.markup import escape
from rich.table import Table

Json = dict[str, Any]

# The states of one post's way through the machine that are worth a word.
POST_STATES = {
    "DumpPostToStagingBucket",
    "StripPostHTML",
    "GroupByDay",
    "GetDaySegments",
    "SessionsToDateRecordsJSON",
    "CleanSessionRecords",
    "PersistRecords",
    "PostStored",
    "PostUnchanged",
    "PostKnown",
    "QuarantinePost",
    "PostFailed",
}
RUN_STATES = {"GetPost", "StructurePosts_Map", "TallyPage", "NothingNew", "NotifyWhenComplete", "Succeed", "Fail"}
LAST_POST_STATES = {"PostStored", "PostUnchanged", "PostKnown", "PostFailed"}


class Ways:
    """Says each state of the machine as it is done, and each post's way once it is through."""

    def __init__(self, console: Console) -> None:
        self._console = console
        self._ways: dict[str, list[str]] = {}

    def state_done(self, state: str, slug: str) -> None:
        if not slug:
            if state in RUN_STATES:
                self._console.print(f"  [green]done[/] {state}")
            return
        if state in POST_STATES:
            way = self._ways.setdefault(slug, [])
            way.append(state)
            if state in LAST_POST_STATES:
                colour = "red" if state == "PostFailed" else "green"
                self._console.print(
                    f"       [{colour}]{escape(slug)}[/]: {' > '.join(way)}", highlight=False, soft_wrap=True
                )


def sessions(console: Console, records: list[Json]) -> None:
    table = Table(title="Sessions", title_justify="left", show_lines=True)
    table.add_column("date", no_wrap=True)
    table.add_column("session")
    table.add_column("warm-up\nlines", justify="right")
    table.add_column("segments", ratio=1)
    table.add_column("links", justify="right")
    for record in records:
        segments = [
            f"[bold]{field[-1].upper()}[/]  {escape(_opening(record[field]))}"
            for field in sorted(record)
            if field.startswith("segment_") and record[field]
        ]
        if record["notes"]:
            segments.insert(0, f"[dim]{escape(_opening(record['notes']))}[/]")
        warm_up = str(len(record["warm_up"].splitlines()) or "")
        links = str(len(record["links"]) or "")
        table.add_row(record["date"], escape(record["session"]), warm_up, "\n".join(segments), links)
    console.print(table)


def _opening(text: str) -> str:
    """A segment's first line, and how many follow it."""
    first, *others = text.split("\n")
    return f"{first} (+{len(others)})" if others else first


def objects(console: Console, objects: dict[str, bytes]) -> None:
    table = Table(title="S3 objects", title_justify="left")
    table.add_column("key")
    table.add_column("bytes", justify="right")
    for key, body in objects.items():
        table.add_row(escape(key), f"{len(body):,}")
    console.print(table)


def failures(console: Console, objects: dict[str, bytes]) -> None:
    """What stands in failed/: which posts, and why."""
    for key, body in objects.items():
        failure = json.loads(body)
        cause = failure["error"]["Cause"]
        with contextlib.suppress(ValueError):  # an error of AWS's own says its cause in plain words
            cause = json.loads(cause)["errorMessage"]
        console.print(
            f"[red]{escape(key)}[/]\n  {escape(failure['error']['Error'])}: {escape(cause)}",
            highlight=False,
            soft_wrap=True,
        )
