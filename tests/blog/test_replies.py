"""What hosts of WordPress send in place of a page of posts: it is read all the same, or said in a sentence."""

from __future__ import annotations

import gzip
import json
import re
from typing import Any, Optional

import pytest

import handler
from invictus import wordpress
from invictus.errors import BlogReplyError, BlogUnavailableError
from local.running import blog_posts
from tests.support.misbehaving_blog import MisbehavingBlog, fetch, http, post

TWO = [post(1), post(2)]
WHOLE = json.dumps(TWO)

# What is read all the same

READ: dict[str, tuple[bytes, list[int]]] = {
    "a PHP notice before the JSON": (http(f"<br />\n<b>Notice</b>: Undefined index: x [1] in y.php\n{WHOLE}"), [1, 2]),
    "a cache comment after it": (http(f"{WHOLE}\n<!-- Cached by WP Rocket [x] -->"), [1, 2]),
    "two byte order marks": (http(b"\xef\xbb\xbf\xef\xbb\xbf" + WHOLE.encode()), [1, 2]),
    "packed": (http(gzip.compress(WHOLE.encode()), Content_Encoding="gzip"), [1, 2]),
    "packed, and not said so": (http(gzip.compress(WHOLE.encode())), [1, 2]),
    "said to be packed, and is not": (http(WHOLE, Content_Encoding="gzip"), [1, 2]),
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


def to(address: str) -> bytes:
    return http("", "302 Found", Location=address)


PASSING: dict[str, tuple[bytes, str]] = {
    "ends early": (http(WHOLE[:40]), "the reply of the blog ends early, after 40 bytes"),
    "ends in a word": (http('[{"id": 1, "sticky": fal'), "ends early"),
    "ends inside a letter": (http('[{"id": 1, "x": "\u00e9'.encode()[:-1]), "ends early"),
    "hangs up early": (http(WHOLE[:40], Content_Length="999"), "ends early, after 40 bytes"),
    "hangs up before the body": (http("", Content_Length="999"), "ends early, after 0 bytes"),
    "a chunk of wrong size": (http("zz\r\n", Content_Length="", Transfer_Encoding="chunked"), "ends early"),
    "packed, and ends early": (http(gzip.compress(WHOLE.encode())[:40]), "ends early"),
    "no answer": (b"", "does not answer"),
    "not HTTP": (b"SSH-2.0-OpenSSH_9\r\n\r\n", "does not answer"),
    "too many headers": (http(TWO, **{f"X{n}": "1" for n in range(200)}), "does not answer"),
    "a header without end": (http(TWO, X="1" * 99_999), "does not answer"),
    "500": (http("x", "500 No"), "the blog answered 500. What is stored is kept. Try again later"),
}
LASTING: dict[str, tuple[bytes, str]] = {
    "nothing": (http(""), "answered 200 with nothing in its reply. Check that INVICTUS_"),
    "a page": (http("<html>\x1b[2J Log in", Content_Type="text/html"), "not with JSON ('<html>[2J Log in')"),
    "a page of its firewall": (http("<html>", "202 Accepted"), "not with JSON ('<html>'). Its firewall"),
    "403": (http("<html>", "403 Forbidden"), "set INVICTUS_USER_AGENT"),
    "401": (http({"code": "rest_forbidden", "message": "No\x1b[2J"}, "401 X"), "(rest_forbidden: No[2J). It shows"),
    "not JSON": (http("[{'id': 1}]"), "(\"[{'id': 1}]\")"),
    "packed otherwise": (http(b"\x1b\x00\xf8" * 9, Content_Encoding="br"), "not with JSON"),
    "an object": (http({"0": post(1)}), "JSON that is not a list of posts"),
    "a list of no posts": (http(["a", 7, {"id": "x"}]), "a list in which nothing is a post"),
    "JSON 50,000 deep": (http("[" * 50_000 + "]" * 50_000), "nested deeper than any post"),
    "a redirect without an address": (http("", "302 Found"), "answered 302 with nothing in its reply"),
    "a redirect to a broken address": (to("http://[::1/x"), "which is not an address"),
    "a redirect elsewhere": (to("http://169.254.169.254/latest"), "169.254.169.254, which is another"),
    "a redirect to a file": (to("file:///etc/passwd"), "not a safe one"),
    "redirects without end": (http("", "301 Moved", Location="/wp-json/wp/v2/posts"), "from address to address"),
}


@pytest.mark.parametrize(("reply", "says"), [*PASSING.values(), *LASTING.values()], ids=[*PASSING, *LASTING])
def test_what_passes_by_itself_is_to_be_tried_again_and_the_rest_has_another_remedy(reply: bytes, says: str) -> None:
    passes = (reply, says) in PASSING.values()
    error = BlogUnavailableError if passes else BlogReplyError
    with MisbehavingBlog(reply) as blog, pytest.raises(error, match=re.escape(says)) as raised:
        fetch(blog.api)

    said = str(raised.value)
    assert said.isprintable() and len(said) < 500
    assert said.endswith(wordpress.LATER) if passes else "again" not in said
