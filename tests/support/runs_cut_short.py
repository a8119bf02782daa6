"""Runs that are cut short, in a process of their own: one loses its reader, four are killed and gone on with.

python -m tests.support.runs_cut_short PACKAGE FOLDER
"""

from __future__ import annotations

import random
import sys
from contextlib import suppress
from pathlib import Path

from local.bench.kills import SIGNALS, Runs, check_whole_files, compare_archives, content
from local.embedded_aws.package import Package, read_package

PIPED, KILLED = "piped", "killed"
POSTS = 3


def cut_short(package: Package, folder: Path) -> None:
    """Run into `folder`/piped, printing, and into `folder`/killed, each signal once.

    Raises NotTheSameError unless the latter becomes what one whole run leaves.
    """
    runs = Runs(folder, package, POSTS)
    with suppress(SystemExit):  # as rich ends a process whose reader has gone
        runs.run_here(folder / PIPED)
    expected, seconds = runs.whole()
    out = folder / KILLED
    moments = [random.uniform(0, seconds) for _ in SIGNALS]
    try:
        for number, moment in zip(SIGNALS, moments):
            runs.kill(out, number, moment)
        check_whole_files(out)
        runs.finish(out)
        compare_archives(content(out), expected, out)
    except Exception as error:
        raise AssertionError(f"killed after {moments} seconds") from error


if __name__ == "__main__":
    cut_short(read_package(Path(sys.argv[1])), Path(sys.argv[2]))
