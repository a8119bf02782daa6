"""What the page tests share: the pages of stored weeks in a folder, and a browser to open them."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from invictus.errors import PostFormatError
from local.archive.weeks import Archive, FolderStore
from local.docs.pictures import PHONE, BrowserMissingError, open_browser
from local.page.make import pages_of as pages_in
from local.page.make import swap_in
from local.project import ROOT
from tests.support.post_files import real_post_files
from tests.support.posts import TRAINING_WEEK, post_of, sample_posts
from tests.support.stored_weeks import store

if TYPE_CHECKING:  # only the process that opens a browser needs Playwright
    from playwright.sync_api import Browser, Page

ASSETS = ROOT / "local" / "page" / "assets"
WEEK = "2021-01-04__2021-01-07--5-day-weightlifting-program.html"

# What a browser keeps once the first two sets of Tuesday's complex are ticked, and its third is entered.
COMPLEX = "(Clean + 2 Front Squats + Jerk)"
_KEY = f"invictus2/set/5-day-weightlifting-program/2021-01-04/2021-01-05-session-2/{COMPLEX}~any"
_DONE = {"done": True, "weight": "80", "unit": "kg", "reps": "1", "shown": "80 kg", "asked": "1 rep · 80 %"}
TRAINED: dict[str, Any] = {
    "invictus2/gym": {"unit": "kg"},
    "invictus2/max/clean & jerk": {"name": "Clean & Jerk", "weight": "100", "unit": "kg"},
    "invictus2/max/power clean": {"name": "Power Clean", "weight": "90", "unit": "kg"},
    "invictus2/max/front squat": {"name": "Front Squat", "weight": "120", "unit": "kg"},
    f"{_KEY}/1": _DONE,
    f"{_KEY}/2": _DONE,
    f"{_KEY}/3": {**_DONE, "weight": "82.5", "note": 'felt "light"'},
}

OpenPage = Callable[..., "Page"]


def pages_of(folder: Path, *posts: dict[str, Any]) -> Path:
    """Write the pages of posts, as `make page` does, and return their folder."""
    archive = Archive(FolderStore(store(folder / "bucket", *posts)))
    swap_in(folder / "page", pages_in(archive, None, "2021-01-05"))
    return folder / "page"


@pytest.fixture(scope="session")
def pages(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Write the pages of a week of training and of the sample posts."""
    return pages_of(tmp_path_factory.mktemp("pages"), post_of(TRAINING_WEEK), *sample_posts())


@pytest.fixture(scope="session")
def real_pages(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Write the pages of all real posts."""
    files = [file for file in real_post_files("*.json") if not file.stem.endswith("-lettered")]  # twins of the others
    if not files:
        pytest.skip("no real weeks are here")
    folder = tmp_path_factory.mktemp("real")
    for file in files:
        try:
            store(folder / "bucket", json.loads(file.read_text(encoding="utf-8")))
        except PostFormatError:
            continue
    return pages_of(folder)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    try:
        with open_browser() as browser:
            yield browser
    except BrowserMissingError as error:
        pytest.skip(f"no browser: {error}")


@pytest.fixture
def open_page(browser: Browser) -> Iterator[OpenPage]:
    """Open a file on the week's Tuesday, in a browser context of its own, offline, which keeps nothing yet, or `kept`.

    `before` prepares the page in place of setting its time. An error on it or a network request fails the test.
    """
    complaints: list[str] = []
    contexts = []

    def open_file(file: Path, kept: Any = None, before: Callable[[Page], None] = on_tuesday, **settings: Any) -> Page:
        page = new_page(browser, complaints, **settings)
        contexts.append(page.context)
        before(page)
        # Stored by the page itself, before its own scripts run: what another document stored may come a moment later.
        store = "Object.entries(%s).forEach(([key, value]) => localStorage.setItem(key, JSON.stringify(value)))"
        devtools = page.context.new_cdp_session(page)
        devtools.send("Page.enable")
        once = devtools.send("Page.addScriptToEvaluateOnNewDocument", {"source": store % json.dumps(kept or {})})
        page.goto(file.as_uri())
        devtools.send("Page.removeScriptToEvaluateOnNewDocument", once)
        return page

    yield open_file
    for context in contexts:
        context.close()
    assert complaints == []


@pytest.fixture
def open_week(open_page: OpenPage, pages: Path) -> OpenPage:
    """Open the week's page, as open_page does."""
    return partial(open_page, pages / WEEK)


def new_page(browser: Browser, complaints: list[str], **settings: Any) -> Page:
    """Return a page in its own browser context. What goes wrong on it is added to the complaints."""
    context = browser.new_context(offline=True, **{"viewport": PHONE, **settings})
    context.set_default_timeout(10_000)
    page = context.new_page()
    page.on("pageerror", lambda error: complaints.append(f"error: {error}"))
    page.on("console", lambda message: complaints.append(f"console: {message.text}"))
    own = ("file:", "blob:file:", "data:,")
    page.on("request", lambda request: None if request.url.startswith(own) else complaints.append(request.url))
    return page


def on_tuesday(page: Page) -> None:
    page.clock.set_fixed_time("2021-01-05T09:00:00")


def in_node(script: str, *given: Any) -> Any:
    """Run a module in Node.js, which finds the page's scripts below `process.argv[1]`. It takes and prints JSON."""
    reads = "const given = JSON.parse(await new Response(process.stdin).text());"
    node = ["node", "--input-type=module", "--eval", f"{reads}\n{script}", f"{ASSETS.as_uri()}/"]
    done = subprocess.run(node, input=json.dumps(given), capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def state_of(page: Page) -> dict[str, Any]:
    """Return what the browser stores, by the keys without their first part, the version."""
    stored = page.evaluate("Object.entries(localStorage).filter(([key]) => key.startsWith('invictus2/'))")
    return {key.partition("/")[2]: json.loads(value) for key, value in stored}


def sets_of(page: Page) -> dict[str, Any]:
    """Return the logged sets, without empty fields, by exercise and number: `{"Snatch/1": {"done": True, ...}}`."""
    found = {}
    for key, entry in sorted(state_of(page).items()):
        if key.startswith("set/"):
            exercise, number = key.split("/")[-2:]
            said = {name: value for name, value in entry.items() if value and name != "at"}
            found[f"{exercise.partition('~')[0]}/{number}"] = said
    return found


def type_maxima(page: Page, **maxima: str) -> None:
    """Type maxima into the page's panel, as a lifter does: the lifts it asks for, and others as another lift."""
    page.locator("#lifter").evaluate("panel => panel.open = true")
    for name, weight in maxima.items():
        movement = name.replace("_and_", " & ").replace("_", " ")
        field = page.locator("#known-maxima").get_by_label(movement, exact=True)
        if field.count():
            field.fill(weight)
            field.press("Enter")
        else:
            page.get_by_label("Lift", exact=True).fill(movement)
            page.locator("#new-weight").fill(weight)
            page.get_by_role("button", name="Add", exact=True).click()
