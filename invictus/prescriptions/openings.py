"""How lines begin: numbers and labels, "Followed by...", "Minute 1 - ...", the title of a piece."""

from __future__ import annotations

from typing import Optional

from invictus.prescriptions.forms import Said, Table
from invictus.prescriptions.reading import LineReading
from invictus.prescriptions.tokens import TokenLine
from invictus.prescriptions.words import compiled, is_label, names_a_movement

# "A1.", "2)", "1a)" number the movements of a superset; a dash is a bullet. The star is kept: it marks an aside.
_NUMBERS = compiled(
    r"""(?:\(?[A-H]\d?\d?[.):]\s? | \(?[A-H]\d\s-\s | \(?\d{1,2}[a-h]?[.):]\s | \d{1,2}[a-h]\s-\s
    | -(?![123]?\d(?:-\d\d?)?\s?(?:%|percent))-?\s?(?=[A-Za-z(\d])  # "-10%" is less than above
    | \#\d{1,2}:?\s)(?=\S)"""
)


def past_numbers(line: TokenLine) -> TokenLine:
    """Return a line without the number or dash that it begins with."""
    while line.tokens:
        number = _NUMBERS.match(line.plain.text, line.tokens[0].start)
        if not number:
            break
        line = line.after(number.end())
    return line


def label_end(line: TokenLine) -> int:
    """Return where what comes before a colon or dash ends, if it has no figure; 0 if the line has no such opening."""
    for at in range(1, min(8, len(line.tokens) - 1)):
        before = line.tokens[at - 1]
        if before.is_figure and before.symbol not in ("<number>", "<numword>", "<time>"):
            return 0
        if line.symbol(at) == ":" or (line.symbol(at) == "-" and is_label(line.text(0, at))):
            return at
    return 0


OPENINGS = Table()


@OPENINGS.form(
    "*? ( rest for? <time> ,? <then_next> )? "
    "( ( and | then | immediately | directly | right | straight | finally | next | afterwards ) ,? )* "
    "( followed by | into | immediately ( after | afterwards ) | immediately <comma> | then | afterwards "
    "| after that )",
    "Immediately followed by…",
)
def followed_by(said: Said) -> Said:
    """Read that a new block begins, perhaps after a rest."""
    return said


FOLLOWED_BY = OPENINGS.forms[0]

_ORDINALS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6, "odd": 1, "even": 2}
_TURN = compiled(
    rf"""(?: (?:minutes?|mins?|intervals?|stations?)\s\#?(?P<number>\d{{1,2}})(?:\s?-\s?(?P<last>\d{{1,2}}))?
    | (?P<ordinal>{"|".join(_ORDINALS)}|(?P<nth>\d)(?:st|nd|rd|th))(?:\s(?:minutes?|mins?|intervals?|stations?|sets?))?
    )(?:\s\([^()]{{1,12}}\))?\s?[:.=-]+(?:\s|$)"""
)


def read_turn(line: TokenLine) -> Optional[tuple[LineReading, TokenLine]]:
    """Return the minute of the cycle that a line begins with, "Minute 2 -", "Odd:", and the rest of the line."""
    phrase = _TURN.match(line.plain.text, line.tokens[0].start) if line.tokens else None
    if not phrase:
        return None
    number = int(phrase["number"] or phrase["nth"] or 0) or _ORDINALS.get((phrase["ordinal"] or "").lower(), 0)
    minutes = int(phrase["last"]) - number + 1 if phrase["last"] else 0
    if not number or minutes == 1 or minutes < 0:
        return None
    reading = LineReading(turn=None if minutes else number, minutes=minutes)
    return reading, line.after(phrase.end())


_TITLE = compiled(
    r"""(?:[A-Z][A-Za-z&/,' -]{0,60}?\s)?(?:session|work|conditioning|complex|training|intensity|circuit
        |accessory|accessories|strength|skills?|mobility
    |cool[ -]?down|warm[
    -]?up|finisher|metcon|gymnastics|technique|practice|endurance|stamina|prehab|superset|option\s?\w?)
    (?:\s\([^()\d]{1,40}\))?:?"""
)


def heads(text: str) -> bool:
    """Return whether a line is the title of a piece: "Strength:", "WOD", "OPTIONAL Additional Conditioning Session"."""
    bare = text.strip(" :.")
    is_bare_label = is_label(bare) and not names_a_movement(bare) and not any(mark.isdigit() for mark in bare)
    return bool(_TITLE.fullmatch(text)) or is_bare_label
