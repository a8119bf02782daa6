"""What the tests of the pages share: the pages of stored weeks in a folder, and a browser to open them in."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from invictus.errors import PostFormatError
from local.archive.weeks import Archive, FolderStore
from local.page.browser import DESKTOP, PHONE, BrowserMissingError, open_browser
from local.page.make import write_pages
from local.project import ROOT
from local.sample_blog.posts import read_folder
from tests.support.post_files import REAL_POSTS
from tests.support.posts import TRAINING_WEEK, post_of, sample_posts
from tests.support.stored_weeks import store

AXE = ROOT / "node_modules" / "axe-core" / "axe.min.js"
WEEK = "2021-01-04__2021-01-07--5-day-weightlifting-program.html"

ON_TUESDAY = "2021-01-05T09:00:00"

OpenPage = Callable[..., Page]


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    if "size" in metafunc.fixturenames:
        metafunc.parametrize("size", [PHONE, DESKTOP], ids=["phone", "desktop"])


def pages_of(folder: Path, *posts: dict[str, Any]) -> Path:
    """Write the pages of posts, as `make page` does, and return their folder."""
    archive = Archive(FolderStore(store(folder / "bucket", *posts)))
    write_pages(archive, folder / "page", None, "2021-01-05")
    return folder / "page"


@pytest.fixture(scope="session")
def pages(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The pages of a week in the blog's manner and of the sample posts."""
    return pages_of(tmp_path_factory.mktemp("pages"), post_of(TRAINING_WEEK), *sample_posts())


@pytest.fixture(scope="session")
def real_pages(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The pages of the real posts, whatever their manner."""
    if not REAL_POSTS.is_dir():
        pytest.skip(f"no real weeks: {REAL_POSTS} is not there")
    folder = tmp_path_factory.mktemp("real")
    for post in read_folder(REAL_POSTS):
        try:
            store(folder / "bucket", post)
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
    """Opens a file in a context of its own, offline. An error on the page or a request to a network fails the test."""
    complaints: list[str] = []
    contexts = []

    def open_file(file: Path, before: Callable[[Page], None] = lambda page: None, **settings: Any) -> Page:
        context = browser.new_context(offline=True, **{"viewport": PHONE, **settings})
        contexts.append(context)
        context.set_default_timeout(10_000)
        page = context.new_page()
        page.on("pageerror", lambda error: complaints.append(f"error: {error}"))
        page.on("console", lambda message: complaints.append(f"console: {message.text}"))
        page.on("request", lambda request: complaints.append(request.url) if _is_foreign(request.url) else None)
        before(page)
        page.goto(file.as_uri())
        return page

    yield open_file
    for context in contexts:
        context.close()
    assert complaints == []


def _is_foreign(url: str) -> bool:
    return not url.startswith(("file:", "blob:file:", "data:,"))


@pytest.fixture(scope="session")
def axe() -> str:
    if not AXE.exists():
        pytest.skip("no axe-core: make install-node installs it")
    return AXE.read_text(encoding="utf-8")


def state_of(page: Page) -> Any:
    """What the browser keeps: the lifter's and the week's state."""
    return json.loads(page.evaluate("JSON.stringify({lifter: store.lifter, ...store.training})"))


def type_maxima(page: Page, **maxima: str) -> None:
    """Types maxima into the page's panel, as a lifter does: the lifts it asks for, and others as another lift."""
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


def train(page: Page) -> None:
    """Types maxima, ticks the first two sets of the complex, and writes down what was lifted in its third."""
    type_maxima(page, Clean_and_Jerk="100", Power_Clean="90", Front_Squat="120")
    boxes = page.get_by_role("checkbox", name="Set")
    boxes.nth(0).check()
    boxes.nth(1).check()
    page.get_by_role("button", name="(Clean + 2 Front Squats + Jerk), set 3").click()
    page.get_by_label("Lifted").fill("82,5")
    page.get_by_label("Note").fill('felt "light"')
    page.get_by_role("button", name="Save and tick").click()
