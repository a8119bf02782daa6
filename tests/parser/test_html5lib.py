"""The lines hold the words that html5lib, which follows a browser's rules, finds on the page."""

from __future__ import annotations

import json
from itertools import groupby
from pathlib import Path

import bs4
import pytest
from bs4.element import NavigableString
from hypothesis import given

from invictus.parser.folding import fold
from invictus.parser.html_lines import read_lines
from invictus.parser.html_tree import http_address
from tests.support.generated_html import PIECES
from tests.support.post_files import post_files, real_post_files

# Their markup changes what a browser's tree holds as text: struck out, raised, hidden, counted, drawn, to be played.
WITH_MEANING = {"struck_out", "raised_figures_and_footnotes", "hidden_copies", "lettered_lists", "pictures"}
WITH_MEANING |= {"videos_that_wait_for_a_touch"}
POSTS = [file for file in (*post_files(), *real_post_files()) if file.stem not in WITH_MEANING]

SHOWN_NOWHERE = ["script", "style", "template", "iframe", "object", "video", "svg", "noscript"]
BLOCKS = (
    "p div br hr h1 h2 h3 h4 h5 h6 ul ol li dl dt dd table tbody thead tr td th pre blockquote figure figcaption"
    " section article form button caption header footer".split()
)


def without_list_marks(content: str) -> str:
    """Return a page without numbered lists: their numbers are no text of the page."""
    return content.replace("<ol", "<ul").replace("</ol", "</ul")


def words_seen(content: str) -> list[str]:
    """Return the words of a page as html5lib sees them. Each block begins a new word."""
    content = without_list_marks(content)
    soup = bs4.BeautifulSoup(content, "html5lib")
    for unseen in soup.find_all(SHOWN_NOWHERE):
        unseen.extract()
    for block in soup.find_all(BLOCKS):
        block.insert_before("\n")
        block.insert_after("\n")
        block.insert(0, "\n")
    return fold("".join(soup.find_all(string=lambda text: type(text) is NavigableString))).split()


def words_read(content: str) -> list[str]:
    return " ".join(line["text"] for line in read_lines(without_list_marks(content))).split()


def without_separators(words: list[str]) -> list[str]:
    """Return the words without the signs that `read_lines` puts between the cells of a row."""
    return [word for word in words if word != "|"]


@given(content=PIECES)
def test_the_lines_hold_the_letters_that_another_parser_sees(content: str) -> None:
    # Elements that show nothing are closed at once: parsers differ in how they treat open ones.
    for tag in SHOWN_NOWHERE:
        content = content.replace(f"<{tag}>", f"<{tag}>unseen</{tag}>")
    read, seen = ([*"".join(words).replace("|", "")] for words in (words_read(content), words_seen(content)))
    if "<t" in content:  # a browser moves text that is in a table, but in none of its cells, before the table
        read, seen = sorted(read), sorted(seen)
    assert read == seen


@pytest.mark.parametrize("file", POSTS, ids=lambda file: file.stem)
def test_the_lines_of_a_post_hold_the_words_and_links_that_another_parser_sees(file: Path) -> None:
    content = json.loads(file.read_text(encoding="utf-8"))["content"]["rendered"]
    words, words_of_page = without_separators(words_read(content)), words_seen(content)
    if file.stem.startswith("table_of_days"):  # read by column, a row's label with each day
        words, words_of_page = sorted({*words}), sorted({*words_of_page})
    assert words == words_of_page
    addresses = [link["url"] for line in read_lines(content) for link in line["links"]]
    hrefs = [http_address(str(a["href"])) for a in bs4.BeautifulSoup(content, "html5lib").find_all("a", href=True)]
    read, seen = [url for url in addresses if url in hrefs], [*filter(None, hrefs)]
    # A browser opens a link that is never closed anew in each paragraph that follows.
    assert [url for url, _ in groupby(read)] == [href for href, _ in groupby(seen)]
