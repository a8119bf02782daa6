"""Where things are in this project, the names of its eight functions, and what an execution is asked to read."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from pathlib import Path

from invictus.events import MOST_POSTS
from invictus.shapes import Json

ROOT = Path(__file__).resolve().parent.parent
SAMPLE_POSTS = ROOT / "test_events" / "posts"
# As serverless.yml has it: the blog that is read unless INVICTUS_WEIGHTLIFTING_API names another one.
BLOG_API = "https://www.crossfitinvictus.com/wp-json/wp/v2/posts"
# Where runs leave their data: an archive each in a folder below out/, or the one archive that `OUT=folder` names.
OUT = Path(os.environ.get("OUT") or ROOT / "out").expanduser().resolve()

FUNCTIONS = (
    "get_invictus_post",
    "dump_post_to_bucket",
    "strip_post_html",
    "group_post_by_day",
    "segment_days",
    "sessions_to_date_records",
    "clean_session_records",
    "save_sessions_to_bucket",
)

NEWEST: Json = {"posts_per_page": 3}  # as the schedule asks
# The input that reads the whole archive. Twenty real weeks fill a payload; fewer a page would mean more pages.
BACKFILL: Json = {"all_pages": True, "posts_per_page": 20}


def by_ids(ids: Sequence[int]) -> Iterator[Json]:
    """Yield the inputs that read these posts: an execution takes at most 100 ids."""
    for start in range(0, len(ids), MOST_POSTS):
        yield {"post_ids": list(ids[start : start + MOST_POSTS])}
