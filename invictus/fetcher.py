"""One HTTP fetch: GETs with one deadline, a limit of size, and redirects within the blog's own site only.

Nothing is taken from `.netrc`, and no proxy is used for this machine itself.
"""

from __future__ import annotations

import ipaddress
import os
import socket
import time
import zlib
from collections.abc import Mapping
from contextlib import suppress
from http.client import HTTPException, HTTPResponse
from typing import Any, NamedTuple, Optional, cast
from urllib.parse import urljoin, urlsplit

import requests
from requests.adapters import HTTPAdapter
from requests.cookies import RequestsCookieJar
from requests.utils import get_environ_proxies, select_proxy
from urllib3.exceptions import HTTPError, ProtocolError

from invictus.errors import BlogReplyError, BlogUnavailableError, ConfigurationError, InvictusError

CONNECT_SECONDS, READ_SECONDS = 5.0, 20.0
REPLY_BYTES = 20_000_000  # a hundred of the largest posts are 7 MB
MOST_REDIRECTS = 5
ADDRESS_REMEDY = "Check that INVICTUS_WEIGHTLIFTING_API is the address of WordPress's posts (.../wp-json/wp/v2/posts)"
_FAULTS = (OSError, HTTPError, HTTPException, ValueError)  # what the libraries raise


class Reply(NamedTuple):
    """A reply with its body unpacked, as far as it came."""

    status: int
    headers: Mapping[str, str]
    body: bytes
    is_whole: bool
    sender: str  # as a sentence calls it: the blog, and the proxy if one is used
    is_of_the_blog: bool  # False after a redirect to another port of its host


class Exchange(HTTPAdapter):
    """The connections of one fetch, which has so many seconds in all. A session of requests would add `.netrc`."""

    def __init__(self, seconds: float) -> None:
        super().__init__()
        self._until = time.monotonic() + seconds
        self._cookies = RequestsCookieJar()  # some hosts set one, and send on to the same address

    def get_connection_with_tls_context(self, *args: Any, **options: Any) -> Any:
        """Return the pool of connections, whose replies end when the time is up."""
        pool: Any = super().get_connection_with_tls_context(*args, **options)
        pool.ConnectionCls = type("Timed", (type(pool).ConnectionCls,), {"response_class": self._timed_response})
        return pool

    def _timed_response(self, connected: socket.socket, *args: Any, **options: Any) -> HTTPResponse:
        """Return a reply that ends when the time is up: requests' own time-out bounds one read and never the whole."""
        response: Any = HTTPResponse(connected, *args, **options)
        receive = response.fp.raw.readinto

        def readinto(buffer: Any) -> Any:
            left = self._until - time.monotonic()
            if left <= 0:
                raise socket.timeout("timed out")
            connected.settimeout(min(READ_SECONDS, left))
            return receive(buffer)

        response.fp.raw.readinto = readinto
        return cast(HTTPResponse, response)

    def get(self, url: str, query: Mapping[str, Any], headers: Mapping[str, str], auth: Any = None) -> Reply:
        """Return the reply to a GET, redirects followed. Raises ConfigurationError and the errors of the blog."""
        first, sender = url, "the blog"
        for _ in range(MOST_REDIRECTS + 1):
            host, at_home = urlsplit(url).hostname or "", _site(url) == _site(first)
            proxy = None if is_loopback(host) else select_proxy(url, get_environ_proxies(url))
            if proxy:
                sender = f"the blog, through the proxy {_without_account(proxy)},"
            with self._ask(url, query, headers, auth if at_home else None, proxy) as response:
                self._cookies.update(response.cookies)
                if response.status_code == 407 and proxy:
                    raise _proxy_refuses(host, proxy, "it asks for a user and a password")
                if not response.is_redirect:
                    return Reply(response.status_code, response.headers, *self._body(response, host), sender, at_home)
                url = _redirected(url, first, response.headers["Location"])
            # Some redirects drop what was asked: then every page would be the first one, of all categories.
            query = {} if urlsplit(url).query else query
        raise BlogReplyError(f"the blog sends on from address to address. {ADDRESS_REMEDY}")

    def _ask(self, url: str, query: Any, headers: Any, auth: Any, proxy: Optional[str]) -> requests.Response:
        left, used = max(0.001, self._until - time.monotonic()), None
        timeout = min(CONNECT_SECONDS, left), min(READ_SECONDS, left)
        certificates = os.environ.get("REQUESTS_CA_BUNDLE") or os.environ.get("CURL_CA_BUNDLE") or True
        packed = {"Accept-Encoding": "gzip", **headers}  # unpacked here: a library may unpack a bomb whole
        try:
            request = requests.Request("GET", url, packed, params=query, auth=auth, cookies=self._cookies).prepare()
            used = proxy
            proxies = {urlsplit(url).scheme: proxy} if proxy else {}
            return self.send(request, stream=True, timeout=timeout, verify=certificates, proxies=proxies)
        except _FAULTS as error:
            raise _in_words(error, urlsplit(url).hostname or "", used) from error

    def _body(self, response: requests.Response, host: str) -> tuple[bytes, bool]:
        """Return the body unpacked, as far as it came, and whether it came whole."""
        body, whole = bytearray(), True
        response.raw.enforce_content_length = True  # urllib3 1.26, of Python 3.9, does not by itself
        try:
            for chunk in response.raw.stream(65_536, decode_content=False):
                body += chunk
                if len(body) > REPLY_BYTES:
                    break
        except ProtocolError:
            whole = False
        except _FAULTS as error:
            raise _in_words(error, host, None) from error
        if body.startswith(b"\x1f\x8b"):  # gzip
            unpacking = zlib.decompressobj(31)
            with suppress(zlib.error):  # damaged, or no gzip
                body, whole = bytearray(unpacking.decompress(body, REPLY_BYTES + 1)), unpacking.eof
        if len(body) > REPLY_BYTES:
            raise BlogReplyError(
                f"the blog's reply is over {REPLY_BYTES:,} bytes, which no page of posts is. Ask for fewer"
                " (posts_per_page), or check INVICTUS_WEIGHTLIFTING_API"
            )
        return bytes(body), whole


