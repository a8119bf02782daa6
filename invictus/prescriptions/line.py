"""Reading one line: `Snatch x 2 reps @ 75-80% of 1-RM Snatch` into its movement, reps and load.

`read_line` takes the line as the record has it and gives back a LineReading, or None. A line is understood when forms
take all of its figures, and the words left over are a harmless remark. What it means among its neighbours (which
exercise a rest belongs to) is decided in `segment`.
"""

from __future__ import annotations

import re
from dataclasses import fields as dataclass_fields
from typing import Optional

from invictus.prescriptions.details import begins_detail, read_details
from invictus.prescriptions.exercise import load, says_something
from invictus.prescriptions.forms import Said
from invictus.prescriptions.groups import AMBIGUOUS, read_groups
from invictus.prescriptions.movements import movement_line, movement_lines, with_sets_after_the_aim
from invictus.prescriptions.names import looks_like_a_name, named
from invictus.prescriptions.openings import (
    FOLLOWED_BY,
    LIST_CLOSES,
    REPS_EVERY,
    heads,
    label_end,
    past_numbers,
    read_turn,
)
from invictus.prescriptions.reading import LineReading
from invictus.prescriptions.schemes import SchemeReading, read_scheme, read_scheme_detail
from invictus.prescriptions.sentences import read_sentence, sentences
from invictus.prescriptions.shapes import SaidOfExercise, SaidOfLoad, Scheme
from invictus.prescriptions.tokens import Line, read_tokens
from invictus.prescriptions.words import (
    has_quantity,
    is_cue,
    is_for_others,
    is_label,
    is_remark,
    is_title,
    names_a_movement,
)

# No prescription is longer. A longer line is prose, and no form is tried on it.
LONGEST_LINE = 600
_LONGEST_SENTENCE = 300


def read_line(line: str) -> Optional[LineReading]:
    """Return the reading of a line as the record has it; None if it is not understood."""
    if len(line) > LONGEST_LINE:
        return None
    tokens = read_tokens(line)
    reading = read_of(tokens)
    if reading and len(reading.cues) == 1 and not reading.movement:
        whole = tokens.written(0, len(tokens.tokens))
        if whole.endswith(reading.cues[0]):
            # A line that is coaching words is kept whole.
            reading.cues = [whole]
    return reading


def read_of(tokens: Line) -> Optional[LineReading]:
    """Return the reading of a line's tokens; None if it is not understood. Its `stuck` then has the places why."""
    line = past_numbers(tokens)
    while line.tokens and (
        line.tokens[-1].symbol in (",", ";") or [token.symbol for token in line.tokens[-2:]] in ([".", "."], [":", "."])
    ):
        line = line.part(0, len(line.tokens) - 1)
    if not line.tokens or not any(token.symbol[0].isalnum() or token.is_figure for token in line.tokens):
        return None
    if [token.symbol for token in line.tokens if token.symbol[0].isalnum()] == ["or"]:
        return None  # what follows is done instead
    short = line.tokens[-1].end - line.tokens[0].start <= _LONGEST_SENTENCE
    label = label_end(line)
    reading = _read_behind_label(line) if label and is_label(line.text(0, label)) else None
    reading = reading or (_read_whole(line) if short else None)
    return reading or _read_behind_label(line) or _several_sentences(line)


def _text(line: Line) -> str:
    return line.text(0, len(line.tokens))


def _read_whole(line: Line) -> Optional[LineReading]:
    if not line.tokens:
        return None
    label = label_end(line)
    if label and is_for_others(line.text(0, label)):
        line.no_form_at(0)
        return None
    return (
        _followed_by_line(line)
        or _turn_line(line)
        or _scheme_line(line)
        or _scheme_detail_line(line)
        or _list_closes_line(line)
        or _reps_every_line(line)
        or _set_of_a_movement_line(line)
        or _detail_line(line)
        or read_sentence(line)
        or _movement_or_title_line(line)
    )


