"""What a cold start of each function costs (part of `make bench`): the time and memory of its imports.

They are measured in a new process, from the built package, in processor time: so a busy machine shows the same shares
as an idle one. Two times for each function: what `import handler` takes,
and the same with the libraries that its first call loads and the AWS clients that it makes. The comparison, in the same
run, imports boto3, requests and BeautifulSoup at the top, and makes the same clients on its first call.
"""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import tempfile
import zipfile
from collections import Counter
from pathlib import Path
from typing import NamedTuple

import click
from rich.console import Console
from rich.table import Table

from local.embedded_aws.package import compile_template
from local.project import FUNCTIONS

RUNS = 7
# A week's cold starts take at most this share of the comparison's, and the package has at most so many bytes.
TARGET_SHARE = 0.65
TARGET_BYTES = 900_000

# What runs before a function's own work on its first call, in addition to `import handler`.
_FIRST_CALL = {
    "get_invictus_post": "from invictus import wordpress",
    "dump_post_to_bucket": "handler.settings.bucket()",
    "strip_post_html": "import invictus.parser.html_lines",
    "clean_session_records": "import invictus.prescriptions.segment",
    "save_sessions_to_bucket": "import invictus.prescriptions.segment; handler.settings.bucket()",
}
# A stack has a secret only if it has credentials, which the public blog does not ask for: not counted in the week.
_WITH_CREDENTIALS = "from invictus import wordpress; import boto3; boto3.client('secretsmanager')"
_EVERYTHING_AT_THE_TOP = "import boto3, requests, bs4"
_MEASURE = """
import sys, time
sys.modules.update(html5lib=None, lxml=None)  # BeautifulSoup loads them if it can, and no function has them
began = time.process_time()
{code}
seconds = time.process_time() - began
import json, resource
scale = 1024 if sys.platform == "darwin" else 1
print(json.dumps([seconds * 1000, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / scale / 1024]))
"""


class Cost(NamedTuple):
    milliseconds: float
    megabytes: float


@click.command("bench-cold-start")
def bench_cold_start() -> None:
    """Show what a cold start of each function costs, and what is in the package."""
    console = Console(width=120)
    with console.status("Compiling the package"):
        package = compile_template()
    with tempfile.TemporaryDirectory() as folder:
        zipfile.ZipFile(package.code).extractall(folder)
        bare = _cost("pass", folder)
        imports = {function: _cost(f"from handler import {function}", folder) for function in FUNCTIONS}
        first_calls = {function: _cost(f"import handler; {code}", folder) for function, code in _FIRST_CALL.items()}
        with_credentials = _cost(f"import handler; {_WITH_CREDENTIALS}", folder)
        at_the_top = _cost(_EVERYTHING_AT_THE_TOP, folder)
        first_calls_at_the_top = {
            function: _cost(f"{_EVERYTHING_AT_THE_TOP}; import handler; {code}", folder)
            for function, code in _FIRST_CALL.items()
        }
    table = Table(
        title=f"Cold start from the package, processor time, median of {RUNS} interpreters", title_justify="left"
    )
    for column in ("function", "import, ms", "with its first call's libraries, ms", "memory, MB"):
        table.add_column(column, justify="left" if column == "function" else "right")
    for function in FUNCTIONS:
        whole = first_calls.get(function, imports[function])
        table.add_row(function, *(f"{number:.0f}" for number in (imports[function].milliseconds, *whole)))
    week = sum(cost.milliseconds for cost in imports.values())
    whole_week = sum(first_calls.get(function, imports[function]).milliseconds for function in FUNCTIONS)
    table.add_section()
    table.add_row("a week: the eight", f"{week:.0f}", f"{whole_week:.0f}", "")
    other = at_the_top.milliseconds * len(FUNCTIONS)
    other_whole = sum(first_calls_at_the_top.get(function, at_the_top).milliseconds for function in FUNCTIONS)
    table.add_row(
        "boto3, requests, bs4 at the top, eight times",
        f"{other:.0f}",
        f"{other_whole:.0f}",
        f"{at_the_top.megabytes:.0f}",
    )
    shares = (f"{share:.2f} {verdict(share, TARGET_SHARE)}" for share in (week / other, whole_week / other_whole))
    table.add_row("share", *shares, "")
    console.print(table)
    console.print(f"get_invictus_post with credentials for the blog: {with_credentials.milliseconds:.0f} ms.")
    console.print(f"A bare interpreter takes {bare.megabytes:.0f} MB.")
    _show_package(console, package.code)


def verdict(figure: float, target: float) -> str:
    """Return in words whether a figure is within its target."""
    return f"({'within' if figure <= target else 'NOT within'} {target:,})"


def _show_package(console: Console, code: Path) -> None:
    sizes: Counter[str] = Counter()
    for entry in zipfile.ZipFile(code).infolist():
        top = entry.filename.split("/")[0]
        sizes[top.split("-")[0] if "/" in entry.filename else "our own code"] += entry.compress_size
    size = code.stat().st_size
    table = Table(title=f"The package: {size:,} bytes {verdict(size, TARGET_BYTES)}", title_justify="left")
    table.add_column("part")
    table.add_column("bytes, compressed", justify="right")
    for part, size in sizes.most_common():
        table.add_row(part, f"{size:,}")
    console.print(table)


def _cost(code: str, folder: str) -> Cost:
    environment = {
        "PATH": os.environ["PATH"],
        "PYTHONPATH": folder,
        "INVICTUS_BUCKET": "bench",
        "IDEMPOTENCY_TABLE": "bench",
        "AWS_DEFAULT_REGION": "us-east-1",
    }
    command = [sys.executable, "-c", _MEASURE.format(code=code)]
    runs = []
    for _ in range(RUNS + 1):
        done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=True)
        runs.append(json.loads(done.stdout))
    return Cost(*(statistics.median(column) for column in zip(*runs[1:])))  # the first one writes the bytecode
