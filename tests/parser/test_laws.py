"""The laws of the parser, on thousands of generated posts.

- A well-formed week, whatever its markup, is read back as the week it was.
- Any text at all is read or refused; nothing of what was read is lost, and whatever is lost is reported.
- No line and no link contains a character that a terminal would execute.
"""

from __future__ import annotations

import copy
import html
import json
import re
import unicodedata
from collections.abc import Callable, Iterable
from datetime import date, timedelta
from typing import Any

from hypothesis import assume, given
from hypothesis import strategies as st

import transforms
from invictus.errors import LinesLostError, PostFormatError
from invictus.parser.folding import fold
from invictus.parser.html_lines import read_lines
from invictus.shapes import RestPost
from tests.support.generated_html import ANY_HTML
from tests.support.generated_weeks import (
    MARKUPS,
    WEEKDAYS,
    WeekPost,
    Written,
    read_back,
    records_meant,
    table_of_days,
    titles_of,
    weeks,
    written_lines,
)
from tests.support.posts import PROGRAM, week_post
from tests.support.week_by_steps import unaccounted_lines


def posted_on(day: date, page: str, title: str = "", slug: str = PROGRAM) -> RestPost:
    """Return a post of that day. Unless title or slug name its week, only the day does."""
    return week_post(html=page, title=title, slug=slug, date=f"{day}T17:00:00")


@given(
    content=st.one_of(ANY_HTML, ANY_HTML.map("<p>Monday</p>".__add__)), title=st.one_of(ANY_HTML, st.just("March 8-14"))
)
def test_any_post_is_read_whole_or_refused(content: str, title: str) -> None:
    given_post = week_post(html=content, title=title)
    try:
        records = transforms.read_post(given_post)
    except LinesLostError:
        raise
    except PostFormatError as refusal:
        assert str(refusal).startswith(f"{given_post['slug']}: ")
        return
    assert unaccounted_lines(given_post, records) == []
    json.dumps(records, ensure_ascii=False).encode()  # neither S3 nor DynamoDB takes what has no UTF-8


@given(
    title=st.one_of(
        st.text(max_size=40), st.from_regex(r"[A-Z][a-z]{2,8}\.? \d{1,2} ?[-–] ?\d{1,2}(, \d{4})?", fullmatch=True)
    ),
    slug=st.from_regex(r"[a-z0-9-]{0,40}", fullmatch=True),
    posted=st.dates(date(1971, 1, 1), date(2999, 1, 1)),
)
def test_every_date_comes_from_the_calendar_near_the_post(title: str, slug: str, posted: date) -> None:
    page = "<br>A. Snatch<br>".join([*WEEKDAYS, ""])
    records = transforms.read_post(posted_on(posted, page, title=html.escape(title), slug=slug))
    dates = [date.fromisoformat(record["date"]) for record in records]
    assert [day.strftime("%A") for day in dates] == WEEKDAYS
    is_typed = re.search(r"(?:19|20)\d\d", title + slug)
    assert is_typed or max(abs(day - posted) for day in dates) <= timedelta(days=183 + 13)


# A week is read as it was meant, and what is lost of it is reported

CHANGES = ["drop", "repeat", "swap", "to the next field", "to the field before", "drop a link", "drop the record"]


def change(records: list[Any], kind: str, number: int, choose: Callable[[Iterable[Any]], Any]) -> None:
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


@given(
    week=weeks(),
    markup=st.sampled_from(MARKUPS),
    title=st.integers(0, 5),
    posted=st.integers(-3, 3),
    kind=st.sampled_from(CHANGES),
    data=st.data(),
)
def test_a_week_is_read_back_as_it_was_meant_and_whatever_is_lost_or_moved_is_reported(
    week: WeekPost,
    markup: Callable[[list[Written]], str],
    title: int,
    posted: int,
    kind: str,
    data: st.DataObject,
) -> None:
    assume(markup is not table_of_days or len(week.sessions) > 1)
    page = markup(list(written_lines(week)))
    post = posted_on(week.monday + timedelta(days=posted), page, title=titles_of(week)[title])
    whole = transforms.read_post(post)
    assert read_back(whole) == records_meant(week)

    broken = copy.deepcopy(whole)
    number = data.draw(st.integers(0, len(whole) - 1))
    change(broken, kind, number, lambda things: data.draw(st.sampled_from(list(things))))
    if kind == "drop the record" and number == 0 and broken:
        broken[0]["week_notes"] = whole[0]["week_notes"]
    assert (unaccounted_lines(post, broken) != []) == (broken != whole)


# Escape sequences

COMMANDS = st.one_of(
    st.characters(categories=["Cc"]),
    st.sampled_from("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"),
    st.sampled_from(
        ["\x1b[31m", "\x1b]0;title\x07", "\x1b]8;;http://e.com\x1b\\", "\x1b(B", "\x9b2J", "\x1b[", "\x1b"]
    ),
)
CLOAKED = st.lists(st.one_of(COMMANDS, st.sampled_from(["Row", "A.", " ", "\u200b", "é"])), max_size=12).map("".join)


@given(words=CLOAKED, title=CLOAKED, address=CLOAKED)
def test_no_line_and_no_link_commands_a_terminal(words: str, title: str, address: str) -> None:
    page = (
        f"<p>Monday{words}</p><p>A. {words}<b>{words}</b></p><pre>{words}</pre>"
        f'<a href="https://e.com/{html.escape(address)}">{words}</a>'
        f'<iframe title="{html.escape(title)}" src="https://e.com/{html.escape(address)}"></iframe>'
    )
    given_post = week_post(html=page, title=title)
    lines = read_lines(page)
    shown = [line["text"] for line in lines]
    shown += [value for line in lines for link in line["links"] for value in (link["text"], link["url"])]
    shown.append(transforms.strip_post_html(given_post)["post"]["program"])
    for text in shown:
        assert not [sign for sign in text if unicodedata.category(sign) == "Cc" or "\u202a" <= sign <= "\u202e"]
        assert not [sign for sign in text if "\u2066" <= sign <= "\u2069"]
        assert fold(text) == text or text.startswith("https://e.com/")
