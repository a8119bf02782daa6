"""DynamoDB's typed JSON, `{"S": "Monday"}` for `"Monday"`, as `dynamodb:putItem` and `query` use in Step Functions."""

from __future__ import annotations

from typing import Any

from invictus.shapes import Json


def encode(item: Json) -> Json:
    """Return an item in typed JSON. A float is written with its point (`70.0`), an int without one."""
    return {name: _typed(value) for name, value in item.items()}


def decode(item: Json) -> Json:
    """Return the plain JSON of an item in typed JSON."""
    return {name: _plain(value) for name, value in item.items()}


def _typed(value: Any) -> Json:
    if isinstance(value, str):
        return {"S": value}
    if isinstance(value, bool):
        return {"BOOL": value}
    if value is None:
        return {"NULL": True}
    if isinstance(value, (int, float)):
        return {"N": str(value)}
    if isinstance(value, dict):
        return {"M": encode(value)}
    return {"L": [_typed(entry) for entry in value]}


def _plain(value: Json) -> Any:
    ((kind, content),) = value.items()
    if kind == "M":
        return decode(content)
    if kind == "L":
        return [_plain(entry) for entry in content]
    if kind == "N":
        return int(content) if content.lstrip("-").isdigit() else float(content)
    return None if kind == "NULL" else content
