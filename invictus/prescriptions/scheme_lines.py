"""Lines with a scheme: `EMOM 10: 2 Cleans`, `Take 15 minutes to build to a 1-RM Snatch, then 2x3 @ 90%`."""

from __future__ import annotations

import re
from typing import Optional

from invictus.prescriptions.forms import Said
from invictus.prescriptions.line_details import begins_detail, read_details
from invictus.prescriptions.movements import movement_lines, with_sets_after_the_aim
from invictus.prescriptions.names import looks_like_a_name, named
from invictus.prescriptions.openings import LIST_CLOSES, REPS_EVERY
from invictus.prescriptions.reading import LineReading
from invictus.prescriptions.schemes import SchemeReading, read_scheme, read_scheme_detail
from invictus.prescriptions.shapes import Scheme
from invictus.prescriptions.tokens import TokenLine
from invictus.prescriptions.words import has_quantity, is_cue, is_for_others, is_remark, names_a_movement

_SCHEME_ENDS = re.compile(
    r"(?:(?:, )?(?:complete |alternating )(?:between )?(?:the following (?:\w+ ){0,2})?)?"
    r"(?:(?:, )?(?:each )?for (?:times? |max (?:rep |calorie |distance )))?(?:, )?"
    r"(?:(?:for|of) (?:each |the following (?:\w+ ){0,2}))?(?:of )?(?:(?:for|of) (?:the|this) (?:day |complex ))?"
    r"(?:the complex )?(?:in )?(?:[.:;] )*$"
)
_CLOCK_JOINT = re.compile(r"(?:[,:-] )?")
_MOVEMENT_FOLLOWS = re.compile(r"(?:of )?: |of |, |- |; ")
# "Tabata Hollow Rocks" and "establish a 1-RM Snatch" need no mark between.
_A_BLANK = re.compile(r"(?:of |in the |on the |for the )?(?:: )?(?!for )")


def scheme_line(line: TokenLine) -> Optional[LineReading]:
    """Read a scheme, perhaps with its movement: `EMOM 10: 2 Cleans`."""
    found = read_scheme(line)
    if not found:
        return None
    reading = _after_scheme(found.scheme, line, _past_repetition(line, found))
    if reading:
        alternates = "alternating" in line.symbols and found.scheme["kind"] == "every" and not reading.movement
        reading.ladder, reading.takes_turns = list(found.ladder), found.takes_turns or alternates
    return reading


def _past_repetition(line: TokenLine, found: SchemeReading) -> int:
    """Return where the scheme ends if parentheses after it say it again: "EMOM 10 (every minute for 10 minutes)"."""
    if line.symbol(found.end) != "(":
        return found.end
    again = read_scheme(line, found.end + 1)
    return (
        again.end + 1
        if again and line.symbol(again.end) == ")" and again._replace(end=0) == found._replace(end=0)
        else found.end
    )


def _after_scheme(scheme: Scheme, line: TokenLine, end: int) -> Optional[LineReading]:
    kind = scheme["kind"]
    if kind == "clock":
        joint = _CLOCK_JOINT.match(line.symbols, line.offsets[end])
        following = scheme_line(line.part(line.ends[joint.end()])) if joint else None
        if following is not None and following.scheme["kind"] != "clock":
            following.scheme["starts_s"] = scheme["starts_s"]
            return following
    if _SCHEME_ENDS.match(line.symbols, line.offsets[end]):
        return LineReading(scheme=scheme)
    aside = _aside_at_the_end(scheme, line, end)
    if aside:
        return aside
    is_phrase = kind in ("establish", "tabata")
    joint = (_A_BLANK if is_phrase else _MOVEMENT_FOLLOWS).match(line.symbols, line.offsets[end])
    if not joint:
        return _aim_details(scheme, line.part(end)) if kind == "establish" else _scheme_details(scheme, line.part(end))
    rest = line.part(line.ends[joint.end()])
    if not rest.tokens:
        return None
    if kind == "establish":
        return _established(rest, scheme) or _aim_details(scheme, rest)
    detail = read_scheme_detail(rest) if kind == "tabata" else None
    if detail:
        return LineReading(scheme={**scheme, **detail})
    reading = movement_lines(rest)
    if reading and not reading.scheme and not (reading.is_bare_movement and not looks_like_a_name(reading.movement)):
        reading.scheme = scheme
        return reading
    return _scheme_details(scheme, rest)


def _scheme_details(scheme: Scheme, rest: TokenLine) -> Optional[LineReading]:
    """Read what follows a scheme if it is no movement: a rest, or the load of its sets, "5 sets @ 70-75%"."""
    details = LineReading(scheme=scheme)
    if not rest.tokens or not begins_detail(rest, 0) or not read_details(rest, 0, details):
        return None
    if details.groups or details.sets or details.interval_s or details.aim:
        return None
    if "reps" in details.fields:
        return None
    only_rests = details.rests or details.fields.keys() <= {"rest_s", "rest_to_s"}
    if details.loads or not only_rests:
        # "5 sets @ 70%" says what the sets of the movement above it are.
        is_counted = scheme["kind"] in ("sets", "every") and bool(scheme["sets"])
        return details if is_counted and not any(each["sets"] for each in details.loads) else None
    return details


