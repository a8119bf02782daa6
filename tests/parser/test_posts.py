"""Every pair in `tests/posts/`: a post in one of the blog's ten years' formats, and what must be read from it.

A new format is a new pair: write `NAME.json`, run `make accept-post POST=tests/posts/NAME.json`, check by eye.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Optional

import pytest

from invictus.parser.days import lines_and_headings
from local.__main__ import main
from local.accept_post import outcome_of, placed_lines, read_post_file
from local.sample_blog.posts import PostFileError
from tests.support.commands import output_of
from tests.support.post_files import POSTS, REAL_POSTS
from tests.support.week_by_steps import unaccounted_lines
from transforms import strip_post_html

NAMES = sorted({file.name.split(".")[0] for file in POSTS.iterdir()})

# day of the month, heading and letters of each session of the two real weeks
REAL_SESSIONS = {
    f"2020-12-{monday - 1}__december-{monday}-{monday + 6}-2020": [
        (f"2020-12-{monday}", "Monday (Session One)", "ABCDE"),
        (f"2020-12-{monday + 1}", "Tuesday (Session Two)", "ABCDE"),
        (f"2020-12-{monday + 2}", "Wednesday (Session Three)", "ABCDE"),
        (f"2020-12-{monday + 3}", "Thursday (Rest Day)", ""),
        (f"2020-12-{monday + 4}", "Friday (Session Four)", fridays),
        (f"2020-12-{monday + 5}", "Saturday (Session Five)", "ABCDE"),
    ]
    for monday, fridays in ((14, "ABCD"), (21, "ABCDE"))
}


def test_each_post_has_its_expected_result_and_each_result_its_post() -> None:
    expected = [f"{name}{end}" for name in NAMES for end in (".expected.json", ".json")]
    assert sorted(file.name for file in POSTS.iterdir()) == sorted(expected)
    assert len(NAMES) >= 30


@pytest.mark.parametrize("name", NAMES)
def test_a_post_is_read_as_it_was_accepted_and_each_line_and_link_is_kept(name: str) -> None:
    post = read_post_file(POSTS / f"{name}.json")
    outcome = outcome_of(post)
    assert outcome == json.loads((POSTS / f"{name}.expected.json").read_text(encoding="utf-8"))
    if "error" not in outcome:
        assert unaccounted_lines(post, outcome) == []
        lines = lines_and_headings(strip_post_html(post))[0]
        assert [line["text"] for line, _ in placed_lines(post)] == [line["text"] for line in lines]


@pytest.mark.parametrize("name", REAL_SESSIONS)
def test_a_real_week_is_read_whole(name: str) -> None:
    file = REAL_POSTS / f"{name}.json"
    if not file.exists():
        pytest.skip(f"{file} is not here")
    post = read_post_file(file)
    records = outcome_of(post)
    assert [
        (
            record["date"],
            record["session"],
            "".join(letter for letter in "ABCDE" if record[f"segment_{letter.lower()}"]),
        )
        for record in records
    ] == REAL_SESSIONS[name]
    assert unaccounted_lines(post, records) == []
    links = [len(record["links"]) for record in records]
    assert links == [5, 4, 3, 0, 3, 3] or post["id"] != 94860


# Accepting a post


def test_accepting_a_post_writes_what_was_read_next_to_it_and_shows_where_each_line_went(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "160")
    post = tmp_path / "week.json"
    post.write_bytes((POSTS / "label_marks.json").read_bytes())
    assert main(["accept-post", str(post)]) == 0
    written = (tmp_path / "week.expected.json").read_text(encoding="utf-8")
    assert written == (POSTS / "label_marks.expected.json").read_text(encoding="utf-8")
    shown = [[cell.strip() for cell in row.split("│")[1:-1]] for row in capsys.readouterr().out.splitlines()]
    assert ["B) Front Squat", "2021-03-08", "Monday (Session One)", "segment_b"] in shown
    assert ["5 x 3", "2021-03-08", "Monday (Session One)", ""] in shown


def test_accepting_a_refused_post_shows_its_lines_and_the_refusal(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "400")
    post = tmp_path / "news.json"
    post.write_bytes((POSTS / "announcement.json").read_bytes())
    assert main(["accept-post", str(post)]) == 0
    refusal = json.loads((tmp_path / "news.expected.json").read_text(encoding="utf-8"))
    shown = capsys.readouterr().out.splitlines()
    assert "  Monday is back to normal!" in shown
    assert f"Refused, PostFormatError: {refusal['message']}" in shown


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("absent.json", None, "cannot be read (No such file or directory). Name a post's JSON file."),
        ("week.expected.json", b"[]", "holds something else than a post. Give an object as WordPress's API gives it."),
    ],
)
def test_accepting_a_file_without_a_post_says_so(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], name: str, content: Optional[bytes], message: str
) -> None:
    file = tmp_path / name
    if content is not None:
        file.write_bytes(content)
    assert output_of(capsys, "accept-post", str(file), code=1) == f"Error: {file} {message}\n"
    assert list(tmp_path.glob("*.expected.expected.json")) == []


@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"], ids=["", "with a byte order mark"])
def test_accepting_a_post_of_failed_reads_the_post_in_it(tmp_path: Path, mark: bytes) -> None:
    post = json.loads((POSTS / "label_marks.json").read_text(encoding="utf-8"))
    failed = {"post": post, "error": {"Error": "LinesLostError", "Cause": "week: 1 of its lines is lost"}}
    file = tmp_path / "failed.json"
    file.write_bytes(mark + json.dumps(failed).encode())
    assert main(["accept-post", str(file)]) == 0
    written = (tmp_path / "failed.expected.json").read_text(encoding="utf-8")
    assert written == (POSTS / "label_marks.expected.json").read_text(encoding="utf-8")


def test_a_post_file_may_leave_out_what_wordpress_would_fill_in(tmp_path: Path) -> None:
    file = tmp_path / "short.json"
    short = {"date": "2021-03-07T17:00:00", "slug": "week", "title": {"rendered": ""}}
    file.write_text(json.dumps({**short, "content": {"rendered": "Monday<br>A. Snatch"}}))
    assert [(record["date"], record["session"]) for record in outcome_of(read_post_file(file))] == [
        ("2021-03-08", "Monday - week")
    ]
    file.write_text("{}")
    with pytest.raises(PostFileError):
        read_post_file(file)
