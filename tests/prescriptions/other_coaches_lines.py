"""Lines in the manner of other coaches, each with what it must be read as, as in `blog_lines`. They are ours."""

from __future__ import annotations

from invictus.prescriptions.values import Sets
from tests.prescriptions.readings import (
    MAX_EFFORT,
    PER_SIDE,
    amrap,
    at,
    calories,
    cue,
    establish,
    every,
    for_time,
    groups,
    kept,
    loads,
    metres,
    movement,
    of_block,
    relative,
    reps,
    rest,
    rounds,
    scheme,
    seconds,
    sets,
    turn,
    weighs,
)

TAKES_TURNS = {"takes_turns": True}


SCHEMES = [
    ("EMOTM for 11 minutes:", every(60, 660, 11)),
    ("On the Minute x 10", every(60, 600, 10)),
    ("On the 1:30 x 7 Sets:", every(90, 630, 7)),
    ("5 Minute EMOM:", every(60, 300, 5)),
    ("Every minute, on the minute, for 9 mintues:", every(60, 540, 9)),
    ("Every minute, on the minute…", every(60)),
    ("Every 90 seconds, 6 times:", every(90, 540, 6)),
    ("5 sets on a 75-second clock:", every(75, 375, 5)),
    ("6 sets, one every 2 minutes:", every(120, 720, 6)),
    ("Every 20 seconds, for 6 minutes (6 sets of each) perform the following:", {**every(20, 360, 6), **TAKES_TURNS}),
    ("Alternating EMOM x 8 minutes:", {**every(60, 480, 8), **TAKES_TURNS}),
    ("EMOM 12 (Every minute on the minute for 12 minutes): 2 Cleans", movement("Cleans", every(60, 720, 12), reps(2))),
    ("Every 20 seconds, for 6 minutes (7 sets of each):", None),  # seven times 20 seconds do not go into six minutes
    ("EMOM 12 (every minute for 10 minutes): 2 Cleans", None),
    ("Every minute on the minute, for as long as you last:", None),
    ("3 RFT", for_time(3)),
    ("Four sets for times of:", for_time(4)),
    ("Three rounds, each for time, of:", for_time(3)),
    ("21-15-9 reps, for time of:", {**for_time(3), "ladder": [21, 15, 9]}),
    ("Complete rounds of 12, 9 and 6 reps for time of:", {**for_time(3), "ladder": [12, 9, 6]}),
    ("10-8-6-4-2", {"ladder": [10, 8, 6, 4, 2]}),
    ("40 Burpees for time", movement("Burpees", for_time(), reps(40))),
    (
        "30 Clean and Jerks for time (60/40 kg)",
        movement("Clean and Jerks", for_time(), reps(30), loads(weighs(60, 40, "kg"))),
    ),
    ("Complete as many rounds and reps as possible in 9 minutes of:", amrap(540)),
    ("Four rounds for max reps of:", rounds(4)),
    ("For time (partition as needed):", {**for_time(), **cue("(partition as needed)")}),
    ("Every 3 minutes, for 9 minutes (3 sets), for max reps:", every(180, 540, 3)),
    ("For completion:", scheme("completion")),
    ("For 30 minutes:", scheme("continuous", duration_s=1800)),
    ("When the running clock hits 12:00, complete the following…", scheme("clock", starts_s=720)),
    ("At the 11 minute mark…", scheme("clock", starts_s=660)),
    ("At 20:00, complete for time:", {"scheme": {"kind": "for_time", "starts_s": 1200}}),
    ("4 sets, rest 90 seconds between sets:", {**sets(4), **rest(90)}),
    kept("2 rounds, as slow as you like:", {"restates": {"sets": 2}}),
    ("8 reps each exercise, 5 rounds", {**rounds(5), "closes": True, **reps(8)}),
    ("and then…", {"opens": True}),
    ("Rest 3 minutes, then…", {"opens": True, **rest(180)}),
    ("Immediately followed by...", {"opens": True, "leads_on": True}),
    ("OPTIONAL Additional Conditioning Session", {"opens": True}),
    ("Barbell complex:", {"opens": True}),
]

