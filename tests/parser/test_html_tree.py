"""BeautifulSoup's private name that html_tree.py replaces exists in the version that ships, and only that one does."""

from __future__ import annotations

import re
from importlib import metadata

from bs4 import BeautifulSoup

from local.project import ROOT

VERSION = metadata.version("beautifulsoup4")


def test_the_method_that_is_replaced_exists_in_beautiful_soup() -> None:
    assert callable(BeautifulSoup._linkage_fixer)


def test_the_minor_version_is_bounded_and_the_locked_one_is_what_ships_and_is_tested() -> None:
    major, minor = map(int, VERSION.split(".")[:2])
    wanted = (ROOT / "requirements-prod.txt").read_text(encoding="utf-8")
    assert f"beautifulsoup4>={major}.{minor},<{major}.{minor + 1}\n" in wanted
    shipped = (ROOT / "requirements-prod.lock").read_text(encoding="utf-8")
    assert f"beautifulsoup4=={VERSION}\n" in shipped
    locked = set((ROOT / "requirements.lock").read_text(encoding="utf-8").splitlines())
    assert set(filter(re.compile("[a-z]").match, shipped.splitlines())) <= locked
