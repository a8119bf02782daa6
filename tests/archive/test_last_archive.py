"""Which archive the commands read, and how they go on after a damaged file."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from local.__main__ import main
from local.archive import query
from local.archive import weeks as archive
from local.archive.folder import ArchiveFolder
from local.archive.places import archives_in
from local.archive.weeks import Archive, FolderStore, open_archive
from local.page import calendar, make
from tests.support.commands import output_of
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


OF_WRONG_TYPE = {
    "a record": lambda record: "x",
    "a date": lambda record: {**record, "date": "Monday"},
    "a date of another week": lambda record: {**record, "date": "2021-03-08"},
    "a session": lambda record: {**record, "session": None},
    "an order": lambda record: {**record, "order": "first"},
    "notes": lambda record: {**record, "notes": ["Row"]},
    "a segment": lambda record: {**record, "segment_g": 5},
    "links": lambda record: {**record, "links": "https://e.com"},
    "a link": lambda record: {**record, "links": [{"text": "Film"}]},
    "a post": lambda record: {**record, "post": {**record["post"], "link": 5}},
    "an edit's time": lambda record: {**record, "post": {**record["post"], "modified": "yesterday"}},
    "exercises": lambda record: {**record, "exercises": {}},
    "no exercises": lambda record: {**record, "exercises": None},
    "a movement": lambda record: {**record, "exercises": [{**record["exercises"][0], "movement": 5}]},
    "a load": lambda record: {**record, "exercises": [{**record["exercises"][0], "loads": [{"sets": "all"}]}]},
    "a scheme": lambda record: {**record, "exercises": [{**record["exercises"][0], "scheme": {"sets": True}}]},
}
ASKED = {  # of each command, what it ends with: an error if nothing is left to show
    ("week", "2021-01-04"): 1,
    ("today", "2021-01-04"): 1,
    ("week", "2021-01-11"): 0,
    ("today", "2021-01-11"): 0,
    ("page", "2021-01-11"): 0,
    ("calendar",): 0,
    ("volume",): 0,
    ("query", "select session from sessions"): 0,
}


@pytest.mark.parametrize("damage", OF_WRONG_TYPE.values(), ids=OF_WRONG_TYPE)
def test_a_week_with_a_value_of_a_wrong_type_is_damaged_for_every_command(
    out: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, damage: Callable[[Any], Any]
) -> None:
    for module in (make, calendar):
        monkeypatch.setattr(module, "OUT", out)
    bucket = archive_of(out, "live", run_at=1) / "bucket"
    damaged = min((bucket / "weekly").iterdir())
    first, *others = damaged.read_text().splitlines()
    damaged.write_text("\n".join([json.dumps(damage(json.loads(first))), *others]))

    for command, code in ASKED.items():
        assert main(list(command)) == code
        said = capsys.readouterr()
        is_of_other_week = command[-1] == "2021-01-11" and command[0] != "page"
        assert (f"{damaged} is damaged (" in said.err) is not is_of_other_week
    shown = (out / "invictus.ics").read_text() + str(sorted(out.rglob("*.html")))
    assert "20210111" in shown and "2021-01-11__2021-01-14" in shown and "2021-01-04" not in shown
    assert ArchiveFolder(bucket.parent).damaged == [f"weekly/{damaged.name}"], "the next run reads its post again"


def test_a_record_that_lacks_what_older_versions_did_not_store_is_read(
    out: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for file in (archive_of(out, "live", run_at=1) / "bucket" / "weekly").iterdir():
        records = [json.loads(line) for line in file.read_text().splitlines()]
        for record in records:
            for field in ("order", "understood", "links", "notes", "program", "post"):
                del record[field]
            record["exercises"] = [{"movement": each["movement"]} for each in record["exercises"]]
        file.write_text("".join(json.dumps(record) + "\n" for record in records))

    assert "Front Squat" in output_of(capsys, "week", "2021-01-12")
    assert capsys.readouterr().err == ""
