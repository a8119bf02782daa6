"""What a cycle is made of: sets, reps and intensity of each lift by week, and the zones they were in.

How it is counted, and what is left out: docs/archive.md, "Volume".
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Optional

from invictus.exercises import Exercise, sets_of
from invictus.lifts import lift_key
from invictus.shapes import StoredRecord

SNATCH, CLEAN_AND_JERK, SQUAT, PULLS = LIFTS = ("Snatch", "Clean & Jerk", "Squat", "Pulls")
ZONED_LIFTS = (SNATCH, CLEAN_AND_JERK, SQUAT)
ZONES = ("under 70 %", "70-80 %", "80-90 %", "over 90 %")

# What helps a lift without being one of its reps, and what no barbell is needed for.
_ASSISTANCE = re.compile(
    r"press|balance|overhead squat|\bdip\b|footwork|dumbbell|kettlebell|sandbag|single[- ](?:arm|leg)"
)
# "Snatch High Pull" and "Clean Deadlift", and not "Slow Pull Snatch".
_PULL = re.compile(r"\b(?:snatch|clean)\b.*\b(?:pull|lift-?off|shrug)|\bdeadlift")
_SQUAT = re.compile(r"\b(?:back|front) squat")
_CLEAN_OR_JERK = re.compile(r"\b(?:clean|jerk)\b")


@dataclass
class Volume:
    """What one lift gets in one week. `reps_at` counts the reps at each percent; not every rep has one."""

    sets: int = 0
    reps: int = 0
    reps_at: Counter[float] = field(default_factory=Counter)
    tests: set[int] = field(default_factory=set)  # of how many reps: 1 for a 1-RM

    @property
    def tested(self) -> str:
        """Return the maxima that are tested, `1-RM, 2-RM`."""
        return ", ".join(f"{reps}-RM" for reps in sorted(self.tests))

    @property
    def intensity(self) -> Optional[float]:
        """Return the average percent of those reps that have one."""
        reps = sum(self.reps_at.values())
        return sum(percent * count for percent, count in self.reps_at.items()) / reps if reps else None

    @property
    def zones(self) -> list[float]:
        """Return the share of each zone in the reps that have a percent, 0 to 1; empty where none has."""
        total = sum(self.reps_at.values())
        reps: Counter[int] = Counter()
        for percent, count in self.reps_at.items():
            reps[(percent >= 70) + (percent >= 80) + (percent > 90)] += count  # 80 % and 90 % are in the zone 80-90 %
        return [reps[zone] / total for zone in range(len(ZONES))] if total else []


Weeks = dict[date, dict[str, Volume]]  # by the week's Monday and the lift


def volume_of(records: Iterable[StoredRecord]) -> Weeks:
    """Return the weeks that the records are of, the earliest first, each with all lifts."""
    weeks: Weeks = {}
    for record in records:
        day = date.fromisoformat(record["date"])
        week = weeks.setdefault(day - timedelta(days=day.weekday()), {lift: Volume() for lift in LIFTS})
        for exercise in record["exercises"]:
            _count(exercise, week)
    return dict(sorted(weeks.items()))


def _count(exercise: Exercise, week: dict[str, Volume]) -> None:
    """Add an exercise to the volume of its lifts."""
    lifts, test = [lifts_of(part["name"]) for part in exercise["movements"]], tested_maximum(exercise)
    for lift in {lift for part in lifts for lift in part}:
        week[lift].tests |= {test} - {0}
    for row in sets_of(exercise):
        times = row["times"] or [part["times"] for part in exercise["movements"]]
        counts = Counter(lift for part, often in zip(lifts, times) for lift in part * often)
        # "75-80 %" counts as 77.5, a range that is open on one side as the end that is written.
        ends = [end for end in (row["percent_from"], row["percent_to"]) if end is not None]
        for lift, often in counts.items():
            reps = (row["reps"] or 0) * often
            week[lift].sets += reps > 0
            week[lift].reps += reps
            if ends and reps and (len(counts) == 1 or lift in lifts_of(row["of"])):
                week[lift].reps_at[sum(ends) / len(ends)] += reps


def tested_maximum(exercise: Exercise) -> int:
    """Return 2 for a test of a 2-RM, 0 for none. Sets that exceed the 1-RM ("101%+") test it: as in max-outs.sql."""
    beyond = any((load["percent_from"] or 0) >= 100 and load["percent_to"] is None for load in exercise["loads"])
    return 1 if beyond else exercise["scheme"]["rep_max"] or 0


def lifts_of(movement: str) -> list[str]:
    """Return the lifts in one rep of a movement: of a "Clean & Jerk" two, of a "Plank" none."""
    name = lift_key(movement)
    if _ASSISTANCE.search(name):
        return []
    if _SQUAT.search(name):
        return [SQUAT]
    if _PULL.search(name):
        return [PULLS]
    if "snatch" in name:
        return [SNATCH]
    return [CLEAN_AND_JERK] * len(_CLEAN_OR_JERK.findall(name))
