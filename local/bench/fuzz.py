"""`make fuzz`: mangled posts, a bounded number of them. Each must be read whole, or refused.

Any other exception, a lost line or link, two sessions under one key, a control character or a record that storage
could not hold ends the run, and the case is written to a file.
"""

from __future__ import annotations

import copy
import json
import random
import sys
import time
import unicodedata
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Optional

import click

from invictus.errors import LinesLostError, PostFormatError
from invictus.shapes import Record, RestPost
from local.accept_post import EXPECTED, read_post_file
from local.project import OUT, ROOT, SAMPLE_POSTS
from transforms import read_post

SAMPLES = (SAMPLE_POSTS, ROOT / "tests" / "posts")
CASES = 10_000

TAGS = (
    "p div br hr b strong span h2 h3 ul li ol table tr td th pre a iframe object video svg script style textarea"
).split()
# What a coach may paste, what an editor may leave, and what no parser likes.
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
    *(
        "\x1b[31m",
        "\x1b]0;",
        "\x1b",
        "\x9b",
        "\u202e",
        "\u2066",
        "&#x202E;",
        "December 21",
        "12/21",
        "10/1",
        "(A)",
        "(B) ",
    ),
    *("<table><tr><td>Monday</td><td>Tuesday</td></tr>", "<tr><td>A.</td><td>Row</td></tr></table>", "<tr>", "<td>"),
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


def check_laws(post: RestPost) -> str:
    """Read a post. Return "read" or "refused". Raises LawBrokenError, and whatever the parser raises."""
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
    commands = sorted({sign for text in _texts(records) for sign in text if _is_command(sign)})
    if commands:
        raise LawBrokenError(f"a terminal would take {commands} of the records for commands")
    json.dumps(records, ensure_ascii=False).encode()
    return "read"


def _texts(records: list[Record]) -> Iterator[str]:
    """Yield what the records say, the lines of each field and the links."""
    for record in records:
        yield from (value.replace("\n", "") for value in record.values() if isinstance(value, str))
        yield from (value for link in record["links"] for value in (link["text"], link["url"]))


def _is_command(sign: str) -> bool:
    return unicodedata.category(sign) == "Cc" or "\u202a" <= sign <= "\u202e" or "\u2066" <= sign <= "\u2069"


def mangle(post: RestPost, others: list[RestPost], chance: random.Random) -> RestPost:
    """Return a copy of `post` with one to twelve things done to it that a tired author or a broken plug-in might do."""
    mangled = copy.deepcopy(post)
    html = mangled["content"]["rendered"]
    for _ in range(chance.randint(1, 12)):
        html = _mangle_once(html, others, chance)
    mangled["content"]["rendered"] = html
    if chance.random() < 0.3:
        mangled["title"]["rendered"] = chance.choice(TITLES) + chance.choice(SCRAPS)
    if chance.random() < 0.3:
        title = chance.choice(TITLES).lower().replace(", ", "-").replace(" ", "-")
        mangled["slug"] = f"{title}-{chance.choice(TAGS)}-2"
    return mangled


def _mangle_once(html: str, others: list[RestPost], chance: random.Random) -> str:
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


def samples() -> list[RestPost]:
    """Return the posts that are mangled."""
    files = [file for folder in SAMPLES for file in sorted(folder.glob("*.json")) if not file.name.endswith(EXPECTED)]
    return [read_post_file(file) for file in files]


def try_cases(cases: int, seed: int, folder: Path) -> int:
    """Try that many cases. Return 1 if one failed; it is then in a file of `folder` that the message names."""
    print(f"{cases:,} cases with seed {seed}. The same again: make fuzz CASES={cases} SEED={seed}")
    posts = samples()
    chance = random.Random(seed)  # noqa: S311  # no secret: a run must be repeatable
    outcomes: Counter[str] = Counter()
    started = time.monotonic()
    for number in range(cases):
        post = mangle(chance.choice(posts), posts, chance)
        try:
            outcomes[check_laws(post)] += 1
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


def _whole_number(least: int) -> Any:
    """Return a click callback that takes a whole number from `least`, and names the make variable if it is not one."""

    def check_number(_: click.Context, param: click.Parameter, value: Optional[str]) -> Optional[int]:
        if value is None:
            return None
        if not value.isdecimal() or int(value) < least:
            raise click.BadParameter(f"{value!r} is not a whole number from {least}.", param_hint=str(param.envvar))
        return int(value)

    return check_number


@click.command()
@click.option(
    "--cases",
    envvar="CASES",
    show_envvar=True,
    default=str(CASES),
    show_default=True,
    callback=_whole_number(1),
    help="How many posts to try.",
)
@click.option(
    "--seed",
    envvar="SEED",
    show_envvar=True,
    callback=_whole_number(0),
    help="Repeat the run that printed this seed.  [default: a new seed]",
)
@click.option(
    "--out",
    envvar="OUT",
    show_envvar=True,
    type=click.Path(path_type=Path),
    default=OUT,
    help="The folder for a post that fails.  [default: out]",
)
def fuzz(cases: int, seed: Optional[int], out: Path) -> int:
    """Read thousands of mangled posts: each must be read whole, or refused."""
    return try_cases(cases, random.SystemRandom().randrange(2**32) if seed is None else seed, out)
