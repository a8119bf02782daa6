"""Typographic marks made plain: the one table of dashes, quotes, bullets, fractions and blanks.

    plain(text)       mark for mark: a place in the plain text is the same place in the text as written
    plain_line(text)  also folds blanks, drops marks that do not show, and spells fractions out; keeps the way back

The parser looks at days and labels through `plain`, the reader of training at lines through `plain_line`.
"""

from __future__ import annotations

import re
from typing import NamedTuple

# Hyphen, non-breaking hyphen, figure dash, en dash, em dash, horizontal bar, minus sign, small and full-width hyphen.
DASHES = "\u2010\u2011\u2012\u2013\u2014\u2015\u2212\ufe58\ufe63\uff0d"
SINGLE_QUOTES = "\u2018\u2019\u201a\u201b\u2032\u00b4`"
DOUBLE_QUOTES = "\u201c\u201d\u201e\u201f\u2033"
# Middle dot, bullets and squares; the two of the private use area are Word's own.
BULLETS = "\u00b7\u2022\u2023\u25aa\u25ab\u25cf\u25cb\u25e6\u2043\u2219\uf0a7\uf0b7"
TIMES = "\u00d7\u2715\u2716\u2a2f"
# Soft hyphens, zero-width blanks, marks of direction: they format and do not show.
UNSEEN = "\u00ad\u061c\u180e\ufeff" + "".join(
    map(chr, (*range(0x600, 0x606), *range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2060, 0x2070)))
)
# Raised and lowered figures (a footnote's number) and pictographs show, but say nothing of training.
_SILENT = UNSEEN + "\u00b9\u00b2\u00b3\ufe0f\u2070-\u2089\U0001f300-\U0001faff"
# The half and the quarters, alone and after a number: "½ mile", "72½".
_FRACTIONS = {"\u00bd": ("1/2", ".5"), "\u00bc": ("1/4", ".25"), "\u00be": ("3/4", ".75")}

_PLAIN = {
    **{ord(mark): "-" for mark in DASHES},
    **{ord(mark): "'" for mark in SINGLE_QUOTES},
    **{ord(mark): '"' for mark in DOUBLE_QUOTES},
    **{ord(mark): "x" for mark in TIMES},
    **{ord(mark): " " for mark in BULLETS + UNSEEN},
    **{code: chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)},  # full-width "１％"
    ord("\u2026"): ".",
}
_BRACKETS = str.maketrans("[]{}|", "()(),")  # a cell of a table's row ends as a comma does
_PIECES = re.compile(
    rf"""(?P<unseen>[{_SILENT}]+)
    | (?P<blank>(?:\s|[{BULLETS}])(?:\s|[{BULLETS}{_SILENT}])*)
    | (?P<fraction>[{"".join(_FRACTIONS)}]) | .""",
    re.X | re.S,
)


def plain(text: str) -> str:
    """Return the text with typographic marks made plain, mark for mark. Bullets and unseen marks become blanks."""
    return text.translate(_PLAIN)


class PlainLine(NamedTuple):
    """A line in plain marks. `places[i]` is where its i-th character is in the line as written."""

    text: str
    source: str
    places: list[int]

    def written(self, start: int, end: int) -> str:
        """Return a part as written, with single blanks and without marks that do not show."""
        last = self.places[end - 1] + 1 if end > start else self.places[start]
        part = self.source[self.places[start] : last]
        return " ".join(re.sub(f"[{_SILENT}]", "", part).split())


def plain_line(line: str) -> PlainLine:
    """Return a line in plain marks, with single blanks: `"72½ %"` is `"72.5 %"`, "½ mile" is "1/2 mile"."""
    if line.isascii() and "  " not in line and line.isprintable() and line.strip() == line:
        return PlainLine(line.translate(_BRACKETS), line, list(range(len(line) + 1)))
    text: list[str] = []
    places: list[int] = []
    for piece in _PIECES.finditer(line):
        added = piece[0].translate(_PLAIN)
        if piece["unseen"] or (piece["blank"] and (not text or text[-1] == " ")):
            continue
        if piece["blank"]:
            added = " "
        if piece["fraction"]:
            while len(text) > 1 and text[-1] == " " and text[-2].isdigit():
                del text[-1], places[-1]
            added = _FRACTIONS[piece[0]][bool(text) and text[-1].isdigit()]
        text.extend(added)
        places.extend([piece.start()] * len(added))
    while text and text[-1] == " ":
        del text[-1], places[-1]
    return PlainLine("".join(text).translate(_BRACKETS), line, [*places, len(line)])
