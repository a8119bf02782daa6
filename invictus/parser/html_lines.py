"""A post's HTML, read as lines: the only structure that these posts have.

A new line begins where a browser begins one: the rule "line". A table whose head row holds days is read column by
column: the rule "table of days".
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Optional

from bs4.element import PageElement, Tag

from invictus.parser import html_tree
from invictus.parser.folding import LEVEL, LOWERED, RAISED, fold, set_apart
from invictus.parser.headings import date_heading_of, heading_of
from invictus.shapes import FOOTNOTE, STRUCK_OUT, Line, Link, is_aside

# A browser begins a new line before and after each of these.
_LINE_BREAKING = frozenset(
    "address article aside blockquote body br button caption center dd details dialog dir div dl dt fieldset"
    " figcaption figure footer form h1 h2 h3 h4 h5 h6 header hgroup hr html legend li main menu nav ol optgroup"
    " option p pre search section summary table tbody tfoot thead tr ul".split()
)
# A link is named by its first paragraph, and ends where the next one begins.
_ENDING_LINKS = _LINE_BREAKING - {"br"} | {"a"}
# These go on with the paragraph, list or table that they are in.
_CONTINUING = frozenset("br li tr dt dd tbody thead tfoot".split())
_CELLS = frozenset(("td", "th"))
# Two weeks side by side. A row's label is read with each of its days, so their number must have a limit.
_FEWEST_DAYS, _MOST_DAYS = 2, 14
# A list item that is numbered or lettered in its text as well: `<li>A. Snatch</li>`.
_OWN_MARK = re.compile(r"\s*\(?(?:[A-Za-z]\d?|\d{1,2}[a-z]?)\s?[.):]")


def read_lines(html: str) -> list[Line]:
    """Return the lines of an HTML fragment, in the post's order. Any string is accepted, however broken its markup.

    White space is folded. Zero-width and control characters and empty lines are removed. Every other character stays.
    """
    return _LineReader().read(html_tree.parse(html))


class _LineReader:
    """Collects text, links and breaks as they come, and turns them into lines at each break."""

    def __init__(self) -> None:
        self._lines: list[Line] = []
        self._cells: list[list[Line]] = [[]]  # what is read of a table row; what is outside of a table is one cell
        self._words: list[str] = []  # of the line, as what follows
        self._struck: list[str] = []
        self._links: list[Link] = []
        self._has_picture = False
        self._in_row = False
        self._begins = True  # whether the next line begins a paragraph, list or table
        self._inside: frozenset[str] = frozenset()  # what encloses the step: see html_tree.meanings
        self._lists: list[Callable[[Tag], str]] = []
        self._mark = ""  # of the list item that begins
        self._films: set[str] = set()  # of the links since the last text
        self._anchor: Optional[Link] = None  # that is open, until the line of its first word has it

    def read(self, root: Tag) -> list[Line]:
        """Return the lines of a page. The walk keeps its own stack: a post may be nested deeper than Python's."""
        ahead = [(part, self._inside, False) for part in reversed(root.contents)]
        while ahead:
            step, self._inside, is_end = ahead.pop()
            if not isinstance(step, Tag):
                self._text(str(step))
            elif is_end:
                self._end(step)
            elif not html_tree.is_hidden(step):
                self._start(step)
                if step.name not in html_tree.NO_TEXT:
                    columns = _day_columns(step) if step.name == "table" else None
                    inside = self._inside | html_tree.meanings(step)
                    ahead.append((step, inside, True))
                    ahead += [(part, inside, False) for part in reversed(step.contents if columns is None else columns)]
        self._close_anchor()
        self._end_row()
        return self._lines

    def _start(self, tag: Tag) -> None:
        name = tag.name
        if name == "a":
            self._close_anchor()
            if url := html_tree.first_address(tag, "href"):
                self._anchor = Link(text=fold(html_tree.text_in(tag, until=_ENDING_LINKS) or ""), url=url)
        elif name in ("sup", "sub"):
            self._words.append(RAISED if name == "sup" else LOWERED)
        elif name in _CELLS:
            self._end_line()
            if self._in_row:
                self._cells.append([])
            else:
                self._end_row()
        elif name in _LINE_BREAKING:
            self._break(name)
            self._in_row = self._in_row or name == "tr"
        if name in ("ol", "ul"):
            self._lists.append(html_tree.list_marks(tag))
        elif name == "li":
            self._mark = self._lists[-1](tag) if self._lists else ""
        is_picture = name in html_tree.PICTURES
        if is_picture and {"emoji", "wp-smiley"}.intersection(html_tree.attribute(tag, "class").split()):
            self._words.append(html_tree.attribute(tag, "alt"))
        elif tag.attrs or name in html_tree.NO_TEXT:
            for link in html_tree.embedded_links(tag):
                self._has_picture |= self._add(link) and is_picture

    def _end(self, tag: Tag) -> None:
        name = tag.name
        if name == "a":
            self._close_anchor()
        elif name in ("sup", "sub"):
            self._words.append(LEVEL)
        elif name in _LINE_BREAKING and name != "br":
            self._break(name)
        if name in ("ol", "ul"):
            self._lists.pop()

    def _text(self, text: str) -> None:
        """Take text, which is kept as written in <pre>. In the block of an embed it may be an address alone."""
        if "embed" in self._inside and (address := html_tree.http_address(text)) and address.split() == [address]:
            self._add(Link(text="", url=address))
            return
        if text.strip():
            if self._anchor:
                self._links.append(self._anchor)
                self._anchor = None
            self._films.clear()
            if self._mark and not _OWN_MARK.match(text):
                self._words.append(f"{self._mark} ")
            self._mark = ""
        for line in text.splitlines(keepends=True) if "pre" in self._inside else [text]:
            (self._struck if "struck" in self._inside else self._words).append(line)
            if "pre" in self._inside and line.splitlines() != [line]:
                self._break("br")

    def _add(self, link: Link) -> bool:
        """Add the link of an embed, unless it shows what the last one does: a still, a player's fallback."""
        film = html_tree.film_of(link["url"])
        if film in self._films:
            return False
        self._links.append(link)
        self._films.add(film)
        return True

    def _close_anchor(self) -> None:
        if self._anchor and html_tree.film_of(self._anchor["url"]) not in self._films:  # around a picture
            self._links.append(self._anchor)
        self._anchor = None

    def _break(self, name: str) -> None:
        if self._in_row and name not in ("tr", "table"):
            self._end_line()
            return
        self._end_row()
        self._begins = self._begins or name not in _CONTINUING
        self._in_row = False

    def _end_line(self) -> None:
        """Keep the line that was collected. What of it is struck out is a line of its own."""
        text, struck_out = fold(set_apart("".join(self._words))), fold("".join(self._struck))
        if text or self._links:
            line = Line(text=text, links=self._links)
            if self._has_picture and not text:
                line["picture"] = True
            self._cells[-1].append(line)
        if struck_out:
            self._cells[-1].append(Line(text=STRUCK_OUT.format(struck_out), links=[]))
        self._words, self._struck, self._links, self._has_picture = [], [], [], False

    def _end_row(self) -> None:
        """Keep the lines since the last row or break outside of a table.

        A table row is one line, its cells joined by ` | `; if a cell holds several lines, they are read one by one.
        """
        self._end_line()
        cells, self._cells = self._cells, [[]]
        read = [line for cell in cells for line in cell]
        shown = [[line for line in cell if not is_aside(line["text"])] for cell in cells]
        if len(cells) > 1 and any(shown) and all(len(cell) <= 1 for cell in shown):
            row = [line for cell in shown for line in cell]
            joined = " | ".join(line["text"] for line in row if line["text"])
            links = [link for line in row for link in line["links"]]
            read = [Line(text=joined, links=links), *(line for line in read if is_aside(line["text"]))]
        for line in read:
            if "footnotes" in self._inside and line["text"]:
                line["text"] = FOOTNOTE.format(line["text"])
            if not self._begins:
                line["continues"] = True
            self._begins = False
        self._lines.extend(read)


