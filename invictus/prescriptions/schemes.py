"""How often a block is done and how long it may take: `Every 2 minutes, for 16 minutes (8 sets):` and its kin.

`read_scheme` reads the phrase a line opens with, `read_scheme_detail` a line that completes the scheme above it
(`20 seconds on`). A scheme is a dict with the keys of SCHEME, each always there; what the post does not say is None
(a number) or "" (a word). A phrase whose own figures contradict each other (nine sets, one every two minutes, in 16
minutes) is not read: which figure is the slip nobody can tell.
"""

from __future__ import annotations

import re

from invictus.prescriptions.quantities import COUNT, TIME, TO, count, seconds_of

SCHEME = {
    "kind": "",  # every, sets, rounds, establish, amrap, tabata, for_time; "" where the post names none
    "interval_s": None,  # every: a set begins every so many seconds
    "duration_s": None,  # how long the whole takes; establish, amrap and for_time: how long it may take
    "sets": None,  # how many sets, or rounds, of each movement
    "sets_to": None,  # the far end of a range ("3-4 sets"); the same as sets where it is none
    "what": "",  # establish: "1-RM", "5-RM", "heavy single"
    "rep_max": None,  # establish: the N of N-RM; None for "heavy single", which is no maximum
    "work_s": None,  # tabata: seconds on
    "off_s": None,  # tabata: seconds off
}

REP_MAX = r"(?:(?:\d{1,2}|one)[ -]?(?:rep )?(?:RM|max)(?!\w))"
_HEAVY = rf"heavy (?:single|double|triple|{COUNT}(?: reps?)?|set of {COUNT})(?!\w)"
_LASTING = (
    rf"(?:,? (?:for |x )?(?P<duration>{TIME})|,? (?:for |x )(?P<times>{COUNT}) (?:sets|rounds)(?!\w)"
    r"|,? (?:for |x )?(?P<minutes>\d{1,3})(?![\w.%+-]|:\d| ?reps?))?"
)
_SETS_IN_PARENTHESES = rf"(?:,? \((?P<sets>{COUNT}) (?:total )?(?:sets?|rounds?)(?: total)?\))?"


def _pattern(text: str) -> re.Pattern:
    return re.compile(text, re.I)


