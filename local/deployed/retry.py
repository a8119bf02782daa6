"""`make retry`: run the failed posts again, which are in the bucket under failed/.

A post that goes through this time is stored and leaves failed/; one that fails again stays, with its new error. A post
that is gone from the blog leaves failed/ too, and what is stored of it stays.
"""

from __future__ import annotations

import json
from typing import Any, NamedTuple, Optional

import click

from invictus.keys import failed_key
from local.deployed import account, executions
from local.execution_inputs import by_ids
from local.terminal.printing import console, line

POLL_SECONDS = 3


class FailedPost(NamedTuple):
    """A post in failed/: its key, the post's id, and the error that put it there.

    A damaged file does not say which post it is: its id is None, and its error says what to do.
    """

    key: str
    post_id: Optional[int]
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
    shown, steps, s3 = console(), session.client("stepfunctions"), session.client("s3")
    posts = failed_posts(s3, resources["DataBucket"])
    for post in posts:
        shown.print(line(f"{post.key}{'' if post.post_id is None else ':'} {post.error}"), soft_wrap=True)
    if not posts:
        shown.print("failed/ is empty: no post has to be run again.")
    ends = [int(any(post.post_id is None for post in posts))]
    for request in by_ids([*dict.fromkeys(post.post_id for post in posts if post.post_id is not None)]):
        arn = executions.start(steps, resources["SemiStructureInvictusPostStateMachine"], request)
        end = executions.follow(shown, steps, arn, POLL_SECONDS)
        ends.append(executions.say_end(shown, end))
        for post_id in json.loads(end.get("output", "{}")).get("gone", []):
            shown.print(line(f"Post {post_id} is gone from the blog. What is stored of it stays."), soft_wrap=True)
        # Earlier versions named the files by date and slug. A post that failed again has its file under its id now.
        if end["status"] == "SUCCEEDED" or end.get("error") == "PostsFailed":
            for post in posts:
                if post.post_id in request["post_ids"] and post.key != failed_key(post.post_id or 0):
                    s3.delete_object(Bucket=resources["DataBucket"], Key=post.key)
    return max(ends)


def _read(key: str, body: bytes) -> FailedPost:
    try:
        state = json.loads(body)
        post_id, error = state["post"]["id"], str(state["error"]["Error"])
    except (ValueError, KeyError, TypeError, RecursionError):
        post_id, error = None, ""
    if type(post_id) is not int:
        return FailedPost(key, None, "is damaged: it does not say which post failed. Delete it, then: make backfill")
    return FailedPost(key, post_id, error)
