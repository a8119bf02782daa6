"""The laws of the parser, on thousands of posts that nobody wrote.

- A well-formed week, whatever its markup, is read back as the week it was.
- Any text at all is read or refused; nothing of what was read is lost, and whatever is lost is reported.
- The lines hold the words that a reader of the page sees, as another parser (html5lib, a browser's rules) finds them.
- No line and no link holds a character that a terminal takes for a command.
"""

from __future__ import annotations

import copy
import html
import json
import unicodedata
from datetime import date, timedelta
from itertools import groupby, zip_longest
from typing import NamedTuple

import bs4
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

import transforms
from invictus.errors import LinesLostError, PostFormatError
from invictus.parser.conservation import unaccounted_lines
from invictus.parser.html_lines import fold, http_address, read_lines
from invictus.parser.line_rules import label_of, warm_up_text, weekday_of
from tests.support.post_files import post_files, real_post_files

POSTS = [*post_files(), *real_post_files()]
WEEKDAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]
MONTHS = "January February March April May June July August September October November December".split()
PROGRAM = "5-day-weightlifting-program"


def post(content, title="March 8-14, 2021", slug=f"march-8-14-2021-{PROGRAM}", posted="2021-03-07"):
    return {
        "id": 7,
        "date": f"{posted}T17:00:00",
        "modified_gmt": f"{posted}T17:00:00",
        "slug": slug,
        "link": "https://blog.example/week/",
        "title": {"rendered": title},
        "content": {"rendered": content, "protected": False},
    }


def records_of(given_post):
    return transforms.read_post(given_post)


# A week as a coach has it in mind


class Text(NamedTuple):
    """A line of training, and the address that its words link to ("" for none)."""

    words: str
    url: str


class Session(NamedTuple):
    weekday: int
    title: str  # what follows the weekday
    notes: list[Text]
    warm_up: list[Text]  # none: no label
    segments: dict[str, list[Text]]
    label: str  # how a letter is marked, and whether text follows it


class WeekPost(NamedTuple):
    monday: date
    preamble: list[Text]
    sessions: list[Session]


def is_training(words: str) -> bool:
    """No line that the rules take for more than text."""
    return words != "" and weekday_of(words) is None and label_of(words) is None and warm_up_text(words) is None


LINES = """\
Snatch x 3 reps @ 70-75%
(Clean + Jerk) x 1
*Sets 1-2 = @ 80% of 1-RM
Followed by…
V-Ups x 25
5k < 20:00
Saturday is your heavy day, so keep this light.
If you missed Tuesday’s session, do it today.
*Friday and Saturday can be swapped
Rest 2′ 30″ & repeat
Use this as a warm-up.
10 Air Squats, 10 Pushups
3×5 “touch and go”
I need you fresh
A bar | a box
T-Bar Row x 8
½ speed
a. slow
&amp; is no sign here
הרמת משקולות
🏋 heavy 💪
Рывок""".split("\n")
WORDS = st.one_of(
    st.sampled_from(LINES),
    st.text(min_size=1, max_size=20).map(lambda text: fold("x " + text.replace("\uffff", "").replace("\x00", ""))),
).filter(is_training)
TEXTS = st.builds(Text, WORDS, st.sampled_from(["", "", "", "https://youtu.be/1?a=b&c=d", "http://e.com/x"]))
TITLES = st.sampled_from(
    [
        "",
        " (Session One)",
        " (Rest Day)",
        ": Rest Day",
        " – Competition Simulation",
        " AM",
        " PM",
        " - Session 2",
        ":",
        ".",
    ]
)
LABEL_MARKS = st.sampled_from(["{}.", "{})", "{}:", "{} –", "{}. ", "{}) ", "{}: ", "{} — "])


@st.composite
def sessions(draw, weekday):
    letters = (
        "ABCDEFGHI"[: draw(st.integers(0, 9))] if draw(st.booleans()) else draw(st.sampled_from(["AC", "BD", "A", ""]))
    )
    return Session(
        weekday,
        draw(TITLES),
        draw(st.lists(TEXTS, max_size=2)),
        draw(st.lists(TEXTS, max_size=2)),
        {letter: draw(st.lists(TEXTS, min_size=1, max_size=3)) for letter in letters},
        draw(LABEL_MARKS),
    )


