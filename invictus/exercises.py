"""The shapes of structured training: an exercise, its scheme, its loads, the parts of its movement, its sets as rows.

A whole shape (Exercise, Scheme, Load) has every key, each of one type: what the post does not say is None for a number,
"" for a text, [] for a list, False for a flag. A shape named Said... has only the keys that a line speaks of.
Times are whole seconds, distances metres (float), percents and weights numbers (float). Every `x`, `x_to` pair is a
range: `x_to` is the same as `x` if the post gives one number, and None if the range is open ("5+ reps").
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any, Literal, Optional, TypedDict, cast

if TYPE_CHECKING:
    from typing_extensions import Unpack


class Weight(TypedDict, total=False):
    """How heavy a set is, in any of the ways that coaches say it."""

    percent_from: Optional[float]  # None with a percent_to: "stay below 70%"
    percent_to: Optional[float]  # None with a percent_from: "101%+"
    of: str  # what it is a percent of, "1-RM Snatch"; without a percent: that very weight; empty: not said
    weight: Optional[float]  # the weight on the bar, or of the dumbbell: a man's, or everyone's
    weight_women: Optional[float]
    unit: str  # of the weight, "kg" or "lb"; empty: the post does not say
    relative: str  # in words, "same load you used last Monday", "heavy"
    change_from: Optional[float]  # so many percent more than that; below 0: less
    change_to: Optional[float]


class SaidOfLoad(Weight, total=False):
    """What some sets are: their weight, and their reps if they differ from set to set."""

    reps: Optional[int]
    reps_to: Optional[int]
    max_effort: bool  # as many reps as possible
    times: list[int]  # "60% x 3+1": how often each part of the complex is done in these sets; empty: as in `movements`


class Load(SaidOfLoad):
    """A load, every key given, and the sets that it is for."""

    sets: list[int]  # the numbers of the sets it holds for; empty: all of them


class SaidOfScheme(TypedDict, total=False):
    """How a block is done."""

    # every, sets, rounds, establish, amrap, tabata, for_time, completion (no clock), continuous (for a time, without
    # a count), clock (what follows begins at a time of the running clock); "" if the post names none
    kind: str
    interval_s: Optional[int]  # every: a set begins every so many seconds
    duration_s: Optional[int]  # how long the whole takes; establish, amrap and for_time: how long it may take
    sets: Optional[int]  # how many sets, or rounds, of each movement
    sets_to: Optional[int]  # the far end of a range ("3-4 sets"); else the same as sets
    what: str  # establish: "1-RM", "5-RM", "heavy single"
    rep_max: Optional[int]  # establish: the N of N-RM; None for "heavy single", which is not a maximum
    work_s: Optional[int]  # tabata: seconds on
    off_s: Optional[int]  # tabata: seconds off
    starts_s: Optional[int]  # the time of the running clock at which it begins


class Scheme(SaidOfScheme):
    """A scheme, every key given."""


class Part(TypedDict):
    """A movement of a complex; a movement alone is its own only part."""

    name: str
    times: int  # how often it is done in one rep of the complex
    video: str


class SaidOfExercise(TypedDict, total=False):
    """What each set of a movement is, and the rest after it."""

    reps: Optional[int]  # reps of a set; of a complex, how often the whole of it is done
    reps_to: Optional[int]
    reps_women: Optional[int]  # a woman's, where there are two counts
    max_effort: bool  # "x max reps"
    seconds: Optional[int]  # how long a set is held or done
    seconds_to: Optional[int]
    distance_m: Optional[float]
    distance_to_m: Optional[float]
    calories: Optional[int]
    calories_to: Optional[int]
    calories_women: Optional[int]
    per_side: bool  # reps, seconds or distance are for each leg, arm or side
    tempo: str  # as written, "32X1"
    pause: str  # as written, "3 second pause at knee"
    rest_s: Optional[int]  # the rest after this exercise; of an exercise without a movement: of the block before it
    rest_to_s: Optional[int]


class Exercise(SaidOfExercise):
    """An exercise, every key given: a movement of a segment with its sets, and the lines that say so."""

    segment: str  # the record's field, "segment_a"
    block: int  # which block of the segment, from 1
    scheme: Scheme
    turn: Optional[int]  # which minute or interval of the cycle it is done in, from 1; the scheme's sets are of each
    movement: str  # as written, "(Snatch + Hip Snatch)"; "" if the entry names none
    lift: str  # its key, the same for every spelling of the movement (lifts.py), in a stored record; else ""
    movements: list[Part]
    loads: list[Load]
    uncertain: list[int]  # the sets that a line among the notes may change: their figures are not known
    video: str  # the address that the movement's text is linked to: the first of its parts' videos
    text: list[str]  # the lines understood
    cues: list[str]  # the coaching words in them: whole lines, or parts of lines
    notes: list[str]  # the lines not understood


class SetRow(Weight):
    """One set of an exercise as a row of a table, every key given: the figures of its own load, or of that for all."""

    segment: str
    block: int
    turn: Optional[int]
    movement: str
    set: int  # its number, from 1
    times: list[int]  # of a complex: how often each part is done in one rep, [2, 1, 1] of "2+1+1"; else empty
    reps: Optional[int]
    reps_to: Optional[int]
    reps_women: Optional[int]
    max_effort: bool
    seconds: Optional[int]
    distance_m: Optional[float]
    calories: Optional[int]
    calories_to: Optional[int]
    calories_women: Optional[int]


class VideoLink(TypedDict):
    """A link of a record: the field it is in, its words, and its http(s) address."""

    field: str
    text: str
    url: str


# No block has more: "every 1 second, for 999 minutes" would be 59,940 sets, and every page would have to show them.
MOST_SETS = 200
# What a set is measured by. Said in one line or not at all: "10 minutes" below "Snatch x 1 rep" is something else.
MEASURES: tuple[Literal["reps", "max_effort", "seconds", "distance_m", "calories"], ...]
MEASURES = ("reps", "max_effort", "seconds", "distance_m", "calories")


def _saying_nothing(shape: Any) -> Any:
    """Return a shape with every key and no value: None, "", False, [], or 1 for a count, by the key's type."""
    empty = {"str": "", "bool": False, "int": 1}
    types = {key: str(getattr(held, "__forward_arg__", held)) for key, held in shape.__annotations__.items()}
    return {key: [] if held.startswith("list") else empty.get(held) for key, held in types.items()}


