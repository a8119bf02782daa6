"""`make explain LINE='...'` or `POST=file`: how a line of training is read, or which token nothing took.

Of a post each line is shown that was not understood. A line can be understood and still contradict the lines above it
("*Set 4 = 80%" below three sets): of those it shows the reading.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click

from invictus.prescriptions.details import COUNTS, DETAILS
from invictus.prescriptions.groups import GROUPS
from invictus.prescriptions.line import OPENINGS, read_of
from invictus.prescriptions.reading import LineReading
from invictus.prescriptions.schemes import SCHEMES
from invictus.prescriptions.sentences import SENTENCES
from invictus.prescriptions.tokens import TokenLine, read_tokens
from invictus.prescriptions.values import Sets
from local.accept_post import read_post_file
from local.terminal.printing import tell
from transforms import read_post, with_exercises

_TABLES = (OPENINGS, SCHEMES, SENTENCES, GROUPS, COUNTS, DETAILS)


def explanation(text: str) -> Iterator[str]:
    """Yield what there is to say of a line: its tokens, the forms that it holds, its reading or what is in the way."""
    line = read_tokens(text)
    reading = read_of(line)
    yield text
    tokens = [f"{t.symbol} {_short(t.value)}" if t.symbol.startswith("<") else t.symbol for t in line.tokens]
    yield "  tokens   " + "  ".join(tokens)
    for form, place in _forms_in(line):
        yield f"  form     {form}: {place}"
    if reading is None:
        yield f"  not understood: {_in_the_way(line)}"
    else:
        yield f"  reading  {_short(reading)[1:-1]}"


def _short(held: Any) -> str:
    """Return a value in one line, without the keys that say nothing."""
    held = vars(held) if isinstance(held, LineReading) else held._asdict() if isinstance(held, Sets) else held
    if isinstance(held, dict):
        said = (f"{key}: {_short(value)}" for key, value in held.items() if value not in (None, "", False, [], {}))
        return "{" + ", ".join(said) + "}"
    if isinstance(held, (list, tuple)):
        return "(" + ", ".join(map(_short, held)) + ")"
    return str(held)


def _forms_in(line: TokenLine) -> Iterator[tuple[str, str]]:
    """Yield the name of each form that a line holds, and its words. What one form takes is not shown once more."""
    at = 0
    while at < len(line.tokens):
        matches = [(form, said) for table in _TABLES for form, said in table.matches(line, at)]
        # The words of a detail may be there, and its function refuse them.
        found = [
            (said.end, form.read.__name__.strip("_").replace("_", " "), line.written(said.start, said.end))
            for form, said in matches
            if form not in DETAILS or form.read(said, LineReading(movement="a lift"))
        ]
        end, name, written = max(found, key=lambda each: each[0], default=(at + 1, "", ""))
        if name:
            yield name, written
        at = end


def _in_the_way(line: TokenLine) -> str:
    if not line.stuck:
        return "it begins like nothing that is known"
    at = max(line.stuck)
    rest = line.plain.text[at:]
    return f"no form takes {rest!r}, or words that restrict are left over" if rest else "it ends too early"


@click.command("explain")
@click.option("--line", envvar="LINE", default="", help="A line of training.")
@click.option("--post", envvar="POST", default="", help="A post's file: each line of it that was not understood.")
def explain(line: str, post: str) -> None:
    """Show how the line LINE is read, or why it is not; or each line of the file POST that is not understood."""
    if not line and not post:
        raise click.UsageError("LINE is missing. Type: make explain LINE='Snatch x 2 reps @ 75%', or POST=file")
    records = [] if line else map(with_exercises, read_post(read_post_file(Path(post))))
    not_understood = [note for record in records for exercise in record["exercises"] for note in exercise["notes"]]
    for text in [line] if line else not_understood:
        tell("\n".join(explanation(text)))
