"""What a run asks the blog before it begins: which posts it has, in which edit. A person is told of every wait."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from itertools import count

from invictus.events import MOST_POSTS
from invictus.wordpress import BlogAccess, Page, fetch_page
from local.archive.folder import ArchiveFolder
from local.project import ROOT

# A person is waiting: the state machine's 38 minutes of patience are for a schedule.
PATIENCE_SECONDS = 45.0
FIELDS = "id,modified_gmt,categories"

Edits = dict[int, str]  # posts by their ids: the time of each one's edit (UTC)


def newest(blog: BlogAccess, how_many: int, say: Callable[[str], None]) -> Edits:
    """Return the newest posts of the category. Raises the errors of wordpress.fetch_page."""
    return _edits(fetch_page(blog, how_many, 1, False, PATIENCE_SECONDS, fields=FIELDS, say=say))


def every(blog: BlogAccess, say: Callable[[str], None]) -> Edits:
    """Return all posts of the category. Raises the errors of wordpress.fetch_page."""
    edits: Edits = {}
    seen: set[int] = set()
    for number in count(1):
        page = fetch_page(blog, MOST_POSTS, number, True, PATIENCE_SECONDS, fields=FIELDS, say=say)
        edits.update(_edits(page))
        if seen.issuperset(page.ids) or number >= page.total_pages:  # a page without a new post is the last one
            break
        seen.update(page.ids)
    return edits


def _edits(page: Page) -> Edits:
    return {post["id"]: str(post.get("modified_gmt")) for post in page.posts}


def unread(archive: ArchiveFolder, edits: Edits) -> list[int]:
    """Return the ids of the posts that the archive does not hold whole, in this edit, as this code reads it."""
    whole = archive.whole_posts() if archive.read_by == code_that_reads() else {}
    return [post for post, modified in edits.items() if whole.get(post) != f"{modified}Z"]


def code_that_reads() -> str:
    """Return a hash of all that ships: with other code, a post may read otherwise."""
    digest = hashlib.sha256()
    for file in sorted([*ROOT.glob("*.py"), *(ROOT / "invictus").rglob("*.py")]):
        digest.update(file.relative_to(ROOT).as_posix().encode() + b"\n" + file.read_bytes())
    return digest.hexdigest()[:16]
