"""`make bench`: the figures of docs/costs.md, each printed as soon as it is known."""

from __future__ import annotations

import json
import logging
import math
import os
import statistics
import subprocess
import sys
import tempfile
import time
import timeit
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click
from bs4 import BeautifulSoup

import transforms
from invictus.shapes import RestPost
from local.embedded_aws.package import Package, compile_template
from local.embedded_aws.stack import EmbeddedAws
from local.project import ROOT, SAMPLE_POSTS
from local.sample_blog.posts import archive_of, read_folder
from local.sample_blog.server import Blog

POSTS = 300
_BILLED_AS = {
    **dict.fromkeys(("PutItem", "DeleteItem"), "DynamoDB write units"),
    **dict.fromkeys(("PutObject", "ListObjectsV2"), "S3 writes and lists"),
    **dict.fromkeys(("HeadObject", "GetObject"), "S3 reads"),
    "Query": "DynamoDB reads",
}


@click.command("bench")
def bench() -> None:
    """Print the figures of docs/costs.md, in about two minutes."""
    week = read_folder(SAMPLE_POSTS)[0]
    records = _median_ms(lambda: transforms.read_post(week))
    soup = _median_ms(lambda: BeautifulSoup(week["content"]["rendered"], "html.parser"))
    print(f"One post to its records, with the proof: {records:.0f} ms. BeautifulSoup's own parse of it: {soup:.1f} ms")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "posts").mkdir()
        for post in archive_of(POSTS, SAMPLE_POSTS):
            (folder / "posts" / f"{post['id']}.json").write_text(json.dumps(post))
        archive = ("--posts", str(folder / "posts"), "--out", str(folder / "out"))
        _print_run(f"{POSTS} posts into a folder", *archive)
        _print_run("The same again, unchanged", *archive)
        _print_run("make run, on the embedded AWS", "--out", str(folder / "sample"))
    package = compile_template()
    print(f"The package: {package.code.stat().st_size:,} bytes")
    _print_units(package, week)


def _median_ms(work: Callable[[], Any]) -> float:
    return statistics.median(timeit.repeat(work, number=1, repeat=20, timer=time.process_time)) * 1000


def _print_run(words: str, *options: str) -> None:
    """Measure `make run` as a person types it, in a process of its own."""
    command = [sys.executable, "-m", "local", "run", *options]
    process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL)
    _, status, used = os.wait4(process.pid, 0)
    if status:
        raise click.ClickException(f"{words}: the run failed. Type it by hand: python -m local run {' '.join(options)}")
    megabytes = used.ru_maxrss / (1024 * 1024 if sys.platform == "darwin" else 1024)
    print(f"{words}: {used.ru_utime + used.ru_stime:.1f} s of processor time, {megabytes:.0f} MB")


def _print_units(package: Package, week: RestPost) -> None:
    """Count what AWS bills for a new week, and for the same week again."""
    logging.getLogger("moto").setLevel(logging.CRITICAL)
    units: Counter[str] = Counter()

    def count_call(service: str, operation: str, request: Any, by_moto: Callable[[], Any]) -> Any:
        unit = _BILLED_AS.get(operation)
        if unit == "DynamoDB write units":  # a unit per KiB of the row, and one for its entry in the index
            units[unit] += math.ceil(len(request.body) / 1024) + 1
        elif unit:
            units[unit] += 1
        return by_moto()

    with Blog([week]) as blog, EmbeddedAws(package) as aws:
        aws.read_blog(blog.api)
        aws.before_state = lambda state, given: units.update(["state transitions"])
        aws.before_invoke = lambda function, event: units.update(["Lambda invocations"])
        aws.on_call = count_call
        for words in ("A new week", "The same week again"):
            units.clear()
            ended = aws.execute({"posts_per_page": 1})
            if ended.status != "SUCCEEDED":
                raise click.ClickException(f"the run ended with {ended.status}: {ended.cause}. Run the tests")
            print(f"{words}: {', '.join(f'{number} {unit}' for unit, number in units.items())}")
