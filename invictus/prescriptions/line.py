"""Reading one line of a segment: `Snatch x 2 reps @ 75-80% of 1-RM Snatch` into its movement, reps and load.

`read_line` takes the line as it stands in the record and gives back a LineReading, or None. A line is understood
whole or not at all: a reading that leaves a word over is none, so no half of a line is ever taken for all of it.
What the line means among its neighbours (which exercise a rest belongs to) is the business of `prescriptions`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from invictus.prescriptions.details import Details, load, maximum, put_distance, put_reps, put_seconds, read_details
from invictus.prescriptions.quantities import (
    COUNT,
    DISTANCE,
    PERCENT,
    TIME,
    TIME_RANGE,
    TO,
    count,
    percent_range,
    seconds_of,
)
from invictus.prescriptions.schemes import REP_MAX, read_scheme, read_scheme_detail
from invictus.prescriptions.words import balanced, has_quantity, is_cue, is_movement, is_prose, is_title

# No prescription is longer; what is, is a paragraph of prose, and no pattern is tried on it.
LONGEST_LINE = 300

# One mark for one mark, so that a place in the plain text is the same place in the text as written.
_PLAIN_MARKS = {
    **dict.fromkeys(map(ord, "\N{EN DASH}\N{EM DASH}\N{MINUS SIGN}\N{BULLET}"), "-"),
    **dict.fromkeys(map(ord, "\N{LEFT SINGLE QUOTATION MARK}\N{RIGHT SINGLE QUOTATION MARK}"), "'"),
    **dict.fromkeys(map(ord, "\N{LEFT DOUBLE QUOTATION MARK}\N{RIGHT DOUBLE QUOTATION MARK}"), '"'),
    ord("\N{MULTIPLICATION SIGN}"): "x",
    ord("\N{HORIZONTAL ELLIPSIS}"): ".",
}


@dataclass
class LineReading(Details):
    """What one line says, besides details. `scheme` opens a block, `scheme_detail` completes the one above, `parts` are
    the movements of a complex; `restates` repeats figures of the scheme, for `prescriptions` to compare."""

    followed_by: bool = False
    scheme: dict = field(default_factory=dict)
    scheme_detail: dict = field(default_factory=dict)
    movement: str = ""
    parts: list = field(default_factory=list)
    restates: dict = field(default_factory=dict)

    @property
    def is_bare_movement(self) -> bool:
        """A name and nothing else: only its place below a scheme makes it a movement."""
        is_counted = any(part["times"] > 1 for part in self.parts)
        return bool(self.movement) and not (self.scheme or self.fields or self.loads or is_counted)


def read_line(line: str) -> LineReading | None:
    """The reading of a line as it stands in the record; None where it is not understood."""
    if len(line) > LONGEST_LINE:
        return None
    written = " ".join(line.split())
    text = plain(written)
    label = _LABEL.match(text)
    start = label.end() if label else 0
    return _read(text[start:].rstrip(), written[start:].rstrip())


def plain(text: str) -> str:
    """The text with typographic marks made plain, mark for mark."""
    return text.translate(_PLAIN_MARKS)


def _read(text: str, written: str) -> LineReading | None:
    """`text` in plain marks, `written` the same line as it stands, mark for mark."""
    if not text:
        return None
    return (
        _followed_by(text, written)
        or _scheme_line(text, written)
        or _scheme_detail_line(text)
        or _detail_line(text, written)
        or _start_line(text, written)
        or _cap_line(text, written)
        or _cue_line(text, written)
        or _movement_line(text, written)
    )


def _pattern(text: str) -> re.Pattern:
    return re.compile(text, re.I)


# "A1." and "2)" number the movements of a superset; a bullet is no word either. The star stays: it marks an aside.
_LABEL = _pattern(r"(?:[A-Z]\d[.):] |\d[.)] |- )(?=\S)")

# --- Followed by... ---------------------------------------------------------------------------------------------------

_FOLLOWED_BY = _pattern(r"\*?(?:and )?(?:immediately |directly |then )?(?:followed by|then|into)(?!\w)[ .:,!]*")


def _followed_by(text: str, written: str) -> LineReading | None:
    phrase = _FOLLOWED_BY.match(text)
    if not phrase:
        return None
    if phrase.end() == len(text):
        return LineReading(followed_by=True)
    reading = _scheme_line(text[phrase.end() :], written[phrase.end() :])
    if reading:
        reading.followed_by = True
    return reading


# --- The scheme, and a movement behind it on the same line ------------------------------------------------------------

_SCHEME_ENDS = _pattern(r"(?:,? (?:perform|complete))?(?: of)?(?: for the day)?[ .:]*")
_MOVEMENT_FOLLOWS = _pattern(r"(?: of)?(?: ?:|(?<=of)) |, ")
# "Tabata Hollow Rocks" and "establish a 1-RM Snatch" need no mark between.
_A_BLANK = _pattern(r"(?: of)?:? ")


def _scheme_line(text: str, written: str) -> LineReading | None:
    found = read_scheme(text)
    if not found:
        return None
    scheme, end = found
    if _SCHEME_ENDS.fullmatch(text, end):
        return LineReading(scheme=scheme)
    joint = (_A_BLANK if scheme["kind"] in ("establish", "tabata") else _MOVEMENT_FOLLOWS).match(text, end)
    return _behind_scheme(scheme, text[joint.end() :], written[joint.end() :]) if joint else None


def _behind_scheme(scheme: dict, text: str, written: str) -> LineReading | None:
    if scheme["kind"] == "establish":
        return _established(text, written, scheme)
    if scheme["kind"] == "tabata" and read_scheme_detail(text):
        return LineReading(scheme={**scheme, **read_scheme_detail(text)})
    reading = _movement_line(text, written)
    if not reading or (reading.is_bare_movement and not is_title(reading.movement)):
        return None
    reading.scheme = scheme
    return reading


_ESTABLISH_ENDS = _pattern(rf"(?: for the day)?(?: (?:in|within) (?P<within>{TIME}))?[.:]?$")


def _established(text: str, written: str, scheme: dict) -> LineReading | None:
    """`Back Squat`, `Back Squat in 20 minutes`, `Back Squat for the day` behind "establish a 1-RM"."""
    ending = _ESTABLISH_ENDS.search(text)
    reading = _named(written[: ending.start()])
    if not reading or (ending["within"] and scheme["duration_s"]):
        return None
    reading.scheme = {**scheme, "duration_s": seconds_of(ending["within"])} if ending["within"] else scheme
    return reading


def _scheme_detail_line(text: str) -> LineReading | None:
    detail = read_scheme_detail(text)
    return LineReading(scheme_detail=detail) if detail else None


# --- Details below a movement -----------------------------------------------------------------------------------------


def _detail_line(text: str, written: str) -> LineReading | None:
    """`*Sets 1-2 = 7 reps @ 70-75%`, `Rest 60 seconds`, `each leg`."""
    reading = LineReading()
    if not read_details(text, written, 0, reading) or not (reading.fields or reading.loads):
        return None
    # An aside that stands first may be a movement in parentheses.
    return None if reading.cues and text.startswith("(") else reading


# --- Sentences that hold a load ---------------------------------------------------------------------------------------

_NAME_IN_SENTENCE = r"(?-i:(?: (?:[A-Z][A-Za-z-]{0,30}|&(?= [A-Z]))){0,8})"
_OF_IN_SENTENCE = rf"(?: of (?:(?:your|the) )?(?P<of>{REP_MAX}{_NAME_IN_SENTENCE}))?"
# Behind it the clause ends: what else the percent may be of ("70% of your best clean") must not be passed over.
_CLAUSE_ENDS = r"(?=[.,;:)!]|$| (?:and|or|but|as|for|to|on|in|at|while|today|throughout)\b)"
_CAP = _pattern(
    rf"(?P<negated>(?:\b(?:not|never|no)|n't)\b[^.%\d]{{0,30}})?"
    rf"\b(?P<word>below|under|over|above|exceed|exceeding|more than|heavier than|beyond) "
    rf"(?P<percent>{PERCENT}){_OF_IN_SENTENCE}{_CLAUSE_ENDS}"
)
# A bound of the first or the last set is none of all sets.
_SPEAKS_OF_SOME_SETS = _pattern(r"\b(?:start\w{0,3}|first|last|final|(?<!all )sets?)\b")
_START = _pattern(rf"\*?start (?:at|with) (?P<percent>{PERCENT}){_OF_IN_SENTENCE}{_CLAUSE_ENDS}")
_LOWER_BOUND_UNLESS_NEGATED = ("over", "above", "exceed", "exceeding", "more than", "heavier than", "beyond")


def _cap_line(text: str, written: str) -> LineReading | None:
    """A bound in a sentence: "stay below 70% of your 1-RM Power Clean", "don't go over 80%"."""
    phrase = _CAP.search(text)
    if not phrase or bool(phrase["negated"]) != (phrase["word"].lower() in _LOWER_BOUND_UNLESS_NEGATED):
        return None
    span = percent_range(phrase["percent"])
    around = text[: phrase.start()] + text[phrase.end() :]
    if not span or span[0] != span[1] or has_quantity(around) or _SPEAKS_OF_SOME_SETS.search(around):
        return None
    return LineReading(loads=[load([], percent_to=span[0], of=_of(phrase))], cues=[written])


def _start_line(text: str, written: str) -> LineReading | None:
    """Where the first set stands: "Start at 75% and work up in weight as you go." """
    phrase = _START.match(text)
    span = percent_range(phrase["percent"]) if phrase else None
    if not span or has_quantity(text[phrase.end() :]):
        return None
    first_set = load([1], percent_from=span[0], percent_to=span[1], of=_of(phrase))
    return LineReading(loads=[first_set], cues=[written])


def _of(phrase: re.Match) -> str:
    return maximum(phrase["of"]) or "" if phrase["of"] else ""


# --- Cues -------------------------------------------------------------------------------------------------------------

# Prose may speak of the block's own figures. What it says is compared with the scheme: where the two agree, it asks for
# nothing new. That a lifter should reach a maximum is the goal of the sets written above, and no set more.
_OWN_SETS = _pattern(rf"\b(?P<sets>{COUNT}) (?:[a-z]{{1,15}} ){{0,2}}sets?\b")
_OWN_DURATION = _pattern(rf"\bshould take(?: you)? (?P<duration>{TIME})(?!\w)")
_GOAL = _pattern(rf"\bgoal\b[^.\d]{{0,80}}{REP_MAX}")
# But "perform 2 sets of ..." is work to be done; "... to complete" only says what for.
_TELLS_TO_DO = _pattern(r"\b(?<!to )(?:perform|complete|do|repeat|finish|accumulate|add|then|extra|another)\b")


def _cue_line(text: str, written: str) -> LineReading | None:
    """Coaching words, kept as they stand."""
    if is_cue(text):
        return LineReading(cues=[written])
    if not is_prose(text) or _TELLS_TO_DO.search(text):
        return None
    for pattern in (_OWN_SETS, _OWN_DURATION, _GOAL):
        phrase = pattern.search(text)
        if phrase and not has_quantity(text[: phrase.start()] + text[phrase.end() :]):
            return LineReading(cues=[written], restates=_figures(phrase))
    return None


def _figures(phrase: re.Match) -> dict:
    groups = phrase.groupdict()
    if groups.get("sets"):
        return {"sets": count(groups["sets"])}
    return {"duration_s": seconds_of(groups["duration"])} if groups.get("duration") else {}


# --- Movements --------------------------------------------------------------------------------------------------------

# A movement's name ends where its measure or its load begins.
_NAME_ENDS = _pattern(
    r" x (?=\d|max|AMRAP)| @|(?:,|:| -) (?=\d{1,3}(?:-\d{1,3})? ?reps?\b)|, (?=\*?sets? \d)"
    r"|,? \(?(?=tempo |rest \d)| \((?=(?:each|per) )| (?=(?:each|per) (?:leg|arm|side)\b)"
)
# A counted movement has a capital: "10 Air Squats", but not "2 warm-up attempts". Times come before counts, or
# "3 Minutes of Rowing" would be three of something.
_MEASURE_FIRST = _pattern(
    rf"(?:(?P<time>{TIME_RANGE}) (?:of )?(?=(?-i:[A-Z(]))|(?P<distance>{DISTANCE}) "
    rf"|(?P<reps>\d{{1,3}})(?:{TO}(?P<to>\d{{1,3}})|(?P<open>\+))? (?=(?-i:[A-Z(])))"
    r"(?P<name>\S.*)"
)
_MEASURE_LAST = _pattern(rf",?(?: (?:for )?(?P<time>{TIME_RANGE})| (?P<distance>{DISTANCE}))$")
_PAUSE_IN_NAME = _pattern(
    r"\d{1,2}[ -]?(?:second|sec|count)s? pause\b[^(),+]{0,60}"
    r"|\bpaus(?:e|ed|ing) (?:for|at|in|on|above|below|off)\b[^(),+]{0,60}"
)
_TEMPO_IN_NAME = _pattern(r"\d{1,2}[ -]?(?:second|sec|count)s? (?:eccentric|negative|descent|lowering)\b")


def _movement_line(text: str, written: str) -> LineReading | None:
    """`Back Squat x 5 reps @ 80%`, `10 Air Squats`, `400m run`, `Run 400m`, or the movement alone."""
    if text.startswith("*"):
        return None
    ends = _NAME_ENDS.search(text)
    end = ends.start() if ends else len(text.rstrip(" .:"))
    reading = _measured_name(text[:end], written[:end])
    return reading if reading and read_details(text, written, end, reading) else None


def _measured_name(text: str, written: str) -> LineReading | None:
    named = _named(written)
    if named:
        return named
    first = _MEASURE_FIRST.fullmatch(text)
    if first:
        return _measured(first, written[first.start("name") :])
    last = _MEASURE_LAST.search(text)
    return _measured(last, written[: last.start()]) if last else None


def _measured(phrase: re.Match, written: str) -> LineReading | None:
    reading = _named(written)
    groups = phrase.groupdict()
    put = put_reps if groups.get("reps") else put_seconds if groups.get("time") else put_distance
    return reading if reading and put(phrase, reading) else None


def _named(written: str) -> LineReading | None:
    """A movement with its parts, and with the pause or tempo its name tells of; None where it is no movement's name."""
    parts = _parts(written)
    if not all(is_movement(plain(part["name"])) for part in parts):
        return None
    reading = LineReading(movement=written, parts=parts)
    pause, tempo = _PAUSE_IN_NAME.search(written), _TEMPO_IN_NAME.search(written)
    if pause:
        reading.fields["pause"] = pause[0].strip()
    if tempo:
        reading.fields["tempo"] = tempo[0]
    return reading


