"""Posts that are as small as a week can be, for the tests that run the machine many times over."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

PROGRAM = "5-day-weightlifting-program"
MONDAY = date(2021, 3, 8)
HTML = "<p>Monday</p><p>A. Snatch<br>3 x 2 @ 80%</p><p>Wednesday</p><p>A. Clean Pull</p>"


def small_week(
    monday: date = MONDAY, html: str = HTML, number: int = 0, edit: int = 0, program: str = PROGRAM
) -> dict[str, Any]:
    """A post for the week that begins on `monday`, after so many edits, each a minute after the last."""
    sunday = monday + timedelta(days=6)
    posted = f"{monday - timedelta(days=1)}T17:00:00"
    return {
        "id": number or monday.toordinal(),
        "date": posted,
        "modified": f"{posted[:-5]}{edit:02}:00",
        "slug": f"{monday:%B-%d}-{sunday:%B-%d-%Y}-{program}".lower(),
        "title": {"rendered": f"{monday:%B %d}-{sunday:%B %d, %Y}"},
        "content": {"rendered": html},
    }
