"""`make pictures`, second half: the picture of a sample week's page."""

from __future__ import annotations

import tempfile
from pathlib import Path

import click

import transforms
from local.archive.weeks import StoredWeek
from local.page.browser import PHONE, open_browser
from local.page.weeks import WeekPage, week_html, week_page
from local.project import ROOT, SAMPLE_POSTS
from local.sample_blog.posts import read_folder
from local.terminal.printing import console, line

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


@click.command("page-picture")
def page_picture() -> None:
    """Take the README's picture of a page, which is of a sample week. It needs Chromium."""
    week = _sample_week()
    with tempfile.TemporaryDirectory() as folder, open_browser() as browser:
        file = Path(folder) / week.file
        file.write_text(week_html(week), encoding="utf-8")
        page = browser.new_page(viewport=PHONE, device_scale_factor=2)  # type: ignore[arg-type]
        page.goto(file.as_uri())
        page.evaluate(TRAIN, MAXIMA)
        PICTURE.parent.mkdir(parents=True, exist_ok=True)
        page.screenshot(path=PICTURE)
        size = file.stat().st_size
    console().print(line(f"{PICTURE.relative_to(ROOT)}: of a page of {size:,} bytes"))


def _sample_week() -> WeekPage:
    post = next(post for post in read_folder(SAMPLE_POSTS) if post["slug"] == SHOWN)
    records = [transforms.with_exercises(record) for record in transforms.read_post(post)]
    dates = sorted(record["date"] for record in records)
    return week_page(StoredWeek(dates[0], dates[-1], records[0]["program"], ""), records)
