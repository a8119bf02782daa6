"""Which folder a run may write to: only its own source's, and only while no other run uses it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from local.archive import places
from local.archive.folder import ArchiveFolderError
from local.archive.places import SAMPLE, Source, opened
from tests.support.archive_folder import OTHER, files, week_of


def of_another_source(path: Path) -> None:
    with opened(path, OTHER) as archive:
        archive.write(*week_of(1))


REFUSED: dict[str, Callable[[Path], object]] = {
    r"holds other things \(bucket\).*OUT=folder": lambda path: (path / "bucket").mkdir(parents=True),
    "out is a file": Path.touch,
    "holds the archive of the posts in /other, and this run is on the sample blog": of_another_source,
}


@pytest.mark.parametrize(("says", "made"), REFUSED.items())
def test_a_folder_that_is_not_the_source_s_own_is_refused_and_untouched(
    tmp_path: Path, says: str, made: Callable[[Path], object]
) -> None:
    made(tmp_path / "out")
    before, listed = files(tmp_path), list(tmp_path.rglob("*"))

    with pytest.raises(ArchiveFolderError, match=says), opened(tmp_path / "out", SAMPLE):
        pass

    assert files(tmp_path) == before and list(tmp_path.rglob("*")) == listed


def test_an_archive_without_a_week_is_free_for_another_source(tmp_path: Path) -> None:
    with opened(tmp_path, OTHER) as archive:
        archive.note_code("of a run that stored nothing, as with a wrong address")
    with opened(tmp_path, SAMPLE) as archive:
        archive.write(*week_of(1))


def test_a_second_run_in_a_folder_is_told_of_the_first(tmp_path: Path) -> None:
    refused = pytest.raises(ArchiveFolderError, match="another run is at work")
    with opened(tmp_path, SAMPLE), refused, opened(tmp_path, SAMPLE):
        pass
    with opened(tmp_path, SAMPLE):
        pass  # a killed one does not block it either: see runs_cut_short.py


def test_each_source_has_a_folder_of_its_own(tmp_path: Path) -> None:
    one, two, live = Source("w", "the posts in /a/w"), Source("w", "those in /b/w"), Source("live", "those")
    (tmp_path / "out" / "w-2").mkdir(parents=True)
    (tmp_path / "out" / "w-2" / "mine.txt").write_text("")
    found = []
    for source in (SAMPLE, one, two, live, one, two, Source("live", "the blog"), live):
        path = places.folder_of(source, tmp_path / "out")
        with opened(path, source) as archive:
            archive.write(*week_of(1))
            found.append(path.name)

    assert found == ["sample", "w", "w-3", "live", "w", "w-3", "live-2", "live"]


def test_an_archive_of_an_earlier_version_is_gone_on_with(tmp_path: Path) -> None:
    """It had an index of its objects."""
    of_another_source(tmp_path)
    (tmp_path / "index.json").write_text("{}")

    with opened(tmp_path, OTHER) as archive:
        assert list(archive.weeks) == [week_of(1)[0]]
