"""What the tests look up in the stack on the embedded AWS, and put into it."""

from __future__ import annotations

import json
from threading import Event
from typing import Any

from moto.core.models import DEFAULT_ACCOUNT_ID
from moto.dynamodb.models import dynamodb_backends
from moto.s3.models import s3_backends
from moto.secretsmanager.models import FakeSecret, secretsmanager_backends
from moto.sns.models import sns_backends
from moto.stepfunctions.parser.models import stepfunctions_parser_backends

from local.embedded_aws.lambda_runtime import REGION
from local.embedded_aws.stack import EmbeddedAws
from local.sample_blog.server import Blog


def empty(aws: EmbeddedAws) -> None:
    """Leave the stack as new: nothing runs or has run, no data, no messages, no secret, no onlooker.

    The data goes in moto's memory: by calls it would take 50 ms.
    """
    aws.watch_nothing()
    aws.stop_executions()
    aws.wait_for_states()
    aws.stopping.clear()
    keys = s3_backends[DEFAULT_ACCOUNT_ID]["aws"].buckets[aws.resources["DataBucket"]].keys
    for key in list(keys):
        keys.setlist(key, [])  # closes the files of its versions
    keys.clear()
    for table in ("WorkoutPostsTable", "IdempotencyTable"):
        dynamodb_backends[DEFAULT_ACCOUNT_ID][REGION].tables[aws.resources[table]].items.clear()
    sns_backends[DEFAULT_ACCOUNT_ID][REGION].topics[aws.resources["CompletionTopic"]].sent_notifications.clear()
    for secret in secretsmanager_backends[DEFAULT_ACCOUNT_ID][REGION].secrets.values():
        if isinstance(secret, FakeSecret):
            secret.versions.clear()
            secret.set_default_version_id(None)
    for machine in stepfunctions_parser_backends[DEFAULT_ACCOUNT_ID][REGION].state_machines:
        machine.executions.clear()


def versions(aws: EmbeddedAws) -> list[str]:
    """Return the keys of all versions of all objects in the data bucket, sorted: a key once for each version.

    A delete marker counts as a version.
    """
    found = aws.client("s3").list_object_versions(Bucket=aws.resources["DataBucket"])
    return sorted(version["Key"] for version in found.get("Versions", []) + found.get("DeleteMarkers", []))


def hold_first(aws: EmbeddedAws, held_at: str) -> tuple[Event, Event]:
    """Hold the first execution that comes to a state. Returns the event that it is held, and the one that frees it."""
    held, free = Event(), Event()

    def hold(state: str, given: Any) -> None:
        if state == held_at and not held.is_set():
            held.set()
            free.wait(30)

    aws.before_state = hold
    return held, free


def give_credentials(aws: EmbeddedAws, blog: Blog, password: str) -> None:
    """Let the functions read that blog, with the account `coach` and this password in their secret."""
    aws.read_blog(blog.api)
    put_secret(aws, json.dumps({"username": "coach", "password": password}))


def put_secret(aws: EmbeddedAws, value: str) -> None:
    """Put a text of any kind into the secret that the functions read."""
    aws.client("secretsmanager").put_secret_value(
        SecretId=aws.resources["WordPressCredentialsSecret"], SecretString=value
    )
