"""The contracts of the five steps: what passes between them, what a record holds, and what is refused."""

from __future__ import annotations

import copy
import json
from collections.abc import Callable
from typing import Any

import pytest

import transforms
from invictus import keys
from invictus.dynamodb_json import encode
from invictus.errors import PostFormatError
from invictus.shapes import Json, segments_of
from tests.support.posts import PROGRAM
from tests.support.week_by_steps import IDENTITY, RECORDS, TEXT, post, unaccounted_lines

# What passes between the steps: test_events/ holds each step's input whole


def test_escape_sequences_are_removed_from_the_identity() -> None:
    hostile = post(title="March\x1b[2J 8-14\u202e", link="https://e.com/\x1b[31mweek")
    identity = transforms.strip_post_html(hostile)["post"]
    assert (identity["first"], identity["link"]) == ("2021-03-08", "https://e.com/week")


def test_sessions_to_date_records_gives_one_record_for_each_session() -> None:
    assert transforms.read_post(post()) == RECORDS


def test_the_steps_return_json_and_do_not_change_their_input() -> None:
    given = post()
    value: Any = post()
    steps: tuple[Callable[[Any], Any], ...] = (
        transforms.strip_post_html,
        transforms.group_post_by_day,
        transforms.segment_days,
        transforms.sessions_to_date_records,
    )
    for step in steps:
        before = copy.deepcopy(value)
        after = step(value)
        assert value == before
        assert json.loads(json.dumps(after)) == after
        value = after
    transforms.clean_session_records(value["records"], transforms.strip_post_html(given))
    assert (value["records"], given) == (RECORDS, post())


def test_clean_session_records_gives_the_records_and_their_items() -> None:
    cleaned = transforms.clean_session_records(RECORDS, TEXT)
    content = keys.content_hash([transforms.with_exercises(record) for record in RECORDS])
    assert cleaned["records"] == RECORDS
    marks = {
        "post_id": {"N": "7"},
        "post_modified": {"S": "2021-03-08T01:00:00Z"},
        "weekly_key": {"S": f"weekly/2021-03-08__2021-03-11--{PROGRAM}.json"},
        "content_sha256": {"S": content},
    }
    assert cleaned["items"][0]["content_sha256"] == {"S": ""}, "it is unfinished until all is stored"
    nothing = ("notes", "warm_up", *(f"segment_{letter}" for letter in "abcde"))
    of_post = {"slug": IDENTITY["slug"], "link": IDENTITY["link"], "modified": "2021-03-08T01:00:00Z"}
    assert cleaned["items"][1] == {
        "date": {"S": "2021-03-11"},
        "session": {"S": "Thursday (Rest Day)"},
        "order": {"N": "1"},
        **{name: {"S": ""} for name in nothing},
        "links": {"L": []},
        "program": {"S": PROGRAM},
        "post": {"M": {"id": {"N": "7"}, **{name: {"S": text} for name, text in of_post.items()}}},
        "exercises": {"L": []},
        "understood": {"N": "1.0"},
        **marks,
    }
    faq = {"field": {"S": "week_notes"}, "text": {"S": "the FAQ"}, "url": {"S": "https://example.com/faq"}}
    assert cleaned["items"][0]["links"]["L"][0] == {"M": faq}
    assert [item["date"]["S"] for item in cleaned["items"]] == ["2021-03-08", "2021-03-11"]


def test_forced_records_are_written_whatever_their_hash() -> None:
    cleaned = transforms.clean_session_records(RECORDS, TEXT, force=True)
    unforced = transforms.clean_session_records(RECORDS, TEXT)
    assert cleaned["condition"] != unforced["condition"]
    assert {**cleaned, "condition": {}} == {**unforced, "condition": {}}


