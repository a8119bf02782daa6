"""A small blog on this machine that answers like the Invictus blog's WordPress REST API.

    with Blog.from_folder("test_events/posts") as blog:
        requests.get(blog.api, params={"categories": 213, "per_page": 1}, headers={"User-Agent": "my-reader/1.0"})

`python -m local.sample_blog.server [folder] [--port N]` serves a folder of posts until it is stopped, to curl or to the pipeline.
What is answered stands in blog_rest.py, what can go wrong in blog_faults.py, how posts are read in blog_posts.py.
"""

from __future__ import annotations

import argparse
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
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from local.project import SAMPLE_POSTS
from local.sample_blog.faults import Fault
from local.sample_blog.posts import BlogFolderError, PostFileError, read_folder, whole_posts
from local.sample_blog.rest import API_ROOT, Answer, Question, html_answer, reply_to

LOOPBACK = "127.0.0.1"

__all__ = ["Asked", "Blog", "BlogFolderError", "Fault", "PostFileError"]


@dataclass(frozen=True)
class Asked:
    """A request as it came in: header names in lower case, the credentials themselves not kept."""

    method: str
    path: str
    query: dict[str, str]
    headers: dict[str, str]
    sent_credentials: bool


class Blog:
    """The sample blog, up for as long as its `with` block runs.

    `posts` are post objects, whole or in part (see blog_posts.py). With a `user` and a `password`, requests that bear
    them as HTTP Basic credentials are logged in. `port` 0 takes any free one.

    A running blog can be changed by its test:
    posts           the blog's posts; correct one in place, append a `blog_posts.whole_post`
    faults          queue of Fault: each request takes the next one
    standing_fault  what befalls every request once the queue is empty
    requests        each request so far, as Asked
    """

    def __init__(
        self, posts: Iterable[dict[str, Any]], user: str | None = None, password: str | None = None, port: int = 0
    ) -> None:
        self.posts = whole_posts((f"post {number}", post) for number, post in enumerate(posts, 1))
        self.faults: deque[Fault] = deque()
        self.standing_fault = Fault()
        self.requests: list[Asked] = []
        self._account = (user, _bare(password)) if user is not None and password is not None else None
        self._port = port

    @classmethod
    def from_folder(
        cls, folder: str | Path, user: str | None = None, password: str | None = None, port: int = 0
    ) -> Blog:
        """A blog of every `*.json` in `folder`. Raises BlogFolderError and PostFileError, which name the file."""
        return cls(read_folder(folder), user, password, port)

    def __enter__(self) -> Blog:
        self._server = _Server(self, self._port)
        self.site = f"http://{LOOPBACK}:{self._server.server_port}"
        self.api = f"{self.site}{API_ROOT}/posts"
        # A short poll: the server looks this often whether it is to stop, and a test suite stops it often.
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True)
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
            return self.standing_fault

    def user_of(self, authorization: str | None) -> str | None:
        """The account that an `Authorization` header proves. Wrong credentials are nobody's, and no error."""
        account = _basic_credentials(authorization or "")
        return account[0] if account is not None and account == self._account else None


class _Server(ThreadingHTTPServer):
    daemon_threads = True  # neither a fault's delay nor a client that stopped reading holds up the end of a test

    def __init__(self, blog: Blog, port: int) -> None:
        super().__init__((LOOPBACK, port), _Handler)
        self.blog = blog

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A client that went away (a time-out, a reply too large for it) is what faults are for, and no news."""
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
        asked = self._asked()
        blog.requests.append(asked)
        fault = blog.next_fault()
        time.sleep(fault.delay)
        if fault.drop:
            self.close_connection = True
            return
        self._send(fault.spoil(self._true_answer(asked), "application/json" in asked.headers.get("accept", "")))

    do_POST = do_PUT = do_PATCH = do_DELETE = do_GET

    def _asked(self) -> Asked:
        address = urlsplit(self.path)
        headers = {name.lower(): value for name, value in self.headers.items()}
        sent_credentials = headers.pop("authorization", None) is not None
        query = dict(parse_qsl(address.query, keep_blank_values=True))
        return Asked(self.command, address.path, query, headers, sent_credentials)

    def _true_answer(self, asked: Asked) -> Answer:
        blog = self.server.blog
        if asked.headers.get("user-agent", "").startswith("python-requests"):
            return html_answer(403, "Forbidden", "The firewall does not let this browser in.")
        user = blog.user_of(self.headers.get("Authorization"))
        return reply_to(Question(asked.method, asked.path, asked.query, blog.site, user), blog.posts)

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
        """Quiet: `Blog.requests` is the log."""


def _basic_credentials(authorization: str) -> tuple[str, str] | None:
    scheme, _, token = authorization.partition(" ")
    if scheme.lower() != "basic":
        return None
    try:
        user, _, password = base64.b64decode(token, validate=True).decode().partition(":")
    except (binascii.Error, UnicodeDecodeError):
        return None
    return user, _bare(password)


def _bare(password: str) -> str:
    """WordPress shows an application password in groups of four, and takes it with or without the blanks."""
    return password.replace(" ", "")


def main(arguments: list[str] | None = None) -> None:
    parser = argparse.ArgumentParser(
        prog="python -m local.sample_blog.server", description="Serve a folder of posts as a blog."
    )
    parser.add_argument("folder", nargs="?", default=SAMPLE_POSTS, help="of *.json posts (default: the sample blog)")
    parser.add_argument("--port", type=int, default=0, help="on 127.0.0.1 (default: any free one)")
    options = parser.parse_args(arguments)
    try:
        blog = Blog.from_folder(options.folder, port=options.port)
    except (BlogFolderError, PostFileError) as error:
        parser.error(str(error))
    try:
        with blog:
            print(f"{len(blog.posts)} posts at {blog.api}?categories=213 (Ctrl-C to stop)", flush=True)
            threading.Event().wait()
    except (OSError, OverflowError) as error:
        parser.error(f"--port {options.port} cannot be had ({error}). Name another port, or none.")
    except KeyboardInterrupt:
        print("The blog is closed.")


if __name__ == "__main__":
    main()
