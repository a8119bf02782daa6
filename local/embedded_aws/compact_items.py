"""DynamoDB items as text until someone looks inside: moto keeps each nested value as an object of its own.

A week's rows hold thousands of nested values. As moto's objects they were most of the 1.7 MB that a post took; with
this a post takes 0.2 MB. Copying and projecting them was half of a backfill's time: 10 posts take 4.8 seconds of CPU
with this and 6.6 without, and the difference grows with the table.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from typing import Any, Optional
from unittest.mock import patch

from moto.dynamodb.exceptions import ItemSizeTooLarge
from moto.dynamodb.models.dynamo_type import DynamoType, Item, LimitedSizeDict
from moto.dynamodb.models.table import Table
from moto.dynamodb.models.utilities import bytesize

from invictus.shapes import Json

MOST_BYTES = 405_000  # as moto's LimitedSizeDict


@contextmanager
def compact_items() -> Iterator[None]:
    """Have moto keep nested attributes compactly until the block ends."""
    with ExitStack() as patches:
        patches.enter_context(patch.object(Item, "__init__", _make_item))
        patches.enter_context(patch.object(Item, "project", _project_names(Item.project)))
        patches.enter_context(patch.object(Table, "all_items", _sorted_by_text(Table.all_items)))
        yield


class CompactValue(DynamoType):
    """A list or map that holds compressed JSON. Changing something inside it turns it into moto's own objects."""

    def __init__(self, text: str) -> None:
        whole = DynamoType(json.loads(text))
        self.type = whole.type
        self._size = whole.size()
        self._text = zlib.compress(text.encode(), 1)  # b"" once it is moto's own objects

    def _typed(self) -> Json:
        return dict(json.loads(zlib.decompress(self._text)))

    @property
    def value(self) -> Any:
        return DynamoType(self._typed()).value if self._text else self._whole

    @value.setter
    def value(self, value: Any) -> None:
        self._whole, self._text = value, b""

    def __deepcopy__(self, memo: dict[int, Any]) -> DynamoType:
        return self if self._text else DynamoType(self.to_regular_json())

    def size(self) -> int:
        return self._size if self._text else super().size()

    def to_json(self) -> Json:
        return self._typed() if self._text else super().to_json()

    def to_regular_json(self) -> Json:
        return self._typed() if self._text else super().to_regular_json()

    def __getitem__(self, item: Any) -> Any:
        self.value = self.value
        return super().__getitem__(item)

    def __setitem__(self, key: Any, value: Any) -> None:
        self.value = self.value
        super().__setitem__(key, value)

    def __delitem__(self, item: Any) -> Any:
        self.value = self.value
        return super().__delitem__(item)

    def pop(self, key: Any, *more: Any, **named: Any) -> None:
        self.value = self.value
        super().pop(key, *more, **named)


def _value(typed: Any) -> DynamoType:
    if isinstance(typed, dict) and ("L" in typed or "M" in typed):
        try:
            text = json.dumps(typed, separators=(",", ":"), default=_typed)
        except TypeError:  # bytes
            return DynamoType(typed)
        if '"B":' not in text and '"BS":' not in text:  # moto decodes binary values
            return CompactValue(text)
    return DynamoType(typed)


def _typed(value: Any) -> Any:
    if isinstance(value, DynamoType):
        return value.to_regular_json()
    raise TypeError(type(value).__name__)


def _make_item(item: Item, hash_key: DynamoType, range_key: Optional[DynamoType], attrs: Json) -> None:
    """Make an item. Its size is added up once and not, as moto does, again for each attribute."""
    item.hash_key, item.range_key = hash_key, range_key
    item.attrs = LimitedSizeDict()
    size = 0
    for name, typed in attrs.items():
        value = _value(typed)
        size += bytesize(name) + value.size()
        dict.__setitem__(item.attrs, name, value)
    if size > MOST_BYTES:
        raise ItemSizeTooLarge


def _project_names(project: Callable[[Item, list[list[str]]], Item]) -> Callable[[Item, list[list[str]]], Item]:
    """Take whole attributes as they are. moto decodes and encodes the whole item for each of them."""

    def project_names(item: Item, expressions: list[list[str]]) -> Item:
        if any(len(path) > 1 or "[" in path[0] for path in expressions):
            return project(item, expressions)
        names = [path[0] for path in expressions if path[0] in item.attrs]
        return Item(item.hash_key, item.range_key, {name: item.attrs[name].to_regular_json() for name in names})

    return project_names


def _sorted_by_text(all_items: Callable[[Table], list[Item]]) -> Callable[[Table], list[Item]]:
    """Sort items by their keys' text where the keys are text. moto compares them through four calls each."""

    def sorted_items(table: Table) -> list[Item]:
        if table.hash_key_type != "S" or table.range_key_type not in (None, "S"):
            return all_items(table)
        if table.range_key_attr:
            found = [item for rows in table.items.values() for item in rows.values()]
            return sorted(found, key=lambda item: (item.hash_key.value, item.range_key.value))
        alone: Any = table.items.values()  # without a range key each hash key holds one item
        return sorted(alone, key=lambda item: item.hash_key.value)

    return sorted_items
