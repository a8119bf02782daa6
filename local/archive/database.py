"""The archive as SQL (DuckDB), all of it in memory.

Its tables are those that Athena has on AWS, made of the same files: the columns of serverless/archive_columns.yml and
the views of queries/views/, which are written in Athena's SQL. Only `query` needs it, and importing DuckDB and sqlglot
takes longer than most commands.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path

import duckdb
import sqlglot

from invictus.keys import json_lines
from invictus.shapes import StoredRecord
from local.archive.weeks import Archive, StoredWeek, columns
from local.project import ROOT

VIEWS = ("exercises", "sets")  # in this order: each is made of the one before
_COLUMNS = {name: sqlglot.exp.DataType.build(kind, dialect="hive").sql("duckdb") for name, kind in columns().items()}


def database_of(archive: Archive) -> duckdb.DuckDBPyConnection:
    """Return all of the archive in memory, as the table `sessions` and the views `exercises` and `sets`."""
    connection = duckdb.connect(config={"autoinstall_known_extensions": False})
    weeks = archive.records_by_week(archive.weeks)
    try:
        _create_sessions(connection, weeks.values())
    except duckdb.Error:  # DuckDB refuses a record that passed our check: leave its week out
        whole = [records for week, records in weeks.items() if _is_readable(archive, week, records)]
        _create_sessions(connection, whole)
    for view in VIEWS:
        connection.execute(in_duckdb((ROOT / "queries" / "views" / f"{view}.sql").read_text()))
    return connection


@lru_cache
def in_duckdb(athena: str) -> str:
    """Return a statement in Athena's SQL translated for DuckDB."""
    (statement,) = sqlglot.transpile(athena, read="athena", write="duckdb", comments=False)
    return statement


def _is_readable(archive: Archive, week: StoredWeek, records: list[StoredRecord]) -> bool:
    try:
        with duckdb.connect() as connection:
            _create_sessions(connection, [records])
    except duckdb.Error as error:
        reason = str(error).split("\n")[0]
        archive.leave_out(week, f"is damaged ({reason})", archive.store.remedy)
        return False
    return True


def _create_sessions(connection: duckdb.DuckDBPyConnection, weeks: Iterable[list[StoredRecord]]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "sessions.json"
        file.write_text("".join(map(json_lines, weeks)), encoding="utf-8", errors="backslashreplace")
        connection.read_json(str(file), format="newline_delimited", columns=_COLUMNS).create("sessions")
