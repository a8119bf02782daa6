"""Ways in which WordPress hosts and networks misbehave: each is read all the same, or said in a sentence, in time."""

from __future__ import annotations

import gzip
import json
import socket
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Callable, Optional

import pytest

import handler
from invictus import wordpress
from invictus.errors import BlogReplyError, BlogUnavailableError, ConfigurationError, InvictusError
from local.running import blog_posts
from tests.support.misbehaving_blog import Answer, MisbehavingBlog, http

Serve = Callable[[], Answer]


def post(number: int, **fields: Any) -> dict[str, Any]:
    return {
        "id": number,
        "date": "2021-03-07T17:00:00",
        "categories": [213],
        "content": {"rendered": "<p>A.</p>"},
        **fields,
    }


TWO = [post(1), post(2)]
WHOLE = json.dumps(TWO)


def fetch(api: str, seconds: float = 5, category: int = 213, account: Any = None, **options: Any) -> wordpress.Page:
    return wordpress.fetch_page(wordpress.BlogAccess(api, category, account), 10, 1, True, seconds, **options)


@pytest.fixture(autouse=True)
def no_retries(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(wordpress, "RETRIES", 0)
    for name in ("http_proxy", "https_proxy", "all_proxy", "no_proxy"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.upper(), raising=False)


# What is read all the same

READ: dict[str, tuple[bytes, list[int]]] = {
    "a PHP notice before the JSON": (http(f"<br />\n<b>Notice</b>: Undefined index: x [1] in y.php\n{WHOLE}"), [1, 2]),
    "a cache comment after it": (http(f"{WHOLE}\n<!-- Cached by WP Rocket [x] -->"), [1, 2]),
    "two byte order marks": (http(b"\xef\xbb\xbf\xef\xbb\xbf" + WHOLE.encode()), [1, 2]),
    "packed": (http(gzip.compress(WHOLE.encode()), Content_Encoding="gzip"), [1, 2]),
    "packed, and not said so": (http(gzip.compress(WHOLE.encode())), [1, 2]),
    "said to be packed, and is not": (http(WHOLE, Content_Encoding="gzip"), [1, 2]),
    "no content type": (http(WHOLE, Content_Type=""), [1, 2]),
    "text/html": (http(WHOLE, Content_Type="text/html; charset=latin-1"), [1, 2]),
    "in UTF-16": (http(WHOLE.encode("utf-16")), [1, 2]),
    "in another charset": (http(WHOLE.replace("<p>", "<p>\u00e9").encode("latin-1")), [1, 2]),
    "a Content-Length too long": (http(WHOLE, Content_Length="99999"), [1, 2]),
    "a Content-Length that is no number": (http(WHOLE, Content_Length="\xb2"), [1, 2]),
    "100 Continue before it": (b"HTTP/1.1 100 Continue\r\n\r\n" * 3 + http(TWO), [1, 2]),
    "a post of another category": (http([*TWO, post(3, categories=[7])]), [1, 2]),
    "categories as text": (http([post(1, categories=["213"])]), [1]),
    "no categories": (http([{"id": 1}, {"id": 2, "categories": None}]), [1, 2]),
    "a post without an id": (http([{"slug": "x"}, *TWO]), [1, 2]),
    "odd ids": (http([{"id": [1]}, {"id": "1"}, {"id": True}, {"id": 0}, {"id": -1}, {"id": 1.5}, {"id": 2}]), [2]),
    "an id that is NaN, infinite or of 5,000 digits": (
        http(f'[{{"id": NaN}}, {{"id": 1e999}}, {{"id": {"9" * 5000}}}, {WHOLE[1:]}'),
        [1, 2],
    ),
    "the same post twice": (http([*TWO, post(1)]), [1, 2]),
    "entries that are no objects": (http([None, "x", [], *TWO]), [1, 2]),
    "a post nested 900 deep": (http(f'[{{"id": 3, "tags": {"[" * 900 + "]" * 900}}}, {WHOLE[1:]}'), [1, 2]),
    "no post": (http("[]"), []),
    "past the last page": (http({"code": "rest_post_invalid_page_number"}, "400 Bad Request"), []),
}


@pytest.mark.parametrize(("reply", "ids"), READ.values(), ids=READ)
def test_a_reply_that_is_odd_is_read(reply: bytes, ids: list[int]) -> None:
    with MisbehavingBlog(reply) as blog:
        assert [found["id"] for found in fetch(blog.api).posts] == ids


def test_what_is_left_out_is_logged(caplog: pytest.LogCaptureFixture) -> None:
    with MisbehavingBlog(http(f"Notice: x {json.dumps([post(1), post(2, categories=[7]), {}])}")) as blog:
        fetch(blog.api)
    assert [record.message[:24] for record in caplog.records] == [
        "The blog's reply holds m",
        "Posts without a whole nu",
        "The blog sent posts that",
    ]


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("2021-03-07T17:00:00.000", "2021-03-07T17:00:00"),
        ("2021-03-07 17:00:00", "2021-03-07T17:00:00"),
        ("2021-03-07T17:00:00Z", "2021-03-07T17:00:00"),
        ("2021-03-07T17:00:00.123456+02:00", "2021-03-07T15:00:00"),
        ("2021-03-07T17:00:00-0800", "2021-03-08T01:00:00"),
        ("2021-13-45T17:00:00+01:00", "2021-13-45T17:00:00+01:00"),  # refused later, as the post's own fault
        ("0001-01-01T00:00:00+14:00", "0001-01-01T00:00:00+14:00"),
        (7, 7),
    ],
)
def test_times_with_milliseconds_or_a_zone_are_read(written: Any, read: Any) -> None:
    with MisbehavingBlog(http([post(1, modified_gmt=written)])) as blog:
        assert fetch(blog.api).posts[0]["modified_gmt"] == read


