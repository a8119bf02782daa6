"""The load of a set: a percent, a weight, or words; and what a percent is of."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Optional

from invictus.prescriptions.aims import AIM, REP_MAX, rep_max
from invictus.prescriptions.exercise import LOAD, weight_in
from invictus.prescriptions.form import compiled
from invictus.prescriptions.quantities import WEIGHT
from invictus.prescriptions.shapes import Load, SaidOfLoad
from invictus.prescriptions.words import is_movement, is_title, names_a_movement

if TYPE_CHECKING:
    from typing_extensions import Unpack


def load(sets: list[int], **said: Unpack[SaidOfLoad]) -> Load:
    """Return a load for the sets numbered, or for all of them if no numbers are given."""
    return {**LOAD, "sets": sets, **said}


def says_weight(load: Load) -> bool:
    """Return whether a load says how heavy, in any way."""
    return any(figure not in (None, "") for figure in weight_in(load).values())


def says_something(load: Load) -> bool:
    """Return whether a load says anything at all: "Sets 1-2" alone does not."""
    return says_weight(load) or load["reps"] is not None or load["max_effort"]


# What a percent may be of, apart from a movement: "best 400", "500m pace", "heaviest set", "above", "body weight".
_OTHER_REFERENCE = compiled(
    rf"""(?: above | that | it | those | this | (?:that\s|your\s)?body\s?weight | max(?:imum)?(?:\seffort)?
        | max\sheart\srate
    | (?:heaviest|heavy|top|best|max)(?:\s(?:set|single|double|triple|weight|load|lift))?(?:\s(?:from|of)\s
    (?:the\sday|today|above|part\s[A-Z]|[A-Z]))?
    | {AIM}(?:\s(?:for|of|from)\s(?:the\sday|today|above|that\sday|part\s[A-Z]|[A-Z]))?
    | (?:best\s)?(?:\d{{1,4}}\s?(?:m|k|km|meters?|mile)\s)?(?:\d{{1,4}}\s?(?:m|k|km)\s?)?(?:best|pace|race\space
    |effort|time)
    | best\s\d{{1,4}}\s?(?:m|k|km|meters?|mile)?(?:\s(?:pace|time|row|run))?
    )"""
)
_POSSESSIVE = compiled(r"(?:your\s|the\s|our\s|a\s|an\s|current\s|estimated\s|projected\s|previous\s)+")
_TODAYS = compiled(r"(?:today's|this\sweek's|(?:the|your)\sday's)\s(?:new\s)?(?=\S)")
_MAXIMUM_OF = compiled(rf"^{REP_MAX}|\b{REP_MAX}$")
_FROM = compiled(
    r"""\s(?:from|of|for|on)\s(?:last\s|the\s)?(?:monday|tuesday|wednesday|thursday|friday|saturday|sunday|week
        |today|day|above|part\s[A-Z]|[A-Z])$"""
)
_BEST_OF = compiled(r"(?:best|heaviest|heavy|max|top)\s(?=[a-z])")
_WEIGHT_BEHIND = compiled(r"\s(?:weight|load)s?$")


def maximum(of: str) -> Optional[str]:
    """Return what a percent is of: `"1RM Snatch"` to "1-RM Snatch", `"your 10-RM"` to "10-RM"; "best 400"
    and, where no RM is named, "Snatch" as written. None if the words are neither."""
    of = of.strip(" .,")
    bare = _after(_POSSESSIVE, of)
    today = _TODAYS.match(bare)
    bare = _after(_POSSESSIVE, _after(_TODAYS, bare))
    if _OTHER_REFERENCE.fullmatch(bare) and not _MAXIMUM_OF.fullmatch(bare):
        return ("today's " if today else "") + bare
    best = _BEST_OF.match(bare)
    if best:
        lift = bare[best.end() :]
        named = is_movement(lift) and (is_title(lift) or names_a_movement(lift))
        return ("today's " if today else "") + bare if named else None
    when = _FROM.search(bare)
    if when:
        bare, tail = bare[: when.start()], bare[when.start() :]
    else:
        bare, tail = _WEIGHT_BEHIND.sub("", bare), ""
    number = _MAXIMUM_OF.search(bare)
    name = (bare[: number.start()] + bare[number.end() :]).strip() if number else bare
    if name.startswith("of "):
        name = name[3:]
    if name and not (is_movement(name) and (is_title(name) or name.islower())):
        return None
    if not name and not number:
        return None
    said = " ".join(part for part in (rep_max(number[0])["what"] if number else "", name) if part)
    return ("today's " if today else "") + said + tail


def _after(opening: re.Pattern[str], text: str) -> str:
    phrase = opening.match(text)
    return text[phrase.end() :] if phrase else text


# "(95/65)" of boxes and the like is a height.
_MEASURED_IN_HEIGHT = compiled(r"\b(?:box|jump\w{0,4}|step-?\s?ups?|step-?\s?overs?|climbs?)\b")
PAIR = rf"(?P<men>{WEIGHT})(?:\s?/\s?(?P<women>{WEIGHT}))?"


def is_measured_in_height(movement: str) -> bool:
    """Return whether a pair of numbers without a unit after its name would be inches: box jumps, rope climbs."""
    return bool(_MEASURED_IN_HEIGHT.search(movement))
