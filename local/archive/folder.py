"""An archive on this machine: the bucket as plain files.

    archive.json   the source of its posts; a folder without this file is not an archive, and is left untouched
    bucket/        raw/, weekly/ and failed/, with the keys and the contents that they have in the bucket
    table.jsonl    the rows of the sessions table, one a line: only after a run of the state machine
    .read-by       a hash of the code that has read every post: other code may read them differently

What is stored of a post says its weekly file: the first record names the post and its edit. A run may be killed at any
moment. Each file is written beside its place and renamed, and a post's files in this order:

    1. raw/     the post as received
    2. failed/  what an earlier failure left there is deleted
    3. weekly/  its week; then what an older edit left there is deleted

A post that was stopped in has no week after 1 and too many files after 3. Either way the next run reads it again.
A disk that refuses raises an OSError, of which `main` of local/__main__.py makes a sentence.
"""

from __future__ import annotations

import json
import os
from collections import Counter
from contextlib import suppress
from pathlib import Path

from invictus import keys
from invictus.editions import Edition, StoredObject
from invictus.errors import InvictusError
from invictus.shapes import StoredRecord
from local.archive.weekly_file import records_in

BUCKET, TABLE, READ_BY = "bucket", "table.jsonl", ".read-by"
# One run writes at a time, one file at a time: a killed run leaves at most this one, and the next writes over it.
WRITING = ".writing"


class ArchiveFolderError(InvictusError):
    """The folder holds what a command must not touch, or cannot be written. Says what to do."""


class ArchiveFolder:
    """An archive's files by their keys: whose edit is in the posts as `received` and in the `weeks` (there without its
    hash), the ids of the posts that `failed`, and what is `damaged`."""

    def __init__(self, path: Path) -> None:
        """Look through what the folder holds."""
        self.path, self.bucket = path, path / BUCKET
        self.weeks: dict[str, Edition] = {}
        self.received: dict[str, Edition] = {}
        self.failed: dict[str, int] = {}
        self.damaged: list[str] = []
        for key in self.objects():
            self._note(key, self.read(key))
        self.read_by = (path / READ_BY).read_text() if (path / READ_BY).exists() else ""

    def _note(self, key: str, body: bytes) -> None:
        """Remember whose object it is."""
        try:
            if key.startswith("weekly/"):
                post, *_ = (record["post"] for record in records_in(key, body))
                self.weeks[key] = Edition(post["id"], post["slug"], post["modified"], sha256="")
            elif key.startswith("failed/"):
                self.failed[key] = json.loads(body)["post"]["id"]
            else:
                self.received[key] = StoredObject.of_post(json.loads(body)).edition
        except (ValueError, KeyError, TypeError, RecursionError):
            self.damaged.append(key)

    # Reading it

    def objects(self) -> list[str]:
        """Return the keys of the files in the bucket."""
        return sorted(file.relative_to(self.bucket).as_posix() for file in self.bucket.glob("*/*.json"))

    def read(self, key: str) -> bytes:
        """Return an object's bytes, none if there is no such object."""
        with suppress(FileNotFoundError):
            return (self.bucket / key).read_bytes()
        return b""

    def records(self, week: str) -> list[StoredRecord]:
        """Return the records of a weekly file."""
        return [json.loads(line) for line in self.read(week).splitlines()]

    def edition(self, week: str) -> Edition:
        """Return whose edit a weekly file holds, and the hash of its content."""
        return self.weeks[week]._replace(sha256=keys.content_hash(self.records(week)))

    def whole_posts(self) -> dict[int, str]:
        """Return the posts that are stored whole, each with the time of its edit: one week, the post as received."""
        files = Counter(week.post for week in self.weeks.values())
        settled = {received.post for received in self.received.values()} - {*self.failed.values()}
        return {
            week.post: week.modified for week in self.weeks.values() if files[week.post] == 1 and week.post in settled
        }

    def unfinished_posts(self) -> set[int]:
        """Return the ids of the posts that a run was stopped in, and of those whose files are damaged or deleted."""
        begun = {edition.post for edition in (*self.received.values(), *self.weeks.values())}
        return begun - {*self.failed.values()} - {*self.whole_posts()}

    # Writing it

    def write(self, key: str, body: bytes) -> None:
        """Write an object whole or not at all."""
        self.write_file(f"{BUCKET}/{key}", body)
        self._note(key, body)

    def delete(self, key: str) -> None:
        """Delete an object, if it is there."""
        (self.bucket / key).unlink(missing_ok=True)
        self.weeks.pop(key, None)
        self.failed.pop(key, None)

    def note_code(self, code: str) -> None:
        """Note the hash of the code that has read all posts."""
        if code != self.read_by:
            self.write_file(READ_BY, code.encode())
            self.read_by = code

    def write_file(self, name: str, content: bytes) -> None:
        """Write a file of the folder, whole or not at all."""
        write_whole(self.path / name, content, self.path / WRITING)


def write_whole(file: Path, content: bytes, beside: Path) -> None:
    """Write a file beside its place, on the same disk, and rename it: it is there whole or not at all."""
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        with beside.open("wb") as written:
            written.write(content)
            written.flush()
            os.fsync(written.fileno())
        beside.replace(file)
    except OSError as error:
        error.filename = str(file)  # a full disk's error names none
        with suppress(OSError):
            beside.unlink()
        raise
