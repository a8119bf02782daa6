"""Templates, styles and scripts put together: pages of one file each, which load nothing from a network.

A page's Content-Security-Policy allows its own style and script by their hashes, and nothing else at all. Whatever a
post holds is text: Jinja2 escapes it, and a page's data is JSON in which every `<` is escaped.
"""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Sequence
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, Optional

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from invictus.prescriptions.shapes import Exercise
from invictus.shapes import Json
from local.training.words import in_time

_HERE = Path(__file__).parent
ASSETS = _HERE / "assets"
STYLES = ("style.css", "training.css", "dialogs.css", "landscape.css", "print.css")
STYLES_OF_CYCLE = ("style.css", "cycle.css")
# The modules in any order, but for the one that begins: each top-level name is of one module only.
SCRIPTS = (*sorted(file.name for file in ASSETS.glob("*.js") if file.name not in ("main.js", "sw.js")), "main.js")
_IMPORTS = re.compile(r"^import [^;]*;\n|^export (?=\w)", re.M)
# `/* */` anywhere, and `//` alone on its line or after a blank: an address in a text has neither.
_COMMENTS = re.compile(r"/\*.*?\*/|(?:^|[ \t])//[^\n]*", re.M | re.S)


def page_html(template: str, is_installable: bool, data: Optional[Json] = None, **values: Any) -> str:
    """Return `template` with its values, the style and the policy; with `data` also the script, which reads them."""
    style = assets(STYLES_OF_CYCLE if data is None else STYLES)
    # The modules as one, without imports and exports: a page is one file, which also opens from a disk.
    script = "" if data is None else _IMPORTS.sub("", assets(SCRIPTS))
    own = {"style": Markup(style), "script": Markup(script)}  # noqa: S704 - our own files
    policy = _policy(style, script, is_installable)
    html = _templates().get_template(template)
    return _without_indents(html.render(**own, policy=policy, is_installable=is_installable, data=data, **values))


def _policy(style: str, script: str, is_installable: bool) -> str:
    def source(text: str) -> str:
        return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'" if text else "'none'"

    beside = "img-src 'self' data:; manifest-src 'self'; worker-src 'self'" if is_installable else "img-src data:"
    return (
        f"default-src 'none'; script-src {source(script)}; style-src {source(style)}; {beside}; "
        "base-uri 'none'; form-action 'none'"
    )


@cache
def assets(names: tuple[str, ...]) -> str:
    """Return the files joined, without their comments. What is hashed must be exactly what the page holds."""
    text = "".join((ASSETS / name).read_text(encoding="utf-8") for name in names)
    return _without_indents(_COMMENTS.sub("", text))


def _without_indents(text: str) -> str:
    """Return the text without indents and blank lines, which are a sixth of a page."""
    return re.sub(r"\n\s+", "\n", text)


@cache
def _templates() -> Environment:
    """Return the templates. Kept, because each is compiled at its first use: an archive has hundreds of pages."""
    environment = Environment(
        loader=FileSystemLoader(_HERE / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.policies["json.dumps_kwargs"] = {"separators": (",", ":")}
    environment.filters.update(clock=clock_of, in_time=in_time, in_words=date_in_words)
    return environment


def date_in_words(day: date) -> str:
    """Return `21 December 2020`."""
    return f"{day.day} {day:%B %Y}"


def clock_of(block: Sequence[Exercise]) -> Optional[Json]:
    """Return the clock for a block's exercises; None for a scheme without a time, or if the post does not give it.

    Times are seconds, `rounds` None where the post gives no end:
    `{"kind": "intervals", "work", "rest", "rounds", "names"}`, the names in turn (of an alternating EMOM);
    `{"kind": "countdown", "seconds"}`; `{"kind": "stopwatch", "cap", "rounds"}`, the cap None where there is no limit.
    `counts` says whether the lifter counts rounds by hand.
    """
    scheme = block[0]["scheme"]
    kind, lasting, rounds, every = scheme["kind"], scheme["duration_s"], scheme["sets_to"], scheme["interval_s"]
    clock: Optional[Json] = None
    if kind == "every" and every:
        rounds = lasting // every if lasting else rounds  # of all: one that takes turns has fewer sets
        clock = {"kind": "intervals", "work": every, "rest": 0, "rounds": rounds, "names": _in_turn(block)}
    elif kind == "tabata" and scheme["work_s"] and scheme["off_s"]:
        work, rest = scheme["work_s"], scheme["off_s"]
        clock = {"kind": "intervals", "work": work, "rest": rest, "rounds": rounds, "names": []}
    elif kind == "for_time":
        clock = {"kind": "stopwatch", "cap": lasting, "rounds": rounds}
    elif kind in ("amrap", "establish") and lasting:
        clock = {"kind": "countdown", "seconds": lasting}
    return clock and {**clock, "counts": kind in ("for_time", "amrap")}


def _in_turn(block: Sequence[Exercise]) -> list[str]:
    """Return the movements minute by minute, where each has its turn; [] where all are done in every interval."""
    turns = {turn: exercise["movement"] for exercise in block if (turn := exercise["turn"])}
    return [turns[turn] for turn in sorted(turns)] if sorted(turns) == list(range(1, len(turns) + 1)) else []
