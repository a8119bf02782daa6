"""Reading one line: `Snatch x 2 reps @ 75-80% of 1-RM Snatch` into its movement, reps and load.

`read_line` takes the line as the record has it and gives back a LineReading, or None. A line is understood when forms
take all of its figures, and the words left over are a harmless remark. What it means among its neighbours (which
exercise a rest belongs to) is decided in `placing`.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Optional

from invictus.exercises import load
from invictus.prescriptions.forms import Said, Table
from invictus.prescriptions.meaning import further_sets
from invictus.prescriptions.names import base_of
from invictus.prescriptions.reading import LineReading
from invictus.prescriptions.sentences import read_sentence, sentences
from invictus.prescriptions.tokens import TokenLine, read_tokens
from invictus.prescriptions.values import ORDINALS
from invictus.prescriptions.walk import detail_line, movement_line, scheme_line
from invictus.prescriptions.words import FOR_OTHERS, LABEL, compiled, has_quantity, is_title, names_a_movement

# No prescription is longer. A longer line is prose, and no form is tried on it.
LONGEST_LINE = 600
_LONGEST_SENTENCE = 300


def read_line(line: str) -> Optional[LineReading]:
    """Return the reading of a line as the record has it; None if it is not understood."""
    if len(line) > LONGEST_LINE:
        return None
    tokens = read_tokens(line)
    reading = read_of(tokens)
    if reading and reading.cues and not reading.movement and tokens.written().endswith(reading.cues[-1]):
        reading.cues = [tokens.written()]  # a line that is coaching words is kept whole
    return reading


def read_of(tokens: TokenLine) -> Optional[LineReading]:
    """Return the reading of a line's tokens; None if it is not understood. Its `stuck` then has what no form took."""
    line = past_numbers(tokens)
    while line.symbols.endswith((", ", "; ", ". . ", ": . ")):
        line = line.part(0, len(line.tokens) - 1)
    return _read_whole(line) or _several_sentences(line)


def _read_whole(line: TokenLine) -> Optional[LineReading]:
    if not line.tokens or FOR_OTHERS.fullmatch(line.text(0, _label_end(line))) or len(line.text()) > _LONGEST_SENTENCE:
        line.no_form_at(0)
        return None
    if line.symbol(0) == "<ladder>" and line.past_marks(1) == len(line.tokens):
        return LineReading(ladder=line.tokens[0].value)  # "21-15-9" below a scheme
    openings = (form.read(said, line) for form, said in OPENINGS.matches(line, 0))
    return (
        next(filter(None, openings), None)
        or _turn_line(line)
        or _read_behind_label(line)
        or scheme_line(line)
        or detail_line(line)
        or read_sentence(line)
        or _movement_or_title_line(line)
    )


def _several_sentences(line: TokenLine) -> Optional[LineReading]:
    """Read a line of several sentences, each understood: the first may be anything, the others are details of it."""
    first, *others = sentences(line)
    reading = _read_whole(first) if others else None
    for part in others if reading else ():
        detail = _read_whole(part)
        is_unread = detail and detail.is_cue and part.symbol(0) == "then"  # "then front squat"
        if not reading or not detail or is_unread or not _add_detail(reading, detail):
            return None
    return reading


def _add_detail(reading: LineReading, detail: LineReading) -> bool:
    """Add what a further sentence says, or further sets; False where it says too much, or something a second time."""
    if detail.same_movement and (detail.scheme.get("sets") or 0) > 1:  # of "then 90% x 2" nobody knows
        reading.more.append(detail)
        return True
    for name, added in vars(detail).items():
        own = getattr(reading, name)
        if name == "cues":
            own.extend(added)
        elif name == "fields" and not own.keys() & added.keys():
            own.update(added)
        elif added and (own or name in ("movement", "scheme", "opens", "more", "groups", "turn")):
            return False
        elif added:
            setattr(reading, name, added)
    return True


