"""A session's segments as structured training: lines in, a list of exercises out. Nothing is guessed, nothing is lost.

    exercises_of(record)            the exercises of all lettered segments of a session record, in the post's order
    read_segment(name, lines, ...)  the same of one segment
    understood_share(exercises)     what share of the lines was understood, 0 to 1
    unaccounted(record, exercises)  the lines that the law of conservation misses: none
    sets_of(exercise)               one row a set, for a table of sets

**The shape.** An exercise is a dict with the keys of EXERCISE, every key always there, of one type each: what the post
does not say is None for a number, "" for a text, [] for a list, False for a mark. Times are whole seconds, distances
metres (float), percents numbers (float). Every `x`, `x_to` pair is a range, `x_to` the same as `x` where the post gives
one number and None where the range is open ("5+ reps"); `percent_from`, `percent_to` likewise ("101%+" is open above,
"stay below 70%" is open below). `scheme` has the keys of schemes.SCHEME, a load those of details.LOAD,
a part of `movements` those of PART.

**Blocks.** A segment holds one block or several; a new one begins at "Followed by..." and at every further scheme. All
exercises of a block bear the block's number and its scheme. A block always has at least one entry: one that names no
movement (a remark that stands alone, a scheme that was not understood) is an entry whose `movement` is "".

**Conservation.** Every line of a segment is in exactly one entry, once: in `text` if it was understood, in `notes` if
not, both in the post's order. A line belongs to the exercise above it; what stands above a block's first movement (the
scheme, "Followed by...") belongs to that movement. The block's notes are thus the notes of its entries. `cues` repeats,
out of `text`, the coaching words as written ("Build over the course of the three sets."): they are understood as
words to the lifter, and no field holds more of them.

**What counts as not understood**, besides a line that reads like nothing known: one that contradicts what stands
above it (a load for set 9 of 8, a second rest), and one that follows a line not understood that may have been a
movement, since it may belong to that one.

**An "establish" has no sets of its own**: how many the lifter takes to a 1-RM, and at what percents, is not written.
"""

from __future__ import annotations

import copy
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from invictus.prescriptions.line import LONGEST_LINE, LineReading, plain, read_line
from invictus.prescriptions.schemes import SCHEME
from invictus.prescriptions.words import is_sentence, is_title

EXERCISE = {
    "segment": "",  # the record's field, "segment_a"
    "block": 1,  # which block of the segment, from 1
    "scheme": SCHEME,
    "movement": "",  # as written, "(Snatch + Hip Snatch)"
    "movements": [],  # its parts; a movement that is no complex is its own only part
    "reps": None,  # reps of a set; of a complex, how often the whole of it is done
    "reps_to": None,
    "max_effort": False,  # "x max reps"
    "seconds": None,  # how long a set is held or done
    "seconds_to": None,
    "distance_m": None,
    "per_side": False,  # reps, seconds or distance are for each leg, arm or side
    "tempo": "",  # as written, "32X1"
    "pause": "",  # as written, "3 second pause at knee"
    "loads": [],
    "rest_s": None,  # the rest behind this exercise
    "rest_to_s": None,
    "video": "",  # where the movement's text is linked to: the first of its parts' videos
    "text": [],  # the lines understood
    "cues": [],  # those of them that are coaching words
    "notes": [],  # the lines not understood
}
PART = {"name": "", "times": 1, "video": ""}

_SEGMENT_FIELD = re.compile(r"segment_[a-z]")
# A line that was not understood, but heads what follows: the scheme above it does not hold below it.
_HEADING = re.compile(
    r"\*?(?:every (?:\d|minute|other)|(?:emom|e\d{1,3}\w{1,3}|amrap|tabata|for time)\b|"
    r"\w{1,10} (?:sets?|rounds?)\b)|.*:$",
    re.I,
)
# What a set is measured by. Said in one line or not at all: "10 minutes" below "Snatch x 1 rep" is something else.
_MEASURES = ("reps", "max_effort", "seconds", "distance_m")


def exercises_of(record: Mapping) -> list[dict]:
    """The exercises of a session record's lettered segments, A to Z. The warm-up and the notes stay text."""
    exercises = []
    for segment in sorted(field for field in record if _SEGMENT_FIELD.fullmatch(field)):
        exercises += read_segment(segment, _lines(record[segment]), record.get("links", ()))
    return exercises


