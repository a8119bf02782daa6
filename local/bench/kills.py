"""Kills runs at random moments, lets the next one go on, and compares what is left with one whole run.

python -m local kill-runs [--kills 50] [--posts 24] [--seed 1]
"""

from __future__ import annotations

import io
import json
import os
import random
import signal
import sys
import tempfile
import time
from collections import Counter
from contextlib import redirect_stdout
from itertools import count
from pathlib import Path
from typing import Any, Optional

import click

from invictus.errors import InvictusError
from local import run as local_run
from local.archive.folder import ArchiveFolder
from local.archive.local_archives import BUCKET
from local.archive.weeks import records_in
from local.embedded_aws.package import Package, compile_template
from local.project import SAMPLE_POSTS
from local.sample_blog.generated import archive_of

SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP, signal.SIGKILL)
MOST_KILLS_OF_ONE_ARCHIVE = 4
SHORTEST_SECONDS = 0.5
# A day with one line of training: the posts need not be long.
SMALL_WEEK = "<p>Monday</p><p>A. Snatch</p><p>Wednesday</p><p>A. Clean</p>"


class NotTheSameError(InvictusError):
    """An archive that was killed and resumed differs from that of one whole run."""


@click.command("kill-runs")
@click.option("--kills", default=50, help="how many runs to kill (default 50)")
@click.option("--posts", default=24, help="how many posts the blog has (default 24, two pages)")
@click.option("--seed", type=int, help="of the random moments, to kill at the same ones again")
def kill_runs(kills: int, posts: int, seed: Optional[int]) -> None:
    """Kill runs at random moments, go on, and compare with a whole run."""
    moments = random.Random(seed)  # noqa: S311 - moments, no secrets
    package = compile_template()
    with tempfile.TemporaryDirectory() as folder:
        runs = Runs(Path(folder), package, posts)
        with redirect_stdout(io.StringIO()):
            runs.run_here(Path(folder) / "first")
        expected, seconds = runs.whole()
        click.echo(f"A whole run takes {seconds:.1f} s")
        killed: Counter[str] = Counter()
        for archive in count():
            if sum(killed.values()) >= kills:
                break
            out = Path(folder) / f"out-{archive}"
            for _ in range(moments.randint(1, min(MOST_KILLS_OF_ONE_ARCHIVE, kills - sum(killed.values())))):
                number = SIGNALS[sum(killed.values()) % len(SIGNALS)]
                moment = moments.uniform(0, seconds)
                if not runs.kill(out, number, moment):  # it ended before
                    seconds = max(seconds * 0.9, SHORTEST_SECONDS)
                    break
                killed[signal.Signals(number).name] += 1
                check_whole_files(out)
            runs.finish(out)
            compare_archives(content(out), expected, out)
            click.echo(f"{sum(killed.values())} killed, and each gone on with: {dict(killed)}")


class Runs:
    """Runs of one blog, each in a process forked from this one.

    After a run in this process the others find loaded and cached what a run needs, and take a third of its time.
    """

    def __init__(self, folder: Path, package: Package, posts: int) -> None:
        self._folder, self._package = folder, package
        self._blog = folder / "posts"
        self._blog.mkdir()
        for post in archive_of(posts, SAMPLE_POSTS):
            post["content"] = {"rendered": SMALL_WEEK}
            del post["date_gmt"], post["modified_gmt"]
            (self._blog / f"{post['id']}.json").write_text(json.dumps(post))
        local_run.compile_template = lambda *_: self._package  # type: ignore[attr-defined]

    def run_here(self, out: Path) -> int:
        """Run in this process, to the end. Return the run's exit code."""
        from local.__main__ import main

        return main(["run", "--posts", str(self._blog), "--out", str(out)])

    def whole(self) -> tuple[Any, float]:
        """Return what one whole run leaves, and the seconds it takes."""
        began = time.monotonic()
        self.finish(self._folder / "whole")
        return content(self._folder / "whole"), time.monotonic() - began

    def finish(self, out: Path) -> None:
        """Let a run go on to its end. Raises NotTheSameError if it does not succeed."""
        _, status = os.waitpid(self._begin(out), 0)
        if status:
            raise NotTheSameError(f"the run ended with {status}:\n{self._said(out)}")

    def kill(self, out: Path, number: int, moment: float) -> bool:
        """Begin a run and send it a signal after `moment` seconds. Return whether it was under way then."""
        process = self._begin(out)
        until = time.monotonic() + moment
        while time.monotonic() < until:
            if os.waitpid(process, os.WNOHANG)[0]:
                return False
            time.sleep(0.005)
        os.kill(process, number)
        _, status = os.waitpid(process, 0)
        said = self._said(out)
        ended = os.WTERMSIG(status) if os.WIFSIGNALED(status) else os.WEXITSTATUS(status) - 128
        through = status == 0 and "SUCCEEDED" in said
        if "Traceback" in said or (ended != number and not through):
            raise NotTheSameError(f"a run that got {signal.Signals(number).name} ended with {status}:\n{said}")
        return not through

    def _begin(self, out: Path) -> int:
        process = os.fork()
        if process:
            return process
        said = os.open(out.with_suffix(".said"), os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
        for stream in (1, 2):
            os.dup2(said, stream)
        code = 1
        try:
            code = self.run_here(out)
        finally:
            sys.stdout.flush()
            os._exit(code)

    def _said(self, out: Path) -> str:
        return out.with_suffix(".said").read_text()


def content(out: Path) -> Any:
    """Return all that an archive holds: objects with their metadata, rows, and the posts that were read."""
    archive = ArchiveFolder(out)
    return dict(archive.objects()), archive.rows, archive.index.posts, archive.damaged


def check_whole_files(out: Path) -> None:
    """Check that the archive can be read at once. Raises NotTheSameError."""
    for file in out.glob(f"{BUCKET}/weekly/*.json"):
        records_in(file.read_bytes())
    for file in out.glob(f"{BUCKET}/raw/*.json"):
        json.loads(file.read_bytes())


def compare_archives(found: Any, expected: Any, out: Path) -> None:
    """Raise NotTheSameError unless two archives hold the same."""
    for one, other, what in zip(found, expected, ("objects", "rows", "posts read", "damage")):
        if one != other:
            raise NotTheSameError(f"{out}: the {what} are not those of a whole run")
