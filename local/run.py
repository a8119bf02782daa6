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
from local import show
from local.archive import fresh, places, unread
from local.archive.folder import ArchiveFolder, ArchiveFolderError, post_id_in, unwritable
from local.archive.kept import short
from local.deployed import account
from local.embedded_aws.package import Package, compile_template
from local.log import log_as_json
from local.project import SAMPLE_POSTS
from local.running import blog_posts, result
from local.running.reading import Outcome, read
from local.running.result import say
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
            account.settings()
            return _run(console, options)
    except BrokenPipeError:  # whoever read the output has gone, and what was stored is saved
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    except Stopped as stopped:
        with suppress(OSError):  # a closed terminal
            say(console, "Stopped. What was stored is kept: the next run goes on from there.")
        return stopped.exit_code


def _run(console: Console, options: Options) -> int:
    if options.live:
        package = _compile(console)
        api = os.environ.get("INVICTUS_WEIGHTLIFTING_API") or _default_api(package)
        blog = _blog(api, settings.typed_credentials())
        return _in_archive(console, package, blog, places.live_blog(blog.api, str(blog.category)), options)
    folder = options.posts.expanduser() if options.posts else SAMPLE_POSTS
    source = places.folder_of_posts(folder) if options.posts else places.SAMPLE
    with sample_blog.Blog.from_folder(folder, every_category=True) as served:
        package = _compile(console)
        if options.posts:
            _say_which_are_hidden(console, folder, served.posts)
        return _in_archive(console, package, _blog(served.api, None), source, options)


def _in_archive(
    console: Console, package: Package, blog: blog_posts.BlogAccess, source: places.Source, options: Options
) -> int:
    path = options.out.expanduser().absolute() if options.out else places.folder_of(source)
    if not options.out and places.take_over(source, path):
        say(console, f"The archive of an earlier version moved to {short(path)}")
    former = None if options.out else places.former_archive()
    if former:
        say(
            console,
            f"out/ holds an archive of an earlier version, of {former}. The next run that reads {former} moves it into"
            " its own folder.",
        )
    with places.opened(path, source) as archive:
        _log_into(path)
        for damage in archive.damaged:
            say(console, damage)
        held = counted(len(archive.weeks()), "weekly file")
        say(console, f"Reading {source.words} into {short(path)} ({held} there)")
        if options.fresh:
            archive, outcome = _read_afresh(console, package, blog, archive, options)
        else:
            outcome = _read(console, package, blog, archive, options)
        if options.as_json:
            result.print_json(archive, outcome)
        return result.show(console, archive, outcome, options.all_posts, options.verbose)


def _log_into(path: Path) -> None:
    try:
        log_as_json(path / places.LOG)
    except OSError as error:
        raise unwritable(path / places.LOG, error) from error


def _read(
    console: Console, package: Package, blog: blog_posts.BlogAccess, archive: ArchiveFolder, options: Options
) -> Outcome:
    """Read what the archive does not hold whole. Raises BlogUnavailableError and ArchiveFolderError."""
    blog_posts.wait_for(blog, lambda words: say(console, words))
    if options.all_posts:
        plan = unread.plan_for_all(archive, blog_posts.every(blog))
    else:
        plan = unread.plan_for_newest(archive, blog_posts.newest(blog, unread.NEWEST["posts_per_page"]))
    if plan.unchanged:
        say(console, f"{plan.unchanged} posts are here as the blog has them; {plan.posts} to read")
    outcome = Outcome()
    if plan.requests:
        ways = show.Ways(console, package.machine_states)
        state_done = ways.state_done if options.verbose else lambda state, slug: None
        outcome = read(console, package, blog, archive, plan.requests, plan.posts, state_done)
    outcome.tally["unchanged"] += plan.unchanged
    return outcome


def _read_afresh(
    console: Console, package: Package, blog: blog_posts.BlogAccess, old: ArchiveFolder, options: Options
) -> tuple[ArchiveFolder, Outcome]:
    """Read into a new archive beside the old one, and replace that if nothing it holds was lost by it."""
    newest = unread.NEWEST["posts_per_page"]
    if not options.all_posts and len(old.weeks()) > newest:
        raise ArchiveFolderError(
            f"{old.path} holds {len(old.weeks())} weekly files, and FRESH=1 alone reads the newest {newest} posts. To"
            " read all of the blog anew: FRESH=1 BACKFILL=1"
        )
    new = fresh.begin(old.path)
    outcome = _read(console, package, blog, new, options)
    if outcome.status != "SUCCEEDED" and outcome.error != "PostsFailed":
        say(console, "The archive begun anew is not whole, and the old one is kept. Run again to go on with it.")
        return old, outcome
    lost = [key for key, body in new.failures().items() if post_id_in(key, body) in old.index.posts]
    if lost:
        say(console, f"The old archive is kept: {len(lost)} of its posts cannot be read any more ({lost[0]}, ...).")
        result.show_failures(console, new)
        return old, outcome
    fresh.replace(old.path)
    return ArchiveFolder(old.path), outcome


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


def _default_api(package: Package) -> str:
    return str(package.environment["INVICTUS_WEIGHTLIFTING_API"])


def _blog(api: str, credentials: Optional[wordpress.Credentials]) -> blog_posts.BlogAccess:
    return blog_posts.BlogAccess(api, settings.category(), settings.user_agent() or wordpress.USER_AGENT, credentials)


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