def _movement_or_title_line(line: TokenLine) -> Optional[LineReading]:
    text, reading = line.text(), movement_line(line)
    is_title_line = heads(text) and (text.endswith(":") or is_title(text.split("(")[0]))
    if is_title_line and (reading is None or text.endswith(":")):
        return LineReading(opens=True)
    return reading and replace(reading, may_be_title=is_title_line)


# --- How lines begin: a number, a label, the title of a piece ---------------------------------------------------------

# "A1.", "2)", "1a)" number the movements of a superset; a dash is a bullet. The star is kept: it marks an aside.
_NUMBERS = compiled(
    r"""(?:\(?[A-H]\d?\d?[.):]\s? | \(?[A-H]\d\s-\s | [A-H]\d\s(?=[A-Za-z]{3}) | \(?\d{1,2}[a-h]?[.):]\s
    | \d{1,2}[a-h]\s-\s
    | -(?![123]?\d(?:-\d\d?)?\s?(?:%|percent))-?\s?(?=[A-Za-z(\d])  # "-10%" is less than above
    | \*?wave\s\d\s?(?:[:-]\s|(?=\()) | \#\d{1,2}:?\s)(?=\S)"""
)
_TITLE = compiled(
    r"[A-Z][A-Za-z&/,' -]{0,60}\s(?:session|work|conditioning|complex|training|circuit|strength|practice):?"
)


def past_numbers(line: TokenLine) -> TokenLine:
    """Return a line without the number or dash that it begins with."""
    while line.tokens and (number := _NUMBERS.match(line.plain.text, line.tokens[0].start)):
        line = line.after(number.end())
    return line


def heads(text: str) -> bool:
    """Return whether a line is the title of a piece: "Strength:", "WOD", "Saturday Squat Session"."""
    bare = text.strip(" :.")
    is_bare_label = LABEL.fullmatch(bare) and not names_a_movement(bare) and not any(mark.isdigit() for mark in bare)
    return bool(_TITLE.fullmatch(text) or is_bare_label)


def _label_end(line: TokenLine) -> int:
    """Return where what comes before a colon or dash ends, if it has no figure; 0 if the line has no such opening."""
    for at in range(1, min(8, len(line.tokens) - 1)):
        before = line.tokens[at - 1]
        if before.is_figure and before.symbol not in ("<number>", "<numword>", "<time>"):
            return 0
        if line.symbol(at) == ":" or (line.symbol(at) == "-" and LABEL.fullmatch(line.text(0, at))):
            return at
    return 0


def _read_behind_label(line: TokenLine) -> Optional[LineReading]:
    """Read what comes after "Strength:" or "Back-off -", which is no movement."""
    at = _label_end(line)
    text = line.text(0, at)
    known = LABEL.fullmatch(text) or text.lower().endswith("complex")
    if not at or has_quantity(text) or (names_a_movement(text) and not known):
        return None
    reading = _read_whole(past_numbers(line.part(at + 1)))
    if reading is None or reading.is_cue or (not known and not reading.movement):
        return None
    reading.behind_label = True
    return reading


# --- Followed by..., and the minutes of a cycle -----------------------------------------------------------------------

OPENINGS = Table()


@OPENINGS.form(
    "*? ( rest for? <time> ,? (= and? then ) )? "
    "( ( and | then | immediately | directly | right | straight | finally | next | afterwards ) ,? )* "
    "( followed by | into | immediately ( after | afterwards ) | immediately (= , ) | then | afterwards "
    "| after that ) ( ,? complete )?",
    "Immediately followed by…",
)
def followed_by(said: Said, line: TokenLine) -> Optional[LineReading]:
    """Read `Followed by...` alone, with a rest before it, or with a scheme or further sets after it."""
    immediately = "immediately" in line.text(0, said.end).lower()
    rest = line.part(line.past_marks(said.end))
    if not rest.tokens:
        low, high = said["time"] or (None, None)
        return LineReading(opens=True, leads_on=immediately, fields={"rest_s": low, "rest_to_s": high} if low else {})
    if "time" in said:
        return None
    further, scheme = _further_sets(rest), scheme_line(rest)
    if scheme:
        scheme.opens = True
        # "Then three sets at 90% of that weight" are of the movement above, unless they head others.
        scheme.same_movement |= bool(scheme.loads) and not scheme.movement and line.symbols[-2:] != ": "
    return further or scheme or (movement_line(rest) if immediately else None)


