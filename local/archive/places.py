"""Where runs leave their data: which folder belongs to which source, and which folders are archives.

Each source has a folder of its own below out/: `sample`, `live`, or the name of a folder of posts. `OUT=folder` names
another one. The first run in a folder makes it an archive by putting archive.json into it; any other folder that
holds something is refused.
"""

from __future__ import annotations

import json
import os
import shlex
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from typing import NamedTuple, Optional

from filelock import FileLock, Timeout

from invictus.shapes import Json
from local.archive import replacement
from local.archive.folder import (
    PROJECT,
    READ_BY,
    WRITING,
    ArchiveFolder,
    ArchiveFolderError,
    unreadable,
    unwritable,
    write_whole,
)
from local.archive.local_archives import MARKER
from local.project import OUT

LOCK, RUN_LOG = ".lock", "log.jsonl"
# What a run leaves that stored nothing (a wrong address, say): the folder is still free, for any source.
_MADE_BEFORE_A_POST = {LOCK, WRITING, RUN_LOG, MARKER, READ_BY}
_FORMER_INDEX = "index.json"  # of an earlier version: the files themselves say what is stored


class ArchiveBusyError(ArchiveFolderError):
    """Another run is at work in the folder."""


class Source(NamedTuple):
    """Where an archive's posts come from: its folder's name below out/, in words, and the command that reads it."""

    name: str
    words: str
    command: str


SAMPLE = Source("sample", "the sample blog", "make run")


def live_blog(api: str, category: str) -> Source:
    """Return the source that is a live blog."""
    return Source("live", f"the blog {api}, category {category}", "make run LIVE=1")


def folder_of_posts(folder: Path) -> Source:
    """Return the source that is a folder of posts."""
    command = f"make run POSTS={shlex.quote(str(folder))}"
    return Source(folder.resolve().name or "posts", f"the posts in {folder.resolve()}", command)


def folder_of(source: Source, out: Path = OUT) -> Path:
    """Return the source's own folder below out/: the first of `name`, `name-2`, ... that no other source has."""
    reserved = source.name in ("sample", "live") and source.command.startswith("make run POSTS=")
    for number in count(2 if reserved else 1):
        path = out / (source.name if number == 1 else f"{source.name}-{number}")
        marker = read_marker(path)
        if (marker and marker["source"] == source.words) or _is_free(path):
            return path
    raise AssertionError("count() does not end")


def read_marker(path: Path) -> Optional[Json]:
    """Return what archive.json says, None if the folder has none. Raises ArchiveFolderError if it is damaged."""
    file = path / MARKER
    try:
        marker = json.loads(file.read_bytes())
    except (FileNotFoundError, NotADirectoryError):
        return None
    except OSError as error:
        raise unreadable(file, error) from error
    except (ValueError, RecursionError):
        marker = None
    if not isinstance(marker, dict) or marker.get("archive") != PROJECT or not isinstance(marker.get("source"), str):
        raise ArchiveFolderError(
            f"{file} is damaged, so the source of this archive is not known. Its weeks can still be read."
            " To go on, name another folder with OUT=folder"
        )
    return marker


@contextmanager
def opened(path: Path, source: Source) -> Iterator[ArchiveFolder]:
    """Yield the source's archive in that folder, for this run alone. Raises ArchiveFolderError and ArchiveBusyError."""
    try:
        _check_ours(path, source)
        path.mkdir(parents=True, exist_ok=True)
        lock = FileLock(path / LOCK)
        lock.acquire(timeout=0)
    except Timeout as error:
        raise ArchiveBusyError(
            f"another run is at work in {path}. Wait for its end, stop it, or name another folder with OUT=folder"
        ) from error
    except OSError as error:
        raise unwritable(path, error) from error
    try:
        _mark(path, source)
        replacement.complete(path)
        yield ArchiveFolder(path)
    finally:
        lock.release()


def _check_ours(path: Path, source: Source) -> None:
    if path.exists() and not path.is_dir():
        raise ArchiveFolderError(f"{path} is a file, and an archive is a folder. Name a folder with OUT=folder")
    marker = read_marker(path)
    if marker is None and not _is_free(path):
        raise ArchiveFolderError(
            f"{path} holds other things ({', '.join(sorted(os.listdir(path))[:3])}) and no archive of this"
            " project. Name a new or an empty folder with OUT=folder"
        )
    if marker and marker["source"] != source.words and not _is_free(path):
        raise ArchiveFolderError(
            f"{path} holds the archive of {marker['source']}, and this run is on {source.words}. Name another folder"
            " with OUT=folder, or none: each source has its own"
        )


def _is_free(path: Path) -> bool:
    try:
        return not path.exists() or (path.is_dir() and set(os.listdir(path)) <= _MADE_BEFORE_A_POST)
    except OSError as error:
        raise unreadable(path, error) from error


def _mark(path: Path, source: Source) -> None:
    """Make the folder an archive, or note that it was used: the commands that read archives take the last one."""
    about = {"archive": PROJECT, "source": source.words, "command": source.command}
    write_whole(path / MARKER, json.dumps(about, indent=1).encode(), path / WRITING)
    try:
        (path / _FORMER_INDEX).unlink(missing_ok=True)
    except OSError as error:
        raise unwritable(path / _FORMER_INDEX, error) from error
