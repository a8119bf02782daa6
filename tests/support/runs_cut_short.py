"""Runs that are cut short, in a process of their own: one loses its reader, the others are killed and gone on with.

python -m tests.support.runs_cut_short FOLDER [SIGNALS]    each signal so many times
"""

from __future__ import annotations

import json
import os
import random
import signal
import sys
import time
from contextlib import suppress
from datetime import timedelta
from pathlib import Path

from local.__main__ import main
from local.archive.folder import ArchiveFolder
from tests.support.archive_folder import files
from tests.support.posts import MONDAY, week_post

SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP, signal.SIGKILL)
POSTS = 12


def cut_short(folder: Path, times: int = 1) -> None:
    """Lose the reader of one run, then kill others at random moments, in one archive.

    Raises AssertionError unless that becomes what a whole run leaves.
    """
    signal.signal(signal.SIGINT, signal.SIG_DFL)  # of a process that has not begun its run, it is the end, like TERM
    (folder / "posts").mkdir()
    for number in range(POSTS):
        post = week_post(MONDAY + timedelta(weeks=number))
        (folder / "posts" / f"{number}.json").write_text(json.dumps(post))
    with suppress(SystemExit):  # as rich ends a process whose reader has gone
        _run(folder, "piped")
    began = time.monotonic()
    assert os.waitpid(_forked(folder, "whole"), 0)[1] == 0
    seconds = time.monotonic() - began
    for number in SIGNALS * times:
        process = _forked(folder, "killed")
        time.sleep(random.uniform(0, seconds))
        os.kill(process, number)
        _, status = os.waitpid(process, 0)
        ended = os.WTERMSIG(status) if os.WIFSIGNALED(status) else os.WEXITSTATUS(status) - 128
        assert status == 0 or ended == number, (status, number, (folder / "killed.said").read_text())
        assert not ArchiveFolder(folder / "killed").damaged
    assert os.waitpid(_forked(folder, "killed"), 0)[1] == 0
    whole, killed = (files(folder / name / "bucket") for name in ("whole", "killed"))
    assert whole == killed and len(whole) == 2 * POSTS


def _run(folder: Path, name: str) -> int:
    return main(["run", "--posts", str(folder / "posts"), "--out", str(folder / name)])


def _forked(folder: Path, name: str) -> int:
    """Begin a run in a process forked from this one. Return the process."""
    process = os.fork()
    if process:
        return process
    said = os.open(folder / f"{name}.said", os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
    for stream in (1, 2):
        os.dup2(said, stream)
    code = 1
    try:
        code = _run(folder, name)
    finally:
        os._exit(code)


if __name__ == "__main__":
    cut_short(Path(sys.argv[1]), *map(int, sys.argv[2:]))
