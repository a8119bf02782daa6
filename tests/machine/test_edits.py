"""A coach's edits, two runs at once, and runs that are cut off: all end as one whole run does."""

from __future__ import annotations

import json
import re
import threading
from contextlib import suppress
from datetime import timedelta
from typing import Any, NamedTuple

import pytest

from invictus import keys, storage
from invictus.dynamodb_json import decode
from local.docs.diagram import all_states
from local.embedded_aws.package import Package
from local.embedded_aws.stack import EmbeddedAws, Execution
from local.sample_blog.posts import whole_post
from local.sample_blog.server import Blog
from tests.support.api_faults import fail
from tests.support.orders_of_edits import CORRECTED, LAST, NEXT, ORDERS, OTHER_HEADINGS, Order, of_last_week
from tests.support.posts import MONDAY, SMALL_WEEK, week_post
from tests.support.small_week_run import RAW, STORED, WEEKLY
from tests.support.stack import empty, hold_first, versions
from tests.support.stored_weeks import records_of

FRESH_RUNS: dict[str, State] = {}  # what `fresh_run_of` has found out, by the edit

pytestmark = pytest.mark.usefixtures("no_waiting")


class State(NamedTuple):
    """All that a run stores, without its times."""

    objects: dict[str, bytes]
    items: list[Any]
    marks: list[tuple[str, str]]


def state_of(aws: EmbeddedAws) -> State:
    marks = [(mark["idempotency_key"], mark["operation"]) for mark in aws.items("IdempotencyTable")]
    return State(aws.objects(), aws.items(), sorted(marks))


def edit_to(blog: Blog, **fields: Any) -> None:
    """Replace the blog's post by another edit of it (see week_post)."""
    blog.posts[:] = [whole_post(week_post(**fields), "edit")]


def fresh_run_of(aws: EmbeddedAws, **fields: Any) -> State:
    """Return what one whole run of that edit stores: every other run is compared with it. Leaves the stack empty."""
    edit = json.dumps(fields)
    empty(aws)
    if edit not in FRESH_RUNS:
        with Blog([week_post(**fields)]) as blog:
            aws.read_blog(blog.api)
            assert aws.execute({}).status == "SUCCEEDED"
            FRESH_RUNS[edit] = state_of(aws)
        empty(aws)
    return FRESH_RUNS[edit]


EDITS = {
    "corrected": CORRECTED,
    "a session renamed": SMALL_WEEK.replace("<p>Monday</p>", "<p>Monday (Session One)</p>"),
    "a session moved": SMALL_WEEK.replace("Wednesday", "Thursday"),
    "a session removed": SMALL_WEEK[: SMALL_WEEK.index("<p>Wednesday")],
    "a session added": SMALL_WEEK + "<p>Friday</p><p>A. Back Squat</p>",
}


@pytest.mark.parametrize("html", EDITS.values(), ids=EDITS)
def test_an_edited_post_replaces_its_week(aws: EmbeddedAws, blog: Blog, html: str) -> None:
    as_edited = fresh_run_of(aws, html=html, edit=1)
    aws.read_blog(blog.api)
    aws.execute({})
    before = aws.objects()
    edit_to(blog, html=html, edit=1)

    execution = aws.execute({})

    assert execution.output and execution.output["stored"] == 1
    assert state_of(aws)[:2] == as_edited[:2]
    # The bucket's history keeps the earlier week.
    for key, body in before.items():
        old = aws.client("s3").list_object_versions(Bucket=aws.resources["DataBucket"], Prefix=key)["Versions"][-1]
        kept = aws.client("s3").get_object(Bucket=aws.resources["DataBucket"], Key=key, VersionId=old["VersionId"])
        assert kept["Body"].read() == body


def test_an_edit_that_is_reverted_within_the_day_is_stored_again(aws: EmbeddedAws, blog: Blog) -> None:
    for edit, html in enumerate([SMALL_WEEK, CORRECTED, SMALL_WEEK]):
        edit_to(blog, html=html, edit=edit)
        execution = aws.execute({})
        assert execution.output and execution.output["stored"] == 1

    assert [item["segment_a"] for item in aws.items()] == ["Snatch\n3 x 2 @ 80%", "Clean Pull"]
    assert b"80%" in aws.objects()[WEEKLY]
    assert versions(aws) == [RAW] * 3 + [WEEKLY] * 3


