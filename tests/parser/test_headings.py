"""Headings as tables: a line of a post, and the weekdays or the date that head a day there."""

from __future__ import annotations

from itertools import product
from typing import Optional, Union

import pytest

import transforms
from invictus.errors import PostFormatError
from invictus.parser.headings import date_heading_of, heading_of, is_part_of_day, mention_of, numbered_day
from tests.support.posts import week_post

MON, TUE, WED, THU, FRI, SAT, SUN = range(7)

HEADINGS = [
    (line, days)
    for days, lines in [
        # the whole name, the usual short forms, any case
        (MON, "Monday ¦ MONDAY ¦ Mon"),
        (TUE, "Tuesday ¦ tuesday ¦ Tue. ¦ Tues"),
        (WED, "Wednesday ¦ Wed ¦ WEDS."),
        (THU, "Thursday ¦ Thu ¦ Thur ¦ Thurs."),
        (FRI, "Friday ¦ Fri"),
        (SAT, "Saturday ¦ Sat."),
        (SUN, "Sunday ¦ Sun"),
        # marks and signs after it
        (MON, "Monday: ¦ Monday - ¦ Monday. ¦ Monday! ¦ *Monday* ¦ **Monday (Session One)**"),
        (SAT, "Saturday (Session Five)*"),
        (FRI, "Friday 💪 ¦ \u200eFriday ¦ • Friday ¦ Friday • Session Four"),
        # a parenthesis
        (
            MON,
            "Monday (Session One) ¦ MONDAY (SESSION ONE) ¦ Monday (Session One) (Deload) ¦ "
            "Monday (Session One (Deload)) ¦ Monday (Session One ¦ Monday Session One)",
        ),
        (THU, "Thursday (Active Recovery) ¦ Thursday(Rest Day)"),
        (FRI, "Friday [Session Four]"),
        (SAT, "Saturday (optional, but you will be glad you came)"),
        # a dash or a colon and a few words
        (TUE, "Tues. - Session 2 ¦ Tuesday: Rest!"),
        (WED, "Wednesday: Rest Day ¦ Wednesday—“Off”"),
        (SAT, "Saturday – Competition Simulation ¦ Saturday — Competition Simulation ¦ Saturday‐Competition"),
        (THU, "Thursday / Rest"),
        (
            MON,
            "Monday - Heavy Snatch + Clean & Jerk + Squat ¦ "
            "Monday (Session One): Snatch, Pulls, Squats, Presses, Rows and a Long Walk",
        ),
        # AM and PM, two sessions a day
        (FRI, "Friday AM ¦ Friday a.m. ¦ Friday PM (Session Five) ¦ Friday, PM ¦ Friday AM Session"),
        (SAT, "Saturday Morning"),
        (MON, "Monday (AM) - Session 1"),
        # a title with no mark between
        (
            THU,
            "Thursday Rest Day ¦ Thursday, Rest Day ¦ Thursday Rest Day. Walk for 30 minutes, then stretch. ¦ "
            "Thursday (Rest Day): walk, sleep, eat. ¦ Thursday: Rest Day. Walk for 30 minutes, then stretch.",
        ),
        (SUN, "Sunday Off ¦ Sunday: off the blocks"),
        (
            MON,
            "Monday Session One ¦ Monday Session #1 ¦ Monday Workout ¦ Monday’s Session ¦ "
            "Monday – Session One: come rested, eat well and bring straps, tape & chalk",
        ),
        (WED, "Wednesday Active Recovery - Swim"),
        (SAT, "Saturday - Day 5 (Total)"),
        # a line break forgotten
        (MON, "Monday (Session One) Suggested Warm-Up: ¦ Monday – Session One Warm-Up"),
        # a date
        (
            MON,
            "Monday, December 21 ¦ Monday, December 21st, 2020 ¦ Mon. Dec. 21 – Session One ¦ Monday 12/21 ¦ "
            "Monday 12.21.20 ¦ Monday (12/21) ¦ Monday the 21st",
        ),
        # two days under one heading
        (
            (SAT, SUN),
            "Saturday & Sunday ¦ Saturday/Sunday (Rest Days) ¦ Sat and Sun - off ¦ Saturday and Sunday: Rest Days",
        ),
        # a slip of the keyboard, where a session or a rest is named
        (WED, "Wednsday (Session Three) ¦ Wensday: Rest Day ¦ Wednsday"),
        (THU, "Thrusday (Rest Day) ¦ Thrusday Class"),
        (TUE, "Tusday - Session Two"),
        (SAT, "SATERDAY (SESSION FIVE)"),
        (MON, "Moday Session One"),
        (FRI, "Firday Lifting"),
        # the weekday is not the first word
        (
            TUE,
            "Tuesday WOD ¦ Tuesday 8/28 Class ¦ Week 6 of 12, Day 2: Tuesday ¦ Training Day 2 | Tuesday ¦ "
            "Workout for Tuesday",
        ),
        (FRI, "Friday Lifting ¦ 2024-03-01 (Friday) ¦ Friday 10-14"),
        (
            MON,
            "Mon. Strength ¦ Session One (Monday) ¦ Session 1: Monday ¦ Day 1 - Monday ¦ Week 1 Day 1 Monday ¦ "
            "April 1 - Monday ¦ 26 February, Monday",
        ),
        (THU, "D4: Thu ¦ New Year's Day – Thursday ¦ T H U R S D A Y"),
        (WED, "#3 Wednesday ¦ Oct 1 / Wed / Clean Day ¦ ~ Wednesday ~"),
        (SUN, "Optional Sunday"),
        (SAT, "Saturday 9:00 am Team Training"),
        # several days
        ((MON, WED, FRI), "Monday, Wednesday & Friday ¦ Monday/Wednesday/Friday"),
        ((MON, THU), "Monday & Thursday"),
        ((TUE, THU), "Tues/Thurs"),
        ((WED, FRI), "Wednesday & Friday (Session Three)"),
        ((TUE, THU, SAT), "Tuesday, Thursday and Saturday - Accessories"),
        ((SAT, SUN), "Sat/Sun: optional cardio"),
    ]
    for line in lines.split(" ¦ ")
]

