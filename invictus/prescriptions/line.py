r"""Reading one line of a segment: `Snatch x 2 reps @ 75-80% of 1-RM Snatch` into its movement, reps and load.

`read_line` takes the line as the record has it and gives back a LineReading, or None. A line is understood whole or not
at all: a reading that leaves a word over is dropped, so no half of a line is ever taken for all of it. What the line
means among its neighbours (which exercise a rest belongs to) is the business of `prescriptions.segment`.
"""

from __future__ import annotations

import re
from dataclasses import fields as dataclass_fields
from typing import Any, Optional

from invictus.prescriptions.agreement import MEASURES, fit_times
from invictus.prescriptions.form import Form, compiled
from invictus.prescriptions.loads import load, says_something
from invictus.prescriptions.marks import plain
from invictus.prescriptions.names import NAME_ENDS, all_counted, named
from invictus.prescriptions.openings import (
    FOLLOWED_BY,
    LIST_CLOSES,
    MEASURE_LAST,
    MEASURES_FIRST,
    REPS_EVERY,
    TITLE,
    TURN,
    turn_of,
)
from invictus.prescriptions.phrases import put_reps, read_details
from invictus.prescriptions.quantities import COUNT, TIME, count, seconds_of
from invictus.prescriptions.reading import LineReading
from invictus.prescriptions.schemes import SCHEME, read_scheme, read_scheme_detail
from invictus.prescriptions.sentences import read_sentence, sentences
from invictus.prescriptions.shorthand import LADDER, REPS_AT_A_PERCENT, Group, numbered, total_sets
from invictus.prescriptions.words import has_quantity, is_cue, is_title, names_a_movement

Json = dict[str, Any]

# No prescription is longer; what is, is a paragraph of prose, and no pattern is tried on it.
LONGEST_LINE = 600
_LONGEST_SENTENCE = 300


def read_line(line: str) -> Optional[LineReading]:
    """The reading of a line as the record has it; None if it is not understood."""
    if len(line) > LONGEST_LINE:
        return None
    written = " ".join(line.split())
    reading = _read(written) or (_read(_FOOTNOTE.sub("", written)) if _FOOTNOTE.search(written) else None)
    if reading and len(reading.cues) == 1 and not reading.movement and written.endswith(reading.cues[0]):
        # A line that is coaching words is kept whole, its bullet too.
        reading.cues = [written]
    return reading


def _read(written: str) -> Optional[LineReading]:
    text = plain(written)
    label = _LABEL.match(text)
    start = label.end() if label else 0
    text, written = text[start:].rstrip(), written[start:].rstrip()
    if not text:
        return None
    reading = _read_whole(text, written) if len(text) <= _LONGEST_SENTENCE else None
    return reading or _several_sentences(text, written)


def _read_whole(text: str, written: str) -> Optional[LineReading]:
    """`text` in plain marks, `written` the same line as it is, mark for mark."""
    return (
        _followed_by(text, written)
        or _turn_line(text, written)
        or _scheme_line(text, written)
        or _scheme_detail_line(text)
        or _list_closes_line(text, written)
        or _reps_every_line(text, written)
        or _set_of_a_movement_line(text, written)
        or _detail_line(text, written)
        or read_sentence(text, written)
        or _movement_or_title_line(text, written)
    )


# "A1." and "2)" number the movements of a superset; a bullet or "Complex:" is no word of a name either. The star stays:
# it marks an aside.
_LABEL = compiled(
    r"""(?:[A-Z]\d[.):]\s | \d[.)]\s | -{1,2}\s?(?=[A-Z][a-z]) | (?:clusters?|complex|strength|skill|superset|metcon|conditioning|accessory)
    (?:\swork)?:\s)(?=\S)"""
)
# A star after a word or a number points to a note below.
_FOOTNOTE = re.compile(r"(?<=[A-Za-z0-9)])\*{1,2}(?=[ ,.)]|$)")


def _several_sentences(text: str, written: str) -> Optional[LineReading]:
    """A line of several sentences, each understood: the first may be anything, those after it are words to it."""
    spans = sentences(text)
    if len(spans) == 1:
        return None
    first: Optional[LineReading] = None
    for start, end in spans:
        if end - start > _LONGEST_SENTENCE:
            return None
        reading = _read_whole(text[start:end].rstrip(), written[start:end].rstrip())
        if reading is None or (first is not None and not _merge(first, reading)):
            return None
        first = first or reading
    if first is not None and first.cues and not first.movement:
        first.cues = [written]
    return first


