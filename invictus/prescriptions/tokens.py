r"""A line as typed tokens: `Snatch x 2 reps @ 70-75%` is word, x, number, rep, @, percent.

Every spelling of a figure is written once, in _TOKEN; every spelling of a word that forms know, in WORDS. To add a
spelling, add it there. What a token's text is worth: `values.VALUES` (whole seconds, metres, percents as (low, high)).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import accumulate
from typing import Any, NamedTuple, Optional

from invictus.prescriptions.marks import PlainLine, plain_line
from invictus.prescriptions.values import COUNTS_NOTHING, NUMBER_WORD, VALUES


class Token(NamedTuple):
    """A piece of a plain line, by its place there. `symbol` is what shapes see of it: `<percent>`, `rep`, `,`."""

    symbol: str
    start: int
    end: int
    value: Any  # of a figure: see `values`; of anything else its text in lower case

    @property
    def is_figure(self) -> bool:
        """Return whether it is a figure: a line that leaves one over is not understood."""
        return self.symbol.startswith("<") and self.symbol not in ("<aside>", "<height>")


_MARKS = frozenset(".,:;!- ")


class TokenLine(NamedTuple):
    """A line's tokens. `symbols` has them all, a blank after each; `ends` tells a token by where its symbol ends."""

    plain: PlainLine
    tokens: list[Token]
    symbols: str
    offsets: list[int]  # where each token's symbol begins in `symbols`, and where the last one ends
    ends: dict[int, int]
    stuck: list[int]  # where in the plain line readers found a token that no form takes

    def part(self, first: int, last: Optional[int] = None) -> TokenLine:
        """Return the tokens from `first` up to `last` as a line of their own."""
        return _line(self.plain, self.tokens[first:last], self.stuck)

    def after(self, place: int) -> TokenLine:
        """Return what comes after a place of the plain line, read anew: of "Minute 2 - 3 Snatches" no range is left."""
        end = self.tokens[-1].end
        return _line(self.plain, [token for token in _tokens(self.plain.text, place) if token.end <= end], self.stuck)

    def no_form_at(self, at: int) -> None:
        """Note a token that no form takes, for `make explain`."""
        self.stuck.append(self.tokens[at].start if at < len(self.tokens) else len(self.plain.text))

    def closing(self, at: int) -> Optional[int]:
        """Return the parenthesis that closes the one at a token; None if none does."""
        depth = 0
        for place in range(at, len(self.tokens)):
            depth += (self.symbol(place) == "(") - (self.symbol(place) == ")")
            if depth == 0:
                return place
        return None

    def symbol(self, at: int) -> str:
        """Return the symbol of a token, "" beyond the last."""
        return self.tokens[at].symbol if at < len(self.tokens) else ""

    def past(self, pattern: re.Pattern[str], at: int) -> int:
        """Return the first token after the symbols at a token that match; that token itself if they do not."""
        found = pattern.match(self.symbols, self.offsets[at])
        return self.ends[found.end()] if found else at

    def past_marks(self, at: int) -> int:
        """Return the first token from `at` on that is not a mark between others."""
        while at < len(self.tokens) and self.symbol(at) in _MARKS:
            at += 1
        return at

    def written(self, first: int = 0, last: Optional[int] = None) -> str:
        """Return the tokens from `first` up to `last`, or to the end, as written."""
        tokens = self.tokens[first:last]
        return self.plain.written(tokens[0].start, tokens[-1].end) if tokens else ""

    def text(self, first: int, last: int) -> str:
        """Return the tokens from `first` up to `last`, in plain marks."""
        tokens = self.tokens[first:last]
        return self.plain.text[tokens[0].start : tokens[-1].end] if tokens else ""

    @property
    def whole(self) -> str:
        """Return all of it in plain marks."""
        return self.text(0, len(self.tokens))