def _every(phrase: re.Match) -> dict | None:
    groups = phrase.groupdict()
    interval = _interval(groups)
    bare_minutes = groups.get("minutes")
    # "EMOM 10" is ten minutes and ten sets at once; of "E2MOM 10" nobody can tell which it is.
    if interval is None or (bare_minutes and interval != 60):
        return None
    duration = int(bare_minutes) * 60 if bare_minutes else seconds_of(groups.get("duration") or "")
    written = [count(groups[name]) for name in ("sets", "times") if groups.get(name)]
    if duration is not None and duration % interval == 0:
        written.append(duration // interval)
    if len(set(written)) > 1 or (duration is not None and duration % interval and written):
        return None
    sets = written[0] if written else None
    return {
        "interval_s": interval,
        "duration_s": duration or (interval * sets if sets else None),
        "sets": sets,
        "sets_to": sets,
    }


def _interval(groups: dict) -> int | None:
    if groups.get("minutes_each"):
        return int(groups["minutes_each"]) * 60 or None
    if groups.get("seconds_each"):
        return int(groups["seconds_each"]) or None
    spelled = (groups.get("interval") or "minute").lower()
    return {"minute": 60, "other minute": 120}.get(spelled) or seconds_of(spelled) or None


def _sets(phrase: re.Match) -> dict | None:
    low = count(phrase["sets"])
    high = count(phrase["sets_to"] or phrase["sets"])
    return {"sets": low, "sets_to": high} if 0 < low <= high else None


def _establish(phrase: re.Match) -> dict | None:
    within = phrase["within"] or phrase["within_behind"]
    if phrase["within"] and phrase["within_behind"]:
        return None
    return {"duration_s": seconds_of(within) if within else None, **rep_max(phrase["what"])}


def rep_max(text: str) -> dict:
    """`"1RM"`, `"1-RM"`, `"one-rep max"` alike to `{"what": "1-RM", "rep_max": 1}`; other words as they stand."""
    number = re.match(r"(\d{1,2}|one)[ -]?(?:rep )?(?:RM|max)", text, re.I)
    if not number:
        return {"what": text}
    return {"what": f"{count(number[1])}-RM", "rep_max": count(number[1])}


def _time_only(phrase: re.Match) -> dict | None:
    groups = phrase.groupdict()
    minutes = groups.get("minutes")
    duration = int(minutes) * 60 if minutes else seconds_of(groups.get("duration") or "")
    sets = count(groups["sets"]) if groups.get("sets") else None
    return {"duration_s": duration, "sets": sets, "sets_to": sets}


_EVERY = (
    rf"(?:every (?P<interval>{TIME}|minute|other minute)(?!\w)(?:,? on the (?:minute|{TIME})(?!\w))?"
    r"|(?:EMOM|on the minute)|E(?P<minutes_each>\d{1,2})MOM|E(?P<seconds_each>\d{2,3})S(?:OM)?)(?!\w)"
)
_DO = r"(?:(?:complete|perform) )?"
_NOT_FOR_TIME = r"(?:,? (?:not for time|for quality)(?!\w),?)?"

# The order matters where one phrase begins like another: "3 rounds for time" before "3 rounds".
_SCHEMES = (
    ("every", _pattern(_EVERY + _LASTING + _SETS_IN_PARENTHESES), _every),
    ("every", _pattern(rf"(?P<duration>{TIME}) EMOM(?!\w)" + _SETS_IN_PARENTHESES), _every),
    (
        "establish",
        _pattern(
            rf"(?:(?:(?:in|take|within) )?(?P<within>{TIME}),? (?:to )?)?"
            r"(?:establish|build (?:up )?to|work (?:up )?to|find|hit) (?:(?:a|an|your)(?: new)? )?"
            rf"(?P<what>{REP_MAX}|{_HEAVY})(?: (?:in|within) (?P<within_behind>{TIME}))?"
        ),
        _establish,
    ),
    ("amrap", _pattern(rf"{_DO}(?:(?:in )?(?P<duration>{TIME}),? )AMRAP(?!\w)"), _time_only),
    (
        "amrap",
        _pattern(
            rf"AMRAP(?: (?:in |for |x )?(?P<duration>{TIME})"
            rf"| (?P<minutes>\d{{1,3}})(?![\w.%+-]|:\d)|(?=:))"
        ),
        _time_only,
    ),
    (
        "amrap",
        _pattern(rf"{_DO}as many (?:rounds|reps)(?: (?:and|&) reps)? as possible in (?P<duration>{TIME})"),
        _time_only,
    ),
    (
        "amrap",
        _pattern(rf"in (?P<duration>{TIME}),? {_DO}as many (?:rounds|reps)(?: (?:and|&) reps)? as possible"),
        _time_only,
    ),
    (
        "for_time",
        _pattern(
            rf"{_DO}(?:(?P<sets>{COUNT}) rounds?,? )?for time(?!\w)"
            rf"(?:,? \((?P<duration>{TIME}) (?:time )?cap\))?"
        ),
        _time_only,
    ),
    ("tabata", _pattern(r"(?:(?:1|one) set )?(?:of )?tabata(?!\w)"), lambda phrase: {}),
    ("rounds", _pattern(rf"{_DO}(?P<sets>{COUNT})(?:{TO}(?P<sets_to>{COUNT}))? rounds?(?!\w){_NOT_FOR_TIME}"), _sets),
    (
        "sets",
        _pattern(rf"{_DO}(?P<sets>{COUNT})(?:{TO}(?P<sets_to>{COUNT}))? (?:super)?sets?(?!\w){_NOT_FOR_TIME}"),
        _sets,
    ),
)

# Lines below a scheme that complete it.
_DETAILS = (
    (_pattern(rf"(?P<time>{TIME}) on[ .,;/]*"), "work_s"),
    (_pattern(rf"(?P<time>{TIME}) (?:off|rest)[ .,;/]*"), "off_s"),
    (_pattern(rf"(?:x|for)(?: a total of)? (?P<count>{COUNT}) rounds(?!\w)[ .]*"), "sets"),
    (_pattern(rf"(?:(?P<time>{TIME}) time cap|time cap[:=]? (?P<behind>{TIME}))[ .]*"), "duration_s"),
)


def read_scheme(text: str) -> tuple[dict, int] | None:
    """The scheme that `text` opens with, and where it ends in `text`; None where it opens with none."""
    for kind, pattern, read in _SCHEMES:
        phrase = pattern.match(text)
        if phrase:
            figures = read(phrase)
            return None if figures is None else ({**SCHEME, "kind": kind, **figures}, phrase.end())
    return None


def read_scheme_detail(text: str) -> dict | None:
    """What a line adds to the scheme above it, `"20 seconds on, 10 seconds off"` as `{"work_s": 20, "off_s": 10}`;
    None unless the whole line is read."""
    added: dict = {}
    at = 0
    while at < len(text):
        found = next(((phrase, key) for pattern, key in _DETAILS if (phrase := pattern.match(text, at))), None)
        if found is None or found[1] in added:
            return None
        phrase, key = found
        added[key] = count(phrase["count"]) if key == "sets" else seconds_of(_time(phrase))
        at = phrase.end()
    if "sets" in added:
        added["sets_to"] = added["sets"]
    return added if added and None not in added.values() else None


def _time(phrase: re.Match) -> str:
    return phrase["time"] or phrase.groupdict().get("behind")
