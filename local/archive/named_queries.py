"""The questions that have a name: the files of queries/, in Athena's SQL."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple, Optional

from local.archive.database import in_duckdb
from local.archive.selection import date_asked
from local.archive.weeks import ArchiveError
from local.project import ROOT

QUERIES = ROOT / "queries"


class NamedQuery(NamedTuple):
    """A file of queries/: its first two lines say what it answers and what it takes (`DATE`, `MOVEMENT`, or None)."""

    name: str
    answers: str
    parameter: Optional[str]
    sql: str

    @property
    def takes(self) -> str:
        """Return what to write after the name, in words."""
        return {None: "", "DATE": "a DATE, or nothing for today"}.get(self.parameter, f"a {self.parameter}")


def named_queries() -> dict[str, NamedQuery]:
    """Return all of them by name, in the order of the alphabet."""
    return {path.stem: read_query(path) for path in sorted(QUERIES.glob("*.sql"))}


def read_query(path: Path) -> NamedQuery:
    """Return the query in a file: its first line says what it answers, its second what it takes."""
    answers, parameters, sql = path.read_text(encoding="utf-8").split("\n", 2)
    parameter = parameters.split(": ")[1]
    return NamedQuery(path.stem, answers.lstrip("- "), None if parameter == "none" else parameter, sql)


def as_sql(query: NamedQuery, value: str) -> tuple[str, list[str]]:
    """Return a query's SQL for DuckDB and the values for its question marks. Raises ArchiveError."""
    if query.parameter is None and value:
        raise ArchiveError(f"{query.name} takes nothing after its name: leave {value!r} out")
    if query.parameter == "DATE":
        value = date_asked(value).isoformat()
    elif query.parameter and not value:
        raise ArchiveError(f"{query.name} takes a {query.parameter}: write one after its name")
    return in_duckdb(query.sql), [value] if query.parameter else []
