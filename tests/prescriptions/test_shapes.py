"""The typed shapes hold at run time: what is made has exactly the keys that its type lists."""

from __future__ import annotations

import json
from string import ascii_lowercase
from typing import Any

import yaml

import transforms
from invictus.shapes import Record, StoredRecord, segments_of, texts_of
from local.project import ROOT, SAMPLE_POSTS

FURTHER = {f"segment_{letter}" for letter in ascii_lowercase}


def sample_records() -> list[Record]:
    posts = [json.loads(file.read_text(encoding="utf-8")) for file in sorted(SAMPLE_POSTS.glob("*.json"))]
    return [record for post in posts for record in transforms.read_post(post)]


def test_records_have_the_keys_of_their_shapes() -> None:
    always = Record.__annotations__.keys() - {"week_notes"}
    for record in sample_records():
        assert always <= record.keys() <= Record.__annotations__.keys() | FURTHER
        assert transforms.with_exercises(record).keys() <= StoredRecord.__annotations__.keys() | FURTHER


def test_every_column_of_the_archive_is_a_field_of_a_stored_record() -> None:
    columns = yaml.safe_load((ROOT / "serverless" / "archive_columns.yml").read_text(encoding="utf-8"))

    assert {column["Name"] for column in columns} <= StoredRecord.__annotations__.keys() | FURTHER


def test_a_records_segments_come_in_the_order_of_their_letters() -> None:
    (record, *_) = sample_records()
    lettered: Any = {**record, "segment_z": "Row", "segment_f": "Plank"}

    assert list(segments_of(lettered)) == [f"segment_{letter}" for letter in "abcdefz"]
    assert list(texts_of(lettered))[:3] == ["week_notes", "notes", "warm_up"]
