"""`make volume`: what is counted for which lift, and the picture."""

from __future__ import annotations

import re
from collections import Counter
from datetime import date
from pathlib import Path
from xml.etree import ElementTree

import pytest

from local.archive import weeks as archive
from local.training.volume import CLEAN_AND_JERK, PULLS, SNATCH, SQUAT, Volume, lifts_of, volume_of
from local.training.volume_report import lift_svg, picture_of
from tests.support.commands import output_of
from tests.support.posts import TRAINING_WEEK, post_of
from tests.support.stored_weeks import records_of, store

WEEK = date(2021, 1, 4)
SVG = "{http://www.w3.org/2000/svg}"
NOT_UNDERSTOOD = "~ 7 & 9 ~ of whatever"

LIFTS = {
    SNATCH: "Snatch|3- Position Snatch|Slow Pull Power Snatch|Snatch from the low blocks|Sn",
    CLEAN_AND_JERK: "Power Clean with 3 second pause at knee|Split Jerk",
    SQUAT: "HBBS|Back Squat|Pause Front Squats",
    PULLS: "Snatch High Pull|Clean Pull with a slow return|Snatch-Grip Romanian Deadlift",
}
ASSISTANCE = (
    "DB Snatch|Snatch Press from Receiving|Heaving Snatch Balance|Press in Clean (Sots Press)|Jerk Dip Squat|"
    "Overhead Squat|Clean Grip Overhead Squat|Air Squats|Pull-Ups|Dumbbell Hang Clean & Jerk|"
    "Single-Arm Kettlebell Snatch"
)


def test_a_movement_is_counted_under_its_lift_and_assistance_work_under_none() -> None:
    for lift, movements in LIFTS.items():
        assert {name: lifts_of(name) for name in movements.split("|") if lifts_of(name) != [lift]} == {}
    assert lifts_of("Clean & Jerk") == lifts_of("C&J") == [CLEAN_AND_JERK] * 2
    assert {name: lifts_of(name) for name in ASSISTANCE.split("|") if lifts_of(name)} == {}


def test_a_week_is_counted_by_lift() -> None:
    (week,) = volume_of(records_of(post_of(TRAINING_WEEK))).values()

    # 8 sets of a complex of two snatches: 1 at 60 %, 4 at 70 %, 3 at 77.5 %
    assert week[SNATCH] == Volume(sets=8, reps=16, reps_at=Counter({60.0: 2, 70.0: 8, 77.5: 6}))
    # 6 sets of a clean, two squats and a jerk at 80 % of the clean & jerk, and 5 x 2 power cleans
    # at 101 % or more, which is a test
    assert week[CLEAN_AND_JERK] == Volume(sets=11, reps=22, reps_at=Counter({80.0: 12, 101.0: 10}), tests={1})
    # The complex's squats have no percent of a squat. The back squat's 1-RM is tested, and its way there not counted.
    assert week[SQUAT] == Volume(sets=8, reps=20, reps_at=Counter({70.0: 5, 90.0: 3}), tests={1})
    assert week[PULLS] == Volume()


def test_a_complex_counts_as_often_as_each_set_says() -> None:
    lines = "Monday\nA.\nClean + Front Squat + Jerk (2+1+1) x 2 reps @ 70%\nB.\nClean + Jerk 60% x 3+1, 70% x 2+1"
    (week,) = volume_of(records_of(post_of(lines.replace("A.\n", "A.\n3 sets of:\n")))).values()

    assert (week[CLEAN_AND_JERK].reps, week[SQUAT].reps) == (3 * 2 * 3 + 4 + 3, 3 * 2)


def test_intensity_and_zones_are_weighted_by_reps() -> None:
    counted = Volume(reps=20, reps_at=Counter({69.9: 1, 70.0: 1, 80.0: 1, 90.0: 1, 90.1: 4}))

    assert counted.intensity == pytest.approx((69.9 + 70 + 80 + 90 + 360.4) / 8)
    assert counted.zones == [1 / 8, 1 / 8, 2 / 8, 4 / 8]
    assert (Volume(reps=3).intensity, Volume(reps=3).zones) == (None, [])


def test_only_stored_weeks_are_counted() -> None:
    records = records_of(post_of(TRAINING_WEEK)) + records_of(post_of(TRAINING_WEEK, "January 25-31, 2021"))
    warm_up = records_of(post_of("Thursday\nWarm-Up: Walk", "January 11-17, 2021"))

    weeks = volume_of(records + warm_up)

    assert [monday.isoformat() for monday in weeks] == ["2021-01-04", "2021-01-11", "2021-01-25"]
    assert set(map(str, weeks[date(2021, 1, 11)].values())) == {str(Volume())}


