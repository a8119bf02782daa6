"""What sets lead to: a 1-RM, a 5-RM, a heavy single."""

from __future__ import annotations

import re
from typing import Optional

from invictus.prescriptions.quantities import COUNT, NUMBER_WORDS, count
from invictus.prescriptions.shapes import SaidOfScheme, Scheme

REP_MAX = r"(?:(?:\d{1,2}|one)[ -]?(?:rep\s)?(?:RM|max)(?!\w))"
_HEAVY = rf"""(?:(?:moderately|moderate|fairly|technical|today's|new|true|max|current)\s){{0,2}}
    (?:heaviest|heavy|max(?:imum|imal)?)
    (?:[ -](?: single | double | triple | doubles | singles | effort | set\sof\s{COUNT}(?:\sreps?)? | set | load
      | {COUNT}(?:\sreps?)? ))?(?!\w)"""
AIM = rf"(?:{REP_MAX}|{_HEAVY})"
TO_AIM = r"(?:establish(?:ing)?|(?:build|work|climb)(?:ing)?(?:\sup)?\sto|find|hit)"


def rep_max(text: str) -> SaidOfScheme:
    """Return `"1RM"`, `"1-RM"` and `"one-rep max"` as `{"what": "1-RM", "rep_max": 1}`; other words as written."""
    number = re.match(r"(\d{1,2}|one)[ -]?(?:rep )?(?:RM|max)", text, re.I)
    if not number:
        return {"what": text}
    return {"what": f"{count(number[1])}-RM", "rep_max": count(number[1])}


# The number words that a reader of aims needs: "heavy double" is two reps.
AIMED_REPS = {"single": 1, "singles": 1, "double": 2, "doubles": 2, "triple": 3, **NUMBER_WORDS}


def aimed_reps(scheme: Scheme) -> Optional[int]:
    """Return the reps of the set that is established, if the post gives them: 5 for "5-RM" and "heavy set of 5"."""
    if scheme["rep_max"]:
        return int(scheme["rep_max"])
    words = re.findall(r"[a-z]+|\d+", scheme["what"].lower())
    return next(
        (
            AIMED_REPS[word] if word in AIMED_REPS else int(word)
            for word in words
            if word in AIMED_REPS or word.isdigit()
        ),
        None,
    )