def _aside_at_the_end(scheme: Scheme, line: TokenLine, end: int) -> Optional[LineReading]:
    """Read `For time (partition as needed):` and `3 rounds, as slow as you like:`."""
    text = line.text(end, len(line.tokens))
    aside = re.fullmatch(r"(\([^()]+\))[\s.:;]*", text)
    if aside and (is_cue(aside[1]) or (is_remark(aside[1]) and not names_a_movement(aside[1]))):
        last = max(at for at in range(len(line.tokens)) if line.symbol(at) == ")")
        return LineReading(scheme=scheme, cues=[line.written(end, last + 1)])
    manner = re.fullmatch(r", ?([a-z][a-z' ]{2,60}):", text)
    says_more = manner and (has_quantity(manner[1]) or names_a_movement(manner[1]) or is_for_others(manner[1]))
    if manner and scheme["kind"] in ("sets", "rounds") and not says_more:
        return LineReading(scheme=scheme, cues=[line.written(0, len(line.tokens))])
    return None


# "..., then 2x5 @ 90% of that"
_SETS_AFTER = re.compile(r"(?:, )?(?:and )?then (?:: )?(?=<|- <|one |two )|, (?=<number> x <)")
_ESTABLISH_ENDS = re.compile(
    r"(?:(?:for|of) the day )?(?:(?:in|within) (?P<within><time> ))?(?:(?:in|across|over) (?P<sets><(?:number|"
    r"numword)> )set )?"
    r"(?P<limit>(?:[-(] )(?:no more than |at most |max )(?:(?![@()]|"
    r"<percent)\S+ )+(?:\) )?)?(?P<then>(?:, )?(?:and )?then )?"
    r"(?:[.:] )*$"
)


def _established(line: TokenLine, scheme: Scheme) -> Optional[LineReading]:
    """Read `Back Squat`, `Back Squat in 20 minutes`, `Back Squat for the day` after "establish a 1-RM"."""
    after = _SETS_AFTER.search(line.symbols)
    if after and line.ends.get(after.start()):
        reading = _established(line.part(0, line.ends[after.start()]), scheme)
        return reading if reading and _adds_sets(reading, line.part(line.ends[after.end()])) else None
    text = line.whole
    aside = re.search(r"\s(\([^()]{1,100}\))[.:]?$", text)
    if aside and is_cue(aside[1]):
        opens = max(at for at in range(len(line.tokens)) if line.symbol(at) == "(")
        reading = _established(line.part(0, opens), scheme)
        if reading:
            reading.cues.append(line.written(opens, len(line.tokens)).rstrip(".:"))
        return reading
    for at in range(1, len(line.tokens) + 1):
        ending = _ESTABLISH_ENDS.match(line.symbols, line.offsets[at])
        if ending:
            break
    else:
        return None
    within = line.tokens[line.ends[ending.start("within")]].value if ending["within"] else None
    sets = line.tokens[line.ends[ending.start("sets")]].value if ending["sets"] else None
    if (within and scheme["duration_s"]) or (sets and scheme["sets"]):
        return None
    first = 1 if line.symbol(0) == "of" else 0
    reading = named(line.written(first, at))
    if not reading:
        return None
    reading.scheme = {**scheme}
    if within:
        reading.scheme["duration_s"] = within[1]
    if sets:
        reading.scheme["sets"] = reading.scheme["sets_to"] = sets
    if ending["limit"]:
        limit = line.ends[ending.start("limit")], line.ends[ending.end("limit")]
        reading.cues.append(line.written(*limit))
    return reading


def _adds_sets(reading: LineReading, rest: TokenLine) -> bool:
    if not read_details(rest, 0, reading) or not reading.groups or reading.loads or reading.sets:
        return False
    with_sets_after_the_aim(reading)
    return True


def _aim_details(scheme: Scheme, rest: TokenLine) -> Optional[LineReading]:
    """Read `Build to a heavy single, then 90% x 2`: sets, a rest or a limit after the aim, and no movement."""
    reading = LineReading(scheme=scheme)
    if not rest.tokens or (rest.symbol(0)[0].isalpha() and not begins_detail(rest, 0)):
        return None
    if not read_details(rest, 0, reading) or reading.sets or reading.aim or reading.loads:
        return None
    return with_sets_after_the_aim(reading) if reading.groups else reading


def scheme_detail_line(line: TokenLine) -> Optional[LineReading]:
    """Read `21-15-9` or `20 seconds on` below a scheme."""
    if line.symbol(0) == "<ladder>" and line.past_marks(1) == len(line.tokens):
        return LineReading(ladder=line.tokens[0].value)
    detail = read_scheme_detail(line)
    return LineReading(scheme_detail=detail) if detail else None


def list_closes_line(line: TokenLine) -> Optional[LineReading]:
    """Read `8 reps each exercise, 5 rounds` below a list of movements."""
    said = LIST_CLOSES.pattern.match(line.symbols)
    at = line.ends[said.end()] if said else 0
    found = read_scheme(line, at) if said else None
    if not said or not found or found.scheme["kind"] not in ("sets", "rounds"):
        return None
    reading = LineReading(scheme=found.scheme, closes=True)
    reps = Said(line, said)["reps"] if said.end() else None
    if not read_details(line, found.end, reading) or reading.loads or reading.groups or reading.sets or reading.cues:
        return None
    if reps:
        reading.fields["reps"] = reading.fields["reps_to"] = reps
    return reading if reps or reading.fields else None


def reps_every_line(line: TokenLine) -> Optional[LineReading]:
    """Read `2 reps every 30 seconds for 7 minutes @ 70% of above`, which is about the movement above."""
    said = REPS_EVERY.at(line, 0)
    found = read_scheme(line, said.end) if said else None
    if not said or not found or found.scheme["kind"] != "every":
        return None
    reading = LineReading(scheme=found.scheme, same_movement=True)
    if not reading.put_reps(said["reps"], said["reps"]) or not read_details(line, found.end, reading):
        return None
    return None if reading.groups or reading.sets else reading
