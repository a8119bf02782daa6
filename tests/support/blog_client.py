"""Requests a sample blog's posts over HTTP, as the pipeline does, and builds posts for it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import requests

from invictus.shapes import RestPost
from tests.support.posts import week_post

READER = {"User-Agent": "invictus-etl-tests/1.0"}


def numbered(number: int, **fields: Any) -> RestPost:
    """Return a post with that id, of that day of March 2021."""
    of_the_day = {
        "id": number,
        "date": f"2021-03-{number:02}T17:00:00",
        "slug": f"march-{number}-2021",
        "title": f"March {number}, 2021",
        "html": "<p>Monday</p>",
    }
    return week_post(**{**of_the_day, **fields})


def get(address: str, headers: Mapping[str, str] = READER, **parameters: Any) -> requests.Response:
    return requests.get(address, params=parameters, headers=headers, timeout=5)


def ids(reply: requests.Response) -> list[int]:
    return [found["id"] for found in reply.json()]


def logged_in(address: str, user: str, password: str, **parameters: Any) -> requests.Response:
    """Get an address as that user."""
    return requests.get(address, params=parameters, headers=READER, auth=(user, password), timeout=5)
