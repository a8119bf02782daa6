"""The query of a list of posts: WordPress checks each parameter and names all the wrong ones at once."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import datetime, timezone
from typing import Any, NamedTuple, Optional

from invictus.shapes import RestPost
from local.sample_blog.answers import RestError


class Moment(NamedTuple):
    """A point in time to compare posts with: the blog's local time, or UTC where the query gave an offset."""

    text: str
    suffix: str

    def of(self, post: RestPost, field: str) -> str:
        """Return the post's own time on the same clock. ISO times of one form compare as text."""
        return str(post[field + self.suffix])


Reader = Callable[[str, str], Any]


def names_in(text: str) -> list[str]:
    return [name for name in re.split(r"[\s,]+", text) if name]


def _whole_number(minimum: Optional[int] = None, maximum: Optional[int] = None) -> Reader:
    def read(name: str, text: str) -> int:
        if not re.fullmatch(r"[+-]?[0-9]+", text):
            raise ValueError(f"{name} is not of type integer.")
        number = int(text)
        if minimum is not None and maximum is not None and not minimum <= number <= maximum:
            raise ValueError(f"{name} must be between {minimum} (inclusive) and {maximum} (inclusive)")
        if minimum is not None and number < minimum:
            raise ValueError(f"{name} must be greater than or equal to {minimum}")
        return number

    return read


def _one_of(*choices: str) -> Reader:
    def read(name: str, text: str) -> str:
        if text not in choices:
            listed = ", ".join(choices[:-1]) + ("," if len(choices) > 2 else "")
            raise ValueError(f"{name} is not one of {listed} and {choices[-1]}.")
        return text

    return read


def _list_of(read_one: Reader) -> Reader:
    def read(name: str, text: str) -> list[Any]:
        return [read_one(f"{name}[{position}]", item) for position, item in enumerate(names_in(text))]

    return read


# WordPress wants the time of day too: `after=2021-01-17` is refused.
REST_MOMENT = re.compile(r"(\d{4}-\d\d-\d\d)[Tt ](\d\d:\d\d:\d\d)(?:\.\d+)?(Z|[+-]\d\d(?::\d\d)?)?", re.ASCII)


def _moment(name: str, text: str) -> Moment:
    written = REST_MOMENT.fullmatch(text)
    if not written:
        raise ValueError("Invalid date.")
    day, time, offset = written.groups()
    try:
        moment = datetime.strptime(f"{day}T{time}{_full(offset)}", "%Y-%m-%dT%H:%M:%S%z")
        if offset is None:
            return Moment(f"{day}T{time}", "")
        return Moment(moment.astimezone(timezone.utc).strftime("%Y-%m-%dT%H:%M:%S"), "_gmt")
    except (ValueError, OverflowError) as error:
        raise ValueError("Invalid date.") from error


def _full(offset: Optional[str]) -> str:
    if offset in (None, "Z"):
        return "+00:00"
    return offset if ":" in offset else f"{offset}:00"


PARAMETERS: dict[str, tuple[Reader, Any]] = {
    "per_page": (_whole_number(1, 100), 10),
    "page": (_whole_number(1), 1),
    "offset": (_whole_number(), None),
    "order": (_one_of("asc", "desc"), "desc"),
    "orderby": (_one_of("date", "id", "modified"), "date"),
    "categories": (_list_of(_whole_number()), []),
    "include": (_list_of(_whole_number()), []),
    "slug": (_list_of(lambda _, text: text), []),
    "status": (_list_of(_one_of("publish", "future", "draft", "pending", "private")), ["publish"]),
    "after": (_moment, None),
    "before": (_moment, None),
    "modified_after": (_moment, None),
    "modified_before": (_moment, None),
}


def read_parameters(query: Mapping[str, str], has_account: bool) -> dict[str, Any]:
    """Return every parameter's value, its default where the query has none. Raises RestError `rest_invalid_param`."""
    values: dict[str, Any] = {}
    wrong: dict[str, str] = {}
    for name, (read, default) in PARAMETERS.items():
        try:
            values[name] = read(name, query[name]) if name in query else default
        except ValueError as error:
            wrong[name] = str(error)
    # Only an account may ask for what is not published: anyone else is refused, not shown less.
    if not has_account and values.get("status", ["publish"]) != ["publish"]:
        wrong["status"] = "Status is forbidden."
    if wrong:
        raise RestError(400, "rest_invalid_param", f"Invalid parameter(s): {', '.join(wrong)}", params=wrong)
    return values
