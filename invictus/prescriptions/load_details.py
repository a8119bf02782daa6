"""What a line says of loads: `@ 75%`, `(of split jerk)`, `140 kg`, `RPE 8`."""

from __future__ import annotations

from typing import Any

from invictus.prescriptions.details import AS_CUE, DETAILS
from invictus.prescriptions.exercise import SCHEME
from invictus.prescriptions.forms import Said
from invictus.prescriptions.maxima import maximum
from invictus.prescriptions.reading import LineReading
from invictus.prescriptions.words import compiled


@DETAILS.form(
    "@? <percent> <change:change> than? <to_end>", "Front Squat x 4 reps @ 3-5% more than you used last Monday"
)
def _change(said: Said, reading: LineReading) -> bool:
    """Read a load by how many percent it is more than another; less is below 0."""
    low, high = said["percent"]
    than = said.line.text(said.span("change")[1], said.end).removeprefix("than ").strip(" .)")
    if high is None or not than:
        return False
    if said.text("change").lower() in ("less", "lighter", "below", "under"):
        low, high = -high, -low
    return reading.put_load(change_from=low, change_to=high, relative=than)


@DETAILS.form(
    "( @ | at | x | - )? [? between? <percent> ( <effort:effort> | <of> )? ]?",
    "Power Clean x 2 reps @ 80% of 1-RM Power Clean",
)
def _percent(said: Said, reading: LineReading) -> bool:
    """Read the load as a percent of a maximum."""
    low, high = said["percent"]
    of = maximum(said.text("of") or "bodyweight") if "of" in said else said.text("effort")
    return of is not None and reading.put_load(percent_from=low, percent_to=high, of=of)


@DETAILS.form("*? ( [ ( use | using ) ( your | the )? <of:lift> ] | <of> )", "Push Jerk x 2 reps @ 60% (of split jerk)")
def _base(said: Said, reading: LineReading) -> bool:
    """Read the lift whose maximum the percents are of, in brackets after the movement or the load."""
    of = maximum(said.text("of"))
    if not of or reading.percents_of:
        return False
    reading.percents_of = of
    return True


@DETAILS.form("@ <of:rm_base>", "Back Squat x 3 reps @ 10-RM Back Squat weight")
def _that_weight(said: Said, reading: LineReading) -> bool:
    """Read a maximum that is itself the load."""
    of = maximum(said.text("of"))
    return of is not None and reading.put_load(of=of)


@DETAILS.form(
    "( @ | at | with | - )? [? @? ( <count> x? )? <weight> <implement:implement>? ]?", "30 Kettlebell Swings (32/24 kg)"
)
def weight(said: Said, reading: LineReading) -> Any:
    """Read the weight, for men and women where there are two."""
    men, women, unit = said["weight"]
    read = reading.put_load(weight=men, weight_women=women, unit=unit)
    return read and (AS_CUE if "implement" in said else True)


_LEAST_WEIGHT = 8
_MEASURED_IN_HEIGHT = compiled(r"\b(?:box|jump\w{0,4}|step-?\s?ups?|step-?\s?overs?|climbs?)\b")


@DETAILS.form("[ @? <pair> ] | @ <pair> | <behind:pair> <at_end>", "15 Power Cleans (75/55)", "50 Wall Balls, 20/14")
def _pair(said: Said, reading: LineReading) -> Any:
    """Read a man's and a woman's weight without a unit; of a box it is the height, which is kept as a cue."""
    men, women = said["pair"] or said["behind"]
    if "behind" in said and ("reps" not in reading.fields or women < _LEAST_WEIGHT):
        return False
    if _MEASURED_IN_HEIGHT.search(reading.movement):
        return AS_CUE
    return reading.put_load(weight=men, weight_women=women, unit="")


@DETAILS.form(
    "[? ( ( to | from ) a )? <height> ( box | target | deficit | riser | plate | plates )? ]?", "3 Rope Climbs (15')"
)
def _height(said: Said, reading: LineReading) -> Any:
    """Keep the height of a box, rope or target as a cue."""
    return AS_CUE


@DETAILS.form(
    "[? ( @ | at | with ) <words:same_load> ]? | [? ( @ | at | with | - )? <words:load_words> ]? | [? ( @ "
    "| at )? <words:rpe|body> ]?",
    "Front Squat x 5 reps @ same load you used last Monday",
    "Dumbbell Bench Press x 8 reps, pick load",
    "Good Morning x 8 reps @ RPE 7",
)
def _in_words(said: Said, reading: LineReading) -> bool:
    """Read a load in words: another day's, the lifter's own choice, or how hard it is."""
    return reading.put_load(relative=said.text("words").strip(" ."))


@DETAILS.form("@ <rpe:number|range|decimal> <ends>", "Bench 3x8 @8")
def _rpe(said: Said, reading: LineReading) -> bool:
    """Read "@8" or "@ 8-9": an RPE, if it can be one."""
    value = said["rpe"]
    numbers = value if isinstance(value, tuple) else (value,)
    return all(5 <= number <= 10 for number in numbers) and reading.put_load(relative=f"RPE {said.text('rpe')}")


@DETAILS.form("[? ( @ | ( at | with ) a? )? tempo? :? <tempo> tempo? ]?", "Front Squat x 4 reps @ 32X1")
def _tempo(said: Said, reading: LineReading) -> bool:
    """Read the seconds down, at the bottom, up, at the top."""
    tempo = said.text("tempo").upper()
    return len(tempo.replace("-", "").replace(".", "")) == 4 and reading.put_for_all_sets(tempo=tempo)


@DETAILS.form("[? ,? for ( time | times ) ( ,? ( time? cap <time> | <time> time? cap ) )? ]?", "40 Burpees for time")
def _for_time(said: Said, reading: LineReading) -> bool:
    """Read that it is done as fast as possible, perhaps within a time."""
    cap = said["time"][0] if "time" in said else None
    held, reading.scheme = reading.scheme, {**SCHEME, "kind": "for_time", "duration_s": cap}
    return not held


@DETAILS.form(
    "[? -? ( no more than | at most | max of? ) ( <aside> | <count> ( heavy | missed )? ( attempt | misses "
    "| movement ) ) ]?",
    "In 15 minutes, establish a 1RM Clean - no more than 5 heavy attempts",
)
def _bound_on_attempts(said: Said, reading: LineReading) -> Any:
    """Keep a bound on the attempts or misses as a cue."""
    return AS_CUE
