"""Starting the state machine and following it to its end, on AWS and on the embedded one alike."""

from __future__ import annotations

import json
import time
import uuid
from typing import Any

from rich.console import Console

from invictus.shapes import Json
from local.terminal.errors_in_words import message_of
from local.terminal.printing import line
from local.terminal.progress import Progress, tally_in_words


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
            tally = _last_tally(events)
            if tally.get("page"):
                progress.update(tally["page"], tally, tally["pages"])
            if end["status"] != "RUNNING":
                return end
            silence, before = _blog_is_silent(events), silence
            if silence and silence != before:
                patience = "The state machine asks again after 2, 6, 15 and 15 minutes. Ctrl-C does not stop it."
                console.print(line(f"  {silence} {patience}"), soft_wrap=True)
            # Returning a long history takes the embedded AWS longer than its own work: ask less often then.
            time.sleep(max(poll_seconds, 3 * (time.monotonic() - looked)))


def say_end(console: Console, end: Json) -> int:
    """Print how an execution ended. Return the exit code: 0 if it succeeded."""
    if end["status"] == "SUCCEEDED":
        tally = json.loads(end["output"])
        told = line(f": {tally_in_words(tally)}. Newest week: {tally['newest']}")
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


def _last_tally(events: list[Json]) -> Json:
    """Return the counts of the last page done, from the newest events: the next GetPost has counted it. Else {}."""
    for event in events:
        left = event.get("stateExitedEventDetails", {})
        if left.get("name") == "GetPost":
            return dict(json.loads(left["output"])["tally"])
    return {}


def _blog_is_silent(events: list[Json]) -> str:
    """Return what the fetch said last if the blog did not answer it, "" if it answers again."""
    for event in events:
        failed = event.get("taskFailedEventDetails", {})
        if failed.get("error") == "BlogUnavailableError":
            return str(json.loads(failed["cause"])["errorMessage"])
        if event["type"] in ("TaskSucceeded", "StateExited", "TaskStateExited"):
            return ""
    return ""
