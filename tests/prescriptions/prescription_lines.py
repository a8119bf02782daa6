"""The blog's spellings as a table: (the line, what it says). The lines are ours, in the blog's manner.

A reading holds only what is there: `scheme`, `movement`, `parts` (of a complex), `loads`, `cues`, ..., and the
exercise's own fields (reps, seconds, rest_s, ...) beside them. None means that the line must not be understood."""

from __future__ import annotations


def every(interval_s, duration_s=None, sets=None):
    return scheme("every", interval_s=interval_s, duration_s=duration_s, sets=sets, sets_to=sets)


def sets(number, to=None):
    return scheme("sets", sets=number, sets_to=to or number)


def rounds(number, to=None):
    return scheme("rounds", sets=number, sets_to=to or number)


def establish(what, within=None, rep_max=None):
    return scheme("establish", what=what, duration_s=within, rep_max=rep_max)


def amrap(duration_s=None):
    return scheme("amrap", duration_s=duration_s)


def for_time(sets=None, cap=None):
    return scheme("for_time", sets=sets, sets_to=sets, duration_s=cap)


def tabata(**details):
    return scheme("tabata", **details)


def scheme(kind, **figures):
    return {"scheme": {"kind": kind, **{key: value for key, value in figures.items() if value is not None}}}


def reps(low, to=None):
    return {"reps": low, "reps_to": to or low}


def seconds(low, to=None):
    return {"seconds": low, "seconds_to": to or low}


def metres(low, to=None):
    return {"distance_m": low, "distance_to_m": to or low}


def rest(low, to=None):
    return {"rest_s": low, "rest_to_s": to or low}


def at(low, to=None, of="", on=(), **own_reps):
    """One load: the percent, of what, and on which sets."""
    return {"sets": list(on), "percent_from": low, "percent_to": to or low, "of": of, **own_reps}


def calories(low, to=None, women=None):
    return {"calories": low, "calories_to": to or low, **({"calories_women": women} if women else {})}


def weighs(men, women=None, unit="", on=()):
    return {"sets": list(on), "weight": men, "weight_women": women, "unit": unit}


def loads(*each):
    return {"loads": [{key: value for key, value in load.items() if value not in (None, "")} for load in each]}


def groups(*each):
    """Sets in the order of the text: how many (None: one, or all), and the load."""
    return {"groups": [(count, {key: value for key, value in load.items() if value != ""}) for count, load in each]}


def movement(name, *said, parts=None):
    reading = {"movement": name}
    if parts:
        reading["parts"] = parts
    for each in said:
        reading.update(each)
    return reading


def cue(line):
    return {"cues": [line]}


PER_SIDE = {"per_side": True}
MAX_EFFORT = {"max_effort": True}
FOLLOWED_BY = {"opens": True}

