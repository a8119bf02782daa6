"""Telling a coach's prose, a label and a remark from the name of a movement.

The questions here are asked of plain text. Prose without a quantity is a cue: no field of the record could hold any of
it, so none of it can be misread. A name needs a word that movements are called by, or to be no label.
"""

from __future__ import annotations

import re

from invictus.lifts import ABBREVIATIONS
from invictus.prescriptions.values import COUNTS_NOTHING, NUMBER_IN_NAME, NUMBER_WORD


def compiled(pattern: str) -> re.Pattern[str]:
    """Compile a pattern over plain text: any case, VERBOSE."""
    return re.compile(pattern, re.I | re.X)


def _one_of(words: str, ending: str = r"\b", or_else: str = "") -> re.Pattern[str]:
    """Compile words, patterns with blanks between them; `_` is a blank, a dash, or neither."""
    return compiled(rf"\b(?:{'|'.join(word.replace('_', '[ -]?') for word in words.split())}){ending}{or_else}")


# Words of sentences, which no movement has in its name.
_SENTENCE_WORDS = frozenset(
    """you your you're yours we our this these that that's those is are was be been it it's its if so as should can
    can't could will would may might must don't do does not but try today every when while until before after than then
    there which who how what have has any all less most only because meant please followed directly immediately won't
    didn't doesn't isn't i i'm they them their today's same""".split()
)
# Verbs and the like that open a coach's sentence. "Hold", "Press" and so on are not here: they name movements too.
_COACHING_VERBS = frozenset(
    """add aim alternate avoid begin breathe brace build choose climb drive ensure establish feel film find finish focus
    go goal goals increase keep maintain make move never note notes perform pick record remember rest scale score
    squeeze start stay stop substitute take think treat use warm work write complete repeat leave accumulate rate
    watch reset""".split()
)
# Words that count, time or place the work: in a name they mean that something was not understood. And a verb with its
# object: "Drop the bar"; "Over the Bar Burpee" is a movement.
_NOT_IN_NAMES = _one_of(
    r"""(?:super)?set rep round singles doubles triples e\d*m[o0]t?m amrap tabata for rft time_cap as\smany max maximal
        failure repeat rest each per odd even between minute day week x working cal attempt load weight percent\w{0,5}
        \d?-?rm kg lb pound session conditioning heaviest warm_up through(?!s|\slunge) complete intensity circuit
        instead except excluding interval(?!s)""",
    ending=r"s?\b",
    or_else=r"|\s-\s|^(?!around|over|behind|between|across|through|under)\w+\s(?:the|both|slowly)\s",
)
_COUNTED = r"(?:reps?|sets?|rounds?)\b"
_NUMBER = rf"(?:\d+|{NUMBER_WORD})"
# What no figure of a set can say: fewer or more of them, one skipped, other reps in each.
_CHANGES_WORK = compiled(
    rf"""\b(?:more|fewer|less|extra|additional|another|only|every\sother)\s(?:do\s)?(?:{_NUMBER}\s)?{_COUNTED}
    | {_COUNTED}\s(?:more|fewer|less|extra|twice|(?:is|are)\soptional)\b
    | \b{_NUMBER}\s(?:(?:more|fewer|less|extra)\b(?!\s(?:minute|second|time|attempt))|of\s(?:the|these)\s{_COUNTED})
    | \b(?:add|drop(?!\s?sets?\b)|subtract|lose|remov|tak|skip|omit|cut|halv|double|reduc|lower|increas|decreas|rais)
      (?:e|s|ed|ping|ing)?\s
      (?:(?!(?:each|every|per|between|on|for|from|over|across|weights?|loads?|bar|in|by)\b)[\w-]+\s){{0,3}}{_COUNTED}
    | \breps?\s(?:(?:should|must|will)\s)?(?:(?:go|goes|move)\s(?:up|down)|increas|decreas|ascend|descend|climb|drop)
    | \b(?:ascending|descending|increasing|decreasing)\s(?:\w+\s)?reps?\b | ^\W*reps?\s?: | \btwice\sthrough\b
    | \bset\sof\s(?:{NUMBER_WORD})\b | \b(?:stop|end|finish)\s(?:after|at|before)\b.*\b{_COUNTED}
    | (?:^\W*(?:[a-z]+\s){{0,2}}|\b{_NUMBER}\s)(?:waves?|pyramids?|ladders?)\b(?!\s(?:should|ends?|feels?|is|will)\b)
    | \b(?:singles|doubles|triples)\s(?:on|for|in)\b | \bdo\s(?:it|this|that|them)\s(?:all\s)?(?:again|twice)\b
    | \binstead\b.*\b{_COUNTED} | \b{_COUNTED}.*\binstead\b | \((?:odd|even)(?:\s\w+)?\)"""
)
# A condition, and how much to keep "in the tank": they say nothing of the sets as written.
_ADVICE = compiled(r"\b(?:if|when|once|unless|should\syou)\b[^.]* | (?:^|(?<=\.))[^.]*\bin\s(?:the\stank|reserve)\b")
# What counts the work in prose.
_QUANTITY = compiled(
    rf"""\d | % | @
    | \b(?: amrap | emom | tabata | for\stime | as\smany | max | failure | repeat | supersets? | no\srest
    | every\s(?:other\s)?minute | on\sthe\sminute | alternat\w{{1,5}} | (?:a|heavy)\s(?:single|double|triple)
    | singles | doubles | triples | (?:{NUMBER_WORD}|half)\s(?:[a-z]{{1,20}}\s){{0,2}}(?:sets?|reps?|rounds?|times
      |minutes?|seconds?)
    | percent(?:age)?s?\s(?:listed\s)?(?:are\s|is\s)?(?:based|off|of|from|on|taken) | loads?\sare\staken
    | (?:find|establish|hit|build|work|climb)\b.{{0,40}}\b(?:single|double|triple|max\w{{0,4}}|heavy|heaviest) )\b"""
)
_NO_QUANTITY = compiled(rf"\b(?:{COUNTS_NOTHING})|\bRPE\s\d(?:\s?-\s?\d{{1,2}})?\b")
_IN_NAMES = r"[A-Za-zß-ÿ0-9 ,&+/#'-]"
_NAME = re.compile(rf"(?=[A-Za-zß-ÿ0-9(])(?:{_IN_NAMES}|\({_IN_NAMES}+\))*")
_NAME_AND_MARK = re.compile(r"([^-:]{3,60}?)(?: - |: )")
_NUMBER_IN_NAME = compiled(
    rf"""\b(?:{NUMBER_IN_NAME} | [tkc]2[be]\b
    | \d{{1,2}}[\s-](?:second|sec|count)s?\s(?:pause|hold|eccentric|negative|descent|lowering|down)\b)"""
)
# What begins like this is a measure without its movement, or the tail of a sentence.
_NO_FIRST_WORD = _COACHING_VERBS | frozenset(
    """on off of x second seconds sec secs minute minutes min mins meter meters m km cal cals kg kgs lb lbs at
    to into with from plus or and by in a an heavy light heavier lighter no the up down last first final""".split()
)
# No name ends on these: something is missing after them.
_NO_LAST_WORD = frozenset(
    "with from to into in at and of the a an & + - / w/ w about around approximately by or than mit bei add use".split()
)
_SMALL_WORDS = _NO_LAST_WORD | {"on", "off", "over", "under"}

