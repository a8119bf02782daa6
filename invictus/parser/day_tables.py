"""The rule "table of days": a table whose head row holds the days is read a day after the other, column by column.

Any other table is read row by row (html_lines.py).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Optional

from bs4.element import PageElement, PreformattedString, Tag

from invictus.parser.headings import date_heading_of, heading_of
from invictus.parser.shown import text_in

_CELLS = frozenset(("td", "th"))
_ROW_GROUPS = frozenset(("thead", "tbody", "tfoot"))
_FEWEST_DAYS = 2
# Two weeks side by side. A row's label is read with each of its days, so their number must have a limit.
_MOST_DAYS = 14


def day_columns(table: Tag) -> Optional[list[PageElement]]:
    """Return what is in a table of days, in the order in which a person reads it; None for any other table.

    A first column without a day holds the rows' labels (`A.`, `Warm-Up`): each is read with every day of its row.
    What belongs to no day or to all (a caption, a row of one cell) is read before the days.
    """
    before: list[PageElement] = []
    rows: list[list[Tag]] = []
    for part in _parts(table):
        cells = _cells_of(part)
        if cells is None:
            return None
        if len(cells) < 2:
            before.append(part)
        else:
            rows.append(cells)
    heads = [_is_day(cell) for cell in rows[0]] if rows else []
    labels = 1 if heads and not heads[0] else 0
    if not all(heads[labels:]) or not _FEWEST_DAYS <= len(heads) - labels <= _MOST_DAYS:
        return None
    days: list[list[Tag]] = [[head] for head in rows[0][labels:]]
    before += rows[0][:labels]
    for row in rows[1:]:
        label, cells = row[:labels], row[labels:]
        cells_by_day = [*([cell] for cell in cells[: len(days) - 1]), cells[len(days) - 1 :]]
        if not any(map(_shows, cells)):
            before += label
        for day, own in zip(days, cells_by_day):
            if any(map(_shows, own)):
                day += [*label, *own]
    return [*before, *(cell for day in days for cell in day)]


def _parts(table: Tag) -> Iterator[PageElement]:
    """Yield the rows of a table, and whatever else is in it."""
    for part in table.contents:
        if isinstance(part, Tag) and part.name in _ROW_GROUPS:
            yield from part.contents
        else:
            yield part


def _cells_of(part: PageElement) -> Optional[list[Tag]]:
    """Return the cells of a row, [] for anything but a row, None for a row with more in it, whose markup is broken."""
    if not isinstance(part, Tag) or part.name != "tr":
        return []
    shown = [child for child in part.contents if isinstance(child, Tag) or _shows(child)]
    cells = [child for child in shown if isinstance(child, Tag) and child.name in _CELLS]
    return cells if len(cells) == len(shown) else None


def _is_day(cell: Tag) -> bool:
    text = text_in(cell) or ""
    return heading_of(text) is not None or date_heading_of(text) is not None


def _shows(part: PageElement) -> bool:
    """Return whether there is anything in a cell or a text. A picture or an embed counts."""
    if isinstance(part, Tag):
        return any(isinstance(child, Tag) or _shows(child) for child in part.contents)
    return not isinstance(part, PreformattedString) and str(part).strip() != ""
