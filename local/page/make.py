"""`make page`: the archive as pages to train from, in out/page/."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Optional

import click
from rich.console import Console

from local.archive.weeks import Archive, ArchiveError, open_archive
from local.deployed import account
from local.page.cycle import cycle_html
from local.page.weeks import index_html, week_html, week_pages
from local.project import OUT

LARGEST_PAGE = 150_000  # bytes; a page is sent to phones


@click.command("page")
@click.argument("day", default="")
@click.option("--aws", is_flag=True, help="Read the bucket in your AWS account, not out/.")
@click.option("--stage", default=account.default_stage, help="Whose bucket (default: dev).")
def page(day: str, aws: bool, stage: str) -> None:
    """Write a page for each stored week, one for the cycle, and an index that opens on DAY (default: today)."""
    _check_day(day)
    written = write_pages(open_archive(aws, stage), OUT / "page", day or None, date.today().isoformat())
    console = Console(highlight=False, soft_wrap=True)
    sizes = [file.stat().st_size for file in written]
    weeks = len(written) - 2
    console.print(f"{weeks} {'week' if weeks == 1 else 'weeks'}, the largest page {max(sizes):,} bytes.")
    for file in written:
        if file.stat().st_size > LARGEST_PAGE:
            console.print(f"{file.name} has more than {LARGEST_PAGE:,} bytes, which is much for a phone.")
    console.print(f"Open {OUT / 'page' / 'index.html'}")


def _check_day(day: str) -> None:
    try:
        date.fromisoformat(day or "2020-12-21")
    except ValueError as error:
        raise click.BadParameter(f"{day!r} is not a date. Write one such as 2020-12-21.", param_hint="DATE") from error


def write_pages(archive: Archive, folder: Path, day: Optional[str], today: str) -> list[Path]:
    """Write all pages into the folder, in place of those that are there. Returns the files, the index last.

    Raises ArchiveError where a day is asked for that no week covers.
    """
    if day and not any(week.first <= day <= week.last for week in archive.weeks):
        raise ArchiveError(f"No week covers {day}. There are {archive.says()}. Name a day of one of them: DATE=...")
    records = archive.records()
    weeks = week_pages(archive.weeks, records)
    pages = {week.file: week_html(week) for week in weeks}
    pages["cycle.html"] = cycle_html(records, weeks)
    pages["index.html"] = index_html(weeks, day, today)
    folder.mkdir(parents=True, exist_ok=True)
    for old in folder.glob("*.html"):
        old.unlink()
    for name, html in pages.items():
        (folder / name).write_text(html, encoding="utf-8")
    return [folder / name for name in pages]
