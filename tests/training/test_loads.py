"""Percents to weights on the bar: maxima, plates, related maxima."""

from __future__ import annotations

from fractions import Fraction

import pytest

from invictus.prescriptions import read_segment, sets_of
from local.training.lifter import Lifter, MaximaError, Plates, PlatesError, maxima_from_json, maxima_from_text
from local.training.loads import RELATED, load_in_words

# Maxima


def test_maxima_are_the_same_from_text_and_json_in_any_spelling() -> None:
    from_text = maxima_from_text("Snatch=80, Clean & Jerk = 102.5")
    assert from_text == maxima_from_json('{"Snatch": "80", "Clean & Jerk": "102.5"}')
    assert from_text == maxima_from_json('{"Snatch": 80, "Clean & Jerk": 102.5}')
    spellings = "Clean & Jerk|clean and jerk|Clean + Jerk|1-RM Clean & Jerk|1RM CLEAN & JERK| Clean  &  Jerk |C&J"
    for spelling in spellings.split("|"):
        assert maxima_from_text(f"{spelling}=100") == {"clean & jerk": (spelling.strip(), Fraction(100))}


WRONG = {
    **{text: repr(text) for text in ("", "Snatch", "Snatch80")},
    "=80": "''",
    "Snatch=": "'Snatch'",
    **{f"Snatch={weight}": repr(weight) for weight in ("heavy", "80kg", "0", "99999", "-80", "nan")},
    "Snatch=80,": "''",
    "Snatch=82,5": "'5'",
    "Snatch=80,Snatch=85": "'Snatch'",
    "Snatch=80,1-RM snatch=85": "'1-RM snatch'",
    "1-RM=80": "'1-RM'",
}


@pytest.mark.parametrize(("text", "names"), WRONG.items())
def test_maxima_that_cannot_be_read_are_named(text: str, names: str) -> None:
    with pytest.raises(MaximaError) as error:
        maxima_from_text(text)
    assert names in str(error.value)
    assert "write" in str(error.value) or "keep" in str(error.value)


@pytest.mark.parametrize("text", ["", "Snatch=80", "[]", "{}", "80", '{"Snatch": true}', '{"Snatch": null}'])
def test_json_that_is_not_a_mapping_of_maxima_is_refused(text: str) -> None:
    with pytest.raises(MaximaError, match="write"):
        maxima_from_json(text)


@pytest.mark.parametrize("wrong", ["20 heavy", "20x0"])
def test_impossible_plates_are_refused(wrong: str) -> None:
    with pytest.raises(PlatesError, match=f"'{wrong}'"):
        Plates(plates=wrong)


# Weights: tests/page/load_cases.json has the table, which the page is held to as well


def test_relations_between_lifts_have_no_circle() -> None:
    for movement in RELATED:
        seen = [movement]
        while seen[-1] in RELATED:
            seen.append(RELATED[seen[-1]])
        assert len(seen) == len(set(seen))


# Loads that are not percents of a known maximum


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("Back Squat x 3 reps @ 10-RM Back Squat weight", ("92.5 kg", "")),
        ("Front Squat x 5 reps @ same load you used last Monday", ("", "")),
        ("Kettlebell Swings x 20 reps (32/24 kg)", ("", "")),
        ("Row 500 Meters @ 85% of your best 2k pace", ("", "")),
        ("Back Squat x 5 reps @ 3-5% more than last week", ("", "")),
        (
            "Clean x 1 rep @ 75% of today's 1-RM",
            ("", "today's 1-RM is known only when it is done: take the percent of it then"),
        ),
        ("Deadlift x 5 reps @ 75%", ("", "no maximum for Deadlift: add it to the maxima")),
        (
            "Hang Clean x 5 reps @ 75%",
            ("", "no maximum for Hang Clean: add it to the maxima, or use that of Clean (RELATED=1)"),
        ),
        ("Clean x 5 reps @ 10%", ("20 kg", "some loads are lighter than the empty bar of 20 kg")),
    ],
)
def test_a_load_is_worked_out_or_it_says_why_not(line: str, said: tuple[str, str]) -> None:
    [exercise] = read_segment("segment_a", ["Two sets of:", line])
    assert exercise["notes"] == []
    lifter = Lifter(maxima_from_text("Front Squat=100,Clean=100,10-RM Back Squat=92.5"))
    assert load_in_words(sets_of(exercise)[0], lifter) == said


def test_loads_heavier_than_the_plates_make_are_told() -> None:
    [exercise] = read_segment("segment_a", ["Two sets of:", "Snatch x 1 rep @ 95%"])
    lifter = Lifter(maxima_from_text("Snatch=120"), Plates(plates="20x1"))

    said = load_in_words(sets_of(exercise)[0], lifter)

    assert said == ("60 kg", "some loads are heavier than the plates make")
