"""What runs save in an archive folder, without a run."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, Optional

from local.archive.folder import ArchivedObject
from local.archive.places import Source

OTHER = Source("other", "the posts in /other", "make run POSTS=/other")
CODE = "code"


def week_of(
    post: int, edit: int, monday: str = "2021-03-08"
) -> tuple[dict[str, Optional[ArchivedObject]], dict[Any, Any], Any]:
    """Return what a run saves of a post: its raw object, its week of two sessions, and its rows."""
    key, about = f"weekly/{monday}__2021-12-31--p.json", {"post": str(post), "modified": f"{edit}"}
    records = [{"date": monday, "session": name, "post": {"id": post}, "text": edit} for name in ("Monday", "Tuesday")]
    body = "".join(json.dumps(record) + "\n" for record in records).encode()
    rows = {(row["date"], row["session"]): {**row, "post_id": post, "weekly_key": key} for row in records}
    raw = ArchivedObject(json.dumps({"id": post, "edit": edit}).encode(), about)
    return {f"raw/{post}.json": raw, key: ArchivedObject(body, about)}, rows, {str(post): [f"{edit}", CODE]}


def files(path: Path) -> dict[str, bytes]:
    return {
        file.relative_to(path).as_posix(): file.read_bytes()
        for file in sorted(path.rglob("*"))
        if file.is_file() and file.name not in (".lock", ".writing")
    }
