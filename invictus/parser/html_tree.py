"""A post's HTML as BeautifulSoup's tree, however broken the markup, and what a browser shows of an element.

The standard library's parser feeds the tree: BeautifulSoup's own use of it takes quadratic time where tags are never
closed. The tree is walked by `Tag.contents`, because the links from one element to the next are not kept.
"""

from __future__ import annotations

import re
from html.parser import HTMLParser
from typing import Any, Optional

from bs4 import BeautifulSoup
from bs4.builder import HTMLTreeBuilder
from bs4.element import PageElement, Tag

# Lone surrogates (JSON's "\ud83d" without its partner) have no UTF-8, so neither S3 nor DynamoDB could hold them. The
# others are no characters in Unicode, and marks of our own in folding.py.
_UNSTORABLE = re.compile("[\ud800-\udfff\ufdd0-\ufdd2]")
# Python refuses to make a number of more than 4300 digits, and no character has a number of a hundred.
_NO_CHARACTER = re.compile("&#[0-9]{100,};?")
# Left out before the parser sees them: Python's versions read those that are never closed in different ways.
_UNSEEN = re.compile(r"<(script|style)(?=[\s/>]).*?(?:</\1\s*>|\Z)|<!--(?:-?>|.*?(?:-->|\Z))", re.I | re.S)
_TAG_OPENS = re.compile("<[a-z/!?]", re.IGNORECASE)

_HIDING = re.compile(r"(?:display\s*:\s*none|visibility\s*:\s*hidden)\b", re.IGNORECASE)
_STRIKING = re.compile(r"text-decoration(?:-line)?\s*:[^;]*\bline-through\b", re.IGNORECASE)
# Themes move these off the page: they are for screen readers.
_OFF_THE_PAGE = frozenset(("screen-reader-text", "sr-only", "visually-hidden", "assistive-text"))
# What plug-ins name their share buttons by, in any part of a class: `sd-sharing-enabled`, `addtoany_share`.
_SHARE_WORDS = frozenset(("share", "sharing", "sharedaddy", "addtoany", "addthis", "shareaholic", "social", "sociable"))
_LONGEST_SHARE_BAR = 300
_SHARING = re.compile(
    r"[?&]share=\w|/(?:intent/|share(?:r\b|\.php|Article)|(?:sharing|widgets)/share|pin/create|submit\?)|(?:wa|t)\.me/"
    r"|(?:twitter|x|tumblr)\.com/share\b|mailto:\?",
    re.I,
)
# How many texts and elements are looked at: what is copied, or heads a day, is short, and a post may nest thousands.
_MOST_STEPS = 200
_MOST_PARENTS = 3

_LIST_STYLE = re.compile(r"list-style(?:-type)?\s*:[^;]*?\b(none|(?:upper|lower)-(?:alpha|latin)|decimal)\b", re.I)
_STYLE_OF_TYPE = {"A": "upper-alpha", "a": "lower-alpha", "1": "decimal"}


def parse(html: str) -> BeautifulSoup:
    """Return the tree of an HTML fragment, without comments and scripts. Any string is accepted."""
    shown = _UNSEEN.sub("", _NO_CHARACTER.sub("\ufffd", _UNSTORABLE.sub("\ufffd", html)))
    shown = shown.replace("<![", "<!")  # Word's `<![if !supportLists]>`, on which some versions of the parser fail
    end = shown.rfind(">") + 1
    whole = shown[:end] + _TAG_OPENS.split(shown[end:], maxsplit=1)[0]  # without a tag that is never closed
    return _Tree(whole, builder=_Builder(store_line_numbers=False, multi_valued_attributes={}))


class _Tree(BeautifulSoup):
    def _linkage_fixer(self, el: Tag) -> None:
        """Keep no links from element to element: keeping them climbs to the root for each text, which is quadratic."""


class _Builder(HTMLTreeBuilder):
    def feed(self, markup: Any) -> None:
        parser = _Parser(self.soup, self.empty_element_tags or set())
        parser.feed(markup)
        parser.close()


class _Parser(HTMLParser):
    def __init__(self, soup: Any, empty_elements: set[str]) -> None:
        super().__init__(convert_charrefs=True)
        self._soup, self._empty_elements = soup, empty_elements

    def handle_starttag(self, tag: str, attrs: list[tuple[str, Optional[str]]]) -> None:
        self._soup.handle_starttag(tag, None, None, {name: value or "" for name, value in attrs})
        if tag in self._empty_elements:
            self._soup.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        """End an element. As in a browser, `</br>` is a break, and so is a `</p>` that ends no paragraph."""
        if tag in ("br", "p") and not self._soup.open_tag_counter.get(tag):
            self._soup.handle_starttag(tag, None, None, {})
        self._soup.handle_endtag(tag)

    def handle_data(self, data: str) -> None:
        self._soup.handle_data(data)


def attribute(tag: Tag, name: str) -> str:
    """Return an attribute's text, "" if the element lacks it."""
    return str(tag.get(name) or "")


def text_in(tag: Tag, but: Optional[Tag] = None) -> Optional[str]:
    """Return an element's text, less what is for screen readers alone and the element `but`; None if it holds much."""
    text = ""
    ahead: list[PageElement] = [tag]
    for _ in range(_MOST_STEPS):
        if not ahead:
            return " ".join(text.split())
        part = ahead.pop()
        if not isinstance(part, Tag):
            text += str(part)
        elif part is not but and not _OFF_THE_PAGE.intersection(attribute(part, "class").split()):
            ahead.extend(reversed(part.contents))
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


def _is_copy(tag: Tag) -> bool:
    """Return whether a text that is hidden from screen readers is there a second time for them."""
    own = text_in(tag)
    for _ in range(_MOST_PARENTS if own else 0):
        beside = text_in(tag.parent, but=tag) if tag.parent else None
        if beside:
            return (own or "").lower() in beside.lower()
        tag = tag.parent or tag
    return False


def is_struck(tag: Tag) -> bool:
    """Tell whether an element strikes its text out."""
    return tag.name in ("s", "strike", "del") or _STRIKING.search(attribute(tag, "style")) is not None


class ListMarks:
    """The marks of a list's items, as a browser counts them: `<ol type="A" start="2">`, `<ul>`."""

    def __init__(self, tag: Tag) -> None:
        self._style = _list_style(tag) or ("decimal" if tag.name == "ol" else "none")
        self._number = _number(tag, "start", 1) - 1

    def mark(self, item: Tag) -> str:
        """Return the mark of the next item: `A.`, `1.`, "" if it has none."""
        self._number = _number(item, "value", self._number + 1)
        style = _list_style(item) or self._style
        if style == "none":
            return ""
        if style == "decimal" or not 1 <= self._number <= 26:
            return f"{self._number}."
        return f"{chr(ord('A' if style.startswith('upper') else 'a') + self._number - 1)}."


def _list_style(tag: Tag) -> str:
    styled = _LIST_STYLE.search(attribute(tag, "style"))
    return styled[1].lower() if styled else _STYLE_OF_TYPE.get(attribute(tag, "type"), "")


def _number(tag: Tag, name: str, default: int) -> int:
    text = attribute(tag, name).strip()
    return int(text) if re.fullmatch(r"\d{1,6}", text) else default
