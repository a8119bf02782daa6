"""`make query`: asks the archive, in SQL (DuckDB) or by the name of a query in queries/.

Its tables are those that Athena has on AWS, made of the same files: the columns of serverless/archive_columns.yml and
the views of queries/views/, which are written in Athena's SQL, as the named queries are. They are in memory.
"""

from __future__ import annotations

import csv
import json
import sys
import tempfile
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple

import click
import duckdb
import sqlglot
import yaml

from invictus.keys import json_lines
from local.archive.options import archive_options, date_asked, option
from local.archive.weeks import Archive, ArchiveError, open_archive
from local.project import ROOT
from local.terminal.printing import console, counted, line, printable, show_table

QUERIES = ROOT / "queries"
COLUMNS = ROOT / "serverless" / "archive_columns.yml"
VIEWS = ("exercises", "sets")  # in this order: each is made of the one before
_TYPES = {
    column["Name"]: sqlglot.exp.DataType.build(column["Type"], dialect="hive").sql("duckdb")
    for column in yaml.safe_load(COLUMNS.read_text())
}
_TABLES = ", ".join(("sessions", *VIEWS))
# DuckDB's names for a statement that asks; the others would change the copy in memory. MULTI is a pivot.
_ASKS = ("SELECT", "EXPLAIN", "MULTI")


class NamedQuery(NamedTuple):
    """A file of queries/, in Athena's SQL. Its first lines say what it answers and takes: DATE, MOVEMENT or none."""

    answers: str
    parameter: str
    sql: str


class QueryResult(NamedTuple):
    columns: list[str]
    rows: list[tuple[Any, ...]]


@click.command()
@click.argument("question", nargs=-1)
@option("--sql", "SQL", default="", help="The same as QUESTION.")
@option("--format", "FORMAT", type=click.Choice(("table", "json", "csv")), default="table", show_default=True)
@option("--date", "DATE", default="", help="The day that a named query is asked about; the same as after its name.")
@archive_options
def query(question: tuple[str, ...], sql: str, format: str, date: str, aws: bool, stage: str) -> None:
    """Ask the archive in SQL, or by a query's name.

    QUESTION is SQL, or a named query and what it takes ("find back squat"). Without one the named queries are listed.
    """
    asked = (" ".join(question) or sql).strip()
    if not asked:
        _list_queries()
        return
    statement, given = statement_of(asked, date)
    archive = open_archive(aws, stage)
    answer = ask(archive, statement, given)
    if format == "json":  # in ASCII: the same data in any terminal, without control characters
        print(json.dumps([dict(zip(answer.columns, row)) for row in answer.rows], indent=1, default=str))
    elif format == "csv":
        rows = (map(_csv_cell, row) for row in (answer.columns, *answer.rows))
        csv.writer(sys.stdout, lineterminator="\n").writerows(rows)
    else:
        _show(answer, archive.says())


def named_queries() -> dict[str, NamedQuery]:
    """Return the queries that have a name, in the order of the alphabet."""
    queries = {}
    for path in sorted(QUERIES.glob("*.sql")):
        answers, parameters, sql = path.read_text(encoding="utf-8").split("\n", 2)
        queries[path.stem] = NamedQuery(answers.lstrip("- "), parameters.split(": ")[1], sql)
    return queries


def statement_of(asked: str, date: str = "") -> tuple[str, list[str]]:
    """Return the SQL that is asked for and its values; `date` is for a named query that takes a DATE and has none.

    Raises ArchiveError for a named query with a wrong value.
    """
    name, *words = asked.split()
    named, value = named_queries().get(name), " ".join(words)
    if named is None:
        return asked, []
    if named.parameter == "DATE":
        value = date_asked(value or date).isoformat()
    elif named.parameter == "none" and value:
        raise ArchiveError(f"{name} takes nothing after its name: leave {value!r} out")
    elif named.parameter != "none" and not value:
        raise ArchiveError(f"{name} takes a {named.parameter}: write one after its name")
    return in_duckdb(named.sql), [value] if value else []


