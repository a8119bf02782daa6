"""`make explain`: the tokens, the forms and the reading of a line, or the token that nothing took."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.support.commands import output_of
from tests.support.posts import post_of


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("Snatch x 2 reps @ 70-75%", "tokens   snatch  x  <number> 2  rep  @  <percent> (70.0, 75.0)"),
        ("Snatch x 2 reps @ 70-75%", "form     at a load: x 2 reps @ 70-75%"),
        (
            "Snatch x 2 reps @ 70-75%",
            "reading  fields: {reps: 2, reps_to: 2}, loads: ({percent_from: 70.0, percent_to: 75.0})",
        ),
        ("Ring Dips x 8-10 reps", "form     reps: x 8-10 reps"),
        ("5 rounds: 10 Foo, 20 Bars", "times: 1}), more: ({fields: {reps: 20, reps_to: 20}, movement: Bars, "),
        ("Snatch x 2 reps, then 3 lengths", "not understood: no form takes '3 lengths'"),
        ("Women: 5x3 @ 70%", "not understood: no form takes 'Women: 5x3 @ 70%'"),
    ],
)
def test_a_line_is_explained(line: str, said: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert said in output_of(capsys, "explain", "--line", line)


def test_the_lines_of_a_post_that_are_not_understood_are_explained(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    post = tmp_path / "post.json"
    post.write_text(json.dumps(post_of("Monday\nA.\nTwo sets of:\nBack Squat x 3 reps\n7 lengths")), "utf-8")

    said = output_of(capsys, "explain", "--post", str(post))

    assert said.splitlines()[0] == "7 lengths"
    assert "Back Squat" not in said


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        ([], 2, "LINE is missing. Type: make explain LINE="),
        (["--post", "no/such"], 1, "no/such cannot be read (No such file or directory). Name a post's JSON file."),
    ],
)
def test_a_missing_line_or_post_is_named(
    arguments: list[str], code: int, said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert said in output_of(capsys, "explain", *arguments, code=code)
