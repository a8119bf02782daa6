"""An archive on this machine: the bucket as plain files.

    archive.json   the source of its posts; a folder without this file is not an archive, and is left untouched
    bucket/        raw/, weekly/ and failed/, with the keys and the contents that they have in the bucket
    table.jsonl    the rows of the sessions table, one a line: only after a run of the state machine
    .read-by       a hash of the code that has read every post: other code may read them differently

What is stored of a post says its weekly file: the first record names the post and its edit. A run may be killed at any
moment. Each file is written beside its place and renamed, and a post's files in this order:

    1. raw/     the post as received
    2. weekly/  its week
    3. what an older edit left in weekly/, and what an earlier failure left in failed/, is deleted

A post that was stopped in has no week after 1 and too many files after 2. Either way the next run reads it again.
"""

from __future__ import annotations

import errno
import json
import os
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple, Optional

from invictus import keys
from invictus.editions import Edition
from invictus.errors import InvictusError
from invictus.shapes import Json, StoredRecord
from local.archive.local_archives import BUCKET

TABLE, READ_BY = "table.jsonl", ".read-by"
PROJECT = "invictus-weightlifting"
# One run writes at a time, one file at a time: a killed run leaves at most this one, and the next writes over it.
WRITING = ".writing"


class ArchiveFolderError(InvictusError):
    """The folder cannot be written, or holds what this run must not touch. Says what to do."""


class WeekStored(NamedTuple):
    """A weekly file, by its first record: its post, the post's slug, and the time of the edit (UTC, with Z)."""

    post: int
    slug: str
    modified: str


