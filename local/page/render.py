"""Templates, styles and scripts put together: pages of one file each, which load nothing from a network.

A page's Content-Security-Policy allows its own style and script by their hashes, and nothing else at all. Whatever a
post holds is text: Jinja2 escapes it, and a page's data is JSON in which every `<` is escaped.
"""

from __future__ import annotations

import base64
import hashlib
import re
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, Optional

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from invictus.shapes import Json
from local.page.clocks import clock_of
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
