"""WordPress's REST API for posts: what it is asked, with which account, and how often."""

from __future__ import annotations

import logging
import re
import time
from collections.abc import Sequence
from contextlib import closing
from typing import Any, Callable, NamedTuple, Optional
from urllib.parse import parse_qsl, urlsplit, urlunsplit

from invictus import replies
from invictus.errors import BlogReplyError, BlogUnavailableError, ConfigurationError, CredentialsError
from invictus.fetcher import Exchange, Reply, is_loopback, shown
from invictus.payloads import POST_FIELDS
from invictus.shapes import RestPost

LOG = logging.getLogger("invictus")

# Names the program. The blog's firewall refuses the default `python-requests`.
USER_AGENT = "Mozilla/5.0 (compatible; InvictusWeightliftingETL/1.0; a lifter's own training log)"

FETCH_SECONDS = 150.0  # of a whole fetch, with its retries and waits. The function has 170.
RETRIES = 4  # after 2, 4, 8 and 16 seconds
LONGEST_WAIT_SECONDS = 20  # longer ones are left to the state machine: a function costs money by the second
EVERY_CATEGORY = 0
LATER = "What is stored is kept. Try again later: make execute on AWS, make run LIVE=1 here."
NEW_ACCOUNT = "Make a new Application Password in WordPress, put it into .env (INVICTUS_PASS), then: make secret"


class Credentials(NamedTuple):
    """A WordPress user and one of their Application Passwords."""

    username: str
    password: str

    def __repr__(self) -> str:
        return "Credentials(...)"  # neither part belongs in a log or a traceback


class BlogAccess(NamedTuple):
    """Where posts are read: the address of WordPress's posts, the category, and the account, if any."""

    api: str
    category: int
    credentials: Optional[Credentials] = None
    user_agent: str = USER_AGENT


class Page(NamedTuple):
    """Posts of the category, the ids of all that the reply held, and how many pages there are, if known."""

    posts: list[RestPost]
    ids: list[int]
    total_pages: int


def fetch_page(
    blog: BlogAccess,
    per_page: int,
    page: int,
    oldest_first: bool,
    seconds: float,
    post_ids: Sequence[int] = (),
    fields: str = POST_FIELDS,
    say: Callable[[str], None] = LOG.info,
) -> Page:
    """Return a page of the blog's category, newest posts first, or of `post_ids`. A page past the end is empty.

    `oldest_first` orders by id, so that posts do not change pages in the course of a run. `fields` are what each post
    has. It takes at most `seconds` with its retries, of which `say` is told. Raises ConfigurationError,
    BlogUnavailableError, BlogReplyError or CredentialsError.
    """
    order = {"orderby": "id", "order": "asc"} if oldest_first else {"orderby": "date", "order": "desc"}
    query: dict[str, Any] = {"per_page": per_page, "page": page, "_fields": fields, **order}
    if post_ids:
        query["include"] = ",".join(map(str, post_ids))
    elif blog.category != EVERY_CATEGORY:
        query["categories"] = blog.category
    address = checked_address(blog.api, blog.credentials)
    headers = {"User-Agent": blog.user_agent, "Accept": "application/json"}

    def fetch(exchange: Exchange) -> Page:
        account = blog.credentials and tuple(part.encode("utf-8", "replace") for part in blog.credentials)
        if account and not _accepted(exchange, address, headers, account):
            refused = "The blog refuses the credentials, so it is read as anyone may read it."
            LOG.warning(refused, extra={"remedy": NEW_ACCOUNT})
            account = None
        found = _page(_get(exchange, address, query, headers, account), page, per_page)
        if blog.credentials and not account and not found.ids:
            raise CredentialsError(f"the blog refuses the credentials and shows no posts without them. {NEW_ACCOUNT}")
        posts = [post for post in found.posts if _was_asked_for(post, blog.category, post_ids)]
        if others := len(found.posts) - len(posts):
            said = {"count": others, "category": blog.category}
            LOG.warning("The blog sent posts that were not asked for, which are left out.", extra=said)
        return found._replace(posts=posts)

    return _patiently(fetch, seconds, say)


