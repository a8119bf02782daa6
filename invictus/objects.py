"""Objects of the bucket, each of an edit of a post: one to store, and one that is stored. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from invictus import keys
from invictus.editions import Edition
from invictus.shapes import RestPost, StoredRecord


class StoredObject(NamedTuple):
    """An object to store: its key, its bytes, the SHA-256 of its content, its post and the time of its edit (UTC)."""

    key: str
    body: bytes
    sha256: str
    post: int
    modified: str
    slug: str = ""
    content_type: str = "application/json"

    @classmethod
    def of_post(cls, post: RestPost) -> StoredObject:
        """Return a post as received, for raw/."""
        content = keys.sha256({**post, "modified_gmt": ""})
        return cls(keys.raw_key(post), keys.as_received(post), content, post["id"], post["modified_gmt"], post["slug"])

    @classmethod
    def of_week(cls, records: Sequence[StoredRecord]) -> StoredObject:
        """Return a week's records, for weekly/."""
        key, body, post = keys.weekly_key(records), keys.json_lines(records).encode(), records[0]["post"]
        edit = (keys.content_hash(records), post["id"], post["modified"], post["slug"])
        return cls(key, body, *edit, content_type="application/x-ndjson")

    @property
    def edition(self) -> Edition:
        """The edit that the object is of."""
        return Edition(self.post, self.slug, self.modified, self.sha256)


class StoredFile(NamedTuple):
    """An object in the bucket: its key, its ETag, the edit that it is of, and when it was written (ISO, UTC)."""

    key: str
    etag: str
    edition: Edition
    stored_at: str
