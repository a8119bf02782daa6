"""The state machine on the embedded AWS and the pure way leave the same files, byte for byte."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from rich.console import Console

from invictus import wordpress
from local.archive.folder import ArchiveFolder
from local.embedded_aws.stack import EmbeddedAws
from local.running import blog_posts, reading
from local.sample_blog.posts import whole_posts
from local.sample_blog.server import Blog
from tests.support.archive_folder import files
from tests.support.post_files import post_files
from tests.support.posts import MONDAY, sample_posts, week_post


@pytest.fixture
def blog() -> Iterator[Blog]:
    with Blog([]) as blog:
        yield blog


class BothWays:
    """Reads the posts of a blog by the state machine, and without it into a folder."""

    def __init__(self, aws: EmbeddedAws, blog: Blog, folder: Path) -> None:
        self._aws, self._blog, self._folder = aws, blog, folder
        aws.clean()
        aws.read_blog(blog.api, wordpress.EVERY_CATEGORY)

    def read(self, *posts: Any) -> None:
        """Let the blog have these posts, and read all of them."""
        self._blog.posts[:] = whole_posts((f"post {number}", post) for number, post in enumerate(posts))
        machine = self._aws.execute({"all_pages": True, "posts_per_page": 20})
        access = wordpress.BlogAccess(self._blog.api, wordpress.EVERY_CATEGORY)
        ids = [post.id for post in blog_posts.every(access, print)]
        pure = reading.read_posts(Console(file=io.StringIO()), access, ArchiveFolder(self._folder), ids, print)
        assert (machine.status, machine.error) == (pure.status, pure.error)

    def check_the_same(self) -> None:
        pure = {key.partition("/")[2]: body for key, body in files(self._folder).items()}
        assert self._aws.objects() == pure


@pytest.fixture
def both(aws: EmbeddedAws, blog: Blog, tmp_path: Path) -> BothWays:
    return BothWays(aws, blog, tmp_path)


def test_the_sample_posts(both: BothWays) -> None:
    both.read(*sample_posts())
    both.check_the_same()


@pytest.mark.parametrize("file", post_files(), ids=lambda file: file.stem)
def test_a_post_of_the_test_posts(both: BothWays, file: Path) -> None:
    both.read(json.loads(file.read_text(encoding="utf-8")))
    both.check_the_same()


WEEK = week_post(MONDAY)
LATER = week_post(MONDAY, "<p>Monday</p><p>A. Jerk</p>", edit=10)
COUNTED = week_post(MONDAY, "<p>Monday</p><p>A. Jerk</p><p>B. Snatch</p>", edit=10)
MOVED = {**week_post(MONDAY + timedelta(weeks=1), edit=20), "id": WEEK["id"]}
CLOSED = week_post(MONDAY, "<p>Closed this week.</p>", edit=30)
OTHER = {**week_post(MONDAY + timedelta(days=1), slug="copied"), "id": 7, "title": WEEK["title"]}
NEXT = week_post(MONDAY + timedelta(weeks=1), "<p>Tuesday</p><p>A. Squat</p>")
TOO_LARGE = week_post(MONDAY, f"<p>Monday</p><p>A. {'Snatch ' * 12_000}</p>", edit=40)
EDITS = {name: value for name, value in globals().items() if name.isupper() and isinstance(value, dict)}


@pytest.mark.parametrize("first", EDITS)
def test_edits_in_every_order(both: BothWays, first: str) -> None:
    """Of one post: edits, a view counter, other dates, ones that fail; and other posts that share its dates.

    With the tests of the other firsts, each comes right after each.
    """
    for name in list(EDITS)[list(EDITS).index(first) :]:
        for edit in (first, name):
            both.read(EDITS[edit])
            both.check_the_same()
