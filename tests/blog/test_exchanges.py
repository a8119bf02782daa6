"""The exchange with a blog: its deadline and size, proxies, redirects and passwords, and what it is asked."""

from __future__ import annotations

import gzip
import socket
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Callable

import pytest

from invictus import wordpress
from invictus.errors import BlogReplyError, BlogUnavailableError, ConfigurationError, InvictusError
from invictus.settings import Credentials
from tests.support.misbehaving_blog import Answer, MisbehavingBlog, fetch, http, post

Serve = Callable[[], Answer]
TWO = [post(1), post(2)]
LATER, FINAL = BlogUnavailableError, BlogReplyError


def endless(first: bytes, then: bytes, pause: float = 0) -> Iterator[bytes]:
    yield first
    while True:
        time.sleep(pause)
        yield then


NO_LENGTH = http("", Content_Length="")
CHUNKED = http("", Content_Length="", Transfer_Encoding="chunked")
ENDLESS: dict[str, tuple[Serve, float, type[InvictusError], str]] = {
    "silence": (lambda: endless(b"", b"", 0.1), 0.3, LATER, "timed out"),
    "headers that drip": (lambda: endless(b"HTTP/1.1 200 OK\r\n", b"X", 0.02), 0.3, LATER, "timed out"),
    "100 Continue": (lambda: endless(b"", b"HTTP/1.1 100 Continue\r\n\r\n"), 0.3, LATER, "timed out"),
    "a body that drips": (lambda: endless(NO_LENGTH, b" ", 0.02), 0.3, LATER, "timed out"),
    "a body": (lambda: endless(NO_LENGTH, b" " * 1_000_000), 20, FINAL, "over 20,000,000 bytes"),
    "a body of chunks": (lambda: endless(CHUNKED, b"fffff\r\n%b\r\n" % (b" " * 0xFFFFF)), 20, FINAL, "over 20,000,000"),
    "a gzip bomb": (lambda: http(gzip.compress(bytes(30_000_000), 1)), 20, FINAL, "over 20,000,000 bytes"),
}


@pytest.mark.parametrize(("serve", "seconds", "error", "says"), ENDLESS.values(), ids=ENDLESS)
def test_a_reply_without_end_is_ended(serve: Serve, seconds: float, error: type[InvictusError], says: str) -> None:
    with MisbehavingBlog(serve()) as blog, pytest.raises(error, match=says):
        fetch(blog.api, seconds)


# Proxies, redirects and passwords


