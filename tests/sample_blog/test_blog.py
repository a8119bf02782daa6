"""The sample blog answers what the pipeline asks as WordPress does."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from local.sample_blog.server import Blog
from tests.support.blog_client import get, numbered
from tests.support.faulty_blog import FaultyBlog


@pytest.fixture(scope="module")
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
    ],
)
def test_a_list_has_the_posts_that_are_asked_for(march: Blog, asked: dict[str, Any], found: list[int]) -> None:
    assert [post["id"] for post in get(march.api, **asked).json()] == found


def test_the_headers_tell_how_many_posts_and_pages_there_are_and_no_page_is_past_them(march: Blog) -> None:
    reply = get(march.api, categories=213, per_page=2)
    assert (reply.headers["X-WP-Total"], reply.headers["X-WP-TotalPages"]) == ("3", "2")
    reply = get(march.api, categories=213, per_page=2, page=3)
    assert (reply.status_code, reply.json()["code"]) == (400, "rest_post_invalid_page_number")


def test_fields_trims_posts(march: Blog) -> None:
    trimmed = get(march.api, include=1, _fields="id,title.rendered,content.protected,nonsense").json()
    assert trimmed == [{"id": 1, "title": {"rendered": "March 1, 2021"}, "content": {"protected": False}}]


def test_wrong_credentials_look_like_success_but_for_users_me() -> None:
    with FaultyBlog([numbered(1)], user="coach", password="abcd efgh") as blog:
        me = f"{blog.site}/wp-json/wp/v2/users/me"
        assert len(get(blog.api, auth=("coach", "wrong")).json()) == 1
        assert get(me, auth=("coach", "wrong")).json()["code"] == "rest_not_logged_in"
        for password in ("abcd efgh", "abcdefgh"):
            assert get(me, auth=("coach", password)).json() == {"id": 1, "name": "coach"}
        assert all(asked.sent_credentials for asked in blog.requests) and "abcd" not in str(blog.requests)


def test_the_firewall_refuses_the_default_user_agent_of_requests(march: Blog) -> None:
    reply = get(march.api, agent="python-requests/2.32")
    assert (reply.status_code, reply.headers["Content-Type"][:9]) == (403, "text/html")
