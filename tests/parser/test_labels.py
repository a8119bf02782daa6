"""Labels as tables: a line of a post, and the segment or the warm-up that it begins."""

from __future__ import annotations

from typing import Optional

import pytest

from invictus.parser.labels import label_of, opens, warm_up_text
from invictus.shapes import Json

# (line, the session's letter so far, letter and text)
LABELS = [
    # each mark
    *((line, "", ("A", "")) for line in "A. ¦ A) ¦ A: ¦ A – ¦ A — ¦ A- ¦ A.) ¦ A.. ¦ A : ¦ (A)".split(" ¦ ")),
    *(
        (line, "", ("A", "Snatch"))
        for line in "\u200eA. Snatch ¦ • A. Snatch ¦ \uf0b7 A. Snatch ¦ A . Snatch".split(" ¦ ")
    ),
    ("A. Back Squat", "", ("A", "Back Squat")),
    ("B) Back Squat", "A", ("B", "Back Squat")),
    ("C: back squat", "B", ("C", "back squat")),
    ("D – Back Squat", "C", ("D", "Back Squat")),
    ("E- Back Squat", "D", ("E", "Back Squat")),
    ("A. 5 x 5", "", ("A", "5 x 5")),
    ("A. B. C.", "", ("A", "B. C.")),
    # in a parenthesis
    ("(A) Back Squat", "", ("A", "Back Squat")),
    ("(B): Back Squat", "A", ("B", "Back Squat")),
    ("(C) – Back Squat", "B", ("C", "Back Squat")),
    ("(C)Back Squat", "B", ("C", "Back Squat")),
    ("(A)3 sets", "", ("A", "3 sets")),
    ("(B) | Back Squat | 5 x 5", "A", ("B", "Back Squat | 5 x 5")),
    ("(A1) Bench Press", "", ("A", "(A1) Bench Press")),
    # text glued to the mark
    ("A.Back Squat", "", ("A", "Back Squat")),
    ("A.EMOM 10", "", ("A", "EMOM 10")),
    ("A.(Clean + Jerk) x 1", "", ("A", "(Clean + Jerk) x 1")),
    ("A.*Stay light", "", ("A", "*Stay light")),
    ("A)3 sets", "", ("A", "3 sets")),
    # in a table row
    ("B. | Back Squat | 5 x 5", "A", ("B", "Back Squat | 5 x 5")),
    # ascending, letters passed over, up to Z
    ("B.", "A", ("B", "")),
    ("C.", "A", ("C", "")),
    ("K. Write it down", "J", ("K", "Write it down")),
    ("Z.", "Y", ("Z", "")),
    ("C. Starts with C", "", ("C", "Starts with C")),
    ("D. Three letters on", "A", ("D", "Three letters on")),
    # pairs belong to their letter and stay whole
    ("A1.", "", ("A", "A1.")),
    ("A1. Bench Press", "", ("A", "A1. Bench Press")),
    ("B1) Push-Ups", "A", ("B", "B1) Push-Ups")),
    ("B1: Push-Ups", "A", ("B", "B1: Push-Ups")),
    ("B1 – Push-Ups", "A", ("B", "B1 – Push-Ups")),
    ("A.1 Bench Press", "", ("A", "A.1 Bench Press")),
    ("A.1. Bench Press", "", ("A", "A.1. Bench Press")),
    ("A-1: Bench Press", "", ("A", "A-1: Bench Press")),
    ("A.10 Snatches", "", ("A", "A.10 Snatches")),
    ("A: 30 seconds", "", ("A", "30 seconds")),
]

# no labels, by the session's letter so far
NO_LABELS = [
    (line, last)
    for last, lines in {
        "A": "(A) again ¦ (A2) Barbell Row ¦ E. Four letters on ¦ A. again ¦ A2. Barbell Row ¦ (K) Two letters too"
        " far ¦ B&C are optional ¦ B/C ¦ X. marks the spot ¦ Plan B: go home",
        "": "D. Starts with D ¦ A.5% more ¦ A ¦ A Back Squat ¦ A warm bar is a happy bar ¦ AB. Squat ¦ a. Squat ¦"
        " (a) Squat ¦ (A Squat) ¦ (AB) Squat ¦ (A1 to A3) unbroken ¦ 1. Squat ¦ V-Ups x 30 ¦ A-Frame Walk ¦ "
        "A.M. lifters: add a minute ¦ A:30 seconds ¦ Ä. Squat ¦ ",
        "C": "B. going back ¦ C. ¦ L: 30 seconds",
        "D": "(E)ach side ¦ E.M.O.M. 10",
        "U": "V-Ups x 30",
        "S": "T-Bar Row",
        "B": "C2 Rower, 500 meters",
        "H": "I need you fresh",
    }.items()
    for line in lines.split(" ¦ ")
]

# (line, the text after the label: "" if it is alone, None if the line has none)
WARM_UPS = [
    *(
        (line, "")
        for line in (
            "Suggested Warm-Up ¦ Suggested Warm-Up: ¦ Warm-Up ¦ Warm Up ¦ Warmup ¦ WARM UP: ¦ warm-up ¦ Warm–Up ¦ "
            "Warm‐Up — ¦ Suggested Warm-Ups: ¦ Recommended Warm-Up ¦ Barbell Warm-Up: ¦ Suggested Barbell Warm-Up:"
        ).split(" ¦ ")
    ),
    ("Suggested Warm-Up: 3 Rounds", "3 Rounds"),
    ("Warmup – Row 500m", "Row 500m"),
    ("Warm-Up. Row 500m", "Row 500m"),
    ("Warm-Up (10 minutes)", "(10 minutes)"),
    ("Warm-Up 2 rounds: Inchworms", "2 rounds: Inchworms"),
    ("\u200eWarm-Up: Row", "Row"),
    ("• Warm-Up: Row", "Row"),
    *(
        (line, None)
        for line in (
            "Warm-up sets: 3 x 5 ¦ Warm-up with the empty bar ¦ Warm up well today. ¦ Warm-Upper body ¦ Warm-up-"
            "set ¦ Use this as a warm-up. ¦ Snatch Warm-Up ¦ Your own warm-up: ¦ Lukewarm-up ¦ "
        ).split(" ¦ ")
    ),
]


@pytest.mark.parametrize(("line", "last", "label"), LABELS)
def test_a_label_is_a_capital_and_a_mark_in_ascending_order(
    line: str, last: str, label: Optional[tuple[str, str]]
) -> None:
    assert label_of(line, last) == label


@pytest.mark.parametrize(("line", "last"), NO_LABELS)
def test_other_lines_have_no_label(line: str, last: str) -> None:
    assert label_of(line, last) is None


@pytest.mark.parametrize(("line", "text"), WARM_UPS)
def test_a_warm_up_label_is_alone_or_has_its_text_after_a_mark(line: str, text: Optional[str]) -> None:
    assert warm_up_text(line) == text


@pytest.mark.parametrize(
    ("line", "fields"),
    [
        ("A.", {"segment_a": ""}),
        ("Z. Squat", {"segment_z": "Squat"}),
        ("B2. Row", {"segment_b": "B2. Row"}),
        ("Warm-Up: Row", {"warm_up": "Row"}),
        ("Row", {}),
    ],
)
def test_a_line_tells_which_field_it_may_open(line: str, fields: Json) -> None:
    assert opens(line) == fields
