"""A small blog on this machine that answers like the Invictus blog's WordPress REST API.

with Blog.from_folder("test_events/posts") as blog:
    requests.get(blog.api, params={"categories": 213, "per_page": 1}, headers={"User-Agent": "my-reader/1.0"})
"""

from __future__ import annotations

import base64
import sys
import threading
import time
from collections import deque
from collections.abc import Iterable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import parse_qsl, urlsplit

from invictus.shapes import RestPost
from local.sample_blog.posts import read_folder, whole_posts
from local.sample_blog.rest import API_ROOT, Fault, html_answer, reply_to

__all__ = ["Blog", "Fault"]


class ReceivedRequest(NamedTuple):
    """A request as it came in, the credentials themselves not kept."""

    path: str
    query: dict[str, str]
    sent_credentials: bool


class Blog:
    """The sample blog, up for as long as its `with` block runs.

    `posts` are post objects, whole or in part (see posts.py). With a `user` and a `password`, requests that send them
    as HTTP Basic credentials are logged in.

    A running blog can be changed by its test:
    posts           the blog's posts; correct one in place, append a `posts.whole_post`
    faults          queue of Fault: each request takes the next one
    lasting_fault   the Fault of every request once the queue is empty
    requests        each request so far, as ReceivedRequest
    """

    def __init__(self, posts: Iterable[RestPost], user: str = "", password: str = "") -> None:
        self.posts = whole_posts((f"post {number}", post) for number, post in enumerate(posts, 1))
        self.faults: deque[Fault] = deque()
        self.lasting_fault = Fault()
        self.requests: list[ReceivedRequest] = []
        # WordPress shows a password in groups of four, and accepts it with or without the blanks.
        spellings = {password, password.replace(" ", "")} if password else ()
        encoded = (base64.b64encode(f"{user}:{spelling}".encode()).decode() for spelling in spellings)
        self.users = {f"Basic {credentials}": user for credentials in encoded}

    @classmethod
    def from_folder(cls, folder: Path, user: str = "", password: str = "") -> Blog:
        """Return a blog of every `*.json` in `folder`. Raises BlogFolderError or PostFileError; both name the file."""
        return cls(read_folder(folder), user, password)

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


class _Server(ThreadingHTTPServer):
    daemon_threads = True  # neither a fault's delay nor a client that stopped reading holds up the end of a test

    def __init__(self, blog: Blog) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.blog = blog

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Print nothing: a client that gives up (a time-out, a reply too large for it) is what faults are made for."""
        if not isinstance(sys.exc_info()[1], ConnectionError):
            super().handle_error(request, client_address)


class _Handler(BaseHTTPRequestHandler):
    server: _Server
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True  # the body must not wait until the headers are acknowledged

    def do_GET(self) -> None:
        blog, address = self.server.blog, urlsplit(self.path)
        authorization = self.headers.get("Authorization", "")
        query = dict(parse_qsl(address.query, keep_blank_values=True))
        request = ReceivedRequest(address.path, query, sent_credentials=bool(authorization))
        blog.requests.append(request)
        try:
            fault = blog.faults.popleft()
        except IndexError:
            fault = blog.lasting_fault
        time.sleep(fault.delay)
        # One request a connection, so that no kept-alive thread answers for a blog that is closed.
        self.close_connection = True
        if fault.drop:
            return
        if self.headers.get("User-Agent", "").startswith("python-requests"):
            answer = html_answer(403, "The firewall does not let this browser in.")
        else:
            answer = reply_to(request.path, query, blog.users.get(authorization), blog.posts)
        answer = fault.spoil(answer)
        self.send_response(answer.status)
        for name, value in {**answer.headers, "Connection": "close"}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(answer.body)

    def log_message(self, *_: object) -> None:
        """Print nothing: `Blog.requests` is the log."""
