"""A post's HTML, read as lines: the only structure that these posts have.

`read_lines` walks BeautifulSoup's tree once, from the top of the page to its end, and begins a new line where a
browser does: the rule "line". It knows of days only that a table may hold one per column.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple, Optional, Union

from bs4.element import NavigableString, PageElement, PreformattedString, Tag

from invictus.parser.day_tables import day_columns
from invictus.parser.embeds import ADDRESSES, PICTURES, embed_links, film_of, first_address, http_address, player_of
from invictus.parser.folding import LEVEL, LOWERED, RAISED, fold, set_apart
from invictus.parser.html_tree import parse
from invictus.parser.shown import ListMarks, attribute, is_hidden, is_struck
from invictus.shapes import FOOTNOTE, STRUCK_OUT, Line, Link, is_aside

# A browser begins a new line before and after each of these.
LINE_BREAKING = frozenset(
    "address article aside blockquote body br button caption center dd details dialog dir div dl dt fieldset"
    " figcaption figure footer form h1 h2 h3 h4 h5 h6 header hgroup hr html legend li main menu nav ol optgroup"
    " option p pre search section summary table tbody tfoot thead tr ul".split()
)
# These go on with the paragraph, list or table that they are in.
_CONTINUING = frozenset("br li tr dt dd tbody thead tfoot".split())
CELLS = frozenset(("td", "th"))
# A browser does not show the text of these, or shows it only if it cannot play the embed or run scripts.
NO_TEXT = frozenset(
    "script style template iframe object video audio canvas svg noembed noframes noscript"
    " lite-youtube lite-vimeo amp-youtube amp-vimeo".split()
)
CELL_SEPARATOR = " | "
# A list item that is numbered or lettered in its text as well: `<li>A. Snatch</li>`.
_OWN_MARK = re.compile(r"\s*\(?(?:[A-Za-z]\d?|\d{1,2}[a-z]?)\s?[.):]")


class _End(NamedTuple):
    """Where the walk leaves an element."""

    tag: Tag


class _Mark(NamedTuple):
    """Where a line or a table cell ends."""

    name: str


class _Struck(str):
    """Text that is struck out."""


class _Picture(NamedTuple):
    link: Link


_BREAK, _CELL = _Mark("break"), _Mark("cell")
_Atom = Union[str, Link, _Picture, _Mark]


def read_lines(html: str) -> list[Line]:
    """Return the lines of an HTML fragment, in the post's order.

    A line is what is between line breaks: `<br>`, block elements, list items, table rows. White space is folded
    (no-break spaces too). Zero-width characters, control characters and empty lines are removed. Entities are decoded.
    Every other character stays. Any string is accepted, however broken its markup.
    """
    reader = _LineReader()
    for step in _walk(parse(html)):
        if isinstance(step, _End):
            reader.end(step.tag)
        elif isinstance(step, Tag):
            reader.start(step)
        else:
            reader.text(step)
    return reader.finish()


def _walk(root: Tag) -> Iterator[Union[Tag, _End, str]]:
    """Yield the start and the end of each element that is shown and the texts between, in the page's order.

    What is in an element without text is left out: _LineReader.start takes the address it needs from there. The walk
    keeps its own stack, because a post may be nested deeper than Python's recursion goes.
    """
    ahead: list[Union[PageElement, _End]] = [*reversed(root.contents)]
    while ahead:
        step = ahead.pop()
        if isinstance(step, Tag):
            if is_hidden(step):
                continue
            yield step
            if step.name not in NO_TEXT:
                columns = day_columns(step) if step.name == "table" else None
                ahead.append(_End(step))
                ahead.extend(reversed(step.contents if columns is None else columns))
        elif isinstance(step, (_End, NavigableString)) and not isinstance(step, PreformattedString):  # a comment
            yield step


class _LineReader:
    """Collects text, links and breaks as they come (`_atoms`), and turns them into lines at each break."""

    def __init__(self) -> None:
        self._lines: list[Line] = []
        self._atoms: list[_Atom] = []
        self._in_row = False
        self._begins = True  # whether the next line begins a paragraph, list or table
        self._pre_depth = self._struck_depth = self._embed_depth = self._footnotes_depth = 0
        self._lists: list[ListMarks] = []
        self._mark = ""  # of the list item that begins
        self._films: set[str] = set()  # of the links since the last text
        self._anchor_url = ""
        self._anchor: Optional[Link] = None
        self._anchor_text: list[str] = []

    def finish(self) -> list[Line]:
        """Return the lines read, the last one included."""
        self._close_anchor()
        self._flush()
        return self._lines

    def start(self, tag: Tag) -> None:
        """Take the start of an element."""
        name = tag.name
        if name == "a":
            self._close_anchor()
            self._anchor_url = first_address(tag, "href")
        elif name in ("sup", "sub"):
            self._atoms.append(RAISED if name == "sup" else LOWERED)
        elif name in CELLS:
            self._atoms.append(_CELL)
            if not self._in_row:
                self._flush()
        elif name in LINE_BREAKING:
            self._break(name)
            self._in_row = self._in_row or name == "tr"
            self._pre_depth += name == "pre"
        if name in ("ol", "ul"):
            self._lists.append(ListMarks(tag))
        elif name == "li":
            self._mark = self._lists[-1].mark(tag) if self._lists else ""
        if tag.attrs and (player := player_of(tag)):
            self._add(player)
        if name in NO_TEXT or name in ADDRESSES:
            self._embed(tag)
        self._go(tag, 1)

    def end(self, tag: Tag) -> None:
        """Take the end of an element."""
        name = tag.name
        if name == "a":
            self._close_anchor()
        elif name in ("sup", "sub"):
            self._atoms.append(LEVEL)
        elif name in LINE_BREAKING and name != "br":
            self._break(name)
            self._pre_depth -= name == "pre"
        if name in ("ol", "ul"):
            self._lists.pop()
        self._go(tag, -1)

    def text(self, text: str) -> None:
        """Take text, which is kept as written in <pre>."""
        if self._embed_depth and (address := http_address(text)) and address.split() == [address]:
            self._add(Link(text="", url=address))
            return
        if self._anchor_url:
            self._open_anchor(text)
        if text.strip():
            self._films.clear()
            if self._mark:
                self._atoms += [] if _OWN_MARK.match(text) else [f"{self._mark} "]
                self._mark = ""
        if not self._pre_depth:
            self._atoms.append(_Struck(text) if self._struck_depth else text)
            return
        for line in text.splitlines(keepends=True):
            self._atoms.append(line)
            if line.splitlines() != [line]:
                self._break("br")

    def _go(self, tag: Tag, step: int) -> None:
        """Go into an element, or out of it."""
        self._struck_depth += step * is_struck(tag)
        if tag.attrs:
            classes = attribute(tag, "class").lower()
            self._embed_depth += step * ("embed" in classes)
            self._footnotes_depth += step * ("footnotes" in classes or "endnotes" in attribute(tag, "role"))

    def _embed(self, embed: Tag) -> None:
        """Take the address of an embed or picture; of an emoji that is drawn as a picture, the character."""
        if embed.name in PICTURES and {"emoji", "wp-smiley"}.intersection(attribute(embed, "class").split()):
            self._atoms.append(attribute(embed, "alt"))
            return
        for link in embed_links(embed):
            self._add(link, is_picture=embed.name in PICTURES)

    def _add(self, link: Link, is_picture: bool = False) -> None:
        """Add the link of an embed, unless it shows what the last one does: a still, a player's fallback."""
        film = film_of(link["url"])
        if film not in self._films:
            self._atoms.append(_Picture(link) if is_picture else link)
            self._films.add(film)

    def _open_anchor(self, text: str) -> None:
        """Note an open link. It belongs to the line of its first word, not to the line where its tag is opened."""
        self._anchor_text.append(text)
        if self._anchor is None and text.strip():
            self._anchor = Link(text="", url=self._anchor_url)
            self._atoms.append(self._anchor)

    def _close_anchor(self) -> None:
        if self._anchor_url and self._anchor is None and film_of(self._anchor_url) not in self._films:
            self._atoms.append(Link(text="", url=self._anchor_url))  # around a picture: an address without words
        if self._anchor is not None:
            self._anchor["text"] = fold("".join(self._anchor_text))
        self._anchor_url, self._anchor, self._anchor_text = "", None, []

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
        self._begins = self._begins or name not in _CONTINUING
        self._in_row = False

    def _flush(self) -> None:
        """Turn the atoms since the last break into lines.

        A table row is one line, its cells joined by ` | `. Where a cell holds several lines (one day per column), the
        cells are read one after another.
        """
        if not self._atoms:
            return
        atoms, self._atoms = self._atoms, []
        cells = _cells(atoms)
        read = [line for cell in cells for line in cell]
        shown = [[line for line in cell if not is_aside(line["text"])] for cell in cells]
        if len(cells) > 1 and any(shown) and all(len(cell) <= 1 for cell in shown):
            row = [line for cell in shown for line in cell]
            asides = [line for line in read if is_aside(line["text"])]
            joined = CELL_SEPARATOR.join(line["text"] for line in row if line["text"])
            read = [Line(text=joined, links=[link for line in row for link in line["links"]]), *asides]
        for line in read:
            if self._footnotes_depth and line["text"]:
                line["text"] = FOOTNOTE.format(line["text"])
            if not self._begins:
                line["continues"] = True
            self._begins = False
        self._lines.extend(read)


