"""The whiteboard: a session as a person reads it in the gym."""

from __future__ import annotations

import io
import json
import re
from collections import Counter
from contextlib import suppress

from rich.console import Console

from invictus.errors import PostFormatError
from invictus.exercises import Scheme
from invictus.prescriptions import sets_of
from invictus.shapes import StoredRecord
from local.sample_blog.posts import whole_post
from local.training.gym import show_session
from local.training.lifter import Lifter, Plates, maxima_from_text
from local.training.loads import load_in_words
from local.training.words import measure_in_words, percent_in_words, scheme_in_words
from tests.support.post_files import real_post_files
from tests.support.posts import TRAINING_WEEK, post_of, sample_posts
from tests.support.stored_weeks import records_of

MONDAY, TUESDAY, REST_DAY = records_of(post_of(TRAINING_WEEK))


def board(record: StoredRecord, lifter: Lifter = Lifter(), width: int = 100, terminal: bool = False) -> str:  # noqa: B008
    """Return a session's whiteboard as printed."""
    paper = io.StringIO()
    out = Console(
        file=paper,
        width=width,
        height=25,  # without it, rich asks the terminal for its size at every line
        force_terminal=terminal,
        color_system="standard" if terminal else None,  # rich writes links only with colours
    )
    show_session(out, record, lifter)
    return paper.getvalue()


def shown(record: StoredRecord, lifter: Lifter = Lifter(), terminal: bool = False) -> str:  # noqa: B008
    """Return it with single blanks, and without the blanks at a line's ends."""
    return "\n".join(" ".join(line.split()) for line in board(record, lifter, terminal=terminal).splitlines())


def test_the_board_shows_sets_reps_percents_and_loads() -> None:
    on_board = shown(MONDAY, Lifter(maxima_from_text("Snatch=80,Back Squat=140"), Plates(step=1)))

    assert on_board.startswith("Monday (Session One), 4 January 2021 ─")
    assert (
        "A Every 2 min for 16 min, 8 sets\n"
        "set percent load\n"
        "(Snatch + Hip Snatch) 1 1 rep 60 % of 1-RM Snatch 48 kg\n"
        "2-5 1 rep 70 % of 1-RM Snatch 56 kg\n"
        "6-8 1 rep 75-80 % of 1-RM Snatch 60-64 kg\n"
    ) in on_board
    assert "B Establish a 1-RM within 24 min\nBack Squat\n" in on_board


def test_lines_that_were_not_understood_keep_their_place() -> None:
    assert (
        "C 3-4 sets\n"
        "set rest\n"
        "Chin-ups 1-4 8-10 reps 30 s\n"
        "Plank 1-4 45 s\n"
        "(add weight if possible)\n"
        "Shuttle Run x 15 lengths\n"
        "Rest 60 seconds\n"
    ) in shown(MONDAY)


def test_the_board_shows_a_second_block_an_open_percent_and_a_tabata() -> None:
    on_board = shown(TUESDAY, Lifter(maxima_from_text("Power Clean=90")))

    assert "A Every 2:30 min for 15 min, 6 sets\n" in on_board
    assert (
        "then Every 1 min for 5 min, 5 sets\nset percent load\nPower Clean 1-5 2 reps 101 % or more 92.5 kg or more\n"
        in on_board
    )
    assert "C Tabata, 20 s on, 10 s off, 8 rounds\nset\nHollow Rocks 1-8 20 s\n" in on_board


def test_tempo_and_pause_are_shown_unless_the_name_contains_them() -> None:
    lines = [
        "Monday\nA.\nThree sets of:",
        "Back Squat x 5 reps @ 32X1",
        "Clean with 2 second pause at knee x 1 rep",
        "Front Squat with 3 second eccentric x 2 reps",
        "Snatch Pull x 3 reps (3 second pause at knee)",
    ]
    (record,) = records_of(post_of("\n".join(lines)))

    assert (
        "Back Squat, tempo 32X1 1-3 5 reps\n"
        "Clean with 2 second pause at knee 1-3 1 rep\n"
        "Front Squat with 3 second eccentric 1-3 2 reps\n"
        "Snatch Pull, 3 second pause at knee 1-3 3 reps\n"
    ) in shown(record)


def test_a_missing_maximum_is_asked_for_once() -> None:
    maxima = maxima_from_text("Clean & Jerk=100")

    asked = shown(TUESDAY, Lifter(maxima))
    related_used = shown(TUESDAY, Lifter(maxima, use_related=True))

    assert asked.count("No maximum for Front Squat: add it to the maxima.") == 1
    assert "No maximum for Power Clean: add it to the maxima, or use that of Clean & Jerk (RELATED=1)." in asked
    assert "Power Clean 1-5 2 reps 101 % or more 102.5 kg or more" in related_used
    assert "No maximum for Power Clean: this is of Clean & Jerk, and may be too heavy." in related_used


def test_without_maxima_loads_are_not_mentioned_and_a_rest_day_is_its_heading() -> None:
    assert "load" not in shown(TUESDAY)
    assert "maxim" not in shown(TUESDAY)
    assert shown(REST_DAY).rstrip(" ─\n") == "Thursday (Rest Day), 7 January 2021"
    assert "\n\n\n" not in "".join(map(board, (MONDAY, TUESDAY, REST_DAY)))


