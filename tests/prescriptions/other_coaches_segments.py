"""Whole segments in the manner of other coaches, as in `blog_segments`. They are ours."""

from __future__ import annotations

from tests.prescriptions.readings import segments

OTHER_COACHES_SEGMENTS = segments(
    {
        "a scheme with fewer sets than the block above": (
            "Every 2 minutes, for 10 minutes (5 sets): / Back Squat / *Sets 1-4 - 4 reps @ 70% / "
            "*Set 5 - 2 reps @ 90% / Every two minutes, for 6 minutes (3 sets): / Back Squat x 10 reps @ 80%",
            [
                {"block": 1, "movement": "Back Squat", "text": 4, "loads": [[1, 2, 3, 4], [5]]},
                {"block": 2, "movement": "Back Squat", "reps": 10, "text": 2, "loads": [[]]},
            ],
        ),
        "sets that lead to a maximum, below their movement": (
            "Squat / 60% x 3, 70% x 2, 2RM",
            [{"movement": "Squat", "scheme": "establish", "text": 2, "loads": [[1], [2]]}],
        ),
        "an opening that is not understood ends the block before it": (
            "For time: / 30 Burpees / "
            "and then immediately after, find out how far you can go with this monster of a complex: / "
            "Hang Clean + Jerk",
            [
                {"block": 1, "movement": "Burpees", "scheme": "for_time", "text": 2},
                {"block": 2, "movement": "", "scheme": "", "notes": 2},
            ],
        ),
        "a max effort of a complex, immediately after": (
            "For time: / 30 Burpees / "
            "and then immediately after, establish a max effort for the following barbell complex: / "
            "Hang Clean + Jerk",
            [
                {"block": 1, "movement": "Burpees", "scheme": "for_time", "text": 2},
                {"block": 2, "movement": "Hang Clean + Jerk", "scheme": "establish", "text": 2},
            ],
        ),
        "a rest, and then a new piece": (
            "Three sets of: / Dips x 5 reps / Rest 3 minutes, then… / Two sets of: / Plank x 30 seconds",
            [
                {"block": 1, "movement": "Dips", "text": 2},
                {"block": 2, "movement": "", "scheme": "", "rest_s": 180, "text": 1},
                {"block": 3, "movement": "Plank", "scheme": "sets", "text": 2},
            ],
        ),
        "a rest as long as the interval comes after the piece": (
            "Every 90 seconds, for 6 minutes (4 sets): / Snatch x 2 reps @ 75% / Rest 3 minutes / "
            "Every 90 seconds, for 6 minutes (4 sets): / Clean x 2 reps @ 75%",
            [
                {"block": 1, "movement": "Snatch", "reps": 2, "rest_s": None, "text": 2, "loads": [[]]},
                {"block": 2, "movement": "", "rest_s": 180, "text": 1},
                {"block": 3, "movement": "Clean", "reps": 2, "text": 2, "loads": [[]]},
            ],
        ),
        "a rest between the legs is not the rest after the set": (
            "3 sets of: / Bulgarian Split Squat x 8 each leg / Rest 1:00 b/t legs",
            [{"movement": "Bulgarian Split Squat", "reps": 8, "per_side": True, "rest_s": None, "text": 2, "notes": 1}],
        ),
        "a rest after an AMRAP is not one of its last movement": (
            "4 min AMRAP / 8 T2B / 6 Burpees / Rest 3 min / 5 min AMRAP / 6 T2B",
            [
                {"block": 1, "movement": "T2B", "text": 2},
                {"block": 1, "movement": "Burpees", "rest_s": None, "text": 1},
                {"block": 2, "movement": "", "rest_s": 180, "text": 1},
                {"block": 3, "movement": "T2B", "text": 2},
            ],
        ),
        "a movement alone, then its sets, with no scheme": (
            "Front Squat / *Set 1 - 3 reps @ 70% / * Sets 2-3 – 2 reps @ 80-83% / Rest 2-3 minutes between sets.",
            [{"movement": "Front Squat", "scheme": "", "loads": [[1], [2, 3]], "rest_s": 120, "text": 4}],
        ),
        "two such movements": (
            "Front Squat / *Set 1 - 3 reps @ 70% / Back Squat / *Set 1 - 5 reps @ 60%",
            [
                {"block": 1, "movement": "Front Squat", "loads": [[1]], "text": 2},
                {"block": 2, "movement": "Back Squat", "loads": [[1]], "text": 2},
            ],
        ),
        "alternating minutes": (
            "EMOM for 12 minutes: / Minute 1 - Row x 12 calories / Keep moving. / Minute 2 - Burpees x 8 reps / "
            "Minute 3 - Rest",
            [
                {"movement": "Row", "turn": 1, "calories": 12, "cues": 1, "text": 3},
                {"movement": "Burpees", "turn": 2, "reps": 8, "text": 1},
                {"movement": "", "turn": 3, "text": 1},
            ],
        ),
        "a minute of the cycle below no clock": (
            "Three sets of: / Minute 1 - Row x 12 calories",
            [{"movement": "", "turn": None, "text": 1, "notes": 1}],
        ),
        "one load for all movements of the block": (
            "Every 30 seconds, for 6 minutes (6 sets of each): / -Interval 1 (30s) - Drop Clean x 1 rep / "
            "-Interval 2 (60s) - Clean x 1 rep / Perform both movements at 68-73% of your 1-RM Clean.",
            [
                {"movement": "Drop Clean", "turn": 1, "loads": [[]], "text": 2},
                {"movement": "Clean", "turn": 2, "loads": [[]], "cues": 1, "text": 2},
            ],
        ),
        "one load for all movements contradicts a load of one": (
            "Two sets of: / Clean x 1 rep @ 80% / Perform all movements at 70%.",
            [{"movement": "Clean", "loads": [[]], "text": 2, "notes": 1}],
        ),
        "sets that go on counting under a new clock": (
            "Every minute, on the minute… / Front Squat / *Sets 1-3 – 40% x 1 rep / and then… / Every 2 minutes… / "
            "*Sets 4-5 – 80% x 1 rep",
            [
                {"block": 1, "movement": "Front Squat", "loads": [[1, 2, 3]], "text": 3},
                {"block": 2, "movement": "Front Squat", "loads": [[4, 5]], "text": 3},
            ],
        ),
        "loads below a scheme that names no movement are of none": (
            "Every 2 minutes, for 8 minutes (4 sets): / Breathe. / *Sets 1-4 – 58-63%",
            [{"movement": "", "loads": [[1, 2, 3, 4]], "cues": 1, "text": 3}],
        ),
        "and a movement after them does not take them": (
            "Every 2 minutes, for 8 minutes (4 sets): / *Sets 1-4 – 58-63% / Plank x 30 seconds",
            [{"movement": "", "loads": [[1, 2, 3, 4]], "text": 2}, {"movement": "Plank", "loads": [], "text": 1}],
        ),
        "a list of sets, line below line": (
            "Every 2 Minutes for 3 Sets: / Front Squat / 6 x 65% / 3 x 70% / 6 x 65%",
            [{"movement": "Front Squat", "loads": [[1], [2], [3]], "text": 5}],
        ),
        "a list of fewer sets than the scheme has": (
            "Every 2 Minutes for 4 Sets: / Front Squat / 6 x 65% / 3 x 70%",
            [{"movement": "Front Squat", "loads": [], "text": 2, "notes": 2}],
        ),
        "one line of such a list alone": (
            "Five sets of: / Front Squat / 6 x 65%",
            [{"movement": "Front Squat", "loads": [], "text": 2, "notes": 1}],
        ),
        "groups of sets below a movement": (
            "Deadlift / 3 x 3 @ 80% / 2 x 2 @ 85%",
            [{"movement": "Deadlift", "scheme": "sets", "loads": [[1, 2, 3], [4, 5]], "text": 3}],
        ),
        "what was established, and sets of it": (
            "Take 7 minutes to establish a 1RM Back Squat, then: / "
            "2 reps every 30 seconds for 7 minutes @ 73% of above.",
            [
                {"block": 1, "movement": "Back Squat", "scheme": "establish", "text": 1},
                {"block": 2, "movement": "Back Squat", "scheme": "every", "reps": 2, "loads": [[]], "text": 1},
            ],
        ),
        "two blocks on one line": (
            "Strict Press: work to a heavy 5 for the day, then 2×5@90% of that",
            [
                {"block": 1, "movement": "Strict Press", "scheme": "establish", "text": 1},
                {"block": 2, "movement": "Strict Press", "scheme": "sets", "reps": 5, "loads": [[]], "text": 0},
            ],
        ),
        "sets of what no movement established": (
            "Work up to a heavy single, then 3x1 @ 90%",
            [{"movement": "", "notes": 1}],
        ),
        "a ladder for time": (
            "21-15-9 reps, for time of: / Deadlifts (100/70 kg) / Push-Ups",
            [
                {"movement": "Deadlifts", "loads": [[], [1], [2], [3]], "text": 2},
                {"movement": "Push-Ups", "loads": [[1], [2], [3]], "text": 1},
            ],
        ),
        "a list of movements that its last line closes": (
            "Barbell complex: / Romanian deadlift / Hang clean / 6 reps each exercise, 4 rounds",
            [
                {"movement": "Romanian deadlift", "scheme": "rounds", "reps": 6, "text": 2},
                {"movement": "Hang clean", "scheme": "rounds", "reps": 6, "text": 2},
            ],
        ),
        "a remark on the reps that is true, and one that is not": (
            "Two sets of: / Clean x 2 reps / Reset your feet between the two reps. / Reset between the three reps.",
            [{"movement": "Clean", "cues": 1, "text": 3, "notes": 1}],
        ),
        "loads below a list are of its last movement": (
            "On the 1:30 x 3 Sets: / 3 Box Jumps / 1 Clean / Set #1 – 63% / Sets #2-3 – 68%",
            [
                {"movement": "Box Jumps", "loads": [], "text": 2},
                {"movement": "Clean", "loads": [[1], [2, 3]], "text": 3},
            ],
        ),
        "a scheme below its movement": (
            "Front Squat x 2 reps @ 85% / Every 2 minutes, for 6 minutes (3 sets)",
            [{"movement": "Front Squat", "scheme": "every", "loads": [[]], "text": 2}],
        ),
        "immediately followed by a movement is in each set": (
            "Every 2 minutes, for 8 minutes (4 sets): / Clean x 2 reps / Immediately followed by… / Box Jump x 3 reps",
            [{"block": 1, "movement": "Clean", "text": 3}, {"block": 1, "movement": "Box Jump", "reps": 3, "text": 1}],
        ),
        "immediately followed by another scheme is not": (
            "Two sets of: / Clean x 2 reps / Immediately followed by… / Three sets of: / Box Jump x 3 reps",
            [{"block": 1, "movement": "Clean", "text": 2}, {"block": 2, "movement": "Box Jump", "reps": 3, "text": 3}],
        ),
        "the time at which a piece begins": (
            "At 20:00, complete for time: / 100 Double-Unders",
            [{"movement": "Double-Unders", "scheme": "for_time", "text": 2}],
        ),
    }
)
