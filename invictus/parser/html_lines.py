"""A post's HTML, read as lines: the only structure that these posts have.

`read_lines` is rule 1 of the parser. It follows the HTML as a browser shows it, in one pass and in time
linear in its length, and knows nothing of days, segments or dates.
"""

from __future__ import annotations

import re
from collections import Counter
from html.parser import HTMLParser
from typing import Optional, Union

from invictus.shapes import Line, Link

# A browser begins a new line before and after each of these.
LINE_BREAKING = frozenset(
    "address article aside blockquote body br button caption center dd details dialog dir div dl dt fieldset"
    " figcaption figure footer form h1 h2 h3 h4 h5 h6 header hgroup hr html legend li main menu nav ol optgroup"
    " option p pre search section summary table tbody tfoot thead tr ul".split()
)
CELLS = frozenset(("td", "th"))
# What stands inside is shown by no browser, or only by one that cannot play the embed.
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
# Lone surrogates (JSON's "\ud83d" without its partner) have no UTF-8, so neither S3 nor DynamoDB could hold them.
# U+FFFF is no character in Unicode's own words; it is ours, as the mark of the end.
_UNSTORABLE = re.compile("[\ud800-\udfff\uffff]")
# Python refuses to make a number of more than 4300 digits, and no character has one of a hundred.
_NO_CHARACTER = re.compile("&#[0-9]{100,};?")
_END = "\uffff"
# Whatever the post leaves open (a comment, a tag, a quoted attribute, a script) is closed here, so that the parser
# never looks for an end that is not there: before Python 3.13.6 it does so once a tag, in quadratic time.
_RAW_TEXT = "script style title textarea iframe noembed noframes xmp".split()
_CLOSERS = (">", "-->", '">', "'>", *(f"</{tag}>" for tag in _RAW_TEXT))
_EPILOGUE = _END + "".join(closer + _END for closer in _CLOSERS)

_BREAK, _CELL = object(), object()
_Atom = Union[str, dict, object]


def read_lines(html: str) -> list[Line]:
    """The lines of an HTML fragment, in the order in which they stand.

    A line is what stands between line breaks: `<br>`, block elements, list items, table rows. White space is
    folded (no-break spaces too), zero-width characters and empty lines go, entities are decoded; every other
    character stays. Any string is accepted, however broken its markup.
    """
    reader = _LineReader()
    reader.feed(_NO_CHARACTER.sub("\ufffd", _UNSTORABLE.sub("\ufffd", html)))
    if "<" in html:
        reader.feed(_EPILOGUE)
    reader.close()
    return reader.finish()


def fold(text: str) -> str:
    """`text` with its white space folded to single blanks, none at the ends, and zero-width characters gone."""
    if not text.isascii():
        text = text.translate(_ZERO_WIDTH)
    return " ".join(text.split())


def http_address(address: Optional[str]) -> str:
    """`address` if it is an http(s) one, "" if not. `//host/path` takes the blog's own scheme, https."""
    address = (address or "").strip()
    if address.startswith("//"):
        return "https:" + address
    return address if address[:8].lower().startswith(("http://", "https://")) else ""


