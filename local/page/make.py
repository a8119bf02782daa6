"""`make page`: the archive as pages to train from, in out/page/."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Optional

import click

from invictus.errors import InvictusError
from local.archive.options import archive_options, day_argument, program_option
from local.archive.selection import date_asked, program_asked
from local.archive.weeks import Archive, ArchiveError, open_archive
from local.page.cycle import cycle_html
from local.page.install import KEPT_WEEKS, app_files
from local.page.weeks import NOBODY, index_html, week_html, week_pages
from local.project import OUT
from local.terminal.printing import console, counted, line
from local.training.gym import lifter_of
from local.training.lifter import Lifter
from local.training.lifter_options import lifter_options

LARGEST_PAGE = 150_000  # bytes; a page is sent to phones


class PageFolderError(InvictusError):
    """The folder of pages cannot be written. The pages that were there are as they were."""


@click.command()
@day_argument
@program_option
@lifter_options
@archive_options
def page(day: str, program: str, aws: bool, stage: str, **lifter: Any) -> None:
    """Write pages to train from into page/ below out/, or OUT=.

    There is one page for each stored week of the programme, one for the cycle's figures, and an index, which opens on
    the session of DATE (such as 2020-12-21), or of the day on which it is opened. Where maxima are given, the pages
    hold the loads, and can be read without a script. The folder, served over https, is an app (docs/phone.md).
    """
    today = date_asked(day).isoformat()
    folder = OUT / "page"
    who, archive = lifter_of(**lifter), open_archive(aws, stage)
    wanted = program_asked(program, (week.program for week in archive.weeks))
    files = pages_of(archive, today if day else None, today, who, wanted)
    swap_in(folder, files)
    sizes = {name: len(content) for name, content in files.items() if name[0].isdigit()}
    out = console()
    out.print(line(f"{counted(len(sizes), 'weekly page')}; the largest page has {max(sizes.values()):,} bytes."))
    for name, size in sizes.items():
        if size > LARGEST_PAGE:
            out.print(line(f"{name} has {size:,} bytes, more than the {LARGEST_PAGE:,} that suit a phone.", "yellow"))
    out.print(line(f"Open {folder / 'index.html'}"), soft_wrap=True)


def pages_of(
    archive: Archive, day: Optional[str], today: str, lifter: Lifter = NOBODY, program: str = ""
) -> dict[str, bytes]:
    """Return the files of the folder by their names, in the order in which they are to be uploaded.

    They are of one programme, or of all. Raises ArchiveError if no week covers the day, or no week can be read.
    """
    stored = [week for week in archive.weeks if program in ("", week.program)]
    if day and not any(week.first <= day <= week.last for week in stored):
        raise ArchiveError(
            f"no week covers {day}. The archive has {archive.says()}. Name a day of one of them: DATE=..."
        )
    records = [record for record in archive.records() if program in ("", record["program"])]
    weeks = week_pages(stored, records, lifter)
    if not weeks:
        raise ArchiveError(f"no stored week can be read. The archive has {archive.says()}. {archive.remedy()}")
    html = {week.file: week_html(week, weeks) for week in weeks}
    html["cycle.html"] = cycle_html(records, weeks)
    html["index.html"] = index_html(weeks, day, today)
    pages = {name: text.encode() for name, text in html.items()}
    return {**pages, **app_files(pages, [week.file for week in weeks[-KEPT_WEEKS:]])}


def swap_in(folder: Path, files: Mapping[str, bytes]) -> None:
    """Write the files beside the folder, then put them in its place as a whole. Raises PageFolderError."""
    new, old = (folder.with_name(f".{folder.name}-{which}") for which in ("new", "old"))
    try:
        for left_over in (new, old):
            if left_over.exists():
                shutil.rmtree(left_over)
        new.mkdir(parents=True)
        for name, content in files.items():
            (new / name).write_bytes(content)
        if folder.exists():
            folder.rename(old)
        new.rename(folder)
        if old.exists():
            shutil.rmtree(old)
    except OSError as error:
        raise PageFolderError(
            f"the pages cannot be written into {folder}: {error.strerror}. The pages that were there are kept. They "
            f"stand in the archive's own folder: make {folder.parent} writable, or copy the archive to a folder that "
            f"is: cp -r {folder.parent} ~/training && make page OUT=~/training"
        ) from error