def _cells(atoms: list[_Atom]) -> list[list[Line]]:
    """Return the lines of each cell; what is outside of a table is one cell. Struck text is a line of its own."""
    cells: list[list[Line]] = [[]]
    line: list[_Atom] = []
    for atom in [*atoms, _BREAK]:
        if not isinstance(atom, _Mark):
            line.append(atom)
            continue
        cells[-1].extend(_lines_of(line))
        line = []
        if atom is _CELL:
            cells.append([])
    return cells


def _lines_of(atoms: Iterable[_Atom]) -> Iterator[Line]:
    """Yield the line that atoms without a break make, and what of it is struck out."""
    texts: list[str] = []
    struck: list[str] = []
    links: list[Link] = []
    has_picture = False
    for atom in atoms:
        if isinstance(atom, _Struck):
            struck.append(atom)
        elif isinstance(atom, str):
            texts.append(atom)
        elif isinstance(atom, _Picture):
            links.append(atom.link)
            has_picture = True
        elif not isinstance(atom, _Mark):
            links.append(atom)
    text = fold(set_apart("".join(texts)))
    if text or links:
        line = Line(text=text, links=links)
        if has_picture and not text:
            line["picture"] = True
        yield line
    if struck_out := fold("".join(struck)):
        yield Line(text=STRUCK_OUT.format(struck_out), links=[])
