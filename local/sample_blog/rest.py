"""WordPress's REST API for posts, as far as a reader of a blog sees it: a query in, an answer out. No sockets here.

Lists in a query are written with commas (`categories=213,214`). As on WordPress, a parameter it does not know is
ignored, and of a parameter given twice the last counts.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby
from math import ceil
from operator import gt, itemgetter, lt
from typing import Any, Optional
from urllib.parse import urlencode

from invictus.shapes import RestPost
from local.sample_blog.answers import Answer, RestError, json_answer
from local.sample_blog.parameters import names_in, read_parameters

API_ROOT = "/wp-json/wp/v2"
ONE_POST = re.compile(r"/posts/([0-9]+)")


@dataclass(frozen=True)
class ApiRequest:
    """What was asked of the API, and by whom: `user` is the account of a request with the right credentials."""

    method: str
    path: str
    query: Mapping[str, str]
    site: str
    user: Optional[str]


def reply_to(request: ApiRequest, posts: Iterable[RestPost]) -> Answer:
    """Answer as WordPress would, errors included: always an Answer, never an exception."""
    try:
        return _route(request, list(posts))
    except RestError as error:
        return error.answer()


def _route(request: ApiRequest, posts: list[RestPost]) -> Answer:
    path = request.path.rstrip("/")
    route = path[len(API_ROOT) :] if path.startswith(API_ROOT) else None
    if request.method != "GET" or route is None:
        raise _no_route()
    one_post = ONE_POST.fullmatch(route)
    if one_post:
        return _one_post(request, posts, int(one_post[1]))
    if route == "/posts":
        return _list_posts(request, posts)
    if route == "/users/me":
        return _me(request)
    raise _no_route()


def _no_route() -> RestError:
    return RestError(404, "rest_no_route", "No route was found matching the URL and request method.")


def _me(request: ApiRequest) -> Answer:
    """Answer the only route that tells a wrong password from a missing one: a public list ignores both."""
    if request.user is None:
        raise RestError(401, "rest_not_logged_in", "You are not currently logged in.")
    return json_answer({"id": 1, "name": request.user})


def _one_post(request: ApiRequest, posts: list[RestPost], post_id: int) -> Answer:
    post = next((post for post in posts if post["id"] == post_id), None)
    if post is None:
        raise RestError(404, "rest_post_invalid_id", "Invalid post ID.")
    if post["status"] != "publish" and request.user is None:
        raise RestError(401, "rest_forbidden", "Sorry, you are not allowed to do that.")
    return json_answer(_trimmed(post, request.query.get("_fields", "")))


def _list_posts(request: ApiRequest, posts: list[RestPost]) -> Answer:
    asked = read_parameters(request.query, has_account=request.user is not None)
    page, per_page, offset = asked["page"], asked["per_page"], asked["offset"]
    found = list(_in_order(_matching(posts, asked), asked["orderby"], asked["order"], page))
    start = (page - 1) * per_page if offset is None else abs(offset)
    rows = found[start : start + per_page]
    # WordPress counts past an empty page by asking again without its page number, but with its offset:
    # an offset past the end therefore answers `[]` of a total of 0, and no error.
    total = 0 if offset is not None and not rows else len(found)
    pages = ceil(total / per_page)
    if page > pages and total:
        raise RestError(
            400,
            "rest_post_invalid_page_number",
            "The page number requested is larger than the number of pages available.",
        )
    headers = {"X-WP-Total": str(total), "X-WP-TotalPages": str(pages), **_links(request, page, pages)}
    return json_answer([_trimmed(post, request.query.get("_fields", "")) for post in rows], headers=headers)


def _links(request: ApiRequest, page: int, pages: int) -> dict[str, str]:
    """Return the Link header (RFC 8288): the request's own address, with the page before and the page after."""
    neighbours = {}
    if page > 1:
        neighbours["prev"] = min(page - 1, pages)
    if page < pages:
        neighbours["next"] = page + 1
    links = [
        f'<{request.site}{API_ROOT}/posts?{urlencode({**request.query, "page": number})}>; rel="{relation}"'
        for relation, number in neighbours.items()
    ]
    return {"Link": ", ".join(links)} if links else {}


# --- Which posts, in which order -------------------------------------------------------------------------------------

# All exclusive: a post of that very second is not found.
DATE_FILTERS: dict[str, tuple[str, Callable[[str, str], bool]]] = {
    "after": ("date", gt),
    "before": ("date", lt),
    "modified_after": ("modified", gt),
    "modified_before": ("modified", lt),
}


def _matching(posts: list[RestPost], asked: dict[str, Any]) -> list[RestPost]:
    def matches(post: RestPost) -> bool:
        return (
            post["status"] in asked["status"]
            and (not asked["categories"] or not set(asked["categories"]).isdisjoint(post["categories"]))
            and (not asked["include"] or post["id"] in asked["include"])
            and (not asked["slug"] or post["slug"] in asked["slug"])
            and all(
                asked[name] is None or compare(asked[name].of(post, field), asked[name].text)
                for name, (field, compare) in DATE_FILTERS.items()
            )
        )

    return [post for post in posts if matches(post)]


def _in_order(posts: list[RestPost], field: str, order: str, page: int) -> Iterator[RestPost]:
    """Yield the posts in order. Posts that are equal in `field` change places from page to page, as on WordPress.

    WordPress orders by that one column, and the database returns equal rows in any order for each LIMIT: a reader who
    trusts the order sees some posts twice and others never. Here they are turned by the page's number, so that a test
    can count on it.
    """
    ordered = sorted(posts, key=itemgetter(field), reverse=order == "desc")
    for _, alike in groupby(ordered, key=itemgetter(field)):
        ties = list(alike)
        turn = (page - 1) % len(ties)
        yield from ties[turn:] + ties[:turn]


def _trimmed(post: RestPost, fields: str) -> RestPost:
    wanted = _field_tree(fields)
    return _kept(post, wanted) if wanted else post


def _field_tree(fields: str) -> dict[str, Any]:
    """Return `{"id": True, "title": {"rendered": True}}` for "id,title.rendered"; a whole object includes its parts."""
    tree: dict[str, Any] = {}
    for field in names_in(fields):
        *parents, last = field.split(".")
        branch: Any = tree
        for parent in parents:
            branch = branch.setdefault(parent, {})
            if branch is True:
                break
        else:
            branch[last] = True
    return tree


def _kept(value: dict[str, Any], wanted: dict[str, Any]) -> dict[str, Any]:
    return {
        name: _kept(inner, wanted[name]) if isinstance(inner, dict) and wanted[name] is not True else inner
        for name, inner in value.items()
        if name in wanted
    }
