"""Which lift a name means: to point out a misspelt maximum, which would never be used."""

from __future__ import annotations

import re
from collections.abc import Iterable
from difflib import get_close_matches

from local.training.lifter import Maxima, lift_key
from local.training.loads import RELATED, WORDS_BEFORE_A_LIFT

# Lifts that percents are of. Others are known from the training that is shown.
_LIFTS = (
    "Snatch",
    "Clean & Jerk",
    *RELATED,
    "Back Squat",
    "Front Squat",
    "Overhead Squat",
    "Deadlift",
    "Strict Press",
    "Push Press",
    "Bench Press",
    "Good Morning",
    "Romanian Deadlift",
)
_MOST_MEANINGS = 3
_CLOSE = 0.75  # of 1: "Snach" is at 0.91 of "Snatch", "Press" at 0.67 of "Push Press"


def misspelt(maxima: Maxima, trained: Iterable[str]) -> list[str]:
    """Return a sentence for each maximum whose name only resembles a known lift. `trained` are names in use."""
    known = {lift_key(lift): lift for lift in (*_LIFTS, *trained)}
    remarks = []
    for key, (written, _) in maxima.by_name.items():
        name = re.sub(r"^\d+-rm ", "", key)
        meanings = [] if _is_known(name, known) else may_mean(name, known)
        if meanings:
            remarks.append(f"the maximum {written!r} is not used: write {' or '.join(meanings)} if that is meant")
    return remarks


def may_mean(name: str, known: dict[str, str]) -> list[str]:
    """Return the lifts that a folded name is like, at most three: by its letters, by a word of it, or as `CJ`, `BS`."""
    letters = re.sub(r"[^a-z]", "", name)
    short = [lift for key, lift in known.items() if len(letters) > 1 and letters == _initials(key)]
    words = set(name.split())
    wider = [
        lift for key, lift in known.items() if words < set(key.split()) and not _is_known_by_less(key, name, known)
    ]
    close = [known[key] for key in get_close_matches(name, known, n=_MOST_MEANINGS, cutoff=_CLOSE)]
    return list(dict.fromkeys((*short, *close, *wider)))[:_MOST_MEANINGS]


def _is_known_by_less(key: str, name: str, known: dict[str, str]) -> bool:
    """Return whether a lift with fewer words has the name in it: of "Back Squat" and "Pause Back Squat" the first."""
    words = set(name.split())
    return any(words < set(other.split()) < set(key.split()) for other in known)


def _is_known(name: str, known: dict[str, str]) -> bool:
    if name in known:
        return True
    before = next((words for words in WORDS_BEFORE_A_LIFT if name.startswith(words.casefold() + " ")), "")
    return bool(before) and _is_known(name[len(before) + 1 :], known)


def _initials(key: str) -> str:
    return "".join(word[0] for word in key.split() if word[0].isalpha())