EVERY = [
    ("Every minute, on the minute, for 10 minutes (10 sets)", every(60, 600, 10)),
    ("Every minute, on the minute, for 5 minutes (5 sets):", every(60, 300, 5)),
    ("Every minute on the minute for 12 minutes:", every(60, 720, 12)),
    ("every minute, on the minute, for six minutes (six sets):", every(60, 360, 6)),
    ("On the minute, for 9 minutes:", every(60, 540, 9)),
    ("Every 2 minutes, for 10 minutes (5 sets):", every(120, 600, 5)),
    ("Every two minutes, for twelve minutes (six sets):", every(120, 720, 6)),
    ("Every 2 Minutes, For 20 Minutes (10 Sets):", every(120, 1200, 10)),
    ("Every 2 minutes, on the 2 minutes, for 14 minutes:", every(120, 840, 7)),
    ("Every other minute, for 10 minutes (5 sets):", every(120, 600, 5)),
    ("Every 2:30, for 15 minutes", every(150, 900, 6)),
    ("Every 2:30, for 12:30 (5 sets):", every(150, 750, 5)),
    ("Every 2 minutes and 30 seconds, for 10 minutes (4 sets):", every(150, 600, 4)),
    ("Every 2.5 minutes, for 10 minutes (4 sets):", every(150, 600, 4)),
    ("Every 90 seconds, for 4:30 (3 sets):", every(90, 270, 3)),
    ("Every 90 seconds, for 6 minutes (4 sets)", every(90, 360, 4)),
    ("Every 75 seconds, for 7:30 (6 sets):", every(75, 450, 6)),
    ("Every 45 sec, for 6 min (8 sets):", every(45, 360, 8)),
    ("Every 30 seconds for 5 minutes:", every(30, 300, 10)),
    ("Every 3 minutes (5 sets):", every(180, 900, 5)),
    ("Every 3 minutes x 5 sets:", every(180, 900, 5)),
    ("Every 3 minutes, for 5 sets", every(180, 900, 5)),
    ("Every 4 min x 4 rounds:", every(240, 960, 4)),
    ("Every 2 minutes:", every(120)),
    ("Every 2 minutes, for 15 minutes:", every(120, 900)),  # seven sets and a half: how many is not written
    ("Every 2 minutes, for 16 minutes (7 sets):", None),  # it is eight, or it is 14 minutes
    ("Every 2 minutes, for 15 minutes (8 sets):", None),
    ("Every 3 minutes x 5 sets (6 sets):", None),
    ("Every so often, for 10 minutes:", None),
    ("Every 2 minutes, for as long as possible:", None),
    ("Every 2 minutes, complete 3 burpees", None),  # a movement follows a colon
    ("EMOM 10", every(60, 600, 10)),
    ("EMOM 8:", every(60, 480, 8)),
    ("EMOM x 12", every(60, 720, 12)),
    ("EMOM for 10 minutes", every(60, 600, 10)),
    ("EMOM 10 min:", every(60, 600, 10)),
    ("10-minute EMOM:", every(60, 600, 10)),
    ("EMOM", every(60)),
    ("E2MOM", every(120)),
    ("E2MOM for 12 minutes:", every(120, 720, 6)),
    ("E2MOM x 5 sets", every(120, 600, 5)),
    ("E2MOM (7 sets)", every(120, 840, 7)),
    ("E3MOM for 15 min (5 sets):", every(180, 900, 5)),
    ("E90S for 9 minutes:", every(90, 540, 6)),
    ("E90SOM x 6 sets", every(90, 540, 6)),
    ("E2MOM 10", None),  # ten minutes, or ten sets?
    ("EMOM 10: Power Clean x 2 reps", {**every(60, 600, 10), **movement("Power Clean", reps(2))}),
    (
        "Every 2 minutes, for 16 minutes (8 sets): (Snatch + Hip Snatch) x 1 rep, *Sets 6-8 = @ 75-80% of 1-RM Snatch",
        {
            **every(120, 960, 8),
            **movement(
                "(Snatch + Hip Snatch)",
                reps(1),
                loads(at(75, 80, "1-RM Snatch", (6, 7, 8))),
                parts=[("Snatch", 1), ("Hip Snatch", 1)],
            ),
        },
    ),
]

