"""The sample blog answers what the pipeline asks as WordPress does."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
import requests

from local.project import SAMPLE_POSTS
from local.sample_blog.server import Blog
from tests.support.blog_client import get, ids, logged_in, numbered

ME = "/wp-json/wp/v2/users/me"


@pytest.fixture
def blog() -> Iterator[Blog]:
    with Blog.from_folder(SAMPLE_POSTS, user="coach", password="abcd efgh") as blog:
        yield blog


@pytest.fixture
def march() -> Iterator[Blog]:
    """Serve five posts, a day apart. One belongs to another category, one is a draft."""
    posts = [numbered(number) for number in range(1, 6)]
    posts[3]["categories"] = [99]
    posts[4]["status"] = "draft"
    with Blog(posts) as blog:
        yield blog


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({}, [4, 3, 2, 1]),
        ({"categories": "213"}, [3, 2, 1]),
        ({"categories": "99,7"}, [4]),
        ({"include": "2,5"}, [2]),
        ({"per_page": 3, "page": 2}, [1]),
        ({"orderby": "id", "order": "asc", "per_page": 2}, [1, 2]),
        ({"categories": 404, "page": 5}, []),
        ({"search": "snatch"}, [4, 3, 2, 1]),
    ],
)
def test_a_list_has_the_posts_that_are_asked_for(march: Blog, asked: dict[str, Any], found: list[int]) -> None:
    assert ids(get(march.api, **asked)) == found


def test_the_headers_tell_how_many_posts_and_pages_there_are(blog: Blog) -> None:
    reply = get(blog.api, categories=213, per_page=3)
    assert (reply.headers["X-WP-Total"], reply.headers["X-WP-TotalPages"]) == ("4", "2")


@pytest.mark.parametrize(
    ("asked", "code"),
    [
        ({"page": 2}, "rest_post_invalid_page_number"),
        ({"per_page": 101}, "rest_invalid_param"),
        ({"per_page": 0}, "rest_invalid_param"),
        ({"include": "latest"}, "rest_invalid_param"),
    ],
)
def test_what_wordpress_refuses_is_refused_by_its_code(march: Blog, asked: dict[str, Any], code: str) -> None:
    reply = get(march.api, **asked)
    assert (reply.status_code, reply.json()["code"]) == (400, code)
    assert "X-WP-Total" not in reply.headers


def test_fields_trims_posts(march: Blog) -> None:
    trimmed = get(march.api, include=1, _fields="id,title.rendered,content.protected,nonsense").json()
    assert trimmed == [{"id": 1, "title": {"rendered": "March 1, 2021"}, "content": {"protected": False}}]


def test_wrong_credentials_look_like_success_but_for_users_me(blog: Blog) -> None:
    assert len(logged_in(blog.api, "coach", "wrong").json()) == 4
    assert logged_in(blog.site + ME, "coach", "wrong").json()["code"] == "rest_not_logged_in"
    for password in ("abcd efgh", "abcdefgh"):
        assert logged_in(blog.site + ME, "coach", password).json() == {"id": 1, "name": "coach"}
    assert all(asked.sent_credentials and "authorization" not in asked.headers for asked in blog.requests)


def test_the_firewall_refuses_the_default_user_agent_of_requests(blog: Blog) -> None:
    reply = requests.get(blog.api, timeout=5)
    assert (reply.status_code, reply.headers["Content-Type"][:9]) == (403, "text/html")
