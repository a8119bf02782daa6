"""What is on disk if a run is killed at any moment, and how folders that are not ours are protected."""

from __future__ import annotations

import errno
import json
import multiprocessing
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Optional

import pytest

from local.archive import fresh, places
from local.archive.folder import ArchivedObject, ArchiveFolder, ArchiveFolderError
from local.archive.places import SAMPLE, Source, opened

Json = dict[str, Any]

OTHER = Source("other", "the posts in /other", "make run POSTS=/other")
CODE = "code"


class Killed(BaseException):
    """The process is gone at this very call."""


def week_of(
    post: int, edit: int, monday: str = "2021-03-08"
) -> tuple[dict[str, Optional[ArchivedObject]], dict[Any, Any], Any]:
    """What a run saves of a post: its raw object, its week of two sessions, and its rows."""
    key, about = f"weekly/{monday}__2021-12-31--p.json", {"post": str(post), "modified": f"{edit}"}
    records = [{"date": monday, "session": name, "post": {"id": post}, "text": edit} for name in ("Monday", "Tuesday")]
    body = "".join(json.dumps(record) + "\n" for record in records).encode()
    rows = {(row["date"], row["session"]): {**row, "post_id": post, "weekly_key": key} for row in records}
    raw = ArchivedObject(json.dumps({"id": post, "edit": edit}).encode(), about)
    return {f"raw/{post}.json": raw, key: ArchivedObject(body, about)}, rows, {str(post): [f"{edit}", CODE]}


def files(path: Path) -> dict[str, bytes]:
    return {
        file.relative_to(path).as_posix(): file.read_bytes()
        for file in sorted(path.rglob("*"))
        if file.is_file() and file.name not in (".lock", ".writing")
    }


@contextmanager
def killed_at_call(number: int, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The process is killed before the so-many-th change of the disk, a write left half done."""
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


def test_what_is_saved_is_loaded(tmp_path: Path) -> None:
    ArchiveFolder(tmp_path).save(*week_of(1, edit=0))
    archive = ArchiveFolder(tmp_path)

    assert dict(archive.objects()) == week_of(1, edit=0)[0]
    assert [json.loads(line) for line in archive.rows.values()] == list(week_of(1, edit=0)[1].values())
    assert archive.is_whole("1")
    assert (archive.damaged, archive.unfinished_posts()) == ([], set())


def test_a_save_killed_at_any_step_is_made_good_by_the_next(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An edit with other dates: its new week is written, its old one and that one's rows go."""
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


def test_a_missing_object_is_said_and_written_again(tmp_path: Path) -> None:
    ArchiveFolder(tmp_path).save(*week_of(1, edit=0))
    (tmp_path / "bucket" / "raw" / "1.json").unlink()

    archive = ArchiveFolder(tmp_path)
    assert archive.unfinished_posts() == {"1"}
    assert "raw/1.json is missing" in archive.damaged[0]
    archive.save(*week_of(1, edit=0))

    assert (tmp_path / "bucket" / "raw" / "1.json").exists() and not ArchiveFolder(tmp_path).damaged


@pytest.mark.parametrize("spoil", [lambda text: text[:-20], lambda text: "\x00" + text, lambda text: ""])
def test_a_damaged_row_costs_its_own_post_only(tmp_path: Path, spoil: Callable[[str], str]) -> None:
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
def test_a_damaged_index_is_made_anew_from_the_files(tmp_path: Path, content: str) -> None:
    ArchiveFolder(tmp_path).save(*week_of(1, edit=0))
    (tmp_path / "index.json").write_text(content)

    archive = ArchiveFolder(tmp_path)

    assert set(archive.index.objects) == set(week_of(1, edit=0)[0])
    assert archive.index.posts == {"1": ["", ""]}, "its post is here, in an edit and by code that are not known"
    assert "index.json is damaged" in archive.damaged[0]


def test_a_full_disk_is_said_with_its_remedy_and_keeps_what_was_saved(
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


def test_a_replacement_killed_at_any_step_is_finished_by_the_next_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    steps = 0
    while True:
        path, done = tmp_path / str(steps), []
        with opened(path, SAMPLE) as archive:
            archive.save(*week_of(1, edit=0))
            archive.save(*week_of(2, edit=0, monday="2021-04-05"))
            new = fresh.begin(path)
            new.save(*week_of(1, edit=1))
            with killed_at_call(steps, monkeypatch):
                fresh.replace(path)
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


# Whose folder it is


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


def test_a_file_in_the_place_of_the_folder_is_named(tmp_path: Path) -> None:
    (tmp_path / "out").write_text("")
    with pytest.raises(ArchiveFolderError, match="out is a file"), opened(tmp_path / "out", SAMPLE):
        pass
    with (
        pytest.raises(ArchiveFolderError, match="cannot be written: Not a directory"),
        opened(tmp_path / "out" / "below", SAMPLE),
    ):
        pass


def test_another_source_s_archive_is_refused(tmp_path: Path) -> None:
    with opened(tmp_path / "out", SAMPLE):
        pass
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
        pass  # the lock of a killed run holds nobody up


def test_each_source_has_a_folder_of_its_own(tmp_path: Path) -> None:
    one, two, live = (tmp_path / "a" / "weeks", tmp_path / "b" / "weeks", tmp_path / "live")
    named = [places.folder_of_posts(folder) for folder in (one, two, live)]
    (tmp_path / "out" / "weeks-2").mkdir(parents=True)
    (tmp_path / "out" / "weeks-2" / "mine.txt").write_text("")
    found = []
    for source in (SAMPLE, *named, places.live_blog("https://blog.example/wp-json/wp/v2/posts", "213"), *named):
        path = places.folder_of(source, tmp_path / "out")
        with opened(path, source):
            found.append(path.name)

    assert found == ["sample", "weeks", "weeks-3", "live-2", "live", "weeks", "weeks-3", "live-2"]


# Archives of earlier versions


def former(path: Path, source: str) -> None:
    objects, rows, _ = week_of(1, edit=0)
    for key, stored in objects.items():
        assert stored
        (path / "bucket" / key).parent.mkdir(parents=True, exist_ok=True)
        (path / "bucket" / key).write_bytes(stored.body)
    (path / "table.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows.values()))
    about = {key: stored.metadata for key, stored in objects.items() if stored}
    (path / "store.json").write_text(json.dumps({"source": source, "objects": about}))


def test_an_archive_of_an_earlier_version_is_taken_over(tmp_path: Path) -> None:
    former(tmp_path, "the live blog")
    live = places.live_blog("https://blog.example/wp-json/wp/v2/posts", "213")

    assert not places.take_over(SAMPLE, tmp_path / "sample", tmp_path), "it is another source's"
    assert places.former_archive(tmp_path) == "the live blog"
    assert places.take_over(live, tmp_path / "live", tmp_path)
    with opened(tmp_path / "live", live) as archive:
        assert dict(archive.objects()) == week_of(1, edit=0)[0]
        assert (archive.is_whole("1"), archive.index.posts) == (True, {"1": ["0", ""]})
    assert sorted(os.listdir(tmp_path)) == ["live"] and places.former_archive(tmp_path) is None


def test_an_archive_of_an_earlier_version_in_a_named_folder_is_taken_over_by_its_own_source(tmp_path: Path) -> None:
    former(tmp_path, "the posts of test_events/posts")
    with (
        pytest.raises(ArchiveFolderError, match="holds the archive of the posts of test_events"),
        opened(tmp_path, OTHER),
    ):
        pass
    with opened(tmp_path, SAMPLE) as archive:
        assert archive.is_whole("1")
