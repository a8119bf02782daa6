"""What a coach at the keyboard, two runs at once and a run cut off can do: all ends as one whole run leaves it."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from datetime import timedelta
from types import SimpleNamespace
from typing import Any, NamedTuple

import pytest

from invictus import storage
from local.embedded_aws.package import Package
from local.embedded_aws.stack import EmbeddedAws, Execution
from local.sample_blog.posts import whole_post
from local.sample_blog.server import Blog
from tests.support.small_weeks import HTML, MONDAY, small_week

WEEKLY = "weekly/2021-03-08__2021-03-10--5-day-weightlifting-program.json"
RAW = "raw/2021-03-07__march-08-march-14-2021-5-day-weightlifting-program.json"
A_DAY_LATER = 25 * 60 * 60
FRESH_RUNS: dict[str, State] = {}  # what `fresh_run_of` has found out, by the edit

pytestmark = pytest.mark.usefixtures("no_waiting")


@pytest.fixture
def blog() -> Iterator[Blog]:
    with Blog([small_week()]) as blog:
        yield blog


@pytest.fixture(params=["within the day", "after it"])
def hours(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """Whether the marks of the first run still hold when the second one comes."""
    if request.param == "after it":
        clock = SimpleNamespace(time=iter_clock(), strftime=storage.time.strftime, gmtime=storage.time.gmtime)
        monkeypatch.setattr(storage, "time", clock)
    return request.param


def iter_clock() -> Any:
    """A clock that a day has passed on whenever it is read: no mark ever holds."""
    real, reads = storage.time.time, []

    def read() -> float:
        reads.append(None)
        return real() + len(reads) * A_DAY_LATER

    return read


class State(NamedTuple):
    """Return all that a run stores, without its times."""

    objects: dict[str, bytes]
    items: list[Any]
    marks: list[tuple[str, str]]


def state_of(aws: EmbeddedAws) -> State:
    marks = [(mark["idempotency_key"], mark["operation"]) for mark in aws.items("IdempotencyTable")]
    return State(aws.objects(), aws.items(), sorted(marks))


def edit_to(blog: Blog, **fields: Any) -> None:
    """Return the post after an edit (see small_week)."""
    blog.posts[:] = [whole_post(small_week(**fields), "edit")]


def sessions(aws: EmbeddedAws) -> list[tuple[str, str, str]]:
    return [(item["date"], item["session"], item["segment_a"]) for item in aws.items()]


def versions(aws: EmbeddedAws) -> list[str]:
    found = aws.client("s3").list_object_versions(Bucket=aws.resources["DataBucket"])
    return sorted(version["Key"] for version in found.get("Versions", []) + found.get("DeleteMarkers", []))


def fresh_run_of(aws: EmbeddedAws, **fields: Any) -> State:
    """What one whole run leaves of that edit and no other: what everything else is compared with. Leaves no data."""
    edit = json.dumps(fields)
    aws.clean()
    if edit not in FRESH_RUNS:
        with Blog([small_week(**fields)]) as blog:
            aws.read_blog(blog.api)
            assert aws.execute({}).status == "SUCCEEDED"
            FRESH_RUNS[edit] = state_of(aws)
        aws.clean()
    return FRESH_RUNS[edit]


CORRECTED = HTML.replace("3 x 2 @ 80%", "5 x 1 @ 85%")
EDITS = {
    "corrected": CORRECTED,
    "a session renamed": HTML.replace("<p>Monday</p>", "<p>Monday (Session One)</p>"),
    "a session moved": HTML.replace("Wednesday", "Thursday"),
    "a session removed": HTML[: HTML.index("<p>Wednesday")],
    "a session added": HTML + "<p>Friday</p><p>A. Back Squat</p>",
}


@pytest.mark.parametrize("html", EDITS.values(), ids=EDITS)
def test_an_edited_post_replaces_its_week(aws: EmbeddedAws, blog: Blog, hours: str, html: str) -> None:
    as_edited = fresh_run_of(aws, html=html, edit=1)
    aws.read_blog(blog.api)
    aws.execute({})
    before = aws.objects()
    edit_to(blog, html=html, edit=1)

    execution = aws.execute({})

    assert execution.output and execution.output["stored"] == 1
    assert state_of(aws)[:2] == as_edited[:2]
    # The bucket's history holds the week as it was.
    for key, body in before.items():
        old = aws.client("s3").list_object_versions(Bucket=aws.resources["DataBucket"], Prefix=key)["Versions"][-1]
        kept = aws.client("s3").get_object(Bucket=aws.resources["DataBucket"], Key=key, VersionId=old["VersionId"])
        assert kept["Body"].read() == body


def test_a_week_of_other_dates_leaves_nothing_behind(aws: EmbeddedAws, blog: Blog, hours: str) -> None:
    """The coach had typed the wrong dates; the slug stays, as WordPress makes it once."""
    wrong = {**small_week(), "title": {"rendered": "March 15-21, 2021"}}
    blog.posts[:] = [whole_post(wrong, "edit")]
    aws.execute({})
    assert [day for day, _, _ in sessions(aws)] == ["2021-03-15", "2021-03-17"]
    as_edited = fresh_run_of(aws, edit=1)
    aws.read_blog(blog.api)
    aws.execute({})
    edit_to(blog, edit=1)

    aws.execute({})

    assert state_of(aws)[:2] == as_edited[:2]
    assert sorted(aws.objects()) == [RAW, WEEKLY]


def test_an_edit_taken_back(aws: EmbeddedAws, blog: Blog, hours: str) -> None:
    for edit, html in enumerate([HTML, CORRECTED, HTML]):
        edit_to(blog, html=html, edit=edit)
        execution = aws.execute({})
        assert execution.output and execution.output["stored"] == 1

    assert [segment for _, _, segment in sessions(aws)] == ["Snatch\n3 x 2 @ 80%", "Clean Pull"]
    assert b"80%" in aws.objects()[WEEKLY]
    assert versions(aws) == [RAW] * 3 + [WEEKLY] * 3


def test_a_post_saved_again_without_a_change_changes_nothing(aws: EmbeddedAws, blog: Blog, hours: str) -> None:
    aws.execute({})
    before = aws.objects(), aws.items(), versions(aws), aws.messages()
    edit_to(blog, edit=5)

    execution = aws.execute({})

    assert execution.output and execution.output["unchanged"] == 1
    assert (aws.objects(), aws.items(), versions(aws), aws.messages()) == before


def test_force_writes_what_is_there_already(aws: EmbeddedAws, blog: Blog) -> None:
    aws.execute({})
    before = state_of(aws)

    execution = aws.execute({"force": True})

    assert execution.output and execution.output["stored"] == 1
    assert state_of(aws) == before
    assert versions(aws) == [RAW] * 2 + [WEEKLY] * 2


ONLY_NEWER = "attribute_not_exists(content_sha256) OR (content_sha256 <> :unless AND post_modified <= :modified)"


def test_the_conditions_of_the_writes(package: Package) -> None:
    """What each of them guards against is told above it in the state machine."""
    machine = package.template["Resources"]["SemiStructureInvictusPostStateMachine"]["Properties"]["Definition"]
    conditions = {
        name: " ".join(state["Parameters"]["ConditionExpression"].split())
        for name, state in all_states(machine)
        if "ConditionExpression" in state.get("Parameters", {})
    }

    assert conditions == {
        "StoreFirstSession": ONLY_NEWER,
        "StoreSessionToDB": ONLY_NEWER,
        "RemoveReplacedSession": "post_id = :post AND content_sha256 = :content AND post_modified = :modified",
    }


# Two posts and the same dates


def test_fixing_wrong_dates_keeps_the_other_posts_week(aws: EmbeddedAws, blog: Blog) -> None:
    """First dated to next week by mistake; then next week's own post comes; then the mistake is corrected."""
    next_week = small_week(MONDAY + timedelta(weeks=1), html=CORRECTED)
    blog.posts[:] = [whole_post({**small_week(), "title": {"rendered": "March 15-21, 2021"}}, "mistaken")]
    aws.execute({})
    blog.posts.append(whole_post(next_week, "next week's"))
    aws.execute({"posts_per_page": 2})
    blog.posts[0] = whole_post(small_week(edit=1), "mended")

    aws.execute({"posts_per_page": 2})

    weeklies = {key: [json.loads(line)["post"]["id"] for line in body.splitlines()] for key, body in weekly(aws)}
    assert weeklies == {
        WEEKLY: [small_week()["id"]] * 2,
        WEEKLY.replace("03-08", "03-15").replace("03-10", "03-17"): [next_week["id"]] * 2,
    }
    assert [day for day, _, _ in sessions(aws)] == ["2021-03-08", "2021-03-10", "2021-03-15", "2021-03-17"]


