"""What can go wrong between the pipeline and a blog, as plain values that a test hands to the sample blog."""

from __future__ import annotations

from typing import NamedTuple, Optional

from local.sample_blog.rest import Answer, html_answer, wordpress_error


class Fault(NamedTuple):
    """What goes wrong with one request. `Fault()` is nothing: the request is answered normally.

    status       answer with this status, as WordPress itself gives up: in JSON
    retry_after  the `Retry-After` that goes with the status, in seconds
    html         a page of HTML with the `status` (the proxy in front of WordPress, which knows no JSON)
    empty        an empty list in place of the posts
    cut_at       the true answer's body, cut after so many bytes; Content-Length agrees with what is left
    hang_up      with `cut_at`: Content-Length promises the whole body, and the connection closes before its end
    delay        seconds until the answer
    drop         the connection closes with no answer at all
    """

    status: Optional[int] = None
    retry_after: Optional[int] = None
    html: bool = False
    empty: bool = False
    cut_at: Optional[int] = None
    hang_up: bool = False
    delay: float = 0
    drop: bool = False

    def spoil(self, answer: Answer) -> Answer:
        """Turn the true answer into what this fault makes of it."""
        if self.status is not None:
            headers = {} if self.retry_after is None else {"Retry-After": str(self.retry_after)}
            if self.html:
                return html_answer(self.status, "Error", headers)
            return wordpress_error(self.status, "wp_die", "Error", headers)  # of wp_die() every problem has this code
        body = b"[]" if self.empty else answer.body[: self.cut_at]
        promised = answer.body if self.hang_up else body
        return answer._replace(body=body, headers={**answer.headers, "Content-Length": str(len(promised))})
