"""The laws of the reader, on any text and on real weeks: no line is lost, and every exercise has the same shape."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any, get_args, get_origin, get_type_hints

from hypothesis import given
from hypothesis import strategies as st

import transforms
from invictus.exercises import Exercise, SetRow, VideoLink, sets_of, unaccounted, understood_share
from invictus.prescriptions import exercises_of
from invictus.shapes import segments_of
from tests.prescriptions.blog_lines import BLOG_LINES
from tests.prescriptions.other_coaches_lines import OTHER_COACHES_LINES


def has_type(value: Any, kind: Any) -> bool:
    """Return whether a value is of a type, a shape with every key of its types: an int is no float, a bool no int."""
    if isinstance(value, list):
        return get_origin(kind) is list and all(has_type(each, get_args(kind)[0]) for each in value)
    if isinstance(value, dict):
        types = get_type_hints(kind)
        return value.keys() == types.keys() and all(has_type(held, types[key]) for key, held in value.items())
    return type(value) in (get_args(kind) or (kind,))


def check_laws(segments: dict[str, str], links: Sequence[VideoLink]) -> list[Exercise]:
    exercises = exercises_of(segments, links)
    assert unaccounted(segments, exercises) == []
    for exercise in exercises:
        assert has_type(exercise, Exercise)
        assert all(has_type(row, SetRow) for row in sets_of(exercise))
    assert 0 <= understood_share(exercises) <= 1
    assert json.loads(json.dumps(exercises)) == exercises
    return exercises


BLOG_WORDS = """x @ % + ( ) * - = : , . 1 2 30 75-80% Set Sets rep reps sets of: Snatch Clean & Jerk Every minutes
    seconds minute, for Rest establish a 1-RM each leg Followed by build to EMOM AMRAP tabata 400m 100ft 0 0% 00:00 you
    the""".split()
texts = st.one_of(
    st.text(),
    st.lists(st.sampled_from(BLOG_WORDS), max_size=14).map(" ".join),
    st.sampled_from([line for line, _ in [*BLOG_LINES, *OTHER_COACHES_LINES]]),
)


@given(st.lists(texts, max_size=12).map("\n".join), st.lists(texts, max_size=4).map("\n".join))
def test_conservation_and_shape_hold_on_any_text(segment_a: str, segment_c: str) -> None:
    links: list[VideoLink] = [{"field": "segment_a", "text": segment_a[:9], "url": "https://v/1"}]
    check_laws({"segment_a": segment_a, "segment_c": segment_c}, links)


def test_a_line_lost_or_doubled_is_reported() -> None:
    segments = {"segment_a": "Three sets of:\nRow x 5 reps"}
    exercises = exercises_of(segments)
    exercises[0]["text"].append(exercises[0]["text"].pop(0) + "!")
    assert unaccounted(segments, exercises) == [("segment_a", "Three sets of:"), ("segment_a", "Three sets of:!")]


def test_the_understood_share_counts_lines_of_training() -> None:
    exercises = exercises_of({"segment_a": "Three sets of:\nRow x 5 reps\nShuttle Run x 15 lengths", "segment_b": ""})
    assert understood_share(exercises) == 0.6667
    assert understood_share([]) == 1.0


def test_real_weeks_are_understood(real_weeks: list[Path]) -> None:
    for post in real_weeks:
        records = transforms.read_post(json.loads(post.read_text("utf-8")))
        week = [exercise for record in records for exercise in check_laws(segments_of(record), record["links"])]
        noted = [line for exercise in week for line in exercise["notes"]]
        assert understood_share(week) >= 0.97, (post.name, noted)
