"""What a line of a post is. Each rule describes a class of lines; none depends on the words of one post.

day heading     weekday_of     `Monday (Session One)`, `Thursday: Rest Day`
date heading    date_of        `December 21`, `12/21` (days.py says when a post has such headings)
warm-up label   warm_up_text   `Suggested Warm-Up:`
segment label   label_of       `A.`, `(B) Back Squat`, `C1. Row`
"""

from __future__ import annotations

import re
from difflib import get_close_matches
from typing import Optional

from invictus.parser.calendar_names import MONTHS, WEEKDAYS

# A day heading is a weekday with at most a short title after it. How short, in words:
_TITLE_WORDS = 6
# If it names a session or a rest, the line is a heading whatever it adds: `Thursday (Rest Day): walk, sleep, eat.`
_NAMED_TITLE_WORDS = 12
# It becomes DynamoDB's sort key, which holds 1024 bytes.
_LONGEST_HEADING = 160
_WEEKDAY_NAME = rf"(?:{'|'.join(sorted(WEEKDAYS, key=len, reverse=True))})\b\.?\s*"
_WEEKDAY = re.compile(_WEEKDAY_NAME, re.IGNORECASE)
# `Saturday & Sunday (Rest Days)`, `Sat/Sun: off`: one heading for two days.
_SECOND_WEEKDAY = re.compile(rf"(?:[/&+]|and\b)\s*{_WEEKDAY_NAME}(?:[-:]\s*)?", re.IGNORECASE)
# `Wednsday (Session Three)`: a typing error, read as a weekday only if a session or a rest is named.
_MISSPELT = re.compile(r"([mtwfs][a-z]{4,9})\b\s*[:,-]?\s*(?=[(\[rso])", re.IGNORECASE)
_HOW_ALIKE = 0.85
_MONTH_NAME = rf"(?:{'|'.join(sorted(MONTHS, key=len, reverse=True))})(?![a-z])\.?"
# What may follow a weekday with no mark between, a few of them in a row.
_TITLE_PARTS = re.compile(
    rf"""
    (?:
      (?:[-:/]\s*)?
      (?:
        [(\[] [^()\[\]]* (?:\([^()]*\)[^()]*)? (?:[)\]]|$)      # a parenthesis; one never closed ends with the line
      | ,?\ ? (?:a\.?m|p\.?m)\b\.?                            # AM, p.m.
      | ,?\ ? (?:morning|afternoon|evening|optional)(?!\w)      # a time of the day
      | ,?\ ? (?:(?:active\ )?(?:rest|recovery)(?:\ days?)?|off(?:\ day)?)(?!\w)   # Rest Day, Active Recovery, off
      | (?:,|'s)?\ ? (?:session|day|workout|training)           # Session One, 's Workout, Day #3
        (?:\ \#?(?:\d{{1,2}}|one|two|three|four|five|six|seven))?(?!\w)
      | ,?\ ? {_MONTH_NAME}\ \d{{1,2}}(?:st|nd|rd|th)?(?:,?\ \d{{4}})?(?!\w)        # , December 21st, 2020
      | ,?\ ? \d{{1,2}}(?:st|nd|rd|th)?\ {_MONTH_NAME}(?:,?\ \d{{4}})?(?!\w)        # 21 December
      | ,?\ ? (?:the\ )?\d{{1,2}}(?:st|nd|rd|th)(?!\w)          # the 21st
      | ,?\ ? \d{{1,2}}[/.-]\d{{1,2}}(?:[/.-]\d{{2,4}})?(?!\w)   # 12/21, 12.21.20
      )
      \s*
    ){{0,4}}
    """,
    re.IGNORECASE | re.VERBOSE,
)
_NAMES_A_SESSION = re.compile(r"\b(?:session|workout|training|rest|recovery|off|day \w+|[ap]\.?m)\b", re.IGNORECASE)
# A date heading is a date, and at most a weekday and the parts of a title after it.
_DATE = re.compile(
    rf"""
    (?:
      (?P<month>{_MONTH_NAME}) \s* (?P<day>\d{{1,2}}) (?:st|nd|rd|th)?                # December 21, Dec. 21st
    | (?P<day_first>\d{{1,2}}) (?:st|nd|rd|th)? \s* (?P<month_last>{_MONTH_NAME})     # 21 December
    | (?P<one>\d{{1,2}}) (?P<mark>[/.]) (?P<two>\d{{1,2}}) (?:(?P=mark)(?:\d{{4}}|\d\d))?   # 12/21, 12.21.20
    )
    (?![\w/]) (?:,?\s*(?:19|20)\d\d(?!\w))?                                         # , 2020
    """,
    re.IGNORECASE | re.VERBOSE,
)