def weekly(aws: EmbeddedAws) -> Any:
    return aws.objects("weekly/").items()


# An older run that comes in late

LATE_EDITS = {name: EDITS[name] for name in ("corrected", "a session renamed", "a session added")}
LATE_EDITS["other dates"] = HTML


def overtaken(aws: EmbeddedAws, blog: Blog, edited: str, held_at: str, newer_first: bool = False) -> Execution:
    """Return how a run ended that had read one edit and was held before a state until a run of the other one ended."""
    title = "March 15-21, 2021" if edited == "other dates" else "March 8-14, 2021"
    old = {**small_week(), "title": {"rendered": title}}
    new = small_week(html=LATE_EDITS[edited], edit=1)
    first, second = (new, old) if newer_first else (old, new)
    blog.posts[:] = [whole_post(first, "first")]
    second_is_done = threading.Event()
    held = threading.Event()

    def hold_the_first(state: str, slug: str) -> None:
        if state == held_at and not held.is_set():
            held.set()
            second_is_done.wait(30)

    aws.before_state = hold_the_first
    late = aws.start({})
    assert held.wait(30)
    blog.posts[:] = [whole_post(second, "second")]
    aws.wait_for_end(aws.start({}))
    second_is_done.set()
    ended = aws.wait(late)
    aws.watch_nothing()
    blog.posts[:] = [whole_post(new, "new")]
    return ended


