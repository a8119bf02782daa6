"""How far a run is, here and on AWS alike: a bar or lines, with the counts of its posts."""

from __future__ import annotations

import time
from typing import Optional

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeRemainingColumn
from rich.progress import Progress as Bar

from invictus.shapes import Json


class Progress:
    """Shows how far a run is: a bar in a terminal, a line at each step elsewhere. `unit` is what `total` counts."""

    def __init__(self, console: Console, unit: str, total: Optional[int] = None) -> None:
        self._console, self._unit, self._total = console, unit, total
        self._began, self._done = time.monotonic(), 0
        columns = [TextColumn("  {task.description}"), BarColumn(), MofNCompleteColumn(), TextColumn(f"{unit},")]
        left = (TimeRemainingColumn(), TextColumn("left"))
        self._bar = Bar(*columns, *left, console=console, disable=not console.is_terminal or total == 0)
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
        self._done, said = done, tally_in_words(tally)
        self._bar.update(self._task, description=said, completed=done, total=self._total)
        if not self._console.is_terminal:
            far = f"  {done} of {self._total} {self._unit}: {said}{self._time_left()}"
            self._console.print(far, highlight=False, soft_wrap=True)

    def _time_left(self) -> str:
        if not self._total or self._done >= self._total:
            return ""
        seconds = (time.monotonic() - self._began) / self._done * (self._total - self._done)
        return f", about {seconds:.0f} s left" if seconds < 100 else f", about {seconds / 60:.0f} min left"


def tally_in_words(tally: Json) -> str:
    """Return the counts of a run in words: `3 stored, 1 unchanged, 0 failed`."""
    known = f", {tally['known']} known" if tally["known"] else ""
    return f"{tally['stored']} stored, {tally['unchanged']} unchanged, {tally['failed']} failed{known}"
