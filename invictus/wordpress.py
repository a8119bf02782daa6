"""Fetching from the blog: WordPress's REST API over HTTP, with limits on time and size. Every reply is checked."""

from __future__ import annotations

import json
import logging
from collections.abc import Sequence
from concurrent import futures
from threading import Thread
from typing import TYPE_CHECKING, Any, Callable, NamedTuple, Optional
from urllib.parse import urljoin, urlsplit

import requests
from requests.adapters import HTTPAdapter
from urllib3.util import Retry

from invictus.errors import BlogReplyError, BlogUnavailableError, ConfigurationError, CredentialsError
from invictus.payloads import POST_FIELDS

if TYPE_CHECKING:
    from urllib3 import BaseHTTPResponse  # from urllib3 2 on; Python 3.9 has 1.26

LOG = logging.getLogger("invictus")

# Names the program. The blog's firewall refuses the default `python-requests`.
USER_AGENT = "Mozilla/5.0 (compatible; InvictusWeightliftingETL/1.0; a lifter's own training log)"

CONNECT_SECONDS, READ_SECONDS = 5, 20
# The limit of a whole fetch, with its retries and waits. The function has 170 seconds; no Catch gets what is later.
FETCH_SECONDS = 150
RETRIES = 3
# A longer wait is left to the state machine: a function costs money by the second.
LONGEST_WAIT_SECONDS = 20
# A hundred of the largest posts are 7 MB. A longer reply is not a page of posts, and would fill the function's memory.
REPLY_BYTES = 16_000_000
# The remedy for what passes by itself.
LATER = "Try again later: make execute on AWS, make run LIVE=1 here."
LOOPBACK = ("localhost", "127.0.0.1", "::1")


class Credentials(NamedTuple):
    """A WordPress user and one of their Application Passwords."""

    username: str
    password: str

    def __repr__(self) -> str:
        return "Credentials(...)"  # neither part belongs in a log or a traceback


class Page(NamedTuple):
    posts: list[dict[str, Any]]
    total_pages: int


class _RetryUnlessTheWaitIsLong(Retry):
    """urllib3's retries, except that a `Retry-After` beyond our patience is handed to the state machine."""

    def sleep_for_retry(self, response: BaseHTTPResponse) -> bool:
        wait = self.get_retry_after(response)
        if wait and wait > LONGEST_WAIT_SECONDS:
            raise BlogUnavailableError(
                f"the blog answered {response.status} and asks to be left for {wait:.0f} seconds. {LATER}"
            )
        return super().sleep_for_retry(response)


def fetch_page(
    api: str,
    category: int,
    per_page: int,
    page: int,
    oldest_first: bool,
    post_ids: Sequence[int] = (),
    credentials: Optional[Credentials] = None,
    user_agent: str = USER_AGENT,
    fields: str = POST_FIELDS,
) -> Page:
    """Return a page of a category from `api`, the address of WordPress's posts (`https://HOST/wp-json/wp/v2/posts`).

    `oldest_first` orders by id, which is unique: posts do not change pages in the course of a run, unless an older
    draft is published meanwhile, and then the next daily run reads it. Otherwise the newest come first. With
    `post_ids` it is a page of these posts only. A page past the end is empty. `fields` are what each post has. Raises
    ConfigurationError, BlogUnavailableError, BlogReplyError or CredentialsError.
    """
    _check_address(api, credentials)
    order = {"orderby": "id", "order": "asc"} if oldest_first else {"orderby": "date", "order": "desc"}
    query = {"categories": category, "per_page": per_page, "page": page, "_fields": fields, **order}
    if post_ids:
        query["include"] = ",".join(map(str, post_ids))
    return _in_time(lambda: _fetch(api, query, credentials, user_agent), urlsplit(api).hostname)


def _in_time(fetch: Callable[[], Page], host: Optional[str]) -> Page:
    """Return what `fetch` returns. Raises BlogUnavailableError if it takes longer than FETCH_SECONDS.

    The time-outs of a connection hold for one read each, so a blog that sends a byte now and then never exceeds them. A
    thread can be abandoned, which a read cannot.
    """
    fetched: futures.Future[Page] = futures.Future()

    def run() -> None:
        try:
            fetched.set_result(fetch())
        except BaseException as error:
            fetched.set_exception(error)

    Thread(target=run, daemon=True).start()
    try:
        return fetched.result(timeout=FETCH_SECONDS)
    except futures.TimeoutError as error:
        raise BlogUnavailableError(
            f"the blog at {host} has not sent its posts in {FETCH_SECONDS} seconds. {LATER}"
        ) from error


def _fetch(api: str, query: dict[str, Any], credentials: Optional[Credentials], user_agent: str) -> Page:
    with requests.Session() as blog:
        blog.headers.update({"User-Agent": user_agent, "Accept": "application/json"})
        blog.max_redirects = 3
        for scheme in ("http://", "https://"):
            blog.mount(scheme, HTTPAdapter(max_retries=_retries()))
        if credentials and not _accepted(blog, api, credentials):
            LOG.warning(
                "The blog refuses the credentials, so it is read as anyone may read it.",
                extra={"remedy": "Make a new Application Password in WordPress, put it into .env, then: make secret"},
            )
            page_of_posts = _get_posts(blog, api, query, None)
            if not page_of_posts.posts:
                raise CredentialsError(
                    "the blog refuses the credentials and shows no posts without them. Make a new Application Password"
                    " in WordPress, set INVICTUS_USER and INVICTUS_PASS in .env, then: make secret"
                )
            return page_of_posts
        return _get_posts(blog, api, query, credentials)


