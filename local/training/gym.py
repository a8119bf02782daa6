"""`make today`, `make week` and `make next`: the training of a day, a week or the coming day, to read in the gym.

What to do, how often, how heavy: a block is a table of the movement, its sets, reps, percent and, for a lifter whose
maxima are known, the load on the bar. In a terminal too narrow for the table each set has lines of its own. Coaching
words are below their movement; so is a line that was not understood, as it was written. Nothing is ever cut.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from itertools import groupby
from typing import Any, Union

import click
from rich.console import Console, RenderableType
from rich.padding import Padding
from rich.text import Text

from invictus.shapes import StoredRecord
from local.archive.options import archive_options, date_asked, day_argument, program_option
from local.archive.weeks import Archive, ArchiveError, open_archive
from local.deployed.account import Command
from local.terminal.printing import console, counted, line, link_style, printable, tell
from local.training.lifter import Lifter, lifter_of, lifter_options
from local.training.loads import misspelt
from local.training.session_view import CoachLine, Movement, Part, Rest, ShownBlock, session_of
from local.training.words import percent_in_words, range_in_words

NARROW = 60  # columns: in fewer, no table
LOAD_STYLE = "bold green"
_GAP, _INDENT = 3, 3

Row = list[Text]  # sets alike: the movement (in its first row only), which sets, reps, percent, load, rest


def _options(command: Command) -> Command:
    return day_argument(program_option(lifter_options(archive_options(command))))


@click.command()
@_options
def today(day: str, **given: Any) -> None:
    """Show the training of a day: that of DATE (such as 2021-01-18), or today's."""
    asked = date_asked(day)
    _show_dates(asked, asked, **given)


@click.command()
@_options
def week(day: str, **given: Any) -> None:
    """Show the training of a week, from Monday to Sunday: that of DATE (such as 2021-01-18), or this one."""
    asked = date_asked(day)
    monday = asked - timedelta(days=asked.weekday())
    _show_dates(monday, monday + timedelta(days=6), **given)


def _show_dates(first: date, last: date, program: str, aws: bool, stage: str, **lifter: Any) -> None:
    who, archive = lifter_of(**lifter), open_archive(aws, stage)
    wanted = archive.program(program)
    found = archive.records(first.isoformat(), last.isoformat())
    records = [record for record in found if record["program"] == wanted]
    others = sorted({record["program"] for record in found} - {wanted})
    if not records:
        asked = f"on {first}" if first == last else f"from {first} to {last}"
        raise ArchiveError(f"the {wanted} has no session {asked}{_where_else(archive, wanted, str(first), others)}")
    _show(records, who)
    if others:
        when = "this day" if first == last else "this week"
        named = ", ".join(f"PROGRAM={other}" for other in others)
        tell(f"This is the {wanted}. There is more for {when}: {named}", "dim")


def _where_else(archive: Archive, program: str, day: str, others: Sequence[str]) -> str:
    if others:
        return f", but there is one for: {', '.join(others)}. Add PROGRAM={others[0]}"
    weeks = [week.first for week in archive.weeks if week.program == program]
    later = [first for first in weeks if first > day]
    nearest = f"next week: DATE={later[0]}" if later else f"last week: DATE={weeks[-1]}"
    return f". The archive has {archive.says()}. Its {nearest}"


@click.command("next")
@_options
def coming(day: str, program: str, aws: bool, stage: str, **lifter: Any) -> None:
    """Show the coming training: that of today (or DATE), or of the next day that has some."""
    first, who = date_asked(day).isoformat(), lifter_of(**lifter)
    archive = open_archive(aws, stage)
    wanted = archive.program(program)
    for week in archive.weeks:
        if week.program == wanted and week.last >= first:
            found = archive.records(max(first, week.first), week.last, wanted)
            training = [record for record in found if record["exercises"]]
            if training:
                _show([record for record in training if record["date"] == training[0]["date"]], who)
                return
    raise ArchiveError(
        f"the {wanted} has no training on {first} or later. The archive has {archive.says()}. "
        "Fetch the newest posts first: make run LIVE=1 (here), make execute (in your AWS account)"
    )


def _show(records: Sequence[StoredRecord], lifter: Lifter) -> None:
    out = console()
    for record in records:
        show_session(out, record, lifter)
    trained = [exercise["movement"] for record in records for exercise in record["exercises"]]
    for remark in misspelt(lifter.maxima, trained):
        tell(remark, "yellow")


# A session


def show_session(console: Console, record: StoredRecord, lifter: Lifter) -> None:
    """Print a stored record, from its heading to its links."""
    session = session_of(record, lifter)
    title = line(f"{record['session']}, {session.day.day} {session.day:%B %Y}", "bold")
    if title.cell_len + 4 <= console.width:
        console.rule(title, align="left")
    else:
        console.print(title, overflow="fold")
        console.rule()
    sections: list[list[RenderableType]] = [
        [Text(text.title, "bold cyan"), *(_indented(line(said), 2) for said in text.lines)] for text in session.texts
    ]
    sections += [list(_block(block, console.width)) for block in session.blocks]
    remarks = list(session.remarks)
    unread = sum(len(exercise["notes"]) for exercise in record["exercises"])
    if lifter.maxima and unread:
        unread_lines = counted(unread, "line")
        remarks.append(f"No load is worked out for what was not understood ({unread_lines}): read it as written.")
    sections.append([line(remark, "yellow") for remark in remarks])
    links = list(_links(record, console.is_terminal))
    if links:
        sections.append([Text("Links", "bold cyan"), *links])
    for section in filter(None, sections):
        for shown in section:
            console.print(shown, overflow="fold", crop=False)
        console.print()
    if not any(sections):
        console.print()