def read_segment(segment: str, lines: Iterable[str], links: Sequence[Mapping] = ()) -> list[dict]:
    """The exercises of one segment.

    `segment` is the record's field ("segment_a"), `lines` the segment's lines, `links` the record's links
    (`{"field", "text", "url"}`) in the post's order; links of other segments are left aside."""
    reader = _SegmentReader(segment)
    for line in lines:
        reader.take(line)
    exercises = reader.exercises()
    _place_videos(exercises, [link for link in links if link["field"] == segment])
    return exercises


def understood_share(exercises: Iterable[Mapping]) -> float:
    """The share of lines that were understood, to four places; 1.0 where there are no lines."""
    understood = noted = 0
    for exercise in exercises:
        understood += len(exercise["text"])
        noted += len(exercise["notes"])
    return round(understood / (understood + noted), 4) if understood + noted else 1.0


def unaccounted(record: Mapping, exercises: Iterable[Mapping]) -> list[tuple[str, str]]:
    """Every (segment, line) that record and exercises do not hold equally often; empty, or the law is broken."""
    written = Counter(
        (field, line) for field in record if _SEGMENT_FIELD.fullmatch(field) for line in _lines(record[field])
    )
    kept = Counter(
        (exercise["segment"], line) for exercise in exercises for line in (*exercise["text"], *exercise["notes"])
    )
    return sorted(((written - kept) + (kept - written)).elements())


def sets_of(exercise: Mapping) -> list[dict]:
    """One row a set that the post is sure of: of "3-4 sets" three, of an "establish" or an AMRAP none.

    A row's reps and percents are those of the load that names its set, or else of the load for all sets."""
    loads = exercise["loads"]
    for_all = next((load for load in loads if not load["sets"]), None)
    by_set = {number: load for load in loads for number in load["sets"]}
    how_many = exercise["scheme"]["sets"] or max(by_set, default=0)
    return [_set_row(exercise, number, by_set.get(number, for_all)) for number in range(1, how_many + 1)]


def _set_row(exercise: Mapping, number: int, load: Mapping | None) -> dict:
    load = load or {}
    reps_from = load if load.get("reps") else exercise
    return {
        "segment": exercise["segment"],
        "block": exercise["block"],
        "movement": exercise["movement"],
        "set": number,
        "reps": reps_from["reps"],
        "reps_to": reps_from["reps_to"],
        "seconds": exercise["seconds"] or exercise["scheme"]["work_s"],
        "distance_m": exercise["distance_m"],
        "percent_from": load.get("percent_from"),
        "percent_to": load.get("percent_to"),
        "of": load.get("of", ""),
    }


def _lines(text: str) -> list[str]:
    """A segment's lines; blank ones are none (the record has none, DESIGN.md rule 1)."""
    return [line for line in text.split("\n") if line.strip()]


class _SegmentReader:
    """Takes a segment line by line. The last of `entries` is the one that is written to: a block's first entry is there
    from the block's first line, and its first movement gives it a name. Entries of one block share one scheme."""

    def __init__(self, segment: str) -> None:
        self.segment = segment
        self.entries = [self._entry(1, dict(SCHEME))]
        # Whether a load or a rest has a movement to belong to.
        self.details_may_follow = False

    @property
    def entry(self) -> dict:
        return self.entries[-1]

    @property
    def scheme(self) -> dict:
        return self.entry["scheme"]

    def exercises(self) -> list[dict]:
        """What was read; an empty segment has no exercises."""
        return [{**entry, "scheme": dict(entry["scheme"])} for entry in self.entries if entry["text"] or entry["notes"]]

    def take(self, line: str) -> None:
        reading = read_line(line)
        if reading is None or not self._agrees(reading):
            self._note(line)
            return
        if self._names_aim(reading):
            self.scheme.update(what=reading.scheme["what"], rep_max=reading.scheme["rep_max"])
            self.scheme["kind"] = self.scheme["kind"] or "establish"
        else:
            self._write(reading)
        self.entry["text"].append(line)

    def _entry(self, block: int, scheme: dict) -> dict:
        return {**copy.deepcopy(EXERCISE), "segment": self.segment, "block": block, "scheme": scheme}

    def _open_block(self) -> None:
        if self.entry["text"] or self.entry["notes"]:
            self.entries.append(self._entry(self.entry["block"] + 1, dict(SCHEME)))
        self.details_may_follow = False

    def _note(self, line: str) -> None:
        if self.entry["movement"] and _HEADING.match(line[:LONGEST_LINE].strip()):
            self._open_block()
        # A sentence was no movement; anything else may have been.
        if not is_sentence(plain(line)):
            self.details_may_follow = False
        self.entry["notes"].append(line)

    def _write(self, reading: LineReading) -> None:
        if reading.followed_by or (reading.scheme and (self.scheme["kind"] or self.entry["movement"])):
            self._open_block()
        self.scheme.update(reading.scheme or reading.scheme_detail)
        if reading.movement:
            if self.entry["movement"]:
                self.entries.append(self._entry(self.entry["block"], self.scheme))
            self.entry.update(movement=reading.movement, movements=reading.parts)
            self.details_may_follow = True
        self.entry.update(reading.fields)
        self.entry["loads"] += reading.loads
        self.entry["cues"] += reading.cues

    # --- Does a line agree with what stands above it? -----------------------------------------------------------------

    def _agrees(self, reading: LineReading) -> bool:
        if self._names_aim(reading):
            return not self.scheme["what"] and reading.scheme["duration_s"] is None
        exercise = EXERCISE if reading.movement else self.entry
        scheme = reading.scheme or self.scheme
        return (
            self._has_its_place(reading)
            and _detail_fits(reading.scheme_detail, scheme)
            and _fields_fit(reading.fields, exercise)
            and _loads_fit(reading.loads, exercise, scheme)
            and _restates(reading.restates, scheme)
        )

    def _names_aim(self, reading: LineReading) -> bool:
        """ "Build to a 5-RM" below a movement says what its sets are for, and begins no new block."""
        return reading.scheme.get("kind") == "establish" and not reading.movement and self.details_may_follow

    def _has_its_place(self, reading: LineReading) -> bool:
        if reading.is_bare_movement:
            return is_title(reading.movement) and bool(self.scheme["kind"]) and not self.entry["movement"]
        if reading.fields or reading.loads:
            return bool(reading.movement) or self.details_may_follow
        return True


