"""The grammar in one place: every class of line that is read, with its pattern, what it means, and an example.

The forms live beside what reads them: schemes.py and scheme_details.py (how a block is done), phrases.py (what follows
a movement, from work_phrases.py, load_phrases.py and manner_phrases.py), shorthand.py (5x3, 65%x5), sentences.py
(loads and goals in prose), openings.py (how lines begin). To teach the reader a new class of line, add a row to one of
those tables, with its example, and lines of your own to tests/prescriptions/coaches_lines.py: what must be read of
them, and what must not.
"""

from __future__ import annotations

from invictus.prescriptions import openings, phrases, scheme_details, schemes, sentences, shorthand
from invictus.prescriptions.form import Form

FORMS: tuple[Form, ...] = (
    *(row for _, row in schemes.SCHEMES),
    *(row for _, row in scheme_details.SCHEME_DETAILS),
    openings.FOLLOWED_BY,
    openings.TURN,
    openings.LIST_CLOSES,
    openings.REPS_EVERY,
    openings.TITLE,
    *openings.MEASURES_FIRST,
    openings.MEASURE_LAST,
    *phrases.PHRASES,
    *shorthand.GROUPS,
    shorthand.LADDER,
    shorthand.REPS_AT_A_PERCENT,
    *sentences.SENTENCES,
)
