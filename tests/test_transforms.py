"""The steps' contracts: what passes between them, what a record holds, and what is refused."""

from __future__ import annotations

import copy
import json
import time

import pytest

import transforms
from invictus import keys
from invictus.dynamodb_json import encode
from invictus.errors import LinesLostError, PostFormatError
from invictus.parser.conservation import unaccounted_lines as lines_unaccounted
from invictus.parser.html_lines import http_address, read_lines

PROGRAM = "5-day-weightlifting-program"
WEEK = """<p>Week one.<br />Read <a href="https://example.com/faq">the FAQ</a>.</p>
<p><strong>Monday (Session One)</strong><br />
Eat first.<br />
Suggested Warm-Up: Row<br />
Bike</p>
<p>A. <a href="https://youtu.be/1">Snatch</a><br />
A2. Pull<br />
C.<br />
Clean</p>
<p><strong>Thursday (Rest Day)</strong></p>"""


def post(content=WEEK, slug=f"march-8-14-2021-{PROGRAM}", title="March 8-14, 2021 &#8211; Weightlifting", **fields):
    return {
        "id": 7,
        "date": "2021-03-07T17:00:00",
        "modified_gmt": "2021-03-05T10:00:00",
        "slug": slug,
        "link": f"https://blog.example/{slug}/",
        "title": {"rendered": title},
        "content": {"rendered": content, "protected": False},
        **fields,
    }


def records_of(given):
    dated = transforms.sessions_to_date_records(
        transforms.segment_days(transforms.group_post_by_day(transforms.strip_post_html(given)))
    )
    return dated["records"]


def unaccounted_lines(given, records):
    return lines_unaccounted(transforms.strip_post_html(given)["lines"], records)


def line(text, *links):
    return {"text": text, "links": [{"text": name, "url": url} for name, url in links]}


IDENTITY = {
    "id": 7,
    "slug": f"march-8-14-2021-{PROGRAM}",
    "link": f"https://blog.example/march-8-14-2021-{PROGRAM}/",
    "date": "2021-03-07",
    "modified": "2021-03-05T10:00:00Z",
    "title": "March 8-14, 2021 – Weightlifting",
}
PREAMBLE = [line("Week one."), line("Read the FAQ.", ("the FAQ", "https://example.com/faq"))]
MONDAY = [
    line("Monday (Session One)"),
    line("Eat first."),
    line("Suggested Warm-Up: Row"),
    line("Bike"),
    line("A. Snatch", ("Snatch", "https://youtu.be/1")),
    line("A2. Pull"),
    line("C."),
    line("Clean"),
]
THURSDAY = [line("Thursday (Rest Day)")]
TEXT = {"post": IDENTITY, "lines": [*PREAMBLE, *MONDAY, *THURSDAY]}
KEPT_OF_POST = {key: IDENTITY[key] for key in ("id", "slug", "link", "modified")}
RECORDS = [
    {
        "date": "2021-03-08",
        "session": "Monday (Session One)",
        "notes": "Eat first.",
        "warm_up": "Row\nBike",
        "segment_a": "Snatch\nA2. Pull",
        "segment_b": "",
        "segment_c": "Clean",
        "segment_d": "",
        "segment_e": "",
        "links": [
            {"field": "week_notes", "text": "the FAQ", "url": "https://example.com/faq"},
            {"field": "segment_a", "text": "Snatch", "url": "https://youtu.be/1"},
        ],
        "program": PROGRAM,
        "post": KEPT_OF_POST,
        "week_notes": "Week one.\nRead the FAQ.",
    },
    {
        "date": "2021-03-11",
        "session": "Thursday (Rest Day)",
        "notes": "",
        "warm_up": "",
        **dict.fromkeys(("segment_a", "segment_b", "segment_c", "segment_d", "segment_e"), ""),
        "links": [],
        "program": PROGRAM,
        "post": KEPT_OF_POST,
    },
]


# What passes between the steps


