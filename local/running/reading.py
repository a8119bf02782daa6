"""The pure way: a blog's posts through the pipeline's own steps into an archive's files, without AWS or its emulation.

It stores what the state machine stores, byte for byte (tests/archive/test_both_ways.py).
"""

from __future__ import annotations

import json
import logging
from collections.abc import Callable, Iterator, Sequence

from rich.console import Console

import handler
import transforms
from invictus import keys, payloads, wordpress
from invictus.editions import Decision, Edition, decide, refusal
from invictus.errors import BlogUnavailableError
from invictus.events import post_of
from invictus.shapes import Json, RestPost, StoredRecord
from local.archive.folder import ArchiveFolder, ArchiveFolderError
from local.running.blog_posts import PATIENCE_SECONDS
from local.running.result import POSTS_FAILED, Outcome
from local.terminal.printing import counted
from local.terminal.progress import Progress, tally_in_words

LOG = logging.getLogger("invictus")

POSTS_AT_ONCE = 20  # of a blog: 200 KB, and two seconds of reading
# Errors of the post itself: until it is edited they come again, so they are reported once for each edit.
OF_THE_POST = ("PostFormatError", "PostTooLargeError", "LinesLostError", "WeekTakenError", "OlderEditError")


def read_posts(
    console: Console, blog: wordpress.BlogAccess, archive: ArchiveFolder, ids: Sequence[int], say: Callable[[str], None]
) -> Outcome:
    """Read these posts of the blog into the archive, one after the other. Return how many ended how.

    Raises ArchiveFolderError and BlogUnavailableError. However it ends, what was stored until then is in the archive.
    """
    tally = Outcome().tally
    archive.drop_table()
    with Progress(console, "posts", len(ids)) as progress:
        try:
            for page in _pages(blog, ids, say):
                for post in page:
                    tally[read_into(archive, post)] += 1
                    if console.is_terminal:
                        progress.update(sum(tally.values()), tally)
                progress.update(sum(tally.values()), tally)
        except BlogUnavailableError as error:
            raise BlogUnavailableError(f"{error} {tally['stored']} posts were stored until then") from error
    if not tally["failed"]:
        return Outcome(tally)
    return Outcome(tally, POSTS_FAILED, f"{tally_in_words(tally)}. Each failed post is in failed/ with its error.")


def _pages(blog: wordpress.BlogAccess, ids: Sequence[int], say: Callable[[str], None]) -> Iterator[list[RestPost]]:
    """Yield the posts of these ids, some at a time, the oldest of them first: so the state machine is given them."""
    for start in range(0, len(ids), POSTS_AT_ONCE):
        asked = ids[start : start + POSTS_AT_ONCE]
        found = wordpress.fetch_page(
            blog, POSTS_AT_ONCE, page=1, oldest_first=True, seconds=PATIENCE_SECONDS, post_ids=asked, say=say
        )
        missing = sorted({*asked} - {*found.ids})
        if missing:
            say(f"The blog does not send {counted(len(missing), 'post')} that it has listed: {missing[:5]}")
        yield sorted(map(payloads.readable, found.posts), key=lambda post: (post["date"], post["id"]))


def read_into(archive: ArchiveFolder, post: RestPost) -> str:
    """Read a post into the archive. Return how it ended: "stored", "unchanged", "failed", or "known" if that was said.

    Raises ArchiveFolderError. Whatever else a post causes ends in failed/, as on AWS, and costs no other post.
    """
    try:
        _keep_as_received(archive, post_of({"post": post}))
        records = _records_of(post)
        week = keys.weekly_key(records)
        decisions = _decisions(archive, week, records)
        lines = keys.json_lines(records).encode()
    except ArchiveFolderError:
        raise
    except Exception as error:
        return _put_into_failed(archive, post, error)
    failed = [key for key, failed_post in archive.failed.items() if failed_post == post["id"]]
    replaced = [key for key in decisions if key != week and archive.weeks[key].post == post["id"]]
    for key in failed:  # first: a post that is stopped in is not among those that failed
        archive.delete(key)
    is_new = decisions.get(week) is not Decision.UNCHANGED
    if is_new:
        archive.write(week, lines)
    for key in replaced:
        archive.delete(key)
    return "stored" if is_new or replaced else "unchanged"


def _keep_as_received(archive: ArchiveFolder, post: RestPost) -> None:
    """Write the post as dump_post_to_bucket does. Raises WeekTakenError if another post has its date and slug."""
    key = keys.raw_key(post)
    try:
        stored = _edition_of(json.loads(archive.read(key) or b""))
    except (ValueError, KeyError, TypeError, RecursionError):
        stored = None  # nothing whole is stored there
    decision = decide(stored, _edition_of(post), force=False)
    if stored and decision is Decision.TAKEN:
        raise refusal(key, stored, _edition_of(post))
    if decision in (Decision.WRITE, Decision.WRITE_QUIETLY):
        archive.write(key, keys.as_received(post))


def _edition_of(post: RestPost) -> Edition:
    return Edition(post["id"], post["slug"], post["modified_gmt"], keys.sha256({**post, "modified_gmt": ""}))


def _records_of(post: RestPost) -> list[StoredRecord]:
    """Return a post's records in their stored form: by the handlers, which also refuse what AWS would not pass on."""
    text = handler.strip_post_html({"post": post})
    sessions = handler.segment_days(handler.group_post_by_day(text))
    dated = handler.sessions_to_date_records(sessions)
    cleaned = handler.clean_session_records({"records": dated["records"], "text": text, "post": post})
    return [transforms.with_exercises(record) for record in cleaned["records"]]


def _decisions(archive: ArchiveFolder, week: str, records: list[StoredRecord]) -> dict[str, Decision]:
    """Return what becomes of the weekly files of the post, and of all that share a date with its week.

    Raises WeekTakenError and OlderEditError.
    """
    post = records[0]["post"]
    new = Edition(post["id"], post["slug"], post["modified"], keys.content_hash(records))
    near = {key for key, stored in archive.weeks.items() if stored.post == new.post or keys.shares_a_date(key, week)}
    editions = {key: archive.edition(key) for key in near}
    decisions = {key: decide(stored, new, force=False) for key, stored in editions.items()}
    for refused in (Decision.TAKEN, Decision.OLDER):
        for key in sorted(near):
            if decisions[key] is refused:
                raise refusal(key, editions[key], new)
    return decisions


def _put_into_failed(archive: ArchiveFolder, post: RestPost, error: Exception) -> str:
    """Store a post with the error that it ends in. Return "known" if this edit has been reported so, else "failed"."""
    key, name = keys.failed_key(post["id"]), type(error).__name__
    if name not in OF_THE_POST:
        LOG.exception("A step failed.", extra={"slug": post["slug"]})
    for other in [other for other, failed in archive.failed.items() if failed == post["id"]]:
        known = json.loads(archive.read(other) or b"{}")
        said = known.get("error", {}).get("Error"), known["post"].get("modified_gmt")
        if name in OF_THE_POST and said == (name, post["modified_gmt"]):
            return "known"
        if other != key:
            archive.delete(other)
    cause = json.dumps({"errorMessage": str(error), "errorType": name, "stackTrace": []}, separators=(",", ":"))
    body: Json = {"post": post, "error": {"Error": name, "Cause": cause}}
    archive.write(key, json.dumps(body, ensure_ascii=False, separators=(",", ":")).encode())
    return "failed"
