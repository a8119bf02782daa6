"""WordPress's REST API for posts, as far as the pipeline asks it: a query in, an answer out. No sockets here.

It knows per_page, page, order, orderby (date, id), categories, include and _fields, and ignores any other parameter.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from math import ceil
from operator import itemgetter
from typing import Any, NamedTuple, Optional

from invictus.shapes import RestPost

API_ROOT = "/wp-json/wp/v2"


class Answer(NamedTuple):
    """What goes back over the wire: the body is sent whole, whatever `headers` promise of its length."""

    status: int
    headers: dict[str, str]
    body: bytes


def json_answer(value: Any, status: int = 200, headers: Optional[Mapping[str, str]] = None) -> Answer:
    """Return an answer with a JSON body."""
    return _answer(status, "application/json", json.dumps(value, separators=(",", ":")).encode(), headers or {})


def html_answer(status: int, title: str) -> Answer:
    """Return an answer with a page of HTML."""
    page = f"<!DOCTYPE html>\n<html><head><title>{title}</title></head><body><h1>{title}</h1></body></html>\n"
    return _answer(status, "text/html", page.encode(), {})


def _answer(status: int, kind: str, body: bytes, headers: Mapping[str, str]) -> Answer:
    content = {"Content-Type": f"{kind}; charset=UTF-8", "Content-Length": str(len(body))}
    return Answer(status, {**content, **headers}, body)


def wordpress_error(status: int, code: str, message: str, headers: Optional[Mapping[str, str]] = None) -> Answer:
    """Return a refusal as WordPress words it; clients tell errors by its code."""
    return json_answer({"code": code, "message": message, "data": {"status": status}}, status, headers)


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
            headers = {} if self.retry_after is None else {"Retry-After": str(self.retry_after)}
            return wordpress_error(self.status, "wp_die", "Error", headers)  # of wp_die() every problem has this code
        if self.empty:
            return answer._replace(body=b"[]", headers={**answer.headers, "Content-Length": "2"})
        return answer._replace(body=answer.body[: self.cut_at])


def reply_to(path: str, query: Mapping[str, str], user: Optional[str], posts: Iterable[RestPost]) -> Answer:
    """Answer as WordPress would, refusals included. `user` is the account of a request with the right credentials."""
    if path == f"{API_ROOT}/posts":
        return _list_posts(query, [post for post in posts if post["status"] == "publish"])
    if path != f"{API_ROOT}/users/me":
        return wordpress_error(404, "rest_no_route", "No route was found matching the URL and request method.")
    # The only route that tells a wrong password from a missing one: a public list ignores both.
    if user is None:
        return wordpress_error(401, "rest_not_logged_in", "You are not currently logged in.")
    return json_answer({"id": 1, "name": user})


def _list_posts(query: Mapping[str, str], posts: list[RestPost]) -> Answer:
    page, per_page = int(query.get("page", 1)), int(query.get("per_page", 10))
    categories, ids = (_numbers(query.get(name, "")) for name in ("categories", "include"))
    found = [
        post
        for post in posts
        if (not categories or categories & {*post["categories"]}) and (not ids or post["id"] in ids)
    ]
    pages = ceil(len(found) / per_page)
    if page > pages and found:
        message = "The page number requested is larger than the number of pages available."
        return wordpress_error(400, "rest_post_invalid_page_number", message)
    found.sort(key=itemgetter(query.get("orderby", "date")), reverse=query.get("order") != "asc")
    rows = found[(page - 1) * per_page : page * per_page]
    headers = {"X-WP-Total": str(len(found)), "X-WP-TotalPages": str(pages)}
    return json_answer([_trimmed(post, query.get("_fields", "")) for post in rows], headers=headers)


def _numbers(text: str) -> set[int]:
    return {int(number) for number in text.split(",") if number}


def _trimmed(post: RestPost, fields: str) -> RestPost:
    """Return the post with these fields only (`id,title.rendered`), all of it if none is named."""
    kept: RestPost = {}
    for field in fields.split(","):
        name, _, part = field.partition(".")
        if name in post and not part:
            kept[name] = post[name]
        elif part in (post.get(name) or {}):  # a hostile post has no content at all
            kept[name] = {**kept.get(name, {}), part: post[name][part]}
    return kept if fields else post