def test_strip_post_gives_the_identity_and_the_lines():
    assert transforms.strip_post_html(post()) == {"post": IDENTITY, "lines": [*PREAMBLE, *MONDAY, *THURSDAY]}


def test_no_part_of_the_identity_commands_a_terminal():
    identity = transforms.strip_post_html(post(title="March\x1b[2J 8-14\u202e", link="https://e.com/\x1b[31mweek"))[
        "post"
    ]
    assert (identity["title"], identity["link"]) == ("March 8-14", "https://e.com/week")


def test_group_post_by_day_begins_a_day_at_each_heading():
    grouped = transforms.group_post_by_day(transforms.strip_post_html(post()))
    assert grouped == {"post": IDENTITY, "preamble": PREAMBLE, "days": [MONDAY, THURSDAY]}


def test_segment_days_tells_notes_warm_up_and_letters_apart():
    segmented = transforms.segment_days({"post": IDENTITY, "preamble": PREAMBLE, "days": [MONDAY, THURSDAY]})
    assert segmented == {
        "post": IDENTITY,
        "preamble": PREAMBLE,
        "sessions": [
            {
                "heading": line("Monday (Session One)"),
                "fields": [
                    {"field": "notes", "label": "", "lines": [line("Eat first.")]},
                    {"field": "warm_up", "label": "Suggested Warm-Up:", "lines": [line("Row"), line("Bike")]},
                    {
                        "field": "segment_a",
                        "label": "A.",
                        "lines": [line("Snatch", ("Snatch", "https://youtu.be/1")), line("A2. Pull")],
                    },
                    {"field": "segment_c", "label": "C.", "lines": [line(""), line("Clean")]},
                ],
            },
            {
                "heading": line("Thursday (Rest Day)"),
                "fields": [{"field": "notes", "label": "", "lines": []}],
            },
        ],
    }


def test_sessions_to_date_records_gives_a_record_a_session():
    assert records_of(post()) == RECORDS


def test_the_steps_speak_json_and_leave_what_they_are_given_alone():
    value, given = post(), post()
    for step in (
        transforms.strip_post_html,
        transforms.group_post_by_day,
        transforms.segment_days,
        transforms.sessions_to_date_records,
    ):
        before = copy.deepcopy(value)
        after = step(value)
        assert value == before
        assert json.loads(json.dumps(after)) == after
        value = after
    transforms.clean_session_records(value["records"], transforms.strip_post_html(given))
    assert (value["records"], given) == (RECORDS, post())


def test_clean_session_records_gives_the_records_and_their_items():
    cleaned = transforms.clean_session_records(RECORDS, TEXT)
    content = keys.content_hash([transforms.with_exercises(record) for record in RECORDS])
    assert cleaned["records"] == RECORDS
    marks = {
        "post_id": {"N": "7"},
        "post_modified": {"S": "2021-03-05T10:00:00Z"},
        "weekly_key": {"S": f"weekly/2021-03-08__2021-03-11--{PROGRAM}.json"},
        "content_sha256": {"S": content},
    }
    assert cleaned["version"] == {**marks, "unless": {"S": content}}
    assert cleaned["items"][1] == {
        "date": {"S": "2021-03-11"},
        "session": {"S": "Thursday (Rest Day)"},
        **{name: {"S": ""} for name in ("notes", "warm_up", *(f"segment_{letter}" for letter in "abcde"))},
        "links": {"L": []},
        "program": {"S": PROGRAM},
        "post": {
            "M": {
                "id": {"N": "7"},
                "slug": {"S": IDENTITY["slug"]},
                "link": {"S": IDENTITY["link"]},
                "modified": {"S": "2021-03-05T10:00:00Z"},
            }
        },
        "exercises": {"L": []},
        "understood": {"N": "1.0"},
        **marks,
    }
    assert cleaned["items"][0]["links"] == {
        "L": [
            {
                "M": {
                    "field": {"S": "week_notes"},
                    "text": {"S": "the FAQ"},
                    "url": {"S": "https://example.com/faq"},
                }
            },
            {"M": {"field": {"S": "segment_a"}, "text": {"S": "Snatch"}, "url": {"S": "https://youtu.be/1"}}},
        ]
    }
    assert [item["date"]["S"] for item in cleaned["items"]] == ["2021-03-08", "2021-03-11"]


