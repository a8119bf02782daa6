"""What fits into the state machine: which fields of a post, how many posts at once, how large a step may be. Pure."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from datetime import datetime
from itertools import accumulate
from typing import Any, TypeVar

from invictus import tally
from invictus.errors import PostTooLargeError
from invictus.shapes import Json, RestPost

Step = TypeVar("Step", bound=Mapping[str, Any])

# What `_fields` asks WordPress for. One real week is 15 KiB whole, 9 KiB with these fields.
POST_FIELDS = "id,date,date_gmt,modified_gmt,slug,link,status,title.rendered,content.rendered,content.protected,"
POST_FIELDS += "categories,tags,author"

# Step Functions passes at most 262,144 bytes from state to state; of more, a post or a page fails as a whole. A page
# leaves room for the run's tally. A post's state is the post, its text, what the last step made of it and, at most, an
# older edit's rows (25,000) and an error with its trace. A step may be any multiple of the text: so each is measured
# (`fitting`). A real week is 11,000 bytes, and its largest state 85,000.
PAGE_BYTES = 200_000
POST_BYTES = 70_000
STATE_BYTES = 220_000
STEP_BYTES = (STATE_BYTES - POST_BYTES) // 2  # the text, and a step made of it, beside the largest post

# WordPress makes a slug of these characters (`sanitize_title`), the others percent-encoded, and stores 200 of them.
# A slug becomes part of an S3 key, so no other character is accepted.
_SLUG = re.compile(r"[a-z0-9%_-]{1,200}")
_TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d")
_NO_TIME = "0000-00-00T00:00:00"


def hand_on(posts: list[RestPost], request: Json, pages: int, counted: Json) -> Json:
    """Return what is passed to the state machine from a page of the blog, oldest post first.

    `{"posts", "page", "next_page", "tally", "next"}`: the posts that fit into one payload, which page that is and which
    is next (if one is), the run's tally, and the next request: for the same page past these posts if they did not all
    fit, else for the page after it (with `all_pages`), else only for the last count. Without posts there is no `next`,
    but `cleared`, as tally.cleared has it.
    """
    page, run = request["page"], request["run"]
    skip = run.get("skip", 0)
    rest = list(map(readable, posts[skip:]))
    handed = [post for post, bytes_so_far in zip(rest, accumulate(map(size, rest))) if bytes_so_far <= PAGE_BYTES]
    result: Json = {"posts": handed, "page": page, "tally": counted}
    if not handed:
        return {**result, "cleared": tally.cleared(counted)}
    run = {**run, "tally": counted, "posts": [{"id": post["id"], "slug": post["slug"]} for post in handed]}
    run.update(skip=0, page=page, pages=pages if request["all_pages"] else page)
    if skip + len(handed) < len(posts):
        result["next_page"], run["skip"] = page, skip + len(handed)
    elif request["all_pages"] and page < pages:
        ids = [*run.get("seen", []), *(post["id"] for post in posts)]
        result["next_page"], run["seen"] = page + 1, [min(ids), max(ids)]
    else:
        run["is_last"] = True
    return {**result, "next": {**request, "page": result.get("next_page", page), "run": run, "outcomes": []}}


def is_repeated(ids: list[int], seen: list[int]) -> bool:
    """Return whether a page holds no new post: all its ids lie between the lowest and highest of the pages before."""
    return len(seen) == 2 and all(seen[0] <= post_id <= seen[1] for post_id in ids)


def fitting(step: Step, slug: str, limit: int = STEP_BYTES) -> Step:
    """Return what a step made of a post, unchanged. Raises PostTooLargeError if it is over `limit` bytes."""
    if size(step) > limit:
        raise PostTooLargeError(
            slug,
            f"makes a step of {size(step):,} bytes, and the pipeline passes on at most {limit:,}. It holds too much for"
            " one week: split the post on the blog",
        )
    return step


def readable(post: RestPost) -> RestPost:
    """Return the post; if it cannot pass through the pipeline, only the usable fields, with the reason as `refused`.

    A refused post fails in its own first step, and so ends in `failed/` with its reason; the others go on.
    """
    reason = _problem(post)
    if not reason:
        return post
    slug, date, modified = post.get("slug"), post.get("date"), post.get("modified_gmt")
    link = str(post.get("link"))[:500].encode("utf-8", "replace").decode()
    return {
        "id": post["id"],
        "date": date if _is_time(date) else _NO_TIME,
        "modified_gmt": modified if _is_time(modified) else _NO_TIME,
        "slug": slug if isinstance(slug, str) and _SLUG.fullmatch(slug) else f"post-{post['id']}",
        "link": link,
        "refused": f"{reason}. Read it on the blog: {link}",
    }


def _problem(post: RestPost) -> str:
    """Return how a post differs from what WordPress's REST API returns, or is too large; "" if all is well."""
    if not isinstance(post.get("slug"), str) or not _SLUG.fullmatch(post["slug"]):
        return f"has the slug {str(post.get('slug'))[:80]!r}, which WordPress would not give it"
    for field in ("date", "modified_gmt"):
        if not _is_time(post.get(field)):
            return f"has the {field} {str(post.get(field))[:80]!r}, which is not a time such as 2020-12-20T17:00:21"
    for field in ("title", "content"):
        if not isinstance(post.get(field), dict) or not isinstance(post[field].get("rendered"), str):
            return f"has no {field}.rendered"
    if not isinstance(post.get("link"), str):
        return "has no link"
    if size(post) > POST_BYTES:
        return f"is {size(post):,} bytes long, and the pipeline passes on at most {POST_BYTES:,} of one post"
    if re.search("[\ud800-\udfff]", json.dumps(post, ensure_ascii=False)):
        return "holds half of a surrogate pair, which is not a character and cannot be sent on as UTF-8"
    return ""


def _is_time(value: Any) -> bool:
    try:
        return _TIME.fullmatch(str(value)) is not None and bool(datetime.fromisoformat(str(value)))
    except ValueError:  # 0000-00-00, 2021-13-45
        return False


def size(value: Any) -> int:
    """Return the size in bytes as JSON with non-ASCII escaped: an upper bound, as newer runtimes write UTF-8."""
    return len(json.dumps(value))