def _day_columns(table: Tag) -> Optional[list[PageElement]]:
    """Return what is in a table whose head row holds the days, a day after the other; None for any other table.

    A first column without a day holds labels (`A.`, `Warm-Up`), read with every day of their rows. What belongs to no
    day or to all (a caption, a row of one cell) is read before the days.
    """
    before: list[PageElement] = []
    rows: list[list[Tag]] = []
    for part in table.contents:
        for row in part.contents if isinstance(part, Tag) and part.name in ("thead", "tbody", "tfoot") else [part]:
            cells = row.find_all(True, recursive=False) if isinstance(row, Tag) and row.name == "tr" else []
            if any(cell.name not in _CELLS for cell in cells):
                return None  # broken markup
            if len(cells) < 2:
                before.append(row)
            else:
                rows.append(list(cells))
    head = [html_tree.text_in(cell) or "" for cell in rows[0]] if rows else []
    heads = [heading_of(text) is not None or date_heading_of(text) is not None for text in head]
    labels = 1 if heads and not heads[0] else 0
    if not all(heads[labels:]) or not _FEWEST_DAYS <= len(heads) - labels <= _MOST_DAYS:
        return None
    days: list[list[PageElement]] = [[head] for head in rows[0][labels:]]
    before += rows[0][:labels]
    for row_cells in rows[1:]:
        label, cells = row_cells[:labels], row_cells[labels:]
        cells_by_day = [*([cell] for cell in cells[: len(days) - 1]), cells[len(days) - 1 :]]
        if not any(map(_shows, cells)):
            before += label
        for day, own in zip(days, cells_by_day):
            if any(map(_shows, own)):
                day += [*label, *own]
    return [*before, *(cell for day in days for cell in day)]


def _shows(cell: Tag) -> bool:
    """Return whether there is anything in a cell. A picture or an embed counts."""
    return any(isinstance(part, Tag) or str(part).strip() for part in cell.contents)
