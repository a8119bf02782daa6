"""Any header, JSON or setting ends in posts that the machine can pass on or in a sentence, never in a fault."""

from __future__ import annotations

import json
import os
import socket
from collections.abc import Iterator
from contextlib import suppress
from typing import Any, Optional

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import handler
import transforms
from invictus import wordpress
from invictus.errors import InvictusError
from invictus.events import post_of
from tests.support.misbehaving_blog import MisbehavingBlog, http
from tests.support.posts import week_post

PER_FUNCTION = settings(suppress_health_check=list(HealthCheck))
NUMBERS = ["\xb2", "9" * 5000, "-1", "0", "inf", "NaN", "1e999", "0x10", "7"]
HOSTS = ["[::1", "a..b", ":9", "x:99999", "\xff"]
ADDRESSES = ["//[", *(f"http://{host}/posts" for host in HOSTS)]
DATES = ["0000-00-00T00:00:00", "2021-13-45T00:00:00", "9999-12-31T23:59:59-14:00", "2021-03-07T17:00:00.5Z"]
ODD = st.one_of(
    st.sampled_from(NUMBERS + ADDRESSES + DATES),
    st.text(st.characters(min_codepoint=32, max_codepoint=255, exclude_characters="\x7f"), max_size=20),
)
HEADERS = ["X_WP_TotalPages", "X_WP_Total", "Retry_After", "Location", "Content_Type", "Content_Length"]
HEADERS += ["Content_Encoding", "Transfer_Encoding", "Set_Cookie", "Link", "Date", "Connection"]
STATUSES = ["200 OK", *(f"{status} X" for status in (201, 202, 204, 301, 302, 304, 400, 429, 503, 999, "\xb2"))]
SETTINGS = ["INVICTUS_WEIGHTLIFTING_API", "INVICTUS_WEIGHTLIFTING_API_CAT_ID", "INVICTUS_USER_AGENT"]
SETTINGS += ["INVICTUS_USER", "INVICTUS_PASS", "http_proxy", "no_proxy", "REQUESTS_CA_BUNDLE"]

anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text() | st.sampled_from([*DATES, *NUMBERS, "\ud83d"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=8,
)
WHOLE = {**week_post(), "categories": [213]}
posts = st.dictionaries(st.sampled_from(sorted(WHOLE)), anything, max_size=3).map(lambda odd: {**WHOLE, **odd})


@pytest.fixture
def offline(monkeypatch: pytest.MonkeyPatch) -> Iterator[MisbehavingBlog]:
    """Set up a function that reads a blog on loopback, tries once, and finds no other host."""
    found = socket.getaddrinfo

    def find(host: Optional[str], *more: Any, **named: Any) -> Any:
        if host not in ("127.0.0.1", "localhost"):
            raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")
        return found(host, *more, **named)

    monkeypatch.setattr(socket, "getaddrinfo", find)
    monkeypatch.setattr(wordpress, "FETCH_SECONDS", 2.0)
    for name in list(os.environ):
        if name in SETTINGS or name.startswith("INVICTUS_"):
            monkeypatch.delenv(name)
    with MisbehavingBlog(http([WHOLE])) as blog:
        monkeypatch.setenv("INVICTUS_WEIGHTLIFTING_API", blog.api)
        yield blog


def read() -> None:
    """Fetch, and read each post: what comes of it is JSON, or a sentence of one screen."""
    try:
        fetched = handler.get_invictus_post({"posts_per_page": 3, "all_pages": True})
    except InvictusError as error:
        assert 10 < len(str(error)) < 700 and str(error).isprintable()
        return
    for post in json.loads(json.dumps(fetched, allow_nan=False, ensure_ascii=False).encode())["posts"]:
        with suppress(InvictusError):
            transforms.read_post(post_of({"post": post}))


ODD_HEADERS = st.tuples(
    st.just([WHOLE]), st.sampled_from(STATUSES), st.dictionaries(st.sampled_from(HEADERS), ODD, max_size=4)
)
ODD_JSON = st.tuples(st.lists(posts | anything, max_size=4) | anything, st.just("200 OK"), st.just({}))


@PER_FUNCTION
@given(reply=ODD_HEADERS | ODD_JSON)
def test_any_headers_and_any_json_are_read_or_said(offline: MisbehavingBlog, reply: Any) -> None:
    body, status, headers = reply
    offline.answers[:] = [http(body, status, **headers)]
    read()


@PER_FUNCTION
@given(odd=st.dictionaries(st.sampled_from(SETTINGS), ODD | st.just("\udcff"), min_size=1, max_size=3))
def test_any_settings_are_taken_or_named(offline: MisbehavingBlog, odd: dict[str, str]) -> None:
    with pytest.MonkeyPatch.context() as patch:
        for name, value in odd.items():
            patch.setenv(name, value.replace("http://:9", "http://127.0.0.1:9"))
        read()
