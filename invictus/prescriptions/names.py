"""The names of movements: where one ends in a line, what its parts are; and of maxima: what a percent is of."""

from __future__ import annotations

import re
from typing import Optional

from invictus.exercises import Part, SaidOfLoad, SaidOfScheme
from invictus.lifts import singular
from invictus.marks import plain
from invictus.prescriptions.forms import Said
from invictus.prescriptions.reading import LineReading
from invictus.prescriptions.tokens import TokenLine
from invictus.prescriptions.values import FIGURES, number_in
from invictus.prescriptions.words import compiled, is_movement, is_title, names_a_movement

# A word of a name, among symbols. A name ends before the words listed.
_WORD = r"""(?!(?:x|for|rest|each|per|max|tempo|then|pick|as|ahap|establish|amrap|emom|set|rep|round|every|unbroken
    |light|heavy|moderate|remaining|up\ to|(?:work|build)\ (?:up|to))\ )[a-zß-ÿ][^ ]*\ """
_COUNTED = r"<number>\ (?=[a-z])"
_TIMED = r"<time>\ (?:pause|hold|descent|eccentric|negative|lowering)s?\ "
_WITHIN = rf"{_WORD}|[-+&/,]\ |{_COUNTED}|{_TIMED}"
# "(Klokov Press)", "(above knee)", "(Clean + Jerk)", "2 Front Squats + Jerk", "Pull with 3 second pause at knee"
_NAME = compiled(
    rf"""(?:(?:tempo|unbroken)\ (?=[a-z]))?(?:{_COUNTED})?
    (?: {_WORD} | [&/'+]\ (?!side\ ) | (?<=\+\ ){_COUNTED} | (?<=[a-z]\ ){_TIMED} | \(\ (?:{_WITHIN}|[()]\ )*\)\ )*"""
)
_SECONDS = r"\d{1,2}[ -]?(?:second|sec|count)s?\s"
_PAUSE_IN_NAME = compiled(rf"(?:{_SECONDS}pause|\bpaus\w+\s(?:for|at|in|on|above|below|off))\b[^(),+]{{0,60}}")
_TEMPO_IN_NAME = compiled(rf"{_SECONDS}(?:eccentric|negative|descent|lowering|down)\b")


def name_at(line: TokenLine, at: int) -> tuple[Optional[LineReading], int]:
    """Return the movement that a line names at a token, with its parts, pause and tempo, and where its name ends."""
    for end in range(line.past(_NAME, at), at, -1):
        name = line.written(at, end).strip()
        parts = _parts(name)
        if all(is_movement(plain(part["name"])) for part in parts):
            reading = LineReading(movement=name, parts=parts)
            if pause := _PAUSE_IN_NAME.search(name):
                reading.fields["pause"] = pause[0].strip()
            if tempo := _TEMPO_IN_NAME.search(name):
                reading.fields["tempo"] = tempo[0]
            return reading, end
    return None, at


def all_counted(written: str) -> bool:
    """Return whether every part of a complex has its own count: "1 Power Clean + 2 Front Squats"."""
    return all(re.match(r"\d{1,3} ", name) for name in _split_complex(written))


_BARBELL = compiled(r"\b(?:snatch|clean|jerk|squat|deadlift|thruster|press|pull|ohs|c&j)e?s?\b(?!-?\s?(?:up|apart))")
# A percent beside these is of the most reps, or of another lift.
NO_MAXIMUM = compiled(
    r"""\b(?:air|jump|pistol|cossack|sissy|hindu|prisoner|skater|hop|burpee|(?:pull|push|sit|chin|v|muscle)[ -]?up
    |toes|wall|(?:single|double)[ -]?under|run|bike|plank|hollow|swing|hspu)"""
)
_NO_BARBELL = compiled(r"\b(?:goblet|bulgarian|k\.?b|kettle|d\.?b|dumb|leg|box|split[ -]s[qt]|landmine|band|ring|face)")


def is_barbell_lift(name: str) -> bool:
    """Return whether it is lifted with a barbell: a "Front Squat", no "Air Squat"."""
    return bool(_BARBELL.search(name)) and not (NO_MAXIMUM.search(name) or _NO_BARBELL.search(name))


def lifts_in(name: str) -> int:
    """Return how many lifts a name joins with "&", "/" or "and": a Clean & Jerk is two."""
    return len(re.split(r"\s?(?:&|/)\s?|\sand\s", plain(name)))


def _parts(written: str) -> list[Part]:
    """Return the movements of a complex, `(Clean + 2 Front Squats + Jerk)`, each with its number of times in one rep of
    the complex; a movement alone is its own only part. A "3 Position Snatch" is done once."""
    names = _split_complex(written)
    parts: list[Part] = []
    for name in names:
        times = None if len(names) == 1 or is_movement(plain(name)) else re.match(r"([1-9]\d{0,2}) ", name)
        bare, number = (name[times.end() :], int(times[1])) if times else (name, 1)
        parts.append({"name": bare, "times": number, "video": ""})
    return parts


