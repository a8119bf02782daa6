"""An archive on this machine: the bucket as files, the table as JSON Lines, and an index of what is complete.

    archive.json   the source of its posts; a folder without this file is not an archive, and is left untouched
    index.json     each object's SHA-256 and S3 metadata, and the posts that were read to their end
    bucket/        the objects of the bucket
    table.jsonl    the rows of the sessions table, one a line

A run may be killed at any moment, so each file is written beside its place and renamed, and `save` keeps an order:

    1. the index, with the SHA-256 of what is about to be written
    2. the objects: written, then deleted
    3. the table
    4. the index again, with the posts that are stored whole now

Killed after 1 or 2, an object differs from its SHA-256. It is then loaded without its edit, so that the pipeline
writes it again. Killed before 4, the posts of the page are not among those read, and the next run reads them again.
"""

from __future__ import annotations

import errno
import hashlib
import json
import os
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple, Optional

from invictus.errors import InvictusError
from invictus.shapes import Json
from local.archive.local_archives import BUCKET

INDEX, TABLE = "index.json", "table.jsonl"
PROJECT = "invictus-weightlifting"
# One run writes at a time, one file at a time: a killed run leaves at most this one, and the next writes over it.
WRITING = ".writing"
RowKey = tuple[str, str]  # date and session, as in DynamoDB


class ArchiveFolderError(InvictusError):
    """The folder cannot be written, or holds what this run must not touch. Says what to do."""


class ArchivedObject(NamedTuple):
    """An object of the bucket: its bytes and its S3 metadata."""

    body: bytes
    metadata: dict[str, str]


@dataclass
class Index:
    """What the archive holds. `posts` has for each post read to its end its edit (UTC) and the code that read it."""

    objects: dict[str, Json] = field(default_factory=dict)  # key -> {"sha256", "metadata"}
    posts: dict[str, list[str]] = field(default_factory=dict)  # id -> [modified_gmt, code]


