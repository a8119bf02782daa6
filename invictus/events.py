"""The input contract: what an execution may ask for, and what a function's event must hold."""

from __future__ import annotations

import json
import math
from typing import Any, Callable

from invictus.errors import InputError, PostFormatError
from invictus.shapes import Json, RestPost

MOST_POSTS = 100  # WordPress's largest page


def _is_count(value: Any, most: float = math.inf) -> bool:
    return type(value) is int and 1 <= value <= most


_SWITCH: tuple[Any, str, Callable[[Any], bool]] = (False, "true or false", lambda value: isinstance(value, bool))
# The fields of an execution's input: the default, what each takes in words, and the check of that.
INPUT_FIELDS: dict[str, tuple[Any, str, Callable[[Any], bool]]] = {
    "posts_per_page": (1, f"a whole number from 1 to {MOST_POSTS}", lambda value: _is_count(value, MOST_POSTS)),
    "page": (1, "a whole number, 1 or more", _is_count),
    "all_pages": _SWITCH,
    "force": _SWITCH,
    # Only these posts, whatever page they are on. It is how failed posts are run again.
    "post_ids": (
        [],
        f"a list of up to {MOST_POSTS} posts' ids",
        lambda value: isinstance(value, list) and len(value) <= MOST_POSTS and all(map(_is_count, value)),
    ),
}
# What the state machine hands on from page to page: see payloads.hand_on and tally.add_page.
_OF_THE_RUN: Json = {"run": {}, "outcomes": []}


def request_of(event: Any) -> Json:
    """Return an execution's input, with defaults for what is not given. Raises InputError, which names the field."""
    if not isinstance(event, dict):
        raise InputError(f'the input is {json.dumps(event)[:80]}. Give an object such as {{"posts_per_page": 3}}')
    for field in [field for field in event if field not in _OF_THE_RUN]:
        if field not in INPUT_FIELDS:
            known = ", ".join(INPUT_FIELDS)
            raise InputError(f"the input has a field {field[:40]!r} that is unknown. Known are {known}")
        _check(field, event[field])
    if not isinstance(event.get("run", {}), dict):
        raise InputError("run is set by the state machine. Leave it out")
    defaults = {**{name: default for name, (default, _, _) in INPUT_FIELDS.items()}, **_OF_THE_RUN}
    return {name: event.get(name, default) for name, default in defaults.items()}


def _check(field: str, value: Any) -> None:
    _, takes, is_right = INPUT_FIELDS[field]
    if not is_right(value):
        raise InputError(f"{field} is {json.dumps(value)[:80]}, and takes {takes}")


def check_event(event: Any, **fields: type) -> None:
    """Raise InputError unless the event has each field, of that type (`dict` or `list`)."""
    for field, kind in fields.items():
        value = event.get(field) if isinstance(event, dict) else None
        if not isinstance(value, kind):
            shape = {"dict": "an object", "list": "a list"}[kind.__name__]
            raise InputError(f"the event's {field} is {json.dumps(value)[:80]} and must be {shape}: see test_events/")


def post_of(event: Any) -> RestPost:
    """Return the event's post. Raises PostFormatError if get_invictus_post refused it, InputError if it is no post."""
    check_event(event, post=dict)
    post: RestPost = event["post"]
    if "refused" in post:
        raise PostFormatError(post["slug"], post["refused"])
    for field in ("id", "slug", "date", "modified_gmt", "link", "title", "content"):
        if field not in post:
            raise InputError(f"the event's post has no {field}: it must be a post as WordPress's REST API gives it")
    return post


def force_of(event: Json) -> bool:
    """Return whether the event asks for the work to be done regardless. Raises InputError."""
    force: bool = event.get("force", False)
    _check("force", force)
    return force
