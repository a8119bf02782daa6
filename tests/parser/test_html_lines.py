"""HTML becomes lines and links: what a line is, which characters stay, and where a link goes."""

from __future__ import annotations

import sys

import pytest

from invictus.parser.html_lines import read_lines
from invictus.parser.html_tree import http_address
from invictus.shapes import Json
from tests.support.week_by_steps import line


@pytest.mark.parametrize(
    "piece",
    ["<p>a<br>b", "<p>a<br></p></b>", "</p></br>", "<pre>a\n", "<object>a", "<td>a", "<a href='http://e.com'>a<br>"],
)
def test_a_post_of_unclosed_tags_is_read_in_linear_time(piece: str) -> None:
    def calls(times: int) -> int:
        """Count the calls of functions, which no busy machine changes."""
        counted = 0

        def count(*_: object) -> None:
            nonlocal counted
            counted += 1

        sys.setprofile(count)
        try:
            read_lines(piece * times)
        finally:
            sys.setprofile(None)
        return counted

    assert calls(1_200) < 20 * calls(150)  # 8 times if linear, 64 times if quadratic


def test_a_post_may_be_nested_deeper_than_python_recurses() -> None:
    assert read_lines("<div>" * 5_000 + "deep" + "</div>" * 5_000) == [line("deep")]