@pytest.mark.parametrize(
    ("value", "typed"),
    [
        ({"a": "x"}, {"a": {"S": "x"}}),
        ({"a": 7, "b": 1.5}, {"a": {"N": "7"}, "b": {"N": "1.5"}}),
        ({"a": True, "b": None}, {"a": {"BOOL": True}, "b": {"NULL": True}}),
        ({"a": [], "b": {}}, {"a": {"L": []}, "b": {"M": {}}}),
        ({"a": [{"b": ["c"]}]}, {"a": {"L": [{"M": {"b": {"L": [{"S": "c"}]}}}]}}),
    ],
)
def test_a_value_is_encoded_as_dynamodbs_typed_json(value: Json, typed: Json) -> None:
    assert encode(value) == typed


# A record


@pytest.mark.parametrize(
    ("slug", "headings", "names"),
    [
        (f"march-8-14-2021-{PROGRAM}", ["Monday", "Monday"], ["Monday", "Monday (2)"]),
        (f"march-8-14-2021-{PROGRAM}-2", ["Monday", "Monday"], ["Monday", "Monday (2)"]),
        ("march-8-14-2021-masters", ["Monday", "Friday"], ["Monday - masters", "Friday - masters"]),
        ("march-8-14-2021-masters", ["Monday", "Monday"], ["Monday - masters", "Monday (2) - masters"]),
        (
            f"march-8-14-2021-{PROGRAM}",
            ["Monday", "Monday (2)", "Monday", "Monday"],
            ["Monday", "Monday (2)", "Monday (3)", "Monday (4)"],
        ),
        (f"march-8-14-2021-{PROGRAM}", ["Monday", "MONDAY", "Mon"], ["Monday", "MONDAY", "Mon"]),
        # a Monday of its own each week
        (f"march-8-21-2021-{PROGRAM}", ["Monday", "Tuesday", "Monday"], ["Monday", "Tuesday", "Monday"]),
    ],
)
def test_no_two_sessions_of_a_date_share_a_name(slug: str, headings: list[str], names: list[str]) -> None:
    given = post("<br>".join([*headings, "A. Snatch"]), slug=slug, title="")
    records = transforms.read_post(given)
    assert [record["session"] for record in records] == names
    assert len({(record["date"], record["session"]) for record in records}) == len(records)
    assert unaccounted_lines(given, records) == []


def test_letters_beyond_e_follow_the_first_five() -> None:
    record = transforms.read_post(post("Monday<br>A. Snatch<br>" + "<br>".join(f"{letter}." for letter in "BCDEFG")))[0]
    assert segments_of(record) == {"segment_a": "Snatch", **{f"segment_{letter}": "" for letter in "bcdefg"}}
    assert [name for name in record if name.startswith("segment_")] == [f"segment_{letter}" for letter in "abcdefg"]


def test_only_the_first_record_of_a_week_carries_week_notes() -> None:
    with_none = transforms.read_post(post("Monday<br>A. Snatch<br>Tuesday"))
    assert [record.get("week_notes") for record in with_none] == ["", None]


def test_a_link_names_the_field_it_is_in() -> None:
    link = '<a href="https://e.com/{0}">{0}</a>'
    places = ["above", "heading", "notes", "warm", "a"]
    content = (
        "{above}<br>Monday ({heading})<br>{notes}<br>Warm-Up: {warm}<br>A. {a}"
        '<iframe src="https://e.com/film" title="Film"></iframe>'
    ).format(**{place: link.format(place) for place in places})
    assert transforms.read_post(post(content))[0]["links"] == [
        {"field": "week_notes", "text": "above", "url": "https://e.com/above"},
        {"field": "session", "text": "heading", "url": "https://e.com/heading"},
        {"field": "notes", "text": "notes", "url": "https://e.com/notes"},
        {"field": "warm_up", "text": "warm", "url": "https://e.com/warm"},
        {"field": "segment_a", "text": "a", "url": "https://e.com/a"},
        {"field": "segment_a", "text": "Film", "url": "https://e.com/film"},
    ]


# Refusals


