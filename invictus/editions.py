"""Whose week it is: the one rule by which a bucket, the sessions table and a laptop's archive are written. Pure."""

from __future__ import annotations

import json
from collections.abc import Sequence
from enum import Enum
from typing import NamedTuple, Optional

from invictus import keys
from invictus.errors import OlderEditError, WeekTakenError
from invictus.shapes import RestPost, StoredRecord


class Edition(NamedTuple):
    """An edit of a post: the post's id and slug, the edit's time (ISO, UTC), the SHA-256 of what is stored of it."""

    post: int
    slug: str
    modified: str
    sha256: str


class StoredFile(NamedTuple):
    """An object in the bucket: its key, its ETag, the edit that it is of, and when it was written (ISO, UTC)."""

    key: str
    etag: str
    edition: Edition
    stored_at: str


class StoredObject(NamedTuple):
    """An object to store: its key, its bytes, and the edit that it is of."""

    key: str
    body: bytes
    edition: Edition
    content_type: str = "application/json"

    @classmethod
    def of_post(cls, post: RestPost) -> StoredObject:
        """Return a post as received, for raw/."""
        edition = Edition(post["id"], post["slug"], post["modified_gmt"], keys.sha256({**post, "modified_gmt": ""}))
        body = json.dumps(post, ensure_ascii=False, indent=1)
        # A lone surrogate has no encoding in UTF-8.
        return cls(keys.raw_key(post), body.encode("utf-8", "backslashreplace"), edition)

    @classmethod
    def of_week(cls, records: Sequence[StoredRecord]) -> StoredObject:
        """Return a week's records, for weekly/."""
        post = records[0]["post"]
        edition = Edition(post["id"], post["slug"], post["modified"], keys.content_hash(records))
        return cls(keys.weekly_key(records), keys.json_lines(records).encode(), edition, "application/x-ndjson")


class Decision(Enum):
    """What becomes of a new edit."""

    WRITE = "written"
    WRITE_QUIETLY = "written quietly"  # without a text message
    UNCHANGED = "unchanged"
    OLDER = "older"
    TAKEN = "taken"


def decide(stored: Optional[Edition], new: Edition, force: bool) -> Decision:
    """Return what becomes of a new edit where another is stored, or nothing (None).

    | stored                     | the new edit's time      | decision                  | with `force` |
    |----------------------------|--------------------------|---------------------------|--------------|
    | nothing                    | any                      | WRITE                     | WRITE        |
    | same post, same content    | any                      | UNCHANGED                 | WRITE        |
    | same post, other content   | later                    | WRITE                     | WRITE        |
    | same post, other content   | the same: a view counter | WRITE_QUIETLY             | WRITE        |
    | same post, other content   | earlier                  | OLDER: an OlderEditError  | WRITE        |
    | another post               | any                      | TAKEN: a WeekTakenError   | WRITE        |

    A post owns the dates of its week. So the rule holds for each row, and for each weekly file that shares a date with
    the new edit's week (`keys.shares_a_date`). A post that was only saved again is unchanged.
    """
    if stored is None or force:
        return Decision.WRITE
    if stored.post != new.post:
        return Decision.TAKEN
    if stored.sha256 == new.sha256:
        return Decision.UNCHANGED
    if stored.modified == new.modified:
        return Decision.WRITE_QUIETLY
    return Decision.OLDER if stored.modified > new.modified else Decision.WRITE


def refusal(key: str, stored: Edition, new: Edition) -> Exception:
    """Return the error of a new edit that is TAKEN or OLDER: `stored` is what is stored at that key."""
    force = f"""make execute FORCE=1 INPUT='{{"post_ids": [{new.post}]}}'"""
    if stored.post != new.post:
        return WeekTakenError(
            new.slug,
            f"{key} is stored from another post, {stored.slug or 'of unknown slug'} (id {stored.post}), and is kept."
            f" Nothing of this post (id {new.post}) was stored. Correct the dates of the one that is wrong on the blog;"
            f" or let this one take the week over: {force}",
        )
    return OlderEditError(
        new.slug,
        f"the stored edit is newer than the blog's: {key} has that of {stored.modified}, the blog that of"
        f" {new.modified}. The stored one is kept. If the blog is right: {force}",
    )
