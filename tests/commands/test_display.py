"""What a run prints: the newest week by its movements, and errors in sentences."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest
from rich.console import Console

from local.archive.folder import ArchiveFolder
from local.running import result
from local.terminal.progress import error_in_words
from tests.support.posts import TRAINING_WEEK, post_of, sample_posts
from tests.support.stored_weeks import records_of, store


@pytest.fixture
def out() -> Console:
    return Console(file=io.StringIO(), width=100)


def said_on(console: Console) -> str:
    return console.file.getvalue()  # type: ignore[attr-defined, no-any-return]


def test_the_newest_week_is_shown_by_its_movements(out: Console) -> None:
    result.show_newest_week(out, records_of(post_of(TRAINING_WEEK)))

    said = "\n".join(each.rstrip() for each in said_on(out).splitlines())
    assert said.startswith("The week of 4 January 2021, 5-day-weightlifting-program\nMonday (Session One), 4 January\n")
    assert "  A  (Snatch + Hip Snatch): 8 sets, 60-80 %\n" in said
    assert "  B  Back Squat: establish a 1-RM within 24 min\n" in said
    assert "  B  Front Squat: 2 sets, 70-90 %\n" in said
    assert "; then Power Clean: 5 sets, 101 % or more\n" in said
    assert said.endswith("Thursday (Rest Day), 7 January\nTo train from it: make week DATE=2021-01-04")


def test_the_newest_week_takes_about_a_screen_and_names_another_programme_on_a_line_to_copy(
    out: Console, tmp_path: Path
) -> None:
    store(tmp_path / "bucket", *sample_posts())

    result.show(out, ArchiveFolder(tmp_path), result.Outcome(result.NOTHING_DONE), verbose=False)

    said = said_on(out).splitlines()
    assert said[0] == "The week of 18 January 2021, 5-day-weightlifting-program" and len(said) <= 45
    at = said.index("There is also 3-day-weightlifting-program, 3 sessions:")
    assert said[at + 1] == "  make week DATE=2021-01-18 PROGRAM=3-day-weightlifting-program"
    assert said[-1].endswith("Newest week: 2021-01-18 to 2021-01-23")


def test_a_summary_is_never_markup_or_a_command(out: Console) -> None:
    (record,) = records_of(post_of("Monday\nA.\n~ [red]7[/] :smile: \x1b[31m"))

    result.show_newest_week(out, [{**record, "session": "Monday [bold]\x1b[1m"}])

    assert "~ [red]7[/] :smile:" in said_on(out)
    assert "Monday [bold]" in said_on(out)
    assert "\x1b" not in said_on(out)


def lambda_cause(message: str) -> str:
    return json.dumps({"errorMessage": message, "errorType": "E", "requestId": "1", "stackTrace": ["File a, line 1"]})


@pytest.mark.parametrize(
    ("name", "cause", "said"),
    [
        ("PostFormatError", lambda_cause("slug: has no day."), "PostFormatError: slug: has no day."),
        ("InputError", lambda_cause("page is wrong")[:-20], "InputError: page is wrong."),  # AWS cuts long ones off
        ("States.Timeout", "", "States.Timeout: A step took too long. Run it again."),
        (
            "DynamoDB.ThrottlingException",
            "Rate exceeded (Service: DynamoDb)",
            "DynamoDB.ThrottlingException: Rate exceeded (Service: DynamoDb). It may pass: run it again.",
        ),
        ("Lambda.Unknown", "[" * 100_000, "Lambda.Unknown: [["),
        ("E", '{"other": 1}', "E: no cause was given."),
        ("E", lambda_cause("\x1b[31mred"), r"E: \x1b[31mred."),
    ],
)
def test_an_error_is_shown_as_its_message_and_its_remedy(name: str, cause: str, said: str) -> None:
    words = error_in_words(name, cause)

    assert words.startswith(said)
    assert not {"stackTrace", "errorMessage"} & set(words.replace('"', " ").split())


def test_what_failed_is_shown_with_its_reason(out: Console, tmp_path: Path) -> None:
    failure = {"post": {"id": 1}, "error": {"Error": "PostFormatError", "Cause": lambda_cause("closed: has no day")}}
    archive = ArchiveFolder(tmp_path)
    archive.write("failed/[red]1.json", json.dumps(failure).encode())
    for name, body in (("deep", b"[" * 100_000), ("other", b'"a string"')):
        archive.write(f"failed/{name}.json", body)

    result.show_failures(out, archive)

    assert said_on(out) == "failed/[red]1.json\n  PostFormatError: closed: has no day.\n"
    assert archive.damaged == ["failed/deep.json", "failed/other.json"], "a run says so as it begins"
