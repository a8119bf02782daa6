"""The picture that a coach draws to plan a cycle: reps and intensity of each lift by week, its zones beside them."""

from __future__ import annotations

import math
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

from matplotlib.axes import Axes
from matplotlib.container import BarContainer
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Patch
from matplotlib.ticker import FixedLocator, MaxNLocator

from local.training.volume import LIFTS, ZONED_LIFTS, ZONES, Volume, Weeks

INK, PALE, GRID = "#222222", "#7a7a7a", "#e6e6e6"
BAR, LINE = "#b9c6d6", "#b5322a"
ZONE_COLOURS = ("#dfe7ef", "#9fbcd8", "#e8a15a", "#b5322a")
TESTED: dict[str, Any] = {"linestyle": "none", "marker": "v", "markersize": 8, "color": INK}
NUMBERED_WEEKS = 16  # in more, numbers at every bar would run into each other
NARROWEST = 6  # weeks: fewer are drawn as wide as if they were so many

# The line has the upper part of a lift's field, the bars the lower: 50 % is at two fifths, the highest bar below it.
PERCENTS = (15, 110)
PERCENT_TICKS = (50, 60, 70, 80, 90, 100)
BARS_SHARE = 0.3
TESTED_AT = 106


def draw_volume(weeks: Weeks, program: str, file: Path) -> None:
    """Draw the weeks into a file, of the kind that its name says. A lift without anything to draw has no field.

    Raises OSError where it cannot be written.
    """
    drawn = [lift for lift in LIFTS if any(has_picture(lifts[lift]) for lifts in weeks.values())]
    mondays = list(weeks)
    at = _places(mondays)
    width = min(9 + 0.55 * max(at[-1] + 1, NARROWEST), 24)
    figure = Figure(figsize=(width, 1.5 + 2.8 * len(drawn)), layout="constrained", facecolor="white")
    grid = figure.subplots(len(drawn), 2, sharex=True, width_ratios=(3, 2), squeeze=False)
    for (left, right), lift in zip(grid, drawn):
        volumes = [lifts[lift] for lifts in weeks.values()]
        _draw_volume(left, lift, volumes, at)
        if lift in ZONED_LIFTS and any(volume.zones for volume in volumes):
            _draw_zones(right, volumes, at)
        else:
            right.axis("off")
    zoned = [right for right in grid[:, 1] if right.axison]
    _title(grid[0][0], "Average intensity and reps, by week")
    _label_weeks(grid[-1][0], mondays, at, at_most=16)
    if zoned:
        _title(zoned[0], "Share of reps in each zone")
        _label_weeks(zoned[-1], mondays, at, at_most=8)
    _draw_legend(figure)
    figure.suptitle(f"{program}, {_span(mondays)}", x=0.01, ha="left", fontsize=16, weight="bold", color=INK)
    figure.savefig(file, dpi=120)


def has_picture(volume: Volume) -> bool:
    """Return whether there is anything to draw: sets of unknown reps without a percent have no height."""
    return bool(volume.reps or volume.max_outs)


def _title(axes: Axes, title: str) -> None:
    axes.set_title(title, loc="left", fontsize=12, color=PALE, pad=14)


def _places(mondays: Sequence[date]) -> list[int]:
    """Return where each week is drawn: beside the one before, with a gap for weeks that are not stored."""
    places = [0]
    for before, monday in zip(mondays, mondays[1:]):
        places.append(places[-1] + (1 if (monday - before).days == 7 else 2))
    return places


def _draw_volume(axes: Axes, lift: str, volumes: Sequence[Volume], at: Sequence[int]) -> None:
    """Draw bars below: reps, and in how many sets. A line above: intensity, broken where nothing has a percent."""
    reps = [volume.reps for volume in volumes]
    most = max(*reps, 1)
    bars = axes.bar(at, reps, width=0.66, color=BAR, zorder=2)
    axes.set_ylim(0, most / BARS_SHARE)
    axes.yaxis.set_major_locator(FixedLocator([tick for tick in MaxNLocator(2).tick_values(0, most) if tick <= most]))
    axes.set_ylabel(lift, fontsize=14, weight="bold", color=INK)
    _plain(axes, at[-1] + 1)
    percent = axes.twinx()
    intensities = [math.nan] * (at[-1] + 1)
    for place, volume in zip(at, volumes):
        intensities[place] = math.nan if volume.intensity is None else volume.intensity
    percent.plot(intensities, "o-", color=LINE, linewidth=2, markersize=5)
    percent.set_ylim(*PERCENTS)
    percent.set_yticks(PERCENT_TICKS, [f"{tick} %" for tick in PERCENT_TICKS])
    percent.hlines(PERCENT_TICKS, 0, 1, transform=percent.get_yaxis_transform(), color=GRID, linewidth=0.8, zorder=0)
    _plain(percent, at[-1] + 1)
    if len(volumes) <= NUMBERED_WEEKS:
        _number(axes, percent, bars, volumes, at)
    tested = [place for place, volume in zip(at, volumes) if volume.max_outs]
    percent.plot(tested, [TESTED_AT] * len(tested), **TESTED)


