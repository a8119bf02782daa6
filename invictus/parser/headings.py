"""The rules "day heading" and "date heading" for one line. days.py applies them to a whole post.

A line is read as typed words, one letter a word: `Session One (Monday): Snatch` is `KNBDBMw`. The shapes of headings
are patterns over these letters.

    D  weekday                    E  date                      K  word for a session: `day`, `workout`, `class`
    T  other word of titles       N  number, `one`, `21st`     P  parenthesis of other words
    J  `and`, `&`, `+`            L  slash                     M  dash, colon                 C  comma, full stop
    B  bracket                    F  `for`                     O  `or`                        X  figure of training
    S  word that only sentences have                           w  any other word
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple, Optional, Union

from invictus.parser.calendar_names import MONTHS, WHOLE_NAMES, weekday_named
from invictus.parser.written_dates import calendar_day
from invictus.prescriptions.marks import plain

# A heading becomes DynamoDB's sort key, which holds 1024 bytes.
_LONGEST_HEADING = 160
# How many words may follow the weekday and a mark: of one day's heading, of several days', of a named session or rest.
_TITLE_WORDS, _TITLE_WORDS_OF_DAYS, _NAMED_TITLE_WORDS = 6, 3, 12
# A line of more words that names a weekday is a sentence.
_MENTION_WORDS = 8
_PART_WORDS = 4

_MONTH_NAME = rf"(?:{'|'.join(sorted(MONTHS, key=len, reverse=True))})(?![a-z])\.?"
_UNSHOWN = re.compile(r"[^\w\s@%&/+|=:;,.()\[\]!?#'-]|_")
_TOKEN = re.compile(
    rf"""
      (?P<E>
        (?: (?P<month>{_MONTH_NAME}) \ ? (?P<day>\d{{1,2}}) (?:st|nd|rd|th)?                        # Dec. 21st
          | (?P<day_first>\d{{1,2}}) (?:st|nd|rd|th)? \ ? (?:of\ )? (?P<month_last>{_MONTH_NAME}) )   # 21 December
        (?![\w/%]) (?:,?\ (?:19|20)\d\d(?!\w))?                                                     # , 2020
      | (?P<iso>(?:19|20)\d\d-) (?P<iso_month>\d{{1,2}}) - (?P<iso_day>\d{{1,2}}) (?!\w)              # 2020-12-21
      | (?P<one>\d{{1,2}}) (?P<mark>[/.-]) (?P<two>\d{{1,2}}) (?P<year>(?P=mark)(?:\d{{4}}|\d\d))?    # 12/21, 12.21.20
        (?![\w/%]|[.-]\d) \.?
      )
    | (?P<T> \d{{1,2}}(?::\d\d)?\ ?[ap](?:m\b|\.\ ?m\b\.?) | \d{{1,2}}:\d\d\b | [ap]\.\ ?m\b\.? )      # 9:30 am, p.m.
    | (?P<N> \#?\d{{1,2}} (?!\w|[.,:]\d|\ ?%) | (?:the\ )?\d{{1,2}}(?:st|nd|rd|th)\b )
    | (?P<X> [@%] | \d[\w.,:%]* | x\b )
    | (?P<w> [^\W\d]+(?:'[^\W\d]+)*\d{{0,2}}(?!\w) | \w+ )
    | (?P<open> [(\[] ) | (?P<J> [&+] ) | (?P<L> / ) | (?P<M> [-:|=] ) | (?P<B> [)\]] ) | (?P<C> [,.;!?] )
    """,
    re.VERBOSE,
)
_WORDS = {
    "K": "session sessions day days week wk workout workouts wod wods training lifting lifts lift strength class"
    " program programme programming plan schedule weightlifting",
    "N": "one two three four five six seven first second third fourth fifth sixth seventh",
    "T": "am pm morning afternoon evening night noon midday optional active rest recovery off test testing deload open"
    " gym team heavy light competition conditioning metcon skill technique closed holiday no of",
    "J": "and",
    "F": "for",
    "O": "or",
    "S": "i i'm i'll we we're we'll you your you're my our us me it it's its they them he she his her who is isn't"
    " are aren't was were be been will won't can can't could should would must do does did don't let's if as than that"
    " which what when while where until till since because so not never start starts starting begins beginning",
}
_KIND_OF = {word: kind for kind, words in _WORDS.items() for word in words.split()}
# Titles have these too, but not a line whose form is not a heading's.
_IN_SENTENCES = re.compile(r"\b(?:on|at|by|every|each|last|next|this|these|those|same|before|after|like|through|to)\b")
_NAMES_A_SESSION = re.compile(r"\b(?:sessions?|workouts?|wod|class|training|rest|recovery|off|day \w+|[ap]\.?m)\b")
_PART_OF_DAY = re.compile(
    r"\b(?:[ap]\.?\ ?m|morning|afternoon|evening"
    r"|fitness|performance|masters|beginners?|intermediate|advanced|scaled|rx)\b"
)
_WARM_UP = re.compile(r"\w* ?warm[ -]*up")

# A weekday however misspelt or spaced, or a date.
_LIKE_A_DAY = re.compile(
    rf"\b(?:mon|tue|wed|thu|fri|sat|sun|[mtwfs]\w{{3,9}}y|{'|'.join(MONTHS)})|day|\b\w[/ ]\w[/ ]|\bt[uh]?/|\d[/.-]\d",
    re.IGNORECASE,
)
# `M/W/F`, `Tu/Th`, but not `M/F`, for men and women.
_INITIALS_OF = ("m", "t", "w", "th", "f", "sa", "su")
_INITIALS = re.compile(r"(?=.*/.*/|.*t)(?:(?:m|tu?|w|th|f|sa|su)(?:/(?!$)|$)){2,}")
_MARKS = frozenset("CJLMB")
_TITLE = re.compile(r"[KTNEPJLMBC]*")
_DAYS = r"D(?:(?:CJ|[CJL])D)*"
_OPENING = re.compile(
    rf"""
    (?: [KTNEJLMBC]*        # `Day 2 |`, `April 1 -`
      | K+F               # `Workout for`
      | [wKTN]{{1,4}}[LMB]  # `New Year's Day –`
    ) (?P<days> {_DAYS} )
    """,
    re.VERBOSE,
)
_MENTION = re.compile(rf"(?:[wKTEFPMBCJL]|(?<=[KT])N)*{_DAYS}(?:[wKTEFPMBCJLDO]|(?<=[KT])N)*")
_SET_APART = re.compile(rf"{_DAYS}[MCLB]")
# `Good Friday, April 3`, `Easter Sunday – Rest`: the only title before the weekday is a word of its own.
_QUALIFIED = re.compile(rf"w{_DAYS}(?:CE|E|[LMBP])[KTNEPJLMBC]*")
_NUMBERED = re.compile(r"(?:KN[LMBC]*)+(?:(?<=[LMBC])[wKTNJ]{1,6})?")


class Heading(NamedTuple):
    """What a line heads: its weekdays (Monday is 0; none if it has only a date) and its date as month and day."""

    weekdays: tuple[int, ...]
    date: Optional[tuple[int, int]] = None
    # Whether the date can be nothing else: `December 21` and `12/21/20`, but not `10/1`.
    is_sure: bool = False


class Mention(NamedTuple):
    """The weekdays that a short line names without a heading's usual form, and what the line may be."""

    weekdays: tuple[int, ...]
    is_likely: bool  # `Easter Sunday – Rest`
    is_choice: bool  # `Saturday or Sunday`


class _Line(NamedTuple):
    kinds: str
    words: list[str]
    weekdays: tuple[int, ...]
    heading: Heading


def heading_of(text: str) -> Optional[Heading]:
    """Return what a line is the day heading of, with one weekday or several; None if it is not a day heading."""
    line = _read(text)
    opening = _OPENING.match(line.kinds) if line else None
    if not line or not opening or len(line.weekdays) != opening["days"].count("D"):
        return None
    title = _TITLE.match(line.kinds, opening.end())
    ends = range(title.end() if title else 0, opening.end() - 1, -1)
    return line.heading if any(_is_title(line, opening.end(), end) for end in ends) else None


def date_heading_of(text: str) -> Optional[Heading]:
    """Return the date that a line is the heading of, None if it says more than a date, a weekday and a title.

    Whether the line is a heading at all depends on the post's other lines: days.py decides.
    """
    line = _read(text)
    if not line or not line.heading.date or not re.fullmatch(r"EC?[MB]?D?[KTNEPJLMBC]*", line.kinds):
        return None
    return None if re.match(r"\W*\d{1,2}-\d", text) else line.heading  # `12-21` may be sets


def mention_of(text: str) -> Optional[Mention]:
    """Return the weekdays that a short line names, though it has no heading's form; None for a sentence or training."""
    line = _read(text)
    if not line or not line.weekdays:
        return None
    words = sum(kind not in _MARKS for kind in line.kinds)
    if not _SET_APART.match(line.kinds):
        is_sentence = "S" in line.kinds or (words > 2 and _IN_SENTENCES.search(" ".join(line.words)))
        if is_sentence or not _MENTION.fullmatch(line.kinds) or (words > 2 and line.words[-1] in (".", "?")):
            return None
    day = line.kinds.index("D")
    is_abbreviated = len(line.words[day]) < 4 and line.kinds[day + 1 : day + 2] == "w"  # `Sun Salutations`
    is_plan = len(line.weekdays) > 1 and not re.search(rf"^[^D]*(?:{_DAYS}|DOD)[^D]*$", line.kinds)
    if words > _MENTION_WORDS or is_abbreviated or is_plan:
        return None
    return Mention(line.weekdays, _QUALIFIED.fullmatch(line.kinds) is not None, "O" in line.kinds)


def is_part_of_day(text: str) -> bool:
    """Tell whether a line heads a part of a day, by its time or its athletes: `Afternoon Session`, `Performance:`."""
    return len(text.split()) <= _PART_WORDS and heading_of(text) is None and bool(_PART_OF_DAY.search(text.lower()))


def numbered_day(text: str) -> bool:
    """Tell whether a line heads a day by its number alone: `Day 1`, `Week 2, Day Two: Squats`."""
    line = _read(text)
    return bool(line and "day" in line.words and _NUMBERED.fullmatch(line.kinds))


def _is_title(line: _Line, start: int, end: int) -> bool:
    """Return whether what follows the weekdays makes a heading of a line: the title words from `start`, and the rest.

    A few words, but neither a sentence nor a further weekday (`Monday - Friday: mobility` is advice for five).
    """
    title, kinds = " ".join(line.words[start:end]), line.kinds[end:]
    words = sum(len(word.split()) for word, kind in zip(line.words[end:], kinds) if kind not in _MARKS)
    if not words:
        return True
    is_named = _NAMES_A_SESSION.search(title) is not None
    if is_named and _WARM_UP.match(" ".join(line.words[end:])):  # the line break between them was forgotten
        return True
    mark = line.kinds[end - 1] if end > start else kinds[0]
    if mark not in ("LMC" if is_named else "LM") or "D" in kinds:
        return False
    if is_named:
        return words <= _NAMED_TITLE_WORDS
    most = _TITLE_WORDS if len(line.weekdays) == 1 else _TITLE_WORDS_OF_DAYS
    return words <= most and not re.search("[SX]", kinds) and not (line.words[-1] in (".", "!", "?") and words > 2)


@lru_cache(maxsize=1024)
def _read(text: str) -> Optional[_Line]:
    """Return a line as typed words; None if it is too long for a heading, or nothing in it looks like a day."""
    if len(text) > _LONGEST_HEADING or not _LIKE_A_DAY.search(text):
        return None
    shown = " ".join(_UNSHOWN.sub(" ", plain(text)).lower().split())
    if _INITIALS.fullmatch(shown):
        shown = "/".join(WHOLE_NAMES[_INITIALS_OF.index(letters)] for letters in shown.replace("tu", "t").split("/"))
    words = list(_typed(shown.replace(" ", "") if re.fullmatch(r"(?:\w )+\w", shown) else shown))  # `M O N D A Y`
    weekdays = dict.fromkeys(value for kind, _, value in words if kind == "D" and isinstance(value, int))
    heading = next((value for kind, _, value in words if kind == "E" and isinstance(value, Heading)), Heading(()))
    return _Line(
        "".join(kind for kind, _, _ in words),
        [word for _, word, _ in words],
        tuple(weekdays),
        heading._replace(weekdays=tuple(weekdays)),
    )


def _typed(text: str) -> Iterator[tuple[str, str, Union[int, Heading, None]]]:
    """Yield the kind of each word, the word, and what it names: a weekday or a date."""
    at = 0
    while token := _TOKEN.search(text, at):
        at = token.end()
        kind, word = token.lastgroup or "", token.group().rstrip(".") or "."
        if token["open"]:
            inner, at = _parenthesis(text, at)
            typed = list(_typed(inner))
            if all(kind in "DEKTNJLMBC" for kind, _, _ in typed):
                yield from [("B", "(", None), *typed, ("B", ")", None)]
            else:
                yield "P" if len(typed) <= _NAMED_TITLE_WORDS else "S", inner, None
        elif token["E"]:
            date = _date(token)
            yield ("E", word, date) if date else ("X", word, None)
        elif token["w"]:
            name = word.removesuffix("'s")
            weekday = weekday_named(name) if name.isalpha() else None
            counted = "K" if re.fullmatch(r"(?:d|day|w|wk|week)\d{1,2}", word) else "w"
            yield "D" if weekday is not None else _KIND_OF.get(word, counted), word, weekday
        else:
            yield kind, word, None


def _parenthesis(text: str, start: int) -> tuple[str, int]:
    """Return what is in a parenthesis, and where the text goes on. One never closed ends with the line."""
    depth = 1
    for index in range(start, len(text)):
        depth += (text[index] in "([") - (text[index] in ")]")
        if not depth:
            return text[start:index], index + 1
    return text[start:], len(text)


def _date(token: re.Match[str]) -> Optional[Heading]:
    """Return the date that a token names, None if no calendar has it."""
    if token["mark"]:
        one, two = int(token["one"]), int(token["two"])
        month, day = (two, one) if one > 12 >= two else (one, two)
    elif token["iso"]:
        month, day = int(token["iso_month"]), int(token["iso_day"])
    else:
        month = MONTHS[(token["month"] or token["month_last"]).rstrip(".")]
        day = int(token["day"] or token["day_first"])
    is_sure = not token["mark"] or token["year"] is not None
    return Heading((), (month, day), is_sure) if calendar_day(2020, month, day) else None
