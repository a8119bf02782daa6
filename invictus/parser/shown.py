"""What a browser shows of an element: whether it is hidden, whether its text is struck out, the mark of a list item."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Optional

from bs4.element import NavigableString, PageElement, PreformattedString, Tag

_HIDING = re.compile(r"(?:display\s*:\s*none|visibility\s*:\s*hidden)\b", re.IGNORECASE)
_STRIKING = re.compile(r"text-decoration(?:-line)?\s*:[^;]*\bline-through\b", re.IGNORECASE)
# Themes move these off the page: they are for screen readers.
_OFF_THE_PAGE = frozenset(("screen-reader-text", "sr-only", "visually-hidden", "assistive-text"))
# What plug-ins name their share buttons by, in any part of a class: `sd-sharing-enabled`, `addtoany_share`.
_SHARE_WORDS = frozenset(("share", "sharing", "sharedaddy", "addtoany", "addthis", "shareaholic", "social", "sociable"))
_LONGEST_SHARE_BAR = 300
# How many texts and elements are looked at to see whether a block is a copy of what is beside it.
_MOST_STEPS = 1000

_MARKS = re.compile(
    r"list-style(?:-type)?\s*:[^;]*?\b(none|(?:upper|lower)-(?:alpha|latin|roman)|decimal)\b", re.IGNORECASE
)
_MARKS_OF_TYPES = {"A": "upper-alpha", "a": "lower-alpha", "I": "upper-roman", "i": "lower-roman", "1": "decimal"}
_ROMAN = ((100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))


def attribute(tag: Tag, name: str) -> str:
    """Return an attribute's text, "" if the element lacks it."""
    value = tag.get(name)
    return " ".join(value) if isinstance(value, list) else str(value or "")


def is_hidden(tag: Tag) -> bool:
    """Tell whether a browser does not show an element, or it is share buttons, or a copy for the eyes alone."""
    if not tag.attrs:
        return False
    if "hidden" in tag.attrs or _HIDING.search(attribute(tag, "style")):
        return True
    classes = attribute(tag, "class").lower()
    if _OFF_THE_PAGE.intersection(classes.split()):
        return True
    if _SHARE_WORDS.intersection(re.split(r"[\s_-]+", classes)):
        return len(_text_in(tag)) <= _LONGEST_SHARE_BAR
    return attribute(tag, "aria-hidden") == "true" and _is_copy(tag)


def is_struck(tag: Tag) -> bool:
    """Tell whether an element strikes its text out."""
    return tag.name in ("s", "strike", "del") or _STRIKING.search(attribute(tag, "style")) is not None


class ListMarks:
    """The marks of a list's items, as a browser counts them."""

    def __init__(self, tag: Tag) -> None:
        """Begin a list: `<ol type="A" start="2">`, `<ol style="list-style-type: upper-alpha">`, `<ul>`."""
        self._kind = _kind_of_marks(tag) or ("decimal" if tag.name == "ol" else "none")
        items = sum(1 for child in tag.contents if isinstance(child, Tag) and child.name == "li")
        self._step = -1 if "reversed" in tag.attrs else 1
        self._next = _whole_number(tag, "start", items if self._step < 0 else 1)

    def mark(self, item: Tag) -> str:
        """Return the mark of the next item: `A.`, `1.`, "" if it has none."""
        number = _whole_number(item, "value", self._next)
        self._next = number + self._step
        kind = _kind_of_marks(item) or self._kind
        if kind == "none":
            return ""
        letters = _letters(number) if kind.endswith(("alpha", "latin")) else _roman(number) if "roman" in kind else ""
        mark = letters or str(number)
        return f"{mark.upper() if kind.startswith('upper') else mark}."


def _is_copy(tag: Tag) -> bool:
    """Return whether a text that is hidden from screen readers is there a second time for them."""
    own = _text_in(tag)
    parent = tag.parent
    while parent is not None and parent.parent is not None and _text_in(parent) == own:
        tag, parent = parent, parent.parent
    return bool(own) and parent is not None and own in _text_in(parent, but=tag)


def _text_in(tag: Tag, but: Optional[Tag] = None) -> str:
    """Return the beginning of an element's text, in small letters and without blanks."""
    return "".join("".join(_texts_in(tag, but)).split()).lower()


def _texts_in(tag: Tag, but: Optional[Tag]) -> Iterator[str]:
    ahead: list[PageElement] = [tag]
    for _ in range(_MOST_STEPS):
        if not ahead:
            return
        part = ahead.pop()
        if isinstance(part, Tag) and part is not but:
            if not _OFF_THE_PAGE.intersection(attribute(part, "class").split()):
                ahead.extend(reversed(part.contents))
        elif isinstance(part, NavigableString) and not isinstance(part, PreformattedString):
            yield str(part)


def _kind_of_marks(tag: Tag) -> str:
    styled = _MARKS.search(attribute(tag, "style"))
    return styled[1].lower() if styled else _MARKS_OF_TYPES.get(attribute(tag, "type"), "")


def _whole_number(tag: Tag, name: str, default: int) -> int:
    text = attribute(tag, name).strip()
    return int(text) if re.fullmatch(r"-?\d{1,6}", text) else default


def _letters(number: int) -> str:
    """Return `a` to `z`, `aa` and so on; "" for nought and less, which a browser writes as numbers."""
    letters = ""
    while number > 0:
        number, letter = divmod(number - 1, 26)
        letters = chr(ord("a") + letter) + letters
    return letters


def _roman(number: int) -> str:
    """Return a Roman number in small letters; "" for one that no list reaches."""
    roman = ""
    for value, letters in _ROMAN:
        if 0 < number < 400:
            roman += letters * (number // value)
            number %= value
    return roman