SETS_AND_ROUNDS = [
    ("Three sets of:", sets(3)),
    ("Three Sets Of:", sets(3)),
    ("Four sets:", sets(4)),
    ("One set of:", sets(1)),
    ("5 sets", sets(5)),
    ("3-4 sets of:", sets(3, 4)),
    ("Two to three sets of:", sets(2, 3)),
    ("Three sets, not for time, of:", sets(3)),
    ("Four supersets of:", sets(4)),
    ("Complete three sets of:", sets(3)),
    ("3 sets of 12 Ring Rows", {**sets(3), **movement("Ring Rows", reps(12))}),
    ("Three sets of: Back Extensions x 15 reps", {**sets(3), **movement("Back Extensions", reps(15))}),
    ("Three sets of: Ring Dips", {**sets(3), **movement("Ring Dips")}),
    ("Three sets of: whatever feels good", None),
    ("4-3 sets of:", None),
    ("Three sets at a lighter weight", None),
    ("3 Rounds:", rounds(3)),
    ("Five rounds of:", rounds(5)),
    ("3 rounds, not for time, of:", rounds(3)),
    (
        "3 Rounds: 8 Air Squats + 4 Burpees",
        {**rounds(3), **movement("8 Air Squats + 4 Burpees", reps(1), parts=[("Air Squats", 8), ("Burpees", 4)])},
    ),
    (
        "2 Rounds: 10 Lunges, 5 Pull-Ups",
        {**rounds(2), **movement("10 Lunges, 5 Pull-Ups", reps(1), parts=[("Lunges", 10), ("Pull-Ups", 5)])},
    ),
    ("For time:", for_time()),
    ("For time of:", for_time()),
    ("Three rounds for time of:", for_time(3)),
    ("5 rounds, for time (12 minute cap):", for_time(5, 720)),
    ("Time cap: 15 minutes", {"scheme_detail": {"duration_s": 900}}),
    ("10 minute time cap", {"scheme_detail": {"duration_s": 600}}),
    ("AMRAP 12:", amrap(720)),
    ("AMRAP in 8 minutes:", amrap(480)),
    ("7 minute AMRAP:", amrap(420)),
    ("As many rounds as possible in 10 minutes of:", amrap(600)),
    ("Complete as many rounds and reps as possible in 15 minutes of:", amrap(900)),
    ("In 6 minutes, complete as many reps as possible of:", amrap(360)),
    ("AMRAP:", amrap()),
    ("AMRAP", None),  # as many rounds, or as many reps of what is above?
    ("Tabata Hollow Rocks", {**tabata(), **movement("Hollow Rocks")}),
    ("One Set Tabata of: Sit-Ups:", {**tabata(), **movement("Sit-Ups")}),
    ("Tabata: 20 seconds on, 10 seconds off", tabata(work_s=20, off_s=10)),
    ("Two sets tabata of: Sit-Ups", None),
    ("20 seconds on", {"scheme_detail": {"work_s": 20}}),
    ("10 seconds off", {"scheme_detail": {"off_s": 10}}),
    ("20 seconds on, 10 seconds off", {"scheme_detail": {"work_s": 20, "off_s": 10}}),
    ("For a total of 8 rounds", {"scheme_detail": {"sets": 8, "sets_to": 8}}),
    ("20 seconds on, 20 seconds on", None),
]

ESTABLISH = [
    ("In 24 minutes, establish a 1-RM Back Squat", {**establish("1-RM", 1440, 1), **movement("Back Squat")}),
    ("In 15 minutes, establish a 3-RM Push Press", {**establish("3-RM", 900, 3), **movement("Push Press")}),
    ("In 20 minutes, build to a 5-RM Front Squat", {**establish("5-RM", 1200, 5), **movement("Front Squat")}),
    ("Take 18 minutes to build up to a 1RM Clean & Jerk", {**establish("1-RM", 1080, 1), **movement("Clean & Jerk")}),
    ("Establish a 1-RM Power Snatch in 15 minutes", {**establish("1-RM", 900, 1), **movement("Power Snatch")}),
    ("Within 12:30, find a 2-RM Hang Clean", {**establish("2-RM", 750, 2), **movement("Hang Clean")}),
    ("20 minutes to establish a 1-RM Snatch", {**establish("1-RM", 1200, 1), **movement("Snatch")}),
    ("In 16 minutes, work up to a heavy single Jerk", {**establish("heavy single", 960), **movement("Jerk")}),
    ("In 10 minutes, establish a one-rep max Strict Press", {**establish("1-RM", 600, 1), **movement("Strict Press")}),
    (
        "In 20 minutes, establish a 1-RM (Clean + Front Squat + Jerk)",
        {
            **establish("1-RM", 1200, 1),
            **movement("(Clean + Front Squat + Jerk)", parts=[("Clean", 1), ("Front Squat", 1), ("Jerk", 1)]),
        },
    ),
    ("Build to a 1-RM Snatch for the day", {**establish("1-RM", rep_max=1), **movement("Snatch")}),
    ("build to a 5-RM", establish("5-RM", rep_max=5)),
    ("Build to a heavy set of 3", establish("heavy set of 3")),
    ("In 20 minutes, establish a 1-RM Snatch in 15 minutes", None),
    ("In 20 minutes, establish a 1-RM Snatch, then 90% x 2", None),
    ("In 20 minutes, establish dominance", None),
]

