"""`FRESH=1`: an archive made anew beside the old one, which it replaces only once it is whole.

    .fresh/            the new archive while its run lasts; the old one stays as it was
    .fresh-complete/   the same, renamed when the run has succeeded; from then on `finish` puts it in place

If a run is killed, the folder holds the old archive, or what `finish` completes at the next run.
"""

from __future__ import annotations

import json
import shutil
from pathlib import Path

from local.archive.folder import INDEX, TABLE, ArchiveFolder, sync_folders, unwritable
from local.archive.local_archives import BUCKET

FRESH, COMPLETE = ".fresh", ".fresh-complete"


def begin(path: Path) -> ArchiveFolder:
    """Return the archive beside the one in the folder: an empty one, or what a stopped run has read into it."""
    try:
        (path / FRESH).mkdir(exist_ok=True)
    except OSError as error:
        raise unwritable(path / FRESH, error) from error
    return ArchiveFolder(path / FRESH)


def replace(path: Path) -> None:
    """Put the new archive in the place of the old one."""
    try:
        (path / FRESH).replace(path / COMPLETE)
        sync_folders([path])
    except OSError as error:
        raise unwritable(path / COMPLETE, error) from error
    finish(path)


def finish(path: Path) -> None:
    """Complete a replacement that was interrupted at any step; do nothing if no replacement was begun."""
    new = path / COMPLETE
    if not new.is_dir():
        return
    try:
        if (new / INDEX).exists():  # else all is in place already
            kept = json.loads((new / INDEX).read_bytes())["objects"]
            for key in ArchiveFolder(path).index.objects:
                if key not in kept:
                    (path / BUCKET / key).unlink(missing_ok=True)
            for key in kept:
                if (new / BUCKET / key).exists():
                    (path / BUCKET / key).parent.mkdir(parents=True, exist_ok=True)
                    (new / BUCKET / key).replace(path / BUCKET / key)
            for name in (TABLE, INDEX):
                if (new / name).exists():
                    (new / name).replace(path / name)
            sync_folders([*(path / BUCKET).glob("*"), path])
        shutil.rmtree(new)
    except OSError as error:
        raise unwritable(new, error) from error
