"""Which posts a run has to read: those that are new or edited, were not read to their end, or whose files are damaged.

A post is left out only if this archive holds the same edit of it complete, its file and all its rows, read by the same
code. All other posts go through the state machine, which finds what is stored already.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from invictus.shapes import Json
from local.archive.folder import ArchiveFolder
from local.execution_inputs import BACKFILL, NEWEST, by_ids
from local.project import ROOT
from local.running.blog_posts import BlogPost


class Plan(NamedTuple):
    """The executions' inputs, how many posts they read, and how many are left out as unchanged."""

    requests: list[Json]
    posts: int
    unchanged: int


@lru_cache(maxsize=1)
def code_that_reads() -> str:
    """Return a hash of all that ships: with other code, a post may read otherwise."""
    files = [*ROOT.glob("*.py"), *ROOT.glob("*_stateMachine.yml"), *(ROOT / "invictus").rglob("*.py")]
    digest = hashlib.sha256()
    for file in sorted(files):
        digest.update(file.relative_to(ROOT).as_posix().encode() + b"\n" + file.read_bytes())
    return digest.hexdigest()[:16]


def unread(archive: ArchiveFolder, posts: Sequence[BlogPost]) -> list[int]:
    """Return the ids of the blog's posts that this archive does not hold whole."""
    code = code_that_reads()
    return [
        post.id
        for post in posts
        if archive.index.posts.get(str(post.id)) != [post.modified, code] or not archive.is_whole(str(post.id))
    ]


def plan_for_all(archive: ArchiveFolder, posts: Sequence[BlogPost]) -> Plan:
    """Return how to read every post of the blog that needs it."""
    ids = unread(archive, posts)
    if not posts or len(ids) == len(posts):
        return Plan([BACKFILL], len(posts), 0)
    return Plan(list(by_ids(ids)), len(ids), len(posts) - len(ids))


def plan_for_newest(archive: ArchiveFolder, posts: Sequence[BlogPost]) -> Plan:
    """Return how to read the newest posts, and the older ones that an earlier run did not finish."""
    unfinished = archive.unfinished_posts() - {str(post.id) for post in posts}
    older = sorted(int(post) for post in unfinished if post.isdigit())
    return Plan([*by_ids(older), NEWEST], len(older) + len(posts), 0)
