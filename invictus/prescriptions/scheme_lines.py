"""Lines that say how a block is done, perhaps with its movement: `EMOM 10: 2 Cleans`, `and then…`, `Minute 1 - ...`."""

from __future__ import annotations

import re
from typing import Optional

from invictus.prescriptions.details import put_reps
from invictus.prescriptions.form import compiled
from invictus.prescriptions.movement_lines import looks_like_a_name, movement_line, with_sets_after_the_aim
from invictus.prescriptions.names import named
from invictus.prescriptions.openings import FOLLOWED_BY, LIST_CLOSES, REPS_EVERY, TURN, turn_of
from invictus.prescriptions.phrases import read_details
from invictus.prescriptions.quantities import COUNT, TIME, count, seconds_of
from invictus.prescriptions.reading import LineReading
from invictus.prescriptions.scheme_details import read_scheme_detail
from invictus.prescriptions.schemes import SchemeReading, read_scheme
from invictus.prescriptions.shapes import SaidOfExercise, Scheme
from invictus.prescriptions.shorthand import LADDER
from invictus.prescriptions.words import has_quantity, is_cue, names_a_movement

# --- Followed by..., and the minutes of a cycle -----------------------------------------------------------------------


def followed_by_line(text: str, written: str) -> Optional[LineReading]:
    phrase = FOLLOWED_BY.pattern.match(text)
    if not phrase:
        return None
    rest: SaidOfExercise = {}
    if phrase["rest"]:
        spent = LineReading()
        if not read_details(phrase["rest"], phrase["rest"], 0, spent):
            return None
        rest = spent.fields
    if phrase.end() == len(text):
        return LineReading(opens=True, fields=rest, leads_on="immediately" in text.lower())
    reading = scheme_line(text[phrase.end() :], written[phrase.end() :])
    if reading is None or rest:
        return None
    reading.opens = True
    return reading


def turn_line(text: str, written: str) -> Optional[LineReading]:
    """Read `Minute 1 - Box Jumps x 5 reps`, `Odd: 3 Power Jerks`, `Minute 3: Rest`."""
    phrase = TURN.pattern.match(text)
    turn = turn_of(phrase) if phrase else None
    if not phrase or not turn:
        return None
    rest = text[phrase.end() :]
    if not rest:
        return LineReading(turn=turn)
    if re.fullmatch(r"rest\.?", rest, re.I):
        return LineReading(turn=turn, rests=True)
    reading = movement_line(rest, written[phrase.end() :])
    if reading is None or reading.scheme:
        return None
    reading.turn = turn
    return reading


# --- The scheme, and a movement after it on the same line -------------------------------------------------------------

_SCHEME_ENDS = compiled(
    r"""(?:,?\s(?:perform|complete|do|alternate|alternating)(?:\sbetween)?(?:\sthe\sfollowing(?:\s\w{1,12}){0,2})?)?
    (?:,?\s(?:each\s)?for\s(?:times?|max\s(?:reps|calories|distance)))?,?(?:\s(?:for|of)\s(?:each|the\sfollowing(?:\s\w{1,12}){0,2}))?(?:\sof)?(?:\s(?:for|of)
    \sthe\sday)?(?:\sin)?[\s.:]*"""
)
_CLOCK_JOINT = compiled(r"(?:,|:|\s-)?\s")
_MOVEMENT_FOLLOWS = compiled(r"(?:\sof)?(?:\s?:|(?<=of))\s|,\s|\s-\s")
# "3 rounds, as slow as you like:"
_IN_WHAT_MANNER = compiled(r",\s(?P<words>[a-z][a-z' ]{2,60}):")
# "Tabata Hollow Rocks" and "establish a 1-RM Snatch" need no mark between.
_A_BLANK = compiled(r"(?:\s(?:of|in\sthe|on\sthe|for\sthe))?:?\s(?!for\s)")
_SAID_AGAIN = compiled(r"\s?\((?P<again>[^()]{1,80})\)")


def scheme_line(text: str, written: str) -> Optional[LineReading]:
    found = read_scheme(text)
    if not found:
        return None
    reading = _after_scheme(found.scheme, text, written, _past_repetition(text, found))
    if reading:
        reading.ladder, reading.takes_turns = list(found.ladder), found.takes_turns
    return reading


def _past_repetition(text: str, found: SchemeReading) -> int:
    """Return where the scheme ends if parentheses after it say it again: "EMOM 10 (every minute for 10 minutes)"."""
    again = _SAID_AGAIN.match(text, found.end)
    same = again and read_scheme(again["again"]) == found._replace(end=len(again["again"]))
    return again.end() if again and same else found.end


