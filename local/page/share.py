"""`make share`: a week's page in the private bucket, and a link to it that a phone can open, also as a QR code.

The bucket stays private: the link is presigned, with the rights of whoever makes it. Those credentials need
s3:PutObject and s3:GetObject on pages/* of the data bucket, besides what reading the archive takes.
"""

from __future__ import annotations

import os
from datetime import datetime, timedelta, timezone
from typing import NamedTuple, Optional

import boto3
import click
import segno
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError
from rich.console import Console

from invictus.errors import InvictusError
from local.archive.options import option, program_option
from local.archive.selection import date_asked, program_asked
from local.archive.weeks import Archive, ArchiveError, BucketStore, StoredWeek
from local.deployed import account
from local.page.weeks import WeekPage, week_html, week_page
from local.project import OUT
from local.terminal.printing import console, line

LONGEST = timedelta(days=7)  # AWS signs no link for longer
QUIET = 2  # modules of light around the code
CODE_FILE = "share.svg"


class ShareError(InvictusError):
    """The page cannot be put into the bucket. Says what is missing."""


class LinkCredentials(NamedTuple):
    """How long the credentials that sign a link are valid: without end, or, if `is_temporary`, until `end` (UTC), which
    is None if it is not known."""

    is_temporary: bool
    end: Optional[datetime]


@click.command()
@option("--week", "WEEK", default="", metavar="DATE", help="A day of the week to share.  [default: the newest week]")
@program_option
@account.stage_option
def share(week: str, program: str, stage: str) -> None:
    """Put a week's page into your private bucket and print a link for the phone.

    The link is valid for seven days at most, and is also shown as a QR code to point the phone at.
    """
    bucket = BucketStore(stage)
    archive = Archive(bucket)
    stored = week_asked(archive, program, week)
    page = week_page(stored, archive.records(stored.first, stored.last))
    if not page.sessions:
        raise ShareError(f"the week {stored.first} to {stored.last} cannot be read, so there is no page to share")
    link = put_page(bucket.session, bucket.bucket, page)
    out = console()
    out.print(line(f"{page.title}, {page.program_words}", "bold"))
    out.print(line(link), soft_wrap=True)
    out.print(line(validity(credentials_of(bucket.session), datetime.now(timezone.utc))))
    show_code(out, link)


def week_asked(archive: Archive, program: str, day: str) -> StoredWeek:
    """Return the stored week of a programme that has `day`, or its newest. Raises ArchiveError."""
    wanted = program_asked(program, (week.program for week in archive.weeks))
    weeks = [week for week in archive.weeks if week.program == wanted]
    date = date_asked(day).isoformat() if day else ""
    found = [week for week in weeks if not date or week.first <= date <= week.last]
    if not found:
        stored = ", ".join(f"{week.first} to {week.last}" for week in weeks[-5:]) or "none"
        raise ArchiveError(
            f"the {wanted} has no week{f' that includes {date}' if date else ''}. Its newest are: {stored} (WEEK=date)"
        )
    return max(found, key=lambda week: week.last)


def put_page(session: boto3.Session, bucket: str, page: WeekPage) -> str:
    """Put the page into the bucket and return a presigned link to it. Raises ShareError."""
    key = f"pages/{page.file}"
    # With virtual addressing the link names the bucket's own region: one without it is redirected, which breaks it.
    s3 = session.client("s3", config=Config(signature_version="s3v4", s3={"addressing_style": "virtual"}))
    try:
        s3.put_object(
            Bucket=bucket,
            Key=key,
            Body=week_html(page, is_alone=True).encode(),
            ContentType="text/html; charset=utf-8",
            CacheControl="private",
        )
        return str(
            s3.generate_presigned_url(
                "get_object", Params={"Bucket": bucket, "Key": key}, ExpiresIn=int(LONGEST.total_seconds())
            )
        )
    except (ClientError, BotoCoreError) as error:
        raise ShareError(
            f"the page cannot be put at s3://{bucket}/{key}: {error}. Your credentials need s3:PutObject and "
            f"s3:GetObject on {bucket}/pages/*"
        ) from error


def credentials_of(session: boto3.Session) -> LinkCredentials:
    """Return how long the session's credentials are valid. A session token marks those that end."""
    credentials = session.get_credentials()
    if credentials is None or not credentials.token:
        return LinkCredentials(False, None)
    # botocore knows when those that it renews by itself end, and has no public name for it.
    end = getattr(credentials, "_expiry_time", None)
    written = os.environ.get("AWS_CREDENTIAL_EXPIRATION", "")
    if end is None and written:
        try:
            end = datetime.fromisoformat(written.replace("Z", "+00:00"))
        except ValueError:
            end = None
    return LinkCredentials(True, end and end.astimezone(timezone.utc))


def validity(credentials: LinkCredentials, now: datetime) -> str:
    """Return how long a link that is made `now` (UTC) opens, in words."""
    longest = now + LONGEST
    if not credentials.is_temporary:
        return f"It opens until {_moment(longest)}, seven days from now. Whoever has the link can read the page."
    if credentials.end is None:
        return (
            "It opens until your temporary credentials end, which may be in an hour, and not after "
            f"{_moment(longest)}. Whoever has the link can read the page."
        )
    end = min(credentials.end, longest)
    return (
        f"It opens until {_moment(end)}, when your temporary credentials end. Whoever has the link can read the page."
    )


def _moment(moment: datetime) -> str:
    local = moment.astimezone()
    return f"{local.day} {local:%B %Y, %H:%M}"


def show_code(out: Console, link: str) -> None:
    """Show the link as a QR code; if the terminal is too narrow, write it to a file and name the file."""
    try:
        code = segno.make(link, error="l", micro=False, boost_error=False)
    except segno.DataOverflowError:
        out.print(line("The link is too long for a QR code: it holds a long session token. Send it to the phone."))
        return
    width, _ = code.symbol_size(border=QUIET)
    if width > out.width:
        file = OUT / CODE_FILE
        file.parent.mkdir(parents=True, exist_ok=True)
        code.save(str(file), scale=4, border=QUIET, light="white")
        out.print(line(f"The QR code needs {width} columns, and this terminal has {out.width}. It is in {file}"))
        return
    for row in code_lines(code):
        out.print(line(row, "black on white"), soft_wrap=True)


def code_lines(code: segno.QRCode) -> list[str]:
    """Return the code as text, two rows of modules in one line, dark ones as ink."""
    rows = [list(row) for row in code.matrix_iter(border=QUIET)]
    if len(rows) % 2:
        rows.append([0] * len(rows[0]))
    blocks = {(0, 0): " ", (1, 0): "▀", (0, 1): "▄", (1, 1): "█"}
    return [
        "".join(blocks[bool(above), bool(below)] for above, below in zip(upper, lower))
        for upper, lower in zip(rows[::2], rows[1::2])
    ]