SENTENCES = [
    line
    for lines in (
        # typical sentences
        "Saturday is your heavy day, so keep this light. ¦ If you missed Tuesday's session, do it today. ¦ "
        "*Friday and Saturday can be swapped ¦ Sunday Funday row: 5k easy",
        # a weekday that begins a sentence
        "Monday we go heavy. ¦ Monday, we go heavy ¦ Friday and Saturday can be swapped ¦ "
        "Tuesday's numbers plus 5% ¦ Thursday rest, Friday heavy, Saturday off ¦ Sunday off the blocks ¦ "
        "Friday night lights ¦ Saturday or Sunday works ¦ "
        "Wednesday: do what you could not finish on Tuesday night ¦ Friday (optional): row 5k easy. ¦ "
        "Friday: rest as needed, then go again with more ¦ Monday warm-up: same as Friday ¦ "
        "Saturday (Session Five) builds on Tuesday ¦ Tuesday - same as last week. ¦ "
        "Monday (Session One) is the heavy one",
        # advice for several days
        "Monday through Friday: mobility ¦ Monday - Friday: mobility ¦ Mon-Fri: mobility ¦ "
        "Saturday, Sunday and Monday are for travel. ¦ Monday & Thursday: bring your lifting shoes ¦ "
        "Monday & Thursday (light): bring your lifting shoes",
        # words that look like weekdays
        "Mondays are hard ¦ Monday2 ¦ Sunny side up ¦ Sat on a box x 5 ¦ Satisfying doubles ¦ Wedge pull x 5 ¦ "
        "Wednsday we rest ¦ Someday (rest day) ¦ Sundry (rest as needed) ¦ Stretch (rest as needed) ¦ "
        "Swings (session two weights) ¦ Friar's press",
        # a weekday that is not at the beginning
        "Happy Monday ¦ M/F ¦ Rest until Monday ¦ Tuesday: add 5% to each lift ¦ "
        "Use the same weight as Wednesday + 2 kg for 3 x 3 ¦ Testing starts Monday, March 4 ¦ Sunday Funday ¦ "
        "Monday | Tuesday",
        # looks like a heading, but is not one
        " ¦   ¦ * ¦ Monday (one two three four five six seven eight nine ten eleven twelve thirteen)",
    )
    for line in lines.split(" ¦ ")
] + ["Monday (" + "very long title " * 20 + ")", "Monday (" + "x" * 200 + ")"]