# Page counts

COUNTS: dict[str, tuple[Optional[str], Optional[str], int]] = {
    "right": ("7", "61", 7),
    "missing, page full": (None, None, 2),
    "too high": ("999999999", None, 999999999),
    "not a number": ("\xb2", None, 2),
    "5,000 digits": ("9" * 5000, None, 2),
    "negative": ("-3", None, 2),
    "zero": ("0", None, 2),
    "less than the posts need": ("1", "61", 2),
}


@pytest.mark.parametrize(("pages", "total", "read"), COUNTS.values(), ids=COUNTS)
def test_a_page_count_is_taken_only_if_it_can_be_true(pages: Optional[str], total: Optional[str], read: int) -> None:
    headers = {"X_WP_TotalPages": pages or "", "X_WP_Total": total or ""}
    with MisbehavingBlog(http([post(n) for n in range(1, 11)], **headers)) as blog:
        assert fetch(blog.api).total_pages == read


@pytest.mark.parametrize("count", ["999999999", ""])
def test_a_backfill_ends_at_the_first_page_without_a_new_post(count: str) -> None:
    pages = [[post(n) for n in range(first, first + 100)] for first in (1, 101)]
    for last in ([], pages[1]):
        with MisbehavingBlog(*(http(each, X_WP_TotalPages=count) for each in [*pages, last])) as blog:
            assert len(blog_posts.every(wordpress.BlogAccess(blog.api, 213), print)) == 200
            assert len(blog.requests) == 3


def test_on_aws_too_a_page_without_a_new_post_ends_a_run(monkeypatch: pytest.MonkeyPatch) -> None:
    pages = [http([post(n, slug=f"week-{n}") for n in ids], X_WP_TotalPages="999999999") for ids in ((1, 3), (4, 6))]
    with MisbehavingBlog(*pages) as blog:
        monkeypatch.setenv("INVICTUS_WEIGHTLIFTING_API", blog.api)
        first = handler.get_invictus_post({"all_pages": True, "posts_per_page": 2})
        second = handler.get_invictus_post({"next": first["next"]})
        third = handler.get_invictus_post({"next": second["next"]})

    assert [[each["id"] for each in page["posts"]] for page in (first, second, third)] == [[1, 3], [4, 6], []]
    assert ["next_page" in page for page in (first, second, third)] == [True, True, False]


# What is said in a sentence

