"""A post's HTML as BeautifulSoup's tree, however broken, and what a browser shows of an element: its text, its film.

The standard library's parser feeds the tree: BeautifulSoup's own use of it takes quadratic time where tags are never
closed. The tree is walked by `Tag.contents`, because the links from one element to the next are not kept.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from html.parser import HTMLParser
from string import ascii_lowercase, ascii_uppercase
from typing import Any, Optional

from bs4 import BeautifulSoup
from bs4.builder import HTMLTreeBuilder
from bs4.element import PageElement, Tag

from invictus.parser.folding import fold, without_controls
from invictus.shapes import Link

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
# In any part of a class: `sd-sharing-enabled`, `addtoany_share`.
_SHARE_WORDS = frozenset(("share", "sharing", "sharedaddy", "addtoany", "addthis", "shareaholic", "social", "sociable"))
_LONGEST_SHARE_BAR = 300
_SHARE_LINK = re.compile(
    r"[?&]share=[a-z]|/(?:intent/\w|sharer?\.php|sharer/|pin/create)|(?:twitter|tumblr)\.com/share\b|mailto:\?", re.I
)
# How many texts and elements are looked at: what is copied, or heads a day, is short, and a post may nest thousands.
_MOST_STEPS = 200

_LIST_STYLE = re.compile(r"list-style(?:-type)?\s*:[^;]*?\b(none|(?:upper|lower)-(?:alpha|latin)|decimal)\b", re.I)
_STYLE_OF_TYPE = {"A": "upper-alpha", "a": "lower-alpha", "1": "decimal"}

# Where an embed keeps its address; lazy-loading plug-ins move it out of `src`.
_LAZY = ("data-src", "data-lazy-src", "data-original", "data-litespeed-src")
_ADDRESSES = {
    **dict.fromkeys(("iframe", "video", "embed", "audio", "source"), ("src", *_LAZY)),
    **dict.fromkeys(("img", "amp-img"), (*_LAZY, "src")),
    "object": ("data",),
}
PICTURES = frozenset(("img", "amp-img"))
# A browser does not show the text of these, or shows it only if it cannot play the embed or run scripts.
NO_TEXT = frozenset(
    "script style template iframe object video audio canvas svg noembed noframes noscript"
    " lite-youtube lite-vimeo amp-youtube amp-vimeo".split()
)
# Where another element that becomes a player keeps its film, as an address or by its number.
_FILM_ADDRESSES = ("data-src", "data-url", "data-video-url", "data-video", "data-embed-url", "data-plyr-embed-id")
_FILM_NUMBERS = ("videoid", "data-videoid", "data-video-id", "data-plyr-embed-id", "data-youtube-id", "data-vimeo-id")
_NUMBERS_OF_ANYTHING = ("data-id", "data-embed")  # of a film if the element names a player: class="youtube-player"
_FILM = re.compile(
    r"""
    //(?:[\w-]+\.)* (?:
      (?: youtube(?:-nocookie)?\.com/ (?:embed/|v/|shorts/|live/|watch\?(?:[^#]*&)?v=)
        | youtu\.be/ | ytimg\.com/vi(?:_webp)?/ ) (?P<youtube>[\w-]{11})
    | vimeo\.com/(?:video/)?(?P<vimeo>\d{6,})
    )
    """,
    re.VERBOSE | re.IGNORECASE,
)


def parse(html: str) -> BeautifulSoup:
    """Return the tree of an HTML fragment, without comments and scripts. Any string is accepted."""
    shown = _NO_CHARACTER.sub("\ufffd", _UNSEEN.sub("", _UNSTORABLE.sub("\ufffd", html)))
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


def text_in(tag: Tag, but: Optional[Tag] = None, until: frozenset[str] = frozenset()) -> Optional[str]:
    """Return an element's text, without what is for screen readers alone; None if it holds much.

    Leave out the element `but`, and what comes after the first words if it begins with an element of `until`.
    """
    text = ""
    ahead: list[PageElement] = [tag]
    for _ in range(_MOST_STEPS):
        part = ahead.pop() if ahead else None
        if part is None or (text.strip() and isinstance(part, Tag) and part.name in until):
            return " ".join(text.split())
        if not isinstance(part, Tag):
            text += str(part)
        elif part is not but and not _OFF_THE_PAGE.intersection(attribute(part, "class").split()):
            text += " " * (part.name == "br")
            ahead.extend(reversed(part.contents))
    return None


def is_hidden(tag: Tag) -> bool:
    """Tell whether a browser does not show an element, or it is share buttons, or a copy for the eyes alone."""
    classes = attribute(tag, "class").lower()
    if "hidden" in tag.attrs or _HIDING.search(attribute(tag, "style")) or _OFF_THE_PAGE.intersection(classes.split()):
        return True
    if _SHARE_LINK.search(attribute(tag, "href")):
        return True
    if _SHARE_WORDS.intersection(re.split(r"[\s_-]+", classes)):
        text = text_in(tag)
        return text is not None and len(text) <= _LONGEST_SHARE_BAR
    if attribute(tag, "aria-hidden") != "true" or not tag.parent:
        return False
    own, beside = text_in(tag), text_in(tag.parent, but=tag)  # where it may be a second time, for screen readers
    return bool(own and beside and own.lower() in beside.lower())


def meanings(tag: Tag) -> frozenset[str]:
    """Return what an element says of its text: "struck" out, "footnotes", an "embed", "pre" (lines as written)."""
    classes, style = attribute(tag, "class").lower(), attribute(tag, "style")
    said = {
        "struck": tag.name in ("s", "strike", "del") or _STRIKING.search(style),
        "footnotes": "footnotes" in classes or "endnotes" in attribute(tag, "role"),
        "embed": "embed" in classes,
        "pre": tag.name == "pre",
    }
    return frozenset(kind for kind, holds in said.items() if holds)


def list_marks(tag: Tag) -> Callable[[Tag], str]:
    """Return what gives a list's next item its mark, as a browser shows it: `A.` in `<ol type="A">`, "" in `<ul>`."""
    usual = _list_style(tag) or ("decimal" if tag.name == "ol" else "none")
    number = _whole_number(tag, "start", 1) - 1

    def mark(item: Tag) -> str:
        nonlocal number
        number = _whole_number(item, "value", number + 1)
        style = _list_style(item) or usual
        letters = ascii_uppercase if style.startswith("upper") else ascii_lowercase
        is_number = style == "decimal" or not 1 <= number <= len(letters)
        return "" if style == "none" else f"{number if is_number else letters[number - 1]}."

    return mark


def _list_style(tag: Tag) -> str:
    styled = _LIST_STYLE.search(attribute(tag, "style"))
    return styled[1].lower() if styled else _STYLE_OF_TYPE.get(attribute(tag, "type"), "")


def _whole_number(tag: Tag, name: str, default: int) -> int:
    written = attribute(tag, name).strip()
    return int(written) if re.fullmatch(r"\d{1,6}", written) else default


def http_address(address: str) -> str:
    """Return `address` if it is an http(s) one, "" if not. `//host/path` takes the blog's own scheme, https."""
    address = without_controls(address).strip()
    if address.startswith("//"):
        return "https:" + address
    return address if address[:8].lower().startswith(("http://", "https://")) else ""


def first_address(tag: Tag, *attributes: str) -> str:
    """Return the first of an element's attributes that is an http(s) address, "" if none is."""
    return next(filter(None, (http_address(attribute(tag, name)) for name in attributes)), "")


def film_of(url: str) -> str:
    """Return what an address shows, the same for all addresses of a YouTube or Vimeo film and of its still."""
    film = _FILM.search(url)
    return (film["youtube"] or film["vimeo"]) if film else url


def embedded_links(tag: Tag) -> Iterator[Link]:
    """Yield the link of a player, an embed or a picture, and all that are in a `<noscript>`.

    An embed with several addresses (a `<source>` in a `<video>`) is the same film in each.
    """
    if tag.name not in _ADDRESSES and tag.name != "a" and (film := _film_of_player(tag)):
        title = attribute(tag, "title") or attribute(tag, "playlabel") or attribute(tag, "data-title")
        yield Link(text=fold(title), url=film)
    ahead = [tag] if tag.name in _ADDRESSES or tag.name in NO_TEXT else []
    while ahead:
        part = ahead.pop()
        url = first_address(part, *_ADDRESSES.get(part.name, ("href",) if tag.name == "noscript" else ()))
        if url:
            yield Link(text=fold(attribute(part, "alt" if part.name in PICTURES else "title")), url=url)
            if tag.name != "noscript":
                return
        ahead.extend(child for child in reversed(part.contents) if isinstance(child, Tag))


def _film_of_player(tag: Tag) -> str:
    """Return the film of an element that becomes a player (`<lite-youtube videoid=...>`), "" for any other."""
    url = first_address(tag, *_FILM_ADDRESSES)
    if _FILM.search(url):
        return url
    names = (*_FILM_NUMBERS, *(_NUMBERS_OF_ANYTHING if re.search("youtube|vimeo", str(tag.attrs)) else ()))
    numbers = [*(attribute(tag, name) for name in names), attribute(tag, "id").partition("WYL_")[2]]  # WP YouTube Lyte
    number = next(filter(None, numbers), "")
    if re.fullmatch(r"\d{6,10}", number):
        return f"https://vimeo.com/{number}"
    return f"https://youtu.be/{number}" if re.fullmatch(r"[\w-]{11}", number) else ""