AIMS = [
    ("Build to a heavy power snatch", movement("power snatch", establish("heavy"))),
    ("Build to today’s heaviest set.", establish("today's heaviest set")),
    (
        "In 5 sets, build to a heavy double Snatch",
        movement("Snatch", scheme("establish", what="heavy double", sets=5, sets_to=5)),
    ),
    ("Take 12-15 minutes to work up to a heavy triple", establish("heavy triple", 900)),
    (
        "15 minutes to establish a 1RM Jerk - no more than 4 attempts",
        movement("Jerk", establish("1-RM", 900, 1), cue("- no more than 4 attempts")),
    ),
    ("3 Attempts @ 1RM Clean", movement("Clean", scheme("establish", what="1-RM", rep_max=1, sets=3, sets_to=3))),
    ("Front Squat 3RM", movement("Front Squat", establish("3-RM", rep_max=3))),
    ("Work up to a heavy single in the Clean", movement("Clean", establish("heavy single"))),
    ("Take 7 minutes to establish a 1RM Back Squat, then:", movement("Back Squat", establish("1-RM", 420, 1))),
    ("Build to a heavy weight you can hold", None),
    ("Find a weight that moves well, about 70%", None),
]

MOVEMENTS = [
    ("30 Cal Row", movement("Row", calories(30))),
    ("Assault Bike x 15/12 Calories", movement("Assault Bike", calories(15, women=12))),
    ("20 Cal", calories(20)),
    ("AirDyne for Max Calories", movement("AirDyne", MAX_EFFORT)),
    ("25/20 Handstand Push-Ups", movement("Handstand Push-Ups", {**reps(25), "reps_women": 20})),
    ("4/3 Rope Climbs (15′)", movement("Rope Climbs", {**reps(4), "reps_women": 3}, cue("(15′)"))),
    ("24 Box Jumps (24/20)", movement("Box Jumps", reps(24), cue("(24/20)"))),
    ("15 push-ups", movement("push-ups", reps(15))),
    ("8 T2B", movement("T2B", reps(8))),
    ("50-m farmers carry", movement("farmers carry", metres(50.0))),
    ("Handstand Walk x 15-20 Meters", movement("Handstand Walk", metres(15.0, 20.0))),
    ("30-second Hollow Hold", movement("Hollow Hold", seconds(30))),
    ("Reverse Lunges x 10 reps (5 each leg)", movement("Reverse Lunges", reps(10), cue("(5 each leg)"))),
    ("Reverse Lunges x 10 reps (4 each leg)", None),
    ("Snatch x 1.1.1 @ 85%", movement("Snatch", reps(3), loads(at(85)))),
    ("Clean & Jerk x 1+1", movement("Clean & Jerk", reps(1))),
    ("Clean & Jerk x 2+1", movement("Clean & Jerk", reps(1), loads({"sets": [], "times": [2, 1]}))),
    ("Strict Handstand Push-Ups x Max Reps*", movement("Strict Handstand Push-Ups", MAX_EFFORT)),
    (
        "1 Power Clean + 2 Front Squats",
        movement("1 Power Clean + 2 Front Squats", reps(1), parts=[("Power Clean", 1), ("Front Squats", 2)]),
    ),
    (
        "Power Clean + Jerk: 70% 3+1 x 4 sets",
        movement("Power Clean + Jerk", sets(4), reps(1), loads(at(70)), parts=[("Power Clean", 3), ("Jerk", 1)]),
    ),
    ("Power Clean + Jerk: 70% 3+1+1 x 4 sets", None),
    (
        "Dumbbell Bench Press x 8 reps, pick load",
        movement("Dumbbell Bench Press", reps(8), loads(relative("pick load"))),
    ),
    ("Power Clean x 3 reps, touch and go", movement("Power Clean", reps(3), cue("touch and go"))),
    ("Snatch x 1 rep, starting @ 60%", None),
    ("Minute 2 – Handstand Hold x 45 seconds", turn(2, movement("Handstand Hold", seconds(45)))),
    ("-Interval 1 (30s) - Drop Clean x 1 rep", turn(1, movement("Drop Clean", reps(1)))),
    ("Even: 8 Strict Pull-ups", turn(2, movement("Strict Pull-ups", reps(8)))),
    ("Station 3: Rest", {"turn": 3, "rests": True}),
    ("Single-Leg Deadlift x 8 reps each", movement("Single-Leg Deadlift", reps(8), PER_SIDE)),
    (
        "DB External Rotation x 6-8 reps each @ 2020",
        movement("DB External Rotation", reps(6, 8), PER_SIDE, {"tempo": "2020"}),
    ),
    ("Push-Ups x 8 reps each", None),
    ("Max effort Plank Hold", movement("Plank Hold", MAX_EFFORT)),
    ("Max Snatch", None),
    ("20 Kettlebell Swings (2/1.5 pood)", movement("Kettlebell Swings", reps(20), loads(weighs(32, 24, "kg")))),
    ("Row 500 Meters @ 2K pace", movement("Row", metres(500.0), loads(relative("2K pace")))),
    ("(75%) Snatch 5x2", movement("Snatch", sets(5), reps(2), loads(at(75)))),  # what is said before the name
    ("@ 20X1 Back Squat x 5 reps @ 80%", movement("Back Squat", reps(5), loads(at(80)), {"tempo": "20X1"})),
    ("Time cap: 12 minutes, 40 Burpees", movement("Burpees", for_time(cap=720), reps(40))),
    ("Snatch x 2 reps, every 90 seconds for 9 minutes", movement("Snatch", every(90, 540, 6), reps(2))),
    ("EMOM 10: Plank x 30 seconds", movement("Plank", every(60, 600, 10), seconds(30))),
    ("EMOM 5: Snatch 3x2", None),  # five sets, or three?
    ("5 x 60%, rest 2 minutes", None),  # sets, or reps?
    ("30 seconds 4 Push-Ups", None),
    ("3 Attempts", None),
    ("Back Squat x 5 reps, then 10 Box Jumps", None),
]

