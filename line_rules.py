"""What a line of a post is: a day heading, a warm-up label, a segment label, or text (rules 3 to 5 of the parser).

Each rule says what a class of lines looks like; none knows the words of one post.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Optional

_WEEKDAY_NAMES = (
    "monday mon",
    "tuesday tues tue",
    "wednesday weds wed",
    "thursday thurs thur thu",
    "friday fri",
    "saturday sat",
    "sunday sun",
)
WEEKDAYS = {name: number for number, names in enumerate(_WEEKDAY_NAMES) for name in names.split()}

# A day heading (rule 3) is a weekday with at most a short title behind it. How short, in words:
_TITLE_WORDS = 6
_PARENTHESIS_WORDS = 8
_WEEKDAY = re.compile(rf"({'|'.join(sorted(WEEKDAYS, key=len, reverse=True))})\b\.?\s*", re.IGNORECASE)
_PARENTHESIS = re.compile(r"\([^()]*\)\s*")
_AM_PM = re.compile(r"(?:a\.?m|p\.?m)\b\.?\s*", re.IGNORECASE)
# What may follow a weekday with no mark between: `Thursday Rest Day`, `Monday Session One`, `Monday, December 21st`.
_BARE_TITLE = re.compile(
    r"(?:(?:active )?(?:rest|recovery)(?: day)?|off"
    r"|(?:session|day|workout) (?:\d{1,2}|one|two|three|four|five|six|seven)"
    r"|,? ?(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.? \d{1,2}(?:st|nd|rd|th)?(?:,? \d{4})?"
    r"|,? ?\d{1,2}/\d{1,2}(?:/\d{2,4})?)(?!\w)\s*",
    re.IGNORECASE,
)
_SENTENCE_END = re.compile(r"[.!?]$")

_WARM_UP = re.compile(
    r"(?:(?:suggested|recommended|optional|general|specific|dynamic|daily|barbell) )?warm[ -]*up(?![\w-])\s*",
    re.IGNORECASE,
)
# A label (rule 5) is a capital and a mark. Text may stand behind it, after a blank (`V-Ups x 30` is no label, nor is
# `A.M.`), or at once where a word or a parenthesis plainly begins (`A.Back Squat`).
_LABEL = re.compile(r"([A-Z])(?:[.):]+|\s*[-\u2010-\u2015](?=\s|$))(?:\s+|$|(?=[A-Z][a-z]|\())(.*)", re.DOTALL)
_PAIR_LABEL = re.compile(r"([A-Z])[1-9]\d?\s*[.):\u2010-\u2015-]")
# A label with text behind it may pass over this many letters. `L: 30 seconds` is a left side, not a twelfth segment.
_LETTERS_PASSED_OVER = 2

# Word processors and keyboards know many dashes and quotes; a rule about a line looks at this plain form of it.
_PLAIN = {ord(dash): "-" for dash in "\u2010\u2011\u2012\u2013\u2014\u2015\u2212"}
_PLAIN.update({ord("\u2018"): "'", ord("\u2019"): "'", ord("\u201c"): '"', ord("\u201d"): '"'})


def weekday_of(text: str) -> Optional[int]:
    """The weekday (Monday is 0) that a line is the heading of, or None where it is no day heading (rule 3)."""
    plain = _plain(text).strip()
    if plain[:1] == plain[-1:] == "*":
        plain = plain.strip("* ")
    match = _WEEKDAY.match(plain)
    if not match:
        return None
    rest = plain[match.end() :]
    for part in (_AM_PM, _BARE_TITLE, _AM_PM, _PARENTHESIS):
        found = part.match(rest)
        if found and len(found.group().split()) <= _PARENTHESIS_WORDS:
            rest = rest[found.end() :]
    if rest in ("", ".", ",") or (rest[0] in "-:" and _is_short_title(rest.lstrip("-: "))):
        return WEEKDAYS[match.group(1).lower()]
    return None


def _is_short_title(text: str) -> bool:
    """A few words that are no sentence and no second weekday (`Monday - Friday: mobility` is advice for five)."""
    words = text.split()
    if not words:
        return True
    return (
        len(words) <= _TITLE_WORDS and not _WEEKDAY.match(text) and not (_SENTENCE_END.search(text) and len(words) > 2)
    )


def warm_up_text(text: str) -> Optional[str]:
    """What stands behind a warm-up label (rule 4), "" where it stands alone, None where the line is no such label."""
    plain = _plain(text)
    match = _WARM_UP.match(plain)
    if not match:
        return None
    if plain[match.end() : match.end() + 1] in (":", "-", "."):
        return text[match.end() + 1 :].strip()
    rest = text[match.end() :]
    return rest if rest[:1] in ("", "(") else None


def label_of(text: str, last: str = "") -> Optional[tuple[str, str]]:
    """The letter of a segment label and the text of its first line, or None (rule 5).

    `last` is the session's letter so far ("" before the first): letters ascend. `A1.` opens segment A, if nothing
    did before, and stays in its text.
    """
    plain = _plain(text)
    label, pair = _LABEL.match(plain), _PAIR_LABEL.match(plain)
    match = label or pair
    if not match or match.group(1) <= last:
        return None
    rest = text[label.start(2) :] if label else text
    passed_over = ord(match.group(1)) - (ord(last) + 1 if last else ord("A"))
    if rest and passed_over > _LETTERS_PASSED_OVER:
        return None
    return match.group(1), rest


def _plain(text: str) -> str:
    """`text` with one kind of dash and quote, and blanks for characters that format without showing: same length."""
    text = text.translate(_PLAIN)
    return text if text.isascii() else "".join(" " if unicodedata.category(c) == "Cf" else c for c in text)


def is_label_before(line: str, field: str, text: str) -> bool:
    """Whether a line is the label of that field with `text` behind it."""
    if field == "warm_up":
        return warm_up_text(line) == text
    label = _LABEL.match(_plain(line))
    return bool(label) and field == f"segment_{label.group(1).lower()}" and line[label.start(2) :] == text


def is_label_alone(line: str) -> bool:
    label = _LABEL.match(_plain(line))
    return warm_up_text(line) == "" or bool(label and not label.group(2))