LATER, FINAL = BlogUnavailableError, BlogReplyError
SAID: dict[str, tuple[bytes, type[InvictusError], str]] = {
    "ends early": (http(WHOLE[:40]), LATER, "the reply of the blog ends early, after 40 bytes"),
    "ends in a word": (http('[{"id": 1, "sticky": fal'), LATER, "ends early"),
    "ends inside a letter": (http('[{"id": 1, "x": "\u00e9'.encode()[:-1]), LATER, "ends early"),
    "hangs up early": (http(WHOLE[:40], Content_Length="999"), LATER, "ends early, after 40 bytes"),
    "hangs up before the body": (http("", Content_Length="999"), LATER, "ends early, after 0 bytes"),
    "a chunk of wrong size": (http("zz\r\n", Content_Length="", Transfer_Encoding="chunked"), LATER, "ends early"),
    "packed, and ends early": (http(gzip.compress(WHOLE.encode())[:40]), LATER, "ends early"),
    "no answer": (b"", LATER, "does not answer"),
    "not HTTP": (b"SSH-2.0-OpenSSH_9\r\n\r\n", LATER, "does not answer"),
    "too many headers": (http(TWO, **{f"X{n}": "1" for n in range(200)}), LATER, "does not answer"),
    "a header without end": (http(TWO, X="1" * 99_999), LATER, "does not answer"),
    "500": (http("x", "500 No"), LATER, "the blog answered 500. What is stored is kept. Try again later"),
    "nothing": (http(""), FINAL, "answered 200 with nothing in its reply. Check that INVICTUS_"),
    "204": (http("", "204 No Content"), FINAL, "answered 204 with nothing"),
    "a page": (http("<html>\x1b[2J Log in", Content_Type="text/html"), FINAL, "not with JSON ('<html>[2J Log in')"),
    "a page of its firewall": (http("<html>", "202 Accepted"), FINAL, "not with JSON ('<html>'). Its firewall"),
    "403": (http("<html>", "403 Forbidden"), FINAL, "set INVICTUS_USER_AGENT"),
    "401": (
        http({"code": "rest_forbidden", "message": "No\x1b[2J"}, "401 No"),
        FINAL,
        "(rest_forbidden: No[2J). It shows its posts to its users",
    ),
    "not JSON": (http("[{'id': 1}]"), FINAL, "(\"[{'id': 1}]\")"),
    "packed otherwise": (http(b"\x1b\x00\xf8" * 9, Content_Encoding="br"), FINAL, "not with JSON"),
    "an object": (http({"0": post(1)}), FINAL, "JSON that is not a list of posts"),
    "a list of no posts": (http(["a", 7, {"id": "x"}]), FINAL, "a list in which nothing is a post"),
    "JSON 50,000 deep": (http("[" * 50_000 + "]" * 50_000), FINAL, "nested deeper than any post"),
    "a redirect without an address": (http("", "302 Found"), FINAL, "answered 302 and not where to"),
    "a redirect to a broken address": (
        http("", "302 Found", Location="http://[::1/x"),
        FINAL,
        "which is not an address",
    ),
    "a redirect to a port of 99999": (
        http("", "302 Found", Location="//127.0.0.1:99999/x"),
        FINAL,
        "is not an address",
    ),
    "a redirect of bytes": (http("", "302 Found", Location="http://\xff\xfe/"), FINAL, "another site"),
    "a redirect to an empty label": (http("", "302 Found", Location="http://a..b/"), FINAL, "a..b, which is another"),
    "a redirect elsewhere": (
        http("", "302 Found", Location="http://169.254.169.254/latest"),
        FINAL,
        "169.254.169.254, which is another",
    ),
    "a redirect to a file": (http("", "302 Found", Location="file:///etc/passwd"), FINAL, "not a safe one"),
    "redirects without end": (http("", "301 Moved", Location="/wp-json/wp/v2/posts"), FINAL, "from address to address"),
}


@pytest.mark.parametrize(("reply", "error", "says"), SAID.values(), ids=SAID)
def test_a_reply_without_posts_is_said_in_a_sentence_with_the_right_remedy(
    reply: bytes, error: type[InvictusError], says: str
) -> None:
    with MisbehavingBlog(reply) as blog, pytest.raises(error) as raised:
        fetch(blog.api)
    assert says in str(raised.value)
    assert str(raised.value).isprintable() and len(str(raised.value)) < 500


def endless(first: bytes, then: bytes, pause: float = 0) -> Iterator[bytes]:
    yield first
    while True:
        time.sleep(pause)
        yield then


