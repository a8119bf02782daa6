"""What a line is, as tables: the line of a post, and how it must be read."""

from __future__ import annotations

import pytest

from invictus.parser.line_rules import date_of, label_of, opens, warm_up_text, weekday_of

MON, TUE, WED, THU, FRI, SAT, SUN = range(7)

HEADINGS = [
    # the whole name, the usual short forms, any case
    ("Monday", MON),
    ("Tuesday", TUE),
    ("Wednesday", WED),
    ("Thursday", THU),
    ("Friday", FRI),
    ("Saturday", SAT),
    ("Sunday", SUN),
    ("MONDAY", MON),
    ("tuesday", TUE),
    ("Mon", MON),
    ("Tue.", TUE),
    ("Tues", TUE),
    ("Wed", WED),
    ("WEDS.", WED),
    ("Thu", THU),
    ("Thur", THU),
    ("Thurs.", THU),
    ("Fri", FRI),
    ("Sat.", SAT),
    ("Sun", SUN),
    # marks and signs after it
    ("Monday:", MON),
    ("Monday -", MON),
    ("Monday.", MON),
    ("Monday!", MON),
    ("*Monday*", MON),
    ("**Monday (Session One)**", MON),
    ("Saturday (Session Five)*", SAT),
    ("Friday 💪", FRI),
    ("\u200eFriday", FRI),
    ("• Friday", FRI),
    ("Friday • Session Four", FRI),
    # a parenthesis
    ("Monday (Session One)", MON),
    ("MONDAY (SESSION ONE)", MON),
    ("Thursday (Active Recovery)", THU),
    ("Thursday(Rest Day)", THU),
    ("Friday [Session Four]", FRI),
    ("Monday (Session One) (Deload)", MON),
    ("Monday (Session One (Deload))", MON),
    ("Monday (Session One", MON),  # never closed
    ("Monday Session One)", MON),  # never opened
    ("Saturday (optional, but you will be glad you came)", SAT),
    # a dash or a colon and a few words
    ("Tues. - Session 2", TUE),
    ("Wednesday: Rest Day", WED),
    ("Saturday – Competition Simulation", SAT),
    ("Saturday — Competition Simulation", SAT),
    ("Saturday‐Competition", SAT),
    ("Wednesday—“Off”", WED),
    ("Thursday / Rest", THU),
    ("Monday - Heavy Snatch + Clean & Jerk + Squat", MON),
    ("Tuesday: Rest!", TUE),
    ("Monday (Session One): Snatch, Pulls, Squats, Presses, Rows and a Long Walk", MON),
    # AM and PM, two sessions a day
    ("Friday AM", FRI),
    ("Friday a.m.", FRI),
    ("Friday PM (Session Five)", FRI),
    ("Friday, PM", FRI),
    ("Friday AM Session", FRI),
    ("Saturday Morning", SAT),
    ("Monday (AM) - Session 1", MON),
    # a title with no mark between
    ("Thursday Rest Day", THU),
    ("Thursday, Rest Day", THU),
    ("Sunday Off", SUN),
    ("Monday Session One", MON),
    ("Monday Session #1", MON),
    ("Monday Workout", MON),
    ("Monday’s Session", MON),
    ("Wednesday Active Recovery - Swim", WED),
    ("Thursday Rest Day. Walk for 30 minutes, then stretch.", THU),
    ("Thursday (Rest Day): walk, sleep, eat.", THU),
    ("Thursday: Rest Day. Walk for 30 minutes, then stretch.", THU),
    ("Monday – Session One: come rested, eat well and bring straps, tape & chalk", MON),
    ("Saturday - Day 5 (Total)", SAT),
    ("Sunday: off the blocks", SUN),
    # a line break forgotten
    ("Monday (Session One) Suggested Warm-Up:", MON),
    ("Monday – Session One Warm-Up", MON),
    # a date
    ("Monday, December 21", MON),
    ("Monday, December 21st, 2020", MON),
    ("Mon. Dec. 21 – Session One", MON),
    ("Monday 12/21", MON),
    ("Monday 12.21.20", MON),
    ("Monday (12/21)", MON),
    ("Monday the 21st", MON),
    # two days under one heading
    ("Saturday & Sunday", SAT),
    ("Saturday/Sunday (Rest Days)", SAT),
    ("Sat and Sun - off", SAT),
    ("Saturday and Sunday: Rest Days", SAT),
    # a slip of the keyboard, where a session or a rest is named
    ("Wednsday (Session Three)", WED),
    ("Wensday: Rest Day", WED),
    ("Thrusday (Rest Day)", THU),
    ("Tusday - Session Two", TUE),
    ("SATERDAY (SESSION FIVE)", SAT),
    ("Moday Session One", MON),
]

