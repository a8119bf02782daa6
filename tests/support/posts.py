"""Builds the posts that tests read: `week_post` for a post of HTML, `post_of` for one of plain lines."""

from __future__ import annotations

import datetime as dt
import json
from typing import Any, Optional
from zoneinfo import ZoneInfo

from invictus.shapes import RestPost
from local.project import SAMPLE_POSTS
from local.sample_blog.posts import TIME_ZONE

PROGRAM = "5-day-weightlifting-program"
MONDAY = dt.date(2021, 3, 8)
# As small as a week can be, for the tests that run the machine many times over.
SMALL_WEEK = "<p>Monday</p><p>A. Snatch<br>3 x 2 @ 80%</p><p>Wednesday</p><p>A. Clean Pull</p>"

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


def week_post(
    monday: dt.date = MONDAY,
    html: str = SMALL_WEEK,
    *,
    program: str = PROGRAM,
    title: Optional[str] = None,
    slug: Optional[str] = None,
    date: Optional[str] = None,
    edit: int = 0,
    **fields: Any,
) -> RestPost:
    """Return a post as the blog's REST API gives it, for the week that begins on `monday`.

    It goes up on the Sunday evening before (`date`, in the blog's local time). Title and slug name the week's dates
    in the blog's manner. After `edit` edits it was modified that many minutes later. `fields` are further REST
    fields, or others for those that are given here: `id`, `link`, `modified`, `content`.
    """
    days = days_of_week(monday)
    slug = f"{days.lower().replace(', ', '-').replace(' ', '-')}-{program}" if slug is None else slug
    date = f"{monday - dt.timedelta(days=1)}T17:00:00" if date is None else date
    modified = dt.datetime.fromisoformat(fields.get("modified", date)) + dt.timedelta(minutes=edit)
    return {
        "id": monday.toordinal(),
        "date": date,
        "modified": modified.isoformat(),
        "modified_gmt": in_utc(modified).isoformat(),
        "slug": slug,
        "link": f"https://blog.example/{slug}/",
        "title": {"rendered": days if title is None else title},
        "content": {"rendered": html, "protected": False},
        **fields,
    }


def days_of_week(monday: dt.date) -> str:
    """Return a week's dates as the blog writes them: `March 8-14, 2021`, `November 30-December 6, 2020`."""
    sunday = monday + dt.timedelta(days=6)
    first, last = f"{monday:%B} {monday.day}", f"{sunday.day}, {sunday.year}"
    if monday.month == sunday.month:
        return f"{first}-{last}"
    return f"{first}{f', {monday.year}' if monday.year != sunday.year else ''}-{sunday:%B} {last}"


def in_utc(local: dt.datetime) -> dt.datetime:
    """Return the UTC time of a time of the blog; neither has an offset."""
    return local.replace(tzinfo=ZoneInfo(TIME_ZONE)).astimezone(dt.timezone.utc).replace(tzinfo=None)


def post_of(lines: str, title: str = "January 4-10, 2021") -> RestPost:
    """Return a post of plain lines. Its week is named by its title alone."""
    slug = f"{title.lower().replace(', ', '-').replace(' ', '-')}-{PROGRAM}"
    html = f"<p>{lines.replace(chr(10), '<br />')}</p>"
    return week_post(dt.date(2021, 1, 4), html, title=title, slug=slug, id=7)


def sample_posts() -> list[RestPost]:
    """Return the posts of `test_events/posts/`, by the names of their files."""
    return [json.loads(path.read_text(encoding="utf-8")) for path in sorted(SAMPLE_POSTS.glob("*.json"))]
