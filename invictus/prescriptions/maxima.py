"""What sets lead to (a 1-RM, a heavy single), and what a percent is of: "1-RM Snatch", "best 400", "above"."""

from __future__ import annotations

import re
from typing import Optional

from invictus.prescriptions.shapes import SaidOfScheme, Scheme
from invictus.prescriptions.values import NUMBER_WORD, NUMBER_WORDS
from invictus.prescriptions.words import compiled, is_movement, is_remark, is_title, names_a_movement

REP_MAX = rf"(?:(?:\d{{1,2}}|{NUMBER_WORD})(?:[ -]?RM|[ -]rep[ -]max)(?!\w))"
_COUNT = rf"(?:\d{{1,2}}|(?:{NUMBER_WORD})\b)"
_HEAVY = rf"""(?:(?:moderately|moderate|fairly|technical|today's|new|true|max|current)\s){{0,2}}
    (?:heaviest|heavy|max(?:imum|imal)?)
    (?:[ -](?: single | double | triple | doubles | singles | effort | set\sof\s{_COUNT}(?:\sreps?)? | set | load
      | {_COUNT}(?:[ -]reps?)? ))?(?!\w)"""
AIM = rf"(?:{REP_MAX}|{_HEAVY}|(?:single|double|triple)\b)"
# The number words that a reader of aims needs: "heavy double" is two reps.
_AIMED_REPS = {"single": 1, "singles": 1, "double": 2, "doubles": 2, "triple": 3, "triples": 3, **NUMBER_WORDS}


def rep_max(text: str) -> SaidOfScheme:
    """Return `"1RM"`, `"1-RM"` and `"one-rep max"` as `{"what": "1-RM", "rep_max": 1}`; other words as written."""
    number = re.match(rf"(\d{{1,2}}|{NUMBER_WORD})(?:[ -]?RM|[ -]rep[ -]max)", text, re.I)
    if not number:
        return {"what": text}
    count = NUMBER_WORDS.get(number[1].lower()) or int(number[1])
    return {"what": f"{count}-RM", "rep_max": count}


def aimed_reps(scheme: Scheme) -> Optional[int]:
    """Return the reps of the set that is established, if the post gives them: 5 for "5-RM" and "heavy set of 5"."""
    if scheme["rep_max"]:
        return int(scheme["rep_max"])
    words = re.findall(r"[a-z]+|\d+", scheme["what"].lower())
    return next((_AIMED_REPS.get(word) or int(word) for word in words if word in _AIMED_REPS or word.isdigit()), None)


# What a percent may be of, apart from a movement: "best 400", "500m pace", "heaviest set", "above", "body weight".
_OTHER_REFERENCE = compiled(
    rf"""(?: above | that(?:\s(?:weight|load|number))? | it | those | this
    | (?:that\s|your\s)?body\s?weight | bw | max(?:imum)?(?:\seffort)? | max\sheart\srate
    | (?:heaviest|heavy|top|best|max)(?:\s(?:set|single|double|triple|weight|load|lift))?(?:\s(?:from|of)\s
    (?:the\sday|today|above|part\s[A-Z]|[A-Z]))?
    | {AIM}(?:\s(?:for|of|from)\s(?:the\sday|today|above|that\sday|part\s[A-Z]|[A-Z]))?
    | (?:best\s)?(?:\d{{1,4}}\s?(?:m|k|km|meters?|mile)\s)?(?:\d{{1,4}}\s?(?:m|k|km)\s?)?(?:best|pace|race\space
    |effort|time)
    | best\s\d{{1,4}}\s?(?:m|k|km|meters?|mile)?(?:\s(?:pace|time|row|run))?
    )"""
)
_POSSESSIVE = compiled(r"(?:your\s|the\s|our\s|a\s|an\s|current\s|estimated\s|projected\s|previous\s)+")
_TODAYS = compiled(r"(?:today's|this\sweek's|(?:the|your)\sday's|new)\s(?:new\s)?(?=\S)")
_MAXIMUM_OF = compiled(rf"^{REP_MAX}|\b{REP_MAX}$")
_MAX_AFTER = compiled(r"(?<=[a-z])\s(?:max(?:imum)?)$")
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
    whole = _maximum(of)
    for joint in () if whole else reversed(list(_JOINTS.finditer(of))):
        # "1-RM Snatch and work up": the words after it are a remark.
        left = _maximum(of[: joint.start()])
        if left and is_remark(of[joint.end() :]):
            return left
    return whole


_JOINTS = compiled(r"\s(?:and|but|as|while|or|with|then)\s")


def _maximum(of: str) -> Optional[str]:
    bare = _after(_POSSESSIVE, of)
    today = _TODAYS.match(bare)
    bare = _after(_POSSESSIVE, _after(_TODAYS, bare))
    prefix = "today's " if today else ""
    if _OTHER_REFERENCE.fullmatch(bare) and not _MAXIMUM_OF.fullmatch(bare):
        return prefix + bare
    best = _BEST_OF.match(bare)
    if best:
        lift = bare[best.end() :]
        named = is_movement(lift) and (is_title(lift) or names_a_movement(lift))
        return prefix + bare if named else None
    when = _FROM.search(bare)
    if when:
        bare, tail = bare[: when.start()], bare[when.start() :]
    else:
        bare, tail = _WEIGHT_BEHIND.sub("", _MAX_AFTER.sub("", bare)), ""
    number = _MAXIMUM_OF.search(bare)
    name = (bare[: number.start()] + bare[number.end() :]).strip() if number else bare
    if name.startswith("of "):
        name = name[3:]
    if name and not (is_movement(name) and (is_title(name) or (name.islower() and names_a_movement(name)))):
        return None
    if not name and not number:
        return None
    said = " ".join(part for part in (rep_max(number[0])["what"] if number else "", name) if part)
    return prefix + said + tail


def _after(opening: re.Pattern[str], text: str) -> str:
    phrase = opening.match(text)
    return text[phrase.end() :] if phrase else text