LINES = [
    ("paragraphs", "<p>a</p><p>b</p>", ["a", "b"]),
    ("breaks", "a<br>b<br/>c<br />d</br>e", ["a", "b", "c", "d", "e"]),
    ("no break between inline tags", "<b>Mon</b><i>day</i> <span>x</span>", ["Monday x"]),
    ("white space folded", " a \t\n b\u00a0\u2003c&nbsp; ", ["a b c"]),
    ("zero-width characters gone", "M\u200bon\ufeffday\u2060 \u200d", ["Monday"]),
    ("control characters gone", "Mon\x07d\x1b[31may\x1b[0m\x9b2J \x7f", ["Monday"]),
    ("escape sequences gone", "\x1b]0;t i\x07A.\x1b(B \x1b]8;;http://x\x1b\\Row\x1b]8;;\x1b\\ x", ["A. Row x"]),
    ("an escape sequence over tags", "a\x1b<b>[31mb</b>", ["ab"]),
    ("an escape sequence that does not end", "a \x1b]0;title b \x1b[31é c \x1b", ["a ]0;title b [31é c"]),
    ("directions turned", "x \u202eyadnoM\u202c \u2067A.\u2069", ["x yadnoM A."]),
    ("a byte order mark", "\ufeff<p>\ufeffMonday</p>", ["Monday"]),
    ("every other character stays", "½ × ″ \u00ad \u200e é e\u0301 \ue000", ["½ × ″ \u00ad \u200e é e\u0301 \ue000"]),
    ("entities", "&lt;b&gt; &amp;amp; &#8211; &#x1F4AA; &bogus; &copy", ["<b> &amp; – 💪 &bogus; ©"]),
    ("a paragraph's end alone", "a</p>b</div>c", ["a", "bc"]),
    ("a table row is a line", "<table><tr><th>a</th><td>b<td>c</tr><tr><td>d</table>e", ["a | b | c", "d", "e"]),
    ("an empty cell", "<table><tr><td>a</td><td> </td><td>c</td></tr></table>", ["a | c"]),
    ("cells of several lines", "<tr><td>a<br>b</td><td><p>c</p><p>d</p></td></tr>", ["a", "b", "c", "d"]),
    (
        "a table in a cell",
        "<tr><td>a<table><tr><td>b</td><td>c</td></tr></table>d</td></tr>e",
        ["a", "b | c", "d", "e"],
    ),
    ("nested lists", "<ul><li>a<ul><li>b</li></ul>c</li></ul>d", ["a", "b", "c", "d"]),
    ("preformatted", "<pre>a\n  b\n\nc</pre>d\ne", ["a", "b", "c", "d e"]),
    ("scripts and styles", "a<script>b<p>c</script>d<style>e</style>f", ["adf"]),
    ("comments", "a<!-- b --><!--[if mso]>c<![endif]-->d", ["ad"]),
    ("a video never closed ends with its block", "<div>a<video><p>b</p>c</div>d", ["a", "d"]),
    ("a comment never closed", "a<!-- b", ["a"]),
    ("a tag never closed", "a<p class=", ["a"]),
    ("an xml declaration", "<?xml version='1.0'?>a<b>b</b>", ["ab"]),
    ("a script never closed", "a<script>b", ["a"]),
    ("word's conditionals", "<![if !supportLists]>A.<![endif]> Snatch<![CDATA[x]]>", ["A. Snatch"]),
    ("embeds are no text", "a<iframe>b</iframe><object>c</object><svg><title>d</title></svg>e", ["ae"]),
    ("a character of 5000 digits", f"a&#{'9' * 5000};b&#{'0' * 5000}", ["a\ufffdb\ufffd"]),
    ("lone surrogates", "a\ud83db", ["a\ufffdb"]),
    # what a browser shows
    ("struck out", "<p>5 x <s>3</s> 2 <del>@ 80%</del> now</p>", ["5 x 2 now", "[struck out: 3@ 80%]"]),
    ("struck out by a style", '<span style="text-decoration:line-through">a</span> b', ["b", "[struck out: a]"]),
    ("struck out in its cell", "<tr><td>a</td><td><s>b</s>c</td></tr>", ["a | c", "[struck out: b]"]),
    ("inserted", "<ins>a</ins>", ["a"]),
    ("a raised figure in a number", "80<sup>2</sup>%, 102<sup>1</sup>.5 kg", ["80%, ² 102.5 ¹ kg"]),
    ("raised and lowered words", "a<sup>*</sup>b H<sub>2</sub>O", ["a * b H ₂ O"]),
    ("an ending, a fraction", "21<sup>st</sup> 1<sup>1</sup>/<sub>2</sub>", ["21st 1 1/2"]),
    ("a footnote", 'a<ol class="wp-block-footnotes"><li>5 x 5</li></ol>', ["a", "[footnote: 1. 5 x 5]"]),
    ("hidden", '<p hidden>a</p><p style="display : none">b</p><p style="visibility:hidden">c</p>d', ["d"]),
    ("for screen readers", 'a<span class="screen-reader-text">b</span>', ["a"]),
    ("a copy for the eyes", '<span>a</span><span aria-hidden="true">a</span>', ["a"]),
    ("for the eyes alone", '<b aria-hidden="true">a</b> b', ["a b"]),
    (
        "share buttons",
        'a<ul class="sd-sharing"><li>Share</li></ul><div class="share">' + "b " * 200,
        ["a", "b " * 199 + "b"],
    ),
    *(
        ("a share button without a bar", f'a <a href="https://{address}">Post it</a>', ["a"])
        for address in ("e.com/week/?share=x", "www.facebook.com/share.php?u=x", "facebook.com/sharer/sharer.php?u=x")
    ),
    ("a shared film", 'a <a href="https://www.facebook.com/share/v/1">film</a>', ["a film"]),
    ("a numbered list", "<ol><li>a</li><li><p>b</p></li></ol><ul><li>c</li></ul>", ["1. a", "2. b", "c"]),
    ("a lettered list", '<ol type="A" start="2"><li>a</li><li>b</li></ol>', ["B. a", "C. b"]),
    (
        "a list lettered by its style",
        '<ol style="list-style: lower-alpha"><li value=3>a</li><li>b</li></ol>',
        ["c. a", "d. b"],
    ),
    (
        "items with styles",
        '<ol><li style="list-style:none">a</li><li type="A">b</li><li>c</li></ol>',
        ["a", "B. b", "3. c"],
    ),
    ("a list without marks", '<ol style="list-style-type:none"><li>a</li></ol>', ["a"]),
    ("items with marks of their own", "<ol><li>A. a</li><li><b>2)</b> b</li></ol>", ["A. a", "2) b"]),
    ("a list in a list", '<ol type="A"><li>a<ol><li>b</li></ol></li><li>c</li></ol>', ["A. a", "1. b", "B. c"]),
    ("an emoji as a picture", 'a <img class="emoji" src="https://e.com/1.svg" alt="💪">', ["a 💪"]),
    ("nothing", "", []),
]


@pytest.mark.parametrize(("name", "html", "texts"), LINES)
def test_a_line_is_what_is_between_line_breaks(name: str, html: str, texts: list[str]) -> None:
    assert [found["text"] for found in read_lines(html)] == texts


