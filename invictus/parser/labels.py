"""What a line below a day's heading is. Each rule describes a class of lines; none depends on the words of one post."""

from __future__ import annotations

import re
from typing import Optional

from invictus.marks import plain

_WARM_UP = re.compile(
    r"""
    \s* (?:\d{1,2}[.)]\s+)? (?:(?:suggested|recommended|optional|general|specific|dynamic|daily|barbell)\ ){0,2}
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
# `Strength:`, `WOD`, `Skill – Handstand`, `Part Two:`, but neither `Skill 3 x 5` nor a sentence.
_BLOCK = re.compile(
    r"""
    \W*
    (?: strength | skills? | wods? | workouts?(?:\ of\ the\ day)? | met-?cons? | conditioning
      | (?:weight|olympic\ )?lifting | gymnastics | accessory(?:\ work)? | assistance | finishers? | technique | main
      | training | barbell | part\ \w+
    )
    (?: \W*$ | \s*(?:[-:]|\().{0,40}[^.!]$ )
    """,
    re.IGNORECASE | re.VERBOSE,
)
_WORK = re.compile(r"\d\s*(?:%|x\s*\d|\ ?-?rm\b)|@|\bsets? of\b", re.IGNORECASE)
# A label with text after it may pass over this many letters. `L: 30 seconds` is a left side, not a twelfth segment.
_LETTERS_PASSED_OVER = 2


def warm_up_text(text: str) -> Optional[str]:
    """Return the text after a warm-up label, "" if the label is alone on its line, None if the line has none."""
    shown = plain(text)
    match = _WARM_UP.match(shown)
    if not match:
        return None
    rest = text[match.end() :]
    if shown[match.end() : match.end() + 1] in (":", "-", "."):
        return rest[1:].strip()
    return rest if rest[:1] in ("", "(") or rest[0].isdigit() else None


def is_block(text: str) -> bool:
    """Tell whether a line names a part of a day's training and nothing else: `Strength:`, `WOD`."""
    return _BLOCK.match(plain(text)) is not None


def is_work(text: str) -> bool:
    """Tell whether a line states sets and reps, or a load: `Back Squat 5 x 3`, `Clean @ 80%`."""
    return _WORK.search(plain(text)) is not None


def label_of(text: str, last: str = "") -> Optional[tuple[str, str]]:
    """Return the letter of a segment label and the text after it, None if the line does not begin with a label.

    `last` is the session's letter so far ("" before the first): letters ascend. `A1.` opens segment A, if nothing
    did before, and stays in the text.
    """
    label = _label(text)
    if label is None or label[0] <= last:
        return None
    passed_over = ord(label[0]) - (ord(last) + 1 if last else ord("A"))
    return None if label[1] and passed_over > _LETTERS_PASSED_OVER else label


def letter_of(text: str) -> str:
    """Return the letter of the segment label that a line begins with, whatever came before it; "" if it has none."""
    return (_label(text) or ("", ""))[0]


def opens(text: str) -> dict[str, str]:
    """Return the fields that a line may open, whatever came before it, each with the text after its label."""
    label, warm_up = _label(text), warm_up_text(text)
    fields = {f"segment_{label[0].lower()}": label[1]} if label else {}
    return fields if warm_up is None else {**fields, "warm_up": warm_up}


def _label(text: str) -> Optional[tuple[str, str]]:
    shown = plain(text)
    if label := _LABEL.match(shown):
        return label[1] or label[2], text[label.start(3) :]
    pair = _PAIR_LABEL.match(shown)
    return (pair[1] or pair[2], text) if pair else None
