"""`make pictures`: the pictures in docs/images/, drawn from the sample posts: the terminal, the volume, and a page."""

from __future__ import annotations

import io
import re
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click
from rich.console import Console
from rich.terminal_theme import MONOKAI

import transforms
from invictus.errors import InvictusError
from invictus.parser.weeks import DEFAULT_PROGRAM
from local.archive.weeks import StoredWeek
from local.page.render import week_html, week_page
from local.project import ROOT, SAMPLE_POSTS
from local.sample_blog.posts import read_folder
from local.terminal.printing import tell
from local.training.gym import show_session
from local.training.lifter import Lifter, maxima_from_text
from local.training.volume import volume_of
from local.training.volume_report import picture_of

if TYPE_CHECKING:
    from playwright.sync_api import Browser

IMAGES = ROOT / "docs" / "images"
DAY = "2021-01-18"  # a day of the sample posts
WEEK, PIECE = ("2021-01-11", "2021-01-16"), "Every 2 min for 18 min"  # the week and piece with the most to see
LIFTER = Lifter(maxima_from_text("Snatch=80,Clean & Jerk=100,Clean=105,Back Squat=140,Front Squat=120"))

# The first is Chromium without a window system: it takes half the CPU time of the others.
PROGRAMS = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
PHONE = {"width": 390, "height": 844}


class BrowserMissingError(InvictusError):
    """This machine has no Chromium."""


@contextmanager
def open_browser() -> Iterator[Browser]:
    """Give a headless Chromium, closed at the end; the tests open the pages in it too. Raises BrowserMissingError."""
    from playwright.sync_api import sync_playwright  # takes a fifth of a second, also where no browser is opened

    program = next(filter(None, map(shutil.which, PROGRAMS)), None)
    if program is None:
        raise BrowserMissingError("this machine has no Chromium. On Debian: apt-get install chromium-headless-shell")
    with sync_playwright() as playwright, playwright.chromium.launch(executable_path=program) as browser:
        yield browser


@click.command("pictures")
def draw_pictures() -> None:
    """Draw the pictures in docs/images/ anew, from the sample posts. That of a page needs Chromium."""
    records = [record for post in read_folder(SAMPLE_POSTS) for record in transforms.read_post(post)]
    weekly = [transforms.with_exercises(record) for record in records if record["program"] == DEFAULT_PROGRAM]
    (IMAGES / "volume.svg").write_text(picture_of(volume_of(weekly), DEFAULT_PROGRAM), "utf-8")
    terminal = Console(record=True, file=io.StringIO(), width=92, force_terminal=True, color_system="truecolor")
    for record in (record for record in weekly if record["date"] == DAY):
        show_session(terminal, record, LIFTER)
    drawn = terminal.export_svg(title=f'make today DATE={DAY} MAXES="Snatch=80,..."', theme=MONOKAI, unique_id="today")
    # rich loads its font from the web. A picture in a repository must load nothing.
    (IMAGES / "today.svg").write_text(re.sub(r"\s*@font-face \{.*?\}\n", "", drawn, flags=re.DOTALL), "utf-8")
    with tempfile.TemporaryDirectory() as folder, open_browser() as browser:
        file = Path(folder) / "week.html"
        file.write_text(week_html(week_page(StoredWeek(*WEEK, DEFAULT_PROGRAM, ""), weekly, LIFTER)), encoding="utf-8")
        page = browser.new_page(viewport=PHONE, device_scale_factor=2)  # type: ignore[arg-type]
        page.goto(file.as_uri())
        piece = page.locator(".block", has_text=PIECE)
        piece.evaluate("piece => { piece.closest('.session').open = true; }")
        for box in piece.get_by_role("checkbox").all()[:2]:
            box.check()
        piece.evaluate("piece => piece.scrollIntoView()")
        page.screenshot(path=IMAGES / "page.png")
    tell("Drawn: today.svg, volume.svg and page.png in docs/images/")
