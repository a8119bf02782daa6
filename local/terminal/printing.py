"""Printing untrusted text: whole, and never as a command to the terminal. In a terminal, wrapped between words.

A table never cuts a cell: words are wrapped, and where that is not enough, each row is a list of its own.
"""

from __future__ import annotations

import io
import os
import re
import sys
from collections.abc import Collection, Sequence
from typing import Any, Optional, Union
from urllib.parse import urlsplit

from rich.cells import cell_len
from rich.console import Console
from rich.style import Style
from rich.table import Table
from rich.text import Text

# Control characters (but for the tab and the line break), what reverses the direction of writing, line separators of
# which terminals differ, and halves of a character, which no encoding can write.
_COMMANDS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")

_BORDER = 3  # columns that a cell of a table takes beside its text: a line and two blanks


def counted(number: int, thing: str) -> str:
    """Return how many there are: `1 weekly file`, `3 weekly files`."""
    return f"{number} {thing}{'s' * (number != 1)}"


class _Console(Console):
    def print(self, *shown: Any, soft_wrap: Optional[bool] = None, **how: Any) -> None:
        """Print as rich does, but with `soft_wrap` in a terminal break long lines at blanks; a file keeps them."""
        if soft_wrap and self.is_terminal:
            shown = tuple(self._broken(each) if isinstance(each, Text) else each for each in shown)
        super().print(*shown, soft_wrap=soft_wrap, **how)

    def _broken(self, text: Text) -> Text:
        """Return the text broken between words, each line indented as it begins. A long word may be an address."""
        lines = []
        for each in text.split(allow_blank=True):
            indent = len(each.plain) - len(each.plain.lstrip())
            rest = each[indent:]
            rest.overflow = "ignore"
            for broken in rest.wrap(self, self.width - indent):
                broken.rstrip()
                lines.append(each[:indent] + broken)
        return Text("\n").join(lines)

    def on_broken_pipe(self) -> None:
        """Leave it to `main` of local/__main__.py, as for what is printed without rich."""
        raise BrokenPipeError


def console(stderr: bool = False) -> Console:
    """Return a console on standard output, or standard error, in which every text is only a text."""
    return _Console(stderr=stderr, markup=False, emoji=False, highlight=False)


def printable(text: str) -> str:
    r"""Return the text with every character that a terminal would obey written out: `\x1b`, `\u202e`."""
    return _COMMANDS.sub(lambda found: found[0].encode("unicode_escape").decode(), text)


def line(value: object, style: Union[str, Style] = "") -> Text:
    """Return a value as rich's Text, printable. Nothing in it is markup."""
    return Text(printable(str(value)), style)


def web_address(url: str) -> str:
    """Return `url` if it is an http(s) address with a host, "" for anything else (`javascript:`)."""
    try:
        parts = urlsplit(url)
        return url if parts.scheme in ("http", "https") and parts.hostname else ""
    except ValueError:  # such as an unclosed bracket in the host
        return ""


def link_style(url: str) -> Style:
    """Return what makes words a link in a terminal; no style for an address that is not http(s) or not printable."""
    is_safe = web_address(url) and printable(url) == "".join(url.split())
    return Style(link=url, underline=True) if is_safe else Style()


def tell(text: str, style: str = "", stderr: bool = False) -> None:
    """Print prose: nothing in it is a command, and a terminal shows it wrapped between words."""
    console(stderr).print(line(text, style), soft_wrap=True)


def show_table(
    console: Console,
    columns: Sequence[str],
    rows: Sequence[Sequence[str]],
    right: Collection[int] = (),
    title: str = "",
) -> None:
    """Print rows of cells below the names of their columns; those of `right` (by number) are numbers. In a terminal too
    narrow for the longest word of every column a row is a list, `column  cell` by line, without its empty cells."""
    columns, rows = list(map(printable, columns)), [list(map(printable, row)) for row in rows]
    if title:
        console.print(line(title, "bold"))
    cells = list(zip(columns, *rows))
    least = [max(cell_len(word) for cell in column for word in cell.split() or [""]) for column in cells]
    most = [max(cell_len(part) for cell in column for part in cell.split("\n")) for column in cells]
    widths = shared_widths(least, most, console.width - _BORDER * len(columns) - 1)
    if widths is None:
        for number, row in enumerate(rows, start=1):
            console.print(line(f"--- {number} of {len(rows)}", "dim"))
            for name, cell in zip(columns, row):
                if cell:
                    console.print(Text.assemble((f"{name}  ", "dim"), cell), overflow="fold")
        return
    wraps = any("\n" in cell or cell_len(cell) > width for row in rows for cell, width in zip(row, widths))
    table = Table(show_lines=wraps)
    for at, (name, width) in enumerate(zip(columns, widths)):
        table.add_column(line(name), width=width, overflow="fold", justify="right" if at in right else "left")
    for row in rows:
        table.add_row(*map(line, row))
    console.print(table)


def shared_widths(least: Sequence[int], most: Sequence[int], available: int) -> Optional[list[int]]:
    """Return widths from `least` to `most`, in all at most `available`: the widest columns are made narrower, to one
    width. None where the least are more than that."""
    for widest in range(available, -1, -1):
        widths = [max(low, min(high, widest)) for low, high in zip(least, most)]
        if sum(widths) <= available:
            return widths
    return None


def accept_any_text() -> None:
    """Make standard output and error write `?` for a character that their encoding lacks."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")


def close_broken_pipe() -> None:
    """Let the interpreter end in peace when the reader of a pipe (`| head`) has gone: what is left goes nowhere."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except BrokenPipeError:
            os.dup2(nowhere, stream.fileno())
