"""A small blog on this machine that answers like the Invictus blog's WordPress REST API.

    with Blog.from_folder("test_events/posts") as blog:
        requests.get(blog.api, params={"categories": 213, "per_page": 1}, headers={"User-Agent": "my-reader/1.0"})

rest.py holds what it answers, faults.py what can go wrong, posts.py how posts are read.
"""

from __future__ import annotations

import base64
import sys
import threading
import time
from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, Optional
from urllib.parse import parse_qsl, urlsplit

from invictus.shapes import RestPost
from local.sample_blog.answers import Answer, html_answer
from local.sample_blog.faults import Fault
from local.sample_blog.posts import BlogFolderError, PostFileError, read_folder, whole_posts
from local.sample_blog.rest import API_ROOT, reply_to

LOOPBACK = "127.0.0.1"

__all__ = ["Blog", "BlogFolderError", "Fault", "PostFileError", "ReceivedRequest"]


@dataclass(frozen=True)
class ReceivedRequest:
    """A request as it came in: header names in lower case, the credentials themselves not kept."""

    path: str
    query: dict[str, str]
    headers: dict[str, str]
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

    def __init__(self, posts: Iterable[RestPost], user: Optional[str] = None, password: Optional[str] = None) -> None:
        self.posts = whole_posts((f"post {number}", post) for number, post in enumerate(posts, 1))
        self.faults: deque[Fault] = deque()
        self.lasting_fault = Fault()
        self.requests: list[ReceivedRequest] = []
        # WordPress shows a password in groups of four, and accepts it with or without the blanks.
        spellings = {password, password.replace(" ", "")} if user and password else ()
        self._users = {_basic(f"{user}:{spelling}"): user for spelling in spellings}

    @classmethod
    def from_folder(cls, folder: Path, user: Optional[str] = None, password: Optional[str] = None) -> Blog:
        """Return a blog of every `*.json` in `folder`. Raises BlogFolderError or PostFileError; both name the file."""
        return cls(read_folder(folder), user, password)

    def __enter__(self) -> Blog:
        self._server = _Server(self)
        self.site = f"http://{LOOPBACK}:{self._server.server_port}"
        self.api = f"{self.site}{API_ROOT}/posts"
        # A short poll: the server looks this often whether it is to stop, and a test suite stops it often.
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.005,), daemon=True)
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    def next_fault(self) -> Fault:
        try:
            return self.faults.popleft()
        except IndexError:
            return self.lasting_fault

    def user_of(self, authorization: Optional[str]) -> Optional[str]:
        """Return the account of an `Authorization` header, None for wrong credentials, which are not an error."""
        return self._users.get(authorization or "")


class _Server(ThreadingHTTPServer):
    daemon_threads = True  # neither a fault's delay nor a client that stopped reading holds up the end of a test

    def __init__(self, blog: Blog) -> None:
        super().__init__((LOOPBACK, 0), _Handler)
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
        blog = self.server.blog
        request = self._received()
        blog.requests.append(request)
        fault = blog.next_fault()
        time.sleep(fault.delay)
        if fault.drop:
            self.close_connection = True
            return
        self._send(fault.spoil(self._true_answer(request), "application/json" in request.headers.get("accept", "")))

    def _received(self) -> ReceivedRequest:
        address = urlsplit(self.path)
        headers = {name.lower(): value for name, value in self.headers.items()}
        sent_credentials = headers.pop("authorization", None) is not None
        query = dict(parse_qsl(address.query, keep_blank_values=True))
        return ReceivedRequest(address.path, query, headers, sent_credentials)

    def _true_answer(self, request: ReceivedRequest) -> Answer:
        blog = self.server.blog
        if request.headers.get("user-agent", "").startswith("python-requests"):
            return html_answer(403, "Forbidden", "The firewall does not let this browser in.")
        user = blog.user_of(self.headers.get("Authorization"))
        return reply_to(request.path, request.query, user, blog.posts)

    def _send(self, answer: Answer) -> None:
        self.send_response(answer.status)
        for name, value in answer.headers.items():
            self.send_header(name, value)
        if answer.length is not None:
            self.send_header("Content-Length", str(answer.length))
        # One request a connection, so that no kept-alive thread answers for a blog that is closed.
        self.send_header("Connection", "close")
        self.end_headers()
        for chunk in answer.body:
            self.wfile.write(chunk)

    def log_message(self, *_: object) -> None:
        """Print nothing: `Blog.requests` is the log."""


def _basic(credentials: str) -> str:
    return f"Basic {base64.b64encode(credentials.encode()).decode()}"
