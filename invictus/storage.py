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

Whose object it is, and so who may write, is editions.decide's to say. A mark is made after the write, never before: a
function that dies in between leaves no mark, and its retry finds the object by its SHA-256. No mark is believed without
a look at what is there. If HEAD is denied, the conditional PUT is the look: if it finds an object, and a mark says that
this very edit was written, all is well. If a mark cannot be read or made, that is a warning in the log and stops
nothing (fail-open).
"""

from __future__ import annotations

import hashlib
import logging
import time
from collections.abc import Callable, Iterable
from contextlib import suppress
from datetime import datetime, timezone
from typing import Any, Optional

import boto3
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError

from invictus import keys
from invictus.dynamodb_json import decode, encode
from invictus.editions import Decision, Edition, decide, refusal
from invictus.errors import StorageError
from invictus.objects import StoredFile, StoredObject
from invictus.plan import STORED, Plan

LOG = logging.getLogger("invictus")

MARK_SECONDS = 24 * 60 * 60
# From the look at a week until its file is written: seconds, or minutes with retries.
CLAIM_SECONDS = 10 * 60
# Each lost race means that another writer got through; five in a row on one key is a fault and not a race.
RACES = 5
# The object has changed, is being changed, or was deleted since we looked at it.
_LOST_RACES = ("PreconditionFailed", "ConditionalRequestConflict", "NoSuchKey")
KMS_REMEDY = (
    "A KMS key of your own takes a statement in the role, in serverless/iam.yml: {Effect: Allow, Action: [kms:Decrypt,"
    " kms:GenerateDataKey], Resource: the key's ARN}. Add it, then: make deploy"
)
_REMEDIES = {
    "NoCredentialsError": "Make an AWS profile (aws configure), and name it in .env: AWS_PROFILE=...",
    "NoSuchBucket": "Check INVICTUS_BUCKET, or deploy the stack, which makes the bucket.",
    "AccessDenied": "Its role may not (serverless/iam.yml), or the bucket is someone else's: check INVICTUS_BUCKET.",
    "403": "Its role may not (serverless/iam.yml), or the bucket is someone else's: check INVICTUS_BUCKET.",
}
_AWS = Config(retries={"mode": "standard", "total_max_attempts": 4}, connect_timeout=5, read_timeout=20)

_UNSET = "Set IDEMPOTENCY_TABLE in .env; on AWS the stack sets it (make deploy)"

WRITTEN, UPDATED, UNCHANGED = "written", "updated", "unchanged"


def idempotency_key(operation: str, identifier: str) -> str:
    """Return the SHA-256 hex of an operation and of what it was applied to."""
    return hashlib.sha256(f"{operation}\n{identifier}".encode()).hexdigest()


class Marks:
    """What was done in the last 24 hours, in the idempotency table. With "" as its name, nothing is remembered."""

    def __init__(self, table: str) -> None:
        self._table = table
        # Not a resource: making one takes twice as long, in each invocation.
        self._dynamodb = boto3.client("dynamodb", config=_AWS) if table else None
        if not table:
            LOG.warning("No idempotency table is configured; the work goes on without it.", extra={"remedy": _UNSET})

    def is_done(self, key: str) -> bool:
        """Tell whether the mark is there and its time has not passed: DynamoDB deletes expired items days late."""
        if not self._dynamodb:
            return False
        try:
            found = self._dynamodb.get_item(
                TableName=self._table, Key={"idempotency_key": {"S": key}}, ConsistentRead=True
            )
        except (ClientError, BotoCoreError) as error:
            self._warn("read", error)
            return False
        return "Item" in found and int(found["Item"]["ttl"]["N"]) > time.time()

    def mark_done(self, key: str, operation: str) -> None:
        """Make the mark. It holds for 24 hours."""
        if not self._dynamodb:
            return
        now = int(time.time())
        completed_at = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(now))
        mark = {"idempotency_key": key, "ttl": now + MARK_SECONDS, "completed_at": completed_at, "operation": operation}
        try:
            self._dynamodb.put_item(TableName=self._table, Item=encode(mark))
        except (ClientError, BotoCoreError) as error:
            self._warn("write", error)

    def claim(self, key: str, new: Edition, force: bool) -> Optional[Edition]:
        """Claim a week for a post that is going to store it. Return the edition that has claimed it before, if any."""
        now = int(time.time())
        claim = {"idempotency_key": key, "ttl": now + CLAIM_SECONDS, "operation": "claim", **new._asdict()}
        is_free = {
            "ConditionExpression": "attribute_not_exists(idempotency_key) OR #post = :post OR #ttl <= :now",
            "ExpressionAttributeNames": {"#post": "post", "#ttl": "ttl"},
            "ExpressionAttributeValues": encode({":post": new.post, ":now": now}),
            "ReturnValuesOnConditionCheckFailure": "ALL_OLD",
        }
        try:
            if self._dynamodb:
                self._dynamodb.put_item(TableName=self._table, Item=encode(claim), **({} if force else is_free))
        except (ClientError, BotoCoreError) as error:
            reply: Any = error.response if isinstance(error, ClientError) else {}
            if "Item" in reply:
                held = decode(reply["Item"])
                return Edition(*(held[name] for name in Edition._fields))
            LOG.warning("A week is stored without a claim to it.", extra={"table": self._table, "error": str(error)})
        return None

    def release(self, key: str, post: int) -> None:
        """Give up a post's claim. One that cannot be given up ends by itself."""
        if self._dynamodb:
            with suppress(ClientError, BotoCoreError):
                self._dynamodb.delete_item(
                    TableName=self._table,
                    Key={"idempotency_key": {"S": key}},
                    ConditionExpression="#post = :post",
                    ExpressionAttributeNames={"#post": "post"},
                    ExpressionAttributeValues=encode({":post": post}),
                )

    def _warn(self, action: str, error: Exception) -> None:
        LOG.warning(
            "The idempotency table is out of reach; the work goes on without it.",
            extra={"table": self._table, "action": action, "error": str(error)},
        )