# (line, month and day); `10/1` is a heading only if the post has such headings for its days
DATES = [
    (line, day)
    for day, lines in {
        (12, 21): "December 21 ¦ DECEMBER 21ST ¦ Dec. 21, 2020 ¦ Dec 21 2020: ¦ 21 December ¦ 21st Dec. 2020 ¦ 12/21 ¦ "
        "12/21/2020 ¦ 12.21.20 ¦ 21/12 ¦ 2020-12-21 ¦ *12/21* ¦ December 21 (Session One) ¦ 12/21 Monday ¦ "
        "December 21, Monday: Session One",
        (12, 24): "December 24 – Rest Day",
        (10, 1): "10/1",
    }.items()
    for line in lines.split(" ¦ ")
]
NO_DATES = (
    "December 21 is the last day to sign up ¦ December ¦ 21 ¦ 12-21 ¦ 12/21/2020/1 ¦ 12/21 x 3 ¦ 10/1 row ¦ "
    "10/1: 500 meter row ¦ 3/4 Front Squat ¦ 1.5 pood ¦ 5/3/1+ ¦ May 3 lifters share a bar ¦ Marching 8 ¦ "
).split(" ¦ ")


@pytest.mark.parametrize(("line", "weekdays"), HEADINGS)
def test_a_day_heading_is_a_weekday_or_several_with_a_short_title(
    line: str, weekdays: Union[int, tuple[int, ...]]
) -> None:
    heading = heading_of(line)
    assert heading and heading.weekdays == ((weekdays,) if isinstance(weekdays, int) else weekdays)


@pytest.mark.parametrize("line", SENTENCES)
def test_a_sentence_about_a_weekday_is_not_a_heading(line: str) -> None:
    assert heading_of(line) is None


@pytest.mark.parametrize(("line", "day"), DATES)
def test_a_date_heading_is_a_date_with_at_most_a_weekday_and_a_title(line: str, day: tuple[int, int]) -> None:
    written = date_heading_of(line)
    assert written and written[:2] == day


@pytest.mark.parametrize("line", [*NO_DATES, *SENTENCES])
def test_a_line_that_says_more_than_a_date_is_not_a_date_heading(line: str) -> None:
    assert date_heading_of(line) is None


@pytest.mark.parametrize(
    ("line", "mention"),  # its weekdays, whether it is nearly a heading, whether it names one of several days
    [
        ("Squat Wednesday", ((WED,), False, False)),
        ("Good Friday, April 3", ((FRI,), True, False)),
        ("Easter Sunday – Rest", ((SUN,), True, False)),
        ("Saturday or Sunday", ((SAT, SUN), False, True)),
        ("Friday, you made it", ((FRI,), False, False)),
        ("Thursday we rest", None),
        ("Sun Salutations", None),
        ("Thursday rest, Friday heavy, Saturday off", None),
        ("Same load as Friday", None),
        ("Back Squat 5 x 3 as on Friday", None),
        ("Meet at the gym by noon on Saturday", None),
    ],
)
def test_a_short_line_that_names_a_weekday_may_begin_a_day(line: str, mention: object) -> None:
    found = mention_of(line)
    assert (found and (found.weekdays, found.is_likely, "O" in found.kinds)) == mention


