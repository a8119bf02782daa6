"""Reading prescriptions: lines, segments, videos, sets, and the laws that hold on any text."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from invictus.prescriptions import (
    EXERCISE,
    PART,
    exercises_of,
    read_segment,
    sets_of,
    unaccounted,
    understood_share,
)
from invictus.prescriptions.exercise import DECIMALS
from invictus.prescriptions.line import LONGEST_LINE, read_line
from invictus.prescriptions.loads import LOAD
from invictus.prescriptions.schemes import SCHEME
from invictus.shapes import segments_of
from tests.prescriptions.coaches_lines import COACHES_LINES
from tests.prescriptions.coaches_segments import COACHES_SEGMENTS
from tests.prescriptions.prescription_lines import LINES as BLOG_LINES
from tests.prescriptions.segments import SEGMENTS
from transforms import read_post

LINES = [*BLOG_LINES, *COACHES_LINES]
ALL_SEGMENTS = {**SEGMENTS, **COACHES_SEGMENTS}

# --- One line ---------------------------------------------------------------------------------------------------------


def reading_as_written(line):
    """A line's reading with only what is there, in the manner of the table."""
    reading = read_line(line)
    return None if reading is None else said_of_reading(reading)


def said_of(load):
    return {key: value for key, value in load.items() if value not in (None, "", False)}


def said_of_reading(reading):
    said = {name: value for name, value in vars(reading).items() if value and name not in ("fields", "parts", "then")}
    if reading.turn is None:
        said.pop("turn", None)
    if "scheme" in said:
        said["scheme"] = {key: value for key, value in reading.scheme.items() if value not in (None, "")}
    if "loads" in said:
        said["loads"] = [said_of(load) for load in reading.loads]
    for name in ("of_block", "groups"):
        if name in said:
            said[name] = [said_of(each) if name == "of_block" else (each[0], said_of(each[1])) for each in said[name]]
    if reading.then:
        said["then"] = said_of_reading(reading.then)
    if len(reading.parts) > 1:
        said["parts"] = [(part["name"], part["times"]) for part in reading.parts]
    return {**said, **reading.fields}


def test_the_table_is_large_and_says_nothing_twice():
    assert len(LINES) >= 350
    assert len({line for line, _ in LINES}) == len(LINES)


@pytest.mark.parametrize(("line", "expected"), LINES, ids=[line for line, _ in LINES])
def test_a_line_is_read_whole_or_not_at_all(line, expected):
    assert reading_as_written(line) == expected


PRESCRIBING = [line for line, expected in LINES if expected and "cues" not in expected]


@pytest.mark.parametrize("line", PRESCRIBING)
def test_a_word_left_over_means_not_understood(line):
    assert read_line(f"{line} qqq9") is None


@pytest.mark.parametrize("line", PRESCRIBING)
def test_white_space_and_a_full_stop_make_no_difference(line):
    assert reading_as_written(f"  {line}\t".replace(" ", " \N{NO-BREAK SPACE}")) == reading_as_written(line)


@pytest.mark.parametrize(
    "piece",
    [
        "1",
        "a ",
        "x ",
        "x 1 ",
        "1-",
        "(",
        "Set 1, ",
        "1 & ",
        "one ",
        "+ A ",
        "not ",
        "@ 1",
        "of 1-RM A ",
        "Start ",
        "1 minute ",
        "in 1 minute ",
        "every 1:11 ",
        "A x 1 rep ",
    ],
)
def test_a_line_of_any_length_is_kept(piece):
    """Were a pattern to backtrack without bound, this would not come to an end."""
    for length in (LONGEST_LINE, 1_000_000):
        line = (piece * length)[:length]
        exercises = read_segment("segment_a", ["Three sets of:", line])
        assert [kept for exercise in exercises for kept in (*exercise["text"], *exercise["notes"])][-1] == line


# --- A segment --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("lines", "expected"), ALL_SEGMENTS.values(), ids=ALL_SEGMENTS)
def test_a_line_among_its_neighbours(lines, expected):
    exercises = read_segment("segment_a", lines)
    assert len(exercises) == len(expected)
    for exercise, said in zip(exercises, expected):
        found = {
            **exercise,
            "scheme": exercise["scheme"]["kind"],
            "loads": [load["sets"] for load in exercise["loads"]],
            **{name: len(exercise[name]) for name in ("text", "cues", "notes")},
        }
        unsaid = {"rest_s": None, "loads": [], "cues": 0, "notes": 0}
        assert {name: found[name] for name in {**unsaid, **said}} == {**unsaid, **said}


