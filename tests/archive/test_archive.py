"""Asking the archive: the same tables on Athena and in DuckDB, and the named queries over them."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import boto3
import pytest
import sqlglot
import yaml
from moto import mock_aws

from invictus.prescriptions import EXERCISE, PART, sets_of
from invictus.prescriptions.exercise import DECIMALS
from invictus.prescriptions.loads import LOAD
from local.__main__ import main
from local.archive import query
from local.archive import weeks as archive
from local.archive.named_queries import named_queries
from local.archive.weeks import COLUMNS, VIEWS, Archive, ArchiveError, BucketStore, FolderStore
from local.deployed import account
from local.embedded_aws.stack import EmbeddedAws
from local.project import ROOT
from tests.support.stored_weeks import TRAINING_WEEK, post_of, records_of, sample_posts, store

QUERY_FILES = sorted((ROOT / "queries").glob("*.sql"))
VIEWS_FOLDER = ROOT / "queries" / "views"
VIEW_FILES = sorted(VIEWS_FOLDER.glob("*.sql"))
LINES_OF_THE_COMPLEX = "\n".join(TRAINING_WEEK.split("\n")[4:9])

Json = dict[str, Any]


@pytest.fixture
def stored(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Archive:
    """The sample weeks and a week of training, as `make run` leaves them, and as the commands find them."""
    store(tmp_path / "bucket", post_of(TRAINING_WEEK), *sample_posts())
    monkeypatch.setattr(archive, "OUT", tmp_path)
    return Archive(FolderStore())


def rows(stored: Archive, sql: str, *given: str) -> list[Json]:
    answer = query.ask(stored, sql, list(given))
    return [dict(zip(answer.columns, row)) for row in answer.rows]


# The tables


def hive_type(model: Any, name: str = "") -> str:
    """Return the Hive type of a value in a record. None means a whole number, except for percents and metres."""
    if isinstance(model, dict):
        return f"struct<{','.join(f'{key}:{hive_type(value, key)}' for key, value in model.items())}>"
    if isinstance(model, list):
        parts = {"movements": PART, "loads": LOAD, "sets": None}
        return f"array<{hive_type(parts.get(name, ''))}>"
    if isinstance(model, bool):
        return "boolean"
    if isinstance(model, str):
        return "string"
    return "double" if name in DECIMALS else "int"


def test_the_column_of_exercises_has_the_shape_of_an_exercise() -> None:
    types = {column["Name"]: column["Type"] for column in yaml.safe_load(COLUMNS.read_text())}

    assert types["exercises"] == f"array<{hive_type(EXERCISE)}>"


def test_every_field_of_a_record_is_a_column(stored: Archive) -> None:
    assert {field for record in stored.records() for field in record} <= set(archive.columns())


def test_no_type_has_a_blank_which_hive_would_not_read() -> None:
    assert not [column for column in yaml.safe_load(COLUMNS.read_text()) if " " in column["Type"]]


def test_sessions_are_the_records(stored: Archive) -> None:
    found = rows(stored, "select * from sessions order by program, date, session")

    kept = [{name: value for name, value in row.items() if value is not None} for row in found]
    assert kept == [{name: value for name, value in record.items()} for record in stored.records()]


def test_the_view_sets_is_what_sets_of_gives(stored: Archive) -> None:
    expected = [
        {"date": record["date"], "session": record["session"], "program": record["program"], "number": number, **row}
        for record in stored.records()
        for number, exercise in enumerate(record["exercises"], start=1)
        for row in sets_of(exercise)
    ]

    found = rows(stored, "select * from sets order by program, date, session, number, set_number")

    assert len(found) > 50
    assert [{"set" if name == "set_number" else name: row[name] for name in row} for row in found] == expected


def test_the_view_exercises_has_a_row_each(stored: Archive) -> None:
    found = rows(stored, "select * from exercises order by program, date, session, number")

    flat = [
        {**exercise, **exercise["scheme"], "scheme": exercise["scheme"]["kind"]}
        for record in stored.records()
        for exercise in record["exercises"]
    ]
    assert [{name: row[name] for name in flat[0] if name != "kind"} for row in found] == [
        {name: value for name, value in exercise.items() if name != "kind"} for exercise in flat
    ]


def test_a_file_without_exercises_is_read_as_sessions_without_training(tmp_path: Path) -> None:
    (tmp_path / "weekly").mkdir()
    old = {"date": "2021-01-04", "session": "Monday", "program": "p", "segment_a": "Squat"}
    (tmp_path / "weekly" / "2021-01-04__2021-01-09--p.json").write_text(json.dumps(old))

    stored = Archive(FolderStore(tmp_path))

    assert rows(stored, "select session, segment_b from sessions") == [{"session": "Monday", "segment_b": None}]
    assert rows(stored, "select * from sets") == []


# The stack


def test_the_stack_has_the_table(aws: EmbeddedAws) -> None:
    table = aws.client("glue").get_table(DatabaseName="invictus_weightlifting_dev", Name="sessions")["Table"]

    assert table["StorageDescriptor"]["Location"] == "s3://invictus-test-213/weekly/"
    assert table["StorageDescriptor"]["SerdeInfo"]["SerializationLibrary"] == "org.openx.data.jsonserde.JsonSerDe"
    assert table["StorageDescriptor"]["Columns"] == yaml.safe_load(COLUMNS.read_text())


def test_the_stack_has_every_query_and_the_views_by_number(aws: EmbeddedAws) -> None:
    athena = aws.client("athena")
    ids = athena.list_named_queries(WorkGroup="invictus-weightlifting-dev")["NamedQueryIds"]
    saved = [athena.get_named_query(NamedQueryId=each)["NamedQuery"] for each in ids]

    views = {f"{number} - create the view {view}": VIEWS_FOLDER / f"{view}.sql" for number, view in enumerate(VIEWS, 1)}
    files = {**{path.stem: path for path in QUERY_FILES}, **views}
    assert {each["Name"]: each["QueryString"] for each in saved} == {name: p.read_text() for name, p in files.items()}
    assert {each["Database"] for each in saved} == {"invictus_weightlifting_dev"}


# The named queries


@pytest.mark.parametrize(
    "path", [*QUERY_FILES, *sorted((ROOT / "queries" / "views").glob("*.sql"))], ids=lambda p: p.stem
)
def test_a_query_is_athenas_sql(path: Path) -> None:
    statement = sqlglot.parse_one(path.read_text(), read="athena")

    assert not list(statement.find_all(sqlglot.exp.ILike, sqlglot.exp.Command))
    assert sqlglot.parse_one(statement.sql("athena"), read="athena") == statement


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        (
            "today 2021-01-04",
            [
                ("5-day-weightlifting-program", "Monday (Session One)", "notes", ""),
                ("5-day-weightlifting-program", "Monday (Session One)", "warm_up", "400m run"),
            ],
        ),
        ("today 2021-01-07", [("5-day-weightlifting-program", "Thursday (Rest Day)", "notes", "")]),
        ("today 2020-02-02", []),
        (
            "find HIP snatch",
            [
                (
                    "2021-01-04",
                    "Monday (Session One)",
                    "segment_a",
                    "(Snatch + Hip Snatch)",
                    TRAINING_WEEK.split("\n")[4:9],
                )
            ],
        ),
        ("find 15 lengths", [("2021-01-04", "Monday (Session One)", "segment_c", "Plank")]),
        ("find x' or 1=1 --", []),
        (
            "max-outs",
            [
                ("2021-01-04", "Monday (Session One)", "segment_b", "Back Squat", "establish", "1-RM", 24.0),
                ("2021-01-05", "Tuesday (Session Two)", "segment_a", "Power Clean", "every", "", 5.0),
            ],
        ),
        ("movement-counts", [("Front Squat", 3, 18, 55, 75.3, 90.0, "2021-01-20")]),
        (
            "this-week 2021-01-10",
            [
                (
                    "2021-01-04",
                    "Monday (Session One)",
                    "5-day-weightlifting-program",
                    "(Snatch + Hip Snatch), Back Squat, Chin-ups, Plank",
                )
            ],
        ),
    ],
)
def test_a_named_query_answers(stored: Archive, asked: str, expected: list[tuple[Any, ...]]) -> None:
    answer = query.ask(stored, *query.statement_of(asked))

    found = [
        tuple(cell.split("\n") if isinstance(cell, str) and "\n" in cell else cell for cell in r) for r in answer.rows
    ]
    assert bool(found) == bool(expected)
    for row in expected:
        assert any(each[: len(row)] == row for each in found), found


def test_every_named_query_is_tested_and_listed(capsys: pytest.CaptureFixture[str]) -> None:
    assert list(named_queries()) == ["find", "max-outs", "movement-counts", "this-week", "today"]

    assert main(["query"]) == 0
    listed = capsys.readouterr().out
    assert all(name in listed for name in named_queries())


# The command


def test_sql_of_ones_own_as_table_json_and_csv(stored: Archive, capsys: pytest.CaptureFixture[str]) -> None:
    sql = "select date, movement, sets, text from exercises where segment = 'segment_b' and movement ilike 'back %'"

    assert main(["query", sql]) == 0
    table = " ".join(capsys.readouterr().out.split())
    assert main(["query", sql, "--format", "json"]) == 0
    (as_json, *_) = json.loads(capsys.readouterr().out)
    assert main(["query", sql, "--format", "csv"]) == 0
    as_csv = capsys.readouterr().out.splitlines()

    assert "Back Squat" in table
    assert "1 row (1 empty column not shown) from 5 weeks, 2020-12-28 to 2021-01-24, in " in table
    assert as_json["text"] == ["In 24 minutes, establish a 1-RM Back Squat"]
    assert as_csv[0] == "date,movement,sets,text"
    assert as_csv[1] == '2021-01-04,Back Squat,,"[""In 24 minutes, establish a 1-RM Back Squat""]"'


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ("selec 1", 'syntax error at or near "selec"'),
        ("select nope from sets", "There are the tables sessions, exercises, sets"),
        ("find", "find takes a MOVEMENT"),
        ("max-outs now", "max-outs takes nothing after its name: leave 'now' out"),
        ("today 2021-13-01", "'2021-13-01' is not a date: write one such as 2020-12-21"),
        ("nosuch", "there is no query named 'nosuch'. The named queries are:\n  find "),
    ],
)
def test_what_cannot_be_answered_is_said(
    stored: Archive, capsys: pytest.CaptureFixture[str], asked: str, said: str
) -> None:
    assert main(["query", asked]) == 1
    error = capsys.readouterr().err
    assert error.startswith("Error: ")
    assert said in error


def test_this_week_lists_movements_without_stray_commas(stored: Archive) -> None:
    """A rest day has none, and entries that name no movement are left out."""
    lines = "Monday\nA.\n~ 7 ~\nB.\nThree sets of:\nBack Squat x 5 reps\nC.\n~ 9 ~\nThursday (Rest Day)"
    store(archive.OUT / "bucket", post_of(lines, "March 1-7, 2021"))

    found = rows(Archive(FolderStore()), *_statement("this-week 2021-03-02"))

    assert [row["movements"] for row in found] == ["Back Squat", ""]


def _statement(asked: str) -> tuple[str, ...]:
    sql, given = query.statement_of(asked)
    return (sql, *given)


def test_a_wide_answer_is_a_list_for_each_row_and_loses_nothing(
    stored: Archive, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    (row,) = rows(stored, "select * from sets where movement like '%Hip Snatch%' and set_number = 6")
    for width in (20, 40, 80, 200):
        monkeypatch.setenv("COLUMNS", str(width))
        assert main(["query", "select * from sets where movement like '%Hip Snatch%' and set_number = 6"]) == 0
        printed = capsys.readouterr().out
        for name, value in row.items():
            if value not in (None, ""):
                assert name in printed
                words = f"{value:g}" if isinstance(value, float) else str(value)
                # In 20 columns the longest names are folded: there, without the blanks of the fold.
                found = "".join(printed.split()) if width == 20 else printed
                assert all(word in found for word in words.split()), (width, name)


def test_an_answer_is_never_markup_or_a_command(stored: Archive, capsys: pytest.CaptureFixture[str]) -> None:
    sql = """select '[red]x[/] :smile:' || chr(27) || '[31m' || chr(8238) as "[bold]a[/]" """

    for shape in ("table", "json"):
        assert main(["query", sql, "--format", shape]) == 0
        printed = capsys.readouterr().out
        assert "[red]x[/] :smile:" in printed
        assert "[bold]a[/]" in printed
        assert not set(printed) & {"\x1b", "\u202e"}


def test_a_statement_without_an_answer_has_none(stored: Archive, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["query", ";"]) == 0
    assert "0 rows from 5 weeks" in capsys.readouterr().out


def test_no_archive_yet(tmp_path: Path) -> None:
    with pytest.raises(ArchiveError, match=r"there is no week in .*make run.*AWS=1"):
        Archive(FolderStore(tmp_path))


# In the bucket


@pytest.fixture
def bucket(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Any:
    """A deployed stack's bucket with a week in it, and how many objects were read from it."""
    monkeypatch.setattr(account, "settings", lambda: None)
    monkeypatch.setattr(account, "resources", lambda session, stage: {"DataBucket": f"of-{stage}"})
    folder = store(tmp_path, post_of(TRAINING_WEEK), *sample_posts())
    with mock_aws():
        s3 = boto3.client("s3")
        s3.create_bucket(Bucket="of-prod")
        for path in folder.glob("weekly/*.json"):
            s3.upload_file(str(path), "of-prod", f"weekly/{path.name}")
        yield s3


