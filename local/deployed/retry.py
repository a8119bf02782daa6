"""`make retry`: runs the failed posts again, those that lie in the bucket under failed/.

python -m local.deployed.retry [--stage dev]

A post that goes through this time is stored and leaves failed/; one that fails again stays, with its new error.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator
from typing import Any, NamedTuple

from rich.console import Console

from local.deployed import account, executions

POLL_SECONDS = 3
MOST_AT_ONCE = 100  # as many as an execution takes by their ids


class FailedPost(NamedTuple):
    """What lies in failed/: its key, the post's id, and the error that put it there."""

    key: str
    post_id: int
    error: str


def failed_posts(s3: Any, bucket: str) -> list[FailedPost]:
    """The posts in quarantine, oldest first. `s3` is a boto3 client."""
    pages = s3.get_paginator("list_objects_v2").paginate(Bucket=bucket, Prefix="failed/")
    keys = [found["Key"] for page in pages for found in page.get("Contents", [])]
    return [_read(key, s3.get_object(Bucket=bucket, Key=key)["Body"].read()) for key in sorted(keys)]


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m local.deployed.retry", description=__doc__.splitlines()[0])
    parser.add_argument("--stage", default=account.default_stage())
    stage = parser.parse_args().stage
    account.settings()
    session = account.session()
    resources = account.resources(session, stage)
    console, steps = Console(), session.client("stepfunctions")
    posts = failed_posts(session.client("s3"), resources["DataBucket"])
    for post in posts:
        console.print(f"{post.key}: {post.error}", highlight=False, soft_wrap=True)
    if not posts:
        console.print("Nothing is in failed/: there is nothing to run again.")
    ends = []
    for request in requests([post.post_id for post in posts]):
        arn = executions.start(steps, resources["SemiStructureInvictusPostStateMachine"], request)
        ends.append(executions.say_end(console, executions.follow(console, steps, arn, POLL_SECONDS)))
    return max(ends, default=0)


def requests(post_ids: list[int]) -> Iterator[dict[str, Any]]:
    """The executions' inputs."""
    for start in range(0, len(post_ids), MOST_AT_ONCE):
        yield {"post_ids": post_ids[start : start + MOST_AT_ONCE]}


def _read(key: str, body: bytes) -> FailedPost:
    state = json.loads(body)
    return FailedPost(key, state["post"]["id"], state["error"]["Error"])


if __name__ == "__main__":
    account.run(main)
