"""`make invoke`: run one handler with an event from a file.

Without a deployed stack the three functions that reach out (to the blog, S3, DynamoDB) run on the embedded AWS, reading
the sample blog. With one they run on this machine in the environment that they have there.
"""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any, Optional

import click

import handler
from invictus.errors import InputError, InvictusError
from local.deployed import account
from local.deployed.serverless import function_argument
from local.project import ROOT, SAMPLE_POSTS
from local.terminal.log import log_to_terminal

USE_AWS_OR_BLOG = ("get_invictus_post", "dump_post_to_bucket", "save_sessions_to_bucket")


@click.command("invoke")
@function_argument
@click.argument("event", envvar="EVENT", required=False, type=click.Path(path_type=Path))
@account.stage_option
def invoke(function: str, event: Optional[Path], stage: str) -> None:
    """Run one function here with its sample event, or with the JSON file EVENT."""
    file = event or ROOT / "test_events" / f"{function}.json"
    try:
        content = json.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError) as error:
        problem = error.strerror if isinstance(error, OSError) else error
        raise click.UsageError(f"EVENT={file} cannot be read: {problem}. Name one as those of test_events/") from error
    log_to_terminal()
    try:
        result = _run(function, content, stage)
    except InvictusError as error:
        raise InvictusError(f"{type(error).__name__}: {error}") from error
    except (KeyError, TypeError, AttributeError, ValueError) as error:
        problem = f"{function} cannot work with this event ({type(error).__name__}: {error})"
        raise InputError(f"{problem}. Compare it with test_events/{function}.json") from error
    click.echo(json.dumps(result, indent=1, ensure_ascii=False))


def _run(function: str, event: Any, stage: str) -> Any:
    if function not in USE_AWS_OR_BLOG:
        return getattr(handler, function)(event, None)
    try:
        session = account.session()
        account.resources(session, stage)  # says what is missing
    except account.AccountError as error:
        from local.embedded_aws.package import compile_template  # moto takes a second, and this needs Node.js
        from local.embedded_aws.stack import EmbeddedAws
        from local.sample_blog.posts import read_folder
        from local.sample_blog.server import Blog

        click.echo(f"On the embedded AWS with the sample blog, because {error}.", err=True)
        with Blog(read_folder(SAMPLE_POSTS)) as blog, EmbeddedAws(compile_template()) as aws:
            aws.read_blog(blog.api)
            return aws.invoke(function, event)
    name = f"{account.stack_name(stage)}-{function}"
    deployed = session.client("lambda").get_function_configuration(FunctionName=name)
    os.environ.update({**account.variables(session), **deployed["Environment"]["Variables"]})
    return getattr(handler, function)(event, None)
