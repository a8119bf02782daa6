r"""How heavy a set is, in phrases: a percent, a weight, the load of another day, or the lifter's own choice."""

from __future__ import annotations

from invictus.prescriptions.details import (
    keep_as_written,
    put_change,
    put_percent,
    put_relative,
    put_that_weight,
    put_weight,
)
from invictus.prescriptions.form import Form, form
from invictus.prescriptions.loads import PAIR
from invictus.prescriptions.quantities import PERCENT, WEIGHT, WEIGHT_UNIT
from invictus.prescriptions.shorthand import ARTICLES, OF

_WORDS_OF_LOAD = r"""(?:
    (?:your\s)?(?:\d{1,4}\s?(?:km|k|m)|easy|moderate|fast|hard|conversational|race|goal|recovery)\space
    | pick\s(?:your\s(?:own\s)?)?(?:load|weight) | as\sheavy\sas\s(?:possible|you\scan)
    | AHAP | RPE\s\d{1,2}(?:\.5)?(?:\s?-\s?\d{1,2})? | heavy | light | moderate
    | (?:a\s)?(?:light|moderate|heavy|challenging|comfortable)(?:\s(?:to|-)\s(?:light|moderate|heavy))?\s(?:load
    |weight)
    | body\s?weight | empty\sbar(?:bell)? | an?\sempty\sbar(?:bell)? | unweighted | (?:weighted)?\sif\spossible )"""
_SAME_LOAD = r"""(?:(?:the\s)?same\s(?:load|weight)s?\b[^@%;()\d]{0,80} | (?:the\s)?(?:load|weight)s?\s(?:you
    \sused|from)\b[^@%;()\d]{0,60}
    | (?:last|previous)\s(?:week|monday|tuesday|wednesday|thursday|friday|saturday|sunday|session)'s\s(?:load
    |weight)s?
    | (?:the\s)?heaviest\s(?:load|weight|set)s?\b[^@%;()\d]{0,60} )"""

# `read` takes the match and the Details to fill; it gives whether they agree with what was read before.
LOAD_PHRASES: tuple[Form, ...] = (
    form(
        "so many percent more",
        rf"""(?:@\s?)?(?P<percent>{PERCENT})\s(?P<word>more|heavier|above|over|less|lighter|below|under)(?:
            \sthan)?\s(?P<than>[^@%;\d]{{1,80}})$""",
        means="a load by how much more it is than another",
        example="Front Squat x 4 reps @ 3-5% more than you used last Monday",
        read=put_change,
    ),
    form(
        "a percent",
        rf"(?:@\s?|at\s|x\s|\()?(?P<percent>{PERCENT})(?:\s(?P<effort>effort|intensity|speed)(?!\w)|{OF})\)?",
        means="the load as a percent of a maximum",
        example="Power Clean x 2 reps @ 80% of 1-RM Power Clean",
        read=put_percent,
    ),
    form(
        "that very weight",
        rf"@\s(?P<of>{ARTICLES}(?:today's\s)?\d{{1,2}}[ -]?RM\b[^@%,;:=*()]{{0,60}})",
        means="the load is a maximum itself",
        example="Back Squat x 3 reps @ 10-RM Back Squat weight",
        read=put_that_weight,
    ),
    form(
        "a weight",
        rf"""(?:@\s?|at\s|with\s|-\s)?\(?@?\s?(?:\d\s?x\s?)?{PAIR}\s?(?P<unit>{WEIGHT_UNIT})(?:\s(?P<rest>(?:
            (?:kbs?|dbs?|kettlebells?|dumbbells?|plates?|vests?|sandbags?|balls?|medicine|med|in|each|per|hands?
            |arms?|an?|the|total|bar(?:bell)?|weighted|or|heavier|lighter)(?:\s|(?=\)|$))){{1,6}}))?(?:\)
            |(?=[,.;]|$|\sx\s|\s-\s))""",
        means="the weight, for men and women where there are two",
        example="30 Kettlebell Swings (32/24 kg)",
        read=put_weight,
    ),
    form(
        "a weight without its unit",
        rf"""(?:(?P<opens>\()|@\s?)(?P<men>{WEIGHT})\s?/\s?(?P<women>{WEIGHT})(?P<unit>)(?(opens)\))(?=$
            |[\s,.;])(?!\s?(?:kg|lb|%))""",
        means="the weight for men and women; after a box its height, which is kept as an aside",
        example="15 Power Cleans (75/55)",
        read=put_weight,
    ),
    form(
        "a height",
        r"""\(?(?:(?:to|from)\san?\s)?\d{1,2}(?:['"]{1,2}|-?\s?(?:ft|feet|foot|inch(?:es)?|in)\b)?(?:\s?/
            \s?\d{1,2})?(?:['"]{1,2}|-?\s?(?:ft|feet|foot|inch(?:es)?|in)\b)(?:\s(?:box|target|deficit|riser
            |plates?))?\)?""",
        means="the height of a box, rope or target, kept as an aside",
        example="3 Rope Climbs (15')",
        read=keep_as_written,
    ),
    form(
        "the same load as before",
        rf"\(?(?:@\s?|at\s|with\s)(?P<words>{_SAME_LOAD})\)?",
        means="a load relative to another day's",
        example="Front Squat x 5 reps @ same load you used last Monday",
        read=put_relative,
    ),
    form(
        "a load in words",
        rf"\(?(?:@\s?|at\s|with\s|-\s)?(?P<words>{_WORDS_OF_LOAD})(?!\w)\)?",
        means="a load that the lifter chooses",
        example="Dumbbell Bench Press x 8 reps, pick load",
        read=put_relative,
    ),
)
