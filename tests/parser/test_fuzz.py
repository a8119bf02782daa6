"""The fuzz run finds broken laws and says how to repeat a case."""

from __future__ import annotations

import random
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import transforms
from invictus.shapes import Field, Json, Line
from local.accept_post import read_post_file
from local.bench import fuzz
from local.bench.fuzz import LawBrokenError, check_laws, mangle, samples
from tests.support.commands import output_of


def test_a_run_that_finds_nothing_names_its_seed_and_counts_its_cases(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    first, last = output_of(capsys, "fuzz", "--cases", "60", "--seed", "8", "--out", str(tmp_path)).splitlines()
    assert first == "60 cases with seed 8. The same again: make fuzz CASES=60 SEED=8"
    read, refused = (int(part.split()[0]) for part in last.removeprefix("No law broken: ").split(", ")[:2])
    assert read + refused == 60
    assert min(read, refused) > 0
    assert list(tmp_path.iterdir()) == []


def test_a_run_without_a_seed_takes_one_and_says_which(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    seed = output_of(capsys, "fuzz", "--cases", "1", "--out", str(tmp_path)).splitlines()[0].rpartition("=")[2]
    assert 0 <= int(seed) < 2**32


def test_a_seed_gives_the_same_cases_again() -> None:
    posts = samples()
    one, other = ([mangle(posts[0], posts, random.Random(seed)) for _ in range(3)] for seed in (5, 5))
    assert one == other
    assert mangle(posts[0], posts, random.Random(6)) != one[0]
    assert posts == samples()


def losing_a_line(lines: list[Line]) -> list[Field]:
    return [{"field": "notes", "label": "", "lines": lines[1:]}]


def raising(lines: list[Line]) -> list[Field]:
    raise KeyError("segment_f")


@pytest.mark.parametrize(
    ("fault", "message"),
    [(losing_a_line, "LawBrokenError: lines are lost: "), (raising, "KeyError: 'segment_f'")],
)
def test_a_case_that_fails_is_written_to_a_file_that_the_message_names(
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    fault: Callable[..., Any],
    message: str,
) -> None:
    monkeypatch.setattr(transforms, "fields_of", fault)
    error = output_of(capsys, "fuzz", "--cases", "500", "--seed", "1", "--out", str(tmp_path / "out"), code=1)
    (file,) = (tmp_path / "out").iterdir()
    number = file.stem.rpartition("-")[2]
    assert error.startswith(f"Case {number} failed with {message}")
    assert error.endswith(f"Its post is in {file}\n")
    failed = read_post_file(file)
    monkeypatch.undo()
    assert check_laws(failed) == "read"  # the fault was in the parser


@pytest.mark.parametrize(
    ("spoilt", "message"),
    [
        ({"session": "Monday"}, "two sessions under one key: [(('2021-01-11', 'Monday'), 2)]"),
        ({"session": "Monday " * 200}, "a session's name is longer than DynamoDB's sort key"),
        ({"session": "Tuesday\x1b[2J"}, "a terminal would take ['\\x1b'] of the records for commands"),
    ],
)
def test_a_record_that_could_not_be_stored_breaks_a_law(
    monkeypatch: pytest.MonkeyPatch, spoilt: Json, message: str
) -> None:
    record = {"date": "2021-01-11", "session": "Monday", "links": []}
    records = [record, {**record, **spoilt}]
    monkeypatch.setattr(fuzz, "read_post", lambda post: records)
    with pytest.raises(LawBrokenError) as broken:
        check_laws({})
    assert str(broken.value) == message


@pytest.mark.parametrize("number", ["0", "-1", "many", "1e4", "$(ls)"])
def test_an_invalid_number_of_cases_is_refused_naming_the_make_variable(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, number: str
) -> None:
    monkeypatch.setenv("CASES", number)
    refusal = f"Error: Invalid value for CASES: {number!r} is not a whole number from 1."
    assert refusal in output_of(capsys, "fuzz", code=2)


def test_make_variables_say_how_many_cases_and_which(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("CASES", "3")
    monkeypatch.setenv("SEED", "5")
    assert output_of(capsys, "fuzz", "--out", str(tmp_path)).startswith("3 cases with seed 5.")


def test_the_samples_are_posts_and_not_expectations() -> None:
    files = [file for folder in fuzz.SAMPLES for file in folder.glob("*.json")]
    assert len(samples()) == sum(not file.name.endswith(".expected.json") for file in files) >= 30
