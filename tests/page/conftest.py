"""What the page tests share: the pages of stored weeks in a folder, and a browser to open them."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, Optional

import pytest
from _pytest.runner import runtestprotocol

from invictus.errors import PostFormatError
from local.archive.weeks import Archive, FolderStore
from local.page.browser import PHONE, BrowserMissingError, open_browser
from local.page.make import pages_of as pages_in
from local.page.make import swap_in
from local.project import ROOT
from tests.support.post_files import real_post_files
from tests.support.posts import TRAINING_WEEK, post_of, sample_posts
from tests.support.stored_weeks import store

if TYPE_CHECKING:  # only the process that opens a browser needs Playwright
    from playwright.sync_api import Browser, Page

ASSETS = ROOT / "local" / "page" / "assets"
AXE = ROOT / "node_modules" / "axe-core" / "axe.min.js"
WEEK = "2021-01-04__2021-01-07--5-day-weightlifting-program.html"

ON_TUESDAY = "2021-01-05T09:00:00"

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
OpenWeek = Callable[..., "Page"]


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


ATTEMPTS = 3


def pytest_runtest_protocol(item: pytest.Item, nextitem: Optional[pytest.Item]) -> bool:
    """Try a test of the pages up to three times: on a busy machine a browser may show what it keeps a moment later."""
    item.ihook.pytest_runtest_logstart(nodeid=item.nodeid, location=item.location)
    for attempt in range(1, ATTEMPTS + 1):
        reports = runtestprotocol(item, nextitem=nextitem, log=False)
        if attempt == ATTEMPTS or not any(report.failed for report in reports):
            break
        item._initrequest()  # type: ignore[attr-defined]  # the fixtures of the next attempt
    for report in reports:
        item.ihook.pytest_runtest_logreport(report=report)
    item.ihook.pytest_runtest_logfinish(nodeid=item.nodeid, location=item.location)
    return True


@pytest.fixture
def open_page(browser: Browser) -> Iterator[OpenPage]:
    """Open a file in its own browser context, offline. An error on the page or a network request fails the test."""
    complaints: list[str] = []
    contexts = []

    def open_file(file: Path, before: Callable[[Page], None] = lambda page: None, **settings: Any) -> Page:
        page = new_page(browser, complaints, **settings)
        contexts.append(page.context)
        before(page)
        page.goto(file.as_uri())
        return page

    yield open_file
    for context in contexts:
        context.close()
    assert complaints == []


def new_page(browser: Browser, complaints: list[str], **settings: Any) -> Page:
    """Return a page in its own browser context. What goes wrong on it is added to the complaints."""
    context = browser.new_context(offline=True, **{"viewport": PHONE, **settings})
    context.set_default_timeout(10_000)
    page = context.new_page()
    page.on("pageerror", lambda error: complaints.append(f"error: {error}"))
    page.on("console", lambda message: complaints.append(f"console: {message.text}"))
    page.on("request", lambda request: complaints.append(request.url) if _is_foreign(request.url) else None)
    return page


class Phone:
    """A browser context for the tests of one page, because a new context takes longer than most of them.

    All that a page leaves in it is its storage, which is emptied for each test. A test that sets the browser up in
    another way has a context of its own, by open_page.
    """

    def __init__(self, browser: Browser, file: Path, before: Callable[[Page], None]) -> None:
        self.complaints: list[str] = []
        self._file = file
        self._page = new_page(browser, self.complaints)
        before(self._page)
        self._page.goto(file.as_uri())

    def open(self, kept: Optional[dict[str, Any]] = None) -> Page:
        """Open the page, in a browser that keeps nothing yet, or `kept`."""
        self._page.evaluate(
            """(kept) => {
                localStorage.clear();
                for (const [key, value] of Object.entries(kept)) localStorage.setItem(key, JSON.stringify(value));
            }""",
            kept or {},
        )
        self._page.goto(self._file.as_uri())
        return self._page

    def close(self) -> None:
        self._page.context.close()


@pytest.fixture(scope="session")
def phone(browser: Browser, pages: Path) -> Iterator[Phone]:
    phone = Phone(browser, pages / WEEK, on_tuesday)
    yield phone
    phone.close()


@pytest.fixture
def open_week(phone: Phone) -> Iterator[OpenWeek]:
    """Open the week's page on its Tuesday, as Phone.open does. An error on the page fails the test."""
    phone.complaints.clear()
    yield phone.open
    assert phone.complaints == []


def _is_foreign(url: str) -> bool:
    return not url.startswith(("file:", "blob:file:", "data:,"))


@pytest.fixture(scope="session")
def axe() -> str:
    if not AXE.exists():
        pytest.skip("no axe-core: make install-node installs it")
    return AXE.read_text(encoding="utf-8")


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


def on_tuesday(page: Page) -> None:
    page.clock.set_fixed_time(ON_TUESDAY)


def open_tuesday(open_page: OpenPage, pages: Path, **settings: Any) -> Page:
    return open_page(pages / WEEK, before=on_tuesday, **settings)
