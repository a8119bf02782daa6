"""A run in words, here and on AWS alike: how far it is, the counts of its posts, and what failed and what to do."""

from __future__ import annotations

import json
import re
import time
from typing import Optional

from rich.console import Console

from invictus.shapes import Json
from local.terminal.printing import line, printable

# What to do about an error that is AWS's own, by how its name begins. The pipeline's own errors say it themselves.
_REMEDIES = {
    "States.DataLimitExceeded": "What a step made of this post is over the limit of 256 KiB. Report it with the post.",
    "States.Timeout": "A step took too long. Run it again.",
    "States.Runtime": "The state machine could not go on with what it was given. Report it with the post.",
    "": "It may pass: run it again. If it does not, the log tells more.",
}


class Progress:
    """Shows how far a run is: one line that changes in a terminal, a line at each step elsewhere. `unit` is what
    `total` counts."""

    def __init__(self, console: Console, unit: str, total: Optional[int] = None) -> None:
        self._console, self._unit, self._total = console, unit, total
        self._began, self._done = time.monotonic(), 0
        self._status = console.status("starting")

    def __enter__(self) -> Progress:
        self._status.start()
        return self

    def __exit__(self, *error: object) -> None:
        self._status.stop()

    def update(self, done: int, tally: Json, total: Optional[int] = None) -> None:
        """Show the tally once `done` has grown."""
        self._total = total or self._total
        if done == self._done:
            return
        self._done = done
        far = line(f"  {done} of {self._total} {self._unit}: {tally_in_words(tally)}{self._time_left()}")
        if self._console.is_terminal:
            self._status.update(far)
        else:
            self._console.print(far, soft_wrap=True)

    def _time_left(self) -> str:
        if not self._total or self._done >= self._total:
            return ""
        seconds = (time.monotonic() - self._began) / self._done * (self._total - self._done)
        return f", about {seconds:.0f} s left" if seconds < 100 else f", about {seconds / 60:.0f} min left"


def tally_in_words(tally: Json) -> str:
    """Return the counts of a run in words: `3 stored, 1 unchanged, 0 failed`."""
    known = f", {tally['known']} known" if tally["known"] else ""
    return f"{tally['stored']} stored, {tally['unchanged']} unchanged, {tally['failed']} failed{known}"


def error_in_words(name: str, cause: str) -> str:
    """Return an error of Step Functions, a failed state's or execution's `Error` and `Cause`, as its name, its message
    and what to do, never as the JSON that Lambda made."""
    message = message_of(cause)
    is_aws_own = "." in name or message == cause.strip() or not message
    remedy = next(remedy for beginning, remedy in _REMEDIES.items() if name.startswith(beginning))
    sentence = message if not message or message.endswith((".", "!", "?")) else f"{message}."
    return printable(" ".join(filter(None, (f"{name}:", sentence, remedy if is_aws_own else ""))))


def message_of(cause: str) -> str:
    """Return the message in Lambda's JSON, or its whole part if it was cut off; otherwise the cause unchanged."""
    try:
        found = json.loads(cause)
    except (ValueError, RecursionError):
        started = re.search(r'"errorMessage" *: *("(?:[^"\\]|\\.)*")', cause)
        return str(json.loads(started[1])) if started else cause.strip()
    if isinstance(found, dict):
        return str(found.get("errorMessage") or found.get("Cause") or found.get("message") or "no cause was given")
    return str(found)