@pytest.mark.parametrize(
    ("given", "problem"),
    [
        (
            post("<p>We are closed on Friday.</p><p>A. Bring a friend</p>", slug="holiday-hours"),
            "holiday-hours: has no day heading such as 'Monday (Session One)' or '12/21', and none of its 2 "
            "lines looks like training. It is probably an announcement.",
        ),
        (
            post("<p>Back Squat 5 x 3</p>", slug="squats"),
            "squats: has no day heading such as 'Monday (Session One)' or '12/21', and neither title nor slug "
            "names one day. Some of its 1 lines look like training, so it may be a programme.",
        ),
        (
            post("<p>Day 1</p><p>Back Squat 5 x 3</p><p>Day 2 - Snatch</p><p>Snatch 3 x 3</p>", slug="cycle"),
            "cycle: names its days 'Day 1', 'Day 2 - Snatch' without weekdays or dates, so it cannot be told on which "
            "dates they fall. It may be a programme.",
        ),
        (
            post("<p>Monday - One Session</p><p>See you there.</p>", slug="our-week"),
            "our-week: has day headings such as 'Monday - One Session', but below them no label such as 'A.', no "
            "warm-up and no line that reads as training. It is probably an announcement.",
        ),
        (
            post("<p>Monday</p><p><img src='https://e.com/1.jpg' alt='Monday'></p>", slug="drawn"),
            "drawn: has a picture in place of the training of 'Monday', and no text that reads as training. The words "
            "of a picture cannot be read. It may be a programme.",
        ),
        (
            post("<p>Monday (AM): Snatch 5 x 3</p>", slug="in-one-line"),
            "in-one-line: has its training in the day headings themselves, such as 'Monday (AM): Snatch 5 x 3', and no "
            "training below them. It may be a programme.",
        ),
        (post("<p>&nbsp;</p><!-- x -->", slug="blank"), "blank: has no text: content.rendered is empty."),
        (
            post(slug="secret", content={"rendered": "", "protected": True}),
            "secret: is protected by a password, so its text is not in the blog's reply.",
        ),
    ],
)
def test_a_post_that_is_not_a_programme_is_refused_with_what_is_missing(given: Json, problem: str) -> None:
    with pytest.raises(PostFormatError) as refusal:
        transforms.read_post(given)
    assert str(refusal.value) == problem


# Hashes and keys


def test_the_content_hash_ignores_when_a_post_was_saved() -> None:
    saved_again = copy.deepcopy(RECORDS)
    for record in saved_again:
        record["post"]["modified"] = "2021-03-09T00:00:00Z"
    moved = copy.deepcopy(RECORDS)
    moved[0]["post"]["link"] = "https://blog.example/moved/"
    corrected = copy.deepcopy(RECORDS)
    corrected[0]["segment_c"] = "Clean x 2"
    shuffled: list[Any] = [dict(reversed(record.items())) for record in RECORDS]
    assert keys.content_hash(saved_again) == keys.content_hash(RECORDS) == keys.content_hash(shuffled)
    hashes = {keys.content_hash(records) for records in (RECORDS, moved, corrected, RECORDS[::-1])}
    assert len(hashes) == 4
    assert all(len(digest) == 64 and int(digest, 16) for digest in hashes)


def test_a_weekly_key_names_the_first_and_last_date_whatever_their_order() -> None:
    backwards = RECORDS[::-1]
    assert keys.weekly_key(backwards) == f"weekly/2021-03-08__2021-03-11--{PROGRAM}.json"
    assert keys.week_span(backwards) == "2021-03-08 to 2021-03-11"
    assert keys.raw_key(post()) == f"raw/2021-03-07__march-8-14-2021-{PROGRAM}.json"


def test_a_weekly_file_has_one_record_on_each_line() -> None:
    records: list[Any] = [{"session": "Monday – “heavy”\u2028", "notes": "a\nb"}, {"session": "Tuesday"}]
    lines = keys.json_lines(records).split("\n")
    assert [json.loads(text) for text in lines[:-1]] == records
    assert lines[-1] == ""
    assert "–" in lines[0]
