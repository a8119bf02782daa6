"""`make run`, as a person at the terminal meets it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from local import run
from local.deployed import account
from local.embedded_aws.package import Package
from local.project import ROOT


@pytest.fixture(autouse=True)
def no_dotenv(monkeypatch: pytest.MonkeyPatch) -> None:
    """A developer's own .env has no say."""
    monkeypatch.setattr(account, "settings", lambda: None)


@pytest.fixture
def compiled(package: Package, monkeypatch: pytest.MonkeyPatch) -> None:
    """The package is there already; compiling it again would take it away from the tests beside this one."""
    monkeypatch.setattr(run, "compile_template", lambda: package)


def test_run_shows_the_week_and_leaves_it_as_files(compiled: None, tmp_path: Path, capsys: Any) -> None:
    assert run.main(["--out", str(tmp_path)]) == 0

    said = capsys.readouterr().out
    assert "Monday (Session One)" in said
    assert "Text message (72 characters): Invictus: week 2021-01-18 to 2021-01-23, 5 sessions." in said
    assert len((tmp_path / "table.jsonl").read_text().splitlines()) == 18
    weeks = [path.name for path in (tmp_path / "bucket" / "weekly").iterdir()]
    assert "2021-01-18__2021-01-23--5-day-weightlifting-program.json" in weeks
    log = [json.loads(line) for line in (tmp_path / "log.jsonl").read_text().splitlines()]
    assert {line["message"] for line in log} >= {"Post stored as received.", "Week stored."}


def test_run_for_machines(compiled: None, tmp_path: Path, capsys: Any) -> None:
    assert run.main(["--out", str(tmp_path), "--json"]) == 0

    result = json.loads(capsys.readouterr().out)
    assert (result["status"], len(result["records"]), len(result["messages"])) == ("SUCCEEDED", 18, 1)


def test_run_ends_red_and_says_why_where_a_post_fails(compiled: None, tmp_path: Path, capsys: Any) -> None:
    posts = tmp_path / "posts"
    posts.mkdir()
    post = {"date": "2021-05-01T17:00:00", "slug": "we-are-closed", "title": {"rendered": "Closed"}}
    (posts / "post.json").write_text(json.dumps({**post, "content": {"rendered": "<p>No gym today.</p>"}}))

    assert run.main(["--posts", str(posts), "--out", str(tmp_path / "out")]) == 1
    said = capsys.readouterr().out
    assert "failed/2021-05-01__we-are-closed.json" in said
    assert "PostFormatError: we-are-closed: is no programme: looked for a day heading" in said
    assert "FAILED: PostsFailed" in said


@pytest.mark.parametrize(("content", "says"), [(None, "no such folder"), ("{", "is no JSON")])
def test_run_names_a_folder_or_file_that_is_wrong(
    compiled: None, tmp_path: Path, capsys: Any, content: Any, says: str
) -> None:
    posts = tmp_path / "posts"
    if content:
        posts.mkdir()
        (posts / "week.json").write_text(content)

    assert run.main(["--posts", str(posts), "--out", str(tmp_path / "out")]) == 1
    assert says in capsys.readouterr().err


def test_backfill_loads_every_page_and_goes_on_from_what_is_there(compiled: None, tmp_path: Path, capsys: Any) -> None:
    assert run.main(["--backfill", "--out", str(tmp_path)]) == 0
    first = (tmp_path / "table.jsonl").read_bytes()
    assert "SUCCEEDED: 4 stored, 0 unchanged, 0 failed" in capsys.readouterr().out

    assert run.main(["--backfill", "--out", str(tmp_path)]) == 0
    assert "SUCCEEDED: 0 stored, 4 unchanged, 0 failed" in capsys.readouterr().out
    assert (tmp_path / "table.jsonl").read_bytes() == first


def test_a_run_does_not_touch_what_another_blog_left(compiled: None, tmp_path: Path, capsys: Any) -> None:
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "store.json").write_text('{"source": "the live blog", "objects": {}}')
    other = tmp_path / "posts"
    other.mkdir()
    week = next((ROOT / "test_events" / "posts").glob("2021-01-10*.json"))
    (other / week.name).write_bytes(week.read_bytes())

    for options in ([], ["--backfill"]):
        assert run.main(["--posts", str(other), "--out", str(tmp_path / "out"), *options]) == 1
        assert "Name another folder (OUT=folder), or delete" in capsys.readouterr().err
