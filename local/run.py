"""`make run`: a blog into an archive on this machine, and the week in the terminal.

The sample blog is read by the compiled state machine on an embedded AWS, any other by the same steps without one; with
MACHINE=1 any is read by the machine.
"""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Optional

import click
from rich.console import Console

from invictus import settings, wordpress
from invictus.shapes import Json
from local.archive import places, replacement
from local.archive.folder import ArchiveFolder, ArchiveFolderError, unwritable
from local.archive.local_archives import short
from local.archive.options import option
from local.deployed import account
from local.execution_inputs import BACKFILL, NEWEST
from local.project import BLOG_API, SAMPLE_POSTS
from local.running import blog_posts, result, unread
from local.running.result import POSTS_FAILED, Outcome, say
from local.running.stopping import Stopped, stoppable
from local.sample_blog import server as sample_blog
from local.terminal.log import log_as_json
from local.terminal.printing import counted


@dataclass(frozen=True)
class Options:
    """What was asked for: which blog, how much of it, and where to."""

    posts: Optional[Path]
    live: bool
    backfill: bool
    machine: bool
    fresh: bool
    out: Optional[Path]
    json: bool
    verbose: bool

    @property
    def all_posts(self) -> bool:
        """Return whether every page is read: of a folder always, of a blog only with --backfill."""
        return self.backfill or self.posts is not None

    @property
    def by_machine(self) -> bool:
        """Return whether the state machine reads the blog: it always does if no option says what to read."""
        return self.machine or not (self.live or self.all_posts)


@click.command("run")
@option("--posts", "POSTS", type=click.Path(path_type=Path), help="Read all posts of this folder.")
@option("--live", "LIVE", is_flag=True, help="Read the blog that INVICTUS_WEIGHTLIFTING_API names.")
@option("--backfill", "BACKFILL", is_flag=True, help="Read every page of the blog, not the 3 newest posts.")
@option("--machine", "MACHINE", is_flag=True, help="Read by the state machine on the embedded AWS, anew each time.")
@option("--fresh", "FRESH", is_flag=True, help="Begin anew; the archive there is replaced at the end.")
@option("--out", "OUT", type=click.Path(path_type=Path), help="The archive's folder.  [default: out/SOURCE]")
@option("--json", "JSON", is_flag=True, help="Print the result as JSON, for machines.")
@option("--verbose", "VERBOSE", is_flag=True, help="Show each state of the machine, and the objects that are stored.")
def run(**given: Any) -> int:
    """Read a blog into an archive here, and show the week: the sample blog, by the machine, if no other is named."""
    options = Options(**given)
    if options.live and options.posts:
        raise click.UsageError("POSTS and LIVE each name what to read. Give one of them")
    console = Console(stderr=options.json)
    try:
        with stoppable():
            account.load_dotenv_file()
            return _run_on_live_blog(console, options) if options.live else _run_on_folder(console, options)
    except BrokenPipeError:  # whoever read the output has gone, and what was stored is saved
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    except Stopped as stopped:
        with suppress(OSError):  # a closed terminal
            say(console, "Stopped. What was stored is kept: the next run goes on from there.")
        return stopped.exit_code


def _run_on_live_blog(console: Console, options: Options) -> int:
    api = os.environ.get("INVICTUS_WEIGHTLIFTING_API") or BLOG_API
    agent = settings.user_agent() or wordpress.USER_AGENT
    blog = wordpress.BlogAccess(api, settings.category(), settings.typed_credentials(), agent)
    return ArchiveUpdate(console, blog, options).show(places.live_blog(blog.api, str(blog.category)))


def _run_on_folder(console: Console, options: Options) -> int:
    folder = options.posts.expanduser() if options.posts else SAMPLE_POSTS
    source = places.folder_of_posts(folder) if options.posts else places.SAMPLE
    with sample_blog.Blog.from_folder(folder) as served:
        if options.posts:
            _say_which_are_hidden(console, folder, served.posts)
        blog = wordpress.BlogAccess(served.api, wordpress.EVERY_CATEGORY)
        return ArchiveUpdate(console, blog, options).show(source)


