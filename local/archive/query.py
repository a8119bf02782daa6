"""`make query`: asks the archive, in SQL or by the name of a query in queries/.

python -m local.archive.query ["SQL" | NAME [WORDS]] [--format table|json|csv] [--aws] [--stage dev]
"""

from __future__ import annotations

import argparse
import csv
import json
import sys
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple, Optional

import duckdb
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from local.archive.weeks import VIEWS, Archive, ArchiveError, in_duckdb, open_archive
from local.deployed import account
from local.project import ROOT

QUERIES = ROOT / "queries"


class NamedQuery(NamedTuple):
    """A file of queries/: its first two lines say what it answers and what it is to be given."""

    name: str
    answers: str
    parameter: Optional[str]
    sql: str


class Answer(NamedTuple):
    columns: list[str]
    rows: list[tuple[Any, ...]]


def main(arguments: Optional[list[str]] = None) -> int:
    options = _options(arguments)
    words = " ".join(options.question).split()
    if not words:
        _list_queries(Console())
        return 0
    try:
        sql, given = named(words) if words[0] in names() else (" ".join(options.question), [])
        archive = open_archive(options.aws, options.stage)
        answer = ask(archive, sql, given)
    except ArchiveError as error:
        print(f"Not possible: {error}.", file=sys.stderr)
        return 1
    if options.format == "table":
        _show(answer, archive.says())
    else:
        {"json": _print_json, "csv": _print_csv}[options.format](answer)
    return 0


def _options(arguments: Optional[list[str]]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m local.archive.query", description="Ask the archive.")
    parser.add_argument("question", nargs="*", help="SQL, or a named query and what it takes; none lists the queries")
    parser.add_argument("--format", choices=("table", "json", "csv"), default="table")
    parser.add_argument("--aws", action="store_true", help="ask the bucket in your AWS account, not out/")
    parser.add_argument("--stage", default=account.default_stage())
    return parser.parse_args(arguments)


# The named queries


def names() -> list[str]:
    return sorted(path.stem for path in QUERIES.glob("*.sql"))


def read_query(path: Path) -> NamedQuery:
    answers, parameters, sql = path.read_text(encoding="utf-8").split("\n", 2)
    parameter = parameters.split(": ")[1]
    return NamedQuery(path.stem, answers.lstrip("- "), None if parameter == "none" else parameter, sql)


def named(words: list[str]) -> tuple[str, list[str]]:
    """`["find", "back", "squat"]` -> the query's SQL for DuckDB and the values for its question marks."""
    query, value = read_query(QUERIES / f"{words[0]}.sql"), " ".join(words[1:])
    if query.parameter is None and value:
        raise ArchiveError(f"{query.name} takes nothing behind its name, and {value!r} stands there")
    if query.parameter == "DATE":
        value = _iso_date(value)
    elif query.parameter and not value:
        raise ArchiveError(f"{query.name} takes a {query.parameter}: write one behind its name")
    return in_duckdb(query.sql), [value] if query.parameter else []


def _iso_date(written: str) -> str:
    try:
        return (date.fromisoformat(written) if written else date.today()).isoformat()
    except ValueError as error:
        raise ArchiveError(f"{written!r} is no date: write one such as 2020-12-21") from error


def _list_queries(console: Console) -> None:
    table = Table(title="Named queries", title_justify="left")
    for column in ("name", "takes", "answers"):
        table.add_column(column)
    for query in map(read_query, sorted(QUERIES.glob("*.sql"))):
        takes = {None: "", "DATE": "a DATE, or today"}.get(query.parameter, f"a {query.parameter}")
        table.add_row(query.name, takes, query.answers)
    console.print(table)
    console.print('Or SQL over the tables sessions, exercises and sets: make query SQL="select ..."')


# Asking and answering


def ask(archive: Archive, sql: str, given: list[str]) -> Answer:
    """Raises ArchiveError with DuckDB's own words where it cannot read the SQL."""
    with archive.database() as connection:
        try:
            result = connection.execute(sql, given)
            return Answer([column[0] for column in result.description], result.fetchall())
        except duckdb.Error as error:
            tables = ", ".join(("sessions", *VIEWS))
            raise ArchiveError(f"DuckDB cannot answer that: {error}\nThere are the tables {tables}") from error


def _show(answer: Answer, asked: str) -> None:
    """As a table. Columns that no row has anything in are left away: a session has few of 26 segments."""
    kept = [at for at, _ in enumerate(answer.columns) if not answer.rows or any(_cell(row[at]) for row in answer.rows)]
    table = Table(show_lines=any("\n" in _cell(row[at]) for row in answer.rows for at in kept))
    for at in kept:
        is_number = any(isinstance(row[at], (int, float)) for row in answer.rows)
        table.add_column(escape(answer.columns[at]), justify="right" if is_number else "left")
    for row in answer.rows:
        table.add_row(*(escape(_cell(row[at])) for at in kept))
    console = Console()
    console.print(table)
    left_away = len(answer.columns) - len(kept)
    columns = f" ({left_away} empty column{'s' * (left_away != 1)} not shown)" if left_away else ""
    console.print(f"{len(answer.rows)} row{'s' * (len(answer.rows) != 1)}{columns} from {asked}", highlight=False)


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, list) and all(isinstance(each, str) for each in value):
        return "\n".join(value)
    if isinstance(value, (list, dict)):
        return json.dumps(value, ensure_ascii=False)
    return f"{value:g}" if isinstance(value, float) else str(value)


def _print_json(answer: Answer) -> None:
    rows = [dict(zip(answer.columns, row)) for row in answer.rows]
    print(json.dumps(rows, indent=1, ensure_ascii=False, default=str))


def _print_csv(answer: Answer) -> None:
    writer = csv.writer(sys.stdout, lineterminator="\n")
    writer.writerow(answer.columns)
    for row in answer.rows:
        writer.writerow([_csv_value(value) for value in row])


def _csv_value(value: Any) -> Any:
    return json.dumps(value, ensure_ascii=False) if isinstance(value, (list, dict)) else value


if __name__ == "__main__":
    account.run(main)
