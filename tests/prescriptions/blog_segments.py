"""Whole segments in the manner of this blog: what a line means among its neighbours. The lines are ours.

Each entry names the fields of an exercise to compare; all others must be as in EXERCISE.
"""

from __future__ import annotations

from tests.prescriptions.readings import segments

BLOG_SEGMENTS = segments(
    {
        "a scheme, a complex, loads by set": (
            "Every 2 minutes, for 8 minutes (4 sets): / (Snatch + Hip Snatch) x 1 rep / "
            "*Sets 1-2 = @ 70% of 1-RM Snatch / *Sets 3-4 = @ 75-80% of 1-RM Snatch",
            [{"block": 1, "movement": "(Snatch + Hip Snatch)", "reps": 1, "text": 4, "loads": [[1, 2], [3, 4]]}],
        ),
        "two blocks": (
            "Every minute, on the minute, for 3 minutes (3 sets): / Tall Clean x 2 reps / Followed by… / "
            "Every 90 seconds, for 4:30 (3 sets): / 3-Position Clean x 1 rep",
            [
                {"block": 1, "movement": "Tall Clean", "text": 2},
                {"block": 2, "movement": "3-Position Clean", "text": 3},
            ],
        ),
        "a second scheme begins a second block, said or not": (
            "Three sets of: / Dips x 5 reps / Two sets of: / Plank x 30 seconds",
            [{"block": 1, "movement": "Dips", "text": 2}, {"block": 2, "movement": "Plank", "text": 2}],
        ),
        "several exercises, each with its rest": (
            "Three sets of: / Pull-Ups x 8 reps / Rest 30 seconds / Dips x 8 reps / (add weight if possible) / "
            "Rest 90 seconds",
            [
                {"movement": "Pull-Ups", "rest_s": 30, "text": 3},
                {"movement": "Dips", "rest_s": 90, "cues": 1, "text": 3},
            ],
        ),
        "a remark before the scheme": (
            "*Today is a light day / Every 2 minutes, for 6 minutes (3 sets): / Snatch x 1 rep",
            [{"movement": "Snatch", "reps": 1, "cues": 1, "text": 3}],
        ),
        "a remark alone is an entry without a movement": (
            "*Stretch as long as you like.",
            [{"movement": "", "cues": 1, "text": 1}],
        ),
        "a bare movement below a scheme": (
            "Every 3 minutes, for 9 minutes (3 sets): / Back Squat / *Sets 1-3 = 5 reps @ 75%",
            [{"movement": "Back Squat", "reps": None, "text": 3, "loads": [[1, 2, 3]]}],
        ),
        "a bare title without a scheme is no movement": (
            "Accessory Work / Rest 60 seconds",
            [{"movement": "", "rest_s": None, "text": 1, "notes": 1}],
        ),
        "a load for a set that is not there": (
            "Three sets of: / Row x 5 reps / *Set 4 = @ 80%",
            [{"movement": "Row", "text": 2, "notes": 1}],
        ),
        "a second load for the same set": (
            "Three sets of: / Clean x 5 reps / *Sets 1-2 = @ 70% / *Sets 2-3 = @ 80%",
            [{"movement": "Clean", "loads": [[1, 2]], "text": 3, "notes": 1}],
        ),
        "a second rest": (
            "Three sets of: / Row x 5 reps / Rest 30 seconds / Rest 60 seconds",
            [{"movement": "Row", "rest_s": 30, "text": 3, "notes": 1}],
        ),
        "a second measure": (
            "Three sets of: / Row x 5 reps / 30 seconds",
            [{"movement": "Row", "seconds": None, "text": 2, "notes": 1}],
        ),
        "a remark that is true of the sets, and one that is not": (
            "Three sets of: / Row x 5 reps / Build over the course of the three sets. / Build over the 4 sets.",
            [{"movement": "Row", "cues": 1, "text": 3, "notes": 1}],
        ),
        "what follows a line not understood may belong to it": (
            "Three sets of: / Row x 5 reps / Shuttle Run x 15 lengths / Rest 60 seconds / Dips x 4 reps / "
            "Rest 30 seconds",
            [{"movement": "Row", "rest_s": None, "text": 2, "notes": 2}, {"movement": "Dips", "rest_s": 30, "text": 2}],
        ),
        "a sentence not understood was no movement": (
            "One set of: / Curls x 50 reps / Each time you stop, do 5 burpees. / Rest 60 seconds",
            [{"movement": "Curls", "rest_s": 60, "text": 3, "notes": 1}],
        ),
        "a heading not understood ends the scheme above it": (
            "Three sets of: / Row x 5 reps / Every 2 minutes, for 9 minutes (4 sets): / Snatch x 1 rep",
            [
                {"block": 1, "movement": "Row", "text": 2},
                {"block": 2, "movement": "Snatch", "scheme": "", "text": 1, "notes": 1},
            ],
        ),
        "establish, the movement on the next line": (
            "In 20 minutes, build to a 5-RM: / Front Squat",
            [{"movement": "Front Squat", "scheme": "establish", "text": 2}],
        ),
        "establish below a movement is what its sets are for": (
            "Every 2 minutes, for 10 minutes (5 sets): / Front Squat x 5 reps / Build to a 5-RM",
            [{"movement": "Front Squat", "scheme": "every", "text": 3}],
        ),
        "a tabata and its lines": (
            "One Set Tabata of: Sit-Ups: / 20 seconds on / 10 seconds off / For a total of 8 rounds / "
            "*Note: this should take you 4 minutes",
            [{"movement": "Sit-Ups", "scheme": "tabata", "cues": 1, "text": 5}],
        ),
        "seconds on and off belong to a tabata only": (
            "Three sets of: / Sit-Ups x 5 reps / 20 seconds on",
            [{"movement": "Sit-Ups", "text": 2, "notes": 1}],
        ),
        "a start below a range for all sets": (
            "Every 2 minutes, for 6 minutes (3 sets): / Front Squat x 3 reps @ 70-80% / Start at 70% and work up.",
            [{"movement": "Front Squat", "loads": [[], [1]], "cues": 1, "text": 3}],
        ),
        "nothing": (
            "",
            [],
        ),
    }
)
