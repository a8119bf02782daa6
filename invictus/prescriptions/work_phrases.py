r"""What a set is made of, in phrases: how many sets, their reps, time, distance or calories, and on which side."""

from __future__ import annotations

from invictus.prescriptions.details import (
    put_calories,
    put_cluster,
    put_distance,
    put_each,
    put_half_a_side,
    put_max_effort,
    put_named_sets,
    put_reps,
    put_seconds,
    put_sets,
    put_side,
)
from invictus.prescriptions.form import Form, form
from invictus.prescriptions.quantities import CALORIES, COUNT, DISTANCE, TIME, TIME_RANGE, TO

# The last number must not be that of "Sets 1, 3 reps" or "Sets 1-2, 70%".
_SET_NUMBERS = rf"""\d{{1,2}}(?:(?:{TO}|,\s?(?:and\s)?|\s?&\s?|\sand\s)\d{{1,2}}(?![\d.]|\s?%|\s?reps?
    |-\d{{1,3}}\s?%))*"""
_BODY = r"(?:leg|arm|side|hand|foot|direction)"
_AFTER_BARE_REPS = r"(?=\s?[@(,;*/.]|\seach\b|\sper\b|\s-\s|\sx\s|$)"

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