def _split_complex(written: str) -> list[str]:
    """Split at every plus outside parentheses but those around all of it."""
    is_within = re.fullmatch(r"\((?:[^()]|\([^()]*\))*\)", written)
    return [name.strip() for name in re.split(r"\+(?![^()]*\))", written[1:-1] if is_within else written)]


def fit_times(parts: list[Part], times: list[int]) -> bool:
    """Return whether "3+1" counts the parts of a complex; False if their number differs, or their counts do."""
    lifts = lifts_in(parts[0]["name"]) if len(parts) == 1 else len(parts)
    counted = [part["times"] for part in parts]
    return len(times) == lifts and (max(counted) == 1 or counted == times)


def may_speak_of(text: str, movement: str) -> bool:
    """Return whether a text may be about a movement: it names none, or "squat" where this is the Back Squat."""
    words, own = (re.findall(r"[a-z0-9]+", plain(each).lower()) for each in (text, movement))
    named = {singular(word) for word in words if names_a_movement(word)}
    return bool(movement) and (not names_a_movement(text) or not named.isdisjoint(map(singular, own)))


def looks_like_a_name(written: str) -> bool:
    """Return whether the counted words name a movement: "10 Air Squats", "15 push-ups"; not "2 tries"."""
    return written[:1].isupper() or names_a_movement(written)


# --- What sets lead to (a 1-RM, a heavy single), and what a percent is of: "1-RM Snatch", "best 400", "above" ---------

_REP_MAX = compiled(rf"\b{FIGURES['rm'][0]}")
_DISTANCE = r"(?:\d{1,4}\s?(?:(?:m|k|km|meters?|mile)\b\s?)?)"
_MAXIMUM = compiled(
    r"""(?:(?:your|the|our|an?|current|estimated|projected|previous)\s)*
    (?P<today>(?:(?:today'?s|this\sweek's|day's|daily|new)\s)+)? (?P<what>.+?)
    (?P<tail>\s(?:from|of|for|on)\s(?:last\s|the\s|that\s)?(?:\w*day|week|above|(?:part\s)?[A-Z]))?"""
)
# What a percent may be of, apart from a movement: "best 400", "500m pace", "heaviest set", "above", "body weight".
_OTHER_REFERENCE = compiled(
    rf"""above | it | those | this | that | (?:that\s)?body\s?weight | bw | max\sheart\srate
    | (?:(?:that|moderate(?:ly)?|fairly|technical|true|current|training|heaviest|heavy|top|best|max\w*)(?:[ -]|$))*
      (?:singles? | doubles? | triples? | effort | set(?:\sof\s\w+(?:\sreps?)?)? | load | weight | number | lift)?
    | (?:best\s)?{_DISTANCE}?(?:best|pace|race\space|effort|time|row|run) | best\s{_DISTANCE}"""
)
_BEST = compiled(r"(?:best|heaviest|heavy|max|top)\s")
_NO_NAME = compiled(rf"{_REP_MAX.pattern}(?:\sof\b)? | (?:(?<=[a-z])\smax(?:imum)?)?(?:\s(?:weight|load)s?)?$")


def rep_max(text: str) -> SaidOfScheme:
    """Return `"1RM"`, `"1-RM"` and `"one-rep max"` as `{"what": "1-RM", "rep_max": 1}`; other words as written."""
    count = number_in(text)
    return {"what": f"{count}-RM", "rep_max": count} if _REP_MAX.match(text) else {"what": text}


def maximum(of: str) -> Optional[str]:
    """Return what a percent is of: `"1RM Snatch"` to "1-RM Snatch", `"your 10-RM"` to "10-RM"; "best 400"
    and, where no RM is named, "Snatch" as written. None if the words are neither."""
    said = _MAXIMUM.fullmatch(of.strip(" .,/"))
    if not said:
        return None
    what, number = said["what"], _REP_MAX.search(said["what"])
    name = _NO_NAME.sub("", what).strip()
    lift = _BEST.sub("", name, 1)
    if _OTHER_REFERENCE.fullmatch(what):
        name, number = what.lower(), None
    elif name and not (is_movement(lift) and (is_title(lift) or (lift.islower() and names_a_movement(lift)))):
        return None
    words = [rep_max(number[0])["what"] if number else "", name]
    return ("today's " if said["today"] else "") + " ".join(filter(None, words)) + (said["tail"] or "")


def base_of(said: Said) -> Optional[str]:
    """Return what a percent is of; "" if it is not said, None if it is no lift."""
    return maximum(said.text("of") or "bodyweight") if "of" in said else ""


def weight_of(said: Said, name: str = "load") -> Optional[SaidOfLoad]:
    """Return the percent with its base, or the weight; {} without one, None for a base that is not a lift."""
    value, of = said[name], base_of(said)
    if value is None or of is None:
        return {} if value is None else None
    if len(value) == 3:  # (95.0, 65.0, "lb")
        return {"weight": value[0], "weight_women": value[1], "unit": value[2]}
    return {"percent_from": value[0], "percent_to": value[1], "of": of}
