"""Where runs leave their data: which folder belongs to which source, and which folders are archives.

Each source has a folder of its own below out/: `sample`, `live`, or the name of a folder of posts. `OUT=folder` names
another one. The first run in a folder makes it an archive by putting archive.json into it; any other folder that
holds something is refused.

An archive that is read anew (`FRESH=1`, and the machine's way) is made beside the old one, and replaces it once it is
whole. If a run is killed, the folder holds the old archive, or what the next run puts in place:

    .fresh/            the new archive while its run lasts; the old one stays as it was
    .fresh-complete/   the same, renamed when the run has succeeded
"""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import chain, count
from pathlib import Path
from typing import NamedTuple

from invictus.shapes import Json
from local.archive.folder import BUCKET, READ_BY, TABLE, WRITING, ArchiveFolder, ArchiveFolderError
from local.project import OUT, ROOT

PROJECT, MARKER = "invictus-weightlifting", "archive.json"
LOCK, RUN_LOG = ".lock", "log.jsonl"
FRESH, COMPLETE = ".fresh", ".fresh-complete"
# What a run leaves that stored nothing (a wrong address, say): the folder is still free, for any source.
_MADE_BEFORE_A_POST = {LOCK, WRITING, RUN_LOG, MARKER, READ_BY}


class Source(NamedTuple):
    """Where an archive's posts come from: its folder's name below out/, and in words."""

    name: str
    words: str


SAMPLE = Source("sample", "the sample blog")


def folder_of(source: Source, out: Path = OUT) -> Path:
    """Return the source's own folder below out/: the first of `name`, `name-2`, ... that no other source has."""
    names = chain([source.name], (f"{source.name}-{number}" for number in count(2)))
    return next(out / name for name in names if not _why_not(out / name, source))


@contextmanager
def opened(path: Path, source: Source) -> Iterator[ArchiveFolder]:
    """Yield the source's archive in that folder, for this run alone. Raises ArchiveFolderError."""
    if problem := _why_not(path, source):
        raise ArchiveFolderError(problem)
    from filelock import FileLock, Timeout  # loads asyncio: most commands only look archives up

    path.mkdir(parents=True, exist_ok=True)
    try:
        lock = FileLock(path / LOCK).acquire(timeout=0)
    except Timeout as error:
        problem = f"another run is at work in {path}. Wait for its end, stop it, or name another folder with OUT=folder"
        raise ArchiveFolderError(problem) from error
    with lock:
        _complete_replacement(path)
        archive = ArchiveFolder(path)
        # Also notes that it was used: the commands that read archives take the last one.
        archive.write_file(MARKER, json.dumps({"archive": PROJECT, "source": source.words}, indent=1).encode())
        yield archive


def _why_not(path: Path, source: Source) -> str:
    """Return why the source's posts cannot go into a folder, "" if they can."""
    if not path.exists():
        return ""
    if not path.is_dir():
        return f"{path} is a file, and an archive is a folder. Name a folder with OUT=folder"
    held, marker = sorted(os.listdir(path)), _marker(path)
    if {*held} <= _MADE_BEFORE_A_POST or marker.get("source") == source.words:
        return ""
    what = f"other things ({', '.join(held[:3])}) and no archive of this project"
    if marker:
        what = f"the archive of {marker.get('source')}, and this run is on {source.words}"
    return f"{path} holds {what}. Name another folder with OUT=folder, or none: each source has its own"


def _marker(archive: Path) -> Json:
    """Return what archive.json says, nothing if it is missing or damaged."""
    try:
        marker: Json = json.loads((archive / MARKER).read_bytes())
        return marker if marker["archive"] == PROJECT else {}
    except (FileNotFoundError, ValueError, KeyError, TypeError, RecursionError):
        return {}


def begin_anew(path: Path, go_on: bool) -> ArchiveFolder:
    """Return the archive beside the one in the folder: an empty one or, to go on, what a stopped run has read."""
    if not go_on and (path / FRESH).exists():
        shutil.rmtree(path / FRESH)
    (path / FRESH).mkdir(exist_ok=True)
    return ArchiveFolder(path / FRESH)


def replace_by_new(path: Path) -> ArchiveFolder:
    """Put the new archive in the place of the old one, and return it."""
    (path / FRESH).replace(path / COMPLETE)
    _complete_replacement(path)
    return ArchiveFolder(path)


def _complete_replacement(path: Path) -> None:
    """Complete a replacement that was interrupted at any step; do nothing if no replacement was begun."""
    new = path / COMPLETE
    if not new.is_dir():
        return
    if (new / BUCKET).is_dir():  # nothing of the new one is in place
        for name in (TABLE, READ_BY):
            (path / name).unlink(missing_ok=True)
        if (path / BUCKET).is_dir():
            shutil.rmtree(path / BUCKET)
    for name in (BUCKET, TABLE, READ_BY):
        if (new / name).exists():
            (new / name).replace(path / name)
    shutil.rmtree(new)


# For the commands that read archives


def archives_in(out: Path) -> list[Path]:
    """Return the archives in out/ that hold a weekly file, the one that was run last first; or out itself if it is one.

    A blog that never answered hides no week of another.
    """
    if (out / MARKER).exists():
        return [out]
    by_run = sorted(out.glob(f"*/{MARKER}"), key=lambda marker: marker.stat().st_mtime, reverse=True)
    return [marker.parent for marker in by_run if any((marker.parent / BUCKET / "weekly").glob("*.json"))]


def short(folder: Path) -> str:
    """Return a path as the Makefile's user would write it: from the project's folder, where it is below that."""
    folder = folder.resolve()
    return str(folder.relative_to(ROOT)) if folder.is_relative_to(ROOT) else str(folder)
