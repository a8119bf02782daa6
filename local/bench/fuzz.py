"""`make fuzz`: posts bent out of shape, a bounded number of them. Each must be read whole, or refused as no programme.

Any other exception, a line or link that is not accounted for, two sessions under one key or a record that storage
could not hold ends the run with the case written to a file.
"""

from __future__ import annotations

import copy
import json
import random
import sys
import time
from collections import Counter
from pathlib import Path
from typing import Any, Optional

import click

from invictus.errors import LinesLostError, PostFormatError
from local.accept_post import EXPECTED, read_post_file
from local.project import ROOT
from transforms import read_post

Json = dict[str, Any]

SAMPLES = (ROOT / "test_events" / "posts", ROOT / "tests" / "posts")
CASES = 10_000

TAGS = (
    "p div br hr b strong span h2 h3 ul li ol table tr td th pre a iframe object video svg script style textarea"
).split()
# What a coach may paste, what an editor may leave behind, and what no parser likes.
SCRAPS = [
    *(scrap for tag in TAGS for scrap in (f"<{tag}>", f"</{tag}>", f"<{tag} />", f"<{tag} class='x'", f"<{tag}\n")),
    *(
        '<a href="https://e.com/1">',
        "<a href=//e.com>",
        '<iframe src="https://e.com/2">',
        '<embed src="http://e.com/3">',
    ),
    *(
        "<!--",
        "-->",
        "<!",
        "<![if !supportLists]>",
        "<![endif]>",
        "<![CDATA[",
        "]]>",
        "<?xml",
        "<o:p>",
        "</",
        "<",
        ">",
        '"',
        "'",
    ),
    *("&nbsp;", "&amp;", "&#8211;", "&#0;", "&#xD800;", "&#x110000;", "&bogus;", "&", "&#", "&lt;br&gt;"),
    *(
        "\u00a0",
        "\u200b",
        "\u200d",
        "\ufeff",
        "\u200e",
        "\u2028",
        "\x85",
        "\x00",
        "\x07",
        "\x1c",
        "\r",
        "\ud83d",
        "\uffff",
    ),
    *(
        "Monday",
        "Tuesday (Session Two)",
        "SAT –",
        "Sunday: ",
        "Wed. (",
        "A.",
        "B)",
        "C1. ",
        "Z:",
        "Warm-Up:",
        "Warmup",
        " | ",
    ),
    *("שני", "🏋🏽‍♀️", "é", "İ", "ſ", "(" * 50, "- " * 50, "A. " * 50, "9" * 50, "&#" + "9" * 5000, "Monday " * 30),
]
TITLES = [
    "March 8-14, 2021",
    "Feb 29",
    "December 28-3",
    "2021",
    "May 0-99, 9999",
    "December 31, 1970 - January 1, 2999",
    "",
]


class LawBrokenError(AssertionError):
    """What the parser made of a post breaks a law. The message says which."""


def check(post: Json) -> str:
    """Read a post; "read" or "refused". Raises LawBrokenError, or whatever it was that the parser raised."""
    try:
        records = read_post(post)
    except LinesLostError as error:
        raise LawBrokenError(f"lines are lost: {error}") from error
    except PostFormatError:
        return "refused"
    keys = Counter((record["date"], record["session"]) for record in records)
    if max(keys.values()) > 1:
        raise LawBrokenError(f"two sessions under one key: {keys.most_common(1)}")
    if max(len(session.encode()) for _, session in keys) > 1024:
        raise LawBrokenError("a session's name is longer than DynamoDB's sort key")
    json.dumps(records, ensure_ascii=False).encode()
    return "read"


def bend(post: Json, others: list[Json], chance: random.Random) -> Json:
    """A copy of `post` with one to twelve things done to it that a tired hand or a broken plug-in might do."""
    bent = copy.deepcopy(post)
    html = bent["content"]["rendered"]
    for _ in range(chance.randint(1, 12)):
        html = _bend_once(html, others, chance)
    bent["content"]["rendered"] = html
    if chance.random() < 0.3:
        bent["title"]["rendered"] = chance.choice(TITLES) + chance.choice(SCRAPS)
    if chance.random() < 0.3:
        bent["slug"] = f"{chance.choice(TITLES).lower().replace(', ', '-').replace(' ', '-')}-{chance.choice(TAGS)}-2"
    return bent


def _bend_once(html: str, others: list[Json], chance: random.Random) -> str:
    start = chance.randrange(len(html) + 1)
    end = min(len(html), start + chance.choice((1, 1, 3, 10, 40, 200)))
    piece = html[start:end]
    other = chance.choice(others)["content"]["rendered"]
    there = chance.randrange(len(other) + 1)
    return chance.choice(
        (
            lambda: html[:start] + html[end:],
            lambda: html[:end] + piece + html[end:],
            lambda: html[:start] + chance.choice(SCRAPS) + html[start:],
            lambda: html[:start] + chance.choice(SCRAPS) + html[end:],
            lambda: html[:start] + piece[::-1] + html[end:],
            lambda: html[:start] + other[there : there + 200] + html[start:],
            lambda: html[:start] + piece.swapcase() + html[end:],
            lambda: html.replace(
                chance.choice(("<", ">", "/", "</p>", "<br />", " ", "\n", "strong")), "", chance.randint(1, 5)
            ),
            lambda: "".join(chance.choice(SCRAPS) for _ in range(chance.randint(1, 30))) + html[start:end],
        )
    )()


def samples() -> list[Json]:
    files = [file for folder in SAMPLES for file in sorted(folder.glob("*.json")) if not file.name.endswith(EXPECTED)]
    return [read_post_file(file) for file in files]


def run(cases: int, seed: int, folder: Path) -> int:
    """Try that many cases; 1 if one failed, which is then in a file of `folder` that the message names."""
    print(f"{cases:,} cases with seed {seed}. The same again: make fuzz CASES={cases} SEED={seed}")
    posts = samples()
    chance = random.Random(seed)  # noqa: S311  # no secret: a run must be repeatable
    outcomes: Counter[str] = Counter()
    started = time.monotonic()
    for number in range(cases):
        post = bend(chance.choice(posts), posts, chance)
        try:
            outcomes[check(post)] += 1
        except Exception as error:  # whatever it is, it is what the run looks for
            folder.mkdir(parents=True, exist_ok=True)
            file = folder / f"fuzz-{seed}-{number}.json"
            file.write_text(json.dumps(post, indent=2) + "\n", encoding="utf-8")
            print(
                f"Case {number} failed with {type(error).__name__}: {str(error)[:500]}\nIts post is in {file}",
                file=sys.stderr,
            )
            return 1
    seconds = time.monotonic() - started
    print(f"No law broken: {outcomes['read']:,} posts read whole, {outcomes['refused']:,} refused, {seconds:.1f} s.")
    return 0


@click.command("fuzz")
@click.option(
    "--cases",
    envvar="CASES",
    show_envvar=True,
    default=CASES,
    show_default=True,
    type=click.IntRange(min=1),
    help="How many posts to try.",
)
@click.option("--seed", envvar="SEED", show_envvar=True, type=int, help="Repeat the run that printed this seed.")
@click.option(
    "--out", default=ROOT / "out", type=click.Path(path_type=Path, file_okay=False), help="Where a failed post goes."
)
def fuzz(cases: int, seed: Optional[int], out: Path) -> int:
    """Try the parser's law on mangled posts."""
    return run(cases, random.SystemRandom().randrange(2**32) if seed is None else seed, out)
