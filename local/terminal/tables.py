"""Tables that never cut a cell: words are wrapped, and where that is not enough, each row is a list of its own."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Optional

from rich.cells import cell_len
from rich.console import Console
from rich.table import Table
from rich.text import Text

from local.terminal.printing import line, printable

_BORDER = 3  # columns that a cell takes beside its text: a line and two blanks


def show_table(
    console: Console,
    columns: Sequence[str],
    rows: Sequence[Sequence[str]],
    right: Collection[int] = (),
    title: str = "",
) -> None:
    """Print rows of cells below the names of their columns; those of `right` (by number) are numbers.

    Where the terminal is too narrow for the longest word of every column, each row is printed as a list,
    `column  cell` line by line, without its empty cells.
    """
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
    """Return widths from `least` to `most`, in all at most `available`; None where the least are more than that.

    The widest columns are made narrower, to one width.
    """
    for widest in range(available, -1, -1):
        widths = [max(low, min(high, widest)) for low, high in zip(least, most)]
        if sum(widths) <= available:
            return widths
    return None