def test_forced_records_have_no_hash_to_be_skipped_by():
    cleaned = transforms.clean_session_records(RECORDS, TEXT, force=True)
    unforced = transforms.clean_session_records(RECORDS, TEXT)
    assert cleaned == {**unforced, "version": {**unforced["version"], "unless": {"S": ""}}}


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
def test_an_item_is_dynamodbs_typed_json(value, typed):
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
def test_no_two_sessions_of_a_date_share_a_name(slug, headings, names):
    given = post("<br>".join(headings), slug=slug, title="")
    records = records_of(given)
    assert [record["session"] for record in records] == names
    assert len({(record["date"], record["session"]) for record in records}) == len(records)
    assert unaccounted_lines(given, records) == []


def test_letters_beyond_e_follow_the_first_five():
    record = records_of(post("Monday<br>A. Snatch<br>" + "<br>".join(f"{letter}." for letter in "BCDEFG")))[0]
    segments = [name for name in record if name.startswith("segment_")]
    assert segments == [f"segment_{letter}" for letter in "abcdefg"]
    assert [record[name] for name in segments] == ["Snatch", "", "", "", "", "", ""]


def test_only_the_first_record_of_a_week_carries_week_notes():
    with_none = records_of(post("Monday<br>Tuesday"))
    assert [record.get("week_notes") for record in with_none] == ["", None]


def test_a_links_field_says_where_it_is():
    link = '<a href="https://e.com/{0}">{0}</a>'
    places = ["above", "heading", "notes", "warm", "a"]
    content = (
        "{above}<br>Monday ({heading})<br>{notes}<br>Warm-Up: {warm}<br>A. {a}"
        '<iframe src="https://e.com/film" title="Film"></iframe>'
    ).format(**{place: link.format(place) for place in places})
    assert records_of(post(content))[0]["links"] == [
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
            "holiday-hours: is no programme: looked for a day heading such as 'Monday (Session One)' or 'Thursday: "
            "Rest Day' and found none in 2 lines.",
        ),
        (post("", slug="empty"), "empty: has no text: content.rendered is empty."),
        (post("<p>&nbsp;</p><!-- x -->", slug="blank"), "blank: has no text: content.rendered is empty."),
        (
            post(slug="secret", content=""),
            "secret: has no text: content.rendered is empty.",
        ),
        (
            {**post(slug="secret"), "content": {"rendered": "", "protected": True}},
            "secret: is protected by a password, so its text is not in the blog's reply.",
        ),
    ],
)
def test_a_post_that_is_not_a_programme_is_refused_with_what_is_missing(given, problem):
    with pytest.raises(PostFormatError) as refusal:
        records_of(given)
    assert str(refusal.value) == problem


def test_records_that_do_not_hold_the_whole_post_are_refused():
    short = copy.deepcopy(RECORDS)
    short[0]["segment_c"] = ""
    with pytest.raises(LinesLostError) as refusal:
        transforms.clean_session_records(short, TEXT)
    assert str(refusal.value) == f"{IDENTITY['slug']}: 1 of its lines and links are lost, first 'Clean'."
    assert not isinstance(refusal.value, PostFormatError)


# The law can fail: each way to break a week, and what is reported


def mutated(change):
    records = copy.deepcopy(RECORDS)
    change(*records)
    return records