class _LineReader(HTMLParser):
    """Collects text, links and breaks as they come (`_atoms`), and turns them into lines at each break."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._lines: list[Line] = []
        self._atoms: list[_Atom] = []
        self._in_row = False
        self._pre_depth = 0
        self._no_text = ""  # the element whose content is passed over, and what is open within
        self._open_within: Counter[str] = Counter()
        self._embed_has_address = False
        self._anchor_url = ""
        self._anchor: Optional[Link] = None
        self._anchor_text: list[str] = []
        self._ended = False

    def finish(self) -> list[Line]:
        self._close_anchor()
        self._flush()
        return self._lines

    # What the parser calls

    def handle_starttag(self, tag: str, attrs: list[tuple[str, Optional[str]]]) -> None:
        if self._ended:
            return
        if tag in EMBED_ADDRESSES:
            self._embed(tag, dict(attrs))
        if self._no_text:
            self._open_within[tag] += 1
        elif tag in NO_TEXT:
            self._no_text = tag
        elif tag == "a":
            self._close_anchor()
            self._anchor_url = http_address(dict(attrs).get("href"))
        elif tag in CELLS:
            self._atoms.append(_CELL)
            if not self._in_row:
                self._flush()
        elif tag in LINE_BREAKING:
            self._break(tag)
            self._in_row = self._in_row or tag == "tr"
            self._pre_depth += tag == "pre"

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, Optional[str]]]) -> None:
        """`<br />`, the commonest tag of all, is one break and not two."""
        self.handle_starttag(tag, attrs)
        if tag != "br":
            self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        if self._ended:
            return
        if self._no_text and not self._ends_no_text(tag):
            return
        if tag == "a":
            self._close_anchor()
        elif tag in LINE_BREAKING:
            self._break(tag)
            self._pre_depth = max(0, self._pre_depth - (tag == "pre"))

    def handle_data(self, data: str) -> None:
        if self._ended:
            return
        data, end, _ = data.partition(_END)
        self._ended = bool(end)
        if self._no_text:
            return
        if self._anchor_url:
            self._open_anchor(data)
        if self._pre_depth:
            for number, text in enumerate(data.splitlines()):
                if number:
                    self._break("br")
                self._atoms.append(text)
            if data.endswith("\n"):
                self._break("br")
        else:
            self._atoms.append(data)

    def updatepos(self, i: int, j: int) -> int:
        """No line numbers are kept: nobody asks for them, and counting takes a tenth of the time."""
        return j

    def parse_html_declaration(self, i: int) -> int:
        """`<![if !supportLists]>` and its like, which word processors leave behind, are passed over up to `>`.

        The parser's own reading raises AssertionError on some of them before Python 3.13.
        """
        return self.parse_bogus_comment(i)

    def _ends_no_text(self, tag: str) -> bool:
        """Whether an end tag ends what is passed over: by its name, or, where that was forgotten, with its block."""
        if self._open_within[tag]:
            self._open_within[tag] -= 1
            return False
        if tag != self._no_text and tag not in LINE_BREAKING:
            return False
        self._no_text, self._embed_has_address = "", False
        self._open_within.clear()
        return True

    # Links

    def _embed(self, tag: str, attributes: dict[str, Optional[str]]) -> None:
        if self._no_text and self._embed_has_address:
            return  # a <source> or <embed> within an embed whose address is known is the same film again
        url = next(filter(None, (http_address(attributes.get(name)) for name in EMBED_ADDRESSES[tag])), "")
        if url:
            self._atoms.append(Link(text=fold(attributes.get("title") or ""), url=url))
            self._embed_has_address = bool(self._no_text) or tag in NO_TEXT

    def _open_anchor(self, data: str) -> None:
        """A link stands where its first word stands, not where its tag was opened."""
        self._anchor_text.append(data)
        if self._anchor is None and data.strip():
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

    def _break(self, tag: str) -> None:
        if self._anchor is not None:
            if tag == "br":
                self._anchor_text.append(" ")
            else:
                self._close_anchor()  # a link is named by its first paragraph, and one never closed ends there
        if self._in_row and tag not in ("tr", "table"):
            self._atoms.append(_BREAK)
            return
        self._flush()
        self._in_row = False

    def _flush(self) -> None:
        """The atoms since the last break, as lines.

        A table row is one line, its cells joined by ` | `. Where a cell holds several lines (a table used for
        layout, a day a column), each cell is read by itself, one after the other, as a person would.
        """
        if not self._atoms:
            return
        atoms, self._atoms = self._atoms, []
        if len(atoms) == 1 and isinstance(atoms[0], str):  # most lines are so: plain text
            text = fold(atoms[0])
            if text:
                self._lines.append(Line(text=text, links=[]))
            return
        cells = _cells(atoms)
        if len(cells) == 1 or any(len(cell) > 1 for cell in cells):
            self._lines.extend(line for cell in cells for line in cell)
            return
        row = [line for cell in cells for line in cell]
        if row:
            joined = CELL_SEPARATOR.join(line["text"] for line in row if line["text"])
            self._lines.append(Line(text=joined, links=[link for line in row for link in line["links"]]))


def _cells(atoms: list[_Atom]) -> list[list[Line]]:
    """The lines of each cell; what is no table row is one cell."""
    cells: list[list[Line]] = [[]]
    text: list[str] = []
    links: list[Link] = []
    for atom in [*atoms, _BREAK]:
        if isinstance(atom, str):
            text.append(atom)
        elif atom is _BREAK or atom is _CELL:
            folded = fold("".join(text))
            if folded or links:
                cells[-1].append(Line(text=folded, links=links))
                links = []
            text.clear()
            if atom is _CELL:
                cells.append([])
        else:
            links.append(atom)  # type: ignore[arg-type]
    return cells
