"""Nothing is lost: each way to break a week's records, and what is reported."""

from __future__ import annotations

import copy
from collections.abc import Callable
from typing import Any

import pytest

import transforms
from invictus.errors import LinesLostError, PostFormatError
from invictus.shapes import Json
from tests.support.posts import week_post
from tests.support.week_by_steps import IDENTITY, RECORDS, TEXT, post, unaccounted_lines


def test_records_that_do_not_hold_the_whole_post_are_refused() -> None:
    short = copy.deepcopy(RECORDS)
    short[0]["segment_c"] = ""
    with pytest.raises(LinesLostError) as refusal:
        transforms.clean_session_records(short, TEXT)
    assert str(refusal.value) == f"{IDENTITY['slug']}: 1 of its lines and links are lost, first 'Clean'."
    assert not isinstance(refusal.value, PostFormatError)


# name: (what is done to the records, what is reported: all of it, or the first of it)
MUTATIONS: dict[str, tuple[Callable[..., object], object]] = {
    "a line dropped": (lambda monday, _: monday.update(warm_up="Row"), ["Bike"]),
    "a label's first line dropped": (lambda monday, _: monday.update(warm_up="Bike"), "Suggested Warm-Up: Row"),
    "lines swapped": (lambda monday, _: monday.update(warm_up="Bike\nRow"), "Suggested Warm-Up: Row"),
    "a line moved to the field before": (
        lambda monday, _: monday.update(notes="Eat first.\nRow", warm_up="Bike"),
        "Suggested Warm-Up: Row",
    ),
    "a segment under another letter": (lambda monday, _: monday.update(segment_b="Clean", segment_c=""), "Clean"),
    "a heading changed": (lambda _, thursday: thursday.update(session="Friday"), ["Thursday (Rest Day)", "Friday"]),
    "a link's address changed": (
        lambda monday, _: monday["links"][1].update(url="https://youtu.be/2"),
        ["https://youtu.be/2", "https://youtu.be/1"],
    ),
    "a link's text changed": (lambda monday, _: monday["links"][1].update(text=""), ["https://youtu.be/1"] * 2),
    "a link in another record": (
        lambda monday, thursday: thursday["links"].append(monday["links"].pop()),
        ["https://youtu.be/1"] * 2,
    ),
}


@pytest.mark.parametrize("name", MUTATIONS)
def test_what_a_record_loses_or_makes_up_is_reported(name: str) -> None:
    change, reported = MUTATIONS[name]
    records = copy.deepcopy(RECORDS)
    change(*records)
    lost = unaccounted_lines(post(), records)
    assert (lost[0] if isinstance(reported, str) else lost) == reported


LETTERLESS = "<p>Monday</p><p>Go slow.</p><p>Warm-Up:</p><p>Row<br>Bike</p><p>Squat 5 x 5</p><p>Jog <s>5</s> 3 km</p>"
TWO_DAYS = "<p>Monday & Friday</p><p>A. Squat</p><p>Saturday</p><p>A. Row</p>"


@pytest.mark.parametrize(
    ("html", "change", "reported"),
    [
        (LETTERLESS, lambda day: day.update(notes=day["notes"].replace("Squat 5 x 5\n", "")), "Squat 5 x 5"),
        (LETTERLESS, lambda day: day.update(warm_up="Row", notes=day["notes"].replace("Squat", "Bike\nSquat")), "Bike"),
        (LETTERLESS, lambda day: day.update(warm_up="Bike", notes=day["notes"].replace("Squat", "Row\nSquat")), "Row"),
        (LETTERLESS, lambda day: day.update(notes=day["notes"].replace("[struck out: 5]", "")), "[struck out: 5]"),
        (LETTERLESS, lambda day: day.update(notes=day["notes"] + "\n[struck out: 5]"), "[struck out: 5]"),
        (TWO_DAYS, lambda monday, friday, saturday: friday.update(segment_a="Clean"), "Saturday"),
        (TWO_DAYS, lambda monday, friday, saturday: saturday.update(segment_a=""), "A. Row"),
    ],
)
def test_what_days_without_letters_and_several_days_lose_is_reported(
    html: str, change: Callable[..., object], reported: str
) -> None:
    given = post(html)
    records = transforms.read_post(given)
    assert unaccounted_lines(given, records) == []
    change(*records)
    assert unaccounted_lines(given, records)[0] == reported


def test_a_whole_record_dropped_or_sessions_swapped_is_reported() -> None:
    assert unaccounted_lines(post(), RECORDS[:1]) == ["Thursday (Rest Day)"]
    swapped = [{**RECORDS[1], "week_notes": RECORDS[0]["week_notes"]}, RECORDS[0]]
    assert unaccounted_lines(post(), swapped)[0] == "Monday (Session One)"
    assert unaccounted_lines(post("Monday<br>Rest."), []) == ["Monday", "Rest."]


@pytest.mark.parametrize(
    ("content", "fields", "reported"),
    [
        ("B.<br>x<br>B.<br>y", {"segment_b": "x\nB.\ny"}, []),
        ("B.<br>x<br>B.<br>y", {"segment_b": "x\ny"}, ["B."]),
        ("C.<br>x<br>B.<br>y", {"segment_c": "x\ny"}, ["B."]),
        ("A.<br>x<br>Warm-Up:<br>y", {"segment_a": "x\ny"}, ["Warm-Up:"]),
        ("A.<br>B.<br>x", {"segment_b": "x"}, []),
        ("A.<br>B.<br>x", {"segment_a": "x"}, ["x", "x"]),
        ("A.<br>x<br>B.", {"segment_a": "x", "segment_b": "y"}, ["y"]),
    ],
)
def test_a_label_is_passed_over_only_where_it_opens_its_field(content: str, fields: Json, reported: list[str]) -> None:
    given = post(f"Monday<br>{content}")
    whole: Any = transforms.read_post(given)[0]
    emptied = {name: "" for name in whole if name.startswith("segment_")}
    changed: Any = {**whole, **emptied, **fields}
    assert unaccounted_lines(given, [changed]) == reported


def test_a_whole_week_is_accepted_in_any_order_of_its_fields() -> None:
    shuffled: list[Any] = [dict(sorted(record.items(), reverse=True)) for record in RECORDS]
    assert unaccounted_lines(post(), RECORDS) == unaccounted_lines(post(), shuffled) == []


@pytest.mark.parametrize(
    ("html", "sessions"),
    [
        # a part of a day that its heading puts on two days
        (
            "<p>Monday & Thursday<br>A. Snatch 5 x 2<br>Friends<br>A. Row 500 m<br>Friday<br>A. Clean 5 x 2</p>",
            ["Monday & Thursday", "Friends", "Monday & Thursday", "Friends", "Friday"],
        ),
        ("<p>(A) Monday<br>A. Snatch 5 x 2<br>Tuesday<br>A. Clean 5 x 2</p>", ["(A) Monday", "Tuesday"]),
        ("<p>Monday<br>A. Snatch &#9<!-- -->" + "9" * 5000 + ";<br>Tuesday<br>A. Clean</p>", ["Monday", "Tuesday"]),
    ],
)
def test_what_once_ended_in_a_loss_or_a_fault_is_read_whole(html: str, sessions: list[str]) -> None:
    records = transforms.read_post(week_post(html=html))
    assert [record["session"] for record in sorted(records, key=lambda each: each["date"])] == sessions