@pytest.fixture
def netrc(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep passwords for every host in a .netrc."""
    (tmp_path / "netrc").write_text("default login coach password hunter2\n")
    monkeypatch.setenv("NETRC", str(tmp_path / "netrc"))


PROXIES = {
    "that is closed": "http://127.0.0.1:9",
    "that is no address": "http://[::1",
    "of an unknown kind": "socks5://coach:hunter2@127.0.0.1:9",
}


@pytest.mark.parametrize("proxy", PROXIES.values(), ids=PROXIES)
def test_a_proxy_is_not_used_for_this_machine_and_is_named_for_others(
    proxy: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HTTP_PROXY", proxy)
    monkeypatch.setenv("http_proxy", proxy)
    with MisbehavingBlog(http(TWO)) as blog:
        assert len(fetch(blog.api).posts) == 2
        assert len(fetch(blog.api.replace("127.0.0.1", "localhost")).posts) == 2
    with pytest.raises(ConfigurationError, match=r"cannot be reached through the proxy .*Correct HTTP_PROXY") as raised:
        fetch("http://blog.example/wp-json/wp/v2/posts")
    assert "hunter2" not in str(raised.value)


def test_a_proxy_that_refuses_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    with MisbehavingBlog(http("", "407 Proxy Authentication Required"), http("Denied", "403 Forbidden")) as proxy:
        for name in ("http_proxy", "https_proxy"):
            monkeypatch.setenv(name, f"http://127.0.0.1:{proxy.port}")
        with pytest.raises(ConfigurationError, match="it asks for a user and a password"):
            fetch("http://blog.example/wp-json/wp/v2/posts")
        with pytest.raises(BlogReplyError, match=r"the blog, through the proxy 127.0.0.1:[0-9]+, answered 403"):
            fetch("http://blog.example/wp-json/wp/v2/posts")
        with pytest.raises(ConfigurationError, match=r"through the proxy 127.0.0.1:[0-9]+ .*403"):
            fetch("https://blog.example/wp-json/wp/v2/posts")


BLOG = "http://blog.example/wp-json/wp/v2/posts"
REDIRECTS = {
    "to www": ("http://www.blog.example/wp-json/wp/v2/posts", "93.184.216.34", ""),
    "with a query of its own": ("http://www.blog.example/wp-json/wp/v2/posts?lang=en", "93.184.216.34", ""),
    "to a private address of the same site": ("http://www.blog.example/x", "10.0.0.7", "not a safe one"),
    "to a link-local address of it": ("http://www.blog.example/x", "169.254.169.254", "not a safe one"),
    "to this machine": ("http://127.0.0.1/x", "93.184.216.34", "another site"),
    "to another site that ends alike": ("http://evilblog.example/x", "93.184.216.34", "another site"),
}


@pytest.mark.parametrize(("location", "address", "says"), REDIRECTS.values(), ids=REDIRECTS)
def test_a_redirect_is_followed_within_the_public_site_alone_and_carries_no_other_password(
    location: str, address: str, says: str, monkeypatch: pytest.MonkeyPatch, netrc: None
) -> None:
    """The blog is reached through a proxy on loopback, so that its name can be a public one."""
    looked_up = {"blog.example": "93.184.216.34", "www.blog.example": address}
    found = socket.getaddrinfo
    monkeypatch.setattr(
        socket, "getaddrinfo", lambda host, *more, **named: found(looked_up.get(host, host), *more, **named)
    )
    with MisbehavingBlog(http("", "301 Moved", Location=location), http(TWO)) as proxy:
        monkeypatch.setenv("http_proxy", f"http://127.0.0.1:{proxy.port}")
        if says:
            with pytest.raises(BlogReplyError, match=says):
                fetch(BLOG)
            assert len(proxy.requests) == 1
        else:
            assert len(fetch(BLOG).posts) == 2
            assert ("categories=213" in proxy.requests[1]) == ("lang" not in location), "what it dropped is asked again"
        assert not any("Authorization" in request for request in proxy.requests)


def test_a_redirect_to_another_port_gets_no_password_and_is_not_quoted(netrc: None) -> None:
    with MisbehavingBlog(http("secrets of a neighbour")) as neighbour:
        to_there = http("", "302 Found", Location=neighbour.api)
        with MisbehavingBlog(http({"id": 1}), to_there) as blog, pytest.raises(BlogReplyError) as raised:
            fetch(blog.api, account=Credentials("coach", "h\u00fcnter"))
    assert "secrets" not in str(raised.value)
    assert ["Authorization" in request for request in [*blog.requests, *neighbour.requests]] == [True, True, False]


def test_a_cookie_comes_back_where_a_redirect_leads_to_the_same_address() -> None:
    again = http("", "307 Temporary", Location="/wp-json/wp/v2/posts", Set_Cookie="seen=1; Path=/")
    with MisbehavingBlog(again, http(TWO)) as blog:
        assert len(fetch(blog.api).posts) == 2
    assert "Cookie: seen=1" in blog.requests[1]


# How it is asked


@pytest.mark.parametrize(
    ("api", "posts", "me"),
    [
        ("/wp-json/wp/v2/posts/", "/wp-json/wp/v2/posts?", "/wp-json/wp/v2/users/me?"),
        ("/?rest_route=/wp/v2/posts", "/?rest_route=/wp/v2/posts&", "/?rest_route=/wp/v2/users/me&"),
        ("/a/?rest_route=%2Fwp%2Fv2%2Fposts%2F", "/a/?rest_route=/wp/v2/posts/&", "/a/?rest_route=/wp/v2/users/me/&"),
    ],
)
def test_plain_permalinks_and_a_slash_at_the_end_are_read(api: str, posts: str, me: str) -> None:
    with MisbehavingBlog(http(TWO)) as blog:
        fetch(f"http://127.0.0.1:{blog.port}{api}", account=Credentials("coach", "hunter2"))
        asked = [request.split()[1].replace("%2F", "/") for request in blog.requests]
    assert (asked[0].startswith(me), asked[1].startswith(f"{posts}per_page=10&")) == (True, True)


def test_posts_are_asked_for_by_id_whatever_their_category_and_category_0_is_every_one() -> None:
    with MisbehavingBlog(http([post(1, categories=[7]), post(2)])) as blog:
        assert [found["id"] for found in fetch(blog.api, post_ids=[1]).posts] == [1]
        assert len(fetch(blog.api, category=0).posts) == 2
    assert "include=1" in blog.requests[0] and "categories=" not in blog.requests[0].split()[1]


@pytest.mark.parametrize(
    ("retry_after", "waited"),
    [
        ("7", [7]),
        ("900", []),
        *((odd, [2]) for odd in ("\xb2", "inf", "-5", "1e3", "9" * 5000, "Wed, 01 Jan 2200 00:00:00 GMT", "")),
    ],
)
def test_a_blog_that_asks_to_wait_is_waited_for_as_long_as_makes_sense(
    retry_after: str, waited: list[float], no_waiting: list[float], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(wordpress, "RETRIES", 1)
    told: list[str] = []
    with MisbehavingBlog(http("", "503 No", Retry_After=retry_after), http(TWO)) as blog:
        if waited:
            assert len(fetch(blog.api, 60, say=told.append).posts) == 2
            assert told[0].startswith("The blog answered 503") and told[0].endswith(f"Trying again in {waited[0]} s")
        else:
            with pytest.raises(BlogUnavailableError, match=r"asks to be left for 900 seconds"):
                fetch(blog.api, 60)
    assert no_waiting == waited