@OPENINGS.form(
    "( and | then | , )* ( ( drop | reduce | lower | take ) ( the | that | it | load )* ( to <at:percent> "
    "| ( off | down | back | by )* <less:percent> ) | minus <less:percent> ) <of>? "
    "( , | ; | : | and | then | for | complete )*",
    "Drop 15% and do 3 x 3.",
    "Then drop to 80% and perform 3 singles",
)
def lighter_sets(said: Said, line: TokenLine) -> Optional[LineReading]:
    """Read further sets of the movement above with less on the bar."""
    low, high = said["at"] or said["less"]
    further = _further_sets(line.part(said.end))
    if further is None or low != high or further.loads:
        return None
    left, of = (low, base_of(said) or "") if "at" in said else (100 - low, "that weight")
    further.loads.append(load([], percent_from=left, percent_to=left, of=of))
    return further


def _further_sets(line: TokenLine) -> Optional[LineReading]:
    """Read `Then 2 sets of 5 reps @ 80% of that weight`: the movement above once more."""
    above = detail_line(line)
    return further_sets(above) if above and above.groups and not above.loads else None


_ORDINALS = {**ORDINALS, "odd": 1, "even": 2}
_TURN = compiled(
    rf"""\*?(?: (?:(?:minutes?|mins?|intervals?|stations?)\s\#?|m(?=\d))
      (?P<number>\d{{1,2}})(?:\s?-\s?(?P<last>\d{{1,2}}))?
    | (?P<ordinal>{"|".join(_ORDINALS)}|(?P<nth>\d)(?:st|nd|rd|th))(?:\s(?:minutes?|mins?|intervals?|stations?|sets?))?
    )(?:\s\([^()]{{1,12}}\))?\s?(?:[:.=-]+(?:\s|$)|(?=@)|$)"""
)
_OFF = frozenset(["rest", "off", "breathe", "recover"])


def read_turn(line: TokenLine) -> tuple[LineReading, TokenLine]:
    """Return the minute of the cycle that a line begins with, "Minute 2 -", "Odd:", and the rest of the line."""
    phrase = _TURN.match(line.plain.text, line.tokens[0].start) if line.tokens else None
    named = (phrase["number"] or phrase["nth"] or phrase["ordinal"].lower()) if phrase else "0"
    number = _ORDINALS.get(named) or int(named)
    minutes = int(phrase["last"]) - number + 1 if phrase and phrase["last"] else 0
    if not phrase or not number or minutes == 1 or minutes < 0:
        return LineReading(), line
    sets = [load([*range(number, number + minutes)])] if minutes else []
    return LineReading(turn=None if minutes else number, minutes=minutes, loads=sets), line.after(phrase.end())


def _turn_line(line: TokenLine) -> Optional[LineReading]:
    """Read `Minute 1 - Box Jumps x 5 reps`, `Minute 3: Rest`, or sets by their minutes, `Minutes 1-5: 3 reps @ 60%`."""
    turn, rest = read_turn(line)
    if rest.symbol(0) in (("rest", "off") if rest is line else _OFF) and rest.past_marks(1) == len(rest.tokens):
        return replace(turn, rests=True)
    reading = None if rest is line else movement_line(rest) if rest.tokens else LineReading()
    if turn.minutes and reading is None:
        reading = detail_line(rest, turn.loads)
    if reading is None or reading.scheme:
        return None
    return replace(reading, turn=turn.turn, minutes=turn.minutes)
