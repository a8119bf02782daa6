"""`make run`, as a person at the terminal sees it."""

from __future__ import annotations

import errno
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from datetime import timedelta
from io import StringIO
from pathlib import Path
from types import SimpleNamespace
from typing import Any, NamedTuple, Optional

import pytest
from rich.console import Console

from invictus.errors import BlogUnavailableError
from local import run
from local.__main__ import main
from local.archive import folder, places, replacement
from local.archive.folder import ArchiveFolder
from local.deployed import account, executions
from local.embedded_aws.package import Package
from local.embedded_aws.stack import EmbeddedAws
from local.execution_inputs import BACKFILL
from local.project import ROOT
from local.running import blog_posts, reading, unread
from local.sample_blog.server import Blog, Fault
from local.terminal import progress
from tests.support import runs_cut_short
from tests.support.posts import MONDAY, week_post

Json = dict[str, Any]


class OneStack:
    """Gives the runs of this module one stack after the other: a new one where a run before has left work behind."""

    def __init__(self) -> None:
        self._open = ExitStack()
        self._stack: Optional[EmbeddedAws] = None

    @contextmanager
    def __call__(self, package: Package) -> Iterator[EmbeddedAws]:
        if self._stack is None or self._stack.is_busy:
            self.close()
            self._stack = self._open.enter_context(EmbeddedAws(package))
        self._stack.clean()
        try:
            yield self._stack
        finally:
            vars(self._stack).pop("invoke", None)  # which a run looks on at

    def close(self) -> None:
        self._open.close()
        self._stack = None


@pytest.fixture(scope="module")
def one_stack() -> Iterator[OneStack]:
    one = OneStack()
    yield one
    one.close()


@pytest.fixture
def compiled(package: Package, one_stack: OneStack, monkeypatch: pytest.MonkeyPatch) -> None:
    """The package is compiled already, and a stack of it is up."""
    monkeypatch.setattr(run, "compile_template", lambda: package)
    monkeypatch.setattr(reading, "EmbeddedAws", one_stack)


@pytest.fixture
def weeks(tmp_path: Path) -> Path:
    """Create a folder of three weeks."""
    write_posts(tmp_path / "weeks", *(week_post(MONDAY + timedelta(weeks=number)) for number in range(3)))
    return tmp_path / "weeks"


