"""What a line of a post is: a day heading, a warm-up label, a segment label, or text (rules 3 to 5 of the parser).

Each rule says what a class of lines looks like; none knows the words of one post.
"""

from __future__ import annotations

import re
from difflib import get_close_matches
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
# Where a session or a rest is named, the line is a heading whatever it adds: `Thursday (Rest Day): walk, sleep, eat.`
_NAMED_TITLE_WORDS = 12
# It becomes DynamoDB's sort key, which holds 1024 bytes.
_LONGEST_HEADING = 160
_WEEKDAY_NAME = rf"(?:{'|'.join(sorted(WEEKDAYS, key=len, reverse=True))})\b\.?\s*"
_WEEKDAY = re.compile(_WEEKDAY_NAME, re.IGNORECASE)
# `Saturday & Sunday (Rest Days)`, `Sat/Sun: off`: one heading for two days.
_SECOND_WEEKDAY = re.compile(rf"(?:[/&+]|and\b)\s*{_WEEKDAY_NAME}(?:[-:]\s*)?", re.IGNORECASE)
# `Wednsday (Session Three)`: a slip of the keyboard, taken for a weekday only where a session or a rest is named.
_MISSPELT = re.compile(r"([mtwfs][a-z]{4,9})\b\s*[:,-]?\s*(?=[(\[rso])", re.IGNORECASE)
_HOW_ALIKE = 0.85
# What may follow a weekday with no mark between, a few of them in a row: `Thursday Rest Day`, `Friday AM (Session 4)`,
# `Monday, December 21st`. A parenthesis that nobody closed ends with the line.
_TITLE_PARTS = re.compile(
    r"(?:(?:[-:/]\s*)?(?:[(\[][^()\[\]]*(?:\([^()]*\)[^()]*)?(?:[)\]]|$)"
    r"|,? ?(?:a\.?m|p\.?m)\b\.?"
    r"|,? ?(?:morning|afternoon|evening|optional|(?:active )?(?:rest|recovery)(?: days?)?|off(?: day)?)(?!\w)"
    r"|(?:,|'s)? ?(?:session|day|workout|training)(?: #?(?:\d{1,2}|one|two|three|four|five|six|seven))?(?!\w)"
    r"|,? ?(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.? \d{1,2}(?:st|nd|rd|th)?(?:,? \d{4})?(?!\w)"
    r"|,? ?(?:the )?\d{1,2}(?:st|nd|rd|th)(?!\w)"
    r"|,? ?\d{1,2}[/.-]\d{1,2}(?:[/.-]\d{2,4})?(?!\w)"
    r")\s*){0,4}",
    re.IGNORECASE,
)
_NAMES_A_SESSION = re.compile(r"\b(?:session|workout|training|rest|recovery|off|day \w+|[ap]\.?m)\b", re.IGNORECASE)

_WARM_UP = re.compile(
    r"\s*(?:(?:suggested|recommended|optional|general|specific|dynamic|daily|barbell) ){0,2}"
    r"warm[ -]*ups?(?![\w-])\s*",
    re.IGNORECASE,
)
# A label (rule 5) is a capital and a mark. Text may stand behind it, after a blank (`V-Ups x 30` is no label, nor is
# `A.M.`) or in the next cell of a table row, or at once where a word or a parenthesis plainly begins (`A.Back Squat`).
_LABEL = re.compile(
    r"\s*([A-Z])(?:\s?[.):]+|\s*-(?=\s|$))(?:\s+(?:\|\s+)?|$|(?=[A-Z][A-Za-z]|[(*])|(?<=\))(?=\d))(.*)", re.DOTALL
)
# `A1.`, `A1)`, `A.1 Back Squat`, `A-1: Back Squat`.
_PAIR_LABEL = re.compile(r"\s*([A-Z])(?:[1-9]\d?\s*[.):-]|[.-][1-9]\d?(?![\w%]))")
# A label with text behind it may pass over this many letters. `L: 30 seconds` is a left side, not a twelfth segment.
_LETTERS_PASSED_OVER = 2

