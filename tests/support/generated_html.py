"""Any text at all as HTML, drawn by hypothesis from pieces of markup, whole and broken."""

from __future__ import annotations

from hypothesis import strategies as st

TAGS = "p div br b strong span h3 ul li ol table tr td th pre a object video svg template"
FRAGMENTS = [
    *(f"<{tag}>" for tag in TAGS.split()),
    *(f"</{tag}>" for tag in TAGS.split()),
    *("<hr/>", "<br />", "<p class='x'>", "<dl>", "<dd>", "<o:p>", "</o:p>", "<img alt=x>"),
    *('<a href="https://e.com/1">', "<a href=//e.com>", '<a href="/x">', '<iframe src="https://e.com/2"></iframe>'),
    *("<script>Monday<br></script>", "<style>A.</style>", "<!-- Monday -->"),
    *("Monday", "Tuesday (Session Two)", "Sat", "A.", "B. Snatch", "C1. Row", "A)", "Warm-Up:", "Warm-Up: Row", "x"),
    *(" ", "\n", "\t", "&nbsp;", "\u00a0", "\u200b", "&#8203;", "&amp;", "&#8211;", "&lt;p&gt;", "\u200e"),
    *("שני", "🏋🏽‍♀️"),
]
# Markup that changes what is read: html5lib's tree does not say so.
WITH_MEANING = [
    *("<s>", "</s>", "<del>5 x 3</del>", '<span style="text-decoration: line-through">B.</span>', "<sup>2</sup>"),
    *("<sub>", "<p hidden>", '<div style="display:none">A.</div>', '<b aria-hidden="true">Row</b>', "Row"),
    *("5 x 3 @ 80%", "Strength:", '<ol type="A">', '<ol start="3">', '<img src="https://e.com/4.jpg" alt="x">'),
    *("<noscript>", "</noscript>", '<lite-youtube videoid="abcdefghijk">', '<div class="sharedaddy">'),
    *('<ol class="footnotes">', "Monday & Thursday", "Squat Wednesday", "Tue/Sat", "Afternoon", "Day 2", "March 9"),
    *("[struck out: x]", "[picture]", "PM"),
]
# Markup that is never closed, or closes what was never opened: it is read too, but parsers repair it differently.
BROKEN = [
    *("<", ">", "<!", "<!--", "-->", "<!-->", "<![if x]>", "<![endif]>", "<![CDATA[", "]]>", "<?x", "<!DOCTYPE x"),
    *("<p", '<a href="', "'", '"', "</", "<\u0130>", "<br\u00a0>", "<script>", "</script>", "<style>", "<textarea>"),
    *("<title>", "<plaintext>", "<iframe>", "<noscript>", "&bogus;", f"&#{'9' * 5000};", "&#0;", "&#xD800;", "&", "&#"),
    *("\x1b[31m", "\x1b]0;x\x07", "\x1b", "\x9b2J", "\u202e", "\u2066"),
    *("\x00", "\x07", "\x0b", "\x1c", "\r", "\x85", "\u2028", "\ud83d", "\uffff"),
]
PIECES = st.lists(st.sampled_from(FRAGMENTS), max_size=40).map("".join)
_WEIGHED = [st.sampled_from(pieces) for pieces in (FRAGMENTS, FRAGMENTS, WITH_MEANING, WITH_MEANING, BROKEN)]
ANY_HTML = st.lists(st.one_of(*_WEIGHED, st.text(max_size=6)), max_size=40).map("".join)
