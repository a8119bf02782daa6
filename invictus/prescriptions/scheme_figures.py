"""The figures of a scheme, from the groups of its pattern; None where they contradict each other."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any, NamedTuple, Optional

from invictus.prescriptions.aims import rep_max
from invictus.prescriptions.quantities import count, seconds_of, seconds_range
from invictus.prescriptions.shapes import SaidOfScheme


class SchemeFigures(NamedTuple):
    """What a phrase says of a scheme, and of the movements under it."""

    said: SaidOfScheme
    ladder: Sequence[int] = ()  # the reps of each round, [21, 15, 9]
    takes_turns: bool = False  # "alternating", "sets of each": the movements alternate


def every(phrase: re.Match[str]) -> Optional[SchemeFigures]:
    groups = phrase.groupdict()
    interval = _interval(groups)
    bare_minutes = groups.get("minutes")
    # "EMOM 10" is ten minutes and ten sets at once; of "E2MOM 10" nobody can tell which it is.
    if interval is None or (bare_minutes and interval != 60):
        return None
    duration = int(bare_minutes) * 60 if bare_minutes else seconds_of(groups.get("duration") or "")
    if groups.get("each"):
        return _sets_of_each(interval, duration, count(groups["sets"]))
    written = [count(groups[name]) for name in ("sets", "times", "often") if groups.get(name)]
    if duration is not None and duration % interval == 0:
        written.append(duration // interval)
    if len(set(written)) > 1 or (duration is not None and duration % interval and written):
        return None
    sets = written[0] if written else None
    said: SaidOfScheme = {
        "interval_s": interval,
        "duration_s": duration or (interval * sets if sets else None),
        "sets": sets,
        "sets_to": sets,
    }
    return SchemeFigures(said, takes_turns=bool(groups.get("alternating")))


def _sets_of_each(interval: int, duration: Optional[int], sets: int) -> Optional[SchemeFigures]:
    """Read "(10 sets of each)": several movements take turns, so that the sets of all of them fill the time."""
    if not sets or (duration is not None and duration % (interval * sets)):
        return None
    said: SaidOfScheme = {"interval_s": interval, "duration_s": duration, "sets": sets, "sets_to": sets}
    return SchemeFigures(said, takes_turns=True)


def _interval(groups: dict[str, Any]) -> Optional[int]:
    if groups.get("minutes_each"):
        return int(groups["minutes_each"]) * 60 or None
    if groups.get("seconds_each"):
        return int(groups["seconds_each"]) or None
    spelled = (groups.get("interval") or groups.get("clock") or "minute").lower()
    return {"minute": 60, "other minute": 120}.get(spelled) or seconds_of(spelled) or None


def sets(phrase: re.Match[str]) -> Optional[SchemeFigures]:
    low = count(phrase["sets"])
    high = count(phrase["sets_to"] or phrase["sets"])
    return SchemeFigures({"sets": low, "sets_to": high}) if 0 < low <= high else None


def establish(phrase: re.Match[str]) -> Optional[SchemeFigures]:
    if phrase["within"] and phrase["within_after"]:
        return None
    within = phrase["within"] or phrase["within_after"]
    span = seconds_range(within) if within else None
    sets = count(phrase["sets"]) if phrase["sets"] else None
    if (within and span is None) or sets == 0:
        return None
    duration = span[1] if span else None
    return SchemeFigures({"duration_s": duration, "sets": sets, "sets_to": sets, **rep_max(phrase["what"])})


def time_only(phrase: re.Match[str]) -> SchemeFigures:
    groups = phrase.groupdict()
    minutes = groups.get("minutes")
    duration = int(minutes) * 60 if minutes else seconds_of(groups.get("duration") or "")
    sets = count(groups["sets"]) if groups.get("sets") else None
    return SchemeFigures({"duration_s": duration, "sets": sets, "sets_to": sets})


def ladder(phrase: re.Match[str]) -> Optional[SchemeFigures]:
    """Return the rounds and reps of "21-15-9"."""
    reps = [int(number) for number in re.findall(r"\d+", phrase["ladder"])]
    return SchemeFigures({"sets": len(reps), "sets_to": len(reps)}, ladder=reps) if all(reps) else None


def clock(phrase: re.Match[str]) -> Optional[SchemeFigures]:
    if phrase["minute"]:
        return SchemeFigures({"starts_s": int(phrase["minute"]) * 60})
    starts = seconds_of(phrase["at"] or phrase["mark"])
    return None if starts is None else SchemeFigures({"starts_s": starts})


def nothing(phrase: re.Match[str]) -> SchemeFigures:
    return SchemeFigures({})
