r"""A form: one class of text that coaches write, as a pattern over tokens, beside the function that reads it.

    @DETAILS.form("x? <reps:number|range> rep", "Ring Dips x 8-10 reps")
    def _reps(said, reading): ...

The examples are whole lines that hold it, and tests read them. A pattern is items with blanks between them:

    rep               the word, in any of its spellings (tokens.WORDS)
    , : - @ = [ ]     the mark; [ and ] are parentheses in the text
    <percent>         a figure of that kind, `said["percent"]`; <low:percent> is `said["low"]`, <a:number|range> either;
                      <other:other> a word, `"other" in said`
    <count>           a number, in figures or in words
    <of>, <place>     a part that many patterns have, of PARTS
    a | b   ( a b )   one or the other; a group
    a?  ( a b )?      may be missing; ( a b )* as often as it is there
    (= a )   (! a )   a comes next, and is not taken; it must not come next. $ is the end of the line
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from itertools import count
from typing import Any, NamedTuple, Optional, TypeVar

from invictus.exercises import SaidOfLoad
from invictus.prescriptions.tokens import Token, TokenLine
from invictus.prescriptions.values import FIGURES

Read = TypeVar("Read", bound=Callable[..., Any])
_FIGURE = re.compile(r"<(?:(?P<name>\w+):)?(?P<kinds>[\w|]+)>")
# What ends the words of a maximum: "80% of 1-RM Clean & Jerk for two sets".
_ENDS_A_BASE = (
    r"[,;:.()@=*!?-] |<(?!rm|distance)|x |for |rest |each |every |then |with |at |per |tempo |over |across "
    "|throughout |by |o?i?n (?=<)|plus |(?:and|but|or|as|while) (?!jerk)"
)
# Parts of patterns: patterns themselves, or regular expressions over symbols, which begin with "(?".
PARTS = {
    # Of what: "of your 1-RM Snatch", "(of split jerk)", "BW".
    "of": "[ ( <of_what> | <of:rm_base> ) ] | <of_what> | <of:rm_base> | ( bodyweight | body load ) <of:nothing>",
    "of_what": "%? percent? ( of | off | based ( on | off )? of? ) <of:base>",
    "base": rf"(?:(?:(?:your |the )?best <number> (?:m )?)?(?:(?!{_ENDS_A_BASE})\S+ )*)",
    "rm_base": rf"(?:(?:(?:your|the|a|our|current|estimated|today's) )*<rm> (?:(?!{_ENDS_A_BASE})\S+ )*)",
    "words": r"(?:(?:(?!x )[a-z][\w'&-]* )+)",
    "two_words": r"(?:(?:(?!rep |each |per |a )[a-z]\S* ){1,2})",
    "till_mark": r"(?:(?:(?![<@%;(),.]|for )\S+ )+)",
    "place": "( at | in | on | above | below | off | each | between ) <words>?",
    "each": "each | per",
    "count": "<number> | <numword>",
    "bare": r"(?P<bare><number> )(?!rep |x |set |round |<)",
    # What comes next.
    "nothing": r"(?=)",
    # "x 15 lengths" does not say reps.
    "ends": r"(?=$|[@(,;*/.:)!&+-] |(?:each|per|x|with|without|from|using|no|on|off|at|every|rest|emom|tempo|then|as|"
    "touch|tng|dropping|keep|keeping|focus|focusing|slow|fast|heavy|light|unbroken|strict|but|and|max|for) )",
    # What else the percent may be of must not be passed over.
    "clause_ends": r"(?=$|[.,;:)!-] |(?:and|or(?= so )|but|as|for|to|on|in|at|while|today|throughout|over|across|by) )",
    "line_begins": r"(?<!.)(?=)",
    "name_next": r"(?=(?!with |set |rep |for |in |then |and |day )[a-z(])",
    # Sets and reps
    "unit_of_sets": "set | supersets | round | times through | times | intervals",
    "kind_of_set": "drop | back-off | back off | more | work | straight | down | super",
    "singles": r"(?:(?:singles|doubles|triples|(?:single|double|triple) (?=@ |at )) ?)",
    "one_to_three": r"(?:(?:single|double|triple)s? )",
    "list": r"(?:(?:<percent> (?:(?:,|&|and|then|/) )+)+<percent> (?!x |for |<number>))",
    "what_is_done": "effort rep? | unbroken rep? | distance of? | calorie | rep of?",
    "any_set": "( each | every | the | all )? work? ( set | round | effort | attempt | interval | percent | them )?",
    # Loads and manner
    "pace": "your? ( <distance> | easy | moderate | fast | hard | conversational | race | goal | recovery ) pace",
    "beyond": "over | above | exceed | exceeding | more than | heavier than | past",
    "implement": "(?:(?:(?:kbs?|dbs?|kettlebells?|dumbbells?|plates?|vests?|sandbags?|balls?|medicine|med|in|each|per"
    "|side|an?|the|total|bar(?:bell)?|load(?:ed)?|or|heavier|lighter|men|women|male|female) )+)",
    # "The same load for all sets" is no other day's.
    "same_load": "the? ( same | heaviest ) ( <range> | <numword> )? ( load | bar | set ) (! for | on | across | each ) "
    "<till_mark>? | the? load ( you used | from ) <till_mark>?",
    "last_time": r"(?:(?:the )?(?:last|previous) [a-z']+ (?:session |workout )?)",
    "load_words": "pick ( your own? )? load | as heavy as ( possible | you can ) | ahap | bodyweight | body load "
    "| a? ( light | moderate | heavy | challenging | comfortable ) ( ( to | - ) ( light | moderate | heavy ) )? load? "
    "| ( an | a )? empty ( bar | barbell ) | unweighted | weighted if possible",
    "slow": "<time> ( eccentric | negative | descent | lowering | down )",
    "pausing": "( pause | hold ) <how:words>? for? <paused> <place>? | <paused> ( pause | hold ) <place>? "
    "| <time> ( at | in | above | below ) ( the | each | every ) <words> "
    "| rest? <time> rest? between ( each | the )? ( rep | single | singles | double | doubles )",
    "paused": "<time> | <number> count",
    # Aims
    "aim": "<rm> | ( moderately | moderate | fairly | technical | today's | daily | new | true | max | current )* "
    "( heavy | heaviest | max ) -? ( single | double | triple | effort | set ( of <count> rep? )? | load | <count> "
    "( -? rep )? )? | single | double | triple",
    "max_aim": "<rm> | heavy ( single | double | triple | set of <count> )",
}
_SINGLES = {"single": 1, "double": 2, "triple": 3}


class Said:
    """A match of a form: where it begins and ends among the line's tokens, and its figures by name."""

    def __init__(self, line: TokenLine, match: re.Match[str]) -> None:
        self.line = line
        self.start, self.end = line.offsets.index(match.start()), line.offsets.index(match.end())
        self._spans = {
            name.partition("__")[0]: (line.offsets.index(match.start(name)), line.offsets.index(match.end(name)))
            for name in match.re.groupindex
            if match.start(name) >= 0
        }

    def __getitem__(self, name: str) -> Any:
        """Return the value of a figure, None if it is not in the text."""
        token = self.token(name)
        return token.value if token else None

    def __contains__(self, name: str) -> bool:
        return name in self._spans

    def token(self, name: str) -> Optional[Token]:
        """Return the first token of a named part; None if it is not in the text."""
        start, end = self.span(name)
        return self.line.tokens[start] if end > start else None

    def span(self, name: str) -> tuple[int, int]:
        """Return the tokens of a named part, from and up to; an empty span if it is not in the text."""
        return self._spans.get(name, (self.end, self.end))

    def text(self, name: str) -> str:
        """Return a named part in plain marks; "" if it is not in the text."""
        return self.line.text(*self.span(name))

    def reps(self) -> Optional[SaidOfLoad]:
        """Return the part "reps": a number, a range, open ("5+"), "3+1" of a complex; {} if not said, None for 0."""
        token = self.token("reps")
        if token is None:
            return {}
        value = sum(token.value) if token.symbol == "<dots>" else _SINGLES.get(token.symbol.rstrip("s"), token.value)
        if isinstance(value, list):
            return {"reps": 1, "reps_to": 1, "times": value}
        low, high = value if isinstance(value, tuple) else (value, None if token.symbol == "<open>" else value)
        return {"reps": low, "reps_to": high} if low else None


