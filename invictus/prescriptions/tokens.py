r"""A line as typed tokens: `Snatch x 2 reps @ 70-75%` is word, x, number, rep, @, percent.

Every spelling is written once: of a figure, with its worth, in `values.FIGURES`, of a word in _SPELLINGS. Add it there.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import accumulate
from typing import Any, NamedTuple, Optional

from invictus.marks import PlainLine, plain_line
from invictus.prescriptions.values import FIGURES


class Token(NamedTuple):
    """A piece of a plain line, by its place there. `symbol` is what forms see of it: `<percent>`, `rep`, `,`."""

    symbol: str
    start: int
    end: int
    value: Any  # of a figure: see `values`; of anything else its text in lower case

    @property
    def is_figure(self) -> bool:
        """Return whether it is a figure: a line that leaves one over is not understood."""
        return self.symbol.startswith("<") and self.symbol not in ("<aside>", "<height>")


_MARKS = re.compile("(?:[.,:;!-] )*")
_IN_PARENTHESES = re.compile(r"\( (?:(?![()] )\S+ |\( (?:(?![()] )\S+ )*\) )*\) ")


class TokenLine:
    """A line's tokens. `symbols` has them all, a blank after each; forms are matched there."""

    def __init__(self, plain: PlainLine, tokens: list[Token], stuck: list[int]) -> None:
        self.plain, self.tokens = plain, tokens
        self.symbols = "".join([token.symbol + " " for token in tokens])
        # Where each token's symbol begins in `symbols`, and where the last one ends.
        self.offsets = [0, *accumulate(len(token.symbol) + 1 for token in tokens)]
        self.stuck = stuck  # where in the plain line readers found a token that no form takes

    def part(self, first: int, last: Optional[int] = None) -> TokenLine:
        """Return the tokens from `first` up to `last` as a line of their own."""
        return TokenLine(self.plain, self.tokens[first:last], self.stuck)

    def after(self, place: int) -> TokenLine:
        """Return what comes after a place of the plain line, read anew: of "Minute 2 - 3 Snatches" no range is left."""
        end = self.tokens[-1].end
        return TokenLine(self.plain, [each for each in _tokens(self.plain.text, place) if each.end <= end], self.stuck)

    def no_form_at(self, at: int) -> None:
        """Note a token that no form takes, for `make explain`."""
        self.stuck.append(self.tokens[at].start if at < len(self.tokens) else len(self.plain.text))

    def closing(self, at: int) -> Optional[int]:
        """Return the parenthesis that closes the one at a token; None if none does."""
        end = self.past(_IN_PARENTHESES, at)
        return end - 1 if end > at else None

    def symbol(self, at: int) -> str:
        """Return the symbol of a token, "" beyond the last."""
        return self.tokens[at].symbol if at < len(self.tokens) else ""

    def past(self, pattern: re.Pattern[str], at: int) -> int:
        """Return the first token after the symbols at a token that match; that token itself if they do not."""
        found = pattern.match(self.symbols, self.offsets[at])
        return self.offsets.index(found.end()) if found else at

    def past_marks(self, at: int) -> int:
        """Return the first token from `at` on that is no comma, full stop, colon or dash."""
        return self.past(_MARKS, at)

    def written(self, first: int = 0, last: Optional[int] = None) -> str:
        """Return the tokens from `first` up to `last`, or to the end, as written."""
        tokens = self.tokens[first:last]
        return self.plain.written(tokens[0].start, tokens[-1].end) if tokens else ""

    def text(self, first: int = 0, last: Optional[int] = None) -> str:
        """Return the tokens from `first` up to `last`, or to the end, in plain marks."""
        tokens = self.tokens[first:last]
        return self.plain.text[tokens[0].start : tokens[-1].end] if tokens else ""


_TOKEN = re.compile(
    rf"""(?=\S)(?:{"|".join(f"(?P<{kind}>{pattern})" for kind, (pattern, _) in FIGURES.items())}
    | (?P<x>x(?![a-z'&-])|(?:(?<=\d)|(?<=\d\s))\*(?=\s?\d)) | (?P<minus>(?<![\w%)])-(?=\d))
    | (?P<word>rest(?=:?\d)|[a-zß-ÿ](?:[\wß-ÿ]|['&-](?=[\wß-ÿ]))*) | (?P<mark>\S))""",
    re.I | re.X,
)
# What forms know, and every other spelling of it but "sets" and "resting", which are known of each.
_SPELLINGS = {
    **dict.fromkeys(("set", "round", "step", "count", "attempt", "rest", "build", "work", "climb"), ""),
    "rep": "repetition repetitions",
    "minute": "min mins",
    "second": "sec secs",
    "calorie": "cal cals",
    "amrap": "amrep",
    "emom": "emotm",
    "max": "maximum maximal",
    "each": "ea",
    "side": "leg legs arm arms hand hands foot direction",
    "movement": "exercise exercises lift lifts",
    "establish": "est find hit",
    "alternating": "alternate alt",
    "begin": "start starts",
    "between": "btw btwn",
    "percent": "percentage percentages",
    "complete": "perform do completing",
    "load": "weight weights",
    "bodyweight": "bw",
}
WORDS = {each: word for word, others in _SPELLINGS.items() for each in (f"{word}s", f"{word}ing", *others.split())}

# Words that are read in spite of one slip of the keyboard, "evry 2 mintues", "back sqaut". The line stays as written.
_OFTEN_TYPED = """every minute minutes second seconds round rounds sets reps rest between squat squats clean cleans
    press snatch snatches deadlift deadlifts thruster thrusters""".split()


def _slips(word: str) -> Iterator[str]:
    """Yield a word with a letter doubled, two swapped, and if it is long one missing within it."""
    for at in range(1, len(word)):
        yield word[:at] + word[at] + word[at:]
        yield word[:at] + word[at + 1 : at + 2] + word[at] + word[at + 2 :]
        yield word[:at] + word[at + 1 :] if at + 1 < len(word) > 4 else word


_MEANT = {slip: word for word in _OFTEN_TYPED for slip in _slips(word) if slip not in (*_OFTEN_TYPED, "minuet")}


def _without_slips(plain: PlainLine) -> PlainLine:
    text, places = plain.text, plain.places.copy()
    for word in reversed(list(re.finditer(r"\b[A-Za-z]{4,}\b", text))):
        if meant := _MEANT.get(word[0].lower()):
            first, end = word.span()
            text = text[:first] + meant + text[end:]
            places[first:end] = [*[places[first]] * (len(meant) - 1), places[end - 1]]
    return plain._replace(text=text, places=places)


def read_tokens(line: str) -> TokenLine:
    """Return the tokens of a line as the record has it."""
    plain = _without_slips(plain_line(line))
    return TokenLine(plain, list(_tokens(plain.text)), [])


def _tokens(text: str, start: int = 0) -> Iterator[Token]:
    for found in _TOKEN.finditer(text, start):
        kind, value = str(found.lastgroup), found[0].lower()
        symbol = WORDS.get(value, value) if kind in ("word", "mark") else kind
        if kind in FIGURES and kind != "number_name":
            value = FIGURES[kind][1](value)
            # A figure that cannot be, "10-8 reps", stays a figure, and no form takes it.
            symbol = f"<{kind}>" if value is not None else "<unclear>"
        yield Token(symbol, found.start(), found.end(), value)
