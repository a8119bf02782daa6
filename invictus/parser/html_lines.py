"""A post's HTML, read as lines: the only structure that these posts have.

`read_lines` walks BeautifulSoup's tree once, from the top of the page to its end, and begins a new line where a
browser does: the rule "line". It knows nothing of days, segments or dates, except that a table may hold a day per
column.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple, Optional, Union

from bs4.element import NavigableString, PageElement, PreformattedString, Tag

from invictus.parser.day_tables import day_columns
from invictus.parser.html_tree import parse
from invictus.shapes import Line, Link

# A browser begins a new line before and after each of these.
LINE_BREAKING = frozenset(
    "address article aside blockquote body br button caption center dd details dialog dir div dl dt fieldset"
    " figcaption figure footer form h1 h2 h3 h4 h5 h6 header hgroup hr html legend li main menu nav ol optgroup"
    " option p pre search section summary table tbody tfoot thead tr ul".split()
)
CELLS = frozenset(("td", "th"))
# A browser does not show the text of these, or shows it only if it cannot play the embed.
NO_TEXT = frozenset("script style template iframe object video audio canvas svg noembed noframes".split())
# Where an embed keeps its address; lazy-loading plug-ins move it out of `src`.
EMBED_ADDRESSES = {
    "iframe": ("src", "data-src", "data-lazy-src"),
    "object": ("data",),
    "embed": ("src",),
    "video": ("src",),
    "audio": ("src",),
    "source": ("src",),
}
CELL_SEPARATOR = " | "

_ZERO_WIDTH = dict.fromkeys((0x200B, 0x200C, 0x200D, 0x2060, 0xFEFF))
# What a terminal takes for a command, or what makes text appear in another order than it is written in: C0, DEL and
# C1, and the overrides, embeddings and isolates of bidirectional text.
_CONTROLS = dict.fromkeys((*range(0x20), *range(0x7F, 0xA0), *range(0x202A, 0x202F), *range(0x2066, 0x206A)))
_ESCAPE_SEQUENCE = re.compile(
    r"""
      (?:\x1b\[|\x9b) [0-?]* [ -/]* [@-~]                                       # a colour, a cursor's move
    | (?:\x1b[]PX^_]|[\x90\x98\x9d-\x9f]) [^\x07\x1b\x9c]* (?:\x07|\x1b\\|\x9c)   # a window's title, a hyperlink
    | \x1b [ -/]+ [0-~]                                                         # a character set
    """,
    re.VERBOSE,
)


class _End(NamedTuple):
    """Where the walk leaves an element."""

    tag: Tag


class _Mark(NamedTuple):
    """Where a line or a table cell ends."""

    name: str


_BREAK, _CELL = _Mark("break"), _Mark("cell")
_Atom = Union[str, Link, _Mark]


def read_lines(html: str) -> list[Line]:
    """Return the lines of an HTML fragment, in the post's order.

    A line is what is between line breaks: `<br>`, block elements, list items, table rows. White space is folded
    (no-break spaces too). Zero-width characters, control characters and empty lines are removed. Entities are decoded.
    Every other character stays. Any string is accepted, however broken its markup.
    """
    reader = _LineReader()
    for step in _walk(parse(html)):
        if isinstance(step, _End):
            reader.end(step.tag.name)
        elif isinstance(step, Tag):
            reader.start(step)
        else:
            reader.text(step)
    return reader.finish()


def fold(text: str) -> str:
    """Return `text` with its white space folded to single blanks, none at the ends, and nothing that does not show."""
    folded = " ".join(text.split())
    if folded.isprintable():  # as nearly all of it is
        return folded
    return " ".join(without_controls(folded.translate(_ZERO_WIDTH)).split())


def without_controls(text: str) -> str:
    """Return `text` without control characters, escape sequences and bidirectional overrides."""
    return _ESCAPE_SEQUENCE.sub("", text).translate(_CONTROLS)


def http_address(address: Optional[str]) -> str:
    """Return `address` if it is an http(s) one, "" if not. `//host/path` takes the blog's own scheme, https."""
    address = without_controls(address or "").strip()
    if address.startswith("//"):
        return "https:" + address
    return address if address[:8].lower().startswith(("http://", "https://")) else ""


def _walk(root: Tag) -> Iterator[Union[Tag, _End, str]]:
    """Yield the start and the end of each element and the texts between, in the page's order.

    What is in an element without text is left out: _LineReader.start takes the address it needs from there. The walk
    keeps its own stack, because a post may be nested deeper than Python's recursion goes.
    """
    ahead: list[Union[PageElement, _End]] = [*reversed(root.contents)]
    while ahead:
        step = ahead.pop()
        if isinstance(step, Tag):
            yield step
            if step.name not in NO_TEXT:
                columns = day_columns(step) if step.name == "table" else None
                ahead.append(_End(step))
                ahead.extend(reversed(step.contents if columns is None else columns))
        elif isinstance(step, (_End, NavigableString)) and not isinstance(step, PreformattedString):  # a comment
            yield step