MOVEMENTS = [
    ("Back Squat x 5 reps", movement("Back Squat", reps(5))),
    ("Snatch x 1 rep", movement("Snatch", reps(1))),
    ("Power Snatch x 3", movement("Power Snatch", reps(3))),
    ("Ring Dips x 8-10 reps", movement("Ring Dips", reps(8, 10))),
    ("Ring Dips x 8 to 10 reps", movement("Ring Dips", reps(8, 10))),
    ("Ring Dips x 10-8 reps", None),
    ("Push-Ups x 12+ reps", movement("Push-Ups", {"reps": 12, "reps_to": None})),
    ("Strict Pull-Ups x max reps", movement("Strict Pull-Ups", MAX_EFFORT)),
    ("Toes to Bar x max effort", movement("Toes to Bar", MAX_EFFORT)),
    ("3-Position Clean x 1 rep", movement("3-Position Clean", reps(1))),
    ("3- Position Clean x 1 rep", movement("3- Position Clean", reps(1))),
    ("3 Position Clean x 1 rep", movement("3 Position Clean", reps(1))),
    ("Press in Snatch (Klokov Press) x 5 reps", movement("Press in Snatch (Klokov Press)", reps(5))),
    ("Snatch × 2 reps", movement("Snatch", reps(2))),
    ("A1. Bench Press x 6 reps", movement("Bench Press", reps(6))),
    ("2) Box Step-Ups x 10 reps", movement("Box Step-Ups", reps(10))),
    ("\N{BULLET} Face Pulls x 20 reps", movement("Face Pulls", reps(20))),
    ("* Face Pulls x 20 reps", None),  # a star marks an aside, and an aside names no movement
    ("- Face Pulls x 20 reps", movement("Face Pulls", reps(20))),
    ("Back Squat, 5 reps", movement("Back Squat", reps(5))),
    ("10 Air Squats", movement("Air Squats", reps(10))),
    ("8-10 Ring Rows", movement("Ring Rows", reps(8, 10))),
    (
        "(Clean + 2 Front Squats + Jerk) x 1 rep",
        movement("(Clean + 2 Front Squats + Jerk)", reps(1), parts=[("Clean", 1), ("Front Squats", 2), ("Jerk", 1)]),
    ),
    (
        "Slow Pull Snatch + Overhead Squat x 2 reps",
        movement("Slow Pull Snatch + Overhead Squat", reps(2), parts=[("Slow Pull Snatch", 1), ("Overhead Squat", 1)]),
    ),
    (
        "(Hang Clean (above knee) + Jerk) x 2 reps",
        movement("(Hang Clean (above knee) + Jerk)", reps(2), parts=[("Hang Clean (above knee)", 1), ("Jerk", 1)]),
    ),
    ("Barbell Step-Ups x 8 reps each leg", movement("Barbell Step-Ups", reps(8), PER_SIDE)),
    ("Single-Arm KB Press x 6 reps per arm", movement("Single-Arm KB Press", reps(6), PER_SIDE)),
    ("Side Bends x 12 reps/side", movement("Side Bends", reps(12), PER_SIDE)),
    ("Push-Ups + Dips x 12 reps each", None),  # each movement, or each side?
    ("Sled Push x 50ft each way", None),
    ("Side Bends x 12 reps each side (slowly)", movement("Side Bends", reps(12), PER_SIDE, cue("(slowly)"))),
    ("Side Plank x 30 seconds each side", movement("Side Plank", seconds(30), PER_SIDE)),
    ("Hollow Hold x 40 seconds", movement("Hollow Hold", seconds(40))),
    ("Hollow Hold x 30-45 seconds", movement("Hollow Hold", seconds(30, 45))),
    ("Wall Sit x 1:15", movement("Wall Sit", seconds(75))),
    ("Wall Sit x 2 minutes", movement("Wall Sit", seconds(120))),
    ("Wall Sit x 1 minute and 30 seconds", movement("Wall Sit", seconds(90))),
    ("Wall Sit x 45s", movement("Wall Sit", seconds(45))),
    ("Wall Sit x 45-30 seconds", None),
    ("30 seconds Plank Hold", movement("Plank Hold", seconds(30))),
    ("3 Minutes of Cardio (Run, Bike, Row, etc)", movement("Cardio (Run, Bike, Row, etc)", seconds(180))),
    ("Overhead Carry x 100ft Each Arm", movement("Overhead Carry", metres(30.48), PER_SIDE)),
    ("Farmer Carry x 50 feet", movement("Farmer Carry", metres(15.24))),
    ("Sandbag Carry x 200 meters", movement("Sandbag Carry", metres(200.0))),
    ("Sled Push x 20 yards", movement("Sled Push", metres(18.288))),
    ("Row x 1 km", movement("Row", metres(1000.0))),
    ("400m run", movement("run", metres(400.0))),
    ("800 m Run", movement("Run", metres(800.0))),
    ("Run 400m", movement("Run", metres(400.0))),
    ("1 mile Run", movement("Run", metres(1609.344))),
    (
        "Snatch Pull with 3 second pause at knee x 2 reps",
        movement("Snatch Pull with 3 second pause at knee", reps(2), {"pause": "3 second pause at knee"}),
    ),
    (
        "Front Squat x 3 reps (2 second pause in the bottom)",
        movement("Front Squat", reps(3), {"pause": "2 second pause in the bottom"}),
    ),
    ("Front Squat x 4 reps @ 32X1", movement("Front Squat", reps(4), {"tempo": "32X1"})),
    ("Ring Row x 8 reps, tempo 3011", movement("Ring Row", reps(8), {"tempo": "3011"})),
    ("Tempo Back Squat x 4 reps @ 31x1", movement("Tempo Back Squat", reps(4), {"tempo": "31X1"})),
    ("Tempo Back Squat x 4 reps @ 31X1, tempo 3011", None),
    ("Split Squat @ 30X0 x 8 reps each leg", movement("Split Squat", reps(8), {"tempo": "30X0"}, PER_SIDE)),
    (
        "Back Squat with 5 second descent x 3 reps",
        movement("Back Squat with 5 second descent", reps(3), {"tempo": "5 second descent"}),
    ),
    ("Dumbbell Row x 12 reps, rest 45 seconds", movement("Dumbbell Row", reps(12), rest(45))),
    ("Dips x 10 reps (add weight if possible)", movement("Dips", reps(10), cue("(add weight if possible)"))),
    ("Clean & Jerk", movement("Clean & Jerk")),
    ("Odd minutes - Snatch x 2 reps", {"turn": 1, **movement("Snatch", reps(2))}),
    ("Minute 1 - Snatch x 2 reps", {"turn": 1, **movement("Snatch", reps(2))}),
    (
        "Back Squat 5 x 3",
        {**sets(5), **movement("Back Squat", reps(3))},
    ),  # sets come first
    ("Back Squat x 5 x 3", None),
    ("Snatch x 3-2-1 reps", None),
    ("Snatch x 2 sets", {**sets(2), **movement("Snatch")}),
    ("Bike x 15 calories", movement("Bike", calories(15))),
    ("Snatch x 2 reps @ 60kg", movement("Snatch", reps(2), loads(weighs(60, unit="kg")))),
    ("Dips x 10 reps (then 5 burpees)", None),
]

