"""Telling the words of a coach from the name of a movement: both are words, and only one of them is lifted.

Three questions, asked of folded text: is it the name of a movement, is it prose, does it hold a quantity? Prose without
a quantity is a cue: there is nothing in it that a field of the record could hold, so nothing of it can be misread.
"""

from __future__ import annotations

import re

from invictus.prescriptions.quantities import NUMBER_WORD

# Word lists are written as words (and ruff's SIM905, which wants columns of strings, is told so).

# Words of sentences, which no movement has in its name.
_SENTENCE_WORDS = frozenset(
    """
    you your you're yours we our this these that that's those is are was be been it it's its if so as should can can't
    could will would may might must don't do does not but try today every when while until before after than then there
    which who how what have has any all more less most only because meant please followed directly
    immediately""".split()
)
# Verbs that open a coach's sentence. "Hold", "Press" and the like are not among them: they name movements too.
_COACHING_VERBS = frozenset(
    """
    add aim avoid begin build choose climb drive ensure feel find finish focus go goal increase keep maintain make move
    note notes perform record remember scale stay start take think use warm work""".split()
)
# Words that count, time or place the work. In a name they mean that something was not understood.
_NOT_IN_NAMES = re.compile(
    r"\b(?:sets?|supersets?|reps?|rounds?|singles|doubles|triples|emom|amrap|tabata|for|time cap|as many|max|failure|"
    r"repeat|alternat\w{1,5}|rest|each|per|between|minutes?|day|week|x)\b| - ",
    re.I,
)
_QUANTITY = re.compile(
    r"\d|%|\b(?:amrap|emom|tabata|for time|as many|max|failure|repeat|supersets?|no rest|alternat\w{1,5})\b"
    r"|\bheavy (?:single|double|triple)\b"
    rf"|\b(?:{NUMBER_WORD}|half) (?:[a-z]{{1,20}} ){{0,2}}(?:sets?|reps?|rounds?|times|minutes?|seconds?)\b",
    re.I,
)

_LONGEST_NAME = 100
_WORDS_IN_NAME = 14
_NAME = re.compile(r"[A-Za-z0-9(][A-Za-z0-9 ,&+/#()'-]*")
# A number in a name counts positions or seconds of the movement itself: "3-Position", "3- Position", "2 second pause".
_NUMBER_IN_NAME = re.compile(
    r"\b\d{1,2}(?:- ?(?!rm\b)[a-z]{2,20}| (?:seconds?|secs?|counts?) (?:pause|hold|eccentric|negative|descent|lowering)"
    r"| (?:positions?|inch(?:es)?)\b)",
    re.I,
)
# What begins like this is a measure without its movement, or the tail of a sentence.
_NO_FIRST_WORD = re.compile(
    r"(?:on|off|of|x|seconds?|secs?|minutes?|mins?|meters?|kgs?|lbs?|at|to|into|with|from|plus|or|and)\b", re.I
)
# No name ends on these: something is missing behind them.
_NO_LAST_WORD = frozenset("with from to into in at and of the a & + - / w/ about around approximately".split())
_SMALL_WORDS = _NO_LAST_WORD | {"on", "off", "over", "under"}


def has_quantity(text: str) -> bool:
    """Whether it asks for a number of something, or for all one has."""
    return bool(_QUANTITY.search(text))


def is_sentence(text: str) -> bool:
    """Whether a person speaks: by its full stop, by its words, or by an opening like "Build"."""
    words = _words(text)
    return bool(words) and (
        text.endswith((".", "!")) or words[0] in _COACHING_VERBS or not _SENTENCE_WORDS.isdisjoint(words)
    )


def is_prose(text: str) -> bool:
    """A sentence, or an aside behind a star or in parentheses: "(add weight if possible)", not "(Clean + Jerk)"."""
    in_parentheses = text.startswith("(") and text.endswith(")") and "+" not in text and not is_title(text)
    return text.startswith("*") or in_parentheses or is_sentence(text)


def is_cue(text: str) -> bool:
    """Prose that asks for nothing countable: "Build as you go.", "(add weight if possible)"."""
    return is_prose(text) and not has_quantity(text) and any(mark.isalpha() for mark in text)


def is_movement(text: str) -> bool:
    """Whether it can be the name of one movement: short, no sentence, nothing counted but the movement's own parts."""
    words = _words(text)
    return (
        len(text) <= _LONGEST_NAME
        and len(words) <= _WORDS_IN_NAME
        and bool(_NAME.fullmatch(text))
        and _SENTENCE_WORDS.isdisjoint(words)
        and words[0] not in _COACHING_VERBS
        and words[-1] not in _NO_LAST_WORD
        and not _NO_FIRST_WORD.match(text)
        and not _NOT_IN_NAMES.search(text)
        and not any(mark.isdigit() for mark in _NUMBER_IN_NAME.sub("", text))
        and any(mark.isalpha() for mark in text)
        and balanced(text)
    )


def is_title(text: str) -> bool:
    """Whether it is written as movements are when they stand alone: "Clean & Jerk", "Power Clean with pause at knee".

    What follows "with" describes the movement and is written small."""
    words = [word.strip("(),") for word in text.split(" with ")[0].split()]
    return all(word in _SMALL_WORDS or not word[:1].islower() for word in words)


def balanced(text: str) -> bool:
    """Whether every parenthesis that opens also closes."""
    depth = 0
    for mark in text:
        depth += (mark == "(") - (mark == ")")
        if depth < 0:
            return False
    return depth == 0


def _words(text: str) -> list[str]:
    """The words, lower case, without the marks around them."""
    return [word.strip('.,;:!?*()"').lower() for word in text.split()]
