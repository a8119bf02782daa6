"""Selecting from the archive: the dates of a day or a week, a programme by its name, the coming session."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from invictus.parser.weeks import DEFAULT_PROGRAM
from invictus.shapes import StoredRecord
from local.archive.weeks import Archive, ArchiveError


def date_asked(written: str) -> date:
    """Return the date that was typed (ISO), today's if nothing was. Raises ArchiveError."""
    try:
        day = date.fromisoformat(written) if written else date.today()
    except ValueError as error:
        raise ArchiveError(f"{written!r} is not a date: write one such as 2020-12-21") from error
    if not 1 < day.year < 9999:  # a week before or after it would be no date
        raise ArchiveError(f"{written} is no day with training: write a date such as 2020-12-21")
    return day


def dates_of_week(day: date) -> tuple[str, str]:
    """Return the first and the last date of a day's week, Monday and Sunday (ISO)."""
    monday = day - timedelta(days=day.weekday())
    return monday.isoformat(), (monday + timedelta(days=6)).isoformat()


def program_asked(written: str, stored: Iterable[str]) -> str:
    """Return the stored programme that a name, or an unambiguous part of one, means.

    Without a name it is the 5-day one, or, if that is not stored, the last of `stored`, which is the newest week's.
    Raises ArchiveError, listing what is stored.
    """
    in_order = list(stored)
    programs = sorted(set(in_order))
    if not written:
        return DEFAULT_PROGRAM if DEFAULT_PROGRAM in programs or not programs else in_order[-1]
    found = [program for program in programs if program == written] or [
        program for program in programs if written.casefold() in program.casefold()
    ]
    if len(found) != 1:
        problem = f"{written!r} may be {' or '.join(found)}" if found else f"there is no programme {written!r}"
        raise ArchiveError(
            f"{problem}. Stored are: {', '.join(programs)}. Write PROGRAM= and one of them, or a part of its name"
        )
    return found[0]


def training(archive: Archive, program: str, first: str, last: str) -> tuple[list[StoredRecord], list[str]]:
    """Return a programme's records from one date to another, and the other programmes that have some.

    Raises ArchiveError, which names the nearest week, if the programme has none.
    """
    found = archive.records(first, last)
    others = sorted({record["program"] for record in found} - {program})
    mine = [record for record in found if record["program"] == program]
    if mine:
        return mine, others
    asked = f"on {first}" if first == last else f"from {first} to {last}"
    problem = f"the {program} has no session {asked}"
    if others:
        have = "has" if len(others) == 1 else "have"
        raise ArchiveError(f"{problem}, but {' and '.join(others)} {have} one: add PROGRAM={others[0]}")
    raise ArchiveError(f"{problem}. The archive has {archive.says()}; {_nearest(archive, program, first)}")


def _nearest(archive: Archive, program: str, day: str) -> str:
    weeks = [week for week in archive.weeks if week.program == program]
    before = [week for week in weeks if week.last < day][-1:]
    after = [week for week in weeks if week.first > day][:1]
    if not before and not after:
        return f"its programmes: {', '.join(sorted({week.program for week in archive.weeks}))}"
    nearest = " and ".join(f"{week.first} to {week.last}" for week in (*before, *after))
    return f"the nearest: {nearest} (write DATE={(after or before)[0].first})"


def coming_training(archive: Archive, program: str, day: str) -> list[list[StoredRecord]]:
    """Return the sessions of the next two days, from `day` on, that have training: none, one or two lists of records.

    Reads only the weeks that it takes to find them.
    """
    days: dict[str, list[StoredRecord]] = {}
    for week in archive.weeks:
        if week.program != program or week.last < day:
            continue
        for record in archive.records(max(day, week.first), week.last):
            if record["program"] == program and record["exercises"]:
                days.setdefault(record["date"], []).append(record)
        if len(days) >= 2:
            break
    return [days[each] for each in sorted(days)[:2]]
