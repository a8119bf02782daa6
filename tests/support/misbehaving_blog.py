"""A blog on loopback that answers each request with bytes of a test's choice, however wrong they are."""

from __future__ import annotations

import json
import socket
import threading
from collections.abc import Iterable
from contextlib import suppress
from typing import Any, Union

from invictus import wordpress

Answer = Union[bytes, Iterable[bytes]]


def http(body: Union[bytes, str, Any] = b"", status: str = "200 OK", **headers: str) -> bytes:
    """Return a whole reply; what is not text becomes JSON. Of headers, `_` is read as `-`, and "" leaves one out."""
    body = body if isinstance(body, (bytes, str)) else json.dumps(body)
    body = body.encode("utf-8", "surrogatepass") if isinstance(body, str) else body
    lines = {"Content_Type": "application/json", "Content_Length": str(len(body)), "Connection": "close", **headers}
    head = "".join(f"{name.replace('_', '-')}: {value}\r\n" for name, value in lines.items() if value)
    return f"HTTP/1.1 {status}\r\n{head}\r\n".encode("latin-1") + body


class MisbehavingBlog:
    """Sends `answers` one by one, a connection each, the last of them again and again; a generator until it is closed.

    `requests` are the heads that came in, as text.
    """

    def __init__(self, *answers: Answer) -> None:
        self.answers = list(answers)
        self.requests: list[str] = []

    def __enter__(self) -> MisbehavingBlog:
        self._socket = socket.create_server(("127.0.0.1", 0))
        self.port = self._socket.getsockname()[1]
        self.api = f"http://127.0.0.1:{self.port}/wp-json/wp/v2/posts"
        threading.Thread(target=self._serve, daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self._socket.shutdown(socket.SHUT_RDWR)
        self._socket.close()

    def _serve(self) -> None:
        with suppress(OSError):  # it is closed
            while True:
                connection, _ = self._socket.accept()
                answer = self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]
                threading.Thread(target=self._answer, args=(connection, answer), daemon=True).start()

    def _answer(self, connection: socket.socket, answer: Answer) -> None:
        with connection, suppress(OSError):  # the reader has gone
            head = b""
            while b"\r\n\r\n" not in head:
                if not (received := connection.recv(65_536)):
                    return
                head += received
            self.requests.append(head.decode("latin-1"))
            for part in [answer] if isinstance(answer, bytes) else answer:
                connection.sendall(part)


def post(number: int, **fields: Any) -> dict[str, Any]:
    """Return a post of the category 213 with that id."""
    content = {"rendered": "<p>A.</p>"}
    return {"id": number, "date": "2021-03-07T17:00:00", "categories": [213], "content": content, **fields}


def fetch(api: str, seconds: float = 5, category: int = 213, account: Any = None, **options: Any) -> wordpress.Page:
    """Return the first page of ten posts."""
    return wordpress.fetch_page(wordpress.BlogAccess(api, category, account), 10, 1, True, seconds, **options)
