"""What storing a week comes to, seen from what is stored already. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple, Optional

from invictus.editions import Decision, Edition, StoredFile, decide, refusal
from invictus.keys import shares_a_date
from invictus.rows import UNFINISHED, Row
from invictus.shapes import Json

STORED, UNCHANGED = "stored", "unchanged"


class Plan(NamedTuple):
    """How a post ends, and why: `ended` is STORED or UNCHANGED.

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
