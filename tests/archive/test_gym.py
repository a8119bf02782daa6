"""`make today` and `make week`: the training as a person reads it in the gym."""

from __future__ import annotations

import io
import re
from pathlib import Path
from typing import Any

import pytest
from rich.console import Console

from invictus.prescriptions.schemes import SCHEME
from local.archive import gym
from local.archive import weeks as archive
from local.archive.loads import MaximaError, Plates, maxima_from_text
from local.archive.weeks import ArchiveError
from local.archive.whiteboard import Lifter, show_session
from local.archive.words import in_time, scheme_in_words
from tests.support.stored_weeks import TRAINING_WEEK, post_of, records_of, sample_posts, store

MONDAY, TUESDAY, REST_DAY = records_of(post_of(TRAINING_WEEK))


def shown(record: dict[str, Any], lifter: Lifter = Lifter(), terminal: bool = False) -> str:  # noqa: B008 - is frozen
    """What stands on the whiteboard, with single blanks and without the blanks at a line's ends."""
    paper = io.StringIO()
    colours = "standard" if terminal else None  # without, rich writes no link
    show_session(Console(file=paper, width=100, force_terminal=terminal, color_system=colours), record, lifter)
    return "\n".join(" ".join(line.split()) for line in paper.getvalue().splitlines())


def test_a_session_by_sets_reps_percent_and_load() -> None:
    board = shown(MONDAY, Lifter(maxima_from_text("Snatch=80,Back Squat=140"), Plates(step=1)))

    assert board.startswith("Monday (Session One), 4 January 2021 ─")
    assert (
        "A Every 2 min for 16 min, 8 sets\n"
        "set reps percent load\n"
        "(Snatch + Hip Snatch) 1 1 60 % of 1-RM Snatch 48 kg\n"
        "2-5 1 70 % of 1-RM Snatch 56 kg\n"
        "6-8 1 75-80 % of 1-RM Snatch 60-64 kg\n"
    ) in board
    assert "B Establish a 1-RM within 24 min\nBack Squat\n" in board


def test_what_was_not_understood_stands_where_it_stood() -> None:
    assert (
        "C 3-4 sets\n"
        "set reps rest\n"
        "Chin-ups 1-4 8-10 30 s\n"
        "Plank 1-4 45 s\n"
        "(add weight if possible)\n"
        "Shuttle Run x 15 lengths\n"
        "Rest 60 seconds\n"
    ) in shown(MONDAY)


def test_no_line_of_a_session_is_missing_from_the_board() -> None:
    for post in [post_of(TRAINING_WEEK), *sample_posts()]:
        for record in records_of(post):
            board = " ".join(shown(record).split())
            spoken = [line for e in record["exercises"] for line in (*e["cues"], *e["notes"])]
            for line in (*spoken, *record["warm_up"].split("\n"), *record["notes"].split("\n")):
                assert " ".join(line.split()) in board
            assert all(exercise["movement"] in board for exercise in record["exercises"])


def test_a_second_block_an_open_percent_and_a_tabata() -> None:
    board = shown(TUESDAY, Lifter(maxima_from_text("Power Clean=90")))

    assert "A Every 2:30 min for 15 min, 6 sets\n" in board
    assert (
        "then Every 1 min for 5 min, 5 sets\nset reps percent load\nPower Clean 1-5 2 101 % or more 92.5 kg or more\n"
        in board
    )
    assert "C Tabata, 20 s on, 10 s off, 8 rounds\nset reps\nHollow Rocks 1-8 20 s\n" in board


def test_tempo_and_pause_are_told_where_the_name_does_not() -> None:
    lines = [
        "Monday\nA.\nThree sets of:",
        "Back Squat x 5 reps @ 32X1",
        "Clean with 2 second pause at knee x 1 rep",
        "Front Squat with 3 second eccentric x 2 reps",
        "Snatch Pull x 3 reps (3 second pause at knee)",
    ]
    (record,) = records_of(post_of("\n".join(lines)))

    assert (
        shown(record)
        .split("rep")[1]
        .startswith(
            "s\n"
            "Back Squat, tempo 32X1 1-3 5\n"
            "Clean with 2 second pause at knee 1-3 1\n"
            "Front Squat with 3 second eccentric 1-3 2\n"
            "Snatch Pull, 3 second pause at knee 1-3 3\n"
        )
    )


def test_a_maximum_that_is_not_known_is_asked_for_once() -> None:
    maxima = maxima_from_text("Clean & Jerk=100")

    asked = shown(TUESDAY, Lifter(maxima))
    stands_in = shown(TUESDAY, Lifter(maxima, use_related=True))

    assert asked.count("No maximum for Front Squat: add it to the maxima.") == 1
    assert (
        "No maximum for Power Clean: add it to the maxima, or let that of Clean & Jerk stand in (RELATED=1)." in asked
    )
    assert "Power Clean 1-5 2 101 % or more 102.5 kg or more" in stands_in
    assert "No maximum for Power Clean: this is of Clean & Jerk, and may be too heavy." in stands_in


