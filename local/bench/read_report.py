"""`make read-report POSTS=folder`: how much of each post's prescriptions is understood, and how it agrees.

Printed for each post and for all of them: the lines of the lettered segments, how many were understood as training, how
many as coaching words, and how many not; each line not understood, by class; and, where a post has `_sets` (an
independent reading, set by set, of its segments by "date letter"), where the sets found differ from it.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import click
from rich.console import Console
from rich.table import Table
from rich.text import Text

from invictus.errors import PostFormatError
from invictus.prescriptions import exercises_of, read_segment
from invictus.prescriptions.line import read_line
from invictus.prescriptions.shapes import Exercise
from invictus.shapes import Json, RestPost, segments_of
from local.bench.set_agreement import Agreement, compare
from local.sample_blog.posts import whole_post
from transforms import read_post

TRAINING, CUE, NOT = "training", "cue", "not understood"

# The classes of lines not understood, by what they speak of; the first that fits.
_CLASSES = (
    ("a rest", re.compile(r"\W*rest\b|\brest \d", re.I)),
    (
        "a scheme",
        re.compile(
            r"\b(?:every (?:\d|minute|other|so)|emom\w*|amrap|minute \d|rounds?|sets? of|for time|for times|clock)\b",
            re.I,
        ),
    ),
    ("loads", re.compile(r"%|\b\d+(?:/\d+)? ?(?:kgs?|lbs?)\b|\b\d?-?RM\b", re.I)),
    ("words with a figure", re.compile(r"(?=.*\d)(?:.*[.!…]$|\*|\(|.{80,})")),
    ("a count", re.compile(r".*\d")),
    ("words", re.compile(r"")),
)


@dataclass
class ReadReport:
    """What was read of one post, or of several."""

    kinds: Counter[str] = field(default_factory=Counter)
    not_understood: list[tuple[str, str]] = field(default_factory=list)  # its class, and the line
    agreements: dict[str, Agreement] = field(default_factory=dict)  # by segment, "2014-09-29 A"

    @property
    def lines(self) -> int:
        """Return how many lines there are."""
        return sum(self.kinds.values())

    @property
    def understood(self) -> float:
        """Return the share of lines understood, 0 to 1."""
        return 1 - self.kinds[NOT] / self.lines if self.lines else 1.0

    def add(self, exercises: Iterable[Exercise]) -> None:
        """Count the lines of these exercises."""
        for _, kind, line in line_kinds(exercises):
            self.kinds[kind] += 1
            if kind == NOT:
                self.not_understood.append((class_of(line), line))

    def __add__(self, other: ReadReport) -> ReadReport:
        return ReadReport(
            self.kinds + other.kinds,
            self.not_understood + other.not_understood,
            {**self.agreements, **other.agreements},
        )


def line_kinds(exercises: Iterable[Exercise]) -> Iterator[tuple[str, str, str]]:
    """Yield each line with its segment and whether it was understood as training, as a cue, or not."""
    for exercise in exercises:
        for line in exercise["text"]:
            yield exercise["segment"], CUE if is_only_a_cue(line) else TRAINING, line
        for line in exercise["notes"]:
            yield exercise["segment"], NOT, line


def is_only_a_cue(line: str) -> bool:
    """Return whether a line understood holds coaching words and nothing that a lifter does or lifts."""
    reading = read_line(line)
    return reading is not None and reading.is_cue


def class_of(line: str) -> str:
    """Return what a line not understood speaks of."""
    return next(name for name, pattern in _CLASSES if pattern.match(line) or pattern.search(line))


def report_on(post: RestPost) -> ReadReport:
    """Read one post. Raises PostFormatError if it is not a programme."""
    report = ReadReport()
    expected: Mapping[str, Sequence[Json]] = post.get("_sets", {})
    for record in read_post(post):
        exercises = exercises_of(segments_of(record), record["links"])
        report.add(exercises)
        for segment in sorted({exercise["segment"] for exercise in exercises}):
            piece = f"{record['date']} {'*' if segment == 'notes' else segment[-1].upper()}"
            if piece in expected:
                own = [exercise for exercise in exercises if exercise["segment"] == segment]
                report.agreements[piece] = compare(own, expected[piece])
    return report


def report_on_pieces(pieces: Iterable[Json]) -> tuple[ReadReport, Counter[tuple[str, str]]]:
    """Read pieces of training, each `{"lines", "kinds", "sets"}`. Return the report, and how often each (kind said by
    the independent reader, kind found) came."""
    report = ReadReport()
    kinds: Counter[tuple[str, str]] = Counter()
    for number, piece in enumerate(pieces, start=1):
        exercises = read_segment("segment_a", piece["lines"])
        report.add(exercises)
        report.agreements[f"{number}: {piece['lines'][0]}"] = compare(exercises, piece["sets"])
        found: dict[str, list[str]] = {}
        for _, kind, line in line_kinds(exercises):
            found.setdefault(line, []).append(kind)
        for line, kind in zip(piece["lines"], piece["kinds"]):
            kinds[kind, found[line].pop(0)] += 1
    return report, kinds


# In the terminal


def show_report(console: Console, name: str, report: ReadReport, with_lines: bool = True) -> None:
    """Print one report."""
    kinds = report.kinds
    console.print(
        Text.assemble(
            (name, "bold"),
            f": {report.lines} lines, {kinds[TRAINING]} understood as training, {kinds[CUE]} as coaching words, "
            f"{kinds[NOT]} not understood ({report.understood:.1%} understood)",
        )
    )
    if with_lines and report.not_understood:
        table = Table("class", "line not understood", box=None, padding=(0, 2), show_header=False)
        for row in sorted(report.not_understood):
            table.add_row(*map(Text, row))
        console.print(table)
    if report.agreements:
        total = sum(report.agreements.values(), Agreement())
        whole = sum(agreement.is_whole for agreement in report.agreements.values())
        console.print(
            f"  sets: {total.agreed} of {total.expected} agree, {len(total.partly)} in part, {len(total.missing)} "
            f"missing, {len(total.wrong)} not in the other reading; {whole} of {len(report.agreements)} pieces whole"
        )
    if with_lines:
        for piece, agreement in report.agreements.items():
            _show_difference(console, piece, agreement)


def _show_difference(console: Console, piece: str, agreement: Agreement) -> None:
    if agreement.is_whole:
        return
    console.print(Text(f"  {piece}: {agreement.agreed} of {agreement.expected} agree", style="yellow"))
    pairs = [f"found {_brief(found)}, expected {_brief(expected)}" for found, expected in agreement.partly]
    lines = [f"missing {_brief(row)}" for row in agreement.missing] + [
        f"only here {_brief(r)}" for r in agreement.wrong
    ]
    for line, times in Counter(pairs + lines).items():
        console.print(Text(f"    {times} x {line}"))


def _brief(row: Json) -> str:
    figures = (f"{name} {value}" for name, value in row.items() if name not in ("movement", "of") and value is not None)
    return ", ".join([row["movement"] or "(no movement)", *figures])


@click.command("read-report")
@click.argument("folder", metavar="POSTS", envvar="POSTS", default="")
def read_report(folder: str) -> None:
    """Show how much of the prescriptions of each post in the folder POSTS is understood."""
    if not folder:
        raise click.UsageError("POSTS is missing. Type: make read-report POSTS=folder")
    if not Path(folder).is_dir():
        raise click.UsageError(f"POSTS={folder} is not a folder. Name one that holds a JSON file for each post.")
    files = sorted(file for file in Path(folder).glob("*.json") if not file.name.endswith(".expected.json"))
    if not files:
        raise click.UsageError(f"{folder} holds no *.json file. Put a post into it, one a file.")
    console = Console(soft_wrap=True)
    total = ReadReport()
    for file in files:
        try:
            report = report_on(whole_post(json.loads(file.read_text(encoding="utf-8")), str(file)))
        except (PostFormatError, ValueError) as error:
            console.print(Text(f"{file.name}: left out, {error}", style="red"))
            continue
        show_report(console, file.name, report)
        total += report
    show_report(console, "All posts", total, with_lines=False)
