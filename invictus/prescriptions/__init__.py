"""A session's segments as structured training: lines in, a list of exercises out. Nothing is guessed, nothing is lost.

    exercises_of(segments, links)   the exercises of a session's lettered segments, in the post's order
    read_segment(name, lines, ...)  the same of one segment
    understood_share(exercises)     what share of the lines was understood, 0 to 1
    unaccounted(segments, exercises)  the lines that are lost or repeated; [] if nothing is
    sets_of(exercise)               one row per set, for a table of sets
    sets_to_show(exercise)          the same for a reader, who is shown what is not certain too

**The shape.** An exercise is a dict with the keys of EXERCISE, every key always there, of one type each: what the post
does not say is None for a number, "" for a text, [] for a list, False for a mark. Times are whole seconds, distances
metres (float), percents and weights numbers (float). Every `x`, `x_to` pair is a range, `x_to` the same as `x` where
the post gives one number and None where the range is open ("5+ reps"); `percent_from`, `percent_to` likewise ("101%+"
is open above, "stay below 70%" is open below). `scheme` has the keys of schemes.SCHEME, a load those of loads.LOAD, a
part of `movements` those of PART.

**Blocks.** A segment holds one block or several; a new one begins at "Followed by...", at every further scheme, and at
a line that opens a piece without being understood. All exercises of a block have the block's number and its scheme. A
block has at least one entry: one that names no movement (a remark alone, a scheme that was not understood, the rest
after an AMRAP) is an entry whose `movement` is "". One line may hold two blocks ("work to a 3RM, then 2x3 @ 90% of
that"): the second has no line of its own.

**Turns.** Where movements alternate ("Minute 1 - ... Minute 2 - ..."), `turn` says which minute or interval of the
cycle is the exercise's, and the scheme's sets are the sets of each.

**Conservation.** Every line of a segment is in exactly one entry, once: in `text` if it was understood, in `notes` if
not, both in the post's order. A line belongs to the exercise above it, but coaching words that name one other
movement of the block belong to that one, so that an exercise's lines are not always one after another; what comes
before a block's first movement (the scheme, "Followed by...") belongs to that movement. `cues` repeats, out of
`text`, the coaching words as written ("Build over the course of the three sets."): they are understood as words to
the lifter, whatever a field holds of them.

**What counts as not understood**, besides a line that reads like nothing known: one that contradicts what is above it
(a load for set 9 of 8, a second rest), and one that follows a line not understood that may have been a movement, since
it may belong to that one.

**An "establish" has no sets of its own**: how many the lifter takes to a 1-RM, and at what percents, is not written.

**The grammar** is the tables of `grammar.FORMS`: for each class of line its pattern, what it means, and an example.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from invictus.prescriptions.exercise import EXERCISE, PART, sets_of, sets_to_show
from invictus.prescriptions.segment import exercises_in
from invictus.prescriptions.shapes import Exercise, VideoLink
from invictus.prescriptions.videos import place_videos

__all__ = [
    "EXERCISE",
    "PART",
    "exercises_of",
    "read_segment",
    "sets_of",
    "sets_to_show",
    "unaccounted",
    "understood_share",
]


def exercises_of(segments: Mapping[str, str], links: Sequence[VideoLink] = ()) -> list[Exercise]:
    """Return the exercises of a session's segments, `{"segment_a": "its lines", ...}`, in the order of the segments.

    `links` are the record's, in the post's order."""
    return [
        exercise for segment, text in segments.items() for exercise in read_segment(segment, _lines(text), links)
    ]


def read_segment(segment: str, lines: Iterable[str], links: Sequence[VideoLink] = ()) -> list[Exercise]:
    """Return the exercises of one segment.

    `segment` is the record's field ("segment_a"), `lines` the segment's lines, `links` the record's links
    (`{"field", "text", "url"}`) in the post's order; links of other segments are left aside."""
    exercises = exercises_in(segment, lines)
    place_videos(exercises, [link for link in links if link["field"] == segment])
    return exercises


def understood_share(exercises: Iterable[Exercise]) -> float:
    """Return the share of lines that were understood, 0 to 1, to four places; 1.0 if there are no lines."""
    understood = noted = 0
    for exercise in exercises:
        understood += len(exercise["text"])
        noted += len(exercise["notes"])
    return round(understood / (understood + noted), 4) if understood + noted else 1.0


def unaccounted(segments: Mapping[str, str], exercises: Iterable[Exercise]) -> list[tuple[str, str]]:
    """Return every (segment, line) that segments and exercises do not hold equally often; [] if nothing is lost."""
    written = Counter((segment, line) for segment, text in segments.items() for line in _lines(text))
    kept = Counter(
        (exercise["segment"], line) for exercise in exercises for line in (*exercise["text"], *exercise["notes"])
    )
    return sorted(((written - kept) + (kept - written)).elements())


def _lines(text: str) -> list[str]:
    """Return a segment's lines without blank ones (a record has none)."""
    return [line for line in text.split("\n") if line.strip()]
