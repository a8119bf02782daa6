"""What a line says of a movement: reps, loads, rest, sides, tempo, pause.

DETAILS are read one after another to the end of a line, in any order, each of them once. A function puts what is said
into the reading, and returns whether it agrees with what was read before; AS_CUE if it is kept as written besides.
"""

from __future__ import annotations

from typing import Any

from invictus.exercises import load
from invictus.prescriptions.forms import Said, Table
from invictus.prescriptions.names import base_of, is_barbell_lift, maximum, name_at
from invictus.prescriptions.reading import LineReading, put_sets
from invictus.prescriptions.values import Sets
from invictus.prescriptions.words import compiled, names_a_movement

AS_CUE = "as a cue"
DETAILS = Table()
COUNTS = Table()  # reps before a name, which must follow

# --- Manner: rest, tempo, pause ---------------------------------------------------------------------------------------


@DETAILS.form(
    "[? ( with | w / )? a? <pausing:pausing> .? ]? | [? ( with | w / )? a? <tempo:slow> ]? "
    "| [? ( @ | ( at | with ) a? )? tempo? :? <tempo> tempo? ]?",
    "Front Squat x 3 reps (2 second pause in the bottom)",
    "Back Squat x 3 reps (5 seconds down)",
    "Front Squat x 4 reps @ 32X1",
)
def _manner(said: Said, reading: LineReading) -> bool:
    """Read a pause in the movement or between the reps, how long the way down takes, as written, or a tempo."""
    if tempo := said.text("tempo"):
        return reading.put_field(tempo=tempo if " " in tempo else tempo.upper())
    is_work = "time" in said and said["time"][1] > 60  # "3 minutes in the bottom of a squat"
    if is_work or names_a_movement(said.text("how")):  # "Hold a handstand for 20 seconds"
        return False
    return reading.put_field(pause=said.text("pausing").strip(" ."))


@DETAILS.form(
    "[? ( rest for? ( exactly | about | - | : )* <time> ( x <sets:number> ( set | round )? )? | <time> of? rest "
    "| rest ( as ( needed | necessary | required | long as ( needed | you need ) ) | until fully? recovered "
    "| the remainder of the minute ) ) "
    "( ( between | b / t | b / w | after | before ) ( ( the | each )? <movements:movement> | <sides:side> "
    "| <any_set> ) )? ]?",
    "Rest 2-3 minutes between sets.",
    "Run 800 m, rest 2 min x 4",
    "Rest as needed",
)
def _rest(said: Said, reading: LineReading) -> Any:
    """Read the rest after a set, perhaps with the number of sets, or as long as the lifter likes."""
    if "sides" in said or "movements" in said or "time" not in said:  # no field holds it
        return AS_CUE
    if "sets" in said and not put_sets(reading.pieces, "sets", said["sets"]):
        return False
    return reading.put_field(rest_s=said["time"][0], rest_to_s=said["time"][1])


@DETAILS.form(
    "[? ( no more than | at most | max of? ) "
    "( <aside> | <count> ( heavy | missed )? ( attempt | misses | movement ) ) ]? "
    "| in the? ( remaining time? | time ( remaining | left ) ) "
    "| [? ( ( to | from ) a )? <height> ( box | target | deficit | riser | plate | plates )? ]?",
    "In 15 minutes, establish a 1RM Clean - no more than 5 heavy attempts",
    "3 Rope Climbs (15')",
)
def _no_field_holds_it(said: Said, reading: LineReading) -> Any:
    """Keep a bound on the attempts or misses, or the height of a box, rope or target, as a cue."""
    return AS_CUE


# --- Work: how many sets, their reps, time, distance or calories, and on which side -----------------------------------


@DETAILS.form(
    "*? [? <which:set_numbers|some_sets|all_sets> ]? ( a? little | slightly )? ( heavier | lighter )? "
    "| ( on | for ) <behind:set_numbers|some_sets>",
    "*Sets 1-2 = 7 reps @ 70-75%",
    "Last 2 sets @ 80%",
)
def _named_sets(said: Said, reading: LineReading) -> bool:
    """Read which sets a load is for, before the load or after it: "76% on the last 2 sets"."""
    which: Sets = said["which"] or said["behind"]
    if "behind" not in said:
        reading.loads.append(load([]))
    elif not reading.loads or reading.of_named_sets():
        return False
    if which != Sets() and not which.numbers:
        reading.some_sets[len(reading.loads) - 1] = which
    reading.loads[-1]["sets"] = list(which.numbers)
    return True


