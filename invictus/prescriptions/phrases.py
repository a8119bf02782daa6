r"""What follows a movement, or a line below it says: reps, loads, rest, sides, tempo, pause, an aside.

PHRASES are read one after another to the end of the text, in any order, each of them once. Text is expected in plain
marks (see `prescriptions.line`) and folded to single blanks.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any, Optional

from invictus.prescriptions.form import Form, compiled, form
from invictus.prescriptions.loads import PAIR, is_measured_in_height, load, maximum, says_something
from invictus.prescriptions.quantities import (
    CALORIES,
    COUNT,
    DISTANCE,
    PERCENT,
    TIME,
    TIME_RANGE,
    TO,
    WEIGHT,
    WEIGHT_UNIT,
    count,
    metres_of,
    percent_range,
    seconds_of,
    seconds_range,
    unit_of,
)
from invictus.prescriptions.schemes import AIM, REP_MAX, TO_AIM, rep_max
from invictus.prescriptions.shorthand import ARTICLES, OF, Group, read_groups
from invictus.prescriptions.words import has_quantity, is_cue, is_movement, names_a_movement

Json = dict[str, Any]


@dataclass
class Details:
    """`fields` are keys of an exercise (reps, seconds, rest_s, ...), `loads` dicts like LOAD, `cues` as written.

    `groups` are sets in the order of the text, as pairs of how many (None: one, or all of them) and a load; `sets` is
    how many sets the text says there are, `aim` the keys of a scheme that say what they lead to."""

    fields: Json = field(default_factory=dict)
    loads: list[Json] = field(default_factory=list)
    cues: list[str] = field(default_factory=list)
    groups: list[tuple[Optional[int], Json]] = field(default_factory=list)
    sets: Optional[int] = None
    interval_s: Optional[int] = None  # a set begins every so many seconds
    aim: Json = field(default_factory=dict)
    part_times: list[int] = field(default_factory=list)  # how often each part of a complex is done, "3+1"
    # A rest without a number, "as needed", and one between the movements of a block.
    rests: bool = False
    rest_between_movements: bool = False


def read_details(text: str, written: str, at: int, details: Details, movement: str = "") -> bool:
    """Read `text` from `at` to its end into `details`, as details of the movement named; False where something is left
    over, or said twice."""
    at = _BETWEEN_PHRASES.match(text, at).end()  # type: ignore[union-attr]  # it matches nothing as well
    while at < len(text) and not _LEADS_ON.match(text, at):
        listed = read_groups(text, at)
        if listed and _put_groups(listed[0], details):
            details.part_times, end = listed[1], listed[2]
            at = _BETWEEN_PHRASES.match(text, end).end()  # type: ignore[union-attr]
            continue
        found = next(((match, row) for row in PHRASES if (match := row.pattern.match(text, at))), None)
        if not found:
            return False
        phrase, row = found
        read = row.read(phrase, details, movement) if row.read in _NEED_THE_MOVEMENT else row.read(phrase, details)
        if not read:
            return False
        if read is _AS_CUE:
            details.cues.append(written[phrase.start() : phrase.end()].strip())
        at = _BETWEEN_PHRASES.match(text, phrase.end()).end()  # type: ignore[union-attr]
    return all(says_something(each) for each in details.loads)


def _put_groups(groups: list[Group], details: Details) -> bool:
    """Put down a list of sets; after "Sets 4-6" it is one set of it for each of them."""
    if details.groups or details.sets:
        return False
    if not _of_named_sets(details):
        details.groups = groups
        return True
    named = details.loads[-1]
    if says_something(named) or len(groups) != len(named["sets"]) or any(count for count, _ in groups):
        return False
    details.loads[-1:] = [{**each, "sets": [number]} for number, (_, each) in zip(named["sets"], groups)]
    return True


_AS_CUE = "as a cue"  # read, and kept as written besides


def put_reps(phrase: re.Match[str], details: Details) -> bool:
    """Reps after "Sets 1-2" are those sets' own; all others are the exercise's."""
    groups = phrase.groupdict()
    low = int(phrase["reps"])
    high = None if groups.get("open") else int(groups.get("to") or low)
    if low == 0 or (high is not None and high < low):
        return False
    if groups.get("women"):
        return _put_for_all_sets(details, reps=low, reps_to=high, reps_women=int(groups["women"]))
    return _put(details.loads[-1] if _of_named_sets(details) else details.fields, reps=low, reps_to=high)


def put_seconds(phrase: re.Match[str], details: Details) -> bool:
    span = seconds_range(phrase["time"])
    return bool(span and span[0]) and _put_for_all_sets(details, seconds=span[0], seconds_to=span[1])  # type: ignore[index]


def put_distance(phrase: re.Match[str], details: Details) -> bool:
    groups = phrase.groupdict()
    far = metres_of(phrase["distance"])
    unit = re.sub(r"^[\d.]+", "", phrase["distance"])
    near = metres_of(groups["near"] + unit) if groups.get("near") else far
    return bool(near and far and near <= far) and _put_for_all_sets(details, distance_m=near, distance_to_m=far)


def put_calories(phrase: re.Match[str], details: Details) -> bool:
    low, women = int(phrase["calories"]), phrase["women"]
    high = int(phrase["to"] or low)
    if not low or high < low:
        return False
    pair = {"calories_women": int(women)} if women else {}
    return _put_for_all_sets(details, calories=low, calories_to=high, **pair)


def put_cluster(phrase: re.Match[str], details: Details, movement: str = "") -> bool:
    """ "1.1.1" is one set of three reps with a breath between them; of a complex of two, "3+1" counts its parts."""
    reps = [int(number) for number in re.findall(r"\d+", phrase["cluster"])]
    if "+" in phrase["cluster"] and _PAIRED_LIFT.search(movement):
        # Of "Clean & Jerk" it counts cleans and jerks.
        return reps == [1, 1] and _put(details.fields, reps=1, reps_to=1)
    if "+" in movement:
        details.part_times = reps
        reps = [1]
    return all(reps) and _put(
        details.loads[-1] if _of_named_sets(details) else details.fields, reps=sum(reps), reps_to=sum(reps)
    )


def put_weight(phrase: re.Match[str], details: Details, movement: str = "") -> Any:
    unit = unit_of(phrase["unit"])
    if not unit:
        # Without a unit only a pair is a weight, "(75/55)", and of a box not even that.
        if is_measured_in_height(movement):
            return _AS_CUE
        if not phrase["women"]:
            return False
    women = float(phrase["women"]) if phrase["women"] else None
    if not float(phrase["men"]):
        return False
    read = _put_load(details, weight=float(phrase["men"]), weight_women=women, unit=unit)
    return read and (_AS_CUE if phrase.groupdict().get("rest") else True)


def _max_effort(phrase: re.Match[str], details: Details) -> bool:
    if _of_named_sets(details):
        return not phrase["time"] and _put(details.loads[-1], max_effort=True)
    return _put_for_all_sets(details, max_effort=True) and (not phrase["time"] or put_seconds(phrase, details))


def _named_sets(phrase: re.Match[str], details: Details) -> bool:
    numbers = _set_numbers(phrase["numbers"]) if phrase["numbers"] else []
    if numbers is None or (phrase["how_many"] and count(phrase["how_many"]) != len(numbers)):
        return False
    details.loads.append(load(numbers))
    return True


def _set_numbers(text: str) -> Optional[list[int]]:
    """`"1-2"` to [1, 2], `"1, 3 & 5"` to [1, 3, 5]; None where they do not ascend."""
    numbers: list[int] = []
    for span in _SET_SPANS.split(text):
        first, *last = (int(end) for end in _SET_ENDS.split(span))
        if len(last) > 1 or (last and last[0] <= first):
            return None
        numbers += range(first, (last[0] if last else first) + 1)
    return numbers if numbers == sorted(set(numbers)) and numbers[0] > 0 else None


def _percent(phrase: re.Match[str], details: Details) -> bool:
    span = percent_range(phrase["percent"])
    of = maximum(phrase["of"]) if phrase["of"] else phrase["effort"] or ""
    if not span or of is None:
        return False
    return _put_load(details, percent_from=span[0], percent_to=span[1], of=of)


def _that_weight(phrase: re.Match[str], details: Details) -> bool:
    of = maximum(phrase["of"])
    return of is not None and _put_load(details, of=of)


def _relative(phrase: re.Match[str], details: Details) -> bool:
    words = phrase["words"].strip(" .")
    return _put_load(details, relative=words)


def _change(phrase: re.Match[str], details: Details) -> bool:
    span = percent_range(phrase["percent"])
    if not span or span[1] is None:
        return False
    low, high = span
    if phrase["word"].lower() in ("less", "lighter", "below", "under"):
        low, high = -high, -low  # type: ignore[operator]
    return _put_load(details, change_from=low, change_to=high, relative=phrase["than"].strip(" .)"))


def _sets(phrase: re.Match[str], details: Details) -> bool:
    how_many = count(phrase["sets"] or phrase["times"])
    if details.sets is not None or not how_many or _of_named_sets(details):
        return False
    details.sets = how_many
    return True


def _rest(phrase: re.Match[str], details: Details) -> bool:
    span = seconds_range(phrase["time"] or phrase["rest"])
    if not span or details.rests:
        return False
    details.rest_between_movements = bool(phrase["movements"])
    return _put_for_all_sets(details, rest_s=span[0], rest_to_s=span[1])


def _rest_unmeasured(phrase: re.Match[str], details: Details) -> bool:
    said, details.rests = details.rests, True
    return not said and "rest_s" not in details.fields


def _side(phrase: re.Match[str], details: Details) -> bool:
    return _put_for_all_sets(details, per_side=True)


def _interval(phrase: re.Match[str], details: Details) -> bool:
    spelled = (phrase["interval"] or "minute").lower()
    said, details.interval_s = details.interval_s, 60 if spelled == "minute" else seconds_of(spelled)
    return said is None and bool(details.interval_s)


def _half_a_side(phrase: re.Match[str], details: Details) -> Any:
    """ "x 10 reps (5 each leg)" says the same twice."""
    return details.fields.get("reps") == 2 * int(phrase["reps"]) and not details.fields.get("per_side") and _AS_CUE


def _tempo(phrase: re.Match[str], details: Details) -> bool:
    return _put_for_all_sets(details, tempo=phrase["tempo"].upper())


def _slow(phrase: re.Match[str], details: Details) -> bool:
    return _put_for_all_sets(details, tempo=phrase["tempo"])


def _pause(phrase: re.Match[str], details: Details) -> bool:
    return _put_for_all_sets(details, pause=phrase["pause"].strip(" ."))


def _aim(phrase: re.Match[str], details: Details) -> bool:
    tail = phrase.groupdict().get("tail") or ""
    if tail and not ((names_a_movement(tail) and is_movement(tail.strip())) or tail.endswith("complex")):
        return False
    if details.aim or _of_named_sets(details):
        return _of_named_sets(details) and _put(details.loads[-1], relative=phrase[0].strip(" ."))
    details.aim = rep_max(phrase["what"])
    if phrase.groupdict().get("within"):
        details.aim["duration_s"] = seconds_of(phrase["within"])
    return True


def _aside(phrase: re.Match[str], details: Details) -> Any:
    """Coaching words, "(slowly)", or details, "(5 seconds down, 2 second pause)"; the words among them are kept."""
    if is_cue(phrase[0]):
        return _AS_CUE
    inner, held = phrase["inner"], len(details.cues)
    read = read_details(f", {inner}", f", {inner}", 0, details)
    has_words = len(details.cues) > held
    del details.cues[held:]
    return read and (_AS_CUE if has_words else True)


def _words(phrase: re.Match[str], details: Details) -> Any:
    words = phrase["words"]
    names_work = has_quantity(words) or names_a_movement(words) or _LINKS.search(words)
    return not names_work and len(words.split()) < 7 and _AS_CUE


def _as_written(phrase: re.Match[str], details: Details) -> Any:
    return _AS_CUE


def _put_load(details: Details, **values: Any) -> bool:
    if not details.loads:
        details.loads.append(load([]))
    return _put(details.loads[-1], **values)


def _of_named_sets(details: Details) -> bool:
    return bool(details.loads and details.loads[-1]["sets"])


def _put_for_all_sets(details: Details, **values: Any) -> bool:
    """What is the exercise's own; after "Sets 1-2" it would be of those sets, and no field holds that."""
    return not _of_named_sets(details) and _put(details.fields, **values)