def _read_behind_label(line: Line) -> Optional[LineReading]:
    """Read what comes after "Strength:" or "Back-off -", which is no movement."""
    at = label_end(line)
    if not at or at + 1 >= len(line.tokens):
        return None
    text = line.text(0, at)
    known = is_label(text) or text.lower().endswith("complex")
    if is_for_others(text) or has_quantity(text) or (names_a_movement(text) and not known):
        return None
    reading = _read_whole(past_numbers(line.part(at + 1)))
    if reading is None or reading.is_cue or (not known and not reading.movement):
        return None
    reading.is_label = True
    return reading


def _several_sentences(line: Line) -> Optional[LineReading]:
    """Read a line of several sentences, each understood: the first may be anything, the others are remarks on it."""
    parts = sentences(line)
    if len(parts) == 1:
        return None
    first: Optional[LineReading] = None
    for part in parts:
        text = _text(part)
        if len(text) > _LONGEST_SENTENCE:
            return None
        reading = _read_whole(part) or (_read_behind_label(part) if first is None else None)
        if reading is None or (first is not None and not _merge(first, reading)):
            return None
        first = first or reading
    if first is not None and first.cues and not first.movement:
        first.cues = [line.written(0, len(line.tokens))]
    return first


def _merge(first: LineReading, reading: LineReading) -> bool:
    """Add what a further sentence says; False where it says more than a remark may, or something a second time."""
    says_more = reading.movement or reading.scheme or reading.opens or reading.then or reading.groups
    if says_more or reading.turn is not None:
        return False
    for field in dataclass_fields(LineReading):
        added, own = getattr(reading, field.name), getattr(first, field.name)
        if not added:
            continue
        if field.name == "cues":
            own.extend(added)
        elif own and field.name != "fields":
            return False
        elif field.name == "fields":
            if own.keys() & added.keys():
                return False
            own.update(added)
        else:
            setattr(first, field.name, added)
    return True


# --- Followed by..., and the minutes of a cycle -----------------------------------------------------------------------


def _said(line: Line, form: object) -> Optional[Said]:
    match = form.pattern.match(line.symbols)  # type: ignore[attr-defined]
    return Said(line, match) if match and match.end() else None


_MARKS = frozenset(".,:;!- ")


def _past_marks(line: Line, at: int) -> int:
    while line.symbol(at) in _MARKS and at < len(line.tokens):
        at += 1
    return at


def _followed_by_line(line: Line) -> Optional[LineReading]:
    """Read `Followed by...` alone, with a rest before it, or with a scheme after it."""
    said = _said(line, FOLLOWED_BY)
    if said is None:
        return None
    rest: SaidOfExercise = {}
    if "time" in said:
        rest = {"rest_s": said["time"][0], "rest_to_s": said["time"][1]}
    end = _past_marks(line, said.end)
    immediately = "immediately" in said.written.lower()
    if end == len(line.tokens):
        return LineReading(opens=True, fields=rest, leads_on=immediately)
    further = _further_sets(line.part(end)) if not rest else None
    if further:
        return further
    reading = _scheme_line(line.part(end))
    if reading and not rest:
        reading.opens = True
        return reading
    if immediately and not rest:
        return movement_line(line.part(end))
    return None


def _further_sets(line: Line) -> Optional[LineReading]:
    """Read `Then 2 sets of 5 reps @ 80% of that weight`: the movement above once more."""
    start = 1 if line.symbol(0) == "complete" else 0
    reading = LineReading()
    if not read_groups(line, start) or not read_details(line, start, reading) or not reading.groups:
        return None
    if reading.loads or reading.sets or reading.aim or reading.interval_s:
        return None
    further = with_sets_after_the_aim(LineReading(groups=reading.groups)).then
    for each in further.loads if further else ():
        each["of"] = "" if each["of"] == "that" else each["of"]
    if further:
        further.fields.update(reading.fields)
        further.cues, further.of_what_is_above = reading.cues, True
    return further


_OFF = frozenset(["rest", "off", "breathe", "recover"])


def _turn_line(line: Line) -> Optional[LineReading]:
    """Read `Minute 1 - Box Jumps x 5 reps`, `Odd: 3 Power Jerks`, `Minute 3: Rest`, `Even - breathe`."""
    if line.symbol(0) in ("rest", "off") and _past_marks(line, 1) == len(line.tokens):
        return LineReading(rests=True)
    found = read_turn(line)
    if not found:
        return None
    turn, rest = found
    if not rest.tokens:
        return turn
    if rest.symbol(0) in _OFF and all(rest.symbol(at) in (".", "!") for at in range(1, len(rest.tokens))):
        turn.rests = True
        return turn
    reading = movement_line(rest)
    if reading is None or reading.scheme:
        return None
    reading.turn, reading.minutes = turn.turn, turn.minutes
    return reading


