"""Idempotent writes to S3: conditional writes, and idempotency marks in DynamoDB.

The timeline of two writers of one S3 key, and why no write is lost:

    writer 1                              writer 2
    HEAD: nothing there
                                          HEAD: nothing there
    PUT IfNoneMatch "*": written
                                          PUT IfNoneMatch "*": 412, someone was faster
                                          HEAD: there it is, its ETag and its SHA-256
                                          same SHA-256: unchanged, nothing to do
                                          other SHA-256: PUT IfMatch ETag: updated (or 412: look again)
    mark done                             mark done

Who may write is editions.decide's to say. A mark is made after the write, never before: a function that dies in between
leaves no mark, and its retry finds the object by its SHA-256. No mark is believed without a look at what is there. If
HEAD is denied, the conditional PUT is the look: if it finds an object, and a mark says that this very edit was written,
all is well. If a mark cannot be read or made, that is a warning and stops nothing (fail-open).
"""

from __future__ import annotations

import hashlib
import logging
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import date, datetime, timedelta, timezone
from typing import Any, Optional

import boto3
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError

from invictus import keys
from invictus.dynamodb_json import encode
from invictus.editions import Decision, Edition, StoredFile, StoredObject, decide, refusal
from invictus.errors import StorageError

LOG = logging.getLogger("invictus")

MARK_SECONDS = 24 * 60 * 60
RACES = 5  # lost in a row on one key are a fault and not races: each means that another writer got through
# The object has changed, is being changed, or was deleted since we looked at it.
_LOST_RACES = ("PreconditionFailed", "ConditionalRequestConflict", "NoSuchKey")
KMS_REMEDY = (
    "A KMS key of your own takes a statement in the role, in serverless/iam.yml: {Effect: Allow, Action: [kms:Decrypt,"
    " kms:GenerateDataKey], Resource: the key's ARN}. Add it, then: make deploy"
)
_NOT_ALLOWED = "Its role may not (serverless/iam.yml), or the bucket is someone else's: check INVICTUS_BUCKET."
_REMEDIES = {
    "NoCredentialsError": "Make an AWS profile (aws configure), and name it in .env: AWS_PROFILE=...",
    "NoSuchBucket": "Check INVICTUS_BUCKET, or deploy the stack, which makes the bucket.",
    **dict.fromkeys(("AccessDenied", "403"), _NOT_ALLOWED),
}
_AWS = Config(retries={"mode": "standard", "total_max_attempts": 4}, connect_timeout=5, read_timeout=20)

WRITTEN, UPDATED, UNCHANGED = "written", "updated", "unchanged"


def idempotency_key(operation: str, identifier: str) -> str:
    """Return the SHA-256 hex of an operation and of what it was applied to."""
    return hashlib.sha256(f"{operation}\n{identifier}".encode()).hexdigest()