class Bucket:
    """The data bucket. An object is written only if that changes something."""

    def __init__(self, name: str, marks: Marks) -> None:
        self._name = name
        self._s3 = boto3.client("s3", config=_AWS)
        self._marks = marks

    def store_once(self, operation: str, new: StoredObject, force: bool) -> str:
        """Store the object as editions.decide has it. Return what that came to: "written", "updated" or "unchanged".

        A newer edit stays: a delayed run must not undo it. Raises WeekTakenError and StorageError.
        """
        # With the time of the edit: an edit that is reverted within 24 hours is new work.
        mark = idempotency_key(operation, f"{new.key} {new.sha256} {new.modified}")
        is_marked = not force and self._marks.is_done(mark)
        for _ in range(RACES):
            present = self._present(new.key)
            stored = present.edition if present and present.edition.post else None
            decision = decide(stored, new.edition, force)
            if stored and decision is Decision.TAKEN:
                raise refusal(new.key, stored, new.edition)
            if stored and decision in (Decision.UNCHANGED, Decision.OLDER):
                if decision is Decision.OLDER:
                    LOG.info("A newer edit is stored already.", extra={"key": new.key, "stored": stored.modified})
                # Only its own edit: an edit in between that comes in late may yet write over the older one's object.
                if stored.modified == new.modified and not is_marked:
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
        near = [found for found in self.keys_after(keys.month_before(key), "weekly/") if keys.shares_a_date(found, key)]
        return [present for present in map(self._present, sorted({*near, *others})) if present]

    def claimed(self, new: StoredObject, force: bool, look: Callable[[], Plan]) -> Plan:
        """Return what `look` says once the week is claimed: other posts cannot store it until it is released.

        Posts are read side by side, and two new ones may be for one week. Raises WeekTakenError and what `look` raises.
        """
        plan = None
        try:
            for week in keys.calendar_weeks(new.key):
                held = self._marks.claim(idempotency_key("claim", week), new.edition, force)
                if held:
                    raise refusal(new.key, held, new.edition)
            plan = look()
        finally:
            if not plan or plan.ended != STORED:
                self.release(new)
        return plan

    def release(self, new: StoredObject) -> None:
        """Give up the post's claim to its week: the file is there now, which says whose week it is."""
        for week in keys.calendar_weeks(new.key):
            self._marks.release(idempotency_key("claim", week), new.post)

    def keys_after(self, start: str, prefix: str) -> list[str]:
        """Return up to a hundred keys with that prefix, the first of those after `start`. Raises StorageError."""
        try:
            found = self._s3.list_objects_v2(Bucket=self._name, Prefix=prefix, StartAfter=start, MaxKeys=100)
        except (ClientError, BotoCoreError) as error:
            raise self._error("list", prefix, error) from error
        return [each["Key"] for each in found.get("Contents", [])]

    def read(self, key: str) -> bytes:
        """Return an object's bytes. Raises StorageError."""
        try:
            body: bytes = self._s3.get_object(Bucket=self._name, Key=key)["Body"].read()
        except (ClientError, BotoCoreError) as error:
            raise self._error("read", key, error) from error
        return body

    def remove_replaced(self, new: StoredObject, replaced: Iterable[str], force: bool = False) -> None:
        """Delete each key whose object the new one may replace (see editions.decide). Raises StorageError."""
        for key in replaced:
            present = self._present(key)
            if present and decide(present.edition, new.edition, force) not in (Decision.TAKEN, Decision.OLDER):
                try:
                    self._s3.delete_object(Bucket=self._name, Key=key)
                except (ClientError, BotoCoreError) as error:
                    raise self._error("delete", key, error) from error
                LOG.info("An object is replaced and removed.", extra={"key": key, "replaced_by": new.key})

    def _present(self, key: str) -> Optional[StoredFile]:
        """Return what is stored at a key. An object that we have not written is of post 0."""
        try:
            head = self._s3.head_object(Bucket=self._name, Key=key)
        except ClientError as error:
            # Also if the bucket itself is missing: HEAD does not say which, the PUT that follows does.
            status = error.response["ResponseMetadata"]["HTTPStatusCode"]
            if status == 404:
                return None
            if status == 403:
                LOG.warning(
                    "S3 does not let us look at an object. It is written only if it does not exist.",
                    extra={"bucket": self._name, "key": key, "remedy": _REMEDIES["403"]},
                )
                return None
            raise self._error("read", key, error) from error
        except BotoCoreError as error:
            raise self._error("read", key, error) from error
        said = head["Metadata"]
        post, slug, modified, content = (said.get(name, "") for name in ("post", "slug", "modified", "sha256"))
        edition = Edition(int(post) if post.isdigit() else 0, slug, modified, content)
        return StoredFile(key, head["ETag"], edition, said.get("stored", ""))

    def _put(self, new: StoredObject, present: Optional[StoredFile]) -> bool:
        """Write the object. Return False if another writer has changed it since we looked."""
        condition: dict[str, Any] = {"IfMatch": present.etag} if present else {"IfNoneMatch": "*"}
        try:
            self._s3.put_object(
                Bucket=self._name,
                Key=new.key,
                Body=new.body,
                ContentType=new.content_type,
                Metadata={
                    "sha256": new.sha256,
                    "post": str(new.post),
                    "slug": new.slug,
                    "modified": new.modified,
                    "stored": datetime.now(timezone.utc).isoformat(),
                },
                **condition,
            )
        except ClientError as error:
            if error.response["Error"]["Code"] in _LOST_RACES:
                return False
            raise self._error("write", new.key, error) from error
        except BotoCoreError as error:
            raise self._error("write", new.key, error) from error
        return True

    def _error(self, action: str, key: str, error: Exception) -> StorageError:
        said = error.response["Error"] if isinstance(error, ClientError) else {"Code": type(error).__name__}
        is_kms = said["Code"].startswith("KMS.") or "kms:" in said.get("Message", "")
        remedy = KMS_REMEDY if is_kms else _REMEDIES.get(said["Code"], "Try again later.")
        return StorageError(
            f"cannot {action} s3://{self._name}/{key}: {said['Code']} {said.get('Message', error)}. {remedy}"
        )