@COUNTS.form("<reps:number|pair|range|open> ( unbroken | rep of? | x (! <next:number> ) )?", "25/20 Handstand Push-Ups")
@DETAILS.form(
    "<reps:number> rep of? <all:each> movement? (= ,? for? <count> ( round | set | times through ) ) "
    "| x? <reps:number|numword|range|open|pair> unbroken? ( rep | step (! up | ups | over | overs | through ) ) "
    "| x <reps:number|range|open> <ends> "
    "| <reps:number|numword|range|open> (= @ <next:percent|weight|tempo|rpe|number> | ( each | per ) side ) "
    "| ( are | is )? a? <reps:one_to_three> <singles:nothing> | x? [? <reps:plus|dots> ]? rep?",
    "Ring Dips x 8-10 reps",
    "Front Squat x 3 @ 75-85%",
    "8 reps each exercise, 5 rounds",
    "Clean + Front Squat + Jerk (2+1+1) @ 70-75%",
)
def _reps(said: Said, reading: LineReading) -> bool:
    """Read the reps of a set, a range of them, or a man's and a woman's; "1.1.1" are three with a breath between."""
    token, read = said.token("reps"), said.reps()
    reading.closes = reading.closes or "all" in said
    if token and token.symbol == "<pair>":
        men, women = map(int, token.value)
        return token.value == [men, women] and reading.put_field(reps=men, reps_to=men, reps_women=women)
    if reading.of_named_sets():
        return bool(read) and reading.put_load(**(read or {}))
    if not read or "singles" in said:  # "The last two sets are singles."
        return False
    if "times" in read and reading.movement and not reading.part_times:
        reading.part_times = read["times"]  # how often each part of a complex is done in one rep of it
        return True
    return "times" not in read and reading.put_field(reps=read["reps"], reps_to=read["reps_to"])


@DETAILS.form(
    "( <sets:number> x | x | for )? [? ( <seconds:time> hold? | ( <distance_m:distance> | <calories> ) "
    "( x <sets:number> <ends> )? ) ]?",
    "3 x 30 sec Hollow Hold",
    "Row 500m x 4",
    "Assault Bike x 15/12 Calories",
)
def _measure(said: Said, reading: LineReading) -> bool:
    """Read how long, how far or how many calories a set is, a man's and a woman's where there are two."""
    ends = {"seconds": "seconds_to", "distance_m": "distance_to_m", "calories": "calories_to"}
    name = next(name for name in ends if name in said)
    low, high, *women = said[name]
    if name == "seconds" and "paus" in reading.movement.lower() and high <= 10:  # "Paused Squat (3s)"
        return reading.put_field(pause=said.text(name))
    is_window = said.text(name).count(":") > 1 and high - low > 240  # "10:00-20:00" of the running clock
    if low <= 0 or is_window or ("sets" in said and not put_sets(reading.pieces, "sets", said["sets"])):
        return False
    figures: Any = dict(zip((name, ends[name], "calories_women"), (low, high, *filter(None, women))))
    return reading.put_field(**figures)


@DETAILS.form(
    "( ( <sets:number> x | x | for )? max <of_what:what_is_done>? | ( <sets:number> x | x )? ( amrap "
    "| as many rep? as possible ) | for ( calorie | distance | rep ) ) ( in the? <seconds:time> )?",
    "Strict Pull-Ups x max reps",
    "Dips 3 x AMRAP",
)
def _max_effort(said: Said, reading: LineReading) -> bool:
    """Read a set to the end of one's strength, or as far as the time allows."""
    if reading.of_named_sets():
        return "seconds" not in said and "sets" not in said and reading.put_load(max_effort=True)
    if not reading.movement and not said.text("of_what"):
        # "Max Pull-Ups"; but "Max Snatch" is a maximum, and "amrap" may be of rounds, or of what is above.
        name, _ = name_at(said.line, said.end)
        is_exercise = name and names_a_movement(name.movement) and not is_barbell_lift(name.movement)
        if not is_exercise or said.line.symbol(said.start) != "max":
            return False
    fits = "sets" not in said or put_sets(reading.pieces, "sets", said["sets"])
    return fits and reading.put_field(max_effort=True) and ("seconds" not in said or _measure(said, reading))


_ONE_SIDED = compiled(
    r"""\b(?:single|one|1)[ -](?:arm|leg|hand) | \b(?:split\ssquat|lunge|step-?\s?up|pistol|side\splank|bulgarian
        |rotation|get-?\s?up|windmill|(?:half|1/2)[ -]kneel\w*|copenhagen|suitcase|pallof|bird-?\s?dog|cossack|curtsy
        |b-stance|staggered)"""
)


@DETAILS.form(
    "[ <half:number> rep? ( <each> | / ) <side> ] | [? ( on? ( <each> | every ) <side> | / <side> | e / s ) ]? "
    "| each <alone:ends>",
    "Barbell Lunges x 6 reps each leg",
    "Single-Leg Deadlift x 8 reps each @ 3011",
    "Reverse Lunges x 10 reps (5 each leg)",
)
def _each_side(said: Said, reading: LineReading) -> Any:
    """Read that a set is of each side: "each" alone, if it is done a side at a time; "(5 each leg)" of 10 is a cue."""
    if "half" in said:
        return reading.fields.get("reps") == 2 * said["half"] and not reading.fields.get("per_side") and AS_CUE
    return ("alone" not in said or bool(_ONE_SIDED.search(reading.movement))) and reading.put_field(per_side=True)