def _number(axes: Axes, percent: Axes, bars: BarContainer, volumes: Sequence[Volume], at: Sequence[int]) -> None:
    axes.bar_label(bars, [f"{v.reps}" if v.reps else "" for v in volumes], padding=1, fontsize=10, color=INK)
    for place, volume in zip(at, volumes):
        if volume.reps:
            _annotate(axes, f"in {volume.sets}", (place, 0), 3, fontsize=8, color=PALE)
        if volume.intensity is not None:
            _annotate(percent, f"{volume.intensity:.0f}", (place, volume.intensity), 7, fontsize=10, color=LINE)


def _annotate(axes: Axes, text: str, at: tuple[float, float], above: int, **style: Any) -> None:
    axes.annotate(text, at, (0, above), textcoords="offset points", ha="center", **style)


def _draw_zones(axes: Axes, volumes: Sequence[Volume], at: Sequence[int]) -> None:
    """Draw one bar a week, the heaviest zone on top."""
    weeks = [(place, volume.zones) for place, volume in zip(at, volumes) if volume.zones]
    below = [0.0] * len(weeks)
    for zone, colour in enumerate(ZONE_COLOURS):
        shares = [zones[zone] * 100 for _, zones in weeks]
        bars = axes.bar([place for place, _ in weeks], shares, width=0.66, bottom=below, color=colour, zorder=2)
        if len(volumes) <= NUMBERED_WEEKS:
            labels = [f"{share:.0f}" if share >= 6 else "" for share in shares]
            axes.bar_label(bars, labels, label_type="center", fontsize=9, color="white" if zone == 3 else INK)
        below = [bottom + share for bottom, share in zip(below, shares)]
    axes.set_ylim(0, 100)
    axes.set_yticks([0, 50, 100], ["0 %", "50 %", "100 %"])
    _plain(axes, at[-1] + 1)


def _draw_legend(figure: Figure) -> None:
    entries = [
        *((Patch(color=colour), zone) for colour, zone in zip(ZONE_COLOURS, ZONES)),
        (Line2D([], [], color=LINE, marker="o", linewidth=2), "average intensity, weighted by reps"),
        (Patch(color=BAR), "reps, and in how many sets"),
        (Line2D([], [], **TESTED), "a 1-RM is tested"),
    ]
    handles, labels = zip(*entries)
    figure.legend(handles, labels, loc="outside lower left", frameon=False, fontsize=11, labelcolor=INK, ncols=4)


def _label_weeks(axes: Axes, mondays: Sequence[date], at: Sequence[int], at_most: int) -> None:
    """Write the Mondays, as many as can be read, with the year at the first and where it changes."""
    shown = range(0, len(mondays), -(-len(mondays) // at_most))
    labels = []
    for number, week in enumerate(shown):
        is_new_year = number == 0 or mondays[week].year != mondays[shown[number - 1]].year
        labels.append(f"{mondays[week].day} {mondays[week]:%b}" + (f"\n{mondays[week].year}" if is_new_year else ""))
    axes.set_xticks([at[week] for week in shown], labels)
    axes.tick_params(axis="x", labelbottom=True, labelsize=10, labelcolor=INK)


def _plain(axes: Axes, weeks: int) -> None:
    """Leave out what says nothing."""
    for side in ("top", "right", "left"):
        axes.spines[side].set_visible(False)
    axes.spines["bottom"].set_color(PALE)
    axes.tick_params(length=0, labelsize=9, labelcolor=PALE)
    axes.set_xlim(-0.6, max(weeks, NARROWEST) - 0.4)


def _span(mondays: Sequence[date]) -> str:
    weeks = "1 week" if len(mondays) == 1 else f"{len(mondays)} weeks"
    return f"{weeks} from {mondays[0].day} {mondays[0]:%B %Y}"
