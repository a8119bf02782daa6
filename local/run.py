"""`make run`: the whole pipeline on this machine, from the compiled template to the week in the terminal.

A run goes on from what its folder holds, and saves page by page: it may be stopped at any moment.
"""

from __future__ import annotations

import os
import re
import sys
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Optional

import click
from rich.console import Console

from invictus import settings, wordpress
from invictus.errors import ConfigurationError
from invictus.shapes import Json
from local.archive import places, replacement
from local.archive.folder import ArchiveFolder, ArchiveFolderError, post_id_in, unwritable
from local.archive.local_archives import short
from local.deployed import account
from local.embedded_aws.package import Package, compile_template
from local.execution_inputs import NEWEST
from local.log import log_as_json
from local.project import SAMPLE_POSTS
from local.running import blog_posts, display, result, unread
from local.running.result import Outcome, say
from local.running.stopping import Stopped, stoppable
from local.sample_blog import server as sample_blog
from local.terminal.printing import counted


@dataclass(frozen=True)
class Options:
    """What was asked for: which blog, how much of it, and where to."""

    posts: Optional[Path]
    live: bool
    backfill: bool
    fresh: bool
    out: Optional[Path]
    as_json: bool
    verbose: bool

    @property
    def all_posts(self) -> bool:
        """Return whether every page is read: of a folder always, of a blog only with --backfill."""
        return self.backfill or self.posts is not None


@click.command("run")
@click.option(
    "--posts", type=click.Path(path_type=Path), envvar="POSTS", show_envvar=True, help="Read all posts of this folder."
)
@click.option(
    "--live", is_flag=True, envvar="LIVE", show_envvar=True, help="Read the blog that INVICTUS_WEIGHTLIFTING_API names."
)
@click.option(
    "--backfill",
    is_flag=True,
    envvar="BACKFILL",
    show_envvar=True,
    help="Read every page of the blog, not the 3 newest posts.",
)
@click.option(
    "--fresh",
    is_flag=True,
    envvar="FRESH",
    show_envvar=True,
    help="Begin anew; the archive there is replaced at the end.",
)
@click.option(
    "--out",
    type=click.Path(path_type=Path),
    envvar="OUT",
    show_envvar=True,
    help="The archive's folder.  [default: out/SOURCE]",
)
@click.option(
    "--json", "as_json", is_flag=True, envvar="JSON", show_envvar=True, help="Print the result as JSON, for machines."
)
@click.option(
    "--verbose",
    is_flag=True,
    envvar="VERBOSE",
    show_envvar=True,
    help="Show each state of the machine, and the S3 objects.",
)
def run(**given: Any) -> int:
    """Run the pipeline on the embedded AWS, and show the week."""
    options = Options(**given)
    if options.live and options.posts:
        raise click.UsageError("POSTS and LIVE each name what to read. Give one of them")
    console = Console(stderr=options.as_json)
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
    package = _compile(console)
    api = os.environ.get("INVICTUS_WEIGHTLIFTING_API") or str(package.environment["INVICTUS_WEIGHTLIFTING_API"])
    agent = settings.user_agent() or wordpress.USER_AGENT
    blog = blog_posts.BlogAccess(api, settings.category(), agent, settings.typed_credentials())
    return Run(console, package, blog, options).update_archive(places.live_blog(blog.api, str(blog.category)))


def _run_on_folder(console: Console, options: Options) -> int:
    folder = options.posts.expanduser() if options.posts else SAMPLE_POSTS
    source = places.folder_of_posts(folder) if options.posts else places.SAMPLE
    with sample_blog.Blog.from_folder(folder) as served:
        package = _compile(console)
        if options.posts:
            _say_which_are_hidden(console, folder, served.posts)
        blog = blog_posts.BlogAccess(served.api, blog_posts.EVERY_CATEGORY, wordpress.USER_AGENT, None)
        return Run(console, package, blog, options).update_archive(source)