def _retries() -> Retry:
    return _RetryUnlessTheWaitIsLong(
        total=RETRIES,
        backoff_factor=1,
        status_forcelist=(429, 500, 502, 503, 504),
        allowed_methods={"GET"},
        raise_on_status=False,
    )


def _check_address(api: str, credentials: Optional[Credentials]) -> None:
    address = urlsplit(api)
    if address.scheme not in ("http", "https") or not address.hostname or not address.path.endswith("/posts"):
        raise ConfigurationError(
            f"INVICTUS_WEIGHTLIFTING_API is {api!r}, which is not the address of WordPress posts. Set it to one such as"
            " https://www.crossfitinvictus.com/wp-json/wp/v2/posts"
        )
    if credentials and address.scheme == "http" and address.hostname not in LOOPBACK:
        raise ConfigurationError(
            f"INVICTUS_WEIGHTLIFTING_API is {api!r}: credentials are sent over https only. Use https://, or remove"
            " INVICTUS_USER and INVICTUS_PASS"
        )


def _accepted(blog: requests.Session, api: str, credentials: Credentials) -> bool:
    """Return whether the credentials are good. Asking for a list does not show it: with wrong ones it succeeds too."""
    status, _, _ = _get(blog, urljoin(api, "users/me"), {"_fields": "id"}, credentials)
    return status not in (401, 403)


def _get_posts(blog: requests.Session, api: str, query: dict[str, Any], credentials: Optional[Credentials]) -> Page:
    status, headers, body = _get(blog, api, query, credentials)
    reply = _read_json(status, headers, body)
    if status == 400 and isinstance(reply, dict) and reply.get("code") == "rest_post_invalid_page_number":
        return Page([], 0)
    if status != 200:
        raise BlogReplyError(f"the blog answered {status} ({_wordpress_error(reply)}). {_remedy(status)}")
    if not isinstance(reply, list) or not all(isinstance(post, dict) for post in reply):
        raise BlogReplyError(f"the blog answered with JSON that is not a list of posts. {_remedy(0)}")
    total_pages = headers.get("X-WP-TotalPages", "")
    if not total_pages.isdigit():
        raise BlogReplyError(
            f"the blog's reply has no number of pages (X-WP-TotalPages: {total_pages!r}). {_remedy(0)}"
        )
    return Page(list({post.get("id"): post for post in reply}.values()), int(total_pages))


def _get(
    blog: requests.Session, url: str, query: dict[str, Any], credentials: Optional[Credentials]
) -> tuple[int, Any, bytes]:
    """Return status, headers and body. On a redirect to another host, requests drops the credentials."""
    try:
        with blog.get(
            url, params=query, auth=credentials or _anonymous, timeout=(CONNECT_SECONDS, READ_SECONDS), stream=True
        ) as response:
            body = b""
            for chunk in response.iter_content(65_536):
                body += chunk
                if len(body) > REPLY_BYTES:
                    raise BlogReplyError(
                        f"the blog's reply is over {REPLY_BYTES:,} bytes, which no page of posts is. Ask for fewer"
                        " (posts_per_page), or check INVICTUS_WEIGHTLIFTING_API"
                    )
    except requests.exceptions.SSLError as error:
        raise BlogReplyError(
            f"the certificate of {urlsplit(url).hostname} does not verify: {error}. Check"
            " INVICTUS_WEIGHTLIFTING_API and this machine's certificates"
        ) from error
    except requests.exceptions.TooManyRedirects as error:
        raise BlogReplyError(f"the blog sends on from address to address. {_remedy(0)}") from error
    except requests.exceptions.RequestException as error:
        raise BlogUnavailableError(f"the blog at {urlsplit(url).hostname} does not answer: {error}. {LATER}") from error
    if response.status_code == 429 or response.status_code >= 500:
        raise BlogUnavailableError(f"the blog answered {response.status_code} {RETRIES + 1} times. {LATER}")
    return response.status_code, response.headers, body


def _anonymous(request: requests.PreparedRequest) -> requests.PreparedRequest:
    """Leave the request without credentials. With `auth=None`, requests would look for some in .netrc."""
    return request


def _read_json(status: int, headers: Any, body: bytes) -> Any:
    kind = headers.get("Content-Type", "")
    try:
        return json.loads(body)
    except ValueError as error:
        if "json" in kind:
            raise BlogUnavailableError(f"the blog's reply breaks off after {len(body):,} bytes. {LATER}") from error
        raise BlogReplyError(
            f"the blog answered {status} with {kind or 'no content type'} and not with JSON"
            f" ({body[:60].decode('utf-8', 'replace')!r}). {_remedy(status)}"
        ) from error


def _wordpress_error(reply: Any) -> str:
    if isinstance(reply, dict) and "code" in reply:
        return f"{reply['code']}: {str(reply.get('message'))[:200]}"
    return "without saying why"


def _remedy(status: int) -> str:
    if status == 401:
        return "It shows its posts to its users only: put INVICTUS_USER and INVICTUS_PASS in .env, then: make secret"
    if status == 403:
        return "Its firewall may not know the user agent: set INVICTUS_USER_AGENT"
    return (
        "Check that INVICTUS_WEIGHTLIFTING_API is the address of WordPress's posts (https://HOST/wp-json/wp/v2/posts)"
    )
