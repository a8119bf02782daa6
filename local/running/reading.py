"""Reading a blog into an archive on this machine: the state machine that ships, on the embedded AWS."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from threading import Lock
from typing import Any, Optional

from rich.console import Console

from invictus.errors import BlogUnavailableError
from invictus.shapes import Json
from local.archive.folder import ArchiveFolder
from local.embedded_aws.package import Package
from local.embedded_aws.stack import EmbeddedAws, Execution
from local.running.blog_posts import BlogAccess
from local.running.mirror import Mirror
from local.running.result import NOTHING_DONE, Outcome
from local.running.stopping import signals_ignored
from local.running.unread import Plan, code_that_reads
from local.terminal.progress import Progress

POLL_SECONDS = 0.1
# The state machine waits 38 minutes for a blog that is down. A person is told at once, and need not wait.
SILENCE_SECONDS = 45
OUTCOMES = {"PostStored": "stored", "PostUnchanged": "unchanged", "PostKnown": "known", "PostFailed": "failed"}
FETCH, PAGE_DONE = "GetPost", "TallyPage"
StateDone = Callable[[str, str], None]


def read(
    console: Console,
    package: Package,
    blog: BlogAccess,
    archive: ArchiveFolder,
    plan: Plan,
    state_done: StateDone,
) -> Outcome:
    """Run the plan's executions one by one, each going on from what the archive holds; it is saved page by page.

    Raises ArchiveFolderError and BlogUnavailableError. However it ends, what was stored until then is in the archive.
    """
    with EmbeddedAws(package) as aws:
        aws.read_blog(blog.api, blog.category)
        _put_secret(aws, blog)
        mirror = Mirror(aws, archive, code_that_reads())
        mirror.restore()
        watch, outcome = Watch(aws, mirror, state_done), Outcome()
        try:
            with Progress(console, "posts", plan.posts) as progress:
                for request in plan.requests:
                    outcome.add(_execute(aws, request, watch, progress, console.is_terminal))
        except BlogUnavailableError as error:
            raise BlogUnavailableError(
                f"{error} {watch.tally['stored']} posts were stored until then and are kept."
                " A later run goes on from there"
            ) from error
        finally:
            with signals_ignored():
                mirror.stop()
                mirror.save()
        outcome.tally, outcome.messages = watch.tally, aws.messages()
        return outcome


def _execute(aws: EmbeddedAws, request: Json, watch: Watch, progress: Progress, post_by_post: bool) -> Execution:
    arn, steps, pages = aws.start(request), aws.client("stepfunctions"), watch.pages
    while True:
        running = steps.describe_execution(executionArn=arn)["status"] == "RUNNING"
        watch.check()
        if post_by_post or watch.pages != pages:
            pages = watch.pages
            progress.update(sum(watch.tally.values()), watch.tally)
        if not running:
            return aws.wait(arn)
        time.sleep(POLL_SECONDS)


def _put_secret(aws: EmbeddedAws, blog: BlogAccess) -> None:
    """Do what `make secret` does on AWS: functions read the credentials from Secrets Manager, never from .env."""
    if blog.credentials:
        username, password = blog.credentials
        aws.client("secretsmanager").put_secret_value(
            SecretId=aws.resources["WordPressCredentialsSecret"],
            SecretString=json.dumps({"username": username, "password": password}),
        )


class Watch:
    """Looks on as the state machine works: counts posts and pages, has each page saved, notes a blog that is silent."""

    def __init__(self, aws: EmbeddedAws, mirror: Mirror, state_done: StateDone) -> None:
        self.tally: Json = dict(NOTHING_DONE)
        self.pages = 0
        self._mirror, self._state_done = mirror, state_done
        self._counting = Lock()
        self._fetching_since: Optional[float] = None
        self._silence: Optional[BlogUnavailableError] = None
        aws.before_state, aws.before_input, aws.after_state = self._before_state, self._before_input, self._after_state
        self._invoke = aws.invoke
        aws.invoke = self._invoke_and_note_silence  # type: ignore[method-assign]

    def check(self) -> None:
        """Raise what ends the run before the state machine has: a full disk, a blog that does not answer."""
        if self._mirror.error:
            raise self._mirror.error
        if self._silence:
            raise BlogUnavailableError(f"the blog stopped answering: {self._silence}") from self._silence
        since = self._fetching_since
        if since is not None and time.monotonic() - since > SILENCE_SECONDS:
            raise BlogUnavailableError(f"the blog has not answered for {SILENCE_SECONDS} seconds.")

    def _before_state(self, state: str, slug: str) -> None:
        if state == FETCH:
            self._fetching_since = time.monotonic()

    def _before_input(self, state: str, data: Any) -> None:
        outcome = OUTCOMES.get(state)
        if outcome is None:
            return
        with self._counting:
            self.tally[outcome] += 1
        if outcome != "failed":
            self._mirror.post_read(data["post"])

    def _after_state(self, state: str, slug: str) -> None:
        if state == FETCH:
            self._fetching_since = None
        elif state == PAGE_DONE:
            self._mirror.save_page()
            self.pages += 1
        self._state_done(state, slug)

    def _invoke_and_note_silence(self, function: str, event: Json) -> Json:
        try:
            return self._invoke(function, event)
        except BlogUnavailableError as error:
            self._silence = error
            raise
