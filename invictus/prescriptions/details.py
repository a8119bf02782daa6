"""What follows a movement, or a line below it says: reps, loads, rest, sides, tempo, pause, a remark.

DETAILS are read one after another to the end of a line, in any order, each of them once. Every figure must be taken by
one of them; words without a figure may be left over as a remark, unless they restrict (`words.is_remark`). A function
puts what is said into the reading, and returns whether it agrees with what was read before; AS_CUE if it is kept as
written besides.
"""

from __future__ import annotations

from typing import Any

from invictus.prescriptions.exercise import load
from invictus.prescriptions.forms import Said, Table
from invictus.prescriptions.groups import reps_in
from invictus.prescriptions.maxima import rep_max
from invictus.prescriptions.reading import LineReading
from invictus.prescriptions.values import Sets
from invictus.prescriptions.words import compiled, is_movement, names_a_movement

AS_CUE = "as a cue"
DETAILS = Table()

# --- Work: how many sets, their reps, time, distance or calories, and on which side -----------------------------------


@DETAILS.form(
    "*? <numbered>? [? <which:set_numbers|some_sets|all_sets> ]? ( a? little | slightly )? ( heavier | lighter )?",
    "*Sets 1-2 = 7 reps @ 70-75%",
    "Last 2 sets @ 80%",
)
def _named_sets(said: Said, reading: LineReading) -> bool:
    """Read which sets a load is for."""
    which: Sets = said["which"]
    if which != Sets() and not which.numbers:
        reading.some_sets[len(reading.loads)] = which
    reading.loads.append(load(list(which.numbers)))
    return True


@DETAILS.form("rest for? <time> x <sets:number> ( set | round )?", "Run 800 m, rest 2 min x 4")
def _rest_so_many_times(said: Said, reading: LineReading) -> bool:
    """Read the rest after a set, and how many sets."""
    return _rest(said, reading) and _sets(said, reading)


@DETAILS.form(
    "( x | for )? [? <sets:count> ( total | work )? ( set | round ) total? ]? ( x | of )? | <sets:number> x",
    "Strict Press: 3 sets x 5 reps",
    "Row: 5 x 500m",
)
def _sets(said: Said, reading: LineReading) -> bool:
    """Read the number of sets, on the movement's own line."""
    if reading.sets is not None or not said["sets"] or reading.of_named_sets() or reading.groups:
        return False
    reading.sets = said["sets"]
    return True


@DETAILS.form(
    "x? <reps:pair> rep | x? <reps:number|numword|range|open> unbroken? ( rep | step ) "
    "| x <reps:number|range|open> <ends> | <reps:number|range|open> <before_load>",
    "Ring Dips x 8-10 reps",
    "Handstand Push-Ups x 25/20 reps",
    "Front Squat x 3 @ 75-85%",
    "Front Squat: 3 @ 75%",
)
def reps(said: Said, reading: LineReading) -> bool:
    """Read the reps of a set, a range of them, or a man's and a woman's."""
    token, read = said.token("reps"), reps_in(said["reps"])
    if not token or not read or not read["reps"]:
        return False
    if token.symbol == "<pair>":
        men, women = token.value
        whole = men == int(men) and women == int(women)
        return whole and reading.put_for_all_sets(reps=int(men), reps_to=int(men), reps_women=int(women))
    return reading.put_reps(read["reps"], None if token.symbol == "<open>" else read["reps_to"])


@DETAILS.form("x? <dots> rep?", "Snatch x 1.1.1 @ 85%")
def _breaths(said: Said, reading: LineReading) -> bool:
    """Read the reps of a set with a breath between them."""
    return reading.put_reps(sum(said["dots"]), sum(said["dots"]))


@DETAILS.form("x? [? <plus> ]? rep?", "Clean + Front Squat + Jerk (2+1+1) @ 70-75%")
def _counts_of_a_complex(said: Said, reading: LineReading) -> bool:
    """Read how often each part of a complex is done in one rep of it."""
    if reading.part_times or reading.of_named_sets() or not reading.movement:
        return False
    reading.part_times = said["plus"]
    return True


