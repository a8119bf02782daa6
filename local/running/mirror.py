"""Between the embedded AWS and an archive's folder: what the folder holds goes in, what a run changes comes back.

The folder is brought up to date at the end of each page, when no post is under way, and once more at the end. Only
what was written since is read back, so that a page costs the same however large the archive is.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from itertools import islice
from threading import Event, RLock, get_ident
from typing import Any, Optional, TypeVar
from urllib.parse import unquote, urlsplit

from botocore.exceptions import ClientError

from invictus.dynamodb_json import decode, encode
from invictus.shapes import Json
from local.archive.folder import ArchivedObject, ArchiveFolder, ArchiveFolderError, RowKey
from local.embedded_aws.stack import EmbeddedAws

_WRITES_OF_ONE = {"PutObject", "DeleteObject", "PutItem", "UpdateItem", "DeleteItem"}
_READS = ("Get", "Head", "List", "Query", "Scan", "BatchGet", "Describe")
Item = TypeVar("Item")


class Mirror:
    """Keeps `folder` as the embedded AWS is. `code` names the code that reads the posts.

    `error` is why the folder could not be written, once that happens.
    """

    def __init__(self, aws: EmbeddedAws, folder: ArchiveFolder, code: str) -> None:
        self._aws, self._folder, self._code = aws, folder, code
        self._bucket, self._table = aws.resources["DataBucket"], aws.resources["WorkoutPostsTable"]
        self._saving = RLock()
        self._owner, self._saver = get_ident(), 0  # threads that are not the state machine's
        self._stopped = Event()
        self._objects: set[str] = set()
        self._rows: set[RowKey] = set()
        self._posts: dict[str, str] = {}
        self._all_changed = False
        self.error: Optional[ArchiveFolderError] = None

    def restore(self) -> None:
        """Put what the folder holds into the embedded AWS, so that a run goes on from there; then follow its writes."""
        s3, dynamodb = self._aws.client("s3"), self._aws.client("dynamodb")
        for key, stored in self._folder.objects():
            s3.put_object(Bucket=self._bucket, Key=key, Body=stored.body, Metadata=stored.metadata)
        for lines in _batches(self._folder.rows.values(), 25):
            puts = [{"PutRequest": {"Item": encode(json.loads(line))}} for line in lines]
            dynamodb.batch_write_item(RequestItems={self._table: puts})
        self._aws.calls.before = self._before_call

    def stop(self) -> None:
        """Let nothing more be written: writers wait until their threads end with the process."""
        self._stopped.set()

    def save(self) -> None:
        """Bring the folder up to date. Raises ArchiveFolderError."""
        with self._saving:
            self._saver = get_ident()
            try:
                self._save()
            finally:
                self._saver = 0

    def save_page(self) -> None:
        """Save in a thread of the state machine: `error` then says what went wrong."""
        try:
            self.save()
        except ArchiveFolderError as error:
            self.error = error
            self.stop()

    def _save(self) -> None:
        if self._all_changed:
            self._objects |= set(self._aws.objects()) | set(self._folder.index.objects)
            rows = {(item["date"], item["session"]) for item in self._aws.items()}
            self._rows |= rows | set(self._folder.rows)
            self._all_changed = False
        objects, rows, posts = set(self._objects), set(self._rows), dict(self._posts)
        read = {post: [modified, self._code] for post, modified in posts.items()}
        self._folder.save({key: self._object(key) for key in sorted(objects)}, self._read_rows(rows), read)
        # What was written meanwhile is for the next time; so is all of it if this time failed.
        self._objects -= objects
        self._rows -= rows
        for post in posts:
            del self._posts[post]

    def _object(self, key: str) -> Optional[ArchivedObject]:
        try:
            found = self._aws.client("s3").get_object(Bucket=self._bucket, Key=key)
        except ClientError as error:
            if error.response["Error"]["Code"] != "NoSuchKey":
                raise
            return None
        return ArchivedObject(found["Body"].read(), found["Metadata"])

    def _read_rows(self, keys: Iterable[RowKey]) -> dict[RowKey, Optional[Json]]:
        rows: dict[RowKey, Optional[Json]] = dict.fromkeys(keys)
        for some in _batches(sorted(rows), 100):
            wanted = {"Keys": [{"date": {"S": day}, "session": {"S": session}} for day, session in some]}
            asked = {self._table: {**wanted, "ConsistentRead": True}}
            while asked:
                found = self._aws.client("dynamodb").batch_get_item(RequestItems=asked)
                for item in map(decode, found["Responses"].get(self._table, [])):
                    rows[item["date"], item["session"]] = item
                asked = found.get("UnprocessedKeys")
        return rows

    # What is written, by the requests to AWS

    def post_read(self, post: Json) -> None:
        """Note that the state machine has read this post to its end."""
        self._posts[str(post["id"])] = post["modified_gmt"]

    def _before_call(self, service: str, operation: str, request: Any) -> None:
        """Note what a call to AWS is about to write."""
        if get_ident() in (self._owner, self._saver):
            return
        if self._stopped.is_set():
            Event().wait()
        if service not in ("s3", "dynamodb") or operation.startswith(_READS):
            return
        if operation not in _WRITES_OF_ONE:
            self._all_changed = True
        elif service == "s3":
            self._objects.add(_key_of(request.url, self._bucket))
        else:
            asked = json.loads(request.body)
            if asked["TableName"] == self._table:
                row = asked.get("Item") or asked["Key"]
                self._rows.add((row["date"]["S"], row["session"]["S"]))


def _key_of(url: str, bucket: str) -> str:
    """Return the object's key, however the address names the bucket: as its host's first part, or in its path."""
    address = urlsplit(url)
    path = unquote(address.path).lstrip("/")
    in_host = (address.hostname or "").startswith(f"{bucket}.")
    return path if in_host else path[len(bucket) + 1 :]


def _batches(items: Iterable[Item], size: int) -> Iterator[list[Item]]:
    remaining = iter(items)
    while batch := list(islice(remaining, size)):
        yield batch
