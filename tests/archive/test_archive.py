"""The archive's tables: Athena and DuckDB read the same tables, and these hold the records."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import yaml

from invictus.exercises import LOAD, Exercise, Load
from invictus.prescriptions import EXERCISE, PART, sets_of
from local.archive.query import COLUMNS, VIEWS
from local.archive.weeks import Archive, ArchiveError, FolderStore
from local.embedded_aws.package import Package
from tests.support.archive_queries import QUERY_FILES, VIEWS_FOLDER, rows

COLUMN_TYPES = {column["Name"]: column["Type"] for column in yaml.safe_load(COLUMNS.read_text())}


# The tables


def hive_type(model: Any, name: str = "") -> str:
    """Return the Hive type of a value in a record. None means a whole number, except for percents and metres."""
    if isinstance(model, dict):
        return f"struct<{','.join(f'{key}:{hive_type(value, key)}' for key, value in model.items())}>"
    if isinstance(model, list):
        parts = {"movements": PART, "loads": LOAD, "sets": None, "times": None, "uncertain": None}
        return f"array<{hive_type(parts.get(name, ''))}>"
    if isinstance(model, bool):
        return "boolean"
    if isinstance(model, str):
        return "string"
    return "double" if "float" in str({**Exercise.__annotations__, **Load.__annotations__}.get(name)) else "int"


def test_the_column_of_exercises_has_the_shape_of_an_exercise() -> None:
    assert not [name for name, kind in COLUMN_TYPES.items() if " " in kind], "Hive cannot read a blank"
    assert COLUMN_TYPES["exercises"] == f"array<{hive_type(EXERCISE)}>"


def test_every_field_of_a_record_is_a_column(sample_archive: Archive) -> None:
    assert {field for record in sample_archive.records() for field in record} <= COLUMN_TYPES.keys()


def test_the_table_sessions_holds_the_records(sample_archive: Archive) -> None:
    found = rows(sample_archive, "select * from sessions order by program, date, session")

    kept = [{name: value for name, value in row.items() if value is not None} for row in found]
    assert kept == [{name: value for name, value in record.items()} for record in sample_archive.records()]


def test_the_view_sets_holds_the_rows_of_sets_of(sample_archive: Archive) -> None:
    expected = [
        {"date": record["date"], "session": record["session"], "program": record["program"], "number": number, **row}
        for record in sample_archive.records()
        for number, exercise in enumerate(record["exercises"], start=1)
        for row in sets_of(exercise)
    ]

    found = rows(sample_archive, "select * from sets order by program, date, session, number, set_number")

    assert len(found) > 50
    assert [{"set" if name == "set_number" else name: row[name] for name in row} for row in found] == expected


def test_the_view_exercises_has_one_row_for_each_exercise(sample_archive: Archive) -> None:
    found = rows(sample_archive, "select * from exercises order by program, date, session, number")

    flat = [
        {**exercise, **exercise["scheme"], "scheme": exercise["scheme"]["kind"]}
        for record in sample_archive.records()
        for exercise in record["exercises"]
    ]
    assert [{name: row[name] for name in flat[0] if name != "kind"} for row in found] == [
        {name: value for name, value in exercise.items() if name != "kind"} for exercise in flat
    ]


@pytest.mark.parametrize(
    ("segment", "sets"), [("Squat", []), ("3 sets of:\nBack Squat x 5 reps", [{"movement": "Back Squat", "reps": 15}])]
)
def test_a_record_that_an_older_version_stored_is_given_its_exercises(
    tmp_path: Path, segment: str, sets: list[Any]
) -> None:
    old = {"date": "2021-01-04", "session": "Monday", "program": "p", "segment_a": segment}
    (tmp_path / "weekly").mkdir()
    (tmp_path / "weekly" / "2021-01-04__2021-01-09--p.json").write_text(json.dumps(old))
    stored = Archive(FolderStore(tmp_path))

    movements = [exercise["movement"] for exercise in stored.records()[0]["exercises"]]
    assert movements == [each["movement"] for each in sets] or not sets
    assert rows(stored, "select session, segment_b from sessions") == [{"session": "Monday", "segment_b": None}]
    assert rows(stored, "select movement, sum(reps) as reps from sets group by movement") == sets


# The stack


@pytest.mark.infrastructure
def test_the_stack_has_the_table(package: Package) -> None:
    table = package.template["Resources"]["ArchiveSessions"]["Properties"]
    storage = table["TableInput"]["StorageDescriptor"]

    assert (table["DatabaseName"], table["TableInput"]["Name"]) == ("invictus_weightlifting_dev", "sessions")
    assert storage["Location"] == "s3://invictus-test-213/weekly/"
    assert storage["SerdeInfo"]["SerializationLibrary"] == "org.openx.data.jsonserde.JsonSerDe"
    assert storage["Columns"] == yaml.safe_load(COLUMNS.read_text())


@pytest.mark.infrastructure
def test_the_stack_has_every_query_and_the_views_by_number(package: Package) -> None:
    resources = package.template["Resources"].values()
    saved = [each["Properties"] for each in resources if each["Type"] == "AWS::Athena::NamedQuery"]

    views = {f"{number} - create the view {view}": VIEWS_FOLDER / f"{view}.sql" for number, view in enumerate(VIEWS, 1)}
    files = {**{path.stem: path for path in QUERY_FILES}, **views}
    assert {each["Name"]: each["QueryString"] for each in saved} == {name: p.read_text() for name, p in files.items()}


def test_an_empty_folder_is_refused_with_its_remedy(tmp_path: Path) -> None:
    with pytest.raises(ArchiveError, match=r"no week is stored in .*make run.*AWS=1"):
        Archive(FolderStore(tmp_path))
