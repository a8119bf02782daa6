"""A session's segments as structured training: lines in, a list of exercises out. Nothing is guessed, nothing is lost.

**The shapes** are in invictus/exercises.py.

**Blocks.** A segment holds one block or several; a new one begins at "Followed by...", at every further scheme, and at
a line that opens a piece without being understood. All exercises of a block have its number and its scheme. What names
no movement (a remark alone, a scheme that was not understood, the rest after an AMRAP) is an entry whose `movement` is
"". One line may hold two blocks ("work to a 3RM, then 2x3 @ 90% of that"): the second has no line of its own.

**Turns.** If movements alternate ("Minute 1 - ... Minute 2 - ..."), `turn` is the exercise's minute or interval of the
cycle, and the scheme's sets are the sets of each exercise.

**Conservation.** Every line is in exactly one entry, once: in `text` if it was understood, else in `notes`, in the
post's order. A line belongs to the exercise above it; what comes before a block's first movement (the scheme,
"Followed by...") belongs to that movement. `cues` are those lines of `text` that are coaching words, even if a field
holds their figures too.

**Not understood** is a line of which a figure is left over, or a word that restricts ("or", "each", "instead"), a line
that contradicts what is above it (a load for set 9 of 8, a second rest), and a detail below a line that was not
understood and may have been its movement; and words that change sets or reps ("fewer reps each round"). The sets that
such a line may change are `uncertain`: `sets_of` has no rows of them, `sets_to_show` has rows without figures. What is
done instead of what is above it (below "OR", "Option B:") is among the notes.

**An "establish" has no sets**: the post does not say how many the lifter takes to a 1-RM, nor at what percents.

**How a line is read**: marks (marks.py), tokens (tokens.py, values.py), forms over tokens (forms.py and the tables that
CONTRIBUTING.md names), lines (line.py, walk.py, meaning.py), blocks (segment.py, placing.py, block.py).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from invictus.exercises import EXERCISE, PART, Exercise, VideoLink, sets_of, sets_to_show
from invictus.prescriptions.segment import read_segment

__all__ = ["EXERCISE", "PART", "exercises_of", "read_segment", "sets_of", "sets_to_show"]
__all__ += ["unaccounted", "understood_share"]


def exercises_of(segments: Mapping[str, str], links: Sequence[VideoLink] = ()) -> list[Exercise]:
    """Return the exercises of a session's segments, `{"segment_a": "its lines", ...}`, in the order of the segments.

    `links` are the record's (`{"field", "text", "url"}`), in the post's order."""
    exercises: list[Exercise] = []
    for segment, text in segments.items():
        of_segment = read_segment(segment, _lines(text))
        _place_videos(of_segment, [link for link in links if link["field"] == segment])
        exercises += of_segment
    return exercises


def understood_share(exercises: Iterable[Exercise]) -> float:
    """Return the share of lines that were understood, 0 to 1, to four places; 1.0 if there are no lines."""
    lines = [is_text for each in exercises for is_text in [True] * len(each["text"]) + [False] * len(each["notes"])]
    return round(sum(lines) / len(lines), 4) if lines else 1.0


def unaccounted(segments: Mapping[str, str], exercises: Iterable[Exercise]) -> list[tuple[str, str]]:
    """Return every (segment, line) that segments and exercises do not hold equally often; [] if nothing is lost."""
    written = Counter((segment, line) for segment, text in segments.items() for line in _lines(text))
    kept = Counter((each["segment"], line) for each in exercises for line in (*each["text"], *each["notes"]))
    return sorted(((written - kept) + (kept - written)).elements())


def _lines(text: str) -> list[str]:
    """Return a segment's lines without blank ones (a record has none)."""
    return [line for line in text.split("\n") if line.strip()]


def _place_videos(exercises: Sequence[Exercise], links: Sequence[VideoLink]) -> None:
    """Give each link to the first movement, or part of one, that has its words as a name or in it.

    The search begins at the exercise that the link before it went to."""
    first = 0
    for link in links:
        text, found = _folded(link["text"]), []
        for at, exercise in enumerate(exercises[first:], first):
            for named in (*exercise["movements"], exercise):
                name = _folded(str(named.get("name", exercise["movement"])))
                if text and f" {text} " in f" {name} ":
                    found.append((name != text, at, named))
        if found:
            _, first, named = min(found, key=lambda each: each[:2])
            named["video"] = named["video"] or link["url"]
            exercises[first]["video"] = exercises[first]["video"] or link["url"]


def _folded(text: str) -> str:
    return " ".join(text.split()).casefold()
