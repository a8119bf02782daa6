"""Labels as tables: a line of a post, and the segment or the warm-up that it begins."""

from __future__ import annotations

from typing import Optional

import pytest

from invictus.parser.labels import label_of, opens, warm_up_text
from invictus.shapes import Json

# (line, the session's letter so far, letter and text)
LABELS = [
    # each mark
    ("A.", "", ("A", "")),
    ("A)", "", ("A", "")),
    ("A:", "", ("A", "")),
    ("A –", "", ("A", "")),
    ("A —", "", ("A", "")),
    ("A-", "", ("A", "")),
    ("A.)", "", ("A", "")),
    ("A..", "", ("A", "")),
    ("A. Back Squat", "", ("A", "Back Squat")),
    ("B) Back Squat", "A", ("B", "Back Squat")),
    ("C: back squat", "B", ("C", "back squat")),
    ("D – Back Squat", "C", ("D", "Back Squat")),
    ("E- Back Squat", "D", ("E", "Back Squat")),
    ("A. 5 x 5", "", ("A", "5 x 5")),
    ("A. B. C.", "", ("A", "B. C.")),
    ("\u200eA. Snatch", "", ("A", "Snatch")),
    ("• A. Snatch", "", ("A", "Snatch")),
    ("\uf0b7 A. Snatch", "", ("A", "Snatch")),
    ("A . Snatch", "", ("A", "Snatch")),
    ("A :", "", ("A", "")),
    # in a parenthesis
    ("(A)", "", ("A", "")),
    ("(A) Back Squat", "", ("A", "Back Squat")),
    ("(B): Back Squat", "A", ("B", "Back Squat")),
    ("(C) – Back Squat", "B", ("C", "Back Squat")),
    ("(C)Back Squat", "B", ("C", "Back Squat")),
    ("(A)3 sets", "", ("A", "3 sets")),
    ("(B) | Back Squat | 5 x 5", "A", ("B", "Back Squat | 5 x 5")),
    ("(A) again", "A", None),
    ("(A1) Bench Press", "", ("A", "(A1) Bench Press")),
    ("(A2) Barbell Row", "A", None),
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
    ("D. Starts with D", "", None),
    ("D. Three letters on", "A", ("D", "Three letters on")),
    ("E. Four letters on", "A", None),
    ("A. again", "A", None),
    ("B. going back", "C", None),
    ("C.", "C", None),
    # pairs belong to their letter and stay whole
    ("A1.", "", ("A", "A1.")),
    ("A1. Bench Press", "", ("A", "A1. Bench Press")),
    ("A2. Barbell Row", "A", None),
    ("B1) Push-Ups", "A", ("B", "B1) Push-Ups")),
    ("B1: Push-Ups", "A", ("B", "B1: Push-Ups")),
    ("B1 – Push-Ups", "A", ("B", "B1 – Push-Ups")),
    ("A.1 Bench Press", "", ("A", "A.1 Bench Press")),
    ("A.1. Bench Press", "", ("A", "A.1. Bench Press")),
    ("A-1: Bench Press", "", ("A", "A-1: Bench Press")),
    ("A.5% more", "", None),
    ("A.10 Snatches", "", ("A", "A.10 Snatches")),
    # not a label
    ("A", "", None),
    ("A Back Squat", "", None),
    ("A warm bar is a happy bar", "", None),
    ("AB. Squat", "", None),
    ("a. Squat", "", None),
    ("(a) Squat", "", None),
    ("(A Squat)", "", None),
    ("(AB) Squat", "", None),
    ("(E)ach side", "D", None),
    ("(K) Two letters too far", "A", None),
    ("(A1 to A3) unbroken", "", None),
    ("1. Squat", "", None),
    ("V-Ups x 30", "", None),
    ("V-Ups x 30", "U", None),
    ("T-Bar Row", "S", None),
    ("A-Frame Walk", "", None),
    ("A.M. lifters: add a minute", "", None),
    ("E.M.O.M. 10", "D", None),
    ("C2 Rower, 500 meters", "B", None),
    ("B&C are optional", "A", None),
    ("B/C", "A", None),
    ("A: 30 seconds", "", ("A", "30 seconds")),
    ("A:30 seconds", "", None),
    ("L: 30 seconds", "C", None),
    ("X. marks the spot", "A", None),
    ("I need you fresh", "H", None),
    ("Plan B: go home", "A", None),
    ("Ä. Squat", "", None),
    ("", "", None),
]

# (line, the text after the label: "" if it is alone, None if the line has none)
WARM_UPS = [
    ("Suggested Warm-Up", ""),
    ("Suggested Warm-Up:", ""),
    ("Warm-Up", ""),
    ("Warm Up", ""),
    ("Warmup", ""),
    ("WARM UP:", ""),
    ("warm-up", ""),
    ("Warm–Up", ""),
    ("Warm‐Up —", ""),
    ("Suggested Warm-Ups:", ""),
    ("Recommended Warm-Up", ""),
    ("Barbell Warm-Up:", ""),
    ("Suggested Barbell Warm-Up:", ""),
    ("Suggested Warm-Up: 3 Rounds", "3 Rounds"),
    ("Warmup – Row 500m", "Row 500m"),
    ("Warm-Up. Row 500m", "Row 500m"),
    ("Warm-Up (10 minutes)", "(10 minutes)"),
    ("Warm-Up 2 rounds: Inchworms", "2 rounds: Inchworms"),
    ("\u200eWarm-Up: Row", "Row"),
    ("• Warm-Up: Row", "Row"),
    ("Warm-up sets: 3 x 5", None),
    ("Warm-up with the empty bar", None),
    ("Warm up well today.", None),
    ("Warm-Upper body", None),
    ("Warm-up-set", None),
    ("Use this as a warm-up.", None),
    ("Snatch Warm-Up", None),
    ("Your own warm-up:", None),
    ("Lukewarm-up", None),
    ("", None),
]


@pytest.mark.parametrize(("line", "last", "label"), LABELS)
def test_a_label_is_a_capital_and_a_mark_in_ascending_order(
    line: str, last: str, label: Optional[tuple[str, str]]
) -> None:
    assert label_of(line, last) == label


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
