"""What a stack's bucket, tables and topic hold: to look at afterwards, and to clear."""

from __future__ import annotations

import json
from typing import Any

import boto3
from moto.core.models import DEFAULT_ACCOUNT_ID
from moto.dynamodb.models import dynamodb_backends
from moto.s3.models import FakeKey, s3_backends
from moto.secretsmanager.models import FakeSecret, secretsmanager_backends
from moto.sns.models import sns_backends
from moto.stepfunctions.parser.models import stepfunctions_parser_backends

from invictus.dynamodb_json import decode
from invictus.shapes import Json
from local.embedded_aws.lambda_runtime import REGION


class Contents:
    """`resources` are the deployed stack's physical ids by logical id."""

    def __init__(self) -> None:
        self.resources: dict[str, str] = {}

    def objects(self, prefix: str = "") -> dict[str, bytes]:
        """Return the data bucket's objects by key, from moto's memory: a call for each would take 2 ms."""
        keys = self._bucket().keys
        newest = {key: keys[key] for key in sorted(keys) if key.startswith(prefix)}
        # Under a key that was deleted, the newest version is a mark of that.
        return {key: version.value for key, version in newest.items() if isinstance(version, FakeKey)}

    def items(self, table: str = "WorkoutPostsTable") -> list[Json]:
        """Return a table's items as plain JSON: sessions by date, and on a day in the post's order."""
        pages = boto3.client("dynamodb").get_paginator("scan").paginate(TableName=self.resources[table])
        items = [decode(item) for page in pages for item in page["Items"]]
        return sorted(items, key=lambda item: (item.get("date", ""), item.get("order", 0), json.dumps(item)))

    def messages(self) -> list[str]:
        """Return the text messages that went to the topic."""
        return [published["sms"] for published in self._published()]

    def emails(self) -> list[str]:
        """Return the e-mails that went to the topic."""
        return [published["email"] for published in self._published()]

    def _published(self) -> list[dict[str, str]]:
        return [json.loads(notification[1]) for notification in self._topic().sent_notifications]

    def clear(self) -> None:
        """Delete all data, messages, secrets' values and executions, in moto's memory: by calls it would take 50 ms."""
        keys = self._bucket().keys
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
        for machine in stepfunctions_parser_backends[DEFAULT_ACCOUNT_ID][REGION].state_machines:
            machine.executions.clear()

    def _bucket(self) -> Any:
        return s3_backends[DEFAULT_ACCOUNT_ID]["aws"].buckets[self.resources["DataBucket"]]

    def _topic(self) -> Any:
        return sns_backends[DEFAULT_ACCOUNT_ID][REGION].topics[self.resources["CompletionTopic"]]
