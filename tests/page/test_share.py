"""`make share`: the page in the private bucket, a link that opens it, how long it opens, the QR code."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import boto3
import pytest
import requests
import segno
from botocore.stub import Stubber
from moto import mock_aws
from rich.console import Console

from local.__main__ import main
from local.archive.weeks import Archive, ArchiveError, FolderStore, StoredWeek
from local.deployed import account, pages
from local.page import share as command
from local.page.render import week_page
from local.page.share import link_end, page_asked, put_page, show_code
from tests.support.posts import TRAINING_WEEK, post_of, sample_posts
from tests.support.stored_weeks import store

BUCKET = "invictus-share-test"
ADDRESS = "https://d111111abcdef8.cloudfront.net"
TEMPLATE = {
    "Resources": {
        "DataBucket": {"Type": "AWS::S3::Bucket", "Properties": {"BucketName": BUCKET}},
        "PagesBucket": {"Type": "AWS::S3::Bucket", "Properties": {"BucketName": "pages"}},
    },
    "Outputs": {"PagesAddress": {"Value": ADDRESS}},
}
NEWEST = "pages/2021-01-18__2021-01-23--5-day-weightlifting-program.html"


@pytest.fixture(scope="module")
def account_with_weeks(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Create a deployed stack's bucket that holds weeks, in an account that is kept in memory."""
    folder = store(tmp_path_factory.mktemp("share"), post_of(TRAINING_WEEK), *sample_posts()[2:])
    with mock_aws():
        boto3.client("cloudformation", "us-east-1").create_stack(
            StackName="invictus-weightlifting-dev", TemplateBody=json.dumps(TEMPLATE)
        )
        s3 = boto3.client("s3")
        for file in folder.glob("weekly/*.json"):
            s3.put_object(Bucket=BUCKET, Key=f"weekly/{file.name}", Body=file.read_bytes())
        yield


