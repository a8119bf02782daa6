"""A weekly file's records, checked: on a laptop a file may be cut short, written over, or edited by hand."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date, datetime
from functools import partial
from string import ascii_lowercase
from typing import Any, Union, get_args, get_origin, get_type_hints

from invictus.exercises import Exercise
from invictus.keys import parse_weekly_key
from invictus.shapes import PostOfRecord, StoredRecord

_Check = Callable[[Any], bool]
_hints_of = partial(get_type_hints, localns={"Exercise": Exercise})


def records_in(key: str, body: bytes) -> list[StoredRecord]:
    """Return the records of a weekly file, by its key. Raises ValueError, saying what is wrong with it.

    A record of an older version may lack fields, its post and exercises some of theirs: see has_its_exercises.
    """
    records: list[StoredRecord] = []
    for number, line in enumerate(body.splitlines(), 1):
        try:
            records.append(_record_in(line))
        except (ValueError, RecursionError) as error:
            raise ValueError(f"line {number} is not a record") from error
    if not records:
        raise ValueError("it is empty")
    if week := parse_weekly_key(key):
        if not all(week.first <= record["date"] <= week.last for record in records):
            raise ValueError("its records are of other days than its name says")
        if any(record.get("program", week.program) != week.program for record in records):
            raise ValueError("its records are of another programme than its name says")
    return records


def has_its_exercises(record: StoredRecord) -> bool:
    """Tell whether a record has exercises, each with every key that this version gives it."""
    return _ARE_EXERCISES(record.get("exercises"))


def _record_in(line: bytes) -> StoredRecord:
    """Return the record of a line. Raises ValueError or RecursionError if it holds none."""
    record: StoredRecord = json.loads(line)
    if type(record) is not dict or not record.keys() >= {"date", "session"}:
        raise ValueError("a record lacks neither")
    if not all(_FIELDS[field](value) for field, value in record.items() if field in _FIELDS):
        raise ValueError("a field is of another type")
    date.fromisoformat(record["date"])
    datetime.fromisoformat(record.get("post", {}).get("modified", record["date"]).replace("Z", "+00:00"))
    return record


def _check_of(kind: Any, is_whole: bool = True) -> _Check:
    """Return what tells whether a JSON value is of a type. A whole value has every key of its TypedDict."""
    if get_origin(kind) is list:
        of_item = _check_of(get_args(kind)[0], is_whole)
        return lambda value: type(value) is list and all(map(of_item, value))
    if hasattr(kind, "__total__"):
        of_keys = {key: _check_of(held, is_whole) for key, held in _hints_of(kind).items()}
        return lambda value: (
            type(value) is dict
            and (not is_whole or of_keys.keys() <= value.keys())
            and all(of_keys[key](held) for key, held in value.items() if key in of_keys)
        )
    types = {*get_args(kind)} if get_origin(kind) is Union else {kind}
    if float in types:
        types.add(int)
    return lambda value: type(value) in types


_ARE_EXERCISES = _check_of(list[Exercise])
_FIELDS: dict[str, _Check] = {
    **{f"segment_{letter}": _check_of(str) for letter in ascii_lowercase},
    **{field: _check_of(kind) for field, kind in _hints_of(StoredRecord).items()},
    "exercises": _check_of(list[Exercise], is_whole=False),
    "post": _check_of(PostOfRecord, is_whole=False),
}
