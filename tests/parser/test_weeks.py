"""Which week and which programme a post is for, as tables: title, slug, date of posting -> what must come out."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Optional

import pytest

from invictus.parser.weeks import Week, named_by, session_dates, week_around

MON, TUE, WED, THU, FRI, SAT, SUN = range(7)
PROGRAM = "5-day-weightlifting-program"


def day(text: str) -> date:
    return date(*map(int, text.split("-")))


# The dates as they are written, the post's own date, and the week that is meant. Each is tried in the title alone and
# in the slug alone, as WordPress makes a slug of it.
WRITTEN = [
    (written, *dates)
    for dates, many in [
        # the forms of ten years
        (
            ("2020-12-20", "2020-12-21", "2020-12-27"),
            "December 21-27, 2020 ¦ December 21 – 27, 2020 ¦ December 21-December 27, 2020 ¦ "
            "December 21, 2020 - December 27, 2020 ¦ December 21-27 ¦ Dec 21-27 ¦ Dec. 21st – Dec. 27th ¦ "
            "December 21 to 27 ¦ December 21st through December 27th, 2020 ¦ DECEMBER 21 THRU 27 ¦ "
            "Week of December 21 ¦ Week of Monday, December 21, 2020 ¦ Monday, December 21 - Sunday, December 27 ¦ "
            "Mon Dec 21 to Sun Dec 27 2020 ¦ Week 3: December 21-27, 2020 ¦ "
            "December 21, 2020 - 5 Day Weightlifting Program ¦ December 21 - 5 Day Weightlifting Program",
        ),
        (("2021-09-05", "2021-09-06", "2021-09-12"), "September 6-12 ¦ Sept. 6-12 ¦ Sep 6-12"),
        # the day first
        (
            ("2020-12-15", "2020-12-21", "2020-12-27"),
            "21 - 27 December ¦ 21-27 December 2020 ¦ 21st to 27th Dec. 2020 ¦ 21 December - 27 December 2020 ¦ "
            "21 December 2020 - 27 December 2020 ¦ Monday 21 December to Sunday 27 December",
        ),
        (
            ("2020-12-22", "2020-12-28", "2021-01-03"),
            "28 December - 3 January ¦ 28 December 2020 - 3 January 2021 ¦ 28 - 3 January",
        ),
        # in numbers
        (
            ("2020-12-15", "2020-12-21", "2020-12-27"),
            "21 December 2020 ¦ Week 3: 21 - 27 December ¦ Week 20: December 21 - December 27 ¦ "
            "12/21/2020 - 12/27/2020 ¦ 12/21/2020 – 12/27/2020 ¦ 12/21 - 12/27 ¦ 12.21 - 12.27 ¦ 12/21 to 12/27",
        ),
        (("2020-12-22", "2020-12-28", "2021-01-03"), "12/28 - 1/3 ¦ 12/28/2020 - 1/3/2021"),
        (
            ("2020-12-15", "2020-12-21", "2020-12-27"),
            "21/12/2020 - 27/12/2020 ¦ 21.12. - 27.12. ¦ 12/21/2020 ¦ 2020-12-21 - 2020-12-27",
        ),
        # the week of a day
        (
            ("2020-12-15", "2020-12-21", "2020-12-27"),
            "Week of 12/21 ¦ Week of 12/21/2020 ¦ Week of 12.21 ¦ Week of 21 December ¦ Week of the 21st ¦ "
            "Week of Monday the 21st ¦ For the Week of Dec. 21st",
        ),
        # shorter than a week, longer than a week, beginning on another day
        (("2020-12-20", "2020-12-21", "2020-12-25"), "December 21-25, 2020"),
        (("2020-12-20", "2020-12-20", "2020-12-26"), "December 20-26, 2020"),
        (("2021-06-09", "2021-06-10", "2021-06-16"), "June 10-16, 2021"),
        (("2020-12-06", "2020-12-07", "2020-12-20"), "December 7-20, 2020"),
        (("2020-12-06", "2020-12-07", "2020-12-13"), "December 7-27, 2020"),  # three weeks are no training week
        (("2020-12-20", "2020-12-27", "2021-01-02"), "December 27-21, 2020"),
        # a month's end
        (
            ("2020-11-29", "2020-11-30", "2020-12-06"),
            "November 30-December 6, 2020 ¦ November 30-December 6 ¦ Nov 30-Dec 6 ¦ November 30-6, 2020",
        ),
        (("2021-02-21", "2021-02-22", "2021-02-28"), "February 22-28, 2021"),
        # a year's end
        (
            ("2020-12-27", "2020-12-28", "2021-01-03"),
            "December 28, 2020-January 3, 2021 ¦ December 28-January 3, 2021 ¦ December 28-January 3 ¦ December 28-3",
        ),
        (("2021-01-01", "2020-12-28", "2021-01-03"), "Dec. 28 - Jan. 3"),  # posted late, in the new year
        (("2020-12-31", "2021-01-04", "2021-01-10"), "January 4-10"),  # posted early, in the old one
        # a leap day
        (("2020-02-23", "2020-02-24", "2020-03-01"), "February 24-March 1, 2020"),
        (("2020-02-28", "2020-02-29", "2020-03-06"), "February 29-March 6, 2020 ¦ February 29-March 6"),
        # the clocks change: 14 March and 7 November 2021
        (("2021-03-07", "2021-03-08", "2021-03-14"), "March 8-14, 2021"),
        (("2021-10-31", "2021-11-01", "2021-11-07"), "November 1-7"),
        # a wrong year, and one that is right though it looks odd
        (("2021-01-03", "2021-01-04", "2021-01-10"), "January 4-10, 2020"),
        (("2020-12-27", "2020-12-28", "2021-01-03"), "December 28, 2021-January 3, 2022 ¦ December 28-January 3, 2020"),
        (("2021-06-06", "2021-06-07", "2021-06-13"), "June 7-13, 2012"),
        (("2020-02-28", "2020-02-29", "2020-03-06"), "February 29-March 6, 2021"),
        (("2021-05-01", "2020-12-21", "2020-12-27"), "December 21-27, 2020"),  # posted late, less than half a year
    ]
    for written in many.split(" ¦ ")
]

# What only a title can say: a slug has no marks that tell `12/21/20` from a range of days.
WRITTEN_IN_TITLES = [
    ("12/21/20 - 12/27/20", "2020-12-15", "2020-12-21", "2020-12-27"),
    ("12.21.20-12.27.20", "2020-12-15", "2020-12-21", "2020-12-27"),
    ("12/21-27", "2020-12-15", "2020-12-21", "2020-12-27"),
    ("12/21 - 27, 2020", "2020-12-15", "2020-12-21", "2020-12-27"),
]

# Nothing that the calendar knows: the week of the Monday nearest to the post's date.
UNREADABLE = [
    ("5 Day Weightlifting Program", "2020-12-20", "2020-12-21"),  # Sunday evening, for the next day
    ("", "2020-12-20", "2020-12-21"),
    ("Happy Holidays", "2020-12-24", "2020-12-21"),  # Thursday: three days after a Monday, four before one
    ("Happy Holidays", "2020-12-25", "2020-12-28"),  # Friday: four days after a Monday, three before one
    ("Happy Holidays", "2021-01-01", "2021-01-04"),
    ("Week 3 of 8", "2020-02-29", "2020-03-02"),
    ("5/3/1 Squat Cycle", "2020-12-20", "2020-12-21"),
    ("13/32 - 13/38", "2020-12-20", "2020-12-21"),
    ("1/4 - 3/4 Front Squats", "2020-12-20", "2020-12-21"),
    ("December 5 Day Weightlifting Program", "2020-12-20", "2020-12-21"),
    ("February 30-March 7, 2021", "2021-02-28", "2021-03-01"),
    ("February 29-March 6, 2021", "2021-02-28", "2021-03-01"),  # no leap year within half a year
    ("November 31-December 6", "2020-11-29", "2020-11-30"),
    ("December 0-6", "2020-12-06", "2020-12-07"),
    ("You may 3x3 march on", "2021-03-14", "2021-03-15"),
    ("Spring Forward", "2021-03-14", "2021-03-15"),  # the night on which the clocks change
]

# title, slug, posted, first day: which of the two is believed
DISAGREEING = [
    # WordPress makes the slug once, of the first title; the coach goes on editing the title
    ("October 11-17, 2021", "october-4-10-2021", "2021-10-10", "2021-10-11"),
    ("October 4-10, 2021", "october-11-17-2021", "2021-10-10", "2021-10-04"),  # six days off is near enough
    # a title left over from the month before
    ("October 11-17, 2021", "november-15-21-2021", "2021-11-14", "2021-11-15"),
    # both far off: the nearer of the two
    ("March 1-7, 2021", "april-5-11-2021", "2021-05-02", "2021-04-05"),
    # one of them without dates that the calendar knows
    ("February 30-March 7", "march-1-7-2021", "2021-02-28", "2021-03-01"),
    ("New Cycle", "march-1-7-2021", "2021-02-25", "2021-03-01"),
]

# week, headings, dates
DATED = [
    (("2020-12-21", "2020-12-27"), [MON, TUE, SUN], ["2020-12-21", "2020-12-22", "2020-12-27"]),
    (("2020-12-21", "2020-12-27"), [SUN, MON], ["2020-12-27", "2020-12-21"]),  # each by its name, in any order
    (("2020-12-20", "2020-12-26"), [SUN, MON, SAT], ["2020-12-20", "2020-12-21", "2020-12-26"]),
    (("2021-06-10", "2021-06-16"), [THU, SUN, MON, WED], ["2021-06-10", "2021-06-13", "2021-06-14", "2021-06-16"]),
    (("2020-12-28", "2021-01-03"), [THU, FRI], ["2020-12-31", "2021-01-01"]),
    # a day that the range leaves out
    (("2020-12-21", "2020-12-25"), [FRI, SAT, SUN], ["2020-12-25", "2020-12-26", "2020-12-27"]),
    (("2020-12-22", "2020-12-26"), [MON, TUE, SUN], ["2020-12-21", "2020-12-22", "2020-12-27"]),
    # two weeks in a post
    (("2021-12-06", "2021-12-19"), [MON, FRI, MON, FRI], ["2021-12-06", "2021-12-10", "2021-12-13", "2021-12-17"]),
    (("2021-12-06", "2021-12-19"), [MON, MON, TUE], ["2021-12-06", "2021-12-06", "2021-12-07"]),
    (("2021-12-06", "2021-12-13"), [SUN, MON, TUE], ["2021-12-12", "2021-12-13", "2021-12-07"]),
]

# slug, title, programme
PROGRAMS = [
    ("december-21-27-2020-5-day-weightlifting-program", "", PROGRAM),
    ("december-21-27-2020-5-day-weightlifting-program-2", "", PROGRAM),
    ("december-28-2020-january-3-2021-3-day-weightlifting-program", "", "3-day-weightlifting-program"),
    ("december-21-5-day-weightlifting-program", "", PROGRAM),
    ("december-21-27-masters", "", "masters"),
    ("5-day-weightlifting-program-december-21-27-2020", "", PROGRAM),
    ("3-day-weightlifting-program-for-the-week-of-december-21-2", "", "3-day-weightlifting-program"),
    ("3-day-weightlifting-program-week-3-december-21-27", "", "3-day-weightlifting-program"),
    ("5-day-weightlifting-program", "December 21-27", PROGRAM),
    ("12-21-2020-12-27-2020-3-day-weightlifting-program", "", "3-day-weightlifting-program"),
    ("3-day-weightlifting-program-week-of-12-21", "", "3-day-weightlifting-program"),
    ("week-of-the-21st-masters", "", "masters"),
    ("5-3-1-cycle", "", "5-3-1-cycle"),
    # the slug names none: the title does, or nobody
    ("december-21-27-2020", "December 21-27, 2020 – 3 Day Weightlifting Program", "3-day-weightlifting-program"),
    ("week-3-december-21-27-2020", "3 Day Weightlifting Program: December 21-27", "3-day-weightlifting-program"),
    ("", "", PROGRAM),
    # what counts the weeks, or gives the day, is no programme
    ("week-6-of-12-strength-cycle-december-21-27-2020", "", "strength-cycle"),
    ("12-week-strength-cycle-week-1-december-21-27-2020", "", "12-week-strength-cycle"),
    ("december-21-27-2020-strength-cycle-week-six-of-twelve", "", "strength-cycle"),
    ("wods-122120-122720", "", "wods"),
    ("training-plan-for-monday-december-21", "", "training-plan"),
    ("monday-december-21-2020-day-3", "", PROGRAM),
    ("monday-122120", "Monday 12/21/20", PROGRAM),
    ("thursday-wod", "Thursday WOD", "wod"),
    ("december-21-27", "December 21-27: " + "strong " * 100, ("strong-" * 100)[:200]),
]


def days_named(title: str, slug: str, posted: str) -> tuple[str, str]:
    named = named_by(title, slug, day(posted))
    return named["first"], named["last"]


def slug_of(title: str) -> str:
    """As WordPress makes it (`sanitize_title`), as far as these titles go."""
    kept = "".join(char if char.isalnum() else "-" if char in " -–/." else "" for char in title.lower())
    return "-".join(filter(None, kept.split("-")))


@pytest.mark.parametrize(("written", "posted", "first", "last"), [*WRITTEN, *WRITTEN_IN_TITLES])
def test_the_week_is_read_from_the_title(written: str, posted: str, first: str, last: str) -> None:
    assert days_named(written, PROGRAM, posted) == (first, last)


@pytest.mark.parametrize(("written", "posted", "first", "last"), WRITTEN)
def test_the_week_is_read_from_the_slug(written: str, posted: str, first: str, last: str) -> None:
    slug = f"{slug_of(written)}-{PROGRAM}-2"
    assert days_named("Weightlifting", slug, posted) == (first, last)


@pytest.mark.parametrize(("written", "posted", "monday"), UNREADABLE)
def test_without_dates_it_is_the_week_of_the_nearest_monday(written: str, posted: str, monday: str) -> None:
    assert days_named(written, slug_of(written), posted) == ("", "")
    assert week_around(day(posted), [MON, TUE]) == Week(day(monday), day(monday) + timedelta(days=6))


@pytest.mark.parametrize(("posted", "sunday"), [("2020-12-20", "2020-12-20"), ("2020-12-19", "2020-12-20")])
def test_without_dates_a_post_that_begins_with_sunday_begins_the_week_there(posted: str, sunday: str) -> None:
    week = Week(day(sunday), day(sunday) + timedelta(days=6))
    assert week_around(day(posted), [SUN, MON, TUE]) == week
    for sundays_alone in ([SUN], [SUN, SUN]):
        assert week_around(day(posted), sundays_alone) == Week(day("2020-12-21"), day("2020-12-27"))


@pytest.mark.parametrize(("title", "slug", "posted", "first"), DISAGREEING)
def test_if_title_and_slug_disagree_the_likelier_is_believed(title: str, slug: str, posted: str, first: str) -> None:
    assert days_named(title, slug, posted) == (first, f"{day(first) + timedelta(days=6)}")


@pytest.mark.parametrize(
    ("title", "slug", "posted", "named"),
    [
        ("Wednesday, September 28, 2011", "wednesday-september-28-2011", "2011-09-27", "2011-09-28"),
        ("December 18, 2018 – Competition", "december-18-2018-competition", "2018-12-17", "2018-12-18"),
        ("Competition", "december-18-2018-competition", "2018-12-17", "2018-12-18"),
        ("Training Plan for Tuesday August 28th, 2012", "training-plan", "2012-08-27", "2012-08-28"),
        ("Thursday WOD", "thursday-wod", "2020-12-23", "2020-12-24"),
        ("Sunday", "sunday-2", "2020-12-20", "2020-12-20"),  # posted on the day
        # a week, or a date and a weekday that do not agree
        ("Week of December 21", "", "2020-12-20", None),
        ("Week 3, December 21", "", "2020-12-20", None),
        ("December 21-27", "", "2020-12-20", None),
        ("Week of the 21st", "", "2020-12-20", None),
        ("Tuesday, September 28, 2011", "", "2011-09-27", None),
        ("A New Cycle Starts on Monday!", "", "2020-12-20", None),
    ],
)
def test_a_title_or_slug_may_name_one_day(title: str, slug: str, posted: str, named: Optional[str]) -> None:
    found = named_by(title, slug, day(posted))
    assert (found["first"] if found["is_day"] else None) == named


@pytest.mark.parametrize(
    ("title", "posted", "first"),
    [
        ("January 4-10, 2021", "2021-08-20", "2021-01-04"),  # the nearest, of 2022, begins on a Tuesday
        ("December 28-January 3, 2021", "2021-08-20", "2020-12-28"),
        ("1/4/21 - 1/10/21", "2021-08-20", "2021-01-04"),
        ("Monday, January 4, 2021", "2021-08-20", "2021-01-04"),
        ("January 4-10, 2020", "2021-01-03", "2021-01-04"),  # mistyped: in 2020 a Saturday
        ("June 7-13, 2010", "2021-06-06", "2021-06-07"),  # both are whole weeks
        ("January 4-8, 2021", "2021-08-20", "2022-01-04"),  # no whole week in either
    ],
)
def test_a_typed_year_is_believed_if_it_alone_makes_a_whole_week(title: str, posted: str, first: str) -> None:
    assert named_by(title, "", day(posted))["first"] == first


@pytest.mark.parametrize(("week", "weekdays", "dates"), DATED)
def test_a_session_is_dated_by_the_day_of_its_name_in_its_week(
    week: tuple[str, str], weekdays: list[int], dates: list[str]
) -> None:
    found = session_dates(Week(*map(day, week)), [[weekday] for weekday in weekdays])
    assert found == [[day(text)] for text in dates]


def test_a_session_for_several_days_has_the_date_of_each() -> None:
    one_week = session_dates(Week(day("2020-12-21"), day("2020-12-27")), [[MON, THU], [TUE]])
    assert one_week == [[day("2020-12-21"), day("2020-12-24")], [day("2020-12-22")]]
    two_weeks = session_dates(Week(day("2021-12-06"), day("2021-12-19")), [[MON, THU], [TUE], [MON, THU]])
    assert two_weeks[2] == [day("2021-12-13"), day("2021-12-16")]


@pytest.mark.parametrize(("slug", "title", "program"), PROGRAMS)
def test_the_programme_is_what_follows_the_dates(slug: str, title: str, program: str) -> None:
    assert named_by(title, slug, day("2020-12-20"))["program"] == program
