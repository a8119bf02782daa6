"""A session as a lifter wants to read it in the gym: what to do, how often, how heavy. In the terminal (rich).

A block is a table of the movement, its sets, reps, percent and, for a lifter whose maxima are known, the load on the
bar. In a terminal too narrow for the table each set is a line of its own. Coaching words are below their movement; so
is a line that was not understood, as it was written. Nothing is ever cut.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import NamedTuple, Optional, Union

from rich.cells import cell_len
from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from invictus.shapes import StoredRecord
from local.terminal.printing import line, link_style, printable
from local.training.lifter import Lifter
from local.training.session_shapes import CoachLine, Movement, Rest, ShownBlock
from local.training.session_view import session_of
from local.training.words import percent_in_words

NARROW = 60  # columns: in fewer, no table
LOAD_STYLE = "bold green"
_GAP = 3
_NARROWEST_NAME = 16  # columns: in fewer, no table


class BoardRow(NamedTuple):
    """Equal sets. `name` is empty except in a movement's first row, `sets` if no number of sets is written."""

    name: Text
    sets: str
    work: str
    percent: str
    load: str
    rest: str


def show_session(console: Console, record: StoredRecord, lifter: Lifter) -> None:
    """Print a stored record, from its heading to its links."""
    session = session_of(record, lifter)
    _show_heading(console, f"{record['session']}, {session.day.day} {session.day:%B %Y}")
    for text in session.texts:
        console.print(Text(text.title, style="bold cyan"))
        for said in text.lines:
            _show_indented(console, line(said), 2)
        console.print()
    for block in session.blocks:
        _show_block(console, block)
    for remark in (*session.remarks, *_not_understood(record, lifter)):
        console.print(line(remark, "yellow"))
    _show_links(console, record)
    console.print()


def _show_heading(console: Console, heading: str) -> None:
    title = line(heading, "bold")
    if title.cell_len + 4 <= console.width:
        console.rule(title, align="left")
    else:
        console.print(title, overflow="fold")
        console.rule()


def _indent(console: Console) -> int:
    return 3 if console.width >= 40 else 1


def _show_indented(console: Console, text: Text, indent: Optional[int] = None) -> None:
    left = _indent(console) if indent is None else indent
    console.print(Padding(text, (0, 0, 0, left), expand=False), overflow="fold")


def _not_understood(record: StoredRecord, lifter: Lifter) -> list[str]:
    """Return a remark on the lines that no load was worked out for, for a lifter with maxima."""
    count = sum(len(exercise["notes"]) for exercise in record["exercises"])
    if lifter.maxima is None or not count:
        return []
    were, it = ("line was", "it") if count == 1 else ("lines were", "them")
    return [f"{count} {were} not understood, and no load is worked out for {it}: read {it} as written."]


# A block


def _show_block(console: Console, block: ShownBlock) -> None:
    """Print a block under its label and scheme."""
    scheme = f"  {printable(block.scheme)}" if block.scheme else ""
    console.print(Text.assemble((block.label, "bold cyan"), (scheme, "bold")), overflow="fold")
    parts = [shown for part in block.parts for shown in _shown(part)]
    rows = [part for part in parts if isinstance(part, BoardRow)]
    headers = _headers(rows)
    widths = _column_widths(rows, headers, console.width - _indent(console)) if console.width >= NARROW else []
    for is_rows, together in groupby(parts, key=lambda part: isinstance(part, BoardRow)):
        if is_rows and widths:
            table = _table([part for part in together if isinstance(part, BoardRow)], headers, widths)
            console.print(Padding(table, (0, 0, 0, _indent(console)), expand=False))
            headers = [""] * len(headers)  # once a block
            continue
        for part in together:
            _show_lines(console, part) if isinstance(part, BoardRow) else _show_indented(console, part)
    console.print()


def _shown(part: Union[Movement, CoachLine, Rest]) -> Iterator[Union[BoardRow, Text]]:
    if isinstance(part, CoachLine):
        yield line(part.text, "italic dim" if part.is_understood else "")
    elif isinstance(part, Rest):
        yield line(part.words.capitalize())
    elif any((part.name, *part.ways, *(each.measure or each.percent or each.load for each in part.sets))):
        yield from _rows(part)