@pytest.mark.parametrize("edited", LATE_EDITS)
@pytest.mark.parametrize("held_at", ["DumpPostToStagingBucket", "FindOtherEdits"])
def test_an_older_run_that_comes_in_late_changes_nothing(
    aws: EmbeddedAws, blog: Blog, edited: str, held_at: str
) -> None:
    ended = overtaken(aws, blog, edited, held_at)

    assert (ended.status, ended.output and ended.output["unchanged"]) == ("SUCCEEDED", 1)
    left = state_of(aws)
    assert left[:2] == fresh_run_of(aws, html=LATE_EDITS[edited], edit=1)[:2]


@pytest.mark.parametrize("edited", LATE_EDITS)
@pytest.mark.parametrize("held_at", ["StoreFirstSession", "PersistRecords", "RemoveReplacedSessions_Map"])
def test_what_an_older_run_wrote_after_a_newer_one_is_removed_by_the_next_run(
    aws: EmbeddedAws, blog: Blog, edited: str, held_at: str
) -> None:
    """It had looked for newer edits before there was one, and so writes rows and perhaps a file of its own."""
    assert overtaken(aws, blog, edited, held_at).status == "SUCCEEDED"

    assert aws.execute({}).status == "SUCCEEDED"

    left = state_of(aws)
    assert left[:2] == fresh_run_of(aws, html=LATE_EDITS[edited], edit=1)[:2]


@pytest.mark.parametrize("edited", LATE_EDITS)
@pytest.mark.parametrize("held_at", ["FindOtherEdits", "StoreFirstSession", "PersistRecords"])
def test_the_next_run_repairs_a_newer_run_overtaken_by_an_older_one(
    aws: EmbeddedAws, blog: Blog, edited: str, held_at: str
) -> None:
    """The newer run has looked for other edits before the older one wrote its rows and its file."""
    assert overtaken(aws, blog, edited, held_at, newer_first=True).status == "SUCCEEDED"

    assert aws.execute({}).status == "SUCCEEDED"

    left = state_of(aws)
    assert left[:2] == fresh_run_of(aws, html=LATE_EDITS[edited], edit=1)[:2]


def test_an_edit_in_between_that_comes_in_after_it_was_reverted_is_undone_by_the_next_run(
    aws: EmbeddedAws, blog: Blog
) -> None:
    """The reverted post counted as unchanged, so nothing stored has the time of its edit."""
    for edit, html in [(0, HTML), (2, HTML), (1, CORRECTED), (2, HTML)]:
        edit_to(blog, html=html, edit=edit)
        assert aws.execute({}).status == "SUCCEEDED"

    assert [segment for _, _, segment in sessions(aws)] == ["Snatch\n3 x 2 @ 80%", "Clean Pull"]
    assert b"80%" in aws.objects()[WEEKLY]


# Two runs at once, and a run cut off


def test_two_runs_at_once_leave_what_one_leaves(aws: EmbeddedAws, blog: Blog) -> None:
    posts = [small_week(MONDAY - timedelta(weeks=number)) for number in range(3)]
    blog.posts[:] = [whole_post(post, "sample") for post in posts]
    aws.execute({"posts_per_page": 3})
    of_one_run = state_of(aws)
    aws.clean()
    aws.read_blog(blog.api)

    ends = [aws.wait(arn) for arn in [aws.start({"posts_per_page": 3}) for _ in range(3)]]

    assert {end.status for end in ends} == {"SUCCEEDED"}
    assert state_of(aws) == of_one_run
    assert len(versions(aws)) == 6, "something was written twice"


