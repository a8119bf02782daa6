"""Why a post is refused, in whole sentences: what was looked for, what was found, and whether it may be a programme."""

from __future__ import annotations

from collections.abc import Sequence

from invictus.errors import PostFormatError
from invictus.parser.headings import numbered_day
from invictus.parser.labels import is_work, letter_of, warm_up_text
from invictus.shapes import Line, Session

# How much of a line a message shows.
_SHOWN = 120


def no_day(slug: str, lines: Sequence[Line]) -> PostFormatError:
    """Return the error for a post without a day heading and without a day in its title."""
    texts = [line["text"] for line in lines]
    numbered = [text for text in texts if numbered_day(text)]
    looked_for = "has no day heading such as 'Monday (Session One)' or '12/21'"
    if numbered:
        named = ", ".join(repr(text[:_SHOWN]) for text in numbered[:3])
        return PostFormatError(
            slug,
            f"names its days {named} without weekdays or dates, so it cannot be told on which dates they fall. "
            "It may be a programme.",
        )
    letters = {letter_of(text) for text in texts} - {""}
    if len(letters) > 1 or any(is_work(text) or warm_up_text(text) is not None for text in texts):
        why = (
            f"{looked_for}, and neither title nor slug names one day. Some of its {len(texts)} lines look like training"
        )
        return PostFormatError(slug, f"{why}, so it may be a programme.")
    return PostFormatError(
        slug, f"{looked_for}, and none of its {len(texts)} lines looks like training. It is probably an announcement."
    )


def no_training(slug: str, sessions: Sequence[Session]) -> PostFormatError:
    """Return the error for a post whose days hold neither a label nor a warm-up nor a line that reads as training."""
    pictures = [
        session
        for session in sessions
        if any(line.get("picture") for field in session["fields"] for line in field["lines"])
    ]
    shown = ", ".join(repr(session["heading"]["text"][:_SHOWN]) for session in (pictures or sessions)[:3])
    if pictures:
        return PostFormatError(
            slug,
            f"has a picture in place of the training of {shown}, and no text that reads as training. The words of a "
            "picture cannot be read. It may be a programme.",
        )
    if any(is_work(session["heading"]["text"]) for session in sessions):
        return PostFormatError(
            slug,
            f"has its training in the day headings themselves, such as {shown}, and no training below them. "
            "It may be a programme.",
        )
    return PostFormatError(
        slug,
        f"has day headings such as {shown}, but below them no label such as 'A.', no warm-up and no line that reads as "
        "training. It is probably an announcement.",
    )


def uncertain_day(slug: str, text: str, why: str) -> PostFormatError:
    """Return the error for a post with a line that may begin a day, or may not."""
    return PostFormatError(
        slug,
        f"has the line {text[:_SHOWN]!r}, which {why}. What is below it may belong to another day than what is above "
        "it, so nothing of the post is stored. It may be a programme.",
    )
