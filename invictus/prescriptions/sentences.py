r"""Sentences that hold a load, a goal or a rule: "stay below 70% of your 1-RM Clean", "move up from last week by 4-6%".

A sentence may say one thing that a field holds. Any other figure in it must be one that the block says as well
(`restates`), or belong to a condition ("If a set takes you more than 4 minutes, ..."); else it is not understood.
"""

from __future__ import annotations

import re
from typing import Optional

from invictus.prescriptions import sentence_readings
from invictus.prescriptions.aims import AIM, REP_MAX
from invictus.prescriptions.form import Form, compiled, form
from invictus.prescriptions.loads import PAIR
from invictus.prescriptions.quantities import COUNT, PERCENT, TIME, TIME_RANGE, WEIGHT_UNIT
from invictus.prescriptions.reading import LineReading
from invictus.prescriptions.sentence_readings import LAST_TIME
from invictus.prescriptions.words import has_quantity, is_cue, is_prose

_NAME = r"(?-i:(?:\s(?:[A-Z][A-Za-z-]{0,30}|&(?=\s[A-Z])|and(?=\s[A-Z]))){0,8})"
_OF = rf"""(?:\s(?:of|off)\s(?:(?:your|the|our|a|estimated|current)\s){{0,2}}
    (?P<of>(?:today's\s)?{REP_MAX}{_NAME}|(?:[a-z&-]{{2,15}}\s){{1,4}}(?:1|one)[ -]?RM\b
    |(?-i:[A-Z][a-z-]{{1,30}}{_NAME})))?"""
_PERCENT = rf"(?:(?:between\s)?\d{{1,3}}\s?%?\sand\s\d{{1,3}}\s?%|{PERCENT})"
# After it the clause ends: what else the percent may be of ("70% of your best clean") must not be passed over.
_CLAUSE_ENDS = r"(?=[.,;:)!]|$|\s(?:and|or|but|as|for|to|on|in|at|while|today|throughout|over|across|by)\b|\s-\s)"

