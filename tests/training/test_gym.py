"""`make today`, `make week` and `make next`, as a lifter at the terminal sees them."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

from local.archive import weeks as archive
from local.training import lifter
from local.training.lifter import MaximaError, maxima_from_text, read_maxima
from local.training.loads import misspelt
from tests.support.commands import output_of
from tests.support.posts import TRAINING_WEEK, post_of, sample_posts
from tests.support.stored_weeks import store

Ask = Callable[..., str]
FIVE_DAY, THREE_DAY = "5-day-weightlifting-program", "3-day-weightlifting-program"


@pytest.fixture(scope="module")
def weeks(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample weeks and a week of training."""
    return store(tmp_path_factory.mktemp("weeks"), post_of(TRAINING_WEEK), *sample_posts())


@pytest.fixture
def stored(weeks: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Copy the weeks to where the commands look for them. Without maxima, unless a test gives some."""
    shutil.copytree(weeks, tmp_path / "bucket")
    monkeypatch.setattr(archive, "OUT", tmp_path)
    monkeypatch.setattr(lifter, "MAXES_FILE", tmp_path / "maxes.json")
    monkeypatch.setenv("COLUMNS", "120")
    for name in ("DATE", "PROGRAM", "MAXES", "STEP", "UNIT", "BAR", "PLATES", "RELATED", "AWS", "STAGE"):
        monkeypatch.delenv(name, raising=False)
    return tmp_path


@pytest.fixture
def ask(stored: Path, capsys: pytest.CaptureFixture[str]) -> Ask:
    """Run a command on the stored weeks and return its output, or its error if a code is given."""
    return partial(output_of, capsys)


# Which day


def test_today_shows_one_day_and_week_shows_its_whole_week(ask: Ask) -> None:
    day, week = ask("today", "2021-01-05"), ask("week", "2021-01-05")

    assert "Tuesday (Session Two), 5 January 2021" in day
    assert "Monday" not in day
    assert [word in week for word in ("4 January", "5 January", "7 January", "11 January")] == [True, True, True, False]


def test_a_day_without_a_session_names_the_next_week_or_the_last(stored: Path, ask: Ask) -> None:
    assert ask("today", "2021-01-10", code=1) == (
        f"Error: the {FIVE_DAY} has no session on 2021-01-10. "
        f"The archive has 5 weekly files, 2020-12-28 to 2021-01-24, in {stored}/bucket. "
        "Its next week: DATE=2021-01-11.\n"
    )
    assert "Its last week: DATE=2021-01-18." in ask("today", "2021-02-10", code=1)


def test_next_shows_the_coming_training(ask: Ask) -> None:
    today, rest_day = ask("next", "2021-01-05"), ask("next", "2021-01-07")

    assert "Tuesday (Session Two), 5 January 2021" in today
    assert "Monday (Session One), 11 January 2021 ─" in rest_day


def test_next_after_the_last_session_says_how_to_fetch_more(ask: Ask) -> None:
    error = ask("next", "2031-01-05", code=1)

    assert f"the {FIVE_DAY} has no training on 2031-01-05 or later. The archive has 5 weekly files" in error
    assert "make run LIVE=1" in error


# Which programme


def test_the_five_day_programme_is_shown_or_another_by_a_part_of_its_name(ask: Ask) -> None:
    five, three = ask("week", "2021-01-18"), ask("week", "2021-01-18", "--program", "3-DAY")

    assert f"This is the {FIVE_DAY}. There is more for this week: PROGRAM={THREE_DAY}" in five
    assert THREE_DAY not in five.replace(f"PROGRAM={THREE_DAY}", "")
    assert f"Monday (Session One) - {THREE_DAY}, 18 January 2021" in three
    assert f"There is more for this week: PROGRAM={FIVE_DAY}" in three


def test_an_unknown_or_ambiguous_programme_lists_those_stored(ask: Ask) -> None:
    unknown = ask("today", "2021-01-18", "--program", "masters", code=1)
    ambiguous = ask("today", "2021-01-18", "--program", "day", code=1)

    assert f"there is no programme 'masters'. Stored are: {THREE_DAY}, {FIVE_DAY}. " in unknown
    assert "Write PROGRAM= and one of them, or a part of its name" in unknown
    assert f"'day' may be {THREE_DAY} or {FIVE_DAY}" in ambiguous
    other = ask("today", "2021-01-24", code=1)
    assert f"no session on 2021-01-24, but there is one for: {THREE_DAY}. Add PROGRAM={THREE_DAY}" in other


def test_the_only_programme_of_an_archive_needs_no_name(stored: Path, ask: Ask) -> None:
    shutil.rmtree(stored / "bucket")
    store(stored / "bucket", {**post_of(TRAINING_WEEK), "slug": "january-4-10-2021-competition"})

    assert "Monday (Session One) - competition" in ask("today", "2021-01-04")


# Maxima


def test_maxima_come_from_the_command_or_a_file(stored: Path) -> None:
    assert read_maxima("") == {}
    lifter.MAXES_FILE.write_bytes(b"\xef\xbb\xbf" + b'{"Snatch": 80}')  # with a byte order mark
    (stored / "hers.json").write_text('{"Snatch": 70}')

    assert read_maxima("") == maxima_from_text("Snatch=80")
    assert read_maxima(str(stored / "hers.json")) == maxima_from_text("Snatch=70")
    assert read_maxima("Snatch=90") == maxima_from_text("Snatch=90")
    with pytest.raises(MaximaError, match="'hers' is neither maxima nor a file to be read"):
        read_maxima("hers")


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (b"[" * 100_000, "the maxima are not JSON (maximum recursion depth"),
        (b"[80]", "this JSON does not hold maxima"),
        (b'{"Snatch": ["80"]}', "the maximum of 'Snatch' is ['80']"),
        (b'{"Snatch": 80, "Snatch": 85}', "'Snatch' and 'Snatch' are the same maximum, given twice"),
        ('{"Snatch": 80}'.encode("utf-16"), "is not text in UTF-8"),
        (b"Snatch 80", "the maxima are not JSON"),
    ],
)
def test_a_file_without_maxima_is_named_with_its_problem(ask: Ask, content: bytes, problem: str) -> None:
    lifter.MAXES_FILE.write_bytes(content)

    error = ask("today", "2021-01-05", code=1)

    assert error.startswith("Error: ")
    assert problem in error
    assert str(lifter.MAXES_FILE) in error


def test_wrong_options_name_the_variable_of_make(ask: Ask, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "'monday' is not a date" in ask("week", "monday", code=1)
    assert "'9999-12-31' is not a date" in ask("week", "9999-12-31", code=1)
    heavy = ask("week", "2021-01-05", "--maxes", "Snatch=heavy", code=1)
    assert "the maximum of 'Snatch' is 'heavy'" in heavy
    for name, wrong, told in (
        ("STEP", "0", "STEP= (--step): '0' is not a weight. Write one above 0 and below 10000, such as 2.5."),
        ("STEP", "nan", "STEP= (--step): 'nan' is not a weight"),
        ("UNIT", "stone", "UNIT= (--unit): 'stone' is not one of 'kg', 'lb'"),
    ):
        with monkeypatch.context() as patch:
            patch.setenv(name, wrong)
            assert told in ask("week", "2021-01-05", code=2)


def test_options_are_read_from_the_variables_of_make(ask: Ask, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in {"DATE": "2021-01-04", "MAXES": "Snatch=175", "STEP": "5", "UNIT": "lb"}.items():
        monkeypatch.setenv(name, value)

    assert "75-80 % of 1-RM Snatch   130-140 lb" in ask("today")


@pytest.mark.parametrize(
    ("given", "loads"),
    [
        ("--step 5 --bar 33", ["113 lb", "133 lb", "143-153 lb"]),
        ("--step 10 --bar 30", ["110 lb", "130 lb", "140-150 lb"]),
        ("--bar 35 --plates 25x1,10x1", ["105 lb", "105 lb", "105 lb"]),
    ],
)
def test_loads_are_those_that_bar_and_plates_make(ask: Ask, given: str, loads: list[str]) -> None:
    options = [each.replace(",", " ") for each in given.split()]

    board = ask("today", "2021-01-04", "--unit", "lb", "--maxes", "Snatch=191", *options)

    assert re.findall(r"\d+(?:-\d+)? lb", board)[:3] == loads


def test_a_misspelt_maximum_is_pointed_out(ask: Ask) -> None:
    board = ask("today", "2021-01-05", "--maxes", "Fornt Squat=120,C&J=100,Snatch=80")

    assert "The maximum 'Fornt Squat' is not used: write Front Squat if that is meant." in board
    assert "80 % of 1-RM Clean & Jerk   80 kg" in board


MEANT = {
    "Snach": "Snatch",
    "Back Squart": "Back Squat",
    "Clean Jerk": "Clean & Jerk",
    "5-RM Frontsquat": "Front Squat",
    # A lift of another sport is like none of ours, and this week trains the snatch drop.
    **dict.fromkeys("Snatches|BS|Front Squats|Snatch|5RM Front Squat|Hang Snatch|Log Press|Snatch Drop".split("|"), ""),
}


@pytest.mark.parametrize(("name", "meant"), MEANT.items())
def test_a_misspelt_name_suggests_the_lifts_it_may_mean(name: str, meant: str) -> None:
    expected = [f"The maximum {name!r} is not used: write {meant} if that is meant."] if meant else []

    assert list(misspelt(maxima_from_text(f"{name}=100"), ["Snatch Drop", "Snatch", "(Clean + Jerk)"])) == expected


def test_a_maximum_established_in_the_session_is_not_asked_for(stored: Path, ask: Ask) -> None:
    lines = (
        "Monday\nA.\nIn 20 minutes, establish a 5-RM Back Squat\n~ 7 & 9 ~\n"
        "B.\nTwo sets of:\nBack Squat x 5 reps @ 80% of 5-RM\n~ 5 & 3 ~"
    )
    store(stored / "bucket", post_of(lines, "February 1-7, 2021"))

    asked = ask("today", "2021-02-01", "--maxes", "Snatch=80")
    known = ask("today", "2021-02-01", "--maxes", "5RM Back Squat=100")

    assert "80 % of 5-RM   of today's 5-RM" in asked
    assert "No maximum" not in asked
    assert "80 % of 5-RM   80 kg" in known
    assert "No load is worked out for what was not understood (2 lines): read it as written." in known
    assert "5-RM Back Squat is tested in this session: if it is a new maximum, take the percents of that one." in known


# Hostile posts


def test_a_posts_escape_sequences_never_reach_the_terminal(stored: Path, ask: Ask) -> None:
    """An archive of an older version may still hold characters that the parser removes today."""
    file = next((stored / "bucket" / "weekly").glob("2021-01-04*"))
    records = [json.loads(each) for each in file.read_text().splitlines()]
    hostile = "\x1b]0;owned\x07[bold red]red[/] :smile: \u202eback \x9b31m"
    link = {"field": "notes", "text": "here", "url": "https://a.example/\x1b]8;;https://b.example"}
    records[0].update(notes=hostile, warm_up=hostile, session=f"Monday {hostile}", week_notes=hostile, links=[link])
    records[0]["exercises"][0].update(movement=f"Snatch {hostile}", movements=[])
    records[0]["exercises"][1]["notes"] = [hostile]
    file.write_text("\n".join(json.dumps(record) for record in records))

    for width in ("30", "100"):
        with pytest.MonkeyPatch.context() as patch:
            patch.setenv("COLUMNS", width)
            board = " ".join(ask("today", "2021-01-04", "--maxes", "Snatch=80").split())
        assert "[bold red]red[/] :smile:" in board
        assert not set(board) & {"\x1b", "\x07", "\x9b", "\u202e"}
        assert "\\x1b]0;owned\\x07[bold" in board.replace(" ", "")