# --- Loads ------------------------------------------------------------------------------------------------------------


@DETAILS.form(
    "@? <percent> ( more | heavier | above | over | <less:less|lighter|below|under> ) than? <than:till_mark> "
    "| ( @ | at | x | - )? [? between? <percent> ( <effort:effort|intensity|speed> | <of> )? ]? | @ <of:rm_base>",
    "Power Clean x 2 reps @ 80% of 1-RM Power Clean",
    "Back Squat x 3 reps @ 10-RM Back Squat weight",
    "Front Squat x 4 reps @ 3-5% more than you used last Monday",
)
def _percent(said: Said, reading: LineReading) -> bool:
    """Read a percent of a maximum, a maximum that is itself the load, or how many percent it differs from another."""
    low, high = said["percent"] or (None, None)
    if "than" in said:
        least, most = (-(high or 0), -(low or 0)) if "less" in said else (low, high)
        relative = said.text("than").strip(" .)")
        return high is not None and reading.put_load(change_from=least, change_to=most, relative=relative)
    of = base_of(said)
    return of is not None and reading.put_load(percent_from=low, percent_to=high, of=of or said.text("effort"))


@DETAILS.form(
    "*? ( [ ( use | using ) <of:base> ] | <of> ) | [? <from:from> <of:base> ]? <lift:nothing> "
    "| [ <of:base> ] <lift:nothing> | <of:base> <bare:nothing> (= $ | , | ; | with )",
    "Push Jerk x 2 reps @ 60% (of split jerk)",
    "Front Squat 3x2 @ 85% C&J",
    "Snatch Pull 4x3 @ 100% (from snatch)",
)
def _base(said: Said, reading: LineReading) -> bool:
    """Read the lift whose maximum the percents are of, in brackets after the movement or the load."""
    of = maximum(said.text("of"))
    is_measured = not reading.movement and reading.fields.keys() & {"seconds", "distance_m"}  # "60 seconds of Row"
    is_apart = not reading.movement or said.line.symbol(said.start - 1) != "<percent>"
    if not of or reading.percents_of or (is_apart if "bare" in said else is_measured):
        return False
    # "(snatch)" beside the percents of a pull; but "Clean @ 80% (power clean)" is how it is done.
    weighs = any(each["percent_from"] for each in (*reading.loads, *(each for _, each in reading.groups)))
    is_manner = "from" not in said and reading.movement.lower() in of.lower()
    if "lift" in said and (is_manner or not weighs or not is_barbell_lift(of.split()[-1])):
        return False
    reading.percents_of = of
    return True


_MEASURED_IN_HEIGHT = compiled(r"\b(?:box|jump\w{0,4}|step-?\s?ups?|step-?\s?overs?|climbs?)\b")


@DETAILS.form(
    "( @ | at | with | - )? [? @? ( <count> x? )? <load:weight> <implement:implement>? ]? | [ @? <load:pair> ] "
    "| @ <load:pair> | <behind:pair> (= $ | . )",
    "30 Kettlebell Swings (32/24 kg)",
    "95/65 lb Hang Power Clean x 40 reps",
    "50 Wall Balls, 20/14",
)
def _weight(said: Said, reading: LineReading) -> Any:
    """Read the weight, a man's and a woman's where there are two, perhaps without its unit; a box's height is a cue."""
    men, women, *unit = said["load"] or said["behind"]
    # "Lunges x 10, 5/5" and "@ 8/10" are no weight.
    if (women and (women > men or (men < 10 and not unit))) or ("behind" in said and "reps" not in reading.fields):
        return False
    if not unit and _MEASURED_IN_HEIGHT.search(reading.movement):
        return AS_CUE
    return reading.put_load(weight=men, weight_women=women, unit="".join(unit)) and ("implement" not in said or AS_CUE)


@DETAILS.form(
    "[? ( ( @ | at | with ) <words:same_load> "
    "| ( @ | at | with | - )? ( <words:load_words> | <words:pace> | <words:rpe|body> ) ) ]? "
    "| @ <rpe:number|range|decimal> <ends>",
    "Front Squat x 5 reps @ same load you used last Monday",
    "Good Morning x 8 reps @ RPE 7",
    "Bench 3x8 @8",
)
def _in_words(said: Said, reading: LineReading) -> bool:
    """Read a load in words: another day's, the lifter's own choice, a pace, or how hard it is."""
    low, high = said["rpe"] if isinstance(said["rpe"], tuple) else (said["rpe"], said["rpe"])
    words = f"RPE {said.text('rpe')}" if "rpe" in said else said.text("words").strip(" .")
    return ("rpe" not in said or 5 <= low <= high <= 10) and reading.put_load(relative=words)
