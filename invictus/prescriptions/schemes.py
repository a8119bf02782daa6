r"""How a block is done: `Every 2 minutes, for 16 minutes (8 sets):`, `3 rounds for time of:`.

SCHEMES are the phrases that open a line. A phrase whose own figures contradict each other (nine sets, one every two
minutes, in 16 minutes) is not read: which of them is wrong cannot be known.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple, Optional

from invictus.prescriptions import scheme_figures
from invictus.prescriptions.aims import AIM, REP_MAX, TO_AIM
from invictus.prescriptions.exercise import SCHEME
from invictus.prescriptions.form import Form, form
from invictus.prescriptions.quantities import COUNT, TIME, TIME_RANGE, TO
from invictus.prescriptions.shapes import Scheme


class SchemeReading(NamedTuple):
    """A scheme, what its phrase says of the movements under it (see SchemeFigures), and where the phrase ends."""

    scheme: Scheme
    ladder: Sequence[int]
    takes_turns: bool
    end: int


_LASTING = rf"""(?: ,?\s(?:for\s|x\s)?(?P<duration>{TIME})
    | ,?\s(?:for\s|x\s)(?P<times>{COUNT})\s(?:sets|rounds)(?!\w) | ,?\s(?P<often>{COUNT})\s(?:times|sets)(?!\w)
    | ,?\s(?:for\s|x\s)?(?P<minutes>\d{{1,3}})(?![\w.%+-]|:\d|\s?reps?|\s?x) )?"""
_IN_PARENTHESES = rf"""(?: ,?\s\((?P<sets>{COUNT})\s(?:total\s)?(?:sets?|rounds?)(?:\stotal)?
    (?P<each>(?:\sof)?\s(?:each|per)(?:\s(?:movement|lift|exercise|complex|minute|interval))?)?\) )?"""
_DO = r"(?:(?:complete|perform|do)\s)?"
_UNTIMED = r"(?:,?\s(?:not\sfor\stime|for\squality|for\scompletion|NFT)(?!\w),?)?"
_CAP = rf"(?:,?\s\(?(?:with\san?\s)?(?P<duration>{TIME})(?:\s|-)?(?:time\s)?cap\)?)?"
_LADDER = r"\d{1,3}(?:(?:-|,\s?|,?\sand\s)\d{1,3}){1,9}"


# `read` gives SchemeFigures, or None if the figures contradict each other. The order matters where one
# phrase begins like another: "3 rounds for time" before "3 rounds".
SCHEMES: tuple[tuple[str, Form], ...] = (
    (
        "every",
        form(
            "every so often",
            rf"""(?: (?:every|on\sthe)\s(?P<interval>{TIME}|minute|other\sminute)(?!\w)(?:,?\son\sthe\s(?:minute
                |{TIME})(?!\w))?
            | (?P<alternating>alternating\s)?(?:EMO(?:TM|M)|on\sthe\sminute) | E(?P<minutes_each>\d{{1,2}})MOM
            | E(?P<seconds_each>\d{{2,3}})S(?:OM)?)(?!\w) {_LASTING} {_IN_PARENTHESES}""",
            means="a set begins every so often, for so long or so many sets",
            example="Every 2 minutes, for 16 minutes (8 sets):",
            read=scheme_figures.every,
        ),
    ),
    (
        "every",
        form(
            "sets every so often",
            rf"""(?P<sets>{COUNT})\ssets,?\s(?:(?:a\snew\sone\s|one\s)?every\s(?P<interval>{TIME}|minute)|on
                \san?\s(?P<clock>{TIME})\sclock)(?!\w)""",
            means="so many sets, and the time from set to set",
            example="6 sets, a new one every 2 minutes:",
            read=scheme_figures.every,
        ),
    ),
    (
        "every",
        form(
            "so long, every minute",
            rf"(?P<duration>{TIME})\s(?P<alternating>alternating\s)?EMO(?:TM|M)(?!\w) {_IN_PARENTHESES}",
            means="a set every minute, for so long",
            example="10-minute EMOM:",
            read=scheme_figures.every,
        ),
    ),
    (
        "establish",
        form(
            "establish",
            rf"""(?:(?:(?:in|take|within|over)\s)?(?:(?P<within>{TIME_RANGE})|(?P<sets>{COUNT})\ssets),?\s(?:to\s)?)?
            {TO_AIM}\s(?:(?:a|an|your|the)(?:\snew)?\s)?(?:today's\s(?={REP_MAX}))?(?P<what>{AIM})
            (?:\s(?:in|within)\s(?P<within_after>{TIME_RANGE}))?""",
            means="as many sets as it takes to a maximum, or to a heavy set",
            example="In 20 minutes, establish a 1-RM Back Squat",
            read=scheme_figures.establish,
        ),
    ),
    (
        "establish",
        form(
            "attempts",
            rf"""(?P<sets>{COUNT})\sattempts?\s(?:@|at|to\s(?:hit|establish|find)|for)\s(?:an?\s|your\s)?
            (?P<what>{REP_MAX})(?P<within>)(?P<within_after>)""",
            means="so many attempts at a maximum",
            example="3 Attempts @ 1RM Clean",
            read=scheme_figures.establish,
        ),
    ),
    (
        "amrap",
        form(
            "so long, AMRAP",
            rf"{_DO}(?:in\s)?(?P<duration>{TIME}),?\s(?:to\s)?{_DO}AMRAP(?!\w)",
            means="as many rounds as possible in a time",
            example="12 minute AMRAP of:",
            read=scheme_figures.time_only,
        ),
    ),
    (
        "amrap",
        form(
            "AMRAP",
            rf"""{_DO}AMRAP(?: \s(?:in\s|for\s|x\s)?(?P<duration>{TIME}) | \s(?P<minutes>\d{{1,3}})(?![\w.%+-]
                |:\d) | (?=:))""",
            means="as many rounds as possible in a time",
            example="AMRAP 10:",
            read=scheme_figures.time_only,
        ),
    ),
    (
        "amrap",
        form(
            "as many rounds as possible",
            rf"""(?: {_DO}as\smany\s(?:rounds|reps)(?:\s(?:and|&)\sreps)?\sas\s(?:possible|you\scan)\s(?:in
                |within)\s(?P<duration>{TIME})
            | (?:in|for)\s(?P<minutes>\d{{1,3}})\smin(?:ute)?s?,?\s{_DO}as\smany\s(?:rounds|reps)(?:\s(?:and|&)
            \sreps)?\sas\s(?:possible|you\scan) )""",
            means="as many rounds as possible in a time",
            example="Complete as many rounds and reps as possible in 20 minutes of:",
            read=scheme_figures.time_only,
        ),
    ),
    (
        "for_time",
        form(
            "a ladder for time",
            rf"{_DO}(?:rounds\sof\s)?(?P<ladder>{_LADDER})\s?(?:reps?|rounds?)?,?\s(?:each\s)?for\stime(?!\w)",
            means="rounds for time whose reps go down, or up",
            example="21-15-9 reps, for time of:",
            read=scheme_figures.ladder,
        ),
    ),
    (
        "for_time",
        form(
            "for time",
            rf"{_DO}(?:(?P<sets>{COUNT})\s(?:rounds?|sets?),?\s)?(?:each\s)?for\stimes?(?!\w),?{_CAP}",
            means="as fast as possible, once or so many rounds",
            example="Three rounds for time of:",
            read=scheme_figures.time_only,
        ),
    ),
    (
        "for_time",
        form(
            "rounds for time, RFT",
            rf"{_DO}(?P<sets>{COUNT})\s?RFT(?!\w){_CAP}",
            means="rounds for time",
            example="3 RFT:",
            read=scheme_figures.time_only,
        ),
    ),
    (
        "rounds",
        form(
            "rounds for max reps",
            rf"""{_DO}(?P<sets>{COUNT})(?P<sets_to>)\s(?:rounds?|sets?),?\s(?:each\s)?for\s(?:max(?:imum)?|as
                \smany)\s(?:reps|calories|distance|rounds)(?:\sas\spossible)?""",
            means="so many rounds, in each as much as possible",
            example="Five rounds for max reps of:",
            read=scheme_figures.sets,
        ),
    ),
    (
        "completion",
        form(
            "not for time",
            r"(?:complete\s)?(?:for\s(?:completion|quality)|not\sfor\stime)(?!\w)",
            means="all of it, against no clock",
            example="For completion:",
            read=scheme_figures.nothing,
        ),
    ),
    (
        "continuous",
        form(
            "for so long",
            rf"""for\s(?P<duration>{TIME})(?=:|,?\s(?:alternate|complete|perform)\b)(?:,?\s(?:alternate|complete
                |perform)(?:\sbetween)?)?""",
            means="going on for so long",
            example="For 30 minutes:",
            read=scheme_figures.time_only,
        ),
    ),
    (
        "clock",
        form(
            "a time of the running clock",
            rf"""(?: (?:when|once|as)\s(?:the|your)\s(?:running\s)?(?:clock|timer)\s(?:hits|reads|reaches|shows
                |gets\sto|is\sat)\s(?P<at>{TIME})
            | at\s(?:the\s)?(?:(?P<minute>\d{{1,2}})[ -]minute\smark|(?P<mark>\d{{1,2}}:[0-5]\d)(?:
            \smark)?(?=[,.:\s]))
            )(?:\s(?:mark|on\sthe\sclock))?(?:,?\s(?:begin|start|complete|perform|move\s(?:on\s)?to|do)(?:\s
            (?:the\s(?:following|next\spiece)|part\s[A-Z]))?)?""",
            means="what follows begins at a time of the running clock",
            example="When the running clock hits 15:00, complete the following…",
            read=scheme_figures.clock,
        ),
    ),
    (
        "tabata",
        form(
            "tabata",
            r"(?:(?:1|one)\sset\s)?(?:of\s)?tabata(?!\w)",
            means="short turns of work and rest",
            example="One Set Tabata of: Sit-Ups:",
            read=scheme_figures.nothing,
        ),
    ),
    (
        "rounds",
        form(
            "rounds",
            rf"""(?:x\s)?{_DO}(?P<sets>{COUNT})(?:{TO}(?P<sets_to>{COUNT}))?\s(?:rounds?|times
                \sthrough)(?!\w){_UNTIMED}""",
            means="so many rounds",
            example="3 rounds, not for time, of:",
            read=scheme_figures.sets,
        ),
    ),
    (
        "sets",
        form(
            "sets",
            rf"""(?:x\s)?{_DO}(?P<sets>{COUNT})(?:{TO}(?P<sets_to>{COUNT}))?\s(?:working\s|total\s|super|giant
                \s)?sets?(?!\w){_UNTIMED}""",
            means="so many sets",
            example="Three sets of:",
            read=scheme_figures.sets,
        ),
    ),
)


def read_scheme(text: str, at: int = 0) -> Optional[SchemeReading]:
    """Return the scheme that `text` has at `at`; None if it has none there, or one that contradicts itself."""
    for kind, row in SCHEMES:
        phrase = row.pattern.match(text, at)
        if phrase:
            figures: Optional[scheme_figures.SchemeFigures] = row.read(phrase)
            if figures is None:
                return None
            return SchemeReading({**SCHEME, "kind": kind, **figures.said}, *figures[1:], phrase.end())
    return None