# name: (what is done to the records, what is reported: all of it, or the first of it)
MUTATIONS = {
    "a line dropped": (lambda monday, _: monday.update(warm_up="Row"), ["Bike"]),
    "a label's first line dropped": (lambda monday, _: monday.update(warm_up="Bike"), "Suggested Warm-Up: Row"),
    "a note dropped": (lambda monday, _: monday.update(notes=""), ["Eat first."]),
    "a week note dropped": (
        lambda monday, _: monday.update(week_notes="Week one."),
        ["Read the FAQ.", "https://example.com/faq"],
    ),
    "a line changed": (
        lambda monday, _: monday.update(segment_c="Jerk"),
        ["Clean", "Thursday (Rest Day)", "Jerk", "Thursday (Rest Day)"],
    ),
    "lines swapped": (lambda monday, _: monday.update(warm_up="Bike\nRow"), "Suggested Warm-Up: Row"),
    "a line twice": (lambda monday, _: monday.update(warm_up="Row\nBike\nBike"), "A. Snatch"),
    "a line too much at the end": (lambda _, thursday: thursday.update(notes="Walk"), ["Walk"]),
    "a line moved to the field before": (
        lambda monday, _: monday.update(notes="Eat first.\nRow", warm_up="Bike"),
        "Suggested Warm-Up: Row",
    ),
    "a line moved across a label alone on its line": (
        lambda monday, _: monday.update(segment_a="Snatch\nA2. Pull\nClean", segment_c=""),
        "Clean",
    ),
    "a segment under another letter": (lambda monday, _: monday.update(segment_b="Clean", segment_c=""), "Clean"),
    "notes moved above the first day": (
        lambda monday, _: monday.update(week_notes=monday["week_notes"] + "\nEat first.", notes=""),
        "Monday (Session One)",
    ),
    "a heading changed": (lambda _, thursday: thursday.update(session="Friday"), ["Thursday (Rest Day)", "Friday"]),
    "a heading numbered with words": (
        lambda _, thursday: thursday.update(session="Thursday (Rest Day) (two)"),
        ["Thursday (Rest Day)", "Thursday (Rest Day) (two)"],
    ),
    "the warm-up's label only": (
        lambda monday, _: monday.update(warm_up="Suggested Warm-Up: Row\nBike"),
        "Suggested Warm-Up: Row",
    ),
    "a link dropped": (lambda monday, _: monday["links"].pop(), ["https://youtu.be/1"]),
    "a link twice": (lambda monday, _: monday["links"].append(monday["links"][1]), ["https://youtu.be/1"]),
    "a link's address changed": (
        lambda monday, _: monday["links"][1].update(url="https://youtu.be/2"),
        ["https://youtu.be/1", "https://youtu.be/2"],
    ),
    "a link's text changed": (lambda monday, _: monday["links"][1].update(text=""), ["https://youtu.be/1"] * 2),
    "a link in another segment": (
        lambda monday, _: monday["links"][1].update(field="notes"),
        ["https://youtu.be/1"] * 2,
    ),
    "a link in another record": (
        lambda monday, thursday: thursday["links"].append(monday["links"].pop()),
        ["https://youtu.be/1"] * 2,
    ),
}


@pytest.mark.parametrize("name", MUTATIONS)
def test_what_a_record_loses_or_makes_up_is_reported(name):
    change, reported = MUTATIONS[name]
    lost = unaccounted_lines(post(), mutated(change))
    assert (lost[0] if isinstance(reported, str) else lost) == reported


def test_a_whole_record_dropped_or_sessions_swapped_is_reported():
    assert unaccounted_lines(post(), RECORDS[:1]) == ["Thursday (Rest Day)"]
    swapped = [{**RECORDS[1], "week_notes": RECORDS[0]["week_notes"]}, RECORDS[0]]
    assert unaccounted_lines(post(), swapped)[0] == "Monday (Session One)"
    assert unaccounted_lines(post("Monday<br>Rest."), []) == ["Monday", "Rest."]


