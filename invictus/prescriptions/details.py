"""What follows a movement, or a line below it says: reps, loads, rest, sides, tempo, pause, a remark.

DETAILS are read one after another to the end of a line, in any order, each of them once. Every figure must be taken by
one of them; words without a figure may be left over as a remark, unless they restrict (`words.is_remark`). A function
puts what is said into the reading, and returns whether it agrees with what was read before; AS_CUE if it is kept as
written besides.
"""

from __future__ import annotations

from typing import Any

from invictus.prescriptions.exercise import SCHEME, load, says_something, says_weight
from invictus.prescriptions.forms import Said, Table
from invictus.prescriptions.groups import put_groups, read_groups, reps_in
from invictus.prescriptions.reading import LineReading
from invictus.prescriptions.tokens import Line
from invictus.prescriptions.values import Sets
from invictus.prescriptions.words import compiled, is_cue, is_movement, is_remark, maximum, names_a_movement, rep_max

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
    return _in_words(said, reading)


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
    r"""\b(?:single|one|1)[ -](?:arm|leg|hand) | \b(?:split\ssquat|lunge|step-?\s?up|pistol|side\splank|bulgarian)"""
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


# --- Loads ------------------------------------------------------------------------------------------------------------


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


# --- All of them, to the end of the line ------------------------------------------------------------------------------


def read_details(line: Line, at: int, reading: LineReading) -> bool:
    """Read a line from a token to its end into `reading`; False if a figure is left over, or a thing is said twice."""
    while (at := _next(line, at)) < len(line.tokens):
        if _LEADS_ON.match(line.symbols, line.offsets[at]):
            break
        listed = read_groups(line, at)
        if listed and put_groups(listed[0], reading):
            at = listed[1]
            continue
        taken = _read_form(line, at, reading) or _read_aside(line, at, reading) or _read_remark(line, at, reading)
        if not taken:
            line.no_form_at(at)
            return False
        at = taken
    weighs = [*reading.loads, *(each for _, each in reading.groups)]
    if reading.builds and any(says_weight(each) for each in weighs):
        return False
    return all(says_something(each) for each in reading.loads)


# What leads on to the next movement: "..., immediately followed by".
_LEADS_ON = compiled(r"(?:immediately\ |directly\ )?(?:followed\ by\ |into\ )[.:\ ]*$")
_BETWEEN = frozenset(",;:=*.-/&!")


def _next(line: Line, at: int) -> int:
    """Return where the next detail begins: past marks, and "then"."""
    while line.symbol(at) in _BETWEEN and (line.symbol(at), line.symbol(at + 1)) != ("/", "side"):
        if line.symbol(at) == "." and line.text(at + 1, at + 2)[:1].isupper():
            break  # another sentence
        at += 1
    leads = at + (line.symbol(at) == "and")
    if line.symbol(leads) == "then":
        following = line.symbol(leads + 1)
        return _next(line, leads + 1) if following.startswith("<") or following in ("", ":", "-", "minus") else at
    return leads if line.symbol(leads).startswith("<") else at


def _read_form(line: Line, at: int, reading: LineReading) -> int:
    """Return where the detail at a token ends; 0 if no form takes it, or it contradicts what was read before."""
    for each, said in DETAILS.matches(line, at):
        read = each.read(said, reading)
        if read:
            if read is AS_CUE:
                reading.cues.append(said.written)
            return said.end
    return 0


def begins_detail(line: Line, at: int) -> bool:
    """Return whether a detail begins at a token."""
    blank = LineReading(movement="a lift")
    return any(each.read(said, blank) for each, said in DETAILS.matches(line, at))


def _read_aside(line: Line, at: int, reading: LineReading) -> int:
    """Read parentheses: details, "(5 seconds down, 2 second pause)", or coaching words, "(slowly)", kept as a cue."""
    closing = line.closing(at) if line.symbol(at) == "(" else None
    if closing is None:
        return 0
    inner, whole = line.part(at + 1, closing), line.text(at, closing + 1)
    if not is_cue(whole) or any(token.is_figure for token in inner.tokens):
        held = len(reading.cues)
        if not read_details(inner, 0, reading):
            return 0
        if len(reading.cues) == held:
            return closing + 1
        del reading.cues[held:]
    reading.cues.append(line.written(at, closing + 1))
    return closing + 1


# "Press 10-8-6, add weight each set": true as long as no weight is written.
_BUILDS = compiled(r"(?:and\s)?(?:add|adding|increas\w+|build\w*|climb\w*|go(?:ing)?\sup|ascending|heavier)\b[a-z\s]*")


_LESS = compiled(r"\b(?:drop\w*|down|off|back|deload|up|by|take|remove|strip)$")


def _read_remark(line: Line, at: int, reading: LineReading) -> int:
    """Read words up to the next mark, figure or detail: harmless ones are kept as a cue."""
    end = at
    while end < len(line.tokens) and _is_word(line.symbol(end)) and (end == at or not begins_detail(line, end)):
        end += 1
    words = " ".join(line.text(place, place + 1) for place in range(at, end) if line.symbol(place)[0] != "<")
    builds = bool(_BUILDS.fullmatch(words))
    if end == at or not (is_remark(words) or builds):
        return 0
    if names_a_movement(words) and not (reading.movement and names_a_movement(reading.movement)):
        return 0
    reading.builds = reading.builds or builds
    # "cap 8 min", "drop 20%": the words say what the figure is.
    if line.symbol(end) == "<time>" or (line.symbol(end) in ("<percent>", "<weight>") and _LESS.search(words)):
        return 0
    with_dash = at > 0 and line.symbol(at - 1) == "-" and words.startswith("no ")
    reading.cues.append(line.written(at - with_dash, end))
    return end


def _is_word(symbol: str) -> bool:
    return (symbol[:1].isalpha() and symbol != "x") or symbol in ("&", "'", '"', "/", "!", "<aside>", "<height>")