@dataclass(frozen=True)
class Run:
    """A run of the compiled `package` on a blog: what was asked for, and the console where it says what it does."""

    console: Console
    package: Package
    blog: blog_posts.BlogAccess
    options: Options

    def update_archive(self, source: places.Source) -> int:
        """Read the blog into the source's archive, and show the result. Return the exit code."""
        path = self._archive_path(source)
        with places.opened(path, source) as archive:
            _log_into(path)
            for damage in archive.damaged:
                self._say(damage)
            held = counted(len(archive.weeks()), "weekly file")
            self._say(f"Reading {source.words} into {short(path)} ({held} there)")
            if self.options.fresh:
                archive, outcome = self._replace_archive(archive)
            else:
                outcome = self._read_missing_posts(archive)
            if self.options.as_json:
                result.print_json(archive, outcome)
            return result.show(self.console, archive, outcome, self.options.verbose)

    def _archive_path(self, source: places.Source) -> Path:
        """Return the archive's folder: the one that was named, or the source's own."""
        if self.options.out:
            return self.options.out.expanduser().absolute()
        path = places.folder_of(source)
        if places.take_over(source, path):
            self._say(f"The archive of an earlier version moved to {short(path)}")
        former = places.former_archive()
        if former:
            self._say(
                f"out/ holds an archive of an earlier version, of {former}. The next run that reads {former} moves it"
                " into its own folder."
            )
        return path

    def _read_missing_posts(self, archive: ArchiveFolder) -> Outcome:
        """Read what the archive does not hold whole. Raises BlogUnavailableError and ArchiveFolderError."""
        if self.options.all_posts:
            plan = unread.plan_for_all(archive, blog_posts.every(self.blog, self._say))
        else:
            plan = unread.plan_for_newest(archive, blog_posts.newest(self.blog, NEWEST["posts_per_page"], self._say))
        if plan.unchanged:
            self._say(f"{plan.unchanged} posts are here as the blog has them; {plan.posts} to read")
        outcome = Outcome()
        if plan.requests:
            # Imported here: the embedded AWS takes a second to load, and where nothing is to be read none is needed.
            from local.running.reading import read

            lists = display.StateLists(self.console, self.package.machine_states)
            state_done = lists.state_done if self.options.verbose else _ignore_state
            outcome = read(self.console, self.package, self.blog, archive, plan, state_done)
        outcome.tally["unchanged"] += plan.unchanged
        return outcome

    def _replace_archive(self, old: ArchiveFolder) -> tuple[ArchiveFolder, Outcome]:
        """Read into a new archive beside the old one, and replace that if nothing it holds was lost by it."""
        newest = NEWEST["posts_per_page"]
        if not self.options.all_posts and len(old.weeks()) > newest:
            raise ArchiveFolderError(
                f"{old.path} holds {len(old.weeks())} weekly files, and FRESH=1 alone reads the newest {newest}"
                " posts. To read all of the blog anew: FRESH=1 BACKFILL=1"
            )
        new = replacement.begin(old.path)
        outcome = self._read_missing_posts(new)
        if outcome.status != "SUCCEEDED" and outcome.error != "PostsFailed":
            self._say("The archive begun anew is not whole, and the old one is kept. Run again to go on with it.")
            return old, outcome
        lost = [key for key, body in new.failures().items() if post_id_in(key, body) in old.index.posts]
        if lost:
            self._say(f"The old archive is kept: {len(lost)} of its posts cannot be read any more ({lost[0]}, ...).")
            result.show_failures(self.console, new)
            return old, outcome
        replacement.replace(old.path)
        return ArchiveFolder(old.path), outcome

    def _say(self, words: str) -> None:
        say(self.console, words)


def _ignore_state(state: str, slug: str) -> None:
    """Print nothing: without VERBOSE=1 the states are not shown."""


def _log_into(path: Path) -> None:
    try:
        log_as_json(path / places.LOG)
    except OSError as error:
        raise unwritable(path / places.LOG, error) from error


def _compile(console: Console) -> Package:
    with console.status("Compiling the template (npx serverless package)"):
        package = compile_template()
    bucket = package.environment["INVICTUS_BUCKET"]
    if not re.fullmatch(r"[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]", bucket):
        raise ConfigurationError(
            f"INVICTUS_BUCKET is {bucket!r}, which is not a name for a bucket: 3 to 63 lower-case letters, digits, dots"
            " and dashes. Set another one in .env, or take the line out"
        )
    return package


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
