"""`make run`: a blog into an archive on this machine, and the week in the terminal.

The sample blog is read by the compiled state machine on an embedded AWS, any other by the same steps without one; with
MACHINE=1 any is read by the machine.
"""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import partial
from pathlib import Path
from typing import Optional

import click
from rich.console import Console

from invictus import settings, wordpress
from invictus.wordpress import BlogAccess
from local.archive import places
from local.archive.folder import ArchiveFolder, ArchiveFolderError
from local.archive.options import option
from local.archive.places import RUN_LOG, SAMPLE, Source, short
from local.deployed import account
from local.project import BACKFILL, BLOG_API, NEWEST, SAMPLE_POSTS
from local.running import blog_posts, result
from local.running.result import POSTS_FAILED, Outcome, say
from local.sample_blog.posts import read_folder
from local.sample_blog.server import Blog
from local.terminal.log import log_as_json
from local.terminal.printing import console as console_on
from local.terminal.printing import counted

NEWEST_POSTS: int = NEWEST["posts_per_page"]


@click.command("run")
@option("--posts", "POSTS", type=click.Path(path_type=Path), help="Read all posts of this folder.")
@option("--live", "LIVE", is_flag=True, help="Read the blog that INVICTUS_WEIGHTLIFTING_API names.")
@option("--backfill", "BACKFILL", is_flag=True, help="Read every page of the blog, not the 3 newest posts.")
@option("--machine", "MACHINE", is_flag=True, help="Read by the state machine on the embedded AWS, anew each time.")
@option("--fresh", "FRESH", is_flag=True, help="Begin anew; the archive there is replaced at the end.")
@option("--out", "OUT", type=click.Path(path_type=Path), help="The archive's folder.  [default: out/SOURCE]")
@option("--json", "JSON", is_flag=True, help="Print the result as JSON, for machines.")
@option("--verbose", "VERBOSE", is_flag=True, help="Show each state of the machine, and the objects that are stored.")
def run(
    posts: Optional[Path],
    live: bool,
    backfill: bool,
    machine: bool,
    fresh: bool,
    out: Optional[Path],
    json: bool,
    verbose: bool,
) -> int:
    """Read a blog into an archive here, and show the week: the sample blog, by the machine, if no other is named."""
    if live and posts:
        raise click.UsageError("POSTS and LIVE each name what to read. Give one of them")
    console = console_on(stderr=json)
    all_posts = backfill or posts is not None
    by_machine = machine or not (live or all_posts)
    anew, tell = fresh or by_machine, partial(say, console)
    try:
        with _stoppable(), _blog(console, posts, live) as (blog, source):
            path = out.expanduser().absolute() if out else places.folder_of(source)
            with places.opened(path, source) as archive:
                _announce(console, archive, source, by_machine)
                if anew and not all_posts and source != SAMPLE and len(archive.weeks) > NEWEST_POSTS:
                    raise ArchiveFolderError(
                        f"{path} holds {len(archive.weeks)} weekly files, and FRESH=1 or MACHINE=1 alone reads the"
                        f" newest {NEWEST_POSTS} posts. To read all of the blog anew: BACKFILL=1 with it"
                    )
                listed = blog_posts.every(blog, tell) if all_posts else blog_posts.newest(blog, NEWEST_POSTS, tell)
                new = places.begin_anew(path, go_on=not by_machine) if anew else archive
                if not new.weeks:
                    new.note_code(blog_posts.code_that_reads())
                if by_machine:
                    from local.running.machine import read_by_machine  # loads the embedded AWS

                    request = BACKFILL if all_posts else NEWEST
                    outcome = read_by_machine(console, blog, new, request, len(listed), verbose)
                else:
                    outcome = _read_by_steps(console, blog, new, listed, all_posts)
                if anew:
                    archive = _replaced(console, archive, new, outcome)
                if json:
                    result.print_json(archive, outcome)
                return result.show(console, archive, outcome, verbose)
    except KeyboardInterrupt as stopped:
        with suppress(OSError):  # a closed terminal
            kept = "What was stored is kept: the next run goes on from there."
            say(console, f"Stopped. {'The next run begins anew.' if by_machine else kept}")
        return 128 + (stopped.args or [signal.SIGINT])[0]  # as a shell says it