class ArchiveFolder:
    """An archive's files: the `weeks` and the posts that `failed` by their keys, and what is `damaged`, in words."""

    def __init__(self, path: Path) -> None:
        """Look through what the folder holds. Raises ArchiveFolderError if it cannot be read at all."""
        self.path = path
        self.weeks: dict[str, WeekStored] = {}
        self.failed: dict[str, int] = {}
        self.damaged: list[str] = []
        try:
            for file in sorted((path / BUCKET).glob("weekly/*.json")) + sorted((path / BUCKET).glob("failed/*.json")):
                if not self._note(file.relative_to(path / BUCKET).as_posix(), file.read_bytes()):
                    self.damaged.append(f"{file} is damaged. Its post is read again.")
            self.read_by = (path / READ_BY).read_text() if (path / READ_BY).exists() else ""
        except OSError as error:
            raise unreadable(path, error) from error

    # Reading it

    def objects(self) -> list[str]:
        """Return the keys of all files in the bucket."""
        bucket = self.path / BUCKET
        return sorted(file.relative_to(bucket).as_posix() for file in bucket.glob("*/*.json"))

    def read(self, key: str) -> Optional[bytes]:
        """Return an object's bytes, None if there is no such object. Raises ArchiveFolderError."""
        try:
            return (self.path / BUCKET / key).read_bytes()
        except FileNotFoundError:
            return None
        except OSError as error:
            raise unreadable(self.path / BUCKET / key, error) from error

    def records(self, since: str = "") -> list[StoredRecord]:
        """Return the records of the weeks that end on a date or after it (ISO), by date and session."""
        found = [record for key in self.weeks if key.split("__")[1][:10] >= since for record in self.records_in(key)]
        return sorted(found, key=lambda record: (record["date"], record["session"]))

    def records_in(self, week: str) -> list[StoredRecord]:
        """Return the records of a weekly file."""
        return [json.loads(line) for line in (self.read(week) or b"").splitlines()]

    def edition(self, week: str) -> Edition:
        """Return whose edit a weekly file holds, and the hash of its content."""
        return Edition(*self.weeks[week], keys.content_hash(self.records_in(week)))

    def whole_posts(self) -> dict[int, str]:
        """Return the posts that are stored whole, each with the time of its edit: one week, the post as received."""
        raw = {slug for slug, _ in self._raw_posts()}
        files = Counter(week.post for week in self.weeks.values())
        unsettled = set(self.failed.values())
        return {
            week.post: week.modified
            for week in self.weeks.values()
            if files[week.post] == 1 and week.slug in raw and week.post not in unsettled
        }

    def unfinished_posts(self) -> set[int]:
        """Return the ids of the posts that a run was stopped in, and of those whose files are damaged or deleted."""
        slugs = {week.slug for week in self.weeks.values()}
        begun = {post_in(self.read(key) or b"") for slug, key in self._raw_posts() if slug not in slugs}
        stored = {week.post for week in self.weeks.values()}
        return ({post for post in begun if post} | stored) - set(self.failed.values()) - set(self.whole_posts())

    def _raw_posts(self) -> Iterator[tuple[str, str]]:
        """Yield the slug of each post as received, and its key. One that was cut short is not among them."""
        for file in (self.path / BUCKET).glob("raw/*.json"):
            with file.open("rb") as opened:
                opened.seek(max(0, file.stat().st_size - 1))
                if opened.read() == b"}":
                    yield file.stem.partition("__")[2], f"raw/{file.name}"

    # Writing it

    def write(self, key: str, body: bytes) -> None:
        """Write an object whole or not at all. Raises ArchiveFolderError."""
        self._write(f"{BUCKET}/{key}", body)
        self._note(key, body)

    def delete(self, key: str) -> None:
        """Delete an object. Raises ArchiveFolderError."""
        self._unlink(self.path / BUCKET / key)
        self.weeks.pop(key, None)
        self.failed.pop(key, None)

    def write_table(self, rows: list[Json]) -> None:
        """Write the rows of the sessions table, in order."""
        self._write(TABLE, "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows).encode())

    def drop_table(self) -> None:
        """Delete the rows that a run of the state machine left: what is written from now on is not among them."""
        self._unlink(self.path / TABLE)

    def note_code(self, code: str) -> None:
        """Note the hash of the code that has read all posts."""
        if code != self.read_by:
            self._write(READ_BY, code.encode())
            self.read_by = code

    def _write(self, name: str, content: bytes) -> None:
        write_whole(self.path / name, content, self.path / WRITING)

    def _unlink(self, file: Path) -> None:
        try:
            file.unlink(missing_ok=True)
        except OSError as error:
            raise unwritable(file, error) from error

    def _note(self, key: str, body: bytes) -> bool:
        """Remember whose week or failure an object is. Return whether it is whole."""
        kind = key.split("/")[0]
        try:
            if kind == "weekly":
                records = [json.loads(line) for line in body.splitlines()]
                post = records[0]["post"]
                self.weeks[key] = WeekStored(post["id"], post["slug"], post["modified"])
            elif kind == "failed":
                self.failed[key] = json.loads(body)["post"]["id"]
        except (ValueError, KeyError, TypeError, IndexError, RecursionError):
            return False
        return True


def post_in(raw: bytes) -> Optional[int]:
    """Return the id of a post as received, None if it does not say."""
    try:
        return int(json.loads(raw)["id"])
    except (ValueError, KeyError, TypeError, RecursionError):
        return None


# Files


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
        beside.unlink(missing_ok=True) if error.errno not in (errno.EROFS, errno.EACCES) else None
        raise unwritable(file, error) from error


def unwritable(file: Path, error: OSError) -> ArchiveFolderError:
    """Return the error for a file that cannot be written, with the remedy for its reason."""
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        remedy = "Make room on the disk, then run again: it goes on from what is there"
    else:
        remedy = "Name a folder that can be written: OUT=folder"
    return ArchiveFolderError(f"{file} cannot be written: {error.strerror}. What was stored before is kept. {remedy}")


def unreadable(path: Path, error: OSError) -> ArchiveFolderError:
    """Return the error for a file that cannot be read."""
    return ArchiveFolderError(
        f"{error.filename or path} cannot be read: {error.strerror}. Make it readable, or name another OUT=folder"
    )
