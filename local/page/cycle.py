"""The cycle page: what `make volume` counts, by lift and week, as pictures and numbers, and the tests of a 1-RM."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from itertools import groupby
from operator import itemgetter

from markupsafe import Markup

from invictus.parser.weeks import DEFAULT_PROGRAM
from invictus.shapes import Json, StoredRecord
from local.page.render import date_in_words, page_html
from local.page.weeks import WeekPage
from local.training.volume import LIFTS, ZONES, Volume, Weeks, volume_of
from local.training.volume_chart import MOST_WEEKS, lift_svg


def cycle_html(records: Iterable[StoredRecord], weeks: Sequence[WeekPage]) -> str:
    """Return the page, out of all records, programme by programme, and the pages that it links to."""
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
