"""The keys under which data is stored, and the hashes that tell whether it has changed."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Sequence
from typing import Any, NamedTuple, Optional

from invictus.shapes import Record, RestPost, is_picture, segments_of

# Without blanks: a copy of a file, `... (1).json`, is not a week of its own.
_WEEKLY = re.compile(r"weekly/(\d{4}-\d\d-\d\d)__(\d{4}-\d\d-\d\d)--([^\s/]+)\.json")


class WeeklyKey(NamedTuple):
    """What the key of a weekly file says: the first and the last date in it (ISO), and the programme."""

    first: str
    last: str
    program: str
    key: str


def parse_weekly_key(key: str) -> Optional[WeeklyKey]:
    """Return what a weekly file's key says, None if it is not the key of one."""
    match = _WEEKLY.fullmatch(key)
    return WeeklyKey(match[1], match[2], match[3], key) if match else None


def sha256(value: Any) -> str:
    """Return the SHA-256 hex of a JSON value, whatever the order of its fields."""
    return hashlib.sha256(json.dumps(value, sort_keys=True).encode()).hexdigest()


def content_hash(records: Sequence[Record]) -> str:
    """Return the hash of the records as they are stored, ignoring `post.modified`.

    A post that was only saved again keeps its hash. The hash changes when the reader of prescriptions improves.
    """
    return sha256([{**record, "post": {**record["post"], "modified": ""}} for record in records])


def raw_key(post: RestPost) -> str:
    """Return the S3 key of a post as received: `raw/<post date>__<slug>.json`."""
    return f"raw/{post['date'][:10]}__{post['slug']}.json"


def failed_key(post_id: int) -> str:
    """Return the S3 key of a post that failed, with its error: `failed/<post id>.json`."""
    return f"failed/{post_id}.json"


def weekly_key(records: Sequence[Record]) -> str:
    """Return the S3 key of a week: `weekly/<first date>__<last date>--<program>.json`."""
    first, last = _first_and_last(records)
    return f"weekly/{first}__{last}--{records[0]['program']}.json"


def shares_a_date(key: str, other: str) -> bool:
    """Return whether two weekly files' keys, alike or not, name weeks of one programme that share a date."""
    one, two = parse_weekly_key(key), parse_weekly_key(other)
    return bool(one and two and one.program == two.program and one.first <= two.last and two.first <= one.last)


def week_span(records: Sequence[Record]) -> str:
    """Return the week in words, for the message: `2020-12-21 to 2020-12-26`."""
    return " to ".join(_first_and_last(records))


def sessions_in_words(records: Sequence[Record]) -> str:
    """Return how many sessions are to train: `5 sessions`. A rest day or a bare heading is not one, but a picture."""
    count = sum(bool(each["warm_up"]) or any(segments_of(each).values()) or is_picture(each) for each in records)
    return f"{count} session" if count == 1 else f"{count} sessions"


def json_lines(records: Sequence[Record]) -> str:
    """Return one record per line, as Athena, DuckDB and jq read it."""
    return "".join(json.dumps(record, ensure_ascii=False) + "\n" for record in records)


def _first_and_last(records: Sequence[Record]) -> tuple[str, str]:
    dates = sorted(record["date"] for record in records)
    return dates[0], dates[-1]
