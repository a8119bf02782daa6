r"""What follows a movement, or a line below it says: reps, loads, rest, sides, tempo, pause, an aside.

PHRASES are read one after another to the end of the text, in any order, each of them once. Text is expected in plain
marks (see `prescriptions.line`) and folded to single blanks.
"""

from __future__ import annotations

import re
from typing import Any

from invictus.prescriptions.aims import AIM, REP_MAX, TO_AIM
from invictus.prescriptions.details import (
    AS_CUE,
    NEED_THE_MOVEMENT,
    Details,
    keep_as_written,
    put_aim,
    put_calories,
    put_change,
    put_cluster,
    put_distance,
    put_each,
    put_groups,
    put_half_a_side,
    put_interval,
    put_max_effort,
    put_named_sets,
    put_pause,
    put_percent,
    put_relative,
    put_reps,
    put_rest,
    put_rest_unmeasured,
    put_seconds,
    put_sets,
    put_side,
    put_slow,
    put_tempo,
    put_that_weight,
    put_weight,
)
from invictus.prescriptions.form import Form, compiled, form
from invictus.prescriptions.loads import PAIR, says_something
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
)
from invictus.prescriptions.shorthand import ARTICLES, OF, read_groups
from invictus.prescriptions.words import has_quantity, is_cue, names_a_movement

Json = dict[str, Any]


def read_details(text: str, written: str, at: int, details: Details, movement: str = "") -> bool:
    """Read `text` from `at` to its end into `details`, as details of the movement named; False where something is left
    over, or said twice."""
    at = _next_phrase(text, at)
    while at < len(text) and not _LEADS_ON.match(text, at):
        listed = read_groups(text, at)
        if listed and put_groups(listed[0], details):
            details.part_times, end = listed[1], listed[2]
            at = _next_phrase(text, end)
            continue
        found = next(((match, row) for row in PHRASES if (match := row.pattern.match(text, at))), None)
        if not found:
            return False
        phrase, row = found
        read = row.read(phrase, details, movement) if row.read in NEED_THE_MOVEMENT else row.read(phrase, details)
        if not read:
            return False
        if read is AS_CUE:
            details.cues.append(written[phrase.start() : phrase.end()].strip())
        at = _next_phrase(text, phrase.end())
    return all(says_something(each) for each in details.loads)


def _next_phrase(text: str, at: int) -> int:
    between = _BETWEEN_PHRASES.match(text, at)
    return between.end() if between else at


def _aside(phrase: re.Match[str], details: Details) -> Any:
    """Read coaching words, "(slowly)", or details, "(5 seconds down, 2 second pause)"; keep the words among them."""
    if is_cue(phrase[0]):
        return AS_CUE
    inner, held = phrase["inner"], len(details.cues)
    read = read_details(f", {inner}", f", {inner}", 0, details)
    has_words = len(details.cues) > held
    del details.cues[held:]
    return read and (AS_CUE if has_words else True)


def _words(phrase: re.Match[str], details: Details) -> Any:
    words = phrase["words"]
    names_work = has_quantity(words) or names_a_movement(words) or _LINKS.search(words)
    return not names_work and len(words.split()) < 7 and AS_CUE


# The last number must not be that of "Sets 1, 3 reps" or "Sets 1-2, 70%".
_SET_NUMBERS = rf"""\d{{1,2}}(?:(?:{TO}|,\s?(?:and\s)?|\s?&\s?|\sand\s)\d{{1,2}}(?![\d.]|\s?%|\s?reps?
    |-\d{{1,3}}\s?%))*"""
_BODY = r"(?:leg|arm|side|hand|foot|direction)"
_AFTER_BARE_REPS = r"(?=\s?[@(,;*/.]|\seach\b|\sper\b|\s-\s|\sx\s|$)"
_PAUSE_TIME = rf"(?:\d{{1,2}}(?:{TO}\d{{1,2}})?[ -]?(?:seconds?|secs?|counts?)(?!\w))"
_PAUSE_PLACE = r"(?:\s(?:at|in|on|above|below|off|each|between)\b[^@%,;:=*()\d]{0,60})?"
_WORDS_OF_LOAD = r"""(?:
    (?:your\s)?(?:\d{1,4}\s?(?:km|k|m)|easy|moderate|fast|hard|conversational|race|goal|recovery)\space
    | pick\s(?:your\s(?:own\s)?)?(?:load|weight) | as\sheavy\sas\s(?:possible|you\scan)
    | AHAP | RPE\s\d{1,2}(?:\.5)?(?:\s?-\s?\d{1,2})? | heavy | light | moderate
    | (?:a\s)?(?:light|moderate|heavy|challenging|comfortable)(?:\s(?:to|-)\s(?:light|moderate|heavy))?\s(?:load
    |weight)
    | body\s?weight | empty\sbar(?:bell)? | an?\sempty\sbar(?:bell)? | unweighted | (?:weighted)?\sif\spossible )"""
