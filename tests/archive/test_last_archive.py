"""Which archive the commands read, and how they go on after a damaged file."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from local.archive import query
from local.archive import weeks as archive
from local.archive.places import archives_in
from local.archive.weeks import Archive, FolderStore, open_archive
from tests.support.posts import TRAINING_WEEK, post_of
from tests.support.stored_weeks import store

SECOND_WEEK = "January 11-17, 2021"


@pytest.fixture
def out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(archive, "OUT", tmp_path)
    return tmp_path


def archive_of(out: Path, name: str, run_at: int) -> Path:
    store(out / name / "bucket", post_of(TRAINING_WEEK), post_of(TRAINING_WEEK, SECOND_WEEK))
    marker = out / name / "archive.json"
    marker.write_text(json.dumps({"archive": "invictus-weightlifting", "source": name}))
    os.utime(marker, (run_at, run_at))
    return out / name


def test_commands_read_the_archive_of_the_last_run_and_name_it(out: Path, capsys: pytest.CaptureFixture[str]) -> None:
    archive_of(out, "sample", run_at=10)
    archive_of(out, "live", run_at=20)

    stored = open_archive(aws=False, stage="dev")

    assert stored.says().endswith(f"in {out}/live/bucket")
    assert capsys.readouterr().err == (
        f"Asking 2 weekly files, 2021-01-04 to 2021-01-14, in {out}/live/bucket, which was run last."
        f" Also there: OUT={out}/sample\n"
    )


def test_a_run_that_stored_nothing_hides_no_archive_and_a_named_one_is_read_alone(
    out: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    stored = archive_of(out, "sample", run_at=10)
    empty = archive_of(out, "live", run_at=20)
    shutil.rmtree(empty / "bucket")
    assert archives_in(out) == [stored]
    assert archives_in(stored) == [stored]
    assert archives_in(out / "nothing-there") == []
    assert open_archive(aws=False, stage="dev").weeks and capsys.readouterr().err == ""


SPOILED = {
    "cut short": lambda body: body[: len(body) // 2],
    "empty": lambda body: b"",
    "overwritten": lambda body: b"\x00" * 500,
    "of another shape": lambda body: b'{"some": "thing"}\n',
    "of other exercises": lambda body: body.replace(b'"exercises": [', b'"exercises": ["x", ', 1),
}


@pytest.mark.parametrize("spoil", SPOILED.values(), ids=SPOILED)
def test_a_damaged_week_is_named_with_its_remedy_and_the_other_weeks_are_read(
    out: Path, capsys: pytest.CaptureFixture[str], spoil: Callable[[bytes], bytes]
) -> None:
    damaged = min((archive_of(out, "live", run_at=1) / "bucket" / "weekly").iterdir())
    damaged.write_bytes(spoil(damaged.read_bytes()))

    (answer,) = query.ask(Archive(FolderStore()), "select min(date) from sessions", []).rows

    assert answer[0] == "2021-01-11"
    said = capsys.readouterr().err
    assert said.startswith(f"{damaged} is damaged (") and said.count("\n") == 1
    assert said.endswith("so its week is left out. The next make run of its blog fetches it again\n")
    assert Archive(FolderStore()).records("2021-01-11") and not capsys.readouterr().err, "a day is of its own week"
