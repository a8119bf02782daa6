"""`make volume`: what is counted for which lift, and the picture."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from local.archive import volume
from local.archive import weeks as archive
from local.archive.volume import CLEAN_AND_JERK, LIFTS, PULLS, SNATCH, SQUAT, Volume, lifts_of, volume_of
from local.archive.volume_chart import draw
from tests.support.stored_weeks import TRAINING_WEEK, post_of, records_of, store

WEEK = date(2021, 1, 4)


@pytest.mark.parametrize(
    ("movement", "lifts"),
    [
        ("Snatch", [SNATCH]),
        ("3- Position Snatch", [SNATCH]),
        ("Slow Pull Power Snatch", [SNATCH]),
        ("Snatch from the low blocks", [SNATCH]),
        ("Clean & Jerk", [CLEAN_AND_JERK, CLEAN_AND_JERK]),
        ("Power Clean with 3 second pause at knee", [CLEAN_AND_JERK]),
        ("Split Jerk", [CLEAN_AND_JERK]),
        ("Back Squat", [SQUAT]),
        ("Pause Front Squats", [SQUAT]),
        ("Snatch High Pull", [PULLS]),
        ("Clean Pull with a slow return", [PULLS]),
        ("Snatch-Grip Romanian Deadlift", [PULLS]),
        # What helps a lift is not one of its reps
        ("Snatch Press from Receiving", []),
        ("Heaving Snatch Balance", []),
        ("Press in Clean (Sots Press)", []),
        ("Jerk Dip Squat", []),
        ("Overhead Squat", []),
        ("Clean Grip Overhead Squat", []),
        ("Air Squats", []),
        ("Pull-Ups", []),
        ("Dumbbell Hang Clean & Jerk", []),
        ("Single-Arm Kettlebell Snatch", []),
    ],
)
def test_which_lift_a_movement_is(movement: str, lifts: list[str]) -> None:
    assert lifts_of(movement) == lifts


def test_a_week_is_counted_by_lift() -> None:
    (week,) = volume_of(records_of(post_of(TRAINING_WEEK))).values()

    # 8 sets of a complex of two snatches: 1 at 60 %, 4 at 70 %, 3 at 77.5 %
    assert week[SNATCH] == Volume(sets=8, reps=16, reps_at={60.0: 2, 70.0: 8, 77.5: 6})
    # 6 sets of a clean, two squats and a jerk at 80 % of the clean & jerk, and 5 x 2 power cleans
    # at 101 % or more, which is a test
    assert week[CLEAN_AND_JERK] == Volume(sets=11, reps=22, reps_at={80.0: 12, 101.0: 10}, max_outs=1)
    # The complex's squats have no percent of a squat. The back squat's 1-RM is tested, and its way there not counted.
    assert week[SQUAT] == Volume(sets=8, reps=20, reps_at={70.0: 5, 90.0: 3}, max_outs=1)
    assert week[PULLS] == Volume()


def test_intensity_and_zones_are_weighted_by_reps() -> None:
    counted = Volume(reps=20, reps_at={69.9: 1, 70.0: 1, 80.0: 2, 90.0: 4})

    assert counted.intensity == pytest.approx((69.9 + 70 + 160 + 360) / 8)
    assert counted.zones == [1 / 8, 1 / 8, 2 / 8, 4 / 8]
    assert (Volume(reps=3).intensity, Volume(reps=3).zones) == (None, [])


def test_weeks_without_training_in_between_are_there() -> None:
    records = records_of(post_of(TRAINING_WEEK)) + records_of(post_of(TRAINING_WEEK, "January 25-31, 2021"))

    weeks = volume_of(records)

    assert [monday.isoformat() for monday in weeks] == ["2021-01-04", "2021-01-11", "2021-01-18", "2021-01-25"]
    assert weeks[date(2021, 1, 11)] == {lift: Volume() for lift in LIFTS}


def test_no_training_is_no_week() -> None:
    assert volume_of(records_of(post_of("Thursday (Rest Day)"))) == {}


@pytest.fixture
def stored(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    store(tmp_path / "bucket", post_of(TRAINING_WEEK), post_of(TRAINING_WEEK, "January 18-24, 2021"))
    monkeypatch.setattr(archive, "OUT", tmp_path)
    monkeypatch.setenv("COLUMNS", "100")
    return tmp_path


def test_the_tables_and_the_picture(stored: Path, capsys: pytest.CaptureFixture[str]) -> None:
    picture = stored / "pictures" / "volume.svg"

    assert volume.main(["--picture", str(picture)]) == 0

    table = capsys.readouterr().out
    assert "│ 2021-01-04 │ 8 sets, 16 reps │ 11 sets, 22 reps │ 8 sets, 20 reps │" in table
    assert "│            │            72 % │       90 %, 1-RM │      78 %, 1-RM │" in table
    assert "│ Snatch       │        12% │     88% │      0% │        0% │            32 of 32 │" in table
    assert picture.read_text().startswith("<?xml")


@pytest.mark.parametrize("weeks", [1, 40])
def test_a_picture_of_one_week_and_of_many(tmp_path: Path, weeks: int) -> None:
    (week,) = volume_of(records_of(post_of(TRAINING_WEEK))).values()
    picture = tmp_path / "volume.png"

    draw({date.fromordinal(WEEK.toordinal() + 7 * number): week for number in range(weeks)}, "a programme", picture)

    assert picture.read_bytes().startswith(b"\x89PNG")


def test_another_programme_is_asked_for_by_name(stored: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert volume.main(["--program", "3-day"]) == 1

    assert "Programmes: 5-day-weightlifting-program" in capsys.readouterr().err
