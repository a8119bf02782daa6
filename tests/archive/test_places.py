"""Which folder a run may write to: only its own source's, and only while no other run uses it."""

from __future__ import annotations

import multiprocessing
import os
from pathlib import Path
from typing import Any

import pytest

from local.archive import places
from local.archive.folder import ArchiveFolderError
from local.archive.places import SAMPLE, opened
from tests.support.archive_folder import OTHER, files, week_of


def test_a_folder_of_a_person_s_own_is_refused_and_untouched(tmp_path: Path) -> None:
    (tmp_path / "bucket").mkdir()
    (tmp_path / "bucket" / "spade.txt").write_text("sand")
    before = files(tmp_path)

    with (
        pytest.raises(ArchiveFolderError, match=r"holds other things \(bucket\).*OUT=folder"),
        opened(tmp_path, SAMPLE),
    ):
        pass

    assert files(tmp_path) == before and sorted(os.listdir(tmp_path)) == ["bucket"]


def test_a_file_where_the_folder_should_be_is_named(tmp_path: Path) -> None:
    (tmp_path / "out").write_text("")
    with pytest.raises(ArchiveFolderError, match="out is a file"), opened(tmp_path / "out", SAMPLE):
        pass
    with (
        pytest.raises(ArchiveFolderError, match="cannot be written: Not a directory"),
        opened(tmp_path / "out" / "below", SAMPLE),
    ):
        pass


def test_another_source_s_archive_is_refused_once_it_holds_something(tmp_path: Path) -> None:
    with opened(tmp_path / "out", OTHER) as archive:
        archive.note_code("of a run that stored nothing, as with a wrong address")
    with opened(tmp_path / "out", SAMPLE) as archive:
        archive.write(*week_of(1))
    with (
        pytest.raises(
            ArchiveFolderError, match="holds the archive of the sample blog, and this run is on the posts in"
        ),
        opened(tmp_path / "out", OTHER),
    ):
        pass


def test_a_folder_whose_marker_is_damaged_is_refused(tmp_path: Path) -> None:
    with opened(tmp_path, SAMPLE):
        pass
    (tmp_path / "archive.json").write_text("{")
    with pytest.raises(ArchiveFolderError, match=r"archive\.json is damaged"), opened(tmp_path, SAMPLE):
        pass


def _hold(path: Path, held: Any, done: Any) -> None:
    with opened(path, SAMPLE):
        held.set()
        done.wait(20)


def test_a_second_run_in_a_folder_is_told_of_the_first(tmp_path: Path) -> None:
    context = multiprocessing.get_context("spawn")
    held, done = context.Event(), context.Event()
    other = context.Process(target=_hold, args=(tmp_path, held, done))
    other.start()
    try:
        assert held.wait(20)
        with pytest.raises(places.ArchiveBusyError, match="another run is at work"), opened(tmp_path, SAMPLE):
            pass
    finally:
        other.kill()
        other.join()
    with opened(tmp_path, SAMPLE):
        pass  # the lock of a killed run does not block the next one


def test_each_source_has_a_folder_of_its_own(tmp_path: Path) -> None:
    one, two, live = (tmp_path / "a" / "weeks", tmp_path / "b" / "weeks", tmp_path / "live")
    named = [places.folder_of_posts(folder) for folder in (one, two, live)]
    (tmp_path / "out" / "weeks-2").mkdir(parents=True)
    (tmp_path / "out" / "weeks-2" / "mine.txt").write_text("")
    found = []
    for source in (SAMPLE, *named, places.live_blog("https://blog.example/wp-json/wp/v2/posts", "213"), *named):
        path = places.folder_of(source, tmp_path / "out")
        with opened(path, source) as archive:
            archive.write(*week_of(1))
            found.append(path.name)

    assert found == ["sample", "weeks", "weeks-3", "live-2", "live", "weeks", "weeks-3", "live-2"]


def test_an_archive_of_an_earlier_version_is_gone_on_with(tmp_path: Path) -> None:
    """It had an index of its objects, and a copy of the sessions table."""
    with opened(tmp_path, SAMPLE) as archive:
        archive.write(*week_of(1))
    for name in ("index.json", "table.jsonl"):
        (tmp_path / name).write_text("{}")

    with opened(tmp_path, SAMPLE) as archive:
        archive.drop_table()
        assert list(archive.weeks) == [week_of(1)[0]]
    assert not (tmp_path / "index.json").exists() and not (tmp_path / "table.jsonl").exists()