def _rows(movement: Movement) -> Iterator[BoardRow]:
    name, rest = _name(movement), movement.rest
    for numbers, each in movement.rows:
        yield BoardRow(name, numbers, each.measure, percent_in_words(each.row), each.weight, rest)
        name, rest = Text(""), ""


def _name(movement: Movement) -> Text:
    """Return the movement, each part linked to its video, and how it is done."""
    name = Text("", "bold")
    for part in movement.name_parts:
        piece = line(part.text)
        piece.stylize(link_style(part.url))
        name.append_text(piece)
    return name.append_text(line("".join(f", {way}" for way in movement.ways), "not bold"))


def _headers(rows: Sequence[BoardRow]) -> list[str]:
    """Return the headers of the columns, "" for a column without cells or with cells that need none."""
    percents = [row.percent for row in rows if row.percent]
    percent = "percent" if all("%" in cell for cell in percents) else ""
    named = ("", "set", "", percent, "load", "rest")
    return [header if any(cells) else "" for header, cells in zip(named, zip(*rows))]


def _column_widths(rows: Sequence[BoardRow], headers: Sequence[str], available: int) -> list[int]:
    """Return the width of each of a table's columns, 0 for one without cells; [] if the table is too wide.

    Only names are wrapped. A load or a percent in two pieces would be misread.
    """
    if not rows:
        return []
    widths = [max(map(_width, cells)) for cells in zip(*rows)]
    widths = [width and max(width, cell_len(header)) for width, header in zip(widths, headers)]
    longest_word = max(cell_len(word) for row in rows for word in (row.name.plain.split() or [""]))
    least = min(widths[0], max(_NARROWEST_NAME, longest_word))
    widths[0] = min(widths[0], available - sum(width + _GAP for width in widths[1:] if width))
    return widths if widths[0] >= least else []


def _width(cell: object) -> int:
    return cell.cell_len if isinstance(cell, Text) else cell_len(str(cell))


def _table(rows: Sequence[BoardRow], headers: Sequence[str], widths: Sequence[int]) -> Table:
    table = Table(box=None, show_header=any(headers), padding=(0, _GAP, 0, 0), pad_edge=False)
    used = [at for at, width in enumerate(widths) if width]
    for at in used:
        style = LOAD_STYLE if BoardRow._fields[at] == "load" else ""
        table.add_column(headers[at], header_style="dim", style=style, width=widths[at], overflow="fold")
    for row in rows:
        table.add_row(*(cell if isinstance(cell, Text) else line(cell) for cell in (row[at] for at in used)))
    return table


def _show_lines(console: Console, row: BoardRow) -> None:
    """Print sets alike as lines, `Sets 2-5: 1 rep, 70 %, 55 kg`, broken between its pieces and not within one."""
    if row.name:
        _show_indented(console, row.name)
    several = not row.sets.isdigit()
    start = [Text(f"Set{'s' * several} {row.sets}:")] if row.sets else []
    pieces = [line(row.work), line(row.percent), line(row.load, LOAD_STYLE), line(row.rest and f"rest {row.rest}")]
    indent = _indent(console) + 2
    for number, text in enumerate(_filled([*start, *filter(None, pieces)], console.width - indent)):
        _show_indented(console, text, indent + 2 * bool(number))


def _filled(pieces: Sequence[Text], width: int) -> list[Text]:
    lines: list[Text] = []
    for at, piece in enumerate(pieces):
        if at + 1 < len(pieces) and not piece.plain.endswith(":"):
            piece = piece + ","
        if lines and lines[-1].cell_len + 1 + piece.cell_len <= width - 2 * (len(lines) > 1):
            lines[-1] = lines[-1] + " " + piece
        else:
            lines.append(piece)
    return lines


# Links


def _show_links(console: Console, record: StoredRecord) -> None:
    """Print, in a terminal, the links that no movement above has; in a file, where nothing can be clicked on, all."""
    heading: Optional[Text] = Text("Links", "bold cyan")
    shown = {part["video"] for exercise in record["exercises"] for part in exercise["movements"]}
    for link in record["links"]:
        style = link_style(link["url"])
        is_clickable = console.is_terminal and bool(style)
        if is_clickable and link["url"] in shown:
            continue
        text = line(link["text"] or link["url"])
        text.stylize(style)
        if not is_clickable and link["text"]:
            text.append_text(line(f"  {link['url']}", "dim"))
        if heading:
            console.print(heading)
            heading = None
        console.print(Text("  ") + text, soft_wrap=True)