@DETAILS.form("[ <number> rep? ( each | per | / ) <side> ]", "Reverse Lunges x 10 reps (5 each leg)")
def _half_a_side(said: Said, reading: LineReading) -> Any:
    """Accept "x 10 reps (5 each leg)", which says the same thing twice."""
    return reading.fields.get("reps") == 2 * said["number"] and not reading.fields.get("per_side") and AS_CUE


# --- Manner: rest, tempo, pause, what the sets lead to, how often one begins ------------------------------------------


@DETAILS.form("[? with? a? <slowly:slow> ]?", "Back Squat x 3 reps (5 seconds down)")
def _slowly(said: Said, reading: LineReading) -> bool:
    """Read how long the way down takes, as written."""
    return reading.put_for_all_sets(tempo=said.text("slowly"))


@DETAILS.form("[? with? a? <pausing:pausing> .? ]?", "Front Squat x 3 reps (2 second pause in the bottom)")
def _pause(said: Said, reading: LineReading) -> bool:
    """Read a pause in the movement, or between the reps of a set, as written."""
    return reading.put_for_all_sets(pause=said.text("pausing").strip(" ."))


@DETAILS.form(
    "[? ( rest for? ( exactly | about | - | : )* <time> | <time> of? rest ) "
    "( ( between | after | before ) ( ( the | each )? <movements:movement> | <between_sets> ) )? ]?",
    "Rest 2-3 minutes between sets.",
)
def _rest(said: Said, reading: LineReading) -> bool:
    """Read the rest after a set, or between the movements of a block."""
    low, high = said["time"]
    if reading.rests:
        return False
    reading.rest_between_movements = "movements" in said
    return reading.put_for_all_sets(rest_s=low, rest_to_s=high)


@DETAILS.form(
    "[? rest ( as ( needed | necessary | required | long as ( needed | you need ) ) | until fully? recovered "
    "| the remainder of the minute ) ( ( between | after ) <between_sets> )? ]?",
    "Rest as needed",
)
def _rest_unmeasured(said: Said, reading: LineReading) -> bool:
    """Read a rest as long as the lifter likes."""
    held, reading.rests = reading.rests, True
    return not held and "rest_s" not in reading.fields


@DETAILS.form(
    "alternating? ( on the minute | every minute on the minute | every minute | emom | <emom> | every <time> ) "
    "( on the ( minute | <time> ) )? ( ( x | for )? <sets:count> ( set | round | minute )? | for? <lasting:time> )?",
    "Back Squat: 8 x 3 @ 65%, every 60 seconds",
)
def _how_often(said: Said, reading: LineReading) -> bool:
    """Read the time from set to set, on the movement's own line."""
    held = reading.interval_s
    reading.interval_s = said["emom"] or (said["time"][0] if "time" in said else 60)
    if "sets" in said or "lasting" in said:
        if reading.sets is not None:
            return False
        reading.sets, over = (
            (said["sets"], 0) if "sets" in said else divmod(said["lasting"][0], reading.interval_s or 1)
        )
        if over:
            return False
    return held is None and bool(reading.interval_s)


_LONGEST_PAUSE = 10  # seconds: "Paused Squat (3s)"


@DETAILS.form("( x | for )? [? <time> ]?", "Plank Hold x 45 seconds")
def seconds(said: Said, reading: LineReading) -> bool:
    """Read how long a set is held or done."""
    low, high = said["time"]
    if "paus" in reading.movement.lower() and high <= _LONGEST_PAUSE:
        return reading.put_for_all_sets(pause=said.text("time"))
    return low > 0 and reading.put_for_all_sets(seconds=low, seconds_to=high)