# --- The scheme, and a movement after it on the same line -------------------------------------------------------------

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


def _scheme_line(line: Line) -> Optional[LineReading]:
    """Read a scheme, perhaps with its movement: `EMOM 10: 2 Cleans`."""
    found = read_scheme(line)
    if not found:
        return None
    reading = _after_scheme(found.scheme, line, _past_repetition(line, found))
    if reading:
        alternates = "alternating" in line.symbols and found.scheme["kind"] == "every" and not reading.movement
        reading.ladder, reading.takes_turns = list(found.ladder), found.takes_turns or alternates
    return reading


def _past_repetition(line: Line, found: SchemeReading) -> int:
    """Return where the scheme ends if parentheses after it say it again: "EMOM 10 (every minute for 10 minutes)"."""
    if line.symbol(found.end) != "(":
        return found.end
    again = read_scheme(line, found.end + 1)
    return (
        again.end + 1
        if again and line.symbol(again.end) == ")" and again._replace(end=0) == found._replace(end=0)
        else found.end
    )


def _after_scheme(scheme: Scheme, line: Line, end: int) -> Optional[LineReading]:
    kind = scheme["kind"]
    if kind == "clock":
        joint = _CLOCK_JOINT.match(line.symbols, line.offsets[end])
        following = _scheme_line(line.part(line.ends[joint.end()])) if joint else None
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


def _scheme_details(scheme: Scheme, rest: Line) -> Optional[LineReading]:
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


def _aside_at_the_end(scheme: Scheme, line: Line, end: int) -> Optional[LineReading]:
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


def _established(line: Line, scheme: Scheme) -> Optional[LineReading]:
    """Read `Back Squat`, `Back Squat in 20 minutes`, `Back Squat for the day` after "establish a 1-RM"."""
    after = _SETS_AFTER.search(line.symbols)
    if after and line.ends.get(after.start()):
        reading = _established(line.part(0, line.ends[after.start()]), scheme)
        return reading if reading and _adds_sets(reading, line.part(line.ends[after.end()])) else None
    text = _text(line)
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


def _adds_sets(reading: LineReading, rest: Line) -> bool:
    if not read_details(rest, 0, reading) or not reading.groups or reading.loads or reading.sets:
        return False
    with_sets_after_the_aim(reading)
    return True


def _aim_details(scheme: Scheme, rest: Line) -> Optional[LineReading]:
    """Read `Build to a heavy single, then 90% x 2`: sets, a rest or a limit after the aim, and no movement."""
    reading = LineReading(scheme=scheme)
    if not rest.tokens or (rest.symbol(0)[0].isalpha() and not begins_detail(rest, 0)):
        return None
    if not read_details(rest, 0, reading) or reading.sets or reading.aim or reading.loads:
        return None
    return with_sets_after_the_aim(reading) if reading.groups else reading


def _scheme_detail_line(line: Line) -> Optional[LineReading]:
    """Read `21-15-9` or `20 seconds on` below a scheme."""
    if line.symbol(0) == "<ladder>" and _past_marks(line, 1) == len(line.tokens):
        return LineReading(ladder=line.tokens[0].value)
    detail = read_scheme_detail(line)
    return LineReading(scheme_detail=detail) if detail else None


def _list_closes_line(line: Line) -> Optional[LineReading]:
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


def _reps_every_line(line: Line) -> Optional[LineReading]:
    """Read `2 reps every 30 seconds for 7 minutes @ 70% of above`, which is about the movement above."""
    said = _said(line, REPS_EVERY)
    found = read_scheme(line, said.end) if said else None
    if not said or not found or found.scheme["kind"] != "every":
        return None
    reading = LineReading(scheme=found.scheme, same_movement=True)
    if not reading.put_reps(said["reps"], said["reps"]) or not read_details(line, found.end, reading):
        return None
    return None if reading.groups or reading.sets else reading


