"""What sets lead to (a 1-RM, a heavy single), and what a percent is of: "1-RM Snatch", "best 400", "above"."""

from __future__ import annotations

from typing import Optional

from invictus.prescriptions.shapes import SaidOfScheme, Scheme
from invictus.prescriptions.values import NUMBER_WORD, number_in
from invictus.prescriptions.words import compiled, is_movement, is_remark, is_title, names_a_movement

REP_MAX = rf"(?:(?:\d{{1,2}}|{NUMBER_WORD})(?:[ -]?RM|[ -]rep[ -]max)(?!\w))"
_REP_MAX = compiled(REP_MAX)
_COUNT = rf"(?:\d{{1,2}}|(?:{NUMBER_WORD})\b)"
_HEAVY = rf"""(?:(?:moderately|moderate|fairly|technical|today's|new|true|max|current)\s){{0,2}}
    (?:heaviest|heavy|max(?:imum|imal)?)
    (?:[ -](?: single | double | triple | doubles | singles | effort | set\sof\s{_COUNT}(?:\sreps?)? | set | load
      | {_COUNT}(?:[ -]reps?)? ))?(?!\w)"""
_METRES = r"(?:\d{1,4}\s?(?:m|k|km|meters?|mile)?\s?)"
REPS_OF = {"single": 1, "double": 2, "triple": 3}


def rep_max(text: str) -> SaidOfScheme:
    """Return `"1RM"`, `"1-RM"` and `"one-rep max"` as `{"what": "1-RM", "rep_max": 1}`; other words as written."""
    count = number_in(text)
    return {"what": f"{count}-RM", "rep_max": count} if _REP_MAX.match(text) else {"what": text}


def aimed_reps(scheme: Scheme) -> Optional[int]:
    """Return the reps of the set that is established, if the post gives them: 5 for "5-RM" and "heavy set of 5"."""
    what = scheme["what"].lower()
    named = (reps for word, reps in REPS_OF.items() if word in what)
    return scheme["rep_max"] or next(named, number_in(what) or None)


# What a percent may be of, apart from a movement: "best 400", "500m pace", "heaviest set", "above", "body weight".
_OTHER_REFERENCE = compiled(
    rf"""(?: above | that(?:\s(?:weight|load|number))? | it | those | this | (?:that\s)?body\s?weight | bw
    | max\sheart\srate | max(?:imum)?\seffort
    | (?:{REP_MAX} | {_HEAVY} | (?:heaviest|heavy|top|best|max)(?:\s(?:weight|load|lift))? | single | double | triple)
      (?:\s(?:for|of|from)\s(?:the\sday|today|above|that\sday|part\s[A-Z]|[A-Z]))?
    | (?:best\s)?{_METRES}*(?:best|pace|race\space|effort|time) | best\s{_METRES}(?:\s(?:pace|time|row|run))? )"""
)
_POSSESSIVE = compiled(r"(?:(?:your|the|our|an?|current|estimated|projected|previous)\s)*")
_TODAYS = compiled(r"(?:today's|this\sweek's|(?:the|your)\sday's|new)\s(?:new\s)?(?=\S)")
_MAXIMUM_OF = compiled(rf"^{REP_MAX}|\b{REP_MAX}$")
_FROM = compiled(
    r"""\s(?:from|of|for|on)\s(?:last\s|the\s)?(?:(?:mon|tues|wednes|thurs|fri|satur|sun)?day|week|today|above
    |part\s[A-Z]|[A-Z])$"""
)
_BEST_OF = compiled(r"(?:best|heaviest|heavy|max|top)\s(?=[a-z])")
_BEHIND = compiled(r"(?:(?<=[a-z])\smax(?:imum)?)?(?:\s(?:weight|load)s?)?$")
_JOINTS = compiled(r"\s(?:and|but|as|while|or|with|then)\s")


def maximum(of: str) -> Optional[str]:
    """Return what a percent is of: `"1RM Snatch"` to "1-RM Snatch", `"your 10-RM"` to "10-RM"; "best 400"
    and, where no RM is named, "Snatch" as written. None if the words are neither."""
    of = of.strip(" .,/")
    whole = _maximum(of)
    for joint in () if whole else reversed(list(_JOINTS.finditer(of))):
        # "1-RM Snatch and work up": the words after it are a remark.
        left = _maximum(of[: joint.start()])
        if left and is_remark(of[joint.end() :]):
            return left
    return whole


def _maximum(of: str) -> Optional[str]:
    bare = _POSSESSIVE.sub("", of, count=1)
    of_today = _TODAYS.match(bare)
    bare = _POSSESSIVE.sub("", bare[of_today.end() :] if of_today else bare, count=1)
    today = "today's " if of_today else ""
    if _OTHER_REFERENCE.fullmatch(bare) and not _MAXIMUM_OF.fullmatch(bare):
        return today + bare
    best = _BEST_OF.match(bare)
    if best:
        return today + bare if _is_lift(bare[best.end() :]) else None
    when = _FROM.search(bare)
    bare, tail = (bare[: when.start()], when[0]) if when else (_BEHIND.sub("", bare, count=1), "")
    number = _MAXIMUM_OF.search(bare)
    name = (bare[: number.start()] + bare[number.end() :]).strip().removeprefix("of ") if number else bare
    if (name and not _is_lift(name)) or not (name or number):
        return None
    said = " ".join(part for part in (rep_max(number[0])["what"] if number else "", name) if part)
    return today + said + tail


def _is_lift(name: str) -> bool:
    return is_movement(name) and (is_title(name) or (name.islower() and names_a_movement(name)))