class Marks:
    """What was done in the last 24 hours, in the idempotency table. With "" as its name, nothing is remembered."""

    def __init__(self, table: str) -> None:
        self._table = table
        self._dynamodb = boto3.client("dynamodb", config=_AWS) if table else None
        if not table:
            remedy = "Set IDEMPOTENCY_TABLE in .env; on AWS the stack sets it (make deploy)"
            LOG.warning("No idempotency table is configured; the work goes on without it.", extra={"remedy": remedy})

    def is_done(self, key: str) -> bool:
        """Tell whether the mark is there and its time has not passed: DynamoDB deletes expired items days late."""
        found: Any = {}
        if self._dynamodb:
            with self._fail_open("read"):
                mark = {"idempotency_key": {"S": key}}
                found = self._dynamodb.get_item(TableName=self._table, Key=mark, ConsistentRead=True)
        return "Item" in found and int(found["Item"]["ttl"]["N"]) > time.time()

    def mark_done(self, key: str, operation: str) -> None:
        """Make the mark. It holds for 24 hours."""
        now = int(time.time())
        completed_at = datetime.fromtimestamp(now, timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")
        mark = {"idempotency_key": key, "ttl": now + MARK_SECONDS, "completed_at": completed_at, "operation": operation}
        if self._dynamodb:
            with self._fail_open("write"):
                self._dynamodb.put_item(TableName=self._table, Item=encode(mark))

    @contextmanager
    def _fail_open(self, action: str) -> Iterator[None]:
        try:
            yield
        except (ClientError, BotoCoreError) as error:
            said = {"table": self._table, "action": action, "error": str(error)}
            LOG.warning("The idempotency table is out of reach; the work goes on without it.", extra=said)


class Bucket:
    """The data bucket. An object is written only if that changes something."""

    def __init__(self, name: str, marks: Marks) -> None:
        self._name, self._marks = name, marks
        self._s3 = boto3.client("s3", config=_AWS)

    def store_once(self, operation: str, new: StoredObject, force: bool) -> str:
        """Store the object as editions.decide has it. Return what that came to: "written", "updated" or "unchanged".

        A newer edit stays. Raises WeekTakenError and StorageError.
        """
        # With the time of the edit: an edit that is reverted within 24 hours is new work.
        mark = idempotency_key(operation, f"{new.key} {new.edition.sha256} {new.edition.modified}")
        is_marked = not force and self._marks.is_done(mark)
        for _ in range(RACES):
            present = self._present(new.key)
            stored = present.edition if present and present.edition.post else None
            decision = decide(stored, new.edition, force)
            if stored and decision is Decision.TAKEN:
                raise refusal(new.key, stored, new.edition)
            if stored and decision in (Decision.UNCHANGED, Decision.OLDER):
                # Only its own edit: an edit in between that comes in late may yet write over the older one's object.
                if stored.modified == new.edition.modified and not is_marked:
                    self._marks.mark_done(mark, operation)
                return UNCHANGED
            if self._put(new, present):
                self._marks.mark_done(mark, operation)
                return UPDATED if present else WRITTEN
            if is_marked and not present:
                return UNCHANGED
        raise StorageError(
            f"s3://{self._name}/{new.key} exists and cannot be replaced: others write to it all the time, or we may"
            " not look at it (s3:GetObject and s3:ListBucket, see serverless/iam.yml). Try again later."
        )

    def weeks_near(self, key: str, others: Iterable[str] = ()) -> list[StoredFile]:
        """Return the weekly files that share a date with the one of that key, and `others`. Raises StorageError."""
        with self._errors("list", "weekly/"):
            # No week is a month long.
            after = f"weekly/{date.fromisoformat(key[len('weekly/') :][:10]) - timedelta(days=31)}"
            listed = self._s3.list_objects_v2(Bucket=self._name, Prefix="weekly/", StartAfter=after, MaxKeys=100)
        near = [each["Key"] for each in listed.get("Contents", []) if keys.shares_a_date(each["Key"], key)]
        return [present for present in map(self._present, sorted({*near, *others})) if present]

    def read(self, key: str) -> bytes:
        """Return an object's bytes. Raises StorageError."""
        with self._errors("read", key):
            body: bytes = self._s3.get_object(Bucket=self._name, Key=key)["Body"].read()
        return body

    def remove_replaced(self, new: StoredObject, replaced: Iterable[str], force: bool = False) -> None:
        """Delete each key whose object the new one may replace (see editions.decide). Raises StorageError."""
        for key in replaced:
            present = self._present(key)
            if present and decide(present.edition, new.edition, force) not in (Decision.TAKEN, Decision.OLDER):
                with self._errors("delete", key):
                    self._s3.delete_object(Bucket=self._name, Key=key)
                LOG.info("An object is replaced and removed.", extra={"key": key, "replaced_by": new.key})

    def _present(self, key: str) -> Optional[StoredFile]:
        """Return what is stored at a key. An object that we have not written is of post 0."""
        with self._errors("read", key):
            try:
                head = self._s3.head_object(Bucket=self._name, Key=key)
            except ClientError as error:
                status = error.response["ResponseMetadata"]["HTTPStatusCode"]
                if status == 403:
                    unseen = "S3 does not let us look at an object. It is written only if it does not exist."
                    LOG.warning(unseen, extra={"bucket": self._name, "key": key, "remedy": _NOT_ALLOWED})
                elif status != 404:  # 404 also if the bucket is missing, which the PUT that follows says
                    raise
                return None
        said = head["Metadata"]
        post, *rest = (said.get(name, "") for name in Edition._fields)
        edition = Edition(int(post) if post.isdigit() else 0, *rest)
        return StoredFile(key, head["ETag"], edition, said.get("stored", ""))

    def _put(self, new: StoredObject, present: Optional[StoredFile]) -> bool:
        """Write the object. Return False if another writer has changed it since we looked."""
        condition: dict[str, Any] = {"IfMatch": present.etag} if present else {"IfNoneMatch": "*"}
        said = {name: str(value) for name, value in new.edition._asdict().items()}
        said["stored"] = datetime.now(timezone.utc).isoformat()
        target = {"Bucket": self._name, "Key": new.key, "ContentType": new.content_type, **condition}
        with self._errors("write", new.key):
            try:
                self._s3.put_object(Body=new.body, Metadata=said, **target)
            except ClientError as error:
                if error.response["Error"]["Code"] not in _LOST_RACES:
                    raise
                return False
        return True

    @contextmanager
    def _errors(self, action: str, key: str) -> Iterator[None]:
        """Raise AWS's errors as StorageError."""
        try:
            yield
        except (ClientError, BotoCoreError) as error:
            said = error.response["Error"] if isinstance(error, ClientError) else {"Code": type(error).__name__}
            is_kms = said["Code"].startswith("KMS.") or "kms:" in said.get("Message", "")
            remedy = KMS_REMEDY if is_kms else _REMEDIES.get(said["Code"], "Try again later.")
            problem = f"cannot {action} s3://{self._name}/{key}: {said['Code']} {said.get('Message', error)}"
            raise StorageError(f"{problem}. {remedy}") from error
