"""An archive made anew beside the old one, which it replaces only once it is whole: `FRESH=1`, and the machine's way.

    .fresh/            the new archive while its run lasts; the old one stays as it was
    .fresh-complete/   the same, renamed when the run has succeeded; from then on `complete` puts it in place

If a run is killed, the folder holds the old archive, or what `complete` puts in place at the next run.
"""

from __future__ import annotations

import shutil
from pathlib import Path

from local.archive.folder import BUCKET, READ_BY, TABLE, ArchiveFolder

FRESH, COMPLETE = ".fresh", ".fresh-complete"


def begin(path: Path, go_on: bool) -> ArchiveFolder:
    """Return the archive beside the one in the folder: an empty one or, to go on, what a stopped run has read."""
    if not go_on and (path / FRESH).exists():
        shutil.rmtree(path / FRESH)
    (path / FRESH).mkdir(exist_ok=True)
    return ArchiveFolder(path / FRESH)


def replace(path: Path) -> None:
    """Put the new archive in the place of the old one."""
    (path / FRESH).replace(path / COMPLETE)
    complete(path)


def complete(path: Path) -> None:
    """Complete a replacement that was interrupted at any step; do nothing if no replacement was begun."""
    new = path / COMPLETE
    if not new.is_dir():
        return
    if (new / BUCKET).is_dir():
        for name in (TABLE, READ_BY):
            (path / name).unlink(missing_ok=True)
        if (path / BUCKET).is_dir():
            shutil.rmtree(path / BUCKET)
        (new / BUCKET).replace(path / BUCKET)
    for name in (TABLE, READ_BY):
        if (new / name).exists():
            (new / name).replace(path / name)
    shutil.rmtree(new)
