"""A form: one class of text that coaches write, as a row of the grammar's tables."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any, NamedTuple


class Form(NamedTuple):
    """`read` turns the pattern's match into what the form says. A table says what its `read` takes and returns."""

    name: str
    pattern: re.Pattern[str]
    means: str
    example: str  # a whole line that holds it
    read: Callable[..., Any]


def form(name: str, pattern: str, *, means: str, example: str, read: Callable[..., Any]) -> Form:
    r"""Return a form. The pattern is `re.VERBOSE`: a blank is `\s`, a number sign `\#`."""
    return Form(name, compiled(pattern), means, example, read)


def compiled(pattern: str) -> re.Pattern[str]:
    """Compile a pattern of the grammar: any case, VERBOSE."""
    return re.compile(pattern, re.I | re.X)
