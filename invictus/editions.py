"""Whose week it is: the one rule by which a bucket, the sessions table and a laptop's archive are written."""

from __future__ import annotations

from enum import Enum
from typing import NamedTuple, Optional


class Edition(NamedTuple):
    """An edit of a post: the post's id and slug, the edit's time (ISO, UTC), the SHA-256 of what is stored of it."""

    post: int
    slug: str
    modified: str
    sha256: str


class Decision(Enum):
    """What becomes of a new edit."""

    WRITE = "written"
    WRITE_QUIETLY = "written quietly"  # without a text message
    UNCHANGED = "unchanged"
    OLDER = "older"
    TAKEN = "taken"


def decide(stored: Optional[Edition], new: Edition, force: bool) -> Decision:
    """Return what becomes of a new edit at a place where another edit is stored, or nothing (None).

    | stored                     | the new edit's time      | decision                  | with `force`  |
    |----------------------------|--------------------------|---------------------------|---------------|
    | nothing                    | any                      | WRITE                     | WRITE         |
    | same post, same content    | any                      | UNCHANGED                 | WRITE_QUIETLY |
    | same post, other content   | later                    | WRITE                     | WRITE         |
    | same post, other content   | the same: a view counter | WRITE_QUIETLY             | WRITE_QUIETLY |
    | same post, other content   | earlier                  | OLDER: reported once      | WRITE         |
    | another post               | any                      | TAKEN: a `WeekTakenError` | WRITE         |

    The time alone is no news: a post that was only saved again is unchanged.
    """
    if stored is None:
        return Decision.WRITE
    if stored.post != new.post:
        return Decision.WRITE if force else Decision.TAKEN
    if stored.sha256 == new.sha256:
        return Decision.WRITE_QUIETLY if force else Decision.UNCHANGED
    if stored.modified == new.modified:
        return Decision.WRITE_QUIETLY
    if stored.modified > new.modified and not force:
        return Decision.OLDER
    return Decision.WRITE