def test_links_are_on_the_movements_in_a_terminal_and_listed_below_in_a_file() -> None:
    lines = 'Monday\nA.\nThree sets of:\n<a href="https://v/1">Tall Snatch</a> x 2 reps\n<a href="https://v/2">how</a>'
    (record,) = records_of(post_of(lines))

    in_terminal, in_file = shown(record, terminal=True), shown(record)

    assert in_file.endswith("Tall Snatch https://v/1\nhow https://v/2\n")
    links = re.findall(r"\x1b]8;[^;]*;(https[^\x1b]*)\x1b\\(?:\x1b\[[\d;]*m)?([^\x1b]*)", in_terminal)
    assert links == [("https://v/1", "Tall Snatch"), ("https://v/2", "how")]


# In a narrow terminal


def test_below_60_columns_each_set_gets_its_own_lines() -> None:
    narrow = board(MONDAY, Lifter(maxima_from_text("Snatch=82.5"), Plates(step=1)), width=40)
    lines = "\n".join(map(str.rstrip, narrow.splitlines()))

    assert (
        "B  Establish a 1-RM within 24 min\n"
        "   Back Squat\n"
        "\n"
        "C  3-4 sets\n"
        "   Chin-ups\n"
        "     Sets 1-4: 8-10 reps, rest 30 s\n"
        "   Plank\n"
        "     Sets 1-4: 45 s\n"
    ) in lines
    assert (
        "     Set 1: 1 rep, 60 % of 1-RM Snatch\n"
        "       49 kg\n"
        "     Sets 2-5: 1 rep, 70 % of 1-RM\n"
        "     Snatch\n"
        "       58 kg\n"
    ) in lines


def test_a_name_that_does_not_fit_the_table_and_a_table_that_fits_nowhere_have_lines_of_their_own() -> None:
    complex_of_three = "(Power Clean + Push Press + Power Jerk) x 2 reps @ 70-72.5% of 1-RM Power Clean & Power Jerk"
    (record,) = records_of(post_of(f"Monday\nA.\nFive sets of:\n{complex_of_three}"))
    lifter = Lifter(maxima_from_text("Power Clean & Power Jerk=117.5"))

    narrow, wider = board(record, lifter, width=70), board(record, lifter, width=90)

    assert "     Sets 1-5: 2 reps, 70-72.5 % of 1-RM Power Clean & Power Jerk\n       82.5-85 kg\n" in narrow
    assert "   (Power Clean + Push Press + Power Jerk)\n" in wider
    assert re.search(r" {6,}1-5   2 reps   70-72.5 % of 1-RM Power Clean & Power Jerk   82.5-85 kg\n", wider)


def sessions() -> list[StoredRecord]:
    real = [whole_post(json.loads(file.read_text()), file.name) for file in real_post_files("*.json")]
    records = [record for post in (post_of(TRAINING_WEEK), *sample_posts()) for record in records_of(post)]
    for post in real:
        with suppress(PostFormatError):  # an announcement
            records += records_of(post)
    return records


def words_to_be_shown(record: StoredRecord, lifter: Lifter) -> tuple[Counter[str], set[str]]:
    """Return the words of a session's lines with their counts, and the words of its figures."""
    lines = [record["session"], record["warm_up"], record.get("week_notes") or ""]
    if not any(exercise["segment"] == "notes" for exercise in record["exercises"]):
        lines.append(record["notes"])
    figures: set[str] = set()
    for exercise in record["exercises"]:
        lines += [exercise["movement"], *exercise["cues"], *exercise["notes"]]
        how_many = exercise["scheme"]["sets_to"] or 1
        scheme: Scheme = {**exercise["scheme"], "sets": how_many, "sets_to": how_many}
        for row in sets_of({**exercise, "scheme": scheme}) if exercise["movement"] else []:
            texts = (percent_in_words(row), load_in_words(row, lifter)[0], measure_in_words(exercise, row))
            figures |= {word for text in (*texts, scheme_in_words(exercise["scheme"])) for word in text.split()}
    return Counter(word for line in lines for word in line.split()), figures


def test_nothing_of_a_session_is_cut_at_any_width() -> None:
    lifter = Lifter(
        maxima_from_text("Snatch=82.5,Clean & Jerk=102.5,Back Squat=142.5,Front Squat=117.5"), Plates(step=0.5)
    )
    for number, record in enumerate(sessions()):
        lines, figures = words_to_be_shown(record, lifter)
        width = 20 + number % 101  # in all, every width to 120
        where = record["date"], record["session"], width
        on_board = board(record, lifter, width=width)
        found = Counter(word.rstrip(",:") for word in on_board.split())
        squeezed = "".join(on_board.split())
        folded = Counter({word: squeezed.count(word) for word in lines if len(word) > width - 6})
        missing = Counter({word.rstrip(",:"): count for word, count in lines.items()}) - found - folded
        assert not missing, (where, missing)
        assert not {word.rstrip(",:") for word in figures} - set(found), where