# A movement's name has at least one of these words.
_MOVEMENT_WORDS = _one_of(
    r"""snatch clean jerk squat deadlift press thruster pull shrug row lunge step_(?:up|down|over) dip plank curl raise
    (?:hyper)?extension swing burpee hop jump bound sprint run bike erg carry carrie walk push drag throw slam climb
    handstand hold hang bridge rollout rock windmill get_up wall_ball(?:\sshot)? double_under single_under
    (?:pull|push|chin|sit|muscle|v)_up toes[\s-]to[\s-]bar chest[\s-]to[\s-]bar ghd good_morning kettlebell dumbbell
    stretch rotation fl(?:y|ie) pullover skullcrusher pistol crunch overhead l_sit wall\ssit kick twist bend tap jack
    farmer du ab c\s?&\s?j k2e c2b air_?dyne ski hollow\w{0,5} superman\w{0,4} turkish box rope balance bench sled
    prowler yoke shoulder-to-overhead ground-to-overhead swim march complex mountain """
    + " ".join(map(re.escape, ABBREVIATIONS)),
    ending=r"(?:e?s)?\b",
)
# What only some lifters do, or what is done instead: "Women:", "Scaled:", "Option B:", "Week 2:".
FOR_OTHERS = _one_of(
    r"""wom[ae]n m[ae]n ladies girls guys boys males? females? scaled? scaling rx\+? elite masters? teens? juniors?
        beginners? novices? newer\s\w+ new\s(?:lifter|athlete|member)s? intermediate advanced competitors?
        option(?:al|s)? alternat(?:e|ive) or modif\w+ compare\w* weeks? days?""",
    ending=r"(?:\s(?:division|athletes?|lifters?|version|people|option|[a-f1-9]\d?))?",
)
# What heads lines, and is no movement: "Back-off:", "Main -".
_LABEL_WORDS = _one_of(
    r"""back_off main top drop down volume intensity strength skill wod metcon conditioning finisher accessor(?:y|ies)
    assistance cluster complex super_?set across warm_up cool_down deload tempo heavy light medium easy speed power
    technique practice gymnastic mobility stretch prehab cardio engine endurance stamina work(?:out)? train session
    circuit bbb fsl buy_in cash_out clock cap then part block piece test build ramp joker open(?:er)? final first last
    second third set minute station round amraps emoms interval rep transfer note goal core ab olympic oly barbell
    paused? touch go tng regular normal beltless belted floor rack raw weightlifting lifting additional optional daily
    today wave week day floater competition class general specific activation primer base phase cycle max effort ascend
    descend increas decreas dynamic method squatting pressing pulling lower upper body total single double triple
    partner team chipper giant strict stage section the of and & for a b c d re-?test high low \#?\d{1,2}""",
    ending=r"(?:s|es|ing)?(?:[\s/&+-]+|$)",
)
LABEL = compiled(rf"(?:{_LABEL_WORDS.pattern})+")
# Words that change what the figures beside them say. A line that leaves one over is not understood.
_RESTRICTS = _one_of(
    r"""or instead except excluding alternat\w* per(?!\s?rep\b) then plus first last final odd even half double
        triple twice more less fewer other remaining up\sto start\w* beg[iau]n\w* below above under over(?=\s|$) than
        same minus unless until till (?:each|every)(?!\s(?:reps?|lift|single|time)\b) both either total max failure
        as\smany few (?:drop)?sets? rounds? reduc\w+ increas\w+ decreas\w+ add(?:ing)? heavier lighter maybe followed
        into skip\w* repeat\w* super(?:set\w*)? of percent\w* women men scaled? rest(?:ing)?
        not\s(?:the|on|all|for|every|counting) only(?!\sif) back\s?off to about around find establish immediately""",
    or_else=r"|[@%+=]",
)