def _put(into: Json, **values: Any) -> bool:
    """Each thing is said once: a second number of reps in one line means that the line was not understood."""
    if any(into.get(key) not in (None, "", False) for key in values):
        return False
    into.update(values)
    return True


_NEED_THE_MOVEMENT = (put_weight, put_cluster)

_SET_SPANS = compiled(r",\s?and\s|,\s?|\s?&\s?|\sand\s")
_SET_ENDS = compiled(TO)
# The last number must not be that of "Sets 1, 3 reps" or "Sets 1-2, 70%".
_SET_NUMBERS = rf"\d{{1,2}}(?:(?:{TO}|,\s?(?:and\s)?|\s?&\s?|\sand\s)\d{{1,2}}(?![\d.]|\s?%|\s?reps?|-\d{{1,3}}\s?%))*"
_BODY = r"(?:leg|arm|side|hand|foot|direction)"
_AFTER_BARE_REPS = r"(?=\s?[@(,;*/.]|\seach\b|\sper\b|\s-\s|\sx\s|$)"
_PAUSE_TIME = rf"(?:\d{{1,2}}(?:{TO}\d{{1,2}})?[ -]?(?:seconds?|secs?|counts?)(?!\w))"
_PAUSE_PLACE = r"(?:\s(?:at|in|on|above|below|off|each|between)\b[^@%,;:=*()\d]{0,60})?"
_WORDS_OF_LOAD = r"""(?:pick\s(?:your\s(?:own\s)?)?(?:load|weight) | as\sheavy\sas\s(?:possible|you\scan) | AHAP | RPE\s\d{1,2}(?:\.5)?(?:\s?-\s?\d{1,2})? | heavy | light | moderate
    | (?:a\s)?(?:light|moderate|heavy|challenging|comfortable)(?:\s(?:to|-)\s(?:light|moderate|heavy))?\s(?:load|weight)
    | body\s?weight | empty\sbar(?:bell)? | an?\sempty\sbar(?:bell)? | unweighted | (?:weighted)?\sif\spossible )"""