_SAME_LOAD = r"""(?:(?:the\s)?same\s(?:load|weight)s?\b[^@%;()\d]{0,80} | (?:the\s)?(?:load|weight)s?\s(?:you
    \sused|from)\b[^@%;()\d]{0,60}
    | (?:last|previous)\s(?:week|monday|tuesday|wednesday|thursday|friday|saturday|sunday|session)'s\s(?:load
    |weight)s?
    | (?:the\s)?heaviest\s(?:load|weight|set)s?\b[^@%;()\d]{0,60} )"""

# `read` takes the match and the Details to fill; it gives whether they agree with what was read before.
PHRASES: tuple[Form, ...] = (
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
        "so many percent more",
        rf"""(?:@\s?)?(?P<percent>{PERCENT})\s(?P<word>more|heavier|above|over|less|lighter|below|under)(?:
            \sthan)?\s(?P<than>[^@%;\d]{{1,80}})$""",
        means="a load by how much more it is than another",
        example="Front Squat x 4 reps @ 3-5% more than you used last Monday",
        read=put_change,
    ),
    form(
        "a percent",
        rf"(?:@\s?|at\s|x\s|\()?(?P<percent>{PERCENT})(?:\s(?P<effort>effort|intensity|speed)(?!\w)|{OF})\)?",
        means="the load as a percent of a maximum",
        example="Power Clean x 2 reps @ 80% of 1-RM Power Clean",
        read=put_percent,
    ),
    form(
        "that very weight",
        rf"@\s(?P<of>{ARTICLES}(?:today's\s)?\d{{1,2}}[ -]?RM\b[^@%,;:=*()]{{0,60}})",
        means="the load is a maximum itself",
        example="Back Squat x 3 reps @ 10-RM Back Squat weight",
        read=put_that_weight,
    ),
    form(
        "a weight",
        rf"""(?:@\s?|at\s|with\s|-\s)?\(?@?\s?(?:\d\s?x\s?)?{PAIR}\s?(?P<unit>{WEIGHT_UNIT})(?:\s(?P<rest>(?:
            (?:kbs?|dbs?|kettlebells?|dumbbells?|plates?|vests?|sandbags?|balls?|medicine|med|in|each|per|hands?
            |arms?|an?|the|total|bar(?:bell)?|weighted|or|heavier|lighter)(?:\s|(?=\)|$))){{1,6}}))?(?:\)
            |(?=[,.;]|$|\sx\s|\s-\s))""",
        means="the weight, for men and women where there are two",
        example="30 Kettlebell Swings (32/24 kg)",
        read=put_weight,
    ),
    form(
        "a weight without its unit",
        rf"""(?:(?P<opens>\()|@\s?)(?P<men>{WEIGHT})\s?/\s?(?P<women>{WEIGHT})(?P<unit>)(?(opens)\))(?=$
            |[\s,.;])(?!\s?(?:kg|lb|%))""",
        means="the weight for men and women; after a box its height, which is kept as an aside",
        example="15 Power Cleans (75/55)",
        read=put_weight,
    ),
    form(
        "a height",
        r"""\(?(?:(?:to|from)\san?\s)?\d{1,2}(?:['"]{1,2}|-?\s?(?:ft|feet|foot|inch(?:es)?|in)\b)?(?:\s?/
            \s?\d{1,2})?(?:['"]{1,2}|-?\s?(?:ft|feet|foot|inch(?:es)?|in)\b)(?:\s(?:box|target|deficit|riser
            |plates?))?\)?""",
        means="the height of a box, rope or target, kept as an aside",
        example="3 Rope Climbs (15')",
        read=keep_as_written,
    ),
    form(
        "the same load as before",
        rf"\(?(?:@\s?|at\s|with\s)(?P<words>{_SAME_LOAD})\)?",
        means="a load relative to another day's",
        example="Front Squat x 5 reps @ same load you used last Monday",
        read=put_relative,
    ),
    form(
        "a load in words",
        rf"\(?(?:@\s?|at\s|with\s|-\s)?(?P<words>{_WORDS_OF_LOAD})(?!\w)\)?",
        means="a load that the lifter chooses",
        example="Dumbbell Bench Press x 8 reps, pick load",
        read=put_relative,
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
    form(
        "a rest",
        rf"""\(?(?:-{{1,2}}\s?)?(?:rest\s(?:for\s|exactly\s|about\s)?(?P<time>{TIME_RANGE})|
            (?P<rest>{TIME_RANGE})\s(?:of\s)?rest)
        (?:\s(?:between|after|before)\s(?:(?P<movements>(?:the\s)?(?:movement|exercise|lift)s)|(?:each\s|every
        \s)?(?:sets?|rounds?|percentages?|efforts?|intervals?|attempts?)))?\)?(?!\w|\s(?:between|after)\b)""",
        means="the rest after a set",
        example="Rest 2-3 minutes between sets.",
        read=put_rest,
    ),
    form(
        "a rest of no fixed time",
        r"""\(?(?:-{1,2}\s?)?rest(?:ing)?\s(?:as\s(?:needed|necessary|required|long\sas\s(?:needed|you\sneed))
            |until\s(?:fully\s)?recovered|the\sremainder\sof\sthe\sminute)(?:\s(?:between|after)\s(?:each\s|all
            \s|every\s)?(?:sets?|rounds?|efforts?|attempts?))?\)?(?!\w)""",
        means="a rest as long as the lifter likes",
        example="Rest as needed",
        read=put_rest_unmeasured,
    ),
    form(
        "a tempo",
        r"""\(?(?:(?:@\s?|(?:at|with)\s(?:a\s)?)(?:tempo\s)?|tempo:?\s)(?P<tempo>[\dXA]{4}|[\dXA]
            (?:[.-][\dXA]){3})(?![\w%/])(?:\stempo)?\)?""",
        means="seconds down, at the bottom, up, at the top",
        example="Front Squat x 4 reps @ 32X1",
        read=put_tempo,
    ),
    form(
        "slowly down",
        r"""\(?(?:with\s(?:a\s)?)?(?P<tempo>\d{1,2}[ -]?(?:second|sec|count)s?\s(?:eccentric|negative|descent
            |lowering|down)s?)(?!\w)\)?""",
        means="how long the way down takes",
        example="Back Squat x 3 reps (5 seconds down)",
        read=put_slow,
    ),
    form(
        "a pause",
        rf"""\(?(?:with\s(?:a\s)?)?(?P<pause>(?:pause|hold)\s(?:for\s)?{_PAUSE_TIME}{_PAUSE_PLACE}
            | {_PAUSE_TIME}\s(?:pause|hold)(?!\w){_PAUSE_PLACE}
        | {_PAUSE_TIME}\s(?:at|in|above|below)\s(?:the|each|every)\s[a-z\s]{{3,30}}
        | (?:rest\s)?{_PAUSE_TIME}\s(?:rest\s)?between\s(?:reps|singles|doubles|each\srep|the\sreps) )\)?""",
        means="a pause in the movement, or between the reps of a set",
        example="Front Squat x 3 reps (2 second pause in the bottom)",
        read=put_pause,
    ),
    form(
        "what the sets lead to",
        rf"""(?:-\s)?(?:in\s{COUNT}\ssets,?\s)?{TO_AIM}\s(?:(?:a|an|your|the)(?:\snew)?\s)?(?P<what>{AIM})(?:\s
            (?:in|for|on)\s(?:the\sday|today|complex|the\scomplex))?(?:\sin\s(?P<within>{TIME}))?
        (?P<tail>(?:\s(?!(?:then|rest|with|but|and|in|for|on|no)\b)[a-z&-]{{2,20}}){{1,4}})?""",
        means="sets up to a maximum, or to a heavy set",
        example="Snatch from blocks: work to a 2RM",
        read=put_aim,
    ),
    form(
        "a maximum",
        rf"(?P<what>{REP_MAX}|heavy\s(?:single|double|triple|set\sof\s{COUNT}))(?=,|\s-|\.?$)",
        means="sets up to that maximum",
        example="Bench Press: 10RM, then -10% for 2x10",
        read=put_aim,
    ),
    form(
        "how often a set begins",
        rf"(?:every\s(?P<interval>{TIME}|minute)|(?P<emom>EMO(?:TM|M)|on\sthe\sminute))(?!\w)",
        means="the time from set to set, on the movement's own line",
        example="Back Squat: 8 x 3 @ 65%, every 60 seconds",
        read=put_interval,
    ),
    form(
        "how many attempts or misses",
        rf"""(?:-\s|\()?(?:no\smore\sthan|max(?:imum)?(?:\sof)?)\s{COUNT}\s(?:heavy\s|missed\s)?(?:attempts?
            |misses|miss|lifts)\)?""",
        means="a bound on the attempts, kept as an aside",
        example="In 15 minutes, establish a 1RM Clean - no more than 5 heavy attempts",
        read=keep_as_written,
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
# Words that change what the rest of the line says.
_LINKS = compiled(
    r"""^(?:and|then|or|plus|with|to|into|followed|x)\b
    | \b(?:starting|start\s(?:at|with|from)|begin\w{0,4}|first|last|then|until|up\sto|only|except|every|each|odd
    |even)\b"""
)
# What leads on to the next movement: "..., immediately followed by".
_LEADS_ON = compiled(r"[\s,;-]*(?:immediately\s|directly\s)?(?:followed\sby|into)[\s:.]*$")
_BETWEEN_PHRASES = compiled(r"[\s,;:=*.]*(?:-{1,2}\s)?(?:(?:and\s)?then(?:\s|:|$))?")