def has_quantity(text: str) -> bool:
    """Return whether it asks for a number of something, or for a maximum."""
    return bool(_QUANTITY.search(_NO_QUANTITY.sub("", text)))


def changes_work(text: str) -> bool:
    """Return whether words say that sets or reps are others than those written: "fewer reps each round"."""
    return bool(_CHANGES_WORK.search(_ADVICE.sub("", text)))


def is_sentence(text: str) -> bool:
    """Return whether it is a sentence: by its full stop, by its words, or by an opening like "Build"."""
    words = _words(text)
    return bool(words) and (
        text.endswith((".", "!", "?")) or words[0] in _COACHING_VERBS or not _SENTENCE_WORDS.isdisjoint(words)
    )


def is_prose(text: str) -> bool:
    """Return whether it is a sentence or an aside: after a star, or "(add weight if you can)", not "(Clean + Jerk)"."""
    in_parentheses = text.startswith("(") and text.endswith(")") and "+" not in text and not is_title(text)
    return text.startswith("*") or in_parentheses or is_sentence(text)


def is_cue(text: str) -> bool:
    """Return whether it is prose that asks for nothing countable: "Build as you go.", "(add weight if possible)".

    What ends in a colon heads something, and "Clean & Jerk - same rule, same ceiling" is of a movement."""
    named = _NAME_AND_MARK.match(text)
    heads = text.endswith(":") or (named and is_movement(named[1]) and names_a_movement(named[1]))
    asks = has_quantity(text) or changes_work(text)
    return not heads and is_prose(text) and not asks and any(mark.isalpha() for mark in text)


def is_remark(text: str) -> bool:
    """Return whether words beside figures may be left over: "with straps", "dropping each rep", "- stay tight"."""
    bare = text.strip(" .,;:!-*()")
    names_another = is_title(bare) and names_a_movement(bare) and bare[:1].isupper()
    return not (_RESTRICTS.search(bare) or changes_work(bare) or names_another or any(mark.isdigit() for mark in bare))


def is_movement(text: str) -> bool:
    """Return whether it can be the name of one movement: short, not a sentence, nothing counted but its own parts."""
    words = _words(text)
    return (
        len(text) <= 100
        and bool(_NAME.fullmatch(text))
        and _SENTENCE_WORDS.isdisjoint(words)
        and words[0] not in _NO_FIRST_WORD
        and words[-1] not in _NO_LAST_WORD
        and not _NOT_IN_NAMES.search(text)
        and not any(mark.isdigit() for mark in _NUMBER_IN_NAME.sub("", text))
        and not FOR_OTHERS.fullmatch(text)
        and (names_a_movement(text) or not LABEL.fullmatch(text))
    )


def names_a_movement(text: str) -> bool:
    """Return whether one of its words is what movements are called by: "squat", "Pull-Ups", "HSPU"."""
    return bool(_MOVEMENT_WORDS.search(text))


def is_title(text: str) -> bool:
    """Return whether it is written as a movement alone on its line: "Clean & Jerk", "Power Clean with pause at knee".

    What follows "with" describes the movement and is written small."""
    words = [word.strip("(),") for word in text.split(" with ")[0].split()]
    return all(word in _SMALL_WORDS or not word[:1].islower() for word in words)


def _words(text: str) -> list[str]:
    """Return the words, lower case, without the marks around them."""
    return [word.strip('.,;:!?*()"').lower() for word in text.split()]
