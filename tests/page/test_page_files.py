"""`make page`: the files that it writes, which week an index is of, and the cycle's pictures and numbers."""

from __future__ import annotations

import errno
import json
import re
import struct
from datetime import date
from pathlib import Path

import pytest

from local.__main__ import main
from local.archive import weeks as archive
from local.archive.weeks import Archive, ArchiveError, FolderStore, StoredWeek
from local.page import make
from local.page.make import cycle_of
from local.page.render import WeekPage, week_of_day, week_page
from local.training.volume import LIFTS, Volume
from local.training.volume_report import MOST_WEEKS
from tests.page.conftest import COMPLEX, WEEK, OpenPage, pages_of
from tests.support.posts import TRAINING_WEEK, post_of, sample_posts
from tests.support.stored_weeks import store


@pytest.fixture
def stored(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    store(tmp_path / "bucket", post_of(TRAINING_WEEK), *sample_posts()[2:])
    monkeypatch.setattr(archive, "OUT", tmp_path)
    monkeypatch.setattr(make, "OUT", tmp_path)
    return tmp_path / "page"


def test_each_week_has_a_page_beside_the_cycle_and_the_index_and_old_ones_stay_until_the_new_are_written(
    stored: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    stored.mkdir()
    (stored / "of-a-week-that-is-gone.html").touch()

    assert main(["page"]) == 0

    assert sorted(file.name for file in stored.iterdir()) == [
        WEEK,
        "2021-01-18__2021-01-23--5-day-weightlifting-program.html",
        *"cycle.html icon-180.png icon-192.png icon-512.png index.html manifest.webmanifest sw.js".split(),
    ]
    assert [file.name for file in stored.parent.iterdir() if "page" in file.name] == ["page"]
    said = capsys.readouterr().out
    assert re.match(r"2 weekly pages; the largest page has \d+,\d+ bytes\.\nOpen .*index\.html\n", said)

    assert main(["page", "--program", "3-day"]) == 0
    assert [file.name for file in stored.glob("20*")] == ["2021-01-18__2021-01-24--3-day-weightlifting-program.html"]

    def full(file: Path, content: bytes) -> None:
        if file.name == "cycle.html":
            raise OSError(errno.EROFS, "Read-only file system", str(file))
        file.open("wb").close()

    before = {file.name: file.read_bytes() for file in stored.iterdir()}
    monkeypatch.setattr(Path, "write_bytes", full)
    assert main(["page"]) == 1
    said = capsys.readouterr().err
    assert f"Error: the pages cannot be written into {stored}: Read-only file system." in said
    assert f"copy the archive: cp -r {stored.parent} ~/training, make page OUT=~/training" in said
    assert {file.name: file.read_bytes() for file in stored.iterdir()} == before


def test_with_maxima_the_loads_are_in_the_page_as_text_and_a_log_follows_to_it(
    stored: Path, open_page: OpenPage
) -> None:
    assert main(["page"]) == 0
    page = open_page(stored / WEEK)
    first, second = (page.get_by_role("checkbox", name=f"{COMPLEX}, set {number}") for number in (1, 2))
    first.check()
    kept = page.evaluate("Object.keys(localStorage).sort()")

    loads = ["--maxes", "Clean & Jerk=100,Front Squat=121", "--plates", "25 20 10 5 2.5"]
    assert main(["page", "2021-01-05", *loads]) == 0
    html, index = ((stored / name).read_text(encoding="utf-8") for name in (WEEK, "index.html"))
    page.reload()

    assert html.count("<var>80 kg</var>") == 6
    assert "<var>85 kg</var>" in html  # 70 % of 121 is 84.7
    assert "No maximum for Snatch: add it to the maxima." in html
    assert '"day":"2021-01-05"' in index and "<h1>4 to 7 January 2021</h1>" in index
    assert first.is_checked()
    assert page.evaluate("Object.keys(localStorage).sort()") == kept
    second.check()
    assert page.get_by_role("button", name=f"{COMPLEX}, set 2").inner_text().startswith("80")


def test_the_app_keeps_the_newest_weeks_and_changes_when_a_page_does(pages: Path, tmp_path: Path) -> None:
    worker = (pages / "sw.js").read_text(encoding="utf-8")
    kept = json.loads(worker.partition("self.FILES = ")[2].partition(";")[0])
    assert sorted(kept) == sorted(file.name for file in pages.iterdir() if file.name != "sw.js")
    manifest = json.loads((pages / "manifest.webmanifest").read_text(encoding="utf-8"))
    for icon in manifest["icons"]:
        header = (pages / icon["src"]).read_bytes()[:24]
        width, height = struct.unpack(">II", header[16:])
        assert (header[:8], icon["sizes"]) == (b"\x89PNG\r\n\x1a\n", f"{width}x{height}")

    first, again, other = (
        (pages_of(tmp_path, post_of(f"Monday\nA.\nRun {metres} meters")) / "sw.js").read_text(encoding="utf-8")
        for metres in (400, 400, 500)
    )
    assert first == again != other


def test_a_week_without_records_has_no_page(tmp_path: Path) -> None:
    folder = store(tmp_path / "bucket", post_of(TRAINING_WEEK))
    empty = folder / "weekly" / "2021-02-01__2021-02-06--5-day-weightlifting-program.json"
    empty.touch()

    archive = Archive(FolderStore(folder))
    assert list(make.pages_of(archive, None, "2021-02-02"))[:3] == [WEEK, "cycle.html", "index.html"]

    (folder / "weekly" / WEEK.replace(".html", ".json")).unlink()
    whole = r"no stored week can be read\. The archive has 1 weekly file, .* fetches it again"
    with pytest.raises(ArchiveError, match=whole):
        make.pages_of(Archive(FolderStore(folder)), None, "2021-02-02")


def pages_of_weeks(*weeks: str) -> list[WeekPage]:
    """Return pages of weeks without records, each given as "first last program"."""
    return [week_page(StoredWeek(first, last, program, ""), []) for first, last, program in map(str.split, weeks)]


def test_the_week_of_a_day_is_the_last_that_has_begun() -> None:
    five, three = "5-day-weightlifting-program", "3-day-weightlifting-program"
    weeks = pages_of_weeks(
        f"2021-01-04 2021-01-09 {five}", f"2021-01-11 2021-01-16 {three}", f"2021-01-11 2021-01-15 {five}"
    )

    for day, expected in {"2020-12-01": 0, "2021-01-10": 0, "2021-01-12": 2, "2021-06-01": 2}.items():
        assert week_of_day(weeks, day) == weeks[expected], day


def test_a_week_is_called_by_its_dates() -> None:
    for dates, title in {
        "2020-12-21 2020-12-26": "21 to 26 December 2020",
        "2020-11-30 2020-12-05": "30 November to 5 December 2020",
        "2020-12-28 2021-01-03": "28 December 2020 to 3 January 2021",
        "2020-12-21 2020-12-21": "21 December 2020",
    }.items():
        assert pages_of_weeks(f"{dates} p")[0].title == title


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
