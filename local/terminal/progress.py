"""How far a run is, here and on AWS alike: the counts of its posts and the time left."""

from __future__ import annotations

import time
from typing import Optional

from rich.console import Console

from invictus.shapes import Json
from local.terminal.printing import line


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