@pytest.mark.parametrize(
    ("line", "heads"),
    [
        *[("PM", True), ("Afternoon Session", True), ("Performance:", True)],
        *[("Session Two", False), ("Friday PM", False)],
        ("PM " + "9" * 2000, False),  # no key of DynamoDB is so long
    ],
)
def test_a_part_of_a_day_is_headed_by_its_time_or_its_athletes(line: str, heads: bool) -> None:
    assert is_part_of_day(line) == heads


@pytest.mark.parametrize(
    ("line", "heads"),
    [("Day 1", True), ("Week 2, Day Two: Squats", True), ("Session 2", False), ("Day 3 of the squat cycle", False)],
)
def test_a_day_may_be_headed_by_its_number_alone(line: str, heads: bool) -> None:
    assert numbered_day(line) == heads


# Odd headings in a post: the right day, or a refusal that names the line

WEEKDAY_NAMES = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]
ODD_HEADINGS = [line for line, weekdays in HEADINGS if weekdays == WED] + [
    *("Squat Wednesday", "Wednesday Snatch", "Happy Wednesday!", "Wednesday, we are halfway", "Wednesday or Thursday"),
    *("On Wednesday", "March 10", "3/10/21", "Weightlifting Wednesday", "Wednesdays", "Wednesday: the big one"),
    *("Hump Day", "Wednesday: Zercher Squat 2 x 2"),
]
TEXT_OF_A_DAY = [line for line in SENTENCES if "Wednesday" not in line and 2 < len(line.split()) < 15]
LETTERED = ["A.", "Clean 5 x 3 @ 71%", "Rest 2 minutes", "B.", "Row 500 meters"]
UNLETTERED = ["Clean 5 x 3 @ 71%", "Rest 2 minutes", "Plank 3 x 30 seconds"]
MARKUPS = [
    lambda lines: "".join(f"<p>{line}</p>" for line in lines),
    lambda lines: f"<p>{'<br />'.join(lines)}</p>",
]


@pytest.mark.parametrize("odd", ODD_HEADINGS)
def test_training_below_an_odd_heading_is_on_its_day_or_the_post_is_refused_by_that_line(odd: str) -> None:
    for markup, training in product(MARKUPS, (LETTERED, UNLETTERED)):
        if odd == "Hump Day" and training is UNLETTERED:  # it names no day at all
            continue
        days = [[name, *training] for name in ("Monday", "Tuesday")]
        days += [[odd, "A.", "Zercher Squat 2 x 2"] if training is LETTERED else [odd, "Zercher Squat 2 x 2"]]
        days += [[name, *training] for name in ("Friday", "Saturday")]
        try:
            records = transforms.read_post(week_post(html="".join(map(markup, days))))
        except PostFormatError as refusal:
            assert repr(odd) in str(refusal)
        else:
            (record,) = [record for record in records if "Zercher" in record["notes"] + record["segment_a"]]
            assert record["date"] == "2021-03-10"


@pytest.mark.parametrize("text", TEXT_OF_A_DAY)
def test_a_sentence_that_names_a_weekday_stays_in_its_day(text: str) -> None:
    for markup, training in product(MARKUPS, (LETTERED, UNLETTERED)):
        days = [
            [name, *training[:2], *([text] if name == "Wednesday" else []), *training[2:]] for name in WEEKDAY_NAMES
        ]
        records = transforms.read_post(week_post(html="".join(map(markup, days))))
        assert [record["session"] for record in records] == WEEKDAY_NAMES


TWO_ROUNDS = "<p>Monday</p><p>A. Snatch 5 x 2</p><p>{}</p><p>A. Clean 5 x 2</p><p>{}</p><p>A. Row</p>"


