"""`make retry`: runs the failed posts again, and no others."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest

from local.__main__ import main
from local.deployed import executions
from local.deployed.executions import failed_posts
from local.embedded_aws.stack import EmbeddedAws
from local.project import by_ids
from tests.support.commands import output_of
from tests.support.faulty_blog import FaultyBlog
from tests.support.posts import MONDAY, week_post

pytestmark = pytest.mark.usefixtures("no_waiting")
NOTICE = "<p>We are closed this week.</p>"


@pytest.fixture
def blog() -> Iterator[FaultyBlog]:
    with FaultyBlog([week_post(MONDAY - timedelta(weeks=number)) for number in range(3)]) as blog:
        yield blog


def in_quarantine(aws: EmbeddedAws) -> dict[int, str]:
    return failed_posts(aws.client("s3"), aws.resources["DataBucket"])


@pytest.fixture(autouse=True)
def as_typed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("local.deployed.account.load_dotenv_file", lambda: None)
    monkeypatch.setattr(executions, "POLL_SECONDS", 0.05)


def test_the_failed_posts_run_again_and_only_they(
    aws: EmbeddedAws, blog: FaultyBlog, capsys: pytest.CaptureFixture[str]
) -> None:
    """Neither is on the first page of the blog: a retry requests posts by their ids."""
    good = {post["id"]: post["content"]["rendered"] for post in blog.posts[1:]}
    for post in blog.posts[1:]:
        post["content"]["rendered"] = NOTICE
    aws.execute({"posts_per_page": 3})
    third, second = blog.posts[2]["id"], blog.posts[1]["id"]
    assert in_quarantine(aws) == {third: "PostFormatError", second: "PostFormatError"}
    blog.posts[1]["content"]["rendered"] = good[blog.posts[1]["id"]]
    blog.requests.clear()

    assert main(["retry"]) == 0

    assert [asked.query["include"] for asked in blog.requests] == [f"{third},{second}"]
    assert "categories" not in blog.requests[0].query, "a post may have left its category"
    said = capsys.readouterr().out
    assert f"failed/{third}.json: PostFormatError\nfailed/{second}.json: PostFormatError" in said
    assert "SUCCEEDED: 1 stored, 0 unchanged, 0 failed, 1 known" in said
    assert in_quarantine(aws) == {third: "PostFormatError"}
    assert (len(aws.objects("weekly/")), len(aws.items())) == (2, 4)


@pytest.mark.parametrize("body", [b"{", b"[]", b'{"post": {}, "error": {"Error": "E"}}', b'{"post": {"id": 7}}'])
def test_a_damaged_file_is_named(aws: EmbeddedAws, capsys: pytest.CaptureFixture[str], body: bytes) -> None:
    aws.client("s3").put_object(Bucket=aws.resources["DataBucket"], Key="failed/damaged.json", Body=body)

    said = "failed/damaged.json is damaged: it does not say which post failed. Delete it, then: make retry."
    assert said in output_of(capsys, "retry", code=1)


def test_a_mended_post_leaves_failed_whatever_its_slug_and_category(aws: EmbeddedAws, blog: FaultyBlog) -> None:
    good = blog.posts[0]["content"]["rendered"]
    blog.posts[0]["content"]["rendered"] = NOTICE
    aws.execute({})
    assert list(in_quarantine(aws)) == [blog.posts[0]["id"]]
    blog.posts[0].update(slug="march-8-14-2021-2", date="2021-03-06T09:00:00", categories=[7])
    blog.posts[0]["content"]["rendered"] = good

    assert main(["retry"]) == 0

    assert (in_quarantine(aws), len(aws.objects("weekly/"))) == ({}, 1)


def test_a_post_gone_from_the_blog_leaves_failed_and_what_is_stored_of_it_stays(
    aws: EmbeddedAws, blog: FaultyBlog, capsys: pytest.CaptureFixture[str]
) -> None:
    aws.execute({})
    stored, gone = (aws.objects("weekly/"), aws.items()), blog.posts[0]
    gone["content"]["rendered"], gone["modified_gmt"] = NOTICE, "2021-03-09T08:00:00"
    aws.execute({})
    assert list(in_quarantine(aws)) == [gone["id"]]
    blog.posts.remove(gone)

    assert main(["retry"]) == 0

    assert f"Post {gone['id']} is gone from the blog. What is stored of it stays." in capsys.readouterr().out
    assert (in_quarantine(aws), (aws.objects("weekly/"), aws.items())) == ({}, stored)


def test_without_failed_posts_no_execution_starts(
    aws: EmbeddedAws, blog: FaultyBlog, capsys: pytest.CaptureFixture[str]
) -> None:
    assert "failed/ is empty" in output_of(capsys, "retry")
    assert blog.requests == []


def test_more_failed_posts_than_a_page_start_several_executions() -> None:
    inputs = list(by_ids(list(range(1, 251))))

    assert [len(request["post_ids"]) for request in inputs] == [100, 100, 50]
    assert [number for request in inputs for number in request["post_ids"]] == list(range(1, 251))


def test_an_id_that_the_blog_does_not_know_ends_as_nothing_new(aws: EmbeddedAws) -> None:
    execution = aws.execute({"post_ids": [424242]})

    assert (execution.status, aws.objects(), aws.messages()) == ("SUCCEEDED", {}, [])
