"""Ctrl-C, `kill` and a closed terminal, which all ask a run to stop: it saves what it has and goes."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from contextlib import contextmanager


class Stopped(KeyboardInterrupt):
    """The run was asked to stop by this signal."""

    def __init__(self, number: int) -> None:
        super().__init__(signal.Signals(number).name)
        self.exit_code = 128 + number  # as a shell says it


@contextmanager
def stoppable() -> Iterator[None]:
    """Raise Stopped in the block when a signal to stop comes."""

    def stop(number: int, frame: object) -> None:
        raise Stopped(number)

    before = {each: signal.signal(each, stop) for each in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)}
    try:
        yield
    finally:
        for each, handler in before.items():
            signal.signal(each, handler)
