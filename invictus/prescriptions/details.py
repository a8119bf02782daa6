"""What stands behind a movement, or on a line below it: sets, reps, loads, rest, sides, tempo, pause, an aside.

`read_details` reads them phrase by phrase to the end of the text, in any order, each of them once. Text is expected in
plain marks (see `prescriptions.line`) and folded to single blanks.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from invictus.prescriptions.quantities import DISTANCE, PERCENT, TIME_RANGE, TO, metres_of, percent_range, seconds_range
from invictus.prescriptions.schemes import REP_MAX, rep_max
from invictus.prescriptions.words import is_cue, is_movement, is_title

LOAD = {
    "sets": [],  # the numbers of the sets it holds for; empty: all of them
    "reps": None,  # the reps of those sets, where they differ from set to set
    "reps_to": None,
    "percent_from": None,  # None with a percent_to: "stay below 70%"
    "percent_to": None,  # None with a percent_from: "101%+"
    "of": "",  # the maximum it is a percent of, "1-RM Snatch"; empty: the post does not say
}


@dataclass
class Details:
    """`fields` are keys of an exercise (reps, seconds, rest_s, ...), `loads` dicts like LOAD, `cues` as written."""

    fields: dict = field(default_factory=dict)
    loads: list = field(default_factory=list)
    cues: list = field(default_factory=list)


def read_details(text: str, written: str, at: int, details: Details) -> bool:
    """Reads `text` from `at` to its end into `details`; False where something is left over, or said twice."""
    at = _BETWEEN_PHRASES.match(text, at).end()
    while at < len(text):
        found = next(((match, put) for pattern, put in _PHRASES if (match := pattern.match(text, at))), None)
        if not found or not found[1](found[0], details):
            return False
        phrase, put = found
        if put is _cue:
            details.cues.append(written[phrase.start() : phrase.end()])
        at = _BETWEEN_PHRASES.match(text, phrase.end()).end()
    # "Sets 1-2" with nothing said of them is no load.
    return all(each["percent_from"] or each["reps"] for each in details.loads)


def load(sets: list[int], **values) -> dict:
    """A load for the sets numbered, or for all of them where none is."""
    return {**LOAD, "sets": sets, **values}


def maximum(of: str) -> str | None:
    """What a percent is of: `"1RM Snatch"` to "1-RM Snatch", "1-RM" where no movement is named, "Snatch" where no RM
    is; None where the words are no maximum."""
    of = of.strip(" .")
    number = _MAXIMUM_OF.search(of)
    name = (of[: number.start()] + of[number.end() :]).strip() if number else of
    if name and not (is_movement(name) and (is_title(name) or name.islower())):
        return None
    return " ".join(part for part in (rep_max(number[0])["what"] if number else "", name) if part)


def put_reps(phrase: re.Match, details: Details) -> bool:
    """Reps behind "Sets 1-2" are those sets' own; all others are the exercise's."""
    low = int(phrase["reps"])
    high = None if phrase["open"] else int(phrase["to"] or low)
    if low == 0 or (high is not None and high < low):
        return False
    return _put(details.loads[-1] if _of_named_sets(details) else details.fields, reps=low, reps_to=high)


def put_seconds(phrase: re.Match, details: Details) -> bool:
    span = seconds_range(phrase["time"])
    return bool(span and span[0]) and _put_for_all_sets(details, seconds=span[0], seconds_to=span[1])


def put_distance(phrase: re.Match, details: Details) -> bool:
    metres = metres_of(phrase["distance"])
    return bool(metres) and _put_for_all_sets(details, distance_m=metres)


def _max_reps(phrase: re.Match, details: Details) -> bool:
    return _put_for_all_sets(details, max_effort=True)


def _sets(phrase: re.Match, details: Details) -> bool:
    numbers = _set_numbers(phrase["numbers"]) if phrase["numbers"] else []
    if numbers is None:
        return False
    details.loads.append(load(numbers))
    return True


def _set_numbers(text: str) -> list[int] | None:
    """`"1-2"` to [1, 2], `"1, 3 & 5"` to [1, 3, 5]; None where they do not ascend."""
    numbers: list[int] = []
    for span in _SET_SPANS.split(text):
        first, *last = (int(end) for end in _SET_ENDS.split(span))
        if len(last) > 1 or (last and last[0] <= first):
            return None
        numbers += range(first, (last[0] if last else first) + 1)
    return numbers if numbers == sorted(set(numbers)) and numbers[0] > 0 else None


def _percent(phrase: re.Match, details: Details) -> bool:
    span = percent_range(phrase["percent"])
    of = maximum(phrase["of"]) if phrase["of"] else ""
    if not span or of is None:
        return False
    if not details.loads:
        details.loads.append(load([]))
    return _put(details.loads[-1], percent_from=span[0], percent_to=span[1], of=of)


def _rest(phrase: re.Match, details: Details) -> bool:
    span = seconds_range(phrase["time"])
    return bool(span) and _put_for_all_sets(details, rest_s=span[0], rest_to_s=span[1])


def _side(phrase: re.Match, details: Details) -> bool:
    return _put_for_all_sets(details, per_side=True)


def _tempo(phrase: re.Match, details: Details) -> bool:
    return _put_for_all_sets(details, tempo=phrase["tempo"].upper())


def _pause(phrase: re.Match, details: Details) -> bool:
    return _put_for_all_sets(details, pause=phrase["pause"].strip())


def _cue(phrase: re.Match, details: Details) -> bool:
    return is_cue(phrase[0])


def _of_named_sets(details: Details) -> bool:
    return bool(details.loads and details.loads[-1]["sets"])


def _put_for_all_sets(details: Details, **values) -> bool:
    """What is the exercise's own; behind "Sets 1-2" it would be of those sets, and no field holds that."""
    return not _of_named_sets(details) and _put(details.fields, **values)