# "82,5"; but "70% x 2,80%" is two figures.
_COMMA = r"(?<!x)(?<!x\s)(?:\d{2,4},\d{1,2}|\d,\d)(?!\d)"
_N = rf"(?:{_COMMA}|\d{{1,4}}(?:\.\d{{1,2}})?)"
_TO = r"(?:\s?-\s?|\sto\s)"
_PERCENT = r"(?:%|percent(?![a-z]))"
_UNIT = r"(?:kgs?\.?|kilos?|lbs?\.?|pounds?|poods?|\#)(?!(?!x\s?\d)\w)"
_AMOUNT = rf"(?:\d{{1,4}}(?:\.\d{{1,2}})?|(?:{NUMBER_WORD})\b)"
_SECONDS = r"(?:(?:full\s)?seconds?|secs?\.?|s)(?!\w)"
_TIME = rf"""(?:(?:\d{{0,3}}:[0-5]\d|:[6-9]\d)(?!\d)(?:[ -]?(?:minutes?|mins?\.?)(?!\w))?
    |(?:{_AMOUNT}[ -]?(?:minutes?|mintues?|mins?\.?)|an?\sminute)(?!\w)(?:(?:\sand|,)?\s{_AMOUNT}[ -]?{_SECONDS})?
    |{_AMOUNT}[ -]?{_SECONDS})"""
_DISTANCE_UNIT = r"(?:meters?|metres?|m|kilomet(?:er|re)s?|kms?|k|feet|foot|fts?|yards?|yds?|miles?)\.?(?!\w)"
_SET_NUMBERS = rf"""\d{{1,2}}(?:(?:{_TO}|\s?(?:thru|through)\s|,\s?(?:and\s|&\s)?|\s?&\s?|\sand\s)\d{{1,2}}
    (?![\d.]|:\d|\s?{_PERCENT}|\s?reps?\b|(?:-|\sto\s)\d{{1,3}}\s?{_PERCENT}|\s?{_UNIT}))*"""
_NTH = r"(?:second|third|fourth|fifth|sixth|2nd|3rd|[4-9]th)"
_COUNT = rf"(?:\d{{1,2}}|{NUMBER_WORD})"

# Words that a figure may begin with.
_LEADS_FIGURES = rf"""{NUMBER_WORD}|an?|sets?|first|last|final|opening|next|second|third|fourth|fifth|sixth|odd|even|all
    |the|your|week|day|session|phase|cycle|few|no|x|rpe|across"""