def _after_scheme(scheme: Scheme, text: str, written: str, end: int) -> Optional[LineReading]:
    if scheme["kind"] == "clock":
        joint = _CLOCK_JOINT.match(text, end)
        following = scheme_line(text[joint.end() :], written[joint.end() :]) if joint else None
        if following is not None and following.scheme["kind"] != "clock":
            following.scheme["starts_s"] = scheme["starts_s"]
            return following
    if _SCHEME_ENDS.fullmatch(text, end):
        return LineReading(scheme=scheme)
    aside = _SAID_AGAIN.match(text, end)
    if aside and is_cue(aside[0].strip()) and _SCHEME_ENDS.fullmatch(text, aside.end()):
        return LineReading(scheme=scheme, cues=[written[aside.start() : aside.end()].strip()])
    manner = _IN_WHAT_MANNER.fullmatch(text, end)
    if (
        manner
        and scheme["kind"] in ("sets", "rounds")
        and not has_quantity(manner["words"])
        and not names_a_movement(manner["words"])
    ):
        return LineReading(scheme=scheme, cues=[written])
    is_phrase = scheme["kind"] in ("establish", "tabata")
    joint = (_A_BLANK if is_phrase else _MOVEMENT_FOLLOWS).match(text, end)
    if not joint:
        return _aim_details(scheme, text, written, end) if scheme["kind"] == "establish" else None
    text, written = text[joint.end() :], written[joint.end() :]
    if scheme["kind"] == "establish":
        return _established(text, written, scheme) or _aim_details(scheme, text, written, 0)
    if scheme["kind"] == "tabata":
        detail = read_scheme_detail(text)
        if detail:
            return LineReading(scheme={**scheme, **detail})
    reading = movement_line(text, written)
    if reading and not reading.scheme and not (reading.is_bare_movement and not looks_like_a_name(reading.movement)):
        reading.scheme = scheme
        return reading
    details = LineReading(scheme=scheme)
    is_rest = read_details(text, written, 0, details) and (
        details.rests or details.fields.keys() <= {"rest_s", "rest_to_s"}
    )
    return details if is_rest and not (details.loads or details.groups) else None


_ESTABLISH_ENDS = compiled(
    rf"""(?:\s(?:for|of)\sthe\sday)?(?:\s(?:in|within)\s(?P<within>{TIME}))?(?:\s(?:in|across|over)\s
        (?P<sets>{COUNT})\ssets)?
    (?P<limit>\s?(?:-|\()\s?(?:no\smore\sthan|max)\s[^()@%]{{1,40}}\)?)?(?P<then>,?\s(?:and\s)?then)?[.:]*$"""
)


def _established(text: str, written: str, scheme: Scheme) -> Optional[LineReading]:
    """Read `Back Squat`, `Back Squat in 20 minutes`, `Back Squat for the day` after "establish a 1-RM"."""
    after = _SETS_AFTER.search(text)
    if after:
        reading = _established(text[: after.start()], written[: after.start()], scheme)
        return reading if reading and _adds_sets(reading, text, written, after.end()) else None
    aside = _LAST_ASIDE.search(text)
    if aside and is_cue(aside[1]):
        reading = _established(text[: aside.start()], written[: aside.start()], scheme)
        if reading:
            reading.cues.append(written[aside.start(1) : aside.end(1)])
        return reading
    ending = next((match for match in _ESTABLISH_ENDS.finditer(text)), None)
    if not ending or (ending["within"] and scheme["duration_s"]) or (ending["sets"] and scheme["sets"]):
        return None
    name = written[: ending.start()]
    reading = named(name[3:] if name.startswith("of ") else name)
    if not reading:
        return None
    reading.scheme = {**scheme}
    if ending["within"]:
        reading.scheme["duration_s"] = seconds_of(ending["within"])
    if ending["sets"]:
        reading.scheme["sets"] = reading.scheme["sets_to"] = count(ending["sets"])
    if ending["limit"]:
        reading.cues.append(written[ending.start("limit") : ending.end("limit")].strip())
    return reading


# "..., then 2x5 @ 90% of that"
_SETS_AFTER = compiled(r",?\s(?:and\s)?then:?\s(?=[\d-]|one\b|two\b|three\b|four\b|five\b)")
_LAST_ASIDE = compiled(r"\s(\([^()]{1,100}\))[.:]?$")


def _adds_sets(reading: LineReading, text: str, written: str, at: int) -> bool:
    if not read_details(text, written, at, reading) or not reading.groups or reading.loads or reading.sets:
        return False
    with_sets_after_the_aim(reading)
    return True


def _aim_details(scheme: Scheme, text: str, written: str, at: int) -> Optional[LineReading]:
    """Read `Build to a heavy single, then 90% x 2`: sets, a rest or a limit after the aim, and no movement."""
    reading = LineReading(scheme=scheme)
    if not read_details(text, written, at, reading) or reading.sets or reading.aim or reading.loads:
        return None
    return with_sets_after_the_aim(reading) if reading.groups else reading


def scheme_detail_line(text: str) -> Optional[LineReading]:
    ladder = LADDER.pattern.fullmatch(text.rstrip(" .:"))
    if ladder:
        loads = LADDER.read(ladder)
        return (
            LineReading(ladder=[each["reps"] for _, each in loads]) if all(each["reps"] for _, each in loads) else None
        )
    detail = read_scheme_detail(text)
    return LineReading(scheme_detail=detail) if detail else None


def list_closes_line(text: str, written: str) -> Optional[LineReading]:
    """Read `8 reps each exercise, 5 rounds` below a list of movements."""
    phrase = LIST_CLOSES.pattern.match(text)
    found = read_scheme(text, phrase.start("scheme")) if phrase else None
    if not phrase or not found or found.scheme["kind"] not in ("sets", "rounds"):
        return None
    reading = LineReading(scheme=found.scheme, closes=True)
    if not read_details(text, written, found.end, reading) or reading.loads or reading.groups or reading.sets:
        return None
    if phrase["reps"]:
        reading.fields["reps"] = reading.fields["reps_to"] = int(phrase["reps"])
    return reading if phrase["reps"] or reading.fields else None


def reps_every_line(text: str, written: str) -> Optional[LineReading]:
    """Read `2 reps every 30 seconds for 7 minutes @ 70% of above`, which is about the movement above."""
    phrase = REPS_EVERY.pattern.match(text)
    found = read_scheme(text, phrase.start("scheme")) if phrase else None
    if not phrase or not found or found.scheme["kind"] != "every":
        return None
    reading = LineReading(scheme=found.scheme, same_movement=True)
    if not put_reps(phrase, reading) or not read_details(text, written, found.end, reading):
        return None
    return None if reading.groups or reading.sets else reading