class ArchiveFolder:
    """An archive's files, loaded: `index`, the `rows` as lines by their key, and what is `damaged`, in words."""

    def __init__(self, path: Path) -> None:
        """Load what the folder holds. Raises ArchiveFolderError if it cannot be read at all."""
        self.path = path
        self.damaged: list[str] = []
        self.broken_posts: set[str] = set()
        self.rows: dict[RowKey, bytes] = {}  # as bytes: a str of the same row is twice as large
        # By post and weekly key: the records in each whole weekly file, and the rows in the table.
        self._records: dict[str, Counter[str]] = defaultdict(Counter)
        self._rows: dict[str, Counter[str]] = defaultdict(Counter)
        try:
            self.index = self._load_index()
            self._check_objects()
            self._load_rows()
        except OSError as error:
            raise unreadable(path, error) from error

    # Reading it

    def objects(self) -> Iterator[tuple[str, ArchivedObject]]:
        """Yield each object. A damaged one has no edit in its metadata, so that the pipeline writes it again."""
        for key, entry in self.index.objects.items():
            file = self.path / BUCKET / key
            if file.is_file():
                metadata = entry["metadata"]
                yield key, ArchivedObject(file.read_bytes(), metadata if entry["sha256"] else _post_alone(metadata))

    def is_whole(self, post: str) -> bool:
        """Return whether the post's weekly file and all its rows are here, as they were stored."""
        return post in self._records and self._records[post] == self._rows.get(post)

    def unfinished_posts(self) -> set[str]:
        """Return the ids of posts that a run was stopped in, or whose files or rows are damaged."""
        begun = {
            entry["metadata"].get("post", "") for key, entry in self.index.objects.items() if key.startswith("raw/")
        }
        stopped = begun - set(self.index.posts) - self._failed_posts()
        return (stopped | self.broken_posts) - {""}

    def failures(self) -> dict[str, bytes]:
        """Return the objects of the posts that failed, by key."""
        files = {key: self.path / BUCKET / key for key in self.index.objects if key.startswith("failed/")}
        return {key: file.read_bytes() for key, file in files.items() if file.is_file()}

    def weeks(self) -> list[str]:
        """Return the keys of the weekly files, the earliest first."""
        return sorted(key for key in self.index.objects if key.startswith("weekly/"))

    def _failed_posts(self) -> set[str]:
        return {post_id_in(key, body) for key, body in self.failures().items()}

    # Writing it

    def save(
        self,
        objects: Mapping[str, Optional[ArchivedObject]],
        rows: Mapping[RowKey, Optional[Json]],
        posts: Mapping[str, list[str]],
    ) -> None:
        """Put changes on disk; None deletes. Raises ArchiveFolderError; what was saved before is then still whole."""
        entries = {key: _entry(stored) for key, stored in objects.items() if stored}
        new = {key: entry for key, entry in entries.items() if self.index.objects.get(key) != entry}
        gone = [key for key, stored in objects.items() if stored is None and key in self.index.objects]
        if new:
            self.index.objects.update(new)
            self._write_index()
        for key, stored in objects.items():
            if stored and key in new:
                self._write(self.path / BUCKET / key, stored.body)
        for key in gone:
            self._delete(key)
        sync_folders({(self.path / BUCKET / key).parent for key in (*new, *gone)})
        self._save_rows(rows)
        if gone or any(self.index.posts.get(post) != read for post, read in posts.items()):
            self.index.posts.update(posts)
            self._write_index()

    def _save_rows(self, rows: Mapping[RowKey, Optional[Json]]) -> None:
        before = dict(self.rows)
        for key, row in rows.items():
            if row is None:
                self.rows.pop(key, None)
            else:
                self.rows[key] = json.dumps(row, ensure_ascii=False).encode("utf-8", "surrogatepass")
        if self.rows != before or not (self.path / TABLE).exists():
            self._write(self.path / TABLE, b"".join(self.rows[key] + b"\n" for key in sorted(self.rows)))

    def _write_index(self) -> None:
        self._write(self.path / INDEX, json.dumps({"posts": self.index.posts, "objects": self.index.objects}).encode())
        sync_folders([self.path])

    def _write(self, file: Path, content: bytes) -> None:
        write_whole(file, content, self.path / WRITING)

    def _delete(self, key: str) -> None:
        try:
            (self.path / BUCKET / key).unlink(missing_ok=True)
        except OSError as error:
            raise unwritable(self.path / BUCKET / key, error) from error
        del self.index.objects[key]

    # Loading it

    def _load_index(self) -> Index:
        try:
            found = json.loads((self.path / INDEX).read_bytes())
            return Index(found["objects"], found["posts"])
        except FileNotFoundError:
            return self.index_of_files({})
        except (ValueError, KeyError, TypeError, RecursionError):
            self.damaged.append(f"{self.path / INDEX} is damaged. It was made anew from the files beside it.")
            return self.index_of_files({})

    def index_of_files(self, metadata: Mapping[str, dict[str, str]]) -> Index:
        """Return an index of the files in bucket/, for an archive that has none. `metadata` is what is known of it."""
        index = Index()
        for file in sorted((self.path / BUCKET).glob("*/*.json")):
            key, body = file.relative_to(self.path / BUCKET).as_posix(), file.read_bytes()
            about = metadata.get(key) or {"post": post_id_in(key, body)}
            index.objects[key] = _entry(ArchivedObject(body, about))
            if key.startswith("weekly/"):
                index.posts[about.get("post", "")] = [about.get("modified", ""), ""]
        return index

    def _check_objects(self) -> None:
        for key, entry in list(self.index.objects.items()):
            file = self.path / BUCKET / key
            body = file.read_bytes() if file.is_file() else None
            if body is not None and body_sha256(body) == entry["sha256"]:
                if key.startswith("weekly/"):
                    self._records[entry["metadata"].get("post", "")][key] = body.count(b"\n")
                continue
            self.index.objects[key] = {**entry, "sha256": ""}
            self.broken_posts.add(entry["metadata"].get("post", ""))
            what = "is missing" if body is None else "is not what was stored there"
            self.damaged.append(f"{file} {what}. Its post is read again.")

    def _load_rows(self) -> None:
        file = self.path / TABLE
        lines = file.read_bytes().split(b"\n") if file.exists() else []
        bad = 0
        for line in filter(None, lines):
            try:
                row = json.loads(line)
                self.rows[row["date"], row["session"]] = line
                self._rows[str(row["post_id"])][row["weekly_key"]] += 1
            except (ValueError, KeyError, TypeError, RecursionError):
                bad += 1
        if bad or (self.index.objects and not file.exists()):
            lost = f"has {bad} damaged line{'s' * (bad != 1)}. The posts of the missing rows are" if bad else ""
            self.damaged.append(f"{file} {lost or 'is missing. All posts are'} read again.")
            self.broken_posts |= {post for post in self._records if not self.is_whole(post)}


def post_id_in(key: str, body: bytes) -> str:
    """Return the id of the post that an object is of, "" if it does not say."""
    try:
        found = json.loads(body.split(b"\n")[0] if key.startswith("weekly/") else body)
        return str((found if key.startswith("raw/") else found["post"])["id"])
    except (ValueError, KeyError, TypeError, RecursionError):
        return ""


def body_sha256(body: bytes) -> str:
    """Return the SHA-256 hex of an object's bytes."""
    return hashlib.sha256(body).hexdigest()


def _entry(stored: ArchivedObject) -> Json:
    return {"sha256": body_sha256(stored.body), "metadata": stored.metadata}


def _post_alone(metadata: Mapping[str, str]) -> dict[str, str]:
    """Return what an object's metadata says of its post and not of its content: the pipeline then writes it again."""
    return {"post": metadata["post"], "sha256": "", "modified": ""} if "post" in metadata else {}


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


def sync_folders(folders: Iterable[Path]) -> None:
    """Sync these folders to disk: the sync of a renamed file does not include its name."""
    for folder in folders:
        if not folder.is_dir():
            continue
        opened = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(opened)
        finally:
            os.close(opened)


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