FILM = "https://youtu.be/abcdefghij1"
LINKS = [
    ("in a line", 'x <a href="https://e.com/1">one</a>', [line("x one", ("one", "https://e.com/1"))]),
    ("split over tags", '<a href="https://e.com">Sn<b>at</b>ch</a>', [line("Snatch", ("Snatch", "https://e.com"))]),
    (
        "over a break",
        '<a href="https://e.com">a<br>b</a>',
        [line("a", ("a b", "https://e.com")), line("b", continues=True)],
    ),
    (
        "over paragraphs: named by its first",
        '<a href="https://e.com"><p>a</p><p>b</p></a>',
        [line("a", ("a", "https://e.com")), line("b")],
    ),
    ("never closed", '<p><a href="https://e.com">a</p><p>b', [line("a", ("a", "https://e.com")), line("b")]),
    (
        "one in the other",
        '<a href="https://e.com/1">a<a href="https://e.com/2">b</a></a>',
        [line("ab", ("a", "https://e.com/1"), ("b", "https://e.com/2"))],
    ),
    ("around a picture", '<a href="https://e.com"><img></a>', [line("", ("", "https://e.com"))]),
    (
        "a picture",
        '<img src="//e.com/1.jpg" alt="Depth">',
        [{**line("", ("Depth", "https://e.com/1.jpg")), "picture": True}],
    ),
    ("a picture in a line", 'a <img src="https://e.com/1.jpg">', [line("a", ("", "https://e.com/1.jpg"))]),
    (
        "a lazy picture and its twin",
        'a <img src="data:x" data-src="//e.com/1.jpg"><noscript><img src="https://e.com/1.jpg"></noscript>',
        [line("a", ("", "https://e.com/1.jpg"))],
    ),
    *(
        (f"a player: {player[:30]}", player, [line("", (title, url))])
        for player, title, url in [
            ('<lite-youtube videoid="abcdefghij1" playlabel="Film"><a>Play</a></lite-youtube>', "Film", FILM),
            ('<amp-youtube data-videoid="abcdefghij1"></amp-youtube>', "", FILM),
            ('<div class="lyMe" id="WYL_abcdefghij1"><img src="//i.ytimg.com/vi/abcdefghij1/0.jpg"></div>', "", FILM),
            ('<div data-plyr-provider="youtube" data-plyr-embed-id="abcdefghij1"></div>', "", FILM),
            (f'<div data-plyr-provider="youtube" data-plyr-embed-id="{FILM}"></div>', "", FILM),
            ('<div class="rll-youtube-player" data-id="abcdefghij1"></div>', "", FILM),
            ('<div class="vimeo-lazy" data-id="76979871"></div>', "", "https://vimeo.com/76979871"),
            (f'<div class="player" data-src="{FILM}" data-id="1"></div><noscript><iframe src="{FILM}">', "", FILM),
            ('<div data-provider="vimeo" data-video-id="76979871"></div>', "", "https://vimeo.com/76979871"),
            (f'<figure class="wp-block-embed"><div>\n{FILM}\n</div></figure>', "", FILM),
            (f'<iframe class="wp-embedded-content" src="{FILM}"></iframe>', "", FILM),
        ]
    ),
    ("a number of anything", '<p data-id="abcdefghij1">a</p>', [line("a")]),
    ("to a place of the page", '<a href="#top">up</a><a name="x">here</a>', [line("uphere")]),
    ("an embed", '<iframe title="Film" src="https://e.com"></iframe>', [line("", ("Film", "https://e.com"))]),
    ("an embed in its line", 'a <iframe src="https://e.com"></iframe> b', [line("a b", ("", "https://e.com"))]),
    ("a lazy embed", '<iframe src="about:blank" data-src="//e.com"></iframe>', [line("", ("", "https://e.com"))]),
    (
        "one film, two sources",
        '<video><source src="https://e.com/1"><source src="https://e.com/2"></video>',
        [line("", ("", "https://e.com/1"))],
    ),
    (
        "an embed in an object",
        '<object data="https://e.com/1"><embed src="https://e.com/2"></object><embed src="https://e.com/3">',
        [line("", ("", "https://e.com/1"), ("", "https://e.com/3"))],
    ),
    (
        "in a table row",
        '<tr><td><a href="https://e.com/1">a</a></td><td>b</td><td><a href="https://e.com/3">c</a></td></tr>',
        [line("a | b | c", ("a", "https://e.com/1"), ("c", "https://e.com/3"))],
    ),
    (
        "with control characters",
        '<a href="https://e.com/\x1b[31m1\n\u202e">a\x07</a>'
        '<iframe title="\x1b]0;x\x07Film" src="//e.com\x9b2J"></iframe>',
        [line("a", ("a", "https://e.com/1"), ("Film", "https://e.com"))],
    ),
    ("in the line of its first word", '<a href="https://e.com"><br> a</a>', [line("a", ("a", "https://e.com"))]),
]


@pytest.mark.parametrize(("name", "html", "lines"), LINKS)
def test_a_link_stays_with_its_line(name: str, html: str, lines: list[Json]) -> None:
    assert read_lines(html) == lines


@pytest.mark.parametrize("address", ["https://e.com", "HTTP://e.com", " https://e.com ", "//e.com"])
def test_an_http_address_is_kept(address: str) -> None:
    assert http_address(address) == ("https:" if address.startswith("//") else "") + address.strip()


@pytest.mark.parametrize("address", ["/page", "ftp://e.com", "javascript:alert(1)", "httpx://e.com", ""])
def test_no_other_address_is_kept(address: str) -> None:
    assert http_address(address) == ""
