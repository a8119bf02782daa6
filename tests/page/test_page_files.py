"""`make page`: the files that it writes, what each holds, and what a record becomes on them."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from local.__main__ import main
from local.archive import weeks as archive
from local.archive.volume import LIFTS, Volume
from local.archive.weeks import StoredWeek
from local.page import make
from local.page.charts import draw
from local.page.cycle import MOST_WEEKS, cycle_of
from local.page.make import LARGEST_PAGE
from local.page.sessions import Link, Movement, Rest, Said, load_of_post, session_of, web_address
from local.page.weeks import week_html, week_of_day, week_page
from tests.page.conftest import WEEK, pages_of
from tests.support.stored_weeks import TRAINING_WEEK, post_of, records_of, sample_posts, store


@pytest.fixture
def stored(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    store(tmp_path / "bucket", post_of(TRAINING_WEEK), *sample_posts())
    monkeypatch.setattr(archive, "OUT", tmp_path)
    monkeypatch.setattr(make, "OUT", tmp_path)
    return tmp_path / "page"


def test_each_week_has_a_page_beside_the_cycle_and_the_index(stored: Path, capsys: pytest.CaptureFixture[str]) -> None:
    stored.mkdir()
    (stored / "of-a-week-that-is-gone.html").touch()

    assert main(["page"]) == 0

    assert sorted(file.name for file in stored.iterdir()) == [
        "2020-12-28__2021-01-03--5-day-weightlifting-program.html",
        WEEK,
        "2021-01-11__2021-01-16--5-day-weightlifting-program.html",
        "2021-01-18__2021-01-23--5-day-weightlifting-program.html",
        "2021-01-18__2021-01-24--3-day-weightlifting-program.html",
        "cycle.html",
        "index.html",
    ]
    assert re.match(r"5 weeks; the largest page has \d+,\d+ bytes\.\nOpen .*index\.html\n", capsys.readouterr().out)


def test_an_index_of_another_day_begins_with_it(stored: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["page", "2021-01-05"]) == 0
    assert '"day": "2021-01-05"' in (stored / "index.html").read_text(encoding="utf-8")
    assert "<h1>4 to 7 January 2021</h1>" in (stored / "index.html").read_text(encoding="utf-8")

    assert main(["page", "2021-01-09"]) == 1
    assert "Error: No week covers 2021-01-09. There are 5 weeks" in capsys.readouterr().err


def test_pages_are_small_and_whole_in_themselves(pages: Path) -> None:
    for file in pages.glob("*.html"):
        html = file.read_text(encoding="utf-8")
        assert len(html.encode()) <= LARGEST_PAGE
        assert not re.search(r'<(?:link(?! rel="icon" href="data:,")|img|iframe|script src)|@import|url\(', html)
        assert html.count("<script>") == (0 if file.name == "cycle.html" else 1)


@pytest.mark.usefixtures("real_pages")
def test_real_pages_are_small_enough_for_a_phone(real_pages: Path) -> None:
    assert max(file.stat().st_size for file in real_pages.glob("20*.html")) <= LARGEST_PAGE


def test_the_week_of_a_day() -> None:
    weeks = [
        week_page(StoredWeek(first, last, program, ""), [])
        for first, last, program in (
            ("2021-01-04", "2021-01-09", "5-day-weightlifting-program"),
            ("2021-01-11", "2021-01-16", "3-day-weightlifting-program"),
            ("2021-01-11", "2021-01-15", "5-day-weightlifting-program"),
        )
    ]

    def found(day: str) -> str:
        week = week_of_day(weeks, day)
        return f"{week.stored.first} {week.stored.program[0]}"

    assert found("2020-12-01") == "2021-01-04 5"
    assert found("2021-01-09") == "2021-01-04 5"
    assert found("2021-01-10") == "2021-01-04 5"
    assert found("2021-01-12") == "2021-01-11 5"
    assert found("2021-01-16") == "2021-01-11 3"
    assert found("2021-06-01") == "2021-01-11 5"


@pytest.mark.parametrize(
    ("first", "last", "title"),
    [
        ("2020-12-21", "2020-12-26", "21 to 26 December 2020"),
        ("2020-11-30", "2020-12-05", "30 November to 5 December 2020"),
        ("2020-12-28", "2021-01-03", "28 December 2020 to 3 January 2021"),
        ("2020-12-21", "2020-12-21", "21 December 2020"),
    ],
)
def test_a_week_is_called_by_its_dates(first: str, last: str, title: str) -> None:
    assert week_page(StoredWeek(first, last, "p", ""), []).title == title


# A record as it is shown


def test_no_line_of_a_session_is_missing() -> None:
    for post in [post_of(TRAINING_WEEK), *sample_posts()]:
        for record in records_of(post):
            session = session_of(record)
            written = [line for text in (*session.texts, *session.written) for line in text.lines]
            fields = ["week_notes", "notes", "warm_up", *(key for key in record if key.startswith("segment_"))]
            assert sorted(written) == sorted(line for f in fields for line in (record.get(f) or "").split("\n") if line)
            shown = [part.text for block in session.blocks for part in block.parts if isinstance(part, Said)]
            assert set(shown) >= {line for exercise in record["exercises"] for line in exercise["notes"]}
            assert set(shown) >= {cue for exercise in record["exercises"] for cue in exercise["cues"]}


def test_an_aside_within_a_movements_line_is_shown_below_it() -> None:
    (record,) = records_of(post_of("Monday\nA.\n3 sets of:\nPlank x 45 seconds (add weight if possible)"))

    (block,) = session_of(record).blocks

    movement, aside = block.parts
    assert isinstance(movement, Movement) and movement.name == "Plank"
    assert aside == Said("(add weight if possible)", True)


def test_each_part_of_a_complex_has_its_own_video() -> None:
    links = '<a href="https://v/1">Hip Snatch</a>'
    (record,) = records_of(post_of(f"Monday\nA.\n3 sets of:\n(Snatch + {links}) x 1 rep"))

    ((movement,),) = ([part for part in block.parts] for block in session_of(record).blocks)

    assert isinstance(movement, Movement)
    assert movement.name_parts == [Link("(Snatch + ", ""), Link("Hip Snatch", "https://v/1"), Link(")", "")]


@pytest.mark.parametrize(
    "url",
    ["javascript:alert(1)", " javascript:x", "JaVaScRiPt:x", "data:text/html,x", "//host", "https://[x", "x"],
)
def test_only_web_addresses_are_links(url: str) -> None:
    assert web_address(url) == ""
    assert web_address("https://youtu.be/x?a=1&b=2") == "https://youtu.be/x?a=1&b=2"


@pytest.mark.parametrize(
    ("lines", "is_rest"),
    [
        ("Thursday (Rest Day)", True),
        ("Thursday (Rest Day)\nGo for a walk.", True),
        ("Thursday", True),
        ("Thursday (Session Four)\nMobility only.", False),
        ("Thursday (Rest Day)\nA.\nSnatch x 2 reps", False),
    ],
)
def test_which_days_are_rest_days(lines: str, is_rest: bool) -> None:
    (record,) = records_of(post_of(lines))

    assert session_of(record).is_rest_day is is_rest


# The cycle


def test_the_cycle_has_pictures_numbers_and_links_to_the_tests(pages: Path) -> None:
    html = (pages / "cycle.html").read_text(encoding="utf-8")

    row = r"4 Jan 2021</th><td>8</td><td>16</td><td>72 %</td>\s*<td>12%</td>\s*<td>88%</td>"
    assert re.search(row, html)
    assert html.count("<svg") == html.count("<table>") >= 3
    assert f'<a href="{WEEK}#2021-01-04-1">4 January 2021</a> Back Squat: Establish a 1-RM within 24 min' in html
    assert (pages / WEEK).read_text(encoding="utf-8").count('id="2021-01-04-1"') == 1


def test_a_chart_breaks_its_line_where_a_week_has_no_percent() -> None:
    mondays = [date(2021, 1, day) for day in (4, 11, 18, 25)]
    heavy = Volume(sets=2, reps=4, reps_at={80.0: 3, 95.0: 1})  # type: ignore[arg-type]

    chart = draw(mondays, [heavy, Volume(sets=1, reps=8, max_outs=1), heavy, heavy])

    assert [len(line) for line in chart.lines] == [1, 2]
    reps = [rect for rect in chart.rects if rect.kind == "reps"]
    assert [rect.height for rect in reps] == [35, 70, 35, 35]  # half the highest, and the highest
    assert [(rect.kind, rect.height) for rect in chart.rects if rect.x == reps[0].x][1:] == [
        ("zone-2", 52.5),
        ("zone-3", 17.5),
    ]
    assert [label.text for label in chart.labels if label.kind == "test"] == ["1-RM"]


def test_a_long_archive_shows_its_last_year() -> None:
    weeks = {date.fromordinal(737800 + 7 * number): {lift: Volume(1, 1) for lift in LIFTS} for number in range(60)}

    cycle = cycle_of("p", weeks)

    assert cycle and [len(lift.rows) for lift in cycle.lifts] == [MOST_WEEKS] * len(LIFTS)
    assert cycle_of("p", {}) is None


def test_an_archive_without_a_counted_set_has_a_cycle_page_that_says_so(tmp_path: Path) -> None:
    pages = pages_of(tmp_path, post_of("Thursday (Rest Day)"))

    html = (pages / "cycle.html").read_text(encoding="utf-8")

    assert "No set is counted in any stored week" in html
    assert "No stored week tests a 1-RM." in html
