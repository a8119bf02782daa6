"""The blogs that these tests ask: the sample weeks, and seven posts of March."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from local.project import SAMPLE_POSTS
from local.sample_blog.server import Blog
from tests.support.blog_client import PASSWORD, USER, numbered


@pytest.fixture
def blog() -> Iterator[Blog]:
    with Blog.from_folder(SAMPLE_POSTS, user=USER, password=PASSWORD) as blog:
        yield blog


@pytest.fixture
def march() -> Iterator[Blog]:
    """Serve seven posts, a day apart. One belongs to another category, one is private and one is a draft."""
    posts = [numbered(number) for number in range(1, 8)]
    posts[4]["categories"] = [99]
    posts[5]["status"] = "private"
    posts[6]["status"] = "draft"
    with Blog(posts, user=USER, password=PASSWORD) as blog:
        yield blog
