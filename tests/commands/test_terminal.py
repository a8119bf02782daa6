"""Text of others is printed whole, and never as a command to the terminal."""

from __future__ import annotations

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.console import Console

from local.terminal.printing import console, line, link_style, printable, shared_widths, show_table, tell


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Snatch – 5×3 “fast”, 雪 \U0001f600", "Snatch – 5×3 “fast”, 雪 \U0001f600"),
        ("one\ntwo\tthree", "one\ntwo\tthree"),
        ("\x1b]8;;https://x\x1b\\", r"\x1b]8;;https://x\x1b" + "\\"),
        ("\x9b31m \x07\r\x7f\x00", r"\x9b31m \x07\r\x7f\x00"),
        ("\u202eback\u2066", r"\u202eback\u2066"),
        ("a\u2028b", r"a\u2028b"),
        ("half \ud83d of one", r"half \ud83d of one"),
    ],
)
def test_a_control_character_is_shown_and_not_obeyed(text: str, shown: str) -> None:
    assert printable(text) == shown


@given(st.text(st.characters(exclude_categories=[])))
def test_no_text_reaches_the_terminal_as_a_command(text: str) -> None:
    paper = io.StringIO()
    Console(file=paper, width=60, force_terminal=True, color_system=None).print(line(text))

    assert not any((ord(each) < 32 and each != "\n") or 0x7F <= ord(each) <= 0x9F for each in paper.getvalue())
    paper.getvalue().encode()


def test_markup_emoji_codes_and_numbers_are_printed_unchanged(capsys: pytest.CaptureFixture[str]) -> None:
    console().print("[bold red]x[/] :smile: 5 http://a.example 'b'")

    assert capsys.readouterr().out == "[bold red]x[/] :smile: 5 http://a.example 'b'\n"


def test_prose_is_broken_between_words_in_a_terminal_and_left_whole_in_a_file(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    prose = f"  one two three four five {'long' * 6} six"
    monkeypatch.setenv("COLUMNS", "20")

    tell(prose)
    assert capsys.readouterr().out == f"{prose}\n"
    monkeypatch.setenv("FORCE_COLOR", "1")
    tell(prose)
    assert capsys.readouterr().out == f"  one two three four\n  five\n  {'long' * 6}\n  six\n"


def test_only_an_address_of_the_web_is_a_link() -> None:
    for url in ("https://youtu.be/XoDNJApSqgY", "HTTP://a.example/ü?q=1&r=2#x"):
        assert link_style(url).link == url
    hostile = ("https://a b", "https://a\x1b]8;;x", "https://a\u202eb")
    for url in ("javascript:alert(1)", "file:///x", "", "data:,x", *hostile):
        assert not link_style(url), url


CELLS = st.text("ab -5", max_size=30)


@given(st.lists(st.tuples(CELLS, CELLS, CELLS), max_size=4), st.integers(20, 120))
def test_a_table_never_loses_a_character(rows: list[tuple[str, str, str]], width: int) -> None:
    paper = io.StringIO()

    show_table(Console(file=paper, width=width), ("first", "second", "third"), rows)

    printed = paper.getvalue()
    assert all(len(each) <= width for each in printed.splitlines())
    for letter in "ab5":
        assert printed.count(letter) >= sum(cell.count(letter) for row in rows for cell in row)


def test_the_remaining_width_is_shared_among_the_columns_that_need_it() -> None:
    assert shared_widths([2, 2, 2], [4, 20, 30], 30) == [4, 13, 13]
    assert shared_widths([2, 2], [4, 4], 30) == [4, 4]
    assert shared_widths([10, 10], [20, 20], 19) is None