class Form(NamedTuple):
    """`read` turns what is said into what the form means; each table says what its functions take and return."""

    pattern: re.Pattern[str]
    examples: tuple[str, ...]
    read: Callable[..., Any]

    def at(self, line: TokenLine, place: int) -> Optional[Said]:
        """Return what the form says at a token; None if the line does not have it there."""
        match = self.pattern.match(line.symbols, line.offsets[place])
        return Said(line, match) if match and match.end() > match.start() else None


class Table(list[Form]):
    """Forms in the order in which they are tried."""

    def form(self, pattern: str, *examples: str) -> Callable[[Read], Read]:
        """Add a form with the function under it. The pattern's language is told above."""

        def add(read: Read) -> Read:
            self.append(Form(_compiled_pattern(pattern), examples, read))
            return read

        return add

    def matches(self, line: TokenLine, at: int) -> Iterator[tuple[Form, Said]]:
        """Yield each form that the line has at a token, in the order of the table."""
        return ((form, said) for form in self if (said := form.at(line, at)))


def _compiled_pattern(pattern: str) -> re.Pattern[str]:
    """Return a pattern as a regular expression over symbols. A name may be in two branches: `sets__1`, `sets__2`."""
    number = count()
    return re.compile(re.sub(r"\(\?P<\w+", lambda name: f"{name[0]}__{next(number)}", _source(pattern)))


def _source(pattern: str) -> str:
    return pattern if pattern.startswith("(?") else "".join(map(_source_of_item, pattern.split()))


def _source_of_item(item: str) -> str:
    if item in ("(", "(=", "(!", "|", ")", ")?", ")*", "$"):
        return "(?:" if item == "(" else item.replace("(", "(?")
    symbol, times = (item[:-1], "?") if item.endswith("?") else (item, "")
    figure = _FIGURE.fullmatch(symbol)
    if figure is None:
        return f"(?:{re.escape({'[': '(', ']': ')'}.get(symbol, symbol))} ){times}"
    name, kinds = figure.groups()
    either = "|".join(f"<{kind}>" if kind in FIGURES else kind for kind in kinds.split("|"))
    source = _source(PARTS[kinds]) if kinds in PARTS else f"(?:{either}) "
    return f"(?P<{name or kinds}>{source}){times}"
