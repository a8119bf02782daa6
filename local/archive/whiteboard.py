"""A session as a lifter wants to read it in the gym: what to do, how often, how heavy. In the terminal (rich).

One table a block, with the movement, its sets, reps, percent and, for a lifter whose maxima are known, the load on the
bar. Coaching words stand below their movement; a line that was not understood stands there too, as it was written.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from itertools import groupby
from typing import Any, Optional, Union

from rich.cells import cell_len
from rich.console import Console
from rich.padding import Padding
from rich.style import Style
from rich.table import Table
from rich.text import Text

from invictus.prescriptions import sets_of
from local.archive.loads import Maxima, Plates, weigh
from local.archive.words import load_in_words, measure_in_words, scheme_in_words, span, time_span, turn_in_words

Json = dict[str, Any]

COLUMNS = ("", "set", "reps", "percent", "load", "rest")
NAME_WIDTH = 40  # a longer name is wrapped where the terminal is narrow


@dataclass(frozen=True)
class Lifter:
    """Who trains: the maxima known, the plates there are, and whether a related lift's maximum may stand in."""

    maxima: Optional[Maxima] = None
    plates: Plates = field(default_factory=Plates)
    use_related: bool = False


def show_session(console: Console, record: Json, lifter: Lifter) -> None:
    """A stored record, from its heading to its links."""
    day = date.fromisoformat(record["date"])
    console.rule(Text(f"{record['session']}, {day.day} {day:%B %Y}", style="bold"), align="left")
    for title, name in (("This week", "week_notes"), ("Notes", "notes"), ("Warm-up", "warm_up")):
        if record.get(name):
            _print_text(console, title, record[name])
    remarks: dict[str, None] = {}
    for segment, exercises in groupby(record["exercises"], key=lambda exercise: exercise["segment"]):
        lines = record[segment].split("\n")
        for number, block in groupby(exercises, key=lambda exercise: exercise["block"]):
            label = segment[-1].upper() if number == 1 else "then"
            remarks.update(dict.fromkeys(_show_block(console, label, list(block), lines, lifter)))
    for remark in remarks:
        console.print(Text(f"{remark[0].upper()}{remark[1:]}.", style="yellow"))
    _show_links(console, record)
    console.print()


def _print_text(console: Console, title: str, text: str) -> None:
    console.print(Text(title, style="bold cyan"))
    for line in text.split("\n"):
        console.print(Padding(Text(line), (0, 0, 0, 2), expand=False))
    console.print()


# A block


def _show_block(console: Console, label: str, block: list[Json], lines: list[str], lifter: Lifter) -> list[str]:
    """Prints it, and gives back what the lifter must be told of the loads. `lines` are the segment's from here on."""
    scheme = scheme_in_words(block[0]["scheme"])
    console.print(Text.assemble((label, "bold cyan"), (f"  {scheme}" if scheme else "", "bold")))
    parts = [part for exercise in block for part in exercise_parts(exercise, lines, lifter)]
    rows = [part for part in parts if isinstance(part, Row)]
    widths = [max((cell_len(str(row.cells[at])) for row in rows), default=0) for at, _ in enumerate(COLUMNS)]
    has_header = sum(map(bool, widths)) > 1
    for is_table, together in groupby(parts, key=lambda part: isinstance(part, Row)):
        if is_table:
            aligned = sum(width + 3 for width in widths) <= console.width  # else every cell wraps, and none is cut off
            table = _table(list(together), widths if aligned else [min(width, 5) for width in widths], has_header)
            console.print(Padding(table, (0, 0, 0, 3), expand=False))
            has_header = False
        else:
            for spoken in together:
                console.print(Padding(spoken, (0, 0, 0, 3), expand=False))
    console.print()
    return [row.remark for row in rows if row.remark]


def _table(rows: list[Row], widths: list[int], has_header: bool) -> Table:
    """Rows below one another, as wide as the block's others. Columns that the block has nothing for are left away."""
    table = Table(box=None, show_header=has_header, padding=(0, 3, 0, 0), pad_edge=False)
    used = [at for at, width in enumerate(widths) if width]
    for at in used:
        is_name = at == 0
        width = min(widths[at], NAME_WIDTH) if is_name else max(widths[at], cell_len(COLUMNS[at]))
        table.add_column(COLUMNS[at], header_style="dim", min_width=width, overflow="fold")
    for row in rows:
        table.add_row(*(row.cells[at] for at in used))
    return table


