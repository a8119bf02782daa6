"""One key per lift, whatever its spelling; and typographic marks."""

from __future__ import annotations

import pytest

from invictus.lifts import lift_key
from invictus.marks import plain, plain_line

SPELLINGS = {
    "clean & jerk": "C&J, C & J, Clean&Jerk, Clean/Jerk, Clean and Jerk, (Clean + Jerk), 1-RM Clean & Jerk, CJ",
    "back squat": "BS, Back Squats, back squat, HBBS, High Bar Back Squat, 1RM BS, Back Squat (slow)",
    "front squat": "FS, Front Squats, 1 RM Front Squat, one-rep max Front Squat",
    "snatch": "Sn, Snatches, full snatch, Squat Snatch, Snatch (no jump), Snatch (touch and go)",
    "overhead squat": "OHS, OH Squat, Overhead Squats",
    "5-rm back squat": "5RM BS, 5-RM Back Squats, 5 RM back squat",
    "romanian deadlift": "RDL, RDLs, Romanian Deadlifts",
    "push press": "PP, Push Presses",
    "3-position clean": "3-Position Clean, 3- Position Clean, 3\u2011Position Cleans",
    "hang clean (above knee)": "Hang Clean (above knee)",
    "power clean & power jerk": "Power Clean & Power Jerk, (Power Clean + Power Jerk)",
    "press": "Press, Presses",
}


@pytest.mark.parametrize(("key", "names"), SPELLINGS.items())
def test_every_spelling_of_a_lift_has_one_key(key: str, names: str) -> None:
    assert {lift_key(name) for name in names.split(", ")} == {key}
    assert lift_key(key) == key


def test_plain_text_has_the_length_of_the_text_as_written() -> None:
    written = "\uf0b7 Sets 1\u20152: 5\u00d73 @ 72\u00bd\uff05, 1\u20122 \u201creps\u201d\u2026"
    assert plain(written) == '  Sets 1-2: 5x3 @ 72\u00bd%, 1-2 "reps".'


@pytest.mark.parametrize(
    ("line", "text", "written"),
    [
        ("  Back\u00a0 Squat 72\u00bd % ", "Back Squat 72.5 %", "Back Squat 72\u00bd %"),
        ("7\u00ad5\u200b%", "75%", "75%"),
        ("72 \u00bd%", "72.5%", "72 \u00bd%"),
        ("\u00bd mile", "1/2 mile", "\u00bd mile"),
        ("\u2022 \u2022 Farmer\u2019s Carry", "Farmer's Carry", "Farmer\u2019s Carry"),
        ("\u2026", ".", "\u2026"),
        ("Squat 80% \u00b2", "Squat 80%", "Squat 80%"),  # a footnote's number
        ("Row \U0001f4aa", "Row", "Row"),
        ("Squat | 5 x 2", "Squat , 5 x 2", "Squat | 5 x 2"),  # cells of a table
    ],
)
def test_a_plain_line_is_folded_and_leads_back_to_the_line_as_written(line: str, text: str, written: str) -> None:
    made = plain_line(line)
    assert (made.text, made.written(0, len(text))) == (text, written)
    assert len(made.places) == len(text) + 1
