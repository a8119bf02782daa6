"""The archive: every stored week, from a run's folder or from the bucket, as records. `query` has it as SQL."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from errno import EIO
from pathlib import Path
from typing import Optional, Union, cast

import transforms
from invictus.errors import InvictusError
from invictus.keys import WeeklyKey, parse_weekly_key
from invictus.parser.weeks import DEFAULT_PROGRAM
from invictus.shapes import PostOfRecord, Record, StoredRecord
from local.archive.folder import BUCKET
from local.archive.places import archives_in, short
from local.archive.weekly_file import has_its_exercises, records_in
from local.deployed import account
from local.project import OUT
from local.terminal.printing import counted, tell

# The post of a record that an older version stored without it.
_SOME_POST = PostOfRecord(id=0, slug="", link="", modified="1970-01-01T00:00:00Z")
_READERS = 8  # at once, of the bucket: a thousand weeks in a quarter of a minute


class ArchiveError(InvictusError):
    """No archive exists, or it cannot answer. The message says what to do."""


StoredWeek = WeeklyKey  # a week of the archive, by what the key of its file says


class FolderStore:
    """The weekly files of an archive on this machine: the last run's, or the one with the `bucket` folder given.

    A store has a `name`, gives its weekly keys, reads a file (raising OSError), and has a `remedy` for a damaged one.
    """

    remedy = "The next make run of its blog fetches it again"

    def __init__(self, folder: Optional[Path] = None) -> None:
        folder = folder or (archives_in(OUT) or [OUT])[0] / BUCKET
        self.name, self._folder = short(folder), folder

    def weekly_keys(self) -> Iterable[str]:
        return (path.relative_to(self._folder).as_posix() for path in self._folder.glob("weekly/*.json"))

    def read(self, key: str) -> bytes:
        return (self._folder / key).read_bytes()


class BucketStore:
    """The same of the deployed stack's data bucket. Raises AccountError if there is no such stack."""

    remedy = "Delete that object, then: make backfill"

    def __init__(self, stage: str) -> None:
        account.load_dotenv_file()
        self.session = account.session()
        self.bucket = account.resources(self.session, stage)["DataBucket"]
        self._s3 = self.session.client("s3")
        self.name = f"s3://{self.bucket}"

    def weekly_keys(self) -> Iterable[str]:
        pages = self._s3.get_paginator("list_objects_v2").paginate(Bucket=self.bucket, Prefix="weekly/")
        return (found["Key"] for page in pages for found in page.get("Contents", []))

    def read(self, key: str) -> bytes:
        # Imported here, like boto3 in account.py: an archive on this machine is read without the SDK.
        from botocore.exceptions import BotoCoreError, ClientError

        try:
            body: bytes = self._s3.get_object(Bucket=self.bucket, Key=key)["Body"].read()
        except (ClientError, BotoCoreError) as error:
            raise OSError(EIO, str(error)) from error
        return body


class Archive:
    """All weeks of a store, the earliest first. Raises ArchiveError if it holds none."""

    def __init__(self, store: Union[FolderStore, BucketStore]) -> None:
        self.store = store
        self.weeks = sorted(filter(None, map(parse_weekly_key, store.weekly_keys())))
        if not self.weeks:
            raise ArchiveError(
                f"no week is stored in {store.name}. Fetch some first: make run (here), make execute (in your AWS "
                "account, to be asked with AWS=1)"
            )

    def says(self) -> str:
        """Return what there is, in words: `3 weekly files, 2020-12-28 to 2021-01-24, in out/bucket`."""
        last = max(week.last for week in self.weeks)
        return f"{counted(len(self.weeks), 'weekly file')}, {self.weeks[0].first} to {last}, in {self.store.name}"

    def program(self, written: str) -> str:
        """Return the stored programme that a name, or an unambiguous part of one, means.

        Without a name it is the 5-day one or, if that is not stored, the newest week's. Raises ArchiveError, listing
        what is stored.
        """
        programs = sorted({week.program for week in self.weeks})
        if not written:
            return DEFAULT_PROGRAM if DEFAULT_PROGRAM in programs else self.weeks[-1].program
        found = [program for program in programs if program == written] or [
            program for program in programs if written.casefold() in program.casefold()
        ]
        if len(found) != 1:
            problem = f"{written!r} may be {' or '.join(found)}" if found else f"there is no programme {written!r}"
            raise ArchiveError(
                f"{problem}. Stored are: {', '.join(programs)}. Write PROGRAM= and one of them, or a part of its name"
            )
        return found[0]

    def records(self, first: str = "", last: str = "9999", program: str = "") -> list[StoredRecord]:
        """Return the records from one date to another (ISO), of a programme or of all, by programme and day."""
        wanted = [week for week in self.weeks if week.first <= last and week.last >= first]
        stored = [record for records in self.records_by_week(wanted).values() for record in records]
        records = [each for each in stored if first <= each["date"] <= last and program in ("", each["program"])]
        return sorted(records, key=lambda record: (record["program"], *place_of(record)))

    def records_by_week(self, weeks: Sequence[StoredWeek]) -> dict[StoredWeek, list[StoredRecord]]:
        """Return the records of these weeks as they are stored. A damaged week is reported, and left out."""
        with ThreadPoolExecutor(_READERS) as readers:
            found = dict(zip(weeks, readers.map(self._read, weeks)))
        return {week: records for week, records in found.items() if records}

    def _read(self, week: StoredWeek) -> list[StoredRecord]:
        try:
            records = records_in(week.key, self.store.read(week.key))
        except OSError as error:
            problem, remedy = f"cannot be read ({error.strerror})", "Check your permissions, then ask again"
        except ValueError as error:
            problem, remedy = f"is damaged ({error})", self.store.remedy
        else:
            return [_whole(record, week) for record in records]
        tell(f"{self.store.name}/{week.key} {problem}, so its week is left out. {remedy}", stderr=True)
        return []


def _whole(record: StoredRecord, week: StoredWeek) -> StoredRecord:
    """Return a record with what an older version did not store, or stored in another form: its exercises above all."""
    post = {**_SOME_POST, **record.get("post", {})}
    whole = cast(StoredRecord, {"notes": "", "links": [], "program": week.program, **record, "post": post})
    return whole if has_its_exercises(whole) else transforms.with_exercises(whole)


def open_archive(aws: bool, stage: str) -> Archive:
    """Return the archive in AWS, or the last run's here, naming the others. Raises AccountError and ArchiveError."""
    if aws:
        return Archive(BucketStore(stage))
    archive = Archive(FolderStore())
    if others := archives_in(OUT)[1:]:
        named = ", ".join(f"OUT={short(path)}" for path in others)
        tell(f"Asking {archive.says()}, which was run last. Also there: {named}", stderr=True)
    return archive


def place_of(record: Record) -> tuple[str, int, str]:
    """Return what a programme's sessions are sorted by: on a day the post's order, or the name where none is stored."""
    return record["date"], record.get("order") or 0, record["session"]
