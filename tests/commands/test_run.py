"""`make run`, as a person at the terminal sees it."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from io import StringIO
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from rich.console import Console

from local.__main__ import main
from local.archive import places
from local.archive.folder import ArchiveFolder
from local.deployed import account, executions
from local.embedded_aws.package import Package
from local.project import ROOT
from local.running import blog_posts, machine, reading
from local.terminal import progress
from tests.support import runs_cut_short
from tests.support.archive_folder import files
from tests.support.faulty_blog import FaultyBlog, failing
from tests.support.posts import MONDAY, week_post
from tests.support.stack import empty


@pytest.fixture
def compiled(package: Package, stack: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """The package is compiled already, and a stack of it is up, for the runs of this module one after the other."""

    @contextmanager
    def cleaned(_: Package) -> Iterator[Any]:
        empty(stack)
        yield stack

    monkeypatch.setattr(machine, "compile_template", lambda: package)
    monkeypatch.setattr(machine, "EmbeddedAws", cleaned)


@pytest.fixture
def weeks(tmp_path: Path) -> Path:
    """Create a folder of three weeks."""
    write_posts(tmp_path / "weeks", *(week_post(MONDAY + timedelta(weeks=number)) for number in range(3)))
    return tmp_path / "weeks"


def write_posts(path: Path, *posts: Any) -> None:
    path.mkdir(exist_ok=True)
    for post in posts:
        (path / f"{post['slug']}.json").write_text(json.dumps(post), encoding="utf-8")


def stop(*_: Any, **__: Any) -> None:
    raise KeyboardInterrupt(signal.SIGINT)  # as at Ctrl-C


def go(*arguments: Any) -> int:
    return main(["run", *map(str, arguments)])


def content(path: Path) -> dict[str, bytes]:
    return {key: body for key, body in files(path).items() if key.startswith("bucket/")}


# What a run shows and stores


def test_run_shows_states_and_the_week_and_leaves_it_as_files(compiled: None, tmp_path: Path, capsys: Any) -> None:
    assert go("--out", tmp_path, "--verbose") == 0

    said = capsys.readouterr().out
    states = [line.split() for line in said.splitlines() if line.startswith("  ")]
    assert {"GetPost", "StructurePosts_Map", "ReportResult"} <= {state[0] for state in states if len(state) == 1}
    assert len([state for state in states if state[0] == "PostStored" and state[1].startswith("january-")]) == 3
    assert "Monday (Session One)" in said
    assert "DynamoDB: 18 items. S3: 6 objects." in said and f"Stored in {tmp_path}/ as files: 3 weeks.\n" in said
    assert "3 of 3 posts: 3 stored, 0 unchanged, 0 failed" in said
    assert "Text message (72 characters): Invictus: week 2021-01-18 to 2021-01-23, 5 sessions." in said
    assert len((tmp_path / "table.jsonl").read_text().splitlines()) == 18
    assert (tmp_path / "bucket/weekly/2021-01-18__2021-01-23--5-day-weightlifting-program.json").exists()
    log = [json.loads(line) for line in (tmp_path / "log.jsonl").read_text().splitlines()]
    assert {line["message"] for line in log} >= {"Post stored as received.", "Week stored."}


def test_the_machine_begins_anew_and_stores_what_the_steps_store_without_it(
    compiled: None, weeks: Path, tmp_path: Path, capsys: Any
) -> None:
    assert go("--posts", weeks, "--out", tmp_path / "pure") == 0
    assert go("--posts", weeks, "--out", tmp_path / "machine", "--machine") == 0
    assert "SUCCEEDED: 3 stored, 0 unchanged, 0 failed" in capsys.readouterr().out
    assert go("--posts", weeks, "--out", tmp_path / "machine", "--machine", "--json") == 0
    result = json.loads(capsys.readouterr().out)
    assert (result["output"]["stored"], len(result["messages"])) == (3, 1)

    assert content(tmp_path / "machine") == content(tmp_path / "pure")
    assert len((tmp_path / "machine" / "table.jsonl").read_text().splitlines()) == 6
    assert go("--posts", weeks, "--out", tmp_path / "machine") == 0, "it may be gone on with"
    assert not (tmp_path / "machine" / "table.jsonl").exists()


def test_nothing_but_the_machine_needs_node_moto_or_boto3(weeks: Path, tmp_path: Path) -> None:
    """The AWS SDK and its emulation take a second to import, and the template's compilation needs Node.js."""
    code = (
        "import sys; from local.__main__ import main;"
        f"code = main(['run', '--posts', {str(weeks)!r}, '--out', {str(tmp_path / 'out')!r}]);"
        "print(code, sorted({'boto3', 'botocore', 'moto', 'local.embedded_aws'} & set(sys.modules)), file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, env={"PATH": ""}, capture_output=True, text=True)

    assert done.stderr == "0 []\n"


def test_a_run_with_a_failed_post_fails_and_says_why(tmp_path: Path, capsys: Any) -> None:
    closed = {"date": "2021-05-01T17:00:00", "slug": "we-are-closed", "title": {"rendered": "Closed"}}
    write_posts(tmp_path / "posts", {**closed, "content": {"rendered": "<p>No gym today.</p>"}})

    assert go("--posts", tmp_path / "posts", "--out", tmp_path / "out") == 1
    said = capsys.readouterr().out
    assert "we-are-closed" in said and "no day heading such as" in " ".join(said.split())
    assert "FAILED: PostsFailed" in said


def test_all_posts_of_a_folder_are_read_whatever_their_category_and_drafts_are_named(
    weeks: Path, tmp_path: Path, capsys: Any
) -> None:
    other = week_post(MONDAY + timedelta(weeks=3), categories=[7])
    draft = week_post(MONDAY + timedelta(weeks=4), status="draft")
    write_posts(weeks, other, draft)

    assert go("--posts", weeks, "--out", tmp_path / "out") == 0

    said = capsys.readouterr().out
    assert "4 of the 5 posts in" in said and f"not read: {draft['slug']} (draft)" in said
    assert "SUCCEEDED: 4 stored, 0 unchanged, 0 failed" in said
    (raw,) = (tmp_path / "out" / "bucket" / "raw").glob(f"*{other['slug']}.json")
    assert json.loads(raw.read_text())["categories"] == [7], "stored as received"


def test_a_folder_that_is_missing_and_two_blogs_at_once_are_named_and_nothing_is_written(
    tmp_path: Path, capsys: Any
) -> None:
    assert go("--posts", tmp_path / "posts", "--out", tmp_path / "out") == 1
    assert "posts does not exist" in capsys.readouterr().err
    assert go("--posts", tmp_path, "--live", "--out", tmp_path / "out") == 2
    assert "POSTS and LIVE" in capsys.readouterr().err
    assert not (tmp_path / "out").exists()


# Continuing


def test_posts_that_have_not_changed_are_not_read_again(
    weeks: Path, tmp_path: Path, capsys: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[int] = []
    whole = reading.read_into

    def noting(archive: ArchiveFolder, post: Any) -> str:
        asked.append(post["id"])
        return whole(archive, post)

    monkeypatch.setattr(reading, "read_into", noting)
    out = tmp_path / "out"
    assert [go("--posts", weeks, "--out", out) for _ in range(2)] == [0, 0]
    assert len(asked) == 3, "the second time there was nothing to read"
    assert "Already here, as on the blog: 3 posts; 0 to read" in capsys.readouterr().out

    edited = week_post(MONDAY, "<p>Monday</p><p>A. Jerk</p>", edit=5)
    new = week_post(MONDAY + timedelta(weeks=9))
    write_posts(weeks, edited, new)
    assert go("--posts", weeks, "--out", out) == 0
    assert asked[3:] == [edited["id"], new["id"]]
    assert "SUCCEEDED: 2 stored, 2 unchanged, 0 failed" in capsys.readouterr().out
    assert go("--posts", weeks, "--out", tmp_path / "anew") == 0
    assert content(out) == content(tmp_path / "anew")

    # Changed code may read a post differently.
    monkeypatch.setattr(blog_posts, "code_that_reads", lambda: "other code")
    asked.clear()
    assert [go("--posts", weeks, "--out", out) for _ in range(2)] == [0, 0]
    assert "SUCCEEDED: 0 stored, 4 unchanged, 0 failed" in capsys.readouterr().out
    assert len(asked) == 4


def test_a_damaged_week_is_named_and_fetched_again_by_any_run(live: FaultyBlog, tmp_path: Path, capsys: Any) -> None:
    assert go("--live", "--backfill", "--out", tmp_path) == 0
    before = content(tmp_path)
    oldest, next_one, *_ = sorted((tmp_path / "bucket" / "weekly").iterdir())
    oldest.write_bytes(oldest.read_bytes()[:100])
    next_one.unlink()

    assert go("--live", "--out", tmp_path) == 0

    assert f"{oldest} is damaged. Its post is read again." in capsys.readouterr().out
    assert content(tmp_path) == before


def test_a_run_does_not_touch_what_another_blog_left(weeks: Path, live: Any, tmp_path: Path, capsys: Any) -> None:
    out = tmp_path / "out"
    assert go("--live", "--out", out) == 0
    before, log = content(out), (out / "log.jsonl").read_bytes()

    for options in ([], ["--backfill"], ["--fresh"]):
        assert go("--posts", weeks, "--out", out, *options) == 1
        assert "Name another folder with OUT=folder" in capsys.readouterr().err
    assert content(out) == before
    assert (out / "log.jsonl").read_bytes() == log, "a run that is refused leaves the log"


# FRESH=1


def test_fresh_replaces_the_archive_once_it_is_whole(
    weeks: Path, tmp_path: Path, capsys: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "out"
    assert go("--posts", weeks, "--out", out) == 0
    before = content(out)
    newest = max(weeks.iterdir())
    newest.unlink()

    with monkeypatch.context() as patch:
        patch.setattr(places, "replace_by_new", stop)
        assert go("--posts", weeks, "--out", out, "--fresh") == 130
    assert content(out) == before, "until the end the old archive is untouched"

    assert go("--posts", weeks, "--out", out, "--fresh") == 0
    assert "0 stored, 2 unchanged" in capsys.readouterr().out, "it goes on with what was begun anew"
    assert len(ArchiveFolder(out).weeks) == 2 and not (out / ".fresh").exists()


@pytest.mark.parametrize(
    ("anew", "said"), [("--fresh", "the next run goes on from there."), ("--machine", "The next run begins anew.")]
)
def test_a_run_that_is_stopped_says_how_the_next_begins(
    weeks: Path, tmp_path: Path, capsys: Any, monkeypatch: pytest.MonkeyPatch, anew: str, said: str
) -> None:
    monkeypatch.setattr(places, "begin_anew", stop)

    assert go("--posts", weeks, "--out", tmp_path / "out", anew) == 130
    assert capsys.readouterr().out.endswith(f" {said}\n")


def test_fresh_keeps_the_old_archive_where_a_post_of_it_cannot_be_read_any_more(
    weeks: Path, tmp_path: Path, capsys: Any
) -> None:
    out = tmp_path / "out"
    assert go("--posts", weeks, "--out", out) == 0
    before = content(out)
    write_posts(weeks, week_post(MONDAY, "<p>Closed this week.</p>", edit=1))

    assert go("--posts", weeks, "--out", out, "--fresh") == 1
    assert "The old archive is kept: 1 of its posts cannot be read any more" in capsys.readouterr().out
    assert content(out) == before


@pytest.mark.parametrize("anew", ["--fresh", "--machine"])
def test_a_whole_archive_is_not_replaced_by_the_newest_posts_alone(
    live: FaultyBlog, tmp_path: Path, capsys: Any, anew: str
) -> None:
    assert go("--live", "--backfill", "--out", tmp_path) == 0
    assert go("--live", anew, "--out", tmp_path) == 1
    assert "holds 6 weekly files" in (said := capsys.readouterr().err) and "BACKFILL=1 with it" in said


# Progress


def test_progress_is_one_line_for_each_page_if_the_output_is_not_a_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    clock = [100.0]
    monkeypatch.setattr(progress, "time", SimpleNamespace(monotonic=lambda: clock[0]))
    console = Console(file=StringIO(), width=40)
    with progress.Progress(console, "posts", 300) as bar:
        for seconds, done in ((10, 20), (10, 20), (50, 100), (20, 300)):
            clock[0] += seconds
            bar.update(done, {"stored": done - 2, "unchanged": 0, "failed": 2, "known": 0})

    assert console.file.getvalue().splitlines() == [  # type: ignore[attr-defined]
        "  20 of 300 posts: 18 stored, 0 unchanged, 2 failed, about 2 min left",
        "  100 of 300 posts: 98 stored, 0 unchanged, 2 failed, about 2 min left",
        "  300 of 300 posts: 298 stored, 0 unchanged, 2 failed",
    ]


def test_following_an_execution_says_at_once_that_the_blog_does_not_answer(monkeypatch: pytest.MonkeyPatch) -> None:
    """Its fetch fails once and is retried."""
    cause = json.dumps({"errorMessage": "the blog answered 503 4 times.", "errorType": "BlogUnavailableError"})
    failed = {"error": "BlogUnavailableError", "cause": cause}
    events = [{"id": 1, "type": "TaskScheduled"}, {"id": 2, "type": "TaskFailed", "taskFailedEventDetails": failed}]
    looks = iter(["RUNNING", "RUNNING", "RUNNING", *["SUCCEEDED"] * 9])
    steps = SimpleNamespace(
        describe_execution=lambda executionArn: {"status": next(looks)},
        get_execution_history=lambda **_: {"events": [*events, {"id": 3, "type": "TaskScheduled"}]},
    )
    console = Console(file=StringIO(), width=40)

    monkeypatch.setattr(executions, "POLL_SECONDS", 0)
    executions.follow(console, steps, "arn")

    said = console.file.getvalue()  # type: ignore[attr-defined]
    assert said.count("answered 503 4 times. The state machine asks again after 2, 6, 15 and 15 minutes. Ctrl-C") == 1


# What goes wrong


@pytest.fixture
def live(monkeypatch: pytest.MonkeyPatch) -> Any:
    """Serve six small weeks instead of the live blog, in pages of four."""
    with FaultyBlog([week_post(MONDAY + timedelta(weeks=number)) for number in range(6)]) as blog:
        monkeypatch.setattr(reading, "POSTS_AT_ONCE", 4)
        monkeypatch.setenv("INVICTUS_WEIGHTLIFTING_API", blog.api)
        monkeypatch.setenv("INVICTUS_WEIGHTLIFTING_API_CAT_ID", "213")
        yield blog


def test_a_blog_that_is_down_is_reported_at_once_and_given_up_soon(
    tmp_path: Path, capsys: Any, monkeypatch: pytest.MonkeyPatch, no_waiting: list[float]
) -> None:
    monkeypatch.setenv("INVICTUS_WEIGHTLIFTING_API", "http://127.0.0.1:9/wp-json/wp/v2/posts")

    assert go("--live", "--out", tmp_path) == 1

    said = capsys.readouterr()
    assert "The blog at 127.0.0.1 does not answer (Connection refused). Trying again in 2 s" in said.out
    assert "does not answer (Connection refused). What is stored is kept. Try again later" in said.err
    assert no_waiting == [2, 4, 8, 16]


def test_a_blog_that_goes_down_during_a_run_keeps_the_pages_already_read(
    live: FaultyBlog, tmp_path: Path, capsys: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("invictus.wordpress.RETRIES", 0)
    live.faults.extend([None] * 2)  # the list, the first page
    live.lasting_fault = failing(500)

    assert go("--live", "--backfill", "--out", tmp_path) == 1

    assert "answered 500. What is stored is kept. Try again later" in capsys.readouterr().err
    assert len(ArchiveFolder(tmp_path).weeks) == 4

    live.lasting_fault = None
    assert go("--live", "--backfill", "--out", tmp_path) == 0
    assert "SUCCEEDED: 2 stored, 4 unchanged, 0 failed" in capsys.readouterr().out


def test_a_dotenv_that_is_not_text_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Any) -> None:
    monkeypatch.undo()
    monkeypatch.setattr(account, "ROOT", tmp_path)
    (tmp_path / ".env").write_bytes(b"INVICTUS_USER=\xff\xfe")

    assert go("--out", tmp_path / "out") == 1
    assert ".env is not UTF-8 text" in capsys.readouterr().err


# What a person types


def test_options_come_from_the_environment_too_and_json_is_for_machines(
    weeks: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Any
) -> None:
    for name, value in (("POSTS", weeks), ("OUT", "~/out"), ("HOME", tmp_path), ("JSON", "1"), ("LIVE", "")):
        monkeypatch.setenv(name, str(value))

    assert go() == 0
    result = json.loads(capsys.readouterr().out)
    assert (result["status"], len(result["records"]), len(result["messages"])) == ("SUCCEEDED", 6, 0)
    assert result["output"]["stored"] == 3 and len(result["objects"]) == 6
    assert (tmp_path / "out" / "archive.json").exists()


# Cut short


def test_the_next_run_continues_one_that_was_killed_and_a_closed_pipe_ends_one_quietly(tmp_path: Path) -> None:
    """In a process of their own, which closes its output and forks the runs that it kills: it starts only once."""
    command = [sys.executable, "-m", runs_cut_short.__name__, str(tmp_path)]
    unbuffered = {**os.environ, "PYTHONUNBUFFERED": "1"}
    with subprocess.Popen(
        command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=unbuffered
    ) as process:
        assert process.stdout and process.stderr
        process.stdout.readline()
        process.stdout.close()
        said = process.stderr.read()

    assert (said, process.wait()) == ("", 0)


def test_a_machine_whose_blog_falls_silent_is_given_up(
    compiled: None, live: FaultyBlog, tmp_path: Path, capsys: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A schedule waits for 38 minutes."""
    monkeypatch.setattr(machine, "PATIENCE_SECONDS", 0.3)
    live.faults.append(None)  # the list
    live.lasting_fault = lambda answer: time.sleep(2)

    assert go("--live", "--machine", "--out", tmp_path) == 1

    assert "Error: the blog has not answered for 0 seconds" in capsys.readouterr().err
    assert not content(tmp_path)