# Word processors and keyboards know many dashes, quotes and bullets, and characters that format without showing (soft
# hyphens, marks of direction). A rule about a line looks at this plain form of it, of the same length.
_UNSEEN = (0xAD, *range(0x600, 0x606), 0x61C, 0x180E, *range(0x200B, 0x2010), *range(0x202A, 0x202F), 0xFEFF)
_BULLETS = (0xB7, 0x2022, 0x2023, 0x25AA, 0x25CF, 0x25E6, 0xF0A7, 0xF0B7)  # the last two are Word's own
_PLAIN = dict.fromkeys((*_UNSEEN, *range(0x2060, 0x2070), *_BULLETS), " ")
_PLAIN.update({ord(dash): "-" for dash in "\u2010\u2011\u2012\u2013\u2014\u2015\u2212"})
_PLAIN.update({ord("\u2018"): "'", ord("\u2019"): "'", ord("\u201c"): '"', ord("\u201d"): '"'})


def weekday_of(text: str) -> Optional[int]:
    """The weekday (Monday is 0) that a line is the heading of, or None where it is no day heading (rule 3)."""
    if len(text) > _LONGEST_HEADING:
        return None
    plain = _plain(text).strip()
    if plain[:1] == plain[-1:] == "*":
        plain = plain.strip("* ")
    weekday = _WEEKDAY.match(plain)
    if not weekday:
        return _misspelt_weekday(plain)
    second = _SECOND_WEEKDAY.match(plain, weekday.end())
    behind = second.end() if second else weekday.end()
    parts = _TITLE_PARTS.match(plain, behind)
    for end in (parts.end() if parts else behind, behind):
        if _is_heading_title(plain[behind:end], plain[end:], two_days=second is not None):
            return WEEKDAYS[weekday.group().rstrip(" .").lower()]
    return None


def _misspelt_weekday(plain: str) -> Optional[int]:
    slip = _MISSPELT.match(plain)
    parts = _TITLE_PARTS.match(plain, slip.end()) if slip else None
    if not slip or not parts or _words(plain[parts.end() :]) or not _NAMES_A_SESSION.search(parts.group()):
        return None
    meant = get_close_matches(slip.group(1).lower(), WEEKDAYS, 1, _HOW_ALIKE)
    return WEEKDAYS[meant[0]] if meant else None


def _is_heading_title(title: str, rest: str, two_days: bool) -> bool:
    """Whether what follows a weekday makes a heading of it: `title` as `_TITLE_PARTS` knows it, and the `rest`.

    A few words that are no sentence and no further weekday (`Monday - Friday: mobility` is advice for five).
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
    """The words, signs that stand alone not counted: `Snatch + Clean & Jerk` are three."""
    return [word for word in text.split() if any(map(str.isalnum, word))]


def _ends_sentence(text: str) -> bool:
    return text[-1:] in (".", "!", "?")


def warm_up_text(text: str) -> Optional[str]:
    """What stands behind a warm-up label (rule 4), "" where it stands alone, None where the line is no such label."""
    plain = _plain(text)
    match = _WARM_UP.match(plain)
    if not match:
        return None
    if plain[match.end() : match.end() + 1] in (":", "-", "."):
        return text[match.end() + 1 :].strip()
    rest = text[match.end() :]
    return rest if rest[:1] in ("", "(") or rest[0].isdigit() else None


def label_of(text: str, last: str = "") -> Optional[tuple[str, str]]:
    """The letter of a segment label and the text of its first line, or None (rule 5).

    `last` is the session's letter so far ("" before the first): letters ascend. `A1.` opens segment A, if nothing
    did before, and stays in its text.
    """
    label = _label(text)
    if label is None or label[0] <= last:
        return None
    letter, rest = label
    passed_over = ord(letter) - (ord(last) + 1 if last else ord("A"))
    return None if rest and passed_over > _LETTERS_PASSED_OVER else label


def opens(text: str) -> dict[str, str]:
    """The fields that a line may open, wherever it stands, each with the text that stands behind its label."""
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
        return label.group(1), text[label.start(2) :]
    pair = _PAIR_LABEL.match(plain)
    return (pair.group(1), text) if pair else None


def _plain(text: str) -> str:
    """`text` with one kind of dash and quote, and blanks for characters that do not show: same length."""
    return text if text.isascii() else text.translate(_PLAIN)