@st.composite
def weeks(draw):
    monday = date(2010, 1, 4) + timedelta(weeks=draw(st.integers(0, 1100)))
    weekdays = sorted(draw(st.lists(st.integers(0, 6), min_size=1, max_size=4)))
    return WeekPost(monday, draw(st.lists(TEXTS, max_size=2)), [draw(sessions(weekday)) for weekday in weekdays])


def records_meant(week: WeekPost) -> list[dict]:
    """The records that a week must become, without `program` and `post`."""
    names: list[tuple[int, str]] = []
    records = []
    for session in week.sessions:
        heading = WEEKDAYS[session.weekday] + session.title
        names.append((session.weekday, heading))
        seen = names.count((session.weekday, heading))
        fields = {"notes": session.notes, "warm_up": session.warm_up}
        fields.update({f"segment_{letter}": [] for letter in "abcde"})
        fields.update({f"segment_{letter.lower()}": lines for letter, lines in session.segments.items()})
        records.append(
            {
                "date": (week.monday + timedelta(days=session.weekday)).isoformat(),
                "session": heading if seen == 1 else f"{heading} ({seen})",
                **{field: "\n".join(line.words for line in lines) for field, lines in fields.items()},
                "links": links_meant(fields),
            }
        )
    records[0]["week_notes"] = "\n".join(line.words for line in week.preamble)
    records[0]["links"] = links_meant({"week_notes": week.preamble}) + records[0]["links"]
    return records


def links_meant(fields: dict[str, list[Text]]) -> list[dict]:
    return [
        {"field": field, "text": line.words, "url": line.url}
        for field, lines in fields.items()
        for line in lines
        if line.url
    ]


# The same week as a page


class Written(NamedTuple):
    """A line of the page: what it is, and its inline HTML."""

    kind: str
    inline: str


def inline(line: Text) -> str:
    words = html.escape(line.words, quote=False)
    return f'<a href="{html.escape(line.url)}">{words}</a>' if line.url else words


def written_lines(week: WeekPost):
    yield from (Written("text", inline(line)) for line in week.preamble)
    for session in week.sessions:
        yield Written("heading", WEEKDAYS[session.weekday] + session.title)
        yield from (Written("text", inline(line)) for line in session.notes)
        if session.warm_up:
            yield Written("label", "Suggested Warm-Up:")
            yield from (Written("text", inline(line)) for line in session.warm_up)
        for letter, lines in session.segments.items():
            label = session.label.format(letter)
            if label.endswith(" "):  # the first line after it
                yield Written("text", f"<strong>{label}</strong>{inline(lines[0])}")
                lines = lines[1:]
            else:
                yield Written("label", label)
            yield from (Written("text", inline(line)) for line in lines)


def classic(lines):
    """Paragraphs that begin at headings and labels, broken by <br />."""
    page = ""
    for kind, text in lines:
        text = f"<strong>{text}</strong>" if kind == "heading" else text
        page += f"<br />\n{text}" if page and kind == "text" else f"</p>\n<p>{text}"
    return page[4:] + "</p>\n"


def gutenberg(lines):
    tags = {"heading": ("h3", "h3"), "label": ('p class="x"', "p"), "text": ("li", "li")}
    return "\n\n".join(
        f'<ul class="wp-block-list">\n<li>{text}</li>\n</ul>'
        if kind == "text"
        else f"<{tags[kind][0]}>{text}</{tags[kind][1]}>"
        for kind, text in lines
    )


def divs(lines):
    return "<div><div>" + "".join(f"<div><span>{text}</span></div>" for _, text in lines) + "</div></div>"


def word(lines):
    return "<!--[if gte mso 9]><xml>Monday</xml><![endif]-->" + "".join(
        f'<p class="MsoNormal"><![if !supportEmptyParas]><span>&nbsp;</span><![endif]>{text}<o:p></o:p></p>'
        for _, text in lines
    )


def split_headings(lines):
    """A heading over several tags, bold text over its line's end."""
    page = ""
    for kind, text in lines:
        split = f"<b>{text[:3]}</b><i>{text[3:6]}</i><span style='x'>{text[6:]}</span>"
        page += f"<strong><br>\n{split if kind == 'heading' else text}</strong>\n"
    return f"<div>{page}</div>"


