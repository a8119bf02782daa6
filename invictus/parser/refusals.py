"""Why a post is refused, in whole sentences: what was looked for, what was found, and whether it may be a programme."""

from __future__ import annotations

from collections.abc import Sequence

from invictus.errors import PostFormatError
from invictus.parser.headings import numbered_day
from invictus.parser.labels import is_work, letter_of, warm_up_text
from invictus.shapes import Line, Session

# How much of a line a message shows, and how many lines.
_SHOWN, _MOST_LINES = 120, 3


def no_day(slug: str, lines: Sequence[Line]) -> PostFormatError:
    """Return the error for a post without a day heading and without a day in its title."""
    texts = [line["text"] for line in lines]
    numbered = [text for text in texts if numbered_day(text)]
    if numbered:
        why = f"names its days {_named(numbered)} without weekdays or dates, so it cannot be told on which dates they "
        return PostFormatError(slug, f"{why}fall. It may be a programme.")
    why = "has no day heading such as 'Monday (Session One)' or '12/21'"
    letters = {letter_of(text) for text in texts} - {""}
    if len(letters) > 1 or any(is_work(text) or warm_up_text(text) is not None for text in texts):
        why += f", and neither title nor slug names one day. Some of its {len(texts)} lines look like training"
        return PostFormatError(slug, f"{why}, so it may be a programme.")
    why += f", and none of its {len(texts)} lines looks like training."
    return PostFormatError(slug, f"{why} It is probably an announcement.")


def no_training(slug: str, sessions: Sequence[Session]) -> PostFormatError:
    """Return the error for a post whose days hold neither a label nor a warm-up nor a line that reads as training."""
    headings = [session["heading"]["text"] for session in sessions]
    drawn = [
        session["heading"]["text"]
        for session in sessions
        if any(line.get("picture") for field in session["fields"] for line in field["lines"])
    ]
    if drawn:
        why = f"has a picture in place of the training of {_named(drawn)}, and no text that reads as training. "
        return PostFormatError(slug, f"{why}The words of a picture cannot be read. It may be a programme.")
    if any(map(is_work, headings)):
        why = (
            f"has its training in the day headings themselves, such as {_named(headings)}, and no training below them."
        )
        return PostFormatError(slug, f"{why} It may be a programme.")
    why = f"has day headings such as {_named(headings)}, but below them no label such as 'A.', no warm-up and no line "
    return PostFormatError(slug, f"{why}that reads as training. It is probably an announcement.")


def uncertain_day(slug: str, text: str, why: str) -> PostFormatError:
    """Return the error for a post with a line that may begin a day, or may not."""
    return PostFormatError(
        slug,
        f"has the line {_named([text])}, which {why}. What is below it may belong to another day than what is above "
        "it, so nothing of the post is stored. It may be a programme.",
    )


def _named(texts: Sequence[str]) -> str:
    return ", ".join(repr(text[:_SHOWN]) for text in texts[:_MOST_LINES])
