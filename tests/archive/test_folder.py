"""The archive folder after a kill at any moment, on a full disk, and with damaged files."""

from __future__ import annotations

import errno
import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from typing import Any

import pytest

from local.archive import places
from local.archive.folder import ArchiveFolder
from local.archive.places import SAMPLE, opened
from local.running import reading
from tests.support.archive_folder import files, raw_of, week_of
from tests.support.posts import MONDAY, week_post


class Killed(BaseException):
    """The process is killed at this call."""


@contextmanager
def killed_at_call(number: int, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Kill the process before its nth change of the disk, in the middle of a write."""
    left = [number]

    def dying(change: Callable[..., Any]) -> Callable[..., Any]:
        def change_or_die(*arguments: Any, **options: Any) -> Any:
            left[0] -= 1
            if left[0] < 0:
                raise Killed
            return change(*arguments, **options)

        return change_or_die

    with monkeypatch.context() as patch:
        for name in ("replace", "unlink", "mkdir"):
            patch.setattr(Path, name, dying(getattr(Path, name)))
        patch.setattr(shutil, "rmtree", dying(shutil.rmtree))
        patch.setattr(os, "fsync", dying(os.fsync))
        try:
            yield
        except Killed:
            return


def archive_of(path: Path, *posts: int) -> ArchiveFolder:
    archive = ArchiveFolder(path)
    for post in posts:
        archive.write(*raw_of(post))
        archive.write(*week_of(post, monday=f"2021-0{post}-08"))
    return archive


# One post


CLOSED = week_post(MONDAY, "<p>Closed this week.</p>", edit=1)
MOVED = {**week_post(MONDAY.replace(day=15), edit=2), "id": CLOSED["id"]}
RAW_AND_MOVED = ["raw/2021-03-07__m", "raw/2021-03-14__m", "weekly/2021-03-15"]


def test_the_next_run_completes_one_killed_at_any_step(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The edit mends a post that failed, and gives it other dates: a week is written, one is deleted, and a failure."""
    ways = set()
    for step in count():
        archive = ArchiveFolder(tmp_path / str(step))
        assert [reading.read_into(archive, post) for post in (week_post(MONDAY), CLOSED)] == ["stored", "failed"]
        ended = ""
        with killed_at_call(step, monkeypatch):
            ended = reading.read_into(archive, MOVED)
        archive = ArchiveFolder(tmp_path / str(step))
        edit = archive.whole_posts().get(MOVED["id"], "")
        assert not archive.damaged
        assert bool(ended) == (edit == f"{MOVED['modified_gmt']}Z"), "a post counts as read once all of it is there"
        ways.add(edit)
        reading.read_into(archive, MOVED)
        assert [key[:17] for key in ArchiveFolder(tmp_path / str(step)).objects()] == RAW_AND_MOVED
        if ended:
            break
    assert step >= 8 and len(ways) == 3


def test_a_fault_of_the_reader_costs_no_other_post(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    archive = ArchiveFolder(tmp_path)
    with monkeypatch.context() as patch:
        patch.setattr("transforms.segment_days", lambda grouped: 1 / 0)
        assert [reading.read_into(archive, week_post(MONDAY)) for _ in range(2)] == ["failed", "failed"]

    assert b"ZeroDivisionError" in archive.read(f"failed/{week_post(MONDAY)['id']}.json")
    assert reading.read_into(archive, week_post(MONDAY)) == "stored"
    assert not archive.failed


# What is whole


def test_what_is_stored_is_read_from_the_files(tmp_path: Path) -> None:
    archive_of(tmp_path, 1, 2)

    archive = ArchiveFolder(tmp_path)

    assert archive.whole_posts() == {1: "2021-03-07T00:00:00Z", 2: "2021-03-07T00:00:00Z"}
    assert (archive.damaged, archive.unfinished_posts()) == ([], set())
    assert [record["date"] for record in archive.records(max(archive.weeks))] == ["2021-02-08"] * 2


RAW, WEEK = raw_of(1)[0], week_of(1, monday="2021-01-08")[0]


@pytest.mark.parametrize("spoil", [lambda body: body[:-20], lambda body: b"\x00" + body, lambda _: b"", lambda _: b"["])
def test_a_damaged_week_affects_only_its_own_post(tmp_path: Path, spoil: Callable[[bytes], bytes]) -> None:
    file = archive_of(tmp_path, 1, 2).bucket / WEEK
    file.write_bytes(spoil(file.read_bytes()))

    archive = ArchiveFolder(tmp_path)

    assert archive.damaged == [WEEK]
    assert archive.unfinished_posts() == {1} and archive.whole_posts().keys() == {2}


@pytest.mark.parametrize("key", [RAW, WEEK])
def test_a_missing_file_is_written_again(tmp_path: Path, key: str) -> None:
    (archive_of(tmp_path, 1, 2).bucket / key).unlink()

    assert ArchiveFolder(tmp_path).unfinished_posts() == {1}


def test_a_full_disk_keeps_what_was_saved(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    archive = archive_of(tmp_path, 1)
    before = files(tmp_path)

    def full(_: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match=rf"No space left on device: '{tmp_path}/bucket/raw/2021-03-07__"):
        reading.read_into(archive, week_post(MONDAY))

    assert files(tmp_path) == before
    assert not (tmp_path / ".writing").exists()


# FRESH=1


def test_the_next_run_finishes_a_replacement_killed_at_any_step(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    done = False
    for step in count():
        path = tmp_path / str(step)
        with opened(path, SAMPLE) as old:
            archive_of(old.path, 1, 2)
            new = places.begin_anew(path, go_on=True)
            archive_of(new.path, 3)
            new.note_code("code")
            with killed_at_call(step, monkeypatch):
                places.replace_by_new(path)
                done = True
        with opened(path, SAMPLE) as archive:
            kept = step == 0
            assert archive.whole_posts().keys() == ({1, 2} if kept else {3}), "it is kept until the first rename"
            assert archive.read_by == ("" if kept else "code")
            assert (path / ".fresh").is_dir() == kept and not (path / ".fresh-complete").exists()
        if done:
            break
    assert step >= 5
    assert sorted(files(path)) == [".read-by", "archive.json", *(f"bucket/{key}" for key in archive.objects())]
