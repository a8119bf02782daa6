"""All details of a line, to its end: `x 2 reps @ 75%, rest 60 seconds (with straps)`."""

from __future__ import annotations

from invictus.prescriptions import load_details  # noqa: F401 - adds its forms to DETAILS
from invictus.prescriptions.details import AS_CUE, DETAILS
from invictus.prescriptions.exercise import says_something, says_weight
from invictus.prescriptions.groups import put_groups, read_groups
from invictus.prescriptions.reading import LineReading
from invictus.prescriptions.tokens import TokenLine
from invictus.prescriptions.words import compiled, is_cue, is_remark, names_a_movement


def read_details(line: TokenLine, at: int, reading: LineReading) -> bool:
    """Read a line from a token to its end into `reading`; False if a figure is left over, or a thing is said twice."""
    while (at := _next(line, at)) < len(line.tokens):
        if _LEADS_ON.match(line.symbols, line.offsets[at]):
            break
        listed = read_groups(line, at)
        if listed and put_groups(listed[0], reading):
            at = listed[1]
            continue
        taken = _read_form(line, at, reading) or _read_aside(line, at, reading) or _read_remark(line, at, reading)
        if not taken:
            line.no_form_at(at)
            return False
        at = taken
    weighs = [*reading.loads, *(each for _, each in reading.groups)]
    if reading.builds and any(says_weight(each) for each in weighs):
        return False
    return all(says_something(each) for each in reading.loads)


# What leads on to the next movement: "..., immediately followed by".
_LEADS_ON = compiled(r"(?:immediately\ |directly\ )?(?:followed\ by\ |into\ )[.:\ ]*$")
_BETWEEN = frozenset(",;:=*.-/&!")


def _next(line: TokenLine, at: int) -> int:
    """Return where the next detail begins: past marks, and "then"."""
    while line.symbol(at) in _BETWEEN and (line.symbol(at), line.symbol(at + 1)) != ("/", "side"):
        if line.symbol(at) == "." and line.text(at + 1, at + 2)[:1].isupper():
            break  # another sentence
        at += 1
    leads = at + (line.symbol(at) == "and")
    if line.symbol(leads) == "then":
        following = line.symbol(leads + 1)
        return _next(line, leads + 1) if following.startswith("<") or following in ("", ":", "-", "minus") else at
    return leads if line.symbol(leads).startswith("<") else at


def _read_form(line: TokenLine, at: int, reading: LineReading) -> int:
    """Return where the detail at a token ends; 0 if no form takes it, or it contradicts what was read before."""
    for each, said in DETAILS.matches(line, at):
        read = each.read(said, reading)
        if read:
            if read is AS_CUE:
                reading.cues.append(said.written)
            return said.end
    return 0


def begins_detail(line: TokenLine, at: int) -> bool:
    """Return whether a detail begins at a token."""
    blank = LineReading(movement="a lift")
    return any(each.read(said, blank) for each, said in DETAILS.matches(line, at))


def _read_aside(line: TokenLine, at: int, reading: LineReading) -> int:
    """Read parentheses: details, "(5 seconds down, 2 second pause)", or coaching words, "(slowly)", kept as a cue."""
    closing = line.closing(at) if line.symbol(at) == "(" else None
    if closing is None:
        return 0
    inner, whole = line.part(at + 1, closing), line.text(at, closing + 1)
    if not is_cue(whole) or any(token.is_figure for token in inner.tokens):
        held = len(reading.cues)
        if not read_details(inner, 0, reading):
            return 0
        if len(reading.cues) == held:
            return closing + 1
        del reading.cues[held:]
    reading.cues.append(line.written(at, closing + 1))
    return closing + 1


# "Press 10-8-6, add weight each set": true as long as no weight is written.
_BUILDS = compiled(r"(?:and\s)?(?:add|adding|increas\w+|build\w*|climb\w*|go(?:ing)?\sup|ascending|heavier)\b[a-z\s]*")


_LESS = compiled(r"\b(?:drop\w*|down|off|back|deload|up|by|take|remove|strip)$")


def _read_remark(line: TokenLine, at: int, reading: LineReading) -> int:
    """Read words up to the next mark, figure or detail: harmless ones are kept as a cue."""
    end = at
    while end < len(line.tokens) and _is_word(line.symbol(end)) and (end == at or not begins_detail(line, end)):
        end += 1
    words = " ".join(line.text(place, place + 1) for place in range(at, end) if line.symbol(place)[0] != "<")
    builds = bool(_BUILDS.fullmatch(words))
    if end == at or not (is_remark(words) or builds):
        return 0
    if names_a_movement(words) and not (reading.movement and names_a_movement(reading.movement)):
        return 0
    reading.builds = reading.builds or builds
    # "cap 8 min", "drop 20%": the words say what the figure is.
    if line.symbol(end) == "<time>" or (line.symbol(end) in ("<percent>", "<weight>") and _LESS.search(words)):
        return 0
    with_dash = at > 0 and line.symbol(at - 1) == "-" and words.startswith("no ")
    reading.cues.append(line.written(at - with_dash, end))
    return end


def _is_word(symbol: str) -> bool:
    return (symbol[:1].isalpha() and symbol != "x") or symbol in ("&", "'", '"', "/", "!", "<aside>", "<height>")