# The first alternative that matches is the token: what is longer, or says more, comes first.
_TOKEN = re.compile(
    rf"""(?=\S)(?:
      (?P<plain>(?!(?:{_LEADS_FIGURES})\b)[a-zß-ÿ](?:[a-zß-ÿ]|['&-](?=[a-zß-ÿ]))*(?![\w'&-])  # most words
    | (?P<between>[,;()@&=])                                                             # begins no figure
        | rest(?=:?\d))
    | (?P<percents>{_N}\s?%?(?:(?:\s?/\s?{_N}\s?%?)+|(?:(?:-|,\s){_N}%?){{2,}})\s?{_PERCENT})  # 70/75/80%, 60-65-70%
    | (?P<percent>(?:(?<=between\s){_N}\s?{_PERCENT}?\sand\s{_N}\s?{_PERCENT}                  # between 70 and 75%
        | (?<!\dx)(?<!x\s){_N}(?:\s?{_PERCENT})?{_TO}{_N}\s?{_PERCENT}                          # 70-75%, 70% to 75%
        | {_N}\s?(?:\+\s?{_PERCENT}|{_PERCENT}(?:\+(?!\s?\d)|\s\+(?=\s?(?:$|[,.;)])))?))
        (?!(?!x\s?\d)\w))                                                                       # 70 %, 101%+, 95+%
    | (?P<height>\d{{1,2}}(?:\s?/\s?\d{{1,2}})?(?:(?:"|'')|'(?!\w)|-?\s?inch(?:es)?\b|\s?in(?:\.|(?=\)))))
        # 24", 15', 24/20 inch, (24 in)
    | (?P<weight_range>{_N}\s?(?:{_UNIT})?{_TO}{_N}\s?{_UNIT})                                # 35-40 kg: no field
    | (?P<weight>{_N}(?:\s?{_UNIT})?(?:\s?/\s?{_N})?\s?{_UNIT})                               # 140kg, 95/65 lb, 225#
    | (?P<body>\d(?:[.,]\d{{1,2}})?\s?(?:x\s?)?(?:bw|body\s?weight)(?!\w))                    # 1.5x BW
    | (?P<aside>{COUNTS_NOTHING} | 5/3/1 | \#\d\b)                                            # what prescribes nothing
    | (?P<time>(?:(?:\d{{1,3}}(?::[0-5]\d)?|{_TIME}){_TO})?{_TIME})                           # 2:30, 60-90 seconds
    | (?P<calories>\d{{1,3}}(?:\s?/\s?\d{{1,3}}|{_TO}\d{{1,3}})?[ -]?(?:calories?|cals?\.?)(?!\w))   # 15/12 cal
    | (?P<rpe>RPE\s?@?\s?\d{{1,2}}(?:\.5)?(?:\s?-\s?\d{{1,2}}(?:\.5)?)?
        | \d{{1,2}}(?:\.5)?(?:\s?-\s?\d{{1,2}}(?:\.5)?)?\sRPE\b)                              # RPE 7-8
    | (?P<rm>(?:\d{{1,2}}|{NUMBER_WORD})(?:[ -]?RM|[ -]rep[ -]max(?:imum)?)s?(?!\w))          # 1-RM, one-rep max
    | (?P<distance>(?:\d{{1,5}}{_TO})?(?:\d{{1,5}}(?:[.,]\d{{1,2}})?|1/[24])[ -]?{_DISTANCE_UNIT})   # 400m, 1/2 mile
    | (?P<emom>E\d{{1,3}}(?:[.:]\d{{1,2}})?\s?(?:MOM|SOM|S|MIN|M)(?!\w))                      # E2MOM, E90S
    | (?P<tempo>(?:(?<=@)|(?<=@\s)|(?<=tempo\s)|(?<=tempo:\s))(?:[\dXA]{{4}}|[\dXA](?:[.-][\dXA]){{3}})(?![\w%/])
        | (?<=\()\d\d[\dXA]\d(?=\))
        | [\dXA]{{4}}(?=\stempo) | \d[.-]\d[.-][XA][.-]\d(?!\w))                                     # @ 31X1
    | (?P<number_name>(?:{NUMBER_WORD})[\s-]positions?\b
        | \d{{1,2}}(?:-\s?(?!reps?\b|sets?\b|rounds?\b|way\b|x\b)[a-z]{{2,20}}
        | \s?(?:positions?|way|point)\b) | (?:1\s)?1/[24](?=\s(?!reps?\b)[a-z])
        | no\.\s?\d\b)           # 3-Position, 1 1/4
    | (?P<set_numbers>(?<!\d\s)(?<!\d)sets?\s?\#?{_SET_NUMBERS}(?:\s\({_COUNT}\ssets?\))?)
    | (?P<some_sets>(?:the\s|your\s)?(?:(?:first|1st|last|final|opening|next)\s(?:{_COUNT}\s)?
        | (?:(?:first|1st)\s(?:and|&)\s)?{_NTH}(?:(?:,\s?|,?\s(?:and|&)\s){_NTH})*\s
        | (?:odd|even)[ -](?:numbered\s)?)(?:working\s|work\s|heavy\s)?sets?\b)               # last 2 sets, odd sets
    | (?P<all_sets>all\s(?:of\s)?(?:the\s|your\s)?(?:{_COUNT}\s)?(?:working\s)?sets\b
        | across(?=\s[@=]))                                                                       # all sets
    | (?P<ladder>\d{{1,3}}(?:(?:-\d{{1,3}}){{2,}}|(?:,\s?\d{{1,2}}){{3,}}|(?:/\d{{1,2}}){{3,}})
        (?![\w%/-]|,\s?\d))                                                                     # 21-15-9, 5,5,3,3
    | (?P<plus>(?!(?:(?<=\dx)|(?<=\dx\s)|(?<=\d\sx\s))\d{{1,2}}\s?\+\s?\d{{1,2}}\s?x\s?\d)
        \d{{1,2}}(?:\s?\+\s?\d{{1,2}}){{1,5}}(?![\d.]))                                # 3+1
    | (?P<dots>\d(?:\.\d){{2,5}}(?![\w%]) | (?:1\.1|2\.2|3\.3)(?![\w%]))                         # 1.1.1
    | (?P<range>\d{{1,3}}{_TO}\d{{1,3}}(?![\d/:]) | (?:{NUMBER_WORD})(?:\s?-\s?|\sto\s|\sor\s)(?:{NUMBER_WORD})\b)
    | (?P<pair>\d{{1,3}}(?:\.\d)?\s?/\s?\d{{1,3}}(?:\.\d)?(?![\d/]))                          # 25/20
    | (?P<open>\d{{1,3}}\s?\+(?=\s?(?:reps?\b|@|x\s?\d|$|[,.;)])))                            # 5+
    | (?P<decimal>{_COMMA}|\d{{1,4}}\.\d{{1,2}}(?!\d))
    | (?P<number>\d{{1,4}})
    | (?P<numword>(?:{NUMBER_WORD})(?![\w-]))
    | (?P<x>x(?![a-z'&-]) | (?:(?<=\d)|(?<=\d\s))\*(?=\s?\d))
    | (?P<minus>(?<![\w%)])-(?=\d))
    | (?P<code>(?!(?:[tkc]2[be]|k2e)s?\b)[a-z]{{1,9}}\d\w*)                                     # no word, and no number
    | (?P<word>[a-zß-ÿ](?:[\wß-ÿ]|['&-](?=[\wß-ÿ]))*)
    | (?P<mark>\S))
    """,
    re.I | re.X,
)
# What shapes know, and every other spelling of it.
_SPELLINGS = {
    "set": "sets",
    "rep": "reps repetition repetitions",
    "round": "rounds",
    "step": "steps",
    "count": "counts",
    "rest": "resting rests",
    "minute": "minutes min mins",
    "second": "seconds sec secs",
    "calorie": "calories cal cals",
    "attempt": "attempts",
    "amrap": "amraps amrep",
    "emom": "emotm",
    "max": "maximum maximal",
    "each": "ea",
    "side": "sides leg legs arm arms hand hands foot direction",
    "movement": "movements exercise exercises lift lifts",
    "establish": "establishing est find hit",
    "build": "building",
    "work": "working",
    "climb": "climbing",
    "alternating": "alternate alt",
    "begin": "begins start starts",
    "between": "btw btwn",
    "percent": "percentage percentages percents",
    "weekday": "monday tuesday wednesday thursday friday saturday sunday",
    "complete": "perform do completing",
    "load": "loads weight weights",
    "bodyweight": "bw",
}
WORDS = {spelling: word for word, spellings in _SPELLINGS.items() for spelling in spellings.split()}

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
    text, places = plain.text, plain.places
    slips = [word for word in re.finditer(r"\b[A-Za-z]{4,}\b", text) if word[0].lower() in _MEANT]
    for slip in reversed(slips):
        meant = _MEANT[slip[0].lower()]
        spread = [places[min(slip.start() + at, slip.end() - 1)] for at in range(len(meant) - 1)]
        text = text[: slip.start()] + meant + text[slip.end() :]
        places = [*places[: slip.start()], *spread, places[slip.end() - 1], *places[slip.end() :]]
    return plain._replace(text=text, places=places)


def read_tokens(line: str) -> TokenLine:
    """Return the tokens of a line as the record has it."""
    plain = _without_slips(plain_line(line))
    return _line(plain, list(_tokens(plain.text)), [])


def _line(plain: PlainLine, tokens: list[Token], stuck: list[int]) -> TokenLine:
    symbols = "".join([token.symbol + " " for token in tokens])
    offsets = [0, *accumulate(len(token.symbol) + 1 for token in tokens)]
    return TokenLine(plain, tokens, symbols, offsets, {offset: at for at, offset in enumerate(offsets)}, stuck)


def _tokens(text: str, start: int = 0) -> Iterator[Token]:
    for found in _TOKEN.finditer(text, start):
        kind, spelled = str(found.lastgroup), found[0].lower()
        value: Any = spelled
        if kind in ("word", "plain", "between", "mark"):
            symbol = WORDS.get(spelled, spelled)
        elif kind not in VALUES:
            symbol = "word" if kind == "number_name" else kind
        else:
            value = VALUES[kind](spelled)
            # A figure that cannot be, "10-8 reps", stays a figure, and no shape takes it.
            symbol = f"<{kind}>" if value is not None else "<unclear>"
        yield Token(symbol, found.start(), found.end(), value)