@dataclass(frozen=True)
class Row:
    """Sets alike: their cells, as in COLUMNS, and what the lifter must be told of the load."""

    cells: tuple[Any, ...]
    remark: str = ""


def exercise_parts(exercise: Json, lines: list[str], lifter: Lifter) -> list[Union[Row, Text]]:
    """What the coach says above an exercise, its sets, and what the coach says below it, in the post's order.

    Takes its lines off `lines`: a segment's exercises follow one another as their lines do.
    """
    own = _own_lines(exercise, lines)
    styles = {**dict.fromkeys(exercise["cues"], "italic dim"), **dict.fromkeys(exercise["notes"], "")}
    first = next((at for at, line in enumerate(own) if line not in styles), len(own))
    above, below = (
        [Text(line, styles[line]) for line in part if line in styles] for part in (own[:first], own[first:])
    )
    # Asides are a piece of their line: "(24/20)", "(5 each leg)".
    asides = [Text(cue, "italic dim") for cue in exercise["cues"] if cue not in own]
    return [*above, *(_set_rows(exercise, lifter) if exercise["movement"] else []), *asides, *below]


def _own_lines(exercise: Json, lines: list[str]) -> list[str]:
    """The exercise's lines in the post's order, taken out of `lines`. A cue may be among another exercise's lines."""
    wanted = [*exercise["text"], *exercise["notes"]]
    own = []
    for line in list(lines):
        if line in wanted:
            wanted.remove(line)
            lines.remove(line)
            own.append(line)
    return own


def _set_rows(exercise: Json, lifter: Lifter) -> list[Row]:
    """One row for sets alike: their numbers, reps, percent and load."""
    scheme = exercise["scheme"]
    # Of "3-4 sets" all four are shown; where no number of sets is written, one row stands for all of them.
    sets = sets_of({**exercise, "scheme": {**scheme, "sets": scheme["sets_to"]}})
    is_counted = bool(sets)
    sets = sets or sets_of({**exercise, "scheme": {**scheme, "sets": 1}})
    rows = []
    for _, alike in groupby(sets, key=lambda row: {**row, "set": 0}):
        group = list(alike)
        numbers = span(group[0]["set"], group[-1]["set"]) if is_counted else ""
        load, remark = _load_in_words(group[0], lifter)
        rest = "" if rows else time_span(exercise["rest_s"], exercise["rest_to_s"])
        name = Text("") if rows else _movement(exercise)
        measure, percent = measure_in_words(exercise, group[0]), load_in_words(group[0])
        rows.append(Row((name, numbers, measure, percent, load, rest), remark))
    return rows


def _movement(exercise: Json) -> Text:
    """Its name, each part of a complex linked to its video, and the tempo and pause that the name does not tell."""
    name = Text(exercise["movement"], style="bold")
    at = 0
    for part in exercise["movements"]:
        at = exercise["movement"].index(part["name"], at)
        video = part["video"] or (exercise["video"] if len(exercise["movements"]) == 1 else "")
        if video:
            name.stylize(Style(link=video, underline=True), at, at + len(part["name"]))
        at += len(part["name"])
    for introduced, detail in (("", turn_in_words(exercise)), ("tempo ", exercise["tempo"]), ("", exercise["pause"])):
        if detail.casefold() not in exercise["movement"].casefold():
            name.append(f", {introduced}{detail}", style="not bold")
    return name


def _load_in_words(row: Json, lifter: Lifter) -> tuple[str, str]:
    """`("60-65 kg", "")`, or `("", "no maximum for Snatch: add it to the maxima")`."""
    if lifter.maxima is None:
        return "", ""
    load = weigh(row, row["movement"], lifter.maxima, lifter.plates, lifter.use_related)
    low, high, unit = load["weight_from"], load["weight_to"], load["unit"]
    if low is None and high is None:
        return "", load["says"]
    if low is None:
        return f"at most {high:g} {unit}", load["says"]
    return (f"{low:g} {unit} or more" if high is None else f"{span(low, high)} {unit}"), load["says"]


# Links


def _show_links(console: Console, record: Json) -> None:
    """In a terminal, those that no movement above bears; in a file, where nothing can be clicked on, all of them."""
    borne = {part["video"] for exercise in record["exercises"] for part in exercise["movements"]}
    for link in record["links"]:
        if console.is_terminal and link["url"] in borne:
            continue
        address = "" if console.is_terminal else f"  {link['url']}"
        text = Text.assemble((link["text"] or link["url"], Style(link=link["url"], underline=True)), (address, "dim"))
        console.print(text, soft_wrap=True)