def _merge(first: LineReading, reading: LineReading) -> bool:
    """Add what a further sentence says; False where it says more than a remark may, or something a second time."""
    if (
        reading.movement
        or reading.scheme
        or reading.opens
        or reading.turn is not None
        or reading.then
        or reading.groups
    ):
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


def _followed_by(text: str, written: str) -> Optional[LineReading]:
    phrase = FOLLOWED_BY.pattern.match(text)
    if not phrase:
        return None
    rest: Json = {}
    if phrase["rest"]:
        spent = LineReading()
        if not read_details(phrase["rest"], phrase["rest"], 0, spent):
            return None
        rest = spent.fields
    if phrase.end() == len(text):
        return LineReading(opens=True, fields=rest)
    reading = _scheme_line(text[phrase.end() :], written[phrase.end() :])
    if reading is None or rest:
        return None
    reading.opens = True
    return reading


def _turn_line(text: str, written: str) -> Optional[LineReading]:
    """`Minute 1 - Box Jumps x 5 reps`, `Odd: 3 Power Jerks`, `Minute 3: Rest`."""
    phrase = TURN.pattern.match(text)
    turn = turn_of(phrase) if phrase else None
    if not phrase or not turn:
        return None
    rest = text[phrase.end() :]
    if not rest:
        return LineReading(turn=turn)
    if re.fullmatch(r"rest\.?", rest, re.I):
        return LineReading(turn=turn, rests=True)
    reading = _movement_line(rest, written[phrase.end() :])
    if reading is None or reading.scheme:
        return None
    reading.turn = turn
    return reading


# --- The scheme, and a movement after it on the same line -------------------------------------------------------------

_SCHEME_ENDS = compiled(
    r"""(?:,?\s(?:perform|complete|do|alternate|alternating)(?:\sbetween)?(?:\sthe\sfollowing(?:\s\w{1,12}){0,2})?)?
    (?:,?\sfor\stimes?)?,?(?:\s(?:for|of)\s(?:each|the\sfollowing(?:\s\w{1,12}){0,2}))?(?:\sof)?(?:\s(?:for|of)\sthe\sday)?(?:\sin)?[\s.:]*"""
)
_CLOCK_JOINT = compiled(r"(?:,|:|\s-)?\s")
_MOVEMENT_FOLLOWS = compiled(r"(?:\sof)?(?:\s?:|(?<=of))\s|,\s|\s-\s")
# "3 rounds, as slow as you like:"
_IN_WHAT_MANNER = compiled(r",\s(?P<words>[a-z][a-z' ]{2,60}):")
# "Tabata Hollow Rocks" and "establish a 1-RM Snatch" need no mark between.
_A_BLANK = compiled(r"(?:\s(?:of|in\sthe|on\sthe|for\sthe))?:?\s(?!for\s)")
_SAID_AGAIN = compiled(r"\s?\((?P<again>[^()]{1,80})\)")


def _scheme_line(text: str, written: str) -> Optional[LineReading]:
    found = read_scheme(text)
    if not found:
        return None
    scheme, end = found
    end = _past_repetition(text, scheme, end)
    ladder, takes_turns = scheme.pop("reps", []), scheme.pop("takes_turns", False)
    reading = _after_scheme(scheme, text, written, end)
    if reading:
        reading.ladder, reading.takes_turns = ladder, takes_turns
    return reading


def _past_repetition(text: str, scheme: Json, end: int) -> int:
    """Where the scheme ends if parentheses after it say it again: "EMOM 10 (every minute for 10 minutes)"."""
    again = _SAID_AGAIN.match(text, end)
    same = read_scheme(again["again"]) if again else None
    return again.end() if again and same and same[0] == scheme and same[1] == len(again["again"]) else end


def _after_scheme(scheme: Json, text: str, written: str, end: int) -> Optional[LineReading]:
    if scheme["kind"] == "clock":
        joint = _CLOCK_JOINT.match(text, end)
        following = _scheme_line(text[joint.end() :], written[joint.end() :]) if joint else None
        if following is not None and following.scheme["kind"] != "clock":
            following.scheme["starts_s"] = scheme["starts_s"]
            return following
    if _SCHEME_ENDS.fullmatch(text, end):
        return LineReading(scheme=scheme)
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
    reading = _movement_line(text, written)
    if reading and not reading.scheme and not (reading.is_bare_movement and not _looks_like_a_name(reading.movement)):
        reading.scheme = scheme
        return reading
    details = LineReading(scheme=scheme)
    is_rest = read_details(text, written, 0, details) and (
        details.rests or details.fields.keys() <= {"rest_s", "rest_to_s"}
    )
    return details if is_rest and not (details.loads or details.groups) else None


