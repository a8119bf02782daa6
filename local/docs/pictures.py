"""`make pictures`: the pictures in docs/images/, drawn from the sample posts: the terminal and the volume."""

from __future__ import annotations

import io
import re

import click
from rich.console import Console
from rich.terminal_theme import MONOKAI

import transforms
from invictus.parser.weeks import DEFAULT_PROGRAM
from invictus.shapes import StoredRecord
from local.project import ROOT, SAMPLE_POSTS
from local.sample_blog.posts import read_folder
from local.training.lifter import Lifter, maxima_from_text
from local.training.volume import volume_of
from local.training.volume_chart import picture_of
from local.training.whiteboard import show_session

IMAGES = ROOT / "docs" / "images"
DAY = "2021-01-18"  # a day of the sample posts
MAXES = "Snatch=80,Clean & Jerk=100,Clean=105,Back Squat=140,Front Squat=120"


@click.command("pictures")
def draw_pictures() -> None:
    """Draw the pictures in docs/images/ anew, from the sample posts."""
    records = [record for post in read_folder(SAMPLE_POSTS) for record in transforms.read_post(post)]
    weekly = [transforms.with_exercises(record) for record in records if record["program"] == DEFAULT_PROGRAM]
    today = terminal_picture([record for record in weekly if record["date"] == DAY])
    volume = picture_of(volume_of(weekly), DEFAULT_PROGRAM)
    IMAGES.mkdir(exist_ok=True)
    for name, picture in (("today.svg", today), ("volume.svg", volume)):
        (IMAGES / name).write_text(picture, encoding="utf-8")
        click.echo(f"Drawn: docs/images/{name}")


def terminal_picture(records: list[StoredRecord]) -> str:
    """Return an SVG of what `make today` prints for these records."""
    terminal = Console(record=True, file=io.StringIO(), width=92, force_terminal=True, color_system="truecolor")
    for record in records:
        show_session(terminal, record, Lifter(maxima_from_text(MAXES)))
    command = f'make today DATE={DAY} MAXES="Snatch=80,..."'
    drawn = terminal.export_svg(title=command, theme=MONOKAI, unique_id="today")
    # rich loads its font from the web. A picture in a repository must load nothing.
    return re.sub(r"\s*@font-face \{.*?\}\n", "", drawn, flags=re.DOTALL)
