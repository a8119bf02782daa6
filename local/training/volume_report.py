"""`make volume`: the training volume of a programme, week by week, as tables and as a picture.

The picture, an SVG, is drawn as a coach draws it: of each lift by week its average intensity, its reps, their zones.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date
from html import escape
from pathlib import Path

import click
from rich.console import Console

from invictus.errors import InvictusError
from local.archive.options import archive_options, option, program_option
from local.archive.weeks import open_archive
from local.project import OUT
from local.terminal.printing import console, counted, line, show_table, tell
from local.training.volume import LIFTS, ZONED_LIFTS, ZONES, Volume, Weeks, volume_of

_PICTURE_HELP = "The file to draw, an SVG.  [default: out/volume.svg]"


class VolumeError(InvictusError):
    """No set can be counted, or the picture cannot be written."""


@click.command()
@program_option
@option("--picture", "PICTURE", type=click.Path(path_type=Path), default=OUT / "volume.svg", help=_PICTURE_HELP)
@archive_options
def volume(program: str, picture: Path, aws: bool, stage: str) -> None:
    """Show and draw the training volume: sets, reps, average intensity and zones of each lift, by week."""
    if picture.suffix.lower() != ".svg":
        raise VolumeError(f"the picture {picture} cannot be drawn: it is an SVG, so end its name in .svg (PICTURE=)")
    archive = open_archive(aws, stage)
    wanted = archive.program(program)
    records = archive.records(program=wanted)
    weeks = volume_of(records)
    if not any(volume.sets or volume.tests for lifts in weeks.values() for volume in lifts.values()):
        raise VolumeError(
            f"nothing of the {wanted} can be counted, so there is no picture. Its {counted(len(weeks), 'stored week')}"
            " name no set of a snatch, a clean & jerk, a squat or a pull whose number and reps are certain"
        )
    out = console()
    out.print(line(wanted, "bold"))
    rows = [(monday.isoformat(), *(_in_words(lifts[lift]) for lift in LIFTS)) for monday, lifts in weeks.items()]
    columns = ("week of", *LIFTS)
    show_table(out, columns, rows, range(1, len(columns)), title="Sets, reps and average intensity by week")
    _show_zones(out, weeks)
    notes = [(record["date"], note) for record in records for each in record["exercises"] for note in each["notes"]]
    tell(f"Not understood, so not counted: {counted(len(notes), 'line')}")
    for day, note in notes:
        tell(f"  {day}  {note}")
    try:
        picture.parent.mkdir(parents=True, exist_ok=True)
        picture.write_text(picture_of(weeks, wanted), encoding="utf-8")
    except OSError as error:
        remedy = "name another file with PICTURE="
        raise VolumeError(f"the picture {picture} cannot be written ({error.strerror}): {remedy}") from error
    tell(f"The picture is in {picture}")


def _in_words(volume: Volume) -> str:
    """Return `20 sets, 46 reps` and below it `74 %, 1-RM`: the average, and that a maximum is tested."""
    sets, reps = counted(volume.sets, "set") * bool(volume.sets), counted(volume.reps, "rep") * bool(volume.reps)
    average = "" if volume.intensity is None else f"{volume.intensity:.0f} %"
    return "\n".join(filter(None, (sets, reps, ", ".join(filter(None, (average, volume.tested))))))


def _show_zones(out: Console, weeks: Weeks) -> None:
    rows = []
    for lift in ZONED_LIFTS:
        reps = sum(lifts[lift].reps for lifts in weeks.values())
        total = Volume(reps=reps, reps_at=sum((lifts[lift].reps_at for lifts in weeks.values()), Counter()))
        if total.zones:
            shares = [f"{100 * share:.0f} %" for share in total.zones]
            rows.append((lift, *shares, f"{sum(total.reps_at.values())} of {reps}"))
    if rows:
        columns = ("lift", *ZONES, "reps with a percent")
        show_table(out, columns, rows, range(1, len(columns)), title="Share of reps in each zone, all weeks")


# The picture

MOST_WEEKS = 52  # a year: a cycle is shorter, and a picture of more cannot be read

# In px. A lift's picture has three bands, one above the other.
WEEK, LEFT, RIGHT, BAR = 46, 44, 8, 26
NARROWEST = 6  # weeks: fewer are drawn as wide as if they were so many
TESTS_AT, WEEKS_AT, HEIGHT = 14, 324, 332
INTENSITY, REPS, ZONES_BAND = (40, 120), (150, 220), (236, 306)  # top and bottom
TITLE, ROW, LEGEND = 52, HEIGHT + 36, 76  # of the file
ACROSS = 2  # pictures side by side

PERCENTS = (50, 110)  # the ends of the intensity's band; what is lower or higher is drawn at the end
PERCENT_LINES = (60, 80, 100)

ZONE_COLOURS = ("#c3d3e2", "#7fa6cb", "#e0913f", "#b3261e")
_STYLE = """
svg { background: #fff } text { font: 12px sans-serif; fill: #585f69; text-anchor: middle }
.axis { text-anchor: end; font-size: 11px } .left { text-anchor: start; fill: #191b1f }
.title { font-size: 20px; font-weight: bold } .lift { font-size: 15px; font-weight: bold }
.grid { stroke: #d9d7d0 } .reps { fill: #a9b8c9 } .reps-number, .test { fill: #191b1f } .test { font-weight: bold }
polyline.intensity { stroke: #b3261e; fill: none; stroke-width: 2 } circle.intensity, text.intensity { fill: #b3261e }
""" + "".join(f".zone-{zone} {{ fill: {colour} }}\n" for zone, colour in enumerate(ZONE_COLOURS))


def picture_of(weeks: Weeks, program: str) -> str:
    """Return the weeks, the last MOST_WEEKS of them, as an SVG file with colours of its own; only of lifts that have
    reps or tests."""
    last = dict(list(weeks.items())[-MOST_WEEKS:])
    mondays = list(last)
    by_lift = {lift: [lifts[lift] for lifts in last.values()] for lift in LIFTS}
    drawn = {lift: volumes for lift, volumes in by_lift.items() if any(each.reps or each.tests for each in volumes)}
    each = _width(len(mondays))
    width, height = each * ACROSS, TITLE + math.ceil(len(drawn) / ACROSS) * ROW + LEGEND
    title = f"{program}, {counted(len(mondays), 'week')} from {mondays[0].day} {mondays[0]:%B %Y}"
    parts = [_text(LEFT, 30, "left title", title)]
    for number, (lift, volumes) in enumerate(drawn.items()):
        left, top = each * (number % ACROSS), TITLE + number // ACROSS * ROW
        parts.append(_text(left + LEFT, top + 14, "left lift", lift))
        parts.append(f'<g transform="translate({left} {top + 20})">{lift_svg(lift, mondays, volumes)}</g>')
    parts += _legend(height - LEGEND + 16)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}">\n'
        f"<style>{_STYLE}</style>\n" + "\n".join(parts) + "\n</svg>\n"
    )


def _legend(top: int) -> Iterator[str]:
    told = "line: average intensity, weighted by reps · bars: reps · 1-RM, 2-RM: a maximum is tested"
    yield _text(LEFT, top + 10, "left", told)
    for zone, name in enumerate(ZONES):
        yield _rect(LEFT + zone * 92, top + 26, 12, 12, f"zone-{zone}")
        yield _text(LEFT + zone * 92 + 16, top + 36, "left", name)


def lift_svg(lift: str, mondays: Sequence[date], volumes: Sequence[Volume]) -> str:
    """Return the volume of one lift in each week as an SVG element, coloured by the page's style."""
    middles = [LEFT + WEEK * (number + 0.5) for number in range(len(mondays))]
    width, most = _width(len(mondays)), max(1, *(volume.reps for volume in volumes))
    parts = [f'<path class="grid" d="M{LEFT} {_percent_y(line)}H{width - RIGHT}"/>' for line in PERCENT_LINES]
    parts += _line(middles, volumes)
    for middle, monday, volume in zip(middles, mondays, volumes):
        parts += [*_week(middle, volume, most), _text(middle, WEEKS_AT, "week", f"{monday.day} {monday:%b}")]
    parts += [_text(LEFT - 6, _percent_y(line) + 4, "axis", f"{line} %") for line in PERCENT_LINES]
    parts += [_text(LEFT - 6, REPS[1], "axis", "reps"), _text(LEFT - 6, ZONES_BAND[1], "axis", "zones")]
    says = escape(f"{lift} by week: average intensity, reps and zones.")
    size = f'viewBox="0 0 {width} {HEIGHT}" width="{width}" height="{HEIGHT}"'
    return f'<svg class="chart" {size} role="img" aria-label="{says}">\n' + "\n".join(parts) + "\n</svg>"


def _width(weeks: int) -> int:
    return LEFT + WEEK * max(weeks, NARROWEST) + RIGHT


def _line(middles: Sequence[float], volumes: Sequence[Volume]) -> Iterator[str]:
    """Yield the line of the average intensity, broken where a week has none."""
    points = [(x, volume.intensity) for x, volume in zip(middles, volumes)]
    for (x, percent), (to_x, to_percent) in zip(points, points[1:]):
        if percent is not None and to_percent is not None:
            ends = f"{x:g},{_percent_y(percent):g} {to_x:g},{_percent_y(to_percent):g}"
            yield f'<polyline class="intensity" points="{ends}"/>'


def _week(middle: float, volume: Volume, most: int) -> Iterator[str]:
    """Yield a week's point, bars and numbers; of the zones the heaviest is on top."""
    if volume.tests:
        yield _text(middle, TESTS_AT, "test", volume.tested)
    if volume.intensity is not None:
        y = _percent_y(volume.intensity)
        yield f'<circle class="intensity" cx="{middle:g}" cy="{y:g}" r="3.5"/>'
        yield _text(middle, y - 8, "intensity", f"{volume.intensity:.0f}")
    if volume.reps:
        height = (REPS[1] - REPS[0]) * volume.reps / most
        yield _rect(middle - BAR / 2, REPS[1] - height, BAR, height, "reps")
        yield _text(middle, REPS[1] - height - 5, "reps-number", str(volume.reps))
    bottom = float(ZONES_BAND[1])
    for zone, share in enumerate(volume.zones):
        height = share * (ZONES_BAND[1] - ZONES_BAND[0])
        bottom -= height
        if share:
            yield _rect(middle - BAR / 2, bottom, BAR, height, f"zone-{zone}")


def _percent_y(percent: float) -> float:
    (low, high), (top, bottom) = PERCENTS, INTENSITY
    share = (min(max(percent, low), high) - low) / (high - low)
    return round(bottom - share * (bottom - top), 1)


def _rect(x: float, y: float, width: float, height: float, kind: str) -> str:
    return f'<rect class="{kind}" x="{x:g}" y="{round(y, 1):g}" width="{width:g}" height="{round(height, 1):g}"/>'


def _text(x: float, y: float, kind: str, text: str) -> str:
    return f'<text class="{kind}" x="{x:g}" y="{round(y, 1):g}">{escape(text)}</text>'
