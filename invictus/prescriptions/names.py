"""The names of movements: where one ends, what its parts are, and the pause or tempo that it tells of."""

from __future__ import annotations

import re
from typing import Optional

from invictus.prescriptions.form import compiled
from invictus.prescriptions.marks import plain
from invictus.prescriptions.reading import LineReading
from invictus.prescriptions.shapes import Part
from invictus.prescriptions.words import balanced, is_movement

# A movement's name ends where its measure, its load or an aside begins.
NAME_ENDS = compiled(
    r"""\s?@ | \sx\s?(?=\d|max|AMRAP|\(\d) | \s(?=for\s(?:cal|dist|reps)) | \s?(?:,|:|;|\s-{1,2})\s(?=\d|max\b
        |rest\b|tempo\b|pick\b|light\b|heavy\b|moderate\b|as\s|AHAP
        |work(?:ing)?\s(?:up\s)?to|build|establish|find|\*?sets?\s\#?\d|\(\d|each\b|per\b|one\b|two\b|three\b
        |four\b|five\b)
    | \s(?=\d(?:\+\d){1,5}(?:\s|$)) | \s(?=\d{1,2}[ -]?RM\b) | \s(?=\d{1,3}(?:/\d{1,3})?\s?(?:kg|lb|\#)) |
    \s(?=\d{1,2}['"]) | \s(?=\d{1,2}\s?x\s?max)
    | \s?[:,-]\s(?=build|max|heavy|moderate) | ,\s(?=[a-z](?![^()]*\))) | \s(?=\d{1,2}\s?x\s?\(?\d) |
    \s(?=\d{1,2}(?:-\d{1,2}){2,}) | \s(?=\d{1,3}(?:\.\d)?(?:\s?-\s?\d{1,3})?\s?%) | \s(?=\d{1,2}\ssets?\b)
    | \s(?=\d{1,3}(?:\s?-\s?\d{1,3})?\sreps?\b) | \s(?=\d{1,2}(?:\.\d){1,5}(?:\s|$)) | ,?\s\(?(?=tempo\s|rest
    \s\d|rest\sas|work(?:ing)?\s(?:up\s)?to\s|AHAP)
    | \s(?=\(\d) | \s(?=\((?:each|per|pick|must|same|no\smore|rest|on\s(?:each|every)|add|use|not|if|as\s|light
    |heavy|with|slow|unbroken|weighted\sif|sub)\b)
    | \s(?=(?:each|per)\s(?:leg|arm|side)\b) | \s(?=for\s(?:max|\d|:\d)) | \s(?=(?:with|at)\s\d{2,3}
    (?:/\d{2,3})?\s?(?:kg|lb|\#))"""
)
_PAUSE_IN_NAME = compiled(
    r"""\d{1,2}[ -]?(?:second|sec|count)s?\spause\b[^(),+]{0,60}
    | \bpaus(?:e|ed|ing)\s(?:for|at|in|on|above|below|off)\b[^(),+]{0,60}"""
)
_TEMPO_IN_NAME = compiled(r"\d{1,2}[ -]?(?:second|sec|count)s?\s(?:eccentric|negative|descent|lowering|down)\b")


def named(written: str) -> Optional[LineReading]:
    """Return a movement with its parts, and the pause or tempo in its name; None if it is not a movement's name."""
    written = written.strip()
    parts = _parts(written)
    if not all(is_movement(plain(part["name"])) for part in parts):
        return None
    reading = LineReading(movement=written, parts=parts)
    pause, tempo = _PAUSE_IN_NAME.search(written), _TEMPO_IN_NAME.search(written)
    if pause:
        reading.fields["pause"] = pause[0].strip()
    if tempo:
        reading.fields["tempo"] = tempo[0]
    return reading


def all_counted(written: str) -> bool:
    """Return whether every part of a complex has its own count: "1 Power Clean + 2 Front Squats"."""
    return all(re.match(r"\d{1,3} ", name.strip()) for name in _split_complex(_inner(written)))


def _inner(written: str) -> str:
    return written[1:-1] if written.startswith("(") and written.endswith(")") and balanced(written[1:-1]) else written


def _parts(written: str) -> list[Part]:
    """Return the movements of a complex, `(Clean + 2 Front Squats + Jerk)`, each with its number of times in one rep of
    the complex; a movement alone is its own only part."""
    names = [name.strip() for name in _split_complex(_inner(written))]
    if len(names) == 1:
        return [{"name": names[0], "times": 1, "video": ""}]
    return [_part(name) for name in names]


def _part(name: str) -> Part:
    # "2 Front Squats" is done twice, a "3 Position Snatch" once.
    times = None if is_movement(plain(name)) else re.match(r"([1-9]\d{0,2}) ", name)
    return {"name": name[times.end() :] if times else name, "times": int(times[1]) if times else 1, "video": ""}


def _split_complex(text: str) -> list[str]:
    """Split at every plus outside parentheses, at commas too if a number follows each (`10 Squats, 5 Dips`)."""
    names, depth, start = [], 0, 0
    for at, mark in enumerate(text):
        depth += (mark == "(") - (mark == ")")
        next_counted = mark == "," and re.match(r", \d{1,3} [A-Z]", text[at : at + 7])
        if depth == 0 and (mark == "+" or next_counted):
            names.append(text[start:at])
            start = at + 1
    return [*names, text[start:]]


def names(text: str, movement: str) -> bool:
    """Return whether a text names a movement, in any case and number: "keep the pull-ups strict" the Pull-Ups."""
    return bool(movement) and f" {_folded(movement)} " in f" {_folded(text)} "


def _folded(text: str) -> str:
    words = re.findall(r"[a-z0-9]+", plain(text).lower())
    return " ".join(word[:-1] if word.endswith("s") and not word.endswith("ss") else word for word in words)
