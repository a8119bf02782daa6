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
from tests.support.stack import empty


@pytest.fixture
def blog() -> Iterator[Blog]:
    with Blog([]) as blog:
        yield blog


class BothWays:
    """Reads the posts of a blog by the state machine, and without it into a folder."""

    def __init__(self, aws: EmbeddedAws, blog: Blog, folder: Path) -> None:
        self._aws, self._blog, self._folder = aws, blog, folder
        empty(aws)
        aws.read_blog(blog.api, wordpress.EVERY_CATEGORY)

    def read(self, *posts: Any) -> None:
        """Let the blog have these posts, and read all of them."""
        self._blog.posts[:] = whole_posts((f"post {number}", post) for number, post in enumerate(posts))
        machine = self._aws.execute({"all_pages": True, "posts_per_page": 20})
        access = wordpress.BlogAccess(self._blog.api, wordpress.EVERY_CATEGORY)
        ids = [*blog_posts.every(access, print)]
        pure = reading.read_posts(Console(file=io.StringIO()), access, ArchiveFolder(self._folder), ids, print)
        assert (machine.status, machine.error) == (pure.status, pure.error)

    def check_the_same(self) -> int:
        """Compare what is stored. Returns how many objects there are."""
        pure = {key.partition("/")[2]: body for key, body in files(self._folder).items()}
        assert self._aws.objects() == pure
        return len(pure)


@pytest.fixture
def both(aws: EmbeddedAws, blog: Blog, tmp_path: Path) -> BothWays:
    return BothWays(aws, blog, tmp_path)


def test_the_sample_posts_and_some_of_the_tests(both: BothWays) -> None:
    """In one run, each with a programme of its own, as most are of one week. One code reads them: a sixth is enough."""
    posts = [*sample_posts(), *(json.loads(file.read_text(encoding="utf-8")) for file in post_files()[::6])]

    both.read(*({**post, "id": number, "slug": f"{post['slug']}-{number}-x"} for number, post in enumerate(posts, 1)))
    assert both.check_the_same() > 1.5 * len(posts)


def edits_of(number: int) -> list[Any]:
    """Of one post: edits, a view counter, other dates, ones that fail; and other posts that share its dates."""
    monday = MONDAY + timedelta(weeks=4 * number)
    week, after = week_post(monday), monday + timedelta(weeks=1)
    return [
        week,
        week_post(monday, "<p>Monday</p><p>A. Jerk</p>", edit=10),
        week_post(monday, "<p>Monday</p><p>A. Jerk</p><p>B. Snatch</p>", edit=10),
        {**week_post(after, edit=20), "id": week["id"]},
        week_post(monday, "<p>Closed this week.</p>", edit=30),
        {**week_post(monday + timedelta(days=1), slug=f"copied-{number}"), "title": week["title"]},
        week_post(after, "<p>Tuesday</p><p>A. Squat</p>"),
        week_post(monday, f"<p>Monday</p><p>A. {'Snatch ' * 12_000}</p>", edit=40),
    ]


def test_edits_in_every_order(both: BothWays) -> None:
    """Each comes right after each: every week's edit is, from run to run, one further on, then two, up to eight."""
    edits, at = [edits_of(number) for number in range(8)], [*range(8)]
    for step in range(9):
        at = [(each + step) % 8 for each in at]
        both.read(*(of_week[each] for of_week, each in zip(edits, at)))
        assert both.check_the_same()