def layout_table(lines):
    """A row with a day a cell; an empty line makes sure that each cell is more than a line."""
    cells, page = [[]], "<table><tbody><tr>"
    for kind, text in lines:
        if kind == "heading":
            cells.append([])
        cells[-1].append(text)
    page += "".join(f"<td>{'<br>'.join(cell)}</td>" for cell in cells)
    return page + "</tr></tbody></table>"


def table_of_days(lines):
    """The days in the head row, and below each its lines, one a row."""
    lines = [*lines]
    first = next(index for index, line in enumerate(lines) if line.kind == "heading")
    days = []
    for kind, text in lines[first:]:
        if kind == "heading":
            days.append([])
        days[-1].append(text)
    rows = "".join(
        f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in zip_longest(*days, fillvalue="")
    )
    return "".join(f"<p>{text}</p>" for _, text in lines[:first]) + f"<table><tbody>{rows}</tbody></table>"


def unclosed(lines):
    return "".join(f"<p>{text}" if kind == "heading" else f"<li>{text}" for kind, text in lines)


MARKUPS = [classic, gutenberg, divs, word, split_headings, unclosed]


def titles_of(week: WeekPost) -> list[str]:
    first, last = week.monday, week.monday + timedelta(days=6)
    month, last_month = MONTHS[first.month - 1], MONTHS[last.month - 1]
    return [
        f"{month} {first.day}-{last_month} {last.day}, {last.year} &#8211; 5 Day Weightlifting Program",
        f"{month} {first.day}, {first.year}-{last_month} {last.day}, {last.year}",
        f"{month[:3]}. {first.day} &#8211; {last_month[:3]}. {last.day}",
        f"{month} {first.day}-{last.day}",
        f"Week of {month} {first.day}, {first.year - 1}",
        "5 Day Weightlifting Program",
    ]


def read_back(records: list[dict]) -> list[dict]:
    return [{key: value for key, value in record.items() if key not in ("program", "post")} for record in records]


@settings(max_examples=200)
@given(week=weeks(), markup=st.sampled_from(MARKUPS), title=st.integers(0, 5), posted=st.integers(-3, 3))
def test_a_week_is_read_back_as_it_was_meant(week, markup, title, posted):
    page = markup(list(written_lines(week)))
    day = (week.monday + timedelta(days=posted)).isoformat()
    assert read_back(records_of(post(page, titles_of(week)[title], PROGRAM, day))) == records_meant(week)


@settings(max_examples=150)
@given(week=weeks())
def test_a_day_a_column_is_read_column_by_column(week):
    lines = list(written_lines(week))
    # a table whose every cell is one line is a table of figures, and read row by row
    assume(any(line.kind != "heading" and after.kind != "heading" for line, after in zip(lines, lines[1:])))
    page = layout_table(lines)
    posted = week.monday.isoformat()
    assert read_back(records_of(post(page, "", PROGRAM, posted))) == records_meant(week)


@settings(max_examples=150)
@given(week=weeks())
def test_a_table_with_the_days_in_its_head_row_is_read_day_by_day(week):
    assume(len(week.sessions) > 1)
    page = table_of_days(written_lines(week))
    assert read_back(records_of(post(page, "", PROGRAM, week.monday.isoformat()))) == records_meant(week)


# Any text at all

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
# What never ends, or ends what never began: read too, but each parser has its own way to mend it.
BROKEN = [
    *("<", ">", "<!", "<!--", "-->", "<!-->", "<![if x]>", "<![endif]>", "<![CDATA[", "]]>", "<?x", "<!DOCTYPE x"),
    *("<p", '<a href="', "'", '"', "</", "<\u0130>", "<br\u00a0>", "<script>", "</script>", "<style>", "<textarea>"),
    *("<title>", "<plaintext>", "<iframe>", "<noscript>", "&bogus;", f"&#{'9' * 5000};", "&#0;", "&#xD800;", "&", "&#"),
    *("\x1b[31m", "\x1b]0;x\x07", "\x1b", "\x9b2J", "\u202e", "\u2066"),
    *("\x00", "\x07", "\x0b", "\x1c", "\r", "\x85", "\u2028", "\ud83d", "\uffff"),
]
ANY_TEXT = st.text(max_size=6)
PIECES = st.lists(st.sampled_from(FRAGMENTS), max_size=40).map("".join)
ANY_HTML = st.lists(
    st.one_of(st.sampled_from(FRAGMENTS), st.sampled_from(FRAGMENTS), st.sampled_from(BROKEN), ANY_TEXT), max_size=40
).map("".join)