LOADS = [
    (
        "Power Clean x 2 reps @ 80% of 1-RM Power Clean",
        movement("Power Clean", reps(2), loads(at(80, of="1-RM Power Clean"))),
    ),
    ("Front Squat x 3 reps @ 75-85%", movement("Front Squat", reps(3), loads(at(75, 85)))),
    ("Front Squat x 3 reps @ 75 - 85 %", movement("Front Squat", reps(3), loads(at(75, 85)))),
    ("Front Squat x 3 @ 75% to 85%", movement("Front Squat", reps(3), loads(at(75, 85)))),
    ("Front Squat x 3 reps @ 85-75%", None),
    (
        "Deadlift x 8 reps @ 60-65% of your 1-RM Deadlift",
        movement("Deadlift", reps(8), loads(at(60, 65, "1-RM Deadlift"))),
    ),
    ("Snatch x 1 rep @ 72.5% of 1RM Snatch", movement("Snatch", reps(1), loads(at(72.5, of="1-RM Snatch")))),
    (
        "(Clean + Jerk) x 1 rep @ 80% of 1-RM Clean & Jerk",
        movement("(Clean + Jerk)", reps(1), loads(at(80, of="1-RM Clean & Jerk")), parts=[("Clean", 1), ("Jerk", 1)]),
    ),
    (
        "(Power Clean + Power Jerk) x 2 reps @ 70% of 1-RM Power Clean & Power Jerk",
        movement(
            "(Power Clean + Power Jerk)",
            reps(2),
            loads(at(70, of="1-RM Power Clean & Power Jerk")),
            parts=[("Power Clean", 1), ("Power Jerk", 1)],
        ),
    ),
    ("Snatch Pull x 3 reps @ 100% of 1-RM", movement("Snatch Pull", reps(3), loads(at(100, of="1-RM")))),
    ("Snatch Pull x 3 reps @ 95-105% of Snatch", movement("Snatch Pull", reps(3), loads(at(95, 105, "Snatch")))),
    (
        "Back Squat x 3 reps @ 90% of 3-RM Back Squat",
        movement("Back Squat", reps(3), loads(at(90, of="3-RM Back Squat"))),
    ),
    ("Back Squat @ 80%: 3 reps", movement("Back Squat", reps(3), loads(at(80)))),
    ("*All sets = 2 reps @ 70%", groups((None, at(70, **reps(2))))),
    ("Snatch x 1 rep @ 101%+", movement("Snatch", reps(1), loads({"sets": [], "percent_from": 101}))),
    ("Snatch x 1 rep @ 80% of what you feel like", None),
    (
        "Snatch x 1 rep @ 80% of today's 1-RM Snatch",
        movement("Snatch", reps(1), loads(at(80, of="today's 1-RM Snatch"))),
    ),
    ("Snatch x 1 rep @ 80% of 1-RM Snatch for two sets", None),
    ("Snatch x 1 rep @ 70%, 75%, 80%", None),
    ("*Set 1 = @ 60% of 1-RM Snatch", loads(at(60, of="1-RM Snatch", on=[1]))),
    ("*Sets 2-4 = @ 65% of 1-RM Clean & Jerk", loads(at(65, of="1-RM Clean & Jerk", on=[2, 3, 4]))),
    ("*Sets 1-2 = 8 reps @ 65-70%", loads(at(65, 70, on=[1, 2], **reps(8)))),
    ("*Sets 5-6 = 1 rep @ 101%+", loads({"sets": [5, 6], "percent_from": 101, **reps(1)})),
    ("Sets 1–2 = 5 reps @ 70%", loads(at(70, on=[1, 2], **reps(5)))),
    ("*Sets 1 & 2 = @ 70%", loads(at(70, on=[1, 2]))),
    ("*Sets 1, 3 and 5 @ 75%", loads(at(75, on=[1, 3, 5]))),
    ("Set 4: 2 reps @ 85% of 1-RM Jerk", loads(at(85, of="1-RM Jerk", on=[4], **reps(2)))),
    ("Set 4 - 2 reps @ 85%", loads(at(85, on=[4], **reps(2)))),
    ("*Sets 1-3 x 4 reps", loads({"sets": [1, 2, 3], **reps(4)})),
    ("*Set 1 = 3 reps @ 70%, Set 2 = 2 reps @ 75%", loads(at(70, on=[1], **reps(3)), at(75, on=[2], **reps(2)))),
    ("*All sets @ 70% of 1-RM Snatch", loads(at(70, of="1-RM Snatch"))),
    ("@ 75% of 1-RM Push Press", loads(at(75, of="1-RM Push Press"))),
    ("*Sets 3-1 = @ 70%", None),
    ("*Set = @ 70%", None),  # which?
    ("*Sets 1-2 = 3 reps @ 70%, rest 60 seconds", None),  # a rest of these sets only
    ("Snatch x 1 rep @ 80% of your Snatch 1RM", movement("Snatch", reps(1), loads(at(80, of="1-RM Snatch")))),
    ("Snatch x 1 rep @ 80% of 1-RM Clean &", None),
    ("*Sets 1-2 =", None),
    ("*Sets 1-2 = heavy", loads({"sets": [1, 2], "relative": "heavy"})),
    (
        "Stay below 65% of your 1-RM Clean",
        {**loads({"sets": [], "percent_to": 65, "of": "1-RM Clean"}), **cue("Stay below 65% of your 1-RM Clean")},
    ),
    (
        "*Keep it under 50% of your 1-RM Snatch, this is only a warm-up.",
        {
            **loads({"sets": [], "percent_to": 50, "of": "1-RM Snatch"}),
            **cue("*Keep it under 50% of your 1-RM Snatch, this is only a warm-up."),
        },
    ),
    ("Do not exceed 80% today.", {**loads({"sets": [], "percent_to": 80}), **cue("Do not exceed 80% today.")}),
    ("Don’t go over 75%", {**loads({"sets": [], "percent_to": 75}), **cue("Don’t go over 75%")}),
    ("Try to go over 80% if you can.", None),  # neither a bound nor a load
    ("Stay below 70% for the first 2 sets.", None),
    ("Stay below 60% of your best clean", None),
    ("Stay below 60% of your 1-RM power clean", None),  # where the name ends only capitals would tell
    ("Keep all sets below 60%", {**loads({"sets": [], "percent_to": 60}), **cue("Keep all sets below 60%")}),
    ("Your last set should stay below 60%", None),  # and the others?
    ("Start below 60%", None),
    ("Start at 70% and work up as you go.", {**loads(at(70, on=[1])), **cue("Start at 70% and work up as you go.")}),
]

