"""`make retry`: run the failed posts again, which are in the bucket under failed/.

A post that goes through this time is stored and leaves failed/; one that fails again stays, with its new error.
"""

from __future__ import annotations

import json
from typing import Any, NamedTuple

import click

from local.deployed import account, executions
from local.execution_inputs import by_ids
from local.terminal.printing import console, line

POLL_SECONDS = 3


class FailedPost(NamedTuple):
    """A post in failed/: its key, the post's id, and the error that put it there."""

    key: str
    post_id: int
    error: str


def failed_posts(s3: Any, bucket: str) -> list[FailedPost]:
    """Return the posts in quarantine, oldest first. `s3` is a boto3 client."""
    pages = s3.get_paginator("list_objects_v2").paginate(Bucket=bucket, Prefix="failed/")
    keys = [found["Key"] for page in pages for found in page.get("Contents", [])]
    return [_read(key, s3.get_object(Bucket=bucket, Key=key)["Body"].read()) for key in sorted(keys)]


@click.command("retry")
@account.stage_option
def retry(stage: str) -> int:
    """Run the posts in failed/ again on AWS."""
    session = account.session()
    resources = account.resources(session, stage)
    shown, steps = console(), session.client("stepfunctions")
    posts = failed_posts(session.client("s3"), resources["DataBucket"])
    for post in posts:
        shown.print(line(f"{post.key}: {post.error}"), soft_wrap=True)
    if not posts:
        shown.print("failed/ is empty: no post has to be run again.")
    ends = []
    for request in by_ids([post.post_id for post in posts]):
        arn = executions.start(steps, resources["SemiStructureInvictusPostStateMachine"], request)
        ends.append(executions.say_end(shown, executions.follow(shown, steps, arn, POLL_SECONDS)))
    return max(ends, default=0)


def _read(key: str, body: bytes) -> FailedPost:
    state = json.loads(body)
    return FailedPost(key, state["post"]["id"], state["error"]["Error"])