_WARM_UP = re.compile(
    r"""
    \s* (?:(?:suggested|recommended|optional|general|specific|dynamic|daily|barbell)\ ){0,2}
    warm[ -]*ups? (?![\w-]) \s*
    """,
    re.IGNORECASE | re.VERBOSE,
)
# A segment label is a capital and a mark. Text may follow after a blank (`V-Ups x 30` has no label, nor has `A.M.`), in
# the next cell of a table row, or at once where a word or a parenthesis plainly begins (`A.Back Squat`).
_LABEL = re.compile(
    r"""
    \s*
    (?:
      ([A-Z]) (?:\s?[.):]+ | \s*-(?=\s|$))                 # A.  A)  A:  A -
    | \(([A-Z])\) (?!\s*(?:[&/,+]|and\b|or\b|to\b))        # (A)  (A):  (A) -, but not `(A) or (B)`
      (?:\s?[.:]+ | \s*-(?=\s|$))?
    )
    (?:
      \s+(?:\|\s+)?                                        # a blank, or the next cell
    | $                                                    # nothing: the label is alone on its line
    | (?=[A-Z][A-Za-z]|[(*])                               # a word or a parenthesis
    | (?<=\))(?=\d)                                        # A)3 sets
    )
    (.*)
    """,
    re.DOTALL | re.VERBOSE,
)
_PAIR_LABEL = re.compile(
    r"""
    \s*
    (?:
      ([A-Z]) (?:[1-9]\d?\s*[.):-] | [.-][1-9]\d?(?![\w%]))   # A1.  A1)  A.1  A-1
    | \(([A-Z])[1-9]\d?\)                                     # (A1)
    )
    """,
    re.VERBOSE,
)
# A label with text after it may pass over this many letters. `L: 30 seconds` is a left side, not a twelfth segment.
_LETTERS_PASSED_OVER = 2

# Word processors and keyboards know many dashes, quotes and bullets, and characters that format without showing (soft
# hyphens, marks of direction). A rule about a line looks at this plain form of it, of the same length.
_UNSEEN = (0xAD, *range(0x600, 0x606), 0x61C, 0x180E, *range(0x200B, 0x2010), *range(0x202A, 0x202F), 0xFEFF)
_BULLETS = (0xB7, 0x2022, 0x2023, 0x25AA, 0x25CF, 0x25E6, 0xF0A7, 0xF0B7)  # the last two are Word's own
_PLAIN = dict.fromkeys((*_UNSEEN, *range(0x2060, 0x2070), *_BULLETS), " ")
_PLAIN.update({ord(dash): "-" for dash in "\u2010\u2011\u2012\u2013\u2014\u2015\u2212"})
_PLAIN.update({ord("\u2018"): "'", ord("\u2019"): "'", ord("\u201c"): '"', ord("\u201d"): '"'})


def weekday_of(text: str) -> Optional[int]:
    """Return the weekday (Monday is 0) that a line is the heading of, None if it is not a day heading."""
    if len(text) > _LONGEST_HEADING:
        return None
    plain = _plain(text).strip()
    if plain[:1] == plain[-1:] == "*":
        plain = plain.strip("* ")
    weekday = _WEEKDAY.match(plain)
    if not weekday:
        return _misspelt_weekday(plain)
    second = _SECOND_WEEKDAY.match(plain, weekday.end())
    after = second.end() if second else weekday.end()
    parts = _TITLE_PARTS.match(plain, after)
    for end in (parts.end() if parts else after, after):
        if _is_heading_title(plain[after:end], plain[end:], two_days=second is not None):
            return WEEKDAYS[weekday.group().rstrip(" .").lower()]
    return None