def test_a_post_saved_again_after_the_day_changes_nothing(
    aws: EmbeddedAws, blog: Blog, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its marks have expired."""
    monkeypatch.setattr(storage.Marks, "is_done", lambda marks, key: False)
    aws.execute({})
    before = aws.objects(), aws.items(), versions(aws), aws.messages()
    edit_to(blog, edit=5)

    execution = aws.execute({})

    assert execution.output and execution.output["unchanged"] == 1
    assert (aws.objects(), aws.items(), versions(aws), aws.messages()) == before


def test_force_writes_an_unchanged_week_again(aws: EmbeddedAws, blog: Blog) -> None:
    aws.execute({})
    before = state_of(aws)

    execution = aws.execute({"force": True})

    assert execution.output and execution.output["stored"] == 1
    assert state_of(aws) == before
    assert versions(aws) == [RAW] * 2 + [WEEKLY] * 2


REPLACEABLE = (
    "attribute_not_exists(post_id) OR"
    " (post_id BETWEEN :first AND :last AND post_modified <= :modified AND content_sha256 <> :content)"
)


def test_each_write_to_the_sessions_table_has_its_exact_condition(package: Package) -> None:
    """A comment in the state machine says what each of them prevents."""
    machine = package.template["Resources"]["SemiStructureInvictusPostStateMachine"]["Properties"]["Definition"]
    conditions = {
        name: " ".join(state["Parameters"]["ConditionExpression"].split())
        for name, state in all_states(machine)
        if "ConditionExpression" in state.get("Parameters", {})
    }

    assert conditions == {"StoreFirstSession": REPLACEABLE, "StoreSessionToDB": REPLACEABLE}


# Posts and edits one after the other


@pytest.mark.parametrize("order", ORDERS.values(), ids=ORDERS)
def test_each_week_stays_with_its_post_whatever_order_edits_come_in(aws: EmbeddedAws, blog: Blog, order: Order) -> None:
    for run in order.runs:
        blog.posts[:] = [whole_post(post, "order") for post in run.posts]
        told = len(aws.messages())

        execution = aws.execute({"posts_per_page": 10, "force": run.force})

        assert ends(execution) == run.ended
        failed = [json.loads(body) for body in aws.objects("failed/").values()]
        assert {each["post"]["id"]: each["error"]["Error"] for each in failed} == run.failed
        texts = aws.messages()[told:]
        assert len(texts) == bool(run.text) and all(text.startswith(f"Invictus: {run.text}") for text in texts)

    last = {post["id"]: post for run in order.runs for post in run.posts}
    weeks, weekly = [records_of(last[post]) for post in order.weeks.values()], aws.objects("weekly/").items()
    files = {key: keys.content_hash([json.loads(line) for line in body.splitlines()]) for key, body in weekly}
    assert files == {keys.weekly_key(records): keys.content_hash(records) for records in weeks}
    assert {records[0]["date"]: records[0]["post"]["id"] for records in weeks} == order.weeks
    rows = {(record["date"], record["session"]): record["post"]["id"] for week in weeks for record in week}
    assert {(item["date"], item["session"]): item["post_id"] for item in aws.items()} == rows


@pytest.mark.parametrize("table", ["is there", "is out of reach"])
def test_of_two_new_posts_of_one_week_in_one_run_one_is_stored_and_the_other_named(
    aws: EmbeddedAws, blog: Blog, table: str
) -> None:
    blog.posts[:] = [whole_post(post, "order") for post in (LAST, of_last_week(OTHER_HEADINGS))]
    if table != "is there":
        fail(aws, "dynamodb", "PutItem", "AccessDeniedException", where=aws.resources["IdempotencyTable"])

    execution = aws.execute({"posts_per_page": 2})

    assert ends(execution) == (1, 0, 0, 1)
    ((key, body),) = aws.objects("weekly/").items()
    (failed,) = (json.loads(each) for each in aws.objects("failed/").values())
    owner = json.loads(body.splitlines()[0])["post"]["id"]
    assert (failed["error"]["Error"], {failed["post"]["id"], owner}) == ("WeekTakenError", {LAST["id"], NEXT["id"]})
    assert (key, {item["post_id"] for item in aws.items()}) == (WEEKLY, {owner})
    said = failed["error"]["Cause"]
    assert all(post["slug"] in said and str(post["id"]) in said for post in (LAST, NEXT)) and WEEKLY in said


def ends(execution: Execution) -> tuple[int, ...]:
    """Return how many posts of a run were stored, unchanged, known and failed."""
    kinds = ("stored", "unchanged", "known", "failed")
    if execution.output:
        return tuple(execution.output[kind] for kind in kinds)
    counts = {kind: int(count) for count, kind in re.findall(r"(\d+) (\w+)", execution.cause or "")}
    return tuple(counts[kind] for kind in kinds)


def test_what_is_lost_or_damaged_is_restored_by_the_next_run_within_the_day(aws: EmbeddedAws, blog: Blog) -> None:
    """No mark of the idempotency table is believed without a look at what is there."""
    aws.execute({})
    before, rows = aws.objects(), aws.items()
    lost = {"date": {"S": rows[0]["date"]}, "session": {"S": rows[0]["session"]}}
    aws.client("dynamodb").delete_item(TableName=aws.resources["WorkoutPostsTable"], Key=lost)
    execution = aws.execute({})
    assert execution.output and execution.output["stored"] == 1
    assert (aws.objects(), aws.items()) == (before, rows)
    s3, bucket = aws.client("s3"), aws.resources["DataBucket"]
    for key, body in [(WEEKLY, b""), (WEEKLY, b"by hand"), (RAW, b"")]:
        if body:
            s3.put_object(Bucket=bucket, Key=key, Body=body)
        else:
            s3.delete_object(Bucket=bucket, Key=key)
        assert aws.execute({}).status == "SUCCEEDED"
        assert aws.objects() == before
    assert len(aws.messages()) == 1


# An older run that ends late

LATE_EDITS = {name: EDITS[name] for name in ("corrected", "a session renamed", "a session added")}
LATE_EDITS["other dates"] = SMALL_WEEK


def overtaken(aws: EmbeddedAws, blog: Blog, edited: str, held_at: str, newer_first: bool = False) -> Execution:
    """Return how a run ended that read one edit and was held before a state until a run of the other edit ended."""
    title = "March 15-21, 2021" if edited == "other dates" else "March 8-14, 2021"
    old = {**week_post(), "title": {"rendered": title}}
    new = week_post(html=LATE_EDITS[edited], edit=1)
    first, second = (new, old) if newer_first else (old, new)
    blog.posts[:] = [whole_post(first, "first")]
    held, second_is_done = hold_first(aws, held_at)
    late = aws.start({})
    assert held.wait(30)
    blog.posts[:] = [whole_post(second, "second")]
    aws.wait_for_end(aws.start({}))
    second_is_done.set()
    ended = aws.wait(late)
    aws.watch_nothing()
    blog.posts[:] = [whole_post(new, "new")]
    return ended


@pytest.mark.parametrize("edited", ["corrected", "other dates"])
@pytest.mark.parametrize("held_at", ["DumpPostToStagingBucket", "FindOtherEdits"])
def test_an_older_run_that_ends_late_changes_nothing(aws: EmbeddedAws, blog: Blog, edited: str, held_at: str) -> None:
    """It ends at the newer edit's rows, which it finds by the post, whatever the edit has changed."""
    ended = overtaken(aws, blog, edited, held_at)

    assert (ended.status, ended.output and ended.output["unchanged"]) == ("SUCCEEDED", 1)
    left = state_of(aws)
    assert left[:2] == fresh_run_of(aws, html=LATE_EDITS[edited], edit=1)[:2]


@pytest.mark.parametrize(
    ("edited", "held_at", "newer_first"),
    [
        *((edited, "StoreFirstSession", False) for edited in LATE_EDITS),
        *((edited, "StoreFirstSession", True) for edited in ("a session renamed", "other dates")),
        *(("other dates", "PersistRecords", False), ("a session added", "FinishWeek", False)),
        ("a session renamed", "FindOtherEdits", True),
    ],
)
def test_the_next_run_repairs_what_two_runs_of_two_edits_left(
    aws: EmbeddedAws, blog: Blog, edited: str, held_at: str, newer_first: bool
) -> None:
    """The held run looked for other edits before the other one wrote. So it writes its rows, and perhaps its file."""
    assert overtaken(aws, blog, edited, held_at, newer_first).status == "SUCCEEDED"

    assert aws.execute({}).status == "SUCCEEDED"

    left = state_of(aws)
    assert left[:2] == fresh_run_of(aws, html=LATE_EDITS[edited], edit=1)[:2]


# Two runs at once, and runs that are cut off


def test_two_runs_at_once_store_what_one_run_stores(aws: EmbeddedAws, blog: Blog) -> None:
    posts = [week_post(MONDAY - timedelta(weeks=number)) for number in range(2)]
    blog.posts[:] = [whole_post(post, "sample") for post in posts]
    aws.execute({"posts_per_page": 2})
    of_one_run = state_of(aws)
    empty(aws)
    aws.read_blog(blog.api)

    ends = [aws.wait(arn) for arn in [aws.start({"posts_per_page": 2}) for _ in range(3)]]

    assert {end.status for end in ends} == {"SUCCEEDED"}
    assert state_of(aws) == of_one_run
    assert len(versions(aws)) == 4, "something was written twice"


@pytest.mark.parametrize("held_at", ["CheckWeek", "StoreFirstSession", "SaveSessionRecordsToBucket", "FinishWeek"])
def test_three_deliveries_of_one_start_send_one_text_though_one_is_held_in_the_middle(
    aws: EmbeddedAws, blog: Blog, held_at: str
) -> None:
    held, others_are_done = hold_first(aws, held_at)
    late = aws.start({})
    assert held.wait(30)
    for other in [aws.start({}), aws.start({})]:
        aws.wait_for_end(other)
    others_are_done.set()

    assert aws.wait(late).status == "SUCCEEDED"
    assert aws.messages() == [STORED]
    assert len(versions(aws)) == 2, "something was written twice"


class CutOff(Exception):
    """The execution is stopped: no part of it goes on."""


# States entered only after a fault, by two runs at once, for an unchanged post, or on a second page.
ELSEWHERE = set(
    "FindReport WasReported QuarantinePost PostKnown PostFailed LeaveQuarantine Fail SessionUnchanged PostUnchanged"
    " NothingNew".split()
)


def test_a_run_cut_off_anywhere_and_started_again_stores_what_one_run_stores(
    aws: EmbeddedAws, blog: Blog, package: Package
) -> None:
    """The edit renames a session and lengthens the week: every kind of write and deletion is needed.

    What a run leaves that is cut off before a state is what is stored when a whole run enters it. Before many states it
    is the same: then one run from there stands for all of them.
    """
    aws.execute({})
    edit_to(blog, html=EDITS["a session renamed"] + EDITS["a session added"][len(SMALL_WEEK) :], edit=1)
    left: dict[str, Snapshot] = {}
    one_at_a_time = threading.Lock()

    def note_what_is_stored(state: str, given: Any) -> None:
        with one_at_a_time:
            if state not in left:
                left[state] = Snapshot.of(aws)

    aws.before_state = note_what_is_stored
    aws.execute({})
    of_one_run = state_of(aws)
    machine = package.template["Resources"]["SemiStructureInvictusPostStateMachine"]["Properties"]["Definition"]
    assert left.keys() == dict(all_states(machine)).keys() - ELSEWHERE
    different = [each for number, each in enumerate(left.values()) if each not in list(left.values())[:number]]
    assert len(different) >= 5, "before the edit, with its raw post, with its first row, with all, without the old rows"

    for snapshot in different:
        empty(aws)
        aws.read_blog(blog.api)
        snapshot.restore(aws)
        aws.execute({})

        cut_off = f"cut off before {[state for state in left if left[state] == snapshot]}"
        assert state_of(aws) == of_one_run, cut_off
        # A run that was cut off has told nobody, unless it had finished the week.
        is_finished = [decode(row) for row in snapshot.rows[aws.resources["WorkoutPostsTable"]]] == of_one_run.items
        assert len(aws.messages()) == (not is_finished), cut_off


def test_a_run_cut_off_after_the_file_and_before_the_rows_leaves_no_file_when_the_dates_are_edited_next(
    aws: EmbeddedAws, blog: Blog
) -> None:
    """The weekly file of a run that never ended is found by the rows that were stored before it."""
    wrong = {**week_post(), "title": {"rendered": "March 15-21, 2021"}}
    blog.posts[:] = [whole_post(wrong, "wrong")]
    file_is_there = threading.Event()

    def stop_the_rows(entered: str, given: Any) -> None:
        if entered == "StoreSessionToDB":
            file_is_there.wait(30)
        if file_is_there.is_set():
            raise CutOff(entered)

    def note_the_file(left: str, given: Any) -> None:
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


class Snapshot(NamedTuple):
    """The content of the bucket and both tables at one moment, to restore later."""

    objects: dict[str, tuple[bytes, dict[str, str]]]
    rows: dict[str, list[Any]]

    @classmethod
    def of(cls, aws: EmbeddedAws) -> Snapshot:
        """Read the marks first and the objects last: a mark is made after its object, so none is without it.

        The machine's other branch may delete an object meanwhile: it is left out.
        """
        dynamodb, s3, bucket = aws.client("dynamodb"), aws.client("s3"), aws.resources["DataBucket"]
        tables = (aws.resources["IdempotencyTable"], aws.resources["WorkoutPostsTable"])
        rows = {name: dynamodb.scan(TableName=name)["Items"] for name in tables}
        objects = {}
        for key in aws.objects():
            with suppress(s3.exceptions.NoSuchKey):
                found = s3.get_object(Bucket=bucket, Key=key)
                objects[key] = found["Body"].read(), found["Metadata"]
        return cls(objects, rows)

    def restore(self, aws: EmbeddedAws) -> None:
        for key, (body, metadata) in self.objects.items():
            aws.client("s3").put_object(Bucket=aws.resources["DataBucket"], Key=key, Body=body, Metadata=metadata)
        for name, items in self.rows.items():
            for item in items:
                aws.client("dynamodb").put_item(TableName=name, Item=item)