NO_LENGTH = http("", Content_Length="")
ENDLESS: dict[str, tuple[Serve, float, type[InvictusError], str]] = {
    "silence": (lambda: endless(b"", b"", 0.1), 0.3, LATER, "in 0.3 seconds|timed out"),
    "headers that drip": (lambda: endless(b"HTTP/1.1 200 OK\r\n", b"X", 0.02), 0.3, LATER, "in 0.3 seconds"),
    "100 Continue": (lambda: endless(b"", b"HTTP/1.1 100 Continue\r\n\r\n"), 0.3, LATER, "in 0.3 seconds"),
    "a body that drips": (lambda: endless(NO_LENGTH, b" ", 0.02), 0.3, LATER, "in 0.3 seconds"),
    "a body": (lambda: endless(NO_LENGTH, b" " * 1_000_000), 20, FINAL, "over 20,000,000 bytes"),
    "a body of chunks": (
        lambda: endless(
            http("", Content_Length="", Transfer_Encoding="chunked"), b"fffff\r\n" + b" " * 0xFFFFF + b"\r\n"
        ),
        20,
        FINAL,
        "over 20,000,000 bytes",
    ),
    "a gzip bomb": (lambda: http(gzip.compress(bytes(300_000_000), 1)), 20, FINAL, "over 20,000,000 bytes"),
}


@pytest.mark.parametrize(("serve", "seconds", "error", "says"), ENDLESS.values(), ids=ENDLESS)
def test_a_reply_without_end_is_ended(serve: Serve, seconds: float, error: type[InvictusError], says: str) -> None:
    with MisbehavingBlog(serve()) as blog, pytest.raises(error, match=says):
        fetch(blog.api, seconds)
    for thread in threading.enumerate():  # it ends too: a function that is kept warm would go on reading
        if thread.name == "fetch":
            thread.join(10)
            assert not thread.is_alive()


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
            fetch(blog.api, account=wordpress.Credentials("coach", "h\u00fcnter"))
    assert "secrets" not in str(raised.value)
    assert ["Authorization" in request for request in [*blog.requests, *neighbour.requests]] == [True, True, False]


# How it is asked


@pytest.mark.parametrize(
    ("api", "posts", "me"),
    [
        ("/wp-json/wp/v2/posts/", "/wp-json/wp/v2/posts?per_page=10&", "/wp-json/wp/v2/users/me?_fields=id"),
        (
            "/?rest_route=/wp/v2/posts",
            "/?rest_route=/wp/v2/posts&per_page=10&",
            "/?rest_route=/wp/v2/users/me&_fields=id",
        ),
        (
            "/a/index.php?rest_route=%2Fwp%2Fv2%2Fposts%2F",
            "/a/index.php?rest_route=%2Fwp%2Fv2%2Fposts%2F&per_page",
            "/users/me",
        ),
    ],
)
def test_plain_permalinks_and_a_slash_at_the_end_are_read(api: str, posts: str, me: str) -> None:
    with MisbehavingBlog(http(TWO)) as blog:
        fetch(f"http://127.0.0.1:{blog.port}{api}", account=wordpress.Credentials("coach", "hunter2"))
        asked_me, asked_posts = (request.split()[1] for request in blog.requests)
    assert posts in asked_posts
    assert me in asked_me.replace("%2F", "/")


def test_posts_are_asked_for_by_id_whatever_their_category_and_no_others_are_taken() -> None:
    with MisbehavingBlog(http([post(1, categories=[7]), post(2)])) as blog:
        assert [found["id"] for found in fetch(blog.api, post_ids=[1]).posts] == [1]
    assert "include=1" in blog.requests[0] and "categories=" not in blog.requests[0].split()[1]


def test_every_category_is_read_where_none_is_asked_for() -> None:
    with MisbehavingBlog(http([post(1, categories=[7]), post(2)])) as blog:
        assert len(fetch(blog.api, category=0).posts) == 2


@pytest.mark.parametrize(
    ("retry_after", "waited"),
    [
        ("7", [7]),
        ("Wed, 01 Jan 2200 00:00:00 GMT", []),
        ("Wed, 01 Jan 2020 00:00:00 GMT", [2]),
        *(
            (odd, [2])
            for odd in ("\xb2", "inf", "-5", "1e3", "9" * 5000, "Fri, 99 Zzz 99999", "", "Mon, 01 Jan 0000 00:00:00")
        ),
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
            with pytest.raises(BlogUnavailableError, match=r"asks to be left for \d{10} seconds"):
                fetch(blog.api, 60)
    assert no_waiting == waited
