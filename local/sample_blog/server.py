"""A small blog on this machine that answers like the Invictus blog's WordPress REST API for posts.

It knows per_page, page, order, orderby (date, id), categories, include and _fields, and ignores any other parameter.

with Blog(read_folder(SAMPLE_POSTS)) as blog:
    requests.get(blog.api, params={"categories": 213, "per_page": 1}, headers={"User-Agent": "my-reader/1.0"})
"""

from __future__ import annotations

import base64
import json
import sys
import threading
from collections.abc import Iterable, Mapping
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from math import ceil
from operator import itemgetter
from typing import Any, NamedTuple, Optional
from urllib.parse import parse_qsl, urlsplit

from invictus.shapes import RestPost
from local.sample_blog.posts import whole_posts

API_ROOT = "/wp-json/wp/v2"


class Blog:
    """The sample blog, up for as long as its `with` block runs.

    `posts` are post objects, whole or in part (see posts.py), which may be changed while it runs. With a `user` and a
    `password`, requests that send them as HTTP Basic credentials are logged in.
    """

    def __init__(self, posts: Iterable[RestPost], user: str = "", password: str = "") -> None:
        self.posts = whole_posts((f"post {number}", post) for number, post in enumerate(posts, 1))
        # WordPress shows a password in groups of four, and accepts it with or without the blanks.
        spellings = {password, password.replace(" ", "")} if password else ()
        encoded = (base64.b64encode(f"{user}:{spelling}".encode()).decode() for spelling in spellings)
        self.users = {f"Basic {credentials}": user for credentials in encoded}

    def __enter__(self) -> Blog:
        self._server = _Server(self)
        self.site = f"http://127.0.0.1:{self._server.server_port}"
        self.api = f"{self.site}{API_ROOT}/posts"
        # A short poll: the server looks this often whether it is to stop, and a test suite stops it often.
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.005,), daemon=True)
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    def answer(self, path: str, query: Mapping[str, str], headers: Mapping[str, str]) -> Optional[Answer]:
        """Answer as WordPress would, refusals included. A test's blog may return None: the connection closes."""
        if headers.get("User-Agent", "").startswith("python-requests"):
            return html_answer(403, "The firewall does not let this browser in.")
        if path == f"{API_ROOT}/posts":
            return _list_posts(query, [post for post in self.posts if post["status"] == "publish"])
        if path != f"{API_ROOT}/users/me":
            return wordpress_error(404, "rest_no_route", "No route was found matching the URL and request method.")
        user = self.users.get(headers.get("Authorization", ""))
        # The only route that tells a wrong password from a missing one: a public list ignores both.
        if user is None:
            return wordpress_error(401, "rest_not_logged_in", "You are not currently logged in.")
        return _json_answer({"id": 1, "name": user})


# Its answers: a query in, an answer out


class Answer(NamedTuple):
    """What goes back over the wire: the body is sent whole, whatever `headers` promise of its length."""

    status: int
    headers: dict[str, str]
    body: bytes


def html_answer(status: int, title: str) -> Answer:
    """Return an answer with a page of HTML."""
    page = f"<!DOCTYPE html>\n<html><head><title>{title}</title></head><body><h1>{title}</h1></body></html>\n"
    return _answer(status, "text/html", page)


def wordpress_error(status: int, code: str, message: str) -> Answer:
    """Return a refusal as WordPress words it; clients tell errors by its code."""
    return _json_answer({"code": code, "message": message, "data": {"status": status}}, status)


def _json_answer(value: Any, status: int = 200, **headers: int) -> Answer:
    """Return an answer with a JSON body. Of the headers, `_` is read as `-`."""
    answer = _answer(status, "application/json", json.dumps(value, separators=(",", ":")))
    more = {name.replace("_", "-"): str(number) for name, number in headers.items()}
    return answer._replace(headers={**answer.headers, **more})


def _answer(status: int, kind: str, text: str) -> Answer:
    body = text.encode()
    return Answer(status, {"Content-Type": f"{kind}; charset=UTF-8", "Content-Length": str(len(body))}, body)


def _list_posts(query: Mapping[str, str], posts: list[RestPost]) -> Answer:
    page, per_page = int(query.get("page", 1)), int(query.get("per_page", 10))
    categories, ids = (_numbers(query.get(name, "")) for name in ("categories", "include"))
    found = [
        post
        for post in posts
        if (not categories or categories & {*post["categories"]}) and (not ids or post["id"] in ids)
    ]
    pages = ceil(len(found) / per_page)
    if page > pages and found:
        message = "The page number requested is larger than the number of pages available."
        return wordpress_error(400, "rest_post_invalid_page_number", message)
    found.sort(key=itemgetter(query.get("orderby", "date")), reverse=query.get("order") != "asc")
    rows = found[(page - 1) * per_page : page * per_page]
    trimmed = [_trimmed(post, query.get("_fields", "")) for post in rows]
    return _json_answer(trimmed, X_WP_Total=len(found), X_WP_TotalPages=pages)


def _numbers(text: str) -> set[int]:
    return {int(number) for number in text.split(",") if number}


def _trimmed(post: RestPost, fields: str) -> RestPost:
    """Return the post with these fields only (`id,title.rendered`), all of it if none is named."""
    kept: RestPost = {}
    for field in fields.split(","):
        name, _, part = field.partition(".")
        if name in post and not part:
            kept[name] = post[name]
        elif part in (post.get(name) or {}):  # a hostile post has no content at all
            kept[name] = {**kept.get(name, {}), part: post[name][part]}
    return kept if fields else post


class _Server(ThreadingHTTPServer):
    daemon_threads = True  # a client that stopped reading does not hold up the end

    def __init__(self, blog: Blog) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.blog = blog

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Print nothing of a client that gives up."""
        if not isinstance(sys.exc_info()[1], ConnectionError):
            super().handle_error(request, client_address)


class _Handler(BaseHTTPRequestHandler):
    server: _Server
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True  # the body must not wait until the headers are acknowledged

    def do_GET(self) -> None:
        address = urlsplit(self.path)
        # One request a connection, so that no kept-alive thread answers for a blog that is closed.
        self.close_connection = True
        query = dict(parse_qsl(address.query, keep_blank_values=True))
        answer = self.server.blog.answer(address.path, query, dict(self.headers.items()))
        if answer is None:
            return
        self.send_response(answer.status)
        for name, value in {**answer.headers, "Connection": "close"}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(answer.body)

    def log_message(self, *_: object) -> None:
        """Print nothing."""
