r"""What follows a movement, or a line below it says: reps, loads, rest, sides, tempo, pause, an aside.

PHRASES are read one after another to the end of the text, in any order, each of them once. Text is expected in plain
marks (see `prescriptions.marks`) and folded to single blanks.
"""

from __future__ import annotations

import re
from typing import Any

from invictus.prescriptions.details import AS_CUE, Details, put_groups
from invictus.prescriptions.form import Form, compiled, form
from invictus.prescriptions.load_phrases import LOAD_PHRASES, put_weight
from invictus.prescriptions.loads import says_something
from invictus.prescriptions.manner_phrases import MANNER_PHRASES
from invictus.prescriptions.shorthand import read_groups
from invictus.prescriptions.words import has_quantity, is_cue, names_a_movement
from invictus.prescriptions.work_phrases import WORK_PHRASES, put_cluster, put_each


def read_details(text: str, written: str, at: int, details: Details, movement: str = "") -> bool:
    """Read `text` from `at` to its end into `details`, as details of the movement named; False if something is left
    over, or said twice."""
    at = _next_phrase(text, at)
    while at < len(text) and not _LEADS_ON.match(text, at):
        listed = read_groups(text, at)
        if listed and put_groups(listed[0], details):
            details.part_times, end = listed[1], listed[2]
            at = _next_phrase(text, end)
            continue
        found = next(((match, row) for row in PHRASES if (match := row.pattern.match(text, at))), None)
        if not found:
            return False
        phrase, row = found
        read = row.read(phrase, details, movement) if row.read in NEED_THE_MOVEMENT else row.read(phrase, details)
        if not read:
            return False
        if read is AS_CUE:
            details.cues.append(written[phrase.start() : phrase.end()].strip())
        at = _next_phrase(text, phrase.end())
    return all(says_something(each) for each in details.loads)


def _next_phrase(text: str, at: int) -> int:
    between = _BETWEEN_PHRASES.match(text, at)
    return between.end() if between else at


def _aside(phrase: re.Match[str], details: Details) -> Any:
    """Read coaching words, "(slowly)", or details, "(5 seconds down, 2 second pause)"; keep the words among them."""
    if is_cue(phrase[0]):
        return AS_CUE
    inner, held = phrase["inner"], len(details.cues)
    read = read_details(f", {inner}", f", {inner}", 0, details)
    has_words = len(details.cues) > held
    del details.cues[held:]
    return read and (AS_CUE if has_words else True)


def _words(phrase: re.Match[str], details: Details) -> Any:
    words = phrase["words"]
    names_work = has_quantity(words) or names_a_movement(words) or _LINKS.search(words)
    return not names_work and len(words.split()) < 7 and AS_CUE


# The first that matches is read. An aside is tried after every phrase that may be in parentheses.
PHRASES: tuple[Form, ...] = (
    *WORK_PHRASES,
    *LOAD_PHRASES,
    *MANNER_PHRASES,
    form(
        "an aside",
        r"\((?P<inner>[^()]{1,150})\)",
        means="coaching words, or details",
        example="Dips x 10 reps (add weight if possible)",
        read=_aside,
    ),
    form(
        "words after a comma",
        r"(?<=,\s)(?P<words>[a-z][a-z' &-]{2,60}?)(?=\s?[@(,.;]|$)",
        means="coaching words, if they name neither a number nor a movement",
        example="Power Clean x 3 reps, touch and go",
        read=_words,
    ),
)
# These read the movement as well.
NEED_THE_MOVEMENT = (put_weight, put_cluster, put_each)

# Words that change what the rest of the line says.
_LINKS = compiled(
    r"""^(?:and|then|or|plus|with|to|into|followed|x)\b
    | \b(?:starting|start\s(?:at|with|from)|begin\w{0,4}|first|last|then|until|up\sto|only|except|every|each|odd
    |even)\b"""
)
# What leads on to the next movement: "..., immediately followed by".
_LEADS_ON = compiled(r"[\s,;-]*(?:immediately\s|directly\s)?(?:followed\sby|into)[\s:.]*$")
_BETWEEN_PHRASES = compiled(r"[\s,;:=*.]*(?:-{1,2}\s)?(?:(?:and\s)?then(?:\s|:|$))?")
