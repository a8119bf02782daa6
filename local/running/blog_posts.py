"""What a run asks the blog before it begins: is it there, and which posts does it have in which edit."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import NamedTuple, Optional
from urllib.parse import urlsplit

import requests

from invictus import wordpress
from invictus.errors import BlogUnavailableError
from invictus.events import MOST_POSTS

# A person is waiting: the state machine's 38 minutes of patience are for a schedule.
PATIENCE_SECONDS = 45
FIRST_WAIT_SECONDS, LONGEST_WAIT_SECONDS = 2, 16
CONNECT_SECONDS, READ_SECONDS = 5, 10


class BlogAccess(NamedTuple):
    """Where posts are read: the address of WordPress's posts, the category, and the account, if any."""

    api: str
    category: int
    user_agent: str
    credentials: Optional[wordpress.Credentials]

    @property
    def host(self) -> str:
        address = urlsplit(self.api)
        return address.netloc.rpartition("@")[2] or self.api


class BlogPost(NamedTuple):
    """A post by its id, and its edit (UTC)."""

    id: int
    modified: str


def wait_for(blog: BlogAccess, say: Callable[[str], None], patience: float = PATIENCE_SECONDS) -> None:
    """Return once the blog answers. `say` is told of each try that fails and when the next one is.

    Whatever it answers below 500 counts: what is wrong with that is for the reader of its posts to say. Raises
    BlogUnavailableError when `patience` (seconds) is at its end.
    """
    until, wait = time.monotonic() + patience, float(FIRST_WAIT_SECONDS)
    while True:
        problem, asked_for = _problem(blog, until - time.monotonic())
        if not problem:
            return
        left = until - time.monotonic()
        if asked_for > left:
            problem += f" and asks to be left for {asked_for:.0f} seconds"
        if max(wait, asked_for) >= left:
            raise BlogUnavailableError(
                f"the blog at {blog.host} does not answer ({problem}). What is stored is kept."
                " Run again later: it goes on from there"
            )
        wait = max(wait, asked_for)
        say(f"The blog at {blog.host} does not answer ({problem}). Trying again in {wait:.0f} s, for {left:.0f} s more")
        time.sleep(wait)
        wait = min(2 * wait, LONGEST_WAIT_SECONDS)


def _problem(blog: BlogAccess, left: float) -> tuple[str, float]:
    """Return why the blog does not answer, "" if it does, and the seconds it asks to be left alone."""
    query: dict[str, str] = {"categories": str(blog.category), "per_page": "1", "_fields": "id"}
    headers = {"User-Agent": blog.user_agent, "Accept": "application/json"}
    timeout = (min(CONNECT_SECONDS, max(left, 1)), min(READ_SECONDS, max(left, 1)))
    try:
        with requests.get(blog.api, params=query, headers=headers, timeout=timeout, stream=True) as reply:
            if reply.status_code < 500 and reply.status_code != 429:
                return "", 0
            after = reply.headers.get("Retry-After", "")
            return f"it says {reply.status_code}", float(after) if after.isdigit() else 0
    except requests.exceptions.Timeout:
        return "no answer in time", 0
    except requests.exceptions.SSLError:
        return "", 0  # the machine's own fetch names what is wrong with the certificate
    except requests.exceptions.ConnectionError as error:
        return _reason(error), 0
    except requests.exceptions.RequestException:
        return "", 0  # an invalid address or endless redirects: the fetch names them


def _reason(error: BaseException) -> str:
    """Return the innermost cause in the system's own words: `Connection refused`."""
    cause: Optional[BaseException] = error
    words = "no connection"
    while cause is not None:
        if isinstance(cause, OSError) and cause.strerror:
            words = cause.strerror
        inner = getattr(cause, "reason", None)
        args = [arg for arg in getattr(cause, "args", ()) if isinstance(arg, BaseException)]
        cause = inner if isinstance(inner, BaseException) else (args[0] if args else cause.__context__)
    return words


def newest(blog: BlogAccess, how_many: int) -> list[BlogPost]:
    """Return the newest posts of the category. Raises the errors of wordpress.fetch_page."""
    return _page(blog, how_many, 1, oldest_first=False)[0]


def every(blog: BlogAccess) -> list[BlogPost]:
    """Return all posts of the category, by their ids. Raises the errors of wordpress.fetch_page."""
    posts, pages = _page(blog, MOST_POSTS, 1, oldest_first=True)
    for page in range(2, pages + 1):
        posts += _page(blog, MOST_POSTS, page, oldest_first=True)[0]
    return list(dict.fromkeys(posts))


def _page(blog: BlogAccess, per_page: int, page: int, oldest_first: bool) -> tuple[list[BlogPost], int]:
    found = wordpress.fetch_page(
        api=blog.api,
        category=blog.category,
        per_page=per_page,
        page=page,
        oldest_first=oldest_first,
        credentials=blog.credentials,
        user_agent=blog.user_agent,
        fields="id,modified_gmt",
    )
    return [
        BlogPost(post["id"], str(post.get("modified_gmt"))) for post in found.posts if "id" in post
    ], found.total_pages
