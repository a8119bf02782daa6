"""A lift's weeks as a picture: average intensity above, reps in the middle, zones below. In whole pixels, for an SVG.

The colours are the page's own, by class, so that a picture follows the colour scheme.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple, Optional

from local.training.volume import Volume

WEEK, LEFT, RIGHT = 46, 44, 8  # px: a week's width, the room for the numbers of the axis, and at the other end
BAR = 26
NARROWEST = 6  # weeks: fewer are drawn as wide as if they were so many

# The three bands, from top to bottom, in px.
MARKS = 14
INTENSITY_TOP, INTENSITY_BOTTOM = 40, 120
REPS_TOP, REPS_BOTTOM = 150, 220
ZONES_TOP, ZONES_BOTTOM = 236, 306
WEEKS_AT, HEIGHT = 324, 332

PERCENTS = (50, 110)  # the ends of the intensity's band; what is lower or higher is drawn at the end
PERCENT_LINES = (60, 80, 100)


class Rect(NamedTuple):
    x: float
    y: float
    width: float
    height: float
    kind: str


class Label(NamedTuple):
    x: float
    y: float
    text: str
    kind: str


@dataclass(frozen=True)
class Chart:
    """What an SVG of `width` and `height` px holds. `lines` are the intensity's, broken where a week has none."""

    width: int
    height: int
    rects: list[Rect]
    labels: list[Label]
    lines: list[list[tuple[float, float]]]
    grid: list[float]


def draw_chart(mondays: Sequence[date], volumes: Sequence[Volume]) -> Chart:
    """Return the picture of one lift: its volume in each week, by the weeks' Mondays."""
    width = LEFT + max(len(mondays), NARROWEST) * WEEK + RIGHT
    rects: list[Rect] = []
    labels = [Label(LEFT - 6, _percent_y(line) + 4, f"{line} %", "axis") for line in PERCENT_LINES]
    labels += [Label(LEFT - 6, REPS_BOTTOM, "reps", "axis"), Label(LEFT - 6, ZONES_BOTTOM, "zones", "axis")]
    most = max([volume.reps for volume in volumes] + [1])
    points: list[Optional[tuple[float, float]]] = []
    for number, (monday, volume) in enumerate(zip(mondays, volumes)):
        middle = LEFT + number * WEEK + WEEK / 2
        labels.append(Label(middle, WEEKS_AT, f"{monday.day} {monday:%b}", "week"))
        if volume.max_outs:
            labels.append(Label(middle, MARKS, "1-RM", "test"))
        points.append(None if volume.intensity is None else (middle, _percent_y(volume.intensity)))
        if volume.intensity is not None:
            labels.append(Label(middle, _percent_y(volume.intensity) - 8, f"{volume.intensity:.0f}", "intensity"))
        if volume.reps:
            height = (REPS_BOTTOM - REPS_TOP) * volume.reps / most
            rects.append(Rect(middle - BAR / 2, round(REPS_BOTTOM - height, 1), BAR, round(height, 1), "reps"))
            labels.append(Label(middle, round(REPS_BOTTOM - height - 5, 1), str(volume.reps), "reps-number"))
        rects += _zones(middle, volume.zones)
    return Chart(width, HEIGHT, rects, labels, _unbroken(points), [_percent_y(line) for line in PERCENT_LINES])


def _percent_y(percent: float) -> float:
    low, high = PERCENTS
    share = (min(max(percent, low), high) - low) / (high - low)
    return round(INTENSITY_BOTTOM - share * (INTENSITY_BOTTOM - INTENSITY_TOP), 1)


def _zones(middle: float, shares: Sequence[float]) -> list[Rect]:
    """Return one bar, the heaviest zone on top."""
    rects = []
    bottom = float(ZONES_BOTTOM)
    for zone, share in enumerate(shares):
        height = share * (ZONES_BOTTOM - ZONES_TOP)
        bottom -= height
        if share:
            rects.append(Rect(middle - BAR / 2, round(bottom, 1), BAR, round(height, 1), f"zone-{zone}"))
    return rects


def _unbroken(points: Sequence[Optional[tuple[float, float]]]) -> list[list[tuple[float, float]]]:
    """Return the runs of points without a gap."""
    runs: list[list[tuple[float, float]]] = [[]]
    for point in points:
        if point is None:
            runs.append([])
        else:
            runs[-1].append(point)
    return [run for run in runs if run]
