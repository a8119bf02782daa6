"""Typographic marks made plain, one for one: a place in the plain text is the same place in the text as written."""

from __future__ import annotations

_PLAIN_MARKS = {
    **dict.fromkeys(map(ord, "\N{EN DASH}\N{EM DASH}\N{MINUS SIGN}\N{BULLET}\N{HYPHEN}\N{NON-BREAKING HYPHEN}"), "-"),
    **dict.fromkeys(map(ord, "\N{LEFT SINGLE QUOTATION MARK}\N{RIGHT SINGLE QUOTATION MARK}\N{PRIME}"), "'"),
    **dict.fromkeys(map(ord, "\N{LEFT DOUBLE QUOTATION MARK}\N{RIGHT DOUBLE QUOTATION MARK}\N{DOUBLE PRIME}"), '"'),
    ord("\N{MULTIPLICATION SIGN}"): "x",
    ord("\N{HORIZONTAL ELLIPSIS}"): ".",
}


def plain(text: str) -> str:
    """Return the text with typographic marks made plain, mark for mark."""
    return text.translate(_PLAIN_MARKS)