@dataclass(frozen=True)
class ArchiveUpdate:
    """Brings an archive up to date with a blog, as the options say; the console is told what it does."""

    console: Console
    blog: wordpress.BlogAccess
    options: Options

    def show(self, source: places.Source) -> int:
        """Read the blog into the source's archive, and show the result. Return the exit code."""
        path = self.options.out.expanduser().absolute() if self.options.out else places.folder_of(source)
        with places.opened(path, source) as archive:
            _log_into(path)
            for damage in archive.damaged:
                self._say(damage)
            anew = self.options.by_machine and "anew, on an empty embedded AWS"
            how = anew or f"{counted(len(archive.weeks), 'weekly file')} there"
            self._say(f"Reading {source.words} into {short(path)} ({how})")
            if self.options.fresh or self.options.by_machine:
                self._check_that_no_week_is_lost(archive, source)
                archive, outcome = self._replace(archive)
            else:
                outcome = self._read(archive)
            if self.options.json:
                result.print_json(archive, outcome)
            return result.show(self.console, archive, outcome, self.options.verbose)

    def _read(self, archive: ArchiveFolder) -> Outcome:
        """Read what the archive does not hold whole. Raises BlogUnavailableError and ArchiveFolderError."""
        from local.running.reading import read_posts  # loads the reader of posts

        if not archive.weeks:
            archive.note_code(unread.code_that_reads())
        posts = self._posts_of_the_blog()
        ids = unread.unread(archive, posts)
        if len(ids) < len(posts):
            self._say(f"{len(posts) - len(ids)} posts are here as the blog has them; {len(ids)} to read")
        unfinished = [] if self.options.all_posts else sorted(archive.unfinished_posts() - {post.id for post in posts})
        outcome = read_posts(self.console, self.blog, archive, [*unfinished, *ids], self._say)
        outcome.tally["unchanged"] += len(posts) - len(ids)
        if self.options.all_posts:
            archive.note_code(unread.code_that_reads())
        return outcome

    def _read_by_machine(self, archive: ArchiveFolder) -> Outcome:
        from local.running.machine import read_by_machine  # loads the embedded AWS

        posts = self._posts_of_the_blog()
        request = BACKFILL if self.options.all_posts else NEWEST
        archive.note_code(unread.code_that_reads())
        return read_by_machine(self.console, self.blog, archive, request, len(posts), self.options.verbose)

    def _posts_of_the_blog(self) -> list[blog_posts.BlogPost]:
        if self.options.all_posts:
            return blog_posts.every(self.blog, self._say)
        return blog_posts.newest(self.blog, NEWEST["posts_per_page"], self._say)

    def _check_that_no_week_is_lost(self, old: ArchiveFolder, source: places.Source) -> None:
        newest = NEWEST["posts_per_page"]
        if not self.options.all_posts and source != places.SAMPLE and len(old.weeks) > newest:
            raise ArchiveFolderError(
                f"{old.path} holds {len(old.weeks)} weekly files, and FRESH=1 or MACHINE=1 alone reads the newest"
                f" {newest} posts. To read all of the blog anew: BACKFILL=1 with it"
            )

    def _replace(self, old: ArchiveFolder) -> tuple[ArchiveFolder, Outcome]:
        """Read into a new archive beside the old one, and replace that if nothing it holds was lost by it."""
        if self.options.by_machine:
            new = replacement.begin(old.path, go_on=False)
            outcome = self._read_by_machine(new)
        else:
            new = replacement.begin(old.path, go_on=True)
            outcome = self._read(new)
        if outcome.error and outcome.error != POSTS_FAILED:
            self._say("The archive begun anew is not whole, and the old one is kept.")
            return old, outcome
        stored = {week.post for week in old.weeks.values()}
        lost = [key for key, post in new.failed.items() if post in stored]
        if lost:
            self._say(f"The old archive is kept: {len(lost)} of its posts cannot be read any more ({lost[0]}, ...).")
            result.show_failures(self.console, new)
            return old, outcome
        replacement.replace(old.path)
        return ArchiveFolder(old.path), outcome

    def _say(self, words: str) -> None:
        say(self.console, words)


def _log_into(path: Path) -> None:
    try:
        log_as_json(path / places.RUN_LOG)
    except OSError as error:
        raise unwritable(path / places.RUN_LOG, error) from error


def _say_which_are_hidden(console: Console, folder: Path, posts: list[Json]) -> None:
    """Say which of the folder's posts are not read, if any: a blog shows nobody its drafts."""
    hidden = [post for post in posts if post["status"] != "publish"]
    if hidden:
        named = ", ".join(f"{post['slug']} ({post['status']})" for post in hidden[:5])
        more = f" and {len(hidden) - 5} more" if len(hidden) > 5 else ""
        say(
            console,
            f"{len(posts) - len(hidden)} of the {len(posts)} posts in {short(folder)} are published; a blog does not"
            f" show the others, so they are not read: {named}{more}",
        )
