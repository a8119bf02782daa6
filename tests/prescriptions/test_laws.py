"""Laws of the reader over all tables, pieces and posts: what makes no difference to a lifter changes no number."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from invictus.exercises import MOST_SETS
from invictus.prescriptions import exercises_of, read_segment, sets_of, sets_to_show
from invictus.prescriptions.line import read_line
from invictus.prescriptions.reading import LineReading
from local.project import SAMPLE_POSTS
from tests.prescriptions.blog_lines import BLOG_LINES
from tests.prescriptions.blog_segments import BLOG_SEGMENTS
from tests.prescriptions.other_coaches_lines import OTHER_COACHES_LINES
from tests.prescriptions.other_coaches_segments import OTHER_COACHES_SEGMENTS

LINES = [line for line, expected in [*BLOG_LINES, *OTHER_COACHES_LINES] if expected is not None]
PIECES = [
    piece["lines"]
    for file in sorted((Path(__file__).parent / "independent_readings").glob("*.json"))
    for piece in json.loads(file.read_text("utf-8"))
]
SEGMENTS = [*PIECES, *(lines for lines, _ in (*BLOG_SEGMENTS.values(), *OTHER_COACHES_SEGMENTS.values()))]
FIGURES = "reps reps_to seconds distance_m calories percent_from percent_to weight weight_women set turn times".split()


def numbers(lines: list[str]) -> list[tuple[object, ...]]:
    """Return the numbers of all sets that are certain."""
    return [
        tuple(held for name, held in row.items() if name in (*FIGURES, "max_effort"))
        for exercise in read_segment("segment_a", lines)
        for row in sets_of(exercise)
    ]


# What an editor, a keyboard or a theme changes.
HARMLESS: dict[str, Callable[[str], str]] = {
    "blanks": lambda line: f"  {line} ".replace(" ", " \N{NO-BREAK SPACE}"),
    "dashes": lambda line: line.replace(" - ", " \N{EN DASH} ").replace("-", "\N{NON-BREAKING HYPHEN}"),
    "quotes": lambda line: line.replace("'", "\N{RIGHT SINGLE QUOTATION MARK}"),
    "a bullet": lambda line: line if line.startswith(("*", "-")) else f"\N{BULLET} {line}",
    "signs of times": lambda line: re.sub(r"(?<=[ \d])x(?=[ \d])", "\N{MULTIPLICATION SIGN}", line),
    "a comma at the end": lambda line: f"{line},",
    "unseen marks": lambda line: line.replace("e", "e\N{SOFT HYPHEN}"),
    "percent": lambda line: re.sub(r"(?<=\d)%(?!\+|x)", " percent", line),
}


@pytest.mark.parametrize("change", HARMLESS)
def test_a_harmless_change_changes_no_number(change: str) -> None:
    for lines in SEGMENTS:
        assert numbers([HARMLESS[change](line) for line in lines]) == numbers(lines), lines


@pytest.mark.parametrize(
    "tail", [", with straps", " (stay tight)", ", only if you feel good", " - smooth and controlled"]
)
def test_a_tail_without_a_figure_changes_no_number(tail: str) -> None:
    loaded = [lines for lines in PIECES if all(re.search(r"x \d+ reps?( @ \d+(-\d+)?%)?$", line) for line in lines[1:])]
    assert len(loaded) >= 10
    for lines in loaded:
        assert numbers([lines[0], *(line + tail for line in lines[1:])]) == numbers(lines), lines


def figures_in(held: Any) -> set[float]:
    """Return all numbers that a reading holds, in fields and in texts; of times also the minutes."""
    if isinstance(held, LineReading):
        return figures_in(vars(held))
    if isinstance(held, dict):
        return set().union(*map(figures_in, held.values()), *map(figures_in, held))
    if isinstance(held, (list, tuple)):
        inner: set[float] = set().union({float(len(held))}, *map(figures_in, held))
        is_groups = isinstance(held, list) and held and isinstance(held[0], tuple)
        return inner | {sum(each or 1 for each, _ in held)} if is_groups else inner
    if isinstance(held, str):
        return {float(number) for number in re.findall(r"\d+(?:\.\d+)?", held)}
    return set() if held is None or isinstance(held, bool) else {float(held)}


# A unit of its own, a time in two numbers or the near end of one: the reading holds another number.
OF_ITS_OWN = re.compile(
    r"\d+-(?=\d+ minutes)|\d+:\d+|\d+ minutes? and \d+|:\d\d|E\d+S"
    r"|\d+(?:/\d+(?:\.\d)?)? ?(?:pood|ft|feet|foot|yards?|miles?|km|k\b)",
    re.I,
)


def test_every_figure_of_an_understood_line_is_in_its_reading() -> None:
    label = re.compile(r"^(?:[A-Z]\d[.)]|\d\)|-?Interval \d \(\d+s\)|Wave \d)")
    for line in LINES:
        reading = read_line(line)
        assert reading is not None
        held = figures_in(reading) | figures_in(reading.movement)
        held |= {abs(each) for each in held} | {each / 60 for each in held} | {sum(reading.part_times)}
        said = figures_in(re.sub(r"\([^()]*\)$|[.+]1(?=[.+ ])", " ", OF_ITS_OWN.sub(" ", label.sub(" ", line))))
        assert said - held == set(), line


def test_no_block_has_more_sets_than_anybody_trains() -> None:
    for scheme in ("Every 1 second, for 999 minutes:", "EMOM 999:", "500 sets of:", "Every :01 x 201 sets"):
        for exercise in read_segment(
            "segment_a", [scheme, "Snatch x 1 rep", "999x5 Squat", "Back Squat 900 x 3 @ 70%"]
        ):
            assert len(sets_of(exercise)) <= MOST_SETS
            assert len(sets_to_show(exercise)[0]) <= MOST_SETS


def test_the_numbers_of_the_sample_posts_do_not_depend_on_their_marks() -> None:
    for file in sorted(SAMPLE_POSTS.glob("*.json")):
        text = re.sub(r"<[^>]+>", "\n", json.loads(file.read_text("utf-8"))["content"]["rendered"])
        plain, changed = ({"notes": each} for each in (text, HARMLESS["dashes"](text)))
        rows = [[sets_of(exercise) for exercise in exercises_of(each)] for each in (plain, changed)]
        assert [len(each) for each in rows[0]] == [len(each) for each in rows[1]]