@pytest.mark.parametrize(
    ("content", "fields", "reported"),
    [
        ("A.<br>x<br>A.<br>y", {"segment_a": "x\nA.\ny"}, []),
        ("A.<br>x<br>A.<br>y", {"segment_a": "x\ny"}, ["A."]),
        ("B.<br>x<br>A.<br>y", {"segment_b": "x\ny"}, ["A."]),
        ("A.<br>x<br>Warm-Up:<br>y", {"segment_a": "x\ny"}, ["Warm-Up:"]),
        ("A.<br>B.<br>x", {"segment_b": "x"}, []),
        ("A.<br>B.<br>x", {"segment_a": "x"}, ["x", "x"]),
        ("A.<br>x<br>B.", {"segment_a": "x", "segment_b": "y"}, ["y"]),
    ],
)
def test_a_label_is_passed_over_only_where_it_opens_its_field(content, fields, reported):
    given = post(f"Monday<br>{content}")
    whole = records_of(given)[0]
    emptied = {name: "" for name in whole if name.startswith("segment_")}
    assert unaccounted_lines(given, [{**whole, **emptied, **fields}]) == reported


def test_nothing_is_reported_of_a_whole_week_whatever_the_order_of_its_fields():
    shuffled = [dict(sorted(record.items(), reverse=True)) for record in RECORDS]
    assert unaccounted_lines(post(), RECORDS) == unaccounted_lines(post(), shuffled) == []


# Hashes and keys


def test_the_hash_tells_content_apart_and_takes_no_account_of_when_it_was_saved():
    saved_again = copy.deepcopy(RECORDS)
    for record in saved_again:
        record["post"]["modified"] = "2021-03-09T00:00:00Z"
    moved = copy.deepcopy(RECORDS)
    moved[0]["post"]["link"] = "https://blog.example/moved/"
    corrected = copy.deepcopy(RECORDS)
    corrected[0]["segment_c"] = "Clean x 2"
    shuffled = [dict(reversed(record.items())) for record in RECORDS]
    assert keys.content_hash(saved_again) == keys.content_hash(RECORDS) == keys.content_hash(shuffled)
    hashes = {keys.content_hash(records) for records in (RECORDS, moved, corrected, RECORDS[::-1])}
    assert len(hashes) == 4
    assert all(len(digest) == 64 and int(digest, 16) for digest in hashes)


def test_a_week_is_kept_by_its_first_and_last_date_whatever_their_order():
    backwards = RECORDS[::-1]
    assert keys.weekly_key(backwards) == f"weekly/2021-03-08__2021-03-11--{PROGRAM}.json"
    assert keys.week_span(backwards) == "2021-03-08 to 2021-03-11"
    assert keys.raw_key(post()) == f"raw/2021-03-07__march-8-14-2021-{PROGRAM}.json"


def test_a_weekly_file_is_one_record_a_line():
    records = [{"session": "Monday – “heavy”\u2028", "notes": "a\nb"}, {"session": "Tuesday"}]
    lines = keys.json_lines(records).split("\n")
    assert [json.loads(text) for text in lines[:-1]] == records
    assert lines[-1] == ""
    assert "–" in lines[0]


# Lines


@pytest.mark.parametrize(
    "piece",
    ["<p>a<br>b", "<p>a<br></p></b>", "</p></br>", "<pre>a\n", "<object>a", "<td>a", "<a href='http://e.com'>a<br>"],
)
def test_a_post_of_unclosed_tags_is_read_in_linear_time(piece):
    def seconds(times):
        started = time.process_time()
        read_lines(piece * times)
        return time.process_time() - started

    seconds(100)
    assert seconds(12_000) < 60 * seconds(750)  # 16 times if linear, 256 times if quadratic


def test_a_post_may_be_nested_deeper_than_python_recurses():
    assert read_lines("<div>" * 20_000 + "deep" + "</div>" * 20_000) == [line("deep")]


