"""The sample blog as tests read it: it notes each request, and gives wrong answers on demand."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Iterable, Mapping
from typing import NamedTuple, Optional

from invictus.shapes import RestPost
from local.sample_blog.rest import Answer, html_answer, wordpress_error
from local.sample_blog.server import Blog


class Fault(NamedTuple):
    """What goes wrong with one request. `Fault()` is nothing: the request is answered normally.

    status       answer with this status, as WordPress itself gives up: in JSON
    retry_after  the `Retry-After` that goes with the status, in seconds
    html         a page of HTML with the `status` (the proxy in front of WordPress, which knows no JSON)
    empty        an empty list in place of the posts
    cut_at       the connection closes after so many bytes of the true answer's body
    delay        seconds until the answer
    drop         the connection closes with no answer at all
    """

    status: Optional[int] = None
    retry_after: Optional[int] = None
    html: bool = False
    empty: bool = False
    cut_at: Optional[int] = None
    delay: float = 0
    drop: bool = False

    def spoil(self, answer: Answer) -> Answer:
        """Turn the true answer into what this fault makes of it."""
        if self.status is not None:
            if self.html:
                return html_answer(self.status, "Error")
            error = wordpress_error(self.status, "wp_die", "Error")  # of wp_die() every problem has this code
            asked = {} if self.retry_after is None else {"Retry-After": str(self.retry_after)}
            return error._replace(headers={**error.headers, **asked})
        if self.empty:
            return answer._replace(body=b"[]", headers={**answer.headers, "Content-Length": "2"})
        return answer._replace(body=answer.body[: self.cut_at])


class ReceivedRequest(NamedTuple):
    """A request as it came in, the credentials themselves not kept."""

    query: Mapping[str, str]
    sent_credentials: bool


class FaultyBlog(Blog):
    """A blog that notes its `requests`. Each takes the next of the `faults` or, after the last, the `lasting_fault`."""

    def __init__(self, posts: Iterable[RestPost], user: str = "", password: str = "") -> None:
        super().__init__(posts, user, password)
        self.faults: deque[Fault] = deque()
        self.lasting_fault = Fault()
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
        time.sleep(fault.delay)
        answer = None if fault.drop else super().answer(path, query, headers)
        return answer and fault.spoil(answer)
