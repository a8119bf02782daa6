"""Starting the state machine and following it to its end, on AWS and on the embedded one alike."""

from __future__ import annotations

import json
import time
import uuid
from typing import Any, NamedTuple, Optional

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from local.terminal import line

Json = dict[str, Any]

# How the whole archive is asked for. Twenty real weeks fill a payload and no more; fewer a page would mean more pages.
BACKFILL = {"all_pages": True, "posts_per_page": 20}


class Standing(NamedTuple):
    """How far an execution is: pages tallied, of how many, and the counts so far."""

    page: int
    pages: int
    tally: Json


def start(steps: Any, machine: str, request: Json) -> str:
    """Start an execution. Return its ARN."""
    name = f"by-hand-{uuid.uuid4()}"
    return str(steps.start_execution(stateMachineArn=machine, name=name, input=json.dumps(request))["executionArn"])


def follow(console: Console, steps: Any, arn: str, poll_seconds: float) -> Json:
    """Show an execution's pages, posts and time left until it ends. Return what DescribeExecution says then."""
    columns = [TextColumn("  {task.description}"), BarColumn(), MofNCompleteColumn(), TextColumn("pages,")]
    with Progress(*columns, TimeRemainingColumn(), TextColumn("left"), console=console) as progress:
        task = progress.add_task("starting", total=None)
        while True:
            looked = time.monotonic()
            end: Json = steps.describe_execution(executionArn=arn)
            standing = _standing(steps, arn)
            if standing:
                progress.update(
                    task, description=in_words(standing.tally), completed=standing.page, total=standing.pages
                )
            if end["status"] != "RUNNING":
                return end
            # A long history takes time to hand over, on the embedded AWS more than its own work: look less often then.
            time.sleep(max(poll_seconds, 3 * (time.monotonic() - looked)))


def wait(steps: Any, arn: str, poll_seconds: float) -> Json:
    """Wait for an execution's end without a word. Return what DescribeExecution says then."""
    while True:
        end: Json = steps.describe_execution(executionArn=arn)
        if end["status"] != "RUNNING":
            return end
        time.sleep(poll_seconds)


def in_words(tally: Json) -> str:
    return f"{tally['stored']} stored, {tally['unchanged']} unchanged, {tally['failed']} failed"


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
    """Return why an execution ended without success: the error's name and its message.

    Lambda gives a function's error as JSON with its stack trace, which is in the function's log too. A reader needs
    the message.
    """
    error, cause = end.get("error") or "stopped", end.get("cause") or "no reason was given"
    try:
        told = json.loads(cause)
    except (ValueError, RecursionError):
        told = None
    if isinstance(told, dict) and "errorMessage" in told:
        cause = str(told["errorMessage"])
    return f"{error}: {cause}"


def _standing(steps: Any, arn: str) -> Optional[Standing]:
    """Read off the newest events: each page ends with TallyPage, whose output holds the page and the counts."""
    events = steps.get_execution_history(executionArn=arn, reverseOrder=True, maxResults=25)["events"]
    for event in sorted(events, key=lambda event: event["id"], reverse=True):  # moto knows no reverseOrder
        left = event.get("stateExitedEventDetails", {})
        if left.get("name") == "TallyPage":
            state = json.loads(left["output"])
            return Standing(state["page"], state["pages"], state["tally"])
    return None
