"""A session as terminal, page and calendar show it: nothing is hidden and nothing is invented."""

from __future__ import annotations

from typing import Any

from invictus.prescriptions import exercises_of, sets_to_show
from invictus.shapes import StoredRecord, texts_of
from local.archive.weeks import StoredWeek
from local.page.render import week_html, week_page
from local.training.session_view import CoachLine, Movement, Rest, ShownLink, ShownSession, session_of
from local.training.words import measure_in_words
from tests.support.posts import TRAINING_WEEK, post_of, sample_posts
from tests.support.stored_weeks import records_of

FRIDAY = "Friday\nA.\nSnatch x 2 reps"


def record_of(lines: str, **changes: Any) -> StoredRecord:
    """Return a Monday's record, its first exercise changed: it may say more than today's grammar reads."""
    record: Any
    (record,) = records_of(post_of(f"Monday\nA.\n{lines}"))
    record["exercises"][0].update(changes)
    changed: StoredRecord = record
    return changed


def movement_of(lines: str, **changes: Any) -> Movement:
    (movement,) = session_of(record_of(lines, **changes)).blocks[0].movements
    return movement


def session_before_friday(lines: str) -> ShownSession:
    return session_of(records_of(post_of(f"{lines}\n{FRIDAY}"))[0])


def test_no_line_of_a_session_is_missing() -> None:
    for post in [post_of(TRAINING_WEEK), *sample_posts()]:
        for record in records_of(post):
            session = session_of(record)
            written = [line for text in (*session.texts, *session.written) for line in text.lines]
            lines = "\n".join(texts_of(record).values()).split("\n")
            assert sorted(written) == sorted(filter(None, lines))
            shown = {part.text for block in session.blocks for part in block.parts if isinstance(part, CoachLine)}
            assert shown >= {line for each in record["exercises"] for line in (*each["notes"], *each["cues"])}


def test_each_part_of_a_complex_has_its_own_video() -> None:
    movement = movement_of('3 sets of:\n(Snatch + <a href="https://v/1">Hip Snatch</a>) x 1 rep')

    hip_snatch = ShownLink("Hip Snatch", "https://v/1")
    assert movement.name_parts == [ShownLink("(Snatch + ", ""), hip_snatch, ShownLink(")", "")]


def test_a_weight_of_the_post_is_a_load_and_all_else_is_beside_the_reps() -> None:
    for said, shown in {
        "(95/65 lb)": ("", "95/65 lb"),
        "@ 60 kg": ("", "60 kg"),
        "@ 3-5% more than last Monday": ("3-5 % more than last Monday", ""),
        "@ 70%": ("70 %", ""),
        "": ("", ""),
    }.items():
        sets = movement_of(f"3 sets of:\nPower Clean x 5 reps {said}").sets
        assert {(each.percent, each.load) for each in sets} == {shown}


def test_a_percent_of_something_else_than_a_maximum_asks_for_none() -> None:
    record = record_of("3 sets of:\nFront Squat x 3 reps @ 90%")
    record["exercises"][0]["loads"][0]["of"] = "today's heaviest"

    html = week_html(week_page(StoredWeek(record["date"], record["date"], record["program"], ""), [record]))

    assert "90 %" in html and "% of today&#39;s heaviest" in html
    assert "data-from" not in html.split("<script")[0]


def test_a_piece_that_was_not_understood_is_ticked_as_a_whole() -> None:
    record = record_of("25/20 Somethings, then 3 of the other\nB.\nBuild as you go.")

    unread, words = session_of(record).blocks

    (tick,) = unread.movements
    assert (tick.key, tick.name, [each.measure for each in tick.sets]) == ("a1//1", "", [""])
    assert unread.parts[0] == CoachLine("25/20 Somethings, then 3 of the other", False)
    assert words.movements == []


def test_a_turn_a_rest_of_its_own_and_loads_of_no_movement_are_shown() -> None:
    movement = movement_of("Every minute, for 10 minutes (10 sets):\nFront Squat x 3 reps", turn=2)
    assert movement.details == ["minute 2"]

    rest = record_of("3 sets of:\nFront Squat x 3 reps", movement="", rest_s=180, rest_to_s=180)
    assert session_of(rest).blocks[0].parts == [Rest("rest 3 min", 180)]

    nameless = movement_of("3 sets of:\nFront Squat x 3 reps @ 70%", movement="")
    assert (nameless.name, [each.percent for each in nameless.sets]) == ("", ["70 %"] * 3)