LINES = [
    ("paragraphs", "<p>a</p><p>b</p>", ["a", "b"]),
    ("breaks", "a<br>b<br/>c<br />d</br>e", ["a", "b", "c", "d", "e"]),
    ("no break between inline tags", "<b>Mon</b><i>day</i> <span>x</span>", ["Monday x"]),
    ("white space folded", " a \t\n b\u00a0\u2003c&nbsp; ", ["a b c"]),
    ("zero-width characters gone", "M\u200bon\ufeffday\u2060 \u200d", ["Monday"]),
    ("control characters gone", "Mon\x07d\x1b[31may\x1b[0m\x9b2J \x7f", ["Monday"]),
    ("escape sequences gone", "\x1b]0;t i\x07A.\x1b(B \x1b]8;;http://x\x1b\\Row\x1b]8;;\x1b\\ x", ["A. Row x"]),
    ("an escape sequence over tags", "a\x1b<b>[31mb</b>", ["ab"]),
    ("an escape sequence that does not end", "a \x1b]0;title b \x1b[31é c \x1b", ["a ]0;title b [31é c"]),
    ("directions turned", "x \u202eyadnoM\u202c \u2067A.\u2069", ["x yadnoM A."]),
    ("a byte order mark", "\ufeff<p>\ufeffMonday</p>", ["Monday"]),
    ("every other character stays", "½ × ″ \u00ad \u200e é e\u0301 \ue000", ["½ × ″ \u00ad \u200e é e\u0301 \ue000"]),
    ("entities", "&lt;b&gt; &amp;amp; &#8211; &#x1F4AA; &bogus; &copy", ["<b> &amp; – 💪 &bogus; ©"]),
    ("a paragraph's end alone", "a</p>b</div>c", ["a", "bc"]),
    ("a bare sign", "70% < 80% & more > less", ["70% < 80% & more > less"]),
    ("a table row is a line", "<table><tr><th>a</th><td>b<td>c</tr><tr><td>d</table>e", ["a | b | c", "d", "e"]),
    ("an empty cell", "<table><tr><td>a</td><td> </td><td>c</td></tr></table>", ["a | c"]),
    ("cells of several lines", "<tr><td>a<br>b</td><td><p>c</p><p>d</p></td></tr>", ["a", "b", "c", "d"]),
    (
        "a table in a cell",
        "<tr><td>a<table><tr><td>b</td><td>c</td></tr></table>d</td></tr>e",
        ["a", "b | c", "d", "e"],
    ),
    ("nested lists", "<ul><li>a<ul><li>b</li></ul>c</li></ul>d", ["a", "b", "c", "d"]),
    ("preformatted", "<pre>a\n  b\n\nc</pre>d\ne", ["a", "b", "c", "d e"]),
    ("scripts and styles", "a<script>b<p>c</script>d<style>e</style>f", ["adf"]),
    ("comments", "a<!-- b --><!--[if mso]>c<![endif]-->d", ["ad"]),
    ("a video never closed ends with its block", "<div>a<video><p>b</p>c</div>d", ["a", "d"]),
    ("a table row never closed", "<table><tr><td>a<td>b</table>c", ["a | b", "c"]),
    ("a comment never closed", "a<!-- b", ["a"]),
    ("a tag never closed", "a<p class=", ["a"]),
    ("a link's tag never closed", 'a<a href="https://e.com', ["a"]),
    ("an xml declaration", "<?xml version='1.0'?>a<b>b</b>", ["ab"]),
    ("a script never closed", "a<script>b", ["a"]),
    ("word's conditionals", "<![if !supportLists]>A.<![endif]> Snatch<![CDATA[x]]>", ["A. Snatch"]),
    ("embeds are no text", "a<iframe>b</iframe><object>c</object><svg><title>d</title></svg>e", ["ae"]),
    ("a character of 5000 digits", f"a&#{'9' * 5000};b&#{'0' * 5000}", ["a\ufffdb\ufffd"]),
    ("lone surrogates", "a\ud83db", ["a\ufffdb"]),
    ("the end mark in the text", "a\uffffb", ["a\ufffdb"]),
    ("nothing", "", []),
    ("nothing to read", "<p>&nbsp;</p><br><hr/>", []),
]


