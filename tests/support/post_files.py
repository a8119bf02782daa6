"""The post files that tests read: the pairs of `tests/posts/`, and real posts, which are no part of this project."""

from __future__ import annotations

from pathlib import Path

from local.project import ROOT

POSTS = ROOT / "tests" / "posts"
REAL_POSTS = ROOT.parent / "shared" / "posts"
EXPECTED = ".expected.json"


def post_files() -> list[Path]:
    """Return every post of `tests/posts/`, by name. Its partner, `NAME.expected.json`, holds the expected records."""
    return sorted(file for file in POSTS.glob("*.json") if not file.name.endswith(EXPECTED))


def real_post_files(pattern: str = "2020-*.json") -> list[Path]:
    """Return real weeks of the blog, or, by another pattern, posts in other manners. Empty if the folder is absent."""
    return sorted(REAL_POSTS.glob(pattern))