@settings(max_examples=700)
@given(
    content=st.one_of(ANY_HTML, ANY_HTML.map("<p>Monday</p>".__add__)), title=st.one_of(ANY_HTML, st.just("March 8-14"))
)
def test_any_post_is_read_whole_or_refused(content, title):
    given_post = post(content, title)
    try:
        records = records_of(given_post)
    except LinesLostError:
        raise
    except PostFormatError as refusal:
        assert str(refusal).startswith(f"{given_post['slug']}: ")
        return
    assert unaccounted_lines(read_lines(given_post["content"]["rendered"]), records) == []
    json.dumps(records, ensure_ascii=False).encode()  # neither S3 nor DynamoDB takes what has no UTF-8


@settings(max_examples=150)
@given(
    title=st.one_of(
        st.text(max_size=40), st.from_regex(r"[A-Z][a-z]{2,8}\.? \d{1,2} ?[-–] ?\d{1,2}(, \d{4})?", fullmatch=True)
    ),
    slug=st.from_regex(r"[a-z0-9-]{0,40}", fullmatch=True),
    posted=st.dates(date(1971, 1, 1), date(2999, 1, 1)),
)
def test_every_date_comes_from_the_calendar_near_the_post(title, slug, posted):
    headings = "<br>".join(WEEKDAYS)
    records = records_of(post(headings, html.escape(title), slug, posted.isoformat()))
    dates = [date.fromisoformat(record["date"]) for record in records]
    assert [day.strftime("%A") for day in dates] == WEEKDAYS
    assert max(abs(day - posted) for day in dates) <= timedelta(days=183 + 13)


# What is lost is reported

CHANGES = ["drop", "repeat", "swap", "to the next field", "to the field before", "drop a link", "drop the record"]


def change(records: list[dict], kind: str, number: int, choose) -> None:
    """Break one record of a week in one way."""
    record = records[number]
    fields = ["notes", "warm_up", *(key for key in record if key.startswith("segment_"))]
    field = choose(fields)
    lines = record[field].split("\n") if record[field] else []
    at = choose(range(len(lines))) if lines else 0
    if kind == "drop the record":
        del records[number]
    elif kind == "drop a link" and record["links"]:
        record["links"].remove(choose(record["links"]))
    elif kind.startswith("to the") and lines:
        step = 1 if kind == "to the next field" else -1
        other = fields[(fields.index(field) + step) % len(fields)]
        moved = lines.pop(-1 if step == 1 else 0)
        there = record[other].split("\n") if record[other] else []
        record[other] = "\n".join([moved, *there] if step == 1 else [*there, moved])
        record[field] = "\n".join(lines)
    elif lines:
        if kind == "drop":
            del lines[at]
        elif kind == "repeat":
            lines.insert(at, lines[at])
        elif kind == "swap":
            lines[at - 1], lines[at] = lines[at], lines[at - 1]
        record[field] = "\n".join(lines)


@settings(max_examples=100)
@given(week=weeks(), kind=st.sampled_from(CHANGES), data=st.data())
def test_whatever_is_lost_or_moved_is_reported(week, kind, data):
    given_post = post(classic(list(written_lines(week))), posted=week.monday.isoformat())
    whole = records_of(given_post)
    broken = copy.deepcopy(whole)
    number = data.draw(st.integers(0, len(whole) - 1))
    change(broken, kind, number, lambda things: data.draw(st.sampled_from(list(things))))
    if kind == "drop the record" and number == 0 and broken:
        broken[0]["week_notes"] = whole[0]["week_notes"]
    assume(broken != whole)
    assert unaccounted_lines(read_lines(given_post["content"]["rendered"]), broken) != []


# Another parser sees the same words

SHOWN_NOWHERE = ["script", "style", "template", "iframe", "object", "video", "svg"]
BLOCKS = (
    "p div br hr h1 h2 h3 h4 h5 h6 ul ol li dl dt dd table tbody thead tr td th pre blockquote figure figcaption"
    " section article form button caption header footer".split()
)