def _parts(written: str) -> list[dict]:
    """The movements of a complex, `(Clean + 2 Front Squats + Jerk)`, each with how often it is done in one rep of the
    complex; a movement alone is its own only part."""
    inner = written[1:-1] if written.startswith("(") and written.endswith(")") and balanced(written[1:-1]) else written
    names = [name.strip() for name in _split_complex(inner)]
    if len(names) == 1:
        return [{"name": names[0], "times": 1, "video": ""}]
    return [_part(name) for name in names]


def _part(name: str) -> dict:
    # "2 Front Squats" is done twice, a "3 Position Snatch" once.
    times = None if is_movement(plain(name)) else re.match(r"([1-9]\d{0,2}) ", name)
    return {"name": name[times.end() :] if times else name, "times": int(times[1]) if times else 1, "video": ""}


def _split_complex(text: str) -> list[str]:
    """At every plus outside of parentheses; at commas too where a number stands behind each (`10 Squats, 5 Dips`)."""
    names, depth, start = [], 0, 0
    for at, mark in enumerate(text):
        depth += (mark == "(") - (mark == ")")
        next_counted = mark == "," and re.match(r", \d{1,3} [A-Z]", text[at : at + 7])
        if depth == 0 and (mark == "+" or next_counted):
            names.append(text[start:at])
            start = at + 1
    return [*names, text[start:]]
