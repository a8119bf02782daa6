"""A post's rows in the sessions table, and what storing its week comes to. Pure.

A row is a session's record with `post_id`, `post_modified`, `weekly_key` and `content_sha256`: whose it is, of which
edit, in which file, and the hash of the whole week. The first session's row is written with an empty hash before
everything else, so that no file is without a row that names it. It gets its hash last, together with the removal of
what other edits left: so it says that all of the edit is stored, and only one of several runs can write it.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any, NamedTuple, Optional

from invictus.dynamodb_json import decode, encode
from invictus.editions import Decision, Edition, StoredFile, decide, refusal
from invictus.keys import shares_a_date
from invictus.shapes import Json

STORED, UNCHANGED = "stored", "unchanged"  # how a post ends
UNFINISHED = ""
_MOST_REMOVED = 99  # DynamoDB takes 100 actions in one transaction. What is over is removed by the next run.


class Row(NamedTuple):
    """What the index `post` tells of a row."""

    date: str
    session: str
    post_id: int
    post_modified: str
    content_sha256: str
    weekly_key: str

    @property
    def key(self) -> tuple[str, str]:
        """The row's key in the table."""
        return self.date, self.session

    @classmethod
    def of(cls, item: Json) -> Row:
        """Return the row of an item of the index, in typed JSON. A field that it does not have is empty."""
        plain = decode(item)
        return cls(*(plain.get(name, "") for name in cls._fields))

    @classmethod
    def in_file(cls, body: bytes) -> list[Row]:
        """Return the rows of a weekly file's records."""
        records = [json.loads(line) for line in body.splitlines()]
        return [cls(r["date"], r["session"], r["post"]["id"], r["post"]["modified"], "", "") for r in records]


def items(records: Sequence[Mapping[str, Any]], post: int, modified: str, key: str, content: str) -> list[Json]:
    """Return the rows of a week's records, in typed JSON."""
    edit = {"post_id": post, "post_modified": modified, "weekly_key": key}
    hashes = [UNFINISHED, *[content] * (len(records) - 1)]
    return [encode({**record, **edit, "content_sha256": hash}) for record, hash in zip(records, hashes)]


def condition(post: int, modified: str, content: str, force: bool) -> Json:
    """Return the values of the rows' condition in the state machine, which is editions.decide in DynamoDB's words.

    A row is written if none is there, or one of this post, of no later edit, with other content; with `force`, always.
    """
    if force:
        return encode({":first": 0, ":last": 10**18, ":modified": "9", ":content": "any other"})
    return encode({":first": post, ":last": post, ":modified": modified, ":content": content})


class Plan(NamedTuple):
    """What storing a week comes to: `ended` is STORED or UNCHANGED.

    `is_news` says whether a text message tells of it, `is_corrected` whether the post had a week before. `replaced` are
    the files and `removed` the post's rows that are to go, `taken_over` the files of other posts (with `force`).
    """

    ended: str
    is_news: bool = False
    is_corrected: bool = False
    replaced: Sequence[str] = ()
    removed: Sequence[Row] = ()
    taken_over: Sequence[str] = ()

    def told(self, finish: list[Json]) -> Json:
        """Return what the state machine needs of the plan, and the transaction that finishes the week."""
        said = {name: getattr(self, name) for name in ("ended", "is_news", "is_corrected", "replaced")}
        return {**said, "has_moved": bool(self.replaced), "finish": finish}


def plan_storing(
    new: Edition,
    key: str,
    sessions: Sequence[tuple[str, str]],
    files: Sequence[StoredFile],
    rows: Sequence[Row],
    force: bool = False,
    started: Optional[str] = None,
) -> Plan:
    """Return what storing the new edit at `key` comes to. Raises WeekTakenError and OlderEditError.

    `sessions` are the keys of its rows, `files` the weekly files that share a date with it and those that the post's
    `rows` name. `started` is when the run began (ISO): that an edit stored since then is newer is no news.
    """
    near = [file for file in files if shares_a_date(file.key, key)]
    for file in near:
        if file.edition.post and decide(file.edition, new, force) is Decision.TAKEN:
            raise refusal(file.key, file.edition, new)
    own = [file for file in files if file.edition.post == new.post]
    stored = [(file.key, file.edition) for file in own]
    stored += [(row.weekly_key, Edition(row.post_id, "", row.post_modified, row.content_sha256)) for row in rows]
    where, newest = max(stored, key=lambda each: each[1].modified, default=(key, None))
    decision = decide(newest, new, force)
    if newest and decision is Decision.OLDER:
        stored_at = [file.stored_at for file in own if file.edition.modified == newest.modified and file.stored_at]
        is_overtaken = started and any(_moment(time) >= _moment(started) for time in stored_at)
        if newest.sha256 == UNFINISHED or is_overtaken:
            return Plan(UNCHANGED)
        raise refusal(where, newest, new)
    is_whole = {row.key: row.content_sha256 for row in rows} == dict.fromkeys(sessions, new.sha256)
    if is_whole and [(file.key, file.edition.sha256) for file in own] == [(key, new.sha256)] and not force:
        return Plan(UNCHANGED)
    return Plan(
        STORED,
        # A run that was cut off before the week was finished has told nobody.
        is_news=decision is Decision.WRITE or any(row.content_sha256 == UNFINISHED for row in rows),
        is_corrected=any(edition.modified != new.modified for _, edition in stored),
        replaced=[file.key for file in files if file.key != key and (file in own or file in near)],
        removed=[row for row in rows if row.key not in sessions],
        taken_over=[file.key for file in near if file.edition.post not in (0, new.post)],
    )


def _moment(time: str) -> datetime:
    return datetime.fromisoformat(time.replace("Z", "+00:00"))


def finish(table: str, new: Edition, first: tuple[str, str], rows: Iterable[Row], removed: Iterable[Row]) -> list[Json]:
    """Return the transaction that finishes a week: its first row gets the hash, and the rows `removed` go.

    It fails if, since `rows` were read, another run has finished the week or a later edit has come.
    """
    finished = [row for row in rows if row.key == first and row.content_sha256 == new.sha256]
    modified, seen = (finished[0].post_modified, new.sha256) if finished else (new.modified, UNFINISHED)
    update = {
        **_of(table, first, {":post": new.post, ":modified": modified, ":seen": seen, ":content": new.sha256}),
        "UpdateExpression": "SET content_sha256 = :content",
        "ConditionExpression": "post_id = :post AND post_modified = :modified AND content_sha256 = :seen",
    }
    actions = [{"Update": update}]
    # unless another post or a later edit has written there since
    ours = "attribute_not_exists(post_id) OR (post_id = :post AND post_modified <= :modified)"
    for row in list(removed)[:_MOST_REMOVED]:
        removal = _of(table, row.key, {":post": row.post_id, ":modified": row.post_modified})
        actions.append({"Delete": {**removal, "ConditionExpression": ours}})
    return actions


def _of(table: str, key: tuple[str, str], values: Json) -> Json:
    of_row = encode(dict(zip(("date", "session"), key)))
    return {"TableName": table, "Key": of_row, "ExpressionAttributeValues": encode(values)}
