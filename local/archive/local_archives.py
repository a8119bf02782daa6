"""Which archives are on this machine, for the commands that read them. Needs no AWS."""

from __future__ import annotations

import json
from pathlib import Path

from local.project import ROOT

MARKER, BUCKET = "archive.json", "bucket"


def archives_in(out: Path) -> list[Path]:
    """Return the archives in out/, the one that was run last first; or out itself if it is one.

    Those without a weekly file come after all others: a blog that never answered hides no week of another.
    """
    if (out / MARKER).exists():
        return [out]
    by_run = sorted(out.glob(f"*/{MARKER}"), key=lambda marker: marker.stat().st_mtime, reverse=True)
    return sorted((marker.parent for marker in by_run), key=lambda archive: not has_weeks(archive))


def has_weeks(archive: Path) -> bool:
    """Return whether an archive on this machine holds a weekly file."""
    return any((archive / BUCKET / "weekly").glob("*.json"))


def last_archive(out: Path) -> Path:
    """Return the archive that was run last and holds a week, or out/ itself before the first run."""
    return next(iter(archives_in(out)), out)


def command_of(archive: Path) -> str:
    """Return the command that reads the archive's blog, as its marker says."""
    try:
        return str(json.loads((archive / MARKER).read_bytes())["command"])
    except (OSError, ValueError, KeyError, TypeError):
        return "make run"


def short(folder: Path) -> str:
    """Return a path as the Makefile's user would write it: from the project's folder, where it is below that."""
    folder = folder.resolve()
    return str(folder.relative_to(ROOT)) if folder.is_relative_to(ROOT) else str(folder)
