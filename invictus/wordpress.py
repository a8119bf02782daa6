"""WordPress's REST API for posts: what it is asked, with which account and how often, and what its replies say."""

from __future__ import annotations

import codecs
import json
import logging
import math
import re
import time
from collections.abc import Sequence
from contextlib import closing, suppress
from datetime import datetime, timezone
from typing import Any, Callable, NamedTuple, Optional
from urllib.parse import parse_qsl, urlsplit, urlunsplit

from invictus.errors import BlogReplyError, BlogUnavailableError, ConfigurationError, CredentialsError
from invictus.fetcher import ADDRESS_REMEDY, Exchange, Reply, is_loopback, shown
from invictus.payloads import POST_FIELDS
from invictus.settings import USER_AGENT, Credentials
from invictus.shapes import Json, RestPost

LOG = logging.getLogger("invictus")

FETCH_SECONDS = 150.0  # of a whole fetch, with its retries and waits. The function has 170.
RETRIES = 4  # after 2, 4, 8 and 16 seconds
LONGEST_WAIT_SECONDS = 20  # longer ones are left to the state machine: a function costs money by the second
EVERY_CATEGORY = 0
LATER = "What is stored is kept. Try again later: make execute on AWS, make run LIVE=1 here."
NEW_ACCOUNT = "Make a new Application Password in WordPress, put it into .env (INVICTUS_PASS), then: make secret"


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
    query: Json = {"per_page": per_page, "page": page, "_fields": fields, **order}
    if post_ids:
        query["include"] = ",".join(map(str, post_ids))
    elif blog.category != EVERY_CATEGORY:
        query["categories"] = blog.category
    address = checked_address(blog.api, blog.credentials)
    headers = {"User-Agent": blog.user_agent, "Accept": "application/json"}
    # Listing posts succeeds even with wrong credentials, so those are tried at users/me.
    me = re.sub(r"(/|%2F)posts(?=[/&?#]|%2F|$)", r"\1users\1me", address)

    def fetch(exchange: Exchange) -> Page:
        account = blog.credentials and tuple(part.encode("utf-8", "replace") for part in blog.credentials)
        if account and _get(exchange, me, {"_fields": "id"}, headers, account).status in (401, 403):
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
    setting = f"INVICTUS_WEIGHTLIFTING_API is {shown(re.sub('//.*@', '//...@', api), 200)!r}"
    try:
        address = urlsplit(api.strip())
        host, _ = address.hostname, address.port
        path = dict(parse_qsl(address.query)).get("rest_route") or address.path  # `?rest_route=`: plain permalinks
        right = address.scheme in ("http", "https") and re.search("/posts/?$", path) and "@" not in address.netloc
    except ValueError:
        host, right = None, False
    if not host or not right:
        remedy = "Set it to one such as https://www.crossfitinvictus.com/wp-json/wp/v2/posts"
        raise ConfigurationError(f"{setting}, which is not the address of WordPress posts. {remedy}")
    if credentials and address.scheme == "http" and not is_loopback(host):
        remedy = "Use https://, or remove INVICTUS_USER and INVICTUS_PASS"
        raise ConfigurationError(f"{setting}: credentials are sent over https only. {remedy}")
    return urlunsplit(address._replace(path=re.sub("/posts/$", "/posts", address.path) or "/", fragment=""))


def _get(exchange: Exchange, url: str, query: Json, headers: dict[str, str], account: Any) -> Reply:
    reply = exchange.get(url, query, headers, account)
    if reply.status in (408, 429) or reply.status >= 500:
        wait = _count(reply, "Retry-After") or 0
        asks = f" and asks to be left for {wait} seconds" if wait else ""
        raise BlogUnavailableError(f"{reply.sender} answered {reply.status}{asks}", wait)
    return reply


def _was_asked_for(post: RestPost, category: int, post_ids: Sequence[int]) -> bool:
    """Return whether a post has an id or the category that was asked for: a redirect or a plugin may drop the query."""
    if post_ids:
        return post["id"] in post_ids
    categories = post.get("categories")
    return category == EVERY_CATEGORY or not isinstance(categories, list) or str(category) in map(str, categories)


# What a reply says. One malformed post costs itself alone.

_MOST_LEVELS = 20  # of lists and objects inside a post; WordPress's have five
_LIST_OF_OBJECTS = re.compile(r'\[\s*\{\s*"')
_WORDS = ("true", "false", "null", "-")
_TIMES = ("date", "date_gmt", "modified_gmt")
_TIME = re.compile(r"(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d:\d\d)(?:\.\d+)?(?:Z|([+-]\d\d):?(\d\d))?")
# Numbers that JSON cannot express again (NaN, 1e999) and those of thousands of digits become null.
_DECODER = json.JSONDecoder(
    parse_constant=lambda name: None,
    parse_float=lambda digits: float(digits) if math.isfinite(float(digits)) else None,
    parse_int=lambda digits: int(digits) if len(digits) < 20 else None,
)