_ESTABLISH_ENDS = compiled(
    rf"""(?:\s(?:for|of)\sthe\sday)?(?:\s(?:in|within)\s(?P<within>{TIME}))?(?:\s(?:in|across|over)\s(?P<sets>{COUNT})\ssets)?
    (?P<limit>\s?(?:-|\()\s?(?:no\smore\sthan|max)\s[^()@%]{{1,40}}\)?)?(?P<then>,?\s(?:and\s)?then)?[.:]*$"""
)


def _established(text: str, written: str, scheme: Json) -> Optional[LineReading]:
    """`Back Squat`, `Back Squat in 20 minutes`, `Back Squat for the day` after "establish a 1-RM"."""
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
    reading.scheme = dict(scheme)
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
    _with_sets_after_the_aim(reading)
    return True


def _aim_details(scheme: Json, text: str, written: str, at: int) -> Optional[LineReading]:
    """`Build to a heavy single, then 90% x 2`: sets, a rest or a limit after the aim, and no movement."""
    reading = LineReading(scheme=scheme)
    if not read_details(text, written, at, reading) or reading.sets or reading.aim or reading.loads:
        return None
    return _with_sets_after_the_aim(reading) if reading.groups else reading


def _scheme_detail_line(text: str) -> Optional[LineReading]:
    ladder = LADDER.pattern.fullmatch(text.rstrip(" .:"))
    if ladder:
        loads = LADDER.read(ladder)
        return (
            LineReading(ladder=[each["reps"] for _, each in loads]) if all(each["reps"] for _, each in loads) else None
        )
    detail = read_scheme_detail(text)
    return LineReading(scheme_detail=detail) if detail else None


def _list_closes_line(text: str, written: str) -> Optional[LineReading]:
    """`8 reps each exercise, 5 rounds` below a list of movements."""
    phrase = LIST_CLOSES.pattern.match(text)
    found = read_scheme(text, phrase.start("scheme")) if phrase else None
    if not phrase or not found or found[0]["kind"] not in ("sets", "rounds"):
        return None
    reading = LineReading(scheme=found[0], closes=True)
    if not read_details(text, written, found[1], reading) or reading.loads or reading.groups or reading.sets:
        return None
    if phrase["reps"]:
        reading.fields["reps"] = reading.fields["reps_to"] = int(phrase["reps"])
    return reading if phrase["reps"] or reading.fields else None


def _reps_every_line(text: str, written: str) -> Optional[LineReading]:
    """`2 reps every 30 seconds for 7 minutes @ 70% of above`: of the movement above."""
    phrase = REPS_EVERY.pattern.match(text)
    found = read_scheme(text, phrase.start("scheme")) if phrase else None
    if not phrase or not found or found[0]["kind"] != "every":
        return None
    reading = LineReading(scheme=found[0], same_movement=True)
    if not put_reps(phrase, reading) or not read_details(text, written, found[1], reading):
        return None
    return None if reading.groups or reading.sets else reading


_SET_LABEL = compiled(r"\*?\s?sets?\s\#?\d[^A-Za-z%@]{0,12}?\s?[=:-]\s(?=(?-i:[A-Z(]))")


def _set_of_a_movement_line(text: str, written: str) -> Optional[LineReading]:
    """`Set 1 - Clean & Jerk x 2 reps @ 70%`: the sets named, and the movement that they are of."""
    label = _SET_LABEL.match(text)
    if not label:
        return None
    sets = LineReading()
    name = _movement_line(text[label.end() :], written[label.end() :])
    if (
        name is None
        or name.scheme
        or not name.fields.keys() <= {"reps", "reps_to", "max_effort"}
        or len(name.loads) > 1
    ):
        return None
    if not read_details(text[: label.end()].rstrip(" -=:") + " x 1 rep", written, 0, sets):
        return None
    for_all = name.loads[0] if name.loads else load([])
    name.loads = [{**for_all, **name.fields, "sets": sets.loads[0]["sets"]}]
    name.fields = {}
    name.of_set = True
    return name if says_something(name.loads[0]) else None