def words_seen(content: str) -> list[str]:
    """The words of a page as html5lib sees them, which follows a browser's algorithm; a new word at each block."""
    soup = bs4.BeautifulSoup(content, "html5lib")
    for unseen in soup.find_all(SHOWN_NOWHERE):
        unseen.extract()
    for block in soup.find_all(BLOCKS):
        block.insert_before("\n")
        block.insert_after("\n")
        block.insert(0, "\n")
    return fold("".join(soup.find_all(string=lambda text: type(text) is bs4.NavigableString))).split()


def words_read(content: str) -> list[str]:
    return " ".join(line["text"] for line in read_lines(content)).split()


def without_separators(words: list[str]) -> list[str]:
    """The words without the signs that `read_lines` puts between the cells of a row."""
    return [word for word in words if word != "|"]


@settings(max_examples=500)
@given(content=PIECES)
def test_the_lines_hold_the_letters_that_another_parser_sees(content):
    # What shows nothing is closed where it is opened: what happens otherwise is each parser's own affair.
    for tag in SHOWN_NOWHERE:
        content = content.replace(f"<{tag}>", f"<{tag}>unseen</{tag}>")
    read, seen = ("".join(words).replace("|", "") for words in (words_read(content), words_seen(content)))
    if "<t" in content:  # a browser moves text that is in a table, but in none of its cells, before the table
        read, seen = sorted(read), sorted(seen)
    assert read == seen


@settings(max_examples=100)
@given(week=weeks(), markup=st.sampled_from([*MARKUPS, layout_table]))
def test_the_lines_of_a_week_hold_the_words_that_another_parser_sees(week, markup):
    page = markup(list(written_lines(week)))
    assert without_separators(words_read(page)) == without_separators(words_seen(page))


@pytest.mark.parametrize("file", POSTS, ids=lambda file: file.stem)
def test_the_lines_of_a_post_hold_the_words_and_links_that_another_parser_sees(file):
    content = json.loads(file.read_text(encoding="utf-8"))["content"]["rendered"]
    words, words_of_page = without_separators(words_read(content)), words_seen(content)
    if file.stem.startswith("table_of_days"):  # read by column, a row's label with each day
        words, words_of_page = sorted({*words}), sorted({*words_of_page})
    assert words == words_of_page
    addresses = [link["url"] for line in read_lines(content) for link in line["links"]]
    hrefs = [http_address(a["href"]) for a in bs4.BeautifulSoup(content, "html5lib").find_all("a", href=True)]
    read, seen = [url for url in addresses if url in hrefs], [*filter(None, hrefs)]
    # A browser opens a link that is never closed anew in each paragraph that follows.
    assert [url for url, _ in groupby(read)] == [href for href, _ in groupby(seen)]


# What a terminal takes for a command

COMMANDS = st.one_of(
    st.characters(categories=["Cc"]),
    st.sampled_from("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"),
    st.sampled_from(
        ["\x1b[31m", "\x1b]0;title\x07", "\x1b]8;;http://e.com\x1b\\", "\x1b(B", "\x9b2J", "\x1b[", "\x1b"]
    ),
)
CLOAKED = st.lists(st.one_of(COMMANDS, st.sampled_from(["Row", "A.", " ", "\u200b", "é"])), max_size=12).map("".join)


@settings(max_examples=250)
@given(words=CLOAKED, title=CLOAKED, address=CLOAKED)
def test_no_line_and_no_link_commands_a_terminal(words, title, address):
    page = (
        f"<p>Monday{words}</p><p>A. {words}<b>{words}</b></p><pre>{words}</pre>"
        f'<a href="https://e.com/{html.escape(address)}">{words}</a>'
        f'<iframe title="{html.escape(title)}" src="https://e.com/{html.escape(address)}"></iframe>'
    )
    given_post = post(page, title=title)
    lines = read_lines(page)
    shown = [line["text"] for line in lines]
    shown += [value for line in lines for link in line["links"] for value in link.values()]
    shown.append(transforms.strip_post_html(given_post)["post"]["title"])
    for text in shown:
        assert not [sign for sign in text if unicodedata.category(sign) == "Cc" or "\u202a" <= sign <= "\u202e"]
        assert not [sign for sign in text if "\u2066" <= sign <= "\u2069"]
        assert fold(text) == text or text.startswith("https://e.com/")