SCHEME: Scheme = _saying_nothing(Scheme)
EXERCISE: Exercise = _saying_nothing(Exercise)
EXERCISE["scheme"] = SCHEME
PART: Part = _saying_nothing(Part)
LOAD: Load = _saying_nothing(Load)


def new_exercise(segment: str, block: int, scheme: Scheme) -> Exercise:
    """Return an exercise that says nothing yet, with lists of its own. It shares the scheme with its block."""
    own_lists: Any = {key: [] for key, held in EXERCISE.items() if held == []}
    return {**EXERCISE, **own_lists, "segment": segment, "block": block, "scheme": scheme}


def load(sets: list[int], **said: Unpack[SaidOfLoad]) -> Load:
    """Return a load for the sets numbered, or for all of them if no numbers are given."""
    loads: Load = {**LOAD, "times": [], "sets": sets}
    return {**loads, **said}


def weight_in(load: Load) -> Weight:
    """Return what a load says of how heavy the sets are."""
    return cast(Weight, {key: load[key] for key in Weight.__annotations__})  # type: ignore[literal-required]


def says_weight(load: Load) -> bool:
    """Return whether a load says how heavy, in any way."""
    return any(figure not in (None, "") for figure in weight_in(load).values())


def says_something(load: Load) -> bool:
    """Return whether a load says anything at all: "Sets 1-2" alone does not."""
    return says_weight(load) or load["reps"] is not None or load["max_effort"]


