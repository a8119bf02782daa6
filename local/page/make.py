"""`make page`: the archive as pages to train from, in out/page/.

The folder is an app on a phone: `sw.js`, the service worker, keeps it there. It is served as it is, over https, all
from one place. `sw.js` names a hash of the pages: a browser that finds another `sw.js` fetches them anew, so it is
uploaded last, and what serves the folder must not let it or the pages be cached (`Cache-Control: no-cache`). A
Content-Security-Policy header must allow `worker-src 'self'` and `manifest-src 'self'`.
"""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from typing import Any, Optional

import click
from markupsafe import Markup

from invictus.parser.weeks import DEFAULT_PROGRAM
from invictus.shapes import Json, StoredRecord
from local.archive.folder import ArchiveFolderError
from local.archive.options import archive_options, date_asked, day_argument, program_option
from local.archive.weeks import Archive, ArchiveError, open_archive
from local.page.render import ASSETS, WeekPage, assets, date_in_words, index_html, page_html, week_html, week_page
from local.project import OUT
from local.terminal.printing import counted, tell
from local.training.lifter import NOBODY, Lifter, lifter_of, lifter_options
from local.training.volume import LIFTS, ZONES, Volume, Weeks, volume_of
from local.training.volume_report import MOST_WEEKS, lift_svg

KEPT_WEEKS = 12  # without a visit: less than two megabytes
# The icons are a loaded bar, all of it in the circle that a phone may cut out.
BESIDE = ("manifest.webmanifest", "icon-180.png", "icon-192.png", "icon-512.png")


@click.command()
@day_argument
@program_option
@lifter_options
@archive_options
def page(day: str, program: str, aws: bool, stage: str, **lifter: Any) -> None:
    """Write pages to train from into page/ below out/, or OUT=.

    There is one page for each stored week of the programme, one for the cycle's figures, and an index, which opens on
    the session of DATE (such as 2021-01-18), or of the day on which it is opened. Where maxima are given, the pages
    hold the loads, and can be read without a script. The folder, served over https, is an app (docs/phone.md).
    """
    today, folder = date_asked(day).isoformat(), OUT / "page"
    who, archive = lifter_of(**lifter), open_archive(aws, stage)
    files = pages_of(archive, today if day else None, today, who, archive.program(program))
    swap_in(folder, files)
    sizes = [len(content) for name, content in files.items() if name[0].isdigit()]
    tell(f"{counted(len(sizes), 'weekly page')}; the largest page has {max(sizes):,} bytes.")
    tell(f"Open {folder / 'index.html'}")


def pages_of(
    archive: Archive, day: Optional[str], today: str, lifter: Lifter = NOBODY, program: str = ""
) -> dict[str, bytes]:
    """Return the files of the folder, of one programme or of all, by their names in the order of upload: `sw.js` last.
    Raises ArchiveError if no week can be read."""
    records = archive.records(program=program)
    stored = [week for week in archive.weeks if program in ("", week.program)]
    # A week without records has a damaged file, which the archive has reported.
    weeks = [page for page in (week_page(week, records, lifter) for week in stored) if page.sessions]
    if not weeks:
        raise ArchiveError(f"no stored week can be read. The archive has {archive.says()}. {archive.store.remedy}")
    html = {week.file: week_html(week, weeks) for week in weeks}
    html["cycle.html"] = cycle_html(records, weeks)
    html["index.html"] = index_html(weeks, day, today)
    files = {name: text.encode() for name, text in html.items()}
    version = hashlib.sha256(b"".join(files.values())).hexdigest()[:16]
    kept = ["index.html", "cycle.html", *(week.file for week in weeks[-KEPT_WEEKS:]), *BESIDE]
    worker = f"self.FILES = {json.dumps(kept)};\nself.VERSION = {json.dumps(version)};\n{assets(('sw.js',))}"
    return {**files, **{name: (ASSETS / name).read_bytes() for name in BESIDE}, "sw.js": worker.encode()}


def swap_in(folder: Path, files: Mapping[str, bytes]) -> None:
    """Write the files beside the folder, then put them in its place as a whole. Raises ArchiveFolderError."""
    new, old = (folder.with_name(f".{folder.name}-{which}") for which in ("new", "old"))
    try:
        for left_over in (new, old):
            shutil.rmtree(left_over, ignore_errors=True)
        new.mkdir(parents=True)
        for name, content in files.items():
            (new / name).write_bytes(content)
        if folder.exists():
            folder.rename(old)
        new.rename(folder)
        shutil.rmtree(old, ignore_errors=True)
    except OSError as error:
        raise ArchiveFolderError(
            f"the pages cannot be written into {folder}: {error.strerror}. The pages that were there are kept. Make "
            f"{folder.parent} writable, or copy the archive: cp -r {folder.parent} ~/training, make page OUT=~/training"
        ) from error


# The cycle


def cycle_html(records: Iterable[StoredRecord], weeks: Sequence[WeekPage]) -> str:
    """Return the cycle's page: what `make volume` counts, by lift and week, as pictures and numbers, and the tests of a
    1-RM. It is made of all records, programme by programme, and leads to `weeks`."""
    volumes = {name: volume_of(own) for name, own in groupby(records, key=itemgetter("program"))}
    cycles = [cycle_of(name, volumes[name]) for name in sorted(volumes, key=lambda name: name != DEFAULT_PROGRAM)]
    tests = [
        {"week": week, "session": session, "what": what}
        for week in reversed(weeks)
        for session in reversed(week.sessions)
        for what in session.max_outs
    ]
    return page_html("cycle.html", is_installable=True, cycles=cycles, zones=ZONES, tests=tests)


def cycle_of(program: str, weeks: Weeks) -> Json:
    """Return a programme's last weeks, at most MOST_WEEKS: `program` and `weeks` in words, and `lifts`, those of which
    a set counts: `{"name", "chart", "rows"}`, the rows with the weeks' numbers."""
    last = dict(list(weeks.items())[-MOST_WEEKS:])
    by_lift = {lift: [volumes[lift] for volumes in last.values()] for lift in LIFTS}
    return {
        "program": program.replace("-", " "),
        "weeks": " to that of ".join(map(date_in_words, sorted({min(last), max(last)}))),
        "lifts": [
            {
                "name": lift,
                "chart": Markup(lift_svg(lift, list(last), volumes)),  # noqa: S704 - escapes what it writes
                "rows": [_row(monday, volume) for monday, volume in zip(last, volumes)],
            }
            for lift, volumes in by_lift.items()
            if any(volume.sets for volume in volumes)
        ],
    }


def _row(monday: date, volume: Volume) -> Json:
    """Return a week's numbers for one lift, in words; "" for a missing one."""
    return {
        "week": f"{monday.day} {monday:%b %Y}",
        "sets": volume.sets or "",
        "reps": volume.reps or "",
        "average": "" if volume.intensity is None else f"{volume.intensity:.0f} %",
        "zones": [f"{100 * share:.0f} %" for share in volume.zones] or [""] * len(ZONES),
        "tests": volume.tested,
    }