REST_AND_SIDES = [
    ("Rest 60 seconds", rest(60)),
    ("Rest 1 minute", rest(60)),
    ("Rest 2:30", rest(150)),
    ("Rest 90s", rest(90)),
    ("Rest for 45 seconds", rest(45)),
    ("Rest 60-90 seconds", rest(60, 90)),
    ("Rest 2-3 minutes between sets", rest(120, 180)),
    ("Rest 2 minutes after each round.", rest(120)),
    ("*Rest 30 seconds between sets", rest(30)),
    ("Rest 30 seconds between movements", {**rest(30), "rest_between_movements": True}),
    ("Rest 60 seconds between sets and 2 minutes between rounds", None),
    ("Rest until ready, then 5 burpees", None),
    ("each leg", PER_SIDE),
    ("(each side)", PER_SIDE),
    ("Followed by…", FOLLOWED_BY),
    ("Followed by….", FOLLOWED_BY),
    ("followed by:", FOLLOWED_BY),
    ("Then...", FOLLOWED_BY),
    ("Then, every 2 minutes, for 8 minutes (4 sets):", {**FOLLOWED_BY, **every(120, 480, 4)}),
    ("Followed by 10 burpees", None),
    ("Followed by Burpees x 10 reps", None),
]

CUES = [
    ("(add weight if possible)", cue("(add weight if possible)")),
    ("(Add weight if possible)", cue("(Add weight if possible)")),
    ("Build as you go.", cue("Build as you go.")),
    ("*Work on staying tall", cue("*Work on staying tall")),
    ("Start with an empty bar & add weight slowly.", cue("Start with an empty bar & add weight slowly.")),
    ("*Today should feel light.", cue("*Today should feel light.")),
    (
        "Build over the course of the four sets.",
        {"restates": {"sets": 4}, **cue("Build over the course of the four sets.")},
    ),
    ("Aim for 2 heavy sets.", {"restates": {"sets": 2}, **cue("Aim for 2 heavy sets.")}),
    (
        "*Note: the whole section should take you 6 minutes",
        {"restates": {"duration_s": 360}, **cue("*Note: the whole section should take you 6 minutes")},
    ),
    ("(Goal is to hit a 1-RM Clean for the day)", cue("(Goal is to hit a 1-RM Clean for the day)")),
    ("Perform 2 sets with a lighter weight.", None),
    ("*Each time you drop the bar, do 5 burpees", None),
    ("Use a weight you could lift 20-25 times.", None),
    ("*Max effort on the last one", None),
    ("No rest between these.", None),
    ("Alternate between the two movements.", None),
    ("Build to today's heavy single.", establish("today's heavy single")),
    ("Skill, about 10 minutes:", None),
    ("*", None),
    ("...", None),
    ("x", None),
    ("@", None),
]

LINES = [*EVERY, *SETS_AND_ROUNDS, *ESTABLISH, *MOVEMENTS, *LOADS, *REST_AND_SIDES, *CUES]
