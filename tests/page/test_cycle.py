"""The cycle page: pictures, numbers, tests of a 1-RM."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

from local.page.cycle import cycle_of
from local.training.volume import LIFTS, Volume
from local.training.volume_chart import MOST_WEEKS
from tests.page.conftest import WEEK, pages_of
from tests.support.posts import post_of


def test_the_cycle_has_pictures_numbers_and_links_to_the_tests(pages: Path) -> None:
    html = (pages / "cycle.html").read_text(encoding="utf-8")

    row = r"4 Jan 2021</th><td>8</td><td>16</td><td>72 %</td>\s*<td>12 %</td>\s*<td>88 %</td>"
    assert re.search(row, html)
    assert html.count("<svg") == html.count("<table>") >= 3
    link = f'<a href="{WEEK}#2021-01-04-session-1">4 January 2021</a>'
    assert f"{link} Back Squat: Establish a 1-RM within 24 min" in html
    assert (pages / WEEK).read_text(encoding="utf-8").count('id="2021-01-04-session-1"') == 1


def test_a_long_archive_shows_its_last_year() -> None:
    weeks = {date.fromordinal(737800 + 7 * number): {lift: Volume(1, 1) for lift in LIFTS} for number in range(60)}

    cycle = cycle_of("p", weeks)

    assert [len(lift["rows"]) for lift in cycle["lifts"]] == [MOST_WEEKS] * len(LIFTS)


def test_an_archive_without_a_counted_set_has_a_cycle_page_that_says_so(tmp_path: Path) -> None:
    pages = pages_of(tmp_path, post_of("Thursday\nA.\nChin-ups x 5 reps"))

    html = (pages / "cycle.html").read_text(encoding="utf-8")

    assert "No set is counted in any stored week" in html
    assert "No stored week tests a 1-RM." in html