def is_loopback(host: str) -> bool:
    """Return whether a host is this machine, by its name or its literal address."""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost" or host.endswith(".localhost")


def shown(text: str, most: int = 60) -> str:
    """Return the first printable characters of what a blog sent: nothing in them moves a terminal's cursor."""
    return "".join(filter(str.isprintable, " ".join(text[: 20 * most].split())))[:most]


def _site(url: str) -> tuple[str, str]:
    """Return host and port of an address, with `www.` and the port of http or https left out."""
    address = urlsplit(url)
    port = "" if address.port in (None, 80, 443) else str(address.port)
    return (address.hostname or "").rstrip(".").removeprefix("www."), port


def _redirected(url: str, first: str, location: str) -> str:
    """Return where a redirect leads: the same site, as secure as before. Raises BlogReplyError for any other."""
    try:
        there = urljoin(url, location)
        (site, _), address = _site(there), urlsplit(there)
    except ValueError as error:
        raise BlogReplyError(f"the blog sends on to {shown(location)!r}, which is not an address") from error
    host, blog, scheme = address.hostname or "", urlsplit(first).hostname or "", address.scheme
    less_secure = scheme not in ("http", "https") or (scheme, urlsplit(url).scheme) == ("http", "https")
    inside = host != blog and _is_public(blog) and not _is_public(host)
    if less_secure or inside or site != _site(first)[0]:
        raise BlogReplyError(
            f"the blog sends on to {shown(scheme)}://{shown(host)}, which is another site or not a safe one."
            " If it has moved, set INVICTUS_WEIGHTLIFTING_API to its new address"
        )
    return there


def _is_public(host: str) -> bool:
    """Return whether none of a host's addresses is this machine's or in a private network."""
    try:
        found = {str(info[4][0]).partition("%")[0] for info in socket.getaddrinfo(host, None)}
    except (OSError, ValueError):
        return True  # a proxy may know it; connecting says what is wrong
    return all(ipaddress.ip_address(address).is_global for address in found)


def _in_words(error: Exception, host: str, proxy: Optional[str]) -> InvictusError:
    """Return a library's error as ours. What is wrong with an address, a proxy or a certificate does not pass."""
    reason = _reason(error)
    if proxy and isinstance(error, (ValueError, requests.exceptions.ProxyError)):
        return _proxy_refuses(host, proxy, reason)
    is_of_the_network = isinstance(error, (requests.RequestException, HTTPError, HTTPException))
    if "CERTIFICATE_VERIFY_FAILED" in reason or isinstance(error, ValueError) or not is_of_the_network:
        to_check = "Check INVICTUS_WEIGHTLIFTING_API and this machine's certificates"
        return BlogReplyError(f"{shown(host)!r} cannot be asked ({reason}). {to_check}")
    through = f", through the proxy {_without_account(proxy)}," if proxy else ""
    return BlogUnavailableError(f"the blog at {host}{through} does not answer ({reason})")


def _proxy_refuses(host: str, proxy: str, reason: str) -> ConfigurationError:
    return ConfigurationError(
        f"the blog at {host} cannot be reached through the proxy {_without_account(proxy)} ({reason}). Correct"
        " HTTP_PROXY, HTTPS_PROXY or ALL_PROXY, unset it, or name the blog in NO_PROXY"
    )


def _without_account(proxy: str) -> str:
    return shown(proxy.rpartition("://")[2].rpartition("@")[2])


def _reason(error: BaseException) -> str:
    """Return the first cause in the system's own words: `Connection refused`. A reply is not quoted."""
    while isinstance(error.__context__, _FAULTS):
        error = error.__context__
    if isinstance(error, HTTPException) and not isinstance(error, OSError):
        return "its reply is not HTTP"
    return getattr(error, "strerror", None) or shown(str(error), 200)
