"""Tables that never cut a cell: words are wrapped, and where that is not enough, each row is a list of its own."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Optional

from rich.cells import cell_len
from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from local.terminal.printing import line, printable

Cells = Sequence[str]

_BORDER = 3  # columns that a cell takes beside its text: a line and two blanks
_NARROWEST_CELL = 16  # in a list: a narrower cell goes below the name of its column


def show_table(
    console: Console, columns: Sequence[str], rows: Sequence[Cells], right: Collection[int] = (), title: str = ""
) -> None:
    """Print rows of cells below the names of their columns; those of `right` (by number) are numbers.

    Where the terminal is too narrow for the longest word of every column, each row is printed as a list,
    `column  cell` line by line, without its empty cells.
    """
    columns, rows = list(map(printable, columns)), [list(map(printable, row)) for row in rows]
    if title:
        console.print(line(title, "bold"))
    widths = _widths(columns, rows, console.width)
    if widths is None:
        _show_lists(console, columns, rows)
        return
    wraps = any(cell_len(part) > width for row in rows for cell, width in zip(row, widths) for part in cell.split("\n"))
    table = Table(show_lines=wraps or any("\n" in cell for row in rows for cell in row))
    for at, (name, width) in enumerate(zip(columns, widths)):
        table.add_column(line(name), width=width, overflow="fold", justify="right" if at in right else "left")
    for row in rows:
        table.add_row(*map(line, row))
    console.print(table)


def _widths(columns: Sequence[str], rows: Sequence[Cells], available: int) -> Optional[list[int]]:
    """Return each column's width, None where their longest words are too wide side by side."""
    cells = [[name, *column] for name, column in zip(columns, zip(*rows))] if rows else [[name] for name in columns]
    least = [max(cell_len(word) for cell in column for word in (cell.split() or [""])) for column in cells]
    most = [max(cell_len(part) for cell in column for part in cell.split("\n")) for column in cells]
    return shared_widths(least, most, available - _BORDER * len(columns) - 1)


def shared_widths(least: Sequence[int], most: Sequence[int], available: int) -> Optional[list[int]]:
    """Return widths from `least` to `most`, in all at most `available`; None where the least are more than that.

    Room that is left goes to the columns that want it, first to the one that wants the least.
    """
    widths, left = list(least), available - sum(least)
    if left < 0:
        return None
    wanting = sorted(range(len(widths)), key=lambda at: most[at] - least[at])
    for served, at in enumerate(wanting):
        more = min(most[at] - least[at], left // (len(wanting) - served))
        widths[at] += more
        left -= more
    return widths


def _show_lists(console: Console, columns: Sequence[str], rows: Sequence[Cells]) -> None:
    name_width = max(map(cell_len, columns)) + 2
    room = console.width - name_width
    for number, row in enumerate(rows, start=1):
        console.print(Text(f"--- {number} of {len(rows)}", "dim"))
        for name, cell in zip(columns, row):
            longest_word = max(map(cell_len, cell.split()), default=0)
            if cell and room >= max(longest_word, _NARROWEST_CELL):
                pair = Table.grid()
                pair.add_column(width=name_width)
                pair.add_column(overflow="fold")
                pair.add_row(line(name, "dim"), line(cell))
                console.print(pair)
            elif cell:
                console.print(line(name, "dim"), overflow="fold")
                console.print(Padding(line(cell), (0, 0, 0, 2), expand=False), overflow="fold")
