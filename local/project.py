"""Where things are in this project, and the names of its eight functions."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Optional

ROOT = Path(__file__).resolve().parent.parent
SAMPLE_POSTS = ROOT / "test_events" / "posts"
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


def what_to_type(target: str, function: str) -> Optional[str]:
    """What to say to someone who typed `make TARGET FUNC=FUNCTION`, or None where there is such a function."""
    if function in FUNCTIONS:
        return None
    problem = f"There is no function {function!r}." if function else "FUNC is missing."
    return f"{problem} Type: make {target} FUNC=strip_post_html\nFUNC is one of: {', '.join(FUNCTIONS)}"


if __name__ == "__main__":
    problem = what_to_type(*sys.argv[1:3])
    if problem:
        print(problem, file=sys.stderr)
        sys.exit(2)
