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
import yaml

from invictus.keys import json_lines
from local.archive.weeks import Archive
from local.project import ROOT

COLUMNS = ROOT / "serverless" / "archive_columns.yml"
VIEWS = ("exercises", "sets")  # in this order: each is made of the one before
_COLUMNS = {
    column["Name"]: sqlglot.exp.DataType.build(column["Type"], dialect="hive").sql("duckdb")
    for column in yaml.safe_load(COLUMNS.read_text())
}


def database_of(archive: Archive) -> duckdb.DuckDBPyConnection:
    """Return all of the archive in memory, as the table `sessions` and the views `exercises` and `sets`."""
    connection = duckdb.connect(config={"autoinstall_known_extensions": False})
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "sessions.json"
        lines = map(json_lines, archive.records_by_week(archive.weeks).values())
        file.write_text("".join(lines), encoding="utf-8", errors="backslashreplace")
        connection.read_json(str(file), format="newline_delimited", columns=_COLUMNS).create("sessions")
    for view in VIEWS:
        connection.execute(in_duckdb((ROOT / "queries" / "views" / f"{view}.sql").read_text()))
    return connection


@lru_cache
def in_duckdb(athena: str) -> str:
    """Return a statement in Athena's SQL translated for DuckDB."""
    (statement,) = sqlglot.transpile(athena, read="athena", write="duckdb", comments=False)
    return statement
