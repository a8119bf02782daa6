"""Percents to weights on the bar: maxima, plates, related maxima."""

from __future__ import annotations

from fractions import Fraction
from typing import Optional

import pytest

from invictus.prescriptions import read_segment, sets_of
from invictus.prescriptions.exercise import LOAD
from invictus.prescriptions.shapes import Load
from invictus.shapes import Json
from local.training.lifter import MaximaError, maxima_from_json, maxima_from_mapping, maxima_from_text
from local.training.loads import RELATED, weigh
from local.training.plates import LoadsError, Plates, PlatesError

KILOS = Plates()


def load(low: Optional[float], high: Optional[float] = None, of: str = "1-RM Snatch") -> Load:
    return {**LOAD, "percent_from": low, "percent_to": high, "of": of if low or high or of != "1-RM Snatch" else ""}


def weights(
    load: Load, movement: str = "Snatch", maxima: str = "Snatch=80", plates: Plates = KILOS
) -> tuple[Optional[float], Optional[float]]:
    weighed = weigh(load, movement, maxima_from_text(maxima), plates)
    return weighed["weight_from"], weighed["weight_to"]


# Maxima


def test_maxima_are_the_same_from_text_mapping_and_json() -> None:
    from_text = maxima_from_text("Snatch=80, Clean & Jerk = 102.5")
    assert from_text == maxima_from_mapping({"Snatch": "80", "Clean & Jerk": "102.5"})
    assert from_text == maxima_from_json('{"Snatch": 80, "Clean & Jerk": 102.5}')


@pytest.mark.parametrize(
    "spelling",
    [
        "Clean & Jerk",
        "clean and jerk",
        "Clean + Jerk",
        "Clean&Jerk",
        "1-RM Clean & Jerk",
        "1RM CLEAN & JERK",
        " Clean  &  Jerk ",
    ],
)
def test_every_spelling_of_a_maximum_names_the_same_one(spelling: str) -> None:
    assert maxima_from_text("Clean & Jerk=100").get(spelling) == ("Clean & Jerk", Fraction(100))


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("", "''"),
        ("Snatch", "'Snatch'"),
        ("Snatch80", "'Snatch80'"),
        ("=80", "'=80'"),
        ("Snatch=", "'Snatch='"),
        ("Snatch=80,", "''"),
        ("Snatch=82,5", "'5'"),
        ("Snatch=heavy", "'heavy'"),
        ("Snatch=80kg", "'80kg'"),
        ("Snatch=0", "'0'"),
        ("Snatch=-80", "'-80'"),
        ("Snatch=nan", "'nan'"),
        ("Snatch=80,Snatch=85", "'Snatch'"),
        ("Snatch=80,1-RM snatch=85", "'1-RM snatch'"),
        ("1-RM=80", "'1-RM'"),
    ],
)
def test_maxima_that_cannot_be_read_are_named(text: str, names: str) -> None:
    with pytest.raises(MaximaError) as error:
        maxima_from_text(text)
    assert names in str(error.value)
    assert "write" in str(error.value) or "keep" in str(error.value)


@pytest.mark.parametrize(
    "text", ["", "Snatch=80", "[]", "{}", "80", '{"Snatch": true}', '{"Snatch": null}', '{"Snatch": {}}']
)
def test_json_that_is_not_a_mapping_of_maxima_is_refused(text: str) -> None:
    with pytest.raises(MaximaError, match="write"):
        maxima_from_json(text)


@pytest.mark.parametrize(
    "wrong",
    [
        {"unit": "stone"},
        {"step": 0},
        {"step": -2.5},
        {"step": "none"},
        {"step": True},
        {"bar": 0},
        {"plates": "20 heavy"},
        {"plates": "20x0"},
    ],
)
def test_an_impossible_step_or_unit_is_refused(wrong: Json) -> None:
    with pytest.raises(PlatesError) as error:
        Plates(**wrong)
    assert repr(next(iter(wrong.values()))) in str(error.value)
    assert isinstance(error.value, LoadsError)