# `read` takes the match, the text and the text as written, and gives a LineReading or None. The first that reads wins.
SENTENCES: tuple[Form, ...] = (
    form(
        "a bound",
        rf"""(?P<negated>(?:\b(?:not|never|no)\b|n't)\b[^.%\d]{{0,30}})?
        \b(?P<word>below|under|over|above|exceed|exceeding|more\sthan|heavier\sthan|beyond|past)\s
        (?P<percent>{_PERCENT}){_OF}{_CLAUSE_ENDS}""",
        means="no set is heavier than this",
        example="Use this as a warm-up, stay below 70% of your 1-RM Power Clean",
        read=sentence_readings.cap,
    ),
    form(
        "where to start",
        rf"""^\*?(?:start|begin)(?:ning|ing)?\s(?:at|with|around)\s(?:about\s)?
            (?P<percent>{_PERCENT}){_OF}{_CLAUSE_ENDS}""",
        means="the load of the first set",
        example="Start at 40-50% of your 1-RM Snatch and work up",
        read=sentence_readings.first_set,
    ),
    form(
        "where to end",
        rf"""\b(?:build|work|climb)(?:ing)?(?:\sup)?\sto\s(?:about\s|around\s)?
            (?P<percent>{_PERCENT}){_OF}{_CLAUSE_ENDS}""",
        means="the load of the last set",
        example="Build to 80% of your 1-RM Snatch over the sets.",
        read=sentence_readings.last_set,
    ),
    form(
        "all at one load",
        rf"""\b(?:(?:all|every|each\sof|these|both|the)\s(?:of\sthe\s|the\s)?(?:\w{{1,15}}\s){{0,2}}?(?:sets?
            |movements?|lifts?|reps?|exercises?|complex(?:es)?|loads?|weights?|work|percentages?)
        | (?:stay|keep|remain|work|use|load|perform|do)(?:ing)?\b)
        [^%\d]{{0,60}}?\b(?:at|between|around|in|within|with|from|of|use|@)\s?(?:about\s|around\s|between\s)?
        (?P<percent>{_PERCENT}){_OF}{_CLAUSE_ENDS}""",
        means="one load for every movement of the block",
        example="Perform all movements at 68-73% of your 1-RM Clean.",
        read=sentence_readings.all_at,
    ),
    form(
        "what the percents are of",
        rf"""\b(?:percent(?:age)?s?|%s?|loads?|weights?)\b(?:\s(?:listed|above|below|today|here))?(?:\s(?:are|is
            |should\sbe))?(?:\s(?:all|based|taken|calculated|figured))?
        \s(?:off\sof|off|on|of|from)\s(?:your\s|the\s|a\s|today's\s)?(?P<of>(?:best\s)?{REP_MAX}(?:
        \s(?-i:[A-Z])[A-Za-z&\s-]{{1,40}})?|(?:best\s)?(?-i:[A-Z])[A-Za-z&\s-]{{1,40}}?(?:
        \s{REP_MAX})?)(?=[.,;)]|$)""",
        means="the maximum of all percents in the block",
        example="(percentages are based on 1-RM Clean)",
        read=sentence_readings.percents_of,
    ),
    form(
        "so much more than another day",
        rf"""(?: (?:increase|move\sup|go\sup|go\sheavier|add|be\sheavier)\b[^%\d.]{{0,40}}?\b(?:from|than|over
            |on)\s(?P<than>{LAST_TIME})[^%\d.]{{0,20}}?(?:\sby\s(?:about\s)?(?P<percent>{_PERCENT}))?
        )(?!\w)""",
        means="the load of another day and so many percent",
        example="(MUST move up in weight from last week by 4-6%)",
        read=sentence_readings.move_up_by_percent,
    ),
    form(
        "so many percent more, in a sentence",
        rf"""(?:increase|move\sup|go\sup|go\sheavier|add|be)\b[^%\d.]{{0,40}}?(?:by\s)?
            (?P<percent_before>{PERCENT})[^%\d.]{{0,20}}?\b(?:from|than|over|on)\s(?P<than>{LAST_TIME})(?!\w)""",
        means="the load of another day and so many percent",
        example="Increase the load 3-5% from last week.",
        read=sentence_readings.move_up,
    ),
    form(
        "the load of another day",
        rf"""\b(?:use|using|at|with)\b\s(?P<than>(?:the\s)?(?:same|heaviest)\s(?:\d\s?-\s?\d\s|two\s|three\s)?
            (?:loads?|weights?|bar)\b\s?(?:as\s|that\s|from\s|of\s)?{LAST_TIME}|(?:the\s)?same\s(?:loads?
            |weights?))(?!\w)""",
        means="the load of another day",
        example="Use the same weight as last week for all 8 sets.",
        read=sentence_readings.move_up,
    ),
    form(
        "a pause, in a sentence",
        rf"""^[*(]?(?:please\s)?(?:pause|hold|stop)\b(?P<words>[^\d%.]{{0,40}}?)\s(?:for\s)?(?:an?\s(?:full
            \s)?)?(?P<time>{TIME_RANGE}|\d\scounts?)\b
        (?:\s(?:in|at|on|above|below|before|after|off|each|every)\b[^\d%]{{0,90}})?\.?\)?$""",
        means="a pause in the movement above",
        example="(Pause for 2-3 seconds in the split jerk receiving position before recovering.)",
        read=sentence_readings.pause,
    ),
    form(
        "all at one weight",
        rf"^\*?use\s(?:a\s)?{PAIR}\s?(?P<unit>{WEIGHT_UNIT})(?=[.,]|$|\s(?:for|on|and|or)\b)",
        means="one weight for every movement of the block",
        example="Use 115/80 lbs for all five sets.",
        read=sentence_readings.all_weigh,
    ),
    form(
        "a goal",
        rf"\b(?:goals?|aim|object|point|purpose)\b[^.\d]{{0,80}}(?:{REP_MAX}|{AIM})",
        means="what the sets above lead to",
        example="(Goal here is to find a 1-RM Snatch for the day)",
        read=sentence_readings.goal,
    ),
    form(
        "so many sets, as above",
        rf"\b(?P<sets>{COUNT})\s(?:(?!reps?\b|each\b|per\b|a\b)[a-z]{{1,15}}\s){{0,2}}(?:sets?|rounds?)\b",
        means="the number of sets of the block, or of some of them",
        example="Build over the course of the three sets.",
        read=sentence_readings.restated,
    ),
    form(
        "so long, as above",
        rf"(?:\bshould\stake(?:\syou)?|\bfor\s(?:the|all|the\sentire|the\sfull))\s(?P<duration>{TIME})(?!\w)",
        means="the time that the block or the set takes",
        example="*Note: this entire section should take you 4 minutes to complete",
        read=sentence_readings.restated,
    ),
    form(
        "the reps, as above",
        rf"\b(?:the|both|all|these)\s(?P<reps>{COUNT})\s(?:reps|jumps|lifts|singles)\b",
        means="the reps of the set",
        example="Reset your feet between the two reps.",
        read=sentence_readings.restated,
    ),
    form(
        "how it feels, or how even it is",
        rf"""\b(?:feels?|felt|within\s{TIME}\sof)\b""",
        means="advice on the effort",
        example="Your slowest set should be within ten seconds of your fastest.",
        read=sentence_readings.effort,
    ),
    form(
        "a condition",
        r"""\b(?P<condition>(?:if|when|whenever|once|unless|as\slong\sas|should\syou)\b[^,.;:]{1,140})(?:[,.;:]
            |$|(?=\)))""",
        means="advice for a case",
        example="If a set takes you more than 4 minutes, scale it back.",
        read=sentence_readings.condition,
    ),
    form(
        "an example",
        r"^[*(]?(?:for\s)?(?:example|e\.g\.|i\.e\.)[\s.:,]",
        means="an illustration of what is written above",
        example="Example: if your best 400m is 60 seconds, you would run 75% at 80 seconds.",
        read=sentence_readings.example,
    ),
)


_SAY_A_LOAD_WITHOUT_FIGURES = ("the load of another day", "what the percents are of")


# Words of sentences that have no word of `words.is_sentence`: one look for them saves trying every form on each line.
_SPOKEN = compiled(
    r"\b(?:percent|below|under|over|above|exceed|heavier|pause|stop|hold|all|goal|should|within|between)"
)


def read_sentence(text: str, written: str) -> Optional[LineReading]:
    """Return what one sentence says, or coaching words kept as written; None where it says something else besides."""
    if not (is_prose(text) or _SPOKEN.search(text)):
        return None
    is_bare = not has_quantity(text)
    for row in SENTENCES:
        if is_bare and row.name not in _SAY_A_LOAD_WITHOUT_FIGURES:
            continue
        phrase = row.pattern.search(text)
        reading = row.read(phrase, text, written) if phrase else None
        if isinstance(reading, LineReading):
            return reading
    return LineReading(cues=[written]) if is_bare and is_cue(text) else None


_SENTENCE_ENDS = re.compile(r"(?<=[.!?])\.* (?=[A-Z(*'])|(?<=\.)(?=[A-Z][a-z])")


def sentences(text: str) -> list[tuple[int, int]]:
    """Return where each sentence of a line begins and ends."""
    starts = [0, *(end.end() for end in _SENTENCE_ENDS.finditer(text))]
    return list(zip(starts, [*starts[1:], len(text)]))
