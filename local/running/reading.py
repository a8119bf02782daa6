"""The pure way: a blog's posts through the pipeline's own steps into an archive's files, without AWS or its emulation.

It stores what the state machine stores, byte for byte (tests/archive/test_both_ways.py).
"""

from __future__ import annotations

import json
import logging
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from rich.console import Console

import handler
from invictus import keys, payloads, wordpress
from invictus.dynamodb_json import decode
from invictus.editions import Decision, StoredObject, decide, refusal
from invictus.events import post_of
from invictus.shapes import Json, RestPost
from local.archive.folder import TABLE, ArchiveFolder
from local.running.blog_posts import PATIENCE_SECONDS
from local.running.result import NOTHING_DONE, POSTS_FAILED, Outcome
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

    Raises OSError and BlogUnavailableError. However it ends, what was stored until then is in the archive.
    """
    tally = dict(NOTHING_DONE)
    (archive.path / TABLE).unlink(missing_ok=True)  # the machine's: what is written from now on is not among its rows
    with Progress(console, "posts", len(ids)) as progress:
        for page in _pages(blog, ids, say):
            for number, post in enumerate(page, start=1):
                tally[read_into(archive, post)] += 1
                if console.is_terminal or number == len(page):
                    progress.update(sum(tally.values()), tally)
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
        if missing := sorted({*asked} - {*found.ids}):
            say(f"The blog does not send {counted(len(missing), 'post')} that it has listed: {missing[:5]}")
        yield sorted(map(payloads.readable, found.posts), key=lambda post: (post["date"], post["id"]))


def read_into(archive: ArchiveFolder, post: RestPost) -> str:
    """Read a post into the archive. Return how it ended: "stored", "unchanged", "failed", or "known" if that was said.

    Raises OSError. Whatever else a post causes ends in failed/, as on AWS, and costs no other post.
    """
    try:
        _keep_as_received(archive, post_of({"post": post}))
        week = _week_of(post)
        decisions = _decisions(archive, week)
    except OSError:
        raise
    except Exception as error:
        return _put_into_failed(archive, post, error)
    archive.delete(keys.failed_key(post["id"]))  # first: a post that is stopped in is not among those that failed
    replaced = [key for key in decisions if key != week.key and archive.weeks[key].post == week.edition.post]
    is_new = decisions.get(week.key) is not Decision.UNCHANGED
    if is_new:
        archive.write(week.key, week.body)
    for key in replaced:
        archive.delete(key)
    return "stored" if is_new or replaced else "unchanged"


def _keep_as_received(archive: ArchiveFolder, post: RestPost) -> None:
    """Write the post as dump_post_to_bucket does. Raises WeekTakenError if another post has its date and slug."""
    new = StoredObject.of_post(post)
    stored = archive.received.get(new.key)
    decision = decide(stored, new.edition, force=False)
    if stored and decision is Decision.TAKEN:
        raise refusal(new.key, stored, new.edition)
    if decision in (Decision.WRITE, Decision.WRITE_QUIETLY):
        archive.write(new.key, new.body)


def _week_of(post: RestPost) -> StoredObject:
    """Return a post's weekly file: by the handlers, which also refuse what AWS would not pass on."""
    text = handler.strip_post_html({"post": post})
    sessions = handler.segment_days(handler.group_post_by_day(text))
    dated = handler.sessions_to_date_records(sessions)
    cleaned = handler.clean_session_records({"records": dated["records"], "text": text, "post": post})
    # The rows have the exercises already, and reading them is most of the work.
    stored: Any = [
        {name: row[name] for name in (*record, "exercises", "understood")}
        for record, row in zip(cleaned["records"], map(decode, cleaned["items"]))
    ]
    return StoredObject.of_week(stored)


def _decisions(archive: ArchiveFolder, week: StoredObject) -> dict[str, Decision]:
    """Return what becomes of the weekly files of the post and of its dates. Raises WeekTakenError, OlderEditError."""
    decisions: dict[str, Decision] = {}
    for key, stored in sorted(archive.weeks.items()):
        if stored.post == week.edition.post or keys.shares_a_date(key, week.key):
            decisions[key] = decide(archive.edition(key), week.edition, force=False)
    for refused in (Decision.TAKEN, Decision.OLDER):
        for key, decision in decisions.items():
            if decision is refused:
                raise refusal(key, archive.edition(key), week.edition)
    return decisions


def _put_into_failed(archive: ArchiveFolder, post: RestPost, error: Exception) -> str:
    """Store a post with the error that it ends in. Return "known" if this edit has been reported so, else "failed"."""
    name = type(error).__name__
    if name not in OF_THE_POST:
        LOG.exception("A step failed.", extra={"slug": post["slug"]})
    key = keys.failed_key(post["id"])
    if name in OF_THE_POST and key in archive.failed:
        known = json.loads(archive.read(key))
        if (known["error"]["Error"], known["post"]["modified_gmt"]) == (name, post["modified_gmt"]):
            return "known"
    cause = json.dumps({"errorMessage": str(error), "errorType": name, "stackTrace": []}, separators=(",", ":"))
    body: Json = {"post": post, "error": {"Error": name, "Cause": cause}}
    archive.write(key, json.dumps(body, ensure_ascii=False, separators=(",", ":")).encode())
    return "failed"