# --- Lines below a movement -------------------------------------------------------------------------------------------


def _set_of_a_movement_line(line: Line) -> Optional[LineReading]:
    """Read `Set 1 - Clean & Jerk x 2 reps @ 70%`: the sets named, and their movement."""
    start = 1 if line.symbol(0) == "*" else 0
    if (
        len(line.tokens) < start + 3
        or line.symbol(start) != "<set_numbers>"
        or line.symbol(start + 1) not in ("=", ":", "-")
    ):
        return None
    opens = line.text(start + 2, start + 3)
    name = movement_line(line.part(start + 2)) if opens[:1].isupper() or opens == "(" else None
    if name is None or name.scheme or len(name.loads) > 1:
        return None
    if not name.fields.keys() <= {"reps", "reps_to", "max_effort"}:
        return None
    for_all = name.loads[0] if name.loads else load([])
    name.loads = [{**for_all, **_counts_out_of(name.fields), "sets": list(line.tokens[start].value.numbers)}]
    name.of_set = True
    return name if says_something(name.loads[0]) else None


def _detail_line(line: Line) -> Optional[LineReading]:
    """Read `*Sets 1-2 = 7 reps @ 70-75%`, `Rest 60 seconds`, `each leg`, `5x3 @ 80%`."""
    listed = AMBIGUOUS.pattern.match(line.symbols)
    if listed and _past_marks(line, line.ends[listed.end()]) == len(line.tokens):
        group = AMBIGUOUS.read(Said(line, listed))
        return LineReading(groups=group, ambiguous=True) if group else None
    first = _past_marks(line, 1 if line.symbol(0) == "*" else 0)
    if first >= len(line.tokens) or not (begins_detail(line, first) or read_groups(line, first)):
        return None
    reading = LineReading()
    if not read_details(line, first, reading):
        return None
    if not (reading.fields or reading.loads or reading.groups or reading.rests or reading.aim):
        return None
    # An aside that comes first may be a movement in parentheses.
    if reading.cues and line.symbol(0) == "(" and not reading.fields.get("pause"):
        return None
    if reading.scheme or reading.interval_s:
        return None
    return _as_list_of_sets(reading)


def _as_list_of_sets(reading: LineReading) -> Optional[LineReading]:
    """Read reps and a load without set numbers as a line of a list, "10 reps (60%)", or as all sets, by their place."""
    only = reading.loads[0] if len(reading.loads) == 1 and not reading.some_sets else None
    measured = {"reps", "reps_to", "max_effort"} & reading.fields.keys()
    if only and not only["sets"] and measured and not reading.groups and not reading.sets:
        reading.groups = [(None, {**only, **_counts_out_of(reading.fields)})]
        reading.loads = []
    elif reading.sets and not reading.groups:
        said = _reps_out_of(reading.fields)
        if not said or (only and only["sets"]):
            return None
        reading.groups = [(reading.sets, {**(only or load([])), **said})]
        reading.sets, reading.loads = None, []
    return reading


def _counts_out_of(fields: SaidOfExercise) -> SaidOfLoad:
    """Take reps and "max reps" out of what is said of all sets, and return them as what is said of some."""
    said = _reps_out_of(fields)
    if "max_effort" in fields:
        said["max_effort"] = fields.pop("max_effort")
    return said


def _reps_out_of(fields: SaidOfExercise) -> SaidOfLoad:
    """Take the reps out of what is said of all sets, and return them as what is said of some."""
    said: SaidOfLoad = {}
    if "reps" in fields:
        said["reps"] = fields.pop("reps")
    if "reps_to" in fields:
        said["reps_to"] = fields.pop("reps_to")
    return said


def _movement_or_title_line(line: Line) -> Optional[LineReading]:
    text = _text(line)
    reading = movement_lines(line)
    ends_in_colon = text.endswith(":")
    is_title_line = heads(text) and (ends_in_colon or is_title(text.split("(")[0]))
    if is_title_line and (reading is None or ends_in_colon):
        return LineReading(opens=True)
    if reading is not None:
        reading.may_be_title = is_title_line and reading.is_bare_movement
    return reading
