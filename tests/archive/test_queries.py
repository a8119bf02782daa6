"""`make query`: the named queries, and any other SQL."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import pytest
import sqlglot

from invictus import marks
from invictus.shapes import Json
from local.archive import query
from local.archive.query import named_queries
from local.archive.weeks import Archive, FolderStore
from tests.support.archive_queries import QUERY_FILES, VIEWS_FOLDER, rows
from tests.support.commands import output_of
from tests.support.posts import TRAINING_WEEK, post_of
from tests.support.stored_weeks import store

Ask = Callable[..., str]


@pytest.fixture
def ask(sample_archive: Archive, capsys: pytest.CaptureFixture[str]) -> Ask:
    """Run a command on the sample archive and return its output, or its error if a code is given."""
    return partial(output_of, capsys)


# The named queries


@pytest.mark.parametrize("path", [*QUERY_FILES, *sorted(VIEWS_FOLDER.glob("*.sql"))], ids=lambda p: p.stem)
def test_a_query_is_valid_athena_sql(path: Path) -> None:
    statement = sqlglot.parse_one(path.read_text(), read="athena")

    assert not list(statement.find_all(sqlglot.exp.ILike, sqlglot.exp.Command))
    assert sqlglot.parse_one(statement.sql("athena"), read="athena") == statement


MONDAY, TUESDAY = ("2021-01-04", "Monday (Session One)"), ("2021-01-05", "Tuesday (Session Two)")
PROGRAM = "5-day-weightlifting-program"
LIFTS = "(Snatch + Hip Snatch), Back Squat, Chin-ups, Plank"
ANSWERS: dict[str, list[tuple[Any, ...]]] = {
    "today 2021-01-04": [(PROGRAM, MONDAY[1], "warm_up", "400m run")],
    "today 2021-01-07": [(PROGRAM, "Thursday (Rest Day)", "notes", "")],
    "today 2020-02-02": [],
    "find HIP snatch": [(*MONDAY, "segment_a", "(Snatch + Hip Snatch)", TRAINING_WEEK.split("\n")[4:9])],
    "find 15 lengths": [(*MONDAY, "segment_c", "Plank")],
    "find x' or 1=1 --": [],
    "max-outs": [
        (*MONDAY, "segment_b", "Back Squat", "establish", "1-RM", 24.0),
        (*TUESDAY, "segment_a", "Power Clean", "every", "", 5.0),
    ],
    "movement-counts": [("Front Squat", 3, 18, 55, 75.3, 90.0, "2021-01-20")],
    "this-week 2021-01-10": [(*MONDAY, PROGRAM, LIFTS)],
}


@pytest.mark.parametrize(("asked", "expected"), ANSWERS.items())
def test_a_named_query_answers(sample_archive: Archive, asked: str, expected: list[tuple[Any, ...]]) -> None:
    answer = query.ask(sample_archive, *query.statement_of(asked))

    found = [
        tuple(cell.split("\n") if isinstance(cell, str) and "\n" in cell else cell for cell in r) for r in answer.rows
    ]
    assert bool(found) == bool(expected)
    for row in expected:
        assert any(each[: len(row)] == row for each in found), found


def test_every_named_query_is_tested_and_listed(ask: Ask) -> None:
    listed = ask("query")
    assert [name for name in named_queries() if name in listed] == sorted({asked.split()[0] for asked in ANSWERS})


# The command


def test_any_sql_is_answered_as_a_table_json_or_csv(ask: Ask) -> None:
    sql = "select date, movement, sets, text from exercises where segment = 'segment_b' and movement ilike 'back %'"

    table = " ".join(ask("query", sql).split())
    (as_json, *_) = json.loads(ask("query", sql, "--format", "json"))
    as_csv = ask("query", sql, "--format", "csv").splitlines()

    assert "Back Squat" in table
    assert "1 row (1 empty column not shown) from 5 weekly files, 2020-12-28 to 2021-01-24, in " in table
    assert as_json["text"] == ["In 24 minutes, establish a 1-RM Back Squat"]
    assert as_csv[0] == "date,movement,sets,text"
    assert as_csv[1] == '2021-01-04,Back Squat,,"[""In 24 minutes, establish a 1-RM Back Squat""]"'


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ("selec 1", 'syntax error at or near "selec"'),
        ("drop table sessions", "the archive can only be asked. Write one question"),
        (";", "the archive can only be asked"),
        ("select nope from sets", "There are the tables sessions, exercises, sets"),
        ("find", "find takes a MOVEMENT"),
        ("max-outs now", "max-outs takes nothing after its name: leave 'now' out"),
        ("today 2021-13-01", "'2021-13-01' is not a date that training can have: write one such as 2021-01-18"),
        ("nosuch", "and the named queries find, max-outs, movement-counts, this-week, today"),
    ],
)
def test_a_wrong_query_is_refused_with_its_remedy(ask: Ask, asked: str, said: str) -> None:
    error = ask("query", asked, code=1)
    assert error.startswith("Error: ")
    assert said in error


def answers(stored: Archive, asked: str) -> list[Json]:
    sql, given = query.statement_of(asked)
    return rows(stored, sql, *given)


TWO_SESSIONS = "Monday (Morning)\nA.\nFarmer’s Carry x 20 meters\nMonday (Afternoon)\nA.\nRow x 9 meters"


IN_MARCH: dict[str, tuple[str, str, list[Json]]] = {
    "only a session without any part has an empty row": (
        "Thursday (Session One)\nA.\n3 sets of:\nBack Squat x 5 reps\nThursday (Rest Day)",
        "today 2021-03-04",
        [{"part": "segment_a", "lines": "3 sets of:\nBack Squat x 5 reps"}, {"part": "notes", "lines": ""}],
    ),
    "a lift is counted once whatever its spelling": (
        "Monday\nA.\n3 sets of:\nZercher Squat x 2 reps\nTuesday\nA.\n2 sets of:\nZercher Squats x 2 reps",
        "movement-counts",
        [{"days": 2, "sets": 5, "reps": 10}],
    ),
    "the counts of a complex are in the sets": (
        "Monday\nA.\n3 sets of:\n(Clean + 2 Front Squats + Jerk) x 1 rep",
        "select reps, times from sets",
        [{"reps": 1, "times": [1, 2, 1]}] * 3,
    ),
    "a rest day and entries without a movement leave no stray commas": (
        "Monday\nA.\n~ 7 ~\nB.\nThree sets of:\nBack Squat x 5 reps\nC.\n~ 9 ~\nThursday (Rest Day)",
        "this-week 2021-03-02",
        [{"movements": "Back Squat"}, {"movements": ""}],
    ),
    **{
        f"whatever its marks: {typed}": (TWO_SESSIONS, f"find {typed}", [{"movement": "Farmer’s Carry"}])
        for typed in ("farmer's carry", "FARMER’S", "farmer`s c")
    },
}


@pytest.mark.parametrize(("lines", "asked", "expected"), IN_MARCH.values(), ids=IN_MARCH)
def test_a_week_is_asked(tmp_path: Path, lines: str, asked: str, expected: list[Json]) -> None:
    store(tmp_path, post_of(lines, "March 1-7, 2021"))

    found = answers(Archive(FolderStore(tmp_path)), asked)

    assert [{name: row[name] for name in expected[0]} for row in found] == expected


def test_sessions_of_a_day_are_in_the_posts_order_and_old_ones_by_their_names(tmp_path: Path) -> None:
    new, old = post_of(TWO_SESSIONS, "March 1-7, 2021"), post_of(TWO_SESSIONS, "March 8-14, 2021")
    store(tmp_path, new, old)
    file = next((tmp_path / "weekly").glob("2021-03-08*"))
    file.write_text(re.sub(r'"order": \d+, ', "", file.read_text()))
    stored = Archive(FolderStore(tmp_path))
    names = ["Monday (Morning)", "Monday (Afternoon)"]

    for query_of_day in ("this-week {}", "today {}"):
        for day, expected in (("2021-03-01", names), ("2021-03-08", names[::-1])):
            found = [row["session"] for row in answers(stored, query_of_day.format(day))]
            assert list(dict.fromkeys(found)) == expected, (query_of_day, day)
    assert [record["session"] for record in stored.records("2021-03-01")] == [*names, *names[::-1]]


def test_find_folds_all_marks_of_the_table() -> None:
    (typographic, typed) = re.findall(r"'((?:[^']|'')*)' as", named_queries()["find"].sql)

    folded = (marks.SINGLE_QUOTES, "'"), (marks.DOUBLE_QUOTES, '"'), (marks.DASHES, "-"), (marks.TIMES, "x")
    assert typographic == "".join(many for many, _ in folded)
    assert typed.replace("''", "'") == "".join(one * len(many) for many, one in folded)


def test_csv_holds_nothing_that_a_spreadsheet_runs(ask: Ask) -> None:
    sql = "from (values ('=1+1', -1), ('+1', 2), ('-1', 3), ('@x', 4), ('\t=1', 5), ('a=1', 6)) as typed (v, n)"
    assert ask("query", sql, "--format", "csv") == "v,n\n'=1+1,-1\n'+1,2\n'-1,3\n'@x,4\n'\t=1,5\na=1,6\n"


def test_a_copied_file_is_not_counted_twice(sample_archive: Archive, tmp_path: Path) -> None:
    for file in list((tmp_path / "bucket" / "weekly").glob("2021-01-04*")):
        for copy in (f"{file.stem} (1).json", f"{file.stem}-copy.json", f"Copy of {file.name}"):
            file.with_name(copy).write_bytes(file.read_bytes())

    stored = Archive(FolderStore())

    assert len(stored.records("2021-01-04", "2021-01-10")) == 3
    assert len(rows(stored, "from sessions")) == len(stored.records())


def test_the_day_of_a_named_query_may_be_typed_as_for_today() -> None:
    assert query.statement_of("today", "2021-03-02") == query.statement_of("today 2021-03-02")
    assert query.statement_of("today 2021-03-03", "2021-03-02") == query.statement_of("today 2021-03-03")
    assert query.statement_of("find row", "2021-03-02") == query.statement_of("find row")


def test_an_answer_wider_than_the_terminal_is_shown_as_lists_and_loses_nothing(
    sample_archive: Archive, ask: Ask, monkeypatch: pytest.MonkeyPatch
) -> None:
    sql = "select * from sets where movement like '%Hip Snatch%' and set_number = 6"
    (row,) = rows(sample_archive, sql)
    held = {name: value for name, value in row.items() if value not in (None, "", [])}
    shown = (f"{value:g}" if isinstance(value, float) else str(value) for value in held.values())
    words = [word for cell in shown for word in cell.split()]
    for width in ("50", "200"):
        monkeypatch.setenv("COLUMNS", width)
        printed = ask("query", sql)
        assert [word for word in (*held, *words) if word not in printed] == []


def test_an_answer_is_never_markup_or_a_command(ask: Ask) -> None:
    sql = """select '[red]x[/] :smile:' || chr(27) || '[31m' || chr(8238) as "[bold]a[/]" """

    for shape in ("table", "json"):
        printed = ask("query", sql, "--format", shape)
        assert "[red]x[/] :smile:" in printed and "[bold]a[/]" in printed
        assert not set(printed) & {"\x1b", "\u202e"}
