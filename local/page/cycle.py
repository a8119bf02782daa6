"""The cycle page: what `make volume` counts, by lift and week, as pictures and numbers, and the tests of a 1-RM."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import NamedTuple, Optional

from markupsafe import Markup

from invictus.parser.weeks import DEFAULT_PROGRAM
from invictus.shapes import StoredRecord
from local.page.render import day_month, page_without_script
from local.page.weeks import WeekPage
from local.training.volume import LIFTS, ZONES, Volume, Weeks, volume_of
from local.training.volume_chart import MOST_WEEKS, lift_svg


class CycleRow(NamedTuple):
    """A week's numbers for one lift, in words; "" for a missing one."""

    week: str
    sets: str
    reps: str
    average: str
    zones: list[str]
    tests: str


@dataclass(frozen=True)
class LiftOfCycle:
    name: str
    chart: Markup
    rows: list[CycleRow]


@dataclass(frozen=True)
class Cycle:
    """One programme's cycle: its last weeks, MOST_WEEKS at most."""

    program: str
    weeks: str
    lifts: list[LiftOfCycle]


class Tested(NamedTuple):
    """A session that tests a 1-RM, and where it is."""

    day: str
    what: str
    link: str
    program: str


def cycle_html(records: Iterable[StoredRecord], weeks: Sequence[WeekPage]) -> str:
    """Return the page, out of all records and the pages that it links to."""
    by_program = groupby(sorted(records, key=_program), key=_program)
    volumes = {name: volume_of(own) for name, own in by_program}
    by_default_first = sorted(volumes, key=lambda name: (name != DEFAULT_PROGRAM, name))
    cycles = [cycle for name in by_default_first if (cycle := cycle_of(name, volumes[name]))]
    return page_without_script("cycle.html", cycles=cycles, zones=ZONES, tests=list(_tests(weeks)), is_installable=True)


def cycle_of(program: str, weeks: Weeks) -> Optional[Cycle]:
    """Return a programme's cycle; None if none of its sets is counted."""
    last = dict(list(weeks.items())[-MOST_WEEKS:])
    lifts = []
    for lift in LIFTS:
        volumes = [by_lift[lift] for by_lift in last.values()]
        if any(volume.sets for volume in volumes):
            rows = [_row(monday, volume) for monday, volume in zip(last, volumes)]
            chart = Markup(lift_svg(lift, list(last), volumes))  # noqa: S704 - escapes what it writes
            lifts.append(LiftOfCycle(lift, chart, rows))
    if not lifts:
        return None
    first, final = min(last), max(last)
    words = f"{day_month(first)} {first.year}"
    if final != first:
        words += f" to that of {day_month(final)} {final.year}"
    return Cycle(program.replace("-", " "), words, lifts)


def _program(record: StoredRecord) -> str:
    return str(record["program"])


def _row(monday: date, volume: Volume) -> CycleRow:
    return CycleRow(
        week=f"{monday.day} {monday:%b %Y}",
        sets=str(volume.sets or ""),
        reps=str(volume.reps or ""),
        average="" if volume.intensity is None else f"{volume.intensity:.0f} %",
        zones=[f"{share:.0%}" for share in volume.zones] or [""] * len(ZONES),
        tests="1-RM" if volume.max_outs else "",
    )


def _tests(weeks: Sequence[WeekPage]) -> Iterable[Tested]:
    """Yield every test of a 1-RM, the newest first."""
    for week in reversed(weeks):
        for session in reversed(week.sessions):
            for what in session.max_outs:
                day = f"{day_month(session.day)} {session.day.year}"
                yield Tested(day, what, f"{week.file}#{session.key}", week.program_words)
