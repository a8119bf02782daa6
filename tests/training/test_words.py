"""A lifter's words for the figures of an exercise."""

from __future__ import annotations

import pytest

from invictus.exercises import SCHEME, Scheme
from invictus.prescriptions import read_segment, sets_of
from local.training.words import measure_in_words, percent_in_words, scheme_in_words, time_span, turn_in_words


def first_set(*lines: str) -> tuple[str, str]:
    exercise = read_segment("segment_a", lines)[-1]
    assert exercise["notes"] == []
    row = sets_of(exercise)[0]
    return measure_in_words(exercise, row), percent_in_words(row)


@pytest.mark.parametrize(
    ("line", "measure", "load"),
    [
        ("25/20 Handstand Push-Ups", "25/20 reps", ""),
        ("Assault Bike x 15/12 Calories", "15/12 cal", ""),
        ("Row x 10-12 calories", "10-12 cal", ""),
        ("Sled Push x 15-20 meters", "15-20 m", ""),
        ("Strict Pull-Ups x max reps", "as many as possible", ""),
        ("40 Russian Kettlebell Swings (32/24 kg)", "40 reps", "32/24 kg"),
        ("15 Power Cleans (75/55)", "15 reps", "75/55"),
        ("3 Power Cleans @ 95 pounds", "3 reps", "95 lb"),
        (
            "Front Squat x 4 reps @ 3-5% more than you used last Monday",
            "4 reps",
            "3-5 % more than you used last Monday",
        ),
        ("Front Squat x 5 reps @ same load you used last Monday", "5 reps", "same load you used last Monday"),
        ("Back Squat x 3 reps @ 10-RM Back Squat weight", "3 reps", "10-RM Back Squat"),
        ("Clean x 1 rep @ 75% of today's 1-RM", "1 rep", "75 % of today's 1-RM"),
    ],
)
def test_a_set_is_written_in_words(line: str, measure: str, load: str) -> None:
    assert first_set("Three sets of:", line) == (measure, load)


@pytest.mark.parametrize(
    ("lines", "words"),
    [
        (["One set of:", "Row 500 Meters"], "1 set"),
        (["3-4 rounds of:", "Row 500 Meters"], "3-4 rounds"),
        (["AMRAP in 10 minutes:", "Row 500 Meters"], "AMRAP in 10 min"),
        (["Four sets for times of:", "Row 500 Meters"], "For time, 4 rounds"),
        (["For completion:", "Row 500 Meters"], "For completion"),
        (["For 30 minutes:", "Run 400 Meters"], "For 30 min"),
        (["In 5 sets, build to a heavy double Snatch"], "Establish a heavy double, 5 sets"),
        (["When the running clock hits 15:00, complete the following…"], "At 15 min of the clock"),
        (["~ 7 ~"], ""),
    ],
)
def test_a_scheme_is_written_in_words(lines: list[str], words: str) -> None:
    assert scheme_in_words(read_segment("segment_a", lines)[0]["scheme"]) == words


def test_a_scheme_with_an_aim_or_a_limit_is_written_in_words() -> None:
    every: Scheme = {**SCHEME, "kind": "every", "interval_s": 90, "sets": 5, "sets_to": 5, "what": "5-RM"}
    limited: Scheme = {**SCHEME, "kind": "for_time", "sets": 5, "sets_to": 5, "duration_s": 720}
    assert scheme_in_words(every) == "Every 1:30 min, 5 sets, to a 5-RM"
    assert scheme_in_words(limited) == "For time, 5 rounds, at most 12 min"


def test_a_span_of_time_is_written_in_words() -> None:
    spans = ((60, 60), (60, 90), (120, 180), (None, None))
    assert [time_span(low, high) for low, high in spans] == ["1 min", "60-90 s", "2-3 min", ""]


def test_a_turn_is_written_in_words() -> None:
    lines = ["EMOM for 10 minutes:", "Minute 1 - Row x 12 calories", "Minute 2 - Burpees x 10 reps"]
    assert [turn_in_words(exercise) for exercise in read_segment("segment_a", lines)] == ["minute 1", "minute 2"]