# Weights


@pytest.mark.parametrize(
    ("low", "high", "step", "expected"),
    [
        (75.0, 80.0, 1, (60.0, 64.0)),  # 60 to 64 kg
        (75.0, 80.0, 2.5, (60.0, 65.0)),
        (70.0, 70.0, 2.5, (55.0, 55.0)),  # 56 is nearer to 55 than to 57.5
        (72.0, 73.0, 2.5, (57.5, 57.5)),  # a range may fall on one weight
        (72.5, 72.5, 0.5, (58.0, 58.0)),
        (101.0, None, 2.5, (82.5, None)),  # 80.8: rounded down it would be the maximum again
        (100.0, None, 2.5, (80.0, None)),
        (None, 70.0, 2.5, (None, 55.0)),  # "below 70%", 56: rounded down whatever is nearer
        (None, 74.0, 2.5, (None, 57.5)),  # 59.2
        (None, None, 2.5, (None, None)),  # reps without a percent
    ],
)
def test_loads_are_rounded_to_the_step(
    low: Optional[float], high: Optional[float], step: float, expected: tuple[Optional[float], Optional[float]]
) -> None:
    assert weights(load(low, high), plates=Plates(step=step)) == expected


def test_a_weight_half_way_between_two_steps_is_rounded_down() -> None:
    assert weights(load(50.0, 50.0), maxima="Snatch=82.5", plates=Plates(step=2.5)) == (40.0, 40.0)  # 41.25


def test_maxima_in_pounds_give_loads_in_pounds() -> None:
    weighed = weigh(load(80.0, 85.0), "Snatch", maxima_from_text("Snatch=175"), Plates(unit="lb", step=5))
    assert (weighed["weight_from"], weighed["weight_to"], weighed["unit"]) == (140.0, 150.0, "lb")


# Which maximum a percent is of


@pytest.mark.parametrize(
    ("of", "movement", "maximum"),
    [
        ("1-RM Snatch", "Slow Pull Snatch", "Snatch"),
        ("Snatch", "Snatch Pull", "Snatch"),
        ("1-RM", "Front Squat", "Front Squat"),
        ("", "Front Squat", "Front Squat"),
        ("", "(Clean + Jerk)", "Clean & Jerk"),
        ("1-RM Clean & Jerk", "(Clean + 2 Front Squats + Jerk)", "Clean & Jerk"),
        ("5-RM Front Squat", "Front Squat", "5-RM Front Squat"),
        ("5-RM", "Front Squat", "5-RM Front Squat"),
    ],
)
def test_a_percent_is_taken_of_the_maximum_that_its_load_names(of: str, movement: str, maximum: str) -> None:
    maxima = maxima_from_text("Snatch=80,Clean & Jerk=100,Front Squat=120,5-RM Front Squat=105")
    weighed = weigh(load(100.0, 100.0, of), movement, maxima, KILOS)
    assert (weighed["maximum"], weighed["in_place_of"], weighed["says"]) == (maximum, "", "")


def test_a_5_rm_is_not_used_as_a_1_rm() -> None:
    weighed = weigh(load(80.0, 80.0, "5-RM Snatch"), "Snatch", maxima_from_text("Snatch=80"), KILOS)
    assert (weighed["weight_from"], weighed["says"]) == (None, "no maximum for 5-RM Snatch: add it to the maxima")


def test_a_related_maximum_is_named_but_not_used_unasked() -> None:
    weighed = weigh(load(80.0, 80.0, "1-RM Power Clean"), "Power Clean", maxima_from_text("Clean=100"), KILOS)
    assert (weighed["weight_from"], weighed["weight_to"], weighed["maximum"]) == (None, None, "")
    assert weighed["says"] == ("no maximum for Power Clean: add it to the maxima, or use that of Clean (RELATED=1)")


