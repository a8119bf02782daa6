"""An archive as long as a bench wants it: a post a week, made of the sample posts with their dates moved."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

from invictus.shapes import RestPost
from local.sample_blog.posts import read_folder

FIRST_MONDAY = date(2010, 1, 4)


def archive_of(weeks: int, folder: Path) -> list[RestPost]:
    """Return so many posts, oldest first, each for the week after the one before."""
    samples = [post for post in read_folder(folder) if "5-day" in post["slug"]]
    mondays = [FIRST_MONDAY + timedelta(weeks=number) for number in range(weeks)]
    return [_moved(samples[number % len(samples)], monday) for number, monday in enumerate(mondays)]


def _moved(sample: RestPost, monday: date) -> RestPost:
    sunday = monday + timedelta(days=6)
    dates = f"{monday:%B} {monday.day}, {monday.year}-{sunday:%B} {sunday.day}, {sunday.year}"
    return {
        "id": monday.toordinal(),
        "date": f"{monday - timedelta(days=1)}T17:00:00",
        "slug": f"{dates.lower().replace(', ', '-').replace(' ', '-')}-5-day-weightlifting-program",
        "title": {"rendered": f"{dates} &#8211; 5 Day Weightlifting Program"},
        "content": sample["content"],
    }
