"""The rules "day heading" and "date heading" for one line. days.py applies them to a whole post.

A line is read as typed words, one letter a word: `Session One (Monday): Snatch` is `KNBDBMw`. What a line may be is
told by patterns over these letters.

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

from invictus.marks import plain
from invictus.parser.written_dates import DATE, WrittenDate, calendar_day, date_in, weekday_named

_LONGEST_HEADING = 160  # it becomes DynamoDB's sort key, which holds 1024 bytes
# How many words may follow the weekday and a mark: of one day's heading, of several days', of a named session or rest.
_TITLE_WORDS, _TITLE_WORDS_OF_DAYS, _NAMED_TITLE_WORDS = 6, 3, 12
# A line of more words that names a weekday is a sentence.
_MENTION_WORDS = 8
_PART_WORDS = 4
_UNSHOWN = re.compile(r"[^\w\s@%&/+|=:;,.()\[\]!?#'-]|_")
_TOKEN = re.compile(
    rf"""
      (?P<E> (?:{DATE}) (?(mark) (?![\w/%]|[.-]\d) \.? ) )
    | (?P<T> \d{{1,2}}(?::\d\d)?\ ?[ap](?:m\b|\.\ ?m\b\.?) | \d{{1,2}}:\d\d\b | [ap]\.\ ?m\b\.? )      # 9:30 am, p.m.
    | (?P<N> \#?\d{{1,2}} (?!\w|[.,:]\d|\ ?%) | (?:the\ )?\d{{1,2}}(?:st|nd|rd|th)\b )
    | (?P<X> [@%] | \d[\w.,:%]* | x\b )
    | (?P<w> [^\W\d]+(?:'[^\W\d]+)*\d{{0,2}}(?!\w) | \w+ )
    | (?P<P> [(\[] (?P<inside> (?: [^()\[\]] | [(\[][^()\[\]]*[)\]] )* ) (?:[)\]]|$) )
    | (?P<J> [&+] ) | (?P<L> / ) | (?P<M> [-:|=] ) | (?P<B> [()\[\]] ) | (?P<C> [,.;!?] )
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
_DATE_HEADING = re.compile("EC?[MB]?D?[KTNEPJLMBC]*")
_MENTION = re.compile(rf"(?:[wKTEFPMBCJL]|(?<=[KT])N)*{_DAYS}(?:[wKTEFPMBCJLDO]|(?<=[KT])N)*")
_SET_APART = re.compile(rf"{_DAYS}[MCLB]")
_ONE_GROUP_OF_DAYS = re.compile(rf"[^D]*(?:{_DAYS}|DOD)[^D]*")
# `Good Friday, April 3`, `Easter Sunday – Rest`: the only title before the weekday is a word of its own.
_QUALIFIED = re.compile(rf"w{_DAYS}(?:CE|E|[LMBP])[KTNEPJLMBC]*")
_NUMBERED = re.compile(r"(?:KN[LMBC]*)+(?:(?<=[LMBC])[wKTNJ]{1,6})?")


class DayLine(NamedTuple):
    """A line that names days: its words with their kinds, its weekdays (Monday is 0), its date."""

    kinds: str
    words: list[str]
    weekdays: tuple[int, ...]
    date: Optional[WrittenDate]

    @property
    def is_likely(self) -> bool:
        """Whether it is nearly a heading: `Easter Sunday – Rest`."""
        return _QUALIFIED.fullmatch(self.kinds) is not None


def heading_of(text: str) -> Optional[DayLine]:
    """Return what a line is the day heading of, with one weekday or several; None if it is not a day heading."""
    line = _read(text)
    opening = _OPENING.match(line.kinds)
    if not opening or len(line.weekdays) != opening["days"].count("D"):
        return None
    title = _TITLE.match(line.kinds, opening.end())
    ends = range(title.end() if title else 0, opening.end() - 1, -1)
    return line if any(_is_title(line, opening.end(), end) for end in ends) else None


def date_heading_of(text: str) -> Optional[WrittenDate]:
    """Return the date that a line may be the heading of, None if it says more than a date, a weekday and a title."""
    line = _read(text)
    is_sets = re.match(r"\W*\d{1,2}-\d", text)  # `12-21`
    return line.date if not is_sets and _DATE_HEADING.fullmatch(line.kinds) else None


def mention_of(text: str) -> Optional[DayLine]:
    """Return the weekdays that a short line names, though it has no heading's form; None for a sentence or training."""
    line = _read(text)
    words = sum(kind not in _MARKS for kind in line.kinds)
    if not line.weekdays or words > _MENTION_WORDS:
        return None
    if not _SET_APART.match(line.kinds):
        is_sentence = "S" in line.kinds or (words > 2 and _IN_SENTENCES.search(" ".join(line.words)))
        if is_sentence or not _MENTION.fullmatch(line.kinds) or (words > 2 and line.words[-1] in (".", "?")):
            return None
    day = line.kinds.index("D")
    is_abbreviated = len(line.words[day]) < 4 and line.kinds[day + 1 : day + 2] == "w"  # `Sun Salutations`
    is_plan = len(line.weekdays) > 1 and not _ONE_GROUP_OF_DAYS.fullmatch(line.kinds)
    return None if is_abbreviated or is_plan else line


def is_part_of_day(text: str) -> bool:
    """Tell whether a line heads a part of a day, by its time or its athletes: `Afternoon Session`, `Performance:`."""
    return is_short(text, _PART_WORDS) and heading_of(text) is None and bool(_PART_OF_DAY.search(text.lower()))


def is_short(text: str, words: int) -> bool:
    """Return whether a line is short enough for a heading, of at most so many words."""
    return 0 < len(text.split()) <= words and len(text) <= _LONGEST_HEADING


def numbered_day(text: str) -> bool:
    """Tell whether a line heads a day by its number alone: `Day 1`, `Week 2, Day Two: Squats`."""
    line = _read(text)
    return "day" in line.words and _NUMBERED.fullmatch(line.kinds) is not None


def _is_title(line: DayLine, start: int, end: int) -> bool:
    """Return whether what follows the weekdays, title words up to `end` and the rest, makes a heading of a line.

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
def _read(text: str) -> DayLine:
    """Return a line as typed words; without any if it is too long for a heading."""
    shown = " ".join(_UNSHOWN.sub(" ", plain(text)).lower().split()) if len(text) <= _LONGEST_HEADING else ""
    words = list(_typed(shown.replace(" ", "") if re.fullmatch(r"(?:\w )+\w", shown) else shown))  # `M O N D A Y`
    weekdays = dict.fromkeys(value for kind, _, value in words if kind == "D" and isinstance(value, int))
    date = next((value for _, _, value in words if isinstance(value, WrittenDate)), None)
    kinds = "".join(kind for kind, _, _ in words)
    return DayLine(kinds, [word for _, word, _ in words], tuple(weekdays), date)


def _typed(text: str) -> Iterator[tuple[str, str, Union[int, WrittenDate, None]]]:
    """Yield the kind of each word, the word, and what it names: a weekday or a date."""
    for token in _TOKEN.finditer(text):
        kind, word = token.lastgroup or "", token[0].rstrip(".") or "."
        value: Union[int, WrittenDate, None] = None
        if kind == "P":
            word, inner = token["inside"], list(_typed(token["inside"]))
            if all(kind in "DEKTNJLMBC" for kind, _, _ in inner):
                yield from [("B", "(", None), *inner, ("B", ")", None)]
                continue
            kind = "P" if len(inner) <= _NAMED_TITLE_WORDS else "S"
        elif kind == "E":
            written = date_in(token)
            value = written if calendar_day(2020, written.month, written.day) else None
            kind = "E" if value else "X"
        elif kind == "w":
            value = weekday_named(word.removesuffix("'s"))
            is_counted = re.fullmatch(r"(?:d|day|w|wk|week)\d{1,2}", word)
            kind = "D" if value is not None else _KIND_OF.get(word, "K" if is_counted else "w")
        yield kind, word, value