def test_a_related_maximum_names_the_one_it_replaces() -> None:
    weighed = weigh(
        load(80.0, 80.0, "1-RM Power Clean"), "Power Clean", maxima_from_text("Clean=100"), KILOS, use_related=True
    )
    assert (weighed["weight_from"], weighed["maximum"], weighed["in_place_of"]) == (80.0, "Clean", "Power Clean")
    assert weighed["says"] == "no maximum for Power Clean: this is of Clean, and may be too heavy"


@pytest.mark.parametrize(
    ("movement", "known", "used"),
    [
        ("Slow Pull Power Snatch", "Power Snatch", "Power Snatch"),
        ("Slow Pull Power Snatch", "Snatch", "Snatch"),
        ("3-Position Clean", "Clean & Jerk", "Clean & Jerk"),
        ("3- Position Power Clean", "Clean", "Clean"),
        ("(Power Clean + Power Jerk)", "Clean & Jerk", "Clean & Jerk"),
        ("Front Squat", "Back Squat", ""),  # a different lift
        ("Snatch", "Power Snatch", ""),  # never from the lighter to the heavier
        ("Slow Pull Power Clean + Power Jerk", "Clean", ""),
    ],
)
def test_the_maximum_of_a_related_lift_is_used_if_allowed(movement: str, known: str, used: str) -> None:
    weighed = weigh(load(70.0, 70.0, ""), movement, maxima_from_mapping({known: 100}), KILOS, use_related=True)
    assert weighed["maximum"] == used


def test_relations_between_lifts_have_no_circle() -> None:
    for movement in RELATED:
        seen = [movement]
        while seen[-1] in RELATED:
            seen.append(RELATED[seen[-1]])
        assert len(seen) == len(set(seen))


def test_a_lifter_gets_a_weight_for_each_set() -> None:
    [exercise] = read_segment(
        "segment_b",
        [
            "Every 2 minutes, for 6 minutes (3 sets):",
            "(Snatch + Hip Snatch) x 1 rep",
            "*Set 1 = @ 60% of 1-RM Snatch",
            "*Sets 2-3 = @ 75-80% of 1-RM Snatch",
        ],
    )
    maxima = maxima_from_text("Snatch=80")
    weighed = [weigh(row, row["movement"], maxima, Plates(step=1)) for row in sets_of(exercise)]
    assert [(each["weight_from"], each["weight_to"]) for each in weighed] == [(48.0, 48.0), (60.0, 64.0), (60.0, 64.0)]


# Loads that are not percents of a known maximum


def test_a_maximum_without_a_percent_is_the_weight_itself() -> None:
    said = load(None, None, of="10-RM Back Squat")
    assert weights(said, "Back Squat", maxima="10-RM Back Squat=92.5") == (92.5, 92.5)


@pytest.mark.parametrize(
    "line",
    [
        "Front Squat x 5 reps @ same load you used last Monday",
        "Kettlebell Swings x 20 reps (32/24 kg)",
        "Row 500 Meters @ 85% of your best 2k pace",
        "Back Squat x 5 reps @ 3-5% more than last week",
    ],
)
def test_a_load_without_a_percent_gets_no_computed_weight(line: str) -> None:
    [exercise] = read_segment("segment_a", ["Two sets of:", line])
    assert exercise["notes"] == []
    weighed = weigh(exercise["loads"][0], exercise["movement"], maxima_from_text("Front Squat=100"), KILOS)
    assert (weighed["weight_from"], weighed["weight_to"], weighed["says"]) == (None, None, "")


def test_a_percent_of_todays_best_is_taken_when_it_is_known() -> None:
    weighed = weigh(load(75.0, 75.0, of="today's 1-RM Clean"), "Clean", maxima_from_text("Clean=100"), KILOS)
    assert weighed["weight_from"] is None
    assert "today's 1-RM Clean is known only when it is done" in weighed["says"]
