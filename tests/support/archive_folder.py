"""What runs save in an archive folder, without a run."""

from __future__ import annotations

import json
from pathlib import Path

from local.archive.places import Source

OTHER = Source("other", "the posts in /other")


def raw_of(post: int) -> tuple[str, bytes]:
    """Return the key and the bytes of a post as received."""
    received = {"id": post, "slug": f"week-{post}", "date": "2021-03-07", "modified_gmt": "2021-03-07T00:00:00"}
    return f"raw/2021-03-07__week-{post}.json", json.dumps(received).encode()


def week_of(post: int, monday: str = "2021-03-08") -> tuple[str, bytes]:
    """Return the key and the bytes of a post's weekly file: two sessions."""
    about = {"id": post, "slug": f"week-{post}", "modified": "2021-03-07T00:00:00Z"}
    records = [{"date": monday, "session": name, "post": about} for name in ("Monday", "Tuesday")]
    return f"weekly/{monday}__{monday[:8]}28--p.json", "".join(json.dumps(each) + "\n" for each in records).encode()


def files(path: Path) -> dict[str, bytes]:
    """Return the files below a folder, but for those of a run under way."""
    return {
        file.relative_to(path).as_posix(): file.read_bytes()
        for file in sorted(path.rglob("*"))
        if file.is_file() and file.name not in (".lock", ".writing")
    }
