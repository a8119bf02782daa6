"""`make page`: the archive as pages to train from, in out/page/."""

from __future__ import annotations

from pathlib import Path
from typing import Optional

import click

from local.archive.options import archive_options, day_argument
from local.archive.selection import date_asked
from local.archive.weeks import Archive, ArchiveError, open_archive
from local.page.cycle import cycle_html
from local.page.weeks import index_html, week_html, week_pages
from local.project import OUT
from local.terminal.printing import console, counted, line

LARGEST_PAGE = 150_000  # bytes; a page is sent to phones


@click.command()
@day_argument
@archive_options
def page(day: str, aws: bool, stage: str) -> None:
    """Write pages to train from into page/ below out/, or OUT=.

    There is one page for each stored week, one for the cycle's figures, and an index, which opens on the session of
    DATE (such as 2020-12-21), or of the day on which it is opened.
    """
    today = date_asked(day).isoformat()
    folder = OUT / "page"
    written = write_pages(open_archive(aws, stage), folder, today if day else None, today)
    sizes = {file.name: file.stat().st_size for file in written}
    weeks = len(written) - 2
    out = console()
    out.print(line(f"{counted(weeks, 'weekly page')}; the largest page has {max(sizes.values()):,} bytes."))
    for name, size in sizes.items():
        if size > LARGEST_PAGE and name not in ("index.html", "cycle.html"):
            out.print(line(f"{name} has {size:,} bytes, more than the {LARGEST_PAGE:,} that suit a phone.", "yellow"))
    out.print(line(f"Open {folder / 'index.html'}"), soft_wrap=True)


def write_pages(archive: Archive, folder: Path, day: Optional[str], today: str) -> list[Path]:
    """Write all pages into the folder, in place of the old ones. Returns the files, the index last.

    Raises ArchiveError if no week covers the day, or no week can be read.
    """
    if day and not any(week.first <= day <= week.last for week in archive.weeks):
        raise ArchiveError(
            f"no week covers {day}. The archive has {archive.says()}. Name a day of one of them: DATE=..."
        )
    records = archive.records()
    weeks = week_pages(archive.weeks, records)
    if not weeks:
        raise ArchiveError(f"no stored week can be read. The archive has {archive.says()}. {archive.remedy()}")
    pages = {week.file: week_html(week) for week in weeks}
    pages["cycle.html"] = cycle_html(records, weeks)
    pages["index.html"] = index_html(weeks, day, today)
    folder.mkdir(parents=True, exist_ok=True)
    for old in folder.glob("*.html"):
        old.unlink()
    for name, html in pages.items():
        (folder / name).write_text(html, encoding="utf-8")
    return [folder / name for name in pages]
