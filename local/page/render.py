"""Templates, styles and scripts put together: pages of one file each, which load nothing from a network.

A page's Content-Security-Policy allows its own style and script by their hashes, and nothing else at all. Whatever a
post holds is text: Jinja2 escapes it, and a page's data is JSON in which every `<` is escaped.
"""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Iterable
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from invictus.shapes import Json
from local.page.clocks import clock_of
from local.training.words import in_time

_HERE = Path(__file__).parent
_ASSETS = _HERE / "assets"
STYLES = ("style.css", "training.css", "dialogs.css", "landscape.css", "print.css")
STYLES_OF_CYCLE = ("style.css", "cycle.css")
# The modules in any order, but for the one that begins: each top-level name is of one module only.
SCRIPTS = (*sorted(file.name for file in _ASSETS.glob("*.js") if file.name not in ("main.js", "sw.js")), "main.js")
_IMPORTS = re.compile(r"^import [^;]*;\n|^export (?=\w)", re.M)
# `/* */` anywhere, and `//` alone on its line or after a blank: an address in a text has neither.
_COMMENTS = re.compile(r"/\*.*?\*/|(?:^|[ \t])//[^\n]*", re.M | re.S)


def page_without_script(template: str, **values: Any) -> str:
    """Return a page without a script: `template` with its values, the style and the policy."""
    return _page(template, _style(STYLES_OF_CYCLE), "", values)


def page_with_script(template: str, data: Json, **values: Any) -> str:
    """Return a page with the script, which finds `data` in it."""
    return _page(template, _style(STYLES), _script(), {"data": data, **values})


def _page(template: str, style: str, script: str, values: Json) -> str:
    rendered = (
        _templates()
        .get_template(template)
        .render(
            style=Markup(style),  # noqa: S704 - our own files
            script=Markup(script),  # noqa: S704 - our own files
            policy=_policy(style, script, values["is_installable"]),
            **values,
        )
    )
    return _without_indents(rendered)


def _policy(style: str, script: str, is_installable: bool) -> str:
    script_source = _hash_source(script) if script else "'none'"
    beside = "img-src 'self' data:; manifest-src 'self'; worker-src 'self'" if is_installable else "img-src data:"
    return (
        f"default-src 'none'; script-src {script_source}; style-src {_hash_source(style)}; {beside}; "
        "base-uri 'none'; form-action 'none'"
    )


def _hash_source(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def assets(names: Iterable[str]) -> str:
    """Return the files joined, without their comments. What is hashed must be exactly what the page holds."""
    text = "".join((_ASSETS / name).read_text(encoding="utf-8") for name in names)
    return _without_indents(_COMMENTS.sub("", text))


@cache
def _script() -> str:
    """Return the modules as one, without imports and exports: a page is one file, which also opens from a disk."""
    return re.sub(r"([;,{(\[])\n", r"\1", _IMPORTS.sub("", assets(SCRIPTS)))


@cache
def _style(names: tuple[str, ...]) -> str:
    """Return style sheets as one, without blanks beside its punctuation, which are an eighth of it."""
    return re.sub(r"\s*([{};,]|: )\s*", lambda mark: mark[1].strip(), assets(names))


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
    environment.filters.update(clock=clock_of, in_time=in_time, day_month=day_month, weekday=lambda day: f"{day:%a}")
    return environment


def day_month(day: date) -> str:
    """Return `21 December`."""
    return f"{day.day} {day:%B}"