LOADS = [
    ("40 Kettlebell Swings (32/24 kg)", movement("Kettlebell Swings", reps(40), loads(weighs(32, 24, "kg")))),
    ("15 Power Cleans (75/55)", movement("Power Cleans", reps(15), loads(weighs(75, 55)))),
    ("95/65 lb Hang Power Clean x 40 reps", movement("Hang Power Clean", reps(40), loads(weighs(95, 65, "lb")))),
    ("3 power cleans @ 95 pounds", movement("power cleans", reps(3), loads(weighs(95, unit="lb")))),
    ("10 deadlifts 100/70 kg", movement("deadlifts", reps(10), loads(weighs(100, 70, "kg")))),
    ("15 Thrusters (95)", None),
    ("83% Front Squat x Max Reps @ 20X1", movement("Front Squat", loads(at(83)), MAX_EFFORT, {"tempo": "20X1"})),
    (
        "Front Squat x 5 reps @ same load you used last Monday",
        movement("Front Squat", reps(5), loads(relative("same load you used last Monday"))),
    ),
    (
        "Front Squat x 4 reps @ 3-5% more than you used last Monday",
        movement("Front Squat", reps(4), loads(relative("you used last Monday", change=(3, 5)))),
    ),
    ("Clean x 2 reps @ 75% of today's 1-RM", movement("Clean", reps(2), loads(at(75, of="today's 1-RM")))),
    ("Back Squat x 5 reps @ 85% of your 10-RM", movement("Back Squat", reps(5), loads(at(85, of="10-RM")))),
    (
        "Back Squat x 3 reps @ 10-RM Back Squat weight",
        movement("Back Squat", reps(3), loads({"sets": [], "of": "10-RM Back Squat"})),
    ),
    ("Run 400 Meters @ 73% of your best 400", movement("Run", metres(400.0), loads(at(73, of="best 400")))),
    ("Assault Bike x 20 seconds @ 90% effort", movement("Assault Bike", seconds(20), loads(at(90, of="effort")))),
    ("Clean: 5×3@88% of 3rm from Tuesday", movement("Clean", sets(5), reps(3), loads(at(88, of="3-RM from Tuesday")))),
    (
        "Press: 65%x5, 75%x5, 85%x5+",
        movement(
            "Press", sets(3), loads(at(65, on=[1], **reps(5)), at(75, on=[2], **reps(5)), {**at(85, on=[3]), "reps": 5})
        ),
    ),
    (
        "Front Squat – 3@73%, 2@78%",
        movement("Front Squat", sets(2), loads(at(73, on=[1], **reps(3)), at(78, on=[2], **reps(2)))),
    ),
    (
        "Push Jerk: 75% 3x3, 80% 2x2",
        movement("Push Jerk", sets(5), loads(at(75, on=[1, 2, 3], **reps(3)), at(80, on=[4, 5], **reps(2)))),
    ),
    ("Power Clean: 68% 2 reps x 5 sets", movement("Power Clean", sets(5), reps(2), loads(at(68)))),
    ("5x2 Clean 83%", movement("Clean", sets(5), reps(2), loads(at(83)))),
    (
        "Back Squat 10-8-6",
        movement(
            "Back Squat", sets(3), loads({"sets": [1], **reps(10)}, {"sets": [2], **reps(8)}, {"sets": [3], **reps(6)})
        ),
    ),
    ("Snatch 2-2-2-2", movement("Snatch", sets(4), reps(2))),
    ("Back Squat: 8 x 3 @ 65%, every 60 seconds", movement("Back Squat", every(60, 480, 8), reps(3), loads(at(65)))),
    ("3 x 30 sec Hollow Hold", movement("Hollow Hold", sets(3), seconds(30))),
    ("Bench Press: 10RM, then -10% for 3", None),
    ("Row 500m x 4", movement("Row", sets(4), metres(500.0))),
    ("Row 15 cal x 4", {**movement("Row", sets(4)), "calories": 15, "calories_to": 15}),
    ("AMRAP: 12 min", amrap(720)),
    ("Row: 5 x 500m, rest 1:30", movement("Row", sets(5), metres(500.0), rest(90))),
    ("10 reps (38%)", groups((None, at(38, **reps(10))))),
    ("6 x 65%", {**groups((None, at(65, **reps(6)))), "ambiguous": True}),
    ("3X4 @ 80%", groups((3, at(80, **reps(4))))),
    ("Set #1 – 2 Reps @ 50% of 1RM Clean", loads(at(50, of="1-RM Clean", on=[1], **reps(2)))),
    ("*Set 2 – 48% x 1 rep", loads(at(48, on=[2], **reps(1)))),
    ("*Set 5 - Max reps @ 67%", loads({**at(67, on=[5]), "max_effort": True})),
    (
        "Sets #3-7 (5 Sets) – Build to a heavy for the day.",
        loads(relative("Build to a heavy for the day", on=[3, 4, 5, 6, 7])),
    ),
    ("Sets #3-7 (4 Sets) – Build to a heavy for the day.", None),
    ("*Sets 1-2 = 3 reps @ 80%, 2 reps @ 85%", loads(at(80, on=[1], **reps(3)), at(85, on=[2], **reps(2)))),
    ("Set 2 - Clean x 2 reps @ 75%", {**movement("Clean", loads({**at(75, on=[2]), **reps(2)})), "of_set": True}),
]