@DETAILS.form("( x | for )? <calories>", "Assault Bike x 15/12 Calories")
def calories(said: Said, reading: LineReading) -> bool:
    """Read calories on a machine, for men and women where there are two."""
    low, high, women = said["calories"]
    if women:
        return reading.put_for_all_sets(calories=low, calories_to=high, calories_women=women)
    return reading.put_for_all_sets(calories=low, calories_to=high)


@DETAILS.form("[? ( @ | at | with )? <words:pace> ]?", "Row 500 Meters @ 2K pace")
def _pace(said: Said, reading: LineReading) -> bool:
    """Read how fast, in words."""
    return reading.put_load(relative=said.text("words").strip(" ."))


@DETAILS.form("( x | for )? [? <distance> ]?", "Farmer Carry x 50 feet")
def distance(said: Said, reading: LineReading) -> bool:
    """Read how far."""
    near, far = said["distance"]
    return reading.put_for_all_sets(distance_m=near, distance_to_m=far)


@DETAILS.form(
    "( ( x | for )? max ( effort | unbroken | distance | calorie )? rep? | x? as many rep? as possible | x? amrap "
    "| for ( calorie | distance | rep ) ) ( in the? ( remaining times? | time ( remaining | left ) | <time> ) )?",
    "Strict Pull-Ups x max reps",
    "Dips 3 x AMRAP",
)
def max_effort(said: Said, reading: LineReading) -> bool:
    """Read a set to the end of one's strength, or as far as the time allows."""
    if said.written.lower() == "amrap" and not reading.movement:
        return False  # as many rounds, or as many reps of what is above?
    if reading.of_named_sets():
        return "time" not in said and reading.put_load(max_effort=True)
    return reading.put_for_all_sets(max_effort=True) and ("time" not in said or seconds(said, reading))


@DETAILS.form("[? ( on? ( each | per | every ) <side> | / <side> | e / s ) ]?", "Barbell Lunges x 6 reps each leg")
def _each_side(said: Said, reading: LineReading) -> bool:
    """Read that reps, seconds or distance are for each leg, arm or side."""
    return reading.put_for_all_sets(per_side=True)


_ONE_SIDED = compiled(
    r"""\b(?:single|one|1)[ -](?:arm|leg|hand) | \b(?:split\ssquat|lunge|step-?\s?up|pistol|side\splank|bulgarian
        |rotation|get-?\s?up|windmill|copenhagen|suitcase|pallof|bird-?\s?dog|cossack|curtsy|b-stance|staggered)"""
)


@DETAILS.form("each <ends>", "Single-Leg Deadlift x 8 reps each @ 3011")
def _each(said: Said, reading: LineReading) -> bool:
    """Read "each" alone: it means each side, if the movement is done one side at a time."""
    return bool(_ONE_SIDED.search(reading.movement)) and _each_side(said, reading)


@DETAILS.form(
    "-? ( in <sets:count> set ,? )? <to_aim> ( a | an | your | the )? new? <what:aim> "
    "( ( in | for | on ) ( the day | today | complex | the complex ) )? ( in <time> )? <tail:tail>?",
    "Snatch from blocks: work to a 2RM",
)
def _leads_to(said: Said, reading: LineReading) -> bool:
    """Read what the sets lead to: a maximum, or a heavy set. Named sets have it as their load."""
    tail = said.text("tail")
    if tail and not ((names_a_movement(tail) and is_movement(tail.strip())) or tail.endswith("complex")):
        return False
    if reading.aim or reading.of_named_sets():
        return reading.of_named_sets() and reading.put_load(relative=said.line.text(said.start, said.end).strip(" ."))
    reading.aim, reading.aim_is_last = rep_max(said.text("what")), bool(reading.groups)
    if "time" in said:
        reading.aim["duration_s"] = said["time"][1]
    if "sets" in said:
        reading.sets = said["sets"]
    return True


@DETAILS.form("<what:max_aim> <aim_ends>", "Bench Press: 10RM, then -10% for 2x10")
def _maximum(said: Said, reading: LineReading) -> bool:
    """Read a maximum alone: the sets lead to it."""
    return _leads_to(said, reading)