# --- Details below a movement -----------------------------------------------------------------------------------------


def _detail_line(text: str, written: str) -> Optional[LineReading]:
    """`*Sets 1-2 = 7 reps @ 70-75%`, `Rest 60 seconds`, `each leg`, `5x3 @ 80%`."""
    listed = REPS_AT_A_PERCENT.pattern.fullmatch(text.rstrip(" ."))
    if listed:
        group = REPS_AT_A_PERCENT.read(listed)
        return LineReading(groups=[group[0]], ambiguous=True) if group and not group[1] else None
    reading = LineReading()
    if not read_details(text, written, 0, reading):
        return None
    if not (reading.fields or reading.loads or reading.groups or reading.rests or reading.aim):
        return None
    # An aside that comes first may be a movement in parentheses.
    if reading.cues and text.startswith("(") and not reading.fields.get("pause"):
        return None
    return _as_list_of_sets(reading)


def _as_list_of_sets(reading: LineReading) -> Optional[LineReading]:
    """Reps and a load that name no sets are one line of a list, "10 reps (60%)", or of all sets: its place tells."""
    only = reading.loads[0] if len(reading.loads) == 1 else None
    measured = {"reps", "reps_to", "max_effort"} & reading.fields.keys()
    if only and not only["sets"] and measured and not reading.groups and not reading.sets:
        said = {key: reading.fields.pop(key) for key in ("reps", "reps_to", "max_effort") if key in reading.fields}
        reading.groups = [(None, {**only, **said})]
        reading.loads = []
    elif reading.sets and not reading.groups:
        said = {key: reading.fields.pop(key) for key in ("reps", "reps_to") if key in reading.fields}
        if not said or (only and only["sets"]):
            return None
        reading.groups = [(reading.sets, {**(only or load([])), **said})]
        reading.sets, reading.loads = None, []
    return reading


# --- Movements --------------------------------------------------------------------------------------------------------


_FOR_TIME = compiled(r"(?:complete\s)?(?P<work>.{3,100}?),?\sfor\stime(?P<tail>\s\([^()]{1,60}\))?[.:]?")


def _movement_line(text: str, written: str) -> Optional[LineReading]:
    """`Back Squat x 5 reps @ 80%`, `10 Air Squats`, `400m run`, `Run 400m`, `5x3 Snatch`, or the movement alone."""
    if text.startswith("*"):
        return None
    for_time = _FOR_TIME.fullmatch(text)
    if for_time:
        start, end = for_time.span("work")
        tail = for_time.start("tail") if for_time["tail"] else len(text)
        reading = _movement_line(text[start:end] + text[tail:], written[start:end] + written[tail:])
        found = read_scheme("for time")
        if reading is None or reading.scheme or reading.is_bare_movement or found is None:
            return None
        reading.scheme = found[0]
        return reading
    first_end = len(text.rstrip(" .:"))
    for ends in [*NAME_ENDS.finditer(text), None]:
        end = ends.start() if ends else first_end
        reading = _measured_name(text[:end], written[:end])
        if reading and read_details(text, written, end, reading, reading.movement):
            return _settled(reading)
        if ends and ends.start() > 100:
            return None
    return None


def _measured_name(text: str, written: str) -> Optional[LineReading]:
    whole = named(written)
    if whole:
        return whole
    for row in MEASURES_FIRST:
        first = row.pattern.fullmatch(text)
        reading = _measured(first, row, written[first.start("name") :]) if first else None
        if reading:
            return reading
    last = MEASURE_LAST.pattern.search(text)
    return _measured(last, MEASURE_LAST, written[: last.start()]) if last else None


def _measured(phrase: re.Match[str], row: Form, written: str) -> Optional[LineReading]:
    if not _looks_like_a_name(written):
        return None
    reading = named(written)
    # A box's height as its weight is no measure of it.
    if not reading or row.read(phrase, reading) is not True:
        return None
    if phrase.groupdict().get("times"):
        reading.sets = int(phrase["times"])
    return reading


def _looks_like_a_name(written: str) -> bool:
    """A counted movement has a capital, "10 Air Squats", or a word of movements, "15 push-ups", unlike "2 tries"."""
    return written[:1].isupper() or written.startswith("(") or names_a_movement(written)