def _elements(tag: Tag) -> Iterator[Tag]:
    """Yield an element and every element in it, in the page's order."""
    ahead = [tag]
    while ahead:
        element = ahead.pop()
        yield element
        ahead.extend(child for child in reversed(element.contents) if isinstance(child, Tag))


def _address(tag: Tag, *attributes: str) -> str:
    """Return the first of an element's attributes that is an http(s) address, "" if none is."""
    for name in attributes:
        address = http_address(str(tag.get(name) or ""))
        if address:
            return address
    return ""


class _LineReader:
    """Collects text, links and breaks as they come (`_atoms`), and turns them into lines at each break."""

    def __init__(self) -> None:
        self._lines: list[Line] = []
        self._atoms: list[_Atom] = []
        self._in_row = False
        self._pre_depth = 0
        self._anchor_url = ""
        self._anchor: Optional[Link] = None
        self._anchor_text: list[str] = []

    def finish(self) -> list[Line]:
        """Return the lines read, the last one included."""
        self._close_anchor()
        self._flush()
        return self._lines

    # What the walk meets

    def start(self, tag: Tag) -> None:
        """Take the start of an element."""
        name = tag.name
        if name in NO_TEXT or name in EMBED_ADDRESSES:
            self._embed(tag)
        elif name == "a":
            self._close_anchor()
            self._anchor_url = _address(tag, "href")
        elif name in CELLS:
            self._atoms.append(_CELL)
            if not self._in_row:
                self._flush()
        elif name in LINE_BREAKING:
            self._break(name)
            self._in_row = self._in_row or name == "tr"
            self._pre_depth += name == "pre"

    def end(self, name: str) -> None:
        """Take the end of an element."""
        if name == "a":
            self._close_anchor()
        elif name in LINE_BREAKING and name != "br":
            self._break(name)
            self._pre_depth -= name == "pre"

    def text(self, text: str) -> None:
        """Take text, which is kept as written in <pre>."""
        if self._anchor_url:
            self._open_anchor(text)
        if not self._pre_depth:
            self._atoms.append(text)
            return
        for line in text.splitlines(keepends=True):
            self._atoms.append(line)
            if line.splitlines() != [line]:
                self._break("br")

    # Links

    def _embed(self, embed: Tag) -> None:
        """Take an embed's address. One with several (a `<source>` in a `<video>`) is the same film in each."""
        for tag in _elements(embed):
            url = _address(tag, *EMBED_ADDRESSES.get(tag.name, ()))
            if url:
                self._atoms.append(Link(text=fold(str(tag.get("title") or "")), url=url))
                return

    def _open_anchor(self, text: str) -> None:
        """Note an open link. It belongs to the line of its first word, not to the line where its tag is opened."""
        self._anchor_text.append(text)
        if self._anchor is None and text.strip():
            self._anchor = Link(text="", url=self._anchor_url)
            self._atoms.append(self._anchor)

    def _close_anchor(self) -> None:
        if self._anchor_url and self._anchor is None:  # around a picture: an address without words
            self._anchor = Link(text="", url=self._anchor_url)
            self._atoms.append(self._anchor)
        if self._anchor is not None:
            self._anchor["text"] = fold("".join(self._anchor_text))
        self._anchor_url, self._anchor, self._anchor_text = "", None, []

    # Lines

    def _break(self, name: str) -> None:
        if self._anchor is not None:
            if name == "br":
                self._anchor_text.append(" ")
            else:
                self._close_anchor()  # a link is named by its first paragraph, and one never closed ends there
        if self._in_row and name not in ("tr", "table"):
            self._atoms.append(_BREAK)
            return
        self._flush()
        self._in_row = False

    def _flush(self) -> None:
        """Turn the atoms since the last break into lines.

        A table row is one line, its cells joined by ` | `. Where a cell holds several lines (a table used for
        layout, one day per column), the cells are read one after another, as a person would.
        """
        if not self._atoms:
            return
        atoms, self._atoms = self._atoms, []
        cells = _cells(atoms)
        if len(cells) == 1 or any(len(cell) > 1 for cell in cells):
            self._lines.extend(line for cell in cells for line in cell)
            return
        row = [line for cell in cells for line in cell]
        if row:
            joined = CELL_SEPARATOR.join(line["text"] for line in row if line["text"])
            self._lines.append(Line(text=joined, links=[link for line in row for link in line["links"]]))


def _cells(atoms: list[_Atom]) -> list[list[Line]]:
    """Return the lines of each cell; what is outside of a table is one cell."""
    cells: list[list[Line]] = [[]]
    text: list[str] = []
    links: list[Link] = []
    for atom in [*atoms, _BREAK]:
        if isinstance(atom, str):
            text.append(atom)
        elif isinstance(atom, dict):
            links.append(atom)
        else:
            folded = fold("".join(text))
            if folded or links:
                cells[-1].append(Line(text=folded, links=links))
                links = []
            text.clear()
            if atom is _CELL:
                cells.append([])
    return cells
