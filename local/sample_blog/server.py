"""A small blog on this machine that answers like the Invictus blog's WordPress REST API.

    with Blog.from_folder("test_events/posts") as blog:
        requests.get(blog.api, params={"categories": 213, "per_page": 1}, headers={"User-Agent": "my-reader/1.0"})

`python -m local blog [FOLDER] [--port N]` serves a folder of posts until it is stopped, to curl or to the pipeline.
rest.py holds what it answers, faults.py what can go wrong, posts.py how posts are read.
"""

from __future__ import annotations

import base64
import binascii
import sys
import threading
import time
from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, Optional, Union
from urllib.parse import parse_qsl, urlsplit

import click

from invictus.errors import InvictusError
from invictus.shapes import RestPost
from local.project import SAMPLE_POSTS
from local.sample_blog.answers import Answer, html_answer
from local.sample_blog.faults import Fault
from local.sample_blog.posts import BlogFolderError, PostFileError, read_folder, whole_posts
from local.sample_blog.rest import API_ROOT, ApiRequest, reply_to

LOOPBACK = "127.0.0.1"

__all__ = ["Blog", "BlogFolderError", "Fault", "PostFileError", "ReceivedRequest"]


@dataclass(frozen=True)
class ReceivedRequest:
    """A request as it came in: header names in lower case, the credentials themselves not kept."""

    method: str
    path: str
    query: dict[str, str]
    headers: dict[str, str]
    sent_credentials: bool


class Blog:
    """The sample blog, up for as long as its `with` block runs.

    `posts` are post objects, whole or in part (see posts.py). With a `user` and a `password`, requests that send them
    as HTTP Basic credentials are logged in. `port` 0 takes any free one.

    A running blog can be changed by its test:
    posts           the blog's posts; correct one in place, append a `posts.whole_post`
    faults          queue of Fault: each request takes the next one
    lasting_fault   the Fault of every request once the queue is empty
    requests        each request so far, as ReceivedRequest
    """

    def __init__(
        self, posts: Iterable[RestPost], user: Optional[str] = None, password: Optional[str] = None, port: int = 0
    ) -> None:
        self.posts = whole_posts((f"post {number}", post) for number, post in enumerate(posts, 1))
        self.faults: deque[Fault] = deque()
        self.lasting_fault = Fault()
        self.requests: list[ReceivedRequest] = []
        self._account = (user, _bare(password)) if user is not None and password is not None else None
        self._port = port

    @classmethod
    def from_folder(
        cls, folder: Union[str, Path], user: Optional[str] = None, password: Optional[str] = None, port: int = 0
    ) -> Blog:
        """Return a blog of every `*.json` in `folder`. Raises BlogFolderError or PostFileError; both name the file."""
        return cls(read_folder(folder), user, password, port)

    def __enter__(self) -> Blog:
        self._server = _Server(self, self._port)
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

    def answer_to(self, request: ReceivedRequest, user: Optional[str]) -> Answer:
        """Return the blog's answer without a fault."""
        return reply_to(ApiRequest(request.method, request.path, request.query, self.site, user), self.posts)

    def next_fault(self) -> Fault:
        try:
            return self.faults.popleft()
        except IndexError:
            return self.lasting_fault

    def user_of(self, authorization: Optional[str]) -> Optional[str]:
        """Return the account of an `Authorization` header, None for wrong credentials, which are not an error."""
        account = _basic_credentials(authorization or "")
        return account[0] if account is not None and account == self._account else None


class _Server(ThreadingHTTPServer):
    daemon_threads = True  # neither a fault's delay nor a client that stopped reading holds up the end of a test

    def __init__(self, blog: Blog, port: int) -> None:
        super().__init__((LOOPBACK, port), _Handler)
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
        # Closing a socket with an unread body resets it, and the client would lose the answer.
        self.rfile.read(int(self.headers.get("Content-Length", 0)))
        request = self._received()
        blog.requests.append(request)
        fault = blog.next_fault()
        time.sleep(fault.delay)
        if fault.drop:
            self.close_connection = True
            return
        self._send(fault.spoil(self._true_answer(request), "application/json" in request.headers.get("accept", "")))

    do_POST = do_PUT = do_PATCH = do_DELETE = do_GET

    def _received(self) -> ReceivedRequest:
        address = urlsplit(self.path)
        headers = {name.lower(): value for name, value in self.headers.items()}
        sent_credentials = headers.pop("authorization", None) is not None
        query = dict(parse_qsl(address.query, keep_blank_values=True))
        return ReceivedRequest(self.command, address.path, query, headers, sent_credentials)

    def _true_answer(self, request: ReceivedRequest) -> Answer:
        blog = self.server.blog
        if request.headers.get("user-agent", "").startswith("python-requests"):
            return html_answer(403, "Forbidden", "The firewall does not let this browser in.")
        return blog.answer_to(request, blog.user_of(self.headers.get("Authorization")))

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


def _basic_credentials(authorization: str) -> Optional[tuple[str, str]]:
    scheme, _, token = authorization.partition(" ")
    if scheme.lower() != "basic":
        return None
    try:
        user, _, password = base64.b64decode(token, validate=True).decode().partition(":")
    except (binascii.Error, UnicodeDecodeError):
        return None
    return user, _bare(password)


def _bare(password: str) -> str:
    """Return the password without blanks: WordPress shows it in groups of four, and accepts it with or without them."""
    return password.replace(" ", "")


class PortError(InvictusError):
    """The port cannot be listened on."""


@click.command("blog")
@click.argument("folder", type=click.Path(path_type=Path), default=SAMPLE_POSTS)
@click.option("--port", type=click.IntRange(0, 65535), default=0, help="on 127.0.0.1 (default: any free one)")
def serve(folder: Path, port: int) -> None:
    """Serve a folder of posts as a blog until it is stopped.

    FOLDER holds *.json posts (default: the sample blog).
    """
    try:
        with Blog.from_folder(folder, port=port) as blog:
            click.echo(f"{len(blog.posts)} posts at {blog.api}?categories=213 (Ctrl-C to stop)")
            threading.Event().wait()
    except OSError as error:
        raise PortError(f"port {port} is not free ({error.strerror}). Name another --port, or leave it out.") from error
    except KeyboardInterrupt:
        click.echo("The blog is closed.")
