"""The machine's way: the compiled state machine reads a blog on the embedded AWS, which begins empty each time."""

from __future__ import annotations

import json
import math
import time

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
FETCH, ENDS = "GetPost", {f"Post{end.title()}": end for end in NOTHING_DONE}


def read_by_machine(
    console: Console, blog: BlogAccess, archive: ArchiveFolder, request: Json, posts: int, verbose: bool
) -> Outcome:
    """Run the state machine on the blog, and put what the bucket and the sessions table hold then into the archive.

    `posts` is how many the request reads. With `verbose`, say each state as it is done. Raises BlogUnavailableError and
    ArchiveFolderError.
    """
    with console.status("Compiling the template"):
        package = compile_template()
    with EmbeddedAws(package) as aws:
        aws.read_blog(blog.api, blog.category)
        if blog.credentials:  # as `make secret` does on AWS: functions never read .env
            aws.client("secretsmanager").put_secret_value(
                SecretId=aws.resources["WordPressCredentialsSecret"],
                SecretString=json.dumps(blog.credentials._asdict()),
            )
        watch = _Watch(aws, console, verbose)
        arn, steps = aws.start(request), aws.client("stepfunctions")
        with Progress(console, "posts", posts) as progress:
            while steps.describe_execution(executionArn=arn)["status"] == "RUNNING":
                watch.check()
                progress.update(len(watch.ended), watch.tally())
                time.sleep(POLL_SECONDS)
            ended = aws.wait(arn)
            progress.update(len(watch.ended), watch.tally())
        for key, body in aws.objects().items():
            archive.write(key, body)
        rows = aws.items()
        archive.write_file(TABLE, "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows).encode())
        return Outcome(watch.tally(), ended.error, ended.cause, len(rows), aws.messages())


class _Watch:
    """Looks on as the state machine works: how posts have `ended`, and how long the blog has been silent."""

    def __init__(self, aws: EmbeddedAws, console: Console, verbose: bool) -> None:
        self.ended: list[str] = []  # appended to by up to four threads at once
        self._silent_from = math.inf
        self._console, self._verbose = console, verbose
        aws.before_state, aws.after_state = self._before_state, self._after_state

    def tally(self) -> dict[str, int]:
        return {end: self.ended.count(end) for end in NOTHING_DONE}

    def check(self) -> None:
        """Raise BlogUnavailableError on a long silence: a schedule waits 38 minutes for a blog, a person does not."""
        if time.monotonic() - self._silent_from > PATIENCE_SECONDS:
            raise BlogUnavailableError(f"the blog has not answered for {PATIENCE_SECONDS:.0f} seconds. Try again later")

    def _before_state(self, state: str, slug: str) -> None:
        if state == FETCH:
            self._silent_from = time.monotonic()

    def _after_state(self, state: str, slug: str) -> None:
        if state == FETCH:
            self._silent_from = math.inf
        elif state in ENDS:
            self.ended.append(ENDS[state])
        if self._verbose:
            say(self._console, f"  {state}  {slug}".rstrip())