def _list_queries() -> None:
    takes = {"none": "", "DATE": "a DATE, or nothing for today"}
    rows = [
        (name, takes.get(each.parameter, f"a {each.parameter}"), each.answers) for name, each in named_queries().items()
    ]
    out = console()
    show_table(out, ("name", "takes", "answers"), rows, title="Named queries")
    out.print(f'Or SQL over the tables {_TABLES}: make query SQL="select ..."')


def ask(archive: Archive, sql: str, given: list[str]) -> QueryResult:
    """Return what the archive answers. Raises ArchiveError with DuckDB's own words if it cannot."""
    try:
        kinds = [statement.type.name for statement in duckdb.extract_statements(sql)]
        if not kinds or not {*kinds} <= {*_ASKS}:
            raise ArchiveError("the archive can only be asked. Write one question, such as: select * from sessions")
        with database_of(archive) as connection:
            result = connection.execute(sql, given)
            return QueryResult([column[0] for column in result.description], result.fetchall())
    except duckdb.Error as error:
        names = ", ".join(named_queries())
        raise ArchiveError(
            f"DuckDB cannot answer that: {error}\nThere are the tables {_TABLES}, and the named queries {names}"
        ) from error


def database_of(archive: Archive) -> duckdb.DuckDBPyConnection:
    """Return all of the archive in memory, as the table `sessions` and the views `exercises` and `sets`."""
    connection = duckdb.connect(config={"autoinstall_known_extensions": False})
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "sessions.json"
        lines = map(json_lines, archive.records_by_week(archive.weeks).values())
        file.write_text("".join(lines), encoding="utf-8", errors="backslashreplace")
        connection.read_json(str(file), format="newline_delimited", columns=_TYPES).create("sessions")
    for view in VIEWS:
        connection.execute(in_duckdb((QUERIES / "views" / f"{view}.sql").read_text()))
    return connection


@lru_cache
def in_duckdb(athena: str) -> str:
    """Return a statement in Athena's SQL translated for DuckDB."""
    (statement,) = sqlglot.transpile(athena, read="athena", write="duckdb", comments=False)
    return statement


def _show(answer: QueryResult, asked: str) -> None:
    """Print a table. Columns that are empty in every row are left out: a session has few of 26 segments."""
    cells = [[_cell(value) for value in row] for row in answer.rows]
    kept = [at for at, _ in enumerate(answer.columns) if not cells or any(row[at] for row in cells)]
    numbers = [place for place, at in enumerate(kept) if any(isinstance(row[at], (int, float)) for row in answer.rows)]
    out = console()
    show_table(out, [answer.columns[at] for at in kept], [[row[at] for at in kept] for row in cells], numbers)
    left_out = len(answer.columns) - len(kept)
    columns = f" ({counted(left_out, 'empty column')} not shown)" if left_out else ""
    out.print(line(f"{counted(len(answer.rows), 'row')}{columns} from {asked}"))


def _cell(value: Any) -> str:
    """Return a value as a table shows it: a list line by line, of an object what is not empty."""
    if isinstance(value, list):
        return "\n".join(map(_cell, value))
    if isinstance(value, dict):
        said = {name: _cell(part).replace("\n", "; ") for name, part in value.items()}
        return ", ".join(f"{name}: {part}" for name, part in said.items() if part)
    if value is None:
        return ""
    return f"{value:g}" if isinstance(value, float) else str(value)


def _csv_cell(value: Any) -> Any:
    """Return a value as a spreadsheet takes it: of a list or an object JSON, of a text no control character.

    A text that it would run as a formula begins with an apostrophe.
    """
    if isinstance(value, (list, dict)):
        value = json.dumps(value, ensure_ascii=False, default=str)
    if not isinstance(value, str):
        return value
    return printable(f"'{value}" if value.startswith(("=", "+", "-", "@", "\t", "\r")) else value)
