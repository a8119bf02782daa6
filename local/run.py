"""`make run`: the whole pipeline on this machine, from the compiled template to the week in the terminal.

python -m local.run [--posts FOLDER | --live] [--backfill] [--out FOLDER] [--json]
"""

from __future__ import annotations

import argparse
import json
import os
import sys
from contextlib import nullcontext
from pathlib import Path
from typing import Any, Optional

from rich.console import Console

from local import show
from local.archive import folder as store
from local.deployed import account, executions
from local.embedded_aws.package import CompileError, Package, compile_template
from local.embedded_aws.stack import EmbeddedAws
from local.log import log_as_json
from local.project import OUT, SAMPLE_POSTS
from local.sample_blog.server import Blog, BlogFolderError, PostFileError

NEWEST = {"posts_per_page": 3}  # as the schedule asks
POLL_SECONDS = 0.3

Json = dict[str, Any]


def main(arguments: Optional[list[str]] = None) -> int:
    options = _options(arguments)
    account.settings()
    console = Console(stderr=options.json)
    log_as_json(options.out / "log.jsonl")
    try:
        with console.status("Compiling the template (npx serverless package)"):
            package = compile_template()
        console.print("[green]done[/] compiled the template")
        with nullcontext() if options.live else Blog.from_folder(options.posts) as blog:
            return _run(console, package, blog, options)
    except (CompileError, BlogFolderError, PostFileError, store.StoreError) as error:
        print(f"{type(error).__name__}: {error}", file=sys.stderr)
        return 1


def _options(arguments: Optional[list[str]]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m local.run", description="Run the pipeline on the embedded AWS.")
    source = parser.add_mutually_exclusive_group()
    source.add_argument(
        "--posts", type=Path, default=SAMPLE_POSTS, help="a folder of posts for the local blog to serve"
    )
    source.add_argument("--live", action="store_true", help="read the blog that INVICTUS_WEIGHTLIFTING_API names")
    parser.add_argument(
        "--backfill", action="store_true", help="every page of the blog, going on from what --out holds"
    )
    parser.add_argument("--out", type=Path, default=OUT, help="where the result goes (default out/)")
    parser.add_argument("--json", action="store_true", help="print the result as JSON, for machines")
    return parser.parse_args(arguments)


def _run(console: Console, package: Package, blog: Optional[Blog], options: argparse.Namespace) -> int:
    source = "the live blog" if options.live else f"the posts of {_short(options.posts)}"
    with EmbeddedAws(package) as aws:
        if blog:
            aws.read_blog(blog.api)
        console.print(f"[green]done[/] brought up {len(aws.resources)} resources on the embedded AWS")
        if options.backfill:
            weeks = store.restore(options.out, aws, source)
            console.print(f"[green]done[/] went on from the {weeks} weeks in {_short(options.out)}/")
        else:
            store.clear(options.out, source)
        if not blog:
            _put_secret(aws)
        console.print(f"Reading {source}", highlight=False, soft_wrap=True)
        try:
            end = _execute(console, aws, options)
        finally:  # stopped by the keyboard, too: the next backfill does only what is left
            store.write(options.out, aws, source)
        return _show(console, aws, end, options)


def _execute(console: Console, aws: EmbeddedAws, options: argparse.Namespace) -> Json:
    steps = aws.client("stepfunctions")
    if not options.backfill:
        aws.after_state = show.Ways(console).state_done
    arn = executions.start(
        steps,
        aws.resources["SemiStructureInvictusPostStateMachine"],
        executions.BACKFILL if options.backfill else NEWEST,
    )
    if options.backfill:
        return executions.follow(console, steps, arn, POLL_SECONDS)
    return executions.wait(steps, arn, POLL_SECONDS)


def _put_secret(aws: EmbeddedAws) -> None:
    """What `make secret` does on AWS: the functions read the credentials from Secrets Manager, never from .env."""
    username, password = os.environ.get("INVICTUS_USER"), os.environ.get("INVICTUS_PASS")
    if username and password:
        aws.client("secretsmanager").put_secret_value(
            SecretId=aws.resources["WordPressCredentialsSecret"],
            SecretString=json.dumps({"username": username, "password": password}),
        )


def _show(console: Console, aws: EmbeddedAws, end: Json, options: argparse.Namespace) -> int:
    objects, items, messages = aws.objects(), aws.items(), aws.messages()
    console.print()
    if items and not options.backfill:
        show.sessions(console, items)
        show.objects(console, objects)
    weeks = sum(key.startswith("weekly/") for key in objects)
    console.print(f"DynamoDB: {len(items)} items. S3: {len(objects)} objects, {weeks} of them weeks.")
    for message in messages:
        console.print(f"Text message ({len(message)} characters): {message}", highlight=False, soft_wrap=True)
    if not messages:
        console.print("Text message: none, for there was nothing new")
    show.failures(console, {key: body for key, body in objects.items() if key.startswith("failed/")})
    console.print(f"All of it is in {_short(options.out)}/ as files.", highlight=False, soft_wrap=True)
    if options.json:
        result = {"status": end["status"], "output": json.loads(end.get("output", "null"))}
        result.update(error=end.get("error"), cause=end.get("cause"))
        print(json.dumps({**result, "objects": sorted(objects), "records": items, "messages": messages}, indent=1))
    return executions.say_end(console, end)


def _short(folder: Path) -> str:
    """A folder as a person would write it: from here, where it is below here."""
    folder = folder.resolve()
    return str(folder.relative_to(Path.cwd())) if Path.cwd() in folder.parents else str(folder)


if __name__ == "__main__":
    sys.exit(main())
