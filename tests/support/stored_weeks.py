"""Weekly files as the pipeline stores them, without running it: posts through the pure steps, into a folder."""

from __future__ import annotations

from pathlib import Path

import transforms
from invictus import keys
from invictus.shapes import Record, RestPost


def records_of(post: RestPost) -> list[Record]:
    """Return a post's records as they are stored, with their exercises."""
    return [transforms.with_exercises(record) for record in transforms.read_post(post)]


def store(folder: Path, *posts: RestPost) -> Path:
    """Write each post's weekly file below the folder, as in the bucket. Return the folder."""
    for post in posts:
        records = records_of(post)
        file = folder / keys.weekly_key(records)
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(keys.json_lines(records), encoding="utf-8")
    return folder
