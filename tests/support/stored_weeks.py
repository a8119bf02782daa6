"""Weekly files as the pipeline stores them, without running it: posts through the pure steps, into a folder."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import transforms
from invictus import keys
from local.project import SAMPLE_POSTS

Json = dict[str, Any]

# A week in the blog's manner: a complex by sets, a 1-RM, a range of sets, a tabata, a line that is not understood.
TRAINING_WEEK = """Monday (Session One)
Suggested Warm-Up
400m run
A.
Every 2 minutes, for 16 minutes (8 sets):
(Snatch + Hip Snatch) x 1 rep
*Set 1 = @ 60% of 1-RM Snatch
*Sets 2-5 = @ 70% of 1-RM Snatch
*Sets 6-8 = @ 75-80% of 1-RM Snatch
B.
In 24 minutes, establish a 1-RM Back Squat
C.
3-4 sets of:
Chin-ups x 8-10 reps
Rest 30 seconds
Plank x 45 seconds
(add weight if possible)
Shuttle Run x 15 lengths
Rest 60 seconds
Tuesday (Session Two)
A.
Every 2:30, for 15 minutes (6 sets):
(Clean + 2 Front Squats + Jerk) x 1 rep @ 80% of 1-RM Clean & Jerk
Followed by...
Every minute, on the minute, for 5 minutes (5 sets):
Power Clean x 2 reps @ 101%+
B.
Every 3 minutes, for 6 minutes (2 sets):
Front Squat
*Set 1 = 5 reps @ 70%
*Set 2 = 3 reps @ 90%
C.
Tabata Hollow Rocks
20 seconds on, 10 seconds off
For a total of 8 rounds
Thursday (Rest Day)"""


def post_of(lines: str, title: str = "January 4-10, 2021", links: str = "") -> Json:
    slug = title.lower().replace(", ", "-").replace(" ", "-")
    return {
        "id": 7,
        "date": "2021-01-03T17:00:00",
        "modified_gmt": "2021-01-04T01:00:00",
        "slug": f"{slug}-5-day-weightlifting-program",
        "link": f"https://blog.example/{slug}",
        "title": {"rendered": title},
        "content": {"rendered": f"<p>{lines.replace(chr(10), '<br />')}{links}</p>"},
    }


def records_of(post: Json) -> list[Json]:
    """A post's records as they are stored."""
    return [transforms.with_exercises(record) for record in transforms.read_post(post)]


def sample_posts() -> list[Json]:
    return [json.loads(path.read_text(encoding="utf-8")) for path in sorted(SAMPLE_POSTS.glob("*.json"))]


def store(folder: Path, *posts: Json) -> Path:
    """Writes each post's weekly file below the folder, as in the bucket."""
    for post in posts:
        records = records_of(post)
        file = folder / keys.weekly_key(records)
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(keys.json_lines(records), encoding="utf-8")
    return folder