@contextmanager
def _stoppable() -> Iterator[None]:
    """Raise KeyboardInterrupt, with the signal's number, at Ctrl-C, `kill` and when the terminal is closed."""

    def stop(number: int, frame: object) -> None:
        raise KeyboardInterrupt(number)

    before = {each: signal.signal(each, stop) for each in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)}
    try:
        yield
    finally:
        for each, handler in before.items():
            signal.signal(each, handler)


@contextmanager
def _blog(console: Console, posts: Optional[Path], live: bool) -> Iterator[tuple[BlogAccess, Source]]:
    """Yield the blog that is read: the live one, or one here that shows a folder's posts."""
    account.load_dotenv_file()
    if live:
        api, category = os.environ.get("INVICTUS_WEIGHTLIFTING_API") or BLOG_API, settings.category()
        access = BlogAccess(api, category, settings.typed_credentials(), settings.user_agent())
        yield access, Source("live", f"the blog {api}, category {category}")
        return
    folder, source = SAMPLE_POSTS, SAMPLE
    if posts:
        folder = posts.expanduser().resolve()
        source = Source(folder.name or "posts", f"the posts in {folder}")
    with Blog(read_folder(folder)) as served:
        hidden = [f"{post['slug']} ({post['status']})" for post in served.posts if post["status"] != "publish"]
        if hidden:
            shown, count = len(served.posts) - len(hidden), len(served.posts)
            problem = f"{shown} of the {count} posts in {short(folder)} are published; a blog does not show the others"
            say(console, f"{problem}, so they are not read: {', '.join(hidden)}")
        yield BlogAccess(served.api, wordpress.EVERY_CATEGORY), source


def _announce(console: Console, archive: ArchiveFolder, source: Source, by_machine: bool) -> None:
    """Begin the log, and say what is read into which archive."""
    log_as_json(archive.path / RUN_LOG)
    for key in archive.damaged:
        say(console, f"{archive.bucket / key} is damaged. Its post is read again.")
    how = "anew, on an empty embedded AWS" if by_machine else f"{counted(len(archive.weeks), 'weekly file')} there"
    say(console, f"Reading {source.words} into {short(archive.path)} ({how})")


def _read_by_steps(
    console: Console, blog: BlogAccess, archive: ArchiveFolder, edits: blog_posts.Edits, all_posts: bool
) -> Outcome:
    """Read the posts that the archive does not hold whole and, if these are the newest, those a run was stopped in."""
    from local.running.reading import read_posts  # loads the reader of posts

    ids = blog_posts.unread(archive, edits)
    here = len(edits) - len(ids)
    if here:
        say(console, f"Already here, as on the blog: {counted(here, 'post')}; {len(ids)} to read")
    unfinished = [] if all_posts else sorted(archive.unfinished_posts() - {*edits})
    outcome = read_posts(console, blog, archive, [*unfinished, *ids], partial(say, console))
    outcome.tally["unchanged"] += here
    if all_posts:
        archive.note_code(blog_posts.code_that_reads())
    return outcome


def _replaced(console: Console, old: ArchiveFolder, new: ArchiveFolder, outcome: Outcome) -> ArchiveFolder:
    """Put the new archive in place of the old one, if no post is lost by it. Return the archive that is kept."""
    stored = {edition.post for edition in old.weeks.values()}
    lost = [key for key, post in new.failed.items() if post in stored]
    if outcome.error not in (None, POSTS_FAILED):
        say(console, "The archive begun anew is not whole, and the old one is kept.")
    elif lost:
        say(console, f"The old archive is kept: {len(lost)} of its posts cannot be read any more ({lost[0]}, ...).")
        result.show_failures(console, new)
    else:
        return places.replace_by_new(old.path)
    return old