@pytest.fixture
def stored(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    week = TRAINING_WEEK.replace("(add weight if possible)", NOT_UNDERSTOOD)
    store(tmp_path / "bucket", post_of(week), post_of(week, "January 18-24, 2021"))
    monkeypatch.setattr(archive, "OUT", tmp_path)
    monkeypatch.setenv("COLUMNS", "100")
    return tmp_path


def test_volume_prints_its_tables_and_draws_the_picture(stored: Path, capsys: pytest.CaptureFixture[str]) -> None:
    picture = stored / "pictures" / "volume.svg"

    table = output_of(capsys, "volume", "--picture", str(picture))

    squeezed = " ".join(table.split())
    assert "│ 2021-01-04 │ 8 sets │ 11 sets │ 8 sets │ │" in squeezed
    assert "│ │ 16 reps │ 22 reps │ 20 reps │ │" in squeezed
    assert "│ │ 72 % │ 90 %, 1-RM │ 78 %, 1-RM │ │" in squeezed
    assert "│ Snatch       │       12 % │    88 % │     0 % │       0 % │            32 of 32 │" in table
    assert f"Not understood, so not counted: {len(re.findall('^  2021', table, re.M))} lines\n" in table
    assert f"  2021-01-04  {NOT_UNDERSTOOD}\n" in table
    assert f"The picture is in {picture}" in table.replace("\n", "")
    assert picture.read_text().startswith("<svg xmlns=")


@pytest.mark.parametrize(
    "lines",
    [
        "Three sets of:\nChin-ups x 5 reps",
        "Every 2 minutes, for 10 minutes (5 sets):\nPush Press + Power Jerk + Split Jerk",  # without reps
    ],
)
def test_without_anything_to_count_there_is_no_picture(
    stored: Path, capsys: pytest.CaptureFixture[str], lines: str
) -> None:
    store(stored / "bucket", {**post_of(f"Monday\nA.\n{lines}"), "slug": "january-4-10-2021-competition"})

    error = output_of(capsys, "volume", "--program", "compet", "--picture", str(stored / "volume.svg"), code=1)

    assert error.startswith("Error: nothing of the competition can be counted, so there is no picture. Its 1 stored")
    assert not (stored / "volume.svg").exists()


def test_a_week_that_tests_another_maximum_than_a_1_rm_is_marked_with_it() -> None:
    lines = "Monday\nA.\nIn 20 minutes, establish a 2-RM Hang Snatch\nB.\n3 sets of:\nSnatch x 1 rep @ 101%+"
    (week,) = volume_of(records_of(post_of(lines))).values()

    assert (week[SNATCH].tested, week[SNATCH].sets, week[SQUAT].tested) == ("1-RM, 2-RM", 3, "")


def test_a_picture_that_cannot_be_written_is_named(stored: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (stored / "table.txt").write_text("")
    wrong = {"table.txt/volume.svg": "", "volume.png": "it is an SVG, so end its name in .svg"}
    for picture, says in wrong.items():
        error = output_of(capsys, "volume", "--picture", str(stored / picture), code=1)
        assert error.startswith(f"Error: the picture {stored / picture} cannot be ")
        assert says in error and "PICTURE=" in error


@pytest.mark.parametrize(("weeks", "drawn"), [(1, 1), (60, 52)])
def test_the_picture_is_drawn_for_one_week_and_for_many(weeks: int, drawn: int) -> None:
    (week,) = volume_of(records_of(post_of(TRAINING_WEEK))).values()
    volumes = {date.fromordinal(WEEK.toordinal() + 7 * number): week for number in range(weeks)}

    picture = ElementTree.fromstring(picture_of(volumes, "a <programme> & more"))  # noqa: S314 - our own

    written = [text.text for text in picture.iter(f"{SVG}text")]
    assert written[0] and written[0].startswith(f"a <programme> & more, {drawn} week")
    assert {"Snatch", "Clean & Jerk", "Squat"} < set(written) and "Pulls" not in written
    reps = [rect for rect in picture.iter(f"{SVG}rect") if rect.get("class") == "reps"]
    assert len(reps) == 3 * drawn
    width = float(picture.get("width", 0))
    assert all(0 <= float(rect.get("x", -1)) <= width - float(rect.get("width", 0)) for rect in reps)


def test_a_lifts_line_breaks_where_a_week_has_no_percent() -> None:
    mondays = [date(2021, 1, day) for day in (4, 11, 18, 25)] + [date(2021, 3, 1)]
    heavy = Volume(sets=2, reps=4, reps_at=Counter({80.0: 3, 95.0: 1}))

    chart = lift_svg("Snatch", mondays, [heavy, Volume(sets=1, reps=8, tests={1}), heavy, heavy, heavy])

    assert re.findall(r'points="([^"]*)"', chart) == ["159,75 205,75", "205,75 251,75"]
    reps = re.findall(r'class="reps" x="(\d+)".* height="(\d+)"', chart)
    assert reps == [("54", "35"), ("100", "70"), ("146", "35"), ("192", "35"), ("238", "35")]
    zones = re.findall(r'class="zone-(\d)" x="54".* height="([\d.]+)"', chart)
    assert zones == [("2", "52.5"), ("3", "17.5")]
    assert re.findall(r'class="test".*>(.*)</text>', chart) == ["1-RM"]
