"""An archive as long as a test or a bench wants it: a post a week, made of the sample posts with their dates moved."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from invictus.shapes import RestPost
from local.sample_blog.posts import read_folder

FIRST_MONDAY = date(2010, 1, 4)


def archive_of(weeks: int, folder: Any) -> list[RestPost]:
    """Return so many REST posts, oldest first, each for the week after the one before."""
    samples = [post for post in read_folder(folder) if "5-day" in post["slug"]]
    return [_moved(samples[number % len(samples)], number) for number in range(weeks)]


def _moved(sample: RestPost, number: int) -> RestPost:
    monday = FIRST_MONDAY + timedelta(weeks=number)
    sunday, posted = monday + timedelta(days=6), monday - timedelta(days=1)
    dates = f"{monday:%B} {monday.day}, {monday.year}-{sunday:%B} {sunday.day}, {sunday.year}"
    slug = "-".join(dates.lower().replace(",", "").replace("-", " ").split()) + "-5-day-weightlifting-program"
    return {
        "id": 50_000 + number,
        "date": f"{posted}T17:00:00",
        "date_gmt": f"{monday}T01:00:00",
        "modified_gmt": f"{posted}T20:00:00",
        "slug": slug,
        "title": {"rendered": f"{dates} &#8211; 5 Day Weightlifting Program"},
        "content": sample["content"],
    }
