"""What the tests look up in the stack on the embedded AWS, and put into it."""

from __future__ import annotations

import json
from threading import Event

from local.embedded_aws.stack import EmbeddedAws
from local.sample_blog.server import Blog


def versions(aws: EmbeddedAws) -> list[str]:
    """Return the keys of all versions of all objects in the data bucket, sorted: a key once for each version.

    A delete marker counts as a version.
    """
    found = aws.client("s3").list_object_versions(Bucket=aws.resources["DataBucket"])
    return sorted(version["Key"] for version in found.get("Versions", []) + found.get("DeleteMarkers", []))


def hold_first(aws: EmbeddedAws, held_at: str) -> tuple[Event, Event]:
    """Hold the first execution that comes to a state. Returns the event that it is held, and the one that frees it."""
    held, free = Event(), Event()

    def hold(state: str, slug: str) -> None:
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
