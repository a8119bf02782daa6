"""WordPress's REST API for posts, as far as the pipeline asks it: a query in, an answer out. No sockets here.

It knows per_page, page, order, orderby (date, id), categories, include and _fields, and ignores any other parameter.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from math import ceil
from operator import itemgetter
from typing import Any, Optional

from invictus.shapes import RestPost
from local.sample_blog.answers import Answer, RestError, json_answer

API_ROOT = "/wp-json/wp/v2"


def reply_to(path: str, query: Mapping[str, str], user: Optional[str], posts: Iterable[RestPost]) -> Answer:
    """Answer as WordPress would, errors included: always an Answer, never an exception.

    `user` is the account of a request with the right credentials.
    """
    try:
        if path == f"{API_ROOT}/posts":
            return _list_posts(query, [post for post in posts if post["status"] == "publish"])
        if path == f"{API_ROOT}/users/me":
            return _me(user)
        raise RestError(404, "rest_no_route", "No route was found matching the URL and request method.")
    except RestError as error:
        return error.answer()


def _me(user: Optional[str]) -> Answer:
    """Answer the only route that tells a wrong password from a missing one: a public list ignores both."""
    if user is None:
        raise RestError(401, "rest_not_logged_in", "You are not currently logged in.")
    return json_answer({"id": 1, "name": user})


def _list_posts(query: Mapping[str, str], posts: list[RestPost]) -> Answer:
    asked = _parameters(query)
    page, per_page = asked["page"], asked["per_page"]
    found = [
        post
        for post in posts
        if (not asked["categories"] or not set(asked["categories"]).isdisjoint(post["categories"]))
        and (not asked["include"] or post["id"] in asked["include"])
    ]
    pages = ceil(len(found) / per_page)
    if page > pages and found:
        raise RestError(
            400,
            "rest_post_invalid_page_number",
            "The page number requested is larger than the number of pages available.",
        )
    ordered = sorted(found, key=itemgetter(asked["orderby"]), reverse=asked["order"] == "desc")
    rows = ordered[(page - 1) * per_page : page * per_page]
    headers = {"X-WP-Total": str(len(found)), "X-WP-TotalPages": str(pages)}
    return json_answer([_trimmed(post, query.get("_fields", "")) for post in rows], headers=headers)


def _parameters(query: Mapping[str, str]) -> dict[str, Any]:
    """Return every parameter's value, its default where the query has none. Raises RestError `rest_invalid_param`."""
    values: dict[str, Any] = {"per_page": 10, "page": 1, "categories": [], "include": [], "order": "desc"}
    values = {**values, "orderby": "date", **{name: query[name] for name in query if name in ("order", "orderby")}}
    wrong = {}
    for name in ("per_page", "page", "categories", "include"):
        try:
            numbers = [int(number) for number in _names_in(query.get(name, ""))]
        except ValueError:
            wrong[name] = f"{name} is not of type integer."
            continue
        if name in query:
            values[name] = numbers if name in ("categories", "include") else numbers[0]
    if not 1 <= values["per_page"] <= 100:
        wrong["per_page"] = "per_page must be between 1 (inclusive) and 100 (inclusive)"
    if wrong:
        raise RestError(400, "rest_invalid_param", f"Invalid parameter(s): {', '.join(wrong)}", params=wrong)
    return values


def _names_in(text: str) -> list[str]:
    return [name for name in re.split(r"[\s,]+", text) if name]


def _trimmed(post: RestPost, fields: str) -> RestPost:
    """Return the post with these fields only (`id,title.rendered`), all of it if none is named."""
    kept: RestPost = {}
    for field in _names_in(fields):
        name, _, part = field.partition(".")
        if name in post and not part:
            kept[name] = post[name]
        elif part in (post.get(name) or {}):  # a hostile post has no content at all
            kept[name] = {**kept.get(name, {}), part: post[name][part]}
    return kept if fields else post
