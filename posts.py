"""Posts as they pass from the blog into the pipeline: which fields, of what shape, and how many at once. Pure."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

from errors import BlogReplyError

Json = dict[str, Any]

# What `_fields` asks WordPress for. One real week is 15 KiB whole and 9 KiB so.
POST_FIELDS = (
    "id,date,date_gmt,modified_gmt,slug,link,status,title.rendered,content.rendered,content.protected,"
    "categories,tags,author"
)

# Step Functions passes at most 256 KiB from state to state. A page keeps room below that for the run's tally. A post
# becomes the post, its records and their DynamoDB items with all exercises in one state: a real week 73,000 bytes of
# its 11,000, at most 8.3 times its size. What a denser post becomes is seen only when it is read: `fits_in_a_state`.
PAGE_BYTES = 200_000
POST_BYTES = 30_000
STATE_BYTES = 255_000

# WordPress makes a slug of these (`sanitize_title`), percent-encoding what is beyond ASCII, and stores 200 of them.
# It becomes part of an S3 key, so nothing else is let through.
_SLUG = re.compile(r"[a-z0-9%_-]{1,200}")
_TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d")


def hand_on(posts: list[Json], request: Json, more_pages: bool) -> Json:
    """A page of the blog, oldest post first -> what goes into the state machine.

    `{"posts", "page", "request"}`, the request with its defaults filled in, and, where there is more to fetch,
    `next_page` and `next_skip`: the page to ask for next and how many of its posts have been handed on already. That
    is the same page again where its posts together are over the payload limit, and the page behind it where
    `all_pages` is set and there is one.
    """
    page, skip = request["page"], request["skip"]
    fitting = list(_fitting(posts[skip:]))
    result: Json = {"posts": fitting, "page": page, "request": request}
    if skip + len(fitting) < len(posts):
        result.update(next_page=page, next_skip=skip + len(fitting))
    elif request["all_pages"] and more_pages:
        result.update(next_page=page + 1, next_skip=0)
    return result


def fits_in_a_state(post: Json, cleaned: Json) -> bool:
    """Whether a post and what clean_records made of it can go on together."""
    return _size(post) + _size(cleaned) <= STATE_BYTES


def _fitting(posts: list[Json]) -> Iterator[Json]:
    room = PAGE_BYTES
    for post in map(_readable, posts):
        room -= _size(post)
        if room < 0:
            return
        yield post


def _readable(post: Json) -> Json:
    """The post, or, where it cannot go through the pipeline, as much of it as can with the reason as `refused`.

    A refused post fails in the machine's first step, by itself, and so ends in `failed/` with its reason; the others
    go on. Raises BlogReplyError where it is no post at all.
    """
    if not isinstance(post.get("id"), int):
        raise BlogReplyError(f"the blog's reply has a post without a number as its id: {json.dumps(post)[:120]}")
    reason = _unreadable(post)
    if not reason and _size(post) > POST_BYTES:
        reason = f"is {_size(post):,} bytes long, and the pipeline passes on at most {POST_BYTES:,} of one post"
    if not reason:
        return post
    slug, date = post.get("slug"), post.get("date")
    return {
        "id": post["id"],
        "date": date if _matches(_TIME, date) else "0000-00-00T00:00:00",
        "slug": slug if _matches(_SLUG, slug) else f"post-{post['id']}",
        "link": str(post.get("link"))[:500],
        "refused": f"{reason}. Read it on the blog: {str(post.get('link'))[:500]}",
    }


def _unreadable(post: Json) -> str:
    """What keeps a post from being one as WordPress's REST API gives it, "" where nothing does."""
    if not _matches(_SLUG, post.get("slug")):
        return f"has the slug {str(post.get('slug'))[:80]!r}, which WordPress would not give it"
    for field in ("date", "modified_gmt"):
        if not _matches(_TIME, post.get(field)):
            return f"has the {field} {str(post.get(field))[:80]!r}, which is no time such as 2020-12-20T17:00:21"
    for field in ("title", "content"):
        if not isinstance(post.get(field), dict) or not isinstance(post[field].get("rendered"), str):
            return f"has no {field}.rendered"
    return "" if isinstance(post.get("link"), str) else "has no link"


def _matches(pattern: re.Pattern[str], value: Any) -> bool:
    return isinstance(value, str) and pattern.fullmatch(value) is not None


def _size(value: Any) -> int:
    """Bytes as JSON, as the Lambda runtime writes it into the state machine (non-ASCII escaped)."""
    return len(json.dumps(value))
