"""Runs the failed posts again, on AWS or on the embedded AWS: those that lie in the bucket under failed/.

A post that goes through this time is stored and leaves failed/; one that fails again stays, with its new error.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any, NamedTuple

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


def retry(states: Any, machine: str, posts: list[FailedPost]) -> list[str]:
    """Starts an execution of these posts and no others, one for every hundred. Returns the executions' ARNs.

    `states` is a boto3 client of Step Functions, `machine` the state machine's ARN.
    """
    return [
        states.start_execution(stateMachineArn=machine, input=json.dumps(request))["executionArn"]
        for request in requests([post.post_id for post in posts])
    ]


def requests(post_ids: list[int]) -> Iterator[dict[str, Any]]:
    """The executions' inputs."""
    for start in range(0, len(post_ids), MOST_AT_ONCE):
        yield {"post_ids": post_ids[start : start + MOST_AT_ONCE]}


def _read(key: str, body: bytes) -> FailedPost:
    state = json.loads(body)
    return FailedPost(key, state["post"]["id"], state["error"]["Error"])
