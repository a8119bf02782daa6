"""A session's segments as structured training: lines in, a list of exercises out. Nothing is guessed, nothing is lost.

**The shapes** are in invictus/exercises.py.

**Blocks.** A segment holds one block or several; a new one begins at "Followed by...", a title, a label, a lone "+",
every further scheme, a movement with its own sets, and a line that opens a piece without being understood. All
exercises of a block have its number and scheme. What names no movement (a remark alone, the rest after an AMRAP) has
the `movement` "". One line may hold two blocks ("work to a 3RM, then 2x3 @ 90%"): the second has no line of its own.

**Turns.** If movements alternate ("Minute 1 - ... Minute 2 - ..."), `turn` is the exercise's minute or interval of the
cycle, and the scheme's sets are the sets of each exercise.

**Conservation.** Every line is in exactly one entry, once: in `text` if it was understood, else in `notes`, in the
post's order. A line belongs to the exercise above it; what comes before a block's first movement (the scheme,
"Followed by...") belongs to that movement. `cues` are the coaching words in `text`, a whole line or a part of one, even
if a field holds their figures too.

**Not understood** is a line of which a figure is left over, or a word that restricts ("or", "each", "instead"), a line
that contradicts what is above it (a load for set 9 of 8, a second rest), and a detail below a line that was not
understood and may have been its movement; and words that change sets or reps ("fewer reps each round"). The sets that
such a line may change are `uncertain`: `sets_of` has no rows of them, `sets_to_show` has rows without figures. What is
done instead of what is above it (below "OR", "Option B:") is among the notes.

**An "establish" has only sets that the post counts or numbers**, "in 5 sets", "Set 1 @ 50%": else nobody knows them.

**How a line is read**: marks (invictus/marks.py), tokens (tokens.py, values.py), forms over tokens (forms.py, and the
tables that CONTRIBUTING.md names), lines (line.py, walk.py, meaning.py), blocks (segment.py, placing.py, block.py).
"""

from invictus.exercises import EXERCISE, PART, sets_of, sets_to_show
from invictus.prescriptions.segment import exercises_of, read_segment

__all__ = ["EXERCISE", "PART", "exercises_of", "read_segment", "sets_of", "sets_to_show"]