def test_which_days_are_rest_days() -> None:
    for lines, is_rest in {
        "Thursday (Rest Day)\nGo for a walk.": True,
        "Thursday": True,
        "Thursday (Session Four)\nMobility only.": False,
        "Thursday (Rest Day)\nA.\nSnatch x 2 reps": False,
    }.items():
        assert session_before_friday(lines).is_rest_day is is_rest, lines

    record, _ = records_of(post_of(f"Thursday (Rest Day)\nGo for a walk.\n{FRIDAY}"))
    record["exercises"] = exercises_of({"notes": "Go for a walk."})
    session = session_of(record)
    assert (session.is_rest_day, session.blocks, session.texts[0].lines) == (True, [], ["Go for a walk."])


def test_the_counts_of_a_complex_are_shown_once() -> None:
    for name, parts, shown in (
        ("(Clean + Jerk)", {"Clean": 2, "Jerk": 2}, " (2+2)"),
        ("(Clean + 2 Front Squats + Jerk)", {"Clean": 1, "Front Squats": 2, "Jerk": 1}, ""),
        ("Clean + Jerk (2+1)", {"Clean": 2, "Jerk": 1}, ""),
        ("2 Snatches + 3 Hip Snatches", {"Snatches": 2, "Hip Snatches": 3}, ""),
    ):
        movements = [{"name": part, "times": times, "video": ""} for part, times in parts.items()]
        movement = movement_of("3 sets of:\nSnatch x 1 rep", movement=name, movements=movements)
        assert "".join(part.text for part in movement.name_parts) == name + shown


def test_counts_that_differ_by_set_are_said_by_set() -> None:
    (exercise,) = record_of("2 sets of:\n(Clean + Jerk) x 1 rep @ 70%")["exercises"]
    once: Any = {**sets_to_show(exercise)[0][0], "times": [3, 1]}
    twice: Any = {**once, "reps": 2, "reps_to": 2}

    assert [measure_in_words(exercise, row) for row in (once, twice)] == ["3+1 reps", "2 x (3+1) reps"]


def test_what_is_shown_keeps_the_posts_order() -> None:
    lines = ["Build over the sets.", "Front Squat x 3 reps (slowly)", "~ 7 & 9 ~", "Plank x 30 seconds (heavier)"]

    (block,) = session_of(record_of("\n".join(["3 sets of:", *lines]))).blocks

    shown = [getattr(part, "text", "") or getattr(part, "name", "") for part in block.parts]
    assert shown == ["Build over the sets.", "Front Squat", "(slowly)", "~ 7 & 9 ~", "Plank", "(heavier)"]


def test_sets_that_an_unread_line_may_change_are_shown_as_uncertain() -> None:
    movement = movement_of("5 sets of:\nSnatch x 2 reps @ 75%", uncertain=[4, 5])

    rows = [(numbers, each.measure, each.percent) for numbers, each in movement.rows]
    assert rows == [("1-3", "2 reps", "75 %"), ("4-5", "", "see the notes")]


def test_a_day_without_letters_is_shown_like_any_other() -> None:
    lines = ["For time:", "Run 400 meters", "Back Squat x 5 reps"]

    session = session_before_friday("\n".join(("Monday", *lines)))

    assert [(block.label, block.scheme) for block in session.blocks] == [("1", "For time")]
    assert session.gist == "Run · Back Squat"
    assert (session.texts, [text.lines for text in session.written]) == ([], [lines])
    assert not session.is_rest_day


def test_a_heading_within_the_day_is_shown_where_it_is_all_of_its_block() -> None:
    squat, skill, finisher = session_before_friday("Monday\nBack Squat 5x5\nSkill:\nFinisher:\nRun 400 meters").blocks

    assert skill.parts == [CoachLine("Skill:", True)]
    assert [block.movements[0].name for block in (squat, finisher)] == ["Back Squat", "Run"]


def test_a_session_is_known_by_its_own_name_and_not_by_its_number() -> None:
    for heading, key in {
        "Mon. (Session 1)": "2021-01-04-session-1",
        "Monday AM": "2021-01-04-am",
        "Monday - Snatch day": "2021-01-04-snatch-day",
    }.items():
        session = f"{heading}\nA.\nSnatch x 2 reps"
        for lines in (session, f"Monday (Session Zero)\nA.\nJerk x 2 reps\n{session}"):
            assert session_of(records_of(post_of(lines))[-1]).key == key