def _detail_fits(detail: Mapping, scheme: Mapping) -> bool:
    """Seconds on and off and a number of rounds complete a tabata, a time cap a workout for time; each once."""
    completes = {"tabata": {"work_s", "off_s", "sets", "sets_to"}, "for_time": {"duration_s"}}
    return detail.keys() <= completes.get(scheme["kind"], set()) and all(scheme[key] is None for key in detail)


def _fields_fit(fields: Mapping, exercise: Mapping) -> bool:
    """Nothing is said twice, and no second measure is added to the first."""
    if any(exercise[key] for key in fields):
        return False
    return not (any(key in fields for key in _MEASURES) and any(exercise[key] for key in _MEASURES))


def _loads_fit(loads: Sequence[Mapping], exercise: Mapping, scheme: Mapping) -> bool:
    """A set is named by one load at most, one load at most is for all sets, and no set is named that is not there."""
    every = [*exercise["loads"], *loads]
    named = [number for load in every for number in load["sets"]]
    last = scheme["sets_to"] or max(named, default=0)
    return (
        len(named) == len(set(named)) and max(named, default=0) <= last and sum(not load["sets"] for load in every) <= 1
    )


def _restates(figures: Mapping, scheme: Mapping) -> bool:
    """Whether a remark on the block's own sets or duration is true of them; it may speak of some of the sets."""
    duration = scheme["duration_s"]
    if scheme["work_s"] and scheme["off_s"] and scheme["sets"]:
        duration = (scheme["work_s"] + scheme["off_s"]) * scheme["sets"]
    return figures.get("sets", 0) <= (scheme["sets_to"] or 0) and figures.get("duration_s", duration) == duration


# --- Videos -----------------------------------------------------------------------------------------------------------


def _place_videos(exercises: Sequence[dict], links: Sequence[Mapping]) -> None:
    """Gives each link to the first movement, or part of one, that bears its text, from where the link before it was."""
    at = 0
    for link in links:
        text = _folded(link["text"])
        bearers = [
            (index, _folded(name), bearer)
            for index in range(at, len(exercises))
            for name, bearer in _names(exercises[index])
        ]
        same = ((index, bearer) for index, name, bearer in bearers if text and name == text)
        wider = ((index, bearer) for index, name, bearer in bearers if text and f" {text} " in f" {name} ")
        at, bearer = next(same, None) or next(wider, (at, None))
        if bearer is not None:
            bearer["video"] = bearer["video"] or link["url"]
            exercises[at]["video"] = exercises[at]["video"] or link["url"]


def _names(exercise: dict) -> list[tuple[str, dict]]:
    """What a link may be laid over, and what then holds its video: each part of the movement, or the whole of it."""
    return [*((part["name"], part) for part in exercise["movements"]), (exercise["movement"], exercise)]


def _folded(text: str) -> str:
    return " ".join(text.split()).casefold()
