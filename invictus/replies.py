"""What a blog's reply says: its JSON, the posts in it, their times. One malformed post costs itself alone."""

from __future__ import annotations

import codecs
import json
import logging
import math
import re
from contextlib import suppress
from datetime import datetime, timezone
from typing import Any

from invictus.errors import BlogReplyError, BlogUnavailableError
from invictus.fetcher import ADDRESS_REMEDY, Reply, shown
from invictus.shapes import RestPost

LOG = logging.getLogger("invictus")

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


def json_of(reply: Reply) -> Any:
    """Return a reply's JSON. What stands before or after a whole list of objects is left out, with a warning.

    Raises BlogUnavailableError if it ends early, which passes by itself, and BlogReplyError if it is not JSON.
    """
    text = _text(reply.body).lstrip("\ufeff \t\r\n")
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
    junk = text[:start] + text[end:].strip(" \t\r\n\ufeff")
    if junk and not isinstance(value, list):
        raise _not_json(reply, text)
    if junk:
        LOG.warning("The blog's reply holds more than its posts, which is left out.", extra={"junk": shown(junk)})
    return value


def _text(body: bytes) -> str:
    """Return the text of a body: UTF-8, 16 or 32, as JSON may be, else Latin-1. A letter cut in two is left out."""
    try:
        return codecs.getincrementaldecoder(json.detect_encoding(body))().decode(body)
    except UnicodeDecodeError:
        return body.decode("latin-1")


def _is_cut(text: str, start: int, error: json.JSONDecodeError) -> bool:
    """Return whether the text could go on as JSON where it ends."""
    rest = text[error.pos :].rstrip()
    unfinished = error.msg.startswith("Unterminated string") or (error.msg.startswith("Invalid \\u") and len(rest) < 6)
    return text[start : start + 1] in ("[", "{") and (unfinished or any(word.startswith(rest) for word in _WORDS))


def _not_json(reply: Reply, text: str) -> BlogReplyError:
    kind = shown(reply.headers.get("Content-Type", "")) or "no content type"
    quoted = f" ({shown(text)!r})" if reply.is_of_the_blog else ""
    what = f"{kind} and not with JSON{quoted}" if text else "nothing in its reply"
    return BlogReplyError(f"{reply.sender} answered {reply.status} with {what}. {remedy(reply.status)}")


def remedy(status: int) -> str:
    """Return what to do about a reply of this status that holds no posts."""
    if status == 401:
        return "It shows its posts to its users only: put INVICTUS_USER and INVICTUS_PASS in .env, then: make secret"
    if status in (202, 403):  # 202: a page that checks whether a person is there
        return "Its firewall may not know the user agent: set INVICTUS_USER_AGENT"
    return ADDRESS_REMEDY


def posts_in(value: Any, sender: str) -> list[RestPost]:
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


def _plain(time: Any, is_utc: bool) -> Any:
    """Return a time in WordPress's form, `2020-12-20T17:00:21`: plugins add milliseconds and zones."""
    found = _TIME.fullmatch(time) if isinstance(time, str) else None
    if not found:
        return time
    day, clock, hours, minutes = found.groups()
    with suppress(ValueError, OverflowError):  # refused later, as the post's own fault
        if hours and is_utc:
            moment = datetime.fromisoformat(f"{day}T{clock}{hours}:{minutes}")
            return moment.astimezone(timezone.utc).replace(tzinfo=None).isoformat()
        return f"{day}T{clock}"  # `date` is local time, whatever its zone
    return time
