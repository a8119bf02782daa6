"""Printing untrusted text: whole, and never as a command to the terminal. In a terminal, wrapped between words."""

from __future__ import annotations

import io
import os
import re
import sys
from typing import Any, Optional, Union
from urllib.parse import urlsplit

from rich.console import Console
from rich.style import Style
from rich.text import Text

# Control characters (but for the tab and the line break), what reverses the direction of writing, line separators of
# which terminals differ, and halves of a character, which no encoding can write.
_COMMANDS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")


def counted(number: int, thing: str) -> str:
    """Return how many there are: `1 weekly file`, `3 weekly files`."""
    return f"{number} {thing}{'s' * (number != 1)}"


class _Console(Console):
    def print(self, *shown: Any, soft_wrap: Optional[bool] = None, **how: Any) -> None:
        """Print as rich does, but with `soft_wrap` in a terminal break long lines at blanks; a file keeps them."""
        if soft_wrap and self.is_terminal:
            shown = tuple(self._broken(each) if isinstance(each, Text) else each for each in shown)
        super().print(*shown, soft_wrap=soft_wrap, **how)

    def _broken(self, text: Text) -> Text:
        """Return the text broken between words, each line indented as it begins. A long word may be an address."""
        lines = []
        for each in text.split(allow_blank=True):
            indent = len(each.plain) - len(each.plain.lstrip())
            rest = each[indent:]
            rest.overflow = "ignore"
            for broken in rest.wrap(self, self.width - indent):
                broken.rstrip()
                lines.append(each[:indent] + broken)
        return Text("\n").join(lines)

    def on_broken_pipe(self) -> None:
        """Leave it to `main` of local/__main__.py, as for what is printed without rich."""
        raise BrokenPipeError


def console(stderr: bool = False) -> Console:
    """Return a console on standard output, or standard error, in which every text is only a text."""
    return _Console(stderr=stderr, markup=False, emoji=False, highlight=False)


def printable(text: str) -> str:
    r"""Return the text with every character that a terminal would obey written out: `\x1b`, `\u202e`."""
    return _COMMANDS.sub(lambda found: found[0].encode("unicode_escape").decode(), text)


def line(value: object, style: Union[str, Style] = "") -> Text:
    """Return a value as rich's Text, printable. Nothing in it is markup."""
    return Text(printable(str(value)), style)


def web_address(url: str) -> str:
    """Return `url` if it is an http(s) address with a host, "" for anything else (`javascript:`)."""
    try:
        parts = urlsplit(url)
        return url if parts.scheme in ("http", "https") and parts.hostname else ""
    except ValueError:  # such as an unclosed bracket in the host
        return ""


def link_style(url: str) -> Style:
    """Return what makes words a link in a terminal; no style for an address that is not http(s) or not printable."""
    is_safe = web_address(url) and printable(url) == "".join(url.split())
    return Style(link=url, underline=True) if is_safe else Style()


def tell(text: str, style: str = "", stderr: bool = False) -> None:
    """Print prose: nothing in it is a command, and a terminal shows it wrapped between words."""
    console(stderr).print(line(text, style), soft_wrap=True)


def accept_any_text() -> None:
    """Make standard output and error write `?` for a character that their encoding lacks."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")


def close_broken_pipe() -> None:
    """Let the interpreter end in peace when the reader of a pipe (`| head`) has gone: what is left goes nowhere."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except BrokenPipeError:
            os.dup2(nowhere, stream.fileno())
