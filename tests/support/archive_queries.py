"""Queries an archive, and names the files of the queries and views."""

from __future__ import annotations

from invictus.shapes import Json
from local.archive import query
from local.archive.weeks import Archive
from local.project import ROOT

QUERY_FILES = sorted((ROOT / "queries").glob("*.sql"))
VIEWS_FOLDER = ROOT / "queries" / "views"


def rows(stored: Archive, sql: str, *given: str) -> list[Json]:
    """Return the answer's rows, each by the names of its columns."""
    answer = query.ask(stored, sql, list(given))
    return [dict(zip(answer.columns, row)) for row in answer.rows]
