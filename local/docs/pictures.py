"""`make pictures`: the pictures in docs/images/, drawn from the sample posts: the terminal and the volume."""

from __future__ import annotations

import io
import json
import re

import click
from rich.console import Console
from rich.terminal_theme import MONOKAI

import transforms
from invictus.parser.weeks import DEFAULT_PROGRAM
from invictus.shapes import StoredRecord
from local.project import ROOT, SAMPLE_POSTS
from local.training.lifter import Lifter, maxima_from_text
from local.training.plates import Plates
from local.training.volume import volume_of
from local.training.volume_chart import picture_of
from local.training.whiteboard import show_session

IMAGES = ROOT / "docs" / "images"
DAY = "2021-01-18"  # a day of the sample posts
MAXES = "Snatch=80,Clean & Jerk=100,Clean=105,Back Squat=140,Front Squat=120"
WIDTH = 92
# rich loads its font from the web. A picture in a repository must load nothing.
_FONT_FACE = re.compile(r"\s*@font-face \{.*?\}\n", re.DOTALL)


@click.command("pictures")
def draw_pictures() -> None:
    """Draw the pictures in docs/images/ anew, from the sample posts."""
    records = sample_records()
    IMAGES.mkdir(exist_ok=True)
    (IMAGES / "today.svg").write_text(terminal_picture(records), encoding="utf-8")
    (IMAGES / "volume.svg").write_text(picture_of(volume_of(records), DEFAULT_PROGRAM), encoding="utf-8")
    for name in ("today.svg", "volume.svg"):
        click.echo(f"Drawn: docs/images/{name}")


def sample_records() -> list[StoredRecord]:
    """Return the records of the 5-day programme's sample posts, as they are stored."""
    posts = [json.loads(file.read_text(encoding="utf-8")) for file in sorted(SAMPLE_POSTS.glob("*.json"))]
    records = [transforms.with_exercises(record) for post in posts for record in transforms.read_post(post)]
    return [record for record in records if record["program"] == DEFAULT_PROGRAM]


def terminal_picture(records: list[StoredRecord]) -> str:
    """Return an SVG of what `make today` prints for DAY."""
    terminal = Console(record=True, file=io.StringIO(), width=WIDTH, force_terminal=True, color_system="truecolor")
    lifter = Lifter(maxima_from_text(MAXES), Plates(), False)
    for record in records:
        if record["date"] == DAY:
            show_session(terminal, record, lifter)
    command = f'make today DATE={DAY} MAXES="Snatch=80,..."'
    return _FONT_FACE.sub("", terminal.export_svg(title=command, theme=MONOKAI, unique_id="today"))
