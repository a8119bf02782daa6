"""The sample blog as tests read it: it notes each request, and gives wrong answers on demand."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Mapping
from typing import Callable, NamedTuple, Optional

from invictus.shapes import RestPost
from local.sample_blog.server import Answer, Blog, html_answer, wordpress_error

# What goes wrong with a request: what is sent in place of the true answer. None closes the connection without any.
Fault = Callable[[Answer], Optional[Answer]]


def failing(status: int, **headers: str) -> Fault:
    """Answer as WordPress itself gives up: in JSON. Of the headers, `_` is read as `-`."""
    error = wordpress_error(status, "wp_die", "Error")  # of wp_die() every problem has this code
    more = {name.replace("_", "-"): value for name, value in headers.items()}
    return lambda _: error._replace(headers={**error.headers, **more})


def failing_in_html(status: int) -> Fault:
    """Answer as the proxy in front of WordPress, which knows no JSON."""
    return lambda _: html_answer(status, "Error")


class ReceivedRequest(NamedTuple):
    """A request as it came in, the credentials themselves not kept."""

    query: Mapping[str, str]
    sent_credentials: bool


class FaultyBlog(Blog):
    """A blog that notes its `requests`. Each has the next of the `faults` (None is no fault), then `lasting_fault`."""

    def __init__(self, posts: Iterable[RestPost], user: str = "", password: str = "") -> None:
        super().__init__(posts, user, password)
        self.faults: deque[Optional[Fault]] = deque()
        self.lasting_fault: Optional[Fault] = None
        self.requests: list[ReceivedRequest] = []

    def __enter__(self) -> FaultyBlog:
        super().__enter__()
        return self

    def answer(self, path: str, query: Mapping[str, str], headers: Mapping[str, str]) -> Optional[Answer]:
        self.requests.append(ReceivedRequest(query, sent_credentials="Authorization" in headers))
        try:
            fault = self.faults.popleft()
        except IndexError:
            fault = self.lasting_fault
        answer = super().answer(path, query, headers)
        return fault(answer) if fault and answer else answer
