"""Starting the state machine and following it to its end, on AWS and on the embedded one alike."""

from __future__ import annotations

import json
import time
import uuid
from typing import Any, NamedTuple, Optional

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeRemainingColumn
from rich.progress import Progress as Bar

from invictus.shapes import Json
from local.show import message_of
from local.terminal.printing import line

# The input that reads the whole archive. Twenty real weeks fill a payload; fewer a page would mean more pages.
BACKFILL = {"all_pages": True, "posts_per_page": 20}
NOTHING_DONE = {"stored": 0, "unchanged": 0, "failed": 0, "known": 0}


class PageDone(NamedTuple):
    """How far an execution is: pages tallied, of how many, and the counts so far."""

    page: int
    pages: int
    tally: Json


class Progress:
    """Shows how far a run is: a bar in a terminal, a line at each step elsewhere. `unit` is what `total` counts."""

    def __init__(self, console: Console, unit: str, total: Optional[int] = None) -> None:
        self._console, self._unit, self._total = console, unit, total
        self._began, self._done = time.monotonic(), 0
        columns = [TextColumn("  {task.description}"), BarColumn(), MofNCompleteColumn(), TextColumn(f"{unit},")]
        left = (TimeRemainingColumn(), TextColumn("left"))
        self._bar = Bar(*columns, *left, console=console, disable=not console.is_terminal)
        self._task = self._bar.add_task("starting", total=total)

    def __enter__(self) -> Progress:
        self._bar.start()
        return self

    def __exit__(self, *error: object) -> None:
        self._bar.stop()

    def update(self, done: int, tally: Json, total: Optional[int] = None) -> None:
        """Show the tally once `done` has grown."""
        self._total = total or self._total
        if done == self._done:
            return
        self._done = done
        self._bar.update(self._task, description=in_words(tally), completed=done, total=self._total)
        if not self._console.is_terminal:
            self._console.print(
                f"  {done} of {self._total} {self._unit}: {in_words(tally)}{self._time_left()}",
                highlight=False,
                soft_wrap=True,
            )

    def _time_left(self) -> str:
        if not self._total or self._done >= self._total:
            return ""
        seconds = (time.monotonic() - self._began) / self._done * (self._total - self._done)
        return f", about {seconds:.0f} s left" if seconds < 100 else f", about {seconds / 60:.0f} min left"


def start(steps: Any, machine: str, request: Json) -> str:
    """Start an execution. Return its ARN."""
    name = f"by-hand-{uuid.uuid4()}"
    return str(steps.start_execution(stateMachineArn=machine, name=name, input=json.dumps(request))["executionArn"])


def follow(console: Console, steps: Any, arn: str, poll_seconds: float) -> Json:
    """Show an execution's pages, posts and time left until it ends. Return what DescribeExecution says then."""
    silence = ""
    with Progress(console, "pages") as progress:
        while True:
            looked = time.monotonic()
            end: Json = steps.describe_execution(executionArn=arn)
            events = _newest_events(steps, arn)
            done = _last_page_done(events)
            if done:
                progress.update(done.page, done.tally, done.pages)
            if end["status"] != "RUNNING":
                return end
            silence, before = _blog_is_silent(events), silence
            if silence and silence != before:
                console.print(
                    f"  {silence} The state machine asks again after 2, 6, 15 and 15 minutes."
                    " Ctrl-C does not stop it.",
                    highlight=False,
                    markup=False,
                    soft_wrap=True,
                )
            # Returning a long history takes the embedded AWS longer than its own work: ask less often then.
            time.sleep(max(poll_seconds, 3 * (time.monotonic() - looked)))


def in_words(tally: Json) -> str:
    """Return the counts of a run in words: `3 stored, 1 unchanged, 0 failed`."""
    known = f", {tally['known']} known" if tally["known"] else ""
    return f"{tally['stored']} stored, {tally['unchanged']} unchanged, {tally['failed']} failed{known}"


def say_end(console: Console, end: Json) -> int:
    """Print how an execution ended. Return the exit code: 0 if it succeeded."""
    if end["status"] == "SUCCEEDED":
        tally = json.loads(end["output"])
        told = line(f": {in_words(tally)}. Newest week: {tally['newest'][0]}")
        console.print(line("SUCCEEDED", "green") + told, soft_wrap=True)
        return 0
    console.print(line(end["status"], "red") + line(f": {why(end)}"), soft_wrap=True)
    return 1


def why(end: Json) -> str:
    """Return why an execution ended without success: the error's name and its message."""
    return f"{end.get('error') or 'stopped'}: {message_of(end.get('cause') or 'no reason was given')}"


def _newest_events(steps: Any, arn: str) -> list[Json]:
    """Return the newest events of an execution, the newest first."""
    events = steps.get_execution_history(executionArn=arn, reverseOrder=True, maxResults=25)["events"]
    return sorted(events, key=lambda event: int(event["id"]), reverse=True)  # moto knows no reverseOrder


def _last_page_done(events: list[Json]) -> Optional[PageDone]:
    """Return the last page done, from the newest events: TallyPage ends each page, and its output has the counts."""
    for event in events:
        left = event.get("stateExitedEventDetails", {})
        if left.get("name") == "TallyPage":
            state = json.loads(left["output"])
            return PageDone(state["page"], state["pages"], state["tally"])
    return None


def _blog_is_silent(events: list[Json]) -> str:
    """Return what the fetch said last if the blog did not answer it, "" if it answers again."""
    for event in events:
        failed = event.get("taskFailedEventDetails", {})
        if failed.get("error") == "BlogUnavailableError":
            return str(json.loads(failed["cause"])["errorMessage"])
        if event["type"] in ("TaskSucceeded", "StateExited", "TaskStateExited"):
            return ""
    return ""