_SAME_LOAD = r"""(?:(?:the\s)?same\s(?:load|weight)s?\b[^@%;()\d]{0,80} | (?:the\s)?(?:load|weight)s?\s(?:you\sused|from)\b[^@%;()\d]{0,60}
    | (?:last|previous)\s(?:week|monday|tuesday|wednesday|thursday|friday|saturday|sunday|session)'s\s(?:load|weight)s?
    | (?:the\s)?heaviest\s(?:load|weight|set)s?\b[^@%;()\d]{0,60} )"""

# `read` takes the match and the Details to fill; it gives whether they agree with what was read before.
PHRASES: tuple[Form, ...] = (
    form(
        "the sets that a load is for",
        rf"""\*?\s?(?:[A-Z][a-z]{{1,9}}\s\d{{1,2}}\s(?=\())?\(?(?:sets?\s\#?(?P<numbers>{_SET_NUMBERS})|all\s(?:of\s)?(?:the\s)?sets)\)?
        (?:\s\((?P<how_many>{COUNT})\ssets?\))?(?=\s?[=:@x-]|\s\d)""",
        means="what follows is of these sets",
        example="*Sets 1-2 = 7 reps @ 70-75%",
        read=_named_sets,
    ),
    form(
        "how many sets",
        rf"""(?:x\s?)?(?:(?P<sets>{COUNT})\s(?:total\s|working\s)?sets?(?!\w)(?:\s?(?:x|of)(?=\s\d))?
        |(?P<times>\d{{1,2}})\s?x\s?(?={TIME}|{DISTANCE}|\d{{1,3}}[ -]?{CALORIES}|\(\d\+|max))""",
        means="the number of sets, on the movement's own line",
        example="Strict Press: 3 sets x 5 reps",
        read=_sets,
    ),
    form(
        "reps for men and women",
        r"(?:x\s)?(?P<reps>\d{1,3})/(?P<women>\d{1,3})\sreps?(?![\w-])",
        means="two counts, men's and women's",
        example="Handstand Push-Ups x 25/20 reps",
        read=put_reps,
    ),
    form(
        "reps",
        rf"(?:x\s?)?(?P<reps>\d{{1,3}})(?:{TO}(?P<to>\d{{1,3}})|(?P<open>\s?\+))?\s?(?:unbroken\s)?reps?(?![\w-])",
        means="the reps of a set, or a range of them",
        example="Ring Dips x 8-10 reps",
        read=put_reps,
    ),
    form(
        "a cluster",
        r"(?:x\s?)?(?:\((?P<plus>)(?=\d\+\d)|)(?P<cluster>\d(?:[.+]\d){1,5})\)?(?:\sreps?)?(?![\w%])",
        means="reps of a set with a breath between them",
        example="Snatch x 1.1.1 @ 85%",
        read=put_cluster,
    ),
    form(
        "a time",
        rf"(?:x\s|for\s)?(?P<time>{TIME_RANGE})(?!\s(?:on|off|pause|hold|rest|between|eccentric|negative|descent|lowering|down)s?\b|\s(?:at|in)\s(?:the|each|every)\s)",
        means="how long a set is held or done",
        example="Plank Hold x 45 seconds",
        read=put_seconds,
    ),
    form(
        "calories",
        rf"(?:x\s|for\s)?(?P<calories>\d{{1,3}})(?:/(?P<women>\d{{1,3}})|{TO}(?P<to>\d{{1,3}}))?[ -]?{CALORIES}",
        means="calories on a machine",
        example="Assault Bike x 15/12 Calories",
        read=put_calories,
    ),
    form(
        "a distance",
        rf"(?:x\s)?(?:(?P<near>\d{{1,5}}){TO})?(?P<distance>{DISTANCE})(?!\space)",
        means="how far",
        example="Farmer Carry x 50 feet",
        read=put_distance,
    ),
    form(
        "so many percent more",
        rf"(?:@\s?)?(?P<percent>{PERCENT})\s(?P<word>more|heavier|above|over|less|lighter|below|under)(?:\sthan)?\s(?P<than>[^@%;\d]{{1,80}})$",
        means="a load by how much more it is than another",
        example="Front Squat x 4 reps @ 3-5% more than you used last Monday",
        read=_change,
    ),
    form(
        "a percent",
        rf"(?:@\s?|at\s|x\s|\()?(?P<percent>{PERCENT})(?:\s(?P<effort>effort|intensity|speed)(?!\w)|{OF})\)?",
        means="the load as a percent of a maximum",
        example="Power Clean x 2 reps @ 80% of 1-RM Power Clean",
        read=_percent,
    ),
    form(
        "that very weight",
        rf"@\s(?P<of>{ARTICLES}(?:today's\s)?\d{{1,2}}[ -]?RM\b[^@%,;:=*()]{{0,60}})",
        means="the load is a maximum itself",
        example="Back Squat x 3 reps @ 10-RM Back Squat weight",
        read=_that_weight,
    ),
    form(
        "a weight",
        rf"(?:@\s?|at\s|with\s|-\s)?\(?@?\s?(?:\d\s?x\s?)?{PAIR}\s?(?P<unit>{WEIGHT_UNIT})(?:\s(?P<rest>(?:(?:kbs?|dbs?|kettlebells?|dumbbells?|plates?|vests?|sandbags?|balls?|medicine|med|in|each|per|hands?|arms?|an?|the|total|bar(?:bell)?|weighted|or|heavier|lighter)(?:\s|(?=\)|$))){{1,6}}))?(?:\)|(?=[,.;]|$|\sx\s|\s-\s))",
        means="the weight, for men and women where there are two",
        example="30 Kettlebell Swings (32/24 kg)",
        read=put_weight,
    ),
    form(
        "a weight without its unit",
        rf"(?:(?P<opens>\()|@\s?)(?P<men>{WEIGHT})\s?/\s?(?P<women>{WEIGHT})(?P<unit>)(?(opens)\))(?=$|[\s,.;])(?!\s?(?:kg|lb|%))",
        means="the weight for men and women; after a box its height, which is kept as an aside",
        example="15 Power Cleans (75/55)",
        read=put_weight,
    ),
    form(
        "a height",
        r"""\(?(?:(?:to|from)\san?\s)?\d{1,2}(?:['"]{1,2}|-?\s?(?:ft|feet|foot|inch(?:es)?|in)\b)?(?:\s?/\s?\d{1,2})?(?:['"]{1,2}|-?\s?(?:ft|feet|foot|inch(?:es)?|in)\b)(?:\s(?:box|target|deficit|riser|plates?))?\)?""",
        means="the height of a box, rope or target, kept as an aside",
        example="3 Rope Climbs (15')",
        read=_as_written,
    ),
    form(
        "the same load as before",
        rf"\(?(?:@\s?|at\s|with\s)(?P<words>{_SAME_LOAD})\)?",
        means="a load relative to another day's",
        example="Front Squat x 5 reps @ same load you used last Monday",
        read=_relative,
    ),
    form(
        "a load in words",
        rf"\(?(?:@\s?|at\s|with\s|-\s)?(?P<words>{_WORDS_OF_LOAD})(?!\w)\)?",
        means="a load that the lifter chooses",
        example="Dumbbell Bench Press x 8 reps, pick load",
        read=_relative,
    ),
    form(
        "reps without the word",
        rf"(?:x\s?(?P<reps>\d{{1,3}})(?:-(?P<to>\d{{1,3}})|(?P<open>\+))?{_AFTER_BARE_REPS})",
        means="the reps of a set",
        example="Front Squat x 3 @ 75-85%",
        read=put_reps,
    ),
    form(
        "reps at a load",
        r"(?P<reps>\d{1,2})(?:-(?P<to>\d{1,2}))?(?=\s?@\s?\d)",
        means="the reps of a set",
        example="Front Squat: 3 @ 75%",
        read=put_reps,
    ),
    form(
        "as many as possible",
        rf"(?:(?:x\s|for\s)?max(?:imum)?(?:\s(?:effort|unbroken|distance|{CALORIES}))?(?:\sreps)?|(?:x\s)?as\smany\s(?:reps\s)?as\spossible|x\sAMRAP|for\s(?:{CALORIES}|distance|reps))(?:\sin\s(?:the\s)?(?:remaining\stime|time\s(?:remaining|left)|(?P<time>{TIME})))?(?![\w-])",
        means="a set to the end of one's strength, or as far as the time allows",
        example="Strict Pull-Ups x max reps",
        read=_max_effort,
    ),
    form(
        "half of the reps on each side",
        rf"\((?P<reps>\d{{1,2}})\s(?:reps\s)?(?:each|per|/)\s?{_BODY}\)",
        means="the same as the reps before it",
        example="Reverse Lunges x 10 reps (5 each leg)",
        read=_half_a_side,
    ),
    form(
        "each side",
        rf"\(?(?:(?:on\s)?(?:each|per|ea\.?|every)\s{_BODY}|/\s?{_BODY}|e/s)\)?(?!\w)",
        means="reps, seconds or distance are for each side",
        example="Barbell Lunges x 6 reps each leg",
        read=_side,
    ),
    form(
        "a rest",
        rf"""\(?(?:-{{1,2}}\s?)?(?:rest\s(?:for\s|exactly\s|about\s)?(?P<time>{TIME_RANGE})|(?P<rest>{TIME_RANGE})\s(?:of\s)?rest)
        (?:\s(?:between|after|before)\s(?:(?P<movements>(?:the\s)?(?:movement|exercise|lift)s)|(?:each\s|every\s)?(?:sets?|rounds?|percentages?|efforts?|intervals?|attempts?)))?\)?(?!\w|\s(?:between|after)\b)""",
        means="the rest after a set",
        example="Rest 2-3 minutes between sets.",
        read=_rest,
    ),
    form(
        "a rest of no fixed time",
        r"\(?(?:-{1,2}\s?)?rest(?:ing)?\s(?:as\s(?:needed|necessary|required|long\sas\s(?:needed|you\sneed))|until\s(?:fully\s)?recovered|the\sremainder\sof\sthe\sminute)(?:\s(?:between|after)\s(?:each\s|all\s|every\s)?(?:sets?|rounds?|efforts?|attempts?))?\)?(?!\w)",
        means="a rest as long as the lifter likes",
        example="Rest as needed",
        read=_rest_unmeasured,
    ),
    form(
        "a tempo",
        r"\(?(?:(?:@\s?|(?:at|with)\s(?:a\s)?)(?:tempo\s)?|tempo:?\s)(?P<tempo>[\dXA]{4}|[\dXA](?:[.-][\dXA]){3})(?![\w%/])(?:\stempo)?\)?",
        means="seconds down, at the bottom, up, at the top",
        example="Front Squat x 4 reps @ 32X1",
        read=_tempo,
    ),
    form(
        "slowly down",
        r"\(?(?:with\s(?:a\s)?)?(?P<tempo>\d{1,2}[ -]?(?:second|sec|count)s?\s(?:eccentric|negative|descent|lowering|down)s?)(?!\w)\)?",
        means="how long the way down takes",
        example="Back Squat x 3 reps (5 seconds down)",
        read=_slow,
    ),
    form(
        "a pause",
        rf"""\(?(?:with\s(?:a\s)?)?(?P<pause>(?:pause|hold)\s(?:for\s)?{_PAUSE_TIME}{_PAUSE_PLACE} | {_PAUSE_TIME}\s(?:pause|hold)(?!\w){_PAUSE_PLACE}
        | {_PAUSE_TIME}\s(?:at|in|above|below)\s(?:the|each|every)\s[a-z\s]{{3,30}}
        | (?:rest\s)?{_PAUSE_TIME}\s(?:rest\s)?between\s(?:reps|singles|doubles|each\srep|the\sreps) )\)?""",
        means="a pause in the movement, or between the reps of a set",
        example="Front Squat x 3 reps (2 second pause in the bottom)",
        read=_pause,
    ),
    form(
        "what the sets lead to",
        rf"""(?:-\s)?(?:in\s{COUNT}\ssets,?\s)?{TO_AIM}\s(?:(?:a|an|your|the)(?:\snew)?\s)?(?P<what>{AIM})(?:\s(?:in|for|on)\s(?:the\sday|today|complex|the\scomplex))?(?:\sin\s(?P<within>{TIME}))?
        (?P<tail>(?:\s(?!(?:then|rest|with|but|and|in|for|on|no)\b)[a-z&-]{{2,20}}){{1,4}})?""",
        means="sets up to a maximum, or to a heavy set",
        example="Snatch from blocks: work to a 2RM",
        read=_aim,
    ),
    form(
        "a maximum",
        rf"(?P<what>{REP_MAX}|heavy\s(?:single|double|triple|set\sof\s{COUNT}))(?=,|\s-|\.?$)",
        means="sets up to that maximum",
        example="Bench Press: 10RM, then -10% for 2x10",
        read=_aim,
    ),
    form(
        "how often a set begins",
        rf"(?:every\s(?P<interval>{TIME}|minute)|(?P<emom>EMO(?:TM|M)|on\sthe\sminute))(?!\w)",
        means="the time from set to set, on the movement's own line",
        example="Back Squat: 8 x 3 @ 65%, every 60 seconds",
        read=_interval,
    ),
    form(
        "how many attempts or misses",
        rf"(?:-\s|\()?(?:no\smore\sthan|max(?:imum)?(?:\sof)?)\s{COUNT}\s(?:heavy\s|missed\s)?(?:attempts?|misses|miss|lifts)\)?",
        means="a bound on the attempts, kept as an aside",
        example="In 15 minutes, establish a 1RM Clean - no more than 5 heavy attempts",
        read=_as_written,
    ),
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
_PAIRED_LIFT = compiled(r"\s(?:&|and)\s")
# Words that change what the rest of the line says.
_LINKS = compiled(
    r"""^(?:and|then|or|plus|with|to|into|followed|x)\b
    | \b(?:starting|start\s(?:at|with|from)|begin\w{0,4}|first|last|then|until|up\sto|only|except|every|each|odd|even)\b"""
)
# What leads on to the next movement: "..., immediately followed by".
_LEADS_ON = compiled(r"[\s,;-]*(?:immediately\s|directly\s)?(?:followed\sby|into)[\s:.]*$")
_BETWEEN_PHRASES = compiled(r"[\s,;:=*.]*(?:-{1,2}\s)?(?:(?:and\s)?then(?:\s|:|$))?")
