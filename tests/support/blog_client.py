"""Requests a sample blog's posts over HTTP, and builds posts for it."""

from __future__ import annotations

from typing import Any, Optional

import requests

from invictus.shapes import RestPost
from tests.support.posts import week_post


def numbered(number: int, **fields: Any) -> RestPost:
    """Return a post with that id, of that day of March 2021."""
    day = f"2021-03-{number:02}T17:00:00"
    of_the_day = {"id": number, "date": day, "slug": f"march-{number}-2021", "title": f"March {number}, 2021"}
    return week_post(**{**of_the_day, **fields})


def get(
    address: str, agent: str = "invictus-etl-tests/1.0", auth: Optional[tuple[str, str]] = None, **parameters: Any
) -> requests.Response:
    return requests.get(address, params=parameters, headers={"User-Agent": agent}, auth=auth, timeout=5)
