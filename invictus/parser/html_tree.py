"""A post's HTML as BeautifulSoup's tree, however broken the markup, in time linear in its length.

BeautifulSoup's own builder for `html.parser` reads an ordinary post well. A few of its methods are replaced here: some
take quadratic time on markup that is never closed, one drops a character, and one refuses what Word pastes. The tree
is walked by `Tag.contents`, because the links from one element to the next (`Tag.descendants`) are not kept.
"""

from __future__ import annotations

import re
from typing import Any, Optional

from bs4 import BeautifulSoup
from bs4.builder._htmlparser import BeautifulSoupHTMLParser, HTMLParserTreeBuilder
from bs4.element import Tag

# Lone surrogates (JSON's "\ud83d" without its partner) have no UTF-8, so neither S3 nor DynamoDB could hold them.
# Unicode says that U+FFFF is not a character, so it can mark the end of the post here. folding.py has U+FDD0 to U+FDD2.
_UNSTORABLE = re.compile("[\ud800-\udfff\ufdd0-\ufdd2\uffff]")
_END = "\uffff"
# Python refuses to make a number of more than 4300 digits, and no character has a number of a hundred.
_NO_CHARACTER = re.compile("&#[0-9]{100,};?")
# Whatever the post leaves open (a comment, a tag, a quoted attribute, a script) is closed here. Without that the
# parser looks for the end that is missing, before Python 3.13.6 once per tag, which is quadratic.
_RAW_TEXT = "script style title textarea iframe noembed noframes xmp".split()
_CLOSERS = (">", "-->", '">', "'>", *(f"</{tag}>" for tag in _RAW_TEXT))
_EPILOGUE = _END + "".join(closer + _END for closer in _CLOSERS)


def parse(html: str) -> BeautifulSoup:
    """Return the tree of an HTML fragment. Any string is accepted."""
    storable = _NO_CHARACTER.sub("\ufffd", _UNSTORABLE.sub("\ufffd", html))
    return _Tree(storable + _EPILOGUE, builder=_Builder(store_line_numbers=False))


class _Tree(BeautifulSoup):
    def _linkage_fixer(self, el: Tag) -> None:
        """Keep no links from element to element: keeping them climbs to the root for each text, which is quadratic."""


class _Builder(HTMLParserTreeBuilder):
    def feed(self, markup: Any, _parser_class: Any = None) -> None:
        parser = _Parser(self.soup)
        parser.feed(markup)
        parser.close()


class _Parser(BeautifulSoupHTMLParser):
    def __init__(self, soup: Any) -> None:
        super().__init__(soup)
        self.convert_charrefs = True  # BeautifulSoup's own conversion drops the `;` of `&unknown;`
        self._ended = False  # whether the post is read, and the rest is the epilogue

    def handle_starttag(
        self, tag: str, attrs: list[tuple[str, Optional[str]]], handle_empty_element: bool = True
    ) -> None:
        if attrs and any(value and _END in value for _, value in attrs):  # the post ends within the tag
            self._ended = True
        if not self._ended:
            super().handle_starttag(tag, attrs, handle_empty_element)
            # A list of every `<br>` so far, which each end tag would be looked for in: quadratic.
            self.already_closed_empty_element.clear()

    def handle_endtag(self, tag: str, check_already_closed: bool = True) -> None:
        """End an element. As in a browser, `</br>` is a break, and so is a `</p>` that ends no paragraph."""
        if tag in ("br", "p") and not self.soup.open_tag_counter.get(tag):
            self.soup.handle_starttag(tag, None, None, {})
        self.soup.handle_endtag(tag)

    def handle_data(self, data: str) -> None:
        if _END in data and not self._ended:
            self.soup.handle_data(data.partition(_END)[0])
            self._ended = True
        if not self._ended:
            self.soup.handle_data(data)

    def parse_html_declaration(self, i: int) -> int:
        """Pass over `<![if !supportLists]>` and its like, which word processors leave, up to `>`.

        The parser's own reading raises AssertionError on some of them before Python 3.13.
        """
        return self.parse_bogus_comment(i)

    def handle_pi(self, data: str) -> None:
        """Pass over `<?xml ...?>`, about which BeautifulSoup would log a warning."""

    def updatepos(self, i: int, j: int) -> int:
        """Keep no line numbers: nobody asks for them, and counting takes a tenth of the time."""
        return j
