r"""What a set is made of, in phrases: how many sets, their reps, time, distance or calories, and on which side."""

from __future__ import annotations

import re
from typing import Any, Optional

from invictus.prescriptions.details import AS_CUE, Details, of_named_sets, put_field, put_for_all_sets, put_load
from invictus.prescriptions.form import Form, compiled, form
from invictus.prescriptions.loads import load
from invictus.prescriptions.quantities import (
    CALORIES,
    COUNT,
    DISTANCE,
    TIME,
    TIME_RANGE,
    TO,
    count,
    metres_of,
    seconds_range,
)

# The last number must not be that of "Sets 1, 3 reps" or "Sets 1-2, 70%".
_SET_NUMBERS = rf"""\d{{1,2}}(?:(?:{TO}|,\s?(?:and\s)?|\s?&\s?|\sand\s)\d{{1,2}}(?![\d.]|\s?%|\s?reps?
    |-\d{{1,3}}\s?%))*"""
_BODY = r"(?:leg|arm|side|hand|foot|direction)"
_AFTER_BARE_REPS = r"(?=\s?[@(,;*/.]|\seach\b|\sper\b|\s-\s|\sx\s|$)"


def put_reps(phrase: re.Match[str], details: Details) -> bool:
    """Put down reps: after "Sets 1-2" they belong to those sets, otherwise to the exercise."""
    groups = phrase.groupdict()
    low = int(phrase["reps"])
    high = None if groups.get("open") else int(groups.get("to") or low)
    if low == 0 or (high is not None and high < low):
        return False
    if groups.get("women"):
        return put_for_all_sets(details, reps=low, reps_to=high, reps_women=int(groups["women"]))
    return _put_reps(details, low, high)


def put_seconds(phrase: re.Match[str], details: Details) -> bool:
    """Put down how long a set is held or done."""
    span = seconds_range(phrase["time"])
    return span is not None and span[0] > 0 and put_for_all_sets(details, seconds=span[0], seconds_to=span[1])


def put_distance(phrase: re.Match[str], details: Details) -> bool:
    """Put down how far; "50-100 m" gives its unit once."""
    groups = phrase.groupdict()
    far = metres_of(phrase["distance"])
    unit = re.sub(r"^[\d.]+", "", phrase["distance"])
    near = metres_of(groups["near"] + unit) if groups.get("near") else far
    return bool(near and far and near <= far) and put_for_all_sets(details, distance_m=near, distance_to_m=far)


def put_calories(phrase: re.Match[str], details: Details) -> bool:
    """Put down calories, men's and women's if there are two counts."""
    low, women = int(phrase["calories"]), phrase["women"]
    high = int(phrase["to"] or low)
    if not low or high < low:
        return False
    if women:
        return put_for_all_sets(details, calories=low, calories_to=high, calories_women=int(women))
    return put_for_all_sets(details, calories=low, calories_to=high)


def put_cluster(phrase: re.Match[str], details: Details, movement: str = "") -> bool:
    """Put down a cluster: "1.1.1" is one set of three reps with a pause between; "3+1" counts a complex's parts."""
    reps = [int(number) for number in re.findall(r"\d+", phrase["cluster"])]
    if "+" in phrase["cluster"] and _PAIRED_LIFT.search(movement):
        # Of "Clean & Jerk" it counts cleans and jerks.
        return reps == [1, 1] and put_field(details, reps=1, reps_to=1)
    if "+" in movement:
        details.part_times = reps
        reps = [1]
    return all(reps) and _put_reps(details, sum(reps), sum(reps))


def put_max_effort(phrase: re.Match[str], details: Details) -> bool:
    """Put down "max reps", perhaps within a time."""
    if of_named_sets(details):
        return not phrase["time"] and put_load(details, max_effort=True)
    return put_for_all_sets(details, max_effort=True) and (not phrase["time"] or put_seconds(phrase, details))


def put_named_sets(phrase: re.Match[str], details: Details) -> bool:
    """Put down which sets the text after it is about. Return False if their numbers do not ascend."""
    numbers = _set_numbers(phrase["numbers"]) if phrase["numbers"] else []
    if numbers is None or (phrase["how_many"] and count(phrase["how_many"]) != len(numbers)):
        return False
    details.loads.append(load(numbers))
    return True


def _set_numbers(text: str) -> Optional[list[int]]:
    """Return `"1-2"` as [1, 2], `"1, 3 & 5"` as [1, 3, 5]; None if they do not ascend."""
    numbers: list[int] = []
    for span in _SET_SPANS.split(text):
        first, *last = (int(end) for end in _SET_ENDS.split(span))
        if len(last) > 1 or (last and last[0] <= first):
            return None
        numbers += range(first, (last[0] if last else first) + 1)
    return numbers if numbers == sorted(set(numbers)) and numbers[0] > 0 else None


