"""The eight functions by name, for the commands that take one (`FUNC=...`).

    python -m local.functions TARGET FUNCTION

exits 2 with what to type, where there is no such function.
"""

from __future__ import annotations

import sys
from typing import Optional

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
