"""What a run asks the blog before it begins: which posts it has, in which edit. A person is told of every wait."""

from __future__ import annotations

from collections.abc import Callable
from itertools import count
from typing import NamedTuple, Optional

from invictus import wordpress
from invictus.events import MOST_POSTS

# A person is waiting: the state machine's 38 minutes of patience are for a schedule.
PATIENCE_SECONDS = 45.0
EVERY_CATEGORY = 0


class BlogAccess(NamedTuple):
    """Where posts are read: the address of WordPress's posts, the category, and the account, if any."""

    api: str
    category: int
    user_agent: str
    credentials: Optional[wordpress.Credentials]


class BlogPost(NamedTuple):
    """A post by its id, and its edit (UTC)."""

    id: int
    modified: str


def newest(blog: BlogAccess, how_many: int, say: Callable[[str], None]) -> list[BlogPost]:
    """Return the newest posts of the category. Raises the errors of wordpress.fetch_page."""
    return _posts(_page(blog, how_many, 1, False, say))


def every(blog: BlogAccess, say: Callable[[str], None]) -> list[BlogPost]:
    """Return all posts of the category, by their ids. Raises the errors of wordpress.fetch_page."""
    posts: dict[BlogPost, None] = {}
    seen: set[int] = set()
    for number in count(1):
        page = _page(blog, MOST_POSTS, number, True, say)
        posts.update(dict.fromkeys(_posts(page)))
        if seen.issuperset(page.ids) or number >= page.total_pages:  # a page without a new post is the last one
            break
        seen.update(page.ids)
    return list(posts)


def _page(blog: BlogAccess, per_page: int, page: int, oldest_first: bool, say: Callable[[str], None]) -> wordpress.Page:
    fields = "id,modified_gmt,categories"
    return wordpress.fetch_page(
        api=blog.api,
        category=blog.category,
        per_page=per_page,
        page=page,
        oldest_first=oldest_first,
        credentials=blog.credentials,
        user_agent=blog.user_agent,
        fields=fields,
        seconds=PATIENCE_SECONDS,
        say=say,
    )


def _posts(page: wordpress.Page) -> list[BlogPost]:
    return [BlogPost(post["id"], str(post.get("modified_gmt"))) for post in page.posts]
