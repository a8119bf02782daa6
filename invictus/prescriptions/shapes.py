"""The shapes of structured training: an exercise, its scheme, its loads, the parts of its movement, its sets as rows.

A whole shape (Exercise, Scheme, Load) has every key, each of one type: what the post does not say is None for a number,
"" for a text, [] for a list, False for a flag. A shape named Said... has only the keys that a line speaks of.
Times are whole seconds, distances metres (float), percents and weights numbers (float). Every `x`, `x_to` pair is a
range: `x_to` is the same as `x` if the post gives one number, and None if the range is open ("5+ reps").
"""

from __future__ import annotations

from typing import Optional, TypedDict


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
    cues: list[str]  # those of them that are coaching words
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
