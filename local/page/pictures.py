"""`make pictures`, second half: the picture of a sample week's page, and a page's figures on a slow phone."""

from __future__ import annotations

import gzip
import json
import statistics
import tempfile
from pathlib import Path

import click
from playwright.sync_api import Browser, Page

import transforms
from local.archive.weeks import StoredWeek
from local.page.browser import PHONE, open_browser
from local.page.weeks import WeekPage, week_html, week_page
from local.project import ROOT, SAMPLE_POSTS
from local.sample_blog.posts import read_folder
from local.terminal.printing import console, line

PICTURE = ROOT / "docs" / "images" / "page.png"
SHOWN = "january-11-17-2021-5-day-weightlifting-program"  # the sample week with the most to see
LIFTER = {"maxima": {"Snatch": "80", "Clean & Jerk": "100", "Back Squat": "140", "Front Squat": "120"}}

SLOWER = 4  # how much slower a phone's processor is taken to be than this machine's
OPENINGS = 5


@click.command("page-picture")
def page_picture() -> None:
    """Take the README's picture of a page and print a page's figures.

    The page is of a sample week. It needs Chromium.
    """
    week = _sample_week()
    with tempfile.TemporaryDirectory() as folder, open_browser() as browser:
        file = Path(folder) / week.file
        file.write_text(week_html(week), encoding="utf-8")
        _take_picture(browser, file)
        milliseconds = [_time_to_interactive(browser, file) for _ in range(OPENINGS)]
        html = file.read_bytes()
    out = console()
    out.print(line(f"{PICTURE.relative_to(ROOT)}: {PICTURE.stat().st_size:,} bytes"))
    out.print(
        line(f"The page has {len(html):,} bytes, {len(gzip.compress(html)):,} compressed, and asks for no other.")
    )
    median = statistics.median(milliseconds)
    out.print(
        line(f"It can be used after {median:.0f} ms (median of {OPENINGS}, on a processor {SLOWER} times slower).")
    )


def _sample_week() -> WeekPage:
    post = next(post for post in read_folder(SAMPLE_POSTS) if post["slug"] == SHOWN)
    records = [transforms.with_exercises(record) for record in transforms.read_post(post)]
    dates = sorted(record["date"] for record in records)
    return week_page(StoredWeek(dates[0], dates[-1], records[0]["program"], ""), records)


def _take_picture(browser: Browser, file: Path) -> None:
    context = browser.new_context(viewport=PHONE, device_scale_factor=2, offline=True)  # type: ignore[arg-type]
    page = context.new_page()
    page.goto(file.as_uri())
    page.evaluate(
        """(lifter) => {
            Object.assign(store.lifter, lifter);
            const movements = [...document.querySelectorAll(".movement")];
            const isIn = (movement, set) => movement.contains(set.row) && training.load(set).to;
            const loads = (movement) => training.sets.filter((set) => isIn(movement, set));
            movements.sort((one, other) => loads(other).length - loads(one).length);
            for (const set of loads(movements[0]).slice(0, 2)) store.change(set.key, { done: true });
            showAll();
            movements[0].closest(".session").open = true;
            movements[0].closest(".block").scrollIntoView();
        }""",
        LIFTER,
    )
    PICTURE.parent.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=PICTURE)
    context.close()


def _time_to_interactive(browser: Browser, file: Path) -> float:
    """Return the milliseconds from the opening of the page until its script has finished and waits for a tap."""
    page = browser.new_page()
    session = page.context.new_cdp_session(page)
    session.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
    page.goto(file.as_uri(), wait_until="load")
    return _interactive(page)


def _interactive(page: Page) -> float:
    timing = json.loads(page.evaluate("JSON.stringify(performance.getEntriesByType('navigation')[0])"))
    page.context.close()
    return float(timing["domContentLoadedEventEnd"])
