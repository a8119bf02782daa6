"""What can go wrong between the pipeline and a blog, as plain values that a test hands to the sample blog."""

from __future__ import annotations

from dataclasses import dataclass, replace
from http.client import responses
from typing import Optional, Union

from local.sample_blog.answers import Answer, html_answer, json_answer


@dataclass(frozen=True)
class Fault:
    """What goes wrong with one request. `Fault()` is nothing: the request is answered normally.

    status       answer with this status: a page of HTML, or JSON if the request says `Accept: application/json`
    retry_after  the `Retry-After` that goes with the status: seconds, or an HTTP date
    html         a page of HTML whatever the request accepts: with status 200 (a login page, a bot check), or with the
                 `status` given (the proxy in front of WordPress, which knows no JSON)
    empty        an empty list in place of the posts; `X-WP-Total` still tells how many there are
    cut_at       the true answer's body, cut after so many bytes; Content-Length agrees with what is left
    hang_up      with `cut_at`: Content-Length promises the whole body, and the connection closes before its end
    delay        seconds until the answer; goes with any of the others
    drop         the connection closes with no answer at all
    """

    status: Optional[int] = None
    retry_after: Optional[Union[int, str]] = None
    html: bool = False
    empty: bool = False
    cut_at: Optional[int] = None
    hang_up: bool = False
    delay: float = 0
    drop: bool = False

    def spoil(self, answer: Answer, accepts_json: bool) -> Answer:
        """Turn the true answer into what this fault makes of it."""
        if self.status is not None or self.html:
            return self._error(accepts_json)
        if self.empty:
            return replace(answer, body=[b"[]"], length=2)
        if self.cut_at is not None:
            whole = b"".join(answer.body)
            left = whole[: self.cut_at]
            return replace(answer, body=[left], length=len(whole) if self.hang_up else len(left))
        return answer

    def _error(self, accepts_json: bool) -> Answer:
        status = self.status or 200
        title = responses.get(status, "Error")  # 520 and its like are not standard, but proxies send them
        headers = {} if self.retry_after is None else {"Retry-After": str(self.retry_after)}
        if accepts_json and not self.html:
            # wp_die() is how WordPress itself gives up; its JSON has this code for every problem.
            return json_answer({"code": "wp_die", "message": title, "data": {"status": status}}, status, headers)
        return html_answer(status, title, "This page is sent in place of the posts.", headers)