def _page(reply: Reply, page: int, per_page: int) -> Page:
    value = _json_of(reply)
    said = value if isinstance(value, dict) else {}
    if reply.status == 400 and said.get("code") == "rest_post_invalid_page_number":
        return Page([], [], 0)
    if reply.status != 200:
        quotes = "code" in said and reply.is_of_the_blog
        why = shown(f"{said['code']}: {said.get('message')}", 200) if quotes else "without saying why"
        raise BlogReplyError(f"{reply.sender} answered {reply.status} ({why}). {_remedy(reply.status)}")
    posts = _posts_in(value, reply.sender)
    pages, total = _count(reply, "X-WP-TotalPages"), _count(reply, "X-WP-Total")
    if not value:
        pages = 0
    elif pages is None or pages < page or pages * per_page < (total or 0):  # missing, or not to be believed
        pages = page + (len(value) >= per_page)
    return Page(posts, [post["id"] for post in posts], pages)


def _count(reply: Reply, header: str) -> Optional[int]:
    value = reply.headers.get(header, "")
    return int(value) if re.fullmatch("[0-9]{1,9}", value) else None


def _json_of(reply: Reply) -> Any:
    """Return a reply's JSON. What stands before or after a whole list of objects is left out, with a warning.

    Raises BlogUnavailableError if it ends early, which passes by itself, and BlogReplyError if it is not JSON.
    """
    try:  # UTF-8, 16 or 32, as JSON may be, else Latin-1; without a letter that is cut in two at the end
        text = codecs.getincrementaldecoder(json.detect_encoding(reply.body))().decode(reply.body)
    except UnicodeDecodeError:
        text = reply.body.decode("latin-1")
    text = text.strip("\ufeff \t\r\n")
    found = _LIST_OF_OBJECTS.search(text)
    start = found.start() if found and text[:1] not in ("[", "{") else 0
    try:
        value, end = _DECODER.raw_decode(text, start)
    except RecursionError as error:
        raise BlogReplyError(f"the JSON of {reply.sender} is nested deeper than any post. {ADDRESS_REMEDY}") from error
    except json.JSONDecodeError as error:
        if not reply.is_whole or _is_cut(text, start, error):
            problem = f"the reply of {reply.sender} ends early, after {len(reply.body):,} bytes"
            raise BlogUnavailableError(problem) from error
        raise _not_json(reply, text) from error
    if junk := text[:start] + text[end:]:
        if not isinstance(value, list):
            raise _not_json(reply, text)
        LOG.warning("The blog's reply holds more than its posts, which is left out.", extra={"junk": shown(junk)})
    return value


def _is_cut(text: str, start: int, error: json.JSONDecodeError) -> bool:
    """Return whether the text could go on as JSON where it ends."""
    rest = text[error.pos :]
    unfinished = error.msg.startswith("Unterminated string") or (error.msg.startswith("Invalid \\u") and len(rest) < 6)
    return text[start : start + 1] in ("[", "{") and (unfinished or any(word.startswith(rest) for word in _WORDS))


def _not_json(reply: Reply, text: str) -> BlogReplyError:
    kind = shown(reply.headers.get("Content-Type", "")) or "no content type"
    quoted = f" ({shown(text)!r})" if reply.is_of_the_blog else ""
    what = f"{kind} and not with JSON{quoted}" if text else "nothing in its reply"
    return BlogReplyError(f"{reply.sender} answered {reply.status} with {what}. {_remedy(reply.status)}")


def _remedy(status: int) -> str:
    """Return what to do about a reply of this status that holds no posts."""
    if status == 401:
        return "It shows its posts to its users only: put INVICTUS_USER and INVICTUS_PASS in .env, then: make secret"
    if status in (202, 403):  # 202: a page that checks whether a person is there
        return "Its firewall may not know the user agent: set INVICTUS_USER_AGENT"
    return ADDRESS_REMEDY


def _posts_in(value: Any, sender: str) -> list[RestPost]:
    """Return the usable posts of a reply's JSON, each id once. Raises BlogReplyError if it is not a list of posts."""
    if not isinstance(value, list):
        raise BlogReplyError(f"{sender} answered with JSON that is not a list of posts. {ADDRESS_REMEDY}")
    usable = list(filter(_is_usable, value))
    if value and not usable:
        raise BlogReplyError(f"{sender} answered with a list in which nothing is a post. {ADDRESS_REMEDY}")
    if others := [entry for entry in value if not _is_usable(entry)]:
        said = {"count": len(others), "first": shown(str(others[0]), 200)}
        LOG.warning("Posts without a whole number as their id, or nested too deep, are left out.", extra=said)
    for post in usable:
        post.update((field, _plain(post[field], field.endswith("_gmt"))) for field in _TIMES if field in post)
    return list({post["id"]: post for post in usable}.values())


def _is_usable(post: Any) -> bool:
    has_id = isinstance(post, dict) and type(post.get("id")) is int and post["id"] > 0
    return has_id and not _is_deep(post, _MOST_LEVELS)


def _is_deep(value: Any, levels: int) -> bool:
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return levels == 0 or any(_is_deep(each, levels - 1) for each in inner)


def _plain(written: Any, is_utc: bool) -> Any:
    """Return a time in WordPress's form, `2020-12-20T17:00:21`: plugins add milliseconds and zones."""
    found = _TIME.fullmatch(written) if isinstance(written, str) else None
    if not found:
        return written
    day, clock, hours, minutes = found.groups()
    if not (hours and is_utc):
        return f"{day}T{clock}"  # `date` is local time, whatever its zone
    with suppress(ValueError, OverflowError):  # refused later, as the post's own fault
        moment = datetime.fromisoformat(f"{day}T{clock}{hours}:{minutes}")
        return moment.astimezone(timezone.utc).replace(tzinfo=None).isoformat()
    return written
