"""Which posts a run has to read: those that are new or edited, were not read to their end, or whose files are damaged.

A post is left out only if this archive holds the same edit of it whole, read by the same code.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from functools import lru_cache

from local.archive.folder import ArchiveFolder
from local.project import ROOT
from local.running.blog_posts import BlogPost


@lru_cache(maxsize=1)
def code_that_reads() -> str:
    """Return a hash of all that ships: with other code, a post may read otherwise."""
    digest = hashlib.sha256()
    for file in sorted([*ROOT.glob("*.py"), *(ROOT / "invictus").rglob("*.py")]):
        digest.update(file.relative_to(ROOT).as_posix().encode() + b"\n" + file.read_bytes())
    return digest.hexdigest()[:16]


def unread(archive: ArchiveFolder, posts: Sequence[BlogPost]) -> list[int]:
    """Return the ids of the blog's posts that are to be read."""
    whole = archive.whole_posts() if archive.read_by == code_that_reads() else {}
    return [post.id for post in posts if whole.get(post.id) != f"{post.modified}Z"]
