"""What an archive costs: time, memory, events, payloads, requests and their price, from a run through the machine."""

from __future__ import annotations

import json
import logging
import math
import resource
import sys
import time
from collections import defaultdict
from typing import Any, NamedTuple

import click
from rich.console import Console
from rich.table import Table

import transforms
from invictus.errors import InvictusError
from invictus.shapes import Json
from local.deployed import executions
from local.embedded_aws.package import Package, compile_template
from local.embedded_aws.stack import EmbeddedAws
from local.execution_inputs import BACKFILL
from local.project import SAMPLE_POSTS
from local.sample_blog.generated import archive_of
from local.sample_blog.server import Blog

MOST_EVENTS, MOST_BYTES = 25_000, 256 * 1024

# US dollars in us-east-1, on demand, beyond any free tier: the public price list as known in 2025.
PRICES = {
    "state transitions": 25 / 1e6,
    "Lambda invocations": 0.20 / 1e6,
    "Lambda GB-seconds (arm64)": 0.0000133334,
    "DynamoDB write units": 0.625 / 1e6,
    "DynamoDB read units": 0.125 / 1e6,
    "S3 writes and lists": 0.005 / 1e3,
    "S3 reads": 0.0004 / 1e3,
    "S3 deletes": 0.0,
}
_S3_KINDS = {
    "PutObject": "S3 writes and lists",
    "ListObjectsV2": "S3 writes and lists",
    "HeadObject": "S3 reads",
    "GetObject": "S3 reads",
    "DeleteObject": "S3 deletes",
}
# What a function's call takes on AWS, generously: here it takes a few milliseconds.
LAMBDA_SECONDS, LAMBDA_GB = 0.2, 0.25


class BenchError(InvictusError):
    """The run that was to be measured went wrong."""


class MeasuredRun(NamedTuple):
    """What one execution took. `events` are the parent's, `largest` is its largest payload in bytes."""

    meter: Meter
    seconds: float
    events: int
    largest: int


class Meter:
    """Counts what a run asks of AWS, in the units that AWS bills."""

    def __init__(self, aws: EmbeddedAws) -> None:
        self.units: dict[str, float] = defaultdict(float)
        self.largest_payload = 0
        aws.before_state = self._state
        aws.before_invoke = self._invocation
        aws.calls.before = self._call

    def _state(self, state: str, slug: str) -> None:
        self.units["state transitions"] += 1

    def _invocation(self, function: str, event: Json) -> None:
        self.units["Lambda invocations"] += 1
        self.units["Lambda GB-seconds (arm64)"] += LAMBDA_SECONDS * LAMBDA_GB
        self.largest_payload = max(self.largest_payload, len(json.dumps(event)))

    def _call(self, service: str, operation: str, request: Any) -> None:
        if service == "s3" and operation in _S3_KINDS:
            self.units[_S3_KINDS[operation]] += 1
        elif service == "dynamodb" and operation in ("PutItem", "DeleteItem"):
            self.units["DynamoDB write units"] += (
                math.ceil(len(request.body) / 1024) + 1
            )  # the row, and its entry in the index
        elif service == "dynamodb" and operation in ("GetItem", "Query"):
            self.units["DynamoDB read units"] += 1

    def price(self) -> float:
        """Return what the units cost, in US dollars."""
        return sum(PRICES[unit] * count for unit, count in self.units.items())


@click.command("bench-archive")
@click.option("--posts", type=click.IntRange(min=1), default=300, show_default=True, help="How long the archive is.")
def bench_archive(posts: int) -> None:
    """Print what an archive of so many posts costs here, and on AWS."""
    console = Console()
    logging.getLogger("moto").setLevel(logging.CRITICAL)
    _show_growth(console)
    with console.status("Compiling the template"):
        package = compile_template()
    week = _run(console, package, 1, {"posts_per_page": 1})
    archive = _run(console, package, posts, BACKFILL)
    _show_limits(console, posts, archive)
    _show_prices(console, posts, week.meter, archive.meter)