SENTENCES = [
    # typical sentences
    "Saturday is your heavy day, so keep this light.",
    "If you missed Tuesday's session, do it today.",
    "*Friday and Saturday can be swapped",
    "Sunday Funday row: 5k easy",
    # a weekday that begins a sentence
    "Monday we go heavy.",
    "Monday, we go heavy",
    "Friday and Saturday can be swapped",
    "Tuesday's numbers plus 5%",
    "Thursday rest, Friday heavy, Saturday off",
    "Sunday off the blocks",
    "Friday night lights",
    "Saturday or Sunday works",
    "Wednesday: do what you could not finish on Tuesday night",
    "Friday (optional): row 5k easy.",
    "Friday: rest as needed, then go again with more",
    "Monday warm-up: same as Friday",
    "Saturday (Session Five) builds on Tuesday",
    "Tuesday - same as last week.",
    "Monday (Session One) is the heavy one",
    # advice for several days
    "Monday through Friday: mobility",
    "Monday - Friday: mobility",
    "Mon-Fri: mobility",
    "Saturday, Sunday and Monday are for travel.",
    "Monday, Wednesday & Friday",
    "Monday & Thursday: bring your lifting shoes",
    "Sat/Sun: optional cardio",
    "Monday & Thursday (light): bring your lifting shoes",
    # words that look like weekdays
    "Mondays are hard",
    "Monday2",
    "Sunny side up",
    "Sat on a box x 5",
    "Satisfying doubles",
    "Wedge pull x 5",
    "Wednsday",
    "Wednsday we rest",
    "Someday (rest day)",
    "Sundry (rest as needed)",
    "Stretch (rest as needed)",
    "Swings (session two weights)",
    "Friar's press",
    "M/W/F",
    # a weekday that is not at the beginning
    "Happy Monday",
    "Session One (Monday)",
    "Monday | Tuesday",  # a table's head row: no day is below the other's
    # no heading, however it looks
    "",
    " ",
    "*",
    "Monday (" + "very long title " * 20 + ")",
    "Monday (" + "x" * 200 + ")",  # no name for a session, nor for a key
    "Monday (one two three four five six seven eight nine ten eleven twelve thirteen)",
]

# (line, month and day)
DATES = [
    ("December 21", (12, 21)),
    ("DECEMBER 21ST", (12, 21)),
    ("Dec. 21, 2020", (12, 21)),
    ("Dec 21 2020:", (12, 21)),
    ("21 December", (12, 21)),
    ("21st Dec. 2020", (12, 21)),
    ("12/21", (12, 21)),
    ("12/21/2020", (12, 21)),
    ("12.21.20", (12, 21)),
    ("21/12", (12, 21)),
    ("*12/21*", (12, 21)),
    ("December 21 (Session One)", (12, 21)),
    ("December 24 – Rest Day", (12, 24)),
    ("12/21 Monday", (12, 21)),
    ("December 21, Monday: Session One", (12, 21)),
    ("10/1", (10, 1)),  # a heading only if the post has such headings for its days
]
NO_DATES = [
    "December 21 is the last day to sign up",
    "December",
    "21",
    "12-21",
    "12/21/2020/1",
    "12/21 x 3",
    "10/1 row",
    "10/1: 500 meter row",
    "3/4 Front Squat",
    "1.5 pood",
    "5/3/1+",
    "May 3 lifters share a bar",
    "Marching 8",
    "",
]

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
    # no label
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


@pytest.mark.parametrize(("line", "weekday"), HEADINGS)
def test_a_day_heading_is_a_weekday_with_at_most_a_short_title(line, weekday):
    assert weekday_of(line) == weekday


@pytest.mark.parametrize("line", SENTENCES)
def test_a_sentence_about_a_weekday_is_no_heading(line):
    assert weekday_of(line) is None


@pytest.mark.parametrize(("line", "day"), DATES)
def test_a_date_heading_is_a_date_with_at_most_a_weekday_and_a_title(line, day):
    assert date_of(line) == day


@pytest.mark.parametrize("line", [*NO_DATES, *SENTENCES])
def test_a_line_that_says_more_than_a_date_is_no_date_heading(line):
    assert date_of(line) is None


@pytest.mark.parametrize(("line", "last", "label"), LABELS)
def test_a_label_is_a_capital_and_a_mark_in_ascending_order(line, last, label):
    assert label_of(line, last) == label


@pytest.mark.parametrize(("line", "text"), WARM_UPS)
def test_a_warm_up_label_is_alone_or_has_its_text_after_a_mark(line, text):
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
def test_a_line_tells_which_field_it_may_open(line, fields):
    assert opens(line) == fields
