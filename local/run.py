"""`make run`: the whole pipeline on this machine, from the compiled template to the week in the terminal.

python -m local.run [--posts FOLDER | --live] [--per-page N] [--json]
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import sys
from contextlib import nullcontext
from pathlib import Path
from typing import Any, Optional

from dotenv import load_dotenv
from rich.console import Console

from local import show
from local.aws import EmbeddedAws, Execution
from local.blog import SAMPLE_POSTS, Blog, BlogFolderError, PostFileError
from local.log import log_as_json
from local.template import ROOT, CompileError, compile_template

OUT = ROOT / "out"

Json = dict[str, Any]


def main(arguments: Optional[list[str]] = None) -> int:
    options = _options(arguments)
    load_dotenv(ROOT / ".env")
    console = Console(stderr=options.json)
    try:
        with _blog(options) as blog:
            aws, execution = _run(console, blog, options)
    except (CompileError, BlogFolderError, PostFileError) as error:
        print(f"{type(error).__name__}: {error}", file=sys.stderr)
        return 1
    if options.json:
        print(json.dumps({**execution._asdict(), **aws}, indent=1))
    return 0 if execution.status == "SUCCEEDED" else 1


def _options(arguments: Optional[list[str]]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m local.run", description="Run the pipeline on the embedded AWS.")
    source = parser.add_mutually_exclusive_group()
    source.add_argument(
        "--posts", type=Path, default=SAMPLE_POSTS, help="a folder of posts for the local blog to serve"
    )
    source.add_argument("--live", action="store_true", help="read the blog that INVICTUS_WEIGHTLIFTING_API names")
    parser.add_argument(
        "--per-page", type=int, default=3, help="how many of the newest posts (default 3, as scheduled)"
    )
    parser.add_argument("--json", action="store_true", help="print the result as JSON, for machines")
    return parser.parse_args(arguments)


def _blog(options: argparse.Namespace) -> Any:
    return nullcontext() if options.live else Blog.from_folder(options.posts)


def _run(console: Console, blog: Optional[Blog], options: argparse.Namespace) -> tuple[Json, Execution]:
    log_as_json(OUT / "log.jsonl")
    with console.status("Compiling the template (npx serverless package)"):
        package = compile_template()
    console.print("[green]done[/] compiled the template")
    with EmbeddedAws(package, {"BlogApi": blog.api} if blog else {}) as aws:
        console.print(f"[green]done[/] brought up {len(aws.resources)} resources on the embedded AWS")
        if not blog:
            _put_secret(aws)
        console.print(
            f"Reading {'the live blog' if options.live else f'the sample blog ({options.posts})'}", highlight=False
        )
        aws.after_state = show.Progress(console).state_done
        execution = aws.execute({"posts_per_page": options.per_page})
        return _show(console, aws, execution), execution


def _put_secret(aws: EmbeddedAws) -> None:
    """What `make secret` does on AWS: the functions read the credentials from Secrets Manager, never from .env."""
    username, password = os.environ.get("INVICTUS_USER"), os.environ.get("INVICTUS_PASS")
    if username and password:
        aws.client("secretsmanager").put_secret_value(
            SecretId=aws.resources["WordPressCredentialsSecret"],
            SecretString=json.dumps({"username": username, "password": password}),
        )


def _show(console: Console, aws: EmbeddedAws, execution: Execution) -> Json:
    objects, items, messages = aws.objects(), aws.items(), aws.messages()
    _write_out(objects, items)
    console.print()
    if items:
        show.sessions(console, items)
    if objects:
        show.objects(console, objects)
    console.print(f"DynamoDB: {len(items)} items")
    for message in messages:
        console.print(f"Text message ({len(message)} characters): {message}", highlight=False)
    if not messages:
        console.print("Text message: none, for there was nothing new")
    show.failures(console, {key: body for key, body in objects.items() if key.startswith("failed/")})
    if execution.status == "SUCCEEDED":
        console.print(f"[green]Execution {execution.status}[/]. All of it is in {OUT.relative_to(ROOT)}/ as files.")
    else:
        console.print(f"[red]Execution {execution.status}[/]: {execution.error}: {execution.cause}", highlight=False)
    return {"objects": sorted(objects), "records": items, "messages": messages}


def _write_out(objects: dict[str, bytes], items: list[Json]) -> None:
    """The bucket as files and the table as JSON Lines, in place of those of the last run."""
    shutil.rmtree(OUT / "bucket", ignore_errors=True)
    for key, body in objects.items():
        file = OUT / "bucket" / key
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(body)
    OUT.mkdir(exist_ok=True)
    lines = (json.dumps(item, ensure_ascii=False) + "\n" for item in items)
    (OUT / "table.jsonl").write_text("".join(lines), encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())
