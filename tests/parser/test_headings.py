"""Headings as tables: a line of a post, and the weekday or the date that heads a day there."""

from __future__ import annotations

import pytest

from invictus.parser.line_rules import date_of, weekday_of

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
    # looks like a heading, but is not one
    "",
    " ",
    "*",
    "Monday (" + "very long title " * 20 + ")",
    "Monday (" + "x" * 200 + ")",  # not a name for a session or a key
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


@pytest.mark.parametrize(("line", "weekday"), HEADINGS)
def test_a_day_heading_is_a_weekday_with_at_most_a_short_title(line: str, weekday: int) -> None:
    assert weekday_of(line) == weekday


@pytest.mark.parametrize("line", SENTENCES)
def test_a_sentence_about_a_weekday_is_not_a_heading(line: str) -> None:
    assert weekday_of(line) is None


@pytest.mark.parametrize(("line", "day"), DATES)
def test_a_date_heading_is_a_date_with_at_most_a_weekday_and_a_title(line: str, day: tuple[int, int]) -> None:
    assert date_of(line) == day


@pytest.mark.parametrize("line", [*NO_DATES, *SENTENCES])
def test_a_line_that_says_more_than_a_date_is_not_a_date_heading(line: str) -> None:
    assert date_of(line) is None