def _settled(reading: LineReading) -> Optional[LineReading]:
    """A movement line whose sets are told on the line itself: they are the scheme."""
    if reading.part_times and not fit_times(reading.parts, reading.part_times):
        return None
    reading.part_times = []
    if len(reading.parts) > 1 and all_counted(reading.movement) and not reading.groups:
        # Such a complex is done once, unless the line says how often.
        if not any(reading.fields.get(measure) for measure in MEASURES):
            reading.fields.update(reps=1, reps_to=1)
    if reading.aim and any(each["percent_from"] or each["change_from"] for _, each in reading.groups):
        return _with_sets_after_the_aim(reading)
    interval_s, reading.interval_s = reading.interval_s, None
    if interval_s and not (reading.groups or reading.sets):
        return None
    if reading.groups:
        return _with_sets_in_line(reading, interval_s)
    if reading.sets:
        reading.scheme = _sets_scheme(reading.sets, interval_s)
        reading.sets = None
    if reading.aim:
        if reading.scheme:
            reading.scheme.update(reading.aim)
        else:
            reading.scheme = {**_sets_scheme(None), "kind": "establish", **reading.aim}
        reading.aim = {}
    return reading


def _alike_as_one(groups: list[Group]) -> list[Group]:
    """ "3-3-3-3" is four sets alike."""
    alike = len(groups) > 1 and all(each == groups[0][1] for _, each in groups)
    return [(total_sets(groups), groups[0][1])] if alike else groups


def _sets_scheme(sets: Optional[int], interval_s: Optional[int] = None) -> Json:
    scheme = {**SCHEME, "kind": "sets", "sets": sets, "sets_to": sets}
    if interval_s and sets:
        scheme.update(kind="every", interval_s=interval_s, duration_s=interval_s * sets)
    return scheme


def _with_sets_in_line(reading: LineReading, interval_s: Optional[int]) -> Optional[LineReading]:
    groups = _alike_as_one(reading.groups)
    for_all = [each for each in reading.loads if not each["sets"]]
    if reading.sets or len(for_all) != len(reading.loads) or {"reps", "seconds"} & reading.fields.keys() - {"reps"}:
        return None
    reading.fields.pop("reps", None), reading.fields.pop("reps_to", None)
    reading.scheme = {**_sets_scheme(total_sets(groups), interval_s), **reading.aim}
    reading.groups, reading.aim = [], {}
    if len(groups) == 1:
        said = dict(groups[0][1])
        reading.fields.update(reps=said.pop("reps"), reps_to=said.pop("reps_to"))
        own = {**said, "reps": None, "reps_to": None}
        if own != load([]):
            if for_all:
                return None
            reading.loads = [own]
        return reading
    if for_all and any(each["percent_from"] is not None for _, each in groups):
        return None
    reading.loads = for_all + numbered(groups)
    return reading


def _with_sets_after_the_aim(reading: LineReading) -> LineReading:
    """`work to a 3RM - 1x3@93%`: the sets after it are of what was established, and a block of their own."""
    groups, reading.groups = reading.groups, []
    aim = reading.aim or {"what": reading.scheme["what"], "rep_max": reading.scheme["rep_max"]}
    reading.scheme = reading.scheme or {**_sets_scheme(None), "kind": "establish"}
    reading.scheme.update(aim)
    reading.aim = {}
    for _, each in groups:
        if each["percent_from"] is not None and not each["of"]:
            each["of"] = "that"
    after = LineReading(same_movement=True, scheme=_sets_scheme(total_sets(groups)), loads=numbered(groups))
    if len(groups) == 1:
        only = after.loads[0]
        after.fields = {"reps": only["reps"], "reps_to": only["reps_to"]}
        after.loads = [{**only, "sets": [], "reps": None, "reps_to": None}]
    reading.then = after
    return reading


# --- The title of a piece ---------------------------------------------------------------------------------------------


def _movement_or_title_line(text: str, written: str) -> Optional[LineReading]:
    reading = _movement_line(text, written)
    heads = text.endswith(":")
    is_title_line = bool(TITLE.pattern.fullmatch(text)) and (heads or is_title(text.split("(")[0]))
    if is_title_line and (reading is None or heads):
        return LineReading(opens=True)
    if reading is not None:
        reading.may_be_title = is_title_line and reading.is_bare_movement
    return reading
