r"""How sets are done, in phrases: rest, tempo, pause, what they lead to, and how often one begins."""

from __future__ import annotations

from invictus.prescriptions.aims import AIM, REP_MAX, TO_AIM
from invictus.prescriptions.details import (
    keep_as_written,
    put_aim,
    put_interval,
    put_pause,
    put_rest,
    put_rest_unmeasured,
    put_slow,
    put_tempo,
)
from invictus.prescriptions.form import Form, form
from invictus.prescriptions.quantities import COUNT, TIME, TIME_RANGE, TO

_PAUSE_TIME = rf"(?:\d{{1,2}}(?:{TO}\d{{1,2}})?[ -]?(?:seconds?|secs?|counts?)(?!\w))"
_PAUSE_PLACE = r"(?:\s(?:at|in|on|above|below|off|each|between)\b[^@%,;:=*()\d]{0,60})?"

# `read` takes the match and the Details to fill; it gives whether they agree with what was read before.
MANNER_PHRASES: tuple[Form, ...] = (
    form(
        "a rest",
        rf"""\(?(?:-{{1,2}}\s?)?(?P<rest>rest\s(?:for\s|exactly\s|about\s)?)?(?P<time>{TIME_RANGE})(?(rest)|
            \s(?:of\s)?rest)
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
)
