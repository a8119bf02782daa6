"""A Chromium to look at the pages with, driven by Playwright: for the tests, and for the README's picture of a page."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

import transforms
from invictus.errors import InvictusError
from local.archive.weeks import StoredWeek
from local.page.weeks import week_html, week_page
from local.project import ROOT, SAMPLE_POSTS
from local.sample_blog.posts import read_folder
from local.terminal.printing import console, line

if TYPE_CHECKING:
    from playwright.sync_api import Browser

# The first is Chromium without a window system: it takes half the CPU time of the others.
PROGRAMS = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
# Without these, Chromium contacts Google's servers at every start.
QUIET = "--disable-gpu --disable-quic --no-first-run --disable-background-networking --disable-component-update".split()
PHONE = {"width": 390, "height": 844}
DESKTOP = {"width": 1280, "height": 800}

PICTURE = ROOT / "docs" / "images" / "page.png"
SHOWN = "january-11-17-2021-5-day-weightlifting-program"  # the sample week with the most to see
MAXIMA = {"Snatch": "80", "Clean & Jerk": "100", "Back Squat": "140", "Front Squat": "120"}
TRAIN = """(maxima) => {
    for (const [name, weight] of Object.entries(maxima)) {
        localStorage.setItem(`invictus2/max/${name.toLowerCase()}`, JSON.stringify({ name, weight, unit: "kg" }));
    }
    dispatchEvent(new StorageEvent("storage"));
    const loads = (movement) => [...movement.querySelectorAll(".set")].filter((set) => /kg/.test(set.textContent));
    const movements = [...document.querySelectorAll(".movement")];
    const [most] = movements.sort((one, other) => loads(other).length - loads(one).length);
    for (const set of loads(most).slice(0, 2)) set.querySelector("input").click();
    most.closest(".session").open = true;
    most.closest(".block").scrollIntoView();
}"""


class BrowserMissingError(InvictusError):
    """This machine has no Chromium."""


@contextmanager
def open_browser() -> Iterator[Browser]:
    """Give a headless Chromium, closed at the end. Raises BrowserMissingError."""
    from playwright.sync_api import sync_playwright  # takes a fifth of a second, also where no browser is opened

    program = next(filter(None, map(shutil.which, PROGRAMS)), None)
    if program is None:
        raise BrowserMissingError("this machine has no Chromium. On Debian: apt-get install chromium-headless-shell")
    # Chromium's sandbox does not run as root, and the pages are our own.
    as_root = ["--no-sandbox"] if os.geteuid() == 0 else []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=[*QUIET, "--disable-sync", *as_root])
        try:
            yield browser
        finally:
            browser.close()


@click.command("page-picture")
def page_picture() -> None:
    """Take the README's picture of a page, which is of a sample week. It needs Chromium."""
    post = next(post for post in read_folder(SAMPLE_POSTS) if post["slug"] == SHOWN)
    records = [transforms.with_exercises(record) for record in transforms.read_post(post)]
    dates = sorted(record["date"] for record in records)
    with tempfile.TemporaryDirectory() as folder, open_browser() as browser:
        file = Path(folder) / "week.html"
        html = week_html(week_page(StoredWeek(dates[0], dates[-1], records[0]["program"], ""), records))
        file.write_text(html, encoding="utf-8")
        page = browser.new_page(viewport=PHONE, device_scale_factor=2)  # type: ignore[arg-type]
        page.goto(file.as_uri())
        page.evaluate(TRAIN, MAXIMA)
        page.screenshot(path=PICTURE)
    console().print(line(f"{PICTURE.relative_to(ROOT)}: of a page of {len(html.encode()):,} bytes"))
