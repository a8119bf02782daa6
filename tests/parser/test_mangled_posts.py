"""Posts to which a tired author or a broken plug-in has done something: each is read whole, or refused.

`make fuzz` tries thousands of them.
"""

from __future__ import annotations

import copy
import json
import random
from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from invictus.errors import LinesLostError, PostFormatError
from invictus.shapes import RestPost
from local.accept_post import read_post_file
from local.project import SAMPLE_POSTS
from tests.support.generated_html import BROKEN, FRAGMENTS, TAGS
from tests.support.post_files import post_files
from transforms import read_post

SAMPLES = [read_post_file(file) for file in (*sorted(SAMPLE_POSTS.glob("*.json")), *post_files())]
SCRAPS = [
    *FRAGMENTS,
    *BROKEN,
    *(f"<{tag} class='x'" for tag in TAGS.split()),
    *("SAT –", "Sunday: ", "Wed. (", "Z:", " | ", "December 21", "12/21", "10/1", "(A)", "(B) ", "&#x202E;"),
    *("<table><tr><td>Monday</td><td>Tuesday</td></tr>", "<tr><td>A.</td><td>Row</td></tr></table>", "<s>", "<ol>"),
    *("é", "İ", "ſ", "(" * 50, "- " * 50, "A. " * 50, "9" * 50, "Monday " * 30),
]
TITLES = ["March 8-14, 2021", "Feb 29", "December 28-3", "2021", "May 0-99, 9999", "May 31, 1970 - June 1, 2999"]


def mangle(post: RestPost, chance: random.Random) -> RestPost:
    """Return a copy of a post with one to twelve things done to it."""
    mangled = copy.deepcopy(post)
    html = mangled["content"]["rendered"]
    for _ in range(chance.randint(1, 12)):
        html = mangle_once(html, chance)
    mangled["content"]["rendered"] = html
    if chance.random() < 0.3:
        mangled["title"]["rendered"] = chance.choice(TITLES) + chance.choice(SCRAPS)
    if chance.random() < 0.3:
        title = chance.choice(TITLES).lower().replace(", ", "-").replace(" ", "-")
        mangled["slug"] = f"{title}-{chance.choice(TAGS.split())}-2"
    return mangled


def mangle_once(html: str, chance: random.Random) -> str:
    start = chance.randint(0, len(html))
    end = min(len(html), start + chance.choice((1, 1, 3, 10, 40, 200)))
    before, piece, after = html[:start], html[start:end], html[end:]
    other = chance.choice(SAMPLES)["content"]["rendered"]
    there = chance.randint(0, len(other))
    return chance.choice(
        (
            lambda: before + after,
            lambda: before + piece + piece + after,
            lambda: before + chance.choice(SCRAPS) + piece + after,
            lambda: before + chance.choice(SCRAPS) + after,
            lambda: before + piece[::-1] + after,
            lambda: before + other[there : there + 200] + piece + after,
            lambda: before + piece.swapcase() + after,
            lambda: html.replace(chance.choice(("<", ">", "/", "</p>", "<br />", " ", "\n", "strong")), "", 3),
            lambda: "".join(chance.choice(SCRAPS) for _ in range(chance.randint(1, 30))) + piece,
        )
    )()


@given(post=st.sampled_from(SAMPLES), chance=st.randoms(use_true_random=False))
def test_a_mangled_post_is_read_whole_or_refused(post: RestPost, chance: random.Random) -> None:
    try:
        records = read_post(mangle(post, chance))
    except LinesLostError:
        raise
    except PostFormatError:
        return
    keys = Counter((record["date"], record["session"]) for record in records)
    assert max(keys.values()) == 1, "two sessions have one key"
    assert max(len(session.encode()) for _, session in keys) <= 1024, "DynamoDB's longest sort key"
    json.dumps(records, ensure_ascii=False).encode()
