"""Where things are in this project, and the names of its eight functions."""

from __future__ import annotations

import os
from pathlib import Path

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