def test_the_archive_in_the_bucket_is_the_same(bucket: Any, tmp_path: Path) -> None:
    in_bucket, here = Archive(BucketStore("prod")), Archive(FolderStore(tmp_path))

    assert in_bucket.weeks == here.weeks
    assert in_bucket.records() == here.records()
    assert in_bucket.says() == "5 weeks, 2020-12-28 to 2021-01-24, in s3://of-prod"
    assert rows(in_bucket, "select count(*) as n from sets") == rows(here, "select count(*) as n from sets")


def test_it_is_asked_with_aws(bucket: Any, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["query", "max-outs", "--aws", "--stage", "prod", "--format", "csv"]) == 0

    found = capsys.readouterr().out.splitlines()
    assert "2021-01-05,Tuesday (Session Two),segment_a,Power Clean,every,,5.0" in found
    assert "2021-01-04,Monday (Session One),segment_b,Back Squat,establish,1-RM,24.0" in found


def test_a_day_is_read_from_its_week_alone(bucket: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    read: list[str] = []
    whole: Callable[[BucketStore, str], bytes] = BucketStore.read
    monkeypatch.setattr(BucketStore, "read", lambda self, key: read.append(key) or whole(self, key))

    records = Archive(BucketStore("prod")).records("2021-01-05", "2021-01-05")

    assert [record["session"] for record in records] == ["Tuesday (Session Two)"]
    assert read == ["weekly/2021-01-04__2021-01-07--5-day-weightlifting-program.json"]


def test_records_of_a_post_are_what_is_stored(tmp_path: Path) -> None:
    post = post_of(TRAINING_WEEK)

    assert Archive(FolderStore(store(tmp_path, post))).records() == records_of(post)
