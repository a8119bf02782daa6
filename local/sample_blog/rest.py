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


def html_answer(status: int, title: str) -> Answer:
    """Return an answer with a page of HTML."""
    page = f"<!DOCTYPE html>\n<html><head><title>{title}</title></head><body><h1>{title}</h1></body></html>\n"
    return _answer(status, "text/html", page)


def wordpress_error(status: int, code: str, message: str) -> Answer:
    """Return a refusal as WordPress words it; clients tell errors by its code."""
    return _json_answer({"code": code, "message": message, "data": {"status": status}}, status)


def _json_answer(value: Any, status: int = 200, **headers: int) -> Answer:
    """Return an answer with a JSON body. Of the headers, `_` is read as `-`."""
    answer = _answer(status, "application/json", json.dumps(value, separators=(",", ":")))
    more = {name.replace("_", "-"): str(number) for name, number in headers.items()}
    return answer._replace(headers={**answer.headers, **more})


def _answer(status: int, kind: str, text: str) -> Answer:
    body = text.encode()
    return Answer(status, {"Content-Type": f"{kind}; charset=UTF-8", "Content-Length": str(len(body))}, body)


def reply_to(path: str, query: Mapping[str, str], user: Optional[str], posts: Iterable[RestPost]) -> Answer:
    """Answer as WordPress would, refusals included. `user` is the account of a request with the right credentials."""
    if path == f"{API_ROOT}/posts":
        return _list_posts(query, [post for post in posts if post["status"] == "publish"])
    if path != f"{API_ROOT}/users/me":
        return wordpress_error(404, "rest_no_route", "No route was found matching the URL and request method.")
    # The only route that tells a wrong password from a missing one: a public list ignores both.
    if user is None:
        return wordpress_error(401, "rest_not_logged_in", "You are not currently logged in.")
    return _json_answer({"id": 1, "name": user})


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
    trimmed = [_trimmed(post, query.get("_fields", "")) for post in rows]
    return _json_answer(trimmed, X_WP_Total=len(found), X_WP_TotalPages=pages)


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
