"""What reading a post costs (part of `make bench`): compared with BeautifulSoup's own parse, and as posts grow.

Timed is the parser, from the post to its records and the proof that nothing is lost; next to it the same with each
segment read as training and the DynamoDB items; and that whole chain as posts grow.
"""

from __future__ import annotations

import gc
import json
import statistics
import sys
import time
from pathlib import Path
from typing import Any, Callable

import click
from bs4 import BeautifulSoup
from rich.console import Console
from rich.table import Table

import transforms
from invictus.errors import PostFormatError
from invictus.parser.conservation import unaccounted_lines
from invictus.shapes import Record, RestPost
from local.accept_post import read_post_file
from local.bench.cold_start import verdict
from local.project import ROOT
from transforms import read_post

SAMPLE_WEEK = ROOT / "test_events" / "posts" / "2021-01-10__january-11-17-2021-5-day-weightlifting-program.json"
REAL_WEEKS = ROOT.parent / "shared" / "posts"
# Post to records takes at most this many times what BeautifulSoup alone takes to parse the HTML.
TARGET = 1.6
ROUNDS = 60
MEGABYTES = (0.5, 1.0, 2.0, 5.0)

# A post of so many characters, of what is hard for a parser. Each follows a day heading.
HOSTILE: dict[str, Callable[[int], str]] = {
    "unclosed tags": lambda size: "<p><b>" * (size // 6),
    "tags never ended": lambda size: "<a " * (size // 3),
    "quotes never ended": lambda size: '<a href="' * (size // 9),
    "comments never ended": lambda size: "<!-- " * (size // 5),
    "scripts never ended": lambda size: "<script></scrip" * (size // 15),
    "textareas never ended": lambda size: "<textarea>" * (size // 10),
    "conditionals never ended": lambda size: "<![if " * (size // 6),
    "videos never ended": lambda size: "<p><video>" * (size // 10),
    "paragraphs never ended": lambda size: "<p>a<br>b" * (size // 9),
    "ends without a start": lambda size: "x<br></p></b></br>" * (size // 18),
    "preformatted in preformatted": lambda size: "<pre>a\n" * (size // 7),
    "escape sequences never ended": lambda size: "\x1b]" * (size // 2),
    "links never ended": lambda size: "<a href='http://e.com'>x<br>" * (size // 28),
    "< repeated": lambda size: "<" * size,
    "</ repeated": lambda size: "</" * (size // 2),
    "& repeated": lambda size: "&#" * (size // 2),
    "a tag of 1 MB and more": lambda size: "<p " + "a=b " * (size // 4) + ">",
    "blanks in a tag": lambda size: "<p" + " " * size + ">",
    "deep nesting": lambda size: "<div>" * (size // 11) + "x" + "</div>" * (size // 11),
    "tables in tables": lambda size: "<table><tr><td>" * (size // 15),
    "one row of cells": lambda size: "<tr>" + "<td>x" * (size // 5),
    "one line": lambda size: "word " * (size // 5),
    "one line of blanks": lambda size: "A" + "&nbsp;" * (size // 6) + "x",
    "A. in one line": lambda size: "A. " * (size // 3),
    "A. line by line": lambda size: "A.<br>" * (size // 6),
    "( repeated": lambda size: "<br>Monday " + "(" * size,
    "( line by line": lambda size: "<br>Monday (((((((((((((((" * (size // 26),
    "digits": lambda size: "1" * size,
    "dashes": lambda size: "<br>Tuesday " + "–" * size,
    "warm and dashes": lambda size: "<br>Warm" + "-" * size,
    "weekdays in one line": lambda size: "Monday " * (size // 7),
    "weekdays misspelt": lambda size: "Wednsday (Session One)<br>" * (size // 26),
    "a session a line": lambda size: "Monday (Session One) " + "<br>Monday (Session One)" * (size // 24),
}


def best_of(work: list[Callable[[], Any]], rounds: int = ROUNDS) -> list[float]:
    """Return the median time of each piece of work, in milliseconds. They take turns, so a busy machine is fair."""
    times: list[list[float]] = [[] for _ in work]
    for _ in range(rounds):
        for piece, taken in zip(work, times):
            started = time.perf_counter()
            piece()
            taken.append((time.perf_counter() - started) * 1000)
    return [statistics.median(taken) for taken in times]


def to_records(post: RestPost) -> list[Record]:
    """Return a post's records, after the proof that nothing is lost: the parser alone."""
    text = transforms.strip_post_html(post)
    records = transforms.sessions_to_date_records(transforms.segment_days(transforms.group_post_by_day(text)))[
        "records"
    ]
    unaccounted_lines(text["lines"], records)
    return records


def against_beautiful_soup(files: list[Path], console: Console) -> None:
    table = Table(
        "post", "KiB", "to records", "BeautifulSoup", "ratio", "with exercises and items", title="One week, median ms"
    )
    for file in files:
        post = read_post_file(file)
        html = post["content"]["rendered"]
        records, soup, whole = best_of(
            [lambda: to_records(post), lambda: BeautifulSoup(html, "html.parser"), lambda: read_post(post)]  # noqa: B023
        )
        ratio = records / soup
        kib = f"{len(html.encode()) / 1024:.1f}"
        within = f"{ratio:.2f} {verdict(ratio, TARGET)}"
        table.add_row(file.stem[:40], kib, f"{records:.2f}", f"{soup:.2f}", within, f"{whole:.2f}")
    console.print(table)


def seconds_for(post: RestPost, html: str) -> float:
    grown = {**post, "content": {"rendered": html, "protected": False}}
    gc.collect()
    started = time.perf_counter()
    try:
        read_post(grown)
    except PostFormatError as refusal:
        print(f"refused: {refusal}", file=sys.stderr)
    return time.perf_counter() - started


def _after_a_heading(make: Callable[[int], str]) -> Callable[[int], str]:
    return lambda size: "<p>Monday<br>" + make(size)


def as_it_grows(post: RestPost, megabytes: tuple[float, ...], console: Console) -> None:
    sizes = [int(size * 1_000_000) for size in megabytes]
    week = post["content"]["rendered"]
    inputs: dict[str, Callable[[int], str]] = {
        "the week, again and again": lambda size: week * (size // len(week)),
        **{name: _after_a_heading(make) for name, make in HOSTILE.items()},
    }
    growth = sizes[-1] / sizes[0]
    heads = [f"{size:g} MB" for size in megabytes]
    table = Table("a post of", *heads, f"x (linear: {growth:g})", title="Post to records, seconds")
    for name, make in inputs.items():
        times = [seconds_for(post, make(size)) for size in sizes]
        table.add_row(name, *(f"{taken:.3f}" for taken in times), f"{times[-1] / times[0]:.1f}")
        print(".", end="", file=sys.stderr, flush=True)
    print(file=sys.stderr)
    console.print(table)


@click.command("bench-parser")
@click.option("--megabytes", type=click.FloatRange(min=0.01), multiple=True, help="A size to try; 0.5, 1, 2 and 5.")
def bench_parser(megabytes: tuple[float, ...]) -> None:
    """Show what reading a post costs, compared with BeautifulSoup, and as posts grow."""
    console = Console(width=120)
    console.print(f"Python {sys.version.split()[0]}")
    against_beautiful_soup([SAMPLE_WEEK, *sorted(REAL_WEEKS.glob("2020-*.json"))], console)
    as_it_grows(json.loads(SAMPLE_WEEK.read_text(encoding="utf-8")), megabytes or MEGABYTES, console)