def _show_growth(console: Console) -> None:
    """Measure the five pure steps, for one post and for many."""
    table = Table(title="Post to records", title_justify="left")
    for column in ("posts", "seconds", "ms a post"):
        table.add_column(column, justify="right")
    for count in (1, 10, 100, 500):
        posts = archive_of(count, SAMPLE_POSTS)
        for post in posts:
            post["link"] = ""
        began = time.perf_counter()
        for post in posts:
            transforms.read_post(post)
        seconds = time.perf_counter() - began
        table.add_row(f"{count}", f"{seconds:.3f}", f"{seconds / count * 1000:.2f}")
    console.print(table)


def _run(console: Console, package: Package, posts: int, request: Json) -> MeasuredRun:
    console.print(f"Running {posts} post{'s' if posts > 1 else ''} through the compiled machine", highlight=False)
    with Blog(archive_of(posts, SAMPLE_POSTS)) as blog, EmbeddedAws(package) as aws:
        aws.read_blog(blog.api)
        meter = Meter(aws)
        steps = aws.client("stepfunctions")
        began = time.perf_counter()
        arn = executions.start(steps, aws.resources["SemiStructureInvictusPostStateMachine"], request)
        end = executions.follow(console, steps, arn, 0.5)
        seconds = time.perf_counter() - began
        events = [
            event
            for page in steps.get_paginator("get_execution_history").paginate(executionArn=arn)
            for event in page["events"]
        ]
        details = (detail for event in events for detail in event.values() if isinstance(detail, dict))
        largest = max((len(detail.get(side, "")) for detail in details for side in ("input", "output")), default=0)
        if json.loads(end.get("output", '{"stored": 0}'))["stored"] != posts:
            raise BenchError(f"not every post was stored: {end}. Run the tests")
        return MeasuredRun(meter, seconds, len(events), max(largest, meter.largest_payload))


def _show_limits(console: Console, posts: int, run: MeasuredRun) -> None:
    pages = math.ceil(posts / BACKFILL["posts_per_page"])
    a_page = run.events / pages
    table = Table(title="One execution for the whole archive", title_justify="left")
    for column in ("posts", "how", "pages", "parent's events", f"of {MOST_EVENTS:,}", "largest payload", "of 256 KiB"):
        table.add_column(column, justify="left" if column == "how" else "right")
    payload = (f"{run.largest:,}", f"{run.largest / MOST_BYTES:.0%}")
    table.add_row(
        f"{posts:,}",
        f"run, {run.seconds:.0f} s, {_peak_megabytes():.0f} MB",
        f"{pages}",
        f"{run.events:,}",
        f"{run.events / MOST_EVENTS:.1%}",
        *payload,
    )
    for count in (1_000, 10_000):
        pages = math.ceil(count / BACKFILL["posts_per_page"])
        events = round(a_page * pages)
        table.add_row(f"{count:,}", "on paper", f"{pages}", f"{events:,}", f"{events / MOST_EVENTS:.1%}", *payload)
    console.print(table)


def _show_prices(console: Console, posts: int, week: Meter, archive: Meter) -> None:
    table = Table(title="What AWS bills (us-east-1, prices of 2025; texts and storage apart)", title_justify="left")
    for column in ("unit", "one week", "US $", "1,000 weeks", "US $"):
        table.add_column(column, justify="left" if column == "unit" else "right")
    for unit, price in PRICES.items():
        one, thousand = week.units[unit], archive.units[unit] * 1000 / posts
        table.add_row(unit, f"{one:,.4g}", f"{one * price:.6f}", f"{thousand:,.0f}", f"{thousand * price:.4f}")
    table.add_section()
    table.add_row("sum", "", f"{week.price():.6f}", "", f"{archive.price() * 1000 / posts:.4f}")
    console.print(table)


def _peak_megabytes() -> float:
    """Return the most memory that this process has held. Linux counts in KiB, macOS in bytes."""
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / (1024 * 1024 if sys.platform == "darwin" else 1024)
