"""Every page of every week: it is small, fits the screen and the paper, and shows the loads of `make today`."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from invictus.prescriptions import sets_to_show
from local.archive.weeks import Archive, FolderStore
from local.docs.pictures import PHONE
from local.training.lifter import Lifter, Plates, maxima_from_json
from local.training.loads import load_in_words
from local.training.words import weight_in_words
from tests.page.conftest import OpenPage, new_page

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

LARGEST_PAGE = 150_000  # bytes; a page is sent to phones
DESKTOP = {"width": 1280, "height": 800}
# Three lifters: a plain one, one in pounds who uses related lifts, one with few maxima and a few odd plates.
LIFTERS = [
    ({"Snatch": "80", "Clean & Jerk": "101", "Power Clean": "87.5", "Back Squat": "143"}, "kg", "", False),
    ({"Snatch": "185", "Clean & Jerk": "235", "Front Squat": "300"}, "lb", "45 25 10 5", True),
    ({"Power Snatch": "61.3"}, "kg", "20x1 10x1 5x2 0.5", True),
]


# `becomes` stores a lifter as another tab would. `loadsOf` returns the loads on the page's buttons for one, by the
# sessions' dates. `openAll` opens all there is, with long loads.
SCRIPT = """
function becomes(maxima, unit, plates, related) {
    localStorage.clear();
    localStorage.setItem("invictus2/gym", JSON.stringify({ unit, related, [unit]: { plates } }));
    for (const [name, weight] of Object.entries(maxima)) {
        localStorage.setItem(`invictus2/max/${name.toLowerCase()}`, JSON.stringify({ name, weight, unit }));
    }
    dispatchEvent(new StorageEvent("storage"));
}
window.loadsOf = (lifter) => {
    becomes(...lifter);
    const sessions = [...document.querySelectorAll(".session")].sort((a, b) => (a.id < b.id ? -1 : 1));
    const named = ".movement:not([data-movement='']) .set button.load b";
    const loads = sessions.flatMap((session) => [...session.querySelectorAll(named)]);
    return loads.map((load) => load.textContent.replaceAll("\\u00a0", " "));
};
window.openAll = () => {
    for (const details of document.querySelectorAll("details")) details.open = true;
    if (document.getElementById("lifter")) becomes({ Snatch: "180.125" }, "kg", "25 0.375", true);
};"""
WIDTH = "Math.max(document.documentElement.scrollWidth, document.body.scrollWidth, innerWidth)"


# What is seen of a page: the loads that it shows each lifter, and (its width, the screen's) on both screens.
Seen = tuple[list[list[str]], list[tuple[int, int]]]


@pytest.fixture(scope="module", params=["pages", "real_pages"])
def folder(request: pytest.FixtureRequest) -> Path:
    pages: Path = request.getfixturevalue(request.param)
    return pages


@pytest.fixture(scope="module")
def seen(folder: Path, browser: Browser) -> dict[str, Seen]:
    """Open each page of the folder once. Returns what is seen of it by its name."""
    complaints: list[str] = []
    page = new_page(browser, complaints)
    page.add_init_script(SCRIPT)
    screens: list[Any] = [PHONE, DESKTOP]
    found: dict[str, Seen] = {}
    for file in sorted(folder.glob("*.html")):
        page.goto(file.as_uri())
        is_week = file.name != "cycle.html"
        found[file.name] = page.evaluate("lifters => lifters.map(loadsOf)", LIFTERS if is_week else []), []
        page.evaluate("openAll()")
        for screen in screens:
            page.set_viewport_size(screen)
            found[file.name][1].append((page.evaluate(WIDTH), screen["width"]))
        screens.reverse()  # the next page begins on the screen that this one was left on
    page.context.close()
    assert complaints == []
    return found


def test_every_page_fits_the_screen(seen: dict[str, Seen]) -> None:
    assert {"index.html", "cycle.html"} < set(seen)
    for name, (_, widths) in seen.items():
        assert sorted(widths) == [(screen["width"], screen["width"]) for screen in (PHONE, DESKTOP)], name


def test_every_set_of_every_week_has_the_load_that_python_works_out(folder: Path, seen: dict[str, Seen]) -> None:
    archive = Archive(FolderStore(folder.parent / "bucket"))
    weighed = 0
    for stored in archive.weeks:
        of_week = (r for r in archive.records(stored.first, stored.last) if r["program"] == stored.program)
        records = sorted(of_week, key=lambda record: str(record["date"]))
        named = [each for record in records for each in record["exercises"] if each["movement"]]
        rows = [row for exercise in named for row in sets_to_show(exercise)[0]]
        loads, _ = seen[f"{stored.first}__{stored.last}--{stored.program}.html"]
        assert len(loads) == len(LIFTERS)
        for (maxima, unit, plates, use_related), shown in zip(LIFTERS, loads):
            who = Lifter(maxima_from_json(json.dumps(maxima)), Plates(unit, plates=plates), use_related)
            assert shown == [load_in_words(row, who)[0] or weight_in_words(row) or "Log" for row in rows]
            weighed += sum(load != "Log" for load in shown)
    assert weighed > 20


def test_pages_are_small_and_whole_in_themselves(folder: Path) -> None:
    for file in folder.glob("*.html"):
        html = file.read_text(encoding="utf-8")
        assert len(html.encode()) <= LARGEST_PAGE
        assert not re.search(r"<(?:img|iframe|script src)|@import|url\(", html)
        assert all((folder / name).is_file() for name in re.findall(r'<link [^>]*href="([^"]+)"', html))
        assert html.count('<script type="module">') == (0 if file.name == "cycle.html" else 1)
        assert not re.search(r"^(?:import|export) ", html, re.M)


def test_every_session_fits_on_a_sheet_and_can_be_printed_alone(open_page: OpenPage, folder: Path) -> None:
    for file in sorted(folder.glob("202[01]-*5-day*.html"))[:2]:  # the blog's own weeks
        page = open_page(file)
        assert sheets(page) == page.locator("details.session").count() > 1, file.name
    page.evaluate("window.print = () => {}")
    page.locator(".session[open] button.print").click()
    assert sheets(page) == 1


def sheets(page: Page) -> int:
    return len(re.findall(rb"/Type /Page\b", page.pdf(prefer_css_page_size=True)))
