"""`make today` and `make week`: the training of a day or a week, to read in the gym.

python -m local.archive.gym (today | week) [DATE] [--maxes "Snatch=80,Clean & Jerk=100"] [--step 2.5] [--unit kg|lb]
    [--related] [--aws] [--stage dev]
"""

from __future__ import annotations

import argparse
import sys
from datetime import date, timedelta
from pathlib import Path
from typing import Any, Optional

from rich.console import Console

from local.archive.loads import (
    UNITS,
    Lifter,
    LoadsError,
    Maxima,
    MaximaError,
    Plates,
    maxima_from_json,
    maxima_from_text,
)
from local.archive.weeks import Archive, ArchiveError, open_archive
from local.archive.whiteboard import show_session
from local.deployed import account
from local.project import ROOT

MAXES_FILE = ROOT / "maxes.json"

Json = dict[str, Any]


def main(arguments: Optional[list[str]] = None) -> int:
    options = _options(arguments)
    console = Console()
    try:
        lifter = Lifter(read_maxima(options.maxes), Plates(options.unit, options.step), options.related)
        first, last = dates_asked(options.span, options.date)
        records = training(open_archive(options.aws, options.stage), first, last)
    except (ArchiveError, LoadsError) as error:
        print(f"Not possible: {error}.", file=sys.stderr)
        return 1
    for record in records:
        show_session(console, record, lifter)
    return 0


def _options(arguments: Optional[list[str]]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python -m local.archive.gym", description="Show the training of a day or a week."
    )
    parser.add_argument("span", choices=("today", "week"))
    parser.add_argument("date", nargs="?", default="", help="the day, or any day of the week (default: today)")
    parser.add_argument("--maxes", default="", help='"Snatch=80,Clean & Jerk=100", or a file such as maxes.json')
    parser.add_argument("--step", type=float, default=2.5, help="the smallest step of weight on the bar (default 2.5)")
    parser.add_argument("--unit", choices=UNITS, default="kg", help="what maxima and loads are in (default kg)")
    parser.add_argument("--related", action="store_true", help="let a related lift's maximum stand in for one unknown")
    parser.add_argument("--aws", action="store_true", help="ask the bucket in your AWS account, not out/")
    parser.add_argument("--stage", default=account.default_stage())
    return parser.parse_args(arguments)


def read_maxima(given: str) -> Optional[Maxima]:
    """The maxima as typed, or those of a JSON file: the one named, or maxes.json where there is one. Or none."""
    if "=" in given:
        return maxima_from_text(given)
    file = Path(given) if given else MAXES_FILE
    if not given and not file.exists():
        return None
    try:
        return maxima_from_json(file.read_text(encoding="utf-8"))
    except OSError as error:
        raise MaximaError(
            f'{given!r} is neither maxima nor a file of them: write "Snatch=80,Clean & Jerk=100", or name a file'
        ) from error


def dates_asked(span: str, written: str) -> tuple[str, str]:
    """The first and the last date of a day, or of its week from Monday to Sunday."""
    try:
        day = date.fromisoformat(written) if written else date.today()
    except ValueError as error:
        raise ArchiveError(f"{written!r} is no date: write one such as 2020-12-21") from error
    if span == "today":
        return day.isoformat(), day.isoformat()
    monday = day - timedelta(days=day.weekday())
    return monday.isoformat(), (monday + timedelta(days=6)).isoformat()


def training(archive: Archive, first: str, last: str) -> list[Json]:
    """The records from one date to another. Raises ArchiveError, naming the nearest there is, where there is none."""
    records = archive.records(first, last)
    if not records:
        asked = first if first == last else f"{first} to {last}"
        before = [week for week in archive.weeks if week.last < first][-1:]
        after = [week for week in archive.weeks if week.first > last][:1]
        nearest = " and ".join(f"{week.first} to {week.last}" for week in (*before, *after))
        raise ArchiveError(f"there is no session for {asked}. There are {archive.says()}; the nearest: {nearest}")
    return records


if __name__ == "__main__":
    account.run(main)