@pytest.mark.parametrize(
    ("above", "after", "sessions"),
    [
        ("Session 2", "Tuesday", ["Monday", "Session 2", "Tuesday"]),  # no day is missing
        ("Performance:", "Friday", ["Monday", "Performance:", "Friday"]),
        ("Then take one of these two, as you like:", "Tuesday", ["Monday", "Tuesday"]),
        ("Session 2", "Wednesday", None),  # it may be Tuesday's
        ("Hump Day", "Friday", None),
    ],
)
def test_letters_that_begin_anew_are_a_session_of_that_day_or_refused(
    above: str, after: str, sessions: Optional[list[str]]
) -> None:
    post = week_post(html=TWO_ROUNDS.format(above, after))
    if sessions is None:
        with pytest.raises(PostFormatError, match=above):
            transforms.read_post(post)
    else:
        assert [record["session"] for record in transforms.read_post(post)] == sessions


@pytest.mark.parametrize("struck", ["<s>Tuesday</s>", "<s>Tuesday (Session Two)</s>"])
def test_a_struck_out_heading_is_refused_unless_its_lines_are_struck_out_too(struck: str) -> None:
    with pytest.raises(PostFormatError, match=r"'\[struck out: Tuesday.*is struck out"):
        transforms.read_post(week_post(html=TWO_ROUNDS.format(struck, "Friday")))
    with pytest.raises(PostFormatError, match=r"'\[struck out: Tuesday.*is struck out"):
        transforms.read_post(week_post(html=f"<p>{struck}</p><p>A. Snatch</p><p>Friday</p><p>A. Row</p>"))
    whole = f"<p>Monday</p><p>A. Snatch</p><p>{struck}</p><p><s>A. Clean</s></p><p>Friday</p><p>A. Row</p>"
    assert [record["session"] for record in transforms.read_post(week_post(html=whole))] == ["Monday", "Friday"]


MONDAY, WEDNESDAY, FRIDAY = "Monday: Squat 5 x 5", "Wednesday - 5k run", "Day 3 - Friday: Clean 5 x 3"


@pytest.mark.parametrize(
    ("lines", "dates"),
    [
        ([MONDAY, WEDNESDAY, FRIDAY], ["2021-03-08", "2021-03-10", "2021-03-12"]),
        (["Sunday: Row 500 m", MONDAY, FRIDAY], ["2021-03-14", "2021-03-08", "2021-03-12"]),
        ([MONDAY, "Tuesday: Rest", FRIDAY, "Friday PM: Row 500 m"], ["2021-03-08", "2021-03-09", *["2021-03-12"] * 2]),
        (["Monday", "A. Row", "Tuesday: Jerk 5 x 5", FRIDAY], ["2021-03-08", "2021-03-09", "2021-03-12"]),
        # what comes of an overview of the week: the days have headings
        ([MONDAY, FRIDAY, "Monday", "A. Squat 5 x 5", "Friday", "A. Clean 5 x 3"], ["2021-03-08", "2021-03-12"]),
    ],
)
def test_days_in_one_line_each_are_read(lines: list[str], dates: list[str]) -> None:
    post = week_post(html="".join(f"<p>{line}</p>" for line in lines))
    assert [record["date"] for record in transforms.read_post(post)] == dates


@pytest.mark.parametrize(
    ("lines", "refused"),
    [
        ([FRIDAY, MONDAY, WEDNESDAY], MONDAY),
        ([WEDNESDAY, FRIDAY, MONDAY], MONDAY),
        ([MONDAY, FRIDAY, WEDNESDAY], WEDNESDAY),
        (["Monday", "A. Row", "Tuesday: Squat 5 x 5"], "Tuesday: Squat 5 x 5"),
    ],
)
def test_days_in_one_line_are_refused_out_of_order_and_alone(lines: list[str], refused: str) -> None:
    with pytest.raises(PostFormatError, match=refused):
        transforms.read_post(week_post(html="".join(f"<p>{line}</p>" for line in lines)))