def _patiently(fetch: Callable[[Exchange], Page], seconds: float, say: Callable[[str], None]) -> Page:
    """Return what `fetch` returns, tried again while the blog does not answer. Raises BlogUnavailableError."""
    until, attempt = time.monotonic() + seconds, 0
    while True:
        try:
            with closing(Exchange(until - time.monotonic())) as exchange:
                return fetch(exchange)
        except BlogUnavailableError as error:
            attempt += 1
            wait = max(2.0**attempt, error.wait)
            if attempt > RETRIES or wait > min(LONGEST_WAIT_SECONDS, until - time.monotonic()):
                raise BlogUnavailableError(f"{error}. {LATER}") from error
            say(f"T{str(error)[1:]}. Trying again in {wait:.0f} s")
            time.sleep(wait)


def checked_address(api: str, credentials: Optional[Credentials]) -> str:
    """Return the address of the posts without a slash at its end. Raises ConfigurationError if it is not one."""
    shown_api = shown(re.sub("//.*@", "//...@", api), 200)
    try:
        address = urlsplit(api.strip())
        host, _ = address.hostname, address.port
        path = dict(parse_qsl(address.query)).get("rest_route") or address.path  # `?rest_route=`: plain permalinks
        right = address.scheme in ("http", "https") and re.search("/posts/?$", path) and "@" not in address.netloc
    except ValueError:
        host, right = None, False
    if not host or not right:
        raise ConfigurationError(
            f"INVICTUS_WEIGHTLIFTING_API is {shown_api!r}, which is not the address of WordPress posts. Set it to one"
            " such as https://www.crossfitinvictus.com/wp-json/wp/v2/posts"
        )
    if credentials and address.scheme == "http" and not is_loopback(host):
        raise ConfigurationError(
            f"INVICTUS_WEIGHTLIFTING_API is {shown_api!r}: credentials are sent over https only. Use https://, or"
            " remove INVICTUS_USER and INVICTUS_PASS"
        )
    return urlunsplit(address._replace(path=re.sub("/posts/$", "/posts", address.path) or "/", fragment=""))


def _accepted(exchange: Exchange, posts: str, headers: dict[str, str], account: Any) -> bool:
    """Return whether the credentials are good. Listing posts succeeds even with wrong ones, so ask users/me."""
    me = re.sub(r"(/|%2F)posts(?=[/&?#]|%2F|$)", r"\1users\1me", posts)
    return _get(exchange, me, {"_fields": "id"}, headers, account).status not in (401, 403)


def _get(exchange: Exchange, url: str, query: dict[str, Any], headers: dict[str, str], account: Any) -> Reply:
    reply = exchange.get(url, query, headers, account)
    if reply.status in (408, 429) or reply.status >= 500:
        wait = _count(reply.headers.get("Retry-After", "")) or 0
        asks = f" and asks to be left for {wait} seconds" if wait else ""
        raise BlogUnavailableError(f"{reply.sender} answered {reply.status}{asks}", wait)
    return reply


def _page(reply: Reply, page: int, per_page: int) -> Page:
    value = replies.json_of(reply)
    said = value if isinstance(value, dict) else {}
    if reply.status == 400 and said.get("code") == "rest_post_invalid_page_number":
        return Page([], [], 0)
    if reply.status != 200:
        quotes = "code" in said and reply.is_of_the_blog
        why = shown(f"{said['code']}: {said.get('message')}", 200) if quotes else "without saying why"
        raise BlogReplyError(f"{reply.sender} answered {reply.status} ({why}). {replies.remedy(reply.status)}")
    posts = replies.posts_in(value, reply.sender)
    pages, total = (_count(reply.headers.get(name, "")) for name in ("X-WP-TotalPages", "X-WP-Total"))
    if not value:
        pages = 0
    elif pages is None or pages < page or pages * per_page < (total or 0):  # missing, or not to be believed
        pages = page + (len(value) >= per_page)
    return Page(posts, [post["id"] for post in posts], pages)


def _was_asked_for(post: RestPost, category: int, post_ids: Sequence[int]) -> bool:
    """Return whether a post has an id or the category that was asked for: a redirect or a plugin may drop the query."""
    if post_ids:
        return post["id"] in post_ids
    categories = post.get("categories")
    return category == EVERY_CATEGORY or not isinstance(categories, list) or str(category) in map(str, categories)


def _count(header: str) -> Optional[int]:
    return int(header) if re.fullmatch("[0-9]{1,9}", header) else None
