"""A Chromium to look at the pages with, driven by Playwright: for the tests, and for the README's picture of a page."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from invictus.errors import InvictusError

if TYPE_CHECKING:
    from playwright.sync_api import Browser

# The first is Chromium without a window system: it takes half the CPU time of the others.
PROGRAMS = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
PHONE = {"width": 390, "height": 844}


class BrowserMissingError(InvictusError):
    """This machine has no Chromium."""


@contextmanager
def open_browser() -> Iterator[Browser]:
    """Give a headless Chromium, closed at the end. Raises BrowserMissingError."""
    from playwright.sync_api import sync_playwright  # takes a fifth of a second, also where no browser is opened

    program = next(filter(None, map(shutil.which, PROGRAMS)), None)
    if program is None:
        raise BrowserMissingError("this machine has no Chromium. On Debian: apt-get install chromium-headless-shell")
    with sync_playwright() as playwright, playwright.chromium.launch(executable_path=program) as browser:
        yield browser