def test_without_maxima_nothing_is_said_of_loads() -> None:
    assert "load" not in shown(TUESDAY)
    assert "maxim" not in shown(TUESDAY)


def test_a_rest_day_is_its_heading() -> None:
    assert shown(REST_DAY).rstrip(" ─\n") == "Thursday (Rest Day), 7 January 2021"


def test_links_are_on_the_movements_in_a_terminal_and_below_in_a_file() -> None:
    lines = 'Monday\nA.\nThree sets of:\n<a href="https://v/1">Tall Snatch</a> x 2 reps\n<a href="https://v/2">how</a>'
    (record,) = records_of(post_of(lines))

    in_terminal, in_file = shown(record, terminal=True), shown(record)

    assert in_file.endswith("Tall Snatch https://v/1\nhow https://v/2\n")
    links = re.findall(r"\x1b]8;[^;]*;(https[^\x1b]*)\x1b\\(?:\x1b\[[\d;]*m)?([^\x1b]*)", in_terminal)
    assert links == [("https://v/1", "Tall Snatch"), ("https://v/2", "how")]


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ({"kind": "sets", "sets": 1, "sets_to": 1}, "1 set"),
        (
            {"kind": "every", "interval_s": 90, "sets": 5, "sets_to": 5, "what": "5-RM"},
            "Every 1:30 min, 5 sets, to a 5-RM",
        ),
        ({"kind": "rounds", "sets": 3, "sets_to": 4}, "3-4 rounds"),
        ({"kind": "establish", "what": "heavy single"}, "Establish a heavy single"),
        ({"kind": "amrap", "duration_s": 600}, "AMRAP in 10 min"),
        ({"kind": "for_time", "sets": 5, "sets_to": 5, "duration_s": 720}, "For time, 5 rounds, at most 12 min"),
        ({}, ""),
    ],
)
def test_a_scheme_in_words(said: dict[str, Any], words: str) -> None:
    assert scheme_in_words({**SCHEME, **said}) == words


@pytest.mark.parametrize(("seconds", "words"), [(45, "45 s"), (60, "1 min"), (270, "4:30 min")])
def test_a_time_in_words(seconds: int, words: str) -> None:
    assert in_time(seconds) == words


# The commands


@pytest.fixture
def stored(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    store(tmp_path / "bucket", post_of(TRAINING_WEEK), *sample_posts())
    monkeypatch.setattr(archive, "OUT", tmp_path)
    monkeypatch.setattr(gym, "MAXES_FILE", tmp_path / "maxes.json")


def test_a_day_and_its_week(stored: None, capsys: pytest.CaptureFixture[str]) -> None:
    assert gym.main(["today", "2021-01-05"]) == 0
    day = capsys.readouterr().out
    assert gym.main(["week", "2021-01-05"]) == 0
    week = capsys.readouterr().out

    assert "Tuesday (Session Two), 5 January 2021" in day
    assert "Monday" not in day
    assert [word in week for word in ("4 January", "5 January", "7 January", "11 January")] == [True, True, True, False]


def test_where_there_is_no_session_the_nearest_are_named(stored: None, capsys: pytest.CaptureFixture[str]) -> None:
    assert gym.main(["today", "2021-01-10"]) == 1

    assert capsys.readouterr().err == (
        "Not possible: there is no session for 2021-01-10. There are 5 weeks, 2020-12-28 to 2021-01-24, in "
        f"{archive.OUT}/bucket; the nearest: 2021-01-04 to 2021-01-07 and 2021-01-11 to 2021-01-16.\n"
    )


def test_maxima_come_from_the_command_or_a_file(stored: None, tmp_path: Path) -> None:
    assert gym.read_maxima("") is None
    gym.MAXES_FILE.write_text('{"Snatch": 80}')
    (tmp_path / "hers.json").write_text('{"Snatch": 70}')

    assert gym.read_maxima("") == maxima_from_text("Snatch=80")
    assert gym.read_maxima(str(tmp_path / "hers.json")) == maxima_from_text("Snatch=70")
    assert gym.read_maxima("Snatch=90") == maxima_from_text("Snatch=90")
    with pytest.raises(MaximaError, match="'hers' is neither maxima nor a file of them"):
        gym.read_maxima("hers")


def test_wrong_words_are_named(stored: None, capsys: pytest.CaptureFixture[str]) -> None:
    assert gym.main(["week", "monday"]) == 1
    assert gym.main(["week", "2021-01-05", "--maxes", "Snatch=heavy"]) == 1
    assert gym.main(["week", "2021-01-05", "--step", "0"]) == 1

    said = capsys.readouterr().err.splitlines()
    assert [line.split(":")[1].split(" is ")[0] for line in said] == [
        " 'monday'",
        " the maximum of 'Snatch'",
        " step 0.0",
    ]


def test_a_week_without_training_is_none() -> None:
    with pytest.raises(ArchiveError, match="'now' is no date"):
        gym.dates_asked("today", "now")
    assert gym.dates_asked("week", "2021-01-10") == ("2021-01-04", "2021-01-10")
