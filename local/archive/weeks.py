"""The archive: every stored week, from out/ or from the bucket, as records and as SQL (DuckDB).

Its tables are those that Athena has on AWS, made of the same files: the columns of serverless/archive_columns.yml and
the views of queries/views/, which are written in Athena's SQL.
"""

from __future__ import annotations

import json
import re
import tempfile
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any, NamedTuple, Optional, Protocol

import duckdb
import sqlglot
import yaml

from invictus.errors import InvictusError
from local.deployed import account
from local.project import OUT, ROOT

COLUMNS = ROOT / "serverless" / "archive_columns.yml"
VIEWS = ("exercises", "sets")  # in this order: each is made of the one before

_WEEKLY_KEY = re.compile(r"weekly/(\d{4}-\d\d-\d\d)__(\d{4}-\d\d-\d\d)--(.+)\.json")
_READERS = 8  # at once, of the bucket: a thousand weeks in a quarter of a minute

Json = dict[str, Any]


class ArchiveError(InvictusError):
    """There is no archive to ask, or it cannot answer that. Says what to do."""


class StoredWeek(NamedTuple):
    """A weekly file, by what its key says: the first and the last date in it, and the programme."""

    first: str
    last: str
    program: str
    key: str


class Store(Protocol):
    """Where weekly files are kept."""

    name: str

    def weekly_keys(self) -> Iterable[str]: ...

    def read(self, key: str) -> bytes: ...


class Folder:
    """What `make run` left in out/."""

    def __init__(self, folder: Optional[Path] = None) -> None:
        folder = folder or OUT / "bucket"
        self.name = str(folder.relative_to(ROOT)) if folder.is_relative_to(ROOT) else str(folder)
        self._folder = folder

    def weekly_keys(self) -> Iterable[str]:
        return (path.relative_to(self._folder).as_posix() for path in self._folder.glob("weekly/*.json"))

    def read(self, key: str) -> bytes:
        return (self._folder / key).read_bytes()


class Bucket:
    """The deployed stack's data bucket. Raises AccountError where there is none."""

    def __init__(self, stage: str) -> None:
        account.settings()
        session = account.session()
        self._bucket = account.resources(session, stage)["DataBucket"]
        self._s3 = session.client("s3")
        self.name = f"s3://{self._bucket}"

    def weekly_keys(self) -> Iterable[str]:
        pages = self._s3.get_paginator("list_objects_v2").paginate(Bucket=self._bucket, Prefix="weekly/")
        return (found["Key"] for page in pages for found in page.get("Contents", []))

    def read(self, key: str) -> bytes:
        return self._s3.get_object(Bucket=self._bucket, Key=key)["Body"].read()


class Archive:
    """All weeks of a store, the earliest first. Raises ArchiveError where it holds none."""

    def __init__(self, store: Store) -> None:
        self._store = store
        matches = (_WEEKLY_KEY.fullmatch(key) for key in store.weekly_keys())
        self.weeks = sorted(StoredWeek(*match.groups(), key=match[0]) for match in matches if match)
        if not self.weeks:
            raise ArchiveError(
                f"there is no week in {store.name}. Fetch some first: make run (here), make execute (in your AWS "
                "account, to be asked with AWS=1)"
            )

    def says(self) -> str:
        """What there is, in words: `3 weeks, 2020-12-28 to 2021-01-24, in out/bucket`."""
        how_many = "1 week" if len(self.weeks) == 1 else f"{len(self.weeks)} weeks"
        return f"{how_many}, {self.weeks[0].first} to {max(week.last for week in self.weeks)}, in {self._store.name}"

    def records(self, first: str = "", last: str = "9999") -> list[Json]:
        """The records from one date to another (ISO), by program, date and session. Reads no other week's file."""
        wanted = [week for week in self.weeks if week.first <= last and week.last >= first]
        lines = [line for body in self._read(wanted) for line in body.decode().splitlines()]
        records = [record for record in map(json.loads, lines) if first <= record["date"] <= last]
        return sorted(records, key=lambda record: (record["program"], record["date"], record["session"]))

    def database(self) -> duckdb.DuckDBPyConnection:
        """All of it in memory, as the table `sessions` and the views `exercises` and `sets`."""
        connection = duckdb.connect(config={"autoinstall_known_extensions": False})
        with tempfile.TemporaryDirectory() as folder:
            for number, body in enumerate(self._read(self.weeks)):
                (Path(folder) / f"{number}.json").write_bytes(body)
            connection.read_json(f"{folder}/*.json", format="newline_delimited", columns=columns()).create("sessions")
        for view in VIEWS:
            connection.execute(in_duckdb((ROOT / "queries" / "views" / f"{view}.sql").read_text()))
        return connection

    def _read(self, weeks: Iterable[StoredWeek]) -> list[bytes]:
        with ThreadPoolExecutor(_READERS) as readers:
            return list(readers.map(self._store.read, [week.key for week in weeks]))


def open_archive(aws: bool, stage: str) -> Archive:
    """The archive in the AWS account or on this machine. Raises AccountError and ArchiveError."""
    return Archive(Bucket(stage) if aws else Folder())


def columns() -> dict[str, str]:
    """The table's columns and their types, as DuckDB writes them."""
    hive = {column["Name"]: column["Type"] for column in yaml.safe_load(COLUMNS.read_text())}
    return {name: sqlglot.exp.DataType.build(kind, dialect="hive").sql("duckdb") for name, kind in hive.items()}


def in_duckdb(athena: str) -> str:
    """A statement in Athena's SQL, as DuckDB understands it."""
    (statement,) = sqlglot.transpile(athena, read="athena", write="duckdb", comments=False)
    return statement
