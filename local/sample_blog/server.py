"""A small blog on this machine that answers like the Invictus blog's WordPress REST API.

with Blog(read_folder(SAMPLE_POSTS)) as blog:
    requests.get(blog.api, params={"categories": 213, "per_page": 1}, headers={"User-Agent": "my-reader/1.0"})
"""

from __future__ import annotations

import base64
import sys
import threading
from collections.abc import Iterable, Mapping
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Optional
from urllib.parse import parse_qsl, urlsplit

from invictus.shapes import RestPost
from local.sample_blog.posts import whole_posts
from local.sample_blog.rest import API_ROOT, Answer, html_answer, reply_to


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
        """Answer a request. A test's blog may return None: the connection closes with no answer."""
        if headers.get("User-Agent", "").startswith("python-requests"):
            return html_answer(403, "The firewall does not let this browser in.")
        return reply_to(path, query, self.users.get(headers.get("Authorization", "")), self.posts)


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
