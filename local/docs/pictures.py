"""`make pictures`: the pictures in docs/images/, drawn from the sample posts: the terminal, the volume, and a page."""

from __future__ import annotations

import io
import re
import tempfile
from pathlib import Path

import click
from rich.console import Console
from rich.terminal_theme import MONOKAI

import transforms
from invictus.parser.weeks import DEFAULT_PROGRAM
from invictus.shapes import StoredRecord
from local.archive.weeks import StoredWeek
from local.page.browser import PHONE, open_browser
from local.page.weeks import week_html, week_page
from local.project import ROOT, SAMPLE_POSTS
from local.sample_blog.posts import read_folder
from local.terminal.printing import tell
from local.training.lifter import Lifter, maxima_from_text
from local.training.volume import volume_of
from local.training.volume_chart import picture_of
from local.training.whiteboard import show_session

IMAGES = ROOT / "docs" / "images"
DAY = "2021-01-18"  # a day of the sample posts
WEEK = "2021-01-11", "2021-01-16"  # the sample week with the most to see
MAXIMA = {"Snatch": "80", "Clean & Jerk": "100", "Clean": "105", "Back Squat": "140", "Front Squat": "120"}
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


@click.command("pictures")
def draw_pictures() -> None:
    """Draw the pictures in docs/images/ anew, from the sample posts. That of a page needs Chromium."""
    records = [record for post in read_folder(SAMPLE_POSTS) for record in transforms.read_post(post)]
    weekly = [transforms.with_exercises(record) for record in records if record["program"] == DEFAULT_PROGRAM]
    (IMAGES / "today.svg").write_text(_terminal([record for record in weekly if record["date"] == DAY]), "utf-8")
    (IMAGES / "volume.svg").write_text(picture_of(volume_of(weekly), DEFAULT_PROGRAM), "utf-8")
    html = week_html(week_page(StoredWeek(*WEEK, DEFAULT_PROGRAM, ""), weekly))
    _photograph(html, IMAGES / "page.png")
    tell(f"Drawn: today.svg, volume.svg and page.png in docs/images/, the last of {len(html.encode()):,} bytes")


def _terminal(records: list[StoredRecord]) -> str:
    """Return an SVG of what `make today` prints for these records."""
    terminal = Console(record=True, file=io.StringIO(), width=92, force_terminal=True, color_system="truecolor")
    maxes = ",".join(f"{lift}={weight}" for lift, weight in MAXIMA.items())
    for record in records:
        show_session(terminal, record, Lifter(maxima_from_text(maxes)))
    command = f'make today DATE={DAY} MAXES="Snatch=80,..."'
    drawn = terminal.export_svg(title=command, theme=MONOKAI, unique_id="today")
    # rich loads its font from the web. A picture in a repository must load nothing.
    return re.sub(r"\s*@font-face \{.*?\}\n", "", drawn, flags=re.DOTALL)


def _photograph(html: str, picture: Path) -> None:
    """Take a picture of a page as a phone shows it, with maxima and two sets done."""
    with tempfile.TemporaryDirectory() as folder, open_browser() as browser:
        file = Path(folder) / "week.html"
        file.write_text(html, encoding="utf-8")
        page = browser.new_page(viewport=PHONE, device_scale_factor=2)  # type: ignore[arg-type]
        page.goto(file.as_uri())
        page.evaluate(TRAIN, MAXIMA)
        page.screenshot(path=picture)