def put_sets(phrase: re.Match[str], details: Details) -> bool:
    """Put down how many sets. Return False if that is said already."""
    how_many = count(phrase["sets"] or phrase["times"])
    if details.sets is not None or not how_many or of_named_sets(details):
        return False
    details.sets = how_many
    return True


def put_side(phrase: re.Match[str], details: Details) -> bool:
    """Put down that the measure is for each side."""
    return put_for_all_sets(details, per_side=True)


def put_each(phrase: re.Match[str], details: Details, movement: str = "") -> bool:
    """Put down "each" alone: it means each side, if the movement is done one side at a time."""
    return bool(_ONE_SIDED.search(movement)) and put_for_all_sets(details, per_side=True)


def put_half_a_side(phrase: re.Match[str], details: Details) -> Any:
    """Accept "x 10 reps (5 each leg)", which says the same thing twice."""
    return details.fields.get("reps") == 2 * int(phrase["reps"]) and not details.fields.get("per_side") and AS_CUE


def _put_reps(details: Details, low: int, high: Optional[int]) -> bool:
    """Put down reps of the sets named, otherwise of the exercise."""
    put = put_load if of_named_sets(details) else put_field
    return put(details, reps=low, reps_to=high)


_SET_SPANS = compiled(r",\s?and\s|,\s?|\s?&\s?|\sand\s")
_SET_ENDS = compiled(TO)
_ONE_SIDED = compiled(r"\b(?:single|one)[ -](?:arm|leg|hand)|\b(?:split\ssquat|lunge|step-?\s?up|pistol|side\splank)")
_PAIRED_LIFT = compiled(r"\s(?:&|and)\s")

# `read` takes the match and the Details to fill; it gives whether they agree with what was read before.
WORK_PHRASES: tuple[Form, ...] = (
    form(
        "the sets that a load is for",
        rf"""\*?\s?(?:[A-Z][a-z]{{1,9}}\s\d{{1,2}}\s(?=\())?\(?(?:sets?\s\#?(?P<numbers>{_SET_NUMBERS})|all\s
            (?:of\s)?(?:the\s)?sets)\)?
        (?:\s\((?P<how_many>{COUNT})\ssets?\))?(?=\s?[=:@x-]|\s\d)""",
        means="what follows is of these sets",
        example="*Sets 1-2 = 7 reps @ 70-75%",
        read=put_named_sets,
    ),
    form(
        "how many sets",
        rf"""(?:x\s?)?(?:(?P<sets>{COUNT})\s(?:total\s|working\s)?sets?(?!\w)(?:\s?(?:x|of)(?=\s\d))?
        |(?P<times>\d{{1,2}})\s?x\s?(?={TIME}|{DISTANCE}|\d{{1,3}}[ -]?{CALORIES}|\(\d\+|max))""",
        means="the number of sets, on the movement's own line",
        example="Strict Press: 3 sets x 5 reps",
        read=put_sets,
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
        rf"""(?:x\s|for\s)?(?P<time>{TIME_RANGE})(?!\s(?:on|off|pause|hold|rest|between|eccentric|negative
            |descent|lowering|down)s?\b|\s(?:at|in)\s(?:the|each|every)\s)""",
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
        rf"""(?:(?:x\s|for\s)?max(?:imum)?(?:\s(?:effort|unbroken|distance|{CALORIES}))?(?:\sreps)?|(?:x\s)?as
            \smany\s(?:reps\s)?as\spossible|x\sAMRAP|for\s(?:{CALORIES}|distance|reps))(?:\sin\s(?:the\s)?
            (?:remaining\stime|time\s(?:remaining|left)|(?P<time>{TIME})))?(?![\w-])""",
        means="a set to the end of one's strength, or as far as the time allows",
        example="Strict Pull-Ups x max reps",
        read=put_max_effort,
    ),
    form(
        "half of the reps on each side",
        rf"\((?P<reps>\d{{1,2}})\s(?:reps\s)?(?:each|per|/)\s?{_BODY}\)",
        means="the same as the reps before it",
        example="Reverse Lunges x 10 reps (5 each leg)",
        read=put_half_a_side,
    ),
    form(
        "each side",
        rf"\(?(?:(?:on\s)?(?:each|per|ea\.?|every)\s{_BODY}|/\s?{_BODY}|e/s)\)?(?!\w)",
        means="reps, seconds or distance are for each side",
        example="Barbell Lunges x 6 reps each leg",
        read=put_side,
    ),
    form(
        "each, of a movement of one side",
        r"each(?=\s?[@,.;(]|\s-\s|$)",
        means="reps, seconds or distance are for each side",
        example="Single-Leg Deadlift x 8 reps each @ 3011",
        read=put_each,
    ),
)