def date_of(text: str) -> Optional[tuple[int, int]]:
    """Return the month and day that a line is the date heading of, None if it says more than a date and a title.

    Whether the line is a heading at all depends on the post's other lines: days.py decides.
    """
    if len(text) > _LONGEST_HEADING:
        return None
    plain = _plain(text).strip(" *")
    found = _DATE.match(plain)
    if not found:
        return None
    rest = plain[found.end() :].lstrip(" -:,.")
    weekday = _WEEKDAY.match(rest)
    rest = rest[weekday.end() :].lstrip(" -:,.") if weekday else rest
    title = _TITLE_PARTS.match(rest)
    if _words(rest[title.end() :] if title else rest):
        return None
    if found["mark"]:
        one, two = int(found["one"]), int(found["two"])
        return (two, one) if one > 12 >= two else (one, two)
    return MONTHS[(found["month"] or found["month_last"]).rstrip(".").lower()], int(found["day"] or found["day_first"])


def _misspelt_weekday(plain: str) -> Optional[int]:
    slip = _MISSPELT.match(plain)
    parts = _TITLE_PARTS.match(plain, slip.end()) if slip else None
    if not slip or not parts or _words(plain[parts.end() :]) or not _NAMES_A_SESSION.search(parts.group()):
        return None
    meant = get_close_matches(slip.group(1).lower(), WEEKDAYS, 1, _HOW_ALIKE)
    return WEEKDAYS[meant[0]] if meant else None


def _is_heading_title(title: str, rest: str, two_days: bool) -> bool:
    """Return whether what follows a weekday makes a heading of it: `title` as `_TITLE_PARTS` knows it, and the `rest`.

    A few words, but neither a sentence nor a further weekday (`Monday - Friday: mobility` is advice for five).
    """
    if len(_words(title)) > _NAMED_TITLE_WORDS:
        return False
    if not _words(rest):
        return True
    named = _NAMES_A_SESSION.search(title) is not None
    if named and warm_up_text(rest) is not None:  # the line break between them was forgotten
        return True
    if rest[0] not in ("-:/.!," if named else "-:/") or (two_days and not named):
        return False
    rest = rest.lstrip("-:/.!, ")
    if _WEEKDAY.match(rest):
        return False
    words = len(_words(rest))
    return words <= _NAMED_TITLE_WORDS if named else words <= _TITLE_WORDS and not (_ends_sentence(rest) and words > 2)


def _words(text: str) -> list[str]:
    """Return the words; a sign alone is not one: `Snatch + Clean & Jerk` are three."""
    return [word for word in text.split() if any(map(str.isalnum, word))]


def _ends_sentence(text: str) -> bool:
    return text[-1:] in (".", "!", "?")


def warm_up_text(text: str) -> Optional[str]:
    """Return the text after a warm-up label, "" if the label is alone on its line, None if the line has none."""
    plain = _plain(text)
    match = _WARM_UP.match(plain)
    if not match:
        return None
    if plain[match.end() : match.end() + 1] in (":", "-", "."):
        return text[match.end() + 1 :].strip()
    rest = text[match.end() :]
    return rest if rest[:1] in ("", "(") or rest[0].isdigit() else None


def label_of(text: str, last: str = "") -> Optional[tuple[str, str]]:
    """Return the letter of a segment label and the text after it, None if the line does not begin with a label.

    `last` is the session's letter so far ("" before the first): letters ascend. `A1.` opens segment A, if nothing
    did before, and stays in the text.
    """
    label = _label(text)
    if label is None or label[0] <= last:
        return None
    letter, rest = label
    passed_over = ord(letter) - (ord(last) + 1 if last else ord("A"))
    return None if rest and passed_over > _LETTERS_PASSED_OVER else label


def opens(text: str) -> dict[str, str]:
    """Return the fields that a line may open, whatever came before it, each with the text after its label."""
    fields = {}
    label, warm_up = _label(text), warm_up_text(text)
    if label is not None:
        fields[f"segment_{label[0].lower()}"] = label[1]
    if warm_up is not None:
        fields["warm_up"] = warm_up
    return fields


def _label(text: str) -> Optional[tuple[str, str]]:
    plain = _plain(text)
    label = _LABEL.match(plain)
    if label:
        return label[1] or label[2], text[label.start(3) :]
    pair = _PAIR_LABEL.match(plain)
    return (pair[1] or pair[2], text) if pair else None


def _plain(text: str) -> str:
    """Return `text` with one kind of dash and quote, and blanks for characters that do not show: same length."""
    return text if text.isascii() else text.translate(_PLAIN)