def test_the_segment_of_the_issue():
    [exercise] = read_segment(
        "segment_b",
        [
            "Every 2 minutes, for 16 minutes (8 sets):",
            "(Snatch + Hip Snatch) x 1 rep",
            "*Sets 6-8 = @ 75-80% of 1-RM Snatch",
        ],
    )
    assert exercise == {
        **EXERCISE,
        "segment": "segment_b",
        "block": 1,
        "scheme": {**SCHEME, "kind": "every", "interval_s": 120, "duration_s": 960, "sets": 8, "sets_to": 8},
        "movement": "(Snatch + Hip Snatch)",
        "movements": [{"name": "Snatch", "times": 1, "video": ""}, {"name": "Hip Snatch", "times": 1, "video": ""}],
        "reps": 1,
        "reps_to": 1,
        "loads": [{**LOAD, "sets": [6, 7, 8], "percent_from": 75.0, "percent_to": 80.0, "of": "1-RM Snatch"}],
        "text": [
            "Every 2 minutes, for 16 minutes (8 sets):",
            "(Snatch + Hip Snatch) x 1 rep",
            "*Sets 6-8 = @ 75-80% of 1-RM Snatch",
        ],
    }


def test_what_establish_below_a_movement_adds_to_its_scheme():
    [exercise] = read_segment(
        "segment_a", ["Every 2 minutes, for 10 minutes (5 sets):", "Front Squat x 5 reps", "Build to a 5-RM"]
    )
    assert exercise["scheme"] == {
        **SCHEME,
        "kind": "every",
        "interval_s": 120,
        "duration_s": 600,
        "sets": 5,
        "sets_to": 5,
        "what": "5-RM",
        "rep_max": 5,
    }


def test_the_sets_of_alternating_movements_are_those_of_each():
    exercises = read_segment(
        "segment_a", ["EMOM for 12 minutes:", "Minute 1 - Row x 12 calories", "Minute 2 - Clean x 1 rep @ 70%"]
    )
    assert [len(sets_of(exercise)) for exercise in exercises] == [6, 6]
    uneven = read_segment("segment_a", ["EMOM for 11 minutes:", "Odd: Clean x 1 rep", "Even: Snatch x 1 rep"])
    assert [len(sets_of(exercise)) for exercise in uneven] == [0, 0]  # six and five, but no field holds that


def test_a_set_goes_on_counting_in_the_table_of_sets():
    exercises = read_segment(
        "segment_a",
        ["Every minute…", "Clean", "*Sets 1-2 – 40% x 1 rep", "and then…", "Every 2 minutes…", "*Set 3 – 80% x 1 rep"],
    )
    assert [[row["set"] for row in sets_of(exercise)] for exercise in exercises] == [[1, 2], [3]]


def test_what_percents_are_of_is_said_once_for_all():
    [exercise] = read_segment(
        "segment_a", ["Two sets of:", "Clean Pull x 3 reps @ 90%", "(percentages are based on 1-RM Clean)"]
    )
    assert exercise["loads"][0]["of"] == "1-RM Clean"


def test_sets_of_above_are_of_what_was_established():
    _, sets = read_segment("segment_a", ["Front Squat: work to a 3RM, then 2x3 @ 90% of that"])
    assert sets["loads"][0]["of"] == "today's 3-RM Front Squat"


# --- Videos -----------------------------------------------------------------------------------------------------------


def link(text, url, segment="segment_a"):
    return {"field": segment, "text": text, "url": url}


def test_each_part_of_a_complex_has_its_video_and_the_exercise_the_first():
    [exercise] = read_segment(
        "segment_a",
        ["Three sets of:", "(Snatch + Hip Snatch) x 1 rep"],
        [link("Snatch ", "https://v/1"), link("Hip Snatch", "https://v/2")],
    )
    assert [part["video"] for part in exercise["movements"]] == ["https://v/1", "https://v/2"]
    assert exercise["video"] == "https://v/1"


def test_a_link_over_the_whole_complex_is_the_exercises():
    [exercise] = read_segment(
        "segment_a", ["Three sets of:", "(Clean + Jerk) x 1 rep"], [link("(Clean + Jerk)", "https://v/1")]
    )
    assert (exercise["video"], [part["video"] for part in exercise["movements"]]) == ("https://v/1", ["", ""])


def test_links_are_given_out_in_the_posts_order():
    exercises = read_segment(
        "segment_a",
        ["Two sets of:", "Power Snatch x 2 reps", "Snatch x 2 reps", "Snatch x 1 rep"],
        [
            link("Snatch", "https://v/1"),
            link("Snatch", "https://v/2", "segment_b"),
            link("here", "https://v/3"),
            link("", "https://v/4"),
        ],
    )
    assert [exercise["video"] for exercise in exercises] == ["", "https://v/1", ""]


def test_a_link_without_text_is_no_movements():
    [remark] = read_segment("segment_a", ["*Watch this first."], [link("", "https://v/1")])
    assert remark["video"] == ""


def test_a_link_over_a_piece_of_the_movement():
    [exercise] = read_segment(
        "segment_a", ["Two sets of:", "Slow Pull Power Clean x 2 reps"], [link("Power Clean", "https://v/1")]
    )
    assert exercise["video"] == "https://v/1"


# --- A table of sets --------------------------------------------------------------------------------------------------


