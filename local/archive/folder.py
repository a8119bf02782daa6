"""What a local run leaves in out/: the bucket as files and the table as JSON Lines; and back into the embedded AWS."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

from invictus.dynamodb_json import encode
from invictus.errors import InvictusError
from local.embedded_aws.stack import EmbeddedAws

Json = dict[str, Any]


class StoreError(InvictusError):
    """The folder holds what this run must not touch. Says what to do."""


def write(folder: Path, aws: EmbeddedAws, source: str) -> None:
    """Puts all of the embedded AWS's data into the folder, in place of what is there."""
    shutil.rmtree(folder / "bucket", ignore_errors=True)
    s3, bucket = aws.client("s3"), aws.resources["DataBucket"]
    about = {}
    for key, body in aws.objects().items():
        file = folder / "bucket" / key
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(body)
        about[key] = s3.head_object(Bucket=bucket, Key=key)["Metadata"]
    lines = (json.dumps(item, ensure_ascii=False) + "\n" for item in aws.items())
    (folder / "table.jsonl").write_text("".join(lines), encoding="utf-8")
    (folder / "store.json").write_text(json.dumps({"source": source, "objects": about}, indent=1), encoding="utf-8")


def clear(folder: Path, source: str) -> None:
    """Makes room for a run that begins with nothing. Raises StoreError before another blog's archive is lost."""
    _check_source(folder, source)
    shutil.rmtree(folder / "bucket", ignore_errors=True)
    folder.mkdir(parents=True, exist_ok=True)


def restore(folder: Path, aws: EmbeddedAws, source: str) -> int:
    """Puts what the folder holds into the embedded AWS, so that a run goes on from there. Returns how many weeks.

    Raises StoreError where it came from another blog.
    """
    _check_source(folder, source)
    if not (folder / "store.json").exists():
        return 0
    about = json.loads((folder / "store.json").read_text(encoding="utf-8"))["objects"]
    s3, bucket = aws.client("s3"), aws.resources["DataBucket"]
    for key, metadata in about.items():
        s3.put_object(Bucket=bucket, Key=key, Body=(folder / "bucket" / key).read_bytes(), Metadata=metadata)
    dynamodb, table = aws.client("dynamodb"), aws.resources["WorkoutPostsTable"]
    for line in (folder / "table.jsonl").read_text(encoding="utf-8").splitlines():
        dynamodb.put_item(TableName=table, Item=encode(json.loads(line)))
    return sum(key.startswith("weekly/") for key in about)


def _check_source(folder: Path, source: str) -> None:
    file = folder / "store.json"
    there = json.loads(file.read_text(encoding="utf-8"))["source"] if file.exists() else source
    if there != source:
        raise StoreError(
            f"{folder} holds what a run on {there} left there, and this one is on {source}."
            f" Name another folder (OUT=folder), or delete {folder}"
        )
