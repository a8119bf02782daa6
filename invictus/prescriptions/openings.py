r"""How lines begin, apart from schemes: "Followed by...", "Minute 1 - ...", a title, a measure before its name.

Their `read` gives nothing: `prescriptions.line` takes the match, whose groups each form names.
"""

from __future__ import annotations

import re
from typing import Any, Optional

from invictus.prescriptions.details import (
    Details,
    put_calories,
    put_distance,
    put_max_effort,
    put_reps,
    put_seconds,
    put_weight,
)
from invictus.prescriptions.form import Form, form
from invictus.prescriptions.loads import PAIR, load
from invictus.prescriptions.quantities import (
    CALORIES,
    COUNT,
    DISTANCE,
    PERCENT,
    TIME_RANGE,
    TO,
    WEIGHT_UNIT,
    percent_range,
)


def _the_match(phrase: re.Match[str]) -> Any:
    return phrase


FOLLOWED_BY = form(
    "followed by",
    rf"""\*?(?:(?P<rest>rest\s(?:for\s)?{TIME_RANGE}),?\s(?=(?:and\s)?then\b))?
    (?:(?:and|then|immediately|directly|right|straight|finally|next|afterwards?)[\s,]{{1,2}}){{0,4}}
    (?:followed\sby|then|into|(?<=immediately\s)after(?:wards)?|afterwards?|after\sthat)(?!\w)[\s.:,!-]*""",
    means="a new block begins, perhaps after a rest",
    example="Immediately followed by…",
    read=_the_match,
)

_ORDINALS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6, "odd": 1, "even": 2}
TURN = form(
    "a minute or interval of the cycle",
    rf"""(?: (?:minutes?|mins?|intervals?|stations?)\s\#?(?P<number>\d{{1,2}})
    | (?P<ordinal>{"|".join(_ORDINALS)}|(?P<nth>\d)(?:st|nd|rd|th))(?:\s(?:minutes?|mins?|intervals?|stations?
    |sets?))? )(?:\s\({TIME_RANGE}\))?\s?[:.=-]+(?:\s|$)""",
    means="what follows is done in this minute of the cycle, and the next in the next",
    example="Minute 1 – Strict Toes to Bar x 8 reps",
    read=_the_match,
)


def turn_of(phrase: re.Match[str]) -> Optional[int]:
    """Return which turn of the cycle, from 1."""
    if phrase["number"] or phrase["nth"]:
        return int(phrase["number"] or phrase["nth"]) or None
    return _ORDINALS[phrase["ordinal"].lower()]


LIST_CLOSES = form(
    "a list closes",
    rf"""(?:(?P<reps>\d{{1,3}})\sreps?\s(?:of\s)?(?:each|per)(?:\s(?:exercise|movement|lift))?(?:,?\sfor|,)?\s)?
        (?P<scheme>{COUNT}\s(?:rounds|sets|times\sthrough)\b)""",
    means="reps, rounds and rest of all the movements listed above",
    example="8 reps each exercise, 5 rounds",
    read=_the_match,
)
REPS_EVERY = form(
    "so many reps every so often",
    r"(?P<reps>\d{1,2})\sreps?\s(?P<scheme>every\s)",
    means="the movement above once more, under a scheme of its own",
    example="2 reps every 30 seconds for 7 minutes @ 70% of above.",
    read=_the_match,
)
_SETS = r"(?:(?P<times>\d{1,2})\s?x\s?)?"
_NAME = r"(?P<name>[A-Za-z(].*)"


def _put_percent(phrase: re.Match[str], details: Details) -> bool:
    span = percent_range(phrase["percent"])
    if span:
        details.loads.append(load([], percent_from=span[0], percent_to=span[1]))
    return bool(span)


# `read` puts the measure into the Details. Times come before counts, or "3 Minutes of Rowing" would be three of it.
MEASURES_FIRST: tuple[Form, ...] = (
    form(
        "a time, then the movement",
        rf"{_SETS}(?P<time>{TIME_RANGE})\s(?:of\s)?{_NAME}",
        means="how long the movement is done",
        example="3 x 30 sec Hollow Hold",
        read=put_seconds,
    ),
    form(
        "a distance, then the movement",
        rf"{_SETS}(?:(?P<near>\d{{1,5}}){TO})?(?P<distance>{DISTANCE})\s(?:of\s)?{_NAME}",
        means="how far",
        example="500 Meter Row",
        read=put_distance,
    ),
    form(
        "calories, then the machine",
        rf"""{_SETS}(?P<calories>\d{{1,3}})(?:/(?P<women>\d{{1,3}})|{TO}(?P<to>\d{{1,3}}))?[ -]?{CALORIES}\s
            (?:of\s|on\s(?:the\s)?)?{_NAME}""",
        means="calories, for men and women where there are two",
        example="15/12 Cal Row",
        read=put_calories,
    ),
    form(
        "a percent, then the movement",
        rf"(?P<percent>{PERCENT})\s{_NAME}",
        means="the load of the movement",
        example="83% Front Squat x Max Reps",
        read=_put_percent,
    ),
    form(
        "a weight, then the movement",
        rf"{PAIR}\s?(?P<unit>{WEIGHT_UNIT})\s{_NAME}",
        means="the weight of the movement",
        example="95/65 lb Hang Power Clean x 40 reps",
        read=put_weight,
    ),
    form(
        "as many as possible of the movement after it",
        rf"max(?:imum)?\s(?P<time>)(?:effort\s(?:reps\s)?|reps\s|unbroken\s(?:reps\s)?|distance\s)(?:of\s)?{_NAME}",
        means="as many reps, or as far, as possible",
        example="Max effort Plank Hold",
        read=put_max_effort,
    ),
    form(
        "reps, then the movement",
        rf"""{_SETS}(?P<reps>\d{{1,3}})(?:/(?P<women>\d{{1,3}})|{TO}(?P<to>\d{{1,3}})|(?P<open>\+))?\s
            (?:unbroken\s|reps\s(?:of\s)?)?{_NAME}""",
        means="reps, for men and women where there are two",
        example="25/20 Handstand Push-Ups",
        read=put_reps,
    ),
)


def _put_last(phrase: re.Match[str], details: Details) -> bool:
    put = put_seconds if phrase["time"] else put_distance if phrase["distance"] else put_calories
    return put(phrase, details)


MEASURE_LAST = form(
    "the movement, then a measure",
    rf""",?\s(?:(?:for\s)?(?P<time>{TIME_RANGE})|(?:(?P<near>\d{{1,5}}){TO})?(?P<distance>{DISTANCE})
    |(?P<calories>\d{{1,3}})(?:/(?P<women>\d{{1,3}})|{TO}(?P<to>\d{{1,3}}))?[ -]?{CALORIES})$""",
    means="seconds, metres or calories of the movement before it",
    example="Run 400 Meters",
    read=_put_last,
)
TITLE = form(
    "the title of a piece",
    r"""(?:[A-Z][A-Za-z&/,' -]{0,60}?\s)?(?:session|work|conditioning|complex|training|intensity|circuit
        |accessory|accessories|strength|skills?|mobility
    |cool[ -]?down|finisher|metcon|gymnastics|technique|practice|endurance|stamina|prehab|superset|option\s?\w?)
    (?:\s\([^()\d]{1,40}\))?:?""",
    means="a new piece begins",
    example="OPTIONAL Additional Conditioning Session",
    read=_the_match,
)
