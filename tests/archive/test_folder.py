"""The archive folder after a kill at any moment, on a full disk, and with damaged files."""

from __future__ import annotations

import errno
import json
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from local.archive import replacement
from local.archive.folder import ArchiveFolder, ArchiveFolderError
from local.archive.places import SAMPLE, opened
from tests.support.archive_folder import CODE, files, week_of

Json = dict[str, Any]


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
        patch.setattr(os, "fsync", dying(os.fsync))
        try:
            yield
        except Killed:
            return


# Saving


def test_saved_posts_are_loaded_again(tmp_path: Path) -> None:
    ArchiveFolder(tmp_path).save(*week_of(1, edit=0))
    archive = ArchiveFolder(tmp_path)

    assert dict(archive.objects()) == week_of(1, edit=0)[0]
    assert [json.loads(line) for line in archive.rows.values()] == list(week_of(1, edit=0)[1].values())
    assert archive.is_whole("1")
    assert (archive.damaged, archive.unfinished_posts()) == ([], set())


def test_the_next_save_completes_one_killed_at_any_step(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Save an edit with other dates: its new week is written, and its old week is deleted with its rows."""
    objects, rows, read = week_of(1, edit=1, monday="2021-03-15")
    old_objects, old_rows, _ = week_of(1, edit=0)
    change = (
        {**{key: None for key in old_objects if key.startswith("weekly/")}, **objects},
        {**dict.fromkeys(old_rows), **rows},
        read,
    )

    def run_killed_at(step: int) -> tuple[Path, bool]:
        path, whole_run = tmp_path / str(step), []
        path.mkdir()
        ArchiveFolder(path).save(*week_of(1, edit=0))
        ArchiveFolder(path).save(*week_of(2, edit=0, monday="2021-04-05"))
        with killed_at_call(step, monkeypatch):
            ArchiveFolder(path).save(*change)
            whole_run.append(True)
        return path, bool(whole_run)

    def content(archive: ArchiveFolder) -> Any:
        return dict(archive.objects()), archive.rows, archive.index.posts

    expected = content(ArchiveFolder(run_killed_at(1_000)[0]))
    whole_run, step = False, 0
    while not whole_run:
        path, whole_run = run_killed_at(step)

        archive = ArchiveFolder(path)
        assert archive.is_whole("2"), "the other post is untouched"
        for key, stored in archive.objects():
            json.loads(stored.body.split(b"\n")[0])
            assert stored.metadata.get("modified") in ("", "0", "1"), key
        if archive.index.posts["1"] == ["1", CODE]:
            assert content(archive) == expected, "a post counts as read once all of it is there"
        archive.save(*change)
        assert content(ArchiveFolder(path)) == expected
        assert not ArchiveFolder(path).damaged
        assert sorted(name for name in files(path) if "weekly" in name) == [
            f"bucket/{key}" for key in sorted(expected[0]) if key.startswith("weekly/")
        ]
        step += 1
    assert step > 10


def test_a_damaged_object_is_reported_and_loaded_without_its_edit(tmp_path: Path) -> None:
    ArchiveFolder(tmp_path).save(*week_of(1, edit=0))
    week = tmp_path / "bucket" / "weekly" / "2021-03-08__2021-12-31--p.json"
    week.write_bytes(week.read_bytes()[:30])

    archive = ArchiveFolder(tmp_path)

    assert archive.damaged == [f"{week} is not what was stored there. Its post is read again."]
    assert archive.unfinished_posts() == {"1"} and not archive.is_whole("1")
    assert dict(archive.objects())["weekly/2021-03-08__2021-12-31--p.json"].metadata == {
        "post": "1",
        "sha256": "",
        "modified": "",
    }
    archive.save(*week_of(1, edit=0))
    assert ArchiveFolder(tmp_path).is_whole("1")


def test_a_missing_object_is_reported_and_written_again(tmp_path: Path) -> None:
    ArchiveFolder(tmp_path).save(*week_of(1, edit=0))
    (tmp_path / "bucket" / "raw" / "1.json").unlink()

    archive = ArchiveFolder(tmp_path)
    assert archive.unfinished_posts() == {"1"}
    assert "raw/1.json is missing" in archive.damaged[0]
    archive.save(*week_of(1, edit=0))

    assert (tmp_path / "bucket" / "raw" / "1.json").exists() and not ArchiveFolder(tmp_path).damaged


@pytest.mark.parametrize("spoil", [lambda text: text[:-20], lambda text: "\x00" + text, lambda text: ""])
def test_a_damaged_row_affects_only_its_own_post(tmp_path: Path, spoil: Callable[[str], str]) -> None:
    archive = ArchiveFolder(tmp_path)
    archive.save(*week_of(1, edit=0))
    archive.save(*week_of(2, edit=0, monday="2021-04-05"))
    table = tmp_path / "table.jsonl"
    *others, last = table.read_text().splitlines()
    table.write_text("\n".join([*others, spoil(last) or "[]"]) + "\n")

    archive = ArchiveFolder(tmp_path)

    assert archive.unfinished_posts() == {"2"} and archive.is_whole("1")
    assert "1 damaged line" in archive.damaged[0]


@pytest.mark.parametrize("content", ["", "{", "[]", '{"objects": 1}', "[" * 100_000])
def test_a_damaged_index_is_rebuilt_from_the_files(tmp_path: Path, content: str) -> None:
    ArchiveFolder(tmp_path).save(*week_of(1, edit=0))
    (tmp_path / "index.json").write_text(content)

    archive = ArchiveFolder(tmp_path)

    assert set(archive.index.objects) == set(week_of(1, edit=0)[0])
    assert archive.index.posts == {"1": ["", ""]}, "its post is here, in an edit and by code that are not known"
    assert "index.json is damaged" in archive.damaged[0]


def test_a_full_disk_is_reported_with_its_remedy_and_keeps_what_was_saved(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ArchiveFolder(tmp_path).save(*week_of(1, edit=0))
    before = files(tmp_path)

    def full(_: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    with (
        monkeypatch.context() as patch,
        pytest.raises(ArchiveFolderError, match=r"No space left.*Make room on the disk"),
    ):
        patch.setattr(os, "fsync", full)
        ArchiveFolder(tmp_path).save(*week_of(2, edit=0, monday="2021-04-05"))

    assert files(tmp_path) == before
    assert ArchiveFolder(tmp_path).is_whole("1") and not ArchiveFolder(tmp_path).damaged
    assert not (tmp_path / ".writing").exists()


# FRESH=1


def test_the_next_run_finishes_a_replacement_killed_at_any_step(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    steps = 0
    while True:
        path, done = tmp_path / str(steps), []
        with opened(path, SAMPLE) as archive:
            archive.save(*week_of(1, edit=0))
            archive.save(*week_of(2, edit=0, monday="2021-04-05"))
            new = replacement.begin(path)
            new.save(*week_of(1, edit=1))
            with killed_at_call(steps, monkeypatch):
                replacement.replace(path)
                done.append(True)
        with opened(path, SAMPLE) as archive:
            replaced = archive.index.posts == {"1": ["1", CODE]}
            assert replaced or (steps == 0 and (path / ".fresh").is_dir()), (
                "before the first rename the old one is kept"
            )
            assert archive.is_whole("1") and archive.is_whole("2") != replaced and not archive.damaged
            assert not (path / ".fresh-complete").exists()
        steps += 1
        if done:
            break
    assert steps > 5
    assert sorted(files(path)) == ["archive.json", "bucket/raw/1.json", *week_files(1), "index.json", "table.jsonl"]


def week_files(post: int) -> list[str]:
    return [f"bucket/{key}" for key in week_of(post, edit=0)[0] if key.startswith("weekly/")]


def test_a_missing_table_is_reported_and_all_posts_are_read_again(tmp_path: Path) -> None:
    ArchiveFolder(tmp_path).save(*week_of(1, edit=0))
    (tmp_path / "table.jsonl").unlink()

    archive = ArchiveFolder(tmp_path)

    assert archive.damaged == [f"{tmp_path / 'table.jsonl'} is missing. All posts are read again."]
    assert archive.broken_posts == {"1"}
