"""The machine's way: the compiled state machine reads a blog on the embedded AWS, which begins empty each time."""

from __future__ import annotations

import json
import time
from typing import Any

from rich.console import Console

from invictus.errors import BlogUnavailableError
from invictus.shapes import Json
from invictus.wordpress import BlogAccess
from local.archive.folder import TABLE, ArchiveFolder
from local.embedded_aws.package import compile_template
from local.embedded_aws.stack import EmbeddedAws
from local.running.blog_posts import PATIENCE_SECONDS
from local.running.result import NOTHING_DONE, Outcome, say
from local.terminal.progress import Progress

POLL_SECONDS = 0.1
ENDS = {f"Post{end.title()}": end for end in NOTHING_DONE}


def read_by_machine(
    console: Console, blog: BlogAccess, archive: ArchiveFolder, request: Json, posts: int, verbose: bool
) -> Outcome:
    """Run the state machine on the blog, and put what the bucket and the sessions table hold then into the archive.

    `posts` is how many the request reads. With `verbose`, say each state as it is done. Raises BlogUnavailableError.
    """
    with console.status("Compiling the template"):
        package = compile_template()
    ended: list[str] = []  # appended to by up to four threads at once
    last_done = 0.0

    def look_on(state: str, given: Any) -> None:
        nonlocal last_done
        last_done = time.monotonic()
        if state in ENDS:
            ended.append(ENDS[state])
        if verbose:
            post = given.get("post") if isinstance(given, dict) else None  # as all of a post's states are given it
            say(console, f"  {state}  {(post or {}).get('slug', '')}".rstrip())

    def tally() -> dict[str, int]:
        return {end: ended.count(end) for end in NOTHING_DONE}

    with EmbeddedAws(package) as aws:
        aws.read_blog(blog.api, blog.category)
        if blog.credentials:  # as `make secret` does on AWS: functions never read .env
            aws.client("secretsmanager").put_secret_value(
                SecretId=aws.resources["WordPressCredentialsSecret"],
                SecretString=json.dumps(blog.credentials._asdict()),
            )
        aws.after_state, last_done = look_on, time.monotonic()
        arn = aws.start(request)
        with Progress(console, "posts", posts) as progress:
            while aws.is_running(arn):
                # Only the blog takes this long. A schedule waits 38 minutes for it, a person does not.
                if time.monotonic() - last_done > PATIENCE_SECONDS:
                    problem = f"the blog has not answered for {PATIENCE_SECONDS:.0f} seconds. Try again later"
                    raise BlogUnavailableError(problem)
                progress.update(len(ended), tally())
                time.sleep(POLL_SECONDS)
            how = aws.wait(arn)
            progress.update(len(ended), tally())
        for key, body in aws.objects().items():
            archive.write(key, body)
        rows = aws.items()
        archive.write_file(TABLE, "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows).encode())
        return Outcome(tally(), how.error, how.cause, len(rows), aws.messages())
