"""An archive as `make run` leaves it."""

from __future__ import annotations

from pathlib import Path

import pytest

from local.archive import weeks as archive
from local.archive.weeks import Archive, FolderStore
from tests.support.posts import TRAINING_WEEK, post_of, sample_posts
from tests.support.stored_weeks import store


@pytest.fixture
def sample_archive(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Archive:
    """Store the sample weeks and a week of training where `make run` stores them and the commands look for them."""
    store(tmp_path / "bucket", post_of(TRAINING_WEEK), *sample_posts())
    monkeypatch.setattr(archive, "OUT", tmp_path)
    return Archive(FolderStore())