def _indented(shown: RenderableType, indent: int = _INDENT) -> Padding:
    return Padding(shown, (0, 0, 0, indent), expand=False)


def _links(record: StoredRecord, is_terminal: bool) -> Iterator[Text]:
    """Yield, for a terminal, the links that no movement has; for a file, where nothing can be clicked on, all."""
    shown = {part["video"] for exercise in record["exercises"] for part in exercise["movements"]}
    for link in record["links"]:
        style = link_style(link["url"])
        is_clickable = is_terminal and bool(style)
        if not (is_clickable and link["url"] in shown):
            address = "" if is_clickable or not link["text"] else f"  {link['url']}"
            shown_link = Text("  ", no_wrap=True, overflow="ignore")  # an address stays whole
            yield shown_link + line(link["text"] or link["url"], style) + line(address, "dim")


# A block


def _block(block: ShownBlock, width: int) -> Iterator[RenderableType]:
    """Yield a block: its label and scheme, then its sets, and the coach's lines between them."""
    yield Text.assemble((block.label, "bold cyan"), (f"  {printable(block.scheme)}" if block.scheme else "", "bold"))
    parts = [shown for part in block.parts for shown in _shown(part)]
    rows = [part for part in parts if isinstance(part, list)]
    percent = "percent" if all("%" in row[3] for row in rows if row[3]) else ""
    header = [Text(title, "dim") for title in ("", "set", "", percent, "load", "rest")]
    widths = _widths(header, rows, width)
    if any(needed and title for title, needed in zip(header, widths)):
        parts.insert(parts.index(rows[0]), header)
    for part in parts:
        if isinstance(part, Text):
            yield _indented(part)
        else:
            yield from _row(part, widths) if widths else _lines(*part)


def _shown(part: Part) -> Iterator[Union[Row, Text]]:
    if isinstance(part, CoachLine):
        yield line(part.text, "italic dim" if part.is_understood else "")
    elif isinstance(part, Rest):
        yield line(part.words.capitalize())
    elif any((part.name, *part.ways, *(each.measure or each.percent or each.load for each in part.sets))):
        name, rest = _name(part), part.rest
        for numbers, each in part.rows:
            percent = percent_in_words(each.row)
            yield [name, *map(line, (numbers, each.measure, percent)), line(each.weight, LOAD_STYLE), line(rest)]
            name, rest = Text(), ""


def _name(movement: Movement) -> Text:
    """Return the movement, each part linked to its video, and how it is done."""
    name = (line(part.text, link_style(part.url)) for part in movement.name_parts)
    return Text.assemble(*name, line("".join(f", {way}" for way in movement.ways), "not bold"), style="bold")


def _widths(header: Row, rows: Sequence[Row], width: int) -> list[int]:
    """Return the widths of a table's columns, 0 for one without cells; none at all if the table is too wide. The names
    have what is left: a longer one has a line of its own."""
    columns = zip(header, zip(*rows))
    needed = [max(cell.cell_len for cell in (title, *cells)) if any(cells) else 0 for title, cells in columns]
    for_names = width - _INDENT - sum(column + _GAP for column in needed[1:] if column)
    return [min(needed[0], for_names), *needed[1:]] if needed and width >= NARROW and for_names >= 0 else []


def _row(row: Row, widths: Sequence[int]) -> Iterator[Padding]:
    name, shown = row[0], Text()
    if name.cell_len > widths[0]:
        yield _indented(name)
        name = Text()
    for cell, needed in zip((name, *row[1:]), widths):
        if needed:
            shown.append_text(cell).append(" " * (needed - cell.cell_len + _GAP))
    shown.rstrip()
    yield _indented(shown)


def _lines(name: Text, sets: Text, work: Text, percent: Text, load: Text, rest: Text) -> Iterator[Padding]:
    """Yield sets alike as lines: `Sets 2-5: 1 rep, 70 %, rest 2 min`, and below it the load."""
    if name:
        yield _indented(name)
    start = f"Set{'s' * (not sets.plain.isdigit())} {sets}: " if sets else ""
    told = Text(", ").join(filter(None, (work, percent, rest and Text("rest ") + rest)))
    yield _indented(Text(start) + told, _INDENT + 2)
    if load:
        yield _indented(load, _INDENT + 4)


# A session in a line for each of its segments: `B  (Snatch + Hip Snatch): 8 sets, 60-80 %`


def segments_in_words(record: StoredRecord) -> Iterator[tuple[str, str]]:
    """Give each segment's letter, "" on a day without letters, and what is trained in it, for a stored record."""
    blocks = session_of(record).blocks
    for segment, together in groupby(blocks, key=lambda block: block.exercises[0]["segment"]):
        yield "" if segment == "notes" else segment[-1].upper(), "; then ".join(map(_block_in_words, together))


def _block_in_words(block: ShownBlock) -> str:
    movements = ", ".join(dict.fromkeys(movement.name for movement in block.movements if movement.name))
    if movements:
        sets = re.sub(r"^Every [^,]*, ", "", block.scheme).replace("Establish", "establish")
        how = ", ".join(filter(None, (sets, _percents_of(block))))
        return f"{movements}: {how}" if how else movements
    # Not understood, or only a remark
    return next((part.text for part in block.parts if isinstance(part, CoachLine)), block.scheme)


def _percents_of(block: ShownBlock) -> str:
    """Return the range of all percents of a block, whatever maximum they are of."""
    rows = [each.row for movement in block.movements for each in movement.sets]
    lows = [row["percent_from"] for row in rows if row["percent_from"] is not None]
    highs = [row["percent_to"] for row in rows if row["percent_to"] is not None]
    is_open = any(row["percent_from"] is not None and row["percent_to"] is None for row in rows)
    return range_in_words(min(lows, default=None), None if is_open else max(highs, default=None))
