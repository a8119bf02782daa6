"""One line: each of the tables is read as written there, whole or not at all."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Optional

import pytest

from invictus.prescriptions import read_segment
from invictus.prescriptions.line import LONGEST_LINE, read_line
from invictus.prescriptions.reading import LineReading
from invictus.shapes import Json
from tests.prescriptions.blog_lines import BLOG_LINES
from tests.prescriptions.other_coaches_lines import OTHER_COACHES_LINES

NOT_IN_THE_TABLES = ("fields", "parts", "more", "behind_label")
LINES = [*BLOG_LINES, *OTHER_COACHES_LINES]


def reading_as_written(line: str) -> Optional[Json]:
    """Return a line's reading in the form of the tables: only what the line says."""
    reading = read_line(line)
    return None if reading is None else said_of_reading(reading)


def said_of(load: Mapping[str, Any]) -> Json:
    return {key: value for key, value in load.items() if value not in (None, "", False) and (value or key == "sets")}


def said_of_reading(reading: LineReading) -> Json:
    said = {name: value for name, value in vars(reading).items() if value and name not in NOT_IN_THE_TABLES}
    if "scheme" in said:
        said["scheme"] = {key: value for key, value in reading.scheme.items() if value not in (None, "")}
    if "loads" in said:
        said["loads"] = [said_of(load) for load in reading.loads]
    for name in ("of_block", "groups"):
        if name in said:
            said[name] = [said_of(each) if name == "of_block" else (each[0], said_of(each[1])) for each in said[name]]
    if reading.more:
        said["more"] = [said_of_reading(further) for further in reading.more]
    if len(reading.parts) > 1:
        said["parts"] = [(part["name"], part["times"]) for part in reading.parts]
    return {**said, **reading.fields}


def test_the_tables_are_large_and_repeat_no_line() -> None:
    assert len(LINES) >= 350
    assert len({line for line, _ in LINES}) == len(LINES)


@pytest.mark.parametrize(("line", "expected"), LINES, ids=[line for line, _ in LINES])
def test_a_line_is_read_whole_or_not_at_all(line: str, expected: Optional[Json]) -> None:
    assert reading_as_written(line) == expected


def test_a_line_with_an_unknown_word_is_not_understood_and_white_space_makes_no_difference() -> None:
    for line, expected in LINES:
        if expected and "cues" not in expected:
            assert read_line(f"{line} qqq9") is None
            assert reading_as_written(f"  {line}\t".replace(" ", " \N{NO-BREAK SPACE}")) == expected


BEGINNINGS = "1|a |x |x 1 |1-|(|Set 1, |1 & |one |+ A |not |@ 1|of 1-RM A |Start |1 minute |in 1 minute |every 1:11 "


@pytest.mark.parametrize("piece", [*BEGINNINGS.split("|"), "A x 1 rep ", "1 Row, ", "3 Attempts @ 1RM Clean "])
def test_a_line_of_any_length_is_kept(piece: str) -> None:
    """If a pattern backtracked without bound, this test would not end."""
    for length in (LONGEST_LINE, 1_000_000):
        line = (piece * length)[:length]
        exercises = read_segment("segment_a", ["Three sets of:", line])
        assert [kept for exercise in exercises for kept in (*exercise["text"], *exercise["notes"])][-1] == line
