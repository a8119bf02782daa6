"""What a cold start of each function costs, from the built package: time and memory of its imports in a fresh interpreter.

    python -m local.bench_cold_start

An edge counts with the libraries that its first call loads and the AWS clients that it makes. The comparison, in the same
run, is one function eight times that imports boto3, requests and BeautifulSoup at the top.
"""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path
from typing import NamedTuple

from rich.console import Console
from rich.table import Table

from local.functions import FUNCTIONS
from local.template import compile_template

RUNS = 7
TARGET = 1 / 3

# What runs before a function's own work on its first call, beside `import handler`.
_FIRST_CALL = {
    "get_invictus_post": "import posts, wordpress; handler._credentials()",
    "dump_post_to_bucket": "handler._bucket()",
    "save_sessions_to_bucket": "handler._bucket()",
}
_EVERYTHING_AT_THE_TOP = "import boto3, requests, bs4"
_MEASURE = """
import sys, time
began = time.perf_counter()
{code}
seconds = time.perf_counter() - began
import json, resource
scale = 1024 if sys.platform == "darwin" else 1
print(json.dumps([seconds * 1000, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / scale / 1024]))
"""


class Cost(NamedTuple):
    milliseconds: float
    megabytes: float


def main() -> None:
    console = Console()
    with console.status("Compiling the package"):
        package = compile_template()
    with tempfile.TemporaryDirectory() as folder:
        zipfile.ZipFile(package.code).extractall(folder)
        bare = _cost("pass", folder)
        costs = {function: _cost(_import_of(function), folder) for function in FUNCTIONS}
        everything = _cost(_EVERYTHING_AT_THE_TOP, folder)
    table = Table(title=f"Cold start from the package, median of {RUNS} interpreters", title_justify="left")
    for column in ("function", "import, ms", "memory, MB"):
        table.add_column(column, justify="left" if column == "function" else "right")
    for function, cost in costs.items():
        table.add_row(function, f"{cost.milliseconds:.0f}", f"{cost.megabytes:.0f}")
    total, total_of_other = sum(cost.milliseconds for cost in costs.values()), 8 * everything.milliseconds
    table.add_section()
    table.add_row("the eight: cold start of a week", f"{total:.0f}", "")
    table.add_row(
        "eight times boto3, requests, bs4 at the top", f"{total_of_other:.0f}", f"{everything.megabytes:.0f} each"
    )
    console.print(table)
    console.print(f"A bare interpreter takes {bare.megabytes:.0f} MB.")
    verdict = "reached" if total <= TARGET * total_of_other else "missed"
    console.print(f"Share: {total / total_of_other:.0%}; target a third: {verdict}.")


def _import_of(function: str) -> str:
    return f"import handler; {_FIRST_CALL.get(function, 'handler.' + function)}"


def _cost(code: str, folder: str) -> Cost:
    environment = {
        "PATH": os.environ["PATH"],
        "PYTHONPATH": folder,
        "PYTHONDONTWRITEBYTECODE": "",
        "INVICTUS_BUCKET": "bench",
        "IDEMPOTENCY_TABLE": "bench",
        "AWS_DEFAULT_REGION": "us-east-1",
    }
    runs = [
        json.loads(
            subprocess.run(
                [sys.executable, "-c", _MEASURE.format(code=code)],
                cwd=folder,
                env=environment,
                capture_output=True,
                text=True,
                check=True,
            ).stdout
        )
        for _ in range(RUNS + 1)
    ][1:]  # the first one compiles to bytecode, which a Lambda sandbox does not keep either way
    return Cost(*(statistics.median(column) for column in zip(*runs)))


if __name__ == "__main__":
    main()
