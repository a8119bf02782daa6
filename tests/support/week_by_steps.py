"""One small week as HTML, and what each step makes of it."""

from __future__ import annotations

from typing import Any

import transforms
from invictus.parser.conservation import unaccounted_lines as lines_unaccounted
from invictus.parser.days import lines_and_headings
from invictus.shapes import Identity, Line, PostText, Record, RestPost
from tests.support.posts import PROGRAM, week_post

WEEK = """<p>Week one.<br />Read <a href="https://example.com/faq">the FAQ</a>.</p>
<p><strong>Monday (Session One)</strong><br />
Eat first.<br />
Suggested Warm-Up: Row<br />
Bike</p>
<p>A. <a href="https://youtu.be/1">Snatch</a><br />
A2. Pull<br />
C.<br />
Clean</p>
<p><strong>Thursday (Rest Day)</strong></p>"""


def post(html: str = WEEK, **fields: Any) -> RestPost:
    """Return the week above, or a post of other HTML in its place."""
    return week_post(html=html, id=7, **fields)


def unaccounted_lines(given: RestPost, records: list[Record]) -> list[str]:
    """Return the lines and links of the post that its records lose or make up."""
    return lines_unaccounted(lines_and_headings(transforms.strip_post_html(given))[0], records)


def line(text: str, *links: tuple[str, str], continues: bool = False) -> Line:
    """Return a line of a post; each link is its words and its address."""
    made = Line(text=text, links=[{"text": name, "url": url} for name, url in links])
    return {**made, "continues": True} if continues else made


TEXT: PostText = transforms.strip_post_html(post())
IDENTITY: Identity = TEXT["post"]
KEPT_OF_POST = {key: value for key, value in IDENTITY.items() if key in ("id", "slug", "link", "modified")}
NOTHING = dict.fromkeys(("notes", "warm_up", *(f"segment_{letter}" for letter in "abcde")), "")
RECORDS: list[Any] = [
    {
        **{"date": "2021-03-08", "session": "Monday (Session One)", "order": 0},
        **NOTHING,
        "notes": "Eat first.",
        "warm_up": "Row\nBike",
        "segment_a": "Snatch\nA2. Pull",
        "segment_c": "Clean",
        "links": [
            {"field": "week_notes", "text": "the FAQ", "url": "https://example.com/faq"},
            {"field": "segment_a", "text": "Snatch", "url": "https://youtu.be/1"},
        ],
        "program": PROGRAM,
        "post": KEPT_OF_POST,
        "week_notes": "Week one.\nRead the FAQ.",
    },
    {
        **{"date": "2021-03-11", "session": "Thursday (Rest Day)", "order": 1},
        **NOTHING,
        "links": [],
        "program": PROGRAM,
        "post": KEPT_OF_POST,
    },
]