@pytest.fixture(scope="module")
def small_weeks(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder of four small weeks: running the real sample takes four times as long."""
    folder = tmp_path_factory.mktemp("sample")
    write_posts(folder, *(week_post(MONDAY + timedelta(weeks=number)) for number in range(4)))
    return folder


@pytest.fixture
def small_sample(compiled: None, small_weeks: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the sample blog have small weeks, for what does not depend on their text."""
    monkeypatch.setattr(run, "SAMPLE_POSTS", small_weeks)


def write_posts(path: Path, *posts: Json) -> None:
    path.mkdir(exist_ok=True)
    for post in posts:
        (path / f"{post['slug']}.json").write_text(json.dumps(post), encoding="utf-8")


def go(*arguments: Any) -> int:
    return main(["run", *map(str, arguments)])


def content(path: Path) -> Any:
    archive = ArchiveFolder(path)
    return dict(archive.objects()), archive.rows


# What a run shows and stores


def test_run_shows_the_week_and_leaves_it_as_files(compiled: None, tmp_path: Path, capsys: Any) -> None:
    assert go("--out", tmp_path) == 0

    said = capsys.readouterr().out
    assert "Monday (Session One)" in said
    assert "There is also 3-day-weightlifting-program, 6 sessions: make week DATE=2021-01-18 PROGRAM=3-day-" in said
    assert "S3: 6 objects, 3 weekly files." in said and f"Stored in {tmp_path}/ as files.\n" in said
    assert "3 of 3 posts: 3 stored, 0 unchanged, 0 failed" in said
    assert "Text message (72 characters): Invictus: week 2021-01-18 to 2021-01-23, 5 sessions." in said
    assert len((tmp_path / "table.jsonl").read_text().splitlines()) == 18
    weeks = [path.name for path in (tmp_path / "bucket" / "weekly").iterdir()]
    assert "2021-01-18__2021-01-23--5-day-weightlifting-program.json" in weeks
    log = [json.loads(line) for line in (tmp_path / "log.jsonl").read_text().splitlines()]
    assert {line["message"] for line in log} >= {"Post stored as received.", "Week stored."}


def test_a_verbose_run_shows_the_machine_s_states_and_each_post_s_way(
    small_sample: None, tmp_path: Path, capsys: Any
) -> None:
    assert go("--out", tmp_path, "--verbose") == 0

    lines = [line.split() for line in capsys.readouterr().out.splitlines()]
    done = [line[1] for line in lines if line[:1] == ["done"]]
    assert {"GetPost", "StructurePosts_Map", "TallyPage"} <= set(done)
    assert not {"StoreSessionToDB", "SessionUnchanged"} & set(done), "states of a post's inline map"
    ways = [line for line in lines if line[:1] == ["stored"]]
    assert len(ways) == 3 and all("PersistRecords" in way and way[-1] == "PostStored" for way in ways)


def test_a_second_run_says_that_nothing_is_new(small_sample: None, tmp_path: Path, capsys: Any) -> None:
    assert [go("--out", tmp_path), go("--out", tmp_path)] == [0, 0]

    assert "(3 weekly files there)" in (said := capsys.readouterr().out)
    assert "No text message: nothing is new." in said


def test_a_live_run_with_half_of_the_credentials_is_refused(
    compiled: None, tmp_path: Path, capsys: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("local.deployed.account.load_dotenv_file", lambda: None)
    monkeypatch.setenv("INVICTUS_WEIGHTLIFTING_API", "http://127.0.0.1:9/wp-json/wp/v2/posts")
    monkeypatch.setenv("INVICTUS_USER", "coach")

    assert go("--live", "--out", tmp_path) == 1

    assert "Error: INVICTUS_USER is set and INVICTUS_PASS is not. Set both in .env" in capsys.readouterr().err


def test_an_archive_of_an_earlier_version_is_named_with_what_moves_it(
    small_sample: None, tmp_path: Path, capsys: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(places, "folder_of", lambda source: tmp_path / "sample")
    monkeypatch.setattr(places, "take_over", lambda source, path: False)
    monkeypatch.setattr(places, "former_archive", lambda: "the live blog")

    assert go() == 0

    assert (
        "out/ holds an archive of an earlier version, of the live blog. The next run that reads the live blog moves it"
        " into its own folder.\n" in capsys.readouterr().out
    )


def test_run_for_machines(small_sample: None, tmp_path: Path, capsys: Any) -> None:
    assert go("--out", tmp_path, "--json") == 0

    result = json.loads(capsys.readouterr().out)
    assert (result["status"], len(result["records"]), len(result["messages"])) == ("SUCCEEDED", 6, 1)
    assert result["output"]["stored"] == 3 and len(result["objects"]) == 6


def test_a_run_with_a_failed_post_fails_and_says_why(compiled: None, tmp_path: Path, capsys: Any) -> None:
    closed = {"date": "2021-05-01T17:00:00", "slug": "we-are-closed", "title": {"rendered": "Closed"}}
    write_posts(tmp_path / "posts", {**closed, "content": {"rendered": "<p>No gym today.</p>"}})

    assert go("--posts", tmp_path / "posts", "--out", tmp_path / "out") == 1
    said = capsys.readouterr().out
    assert "we-are-closed" in said and "no day heading such as" in " ".join(said.split())
    assert "FAILED: PostsFailed" in said


def test_all_posts_of_a_folder_are_read_whatever_their_category_and_drafts_are_named(
    compiled: None, tmp_path: Path, capsys: Any
) -> None:
    posts = [week_post(MONDAY + timedelta(weeks=number)) for number in range(5)]
    posts[0]["categories"] = [7]
    posts[1]["categories"] = []
    posts[4]["status"] = "draft"
    write_posts(tmp_path / "posts", *posts)

    assert go("--posts", tmp_path / "posts", "--out", tmp_path / "out") == 0

    said = capsys.readouterr().out
    assert "4 of the 5 posts in" in said and f"not read: {posts[4]['slug']} (draft)" in said
    assert "SUCCEEDED: 4 stored, 0 unchanged, 0 failed" in said
    (tmp_path / "posts" / f"{posts[4]['slug']}.json").unlink()
    assert go("--posts", tmp_path / "posts", "--out", tmp_path / "out") == 0
    assert "published" not in capsys.readouterr().out, "if all are published, nothing is said"
    raw = json.loads((tmp_path / "out" / "bucket" / "raw" / f"2021-03-07__{posts[0]['slug']}.json").read_text())
    assert raw["categories"] == [7], "stored as received"


@pytest.mark.parametrize(("content", "says"), [(None, "does not exist"), ("{", "is not JSON")])
def test_run_names_a_folder_or_file_that_is_wrong(
    compiled: None, tmp_path: Path, capsys: Any, content: Any, says: str
) -> None:
    if content:
        (tmp_path / "posts").mkdir()
        (tmp_path / "posts" / "week.json").write_text(content)

    assert go("--posts", tmp_path / "posts", "--out", tmp_path / "out") == 1
    assert says in capsys.readouterr().err
    assert not (tmp_path / "out").exists()


def test_two_blogs_at_once_are_refused(capsys: Any) -> None:
    assert go("--posts", "folder", "--live") == 2
    assert "POSTS and LIVE" in capsys.readouterr().err


# Continuing


def test_a_run_continues_from_the_stored_weeks(small_sample: None, tmp_path: Path, capsys: Any) -> None:
    assert go("--backfill", "--out", tmp_path) == 0
    first = (tmp_path / "table.jsonl").read_bytes()
    assert "SUCCEEDED: 4 stored, 0 unchanged, 0 failed" in capsys.readouterr().out

    assert go("--out", tmp_path) == 0
    assert "SUCCEEDED: 0 stored, 3 unchanged, 0 failed" in capsys.readouterr().out
    assert (tmp_path / "table.jsonl").read_bytes() == first
    assert len(list((tmp_path / "bucket" / "weekly").iterdir())) == 4


def test_posts_that_have_not_changed_are_not_read_again(
    compiled: None, weeks: Path, tmp_path: Path, capsys: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[Json] = []
    whole = reading._execute

    def noting(aws: Any, request: Json, *others: Any) -> Any:
        asked.append(request)
        return whole(aws, request, *others)

    monkeypatch.setattr(reading, "_execute", noting)
    out = tmp_path / "out"
    assert go("--posts", weeks, "--out", out) == 0
    before = content(out)
    assert go("--posts", weeks, "--out", out) == 0
    assert (len(asked), content(out)) == (1, before), "the second time there was nothing to read"

    edited = week_post(MONDAY, "<p>Monday</p><p>A. Jerk</p>", edit=5)
    new = week_post(MONDAY + timedelta(weeks=9))
    write_posts(weeks, edited, new)
    assert go("--posts", weeks, "--out", out) == 0
    assert asked[1:] == [{"post_ids": sorted([edited["id"], new["id"]])}]
    assert "SUCCEEDED: 2 stored, 2 unchanged, 0 failed" in capsys.readouterr().out
    assert go("--posts", weeks, "--out", tmp_path / "anew") == 0
    assert content(out) == content(tmp_path / "anew")

    # Changed code may read a post differently.
    monkeypatch.setattr(reading, "code_that_reads", lambda: "other code")
    monkeypatch.setattr(unread, "code_that_reads", lambda: "other code")
    assert go("--posts", weeks, "--out", out) == 0
    assert "SUCCEEDED: 0 stored, 4 unchanged, 0 failed" in capsys.readouterr().out
    assert len(asked) == 4


def test_a_damaged_week_is_named_and_fetched_again_by_any_run(small_sample: None, tmp_path: Path, capsys: Any) -> None:
    assert go("--backfill", "--out", tmp_path) == 0
    before = content(tmp_path)
    oldest = min((tmp_path / "bucket" / "weekly").iterdir())
    oldest.write_bytes(oldest.read_bytes()[:100])
    (tmp_path / "table.jsonl").write_text("\n".join((tmp_path / "table.jsonl").read_text().splitlines()[1:]) + "\n{\n")

    assert go("--out", tmp_path) == 0

    said = capsys.readouterr().out
    assert f"{oldest} is not what was stored there. Its post is read again." in said
    assert content(tmp_path) == before


def test_a_run_does_not_touch_what_another_blog_left(
    small_sample: None, weeks: Path, tmp_path: Path, capsys: Any
) -> None:
    out = tmp_path / "out"
    assert go("--out", out) == 0
    before, log = content(out), (out / "log.jsonl").read_bytes()

    for options in ([], ["--backfill"], ["--fresh"]):
        assert go("--posts", weeks, "--out", out, *options) == 1
        assert "Name another folder with OUT=folder" in capsys.readouterr().err
    assert content(out) == before
    assert (out / "log.jsonl").read_bytes() == log, "a run that is refused leaves the log"


# FRESH=1


def test_fresh_replaces_the_archive_once_it_is_whole(
    compiled: None, weeks: Path, tmp_path: Path, capsys: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "out"
    assert go("--posts", weeks, "--out", out) == 0
    before = content(out)
    newest = max(weeks.iterdir())
    newest.unlink()

    with monkeypatch.context() as patch:
        patch.setattr(replacement, "replace", lambda path: (_ for _ in ()).throw(KeyboardInterrupt))
        assert go("--posts", weeks, "--out", out, "--fresh") == 130
    assert content(out) == before, "until the end the old archive is untouched"

    assert go("--posts", weeks, "--out", out, "--fresh") == 0
    assert "0 stored, 2 unchanged" in capsys.readouterr().out, "it goes on with what was begun anew"
    assert len(ArchiveFolder(out).weeks()) == 2 and not (out / ".fresh").exists()


def test_fresh_keeps_the_old_archive_where_a_post_of_it_cannot_be_read_any_more(
    compiled: None, weeks: Path, tmp_path: Path, capsys: Any
) -> None:
    out = tmp_path / "out"
    assert go("--posts", weeks, "--out", out) == 0
    before = content(out)
    write_posts(weeks, week_post(MONDAY, "<p>Closed this week.</p>", edit=1))

    assert go("--posts", weeks, "--out", out, "--fresh") == 1
    assert "The old archive is kept: 1 of its posts cannot be read any more" in capsys.readouterr().out
    assert content(out) == before


def test_fresh_alone_does_not_replace_a_whole_archive_by_the_newest_posts(
    small_sample: None, tmp_path: Path, capsys: Any
) -> None:
    assert go("--backfill", "--out", tmp_path) == 0
    assert go("--fresh", "--out", tmp_path) == 1
    assert "holds 4 weekly files" in (said := capsys.readouterr().err) and "FRESH=1 BACKFILL=1" in said


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


class StepsWhoseBlogIsDown:
    """Return Step Functions' events of an execution whose fetch fails once and is retried."""

    def __init__(self) -> None:
        self._looks = 0

    def describe_execution(self, executionArn: str) -> Json:
        self._looks += 1
        return {"status": "RUNNING" if self._looks < 4 else "SUCCEEDED"}

    def get_execution_history(self, **_: Any) -> Json:
        cause = json.dumps({"errorMessage": "the blog answered 503 4 times.", "errorType": "BlogUnavailableError"})
        failed = {"error": "BlogUnavailableError", "cause": cause}
        events = [{"id": 1, "type": "TaskScheduled"}, {"id": 2, "type": "TaskFailed", "taskFailedEventDetails": failed}]
        return {"events": [*events, {"id": 3, "type": "TaskScheduled"}]}


def test_following_an_execution_says_at_once_that_the_blog_does_not_answer() -> None:
    console = Console(file=StringIO(), width=40)

    executions.follow(console, StepsWhoseBlogIsDown(), "arn", poll_seconds=0)

    said = console.file.getvalue()  # type: ignore[attr-defined]
    assert said.count("answered 503 4 times. The state machine asks again after 2, 6, 15 and 15 minutes. Ctrl-C") == 1


# What goes wrong


@pytest.fixture
def live(monkeypatch: pytest.MonkeyPatch) -> Any:
    """Serve six small weeks instead of the live blog, in pages of four."""
    with Blog([week_post(MONDAY + timedelta(weeks=number)) for number in range(6)]) as blog:
        monkeypatch.setattr(unread, "BACKFILL", {**BACKFILL, "posts_per_page": 4})
        monkeypatch.setenv("INVICTUS_WEIGHTLIFTING_API", blog.api)
        monkeypatch.setenv("INVICTUS_WEIGHTLIFTING_API_CAT_ID", "213")
        yield blog


def test_a_blog_that_is_down_is_reported_at_once_and_given_up_soon(
    compiled: None, tmp_path: Path, capsys: Any, monkeypatch: pytest.MonkeyPatch, no_waiting: list[float]
) -> None:
    monkeypatch.setenv("INVICTUS_WEIGHTLIFTING_API", "http://127.0.0.1:9/wp-json/wp/v2/posts")

    assert go("--live", "--out", tmp_path) == 1

    said = capsys.readouterr()
    assert "The blog at 127.0.0.1 does not answer (Connection refused). Trying again in 2 s" in said.out
    assert "does not answer (Connection refused). What is stored is kept. Try again later" in said.err
    assert no_waiting == [2, 4, 8, 16]


def test_a_blog_that_asks_for_more_patience_is_given_up_at_once(live: Blog) -> None:
    live.lasting_fault = Fault(status=503, retry_after=600)
    asked = blog_posts.BlogAccess(live.api, 213, "test", None)
    with pytest.raises(BlogUnavailableError, match="answered 503 and asks to be left for 600 seconds"):
        blog_posts.newest(asked, 1, print)


def test_a_blog_that_goes_down_during_a_run_keeps_the_pages_already_read(
    compiled: None, live: Blog, tmp_path: Path, capsys: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("invictus.wordpress.RETRIES", 0)
    live.faults.extend([Fault()] * 2)  # the list, the first page
    live.lasting_fault = Fault(status=500)

    assert go("--live", "--backfill", "--out", tmp_path) == 1

    assert "Error: the blog stopped answering" in (said := capsys.readouterr().err)
    assert "4 posts were stored until then and are kept" in said
    assert len(ArchiveFolder(tmp_path).weeks()) == 4

    live.lasting_fault = Fault()
    assert go("--live", "--backfill", "--out", tmp_path) == 0
    assert "SUCCEEDED: 2 stored, 4 unchanged, 0 failed" in capsys.readouterr().out


def test_a_full_disk_is_reported_and_the_next_run_continues(
    compiled: None, weeks: Path, tmp_path: Path, capsys: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole, written = folder.write_whole, []

    def filling(file: Path, body: bytes, beside: Path) -> None:
        written.append(file)
        if len(written) > 4:
            raise folder.unwritable(file, OSError(errno.ENOSPC, os.strerror(errno.ENOSPC)))
        whole(file, body, beside)

    with monkeypatch.context() as patch:
        patch.setattr(folder, "write_whole", filling)
        assert go("--posts", weeks, "--out", tmp_path / "out") == 1
    assert "No space left on device. What was stored before is kept. Make room" in capsys.readouterr().err

    assert go("--posts", weeks, "--out", tmp_path / "out") == 0
    archive = ArchiveFolder(tmp_path / "out")
    assert len(archive.index.posts) == 3 and all(map(archive.is_whole, archive.index.posts))


@pytest.mark.parametrize("bucket", ["my bucket", "", "Upper"])
def test_an_invalid_bucket_name_is_reported(
    package: Package, tmp_path: Path, capsys: Any, monkeypatch: pytest.MonkeyPatch, bucket: str
) -> None:
    template = json.loads(json.dumps(package.template))
    for resource in template["Resources"].values():
        if resource["Type"] == "AWS::Lambda::Function":
            resource["Properties"]["Environment"]["Variables"]["INVICTUS_BUCKET"] = bucket
    monkeypatch.setattr(run, "compile_template", lambda: package._replace(template=template))

    assert go("--out", tmp_path / "out") == 1
    assert f"INVICTUS_BUCKET is {bucket!r}, which is not a name for a bucket" in capsys.readouterr().err


def test_a_dotenv_that_is_not_text_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Any) -> None:
    monkeypatch.undo()
    monkeypatch.setattr(account, "ROOT", tmp_path)
    (tmp_path / ".env").write_bytes(b"INVICTUS_USER=\xff\xfe")

    assert go("--out", tmp_path / "out") == 1
    assert ".env is not UTF-8 text" in capsys.readouterr().err


# What a person types


@pytest.mark.parametrize(
    "typed", ["$(touch pwned)", "$(shell touch pwned)", "a 'b' \"c\" `touch pwned` $$d ${HOME} #e;f"]
)
def test_make_passes_on_typed_text_and_neither_make_nor_the_shell_expands_it(tmp_path: Path, typed: str) -> None:
    show = tmp_path / "show.py"
    make = [
        "make",
        "--no-print-directory",
        "-f",
        str(ROOT / "Makefile"),
        "run",
        "READY=",
        f"PY={sys.executable} {show}",
    ]
    show.write_text("import json, os; print(json.dumps([os.environ['POSTS'], os.environ['OUT']]))")
    ways: list[tuple[list[str], dict[str, str]]] = [
        ([f"POSTS={typed}", f"OUT={typed}"], {}),
        ([], {"POSTS": typed, "OUT": typed}),
    ]
    for arguments, environment in ways:
        done = subprocess.run(
            [*make, *arguments],
            cwd=tmp_path,
            env={**os.environ, **environment},
            capture_output=True,
            text=True,
        )
        assert json.loads(done.stdout) == [typed, typed], done.stderr
    assert sorted(path.name for path in tmp_path.iterdir()) == ["show.py"]


def test_options_come_from_the_environment_too(
    compiled: None, weeks: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Any
) -> None:
    for name, value in (("POSTS", weeks), ("OUT", "~/out"), ("HOME", tmp_path), ("JSON", "1"), ("LIVE", "")):
        monkeypatch.setenv(name, str(value))

    assert go() == 0
    assert json.loads(capsys.readouterr().out)["output"]["stored"] == 3
    assert (tmp_path / "out" / "archive.json").exists()


# Cut short


class CutShort(NamedTuple):
    """The folder of runs that were cut short, and how their process ended."""

    folder: Path
    code: int
    said: str


@pytest.fixture(scope="module")
def cut_short(package: Package, tmp_path_factory: pytest.TempPathFactory) -> CutShort:
    """Run in a process, close the pipe of its output, then let it kill runs forked from it: it starts only once."""
    folder = tmp_path_factory.mktemp("cut-short")
    command = [sys.executable, "-m", runs_cut_short.__name__, str(package.code.parent), str(folder)]
    unbuffered = {**os.environ, "PYTHONUNBUFFERED": "1"}
    with subprocess.Popen(
        command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=unbuffered
    ) as process:
        assert process.stdout and process.stderr
        process.stdout.readline()
        process.stdout.close()
        said = process.stderr.read()
    return CutShort(folder, process.returncode, said)


def test_the_next_run_continues_one_that_was_killed(cut_short: CutShort) -> None:
    """Each signal once; `python -m local kill-runs` repeats it as often as asked."""
    assert cut_short.code == 0, cut_short.said


def test_a_closed_pipe_ends_a_run_quietly_and_keeps_what_it_stored(cut_short: CutShort) -> None:
    assert cut_short.said == ""
    assert len(ArchiveFolder(cut_short.folder / runs_cut_short.PIPED).rows) in (0, 2 * runs_cut_short.POSTS)
