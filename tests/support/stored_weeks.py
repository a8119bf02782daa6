"""Weekly files as the pipeline stores them, without running it: posts through the pure steps, into a folder."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path

import transforms
from invictus import keys
from invictus.shapes import RestPost, StoredRecord


def records_of(post: RestPost) -> list[StoredRecord]:
    """Return a post's records as they are stored, with their exercises."""
    return [transforms.with_exercises(record) for record in transforms.read_post(post)]


def store(folder: Path, *posts: RestPost) -> Path:
    """Write each post's weekly file below the folder, as in the bucket. Return the folder."""
    for post in posts:
        name, text = _weekly_file(json.dumps(post))
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    return folder


@cache  # many tests store the same posts, and reading them is most of the work
def _weekly_file(post: str) -> tuple[str, str]:
    records = records_of(json.loads(post))
    return keys.weekly_key(records), keys.json_lines(records)