def test_one_row_a_set_with_its_own_load_or_that_of_all_sets():
    [exercise] = read_segment(
        "segment_c",
        [
            "Every 2:30, for 10 minutes (4 sets):",
            "Front Squat x 3 reps @ 75-85%",
            "*Set 4 = 1 rep @ 90% of 1-RM Front Squat",
        ],
    )
    row = {
        "segment": "segment_c",
        "block": 1,
        "movement": "Front Squat",
        "reps": 3,
        "reps_to": 3,
        "seconds": None,
        "distance_m": None,
        "percent_from": 75.0,
        "percent_to": 85.0,
        "of": "",
        "turn": None,
        "reps_women": None,
        "max_effort": False,
        "calories": None,
        "calories_to": None,
        "calories_women": None,
        "weight": None,
        "weight_women": None,
        "unit": "",
        "relative": "",
        "change_from": None,
        "change_to": None,
    }
    assert sets_of(exercise) == [
        {**row, "set": 1},
        {**row, "set": 2},
        {**row, "set": 3},
        {**row, "set": 4, "reps": 1, "reps_to": 1, "percent_from": 90.0, "percent_to": 90.0, "of": "1-RM Front Squat"},
    ]


@pytest.mark.parametrize(
    ("lines", "how_many"),
    [
        (["3-4 sets of:", "Plank x 30 seconds"], 3),
        (["In 20 minutes, establish a 1-RM Deadlift"], 0),
        (["AMRAP 10:", "Burpees x 5 reps"], 0),
        (["One Set Tabata of: Sit-Ups:", "20 seconds on", "For a total of 8 rounds"], 8),
        (["Every 2 minutes:", "Snatch x 1 rep", "*Sets 1-5 = @ 70%"], 5),
    ],
)
def test_no_set_that_the_post_is_not_sure_of(lines, how_many):
    [exercise] = read_segment("segment_a", lines)
    assert [row["set"] for row in sets_of(exercise)] == list(range(1, how_many + 1))


# --- The laws ---------------------------------------------------------------------------------------------------------


def assert_shape(value, model):
    """Every key, and of each the one type: a number may be None, a whole number may not be a fraction."""
    assert value.keys() == model.keys()
    for key, held in value.items():
        expected = (
            str
            if isinstance(model[key], str)
            else bool
            if isinstance(model[key], bool)
            else (float if key in DECIMALS else int)
        )
        if isinstance(model[key], dict):
            assert_shape(held, model[key])
        elif isinstance(model[key], list):
            assert isinstance(held, list)
        else:
            assert type(held) is expected or (held is None and expected in (int, float)), key


def check_laws(record):
    segments = segments_of(record)
    exercises = exercises_of(segments, record["links"])
    assert unaccounted(segments, exercises) == []
    for exercise in exercises:
        assert_shape(exercise, EXERCISE)
        for load in exercise["loads"]:
            assert_shape(load, LOAD)
        for part in exercise["movements"]:
            assert_shape(part, PART)
        sets_of(exercise)
    assert 0 <= understood_share(exercises) <= 1
    assert json.loads(json.dumps(exercises)) == exercises
    return exercises


BLOG_WORDS = """x @ % + ( ) * - = : , . 1 2 30 75-80% Set Sets rep reps sets of: Snatch Clean & Jerk Every minutes
    seconds minute, for Rest establish a 1-RM each leg Followed by build to EMOM AMRAP tabata 400m 100ft 0 0% 00:00 you
    the""".split()
texts = st.one_of(
    st.text(),
    st.lists(st.sampled_from(BLOG_WORDS), max_size=14).map(" ".join),
    st.sampled_from([line for line, _ in LINES]),
)


@given(st.lists(texts, max_size=12).map("\n".join), st.lists(texts, max_size=4).map("\n".join))
def test_conservation_and_shape_hold_on_any_text(segment_a, segment_c):
    check_laws(
        {
            "date": "2021-01-04",
            "warm_up": "400m run",
            "segment_a": segment_a,
            "segment_c": segment_c,
            "links": [{"field": "segment_a", "text": segment_a[:9], "url": "https://v/1"}],
        }
    )


def test_a_line_lost_or_doubled_is_told():
    segments = {"segment_a": "Three sets of:\nRow x 5 reps"}
    exercises = exercises_of(segments)
    exercises[0]["text"].append(exercises[0]["text"].pop(0) + "!")
    assert unaccounted(segments, exercises) == [("segment_a", "Three sets of:"), ("segment_a", "Three sets of:!")]


def test_the_share_understood():
    exercises = exercises_of({"segment_a": "Three sets of:\nRow x 5 reps\nShuttle Run x 15 lengths", "segment_b": ""})
    assert understood_share(exercises) == 0.6667
    assert understood_share([]) == 1.0


# --- Real weeks -------------------------------------------------------------------------------------------------------


def test_real_weeks_are_understood(real_weeks):
    for post in real_weeks:
        week = [
            exercise for record in read_post(json.loads(post.read_text("utf-8"))) for exercise in check_laws(record)
        ]
        noted = [line for exercise in week for line in exercise["notes"]]
        assert understood_share(week) >= 0.97, (post.name, noted)