@pytest.fixture
def deployed(account_with_weeks: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(command, "OUT", tmp_path / "out")
    monkeypatch.setenv("COLUMNS", "200")
    monkeypatch.delenv("AWS_SESSION_TOKEN", raising=False)


def link_of(printed: str) -> str:
    return next(line for line in printed.splitlines() if line.startswith("https://"))


def test_the_newest_week_is_shared_by_a_link_and_is_not_public(
    deployed: None, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["share"]) == 0

    printed = capsys.readouterr().out
    link = link_of(printed)
    page = requests.get(link, timeout=5)
    assert printed.startswith("18 to 23 January 2021, 5 day weightlifting program\n")
    assert urlsplit(link).path == f"/{NEWEST}"
    assert parse_qs(urlsplit(link).query)["X-Amz-Expires"] == [str(7 * 24 * 60 * 60)]
    assert page.headers["content-type"] == "text/html; charset=utf-8"
    assert "<h1>18 to 23 January 2021</h1>" in page.text
    assert 'href="index.html"' not in page.text  # it links to no other page
    assert "It opens for seven days, until " in printed
    grants = boto3.client("s3").get_object_acl(Bucket=BUCKET, Key=NEWEST)["Grants"]
    assert grants and all("URI" not in grant["Grantee"] for grant in grants)


def test_a_week_is_shared_by_any_of_its_days_and_a_programme_by_its_name(tmp_path: Path) -> None:
    archive = Archive(FolderStore(store(tmp_path / "bucket", post_of(TRAINING_WEEK), *sample_posts()[2:])))

    assert page_asked(archive, "", "2021-01-06").file.startswith("2021-01-04__2021-01-07--5-day")
    assert page_asked(archive, "3-day", "").file.startswith("2021-01-18__2021-01-24--3-day")
    with pytest.raises(ArchiveError, match=r"no week that includes 2021-03-01\. The archive has 3 weekly"):
        page_asked(archive, "", "2021-03-01")


def objects() -> dict[str, Any]:
    s3 = boto3.client("s3")
    keys = [found["Key"] for found in s3.list_objects_v2(Bucket="pages").get("Contents", [])]
    return {key.split("/")[1]: s3.head_object(Bucket="pages", Key=key) for key in keys}


def test_with_pages_set_all_pages_are_at_one_address_that_stays(
    deployed: None, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("PAGES", "1")
    assert main(["share"]) == 0
    printed = capsys.readouterr().out
    link = link_of(printed)
    address, folder, name = link.rsplit("/", 2)
    assert (address, name) == (ADDRESS, "index.html")
    assert len(folder) == 22, "128 bits that nobody can guess"
    assert "This address stays" in printed
    first = objects()
    assert {"index.html", "cycle.html", NEWEST.partition("/")[2], "icon-192.png"} <= first.keys()
    assert (first["index.html"]["ContentType"], first["index.html"]["CacheControl"]) == ("text/html", "no-cache")
    assert first["manifest.webmanifest"]["ContentType"] == "application/manifest+json"
    assert first["sw.js"]["ContentType"].endswith("/javascript")

    boto3.client("s3").put_object(Bucket="pages", Key=f"{folder}/gone.html", Body=b"a week that is no more")
    boto3.client("s3").put_object(Bucket="pages", Key=f"{folder}/cycle.html", Body=b"an older edition")
    assert main(["share", "--week", "2021-01-06"]) == 0
    assert link_of(capsys.readouterr().out).startswith(f"{ADDRESS}/{folder}/2021-01-04__2021-01-07--5-day")
    second = objects()
    assert second.keys() == first.keys()
    assert second["cycle.html"]["ETag"] == first["cycle.html"]["ETag"]
    assert second["index.html"]["LastModified"] == first["index.html"]["LastModified"], "unchanged: not put again"

    pages.empty(boto3.Session(region_name="us-east-1"), "dev")
    assert objects() == {}


def test_with_pages_set_and_a_stack_without_them_deploying_is_the_remedy(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(account, "resources", lambda session, stage: {"DataBucket": BUCKET})

    with pytest.raises(account.AccountError, match=r"has no pages yet\. Type: make deploy"):
        pages.publish(boto3.Session(), "dev", {})


def test_missing_rights_are_named() -> None:
    session = boto3.Session(region_name="us-east-1")
    client = session.client("s3")
    page = week_page(StoredWeek("2021-01-04", "2021-01-07", "p", ""), [])
    with Stubber(client) as stub:
        stub.add_client_error("put_object", "AccessDenied", "Access Denied", 403)
        session.client = lambda *_, **__: client  # type: ignore[method-assign]
        with pytest.raises(account.AccountError, match=r"AccessDenied.*s3:PutObject and s3:GetObject on b/pages/\*"):
            put_page(session, "b", page)


def test_the_message_says_how_long_the_link_is_valid() -> None:
    now, until = datetime(2021, 1, 4, 12, 0), "until 11 January 2021, 12:00"

    assert link_end(boto3.Session("id", "secret"), now) == until
    sooner = ", or until your temporary credentials end, which may be in an hour"
    assert link_end(boto3.Session("id", "secret", "token"), now) == until + sooner


def test_the_code_is_in_the_terminal_or_in_a_file_or_the_link_is_too_long_for_any(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(command, "OUT", tmp_path)

    def shown(link: str, width: int) -> str:
        paper = io.StringIO()
        show_code(Console(file=paper, width=width), link)
        return paper.getvalue()

    link, rows = "https://bucket.s3.amazonaws.com/week.html?X-Amz-Signature=" + "0123456789abcdef" * 4, io.StringIO()
    segno.make(link, error="l", micro=False, boost_error=False).terminal(rows, border=2, compact=True)
    in_terminal = [row.rstrip() for row in shown(link, 120).splitlines()]
    assert in_terminal == [row.rstrip() for row in rows.getvalue().splitlines()]

    assert "The QR code needs" in shown("https://bucket.example/" + "x" * 1500, 80)
    assert (tmp_path / "share.svg").read_text().startswith("<?xml")
    assert "too long for a QR code" in shown("https://bucket.example/" + "x" * 4000, 80)