class CutOff(Exception):
    """The execution is stopped: nothing of it goes on."""


def cut_off_at(aws: EmbeddedAws, state: str) -> bool:
    """Runs, and stops all of the execution when it comes to a state. Returns whether it came that far."""
    cut = threading.Event()

    def stop(entered: str, slug: str) -> None:
        if entered == state:
            cut.set()
        if cut.is_set():
            raise CutOff(state)

    aws.before_state = stop
    aws.execute({})
    aws.watch_nothing()
    return cut.is_set()


# What comes only of a fault, of two runs at once, of a post that is unchanged, or of a second page.
ELSEWHERE = set(
    "QuarantinePost PostKnown PostFailed LeaveQuarantine FindFailed_Map NamePost Fail PostUnchanged NothingNew".split()
)


@pytest.mark.parametrize("quarter", range(4))
def test_a_run_cut_off_anywhere_and_started_again_leaves_what_one_leaves(
    aws: EmbeddedAws, blog: Blog, package: Package, quarter: int
) -> None:
    """Of an edit that renames a session and lengthens the week: every kind of write and of removal is to be done."""
    aws.execute({})
    before_the_edit = Snapshot(aws)
    edit_to(blog, html=EDITS["a session renamed"] + EDITS["a session added"][len(HTML) :], edit=1)
    aws.execute({})
    of_one_run = state_of(aws)

    machine = package.template["Resources"]["SemiStructureInvictusPostStateMachine"]["Properties"]["Definition"]
    for state in sorted(dict(all_states(machine)).keys() - ELSEWHERE)[quarter::4]:  # four tests, which run side by side
        before_the_edit.restore(aws, blog)
        assert cut_off_at(aws, state), f"never came to {state}"
        aws.execute({})

        assert state_of(aws) == of_one_run, f"cut off before {state}"


def test_a_run_cut_off_after_the_file_and_before_the_rows_leaves_no_file_when_the_dates_are_edited_next(
    aws: EmbeddedAws, blog: Blog
) -> None:
    """The file of dates that no run came to the end of is found by the row that was stored before it."""
    wrong = {**small_week(), "title": {"rendered": "March 15-21, 2021"}}
    blog.posts[:] = [whole_post(wrong, "wrong")]
    file_is_there = threading.Event()

    def stop_the_rows(entered: str, slug: str) -> None:
        if entered == "StoreSessionToDB":
            file_is_there.wait(30)
        if file_is_there.is_set():
            raise CutOff(entered)

    def note_the_file(left: str, slug: str) -> None:
        if left == "SaveSessionRecordsToBucket":
            file_is_there.set()

    aws.before_state, aws.after_state = stop_the_rows, note_the_file
    aws.execute({})
    aws.watch_nothing()
    assert [key for key in aws.objects() if key.startswith("weekly/")] == [
        WEEKLY.replace("03-08", "03-15").replace("03-10", "03-17")
    ]
    edit_to(blog, edit=1)

    aws.execute({})

    left = state_of(aws)
    assert left[:2] == fresh_run_of(aws, edit=1)[:2]


def all_states(part: Any) -> Iterator[tuple[str, dict[str, Any]]]:
    """Every state of a definition, those inside maps and branches too."""
    if isinstance(part, dict):
        yield from part.get("States", {}).items()
        for inner in part.values():
            yield from all_states(inner)
    elif isinstance(part, list):
        for inner in part:
            yield from all_states(inner)


class Snapshot:
    """Return the present state of the bucket and both tables, to restore later."""

    def __init__(self, aws: EmbeddedAws) -> None:
        s3, self._bucket = aws.client("s3"), aws.resources["DataBucket"]
        found = {key: s3.get_object(Bucket=self._bucket, Key=key) for key in aws.objects()}
        self._objects = {key: (got["Body"].read(), got["Metadata"]) for key, got in found.items()}
        self._tables = {
            name: aws.client("dynamodb").scan(TableName=name)["Items"]
            for name in (aws.resources["WorkoutPostsTable"], aws.resources["IdempotencyTable"])
        }

    def restore(self, aws: EmbeddedAws, blog: Blog) -> None:
        aws.clean()
        aws.read_blog(blog.api)
        for key, (body, metadata) in self._objects.items():
            aws.client("s3").put_object(Bucket=self._bucket, Key=key, Body=body, Metadata=metadata)
        for name, items in self._tables.items():
            for item in items:
                aws.client("dynamodb").put_item(TableName=name, Item=item)