@pytest.mark.parametrize(("name", "html", "texts"), LINES)
def test_a_line_is_what_is_between_line_breaks(name, html, texts):
    assert [found["text"] for found in read_lines(html)] == texts


LINKS = [
    ("in a line", 'x <a href="https://e.com/1">one</a>', [line("x one", ("one", "https://e.com/1"))]),
    ("split over tags", '<a href="https://e.com">Sn<b>at</b>ch</a>', [line("Snatch", ("Snatch", "https://e.com"))]),
    (
        "over a break",
        '<a href="https://e.com">a<br>b</a>',
        [line("a", ("a b", "https://e.com")), line("b")],
    ),
    (
        "over paragraphs: named by its first",
        '<a href="https://e.com"><p>a</p><p>b</p></a>',
        [line("a", ("a", "https://e.com")), line("b")],
    ),
    (
        "never closed",
        '<p><a href="https://e.com">a</p><p>b',
        [line("a", ("a", "https://e.com")), line("b")],
    ),
    (
        "one in the other",
        '<a href="https://e.com/1">a<a href="https://e.com/2">b</a></a>',
        [line("ab", ("a", "https://e.com/1"), ("b", "https://e.com/2"))],
    ),
    ("around a picture", '<a href="https://e.com"><img></a>', [line("", ("", "https://e.com"))]),
    ("to a place of the page", '<a href="#top">up</a><a name="x">here</a>', [line("uphere")]),
    ("by mail", '<a href="mailto:a@e.com">mail</a>', [line("mail")]),
    ("without a scheme", '<a href="//e.com/1">a</a>', [line("a", ("a", "https://e.com/1"))]),
    ("an embed", '<iframe title="Film" src="https://e.com"></iframe>', [line("", ("Film", "https://e.com"))]),
    (
        "an embed in its line",
        'a <iframe src="https://e.com"></iframe> b',
        [line("a b", ("", "https://e.com"))],
    ),
    ("a lazy embed", '<iframe src="about:blank" data-src="//e.com"></iframe>', [line("", ("", "https://e.com"))]),
    (
        "one film, two sources",
        '<video><source src="https://e.com/1"><source src="https://e.com/2"></video>',
        [line("", ("", "https://e.com/1"))],
    ),
    (
        "an embed in an object",
        '<object data="https://e.com/1"><embed src="https://e.com/2"></object><embed src="https://e.com/3">',
        [line("", ("", "https://e.com/1"), ("", "https://e.com/3"))],
    ),
    (
        "in a table row",
        '<tr><td><a href="https://e.com/1">a</a></td><td>b</td><td><a href="https://e.com/3">c</a></td></tr>',
        [line("a | b | c", ("a", "https://e.com/1"), ("c", "https://e.com/3"))],
    ),
    (
        "with control characters",
        '<a href="https://e.com/\x1b[31m1\n\u202e">a\x07</a>'
        '<iframe title="\x1b]0;x\x07Film" src="//e.com\x9b2J"></iframe>',
        [line("a", ("a", "https://e.com/1"), ("Film", "https://e.com"))],
    ),
    (
        "in the line of its first word",
        '<a href="https://e.com"><br> a</a>',
        [line("a", ("a", "https://e.com"))],
    ),
]


@pytest.mark.parametrize(("name", "html", "lines"), LINKS)
def test_a_link_stays_with_its_line(name, html, lines):
    assert read_lines(html) == lines


@pytest.mark.parametrize(
    ("address", "kept"),
    [
        ("https://e.com", "https://e.com"),
        ("HTTP://e.com", "HTTP://e.com"),
        (" https://e.com ", "https://e.com"),
        ("//e.com", "https://e.com"),
        ("/page", ""),
        ("ftp://e.com", ""),
        ("javascript:alert(1)", ""),
        ("httpx://e.com", ""),
        ("", ""),
        (None, ""),
    ],
)
def test_an_address_is_kept_if_it_is_an_http_one(address, kept):
    assert http_address(address) == kept
