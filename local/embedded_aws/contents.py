"""What a stack's bucket, tables and topic hold: to look at afterwards, to follow during a run, to clear."""

from __future__ import annotations

import json
from threading import Lock
from typing import Any, NamedTuple
from urllib.parse import unquote, urlsplit

import boto3
from moto.core.models import DEFAULT_ACCOUNT_ID
from moto.dynamodb.models import dynamodb_backends
from moto.s3.models import s3_backends
from moto.secretsmanager.models import FakeSecret, secretsmanager_backends
from moto.sns.models import sns_backends

from invictus.dynamodb_json import decode
from invictus.shapes import Json
from local.embedded_aws.api_calls import body_of
from local.embedded_aws.lambda_runtime import REGION


class Changes(NamedTuple):
    """What was written or deleted: keys of the data bucket, and (date, session) of rows of the sessions table."""

    keys: set[str]
    rows: set[tuple[str, str]]


class Contents:
    """`resources` are the deployed stack's physical ids by logical id."""

    def __init__(self) -> None:
        self.resources: dict[str, str] = {}
        self._changes = Changes(set(), set())
        self._changes_lock = Lock()

    def objects(self, prefix: str = "") -> dict[str, bytes]:
        """Return the data bucket's objects by key."""
        s3, bucket = boto3.client("s3"), self.resources["DataBucket"]
        pages = s3.get_paginator("list_objects_v2").paginate(Bucket=bucket, Prefix=prefix)
        keys = [found["Key"] for page in pages for found in page.get("Contents", [])]
        return {key: s3.get_object(Bucket=bucket, Key=key)["Body"].read() for key in keys}

    def items(self, table: str = "WorkoutPostsTable") -> list[Json]:
        """Return a table's items as plain JSON, in the order of their keys."""
        pages = boto3.client("dynamodb").get_paginator("scan").paginate(TableName=self.resources[table])
        items = [decode(item) for page in pages for item in page["Items"]]
        return sorted(items, key=lambda item: (item.get("date", ""), item.get("session", ""), json.dumps(item)))

    def messages(self) -> list[str]:
        """Return the text messages that went to the topic."""
        return [published["sms"] for published in self._published()]

    def emails(self) -> list[str]:
        """Return the e-mails that went to the topic."""
        return [published["email"] for published in self._published()]

    def _published(self) -> list[dict[str, str]]:
        return [json.loads(notification[1]) for notification in self._topic().sent_notifications]

    def changes(self) -> Changes:
        """Return what was written or deleted since the last time this was asked. Reading it is cheap."""
        with self._changes_lock:
            changed, self._changes = self._changes, Changes(set(), set())
        return changed

    def note_change(self, service: str, operation: str, request: Any) -> None:
        """Take note of a call to AWS that has gone through (a watcher of ApiCalls)."""
        if not self.resources:  # it is the deployment's own
            return
        if service == "s3" and operation in ("PutObject", "DeleteObject"):
            address = urlsplit(request.url)
            bucket, key = self.resources["DataBucket"], unquote(address.path[1:])
            in_path = key.startswith(f"{bucket}/")  # botocore names the bucket in the host where its name allows it
            if in_path or (address.hostname or "").startswith(f"{bucket}."):
                with self._changes_lock:
                    self._changes.keys.add(key[len(bucket) + 1 :] if in_path else key)
        elif service == "dynamodb" and operation in ("PutItem", "DeleteItem"):
            asked = json.loads(body_of(request))
            row = asked.get("Item") or asked.get("Key")
            if asked["TableName"] == self.resources["WorkoutPostsTable"]:
                with self._changes_lock:
                    self._changes.rows.add((row["date"]["S"], row["session"]["S"]))

    def clear(self) -> None:
        """Delete all data, messages and secrets' values, in moto's memory: a call for each would take 50 ms a week."""
        keys = s3_backends[DEFAULT_ACCOUNT_ID]["aws"].buckets[self.resources["DataBucket"]].keys
        for key in list(keys):
            keys.setlist(key, [])  # closes the files of its versions
        keys.clear()
        for table in ("WorkoutPostsTable", "IdempotencyTable"):
            dynamodb_backends[DEFAULT_ACCOUNT_ID][REGION].tables[self.resources[table]].items.clear()
        self._topic().sent_notifications.clear()
        for secret in secretsmanager_backends[DEFAULT_ACCOUNT_ID][REGION].secrets.values():
            if isinstance(secret, FakeSecret):
                secret.versions.clear()
                secret.set_default_version_id(None)
        self.changes()

    def _topic(self) -> Any:
        return sns_backends[DEFAULT_ACCOUNT_ID][REGION].topics[self.resources["CompletionTopic"]]
