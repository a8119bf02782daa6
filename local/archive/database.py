"""The archive as SQL (DuckDB), all of it in memory.

Its tables are those that Athena has on AWS, made of the same files: the columns of serverless/archive_columns.yml and
the views of queries/views/, which are written in Athena's SQL. Only `query` needs it, and importing DuckDB and sqlglot
takes longer than most commands.
"""

from __future__ import annotations

import tempfile
from functools import lru_cache
from pathlib import Path

import duckdb
import sqlglot

from local.archive.weeks import Archive, StoredWeek, columns
from local.project import ROOT

VIEWS = ("exercises", "sets")  # in this order: each is made of the one before


def database_of(archive: Archive) -> duckdb.DuckDBPyConnection:
    """Return all of the archive in memory, as the table `sessions` and the views `exercises` and `sets`."""
    connection = duckdb.connect(config={"autoinstall_known_extensions": False})
    files = archive.files(archive.weeks)
    try:
        _create_sessions(connection, b"".join(files.values()))
    except duckdb.Error:  # DuckDB refuses a record that passed our check: leave its week out
        whole = [body for week, body in files.items() if _is_readable(archive, week, body)]
        _create_sessions(connection, b"".join(whole))
    for view in VIEWS:
        connection.execute(_view(view))
    return connection


def in_duckdb(athena: str) -> str:
    """Return a statement in Athena's SQL translated for DuckDB."""
    (statement,) = sqlglot.transpile(athena, read="athena", write="duckdb", comments=False)
    return statement


def _is_readable(archive: Archive, week: StoredWeek, body: bytes) -> bool:
    try:
        with duckdb.connect() as connection:
            _create_sessions(connection, body)
    except duckdb.Error as error:
        archive.say_damaged(week, str(error).split("\n")[0])
        return False
    return True


def _create_sessions(connection: duckdb.DuckDBPyConnection, lines: bytes) -> None:
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "sessions.json"
        file.write_bytes(lines)
        connection.read_json(str(file), format="newline_delimited", columns=_duckdb_columns()).create("sessions")


@lru_cache(maxsize=1)
def _duckdb_columns() -> dict[str, str]:
    return {name: sqlglot.exp.DataType.build(kind, dialect="hive").sql("duckdb") for name, kind in columns().items()}


@lru_cache(maxsize=len(VIEWS))
def _view(name: str) -> str:
    return in_duckdb((ROOT / "queries" / "views" / f"{name}.sql").read_text())