def named_sets(loads: Iterable[Load]) -> list[int]:
    """Return the numbers of the sets that loads name."""
    return [number for each in loads for number in each["sets"]]


def sets_of(exercise: Exercise) -> list[SetRow]:
    """Return one row for each set that the post is certain about.

    Three of "3-4 sets"; none where the post gives no number, as of most "establish" and AMRAPs; none without a
    movement; none of the sets that a line which was not understood may change. A row's reps and load are those of the
    load that names its set, or else of the load for all sets. `times` of a row counts the parts of a complex."""
    rows = _rows(exercise, exercise["scheme"]["sets"]) if exercise["movement"] else []
    return [row for row in rows if row["set"] not in exercise.get("uncertain", ())]


def sets_to_show(exercise: Exercise) -> tuple[list[SetRow], bool]:
    """Return one row for each set as a lifter reads them, and whether the post gives their number.

    Of "3-4 sets" all four; one row for all sets if no number is written. Loads whose movement was not understood have
    rows too: nothing is hidden. An uncertain set has no figures, and `relative` sends the lifter to the notes."""
    counted = _rows(exercise, exercise["scheme"]["sets_to"])
    rows, uncertain = counted or _rows(exercise, 1), exercise.get("uncertain", ())  # older records have none
    unknown = {key: held for key, held in LOAD.items() if key in SetRow.__annotations__}
    unknown.update({"reps_women": None, "relative": "see the notes"})
    return [cast(SetRow, {**row, **(unknown if row["set"] in uncertain else {})}) for row in rows], bool(counted)


def _rows(exercise: Exercise, sets: Optional[int]) -> list[SetRow]:
    """Return the rows of so many sets; if loads name others (they go on counting from a block above), of those."""
    for_all = next((load for load in exercise["loads"] if not load["sets"]), LOAD)
    by_set = {number: load for load in exercise["loads"] for number in load["sets"]}
    is_counted = sets and max(by_set, default=0) <= (exercise["scheme"]["sets_to"] or sets)
    numbers = range(1, (sets or 0) + 1) if is_counted else sorted(by_set)
    return [_set_row(exercise, number, by_set.get(number, for_all)) for number in numbers]


def _set_row(exercise: Exercise, number: int, load: Load) -> SetRow:
    counts = [part["times"] for part in exercise["movements"]]
    row: dict[str, Any] = {**EXERCISE, **exercise, **weight_in(load), "set": number}
    if load["reps"] or load["max_effort"]:
        row.update(reps=load["reps"], reps_to=load["reps_to"], max_effort=load["max_effort"], reps_women=None)
    row["times"] = load.get("times") or (counts if max(counts, default=1) > 1 else [])
    row["seconds"] = exercise["seconds"] or exercise["scheme"]["work_s"]
    return cast(SetRow, {key: row[key] for key in SetRow.__annotations__})


def understood_share(exercises: Iterable[Exercise]) -> float:
    """Return the share of lines that were understood, 0 to 1, to four places; 1.0 if there are no lines."""
    lines = [is_text for each in exercises for is_text in [True] * len(each["text"]) + [False] * len(each["notes"])]
    return round(sum(lines) / len(lines), 4) if lines else 1.0


def unaccounted(segments: Mapping[str, str], exercises: Iterable[Exercise]) -> list[tuple[str, str]]:
    """Return every (segment, line) that segments and exercises do not hold equally often; [] if nothing is lost."""
    lines = ((segment, line) for segment, text in segments.items() for line in text.split("\n"))
    written = Counter((segment, line) for segment, line in lines if line.strip())
    kept = Counter((each["segment"], line) for each in exercises for line in (*each["text"], *each["notes"]))
    return sorted(((written - kept) + (kept - written)).elements())
