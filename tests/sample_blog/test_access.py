"""Who may read what: routes, credentials, private posts, the firewall, and what is recorded of a request."""

from __future__ import annotations

import base64

import pytest
import requests

from local.sample_blog.server import Blog
from tests.support.blog_client import PASSWORD, READER, USER, get, ids, logged_in, numbered


@pytest.mark.parametrize("path", ["/", "/wp-json/wp/v2", "/wp-json/wp/v2/pages", "/wp-json/wp/v2/posts/latest"])
def test_other_routes_answer_404(blog: Blog, path: str) -> None:
    reply = get(blog.site + path)
    assert (reply.status_code, reply.json()["code"]) == (404, "rest_no_route")


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE"])
def test_the_blog_is_read_only(blog: Blog, method: str) -> None:
    reply = requests.request(method, blog.api, json={"title": "Mine"}, headers=READER, timeout=5)
    assert (reply.status_code, reply.json()["code"]) == (404, "rest_no_route")


@pytest.mark.parametrize("password", [PASSWORD, PASSWORD.replace(" ", "")])
def test_the_right_password_is_accepted_with_or_without_its_blanks(blog: Blog, password: str) -> None:
    reply = logged_in(f"{blog.site}/wp-json/wp/v2/users/me", USER, password)
    assert (reply.status_code, reply.json()) == (200, {"id": 1, "name": USER})


@pytest.mark.parametrize(
    "authorization",
    [
        "Basic " + base64.b64encode(b"coach:wrong").decode(),
        "Basic " + base64.b64encode(b"someone:abcdefghijklmnop").decode(),
        "Basic not base64",
        "Basic " + base64.b64encode(b"\xff\xfe").decode(),
        "Bearer abcdefghijklmnop",
        "",
    ],
)
def test_wrong_credentials_look_like_success_but_for_users_me(blog: Blog, authorization: str) -> None:
    headers = {**READER, "Authorization": authorization}
    assert len(get(blog.api, headers=headers).json()) == 4
    me = get(f"{blog.site}/wp-json/wp/v2/users/me", headers=headers)
    assert (me.status_code, me.json()["code"]) == (401, "rest_not_logged_in")


def test_a_blog_without_an_account_accepts_no_login() -> None:
    with Blog([numbered(1)]) as blog:
        assert logged_in(f"{blog.site}/wp-json/wp/v2/users/me", "", "").status_code == 401


def test_private_posts_are_listed_to_an_account_that_asks_for_them(march: Blog) -> None:
    assert 6 not in ids(logged_in(march.api, USER, PASSWORD))
    assert ids(logged_in(march.api, USER, PASSWORD, status="publish,private")) == [6, 5, 4, 3, 2, 1]
    assert logged_in(march.api, USER, "wrong", status="publish,private").status_code == 400


def test_a_private_post_is_shown_to_an_account_only(march: Blog) -> None:
    stranger = get(f"{march.api}/6")
    assert (stranger.status_code, stranger.json()["code"]) == (401, "rest_forbidden")
    assert logged_in(f"{march.api}/6", USER, PASSWORD).json()["id"] == 6


def test_the_firewall_refuses_the_default_user_agent_of_requests(blog: Blog) -> None:
    reply = requests.get(blog.api, timeout=5)
    assert reply.status_code == 403
    assert reply.headers["Content-Type"].startswith("text/html")


def test_requests_are_recorded_without_their_credentials(blog: Blog) -> None:
    logged_in(blog.api, USER, PASSWORD, categories=213, _fields="id,title.rendered")
    get(blog.api)
    with_account, without = blog.requests
    assert (with_account.method, with_account.path) == ("GET", "/wp-json/wp/v2/posts")
    assert with_account.query == {"categories": "213", "_fields": "id,title.rendered"}
    assert with_account.headers["user-agent"] == READER["User-Agent"]
    assert with_account.sent_credentials and not without.sent_credentials
    token = base64.b64encode(f"{USER}:{PASSWORD}".encode()).decode()
    assert token not in repr(blog.requests) and PASSWORD not in repr(blog.requests)


def test_nothing_is_logged(blog: Blog, capfd: pytest.CaptureFixture[str]) -> None:
    get(blog.api)
    assert capfd.readouterr() == ("", "")