SENTENCES = [
    kept("Start at 40-50% of your 1-RM Snatch and work up", loads(at(40, 50, "1-RM Snatch", [1]))),
    kept("Perform all movements at 68-73% of your 1-RM Clean.", of_block(at(68, 73, "1-RM Clean"))),
    kept("(MUST move up in weight from last week by 4-6%)", of_block(relative("last week", change=(4, 6)))),
    kept("Use the same weight as last week.", of_block(relative("the same weight as last week"))),
    kept("Use 115/80 lbs for all five sets.", of_block(weighs(115, 80, "lb")), {"restates": {"sets": 5}}),
    kept("(percentages are based on 1-RM Clean)", {"percents_of": "1-RM Clean"}),
    kept("Build to 80% over the sets.", loads(at(80)), {"some_sets": {0: Sets(start=-1)}, "builds": True}),
    ("(Pause for 2-3 seconds at the knee.)", {"pause": "Pause for 2-3 seconds at the knee"}),
    kept("If a set takes you more than 4 minutes, scale it back."),
    ("If you have time, do 3 sets of planks.", None),
    kept("Leave one good rep in the tank."),
    kept("Rest at least 3 days before you test it."),
    ("Snatch – find a single you would call good", movement("Snatch", establish("single"), cue("you would call good"))),
    ("Clean & Jerk – same rule as above", None),
    ("Pause Jerk, 2 seconds in the catch", movement("Pause Jerk", {"pause": "2 seconds in the catch"})),
    ("Continue adding 3 reps each round.", None),
    ("Every time you break, do 5 push-ups.", None),
    ("Perform the first two sets at 70%.", None),
    ("All sets at 70% except the last.", None),
    ("Build to 90% and then back off to 80%.", None),
    ("Snatch @ as heavy as you feel like", None),
]

RESTS = [
    ("Rest exactly 4 minutes", rest(240)),
    ("--Rest 3 minutes", rest(180)),
    ("– rest 2:00 between percentages.", rest(120)),
    ("Rest 90 seconds to 2 minutes between sets.", rest(90, 120)),
    ("1 minute rest between rounds", rest(60)),
    ("Rest as needed", cue("Rest as needed")),
    ("*Rest 15 seconds between singles", {"pause": "Rest 15 seconds between singles"}),
    ("Rest 3 minutes after the fourth set", None),
    ("on each side", PER_SIDE),
]

OTHER_COACHES_LINES = [*SCHEMES, *AIMS, *MOVEMENTS, *LOADS, *SENTENCES, *RESTS]