def _put(into: dict, **values) -> bool:
    """Each thing is said once: a second number of reps in one line means that the line was not understood."""
    if any(into.get(key) not in (None, "") for key in values):
        return False
    into.update(values)
    return True


def _pattern(text: str) -> re.Pattern:
    return re.compile(text, re.I)


# "1-RM Snatch", or "Snatch 1RM".
_MAXIMUM_OF = _pattern(rf"^{REP_MAX}|{REP_MAX}$")
_SET_SPANS = _pattern(r", ?and |, ?| ?& ?| and ")
_SET_ENDS = _pattern(TO)
# The last number must not be that of "Sets 1, 3 reps" or "Sets 1-2, 70%".
_SET_NUMBERS = rf"\d{{1,2}}(?:(?:{TO}|, ?(?:and )?| ?& ?| and )\d{{1,2}}(?![\d.]| ?%| ?reps?|-\d{{1,3}} ?%))*"
_OF = r"(?: of (?:(?:your|the|a|current|your current) )?(?P<of>[^@%,;:=*()]{1,100}))?"
# No "each" alone, which may mean each movement, and no "each way", which is there and back.
_BODY = r"(?:leg|arm|side|hand|foot)"
_BEHIND_BARE_REPS = r"(?= ?[@(,;*/]| each\b| per\b|$)"
_PAUSE_TIME = r"\d{1,2}[ -]?(?:seconds?|secs?|counts?)(?!\w)"
_PAUSE_PLACE = r"(?: (?:at|in|on|above|below|off|each)\b[^@%,;:=*()\d]{0,60})?"

# Each phrase is tried where the one before it ended; "x" may stand before any measure.
_PHRASES = (
    (_pattern(rf"\*?(?:sets? (?P<numbers>{_SET_NUMBERS})|all sets)(?= ?[=:@x-])"), _sets),
    (_pattern(rf"(?:x )?(?P<reps>\d{{1,3}})(?:{TO}(?P<to>\d{{1,3}})|(?P<open> ?\+))? ?reps?(?![\w-])"), put_reps),
    (_pattern(rf"(?:x )?(?P<time>{TIME_RANGE})(?! (?:on|off|pause|hold)\b)"), put_seconds),
    (_pattern(rf"(?:x )?(?P<distance>{DISTANCE})"), put_distance),
    (_pattern(rf"(?:@ ?|x )?(?P<percent>{PERCENT}){_OF}"), _percent),
    (_pattern(rf"x (?P<reps>\d{{1,3}})(?:-(?P<to>\d{{1,3}})|(?P<open>\+))?{_BEHIND_BARE_REPS}"), put_reps),
    (
        _pattern(r"(?:(?:x )?(?:max(?:imum)?(?: effort)?(?: reps)?|as many reps as possible)|x AMRAP)(?![\w-])"),
        _max_reps,
    ),
    (_pattern(rf"\(?(?:(?:each|per|ea\.?|every) {_BODY}|/ ?{_BODY}|e/s)\)?(?!\w)"), _side),
    (
        _pattern(
            rf"\(?rest (?:for )?(?P<time>{TIME_RANGE})(?: (?:between|after) (?:each |every )?"
            r"(?:sets?|rounds?))?\)?(?!\w)"
        ),
        _rest,
    ),
    (
        _pattern(r"\(?(?:(?:@ ?|(?:at|with) (?:a )?)(?:tempo )?|tempo:? )(?P<tempo>[\dX]{4})(?![\w%])(?: tempo)?\)?"),
        _tempo,
    ),
    (
        _pattern(
            rf"\(?(?:with (?:a )?)?(?P<pause>pause (?:for )?{_PAUSE_TIME}{_PAUSE_PLACE}"
            rf"|{_PAUSE_TIME} pause(?!\w){_PAUSE_PLACE})\)?"
        ),
        _pause,
    ),
    (_pattern(r"\([^()]{1,150}\)"), _cue),
)
_BETWEEN_PHRASES = _pattern(r"[ ,;:=*.]*(?:- )?")
