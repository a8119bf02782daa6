"""What an execution of the state machine is asked to read, here and on AWS alike."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from invictus.events import MOST_POSTS
from invictus.shapes import Json

NEWEST: Json = {"posts_per_page": 3}  # as the schedule asks
# The input that reads the whole archive. Twenty real weeks fill a payload; fewer a page would mean more pages.
BACKFILL: Json = {"all_pages": True, "posts_per_page": 20}


def by_ids(ids: Sequence[int]) -> Iterator[Json]:
    """Yield the inputs that read these posts: an execution takes at most 100 ids."""
    for start in range(0, len(ids), MOST_POSTS):
        yield {"post_ids": list(ids[start : start + MOST_POSTS])}
