"""`make share`: pages for the phone, at an address that it can open, also as a QR code.

With PAGES=1 all pages are at an address of their own, which stays (local/deployed/pages.py). Else one week's page is in
the private data bucket, with a link that is presigned, with the rights of whoever makes it. Those credentials need
s3:PutObject and s3:GetObject on pages/* of the bucket, besides what reading the archive takes.
"""

from __future__ import annotations

import io
from datetime import date, datetime, timedelta, timezone

import boto3
import click
import segno
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError
from rich.console import Console

from invictus.errors import InvictusError
from local.archive.options import date_asked, option, program_option
from local.archive.weeks import Archive, ArchiveError, BucketStore, StoredWeek
from local.deployed import account, pages
from local.page.make import pages_of
from local.page.weeks import WeekPage, week_html, week_page
from local.project import OUT
from local.terminal.printing import console, line, tell

LONGEST = timedelta(days=7)  # AWS signs no link for longer


class ShareError(InvictusError):
    """The page cannot be put into the bucket. Says what is missing."""


@click.command()
@option("--week", "WEEK", default="", metavar="DATE", help="A day of the week to share.  [default: the newest week]")
@program_option
@account.stage_option
def share(week: str, program: str, stage: str) -> None:
    """Put pages for the phone where it can open them and print the link, also as a QR code.

    With PAGES=1 in .env these are all pages, at an address that stays. Else it is a week's page in your private bucket,
    with a link that is valid for seven days at most.
    """
    bucket = BucketStore(stage)
    archive = Archive(bucket)
    stored = week_asked(archive, program, week)
    page = week_page(stored, archive.records(stored.first, stored.last))
    if not page.sessions:
        raise ShareError(f"the week {stored.first} to {stored.last} cannot be read, so there is no page to share")
    if pages.are_wanted():
        address = pages.publish(bucket.session, stage, pages_of(archive, None, date.today().isoformat()))
        link = address + (page.file if week or program else "index.html")
        validity = "This address stays: put it on the Home Screen. Whoever has it can read the pages."
    else:
        link = put_page(bucket.session, bucket.bucket, page)
        validity = f"It opens until {link_end(bucket.session, datetime.now(timezone.utc))}. Whoever has it can read it."
    tell(f"{page.title}, {page.program_words}", "bold")
    tell(link)
    tell(validity)
    show_code(console(), link)


def week_asked(archive: Archive, program: str, day: str) -> StoredWeek:
    """Return the stored week of a programme that has `day`, or its newest. Raises ArchiveError."""
    wanted = archive.program(program)
    weeks = [week for week in archive.weeks if week.program == wanted]
    date = date_asked(day).isoformat() if day else ""
    found = [week for week in weeks if not date or week.first <= date <= week.last]
    if not found:
        newest = ", ".join(f"{week.first} to {week.last}" for week in weeks[-5:])
        raise ArchiveError(f"the {wanted} has no week that includes {date}. Its newest are: {newest} (WEEK=date)")
    return max(found, key=lambda week: week.last)


def put_page(session: boto3.Session, bucket: str, page: WeekPage) -> str:
    """Put the page into the bucket and return a presigned link to it. Raises ShareError."""
    key = f"pages/{page.file}"
    # With virtual addressing the link names the bucket's own region: one without it is redirected, which breaks it.
    s3 = session.client("s3", config=Config(signature_version="s3v4", s3={"addressing_style": "virtual"}))
    where, html, kind = {"Bucket": bucket, "Key": key}, week_html(page).encode(), "text/html; charset=utf-8"
    try:
        s3.put_object(**where, Body=html, ContentType=kind, CacheControl="private")
        return str(s3.generate_presigned_url("get_object", Params=where, ExpiresIn=int(LONGEST.total_seconds())))
    except (ClientError, BotoCoreError) as error:
        raise ShareError(
            f"the page cannot be put at s3://{bucket}/{key}: {error}. Your credentials need s3:PutObject and "
            f"s3:GetObject on {bucket}/pages/*"
        ) from error


def link_end(session: boto3.Session, now: datetime) -> str:
    """Return in words until when a link made `now` (UTC) opens. A token marks credentials that end."""
    end, credentials = (now + LONGEST).astimezone(), session.get_credentials()
    moment = f"{end.day} {end:%B %Y, %H:%M}"
    if credentials and credentials.token:
        return f"your temporary credentials end, which may be in an hour, and not after {moment}"
    return f"{moment}, seven days from now"


def show_code(out: Console, link: str) -> None:
    """Show the link as a QR code; if the terminal is too narrow, write it to a file and name the file."""
    try:
        code = segno.make(link, error="l", micro=False, boost_error=False)
    except segno.DataOverflowError:
        out.print(line("The link is too long for a QR code: it holds a long session token. Send it to the phone."))
        return
    width, _ = code.symbol_size(border=2)
    if width > out.width:
        file = OUT / "share.svg"
        OUT.mkdir(parents=True, exist_ok=True)
        code.save(str(file), scale=4, border=2, light="white")
        out.print(line(f"The QR code needs {width} columns, and this terminal has {out.width}. It is in {file}"))
        return
    rows = io.StringIO()
    code.terminal(rows, border=2, compact=True)
    for row in rows.getvalue().splitlines():
        out.print(line(row, "bright_white on black"), soft_wrap=True)
