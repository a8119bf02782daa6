"""Text between two line breaks, as a line: white space folded, nothing that does not show, raised figures apart."""

from __future__ import annotations

import re

_ZERO_WIDTH = dict.fromkeys((0x200B, 0x200C, 0x200D, 0x2060, 0xFEFF))
# What a terminal takes for a command, and what turns the direction of text.
_CONTROLS = dict.fromkeys((*range(0x20), *range(0x7F, 0xA0), *range(0x202A, 0x202F), *range(0x2066, 0x206A)))
_ESCAPE_SEQUENCE = re.compile(
    r"""
      (?:\x1b\[|\x9b) [0-?]* [ -/]* [@-~]                                       # a colour, a cursor's move
    | (?:\x1b[]PX^_]|[\x90\x98\x9d-\x9f]) [^\x07\x1b\x9c]* (?:\x07|\x1b\\|\x9c)   # a window's title, a hyperlink
    | \x1b [ -/]+ [0-~]                                                         # a character set
    """,
    re.VERBOSE,
)

# Around a superscript or subscript while its line is collected. Neither is a character, so no post can hold them.
RAISED, LOWERED, LEVEL = "\ufdd0", "\ufdd1", "\ufdd2"
_SMALL = {RAISED: str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹"), LOWERED: str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉")}
# `<sup>1</sup>/<sub>2</sub>`
_FRACTION = re.compile(rf"{RAISED}(\d+){LEVEL}\s*([/\u2044])\s*[{RAISED}{LOWERED}]?(\d+){LEVEL}?")
_ORDINAL = re.compile(rf"(?<=\d){RAISED}(st|nd|rd|th){LEVEL}", re.IGNORECASE)
_SHIFTED = re.compile(rf"([{RAISED}{LOWERED}])([^{RAISED}{LOWERED}{LEVEL}]*){LEVEL}([^\s{RAISED}{LOWERED}{LEVEL}]*)")


def fold(text: str) -> str:
    """Return `text` with its white space folded to single blanks, none at the ends, and nothing that does not show."""
    return " ".join(without_controls(" ".join(text.split()).translate(_ZERO_WIDTH)).split())


def without_controls(text: str) -> str:
    """Return `text` without control characters, escape sequences and bidirectional overrides."""
    return _ESCAPE_SEQUENCE.sub("", text).translate(_CONTROLS)


def set_apart(text: str) -> str:
    """Return `text` with each superscript and subscript as a word of its own: `80<sup>2</sup>%` is `80% ²`.

    Endings and fractions stay in their word: `21<sup>st</sup>`, `1<sup>1</sup>/<sub>2</sub>`.
    """
    text = _FRACTION.sub(r" \1\2\3", _ORDINAL.sub(r"\1", text))
    text = _SHIFTED.sub(_after_its_word, text)
    return re.sub(f"[{RAISED}{LOWERED}{LEVEL}]", " ", text)


def _after_its_word(found: re.Match[str]) -> str:
    """Return what is raised apart from its word; after it, if it is in a number. The reader takes no small figures."""
    word, after = found[2].strip(), found[3]
    small = word.translate(_SMALL[found[1]]) if re.fullmatch("[0-9]{1,3}", word) else word
    is_in_number = found.string[: found.start()][-1:].isdigit()
    return f"{after} {small} " if is_in_number else f" {small} {after}"
