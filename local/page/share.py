"""`make share`: pages for the phone, at an address that it can open, also as a QR code.

With PAGES=1 all pages are at an address of their own, which stays (local/deployed/pages.py). Else one week's page is in
the private data bucket, with a link that is presigned, with the rights of whoever makes it. Those credentials need
s3:PutObject and s3:GetObject on pages/* of the bucket, besides what reading the archive takes.
"""

from __future__ import annotations

import io
from datetime import date, datetime, timedelta

import boto3
import click
import segno
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError
from rich.console import Console

from local.archive.options import date_asked, option, program_option
from local.archive.weeks import Archive, ArchiveError, BucketStore
from local.deployed import account, pages
from local.page.make import pages_of
from local.page.render import WeekPage, date_in_words, week_html, week_page
from local.project import OUT
from local.terminal.printing import console, line, tell

LONGEST = timedelta(days=7)  # AWS signs no link for longer


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
    page = page_asked(archive, program, week)
    if pages.are_wanted():
        address = pages.publish(bucket.session, stage, pages_of(archive, None, date.today().isoformat()))
        link = address + (page.file if week or program else "index.html")
        validity = "This address stays: put it on the Home Screen. Whoever has it can read the pages."
    else:
        link = put_page(bucket.session, bucket.bucket, page)
        validity = f"It opens for seven days, {link_end(bucket.session, datetime.now())}. Whoever has it can read it."
    tell(f"{page.title}, {page.program_words}", "bold")
    tell(link)
    tell(validity)
    show_code(console(), link)


def page_asked(archive: Archive, program: str, day: str) -> WeekPage:
    """Return the page of a programme's week that has `day`, or of its newest. Raises ArchiveError."""
    wanted, asked = archive.program(program), date_asked(day).isoformat()
    for week in reversed(archive.weeks):
        if week.program == wanted and (not day or week.first <= asked <= week.last):
            page = week_page(week, archive.records(week.first, week.last))
            if page.sessions:
                return page
    raise ArchiveError(f"the {wanted} has no week that includes {asked}. The archive has {archive.says()}")


def put_page(session: boto3.Session, bucket: str, page: WeekPage) -> str:
    """Put the page into the bucket and return a presigned link to it. Raises AccountError."""
    key = f"pages/{page.file}"
    # With virtual addressing the link names the bucket's own region: one without it is redirected, which breaks it.
    s3 = session.client("s3", config=Config(signature_version="s3v4", s3={"addressing_style": "virtual"}))
    where, html, kind = {"Bucket": bucket, "Key": key}, week_html(page).encode(), "text/html; charset=utf-8"
    try:
        s3.put_object(**where, Body=html, ContentType=kind, CacheControl="private")
        return str(s3.generate_presigned_url("get_object", Params=where, ExpiresIn=int(LONGEST.total_seconds())))
    except (ClientError, BotoCoreError) as error:
        raise account.AccountError(
            f"the page cannot be put at s3://{bucket}/{key}: {error}. Your credentials need s3:PutObject and "
            f"s3:GetObject on {bucket}/pages/*"
        ) from error


def link_end(session: boto3.Session, now: datetime) -> str:
    """Return in words until when a link made `now` opens. A token marks credentials that end."""
    end, credentials = now + LONGEST, session.get_credentials()
    is_temporary = credentials and credentials.token
    sooner = ", or until your temporary credentials end, which may be in an hour" if is_temporary else ""
    return f"until {date_in_words(end)}, {end:%H:%M}{sooner}"


def show_code(out: Console, link: str) -> None:
    """Show the link as a QR code; if the terminal is too narrow, write it to a file and name the file."""
    try:
        code = segno.make_qr(link, error="l", boost_error=False)
    except segno.DataOverflowError:
        out.print(line("The link is too long for a QR code: it holds a long session token. Send it to the phone."))
        return
    width, _ = code.symbol_size(border=2)
    rows, file = io.StringIO(), OUT / "share.svg"
    if width > out.width:
        OUT.mkdir(parents=True, exist_ok=True)
        code.save(str(file), scale=4, border=2, light="white")
        out.print(line(f"The QR code needs {width} columns, and this terminal has {out.width}. It is in {file}"))
    else:
        code.terminal(rows, border=2, compact=True)
        out.print(line(rows.getvalue(), "bright_white on black"), soft_wrap=True, end="")
