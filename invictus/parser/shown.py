"""What a browser shows of an element: whether it is hidden, whether its text is struck out, the mark of a list item."""

from __future__ import annotations

import re
from typing import Optional

from bs4.element import NavigableString, PageElement, PreformattedString, Tag

_HIDING = re.compile(r"(?:display\s*:\s*none|visibility\s*:\s*hidden)\b", re.IGNORECASE)
_STRIKING = re.compile(r"text-decoration(?:-line)?\s*:[^;]*\bline-through\b", re.IGNORECASE)
# Themes move these off the page: they are for screen readers.
_OFF_THE_PAGE = frozenset(("screen-reader-text", "sr-only", "visually-hidden", "assistive-text"))
# What plug-ins name their share buttons by, in any part of a class: `sd-sharing-enabled`, `addtoany_share`.
_SHARE_WORDS = frozenset(("share", "sharing", "sharedaddy", "addtoany", "addthis", "shareaholic", "social", "sociable"))
_LONGEST_SHARE_BAR = 300
_SHARING = re.compile(
    r"[?&]share=\w|facebook\.com/shar|(?:twitter|x)\.com/(?:intent|share)|pinterest\.\w+/pin/create|linkedin\.com/shar"
    r"|reddit\.com/submit|tumblr\.com/(?:share|widgets)|(?:wa|t)\.me/|mailto:\?",
    re.IGNORECASE,
)
# How many texts and elements are looked at: what is copied, or heads a day, is short, and a post may nest thousands.
_MOST_STEPS = 200
_MOST_PARENTS = 3

_LIST_STYLE = re.compile(r"list-style(?:-type)?\s*:[^;]*?\b(none|(?:upper|lower)-(?:alpha|latin)|decimal)\b", re.I)
_STYLE_OF_TYPE = {"A": "upper-alpha", "a": "lower-alpha", "1": "decimal"}


def attribute(tag: Tag, name: str) -> str:
    """Return an attribute's text, "" if the element lacks it."""
    value = tag.get(name)
    return " ".join(value) if isinstance(value, list) else str(value or "")


def text_in(tag: Tag, but: Optional[Tag] = None) -> Optional[str]:
    """Return an element's text, less what is for screen readers alone and the element `but`; None if it holds much."""
    text = ""
    ahead: list[PageElement] = [tag]
    for _ in range(_MOST_STEPS):
        if not ahead:
            return " ".join(text.split())
        part = ahead.pop()
        if isinstance(part, Tag):
            is_shown = part is not but and not _OFF_THE_PAGE.intersection(attribute(part, "class").split())
            ahead.extend(reversed(part.contents) if is_shown else ())
        elif isinstance(part, NavigableString) and not isinstance(part, PreformattedString):
            text += str(part)
    return None


def is_hidden(tag: Tag) -> bool:
    """Tell whether a browser does not show an element, or it is share buttons, or a copy for the eyes alone."""
    if not tag.attrs:
        return False
    if "hidden" in tag.attrs or _HIDING.search(attribute(tag, "style")) or _SHARING.search(attribute(tag, "href")):
        return True
    classes = attribute(tag, "class").lower()
    if _OFF_THE_PAGE.intersection(classes.split()):
        return True
    if _SHARE_WORDS.intersection(re.split(r"[\s_-]+", classes)):
        text = text_in(tag)
        return text is not None and len(text) <= _LONGEST_SHARE_BAR
    return attribute(tag, "aria-hidden") == "true" and _is_copy(tag)


def is_struck(tag: Tag) -> bool:
    """Tell whether an element strikes its text out."""
    return tag.name in ("s", "strike", "del") or _STRIKING.search(attribute(tag, "style")) is not None


class ListMarks:
    """The marks of a list's items, as a browser counts them."""

    def __init__(self, tag: Tag) -> None:
        """Begin a list: `<ol type="A" start="2">`, `<ol style="list-style-type: upper-alpha">`, `<ul>`."""
        self._style = _list_style(tag) or ("decimal" if tag.name == "ol" else "none")
        self._next = _whole_number(tag, "start", 1)

    def mark(self, item: Tag) -> str:
        """Return the mark of the next item: `A.`, `1.`, "" if it has none."""
        number = _whole_number(item, "value", self._next)
        self._next = number + 1
        style = _list_style(item) or self._style
        if style == "none":
            return ""
        if style == "decimal" or not 1 <= number <= 26:
            return f"{number}."
        return f"{chr(ord('A' if style.startswith('upper') else 'a') + number - 1)}."


def _is_copy(tag: Tag) -> bool:
    """Return whether a text that is hidden from screen readers is there a second time for them."""
    own = text_in(tag)
    for _ in range(_MOST_PARENTS if own else 0):
        beside = text_in(tag.parent, but=tag) if tag.parent else None
        if beside:
            return (own or "").lower() in beside.lower()
        tag = tag.parent or tag
    return False


def _list_style(tag: Tag) -> str:
    styled = _LIST_STYLE.search(attribute(tag, "style"))
    return styled[1].lower() if styled else _STYLE_OF_TYPE.get(attribute(tag, "type"), "")


def _whole_number(tag: Tag, name: str, default: int) -> int:
    text = attribute(tag, name).strip()
    return int(text) if re.fullmatch(r"\d{1,6}", text) else default
